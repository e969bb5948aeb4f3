//! The putting of values in their places, of which several may have one.

use super::build::Builder;
use super::ids::{are_ids, are_one_id};
use super::{MemberErrorKind, Value, json_of};
use crate::describe::Source;
use crate::event::Slot;

impl Builder<'_> {
    /// Puts a value in its place. Says no if another value has it already, and says otherwise.
    #[inline]
    pub(super) fn assign(&mut self, slot: Slot, value: Value) -> bool {
        let is_free = slot.of_item.is_none() && !self.event.is_filled(slot.member);
        if is_free {
            self.event.set(slot.member, value);
        }
        is_free || self.assign_among(slot, value)
    }

    /// Assigns a value likewise, in an item of an array, or to a place that may have a value already.
    #[inline(never)]
    fn assign_among(&mut self, slot: Slot, value: Value) -> bool {
        let there = match slot.of_item {
            None => &mut self.event.values[usize::from(slot.member)],
            Some(of_item) => {
                let item = self.payload.leaf(value.leaf).item;
                let order = item.checked_sub(1).map_or(0, |at| self.payload.reading.items[at as usize]);
                let members = self.event.item(slot.member, item, order);
                &mut self.event.members[members + usize::from(of_item)]
            }
        };
        let held = *there;
        if held.is_none() {
            *there = value;
            return true;
        }
        let text = |value| json_of(value, self.payload, &self.decoder.made);
        let is_same = text(held) == text(value) || (are_ids(slot) && are_one_id(text(held), text(value)));
        let field = |value: Value| self.payload.field(self.payload.leaf(value.leaf));
        let rank = |value: Value| field(value).map(|field| field.rank);
        let (first, second) = if rank(value) < rank(held) { (value, held) } else { (held, value) };
        let may_differ = field(second).filter(|field| field.row.source == Source::Else);
        // Where the items of an array may differ, one that says the same says it once more: the same field, or one of another
        // item. A field below an array has no pointer.
        let item = |value: Value| self.payload.leaf(value.leaf).item;
        let is_of_another = rank(held) == rank(value) || item(held) != item(value);
        let is_one_more = is_of_another && may_differ.is_some_and(|field| field.pointer.is_none());
        if is_same && !is_one_more {
            return true;
        }
        *there = first;
        if may_differ.is_none() {
            self.error(second.leaf, MemberErrorKind::Conflict { with: first.leaf, slot });
        }
        if second.leaf == value.leaf {
            return false;
        }
        self.leave_unmapped(second.leaf);
        true
    }
}
