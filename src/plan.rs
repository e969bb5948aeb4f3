//! A description made ready for reading: its records and fields numbered, its targets looked up.
//!
//! Each event's plan is made once, when the first payload of that event turns up, and never for events that do not
//! occur.

mod compile;
mod documented;
mod secrets;

use std::ops::Range;
use std::ptr;
use std::sync::{LazyLock, OnceLock};

use crate::describe::{Agreement, Body, Encoding, Event, Family, Field, Holds, Kind, Part, Vendor};
use crate::event::{self, MEMBERS, Slot};
use crate::json::Form;
use crate::vendors;

pub use documented::Documented;

/// The number of a field that no description knows.
pub const UNKNOWN: u16 = u16::MAX;

/// An event's description, ready for reading.
#[derive(Debug)]
pub struct Plan {
    /// Its number among all plans.
    pub number: usize,
    /// The event's vendor.
    pub vendor: &'static Vendor,
    /// The form of its bodies.
    pub family: &'static Family,
    /// The event; none in the plan that a family's unknown events are read with.
    pub event: Option<&'static Event>,
    /// The fields of all records, each record's together.
    pub fields: Vec<PlannedField>,
    /// The records; the first is the payload itself.
    pub records: Vec<PlannedRecord>,
    /// The field that names the event.
    pub name: u16,
    /// Top-level fields without which a payload is not the vendor's.
    pub signs: Vec<Range<u16>>,
    /// Top-level fields of which one must be there for the payload to be the vendor's.
    pub either_signs: Vec<Range<u16>>,
    /// The keys that are signs of other vendors whose bodies have their names in the same place.
    pub rival_signs: Vec<&'static str>,
    /// JSON Pointers of the evidence for the event: its name, and the keys that make the payload the vendor's.
    pub evidence: Vec<String>,
    /// The field that holds the events, if a body may bring several, and the keys that lead to the name in each of these.
    pub items: Option<(u16, Vec<&'static str>)>,
    /// The field of an object that stays whole, wherever it stands.
    pub whole: u16,
    /// The fields of the secrets that may stand anywhere, by their keys.
    pub secrets: Range<u16>,
    /// True if some field holds a secret.
    pub has_secrets: bool,
    /// Members that are the same in every such event, unless the payload says otherwise: slots, with spans of
    /// `constant_json`.
    pub constants: Vec<(Slot, (u32, u32))>,
    /// Members that follow from the event's name alone: slots, with spans of `constant_json`.
    pub says: Vec<(Slot, (u32, u32))>,
    /// The values of these.
    pub constant_json: String,
    /// Slot of the member that decides the type, for events that have several.
    pub kind: Option<Slot>,
    /// The slots that may be the subject, the best first.
    pub subject: Vec<Slot>,
    /// Slots of whoever caused the event: the role and the id.
    pub actor: Option<[Slot; 2]>,
    /// Slot of the time at which the event happened.
    pub time: Option<Slot>,
    /// Facts of the event that can be held against each other.
    pub agreements: Vec<PlannedAgreement>,
    /// The fields as the documentation counts them, if they were counted.
    documented: OnceLock<Documented>,
}

/// A vendor's [`Agreement`], with its members looked up.
#[derive(Clone, Copy, Debug)]
pub enum PlannedAgreement {
    /// A number of seconds is the time between two others, give or take so many seconds.
    Between([Slot; 3], f64),
    /// A number of seconds is not negative, and not more than so many hours.
    AtMost(Slot, f64),
}

impl PlannedAgreement {
    fn of(agreement: &Agreement) -> PlannedAgreement {
        match agreement.holds {
            Holds::Between { member, from, to, within } => {
                PlannedAgreement::Between([member, from, to].map(slot), within)
            }
            Holds::AtMost { member, hours } => PlannedAgreement::AtMost(slot(member), hours),
        }
    }
}

/// A record in its place.
#[derive(Debug)]
pub struct PlannedRecord {
    /// The numbers of its fields.
    pub fields: Range<u16>,
    /// The fields that must be there, each by the numbers of its spellings.
    pub required: Vec<Range<u16>>,
    /// True if each such object is an item of an array in the normalized event.
    pub is_item: bool,
    /// True if the object may hold keys beside those of its fields.
    pub is_open: bool,
}

/// A field in its place, under one of its spellings.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that is asked of every value")]
pub struct PlannedField {
    /// Its number.
    pub number: u16,
    /// Its key.
    pub name: &'static str,
    /// Its key in quotes, and the colon that mostly follows.
    pub quoted: Quoted,
    /// Way in which the value is taken apart.
    pub structure: Structure,
    /// The number of the record that its value holds, or the items of its value. Of an array of values and of named values,
    /// each is the one field of that record.
    pub record: u16,
    /// True if only the first item of the value is taken apart.
    pub is_single: bool,
    /// The kinds of object that the value may be, told apart by a word in it.
    pub choice: Option<PlannedChoice>,
    /// Its row.
    pub row: &'static Field,
    /// The keys of the objects around it and its own, unless it stands below an array.
    pub keys: Vec<&'static str>,
    /// Its JSON Pointer in the payload, as JSON. Below an array it has several.
    pub pointer: Option<String>,
    /// Rank of that pointer among the pointers of all fields, sorted.
    pub pointer_rank: u16,
    /// Slots that the value goes to, with the part that goes to each.
    pub targets: Vec<(Slot, Part)>,
    /// Slot that the key itself goes to, if it says something.
    pub key_target: Option<Slot>,
    /// True if the field is the `unmapped` of a normalized event.
    pub is_carried: bool,
    /// If a value of this form that says something goes to one slot as it stands, that slot: so it is with most fields.
    pub stands: Option<(Form, Slot)>,
    /// True if every number says something, and every string too that is neither blank nor `null`, apart from those
    /// that `never` picks.
    pub any_counts: bool,
    /// Returns true for a text, given without its quotes, that never says something: the zeros of a GUID, a time that
    /// was never set.
    pub never: Option<fn(&str) -> bool>,
    /// The field whose value it is one of, if it stands for each value of an array or of an object; or else itself.
    pub of: u16,
    /// True if the value must say something where it stands: that of a required field, unless it is the object of an
    /// event that is about no chat.
    pub must_say: bool,
    /// True if a value can be read and still be odd.
    pub can_be_odd: bool,
    /// True if the value holds numbers that may travel as text.
    pub holds_numbers: bool,
    /// Its precedence among the sources of one place: the least counts.
    pub rank: u32,
}

/// An object that is one of several, in its place.
#[derive(Debug)]
pub struct PlannedChoice {
    /// The key of the word that tells them apart.
    pub key: &'static str,
    /// The kinds of object, each with its words.
    pub cases: Vec<PlannedCase>,
    /// The case for any other word; without it, the object stays whole.
    pub otherwise: Option<PlannedCase>,
}

/// One of the things that an object can be.
#[derive(Clone, Copy, Debug)]
pub struct PlannedCase {
    /// The words that say so.
    pub words: &'static [&'static str],
    /// The number of its record.
    pub record: u16,
    /// If only one item of an array can be the place that it is, that place.
    pub only: Option<&'static str>,
}

/// Way in which a value is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// Not at all.
    Leaf,
    /// As an object that a record describes.
    Object,
    /// As an array of such objects.
    List,
    /// As an object that a word in it describes.
    ObjectBy,
    /// As an array of such objects.
    ListBy,
    /// As an array of values.
    Each,
    /// As an array of values, or an object that holds a value for each name.
    NamedValues,
    /// As an array of objects that hold a value for each name.
    ListOfNamedValues,
    /// As an array of events, each of which is read by itself.
    Items,
}

/// A key in quotes and the colon that mostly follows, made ready for comparing.
#[derive(Debug)]
pub struct Quoted {
    /// Length of the quoted key and its colon, in bytes.
    pub length: usize,
    /// Its first bytes.
    first: u128,
    /// Bits of a text to compare with `first`: all of them, or fewer if the key is shorter.
    mask: u128,
    /// Bytes after those of `first`.
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

    /// Returns true if a text begins with this key. A text shorter than `first` is not compared: it returns false.
    #[inline]
    pub fn begins(&self, text: &[u8]) -> bool {
        let Some((chunk, rest)) = text.split_first_chunk() else { return false };
        u128::from_le_bytes(*chunk) & self.mask == self.first && (self.rest.is_empty() || rest.starts_with(&self.rest))
    }
}

type Registered = (&'static Vendor, &'static Family, Option<&'static Event>, OnceLock<Plan>);

/// Every plan, made or not.
static LAYOUTS: LazyLock<Vec<Registered>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for vendor in vendors::all() {
        for family in vendor.families {
            for event in family.events.iter().map(Some).chain([None]) {
                all.push((vendor, family, event, OnceLock::new()));
            }
        }
    }
    all
});

/// Returns the number of plans.
pub fn count() -> usize {
    LAYOUTS.len()
}

impl Plan {
    /// The plan of an event.
    pub fn of(event: &'static Event) -> &'static Plan {
        Plan::find(|_, candidate| candidate.is_some_and(|candidate| ptr::eq(candidate, event)))
    }

    /// Returns true if a body may bring several events.
    pub fn is_batch(&self) -> bool {
        self.items.is_some()
    }

    /// The plan that a family's unknown events are read with.
    pub fn unknown(family: &'static Family) -> &'static Plan {
        Plan::find(|of, candidate| candidate.is_none() && ptr::eq(of, family))
    }

    fn find(is_it: impl Fn(&Family, Option<&Event>) -> bool) -> &'static Plan {
        let mut all = LAYOUTS.iter().enumerate();
        let (number, (vendor, family, event, plan)) =
            all.find(|(_, (_, family, event, _))| is_it(family, *event)).expect("every vendor is in the registry");
        plan.get_or_init(|| Plan::new(number, vendor, Body { family, event: *event }))
    }

    fn new(number: usize, vendor: &'static Vendor, body: Body) -> Plan {
        let event = body.event;
        let mut plan = Plan {
            number,
            vendor,
            family: body.family,
            event,
            fields: Vec::new(),
            records: Vec::new(),
            name: 0,
            signs: Vec::new(),
            either_signs: Vec::new(),
            rival_signs: rival_signs(vendor, body.family),
            evidence: Vec::new(),
            items: None,
            whole: 0,
            secrets: 0..0,
            has_secrets: false,
            constants: Vec::new(),
            says: Vec::new(),
            constant_json: String::new(),
            kind: match event.map(|event| &event.kind) {
                Some(Kind::By { member, .. }) => Some(slot(member)),
                _ => None,
            },
            subject: event.map_or_else(Vec::new, |event| event.subject.iter().map(|path| slot(path)).collect()),
            actor: event
                .and_then(|event| event.actor)
                .map(|member| ["role", "id"].map(|it| slot(&format!("{member}.{it}")))),
            time: event.and_then(|event| event.time).map(slot),
            agreements: vendor.agreements.iter().map(PlannedAgreement::of).collect(),
            documented: OnceLock::new(),
        };
        plan.say_constants();
        plan.lay_body(body);
        let is_name = |field: &&PlannedField| matches!(field.row.encoding, Encoding::Name);
        plan.name = plan.fields.iter().find(is_name).expect("an envelope has a row that names the event").number;
        let items = plan.fields.iter().find(|field| field.structure == Structure::Items);
        plan.items = items.map(|field| field.number).zip(body.name_in_item());
        let root = plan.records[0].fields.clone();
        plan.signs = plan.spellings(root.clone()).filter(|field| plan.row(field).signs).collect();
        plan.either_signs = plan.spellings(root).filter(|field| plan.row(field).signs_either).collect();
        let signs = plan.signs.iter().map(|field| format!("/{}", plan.row(field).name));
        plan.evidence = [body.name_pointer()].into_iter().chain(signs).collect();
        plan.evidence.dedup();
        plan.has_secrets = plan.fields.iter().any(PlannedField::is_secret);
        plan.rank_pointers();
        plan.count_no_time_backwards();
        plan
    }

    /// Adds that no span of time is negative, if a field says how long it was and nothing bounds that.
    fn count_no_time_backwards(&mut self) {
        let is_span = |slot: &Slot| MEMBERS[usize::from(slot.member)].field.name.ends_with("_seconds");
        let slots = self.fields.iter().flat_map(|field| &field.targets).map(|(slot, _)| *slot);
        let mut spans: Vec<Slot> = slots.filter(|slot| slot.of_item.is_none() && is_span(slot)).collect();
        spans.dedup();
        for span in spans {
            let is_it = |other: &PlannedAgreement| matches!(other, PlannedAgreement::AtMost(slot, _) if *slot == span);
            if !self.agreements.iter().any(is_it) {
                self.agreements.push(PlannedAgreement::AtMost(span, f64::INFINITY));
            }
        }
    }

    /// Adds the members that are the same in every such event. A normalized event says it all in its payload.
    fn say_constants(&mut self) {
        if event::is_own(self.vendor) {
            return;
        }
        let source = format!("/{}", self.vendor.name);
        let mut constants = vec![
            (event::KNOWN.specversion, "1.0"),
            (event::KNOWN.source, &*source),
            (event::KNOWN.dataschema, event::SCHEMA),
            (event::KNOWN.vendor, self.vendor.name),
        ];
        if let Some(event) = self.event {
            constants.push((event::KNOWN.vendorevent, event.name));
            if let Kind::Always(kind) = event.kind {
                constants.push((event::KNOWN.kind, kind));
            }
            self.says = event.says.iter().map(|(path, word)| (slot(path), self.constant(word))).collect();
        }
        self.constants = constants.into_iter().map(|(slot, text)| (slot, self.constant(text))).collect();
    }

    /// Adds a constant to `constant_json`, and returns its span there.
    fn constant(&mut self, text: &str) -> (u32, u32) {
        let start = self.constant_json.len();
        self.constant_json.extend(["\"", text, "\""]);
        [start, self.constant_json.len()].map(|at| u32::try_from(at).expect("names are short")).into()
    }

    /// Puts the pointers of all fields in order.
    fn rank_pointers(&mut self) {
        let mut pointers: Vec<Option<String>> = self.fields.iter().map(|field| field.pointer.clone()).collect();
        pointers.sort_unstable();
        pointers.dedup();
        for field in &mut self.fields {
            field.pointer_rank = number(pointers.binary_search(&field.pointer).unwrap_or_default());
        }
    }

    /// The fields that come after each field, and first in each record, if a payload keeps to the order of the description.
    pub fn first_guesses(&self) -> Vec<u16> {
        let mut guesses: Vec<u16> = self.fields.iter().map(|field| field.number + 1).collect();
        for record in self.records.iter().filter(|record| !record.fields.is_empty()) {
            guesses[usize::from(record.fields.end - 1)] = record.fields.start;
        }
        guesses.extend(self.records.iter().map(|record| record.fields.start));
        guesses
    }

    /// The fields as the documentation counts them.
    pub fn documented(&self) -> &Documented {
        self.documented.get_or_init(|| Documented::of(self))
    }

    /// The fields of a record, each by the numbers of its spellings.
    pub fn spellings(&self, fields: Range<u16>) -> impl Iterator<Item = Range<u16>> {
        let start = fields.start;
        let planned = &self.fields[usize::from(fields.start)..usize::from(fields.end)];
        planned.chunk_by(|one, other| ptr::eq(one.row, other.row)).scan(start, |next, spellings| {
            let first = *next;
            *next += number(spellings.len());
            Some(first..*next)
        })
    }

    /// The row of a field that is given by the numbers of its spellings.
    fn row(&self, spellings: &Range<u16>) -> &'static Field {
        self.fields[usize::from(spellings.start)].row
    }

    /// Returns true if some slot of a row's value has another source as well. Slots in arrays do not count, as each
    /// item speaks for itself alone.
    pub fn has_other_source(&self, row: &Field) -> bool {
        let own: Vec<Slot> =
            self.fields.iter().filter(|field| ptr::eq(field.row, row)).flat_map(single_slots).collect();
        let others = self.fields.iter().filter(|field| field.pointer.is_some() && !ptr::eq(field.row, row));
        others.flat_map(single_slots).any(|slot| own.contains(&slot))
    }

    /// The field of a record that has this key, if any.
    pub fn field_named(&self, record: &PlannedRecord, key: &str) -> Option<&PlannedField> {
        self.fields[usize::from(record.fields.start)..usize::from(record.fields.end)]
            .iter()
            .find(|field| field.name == key)
    }
}

/// The slots that a field goes to and that are there once.
fn single_slots(field: &PlannedField) -> impl Iterator<Item = Slot> {
    field.targets.iter().map(|(slot, _)| *slot).filter(|slot| slot.of_item.is_none())
}

/// The keys that are signs of other vendors than this, whose bodies have their names in the same place as those of a family.
fn rival_signs(vendor: &Vendor, family: &'static Family) -> Vec<&'static str> {
    let name_of = |family| Body { family, event: None }.name_pointer();
    let rivals = vendors::all().filter(|rival| *rival != vendor).flat_map(|rival| rival.families);
    let rivals = rivals.filter(|rival| name_of(rival) == name_of(family));
    let signs = rivals.flat_map(|rival| rival.envelope.fields).filter(|row| row.signs || row.signs_either);
    signs.flat_map(Field::names).collect()
}

/// A slot that a description names; a test holds the descriptions to naming only slots that exist.
fn slot(path: &str) -> Slot {
    event::slot(path).unwrap_or_else(|| panic!("the normalized event has no member `{path}`"))
}

fn number(index: usize) -> u16 {
    u16::try_from(index).expect("a description has fewer than 65,536 rows")
}
