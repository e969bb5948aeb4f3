//! Objects with all that is in them, held against descriptions, and the parts of events.

use std::collections::HashMap;
use std::ptr;
use std::sync::LazyLock;

use serde_json::Value;

use super::Hint;
use super::beginning::{MOST_ITEMS, MOST_KEYS, Object};
use super::index::{self, ENTRIES, Entry};
use crate::describe::{Body, Choice, Encoding, Event, Field, Record, Rows, Vendor};
use crate::vendors::VENDORS;

/// A count of the keys in an object, and in all that it holds, that a description knows and does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    /// The number of keys that it knows. The one that names the event does not count.
    pub(super) known: usize,
    /// The number of keys that it does not know.
    pub(super) unknown: usize,
    /// The number of known keys that are no other vendor's.
    pub(super) telling: usize,
}

impl Likeness {
    /// Adds what a description knows of an object below.
    fn add(&mut self, below: Likeness) {
        self.known += below.known;
        self.unknown += below.unknown;
        self.telling += below.telling;
    }

    pub(super) fn score(self) -> isize {
        self.known.cast_signed() - self.unknown.cast_signed()
    }

    /// True if it can hardly be chance that so many keys are known: few are not, and at least two are the vendor's own.
    pub(super) fn is_telling(self) -> bool {
        self.telling >= 2 && self.unknown * 2 <= self.known
    }

    /// True if an object may have been meant to be this: more of its keys are known than are not, and one is the
    /// vendor's own.
    pub(super) fn is_believable(self) -> bool {
        self.known >= 2 && self.telling >= 1 && self.known > self.unknown
    }

    /// True if an object that is no event is a part of one: more than a few keys are known, and few are not; or none is
    /// unknown, and one is the vendor's own.
    pub(super) fn is_part(self) -> bool {
        self.known >= 3 && (self.is_telling() || (self.known > 3 && self.unknown == 0 && self.telling >= 1))
    }
}

/// A kind of object that stands somewhere in a vendor's events.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) vendor: &'static Vendor,
    /// The first event that it stands in.
    pub(super) event: &'static Event,
    /// The JSON Pointer of its place in that.
    pub(super) pointer: String,
    body: Body,
    rows: Rows,
}

impl Part {
    /// Counts the keys of an object that this part has. What is one event of several is this one by its name alone.
    pub(super) fn likeness(&self, object: &Object) -> Likeness {
        let name = self.rows.fields.iter().find(|row| matches!(row.encoding, Encoding::Name));
        let is_it =
            |row: &&Field| object.get(row.name).and_then(Value::as_str).is_some_and(|it| self.event.is_named(it));
        if name.is_some_and(|row| !is_it(row)) {
            return Likeness::default();
        }
        likeness(object, &self.rows, self.body, self.vendor)
    }

    /// The rank of its place among several: first, where the event is documented, then, where it is in few other objects.
    pub(super) fn rank(&self) -> (bool, usize) {
        (self.event.evidence.is_inferred(), self.pointer.matches('/').count())
    }

    /// True if an object has all that this must have, and says something by that.
    pub(super) fn is_whole(&self, object: &Object) -> bool {
        let has = |row: &&Field| row.names().any(|name| object.contains_key(name));
        self.rows.fields.iter().copied().filter(|row| row.required).all(|row| has(&row))
    }
}

/// The parts of all events. One that stands in several places is here once for a vendor.
pub(super) static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let mut parts = Vec::new();
    for vendor in VENDORS.iter().copied() {
        // Those that are documented are the better examples.
        let (documented, inferred): (Vec<_>, Vec<_>) = vendor
            .events()
            .filter(|(_, event)| event.is_about_chat())
            .partition(|(_, event)| !event.evidence.is_inferred());
        for (family, event) in documented.into_iter().chain(inferred) {
            let body = Body { family, event: Some(event) };
            collect(&Around { vendor, event, body }, &body.rows(), "", &mut parts);
        }
    }
    parts
});

/// The event that a part stands in.
struct Around {
    vendor: &'static Vendor,
    event: &'static Event,
    body: Body,
}

fn collect(around: &Around, rows: &Rows, pointer: &str, parts: &mut Vec<Part>) {
    let Around { vendor, event, body } = *around;
    for field in &rows.fields {
        for (rows, is_item) in rows_in(body, field) {
            // What holds the event's name is another for each event.
            let has_name = rows.fields.iter().any(|row| matches!(row.encoding, Encoding::Name));
            let is_it = |part: &&mut Part| {
                let is_same = part.vendor == vendor && part.rows.identity == rows.identity;
                is_same && (!has_name || part.event == event)
            };
            let pointer = format!("{pointer}/{}{}", field.name, if is_item { "/0" } else { "" });
            let part = Part { vendor, event, pointer: pointer.clone(), body, rows: rows.clone() };
            match parts.iter_mut().find(is_it) {
                // Where it stands by itself shows it best.
                Some(known) if part.rank() < known.rank() => *known = part,
                // What it holds may be another's in each event.
                Some(_) if body.differs(field) => {}
                Some(_) => continue,
                None => parts.push(part),
            }
            collect(around, &rows, &pointer, parts);
        }
    }
}

/// The rows of each kind of object that a field may hold, and whether it holds an array of these.
fn rows_in(body: Body, field: &Field) -> Vec<(Rows, bool)> {
    let cases =
        |choice: &'static Choice| choice.cases.iter().chain(&choice.otherwise).map(|case| Rows::of(case.record));
    match field.encoding {
        Encoding::ObjectBy(choice) => cases(choice).map(|rows| (rows, false)).collect(),
        Encoding::ListBy(choice) => cases(choice).map(|rows| (rows, true)).collect(),
        Encoding::Each(row) => rows_in(body, row).into_iter().map(|(rows, _)| (rows, true)).collect(),
        Encoding::List(_) | Encoding::Items(_) => body.rows_in(field).map(|rows| (rows, true)).into_iter().collect(),
        _ => body.rows_in(field).map(|rows| (rows, false)).into_iter().collect(),
    }
}

/// The owner of each key, or nobody if several vendors have it.
pub(super) static OWNERS: LazyLock<HashMap<&'static str, Option<&'static Vendor>>> = LazyLock::new(|| {
    let mut owners = HashMap::new();
    for_each_key(&mut |vendor, key| {
        let owner = owners.entry(key).or_insert(Some(vendor));
        *owner = owner.filter(|owner| *owner == vendor);
    });
    owners
});

/// Each vendor's keys, as they are and by their bare letters. Of two that differ in nothing else, the first is here.
static LETTERS: LazyLock<HashMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut letters = HashMap::new();
    for_each_key(&mut |vendor, key| {
        letters.insert((vendor.name, key.to_owned()), key);
    });
    for_each_key(&mut |vendor, key| {
        letters.entry((vendor.name, bare_letters(key))).or_insert(key);
    });
    letters
});

/// A key's letters in whatever way it joins words: those of `chat_id`, `chatId` and `CHAT-ID` are `chatid`.
pub(super) fn bare_letters(key: &str) -> String {
    key.chars().filter(|it| !matches!(it, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The key of a vendor's that is this one in other letters, or with its words joined otherwise.
pub(super) fn in_letters_of(vendor: &'static Vendor, key: &str) -> Option<&'static str> {
    let known = |key: String| LETTERS.get(&(vendor.name, key)).copied();
    known(key.to_owned()).or_else(|| known(bare_letters(key))).filter(|known| *known != key)
}

/// Does something with every key of every vendor's.
fn for_each_key(note: &mut impl FnMut(&'static Vendor, &'static str)) {
    for part in PARTS.iter() {
        part.rows.fields.iter().flat_map(|row| row.names()).for_each(|key| note(part.vendor, key));
    }
    for vendor in VENDORS.iter().copied() {
        for (family, event) in vendor.events().filter(|(_, event)| event.is_about_chat()) {
            let rows = Body { family, event: Some(event) }.rows();
            rows.fields.iter().flat_map(|row| row.names()).for_each(|key| note(vendor, key));
        }
    }
}

/// Counts the keys of an object that an event's description has.
pub(super) fn of_body(object: &Object, body: Body, vendor: &'static Vendor) -> Likeness {
    likeness(object, &body.rows(), body, vendor)
}

/// The events about chats that know a key of an object, and how much of it each knows: what [`of_body`] says of them, found
/// at once.
pub(super) fn of_events(object: &Object, hint: Hint) -> Vec<(Likeness, &'static Entry)> {
    let mut all = vec![(0, Likeness::default()); ENTRIES.len()];
    for (key, value) in object.iter().take(MOST_KEYS) {
        let owner = owner(key);
        // Several events mostly have the same rows for an object.
        let mut counted: Vec<(&Object, &Record, Likeness)> = Vec::new();
        for (number, field) in index::rows_for(key) {
            let entry = &ENTRIES[*number];
            let (met, found) = &mut all[*number];
            *met += 1;
            if matches!(field.encoding, Encoding::Name) {
                continue;
            }
            found.known += 1;
            found.telling += usize::from(owner == Some(entry.vendor));
            let body = entry.body();
            for held in objects_in(value) {
                let Some(rows) = rows_of(held, body, field) else { continue };
                let is_it = |(other, record, _): &&(&Object, &Record, _)| {
                    ptr::eq(*other, held) && ptr::eq(*record, rows.identity)
                };
                let known = counted.iter().find(is_it).filter(|_| !body.differs(field)).map(|(_, _, below)| *below);
                found.add(known.unwrap_or_else(|| {
                    let below = likeness(held, &rows, body, entry.vendor);
                    counted.push((held, rows.identity, below));
                    below
                }));
            }
        }
    }
    let keys = object.len().min(MOST_KEYS);
    let alike = all.into_iter().zip(&*ENTRIES);
    let alike = alike.filter(|((_, found), entry)| found.known > 0 && hint.vendor.is_none_or(|it| it == entry.vendor));
    let whole = |((met, found), entry): ((usize, Likeness), &'static Entry)| {
        let unknown = if entry.rows.is_open { 0 } else { keys - met };
        (Likeness { unknown: found.unknown + unknown, ..found }, entry)
    };
    alike.map(whole).collect()
}

fn likeness(object: &Object, rows: &Rows, body: Body, vendor: &'static Vendor) -> Likeness {
    let mut found = Likeness::default();
    for (key, value) in object.iter().take(MOST_KEYS) {
        match rows.fields.iter().find(|field| field.names().any(|name| name == key)) {
            Some(Field { encoding: Encoding::Name, .. }) => {}
            Some(field) => {
                found.known += 1;
                found.telling += usize::from(owner(key) == Some(vendor));
                for held in objects_in(value) {
                    if let Some(rows) = rows_of(held, body, field) {
                        found.add(likeness(held, &rows, body, vendor));
                    }
                }
            }
            None => found.unknown += usize::from(!rows.is_open),
        }
    }
    found
}

/// Returns the owner of a key, if it is one vendor's.
fn owner(key: &str) -> Option<&'static Vendor> {
    OWNERS.get(key).copied().flatten()
}

/// An object, or those that an array begins with.
fn objects_in(value: &Value) -> impl Iterator<Item = &Object> {
    let items = value.as_array().into_iter().flatten().take(MOST_ITEMS);
    value.as_object().into_iter().chain(items.filter_map(Value::as_object))
}

/// The rows of an object that a field holds.
fn rows_of(object: &Object, body: Body, field: &Field) -> Option<Rows> {
    let said = |choice: &'static Choice| -> Option<&'static Record> {
        let word = object.get(choice.key).and_then(Value::as_str);
        let case = choice.cases.iter().find(|case| word.is_some_and(|word| case.words.contains(&word)));
        case.or(choice.otherwise.as_ref()).map(|case| case.record)
    };
    match field.encoding {
        Encoding::ObjectBy(choice) | Encoding::ListBy(choice) => said(choice).map(Rows::of),
        Encoding::Each(row) => rows_of(object, body, row),
        _ => body.rows_in(field),
    }
}
