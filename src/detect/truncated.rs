//! The detection of a text of which only the beginning is JSON.

use serde_json::Value;

use super::batch::is_batch;
use super::beginning::Object;
use super::likeness;
use super::shape::Shape;
use super::{By, Candidate, Detection, Hint, guess, identify, is_specific, name_of};
use crate::describe::{Body, Encoding, Event};
use crate::json;
use crate::plan::Plan;

/// The most bytes of a text that are looked at. Where these do not show which event it is, more will not.
const LOOKED_AT: usize = 64 * 1024;

/// Returns which event the object is that begins a text and has no end, or is no JSON from somewhere on.
pub fn identify_broken(text: &str, hint: Hint) -> Detection {
    let json = json::closed(&text[..text.floor_char_boundary(LOOKED_AT)]);
    let object = serde_json::from_str::<Object>(&json).unwrap_or_default();
    let named = guess(text, hint).filter(|plan| hint.event.is_some() || may_be(plan, &object));
    if let Some(plan) = named.or_else(|| first_item(&object, hint)) {
        return Detection::Event { plan, by: By::naming(plan) };
    }
    let begun = begun_events(text, &object, hint);
    if let [only] = begun.as_slice() {
        return Detection::Event { plan: Plan::of(only.event), by: By::Name };
    }
    let found = identify(&json, hint);
    // What is nearest to so little may be anything.
    let otherwise = |name| match Candidate::only_vendor(&begun) {
        Some(_) => Detection::Ambiguous(begun),
        None => Detection::UnknownVendor { name, candidates: Vec::new() },
    };
    let by_keys = || identify_by_keys(text, &json, &object, hint);
    match found {
        Detection::Event { by: By::Shape, .. } => by_keys().unwrap_or(found),
        Detection::UnknownVendor { name, .. } => by_keys().unwrap_or_else(|| otherwise(name)),
        Detection::Ambiguous(_) => by_keys().unwrap_or_else(|| {
            let shape = Shape::of(&json);
            otherwise(hint.families().find_map(|(_, family)| shape.name(family, &json)))
        }),
        found => found,
    }
}

/// The events whose names begin with what is left of a name, if the other keys are theirs:
/// `{"operator_id": 17, "event": "onli`.
fn begun_events(text: &str, object: &Object, hint: Hint) -> Vec<Candidate> {
    let Some((key, begun)) = begun_value(text).filter(|(_, begun)| !begun.is_empty()) else { return Vec::new() };
    let is_named_there = |family| {
        let (around, own) = name_of(family);
        around.is_empty() && own == key
    };
    let mut all = Vec::new();
    for (vendor, family) in hint.families().filter(|(_, family)| is_named_there(family)) {
        // Names that begin alike are common, and so is one key.
        let has_needed = |event: &&Event| event.requires.is_some_and(|needed| object.contains_key(needed));
        let begins = |event: &&Event| event.names().any(|name| name.starts_with(begun));
        for event in family.events.iter().filter(begins).filter(has_needed) {
            let likeness = likeness::of_body(object, Body { family, event: Some(event) }, vendor);
            if likeness.known > 0 && likeness.known >= likeness.unknown {
                all.push(Candidate { vendor, family, event, missing: Vec::new() });
            }
        }
    }
    all
}

/// True if an object of which only the beginning is left may be the event that it names.
fn may_be(plan: &Plan, object: &Object) -> bool {
    let Some(event) = plan.event else { return false };
    let likeness = likeness::of_body(object, Body { family: plan.family, event: Some(event) }, plan.vendor);
    let is_specific = || is_specific(plan.family, event, || object.keys().map(|key| key.as_str().into()));
    let mut signs = plan.family.envelope.fields.iter().filter(|row| row.signs).peekable();
    let is_signed = signs.peek().is_some() && signs.all(|row| row.names().any(|name| object.contains_key(name)));
    is_signed || (likeness.known >= likeness.unknown && (likeness.known > 0 || is_specific()))
}

/// The event that the first item is, if what is left may bring several.
fn first_item(object: &Object, hint: Hint) -> Option<&'static Plan> {
    let mut batches = hint.families().filter(|(_, family)| is_batch(family));
    batches.find_map(|(_, family)| {
        let rows = family.envelope.fields;
        let items = rows.iter().find(|row| matches!(row.encoding, Encoding::Items(_)))?;
        let first = object.get(items.name)?.as_array()?.first()?;
        let keys = Body { family, event: None }.name_in_item()?;
        let name = keys.iter().try_fold(first, |value, key| value.get(key)).and_then(Value::as_str)?;
        let event = family.events.iter().find(|event| event.is_named(name))?;
        Some(Plan::of(event)).filter(|plan| may_be(plan, object))
    })
}

/// The event whose fields are there, or several if they are the same: what is missing may stand in what was cut off.
fn identify_by_keys(text: &str, json: &str, object: &Object, hint: Hint) -> Option<Detection> {
    let shape = Shape::of(json);
    let mut best = Vec::new();
    let mut most = 0;
    for (likeness, entry) in likeness::of_events(object, hint) {
        let is_other = || shape.name_in(entry.family).is_some_and(|name| !entry.event.is_named(&name));
        if !likeness.is_telling() || likeness.score() < most || is_other() {
            continue;
        }
        if likeness.score() > most {
            most = likeness.score();
            best.clear();
        }
        best.push(shape.candidate_of(entry));
    }
    let first = best.first()?;
    let (vendor, family) = (first.vendor, first.family);
    if let Some((_, begun)) = begun_value(text).filter(|(key, _)| *key == name_of(family).1) {
        // The name is there, as far as it goes.
        let mut begins = family.events.iter().filter(|event| event.names().any(|name| name.starts_with(begun)));
        if let (Some(only), None) = (begins.next(), begins.next()) {
            return Some(Detection::Event { plan: Plan::of(only), by: By::Name });
        }
        best.retain(|candidate| candidate.event.names().any(|name| name.starts_with(begun)));
    }
    match best.as_slice() {
        [] => Some(Detection::UnknownEvent { vendor, name: None, reason: None, meant: None }),
        [only] => Some(Detection::Event { plan: Plan::of(only.event), by: By::Shape }),
        _ => Some(Detection::Ambiguous(best)),
    }
}

/// The string that a text ends in, as far as it goes, and its key: `event` and `CHAT_ON` of `{"event": "CHAT_ON`.
fn begun_value(text: &str) -> Option<(&str, &str)> {
    let (before, begun) = text.rsplit_once('"')?;
    let key = before.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    Some((&key[key.rfind('"')? + 1..], begun))
}
