//! One payload through the whole flow: detect, read, normalize, check.
//!
//! The examiner owns what is filled anew for each payload, and lends it out as [`Examined`] until the next one.

mod said;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::mem;
use std::ops::Range;
use std::ptr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, RwLock};

use crate::carriers::Pattern;
use crate::check;
use crate::detect::{self, By, Detection, Hint, Instead};
use crate::encoding::time::Zone;
use crate::event::NORMALIZED;
use crate::expect::{Demand, Expectation};
use crate::finding::policy::Policy;
use crate::finding::{JsonError, Problem, Severity};
use crate::json;
use crate::normalize::{MemberError, MemberErrorKind, Normalized, Payload};
use crate::plan::{Plan, UNKNOWN};
use crate::read::{Leaf, MOST_VALUES, Reading, SyntaxError, cut_line_before};
use crate::repair::{self, Repaired};

/// The user's word about the payloads.
#[derive(Clone, Debug)]
pub struct Options {
    /// The vendor that they are of, or the event that they are.
    pub hint: Hint,
    /// The zone of times that have none.
    pub zone: Zone,
    /// True if that zone is an assumption, which is mentioned once.
    pub is_zone_assumed: bool,
    /// The fields and members that the payloads must have.
    pub demands: Vec<Demand>,
    /// The user's policy for findings.
    pub policy: Policy,
    /// The places of documents that hold payloads, if documents hold them.
    pub at: Vec<Pattern>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            hint: Hint::default(),
            zone: Zone::utc(),
            is_zone_assumed: true,
            demands: Vec::new(),
            policy: Policy::default(),
            at: Vec::new(),
        }
    }
}

/// Examines payloads, one after another.
#[derive(Debug)]
pub struct Examiner {
    /// The user's word about the payloads that come next.
    pub options: Options,
    /// The expectation that the payloads which come next are held to.
    expected: Option<Expectation>,
    /// True as long as nobody mentioned that the path of the source says nothing: this examiner or any other.
    mentions_path: Arc<AtomicBool>,
    /// True as long as nobody mentioned the zone that was assumed: this examiner or any other of the run.
    mentions_zone: Arc<AtomicBool>,
    /// The places in documents of the source that payloads were found in so far, by this examiner or any other.
    places: Arc<RwLock<BTreeSet<String>>>,
    reading: Reading,
    event: Normalized,
    plan: Option<&'static Plan>,
    detection: Detection,
    state: State,
    /// If the payload may bring several events, which of them is examined, and how these are told to be the vendor's.
    item: Option<(usize, By)>,
    /// The ranges of the secrets of all its events, once somebody asked.
    secrets: OnceCell<Vec<Range<usize>>>,
}

/// The progress that was made with the last payload.
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
            mentions_path: Arc::default(),
            places: Arc::default(),
            reading: Reading::default(),
            event: Normalized::default(),
            plan: None,
            detection: Detection::Ambiguous(Vec::new()),
            state: State::Whole,
            item: None,
            secrets: OnceCell::new(),
        }
    }

    /// Says what the payloads of the next source are expected to be.
    pub fn expect(&mut self, expected: Option<Expectation>) {
        self.mentions_path = Arc::new(AtomicBool::new(matches!(expected, Some(Expectation::Unnamed { .. }))));
        self.places = Arc::default();
        self.expected = expected;
    }

    /// Another examiner of the same run.
    pub fn fork(&self) -> Examiner {
        Examiner {
            expected: self.expected.clone(),
            mentions_path: Arc::clone(&self.mentions_path),
            places: Arc::clone(&self.places),
            mentions_zone: Arc::clone(&self.mentions_zone),
            ..Examiner::new(self.options.clone())
        }
    }

    /// Reads the object that begins a text, and says where it ends.
    pub fn read(&mut self, text: &str) -> serde_json::Result<usize> {
        self.begin(State::Whole);
        let guess = detect::guess(text, self.options.hint).or(self.plan);
        let plan = guess.unwrap_or_else(any_plan);
        self.reading.read(text, plan)?;
        let end = self.reading.end;
        if self.reading.has_too_many_values {
            self.skip_overfull(&text[..end]);
        } else if let Some(by) = self.verify(text, plan) {
            self.detection = Detection::Event { plan, by };
            self.normalize_or_open(&text[..end], plan, by);
        } else {
            self.identify(&text[..end])?;
        }
        Ok(end)
    }

    /// Goes on to the next event of the payload that was read, and says whether there is one: most payloads bring one.
    pub fn read_next_event(&mut self, text: &str) -> bool {
        let Some((item, by)) = self.item.filter(|(item, _)| item + 1 < self.reading.events.spans.len()) else {
            return false;
        };
        self.item = Some((item + 1, by));
        match mem::replace(&mut self.state, State::Whole) {
            State::Repaired(repaired) => {
                self.read_event(&repaired.json);
                self.state = State::Repaired(repaired);
            }
            state => {
                self.state = state;
                self.read_event(text);
            }
        }
        true
    }

    fn begin(&mut self, state: State) {
        (self.state, self.item) = (state, None);
        self.secrets.take();
    }

    /// Returns by what it is known that the payload just read is the event it was read as, if it is.
    fn verify(&self, text: &str, plan: &'static Plan) -> Option<By> {
        let event = plan.event?;
        let Hint { vendor, event: said } = self.options.hint;
        if said.is_some() {
            return Some(By::Option);
        }
        if vendor.is_some_and(|vendor| vendor != plan.vendor) || !self.reading.has_signs {
            return None;
        }
        if let Some((_, keys)) = &plan.items {
            let spans = &self.reading.events.spans;
            let brings_events =
                spans.is_empty() || spans.iter().any(|it| detect::item_name(text, it.start, keys).is_some());
            return (brings_events && self.signs_fit(text, plan)).then(|| By::naming(plan));
        }
        let raw = self.reading.raw(text, &self.reading.leaves[self.reading.name? as usize]);
        let is_named = json::is_string(raw) && event.is_named(json::between_quotes(raw));
        let is_its = || detect::is_specific(plan.family, event, || self.reading.keys(text));
        let is_told = vendor.is_some() || (is_its() && !self.may_be_another(text, plan));
        (is_named && self.signs_fit(text, plan) && is_told).then(|| By::naming(plan))
    }

    /// True if the values that make the payload the vendor's are of the JSON types that the vendor documents.
    fn signs_fit(&self, text: &str, plan: &Plan) -> bool {
        let is_wrong = |leaf: &Leaf| {
            let field = plan.signs.iter().chain(&plan.either_signs).find(|field| field.contains(&leaf.field));
            let first = self.reading.raw(text, leaf).as_bytes()[0];
            field.is_some_and(|field| !plan.fields[usize::from(field.start)].row.encoding.begins_with(first))
        };
        !plan.family.has_signs() || !self.reading.leaves.iter().any(is_wrong)
    }

    /// True if a key that the event's description does not know names an event of another vendor, or is a sign of one.
    fn may_be_another(&self, text: &str, plan: &Plan) -> bool {
        self.reading.has_unknown
            && self.reading.leaves.iter().filter(|leaf| leaf.node == 0 && leaf.field == UNKNOWN).any(|leaf| {
                let raw = self.reading.raw(text, leaf);
                let key = leaf.key.name().map(|span| self.reading.key(text, 0, span)).unwrap_or_default();
                plan.rival_signs.contains(&&*key)
                    || (json::is_string(raw) && detect::names_another(plan.vendor, &key, json::between_quotes(raw)))
            })
    }

    /// Finds out what an object is that is not what it was read as, and reads it as that.
    fn identify(&mut self, text: &str) -> serde_json::Result<()> {
        self.detection = detect::identify(text, self.options.hint);
        self.plan = match self.detection {
            Detection::Event { plan, .. } => Some(plan),
            Detection::UnknownEvent { vendor, .. } => Some(Plan::unknown(&vendor.families[0])),
            Detection::Batch { family, .. } => Some(Plan::unknown(family)),
            Detection::Ambiguous(_) | Detection::Contradictory { .. } | Detection::UnknownVendor { .. } => None,
        };
        if let Some(plan) = self.plan {
            self.reading.read(text, plan)?;
            if self.reading.has_too_many_values {
                self.skip_overfull(text);
            } else {
                self.normalize_or_open(text, plan, By::naming(plan));
            }
        }
        Ok(())
    }

    /// Takes what was read to its places, or if the payload may bring several events, goes on to the first.
    fn normalize_or_open(&mut self, text: &str, plan: &'static Plan, by: By) {
        let is_batch = plan.is_batch() && !matches!(self.detection, Detection::UnknownEvent { .. });
        let spans = &self.reading.events.spans;
        let around = text.len() - spans.iter().map(Range::len).sum::<usize>();
        if !is_batch || !self.reading.events.is_there() {
            self.normalize_as(text, plan);
        } else if spans.is_empty() {
            self.detection = Detection::Batch { vendor: plan.vendor, family: plan.family };
            self.normalize_as(text, Plan::unknown(plan.family));
        } else if around.saturating_mul(spans.len()) > MOST_REPEATED {
            self.skip(text, Problem::TooMuchRepeated { limit: MOST_REPEATED });
        } else {
            self.plan = Some(plan);
            self.item = Some((0, by));
            self.read_event(text);
        }
    }

    /// Reads the event of the payload whose turn it is, and takes it to its places.
    fn read_event(&mut self, text: &str) {
        let (Some((item, by)), Some(plan)) = (self.item, self.plan) else { return };
        let span = self.reading.events.spans[item].clone();
        self.detection = match by {
            By::Option => Detection::Event { plan, by },
            _ => detect::identify_item(plan, text, span, item),
        };
        let plan = match self.detection {
            Detection::Event { plan, .. } => plan,
            _ => Plan::unknown(plan.family),
        };
        self.reading.read_event(text, plan, item);
        if self.reading.has_too_many_values {
            self.skip_overfull(text);
        } else {
            self.normalize_as(text, plan);
        }
    }

    /// Takes what was read to its places.
    fn normalize_as(&mut self, text: &str, plan: &'static Plan) {
        self.plan = Some(plan);
        self.event.build(Payload { text, plan, reading: &self.reading }, &self.options.zone);
        if !(self.reading.missing.is_empty() && self.event.errors.is_empty()) {
            self.forgive_what_another_field_says(text, plan);
        }
        match self.detection {
            Detection::Event { by: By::Option, .. } => self.forgive_missing_name(plan),
            Detection::Event { by: By::Name | By::Signature, .. } if self.item.is_none() => self.doubt(text, plan),
            _ => {}
        }
    }

    /// Looks again at what names an event, if it does not look like that.
    fn doubt(&mut self, text: &str, plan: &'static Plan) {
        let is_missing = !self.reading.missing.is_empty();
        // Nothing need be missing where another event's fields are in place of its own.
        let is_strange = self.reading.unknown_keys * 2 > self.reading.leaves.len();
        if !is_missing && !is_strange && !self.event.errors.iter().any(is_error) {
            return;
        }
        if let Some(lookalike) = detect::masquerade(plan.vendor, text) {
            let (reason, meant) = (Some(Instead::Known(lookalike.reason)), lookalike.meant);
            self.detection = Detection::UnknownEvent { vendor: plan.vendor, name: None, reason, meant };
        } else if (is_missing || is_strange)
            && self.reading.unknown_keys > 0
            && let Some((named, fields)) = detect::contradiction(text, plan)
        {
            self.detection = Detection::Contradictory { named, fields };
            self.plan = None;
        } else if is_missing
            && self.options.hint.vendor.is_none()
            && let Some(named) = detect::namesake(text, plan)
        {
            self.detection = Detection::UnknownVendor { name: named.name_in(text), candidates: vec![named] };
            self.plan = None;
        }
    }

    /// Forgives a field that is missing or empty where another says the same. An item of an array speaks for
    /// itself alone.
    fn forgive_what_another_field_says(&mut self, text: &str, plan: &'static Plan) {
        let (reading, event) = (&self.reading, &self.event);
        let leaves = &reading.leaves;
        let is_said = |field: u16| {
            let field = &plan.fields[usize::from(field)];
            let is_of_another = |leaf: u32| {
                let of = plan.fields.get(usize::from(leaves[leaf as usize].field));
                of.is_none_or(|of| of.pointer.is_some() && !ptr::eq(of.row, field.row))
            };
            event.sources_of(field).any(is_of_another)
        };
        let missing = reading.missing.iter().filter(|missing| !is_said(missing.field)).copied().collect();
        let is_needless = |error: &MemberError| {
            let leaf = &leaves[error.leaf as usize];
            let is_string = !json::is_container(reading.raw(text, leaf));
            matches!(error.kind, MemberErrorKind::Empty) && is_string && is_said(leaf.field)
        };
        let errors = event.errors.iter().filter(|error| !is_needless(error)).copied().collect();
        (self.reading.missing, self.event.errors) = (missing, errors);
    }

    /// Forgives a payload that does not name its event where the user does.
    fn forgive_missing_name(&mut self, plan: &Plan) {
        self.reading.missing.retain(|missing| missing.field != plan.name);
        let name = self.reading.name;
        self.event.errors.retain(|error| !(matches!(error.kind, MemberErrorKind::Empty) && Some(error.leaf) == name));
    }

    /// Reads the object that begins a text and is almost JSON, as it was meant, and says where it ends.
    pub fn read_repaired(&mut self, text: &str) -> Option<usize> {
        let repaired = repair::repair(text)?;
        let end = self.read(&repaired.json).ok()?;
        if end < repaired.json.len() {
            return None;
        }
        let end = repaired.end;
        if !self.reading.has_too_many_values {
            self.state = State::Repaired(repaired);
        }
        Some(end)
    }

    /// Reads a text that is not JSON, as far as it goes.
    pub fn read_broken(&mut self, text: &str) {
        self.begin(State::Whole);
        self.detection = detect::identify_broken(text, self.options.hint);
        let plan = match self.detection {
            Detection::Event { plan, .. } => Some(plan),
            _ => None,
        };
        let result = self.reading.read(text, plan.unwrap_or_else(any_plan));
        let (error, span) = match result {
            Err(error) => match SyntaxError::of(&error, text) {
                SyntaxError { span, is_unclosed: true } => (JsonError::UnclosedString, span),
                SyntaxError { span, .. } => (JsonError::syntax(&error, text), span),
            },
            Ok(()) => (JsonError::Continued, json::character_at(text, self.reading.end)),
        };
        let (error, span) = match cut_line_before(text, &span) {
            Some(end) => (JsonError::CutLine, end..end),
            None => (error, span),
        };
        self.plan = plan;
        if let Some(plan) = plan {
            self.event.build(Payload { text, plan, reading: &self.reading }, &self.options.zone);
        }
        self.state = match json::too_deep_at(&text[..span.start]) {
            Some(at) => State::Broken(Problem::TooDeep, at..at + 1),
            None => State::Broken(Problem::InvalidJson(error), span),
        };
    }

    /// True if the last text that was read may be a document that holds payloads: it does not say that it is one, or
    /// the user says so.
    pub fn may_be_envelope(&self) -> bool {
        let is_read = match self.state {
            State::Whole | State::Repaired(_) | State::Broken(Problem::TooManyValues { .. }, _) => true,
            // An event that it seems to name may be one that it holds.
            State::Broken(Problem::InvalidJson(_), _) => {
                return !self.options.at.is_empty() || !self.names_itself();
            }
            State::Broken(..) => false,
        };
        let is_named = match self.detection {
            Detection::Event { by, .. } => by != By::Shape,
            Detection::Batch { .. } | Detection::Contradictory { .. } => true,
            Detection::UnknownEvent { .. } | Detection::UnknownVendor { .. } | Detection::Ambiguous(_) => false,
        };
        !self.options.at.is_empty() || (is_read && !is_named)
    }

    /// Returns the text that was read last as it was meant, if it was almost JSON.
    pub fn repaired(&self) -> Option<&Repaired> {
        match &self.state {
            State::Repaired(repaired) => Some(repaired),
            _ => None,
        }
    }

    /// Returns the error that keeps the text that was read last from being JSON, if one does, and its span.
    pub fn syntax_error(&self) -> Option<(Problem, Range<usize>)> {
        match &self.state {
            State::Broken(problem @ Problem::InvalidJson(_), span) => Some((problem.clone(), span.clone())),
            State::Repaired(repaired) => {
                let (repair, edit) = repaired.edits.iter().find_map(|edit| Some((edit.repair?, edit)))?;
                Some((Problem::AlmostJson(repair), edit.start..edit.end))
            }
            _ => None,
        }
    }

    /// True if the text that was read last names its event itself, broken as it may be.
    fn names_itself(&self) -> bool {
        self.reading.name.is_some() && matches!(self.detection, Detection::Event { by: By::Name | By::Signature, .. })
    }

    /// True if nothing was found in a place so far.
    pub fn is_new_place(&self, place: &str) -> bool {
        self.places.read().is_ok_and(|places| places.len() < MOST_PLACES && !places.contains(place))
    }

    /// Takes note that something was.
    pub fn note_place(&self, place: &str) {
        if let Ok(mut places) = self.places.write() {
            places.insert(place.to_owned());
        }
    }

    /// Takes note of an object that holds more values than are read.
    fn skip_overfull(&mut self, text: &str) {
        self.skip(text, Problem::TooManyValues { limit: MOST_VALUES });
    }

    /// Takes note of a text that is no payload at all, and why. What is wrong with it shows where it gets too deep,
    /// or else in its first character, if it has one; a slip is all of it.
    pub fn skip(&mut self, text: &str, problem: Problem) {
        self.begin(State::Whole);
        self.plan = None;
        self.detection = Detection::UnknownVendor { name: None, candidates: Vec::new() };
        let place = match problem {
            Problem::AlmostJson(_) => 0..text.len(),
            Problem::TooLarge { .. } | Problem::TooManyValues { .. } | Problem::TooMuchRepeated { .. } => 0..0,
            Problem::TooDeep => json::character_at(text, json::too_deep_at(text).unwrap_or_default()),
            _ => json::character_at(text, 0),
        };
        self.state = State::Broken(problem, place);
    }

    /// Returns the last payload that was read; `text` is its text in the source.
    pub fn examined<'e>(&'e self, text: &'e str) -> Examined<'e> {
        Examined { text, examiner: self }
    }
}

/// The most places that are remembered of those that payloads were found in.
const MOST_PLACES: usize = 100;

/// The most bytes of a payload that its events may repeat: the text around them, as often as the payload brings an
/// event.
const MOST_REPEATED: usize = 16 * 1024 * 1024;

/// A plan to read an object with that no description knows: any plan finds its end.
fn any_plan() -> &'static Plan {
    Plan::unknown(&NORMALIZED.families[0])
}

/// True if the finding that is made of an error is an error.
fn is_error(error: &MemberError) -> bool {
    check::code(error.kind).severity() == Severity::Error
}
