//! Payloads of a known vendor that are none of its events: what they are instead.

use std::cmp::Reverse;

use serde_json::Value;

use super::beginning::{Object, object};
use super::likeness::{self, Likeness, PARTS, Part};
use super::shape::Shape;
use super::{Candidate, Detection, Hint, Name, identify, name_of};
use crate::describe::{Body, Event, Vendor};
use crate::plan::Plan;
use crate::spelling::is_joined_alike;
use crate::vendors::VENDORS;

/// The thing that a payload of a vendor's is, if it is none of its events.
#[derive(Clone, Debug)]
pub enum Instead {
    /// Something that the vendor's description knows: a sentence.
    Known(&'static str),
    /// A part of an event.
    Part {
        /// An event that has it.
        event: &'static Event,
        /// The JSON Pointer of its place in that.
        pointer: String,
    },
    /// An event with keys in other letters than the vendor's: each of them, and how the vendor writes it.
    OtherLetters(Vec<(String, &'static str)>),
}

/// Returns a better answer for an object than this one, which its name and its own keys gave, if there is one.
pub(super) fn identify_instead(text: &str, hint: Hint, found: Detection) -> Detection {
    let shape = Shape::of(text);
    let is_open = match &found {
        Detection::UnknownVendor { .. } => true,
        Detection::UnknownEvent { meant: None, .. } => hint.vendor.is_none(),
        // What names nothing may name it in other letters.
        Detection::Ambiguous(_) => !Hint::default().families().any(|(_, family)| shape.has_name(family)),
        _ => false,
    };
    if !is_open {
        return found;
    }
    let Some(object) = object(text) else { return found };
    let found = match found {
        Detection::UnknownEvent { vendor, ref name, .. } if is_of(vendor, name.as_ref(), &shape, &object) => {
            return found;
        }
        // It has common keys alone: `{"event": "order.paid", "data": {"id": 1, "status": "paid"}}`.
        Detection::UnknownEvent { name, .. } => Detection::UnknownVendor { name, candidates: Vec::new() },
        found => found,
    };
    if let Some(meant) = in_vendors_letters(&object, hint) {
        return meant;
    }
    let Detection::UnknownVendor { name, mut candidates } = found else { return found };
    let most = candidates.iter().map(|it| likeness::of_body(&object, it.body(), it.vendor).score()).max();
    if let Some(part) = part(&object, hint).filter(|(score, _)| most.is_none_or(|most| *score > most)).map(|(_, it)| it)
    {
        let reason = Some(Instead::Part { event: part.event, pointer: part.pointer.clone() });
        return Detection::UnknownEvent { vendor: part.vendor, name, reason, meant: None };
    }
    let is_named = |it: &Candidate| shape.event(it.vendor, it.family) == Some(it.event);
    let may_be_meant = |it: &Candidate| {
        let likeness = likeness::of_body(&object, it.body(), it.vendor);
        let name = it.body().name_pointer();
        // What lacks more than a name has to show in more ways whose it is.
        let lacks_more = it.missing.iter().any(|missing| *missing != name);
        likeness.is_believable() && (!lacks_more || likeness.telling >= 2)
    };
    candidates.retain(|it| is_named(it) || may_be_meant(it));
    Detection::UnknownVendor { name, candidates }
}

/// True if an object whose name nobody knows is this vendor's: two of its keys are the vendor's alone; or its name is made
/// as those of the vendor's events are, and two of its own keys are in them.
fn is_of(vendor: &'static Vendor, name: Option<&Name>, shape: &Shape<'_>, object: &Object) -> bool {
    let is_made_alike = name.is_some_and(|name| {
        let is_one_word = name.text.chars().all(char::is_alphanumeric);
        !is_one_word && vendor.chat_events().any(|event| is_joined_alike(event.name, &name.text))
    });
    vendor.families.iter().map(|family| Body { family, event: None }).any(|body| {
        (is_made_alike && shape.resembles(body).top >= 2) || likeness::of_body(object, body, vendor).telling >= 2
    })
}

/// The part of an event that an object is, and how well it fits.
fn part(object: &Object, hint: Hint) -> Option<(isize, &'static Part)> {
    let may_be = |part: &&Part| hint.vendor.is_none_or(|only| only == part.vendor) && part.is_whole(object);
    let likeness = |part: &'static Part| (part.likeness(object), part);
    let parts = PARTS.iter().filter(may_be).map(likeness).filter(|(likeness, _)| likeness.is_part());
    let best = |(likeness, _): &(Likeness, _)| (likeness.score(), likeness.telling);
    let parts: Vec<_> = parts.collect();
    // Of those that fit as well, the best example; of those, the first.
    let found = parts.iter().min_by_key(|it| (Reverse(best(it)), it.1.rank()))?;
    let (likeness, first) = *found;
    let is_rival = |it: &(Likeness, &'static Part)| it.1.vendor != first.vendor && best(it) == best(found);
    (!parts.iter().any(is_rival)).then_some((likeness.score(), first))
}

/// Returns the event that an object is if its keys are read in the letters of some vendor.
fn in_vendors_letters(object: &Object, hint: Hint) -> Option<Detection> {
    VENDORS.iter().filter(|vendor| hint.vendor.is_none_or(|only| only == **vendor)).find_map(|vendor| {
        let is_written = |is_it: &dyn Fn(&str) -> bool| {
            object.keys().any(|key| likeness::in_letters_of(vendor, key).is_some_and(is_it))
        };
        // The name is what tells the vendor, so that its key is one of those in other letters; or the vendor's signs tell.
        let has_name = is_written(&|meant| vendor.families.iter().any(|family| name_of(family).1 == meant));
        if !has_name && !is_written(&|meant| is_sign(vendor, meant)) {
            return None;
        }
        let mut renamed = Vec::new();
        let rewritten = rewritten(object, vendor, &mut renamed);
        let found = identify(&serde_json::to_string(&rewritten).ok()?, Hint { vendor: None, event: None });
        let (body, meant) = match found {
            Detection::Event { plan, .. } if plan.vendor == *vendor => {
                (Body { family: plan.family, event: plan.event }, plan.event.map(|event| event.name))
            }
            Detection::Batch { vendor: of, family } if of == *vendor => (Body { family, event: None }, None),
            _ => return None,
        };
        let is_its = || likeness::of_body(&rewritten, body, vendor).is_telling();
        let reason = Some(Instead::OtherLetters(renamed));
        (has_name || is_its()).then_some(Detection::UnknownEvent { vendor, name: None, reason, meant })
    })
}

/// True if a key is one by which a vendor's bodies are told.
fn is_sign(vendor: &'static Vendor, key: &str) -> bool {
    let mut signs = vendor.families.iter().flat_map(|family| family.envelope.fields).filter(|row| row.signs);
    signs.any(|row| row.names().any(|name| name == key)) || vendor.events().any(|(_, it)| it.requires == Some(key))
}

/// An object with the vendor's keys in place of those that differ from them in nothing but their letters.
fn rewritten(object: &Object, vendor: &'static Vendor, renamed: &mut Vec<(String, &'static str)>) -> Object {
    let mut all = Object::new();
    for (key, value) in object {
        let known = likeness::in_letters_of(vendor, key);
        if let Some(known) = known
            && renamed.iter().all(|(other, _)| other != key)
        {
            renamed.push((key.clone(), known));
        }
        let value = match value {
            Value::Object(inner) => Value::Object(rewritten(inner, vendor, renamed)),
            Value::Array(items) => items
                .iter()
                .map(|item| match item {
                    Value::Object(inner) => Value::Object(rewritten(inner, vendor, renamed)),
                    item => item.clone(),
                })
                .collect(),
            value => value.clone(),
        };
        all.insert(known.unwrap_or(key).to_owned(), value);
    }
    all
}

/// The event that a text names, if that is all that it has of it: other programs have such names, too.
pub fn namesake(text: &str, plan: &Plan) -> Option<Candidate> {
    /// So many keys that nobody knows say that it is something else.
    const MANY: usize = 4;
    let (vendor, family, event) = (plan.vendor, plan.family, plan.event?);
    if family.has_signs() || event.requires.is_some() {
        return None;
    }
    let object = object(text)?;
    let own = likeness::of_body(&object, Body { family, event: Some(event) }, vendor);
    // The name is known as well.
    let unknown = keys_in(&object).saturating_sub(1 + own.known);
    (unknown >= MANY && own.known * 2 < unknown).then(|| Shape::of(text).candidate(vendor, family, event))
}

/// The number of keys of an object, and of the objects in it.
fn keys_in(object: &Object) -> usize {
    object.values().map(|value| 1 + value.as_object().map_or(0, keys_in)).sum()
}

/// The event that a text names, and the one whose fields it has, if these are another's.
pub fn contradiction(text: &str, plan: &Plan) -> Option<(Candidate, Candidate)> {
    let (vendor, family, event) = (plan.vendor, plan.family, plan.event?);
    let fields = other_fields(text, Body { family, event: Some(event) }, vendor)?;
    Some((Shape::of(text).candidate(vendor, family, event), fields))
}

/// Of an object that names an event, the event whose fields it has if these are another's.
pub(super) fn other_fields(text: &str, named: Body, vendor: &'static Vendor) -> Option<Candidate> {
    /// By how many fields it must be more another event than the one that it names.
    const MORE: isize = 2;
    let shape = Shape::of(text);
    let object = object(text)?;
    let own = likeness::of_body(&object, named, vendor);
    let events = likeness::of_events(&object, Hint::default()).into_iter();
    let events = events.filter(|(_, entry)| !entry.is_batch && named.event != Some(entry.event));
    let fitting = events.filter_map(|(likeness, entry)| {
        let is_all = own.known == 0 && likeness.unknown == 0;
        let is_its = likeness.is_telling() || is_all || (entry.vendor == vendor && likeness.is_believable());
        let is_other = is_its && likeness.known >= 3 && likeness.score() >= own.score() + MORE;
        let candidate = is_other.then(|| shape.candidate_of(entry))?;
        let name = candidate.body().name_pointer();
        let lacks_nothing = candidate.missing.iter().all(|missing| *missing == name);
        lacks_nothing.then_some(((likeness.score(), entry.event.evidence.documented), candidate))
    });
    // Of those that are alike, the first.
    let best = fitting.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, candidate)| candidate)
}
