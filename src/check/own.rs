//! A normalized event that comes in as a payload: what its schema rules out, and whether its id is its own.

use super::{Check, excerpt, meant, present};
use crate::describe::Encoding;
use crate::encoding::Meaning;
use crate::event::KNOWN;
use crate::finding::{EventError, Finding, Problem, Span};
use crate::json;
use crate::normalize::{NO_LEAF, line};
use crate::plan::Plan;
use crate::read::{Key, Leaf};
use crate::vendors::{self, VENDORS};

impl Check<'_, '_> {
    /// Says what the schema rules out at a leaf.
    pub(super) fn not_in_schema(&mut self, leaf: &Leaf) {
        let raw = self.payload.raw(leaf);
        match (self.payload.field(leaf), leaf.key) {
            (Some(field), key) => {
                let expected = match (field.row.encoding, key) {
                    (Encoding::List(_), Key::Index(_)) => "an object".to_owned(),
                    (encoding, _) => expected(encoding),
                };
                self.about(leaf, Problem::InvalidEvent(EventError::Value { expected, found: excerpt(raw) }));
            }
            (None, Key::Name(span)) => {
                let key = self.payload.key(leaf).into_owned();
                let meant = meant(self.payload, &present(self.payload), leaf, &key);
                let problem = Problem::InvalidEvent(EventError::Member { key, meant });
                let span = Span { text: leaf.text, start: span.0 as usize - 1, end: span.1 as usize + 1 };
                self.findings.push(Finding { span, ..self.finding(leaf, problem) });
            }
            (None, Key::Index(_)) => {}
        }
    }

    /// Compares an event's id to the one that is made of its line.
    pub(super) fn id(&mut self) {
        let is_whole = self.event.errors.is_empty() && self.payload.reading.missing.is_empty();
        let Some(id) = self.event.value(KNOWN.id).filter(|id| is_whole && id.leaf != NO_LEAF) else { return };
        if self.may_be_the_vendors() {
            return;
        }
        let derived = line::derived_id(self.payload, self.event);
        let leaf = self.payload.leaf(id.leaf);
        let is_it = json::unescape(self.payload.raw(leaf)).is_some_and(|id| id == derived);
        if !is_it && !self.may_have_other_numbers() {
            self.about(leaf, Problem::IdMismatch { derived });
        }
    }

    /// True if the event's vendor has ids of its own for such events.
    fn may_be_the_vendors(&self) -> bool {
        let said = |slot| self.event.value(slot).and_then(|value| serde_json::from_slice(self.written(value)).ok());
        let (Some::<String>(vendor), Some::<String>(event)) = (said(KNOWN.vendor), said(KNOWN.vendorevent)) else {
            return false;
        };
        let Some(vendor) = VENDORS.iter().find(|known| known.name == vendor) else { return false };
        let has_id = |plan: &Plan| plan.fields.iter().any(|field| field.targets.iter().any(|(to, _)| *to == KNOWN.id));
        match vendors::event_named(&format!("{}/{event}", vendor.name)) {
            Some((_, event)) => has_id(Plan::of(event)),
            None => vendor.families.iter().any(|family| has_id(Plan::unknown(family))),
        }
    }

    /// True if a number may have been written otherwise when the id was made: the canonical form of JSON (RFC 8785), in
    /// which `1.50` is `1.5`, sorts all members and leaves out white space.
    fn may_have_other_numbers(&self) -> bool {
        // A count is written in one way only.
        let is_count = |leaf: &Leaf| self.payload.field(leaf).is_some_and(|it| it.row.encoding.means(Meaning::Count));
        let mut leaves = self.payload.reading.leaves.iter();
        if !leaves.any(|leaf| !is_count(leaf) && has_number(self.payload.raw(leaf))) {
            return false;
        }
        let mut canonical = Vec::new();
        json::write_compact(self.payload.text, 0, &mut canonical);
        canonical == self.payload.text.as_bytes()
    }
}

/// True if a raw value is a number, or holds one.
fn has_number(raw: &str) -> bool {
    let mut at = 0;
    while let Some(byte) = raw.as_bytes().get(at) {
        match byte {
            b'"' => at = json::end_of_string(raw.as_bytes(), at),
            b'0'..=b'9' => return true,
            _ => at += 1,
        }
    }
    false
}

/// Returns the form of a value of the normalized event, as the end of a sentence that begins "expected".
fn expected(encoding: Encoding) -> String {
    match encoding.scalar().map(|scalar| scalar.means) {
        Some(Meaning::Time) => "a time in UTC such as `2018-07-23T05:17:40Z`".to_owned(),
        Some(Meaning::Offset) => "an offset such as `+06:00`".to_owned(),
        Some(Meaning::Id) => "a string".to_owned(),
        None if matches!(encoding, Encoding::NamedValues) => "an object".to_owned(),
        _ => encoding.looks(),
    }
}
