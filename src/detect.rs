//! The detection of a payload: which vendor and event it is, and by what that is known.

mod batch;
mod beginning;
mod index;
mod likeness;
mod shape;

mod foreign;
mod inside;
mod instead;
mod lookalike;
mod truncated;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use memchr::memmem::Finder;

use crate::describe::{Body, Event, Family, Sign, Vendor};
use crate::event;
use crate::plan::Plan;
use crate::spelling::{is_joined_alike, nearest, nearest_of};
use crate::vendors;
use batch::is_batch;
pub use batch::{identify_item, item_name};
use foreign::is_foreign;
use index::Entry;
pub use inside::{event_inside, is_described, is_naming_key};
use instead::other_fields;
pub use instead::{Instead, contradiction, namesake};
use lookalike::lookalike;
pub use lookalike::masquerade;
use shape::{Resemblance, Shape};
pub use truncated::identify_broken;

/// The event that a payload was found to be, or the reason why it is none.
#[derive(Clone, Debug)]
pub enum Detection {
    /// An event that is described.
    Event {
        /// Its description.
        plan: &'static Plan,
        /// The evidence for it.
        by: By,
    },
    /// An event of this vendor that is not described.
    UnknownEvent {
        /// The vendor.
        vendor: &'static Vendor,
        /// The name that the payload gives itself.
        name: Option<Name>,
        /// The thing that it is instead.
        reason: Option<Instead>,
        /// The event that was probably meant.
        meant: Option<&'static str>,
    },
    /// A body of this vendor's that may bring several events, or an item of it that does not say which it is.
    Batch {
        /// The vendor.
        vendor: &'static Vendor,
        /// The form of its bodies.
        family: &'static Family,
    },
    /// It does not say which of these it is, and could be any.
    Ambiguous(Vec<Candidate>),
    /// It names one event, and has the fields of another.
    Contradictory {
        /// The one that it names.
        named: Candidate,
        /// The one whose fields it has.
        fields: Candidate,
    },
    /// It resembles no vendor's events enough; these it resembles most.
    UnknownVendor {
        /// The name that the payload gives itself.
        name: Option<Name>,
        /// The events it resembles most.
        candidates: Vec<Candidate>,
    },
}

/// The name that a payload gives itself.
#[derive(Clone, Debug)]
pub struct Name {
    /// The JSON Pointer of what says so.
    pub pointer: String,
    /// The name.
    pub text: String,
    /// Its beginning in the payload, quotes included.
    pub start: usize,
    /// Its end.
    pub end: usize,
}

/// The evidence by which it is known which event a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// It has the keys that only this vendor's bodies have, and names the event.
    Signature,
    /// It names the event.
    Name,
    /// It has the keys of that event and of no other, although it does not name it.
    Shape,
    /// The user said so.
    Option,
}

impl By {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            By::Signature => "signature",
            By::Name => "name",
            By::Shape => "shape",
            By::Option => "option",
        }
    }

    /// Returns the evidence for an event that a payload names: its vendor's signature as well, if that has one.
    pub fn naming(plan: &Plan) -> By {
        if plan.family.has_signs() { By::Signature } else { By::Name }
    }
}

/// The detection of a payload, for whoever wants to know.
#[derive(Clone, Debug)]
pub struct Detected {
    /// The evidence.
    pub by: By,
    /// The JSON Pointers of what shows it.
    pub evidence: Cow<'static, [String]>,
    /// The event that it resembles most after that, as `VENDOR/EVENT`: where the payload names its event, there is none.
    pub runner_up: Option<String>,
}

/// An event that a payload resembles.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// The form of its bodies.
    pub family: &'static Family,
    /// The event.
    pub event: &'static Event,
    /// The pointers of what it must have and the payload has not.
    pub missing: Vec<String>,
}

impl Candidate {
    /// Returns the vendor of all of these, if they have only one.
    pub fn only_vendor(candidates: &[Candidate]) -> Option<&'static Vendor> {
        let (first, others) = candidates.split_first()?;
        others.iter().all(|other| other.vendor == first.vendor).then_some(first.vendor)
    }

    /// The name that an object has where this event has its own.
    pub fn name_in(&self, text: &str) -> Option<Name> {
        Shape::of(text).name(self.family, text)
    }

    /// Returns its bodies.
    pub fn body(&self) -> Body {
        Body { family: self.family, event: Some(self.event) }
    }
}

/// The user's word about the payloads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint {
    /// They are this vendor's.
    pub vendor: Option<&'static Vendor>,
    /// They are this event of the vendor.
    pub event: Option<&'static Event>,
}

impl Hint {
    /// The vendors that they may belong to.
    fn vendors(self) -> impl Iterator<Item = &'static Vendor> {
        vendors::all().filter(move |vendor| self.vendor.is_none_or(|only| only == *vendor))
    }

    /// The forms that their bodies may have.
    fn families(self) -> impl Iterator<Item = (&'static Vendor, &'static Family)> {
        self.vendors().flat_map(|vendor| vendor.families.iter().map(move |family| (vendor, family)))
    }

    /// The events that they may be.
    fn events(self) -> impl Iterator<Item = (&'static Vendor, &'static Family, &'static Event)> {
        let events = |(vendor, family): (_, &'static Family)| family.events.iter().map(move |it| (vendor, family, it));
        self.families().flat_map(events)
    }
}

/// The most bytes of a text in which the key that names the event is looked for.
const GUESS_WITHIN: usize = 8 * 1024;

/// The number of bytes at the beginning and at the end that are looked at first.
const GUESS_FIRST: usize = 64;

/// A key that names events, and the events it names.
struct Discriminator {
    key: Finder<'static>,
    names: HashMap<&'static str, Vec<Named>>,
    prefixes: Vec<(&'static str, Named)>,
}

/// An event that has a name.
struct Named {
    vendor: &'static Vendor,
    event: &'static Event,
    plan: OnceLock<&'static Plan>,
}

/// The vendors' discriminators come before this program's own, which is seldom looked for.
static DISCRIMINATORS: LazyLock<Vec<Discriminator>> = LazyLock::new(|| {
    let mut all: Vec<Discriminator> = Vec::new();
    for (vendor, family) in Hint::default().families() {
        let key = format!("\"{}\"", name_of(family).1);
        let known = all.iter().position(|discriminator| discriminator.key.needle() == key.as_bytes());
        let number = known.unwrap_or(all.len());
        if known.is_none() {
            let key = Finder::new(&key).into_owned();
            all.push(Discriminator { key, names: HashMap::new(), prefixes: Vec::new() });
        }
        all[number].names.reserve(family.events.len());
        for event in family.events {
            let named = || Named { vendor, event, plan: OnceLock::new() };
            if event.is_prefix {
                all[number].prefixes.push((event.name, named()));
            }
            for name in event.names().filter(|_| !event.is_prefix) {
                all[number].names.entry(name).or_default().push(named());
            }
        }
    }
    all
});

/// The keys of the objects around the name of a family's events, and its own key.
fn name_of(family: &'static Family) -> (Vec<&'static str>, &'static str) {
    let (around, field) = Body { family, event: None }.name();
    (around, field.name)
}

/// The top-level keys under which bodies have their names, or the objects that hold these.
fn naming_keys() -> impl Iterator<Item = &'static str> {
    Hint::default().families().map(|(_, family)| {
        let (around, own) = name_of(family);
        around.first().copied().unwrap_or(own)
    })
}

/// Guesses which event the payload is that begins a text: the one that the first discriminator in the text names. The
/// text may go on after the payload, and the key may be an inner object's, so what is read on this guess has to be
/// verified.
pub fn guess(text: &str, hint: Hint) -> Option<&'static Plan> {
    if let Some(event) = hint.event {
        return Some(Plan::of(event));
    }
    let near = &text.as_bytes()[..text.len().min(GUESS_WITHIN)];
    // Where the first line ends like an object, it probably is the whole payload.
    let line = match memchr::memchr(b'\n', near) {
        Some(end) if near[..end].trim_ascii_end().ends_with(b"}") => &near[..end],
        _ => near,
    };
    // The key mostly stands at the beginning or at the end.
    let first = line.len().min(GUESS_FIRST);
    let last = line.len().saturating_sub(GUESS_FIRST);
    let ranges = [0..first, last..line.len(), 0..line.len()];
    ranges.into_iter().find_map(|range| {
        let text = text.get(range.start..)?;
        DISCRIMINATORS.iter().find_map(|discriminator| discriminator.event_in(text, range.len(), hint.vendor))
    })
}

impl Discriminator {
    /// The event that the key names, if it stands in the first bytes of a text.
    fn event_in(&self, text: &str, within: usize, only: Option<&Vendor>) -> Option<&'static Plan> {
        let key = self.key.find(&text.as_bytes()[..within])?;
        let value = text[key + self.key.needle().len()..].trim_ascii_start().strip_prefix(':')?;
        let value = value.trim_ascii_start().strip_prefix('"')?;
        let said = &value[..memchr::memchr(b'"', value.as_bytes())?];
        let is_it = |named: &&Named| only.is_none_or(|only| only == named.vendor);
        let of_name = self.names.get(said).and_then(|named| named.iter().find(is_it));
        let of_prefix = || self.prefixes.iter().find(|(prefix, named)| said.starts_with(prefix) && is_it(&named));
        let named = of_name.or_else(|| of_prefix().map(|(_, named)| named))?;
        Some(*named.plan.get_or_init(|| Plan::of(named.event)))
    }
}

/// True if a string under another vendor's key names an event of that vendor's.
pub fn names_another(vendor: &Vendor, key: &str, said: &str) -> bool {
    let mut of_key = DISCRIMINATORS.iter().filter(|discriminator| {
        discriminator.key.needle().strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) == Some(key.as_bytes())
    });
    of_key.any(|discriminator| {
        discriminator.names.get(said).is_some_and(|named| named.iter().any(|named| named.vendor != vendor))
    })
}

/// Returns which event the object is that begins a text, by its name and, if it has none, by its keys.
pub fn identify(text: &str, hint: Hint) -> Detection {
    if let Some(event) = hint.event {
        return Detection::Event { plan: Plan::of(event), by: By::Option };
    }
    let shape = Shape::of(text);
    if hint.vendor.is_none() && is_foreign(&shape, text) {
        return Detection::UnknownVendor { name: None, candidates: Vec::new() };
    }
    let mut batches = hint.families().filter(|(_, family)| is_batch(family));
    if let Some((vendor, family)) = batches.find(|(_, family)| shape.is_signed(family)) {
        return Detection::Batch { vendor, family };
    }
    let (mut named, mut weak) = (Vec::new(), Vec::new());
    for (vendor, family) in hint.families().filter(|(_, family)| !is_batch(family)) {
        let Some(event) = shape.event(vendor, family) else { continue };
        let is_named = || shape.is_signed(family) && is_specific(family, event, || shape.keys());
        let is_told = hint.vendor.is_some() || (is_named() && !is_signed_by_a_rival(&shape, vendor, family));
        let candidate = shape.candidate(vendor, family, event);
        if is_told { &mut named } else { &mut weak }.push(candidate);
    }
    match named.as_slice() {
        [only] => {
            let plan = Plan::of(only.event);
            return Detection::Event { plan, by: By::naming(plan) };
        }
        [_, _, ..] => return Detection::Ambiguous(named),
        [] => {}
    }
    if let Some(found) = identify_lookalike(&shape, text, hint) {
        return found;
    }
    let is_signed = |family| shape.is_fully_signed(family) || shape.is_nearly_named(family);
    let signed = hint.families().find(|(_, family)| !is_batch(family) && is_signed(family));
    if let Some((vendor, family)) = signed
        && let Some(name) = shape.name(family, text)
    {
        let meant = nearest_name(family, &name.text);
        return Detection::UnknownEvent { vendor, name: Some(name), reason: None, meant };
    }
    let name = hint.families().find_map(|(_, family)| shape.name(family, text));
    if let Some(named) = weak.first() {
        if let Some(fields) = other_fields(text, named.body(), named.vendor) {
            return Detection::Contradictory { named: named.clone(), fields };
        }
        let found = Detection::UnknownVendor { name, candidates: shape.believable(weak) };
        return instead::identify_instead(text, hint, found);
    }
    let found = match name {
        Some(name) => identify_misnamed(&shape, name, hint),
        None => identify_unnamed(&shape, hint),
    };
    let found = instead::identify_instead(text, hint, found);
    // The user knows better, and so does who signed it.
    match (found, hint.vendor.or(signed.map(|(vendor, _)| vendor))) {
        (Detection::UnknownVendor { name, .. }, Some(vendor)) => {
            Detection::UnknownEvent { vendor, name, reason: None, meant: None }
        }
        (found, _) => found,
    }
}

/// Identifies an object that resembles a vendor's events and is known to be something else.
fn identify_lookalike(shape: &Shape<'_>, text: &str, hint: Hint) -> Option<Detection> {
    hint.vendors().find_map(|vendor| {
        let lookalike = lookalike(vendor, shape, text)?;
        let name = vendor.families.iter().find_map(|family| shape.name(family, text));
        let near = |name: &Name| vendor.families.iter().find_map(|family| nearest_name(family, &name.text));
        let is_by_name = matches!(lookalike.sign, Sign::Begins(..));
        let meant = lookalike.meant.or_else(|| name.as_ref().filter(|_| is_by_name).and_then(near));
        let reason = Some(Instead::Known(lookalike.reason));
        Some(Detection::UnknownEvent { vendor, name, reason, meant })
    })
}

/// True if an object is another vendor's than the one that it names an event of: one whose bodies have their names in the
/// same place, and who signed it in full, which this one did not.
fn is_signed_by_a_rival(shape: &Shape<'_>, vendor: &Vendor, family: &'static Family) -> bool {
    if !family.has_signs() || shape.is_fully_signed(family) {
        return false;
    }
    let mut rivals =
        Hint::default().families().filter(|(rival, of)| *rival != vendor && name_of(of) == name_of(family));
    rivals.any(|(_, rival)| shape.is_fully_signed(rival))
}

/// True if an object with these keys is the event of this vendor that it is named after. A name that is a common word
/// says so only beside the key that the event needs, or if every other key is nearly that one.
pub fn is_specific<'k, K: Iterator<Item = Cow<'k, str>>>(
    family: &'static Family,
    event: &Event,
    keys: impl Fn() -> K,
) -> bool {
    let Some(needed) = event.requires else { return true };
    let (_, name) = name_of(family);
    let fits = |key: &str| key == name || nearest([needed], key).is_some();
    keys().any(|key| key == needed) || keys().all(|key| fits(&key))
}

/// The event of a family whose name is nearly this.
fn nearest_name(family: &'static Family, said: &str) -> Option<&'static str> {
    let exact = family.events.iter().filter(|event| !event.is_prefix);
    let names = exact.flat_map(|event| event.names().map(move |name| (name, event.name)));
    nearest_of(names, said).map(|(_, name)| name)
}

/// Returns the range of the value of a top-level key in an object, given by its JSON Pointer.
pub fn value_span(text: &str, pointer: &str) -> Option<(usize, usize)> {
    Shape::of(text).span(pointer.strip_prefix('/')?, text)
}

/// Returns which event an object is whose name no description knows. Only where a vendor's bodies have no signature can
/// a name that is nearly that of an event say whose it is, and only where some of its names are no common words can the
/// other keys.
fn identify_misnamed(shape: &Shape<'_>, name: Name, hint: Hint) -> Detection {
    let is_open = |family: &Family| hint.vendor.is_some() || !family.has_signs();
    let is_told_by_keys =
        |family: &Family| hint.vendor.is_some() || family.chat_events().any(|event| event.requires.is_none());
    let events =
        hint.events().filter(|(_, family, event)| is_open(family) && !event.is_prefix && shape.has_name(family));
    let events =
        events.filter(|(_, _, event)| hint.vendor.is_some() || event.requires.is_none_or(|key| shape.has(key)));
    let names =
        events.flat_map(|(vendor, family, event)| event.names().map(move |known| (known, (vendor, family, event))));
    // A common word is the vendor's as the vendor writes it: other programs join the same words in other ways.
    let names = names.filter(|(known, (_, _, event))| event.requires.is_none() || is_joined_alike(known, &name.text));
    let nearest = nearest_of(names, &name.text).map(|(_, named)| named);
    if let Some((vendor, family, event)) = nearest
        && (hint.vendor.is_some() || shape.resembles(Body { family, event: Some(event) }).may_be())
    {
        return Detection::UnknownEvent { vendor, name: Some(name), reason: None, meant: Some(event.name) };
    }
    let unknown = |(vendor, family): (_, &'static Family)| (vendor, shape.resembles(Body { family, event: None }));
    let alike =
        hint.families().filter(|(_, family)| is_open(family) && is_told_by_keys(family) && shape.has_name(family));
    let alike = alike.map(unknown);
    match alike
        .filter(|(_, resemblance)| resemblance.is_likely() && (hint.vendor.is_some() || resemblance.is_telling()))
        .max_by_key(|(_, resemblance)| resemblance.known)
    {
        Some((vendor, _)) => Detection::UnknownEvent { vendor, name: Some(name), reason: None, meant: None },
        None => Detection::UnknownVendor { name: Some(name), candidates: nearest_candidates(shape, hint) },
    }
}

/// Returns which event an object is that does not say which it is. One common key, such as `data`, tells nothing.
fn identify_unnamed(shape: &Shape<'_>, hint: Hint) -> Detection {
    let resemblance = |candidate: &Candidate| shape.resembles(candidate.body());
    let mut candidates = nearest_candidates(shape, hint);
    candidates.retain(|it| hint.vendor.is_some() || resemblance(it).known > 1 || shape.has_owned_key());
    let is_enough = |it: &Candidate| {
        it.missing.iter().all(|pointer| *pointer == it.body().name_pointer()) && resemblance(it).is_enough()
    };
    let fitting: Vec<_> = candidates.iter().filter(|candidate| is_enough(candidate)).cloned().collect();
    match fitting.as_slice() {
        [] => Detection::UnknownVendor { name: None, candidates },
        [only] if !resemblance(only).is_telling() => Detection::UnknownVendor { name: None, candidates: fitting },
        [only] => Detection::Event { plan: Plan::of(only.event), by: By::Shape },
        _ => Detection::Ambiguous(fitting),
    }
}

/// The events that an object resembles most: those that lack least and, of these, all that it resembles equally.
fn nearest_candidates(shape: &Shape<'_>, hint: Hint) -> Vec<Candidate> {
    let near = shape
        .resembling(hint)
        .into_iter()
        .filter(|(resemblance, entry)| !entry.is_batch && resemblance.may_be_near() && shape.lacks(&entry.rows) <= 1);
    let near = near.filter_map(|(resemblance, entry)| {
        let candidate = shape.candidate_of(entry);
        is_near(resemblance, entry, &candidate).then_some((resemblance, candidate))
    });
    let near: Vec<_> = near.collect();
    let rank =
        |(resemblance, candidate): &(Resemblance, Candidate)| (candidate.missing.len(), Reverse(resemblance.score()));
    let best = near.iter().map(rank).min();
    near.into_iter().filter(|it| Some(rank(it)) == best).map(|(_, candidate)| candidate).collect()
}

/// True if an object may have been meant to be an event that it resembles: it is more alike than not and lacks no more than
/// its name and one thing more, or it lacks nothing but the name and has half of what there could be.
fn is_near(resemblance: Resemblance, entry: &Entry, candidate: &Candidate) -> bool {
    match candidate.missing.iter().filter(|pointer| **pointer != entry.name_pointer).count() {
        0 => resemblance.may_be_near(),
        1 => resemblance.is_likely(),
        _ => false,
    }
}

/// The event that an object resembles most of all but one, as `VENDOR/EVENT`.
pub fn runner_up(text: &str, but: &Plan) -> Option<String> {
    let others = Shape::of(text).resembling(Hint::default()).into_iter();
    let others =
        others.filter(|(it, entry)| but.event != Some(entry.event) && !event::is_own(entry.vendor) && it.is_likely());
    let best = others.max_by_key(|(resemblance, _)| resemblance.score());
    best.map(|(_, it)| format!("{}/{}", it.vendor.name, it.event.name))
}
