//! Which vendor and event a payload is, and how that is known.

mod shape;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::{LazyLock, OnceLock};

use memchr::memmem::Finder;

use crate::describe::{Event, Lookalike, Sign, Vendor};
use crate::json;
use crate::layout::Layout;
use crate::spelling::{nearest, nearest_of};
use crate::vendors;
use shape::Shape;

/// What a payload was found to be.
#[derive(Clone, Debug)]
pub enum Detection {
    /// An event that is described.
    Event {
        /// Its description.
        layout: &'static Layout,
        /// How it is known.
        by: By,
    },
    /// An event of this vendor that is not described.
    UnknownEvent {
        /// The vendor.
        vendor: &'static Vendor,
        /// What the payload calls itself.
        name: Option<Name>,
        /// What it is instead.
        reason: Option<&'static str>,
        /// The event that was probably meant.
        meant: Option<&'static str>,
    },
    /// It does not say which of these it is, and could be any.
    Ambiguous(Vec<Candidate>),
    /// It resembles no vendor's events enough; these it resembles most.
    UnknownVendor {
        /// What the payload calls itself.
        name: Option<Name>,
        /// The events it resembles most.
        candidates: Vec<Candidate>,
    },
}

/// What a payload calls itself.
#[derive(Clone, Debug)]
pub struct Name {
    /// The key that says so.
    pub key: &'static str,
    /// The name.
    pub text: String,
    /// Where it begins in the payload, quotes included.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// How it is known which event a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The payload says so.
    Name,
    /// It has the keys of that event and of no other, although it does not say so.
    Shape,
    /// The user said so.
    Option,
}

/// An event that a payload resembles.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// The event.
    pub event: &'static Event,
    /// The pointers of what it must have and the payload has not.
    pub missing: Vec<String>,
}

/// What the user said about the payloads.
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
        vendors::all().filter(move |vendor| self.vendor.is_none_or(|only| only.name == vendor.name))
    }
}

/// How far into a text to look for the key that names the event, in bytes.
const GUESS_WITHIN: usize = 8 * 1024;

/// How much of the beginning and of the end to look at first, in bytes.
const GUESS_FIRST: usize = 64;

/// A key that names events, and the events it names.
struct Discriminator {
    key: Finder<'static>,
    names: Vec<(&'static str, &'static Vendor, &'static Event, OnceLock<&'static Layout>)>,
}

/// The vendors' discriminators come before this program's own, which is seldom looked for.
static DISCRIMINATORS: LazyLock<Vec<Discriminator>> = LazyLock::new(|| {
    let mut all: Vec<Discriminator> = Vec::new();
    for vendor in vendors::all() {
        let key = format!("\"{}\"", vendor.discriminator);
        let known = all.iter().position(|discriminator| discriminator.key.needle() == key.as_bytes());
        let number = known.unwrap_or(all.len());
        if known.is_none() {
            all.push(Discriminator { key: Finder::new(&key).into_owned(), names: Vec::new() });
        }
        for event in vendor.events {
            all[number].names.extend(event.names().map(|name| (name, vendor, event, OnceLock::new())));
        }
    }
    all
});

/// What the payload that begins a text probably is: the event that the first discriminator in the text names. The text
/// may go on after the payload, and the key may be an inner object's, so what is read on this guess has to be verified.
pub fn guess(text: &str, hint: Hint) -> Option<&'static Layout> {
    if let (Some(vendor), Some(event)) = (hint.vendor, hint.event) {
        return Some(Layout::of(vendor, event));
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
    let stretches = [0..first, last..line.len(), 0..line.len()];
    stretches.into_iter().find_map(|stretch| {
        let text = text.get(stretch.start..)?;
        DISCRIMINATORS.iter().find_map(|discriminator| discriminator.event_in(text, stretch.len(), hint.vendor))
    })
}

impl Discriminator {
    /// The event that the key names, if it stands in the first bytes of a text.
    fn event_in(&self, text: &str, within: usize, only: Option<&Vendor>) -> Option<&'static Layout> {
        let key = self.key.find(&text.as_bytes()[..within])?;
        let value = text[key + self.key.needle().len()..].trim_ascii_start().strip_prefix(':')?;
        let value = value.trim_ascii_start().strip_prefix('"')?;
        let said = &value[..memchr::memchr(b'"', value.as_bytes())?];
        let is_only = |vendor: &Vendor| only.is_none_or(|only| only.name == vendor.name);
        let (_, vendor, event, layout) =
            self.names.iter().find(|(name, vendor, ..)| *name == said && is_only(vendor))?;
        Some(*layout.get_or_init(|| Layout::of(vendor, event)))
    }
}

/// What the object that begins a text is, by the name it has and, if it has none, by its keys.
pub fn identify(text: &str, hint: Hint) -> Detection {
    if let (Some(vendor), Some(event)) = (hint.vendor, hint.event) {
        return Detection::Event { layout: Layout::of(vendor, event), by: By::Option };
    }
    let shape = Shape::of(text);
    let mut named = Vec::new();
    for vendor in hint.vendors() {
        let event = shape.text(vendor.discriminator).and_then(|name| vendor.event(&name));
        named.extend(event.map(|event| shape.candidate(vendor, event)));
    }
    let (named, weak): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|it| hint.vendor.is_some() || is_specific(it.vendor, it.event, || shape.keys()));
    match named.as_slice() {
        [only] => return Detection::Event { layout: Layout::of(only.vendor, only.event), by: By::Name },
        [_, _, ..] => return Detection::Ambiguous(named),
        [] => {}
    }
    let name = hint.vendors().find_map(|vendor| shape.name(vendor.discriminator, text));
    if !weak.is_empty() {
        return Detection::UnknownVendor { name, candidates: weak };
    }
    for vendor in hint.vendors() {
        if let Some(lookalike) = lookalike(vendor, &shape, text) {
            let (reason, meant) = (Some(lookalike.reason), lookalike.meant);
            return Detection::UnknownEvent { vendor, name, reason, meant };
        }
    }
    let found = match name {
        Some(name) => identify_misnamed(&shape, name, hint),
        None => identify_unnamed(&shape, hint),
    };
    match (found, hint.vendor) {
        // The user knows better.
        (Detection::UnknownVendor { name, .. }, Some(vendor)) => {
            Detection::UnknownEvent { vendor, name, reason: None, meant: None }
        }
        (found, _) => found,
    }
}

/// Whether an object with these keys is the event of this vendor that it is named after. A name that is a common word
/// says so only beside the key that the event needs, or if every other key is nearly that one.
pub fn is_specific<'k, K: Iterator<Item = Cow<'k, str>>>(vendor: &Vendor, event: &Event, keys: impl Fn() -> K) -> bool {
    let Some(needed) = event.needs else { return true };
    let fits = |key: &str| key == vendor.discriminator || nearest([needed], key).is_some();
    keys().any(|key| key == needed) || keys().all(|key| fits(&key))
}

/// The pointer of the first value in an object that is an event by its name: an object, text that holds one, or the
/// first item of a list.
pub fn event_inside(text: &str) -> Option<String> {
    Shape::of(text).values().find_map(|(key, raw)| {
        let mut pointer = String::new();
        json::push_key(key, &mut pointer);
        let held = if json::is_text(raw) { json::unescape(raw)? } else { Cow::Borrowed(raw) };
        let mut object = held.trim_ascii_start();
        if let Some(items) = object.strip_prefix('[') {
            json::push_index(0, &mut pointer);
            object = items.trim_ascii_start();
        }
        let shape = Shape::of(Some(object).filter(|object| object.starts_with('{'))?);
        let is_event = |vendor: &'static Vendor| {
            let name = shape.text(vendor.discriminator)?;
            vendor.event(&name).filter(|event| is_specific(vendor, event, || shape.keys()))
        };
        vendors::all().find_map(is_event).map(|_| pointer)
    })
}

/// Where in an object the value of a key begins and ends.
pub fn value_span(text: &str, key: &str) -> Option<(usize, usize)> {
    Shape::of(text).span(key, text)
}

/// What an object is whose name no description knows.
fn identify_misnamed(shape: &Shape<'_>, name: Name, hint: Hint) -> Detection {
    let vendors = hint.vendors().filter(|vendor| shape.has(vendor.discriminator));
    let events = vendors.flat_map(|vendor| vendor.events.iter().map(move |event| (vendor, event)));
    let events = events.filter(|(_, event)| hint.vendor.is_some() || event.needs.is_none_or(|key| shape.has(key)));
    let names = events.flat_map(|(vendor, event)| event.names().map(move |known| (known, (vendor, event))));
    if let Some((_, (vendor, event))) = nearest_of(names, &name.text) {
        return Detection::UnknownEvent { vendor, name: Some(name), reason: None, meant: Some(event.name) };
    }
    let alike = hint.vendors().filter(|vendor| shape.resembles(vendor, vendor.shared).is_likely());
    match alike.max_by_key(|vendor| shape.resembles(vendor, vendor.shared).known) {
        Some(vendor) => Detection::UnknownEvent { vendor, name: Some(name), reason: None, meant: None },
        None => Detection::UnknownVendor { name: Some(name), candidates: nearest_candidates(shape, hint) },
    }
}

/// What an object is that does not say what it is.
fn identify_unnamed(shape: &Shape<'_>, hint: Hint) -> Detection {
    let candidates = nearest_candidates(shape, hint);
    let resemblance = |candidate: &Candidate| shape.resembles(candidate.vendor, candidate.event.payload);
    let is_enough = |candidate: &Candidate| {
        let only_unnamed = candidate.missing.iter().all(|pointer| pointer[1..] == *candidate.vendor.discriminator);
        only_unnamed && resemblance(candidate).is_enough()
    };
    let fitting: Vec<_> = candidates.iter().filter(|candidate| is_enough(candidate)).cloned().collect();
    match fitting.as_slice() {
        [] => Detection::UnknownVendor { name: None, candidates },
        [only] if !resemblance(only).is_telling() => Detection::UnknownVendor { name: None, candidates: fitting },
        [only] => Detection::Event { layout: Layout::of(only.vendor, only.event), by: By::Shape },
        _ => Detection::Ambiguous(fitting),
    }
}

/// The events that an object resembles most: those that lack least and, of these, all that it resembles equally.
fn nearest_candidates(shape: &Shape<'_>, hint: Hint) -> Vec<Candidate> {
    let events = hint.vendors().flat_map(|vendor| vendor.events.iter().map(move |event| (vendor, event)));
    let mut candidates: Vec<_> = events
        .map(|(vendor, event)| (shape.resembles(vendor, event.payload), shape.candidate(vendor, event)))
        .filter(|(resemblance, _)| resemblance.known > 0)
        .collect();
    candidates.sort_by_key(|(resemblance, candidate)| (candidate.missing.len(), Reverse(resemblance.score())));
    let best = candidates.first().map(|(resemblance, candidate)| (candidate.missing.len(), resemblance.score()));
    candidates.retain(|(resemblance, candidate)| best == Some((candidate.missing.len(), resemblance.score())));
    candidates.into_iter().map(|(_, candidate)| candidate).collect()
}

/// If a text that names an event of a vendor's is something else, what that is.
pub fn masquerade(vendor: &'static Vendor, text: &str) -> Option<&'static Lookalike> {
    lookalike(vendor, &Shape::of(text), text)
}

fn lookalike(vendor: &'static Vendor, shape: &Shape<'_>, text: &str) -> Option<&'static Lookalike> {
    vendor.lookalikes.iter().find(|lookalike| match lookalike.sign {
        Sign::Name(name) => shape.text(vendor.discriminator).as_deref() == Some(name),
        Sign::Key(key) => shape.has(key),
        Sign::TwinKeys(key) => shape.has(key) && shape.has_twin_keys(),
        Sign::Text(start) => {
            let mut texts = text.split('"').filter_map(|part| part.strip_prefix(start));
            texts.any(|rest| rest.len() >= 10 && rest.bytes().all(|byte| byte.is_ascii_digit()))
        }
    })
}
