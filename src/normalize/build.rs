//! The filling of a normalized event, leaf by leaf.

use std::mem;

use super::{
    CONSTANT, Item, LIST, MADE, MemberError, MemberErrorKind, NO_LEAF, Normalized, Payload, TimeRemarks, Value, json_of,
};
use crate::describe::scalars::TEXT;
use crate::describe::{Conversation, Encoding, Event, Kind, Part, Privacy, Source, Typing, may_be, says_nothing};
use crate::encoding::accepts::Type;
use crate::encoding::time::Zone;
use crate::encoding::{self, DecodeError, Decoded, Decoder, Remarks, WriteTime};
use crate::event::{KNOWN, Known, MEMBERS, Slot, is_own};
use crate::json::{self, Form};
use crate::plan::{PlannedField, Structure};
use crate::read::{Leaf, offset};

/// Fills in the members from a payload.
pub(super) fn build(event: &mut Normalized, payload: Payload<'_>, zone: &Zone) {
    let vendor = payload.plan.vendor;
    let made = mem::take(&mut event.made);
    // Of what was normalized, times have one form.
    let other_form: Option<WriteTime> = if is_own(vendor) { None } else { Some(encoding::other_form) };
    let decoder = Decoder { made, other_form, ..Decoder::new(vendor.name, vendor.typing, zone) };
    let mut filling = Builder { payload, known: &KNOWN, decoder, event, transcripts: Vec::new(), repeated: Vec::new() };
    filling.leaves();
    filling.transcripts();
    filling.assumptions();
    filling.repeated_hours();
    filling.order_items();
    filling.merge_agents();
    filling.envelope();
    filling.order_unmapped();
    filling.hold_to_schema();
    filling.event.made = filling.decoder.made;
}

/// A time that was read as the first of two that the clocks of its zone showed alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repeated {
    /// The time as it was made.
    pub(super) value: Value,
    /// Seconds from the first time to the second.
    pub(super) apart: i32,
}

pub(super) struct Builder<'f> {
    pub(super) payload: Payload<'f>,
    pub(super) known: &'static Known,
    pub(super) decoder: Decoder<'f>,
    pub(super) event: &'f mut Normalized,
    /// The leaves that hold conversations. These are taken apart last, when the visitor's name is known.
    pub(super) transcripts: Vec<(u32, &'static Conversation)>,
    /// Local times that the clocks of their zone showed twice.
    pub(super) repeated: Vec<Repeated>,
}

/// The number of an item that no further value can join, when it is asked for.
const COMPLETE: u32 = u32::MAX;

/// From here on, the numbers that such items have.
const COMPLETE_FROM: u32 = u32::MAX / 2;

/// The length of `""`.
const EMPTY_TEXT: u32 = 2;

/// The length of `"null"`.
const NULL_IN_TEXT: u32 = 6;

impl Builder<'_> {
    fn leaves(&mut self) {
        let typing = self.payload.plan.vendor.typing;
        // Of those that another goes before, the precedence and the number.
        let mut later: Vec<(u32, u32)> = Vec::new();
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let Some(field) = self.payload.field(leaf) else {
                self.unknown(number, leaf);
                continue;
            };
            if field.row.privacy == Privacy::Secret {
                continue;
            }
            if let Some(name) = field.key_target {
                self.name(number, leaf, name);
            }
            if !self.says_something(leaf, field, typing) {
                self.empty(number, leaf, field, typing);
            } else if field.row.source == Source::First {
                self.described(number, leaf, field);
            } else {
                later.push((field.rank, number));
            }
        }
        // So the order of the payload's keys makes no difference.
        later.sort_unstable();
        for (_, number) in later {
            let leaf = self.payload.leaf(number);
            if let Some(field) = self.payload.field(leaf) {
                self.described(number, leaf, field);
            }
        }
    }

    /// Returns true if a described leaf says something, which mostly shows in its form.
    fn says_something(&self, leaf: &Leaf, field: &PlannedField, typing: Typing) -> bool {
        let length = leaf.end - leaf.start;
        let raw = self.payload.raw(leaf);
        let may_be_null = || length == NULL_IN_TEXT && typing == Typing::Mixed;
        match leaf.form {
            Form::Plain if length == EMPTY_TEXT => false,
            Form::Plain if field.any_counts && !may_be_null() && !raw.starts_with("\" ") => {
                field.never.is_none_or(|is_never| !is_never(json::between_quotes(raw)))
            }
            Form::Whole if field.any_counts => field.never.is_none_or(|is_never| !is_never(raw)),
            _ => !says_nothing(Some(field.row), typing, raw),
        }
    }

    /// Notes the error of a described leaf that says nothing, if that is one.
    fn empty(&mut self, number: u32, leaf: &Leaf, field: &PlannedField, typing: Typing) {
        // Of an array, the items are objects; and what must be there is the array, and not each of them.
        let is_item = leaf.key.name().is_none();
        let kind = Type::of(self.payload.raw(leaf));
        let is_right = match field.row.encoding {
            // What was to bring events brings none.
            _ if field.structure == Structure::Items => false,
            _ if kind == Type::Null => true,
            // An event that is about no chat may be about anything.
            Encoding::About if field.structure == Structure::Leaf => true,
            Encoding::List(_) | Encoding::ListBy(_) | Encoding::ListOfNamedValues if is_item => {
                kind == Type::Object || typing == Typing::Mixed
            }
            _ => may_be(field.row, typing, kind),
        };
        if !is_right {
            self.decode_error(number, DecodeError::Type);
        } else if field.must_say && !is_item {
            self.error(number, MemberErrorKind::Empty);
        }
        // That it is there says something, whatever its value.
        for &(slot, part) in field.targets.iter().filter(|(_, part)| matches!(part, Part::Is(_))) {
            if let Ok(Some(value)) = self.decode(number, field, part, self.payload.raw(leaf)) {
                self.assign(slot, value);
            }
        }
    }

    /// Keeps a leaf that no description knows.
    fn unknown(&mut self, number: u32, leaf: &Leaf) {
        self.broken_key(number, leaf);
        if !says_nothing(None, self.payload.plan.vendor.typing, self.payload.raw(leaf)) {
            self.leave_unmapped(number);
        }
    }

    /// Notes if a key that no description names holds half of a surrogate pair.
    fn broken_key(&mut self, number: u32, leaf: &Leaf) {
        if self.payload.has_broken_key(leaf) {
            self.error(number, MemberErrorKind::Key);
        }
    }

    /// Takes a key that is a name to its place, if it says something.
    fn name(&mut self, number: u32, leaf: &Leaf, name: Slot) {
        self.broken_key(number, leaf);
        let key = self.payload.key(leaf);
        if !json::is_blank(&key) {
            let key = self.make_text(&key, number);
            self.assign(name, key);
        }
    }

    /// Takes a described leaf that says something to its places; as it is, if it can be.
    #[inline]
    fn described(&mut self, number: u32, leaf: &Leaf, field: &'static PlannedField) {
        if let Some((form, slot)) = field.stands
            && form == leaf.form
        {
            if !self.assign(slot, Value { text: leaf.text, start: leaf.start, end: leaf.end, leaf: number }) {
                self.leave_unmapped(number);
            }
        } else {
            self.read(number, field, self.payload.raw(leaf));
        }
    }

    /// Reads a described leaf that says something, and takes what it means to its places.
    fn read(&mut self, number: u32, field: &'static PlannedField, raw: &str) {
        match field.row.encoding {
            Encoding::Names if json::is_string(raw) => return self.names(number, field, raw),
            Encoding::Transcript(written) if json::is_string(raw) => return self.transcripts.push((number, written)),
            _ if field.is_carried => {
                let value = self.verbatim(number);
                return self.event.carried.push(value);
            }
            _ => {}
        }
        let mut stays = field.row.also_unmapped;
        let mut is_taken = false;
        for &(slot, part) in &field.targets {
            match self.decode(number, field, part, raw) {
                Ok(Some(value)) => {
                    is_taken = true;
                    stays |= !self.assign(slot, value);
                }
                Ok(None) => {}
                // Its word may be in another place, whatever it means.
                Err(DecodeError::Word) => self.decode_error(number, DecodeError::Word),
                Err(error) => {
                    self.decode_error(number, error);
                    return self.leave_unmapped_verbatim(number);
                }
            }
        }
        if stays || !is_taken {
            self.leave_unmapped(number);
        }
    }

    fn decode(
        &mut self,
        number: u32,
        field: &PlannedField,
        part: Part,
        raw: &str,
    ) -> Result<Option<Value>, DecodeError> {
        let leaf = self.payload.leaf(number);
        if json::is_container(raw) || matches!(field.row.encoding, Encoding::JsonText) {
            self.decoder.depth = self.depth(leaf);
        }
        self.decoder.is_plain = leaf.is_plain();
        let made = self.decoder.made.len();
        let encoding = match field.row.encoding {
            Encoding::Object(_) if field.row.or_string && json::is_string(raw) => TEXT,
            // An event that is about no chat may be about anything.
            Encoding::About if field.structure == Structure::Leaf => Encoding::Json,
            encoding => encoding,
        };
        let decoded = encoding.read(&mut self.decoder, part, raw)?;
        Ok(match decoded {
            Decoded::Absent => None,
            Decoded::Raw(start, end) => Some(Value {
                text: leaf.text,
                start: leaf.start + offset(start),
                end: leaf.start + offset(end),
                leaf: number,
            }),
            Decoded::Made => {
                let value = self.made_since(made, number);
                let remarks = mem::take(&mut self.decoder.remarks);
                if remarks != Remarks::default() {
                    self.remark(value, remarks);
                }
                Some(value)
            }
        })
    }

    /// Keeps the remarks about a time, once for each leaf.
    fn remark(&mut self, value: Value, remarks: Remarks) {
        if remarks.apart != 0 {
            self.repeated.push(Repeated { value, apart: remarks.apart });
        }
        if self.event.remarks.last().is_none_or(|last| last.value.leaf != value.leaf) {
            self.event.remarks.push(TimeRemarks { value, remarks, is_second: false });
        }
    }

    /// Keeps a leaf that has no place in `unmapped`: booleans and JSON that travel as text as their meaning, the rest
    /// verbatim.
    pub(super) fn leave_unmapped(&mut self, number: u32) {
        let leaf = self.payload.leaf(number);
        if let Some(field) = self.payload.field(leaf)
            && field.targets.is_empty()
        {
            match self.decode(number, field, Part::Meaning, self.payload.raw(leaf)) {
                Ok(Some(value)) if field.row.encoding.is_kept_as_read() => {
                    return self.event.unmapped.push(value);
                }
                Ok(_) => {}
                Err(error) => self.decode_error(number, error),
            }
        }
        self.leave_unmapped_verbatim(number);
    }

    fn leave_unmapped_verbatim(&mut self, number: u32) {
        let value = self.verbatim(number);
        self.event.unmapped.push(value);
    }

    /// Returns the number of objects and arrays around a leaf. Those of a normalized event do not count, for the value
    /// in it may have been as deep as is allowed before they came around it.
    fn depth(&self, leaf: &Leaf) -> usize {
        if is_own(self.payload.plan.vendor) { 0 } else { self.payload.reading.depth(leaf.node) }
    }

    /// A leaf's value as it is, on one line.
    fn verbatim(&mut self, number: u32) -> Value {
        let leaf = self.payload.leaf(number);
        let raw = self.payload.raw(leaf);
        if !json::is_container(raw) && (!json::is_string(raw) || leaf.is_plain() || json::is_plain(raw)) {
            return Value { text: leaf.text, start: leaf.start, end: leaf.end, leaf: number };
        }
        let made = self.decoder.made.len();
        let depth = self.depth(leaf);
        if let Some(error) = json::write_compact(raw, depth, &mut self.decoder.made) {
            self.decode_error(number, DecodeError::Json(error));
        }
        self.made_since(made, number)
    }

    pub(super) fn error(&mut self, leaf: u32, kind: MemberErrorKind) {
        self.event.errors.push(MemberError { leaf, kind });
    }

    /// Notes the error of a leaf, once, and those of the JSON in it.
    fn decode_error(&mut self, leaf: u32, error: DecodeError) {
        let field = self.payload.field(self.payload.leaf(leaf));
        if field.is_some_and(|field| field.row.is_unchecked) && !matches!(error, DecodeError::Json(_)) {
            return;
        }
        let is_alike = |known| matches!(known, DecodeError::Json(_)) == matches!(error, DecodeError::Json(_));
        let last = self.event.errors.last();
        if !last.is_some_and(|last| {
            last.leaf == leaf && matches!(last.kind, MemberErrorKind::DecodeError(known) if is_alike(known))
        }) {
            self.error(leaf, MemberErrorKind::DecodeError(error));
        }
    }

    /// Returns the bytes made from `start` on as a value.
    fn made_since(&self, start: usize, leaf: u32) -> Value {
        Value { text: MADE, start: offset(start), end: offset(self.decoder.made.len()), leaf }
    }

    pub(super) fn make_text(&mut self, text: &str, leaf: u32) -> Value {
        let start = self.decoder.made.len();
        json::write_string(text, &mut self.decoder.made);
        self.made_since(start, leaf)
    }

    pub(super) fn lone_surrogate(&mut self, number: u32) {
        self.decode_error(number, DecodeError::Json(json::ValueError::LoneSurrogate { at: 0 }));
        self.leave_unmapped_verbatim(number);
    }

    /// Makes an item that no further value joins, of members of one array.
    pub(super) fn new_item(&mut self, leaf: u32, members: &[(Slot, Value)]) {
        let Some((Slot { member, .. }, _)) = members.first() else { return };
        let first = self.event.item(*member, COMPLETE, self.payload.leaf(leaf).field);
        for (slot, value) in members {
            self.event.members[first + usize::from(slot.of_item.unwrap_or_default())] = *value;
        }
    }

    /// Writes the members that say what had to be assumed: a time zone, the unit of an epoch time.
    fn assumptions(&mut self) {
        let is_said = |is_it: fn(&Remarks) -> bool| self.event.remarks.iter().any(|it| is_it(&it.remarks));
        let (assumes_zone, assumes_unit) = (is_said(|it| it.has_no_zone), is_said(|it| it.is_in_seconds));
        if assumes_zone {
            let zone = self.decoder.zone;
            let zone = self.make_text(&zone.name, NO_LEAF);
            self.say(self.known.assumed_time_zone, zone);
        }
        if assumes_unit {
            let unit = self.make_text("seconds", NO_LEAF);
            self.say(self.known.assumed_epoch_unit, unit);
        }
    }

    /// Writes the type, the actor, the subject and the time of the event, and its constants. A normalized event says
    /// that itself.
    fn envelope(&mut self) {
        let plan = self.payload.plan;
        let leaf = self.payload.reading.name.unwrap_or(NO_LEAF);
        for &(slot, (start, end)) in &plan.says {
            if slot.of_item.is_none() {
                self.say(slot, Value { text: CONSTANT, start, end, leaf });
            }
        }
        for &(slot, (start, end)) in &plan.constants {
            self.say(slot, Value { text: CONSTANT, start, end, leaf: NO_LEAF });
        }
        if let Some(Event { kind: Kind::By { words, otherwise, .. }, .. }) = plan.event {
            let said = plan.kind.and_then(|slot| self.text(slot));
            let meant = words.iter().find(|(word, _)| said.as_deref() == Some(word));
            let kind = self.make_text(meant.map_or(otherwise, |(_, kind)| kind), NO_LEAF);
            self.say(self.known.kind, kind);
        }
        if let Some([role, id]) = plan.actor {
            self.copy(self.known.actor_role, &[role]);
            self.copy(self.known.actor_id, &[id]);
        }
        self.copy(self.known.subject, &plan.subject);
        self.copy(self.known.time, plan.time.as_slice());
    }

    /// Sets a member unless the payload did.
    pub(super) fn say(&mut self, slot: Slot, value: Value) {
        if !self.event.is_filled(slot.member) {
            self.event.set(slot.member, value);
        }
    }

    /// Copies the first of these that has a value.
    fn copy(&mut self, to: Slot, from: &[Slot]) {
        if let Some(value) = from.iter().find_map(|slot| self.event.value(*slot)) {
            self.say(to, value);
        }
    }

    /// Returns the text of a member, if it holds a string.
    pub(super) fn text(&self, slot: Slot) -> Option<String> {
        let json = json_of(self.event.value(slot)?, self.payload, &self.decoder.made);
        serde_json::from_slice(json).ok()
    }
}

impl Normalized {
    pub(super) fn set(&mut self, member: u16, value: Value) {
        self.values[usize::from(member)] = value;
    }

    /// The first member of the array's item that has this number; the item is made unless it is there.
    pub(super) fn item(&mut self, list: u16, number: u32, order: u16) -> usize {
        if self.is_filled(list) && number != COMPLETE {
            let latest = self.values[usize::from(list)].start as usize;
            let is_it = |item: &&Item| item.list == list && item.number == number;
            // Mostly it is the latest; an earlier one goes on after an item in it.
            let known = match &self.items[latest] {
                item if item.number == number => Some(item),
                item if item.number < number => None,
                _ => self.items[..latest].iter().rev().find(is_it),
            };
            if let Some(item) = known {
                return item.members;
            }
        }
        let item = offset(self.items.len());
        self.set(list, Value { text: LIST, start: item, end: item + 1, leaf: NO_LEAF });
        let first = self.members.len();
        let number = if number == COMPLETE { COMPLETE_FROM + item } else { number };
        self.items.push(Item { list, order, number, members: first });
        self.members.resize(first + MEMBERS[usize::from(list)].members.len(), Value::default());
        first
    }

    /// Returns the leaves that filled the places of a field's value.
    pub fn sources_of(&self, field: &PlannedField) -> impl Iterator<Item = u32> {
        let slots = field.targets.iter().map(|(slot, _)| *slot).filter(|slot| slot.of_item.is_none());
        slots.filter_map(|slot| Some(self.value(slot)?.leaf)).filter(|leaf| *leaf != NO_LEAF)
    }
}
