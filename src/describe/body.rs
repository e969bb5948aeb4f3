//! The rows of a body: the envelope's, with the event's own object in its place.

use super::{Encoding, Event, Family, Field, Record};

/// A body of an event, or of one that is not described.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// Its form.
    pub family: &'static Family,
    /// The event, if it is known.
    pub event: Option<&'static Event>,
}

/// The fields of an object.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The rows.
    pub fields: Vec<&'static Field>,
    /// True if the object may hold keys beside those of its rows.
    pub is_open: bool,
    /// The record in the tables that the rows come from. It tells the object from others.
    pub identity: &'static Record,
}

impl Body {
    /// The rows of the body itself.
    pub fn rows(self) -> Rows {
        let envelope = self.family.envelope;
        if holds_about(envelope) {
            return Rows::of(envelope);
        }
        let own = self.own_rows();
        let beside = own.fields.into_iter().filter(|row| envelope.fields.iter().all(|field| field.name != row.name));
        let fields = envelope.fields.iter().chain(beside).collect();
        Rows { fields, is_open: envelope.is_open || own.is_open, identity: own.identity }
    }

    /// The rows of the object, or of each object, that a field holds, unless a word in them says which rows these are.
    pub fn rows_in(self, field: &Field) -> Option<Rows> {
        match field.encoding {
            Encoding::Object(record) | Encoding::List(record) | Encoding::Items(record) => Some(Rows::of(record)),
            Encoding::About if self.event.is_none_or(Event::has_rows) => Some(self.own_rows()),
            _ => None,
        }
    }

    /// Returns true if the object that a field of the envelope holds differs from event to event: it holds the event's
    /// name, or its own object.
    pub fn differs(self, field: &Field) -> bool {
        let is_own = |inner: &Field| matches!(inner.encoding, Encoding::About | Encoding::Name);
        match field.encoding {
            Encoding::Object(record) | Encoding::Items(record) => find(record, &is_own).is_some(),
            _ => false,
        }
    }

    /// Returns the place in the normalized event of the object that a field holds.
    pub fn under(self, field: &Field) -> Option<&'static str> {
        match field.encoding {
            Encoding::About => self.event.and_then(|event| event.under),
            _ => field.under,
        }
    }

    /// The rows of the event's own object. Of an event that is not known, it may be any event's: of rows of one name the
    /// first counts.
    fn own_rows(self) -> Rows {
        if let Some(event) = self.event {
            return Rows::of(event.object);
        }
        let mut fields: Vec<&'static Field> = Vec::new();
        for row in self.family.events.iter().flat_map(|event| event.object.fields) {
            if fields.iter().all(|known| known.name != row.name) {
                fields.push(row);
            }
        }
        Rows { fields, is_open: false, identity: self.family.envelope }
    }

    /// The keys that lead to the event's name in each event of a body that may bring several, if it may.
    pub fn name_in_item(self) -> Option<Vec<&'static str>> {
        let (around, name) = self.name();
        let items = around.iter().position(|key| *key == AN_ITEM)?;
        Some(around[items + 1..].iter().copied().chain([name.name]).collect())
    }

    /// Returns the row that names the event, and the keys of the objects around it, among which [`AN_ITEM`] stands for
    /// any event of several.
    pub fn name(self) -> (Vec<&'static str>, &'static Field) {
        let is_name = |field: &Field| matches!(field.encoding, Encoding::Name);
        find(self.family.envelope, &is_name).expect("an envelope has a row that names the event")
    }

    /// The JSON Pointer of the event's name, in which `-` stands for the index of any event of several.
    pub fn name_pointer(self) -> String {
        let (around, field) = self.name();
        around.iter().chain([&field.name]).fold(String::new(), |pointer, key| pointer + "/" + key)
    }
}

/// In place of an index: any item of an array.
pub const AN_ITEM: &str = "-";

impl Rows {
    /// The rows of a record.
    pub fn of(record: &'static Record) -> Rows {
        Rows { fields: record.fields.iter().collect(), is_open: record.is_open, identity: record }
    }
}

impl Family {
    /// Returns true if an event's own rows stand beside those that every body has.
    pub fn is_flat(&self) -> bool {
        !holds_about(self.envelope)
    }
}

/// Returns true if an envelope has a place for the event's own object.
fn holds_about(envelope: &'static Record) -> bool {
    find(envelope, &|field| matches!(field.encoding, Encoding::About)).is_some()
}

/// The first row of this kind in a record or an object in it, and the keys of the objects around it.
fn find(record: &'static Record, is_it: &dyn Fn(&Field) -> bool) -> Option<(Vec<&'static str>, &'static Field)> {
    record.fields.iter().find_map(|field| match field.encoding {
        _ if is_it(field) => Some((Vec::new(), field)),
        Encoding::Object(inner) | Encoding::Items(inner) => {
            let (mut keys, found) = find(inner, is_it)?;
            let is_array = matches!(field.encoding, Encoding::Items(_));
            keys.splice(0..0, [field.name].into_iter().chain(is_array.then_some(AN_ITEM)));
            Some((keys, found))
        }
        _ => None,
    })
}
