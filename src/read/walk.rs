//! The walk along a payload's text.
//!
//! The walk knows which record it is in, takes objects apart that a description describes, and keeps count of where it
//! is. It stops where the text is no JSON.

use std::mem;
use std::sync::atomic::Ordering;

use super::{Embedded, Key, Leaf, MOST_VALUES, Missing, Node, Reading, Repetition, key_at, offset, scan};
use crate::describe::Typing;
use crate::json::{self, Form};
use crate::layout::{LaidField, LaidRecord, Layout, Structure, UNKNOWN};

/// Reads the object that begins the text.
pub(super) fn walk(reading: &mut Reading, text: &str, layout: &'static Layout) -> Option<()> {
    let mut walk = Walk { reading, layout, text, number: 0, at: 0, item: 0 };
    let is_object = walk.next() == Some(b'{');
    let read = is_object.then(|| walk.object(Spot { node: 0, key: Key::Index(0), field: None }, 0)).flatten();
    let end = walk.at;
    reading.end = end;
    read
}

struct Walk<'r, 't> {
    reading: &'r mut Reading,
    layout: &'static Layout,
    text: &'t str,
    /// The text's number.
    number: u32,
    /// How far the walk has come: past the last token.
    at: usize,
    /// The item of a list that the walk is in.
    item: u32,
}

/// Where a value stands, and the field it is the value of.
#[derive(Clone, Copy)]
struct Spot {
    node: u32,
    key: Key,
    field: Option<&'static LaidField>,
}

impl<'t> Walk<'_, 't> {
    /// Goes on to the next token, and says with which byte it begins.
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
            (Structure::List, b'{') if field.row.or_one => {
                let around = self.begin_item();
                self.object(spot, field.record)?;
                self.item = around;
                Some(())
            }
            (Structure::List, b'[') => self.list(spot, Some(field.record)),
            (Structure::NamedValues, b'[' | b'{') => {
                let named = &self.layout.records[usize::from(field.record)];
                let spot = Spot { field: self.layout.fields.get(usize::from(named.fields.start)), ..spot };
                if first == b'[' { self.list(spot, None) } else { self.named_values(spot) }
            }
            (_, b'"') if self.layout.vendor.typing == Typing::Mixed => {
                let end = json::text_at(self.text.as_bytes(), self.at)?.end;
                if self.embedded(end, spot).is_none() {
                    return if self.reading.is_overfull { None } else { self.leaf(first, spot) };
                }
                self.at = end;
                Some(())
            }
            _ => self.leaf(first, spot),
        }
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
            let text = json::text_at(self.text.as_bytes(), start)?;
            self.at = text.end;
            if text.is_plain { Form::Plain } else { Form::Other }
        } else if let Some(end) = scan::whole_number(self.text.as_bytes(), start) {
            self.at = end;
            Form::Whole
        } else {
            self.at = scan::value(self.text, start)?;
            Form::Other
        };
        if self.reading.leaves.len() == MOST_VALUES {
            self.reading.is_overfull = true;
            return None;
        }
        let field = spot.field.map_or(UNKNOWN, |field| field.number);
        if Some(field) == self.layout.discriminator {
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

    /// Enters the object or list whose opening bracket comes next.
    fn enter(&mut self, Spot { node: parent, key, .. }: Spot, record: u16) -> Option<u32> {
        if self.reading.nodes.len() == MOST_VALUES {
            self.reading.is_overfull = true;
            return None;
        }
        let node = offset(self.reading.nodes.len());
        let start = offset(self.at);
        self.reading.nodes.push(Node { parent, key, record, text: self.number, start, end: start });
        self.at += 1;
        Some(node)
    }

    /// Leaves an object or list whose closing bracket was passed.
    fn leave(&mut self, node: u32) {
        self.reading.nodes[node as usize].end = offset(self.at);
    }

    /// Begins an item of a list, and says which item the walk was in before.
    fn begin_item(&mut self) -> u32 {
        self.reading.items += 1;
        mem::replace(&mut self.item, self.reading.items)
    }

    /// Reads an object that a record describes.
    fn object(&mut self, spot: Spot, number: u16) -> Option<()> {
        let layout = self.layout;
        let record = &layout.records[usize::from(number)];
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let node = self.enter(spot, number)?;
        let mut seen = 0_u64;
        let mut unknown = 0;
        let mut repeats = false;
        let mut next = &record.first;
        let mut goes_on = !self.pass(b'}');
        if !goes_on && spot.field.is_some_and(|field| field.row.required) {
            self.reading.hollow.push(node);
        }
        while goes_on {
            let guess = next.load(Ordering::Relaxed);
            let (key, mut field) = self.key(record, guess)?;
            if let Some(known) = field {
                if known.number != guess {
                    next.store(known.number, Ordering::Relaxed);
                }
                next = &known.next;
                let bit = 1 << (known.number - record.fields.start);
                if seen & bit != 0 {
                    repeats = true;
                    field = None;
                }
                seen |= bit;
            } else {
                unknown += 1;
            }
            self.value(Spot { node, key: Key::Name(key), field })?;
            goes_on = self.goes_on(b'}')?;
        }
        self.leave(node);
        self.reading.has_unknown |= node == 0 && unknown > 0;
        for &spellings in &record.required {
            if seen & spellings == 0 {
                let first_spelling =
                    record.fields.start + u16::try_from(spellings.trailing_zeros()).unwrap_or_default();
                self.reading.missing.push(Missing { node, field: first_spelling });
            }
        }
        if repeats || unknown > 1 {
            self.note_repetitions(node, leaves, nodes);
        }
        Some(())
    }

    /// Reads a key of a record and its colon: its span between the quotes, and its field, if it is known. The field
    /// that is guessed is looked for first.
    fn key(&mut self, record: &LaidRecord, guess: u16) -> Option<((u32, u32), Option<&'static LaidField>)> {
        self.next()?;
        let start = self.at + 1;
        if let Some(field) = self.layout.fields.get(usize::from(guess))
            && field.quoted.begins(&self.text.as_bytes()[self.at..])
        {
            self.at += field.quoted.length;
            return Some(((offset(start), offset(self.at - 2)), Some(field)));
        }
        let key = json::unescape(self.any_key()?);
        let end = self.at - 1;
        let field = key.and_then(|key| self.layout.field_named(record, &key));
        self.pass(b':').then_some(((offset(start), offset(end)), field))
    }

    /// Goes past a key of any name.
    fn any_key(&mut self) -> Option<&'t str> {
        if self.next()? != b'"' {
            return None;
        }
        let (text, start) = (self.text, self.at);
        self.at = json::text_at(text.as_bytes(), start)?.end;
        Some(&text[start..self.at])
    }

    /// Reads a list of objects that a record describes, or of values. Lists do not stand directly within lists: such a
    /// one is a leaf.
    fn list(&mut self, spot: Spot, record: Option<u16>) -> Option<()> {
        let node = self.enter(spot, UNKNOWN)?;
        let around = self.item;
        let mut goes_on = !self.pass(b']');
        let mut index = 0;
        while goes_on {
            self.begin_item();
            let spot = Spot { node, key: Key::Index(index), ..spot };
            match (self.next()?, record) {
                (b'{', Some(record)) => self.object(spot, record)?,
                (first, _) => self.leaf(first, spot)?,
            }
            goes_on = self.goes_on(b']')?;
            index += 1;
        }
        self.item = around;
        self.leave(node);
        Some(())
    }

    /// Reads an object that holds a value for each name.
    fn named_values(&mut self, spot: Spot) -> Option<()> {
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let node = self.enter(spot, UNKNOWN)?;
        let around = self.item;
        let mut goes_on = !self.pass(b'}');
        while goes_on {
            self.begin_item();
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

    /// Reads an object or list that travels in the text that comes next and ends at `end`. If the text holds something
    /// else, that leaves no trace.
    fn embedded(&mut self, end: usize, spot: Spot) -> Option<()> {
        let json = json::unescape(&self.text[self.at..end])?.into_owned();
        let leading_space = json.len() - json.trim_ascii_start().len();
        if !json::is_container(&json[leading_space..]) {
            return None;
        }
        let before = self.reading.extent();
        self.reading.embedded.push(Embedded { json: String::new(), text: self.number, start: offset(self.at) });
        let mut inner = Walk {
            layout: self.layout,
            text: &json,
            number: offset(self.reading.embedded.len()),
            at: leading_space,
            item: self.item,
            reading: &mut *self.reading,
        };
        let read = inner.value(spot);
        if read.is_none() || inner.next().is_some() {
            self.reading.shrink(before);
            return None;
        }
        self.reading.embedded[before.embedded].json = json;
        Some(())
    }

    /// Notes which keys of an object repeat another. `leaves` and `nodes` are the first that can be below it.
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
