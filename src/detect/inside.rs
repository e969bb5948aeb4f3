//! Events that stand in something else, which are known by their names and signatures alone.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::shape::Shape;
use super::{By, Detection, Hint, identify, is_specific, naming_keys};
use crate::json;

/// True if the bodies of some vendor have their name under this key, or in the object that it holds.
pub fn is_naming_key(key: &str) -> bool {
    static KEYS: LazyLock<HashSet<&str>> = LazyLock::new(|| naming_keys().collect());
    KEYS.contains(key)
}

/// True if an object says by its name, and by its signature if its vendor's bodies have one, that it is an event that
/// is described, or several.
pub fn is_described(text: &str, hint: Hint) -> bool {
    match identify(text, Hint { event: None, ..hint }) {
        Detection::Event { by, .. } => matches!(by, By::Name | By::Signature),
        Detection::Batch { .. } | Detection::Contradictory { .. } => true,
        _ => false,
    }
}

/// The pointer of the first value in an object that is an event by its name: an object, text that holds one, or the
/// first item of an array.
pub fn event_inside(text: &str) -> Option<String> {
    Shape::of(text).values().find_map(|(key, raw)| {
        let mut pointer = String::new();
        json::push_key(key, &mut pointer);
        let held = if json::is_string(raw) { json::unescape(raw)? } else { Cow::Borrowed(raw) };
        let mut object = held.trim_ascii_start();
        if let Some(items) = object.strip_prefix('[') {
            json::push_index(0, &mut pointer);
            object = items.trim_ascii_start();
        }
        let shape = Shape::of(Some(object).filter(|object| object.starts_with('{'))?);
        let is_event = |(vendor, family)| {
            let event = shape.event(vendor, family)?;
            (shape.is_signed(family) && is_specific(family, event, || shape.keys())).then_some(())
        };
        Hint::default().families().find_map(is_event).map(|()| pointer)
    })
}
