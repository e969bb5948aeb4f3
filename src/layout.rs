//! A description made ready for reading: its records and fields numbered, its targets looked up.
//!
//! Each event's layout is made once, when the first payload of that event turns up, and never for events that do not
//! occur.

use std::ops::Range;
use std::sync::atomic::AtomicU16;
use std::sync::{LazyLock, OnceLock};

use crate::describe::{D, Encoding, Event, Field, Kind, Part, Record, Vendor, field};
use crate::event::{self, Slot};
use crate::json::{self, Form};
use crate::vendors;

/// The number of a field that no description knows.
pub const UNKNOWN: u16 = u16::MAX;

/// An event's description, ready for reading.
#[derive(Debug)]
pub struct Layout {
    /// Whose event it is.
    pub vendor: &'static Vendor,
    /// The event, unless this is what the vendor's unknown events are read with.
    pub event: Option<&'static Event>,
    /// The fields of all records, each record's together.
    pub fields: Vec<LaidField>,
    /// The records; the first is the payload itself.
    pub records: Vec<LaidRecord>,
    /// The field that names the event, if such events have one.
    pub discriminator: Option<u16>,
    /// What every such event says of itself, unless the payload says it: spans of `constant_json`.
    pub constants: Vec<(Slot, (u32, u32))>,
    /// The values of these.
    pub constant_json: String,
    /// The slot that says which type it is, where that differs.
    pub kind: Option<Slot>,
    /// The slots that may be the subject, the best first.
    pub subject: Vec<Slot>,
    /// The slot that says when the event happened.
    pub time: Option<Slot>,
}

/// A record in its place.
#[derive(Debug)]
pub struct LaidRecord {
    /// The numbers of its fields.
    pub fields: Range<u16>,
    /// Of each field that must be there, the bits of its spellings: bit 0 is the first of `fields`.
    pub required: Vec<u64>,
    /// A guess at the field that comes first: the one that did in the last such record.
    pub first: AtomicU16,
}

/// A field in its place, under one of its spellings.
#[derive(Debug)]
pub struct LaidField {
    /// Its number.
    pub number: u16,
    /// Its key.
    pub name: &'static str,
    /// Its key in quotes, and the colon that mostly follows.
    pub quoted: Quoted,
    /// How its value is taken apart.
    pub structure: Structure,
    /// The number of the record that its value holds, or the items of its value. Of named values, each is a field of the
    /// record under any name.
    pub record: u16,
    /// Its row.
    pub row: &'static Field,
    /// Its JSON Pointer in the payload, as JSON. Below a list it has several.
    pub pointer: Option<String>,
    /// Where it goes.
    pub targets: Vec<(Slot, Part)>,
    /// Where its key goes, if that says something by itself.
    pub key_target: Option<Slot>,
    /// Whether it is what a normalized event has in `unmapped`.
    pub is_carried: bool,
    /// If a value of this form that says something goes to one slot as it stands, that slot: so it is with most fields.
    pub stands: Option<(Form, Slot)>,
    /// Whether every number says something, and every text that is neither empty nor `null`.
    pub any_counts: bool,
    /// Whether a value that could be read can be odd all the same.
    pub can_be_odd: bool,
    /// Its precedence among the sources of one place: the least counts.
    pub rank: u16,
    /// A guess at the field that comes next: the one that did last time. Nothing depends on it.
    pub next: AtomicU16,
}

/// How a value is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// Not at all.
    Leaf,
    /// As an object that a record describes.
    Object,
    /// As a list of such objects.
    List,
    /// As a list of values, or an object that holds a value for each name.
    NamedValues,
}

/// A key in quotes and the colon that mostly follows, made ready for comparing.
#[derive(Debug)]
pub struct Quoted {
    /// How long that is, in bytes.
    pub length: usize,
    /// Its first bytes.
    first: u128,
    /// Which bits of a text to compare with these: all, or those that there are.
    mask: u128,
    /// What comes after these.
    rest: Vec<u8>,
}

impl Quoted {
    fn new(name: &str) -> Quoted {
        let text = format!("\"{name}\":").into_bytes();
        let mut first = [0; size_of::<u128>()];
        let mut mask = first;
        for ((first, mask), byte) in first.iter_mut().zip(&mut mask).zip(&text) {
            (*first, *mask) = (*byte, u8::MAX);
        }
        let rest = text.get(first.len()..).unwrap_or_default().to_vec();
        let [first, mask] = [first, mask].map(u128::from_le_bytes);
        Quoted { length: text.len(), first, mask, rest }
    }

    /// Whether a text begins with this. A text of a few bytes is not compared, and does not.
    #[inline]
    pub fn begins(&self, text: &[u8]) -> bool {
        let Some((chunk, rest)) = text.split_first_chunk() else { return false };
        u128::from_le_bytes(*chunk) & self.mask == self.first && (self.rest.is_empty() || rest.starts_with(&self.rest))
    }
}

impl Layout {
    /// The layout of a vendor's event.
    pub fn of(vendor: &'static Vendor, event: &'static Event) -> &'static Layout {
        Layout::find(vendor, Some(event))
    }

    /// The layout that a vendor's unknown events are read with.
    pub fn shared(vendor: &'static Vendor) -> &'static Layout {
        Layout::find(vendor, None)
    }

    fn find(vendor: &'static Vendor, event: Option<&'static Event>) -> &'static Layout {
        type Entry = (&'static Vendor, Option<&'static Event>, OnceLock<Layout>);
        static LAYOUTS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
            let events = |vendor: &'static Vendor| vendor.events.iter().map(Some).chain([None]);
            vendors::all()
                .flat_map(|vendor| events(vendor).map(move |event| (vendor, event, OnceLock::new())))
                .collect()
        });
        let is_it = |candidate: Option<&Event>| candidate.map(|event| event.name) == event.map(|event| event.name);
        let (_, _, layout) = LAYOUTS
            .iter()
            .find(|(whose, candidate, _)| whose.name == vendor.name && is_it(*candidate))
            .expect("every vendor is in the registry");
        layout.get_or_init(|| Layout::new(vendor, event))
    }

    fn new(vendor: &'static Vendor, event: Option<&'static Event>) -> Layout {
        let slots = |paths: &[&str]| paths.iter().map(|path| slot(path, None)).collect();
        let mut layout = Layout {
            vendor,
            event,
            fields: Vec::new(),
            records: Vec::new(),
            discriminator: None,
            constants: Vec::new(),
            constant_json: String::new(),
            kind: match event.map(|event| &event.kind) {
                Some(Kind::By { member, .. }) => Some(slot(member, None)),
                _ => None,
            },
            subject: event.map_or_else(Vec::new, |event| slots(event.subject)),
            time: event.and_then(|event| event.time).map(|path| slot(path, None)),
        };
        layout.say_constants();
        let payload = event.map_or(vendor.shared, |event| event.payload);
        layout.lay(payload, &Surroundings { path: String::new(), pointer: Some(String::new()), list: None });
        let discriminator = layout.field_named(&layout.records[0], vendor.discriminator);
        layout.discriminator = discriminator.map(|field| field.number);
        layout
    }

    /// Says what every such event says of itself. A normalized event says it all in its payload.
    fn say_constants(&mut self) {
        if event::is_own(self.vendor) {
            return;
        }
        let source = format!("/{}", self.vendor.name);
        let mut say = |slot: Slot, text: &str| {
            let start = self.constant_json.len();
            self.constant_json.extend(["\"", text, "\""]);
            let span = [start, self.constant_json.len()].map(|at| u32::try_from(at).expect("names are short"));
            self.constants.push((slot, span.into()));
        };
        say(event::KNOWN.specversion, "1.0");
        say(event::KNOWN.source, &source);
        say(event::KNOWN.dataschema, event::SCHEMA);
        say(event::KNOWN.vendor, self.vendor.name);
        if let Some(event) = self.event {
            say(event::KNOWN.vendorevent, event.name);
            if let Kind::Always(kind) = event.kind {
                say(event::KNOWN.kind, kind);
            }
        }
    }

    /// Numbers a record's fields and, after them, those of the records it holds.
    fn lay(&mut self, record: &'static Record, around: &Surroundings) -> u16 {
        let number = number(self.records.len());
        let first = number_of_next(&self.fields);
        let mut required = Vec::new();
        for row in record.fields {
            let mut spellings = 0;
            let targets = self.targets(row, around);
            for name in row.names() {
                spellings |= 1 << (number_of_next(&self.fields) - first);
                let number = number_of_next(&self.fields);
                self.fields.push(LaidField {
                    number,
                    name,
                    quoted: Quoted::new(name),
                    row,
                    structure: Structure::Leaf,
                    record: 0,
                    pointer: around.pointer_to(name).map(|pointer| json::quoted(&pointer)),
                    stands: stands(row, &targets),
                    any_counts: row.empty.is_empty() && row.encoding.always_says_something(),
                    can_be_odd: row.encoding.can_be_odd(),
                    targets: targets.clone(),
                    key_target: None,
                    is_carried: false,
                    rank: number | if row.second { 1 << 15 } else { 0 },
                    next: AtomicU16::new(number + 1),
                });
            }
            if row.required {
                required.push(spellings);
            }
        }
        let fields = first..number_of_next(&self.fields);
        if let Some(last) = self.fields[usize::from(first)..].last_mut() {
            last.next = AtomicU16::new(first);
        }
        self.records.push(LaidRecord { fields: fields.clone(), required, first: AtomicU16::new(first) });
        for field in fields {
            let laid = &self.fields[usize::from(field)];
            let list = laid.targets.first().map(|(list, _)| *list);
            let path = around.path_of(laid.row);
            let pointer = around.pointer_to(laid.name);
            let (structure, record) = match laid.row.encoding {
                Encoding::Object(inner) => {
                    (Structure::Object, self.lay(inner, &Surroundings { path, pointer, list: around.list }))
                }
                Encoding::List(inner) => {
                    (Structure::List, self.lay(inner, &Surroundings { path, pointer: None, list }))
                }
                Encoding::NamedValues => (Structure::NamedValues, self.lay_named_value(list)),
                _ => continue,
            };
            let laid = &mut self.fields[usize::from(field)];
            (laid.structure, laid.record) = (structure, record);
        }
        number
    }

    /// Makes a record of one field that stands for every named value of a list, or of `unmapped`.
    fn lay_named_value(&mut self, list: Option<Slot>) -> u16 {
        static NAMED_VALUE: Record = Record { fields: &[field("", Encoding::Json, D, "A named value.")] };
        let number = self.lay(&NAMED_VALUE, &Surroundings { path: String::new(), pointer: None, list: None });
        let value = self.fields.last_mut().expect("the record has a field");
        value.key_target = event::slot("[].name", list);
        value.is_carried = list == Some(event::KNOWN.unmapped);
        value.targets = event::slot("[].value", list).map(|slot| (slot, Part::Meaning)).into_iter().collect();
        number
    }

    /// Where a field goes. A member of a normalized event goes to its own place.
    fn targets(&self, row: &'static Field, around: &Surroundings) -> Vec<(Slot, Part)> {
        if event::is_own(self.vendor) {
            let path = around.path_of(row);
            return event::slot(&path, around.list).map(|slot| (slot, Part::Meaning)).into_iter().collect();
        }
        row.targets.iter().flatten().map(|target| (slot(target.path, around.list), target.part)).collect()
    }

    /// The field of a record that has this key, if any.
    pub fn field_named(&self, record: &LaidRecord, key: &str) -> Option<&LaidField> {
        self.fields[usize::from(record.fields.start)..usize::from(record.fields.end)]
            .iter()
            .find(|field| field.name == key)
    }
}

/// If values of a form go to one slot as they stand, that form and that slot.
fn stands(row: &Field, targets: &[(Slot, Part)]) -> Option<(Form, Slot)> {
    match targets {
        [(slot, Part::Meaning)] if !row.stays => Some((row.encoding.copies()?, *slot)),
        _ => None,
    }
}

/// What is around a record: its path in the payload, and the list that its fields' targets may be below.
struct Surroundings {
    path: String,
    /// The record's JSON Pointer; one below a list has several.
    pointer: Option<String>,
    list: Option<Slot>,
}

impl Surroundings {
    /// The JSON Pointer of what the record holds under a key.
    fn pointer_to(&self, key: &str) -> Option<String> {
        let mut pointer = self.pointer.clone()?;
        json::push_key(key, &mut pointer);
        Some(pointer)
    }

    /// A field's path as the normalized event's table writes it.
    fn path_of(&self, row: &Field) -> String {
        let name = match row.encoding {
            Encoding::List(_) => format!("{}[]", row.name),
            _ => row.name.to_owned(),
        };
        match self.path.as_str() {
            "" | event::DATA_KEY => name,
            path => format!("{path}.{name}"),
        }
    }
}

/// A slot that a description names; a test holds the descriptions to naming only slots that exist.
fn slot(path: &str, list: Option<Slot>) -> Slot {
    event::slot(path, list).unwrap_or_else(|| panic!("the normalized event has no member `{path}`"))
}

fn number_of_next(fields: &[LaidField]) -> u16 {
    number(fields.len())
}

fn number(index: usize) -> u16 {
    u16::try_from(index).expect("a description has fewer than 65,536 rows")
}
