//! What holds for every payload, tried on many: made, mutated, and broken ones.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use chathook::describe::Body;
use chathook::finding::Severity;
use chathook::frame::Role;
use chathook::plan::Plan;
use chathook::read::Reading;
use chathook::sample;
use chathook::vendors::VENDORS;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::support::{Outcome, examine, leaves, unaccounted};

/// A payload of some event, as its vendor would send it.
fn made() -> impl Strategy<Value = Value> {
    let events = VENDORS.iter().flat_map(|vendor| vendor.chat_events().map(move |event| (*vendor, event)));
    let event = proptest::sample::select(events.collect::<Vec<_>>());
    (event, any::<u64>()).prop_map(|((vendor, event), seed)| {
        serde_json::from_str(&sample::payload(vendor, event, seed)).expect("a made payload is JSON")
    })
}

/// Some JSON, of the kinds that turn up where they should not.
fn odd_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        Just(json!(-1)),
        Just(json!(1.5)),
        "\\PC{0,12}".prop_map(Value::from),
        "[\\u{0}-\\u{2f}\\u{7f}-\\u{a0}\\u{200b}-\\u{202e}]{0,4}".prop_map(Value::from),
        proptest::sample::select(vec![
            "",
            "null",
            "[]",
            "{}",
            "-1",
            "true",
            " null",
            "\"\"",
            " [ ] ",
            "{\"a\":[1,{\"b\":\"\"}]}",
            "[{\"id\":7}]",
            "agent-15111",
            "10s",
            "/Date(1584422324)/",
            "/Date(1584422324807)/",
            "2018-07-23 05:17:40",
            "GMT 06:00",
            "~1/a",
            "⊙",
            "x\u{202e}y",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::btree_map("[a-z~/ \\u{e9}]{0,3}|id|name|value|event|custom_fields", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A change to a payload: where, and what to.
#[derive(Clone, Debug)]
enum Change {
    Replace(Index, Value),
    Remove(Index),
    Add(Index, String, Value),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), odd_value()).prop_map(|(at, value)| Change::Replace(at, value)),
        any::<Index>().prop_map(Change::Remove),
        (any::<Index>(), "[a-z_~/]{1,6}|chat_id|vistor|custom_variable", odd_value())
            .prop_map(|(at, key, value)| Change::Add(at, key, value)),
    ]
}

/// The pointers of everything in a value, itself included.
fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                pointers(value, &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &format!("{pointer}/{index}"), found));
        }
        _ => {}
    }
}

fn apply(payload: &mut Value, change: &Change) {
    let mut all = Vec::new();
    pointers(payload, "", &mut all);
    let (Change::Replace(at, _) | Change::Remove(at) | Change::Add(at, ..)) = change;
    // What names the event stays, or there would be nothing to normalize.
    let chosen = at.get(&all).clone();
    let names_event = VENDORS
        .iter()
        .flat_map(|vendor| vendor.families)
        .any(|family| chosen == Body { family, event: None }.name_pointer().replace("/-/", "/0/"));
    if names_event || (chosen.is_empty() && !matches!(change, Change::Add(..))) {
        return;
    }
    match change {
        Change::Replace(_, value) => *payload.pointer_mut(&chosen).expect("it is there") = value.clone(),
        Change::Add(_, key, value) => {
            if let Some(Value::Object(members)) = payload.pointer_mut(&chosen) {
                members.insert(key.clone(), value.clone());
            }
        }
        Change::Remove(_) => {
            let (around, key) = chosen.rsplit_once('/').expect("it is no root");
            let key = key.replace("~1", "/").replace("~0", "~");
            match payload.pointer_mut(around) {
                Some(Value::Object(members)) => drop(members.remove(&key)),
                Some(Value::Array(items)) => drop(items.remove(key.parse().expect("it is an index"))),
                _ => {}
            }
        }
    }
}

fn mutated() -> impl Strategy<Value = Value> {
    (made(), proptest::collection::vec(change(), 0..4)).prop_map(|(mut payload, changes)| {
        for change in changes {
            apply(&mut payload, &change);
        }
        payload
    })
}

/// A value's JSON with the members of every object in another order.
fn shuffled(value: &Value, seed: u64) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| {
                let mut hasher = DefaultHasher::new();
                (seed, key).hash(&mut hasher);
                hasher.finish()
            });
            let members = members.iter().map(|(key, value)| format!("{}:{}", json!(key), shuffled(value, seed)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| shuffled(item, seed)).collect::<Vec<_>>().join(","))
        }
        value => value.to_string(),
    }
}

/// A source, shown as text.
#[derive(Clone)]
struct Source(Vec<u8>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// Payloads as a source, in one of the forms.
fn source() -> impl Strategy<Value = Vec<u8>> {
    let payloads = proptest::collection::vec((mutated(), any::<bool>()), 1..4);
    (payloads, 0..4_usize).prop_map(|(payloads, form)| {
        let texts = payloads.iter().map(|(payload, pretty)| {
            if *pretty { serde_json::to_string_pretty(payload) } else { serde_json::to_string(payload) }
                .expect("it is JSON")
        });
        let texts: Vec<String> = texts.collect();
        match form {
            0 => texts.join("\n"),
            1 => texts.concat(),
            2 => format!("[\n  {}\n]", texts.join(",\n  ")),
            _ => format!("\u{1e}{}\n", texts.join("\n\u{1e}")),
        }
        .into_bytes()
    })
}

/// A source with bytes changed, taken out, put in, doubled, or cut off.
fn broken_source() -> impl Strategy<Value = Source> {
    broken(source())
}

fn broken(source: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Source> {
    let byte =
        prop_oneof![any::<u8>(), proptest::sample::select(b"{}[]\",:\\\n\r\t /x0-\x00\x1e\xff\xc3\xef".to_vec()),];
    let edit = (any::<Index>(), 0..5_u8, byte);
    (source, proptest::collection::vec(edit, 1..6)).prop_map(|(mut source, edits)| {
        for (at, kind, byte) in edits {
            if source.is_empty() {
                break;
            }
            let at = at.index(source.len());
            match kind {
                0 => source[at] = byte,
                1 => drop(source.remove(at)),
                2 => source.insert(at, byte),
                3 => {
                    let doubled = source[at..(at + 40).min(source.len())].to_vec();
                    source.splice(at..at, doubled);
                }
                _ => source.truncate(at),
            }
        }
        Source(source)
    })
}

fn says_the_same_as_its_findings(outcome: &Outcome) -> Result<(), TestCaseError> {
    let has_error = outcome.report.severity() == Some(Severity::Error);
    prop_assert_eq!(outcome.is_sound, !has_error, "{:#?}", outcome.report);
    // A body that may bring several events may bring none.
    let brings_none = outcome.report.vendor.is_some() && outcome.report.event.is_none();
    prop_assert!(!outcome.is_sound || outcome.event.is_some() || brings_none);
    Ok(())
}

/// The codes of the findings, each with the pointer that it is about.
fn findings(outcome: &Outcome) -> Vec<(&'static str, &str)> {
    let findings = outcome.report.findings.iter();
    findings.map(|finding| (finding.code.rule().name, finding.pointer.as_str())).collect()
}

fn event_is_one_line_and_normalizes_to_itself(outcome: &Outcome) -> Result<(), TestCaseError> {
    let Some(event) = &outcome.event else { return Ok(()) };
    prop_assert!(!event.contains('\n') && !event.chars().any(char::is_control));
    let again = examine(event.as_bytes());
    prop_assert_eq!(again.len(), 1);
    prop_assert_eq!(again[0].event.as_ref(), Some(event));
    Ok(())
}

/// Forty times as many cases as usual, or as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: 40 * usual.cases, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_of_a_payload_is_lost(payload in mutated()) {
        let text = payload.to_string();
        let outcomes = examine(text.as_bytes());
        prop_assert_eq!(outcomes.len(), 1);
        let outcome = &outcomes[0];
        says_the_same_as_its_findings(outcome)?;
        if outcome.event.is_some() {
            leaves::are_told(&payload, outcome);
            event_is_one_line_and_normalizes_to_itself(outcome)?;
        }
    }

    #[test]
    fn the_order_of_keys_says_nothing(payload in prop_oneof![made(), mutated()], seed in any::<u64>()) {
        let [usual, other] = [payload.to_string(), shuffled(&payload, seed)].map(|text| examine(text.as_bytes()));
        prop_assert_eq!(&usual[0].event, &other[0].event);
        prop_assert_eq!(usual[0].is_clean(), other[0].is_clean());
    }

    #[test]
    fn what_came_before_says_nothing(payloads in proptest::collection::vec(prop_oneof![made(), mutated()], 2..6)) {
        let source = payloads.iter().map(|payload| format!("{payload}\n")).collect::<Vec<_>>().concat();
        let together = examine(source.as_bytes());
        for (payload, together) in payloads.iter().zip(together) {
            let alone = examine(payload.to_string().as_bytes()).remove(0);
            prop_assert_eq!(&alone.event, &together.event);
            prop_assert_eq!(findings(&alone), findings(&together));
        }
    }

    #[test]
    fn whatever_comes_in_every_byte_is_accounted_for(Source(source) in broken_source()) {
        let outcomes = examine(&source);
        prop_assert_eq!(unaccounted(&source, &outcomes), None);
        for outcome in &outcomes {
            if outcome.role == Role::Payload {
                says_the_same_as_its_findings(outcome)?;
                event_is_one_line_and_normalizes_to_itself(outcome)?;
            }
        }
    }

    /// The scanner is this program's own; what is JSON and what is not is for the parser to say.
    #[test]
    fn the_reader_accepts_what_the_parser_does(Source(source) in broken(mutated().prop_map(|it| it.to_string().into()))) {
        let text = String::from_utf8_lossy(&source);
        let mut values = serde_json::Deserializer::from_str(&text).into_iter::<IgnoredAny>();
        let is_object = text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{');
        let parsed = values.next().and_then(Result::ok).filter(|_| is_object).map(|_| values.byte_offset());
        for vendor in VENDORS {
            let mut reading = Reading::default();
            let read = reading.read(&text, Plan::unknown(&vendor.families[0])).ok().map(|()| reading.end);
            prop_assert_eq!(read, parsed, "{}", text);
        }
    }

    #[test]
    fn any_bytes_at_all_are_accounted_for(Source(source) in proptest::collection::vec(any::<u8>(), 0..200).prop_map(Source)) {
        prop_assert_eq!(unaccounted(&source, &examine(&source)), None);
    }
}
