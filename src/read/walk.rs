//! The walk along a payload's text.
//!
//! The walk knows which record it is in, takes objects apart that a description describes, and keeps count of where it
//! is. It stops where the text is no JSON.

mod numbered;
mod secrets;

use std::mem;
use std::ops::Range;

use super::{Embedded, Key, Leaf, MOST_VALUES, Missing, Node, Reading, Repetition, Strange, key_at, offset, scan};
use crate::describe::Typing;
use crate::event::is_own;
use crate::json::{self, Form};
use crate::plan::{Plan, PlannedCase, PlannedField, PlannedRecord, Structure, UNKNOWN};

/// Reads the object that begins the text.
pub(super) fn walk(reading: &mut Reading, text: &str, plan: &'static Plan) -> Option<()> {
    let guesses = reading.memory.recall(plan);
    let mut walk = Walk { reading, plan, guesses, text, number: 0, at: 0, item: 0 };
    let is_object = walk.next() == Some(b'{');
    let read = is_object.then(|| walk.object(Spot { node: 0, key: Key::Index(0), field: None }, 0)).flatten();
    let (end, guesses) = (walk.at, walk.guesses);
    reading.memory.keep(plan, guesses);
    reading.end = end;
    read
}

/// Reads an event of a payload that may bring several.
pub(super) fn walk_event(reading: &mut Reading, text: &str, plan: &'static Plan, index: usize) -> Option<()> {
    let (field, _) = plan.items.as_ref()?;
    let field = &plan.fields[usize::from(*field)];
    let (node, at) = (reading.events.node, reading.events.spans.get(index)?.start);
    let guesses = reading.memory.recall(plan);
    let mut walk = Walk { reading, plan, guesses, text, number: 0, at, item: 0 };
    let spot = Spot { node, key: Key::Index(offset(index)), field: None };
    let read = match walk.next()? {
        b'{' => walk.object(spot, field.record),
        first => walk.leaf(first, Spot { field: Some(field), ..spot }),
    };
    let guesses = walk.guesses;
    reading.memory.keep(plan, guesses);
    read
}

struct Walk<'r, 't> {
    reading: &'r mut Reading,
    plan: &'static Plan,
    /// The field that came after each field the last time, and after the fields, the one that came first in each record.
    guesses: Vec<u16>,
    text: &'t str,
    /// The text's number.
    number: u32,
    /// Offset in the text, past the last token that was read.
    at: usize,
    /// The item of an array that the walk is in.
    item: u32,
}

/// Place of a value: the object or array around it, its key there, and the field it is the value of.
#[derive(Clone, Copy)]
struct Spot {
    node: u32,
    key: Key,
    field: Option<&'static PlannedField>,
}

impl<'t> Walk<'_, 't> {
    /// Goes on to the next token, and returns its first byte.
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !json::is_space(byte) {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Goes past the next token if it is this punctuation.
    fn pass(&mut self, punctuation: u8) -> bool {
        let is_next = self.next() == Some(punctuation);
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes past the comma before another member or item, and says yes, or past the closing bracket.
    fn goes_on(&mut self, closing: u8) -> Option<bool> {
        let byte = self.next()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            _ if byte == closing => Some(false),
            _ => None,
        }
    }

    /// Reads a value.
    #[expect(
        clippy::inline_always,
        reason = "called for each member of each object, where the call itself would count"
    )]
    #[inline(always)]
    fn value(&mut self, spot: Spot) -> Option<()> {
        let first = self.next()?;
        let Some(field) = spot.field else { return self.leaf(first, spot) };
        match (field.structure, first) {
            (Structure::Leaf, _) => self.leaf(first, spot),
            (Structure::Object, b'{') => self.object(spot, field.record),
            (Structure::List | Structure::ListBy | Structure::Each | Structure::ListOfNamedValues, b'{')
                if scan::is_numbered(self.text, self.at) =>
            {
                self.numbered(spot, field)
            }
            (Structure::List, b'{') if field.row.or_single => self.object(spot, field.record),
            (Structure::ObjectBy, b'{') => self.object_by(spot, field, &mut Vec::new()),
            // A vendor may send an array of values in place of named ones.
            (Structure::NamedValues, b'[') if is_own(self.plan.vendor) => self.leaf(first, spot),
            (Structure::NamedValues, b'{') => self.named_values(Spot { field: self.value_in(field), ..spot }),
            (
                Structure::List
                | Structure::ListBy
                | Structure::Each
                | Structure::NamedValues
                | Structure::ListOfNamedValues,
                b'[',
            ) => self.list(spot, field),
            (Structure::Items, b'[') => self.events(spot),
            (_, b'"') if self.plan.vendor.typing == Typing::Mixed => {
                let end = json::string_at(self.text.as_bytes(), self.at)?.end;
                if self.embedded(end, spot).is_none() {
                    return if self.reading.has_too_many_values { None } else { self.leaf(first, spot) };
                }
                self.at = end;
                Some(())
            }
            _ => self.leaf(first, spot),
        }
    }

    /// The field that each value of an array of values is, or each named value.
    fn value_in(&self, field: &PlannedField) -> Option<&'static PlannedField> {
        let record = &self.plan.records[usize::from(field.record)];
        self.plan.fields.get(usize::from(record.fields.start))
    }

    /// Reads a value that is not taken apart and begins with this byte.
    #[expect(
        clippy::inline_always,
        reason = "called for each member of each object, where the call itself would count"
    )]
    #[inline(always)]
    fn leaf(&mut self, first: u8, spot: Spot) -> Option<()> {
        let start = self.at;
        let form = if first == b'"' {
            let text = json::string_at(self.text.as_bytes(), start)?;
            self.at = text.end;
            if text.is_plain { Form::Plain } else { Form::Other }
        } else if let Some(end) = scan::whole_number(self.text.as_bytes(), start) {
            self.at = end;
            Form::Whole
        } else {
            self.at = scan::value(self.text, start)?;
            if matches!(first, b'{' | b'[') && self.has_secret(start, spot) {
                self.at = start;
                return self.around_secrets(spot);
            }
            Form::Other
        };
        if self.reading.leaves.len() == MOST_VALUES {
            self.reading.has_too_many_values = true;
            return None;
        }
        let field = spot.field.map_or(UNKNOWN, |field| field.number);
        if field == self.plan.name {
            self.reading.name.get_or_insert(offset(self.reading.leaves.len()));
        }
        self.reading.leaves.push(Leaf {
            field,
            form,
            text: self.number,
            start: offset(start),
            end: offset(self.at),
            node: spot.node,
            key: spot.key,
            item: self.item,
        });
        Some(())
    }

    /// Enters the object or array whose opening bracket comes next.
    fn enter(&mut self, Spot { node: parent, key, .. }: Spot, record: u16) -> Option<u32> {
        if self.reading.nodes.len() == MOST_VALUES {
            self.reading.has_too_many_values = true;
            return None;
        }
        let node = offset(self.reading.nodes.len());
        let start = offset(self.at);
        self.reading.nodes.push(Node { parent, key, record, text: self.number, start, end: start });
        self.at += 1;
        Some(node)
    }

    /// Leaves an object or array whose closing bracket was passed.
    fn leave(&mut self, node: u32) {
        self.reading.nodes[node as usize].end = offset(self.at);
    }

    /// Begins an item of an array, which is a field's value or one of its items, and says which item the walk was in before.
    fn begin_item(&mut self, field: Option<&PlannedField>) -> u32 {
        self.reading.items.push(field.map_or(0, |field| field.of));
        let item = offset(self.reading.items.len());
        mem::replace(&mut self.item, item)
    }

    /// Reads an object that a record describes.
    fn object(&mut self, spot: Spot, number: u16) -> Option<()> {
        let plan = self.plan;
        let record = &plan.records[usize::from(number)];
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let node = self.enter(spot, number)?;
        let around = self.item;
        if record.is_item {
            self.begin_item(spot.field);
        }
        let stamp = self.reading.memory.next_object();
        let mut unknown = 0;
        let mut repeats = false;
        let mut guess_at = plan.fields.len() + usize::from(number);
        let mut goes_on = !self.pass(b'}');
        if !goes_on && spot.field.is_some_and(|field| field.must_say) {
            self.reading.empty_required.push(node);
        }
        while goes_on {
            let guess = self.guesses[guess_at];
            let (key, mut field) = self.key(record, guess)?;
            if let Some(known) = field {
                if known.number != guess {
                    self.guesses[guess_at] = known.number;
                }
                guess_at = usize::from(known.number);
                if mem::replace(&mut self.reading.memory.seen[guess_at], stamp) == stamp {
                    repeats = true;
                    // A secret is one, however often it is told.
                    field = Some(known).filter(|field| field.is_secret());
                }
            } else {
                unknown += 1;
            }
            self.value(Spot { node, key: Key::Name(key), field })?;
            goes_on = self.goes_on(b'}')?;
        }
        self.leave(node);
        self.item = around;
        if !record.is_open {
            self.reading.unknown_keys += unknown;
        }
        if node == 0 {
            self.reading.has_unknown = unknown > 0;
            let is_seen = |field: &Range<u16>| self.reading.memory.is_seen(field, stamp);
            let has_either = plan.either_signs.is_empty() || plan.either_signs.iter().any(is_seen);
            self.reading.has_signs = has_either && plan.signs.iter().all(is_seen);
        }
        for spellings in &record.required {
            if !self.reading.memory.is_seen(spellings, stamp) {
                self.reading.missing.push(Missing { node, field: spellings.start });
            }
        }
        if repeats || unknown > 1 {
            self.note_repetitions(node, leaves, nodes);
        }
        Some(())
    }

    /// Reads an object that a word in it describes. `taken` are the places that earlier items of the array are.
    fn object_by(&mut self, spot: Spot, field: &'static PlannedField, taken: &mut Vec<&'static str>) -> Option<()> {
        let choice = field.choice.as_ref().expect("such a field has its cases");
        let word = scan::member(self.text, self.at, choice.key);
        let raw = word.clone().map_or("", |word| &self.text[word]);
        let text = if json::is_string(raw) { json::unescape(raw) } else { None };
        let is_it = |case: &&PlannedCase| text.as_ref().is_some_and(|text| case.words.contains(&&**text));
        match choice.cases.iter().find(is_it).or(choice.otherwise.as_ref()) {
            Some(case) if case.only.is_some_and(|place| taken.contains(&place)) => self.whole(spot),
            Some(case) => {
                taken.extend(case.only);
                self.object(spot, case.record)
            }
            None => {
                if let Some(word) = word {
                    let leaf = offset(self.reading.leaves.len());
                    let (start, end) = (offset(word.start), offset(word.end));
                    self.reading.strange.push(Strange { leaf, field: field.number, start, end });
                }
                self.whole(spot)
            }
        }
    }

    /// Reads an object that stays whole. One that is empty says nothing, wherever it stands.
    fn whole(&mut self, spot: Spot) -> Option<()> {
        if self.text[self.at + 1..].trim_ascii_start().starts_with('}') {
            return self.leaf(b'{', spot);
        }
        let field = self.plan.fields.get(usize::from(self.plan.whole));
        self.leaf(b'{', Spot { field, ..spot })
    }

    /// Reads a key of a record and its colon: its span between the quotes, and its field, if it is known. The field
    /// that is guessed is looked for first.
    fn key(&mut self, record: &PlannedRecord, guess: u16) -> Option<((u32, u32), Option<&'static PlannedField>)> {
        self.next()?;
        let start = self.at + 1;
        if let Some(field) = self.plan.fields.get(usize::from(guess))
            && field.quoted.begins(&self.text.as_bytes()[self.at..])
        {
            self.at += field.quoted.length;
            return Some(((offset(start), offset(self.at - 2)), Some(field)));
        }
        let key = json::unescape(self.any_key()?);
        let end = self.at - 1;
        let field = key.and_then(|key| self.plan.field_named(record, &key).or_else(|| self.plan.secret_named(&key)));
        self.pass(b':').then_some(((offset(start), offset(end)), field))
    }

    /// Goes past a key of any name.
    fn any_key(&mut self) -> Option<&'t str> {
        if self.next()? != b'"' {
            return None;
        }
        let (text, start) = (self.text, self.at);
        self.at = json::string_at(text.as_bytes(), start)?.end;
        Some(&text[start..self.at])
    }

    /// Reads an array of objects or of values. Arrays do not stand directly within arrays: such a one is a leaf.
    fn list(&mut self, spot: Spot, field: &'static PlannedField) -> Option<()> {
        let node = self.enter(spot, UNKNOWN)?;
        let around = self.item;
        let mut goes_on = !self.pass(b']');
        if !goes_on && field.must_say {
            self.reading.empty_required.push(node);
        }
        let mut index = 0;
        let mut taken = Vec::new();
        while goes_on {
            self.item_of(Spot { node, key: Key::Index(index), ..spot }, field, index == 0, &mut taken)?;
            goes_on = self.goes_on(b']')?;
            index += 1;
        }
        self.item = around;
        self.leave(node);
        Some(())
    }

    /// Looks for the events of a payload that may bring several. What they are is not known yet, and each is read later.
    fn events(&mut self, spot: Spot) -> Option<()> {
        let node = self.enter(spot, UNKNOWN)?;
        self.reading.events.node = node;
        let mut goes_on = !self.pass(b']');
        while goes_on {
            self.next()?;
            let start = self.at;
            if self.reading.events.spans.len() == MOST_VALUES {
                self.reading.has_too_many_values = true;
                return None;
            }
            self.at = scan::value(self.text, start)?;
            self.reading.events.spans.push(start..self.at);
            goes_on = self.goes_on(b']')?;
        }
        self.leave(node);
        Some(())
    }

    /// Reads an item of an array of objects or of values, at its spot.
    fn item_of(
        &mut self,
        spot: Spot,
        field: &'static PlannedField,
        is_first: bool,
        taken: &mut Vec<&'static str>,
    ) -> Option<()> {
        match (field.structure, self.next()?) {
            (Structure::List, b'{') if field.is_single && !is_first => self.whole(spot),
            (Structure::List, b'{') => self.object(spot, field.record),
            (Structure::ListBy, b'{') => self.object_by(spot, field, taken),
            (Structure::ListOfNamedValues, b'{') => self.named_values(Spot { field: self.value_in(field), ..spot }),
            (Structure::Each | Structure::NamedValues, first) => {
                self.begin_item(Some(field));
                self.leaf(first, Spot { field: self.value_in(field), ..spot })
            }
            (_, first) => self.leaf(first, spot),
        }
    }

    /// Reads an object that holds a value for each name.
    fn named_values(&mut self, spot: Spot) -> Option<()> {
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let node = self.enter(spot, UNKNOWN)?;
        let around = self.item;
        let mut goes_on = !self.pass(b'}');
        while goes_on {
            self.begin_item(spot.field);
            let length = self.any_key()?.len();
            let key = Key::Name((offset(self.at + 1 - length), offset(self.at - 1)));
            if !self.pass(b':') {
                return None;
            }
            let first = self.next()?;
            self.leaf(first, Spot { node, key, ..spot })?;
            goes_on = self.goes_on(b'}')?;
        }
        self.item = around;
        self.leave(node);
        if self.reading.leaves.len() > leaves + 1 {
            self.note_repetitions(node, leaves, nodes);
        }
        Some(())
    }

    /// Reads an object or array that travels in the text that comes next and ends at `end`. If the text holds something
    /// else, that leaves no trace.
    fn embedded(&mut self, end: usize, spot: Spot) -> Option<()> {
        let json = json::unescape(&self.text[self.at..end])?.into_owned();
        let leading_space = json.len() - json.trim_ascii_start().len();
        if !json::is_container(&json[leading_space..]) {
            return None;
        }
        let before = self.reading.checkpoint();
        self.reading.embedded.push(Embedded { json: String::new(), text: self.number, start: offset(self.at) });
        let mut inner = Walk {
            plan: self.plan,
            guesses: mem::take(&mut self.guesses),
            text: &json,
            number: offset(self.reading.embedded.len()),
            at: leading_space,
            item: self.item,
            reading: &mut *self.reading,
        };
        let read = inner.value(spot).filter(|()| inner.next().is_none());
        self.guesses = inner.guesses;
        if read.is_none() {
            self.reading.rollback(before);
            return None;
        }
        self.reading.embedded[before.embedded].json = json;
        Some(())
    }

    /// Notes the keys of an object that repeat another. `leaves` and `nodes` are the first that can be below it.
    fn note_repetitions(&mut self, node: u32, leaves: usize, nodes: usize) {
        let of_leaves = self.reading.leaves[leaves..].iter().filter(|leaf| leaf.node == node).map(|leaf| leaf.key);
        let of_nodes = self.reading.nodes[nodes..].iter().filter(|below| below.parent == node).map(|below| below.key);
        let mut keys: Vec<_> = of_leaves
            .chain(of_nodes)
            .filter_map(|key| match key {
                Key::Name(span) => Some((key_at(self.text, span), span.0)),
                Key::Index(_) => None,
            })
            .collect();
        keys.sort_unstable();
        for same in keys.chunk_by(|one, other| one.0 == other.0) {
            for ((_, again), count) in same.iter().zip(1..).skip(1) {
                self.reading.repeated.insert((node, *again), Repetition { first: same[0].1, count });
            }
        }
    }
}
