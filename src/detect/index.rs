//! The events about chats, found by the keys of their bodies, so that an object is held only against those that know a key
//! of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Hint;
use super::batch::is_batch;
use crate::describe::{Body, Event, Family, Field, Rows, Vendor};

/// An event about a chat, with the rows of its bodies.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) vendor: &'static Vendor,
    pub(super) family: &'static Family,
    pub(super) event: &'static Event,
    pub(super) rows: Rows,
    /// The JSON Pointer of its name.
    pub(super) name_pointer: String,
    /// True if a body of its form may bring several events.
    pub(super) is_batch: bool,
}

impl Entry {
    /// Its bodies.
    pub(super) fn body(&self) -> Body {
        Body { family: self.family, event: Some(self.event) }
    }
}

/// The events about chats, in the order of the descriptions.
pub(super) static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let events = Hint::default().events().filter(|(_, _, event)| event.is_about_chat());
    let entry = |(vendor, family, event)| {
        let body = Body { family, event: Some(event) };
        let (rows, name_pointer) = (body.rows(), body.name_pointer());
        Entry { vendor, family, event, rows, name_pointer, is_batch: is_batch(family) }
    };
    events.map(entry).collect()
});

/// The number of an event in [`ENTRIES`], and the row that it has for a key.
type RowOf = (usize, &'static Field);

static ROWS: LazyLock<HashMap<&'static str, Vec<RowOf>>> = LazyLock::new(|| {
    let mut all: HashMap<_, Vec<RowOf>> = HashMap::new();
    for (number, entry) in ENTRIES.iter().enumerate() {
        for (field, key) in entry.rows.fields.iter().flat_map(|field| field.names().map(move |name| (field, name))) {
            let rows = all.entry(key).or_default();
            // Of rows of one name, the first counts.
            if rows.last().is_none_or(|(last, _)| *last != number) {
                rows.push((number, field));
            }
        }
    }
    all
});

/// The rows that events have for a key of their bodies.
pub(super) fn rows_for(key: &str) -> &'static [RowOf] {
    ROWS.get(key).map_or(&[], Vec::as_slice)
}
