//! Everything that there is to say of a payload that was examined.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::Ordering;

use super::{Examined, State, is_error};
use crate::check;
use crate::describe::Event;
use crate::detect::{self, By, Candidate, Detected, Detection, Name};
use crate::event::KNOWN;
use crate::expect::Expectation;
use crate::finding::policy::Policy;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, Problem, Span, Unnamed, shortened};
use crate::json;
use crate::normalize::{NO_LEAF, Normalized, Payload};
use crate::plan::{Plan, PlannedField, UNKNOWN};
use crate::read::{Leaf, Reading};
use crate::repair::Edit;

impl<'e> Examined<'e> {
    /// Returns the event that it was found to be, or that it is none.
    pub fn detection(&self) -> &'e Detection {
        &self.examiner.detection
    }

    /// Returns the values that were read of it, if any were: of a text that is not JSON, those before the error.
    pub fn payload(&self) -> Option<Payload<'e>> {
        Some(Payload { text: self.json(), plan: self.examiner.plan?, reading: &self.examiner.reading })
    }

    /// The text that was read.
    fn json(&self) -> &'e str {
        match &self.examiner.state {
            State::Repaired(repaired) => &repaired.json,
            State::Whole | State::Broken(..) => self.text,
        }
    }

    /// Returns the normalized event.
    pub fn event(&self) -> &'e Normalized {
        &self.examiner.event
    }

    /// True if it is an event that is described, and JSON from its beginning to its end, perhaps after repair.
    pub fn is_understood(&self) -> bool {
        matches!(self.examiner.detection, Detection::Event { .. }) && !matches!(self.examiner.state, State::Broken(..))
    }

    /// True if it is an event, known or not: all but a body that might bring several and brings none.
    pub fn has_event(&self) -> bool {
        self.item().is_some() || !self.is_batch()
    }

    /// True if it brings no event where it might bring several, or one that does not say which it is.
    fn is_batch(&self) -> bool {
        matches!(self.examiner.detection, Detection::Batch { .. }) && !self.is_broken()
    }

    /// True if it is about a chat, an agent or a visitor, as far as that is known.
    pub fn is_about_chat(&self) -> bool {
        match self.examiner.detection {
            Detection::Event { plan, .. } => plan.event.is_none_or(Event::is_about_chat),
            Detection::Batch { .. } => false,
            _ => true,
        }
    }

    /// Returns by what it was detected, if it is an event that is described.
    pub fn detected(&self) -> Option<Detected> {
        let Detection::Event { plan, by } = self.examiner.detection else { return None };
        Some(match by {
            By::Name | By::Signature if plan.is_batch() => {
                let name = self.name().map(|name| name.pointer);
                let signs = plan.evidence.iter().skip(1).cloned();
                Detected { by, evidence: name.into_iter().chain(signs).collect(), runner_up: None }
            }
            By::Name | By::Signature => Detected { by, evidence: Cow::Borrowed(&plan.evidence), runner_up: None },
            By::Option => Detected { by, evidence: Cow::Borrowed(&[]), runner_up: None },
            By::Shape => {
                let keys = self.payload().into_iter().flat_map(|payload| payload.reading.keys(payload.text));
                let pointer = |key: Cow<'_, str>| {
                    let mut pointer = String::new();
                    json::push_key(&key, &mut pointer);
                    pointer
                };
                let runner_up = detect::runner_up(self.json(), plan);
                Detected { by, evidence: keys.map(pointer).collect(), runner_up }
            }
        })
    }

    /// The number of the event among those that the payload brings, counted from 0, if it may bring several.
    pub fn item(&self) -> Option<usize> {
        self.examiner.item.map(|(item, _)| item)
    }

    /// The same, if a pointer leads into that event, and not to what is around all of them.
    pub fn item_at(&self, pointer: &str) -> Option<usize> {
        let rest = pointer.strip_prefix(&self.item_pointer()?)?;
        self.item().filter(|_| rest.is_empty() || rest.starts_with('/'))
    }

    /// The JSON Pointer of that event.
    fn item_pointer(&self) -> Option<String> {
        let payload = self.payload()?;
        Some(payload.reading.event_pointer(payload.text, self.item()?))
    }

    /// Returns the ranges of secrets in its text, quotes left out: those of all its events, for they may stand on one
    /// line.
    pub fn secrets(&self) -> &'e [Range<usize>] {
        self.examiner.secrets.get_or_init(|| match (self.payload(), self.item()) {
            (None, _) => {
                let plans = self.candidates().map(|candidate| Plan::of(candidate.event));
                plans.filter(|plan| plan.has_secrets).flat_map(|plan| plan.secrets_in_text(self.text)).collect()
            }
            (Some(payload), None) => {
                let mut secrets = self.secrets_in(payload);
                if self.is_broken() && payload.plan.has_secrets {
                    // Behind the error, and where it is, nothing was read.
                    secrets.extend(payload.plan.secrets_in_text(self.text));
                }
                secrets
            }
            (Some(payload), Some(_)) => {
                let mut reading = Reading::default();
                // It was read before.
                let _ = reading.read(payload.text, payload.plan);
                let mut secrets = Vec::new();
                for (item, span) in reading.events.spans.clone().into_iter().enumerate() {
                    if let Detection::Event { plan, .. } = detect::identify_item(payload.plan, payload.text, span, item)
                    {
                        reading.read_event(payload.text, plan, item);
                        secrets.extend(self.secrets_in(Payload { plan, reading: &reading, ..payload }));
                    }
                }
                secrets
            }
        })
    }

    /// The events that it may be, if it cannot be said which of them it is.
    fn candidates(&self) -> impl Iterator<Item = &'e Candidate> {
        let (listed, contrary): (&[Candidate], _) = match &self.examiner.detection {
            Detection::Ambiguous(candidates) | Detection::UnknownVendor { candidates, .. } => (candidates, None),
            Detection::Contradictory { named, fields } => (&[], Some([named, fields])),
            _ => (&[], None),
        };
        listed.iter().chain(contrary.into_iter().flatten())
    }

    fn secrets_in(&self, payload: Payload<'_>) -> Vec<Range<usize>> {
        if !payload.plan.has_secrets {
            return Vec::new();
        }
        let is_secret = |leaf: &&Leaf| payload.field(leaf).is_some_and(PlannedField::is_secret);
        let span = |leaf: &Leaf| {
            let quote = usize::from(json::is_string(payload.raw(leaf)));
            let (start, end) = (leaf.start as usize + quote, leaf.end as usize - quote);
            self.offset_in(payload, leaf.text, start)..self.offset_in(payload, leaf.text, end)
        };
        payload.reading.leaves.iter().filter(is_secret).map(span).collect()
    }

    /// True if nothing says whose it is, nor is it like anything that is known. Of a payload that is too large, nobody
    /// knows.
    pub fn is_nobodys(&self) -> bool {
        let is_like_none =
            matches!(&self.examiner.detection, Detection::UnknownVendor { candidates, .. } if candidates.is_empty());
        let is_looked_at = match &self.examiner.state {
            State::Whole | State::Repaired(_) => true,
            State::Broken(problem, _) => matches!(problem, Problem::InvalidJson(_) | Problem::TooDeep),
        };
        is_like_none && is_looked_at
    }

    /// True if it was not even looked at, because of its size.
    pub fn is_too_large(&self) -> bool {
        matches!(self.examiner.state, State::Broken(Problem::TooLarge { .. }, _))
    }

    /// True if it is not JSON, and could not be read as it was meant.
    pub fn is_broken(&self) -> bool {
        matches!(self.examiner.state, State::Broken(..))
    }

    /// True if no text was made of it, because of its size or its encoding.
    pub fn is_unread(&self) -> bool {
        self.is_broken() && self.text.is_empty()
    }

    /// True if it is JSON as it stands.
    pub fn is_json(&self) -> bool {
        matches!(self.examiner.state, State::Whole)
    }

    /// True if nothing is wrong with it that is an error. Says the same as the findings, without making them.
    pub fn is_sound(&self) -> bool {
        (self.is_understood() || self.is_batch())
            && self.is_json()
            && self.examiner.reading.missing.is_empty()
            && self.examiner.reading.empty_required.is_empty()
            && self.examiner.reading.repeated.is_empty()
            && !self.examiner.event.errors.iter().any(is_error)
    }

    /// True if it is the first for whose times a zone had to be assumed.
    pub fn mentions_zone(&self) -> bool {
        self.examiner.mentions_zone.load(Ordering::Relaxed) && self.assumes_zone()
    }

    /// True if it is the first of a source whose path says nothing about it.
    fn mentions_path(&self) -> bool {
        self.examiner.mentions_path.load(Ordering::Relaxed)
            && self.is_understood()
            && self.examiner.expected.as_ref().is_some_and(|expected| expected.is_met_by(&self.examiner.detection))
    }

    /// True if it is the first of which something is said that is said once.
    pub fn mentions_something(&self) -> bool {
        self.mentions_zone() || self.mentions_path()
    }

    /// True if a zone had to be assumed for its times.
    fn assumes_zone(&self) -> bool {
        self.is_understood() && self.event().value(KNOWN.assumed_time_zone).is_some_and(|value| value.leaf == NO_LEAF)
    }

    /// Returns the user's policy for findings.
    pub fn policy(&self) -> &'e Policy {
        &self.examiner.options.policy
    }

    /// Everything worth saying about it, beside what is known already. That a zone was assumed is said once, unless
    /// the user names a level for that.
    pub fn findings(&self, known: impl IntoIterator<Item = Finding>) -> Findings<'e> {
        let mut findings = Findings::new(self.policy());
        let is_first = self.item().is_none_or(|item| item == 0);
        if !is_first {
            findings.within = self.item_pointer();
        }
        findings.extend(known.into_iter().filter(|_| is_first));
        for (_, finding) in &mut findings.kept {
            if matches!(finding.problem, Problem::InvalidBytes { .. }) {
                finding.pointer = shortened(self.pointer_around(finding.span.start));
            }
        }
        match &self.examiner.state {
            State::Broken(problem, place) => {
                findings.push(Finding::about_text(problem.clone(), place.start, place.end));
                // What is known of the beginning of an event is its name.
                findings.extend(self.payload().and_then(|_| self.about_expectation()));
                return findings;
            }
            State::Repaired(repaired) if is_first => findings.extend(repaired.edits.iter().filter_map(about_edit)),
            State::Repaired(_) | State::Whole => {}
        }
        findings.extend(self.about_detection());
        findings.extend(self.about_expectation());
        if !matches!(self.examiner.detection, Detection::Event { .. } | Detection::Batch { .. }) {
            let (around, span) = self.span_of_unknown();
            check::syntax::check(self.json(), span, &around, &mut findings);
        } else if let Some(payload) = self.payload() {
            let is_asked_for = self.policy().levels.contains_key(&Code::AssumedTimeZone);
            let zone = (self.mentions_zone() || is_asked_for).then_some(&*self.examiner.options.zone.name);
            check::check(payload, self.event(), zone, &self.examiner.options.demands, !self.is_json(), &mut findings);
            if self.assumes_zone() {
                self.examiner.mentions_zone.store(false, Ordering::Relaxed);
            }
        }
        findings
    }

    /// Returns the pointer and the range in its text of the object that is no known event.
    fn span_of_unknown(&self) -> (String, Range<usize>) {
        let event = self.item().and_then(|item| self.examiner.reading.events.spans.get(item));
        event.map_or_else(
            || (String::new(), 0..self.json().len()),
            |span| (self.item_pointer().unwrap_or_default(), span.clone()),
        )
    }

    /// The JSON Pointer of the value that an offset of its text stands in, if it was taken apart as it stands.
    fn pointer_around(&self, offset: usize) -> String {
        match (&self.examiner.state, self.payload()) {
            (State::Whole, Some(payload)) => payload.reading.pointer_around(payload.text, offset),
            _ => String::new(),
        }
    }

    /// Returns a finding if it is not the event that was expected.
    fn about_expectation(&self) -> Option<Finding> {
        let detection = &self.examiner.detection;
        let expected = self.examiner.expected.as_ref()?;
        if expected.is_met_by(detection) {
            return self.about_path(expected);
        }
        let (found, name) = match detection {
            Detection::Event { plan, .. } => {
                let event = plan.event.map(|event| format!("{}/{}", plan.vendor.name, event.name));
                (event, self.name())
            }
            Detection::UnknownEvent { vendor, name, .. } => {
                (Some(format!("an unknown event of {}", vendor.name)), name.clone())
            }
            Detection::Batch { vendor, .. } => (Some(format!("an event of {} without a name", vendor.name)), None),
            Detection::UnknownVendor { name, .. } => (None, name.clone()),
            Detection::Ambiguous(_) => (None, None),
            Detection::Contradictory { named, .. } => (None, named.name_in(self.json())),
        };
        if let Expectation::Misnamed { vendor, stem, meant } = expected
            && matches!(detection, Detection::Event { plan, .. } if plan.vendor == *vendor)
        {
            return Some(
                self.about_name(Problem::MisnamedPath { stem: stem.to_string(), meant: (*meant).to_owned() }, name),
            );
        }
        Some(self.about_name(Problem::UnexpectedEvent { expected: expected.description(), found }, name))
    }

    /// Returns a finding, once, if the path of the source says less than it should.
    fn about_path(&self, expected: &Expectation) -> Option<Finding> {
        let Expectation::Unnamed { vendor, stem } = expected else { return None };
        if !self.mentions_path() {
            return None;
        }
        self.examiner.mentions_path.store(false, Ordering::Relaxed);
        let problem = Problem::UnknownPath { stem: stem.to_string(), vendor: vendor.name };
        Some(self.about_name(problem, self.name()))
    }

    /// Returns the name that it gives itself, if it is an event that is described.
    fn name(&self) -> Option<Name> {
        let payload = self.payload()?;
        let leaf = payload.leaf(payload.reading.name?);
        Some(Name {
            pointer: payload.pointer(leaf),
            text: json::unescape(payload.raw(leaf))?.into_owned(),
            start: leaf.start as usize,
            end: leaf.end as usize,
        })
    }

    /// Returns a finding if it is no known event, or could be several.
    fn about_detection(&self) -> Option<Finding> {
        let (problem, name) = match self.examiner.detection.clone() {
            Detection::Event { plan, by: By::Option } => return self.about_likelihood(plan),
            Detection::Event { .. } | Detection::Batch { .. } => return None,
            Detection::UnknownEvent { vendor, name, reason, meant } => {
                (Problem::UnknownEvent { vendor, name: name.clone(), reason, meant }, name)
            }
            Detection::UnknownVendor { name, candidates } => {
                let inside = detect::event_inside(self.json());
                (Problem::UnknownVendor { name: name.clone(), candidates, inside }, name)
            }
            Detection::Ambiguous(candidates) => return Some(self.about_ambiguity(candidates)),
            Detection::Contradictory { named, fields } => {
                let name = named.name_in(self.json());
                (Problem::AmbiguousEvent { candidates: vec![named, fields], name: Unnamed::Otherwise }, name)
            }
        };
        Some(self.about_name(problem, name))
    }

    /// Returns a finding if it has hardly a field of the event that the user says it is.
    fn about_likelihood(&self, plan: &Plan) -> Option<Finding> {
        let event = plan.event.filter(|event| event.is_about_chat())?;
        let payload = self.payload()?;
        let names_it = |name: Name| event.is_named(&name.text);
        if self.name().is_some_and(names_it) {
            return None;
        }
        let is_unknown = |leaf: &&Leaf| leaf.field == UNKNOWN && leaf.key.name().is_some();
        let unknown = payload.reading.leaves.iter().filter(is_unknown).count() as u64;
        let known = payload.present().filter(|(field, _)| *field != plan.name).count() as u64;
        let keys = known + unknown;
        let event = format!("{}/{}", plan.vendor.name, event.name);
        let is_unlikely = known == 0 || known * 4 < keys;
        is_unlikely.then(|| self.about_name(Problem::UnlikelyEvent { event, known, keys }, None))
    }

    /// A finding about what does not say which of these events it is.
    fn about_ambiguity(&self, candidates: Vec<Candidate>) -> Finding {
        let json = self.json();
        let names: BTreeSet<String> = candidates.iter().map(|candidate| candidate.body().name_pointer()).collect();
        let mut values = names.into_iter().filter_map(|name| Some((detect::value_span(json, &name)?, name)));
        let Some(((start, end), pointer)) = values.next() else {
            return self.about_name(Problem::AmbiguousEvent { candidates, name: Unnamed::Absent }, None);
        };
        let raw = &json[start..end];
        let found = match json::is_string(raw).then(|| json::unescape(raw)) {
            Some(Some(name)) if !name.is_empty() => {
                return self.about_name(Problem::AmbiguousEvent { candidates, name: Unnamed::Names }, None);
            }
            Some(Some(_)) => "empty",
            Some(None) => "not valid text",
            None => json::type_name(raw),
        };
        Finding {
            problem: Problem::AmbiguousEvent {
                candidates,
                name: Unnamed::NoName { key: pointer.trim_start_matches('/').to_owned(), found },
            },
            pointer,
            span: Span { text: 0, start, end },
            related: None,
            found: Some(check::excerpt(raw)),
        }
    }

    /// A finding about what it calls itself, or if it does not, about all of it.
    fn about_name(&self, problem: Problem, name: Option<Name>) -> Finding {
        match name {
            Some(name) => Finding {
                problem,
                pointer: name.pointer,
                span: Span { text: 0, start: name.start, end: name.end },
                related: None,
                found: Some(check::excerpt(&self.json()[name.start..name.end])),
            },
            None => Finding {
                problem,
                pointer: String::new(),
                span: Span { text: Span::SOURCE, start: 0, end: self.text.len() },
                related: None,
                found: None,
            },
        }
    }

    /// Returns the offset in the payload's text of the byte at this offset of one of the texts that were read.
    pub fn offset(&self, text: u32, offset: usize) -> usize {
        match (text, self.payload()) {
            (Span::SOURCE, _) => offset,
            (_, None) => self.offset_in_source(offset),
            (text, Some(payload)) => self.offset_in(payload, text, offset),
        }
    }

    fn offset_in(&self, payload: Payload<'_>, text: u32, offset: usize) -> usize {
        self.offset_in_source(payload.reading.offset_in_payload(payload.text, text, offset))
    }

    fn offset_in_source(&self, in_read: usize) -> usize {
        match &self.examiner.state {
            State::Repaired(repaired) => repaired.offset(in_read),
            State::Whole | State::Broken(..) => in_read,
        }
    }
}

/// Returns the finding about a place that was mended, if it has one of its own.
fn about_edit(edit: &Edit) -> Option<Finding> {
    Some(Finding::about_text(Problem::AlmostJson(edit.repair?), edit.start, edit.end))
}
