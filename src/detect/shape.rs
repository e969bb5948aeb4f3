//! The keys of a payload that does not say what it is, held against descriptions.

use std::borrow::Cow;
use std::fmt;
use std::ptr;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::batch::item_name;
use super::index::{self, ENTRIES, Entry};
use super::likeness::OWNERS;
use super::{Candidate, Hint, Name, nearest_name};
use crate::describe::{AN_ITEM, Body, Encoding, Event, Family, Field, Record, Rows, Vendor};
use crate::json;
use crate::read::MOST_VALUES;

/// The keys of an object, and of the objects in it.
pub(super) struct Shape<'t> {
    keys: Vec<(Cow<'t, str>, &'t str)>,
}

/// A count of an object's keys that a record knows and does not know.
#[derive(Clone, Copy, Default)]
pub(super) struct Resemblance {
    /// The number of the object's keys, and of those one level below, that the record knows.
    pub(super) known: usize,
    /// The number of those that it does not know.
    unknown: usize,
    /// The number of the object's own keys that the record knows.
    pub(super) top: usize,
    /// The number that there could be.
    of: usize,
}

impl Resemblance {
    /// Adds what a record knows of an object below.
    fn add(&mut self, below: Resemblance) {
        self.known += below.known;
        self.unknown += below.unknown;
    }

    pub(super) fn score(self) -> isize {
        self.known.cast_signed() - self.unknown.cast_signed()
    }

    /// True if the object can be taken for the record although it does not say so: most of its keys are known, and half
    /// of the record's are there.
    pub(super) fn is_enough(self) -> bool {
        self.unknown * 2 <= self.known && self.is_half()
    }

    /// True if the object may have been meant to be the record, if it lacks nothing that the record needs.
    pub(super) fn may_be_near(self) -> bool {
        self.is_likely() || self.is_half()
    }

    /// True if half of the record's own keys are there, and some of them are.
    pub(super) fn is_half(self) -> bool {
        self.known > 0 && self.top * 2 >= self.of
    }

    /// True if so many keys are known that this can hardly be chance.
    pub(super) fn is_telling(self) -> bool {
        self.known >= 3
    }

    /// True if no more of the keys are unknown than are known.
    pub(super) fn may_be(self) -> bool {
        self.known >= self.unknown
    }

    /// True if more of the keys are known than are not.
    pub(super) fn is_likely(self) -> bool {
        self.known > self.unknown
    }
}

impl<'t> Shape<'t> {
    /// Those of the events that the object is named like which it may have been meant to be: one of which several keys are
    /// missing has others that are there.
    pub(super) fn believable(&self, mut named: Vec<Candidate>) -> Vec<Candidate> {
        named.retain(|it| it.missing.len() < 2 || self.resembles(it.body()).known > 0);
        named
    }

    /// True if a key of the object is one vendor's alone.
    pub(super) fn has_owned_key(&self) -> bool {
        self.keys.iter().any(|(key, _)| OWNERS.get(&**key).is_some_and(Option::is_some))
    }

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
        self.value(key).filter(|raw| json::is_string(raw)).and_then(json::unescape)
    }

    /// The raw name that the object has, as the bodies of a family have theirs.
    fn raw_name(&self, family: &'static Family) -> Option<&'t str> {
        let (around, field) = Body { family, event: None }.name();
        if around.contains(&AN_ITEM) {
            return None;
        }
        let begins = |raw: &&str| begins_like(family, raw);
        let Some((first, rest)) = around.split_first() else { return self.value(field.name).filter(begins) };
        let mut raw = self.value(first)?;
        for step in rest.iter().chain([&field.name]) {
            raw = Shape::of(Some(raw).filter(|raw| raw.starts_with('{'))?).value(step)?;
        }
        Some(raw).filter(begins)
    }

    /// True if the object has a value where the bodies of a family have their name.
    pub(super) fn has_name(&self, family: &'static Family) -> bool {
        self.raw_name(family).is_some()
    }

    /// The name that the object has, as the bodies of a family have theirs.
    pub(super) fn name_in(&self, family: &'static Family) -> Option<Cow<'t, str>> {
        self.raw_name(family).filter(|raw| json::is_string(raw)).and_then(json::unescape)
    }

    /// The event of a family that the object names.
    pub(super) fn event(&self, vendor: &'static Vendor, family: &'static Family) -> Option<&'static Event> {
        let name = self.name_in(family)?;
        vendor.event(&name).filter(|event| family.events.iter().any(|own| ptr::eq(own, *event)))
    }

    /// Returns the name that the object gives itself, as the bodies of a family do; `text` is the object's own.
    pub(super) fn name(&self, family: &'static Family, text: &str) -> Option<Name> {
        let name = self.name_in(family).filter(|name| !name.is_empty())?;
        let raw = self.raw_name(family)?;
        let start = raw.as_ptr() as usize - text.as_ptr() as usize;
        let pointer = Body { family, event: None }.name_pointer();
        Some(Name { pointer, text: name.into_owned(), start, end: start + raw.len() })
    }

    /// True if the object has all that the bodies of a family must have for being the vendor's, or a constant of
    /// theirs.
    pub(super) fn is_signed(&self, family: &'static Family) -> bool {
        let rows = family.envelope.fields;
        let mut either = rows.iter().filter(|row| row.signs_either).peekable();
        let has_either = either.peek().is_none() || either.any(|row| self.has_such(row));
        let mut signs = rows.iter().filter(|row| row.signs);
        let is_named_so = family.envelope.names_begin.is_empty() || self.has_name(family);
        let has_signs = has_either && signs.all(|row| self.has_such(row) && self.names_items(row, family));
        (is_named_so && has_signs) || self.has_constant(family)
    }

    /// True if the object has that and is named nearly like an event of theirs that is about a chat.
    pub(super) fn is_nearly_named(&self, family: &'static Family) -> bool {
        let is_its = family.has_signs() && self.is_signed(family) && family.chat_events().next().is_some();
        let is_whole = |row: &Field| !matches!(row.encoding, Encoding::About) || self.has_such(row);
        let name = self.name_in(family).filter(|_| is_its && family.envelope.fields.iter().all(is_whole));
        name.is_some_and(|name| nearest_name(family, &name).is_some())
    }

    /// True if the values of a field are events that have names, or it is not to hold events.
    fn names_items(&self, row: &Field, family: &'static Family) -> bool {
        let Some(keys) = Body { family, event: None }.name_in_item() else { return true };
        let Some(raw) = self.value(row.name).filter(|_| matches!(row.encoding, Encoding::Items(_))) else {
            return true;
        };
        let mut parser = serde_json::Deserializer::from_str(raw);
        let mut items = Items { keys: &keys, has_none: true, has_named: false };
        // One is enough, and after it nothing is read.
        let _ = parser.deserialize_seq(&mut items);
        items.has_none || items.has_named
    }

    /// True if the object has so much of that that it is the vendor's whatever its name.
    pub(super) fn is_fully_signed(&self, family: &'static Family) -> bool {
        let rows = family.envelope.fields;
        let has_constants = rows.iter().any(|row| matches!(row.encoding, Encoding::Constant(_)));
        if has_constants {
            return self.has_constant(family);
        }
        let has_own =
            || family.chat_events().any(|event| !family.is_flat() || self.has_every_sign(event.object.fields));
        family.has_signs() && self.is_signed(family) && self.has_every_sign(rows) && has_own()
    }

    /// True if the object, and each in it that is a sign, has all that makes it the vendor's whatever its name.
    fn has_every_sign(&self, rows: &[Field]) -> bool {
        rows.iter().all(|row| match row.encoding {
            Encoding::About => self.has_such(row),
            Encoding::Object(record) if row.signs => {
                let held = row.names().find_map(|name| self.value(name)).filter(|raw| raw.starts_with('{'));
                held.is_some_and(|raw| Shape::of(raw).has_every_sign(record.fields))
            }
            _ => !(row.signs || row.signs_unnamed) || self.has_such(row),
        })
    }

    fn has_constant(&self, family: &Family) -> bool {
        family.envelope.fields.iter().any(|row| match row.encoding {
            Encoding::Constant(word) => self.text(row.name).as_deref() == Some(word),
            _ => false,
        })
    }

    /// True if the object has a value of a row's, of a JSON type that such values have.
    fn has_such(&self, row: &Field) -> bool {
        row.names().filter_map(|name| self.value(name)).any(|raw| row.encoding.begins_with(raw.as_bytes()[0]))
    }

    /// Returns the range of the value of a key; `text` is the object's own.
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

    /// The value of a key, raw.
    pub(super) fn raw(&self, key: &str) -> Option<&'t str> {
        self.value(key)
    }

    fn value(&self, key: &str) -> Option<&'t str> {
        self.keys.iter().find(|(name, _)| name == key).map(|(_, raw)| *raw)
    }

    /// True if some key stands here with a small and with a capital letter first: `event` and `Event`.
    pub(super) fn has_twin_keys(&self) -> bool {
        self.keys.iter().take(MOST_KEYS).any(|(key, _)| {
            let mut letters = key.chars();
            letters.next().is_some_and(|first| {
                first.is_ascii_lowercase() && self.has(&format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
            })
        })
    }

    /// An event as a candidate for this shape.
    pub(super) fn candidate(
        &self,
        vendor: &'static Vendor,
        family: &'static Family,
        event: &'static Event,
    ) -> Candidate {
        let body = Body { family, event: Some(event) };
        Candidate { vendor, family, event, missing: self.missing(body, &body.rows()) }
    }

    /// An event that stands in the index as a candidate for this shape.
    pub(super) fn candidate_of(&self, entry: &Entry) -> Candidate {
        let Entry { vendor, family, event, .. } = *entry;
        Candidate { vendor, family, event, missing: self.missing(entry.body(), &entry.rows) }
    }

    /// The pointers of what a body of these rows must have and the object has not.
    fn missing(&self, body: Body, rows: &Rows) -> Vec<String> {
        let mut missing = Vec::new();
        self.note_missing(body, rows, "", &mut missing);
        missing
    }

    /// The number of rows that an object must have and this one lacks. The one that names the event does not count.
    pub(super) fn lacks(&self, rows: &Rows) -> usize {
        let is_needed = |field: &Field| is_needed(field) && !matches!(field.encoding, Encoding::Name);
        rows.fields.iter().filter(|field| is_needed(field) && !field.names().any(|name| self.has(name))).count()
    }

    fn note_missing(&self, body: Body, rows: &Rows, pointer: &str, missing: &mut Vec<String>) {
        for field in &rows.fields {
            let value = field.names().find_map(|name| self.value(name));
            let is_list = matches!(field.encoding, Encoding::List(_) | Encoding::Items(_));
            match value {
                None if is_needed(field) => missing.push(format!("{pointer}/{}", field.name)),
                Some(raw) if raw.starts_with('{') && !is_list => {
                    if let Some(inner) = body.rows_in(field) {
                        Shape::of(raw).note_missing(body, &inner, &format!("{pointer}/{}", field.name), missing);
                    }
                }
                _ => {}
            }
        }
    }

    /// Counts the keys of this shape that a body's rows know. The key that names the event does not count.
    pub(super) fn resembles(&self, body: Body) -> Resemblance {
        let rows = body.rows();
        let mut found = self.count(&rows);
        found.top = found.known;
        found.of = may_be_there(&rows);
        for field in &rows.fields {
            let raw = field.names().find_map(|name| self.value(name));
            if let Some((raw, rows)) = raw.and_then(|raw| Some((raw, rows_of_object(raw, body, field)?))) {
                found.add(Shape::of(raw).count(&rows));
            }
        }
        found
    }

    /// The events about chats that know a key of the object, and how much of its shape each knows: what
    /// [`Shape::resembles`] says of them, found at once.
    pub(super) fn resembling(&self, hint: Hint) -> Vec<(Resemblance, &'static Entry)> {
        let mut all = vec![(0, Resemblance::default()); ENTRIES.len()];
        for (key, raw) in self.values() {
            // Several events mostly have the same rows for an object.
            let mut counted: Vec<(&Record, Resemblance)> = Vec::new();
            for (number, field) in index::rows_for(key) {
                let (met, found) = &mut all[*number];
                *met += 1;
                if matches!(field.encoding, Encoding::Name) {
                    continue;
                }
                found.known += 1;
                found.top += 1;
                let Some(rows) = rows_of_object(raw, ENTRIES[*number].body(), field) else { continue };
                let below = counted.iter().find(|(record, _)| ptr::eq(*record, rows.identity)).map(|(_, below)| *below);
                found.add(below.unwrap_or_else(|| {
                    let below = Shape::of(raw).count(&rows);
                    counted.push((rows.identity, below));
                    below
                }));
            }
        }
        let keys = self.values().count();
        let alike = all.into_iter().zip(&*ENTRIES);
        let alike =
            alike.filter(|((_, found), entry)| found.known > 0 && hint.vendor.is_none_or(|it| it == entry.vendor));
        let whole = |((met, found), entry): ((usize, Resemblance), &'static Entry)| {
            (Resemblance { unknown: found.unknown + keys - met, of: may_be_there(&entry.rows), ..found }, entry)
        };
        alike.map(whole).collect()
    }

    fn count(&self, rows: &Rows) -> Resemblance {
        let mut found = Resemblance::default();
        for (key, _) in self.keys.iter().take(MOST_KEYS) {
            match rows.fields.iter().find(|field| field.names().any(|name| name == key)) {
                Some(Field { encoding: Encoding::Name, .. }) => {}
                Some(_) => found.known += 1,
                None => found.unknown += 1,
            }
        }
        found
    }
}

/// Looks among the items of an array for one that has a name.
struct Items<'k> {
    /// The keys that lead to the name.
    keys: &'k [&'static str],
    has_none: bool,
    has_named: bool,
}

impl<'de> Visitor<'de> for &mut Items<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&RawValue>()? {
            self.has_none = false;
            self.has_named = item_name(item.get(), 0, self.keys).is_some();
            if self.has_named {
                break;
            }
        }
        Ok(())
    }
}

/// True if a body must have this row.
fn is_needed(field: &Field) -> bool {
    field.required || field.signs
}

/// The number of keys that an object of these rows can have, beside the one that names the event.
fn may_be_there(rows: &Rows) -> usize {
    rows.fields.iter().filter(|field| !matches!(field.encoding, Encoding::Name)).count()
}

/// The rows of a value in a body, if it is an object and a field is for one.
fn rows_of_object(raw: &str, body: Body, field: &Field) -> Option<Rows> {
    let is_list = matches!(field.encoding, Encoding::List(_) | Encoding::Items(_));
    if is_list || !raw.starts_with('{') { None } else { body.rows_in(field) }
}

/// True if a name begins as the names of a form's events do.
fn begins_like(family: &Family, raw: &str) -> bool {
    let begins = family.envelope.names_begin;
    begins.is_empty() || (json::is_string(raw) && json::between_quotes(raw).starts_with(begins))
}

/// The most keys that are held against descriptions. No described object has nearly as many.
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
        // An object with more values is no payload, and a key takes up to eight times its bytes here: `"":1,`.
        while self.0.len() < MOST_VALUES
            && let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()?
        {
            let key = key.get();
            self.0.push((json::key_text(key), value.get()));
        }
        Ok(())
    }
}
