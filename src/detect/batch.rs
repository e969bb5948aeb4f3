//! The events of a body that brings several, each told by its own name.

use std::ops::Range;

use super::{By, Detection, Instead, Name, nearest_name};
use crate::describe::{AN_ITEM, Body, Family, Lookalike, Sign};
use crate::json;
use crate::plan::Plan;
use crate::read::member;

/// True if a body of this form may bring several events.
pub(super) fn is_batch(family: &'static Family) -> bool {
    Body { family, event: None }.name_in_item().is_some()
}

/// Returns which event an item is, of the several that a vendor's body brings, by the name that it has; of one that has
/// none, only its place is known. `span` is its range in the body's text.
pub fn identify_item(plan: &'static Plan, text: &str, span: Range<usize>, index: usize) -> Detection {
    let (vendor, family) = (plan.vendor, plan.family);
    let Some(at) = plan.items.as_ref().and_then(|(_, keys)| item_name(text, span.start, keys)) else {
        return Detection::Batch { vendor, family };
    };
    let Some(name) = json::unescape(&text[at.clone()]).filter(|name| !name.is_empty()) else {
        return Detection::Batch { vendor, family };
    };
    if let Some(event) = vendor.event(&name).filter(|event| family.events.iter().any(|own| own == *event)) {
        let plan = Plan::of(event);
        return Detection::Event { plan, by: By::naming(plan) };
    }
    let is_it = |lookalike: &&Lookalike| matches!(lookalike.sign, Sign::Name(known) if known == name);
    let lookalike = vendor.lookalikes.iter().find(is_it);
    let meant = lookalike.map_or_else(|| nearest_name(family, &name), |lookalike| lookalike.meant);
    let pointer = Body { family, event: None }.name_pointer().replacen(AN_ITEM, &index.to_string(), 1);
    Detection::UnknownEvent {
        vendor,
        reason: lookalike.map(|lookalike| Instead::Known(lookalike.reason)),
        meant,
        name: Some(Name { pointer, text: name.into_owned(), start: at.start, end: at.end }),
    }
}

/// Returns the range of the name that these keys lead to, in the object that begins at `start`, if it is a string.
pub fn item_name(text: &str, start: usize, keys: &[&str]) -> Option<Range<usize>> {
    let is_object = |at: usize| text[at..].starts_with('{');
    let into = |at: usize, key: &&str| member(text, Some(at).filter(|at| is_object(*at))?, key).map(|it| it.start);
    let at = keys.iter().try_fold(start, into)?;
    text[at..].starts_with('"').then(|| at..json::end_of_string(text.as_bytes(), at))
}
