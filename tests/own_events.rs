//! Normalized events that come in as payloads, held to the schema of what comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chathook::json;
use serde_json::{Value, json};

use crate::schemas::{changed, pointers, validator};
use crate::support::{Outcome, Run, examine_one, files};

/// The events that are made of every payload here in which there is no error, each with the path of that.
fn events() -> Vec<(String, String)> {
    let paths = ["samples", "tests/payloads"].iter().flat_map(|folder| files(folder, ".json"));
    let event = |path: &std::path::Path| {
        let outcome = examine_one(&fs::read(path).expect("a payload can be read"));
        outcome.event.filter(|_| outcome.is_sound && !outcome.report.findings.iter().any(is_apart))
    };
    let events: Vec<_> = paths.filter_map(|path| Some((path.display().to_string(), event(&path)?))).collect();
    assert!(events.len() > 100, "{}", events.len());
    events
}

fn is_apart(finding: &chathook::report::Located) -> bool {
    finding.code.rule().name == "not-a-chat-event"
}

/// The codes of what is said of an event because it is one.
fn own_codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.codes().into_iter().filter(|code| ["invalid-event", "id-mismatch"].contains(code)).collect()
}

/// The same event in other forms: over several lines, and with the members of all objects in another order.
fn forms(event: &str) -> [String; 3] {
    let mut pretty = Vec::new();
    json::write_pretty(event.as_bytes(), &mut pretty).expect("memory can be written to");
    let pretty = String::from_utf8(pretty).expect("it is UTF-8");
    let sorted: BTreeMap<String, Value> = serde_json::from_str(event).expect("it is JSON");
    let sorted_pretty = serde_json::to_string_pretty(&sorted).expect("it can be written");
    [pretty, serde_json::to_string(&sorted).expect("it can be written"), sorted_pretty]
}

#[test]
fn what_normalize_wrote_is_right_in_any_form() {
    let mut rewritten = BTreeSet::new();
    for (path, event) in events() {
        for form in [event.clone()].into_iter().chain(forms(&event)) {
            let outcome = examine_one(form.as_bytes());
            // Not every program leaves `12.50` as it is.
            if outcome.event.as_ref() != Some(&event) {
                rewritten.insert(path.clone());
                continue;
            }
            assert!(outcome.is_sound, "{path}: {:#?}", outcome.report.findings);
            assert!(own_codes(&outcome).is_empty(), "{path}: {:#?}", outcome.report.findings);
        }
    }
    assert!(rewritten.len() < 5, "{rewritten:?}");
}

#[test]
fn what_is_made_of_a_sample_is_clean_when_read_strictly() {
    let mut lines = String::new();
    for path in files("samples", ".json") {
        let outcome = examine_one(&fs::read(&path).expect("a sample can be read"));
        if outcome.is_about_chat() {
            lines.extend([outcome.event.expect("it is understood"), "\n".to_owned()]);
        }
    }
    Run::new(&["validate", "--strict"]).input(&lines).done().exits_with(0);
    let done = Run::new(&["normalize"]).input(&lines).done().exits_with(0).says_no_more();
    assert_eq!(done.out, lines);
}

/// What may stand where another value belongs.
fn odd_values() -> Vec<Option<Value>> {
    let texts = [
        "",
        " ",
        "null",
        "chat.started",
        "1.0",
        "5",
        "visitor",
        "+06:00",
        "GMT +06:00",
        "+25:00",
        "2018-07-23T05:17:40Z",
        "2018-07-23T05:17:40.250Z",
        "2018-07-23t05:17:40z",
        "2018-07-23T05:17:40+00:00",
        "2018-07-23T05:17:40",
        "2018-07-23T24:00:00Z",
        "2018-07-23T05:17:60Z",
        "2018-02-31T05:17:40Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ];
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(5),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!([{}]),
        json!({"id": "7"}),
        json!([{"id": "7"}]),
        json!([{"id": 7}]),
        json!({"id": null}),
        json!({"role": "agent"}),
        json!({"nickname": "n"}),
        json!([{"nickname": "n"}]),
        json!([{"name": "n", "value": [1]}]),
    ];
    texts.into_iter().map(Value::from).chain(values).map(Some).chain([None]).collect()
}

/// What no schema can tell from what is right: the calendar.
const UNTOLD: &[(&str, &str)] = &[
    ("invalid-time", "\"0000-01-01T00:00:00Z\""),
    ("invalid-time", "\"2018-02-31T05:17:40Z\""),
    ("missing-field", "\" \""),
];

/// Each value that events have, replaced by each odd one, or taken away, and a key too many in each object. What is called
/// an error is invalid, and what is valid is no error.
#[test]
fn an_event_that_is_changed_is_an_error_where_its_schema_says_so() {
    let schema = validator("event");
    let mut tried = BTreeSet::new();
    let (mut valid, mut invalid, mut untold) = (0, 0, BTreeSet::new());
    for (_, event) in events() {
        let event: Value = serde_json::from_str(&event).expect("it is JSON");
        let mut places = Vec::new();
        pointers(&event, "", &mut places);
        // Without that it does not call itself an event.
        places.retain(|place| place != "/dataschema" && !place.starts_with("/data/unmapped/"));
        // The items of an array are alike.
        places.retain(|place| tried.insert(place.replace(|it: char| it.is_ascii_digit(), "")));
        let objects = [""].into_iter().chain(places.iter().map(String::as_str));
        let objects = objects.filter(|place| event.pointer(place).is_some_and(Value::is_object));
        let keys = objects.map(|place| (format!("{place}/nickname"), Some(json!("n"))));
        let changes = places.iter().flat_map(|place| odd_values().into_iter().map(move |value| (place.clone(), value)));
        for (place, value) in keys.chain(changes) {
            let wrong = changed(&event, &place, value.as_ref());
            let outcome = examine_one(wrong.to_string().as_bytes());
            let is_valid = schema.is_valid(&wrong);
            if is_valid && !outcome.is_sound {
                untold.extend(
                    outcome.codes().into_iter().map(|code| (code, value.clone().unwrap_or_default().to_string())),
                );
            } else {
                assert_eq!(outcome.is_sound, is_valid, "{place}: {wrong}: {:#?}", outcome.report.findings);
            }
            *if is_valid { &mut valid } else { &mut invalid } += 1;
        }
    }
    let untold: Vec<(&str, &str)> = untold.iter().map(|(code, value)| (*code, value.as_str())).collect();
    assert_eq!(untold, UNTOLD);
    assert!(valid > 1_000 && invalid > 4_000, "{valid} valid, {invalid} invalid");
}

/// An event, and what it becomes with a change.
const EVENT: &str = r#"{"specversion":"1.0","id":"~","source":"/shop","type":"chat.ended","time":"2018-07-23T05:17:40Z","dataschema":"urn:chathook:event:1","vendor":"shop","vendorevent":"end","data":{"chat":{"id":"c"},"visitor":{"name":"n","visits":9},"metrics":{"wait_seconds":1.5}}}"#;

#[test]
fn each_is_said_where_it_is_and_once() {
    let whole = EVENT.replace('~', "e2ddb8c2ccd8c9d94f6f2ea37fb29a4b");
    let cases: &[(&str, &str, &str)] = &[
        (r#""type":"chat.ended""#, r#""type":"chat.paused""#, "/type: invalid-event: expected one of `chat.queued`"),
        (r#""specversion":"1.0""#, r#""specversion":"0.3""#, "/specversion: invalid-event: expected `1.0`, as"),
        (
            r#""id":"c""#,
            r#""id":null"#,
            "/data/chat/id: invalid-event: expected a string, as normalized events have it, found null",
        ),
        (
            r#""name":"n""#,
            r#""nme":"n""#,
            "/data/visitor/nme: invalid-event: `nme` is not a member of a normalized event (did you mean `name`?)",
        ),
        (r#""vendor":"shop""#, r#""vendor":"shop","note":1"#, "/note: invalid-event: `note` is not a member"),
        ("05:17:40Z", "05:17:40+00:00", "/time: invalid-event: expected a time in UTC such as"),
        (
            r#""wait_seconds":1.5"#,
            r#""wait_seconds":"1.5""#,
            r#"/data/metrics/wait_seconds: invalid-event: expected a number, as normalized events have it, found "1.5""#,
        ),
        (r#""visits":9"#, r#""visits":"9""#, "/data/visitor/visits: wrong-type: expected a whole number"),
        (r#","source":"/shop""#, "", ": missing-field: `source` is missing"),
        (r#""source":"/shop""#, r#""source":"""#, "/source: missing-field: `source` is empty"),
        (r#""id":"e2ddb8c2ccd8c9d94f6f2ea37fb29a4b","#, "", ": missing-field: `id` is missing"),
        (r#""note":1"#, "", ""),
    ];
    for (from, to, expected) in cases.iter().filter(|(_, _, expected)| !expected.is_empty()) {
        assert!(whole.contains(from), "{from}");
        let outcome = examine_one(whole.replace(from, to).as_bytes());
        assert!(!outcome.is_sound);
        let [finding] = outcome.report.findings.as_slice() else { panic!("{from}: {:#?}", outcome.report.findings) };
        let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let said = format!("{}: {}: {}{help}", finding.pointer, finding.code.rule().name, finding.message);
        assert!(said.starts_with(expected), "{from}: {said}");
    }
}

#[test]
fn an_event_that_is_not_valid_is_written_only_if_asked_for() {
    let wrong = EVENT.replace("chat.ended", "chat.paused");
    let done = Run::new(&["normalize"]).input(&wrong).done().exits_with(1);
    assert_eq!(done.out, "");
    let done = Run::new(&["normalize", "--lenient"]).input(&wrong).done().exits_with(1);
    assert!(done.out.contains("chat.paused"), "{}", done.out);
}

#[test]
fn an_id_is_that_of_the_event() {
    let own = r#""vendor":"comm100","vendorevent":"chat_ended""#;
    let others = r#""vendor":"intercom","vendorevent":"conversation.deleted""#;
    let event = |about: &str| EVENT.replace(r#""vendor":"shop","vendorevent":"end""#, about);
    // The event, whether it is the ordinary one's form, and whether something is said of a wrong id.
    let wrong = "0123456789abcdef0123456789abcdef";
    for (event, is_said) in [(EVENT.to_owned(), true), (event(own), true), (event(others), false)] {
        let derived = examine_one(event.replace(r#""id":"~","#, "").as_bytes()).event.expect("it is read");
        assert!(own_codes(&examine_one(derived.as_bytes())).is_empty(), "{derived}");
        let wrong = event.replace('~', wrong);
        let expected: &[&str] = if is_said { &["id-mismatch"] } else { &[] };
        let outcome = examine_one(wrong.as_bytes());
        assert_eq!(outcome.codes(), expected, "{wrong}");
        assert!(outcome.is_sound);
        let [pretty, _, sorted_pretty] = forms(&wrong);
        assert_eq!(examine_one(pretty.as_bytes()).codes(), expected);
        assert_eq!(examine_one(sorted_pretty.as_bytes()).codes(), expected);
    }
}

/// In its canonical form, an event with `1.50` has `1.5`, and the id of what it was.
#[test]
fn a_number_that_the_canonical_form_changed_is_not_held_against_the_id() {
    let with_number = EVENT.replace('~', "0123456789abcdef0123456789abcdef");
    let without = with_number.replace(r#","metrics":{"wait_seconds":1.5}"#, "");
    let canonical = |event: &str| forms(event)[1].clone();
    assert_eq!(own_codes(&examine_one(with_number.as_bytes())), ["id-mismatch"]);
    assert!(own_codes(&examine_one(canonical(&with_number).as_bytes())).is_empty());
    assert_eq!(own_codes(&examine_one(canonical(&without).as_bytes())), ["id-mismatch"]);
}
