//! The keys of a payload that does not say what it is, held against descriptions.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Candidate, Name};
use crate::describe::{Encoding, Event, Record, Vendor};
use crate::json;

/// The keys of an object, and of the objects in it.
pub(super) struct Shape<'t> {
    keys: Vec<(Cow<'t, str>, &'t str)>,
}

/// How much of an object's shape a record knows.
#[derive(Clone, Copy, Default)]
pub(super) struct Resemblance {
    /// How many of the object's keys, and of those one level below, the record knows.
    pub(super) known: usize,
    /// How many it does not.
    unknown: usize,
    /// How many of the object's own keys the record knows.
    top: usize,
    /// How many there could be.
    of: usize,
}

impl Resemblance {
    pub(super) fn score(self) -> isize {
        self.known.cast_signed() - self.unknown.cast_signed()
    }

    /// Whether the object can be taken for the record although it does not say so: most of its keys are known, and
    /// half of the record's are there.
    pub(super) fn is_enough(self) -> bool {
        self.unknown * 2 <= self.known && self.top * 2 >= self.of
    }

    /// Whether so many keys are known that this can hardly be chance.
    pub(super) fn is_telling(self) -> bool {
        self.known >= 3
    }

    /// Whether more of the keys are known than are not.
    pub(super) fn is_likely(self) -> bool {
        self.known > self.unknown
    }
}

impl<'t> Shape<'t> {
    /// The shape of the object that begins a text, as far as it can be read.
    pub(super) fn of(text: &'t str) -> Shape<'t> {
        let mut keys = Vec::new();
        let mut parser = serde_json::Deserializer::from_str(text);
        // Where the text is no JSON, the keys before that place are all there is to go by.
        let _ = Keys(&mut keys).deserialize(&mut parser);
        Shape { keys }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The text of a key's value, if it is text.
    pub(super) fn text(&self, key: &str) -> Option<Cow<'t, str>> {
        self.value(key).filter(|raw| json::is_text(raw)).and_then(json::unescape)
    }

    /// What the object calls itself under a key; `text` is the object's own.
    pub(super) fn name(&self, key: &'static str, text: &str) -> Option<Name> {
        let name = self.text(key).filter(|name| !name.is_empty())?;
        let (start, end) = self.span(key, text)?;
        Some(Name { key, text: name.into_owned(), start, end })
    }

    /// Where the value of a key begins and ends; `text` is the object's own.
    pub(super) fn span(&self, key: &str, text: &str) -> Option<(usize, usize)> {
        let raw = self.value(key)?;
        let start = raw.as_ptr() as usize - text.as_ptr() as usize;
        Some((start, start + raw.len()))
    }

    /// The keys of the object.
    pub(super) fn keys(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.keys.iter().map(|(key, _)| Cow::Borrowed(&**key))
    }

    /// The keys of the object and their values, as many as are looked at.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &'t str)> {
        self.keys.iter().take(MOST_KEYS).map(|(key, raw)| (&**key, *raw))
    }

    fn value(&self, key: &str) -> Option<&'t str> {
        self.keys.iter().find(|(name, _)| name == key).map(|(_, raw)| *raw)
    }

    /// Whether some key stands here with a small and with a capital letter first.
    pub(super) fn has_twin_keys(&self) -> bool {
        self.keys.iter().take(MOST_KEYS).any(|(key, _)| {
            let mut letters = key.chars();
            letters.next().is_some_and(|first| {
                first.is_ascii_lowercase() && self.has(&format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
            })
        })
    }

    /// An event as a candidate for this shape.
    pub(super) fn candidate(&self, vendor: &'static Vendor, event: &'static Event) -> Candidate {
        let mut missing = Vec::new();
        self.note_missing(event.payload, "", &mut missing);
        Candidate { vendor, event, missing }
    }

    fn note_missing(&self, record: &Record, pointer: &str, missing: &mut Vec<String>) {
        for field in record.fields {
            let value = field.names().find_map(|name| self.value(name));
            match (value, field.encoding) {
                (None, _) if field.required => missing.push(format!("{pointer}/{}", field.name)),
                (Some(raw), Encoding::Object(inner)) if raw.starts_with('{') => {
                    Shape::of(raw).note_missing(inner, &format!("{pointer}/{}", field.name), missing);
                }
                _ => {}
            }
        }
    }

    /// How much of this shape a vendor's record knows. The key that names the event does not count.
    pub(super) fn resembles(&self, vendor: &Vendor, record: &Record) -> Resemblance {
        let mut found = self.count(record, vendor.discriminator);
        found.top = found.known;
        found.of = record.fields.iter().filter(|field| field.name != vendor.discriminator).count();
        for field in record.fields {
            let inner = field.names().find_map(|name| self.value(name)).filter(|raw| raw.starts_with('{'));
            if let (Encoding::Object(record), Some(raw)) = (field.encoding, inner) {
                let below = Shape::of(raw).count(record, "");
                found.known += below.known;
                found.unknown += below.unknown;
            }
        }
        found
    }

    fn count(&self, record: &Record, but: &str) -> Resemblance {
        let mut found = Resemblance::default();
        for (key, _) in self.keys.iter().take(MOST_KEYS).filter(|(key, _)| key != but) {
            match record.fields.iter().any(|field| field.names().any(|name| name == key)) {
                true => found.known += 1,
                false => found.unknown += 1,
            }
        }
        found
    }
}

/// How many keys are held against descriptions. No described object has nearly as many.
const MOST_KEYS: usize = 256;

/// Collects the keys of an object and their values.
struct Keys<'k, 't>(&'k mut Vec<(Cow<'t, str>, &'t str)>);

impl<'de> DeserializeSeed<'de> for Keys<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            let key = key.get();
            self.0.push((json::key_text(key), value.get()));
        }
        Ok(())
    }
}
