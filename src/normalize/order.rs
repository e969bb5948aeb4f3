//! The order of what was filled in: the same whatever order a payload has its keys in, for that says nothing.

use std::collections::HashMap;
use std::mem;

use super::build::Builder;
use super::ids::are_one_id;
use super::{Item, MemberErrorKind, Value, json_of};
use crate::encoding::id;
use crate::event::{MEMBERS, Slot};
use crate::plan::Structure;

impl Builder<'_> {
    /// Puts the items of arrays in order: in that of the description if they come from several fields, in that of their
    /// names if they come from an object that holds a value for each name. The order of keys in a payload says nothing.
    /// Items of one array stay in its order.
    pub(super) fn order_items(&mut self) {
        if self.event.items.len() < 2 {
            return;
        }
        let mut items = mem::take(&mut self.event.items);
        let place = |item: &Item| (item.list, item.order);
        let holds_named = |structure| matches!(structure, Structure::NamedValues | Structure::ListOfNamedValues);
        let is_named = |item: &Item| holds_named(self.payload.plan.fields[usize::from(item.order)].structure);
        let are_in_order = |one: &Item, other: &Item| (place(one), one.number) < (place(other), other.number);
        if items.iter().any(is_named) || !items.is_sorted_by(are_in_order) {
            let name = |item: &Item| {
                let value = self.event.members[item.members..].iter().find(|value| !value.is_none())?;
                let leaf = self.payload.leaf(value.leaf);
                is_named(item).then(|| (leaf.node, self.payload.key(leaf)))
            };
            items.sort_by_cached_key(|item| (place(item), name(item), item.number));
        }
        self.event.items = items;
    }

    /// Makes one of agents that have the same id: an agent who is named in two places is one agent.
    pub(super) fn merge_agents(&mut self) {
        let id = self.known.agent_id;
        let is_agent = |item: &Item| item.list == id.member;
        if self.event.items.iter().filter(|item| is_agent(item)).count() < 2 {
            return;
        }
        let (Some(of_id), count) = (id.of_item, MEMBERS[usize::from(id.member)].members.len()) else { return };
        let mut first: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut kept = Vec::with_capacity(self.event.items.len());
        for item in mem::take(&mut self.event.items) {
            let own = self.event.members[item.members + usize::from(of_id)];
            if !is_agent(&item) || own.is_none() {
                kept.push(item);
                continue;
            }
            let text = id::canonical(json_of(own, self.payload, &self.decoder.made));
            let Some(&into) = first.get(&text) else {
                first.insert(text, item.members);
                kept.push(item);
                continue;
            };
            for member in 0..count {
                let (there, value) = (self.event.members[into + member], self.event.members[item.members + member]);
                let json = |value| json_of(value, self.payload, &self.decoder.made);
                if there.is_none() {
                    self.event.members[into + member] = value;
                } else if !value.is_none()
                    && json(there) != json(value)
                    && !(member == usize::from(of_id) && are_one_id(json(there), json(value)))
                {
                    let slot = Slot { of_item: u8::try_from(member).ok(), ..id };
                    self.error(value.leaf, MemberErrorKind::Conflict { with: there.leaf, slot });
                    self.leave_unmapped(value.leaf);
                }
            }
        }
        self.event.items = kept;
    }

    /// Sorts the values without a place by their pointers.
    pub(super) fn order_unmapped(&mut self) {
        if self.event.unmapped.len() < 2 {
            return;
        }
        let mut unmapped = mem::take(&mut self.event.unmapped);
        // Of most fields it is known beforehand where they stand.
        let rank = |value: &Value| {
            let leaf = self.payload.leaf(value.leaf);
            let field = self.payload.field(leaf).filter(|field| field.pointer.is_some())?;
            leaf.key.name().map(|_| field.pointer_rank)
        };
        if unmapped.iter().all(|value| rank(value).is_some()) {
            unmapped.sort_unstable_by_key(|value| (rank(value), value.leaf));
        } else {
            unmapped.sort_by_cached_key(|value| self.payload.pointer(self.payload.leaf(value.leaf)));
        }
        // A value that lost its place to another may have been kept twice.
        unmapped.dedup_by_key(|value| value.leaf);
        self.event.unmapped = unmapped;
    }
}
