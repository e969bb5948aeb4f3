//! One payload through the whole flow: detect, read, normalize, check.
//!
//! The examiner owns what is filled anew for each payload, and lends it out as [`Examined`] until the next one.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::check;
use crate::describe::Vendor;
use crate::detect::{self, By, Candidate, Detection, Hint, Name};
use crate::encoding::time::Zone;
use crate::event::{KNOWN, NORMALIZED};
use crate::expect::Expectation;
use crate::finding::policy::Policy;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, Mistake, Problem, Severity, Span, Unnamed};
use crate::json;
use crate::layout::Layout;
use crate::normalize::{Fault, FaultKind, NO_LEAF, Normalized, Payload};
use crate::read::{MOST_VALUES, Reading, Wrong};
use crate::repair::{self, Edit, Repaired};
use crate::vendors;

/// What the user says about the payloads.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which vendor's they are, or which event.
    pub hint: Hint,
    /// The zone of times that have none.
    pub zone: Zone,
    /// Whether that zone is an assumption, which is mentioned once.
    pub is_zone_assumed: bool,
    /// What they make of findings.
    pub policy: Policy,
}

impl Default for Options {
    fn default() -> Options {
        Options { hint: Hint::default(), zone: Zone::utc(), is_zone_assumed: true, policy: Policy::default() }
    }
}

/// Examines payloads, one after another.
#[derive(Debug)]
pub struct Examiner {
    options: Options,
    /// What the payloads that come next are expected to be.
    pub expected: Option<Expectation>,
    /// Whether the zone that was assumed is yet to be mentioned, by this examiner or any other of the run.
    mentions_zone: Arc<AtomicBool>,
    reading: Reading,
    event: Normalized,
    layout: Option<&'static Layout>,
    detection: Detection,
    state: State,
}

/// How far the last payload could be read.
#[derive(Debug)]
enum State {
    /// It is JSON.
    Whole,
    /// It is almost JSON.
    Repaired(Repaired),
    /// It is not JSON, for this reason and at this place.
    Broken(Problem, Range<usize>),
}

/// A payload, examined.
#[derive(Clone, Copy, Debug)]
pub struct Examined<'e> {
    /// Its text, as it stands in the source.
    pub text: &'e str,
    examiner: &'e Examiner,
}

impl Examiner {
    /// An examiner that has seen nothing yet.
    pub fn new(options: Options) -> Examiner {
        Examiner {
            mentions_zone: Arc::new(AtomicBool::new(options.is_zone_assumed)),
            options,
            expected: None,
            reading: Reading::default(),
            event: Normalized::default(),
            layout: None,
            detection: Detection::Ambiguous(Vec::new()),
            state: State::Whole,
        }
    }

    /// Another examiner of the same run.
    pub fn another(&self) -> Examiner {
        Examiner {
            expected: self.expected,
            mentions_zone: Arc::clone(&self.mentions_zone),
            ..Examiner::new(self.options.clone())
        }
    }

    /// Reads the object that begins a text, and says where it ends.
    pub fn read(&mut self, text: &str) -> serde_json::Result<usize> {
        self.state = State::Whole;
        let guess = detect::guess(text, self.options.hint).or(self.layout);
        // Any layout finds the end of an object that no description knows.
        let layout = guess.unwrap_or_else(|| Layout::shared(&NORMALIZED));
        self.reading.read(text, layout)?;
        let end = self.reading.end;
        if self.reading.is_overfull {
            self.skip_overfull(&text[..end]);
        } else if let Some(by) = self.verify(text, layout) {
            self.detection = Detection::Event { layout, by };
            self.settle(&text[..end], layout);
        } else {
            self.identify(&text[..end])?;
        }
        Ok(end)
    }

    /// How it is known that what was just read is the event it was read as, if it is.
    fn verify(&self, text: &str, layout: &'static Layout) -> Option<By> {
        let event = layout.event?;
        let Hint { vendor, event: said } = self.options.hint;
        if said.is_some() {
            return Some(By::Option);
        }
        if vendor.is_some_and(|vendor| vendor.name != layout.vendor.name) {
            return None;
        }
        let leaf = &self.reading.leaves[self.reading.name? as usize];
        let raw = self.reading.raw(text, leaf);
        let is_named = json::is_text(raw) && event.names().any(|name| json::between_quotes(raw) == name);
        let has_needs = vendor.is_some() || detect::is_specific(layout.vendor, event, || self.reading.keys(text));
        (is_named && has_needs && !self.may_be_another(text, layout.vendor)).then_some(By::Name)
    }

    /// Whether a key that the event's description does not know names the events of another vendor.
    fn may_be_another(&self, text: &str, vendor: &Vendor) -> bool {
        let mut others = vendors::all().filter(|other| other.discriminator != vendor.discriminator);
        self.reading.has_unknown && others.any(|other| self.reading.has_key(text, other.discriminator))
    }

    /// Finds out what an object is that is not what it was read as, and reads it as that.
    fn identify(&mut self, text: &str) -> serde_json::Result<()> {
        self.detection = detect::identify(text, self.options.hint);
        self.layout = match self.detection {
            Detection::Event { layout, .. } => Some(layout),
            Detection::UnknownEvent { vendor, .. } => Some(Layout::shared(vendor)),
            Detection::Ambiguous(_) | Detection::UnknownVendor { .. } => None,
        };
        if let Some(layout) = self.layout {
            self.reading.read(text, layout)?;
            if self.reading.is_overfull {
                self.skip_overfull(text);
            } else {
                self.settle(text, layout);
            }
        }
        Ok(())
    }

    /// Takes what was read to its places.
    fn settle(&mut self, text: &str, layout: &'static Layout) {
        self.layout = Some(layout);
        self.event.fill(Payload { text, layout, reading: &self.reading }, &self.options.zone);
        match self.detection {
            Detection::Event { by: By::Option, .. } => self.excuse(layout),
            Detection::Event { by: By::Name, .. } if self.event.faults.iter().any(is_error) => {
                if let Some(lookalike) = detect::masquerade(layout.vendor, text) {
                    let (reason, meant) = (Some(lookalike.reason), lookalike.meant);
                    self.detection = Detection::UnknownEvent { vendor: layout.vendor, name: None, reason, meant };
                }
            }
            _ => {}
        }
    }

    /// Where the user says which event it is, the payload need not.
    fn excuse(&mut self, layout: &Layout) {
        self.reading.missing.retain(|missing| Some(missing.field) != layout.discriminator);
        let name = self.reading.name;
        self.event.faults.retain(|fault| !(matches!(fault.kind, FaultKind::Empty) && Some(fault.leaf) == name));
    }

    /// Reads the object that begins a text and is almost JSON, as it was meant, and says where it ends.
    pub fn read_repaired(&mut self, text: &str) -> Option<usize> {
        let repaired = repair::repair(text)?;
        let end = self.read(&repaired.json).ok()?;
        if end < repaired.json.len() {
            return None;
        }
        let end = repaired.end;
        if !self.reading.is_overfull {
            self.state = State::Repaired(repaired);
        }
        Some(end)
    }

    /// Reads a text that is not JSON, as far as it goes.
    pub fn read_broken(&mut self, text: &str) {
        let layout = detect::guess(text, self.options.hint);
        let result = self.reading.read(text, layout.unwrap_or_else(|| Layout::shared(&NORMALIZED)));
        let (mistake, place) = match result {
            Err(error) => match Wrong::of(&error, text) {
                Wrong { place, is_unclosed: true } => (Mistake::UnclosedText, place),
                Wrong { place, .. } => (Mistake::syntax(&error, text), place),
            },
            Ok(()) => (Mistake::Continued, json::character_at(text, self.reading.end)),
        };
        self.layout = layout;
        if let Some(layout) = layout {
            self.detection = Detection::Event { layout, by: By::Name };
            self.event.fill(Payload { text, layout, reading: &self.reading }, &self.options.zone);
        } else {
            self.detection = Detection::UnknownVendor { name: None, candidates: Vec::new() };
        }
        self.state = match json::too_deep_at(&text[..place.start]) {
            Some(at) => State::Broken(Problem::TooDeep, at..at + 1),
            None => State::Broken(Problem::InvalidJson(mistake), place),
        };
    }

    /// Takes note of an object that holds more values than are read.
    fn skip_overfull(&mut self, text: &str) {
        self.skip(text, Problem::TooManyValues { limit: MOST_VALUES });
    }

    /// Takes note of a text that is no payload at all, and why. What is wrong with it shows where it gets too deep,
    /// or else in its first character, if it has one; a slip is all of it.
    pub fn skip(&mut self, text: &str, problem: Problem) {
        self.layout = None;
        self.detection = Detection::UnknownVendor { name: None, candidates: Vec::new() };
        let place = match problem {
            Problem::AlmostJson(_) => 0..text.len(),
            Problem::TooLarge { .. } | Problem::TooManyValues { .. } => 0..0,
            Problem::TooDeep => json::character_at(text, json::too_deep_at(text).unwrap_or_default()),
            _ => json::character_at(text, 0),
        };
        self.state = State::Broken(problem, place);
    }

    /// What was read last; `text` is its text in the source.
    pub fn examined<'e>(&'e self, text: &'e str) -> Examined<'e> {
        Examined { text, examiner: self }
    }
}

impl<'e> Examined<'e> {
    /// What it was found to be.
    pub fn detection(&self) -> &'e Detection {
        &self.examiner.detection
    }

    /// What was read of it, if anything was: for a text that is not JSON, what stands before the mistake.
    pub fn payload(&self) -> Option<Payload<'e>> {
        Some(Payload { text: self.json(), layout: self.examiner.layout?, reading: &self.examiner.reading })
    }

    /// The text that was read.
    fn json(&self) -> &'e str {
        match &self.examiner.state {
            State::Repaired(repaired) => &repaired.json,
            State::Whole | State::Broken(..) => self.text,
        }
    }

    /// What it says, in the common form.
    pub fn event(&self) -> &'e Normalized {
        &self.examiner.event
    }

    /// Whether it is an event that is described, and JSON from its beginning to its end, perhaps after repair.
    pub fn is_understood(&self) -> bool {
        matches!(self.examiner.detection, Detection::Event { .. }) && !matches!(self.examiner.state, State::Broken(..))
    }

    /// Whether it was not even looked at, because of its size.
    pub fn is_too_large(&self) -> bool {
        matches!(self.examiner.state, State::Broken(Problem::TooLarge { .. }, _))
    }

    /// Whether it is not JSON, and was not read as what was meant.
    pub fn is_broken(&self) -> bool {
        matches!(self.examiner.state, State::Broken(..))
    }

    /// Whether no text was made of it, because of its size or its encoding.
    pub fn is_unread(&self) -> bool {
        self.is_broken() && self.text.is_empty()
    }

    /// Whether it is JSON as it stands.
    pub fn is_json(&self) -> bool {
        matches!(self.examiner.state, State::Whole)
    }

    /// Whether nothing is wrong with it that is an error. Says the same as the findings, without making them.
    pub fn is_sound(&self) -> bool {
        self.is_understood()
            && self.is_json()
            && self.examiner.reading.missing.is_empty()
            && self.examiner.reading.hollow.is_empty()
            && self.examiner.reading.repeated.is_empty()
            && !self.examiner.event.faults.iter().any(is_error)
    }

    /// Whether it is the first for whose times a zone had to be assumed.
    pub fn mentions_zone(&self) -> bool {
        self.examiner.mentions_zone.load(Ordering::Relaxed) && self.assumes_zone()
    }

    /// Whether a zone had to be assumed for its times.
    fn assumes_zone(&self) -> bool {
        self.is_understood() && self.event().value(KNOWN.assumed_time_zone).is_some_and(|value| value.leaf == NO_LEAF)
    }

    /// What the user makes of findings.
    pub fn policy(&self) -> &'e Policy {
        &self.examiner.options.policy
    }

    /// Everything worth saying about it, beside what is known already. That a zone was assumed is said once, unless
    /// the user names a level for that.
    pub fn findings(&self, known: impl IntoIterator<Item = Finding>) -> Findings<'e> {
        let mut findings = Findings::new(self.policy());
        findings.extend(known);
        for (_, finding) in &mut findings.kept {
            if matches!(finding.problem, Problem::InvalidBytes { .. }) {
                finding.pointer = self.pointer_around(finding.span.start);
            }
        }
        match &self.examiner.state {
            State::Broken(problem, place) => {
                findings.push(Finding::about_text(problem.clone(), place.start, place.end));
                // What is known of the beginning of an event is its name.
                findings.extend(self.payload().and_then(|_| self.about_expectation()));
                return findings;
            }
            State::Repaired(repaired) => findings.extend(repaired.edits.iter().filter_map(about_edit)),
            State::Whole => {}
        }
        findings.extend(self.about_detection());
        findings.extend(self.about_expectation());
        if !matches!(self.examiner.detection, Detection::Event { .. }) {
            check::syntax::check(self.json(), &mut findings);
        } else if let Some(payload) = self.payload() {
            let is_asked_for = self.policy().levels.contains_key(&Code::AssumedTimeZone);
            let zone = (self.mentions_zone() || is_asked_for).then_some(&*self.examiner.options.zone.name);
            check::check(payload, self.event(), zone, &mut findings);
            if self.assumes_zone() {
                self.examiner.mentions_zone.store(false, Ordering::Relaxed);
            }
        }
        findings
    }

    /// The JSON Pointer of the value that an offset of its text stands in, if it was taken apart as it stands.
    fn pointer_around(&self, offset: usize) -> String {
        match (&self.examiner.state, self.payload()) {
            (State::Whole, Some(payload)) => payload.reading.pointer_around(payload.text, offset),
            _ => String::new(),
        }
    }

    /// What there is to say if it is not what was expected.
    fn about_expectation(&self) -> Option<Finding> {
        let detection = &self.examiner.detection;
        let expected = self.examiner.expected.filter(|expected| !expected.is_met_by(detection))?;
        let (found, name) = match detection {
            Detection::Event { layout, .. } => {
                let event = layout.event.map(|event| format!("{}/{}", layout.vendor.name, event.name));
                (event, self.name())
            }
            Detection::UnknownEvent { vendor, name, .. } => {
                (Some(format!("an unknown event of {}", vendor.name)), name.clone())
            }
            Detection::UnknownVendor { name, .. } => (None, name.clone()),
            Detection::Ambiguous(_) => (None, None),
        };
        Some(self.about_name(Problem::UnexpectedEvent { expected: expected.description(), found }, name))
    }

    /// What it calls itself, if it is an event that is described.
    fn name(&self) -> Option<Name> {
        let payload = self.payload()?;
        let leaf = payload.leaf(payload.reading.name?);
        Some(Name {
            key: payload.layout.vendor.discriminator,
            text: json::unescape(payload.raw(leaf))?.into_owned(),
            start: leaf.start as usize,
            end: leaf.end as usize,
        })
    }

    /// What there is to say about what it was found to be.
    fn about_detection(&self) -> Option<Finding> {
        let (problem, name) = match self.examiner.detection.clone() {
            Detection::Event { by: By::Name | By::Option | By::Shape, .. } => return None,
            Detection::UnknownEvent { vendor, name, reason, meant } => {
                (Problem::UnknownEvent { vendor, name: name.clone(), reason, meant }, name)
            }
            Detection::UnknownVendor { name, candidates } => {
                let inside = detect::event_inside(self.json());
                (Problem::UnknownVendor { name: name.clone(), candidates, inside }, name)
            }
            Detection::Ambiguous(candidates) => return Some(self.about_ambiguity(candidates)),
        };
        Some(self.about_name(problem, name))
    }

    /// A finding about what does not say which of these events it is.
    fn about_ambiguity(&self, candidates: Vec<Candidate>) -> Finding {
        let json = self.json();
        let keys: BTreeSet<&str> = candidates.iter().map(|candidate| candidate.vendor.discriminator).collect();
        let mut values = keys.into_iter().filter_map(|key| Some((key, detect::value_span(json, key)?)));
        let Some((key, (start, end))) = values.next() else {
            return self.about_name(Problem::AmbiguousEvent { candidates, name: Unnamed::Absent }, None);
        };
        let raw = &json[start..end];
        if json::is_text(raw) && raw != "\"\"" {
            return self.about_name(Problem::AmbiguousEvent { candidates, name: Unnamed::Names }, None);
        }
        let found = if json::is_text(raw) { "empty" } else { json::type_name(raw) };
        Finding {
            problem: Problem::AmbiguousEvent { candidates, name: Unnamed::NoName { key, found } },
            pointer: format!("/{key}"),
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
                pointer: format!("/{}", name.key),
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

    /// Where in the payload's text something stands that stands at this offset of what was read.
    pub fn offset(&self, text: u32, offset: usize) -> usize {
        let in_read = match (text, self.payload()) {
            (Span::SOURCE, _) => return offset,
            (0, _) | (_, None) => offset,
            (text, Some(payload)) => payload.reading.offset_in_payload(payload.text, text, offset),
        };
        match &self.examiner.state {
            State::Repaired(repaired) => repaired.offset(in_read),
            State::Whole | State::Broken(..) => in_read,
        }
    }
}

/// Whether the finding that is made of a fault is an error.
fn is_error(fault: &Fault) -> bool {
    check::code(fault.kind).severity() == Severity::Error
}

/// What there is to say about a place that was mended.
fn about_edit(edit: &Edit) -> Option<Finding> {
    Some(Finding::about_text(Problem::AlmostJson(edit.repair?), edit.start, edit.end))
}
