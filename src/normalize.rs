//! Leaves to the members of the normalized event.
//!
//! Every leaf ends in one of three ways: it says nothing, it has a place, or it stays in `unmapped`. What could not be
//! done cleanly is an error, of which `check.rs` makes findings. The event is written in `line.rs`.

mod ids;

mod build;

mod assign;
mod conversation;
mod order;
mod own;
mod repeated;

pub mod line;

use std::borrow::Cow;
use std::ops::Range;

use crate::encoding::time::Zone;
use crate::encoding::{self, Remarks};
use crate::event::{MEMBERS, Member, Slot};
use crate::json;
use crate::plan::{Plan, PlannedField, UNKNOWN};
use crate::read::{Key, Leaf, Reading};

/// A payload: its text and its reading.
#[derive(Clone, Copy, Debug)]
pub struct Payload<'p> {
    /// Its text.
    pub text: &'p str,
    /// Plan that the payload was read with.
    pub plan: &'static Plan,
    /// Leaves and nodes of the payload.
    pub reading: &'p Reading,
}

/// The members of a normalized event. It is filled anew for each payload, so that nothing is allocated twice.
#[derive(Debug, Default)]
pub struct Normalized {
    /// Values that could not be read cleanly.
    pub errors: Vec<MemberError>,
    /// Remarks about the event's times.
    pub remarks: Vec<TimeRemarks>,
    /// The values of [`MEMBERS`].
    values: Vec<Value>,
    /// The items of all arrays, in order.
    items: Vec<Item>,
    /// The values of all items' members.
    members: Vec<Value>,
    /// Values without a place in the event, in the payload's order.
    unmapped: Vec<Value>,
    /// Members of `unmapped` that the payload had already, being a normalized event itself.
    carried: Vec<Value>,
    /// The values that do not stand in the payload as they are written.
    made: Vec<u8>,
}

/// A value as it is written, or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Value {
    /// The payload's text that it stands in, or [`MADE`], [`CONSTANT`] or [`LIST`].
    text: u32,
    start: u32,
    /// End of the value's span in that text; 0 if there is no value.
    end: u32,
    /// The leaf that the value comes from, or [`NO_LEAF`].
    pub leaf: u32,
}

/// In place of a text's number: the values that were made.
const MADE: u32 = u32::MAX;

/// In place of a text's number: a constant of the plan.
const CONSTANT: u32 = u32::MAX - 1;

/// In place of a text's number: the items of an array, of which the last is the one at `start`.
const LIST: u32 = u32::MAX - 2;

/// The number of no leaf.
pub const NO_LEAF: u32 = u32::MAX;

/// An item of an array.
#[derive(Clone, Copy, Debug)]
struct Item {
    /// The array, a number of [`MEMBERS`].
    list: u16,
    /// The field that it comes from.
    order: u16,
    /// The number of the payload's item that it comes from.
    number: u32,
    /// Its first member's number.
    members: usize,
}

/// Remarks about a time that was read.
#[derive(Clone, Copy, Debug)]
pub struct TimeRemarks {
    /// The time as it was read. It need have no place in the event.
    pub value: Value,
    /// The remarks.
    pub remarks: Remarks,
    /// Of two times that the clocks of the zone showed alike, it was taken for the second.
    pub is_second: bool,
}

/// Something that could not be done cleanly.
#[derive(Clone, Copy, Debug)]
pub struct MemberError {
    /// The leaf.
    pub leaf: u32,
    /// Kind of the error.
    pub kind: MemberErrorKind,
}

/// Kind of an error of a leaf.
#[derive(Clone, Copy, Debug)]
pub enum MemberErrorKind {
    /// It must say something, and does not.
    Empty,
    /// Its key holds half of a surrogate pair.
    Key,
    /// It stands in a normalized event, and the schema of that rules it out.
    Schema,
    /// It could not be decoded.
    DecodeError(encoding::DecodeError),
    /// Another leaf says otherwise, and counts.
    Conflict {
        /// The other leaf.
        with: u32,
        /// The slot that both have a value for.
        slot: Slot,
    },
}

impl<'p> Payload<'p> {
    /// A leaf's value, raw.
    pub fn raw(&self, leaf: &Leaf) -> &'p str {
        self.reading.raw(self.text, leaf)
    }

    /// A leaf's field, if it is described.
    pub fn field(&self, leaf: &Leaf) -> Option<&'static PlannedField> {
        self.plan.fields.get(usize::from(leaf.field))
    }

    /// The described fields that are there, each with its raw value. One may be there several times, in items of arrays.
    pub fn present(self) -> impl Iterator<Item = (u16, &'p str)> {
        let Payload { reading, plan, text } = self;
        let of_leaves = reading.leaves.iter().filter(move |leaf| self.field(leaf).is_some());
        let of_nodes = reading.nodes.iter().skip(1).filter_map(move |node| {
            let record = plan.records.get(usize::from(reading.nodes[node.parent as usize].record))?;
            let field = plan.field_named(record, &reading.key(text, node.parent, node.key.name()?))?;
            Some((field.number, &reading.text(text, node.text)[node.start as usize..node.end as usize]))
        });
        of_leaves.map(move |leaf| (leaf.field, self.raw(leaf))).chain(of_nodes)
    }

    /// The leaves that the documentation does not know, each with the span of its key. An open object may hold any key.
    pub fn undocumented(self) -> impl Iterator<Item = (&'p Leaf, (u32, u32))> {
        let Payload { reading, plan, .. } = self;
        let is_open = move |leaf: &Leaf| {
            let record = plan.records.get(usize::from(reading.nodes[leaf.node as usize].record));
            record.is_some_and(|record| record.is_open)
        };
        let unknown = reading.leaves.iter().filter(move |leaf| leaf.field == UNKNOWN && !is_open(leaf));
        unknown.filter_map(|leaf| Some((leaf, leaf.key.name()?)))
    }

    /// A leaf's JSON Pointer.
    pub fn pointer(&self, leaf: &Leaf) -> String {
        self.reading.pointer(self.text, leaf.node, leaf.key)
    }

    /// A leaf's key; items of arrays have none.
    pub fn key(&self, leaf: &Leaf) -> Cow<'p, str> {
        match leaf.key {
            Key::Name(span) => self.reading.key(self.text, leaf.node, span),
            Key::Index(_) => Cow::Borrowed(""),
        }
    }

    /// Returns true if a leaf's key holds half of a surrogate pair.
    pub fn has_broken_key(&self, leaf: &Leaf) -> bool {
        match leaf.key {
            Key::Name(span) => json::unescape(self.reading.quoted_key(self.text, leaf.node, span)).is_none(),
            Key::Index(_) => false,
        }
    }

    /// A leaf, by its number.
    pub fn leaf(&self, number: u32) -> &'p Leaf {
        &self.reading.leaves[number as usize]
    }
}

impl Value {
    /// Returns true if there is no value.
    pub fn is_none(self) -> bool {
        self.end == 0
    }
}

impl Normalized {
    /// Fills in the members from a payload; times without a zone are read in this one.
    pub fn build(&mut self, payload: Payload<'_>, zone: &Zone) {
        self.clear();
        build::build(self, payload, zone);
    }

    fn clear(&mut self) {
        self.errors.clear();
        self.remarks.clear();
        self.values.clear();
        self.values.resize(MEMBERS.len(), Value::default());
        self.items.clear();
        self.members.clear();
        self.unmapped.clear();
        self.carried.clear();
        self.made.clear();
    }

    /// The value of a member, or of a member of its first item.
    #[inline]
    pub fn value(&self, slot: Slot) -> Option<Value> {
        let value = match slot.of_item {
            None => *self.values.get(usize::from(slot.member))?,
            Some(of_item) => *self.items(usize::from(slot.member)).next()?.get(usize::from(of_item))?,
        };
        (!value.is_none()).then_some(value)
    }

    /// The members that are filled, in order, each with its number and its value. That of an array is none of its own.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &'static Member, Value)> {
        let members: &'static [Member] = &MEMBERS;
        let values = self.values.iter().enumerate().filter(|(_, value)| !value.is_none());
        values.map(|(number, value)| (number, &members[number], *value))
    }

    fn is_filled(&self, member: u16) -> bool {
        !self.values[usize::from(member)].is_none()
    }

    /// The members of each item of an array.
    pub fn items(&self, list: usize) -> impl Iterator<Item = &[Value]> {
        let count = MEMBERS[list].members.len();
        let items = self.items.iter().filter(move |item| usize::from(item.list) == list);
        items.map(move |item| &self.members[item.members..item.members + count])
    }

    /// Returns the values without a place in the event, in the payload's order.
    pub fn unmapped(&self) -> &[Value] {
        &self.unmapped
    }

    /// Returns the members of `unmapped` that the payload had already, being a normalized event itself.
    pub fn carried(&self) -> &[Value] {
        &self.carried
    }

    /// A value as JSON.
    pub fn json<'a>(&'a self, payload: Payload<'a>, value: Value) -> &'a [u8] {
        json_of(value, payload, &self.made)
    }

    /// The text that a value stands in, and its span there.
    pub fn json_in_its_text<'a>(&'a self, payload: Payload<'a>, value: Value) -> (&'a [u8], Range<usize>) {
        (text_around(value, payload, &self.made), value.start as usize..value.end as usize)
    }
}

/// Returns a value as JSON; `made` is the buffer of the values that were made.
fn json_of<'a>(value: Value, payload: Payload<'a>, made: &'a [u8]) -> &'a [u8] {
    &text_around(value, payload, made)[value.start as usize..value.end as usize]
}

fn text_around<'a>(value: Value, payload: Payload<'a>, made: &'a [u8]) -> &'a [u8] {
    match value.text {
        MADE => made,
        CONSTANT => payload.plan.constant_json.as_bytes(),
        number => payload.reading.text(payload.text, number).as_bytes(),
    }
}
