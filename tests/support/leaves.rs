//! What becomes of the leaves of a payload, looked at as a parser of JSON does that knows nothing of events.

use std::collections::BTreeSet;

use chathook::describe::{Encoding, Field, Privacy, Record};
use chathook::json;
use chathook::provenance::Member;
use chathook::vendors::VENDORS;
use serde_json::Value;

use super::sources::Outcome;

/// Whether a value can say nothing at its place: null and what is empty, also as text, text of which there is nothing to see, and what a description says.
fn can_be_empty(value: &Value, pointer: &str) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            json::is_blank(text)
                || matches!(text.trim(), "" | "null" | "[]" | "[ ]" | "{}" | "\"\"")
                || is_documented_as_empty(text, pointer)
        }
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Number(number) => is_documented_as_empty(&number.to_string(), pointer),
        Value::Bool(bool) => is_documented_as_empty(&bool.to_string(), pointer),
    }
}

fn is_documented_as_empty(text: &str, pointer: &str) -> bool {
    let is_never = |row: &Field| row.encoding.scalar().and_then(|scalar| scalar.never).is_some_and(|never| never(text));
    let is_constant = |row: &Field| matches!(row.encoding, Encoding::Constant(word) if word == text);
    let is_empty = |row: &Field| row.empty.contains(&text) || is_constant(row) || is_never(row);
    rows_named(pointer).into_iter().any(is_empty)
}

/// A secret goes nowhere.
fn is_secret(pointer: &str) -> bool {
    rows_named(pointer).into_iter().any(|row| row.privacy == Privacy::Secret)
}

/// The rows of any vendor's that have the last key of a pointer.
fn rows_named(pointer: &str) -> Vec<&'static Field> {
    fn collect(record: &'static Record, key: &str, found: &mut Vec<&'static Field>) {
        for field in record.fields {
            if field.names().any(|name| name == key) {
                found.push(field);
            }
            match field.encoding {
                Encoding::Object(inner) | Encoding::List(inner) => collect(inner, key, found),
                Encoding::ObjectBy(choice) | Encoding::ListBy(choice) => {
                    choice.cases.iter().chain(&choice.otherwise).for_each(|case| collect(case.record, key, found));
                }
                _ => {}
            }
        }
    }
    let key = pointer.rsplit('/').next().unwrap_or_default();
    let families = VENDORS.iter().flat_map(|vendor| vendor.families);
    let mut found = Vec::new();
    for family in families {
        let objects = family.events.iter().map(|event| event.object);
        objects.chain([family.envelope]).for_each(|record| collect(record, key, &mut found));
    }
    found
}

/// The value that a member's path names in an event.
fn at_path<'e>(event: &'e Value, path: &str) -> Option<&'e Value> {
    let envelope = !path.contains(['.', '[']);
    let mut value = if envelope { event } else { &event["data"] };
    for step in path.replace('[', ".[").split('.') {
        value = match step.strip_prefix('[').and_then(|step| step.strip_suffix(']')) {
            Some(index) => value.get(index.parse::<usize>().ok()?)?,
            None => value.get(step)?,
        };
    }
    Some(value)
}

/// Every leaf of a payload says nothing, or has a place in the event, or stands in `unmapped` as it is.
pub(crate) fn are_told(payload: &Value, outcome: &Outcome) {
    let event: Value = serde_json::from_str(outcome.event.as_deref().unwrap_or("null")).expect("an event is JSON");
    let mut told: BTreeSet<&str> = outcome.empty.iter().map(|(pointer, _)| pointer.as_str()).collect();
    for (pointer, raw) in &outcome.empty {
        let value: Value = serde_json::from_str(raw).expect("a value is JSON");
        assert!(can_be_empty(&value, pointer), "{pointer} is not empty: {raw}");
    }
    for member in &outcome.members {
        let value: Value = serde_json::from_str(&member.value).expect("a member's value is JSON");
        let written = match &*member.object {
            "unmapped" => event["data"]["unmapped"].get(&member.name),
            _ => at_path(&event, &member.path()),
        };
        assert_eq!(written, Some(&value), "{member:?}");
        told.extend(member.from.iter().map(String::as_str));
    }
    for member in &outcome.members {
        say_the_same(payload, member);
    }
    for (pointer, value) in event["data"]["unmapped"].as_object().into_iter().flatten() {
        if let Some(original) = payload.pointer(pointer) {
            let in_text = original.as_str().and_then(|text| serde_json::from_str(text).ok());
            assert!(value == original || Some(value) == in_text.as_ref(), "{pointer}: {value} is not {original}");
        }
    }
    all_are_told(payload, "", &told);
}

/// The values that a member comes from say the same: that one of them counts and another is lost would be a lie.
fn say_the_same(payload: &Value, member: &Member) {
    // A role is a word of ours, for which a vendor may have several that mean it.
    if member.name.ends_with("role") {
        return;
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let said: BTreeSet<String> = member.from.iter().filter_map(|pointer| payload.pointer(pointer)).map(text).collect();
    assert!(said.len() < 2, "{} comes from values that differ: {said:?}", member.path());
}

fn all_are_told(value: &Value, pointer: &str, told: &BTreeSet<&str>) {
    // What was kept whole is told with all that is in it, and a secret is not to be told.
    if told.contains(pointer) || is_secret(pointer) {
        return;
    }
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                all_are_told(value, &format!("{pointer}/{key}"), told);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                all_are_told(item, &format!("{pointer}/{index}"), told);
            }
        }
        Value::String(text) if told.iter().any(|told| told.starts_with(&format!("{pointer}/"))) => {
            let inner: Value = serde_json::from_str(text).expect("what was taken apart is JSON");
            all_are_told(&inner, pointer, told);
        }
        value => panic!("{pointer} is lost: {value}"),
    }
}
