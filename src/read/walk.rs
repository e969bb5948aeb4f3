//! The walk along a payload's text, in step with `serde_json`'s parser.
//!
//! The parser checks the syntax and lends out each value's text; the walk knows which record it is in, takes objects
//! apart that a description describes, and keeps count of where it is.

use std::borrow::Cow;
use std::{fmt, mem};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Embedded, Key, Leaf, Missing, Node, Reading, Repetition, key_at};
use crate::describe::{Encoding, Typing};
use crate::json;
use crate::layout::{Layout, UNKNOWN};

/// Reads the object that begins the text.
pub(super) fn walk(reading: &mut Reading, text: &str, layout: &'static Layout) -> serde_json::Result<()> {
    let mut walk = Walk { reading, layout, text, number: 0, base: text.as_ptr() as usize, at: 0, item: 0 };
    let place = Place { node: 0, key: Key::Index(0), field: UNKNOWN };
    let result =
        Object { walk: &mut walk, place, record: 0 }.deserialize(&mut serde_json::Deserializer::from_str(text));
    let end = walk.at;
    reading.end = end;
    result
}

struct Walk<'r, 't> {
    reading: &'r mut Reading,
    layout: &'static Layout,
    text: &'t str,
    /// The text's number.
    number: u32,
    /// The address of the text's first byte, from which the spans of borrowed slices are counted.
    base: usize,
    /// How far the walk has come: past the last key, value or bracket.
    at: usize,
    /// The item of a list that the walk is in.
    item: u32,
}

/// Where a value stands, and the field it is the value of.
#[derive(Clone, Copy)]
struct Place {
    node: u32,
    key: Key,
    field: u16,
}

impl Walk<'_, '_> {
    /// Goes on to the first byte that is neither white space nor this punctuation.
    fn skip(&mut self, punctuation: u8) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if !json::is_space(byte) && byte != punctuation {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Goes past a key and its colon, and says where the key stands.
    fn pass_key(&mut self, key: &KeyText<'_>) -> (u32, u32) {
        let (start, end) = if let Cow::Borrowed(key) = &key.0 {
            let start = key.as_ptr() as usize - self.base;
            (start, start + key.len())
        } else {
            // The parser does not say where a key stands that has escapes.
            self.skip(b',');
            (self.at + 1, json::end_of_text(self.text, self.at) - 1)
        };
        self.at = end + 1;
        self.skip(b':');
        (offset(start), offset(end))
    }

    /// Enters the object or list whose opening bracket the walk stands before.
    fn enter(&mut self, Place { node: parent, key, .. }: Place, record: u16) -> u32 {
        let node = offset(self.reading.nodes.len());
        let start = offset(self.at);
        self.reading.nodes.push(Node { parent, key, record, text: self.number, start, end: start });
        self.at += 1;
        node
    }

    /// Leaves an object or list after its last value.
    fn leave(&mut self, node: u32) {
        self.skip(b' ');
        self.at += 1;
        self.reading.nodes[node as usize].end = offset(self.at);
    }

    /// Begins an item of a list, and says which item the walk was in before.
    fn begin_item(&mut self) -> u32 {
        self.reading.items += 1;
        mem::replace(&mut self.item, self.reading.items)
    }

    /// Reads the value that the walk stands before.
    fn read_value<'de, D: Deserializer<'de>>(&mut self, place: Place, parser: D) -> Result<(), D::Error> {
        let Some(field) = self.layout.fields.get(usize::from(place.field)) else {
            return self.read_leaf(place, parser);
        };
        let record = field.record.unwrap_or_default();
        let first = self.text.as_bytes().get(self.at);
        match (field.row.encoding, first) {
            (Encoding::Object(_), Some(b'{')) => Object { walk: self, place, record }.deserialize(parser),
            (Encoding::List(_), Some(b'{')) => {
                let around = self.begin_item();
                Object { walk: &mut *self, place, record }.deserialize(parser)?;
                self.item = around;
                Ok(())
            }
            (Encoding::List(_), Some(b'[')) => List { walk: self, place, items: Some(record) }.deserialize(parser),
            (Encoding::NamedValues, Some(b'[')) => {
                let place = Place { field: self.layout.records[usize::from(record)].fields.start, ..place };
                List { walk: self, place, items: None }.deserialize(parser)
            }
            (Encoding::NamedValues, Some(b'{')) => {
                let place = Place { field: self.layout.records[usize::from(record)].fields.start, ..place };
                NamedValues { walk: self, place }.deserialize(parser)
            }
            (Encoding::Object(_) | Encoding::List(_) | Encoding::NamedValues, Some(b'"'))
                if self.layout.vendor.typing == Typing::Mixed =>
            {
                let raw = <&RawValue>::deserialize(parser)?.get();
                if self.read_embedded(raw, place).is_none() {
                    self.push_leaf(raw, place);
                }
                Ok(())
            }
            _ => self.read_leaf(place, parser),
        }
    }

    fn read_leaf<'de, D: Deserializer<'de>>(&mut self, place: Place, parser: D) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(parser)?;
        self.push_leaf(raw.get(), place);
        Ok(())
    }

    fn push_leaf(&mut self, raw: &str, place: Place) {
        let start = raw.as_ptr() as usize - self.base;
        self.at = start + raw.len();
        if place.field == self.layout.discriminator {
            self.reading.name.get_or_insert(offset(self.reading.leaves.len()));
        }
        self.reading.leaves.push(Leaf {
            field: place.field,
            text: self.number,
            start: offset(start),
            end: offset(self.at),
            node: place.node,
            key: place.key,
            item: self.item,
        });
    }

    /// Reads an object or list that travels as text. If the text is something else, that leaves no trace.
    fn read_embedded(&mut self, raw: &str, place: Place) -> Option<()> {
        let start = raw.as_ptr() as usize - self.base;
        let json = json::unescape(raw)?.into_owned();
        let leading_space = json.len() - json.trim_ascii_start().len();
        if !json::is_container(&json[leading_space..]) {
            return None;
        }
        let before = self.reading.extent();
        self.reading.embedded.push(Embedded { json: String::new(), text: self.number, start: offset(start) });
        let mut parser = serde_json::Deserializer::from_str(&json);
        let mut inner = Walk {
            layout: self.layout,
            text: &json,
            number: offset(self.reading.embedded.len()),
            base: json.as_ptr() as usize,
            at: leading_space,
            item: self.item,
            reading: &mut *self.reading,
        };
        if inner.read_value(place, &mut parser).and_then(|()| parser.end()).is_err() {
            self.reading.shrink(before);
            return None;
        }
        self.at = start + raw.len();
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

/// An object that a record describes.
struct Object<'w, 'r, 't> {
    walk: &'w mut Walk<'r, 't>,
    place: Place,
    record: u16,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Object { walk, place, record: number } = self;
        let layout = walk.layout;
        let record = &layout.records[usize::from(number)];
        let (leaves, nodes) = (walk.reading.leaves.len(), walk.reading.nodes.len());
        let node = walk.enter(place, number);
        let mut seen = 0_u64;
        let mut unknown = 0;
        let mut repeats = false;
        let mut last = None;
        while let Some(key) = map.next_key::<KeyText<'_>>()? {
            let guess = layout.guess(number, last);
            let mut field = layout.field_named(number, &key.0, guess).unwrap_or(UNKNOWN);
            if field == UNKNOWN {
                unknown += 1;
            } else {
                if field != guess {
                    layout.learn(number, last, field);
                }
                last = Some(field);
                let bit = 1 << (field - record.fields.start);
                if seen & bit != 0 {
                    repeats = true;
                    field = UNKNOWN;
                }
                seen |= bit;
            }
            let key = walk.pass_key(&key);
            map.next_value_seed(Value { walk, place: Place { node, key: Key::Name(key), field } })?;
        }
        walk.leave(node);
        for &spellings in &record.required {
            if seen & spellings == 0 {
                let first_spelling =
                    record.fields.start + u16::try_from(spellings.trailing_zeros()).unwrap_or_default();
                walk.reading.missing.push(Missing { node, field: first_spelling });
            }
        }
        if repeats || unknown > 1 {
            walk.note_repetitions(node, leaves, nodes);
        }
        Ok(())
    }
}

/// The text of a key, borrowed unless it has escapes.
#[derive(Deserialize)]
struct KeyText<'t>(#[serde(borrow)] Cow<'t, str>);

/// The value of a key.
struct Value<'w, 'r, 't> {
    walk: &'w mut Walk<'r, 't>,
    place: Place,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        self.walk.read_value(self.place, parser)
    }
}

/// A list of objects that a record describes, or of values.
struct List<'w, 'r, 't> {
    walk: &'w mut Walk<'r, 't>,
    place: Place,
    items: Option<u16>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let List { walk, place, items } = self;
        let node = walk.enter(place, UNKNOWN);
        let around = walk.item;
        for index in 0.. {
            let place = Place { node, key: Key::Index(index), ..place };
            if list.next_element_seed(Element { walk, place, record: items })?.is_none() {
                break;
            }
        }
        walk.item = around;
        walk.leave(node);
        Ok(())
    }
}

/// An item of a list. Lists do not stand directly within lists: such a one is a leaf.
struct Element<'w, 'r, 't> {
    walk: &'w mut Walk<'r, 't>,
    place: Place,
    record: Option<u16>,
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        let Element { walk, place, record } = self;
        walk.begin_item();
        let first = walk.skip(b',');
        match record {
            Some(record) if first == Some(b'{') => Object { walk, place, record }.deserialize(parser),
            _ => walk.read_leaf(place, parser),
        }
    }
}

/// An object that holds a value for each name.
struct NamedValues<'w, 'r, 't> {
    walk: &'w mut Walk<'r, 't>,
    place: Place,
}

impl<'de> DeserializeSeed<'de> for NamedValues<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for NamedValues<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let NamedValues { walk, place } = self;
        let (leaves, nodes) = (walk.reading.leaves.len(), walk.reading.nodes.len());
        let node = walk.enter(place, UNKNOWN);
        let around = walk.item;
        while let Some(key) = map.next_key::<KeyText<'_>>()? {
            walk.begin_item();
            let key = Key::Name(walk.pass_key(&key));
            let raw = map.next_value::<&RawValue>()?;
            walk.push_leaf(raw.get(), Place { node, key, ..place });
        }
        walk.item = around;
        walk.leave(node);
        if walk.reading.leaves.len() > leaves + 1 {
            walk.note_repetitions(node, leaves, nodes);
        }
        Ok(())
    }
}

/// An offset or a count in a payload, which is smaller than 4 GiB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
