//! Coverage: the documented fields that the payloads of a run exercise, and the keys in them that nobody documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::describe::{Event, Vendor, says_nothing};
use crate::event::is_own;
use crate::frame::Entry;
use crate::json;
use crate::locate::Position;
use crate::normalize::Payload;
use crate::plan::Plan;
use crate::read::{Key, Reading};
use crate::sorting::sort_by;
use crate::vendors::VENDORS;

/// Coverage of a run's payloads, event by event.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The events that occurred, by the numbers of their plans.
    events: BTreeMap<usize, EventCoverage>,
    /// The source of the last payload.
    source: Option<Arc<str>>,
}

/// Coverage of one event.
#[derive(Debug)]
pub struct EventCoverage {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// The event.
    pub event: &'static Event,
    /// Number of payloads of the event.
    pub payloads: u64,
    /// State of each field, by its number in the plan.
    seen: Vec<Seen>,
    /// The keys that are not documented, by their pointers; an item of an array is written `-`.
    pub unknown: BTreeMap<String, Unknown>,
    /// Number of times that further such keys were seen, beyond those that are kept.
    pub more_unknown: u64,
}

/// State of a field over all payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// It never occurred.
    #[default]
    Never,
    /// It occurred, and said nothing.
    Empty,
    /// It said something.
    Said,
}

/// A key that is not documented.
#[derive(Debug)]
pub struct Unknown {
    /// Number of times that the key was seen.
    pub count: u64,
    /// The source where it was first seen.
    pub source: Arc<str>,
    /// Its place there.
    pub start: Position,
    /// Number of such keys that were seen before this one.
    number: usize,
}

/// Most undocumented keys that are kept of one event. Strangers can make them up without end.
const MOST_UNKNOWN: usize = 1000;

/// Most characters that are kept of such a key's pointer. A longer one is cut, and counts as one with those that begin
/// like it.
const MOST_OF_POINTER: usize = 200;

impl Coverage {
    /// Returns the number of undocumented keys that are kept.
    pub fn unknown(&self) -> usize {
        self.events.values().map(|event| event.unknown.len()).sum()
    }

    /// Adds the coverage of a later part of the run. That part keeps all it saw; here only as much is kept as there is
    /// room for.
    pub fn append(&mut self, later: Coverage) {
        for (number, later) in later.events {
            self.events.entry(number).or_insert_with(|| EventCoverage::new(later.vendor, later.event)).append(later);
        }
    }

    /// Adds the fields and keys of a payload.
    pub fn add(&mut self, source: &str, entry: &Entry<'_>) {
        let Some(payload) = entry.examined.payload().filter(|_| entry.examined.is_understood()) else { return };
        let plan = payload.plan;
        let Some(event) = plan.event.filter(|event| event.is_about_chat() && !is_own(plan.vendor)) else { return };
        let covered = self.events.entry(plan.number).or_insert_with(|| EventCoverage::new(plan.vendor, event));
        covered.payloads += 1;
        covered.see(payload);
        let is_same = matches!(&self.source, Some(last) if **last == *source);
        let source = if is_same { self.source.take() } else { None }.unwrap_or_else(|| source.into());
        covered.see_unknown(payload, &source, entry);
        self.source = Some(source);
    }

    /// Adds the events that did not occur: those of a vendor or, without one, those of all vendors of which some event did.
    pub fn complete(&mut self, vendor: Option<&'static Vendor>) {
        let occurs = |it: &Vendor| self.events.values().any(|event| event.vendor == it);
        let of = VENDORS.iter().copied().filter(|it| vendor.map_or_else(|| occurs(it), |vendor| vendor == *it));
        for vendor in of.collect::<Vec<_>>() {
            for event in vendor.chat_events() {
                let number = Plan::of(event).number;
                self.events.entry(number).or_insert_with(|| EventCoverage::new(vendor, event));
            }
        }
    }

    /// Returns the number of fields that have a value, and the number that are documented: of the events that occur, or
    /// of all events of a vendor.
    pub fn fields_of(&self, vendor: Option<&'static Vendor>) -> (usize, usize) {
        let counts = |event: &&EventCoverage| vendor.map_or(event.payloads > 0, |vendor| event.vendor == vendor);
        self.events.values().filter(counts).fold((0, 0), |(said, documented), event| {
            let fields = event.fields();
            (said + fields.iter().filter(|(_, seen)| *seen == Seen::Said).count(), documented + fields.len())
        })
    }

    /// The events, in the order of their descriptions.
    pub fn events(&self) -> impl Iterator<Item = &EventCoverage> + Clone {
        self.events.values()
    }
}

impl EventCoverage {
    fn new(vendor: &'static Vendor, event: &'static Event) -> EventCoverage {
        let seen = vec![Seen::Never; Plan::of(event).fields.len()];
        EventCoverage { vendor, event, payloads: 0, seen, unknown: BTreeMap::new(), more_unknown: 0 }
    }

    /// Returns the pointers of the event's fields, each with its state; an item of an array is written `-`.
    pub fn fields(&self) -> Vec<(String, Seen)> {
        let documented = Plan::of(self.event).documented();
        let mut fields: Vec<_> = documented.pointers.iter().map(|pointer| (pointer.clone(), Seen::Never)).collect();
        for (seen, field) in self.seen.iter().zip(0..) {
            if let Some(number) = documented.number_of(field) {
                fields[number].1 = fields[number].1.max(*seen);
            }
        }
        fields
    }

    fn append(&mut self, later: EventCoverage) {
        self.payloads += later.payloads;
        for (seen, later) in self.seen.iter_mut().zip(later.seen) {
            *seen = later.max(*seen);
        }
        self.more_unknown += later.more_unknown;
        let mut unknown: Vec<_> = later.unknown.into_iter().collect();
        sort_by(&mut unknown, |(_, one), (_, other)| one.number.cmp(&other.number));
        for (pointer, unknown) in unknown {
            if let Some(known) = self.unknown.get_mut(&pointer) {
                known.count += unknown.count;
            } else if self.unknown.len() < MOST_UNKNOWN {
                self.unknown.insert(pointer, unknown);
            } else {
                self.more_unknown += unknown.count;
            }
        }
    }

    fn see(&mut self, payload: Payload<'_>) {
        for (field, raw) in payload.present() {
            let row = payload.plan.fields[usize::from(field)].row;
            self.note(field, says_nothing(Some(row), payload.plan.vendor.typing, raw));
        }
    }

    fn note(&mut self, field: u16, is_empty: bool) {
        let seen = &mut self.seen[usize::from(field)];
        *seen = (*seen).max(if is_empty { Seen::Empty } else { Seen::Said });
    }

    fn see_unknown(&mut self, payload: Payload<'_>, source: &Arc<str>, entry: &Entry<'_>) {
        for (leaf, (start, _)) in payload.undocumented() {
            let pointer = cut(pointer(payload.reading, payload.text, leaf.node, leaf.key));
            if let Some(unknown) = self.unknown.get_mut(&pointer) {
                unknown.count += 1;
            } else {
                let offset = entry.examined.offset(leaf.text, start as usize - 1);
                let start = entry.position_of(entry.offset(offset));
                let number = self.unknown.len();
                self.unknown.insert(pointer, Unknown { count: 1, source: Arc::clone(source), start, number });
            }
        }
    }
}

/// As much of a pointer as is kept.
fn cut(mut pointer: String) -> String {
    if let Some((end, _)) = pointer.char_indices().nth(MOST_OF_POINTER) {
        pointer.truncate(end);
        pointer.push('…');
        pointer.shrink_to_fit();
    }
    pointer
}

/// A pointer in which every item of an array is written `-`.
fn pointer(reading: &Reading, payload: &str, node: u32, key: Key) -> String {
    let mut pointer = match node {
        0 => String::new(),
        _ => self::pointer(reading, payload, reading.nodes[node as usize].parent, reading.nodes[node as usize].key),
    };
    match key {
        Key::Index(_) => pointer.push_str("/-"),
        Key::Name(span) => json::push_key(&reading.key(payload, node, span), &mut pointer),
    }
    pointer
}
