//! The schemas that are made of the descriptions, held to what the command itself says of payloads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ptr;

use chathook::describe::{Body, Encoding, Event, Record, Vendor};
use chathook::finding::Severity;
use chathook::sample;
use chathook::schema::{schema, topics};
use chathook::vendors::VENDORS;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Run, examine, examine_one, files, named_by_path};

/// The schema of a topic as JSON.
fn written(topic: &str) -> Value {
    let schema = schema(topic).unwrap_or_else(|meant| panic!("{topic} has no schema; {meant:?}"));
    serde_json::to_value(schema).expect("a schema is JSON")
}

pub(crate) fn validator(topic: &str) -> Validator {
    jsonschema::validator_for(&written(topic)).unwrap_or_else(|error| panic!("{topic}: {error}"))
}

/// Where a value is invalid first of all, and why.
fn first_error(validator: &Validator, value: &Value) -> Option<(String, String)> {
    let error = validator.iter_errors(value).next()?;
    Some((error.instance_path().to_string(), error.to_string()))
}

#[track_caller]
fn assert_valid(validator: &Validator, value: &Value, about: &str) {
    assert_eq!(first_error(validator, value), None, "{about}: {value}");
}

fn events() -> impl Iterator<Item = (&'static Vendor, &'static Event)> {
    VENDORS.iter().flat_map(|vendor| vendor.chat_events().map(move |event| (*vendor, event)))
}

/// The schema of an event, and that of any event of its vendor.
fn both(vendor: &str, event: &str) -> [Validator; 2] {
    [validator(&format!("{vendor}/{event}")), validator(vendor)]
}

#[test]
fn every_schema_is_one_and_has_a_name_of_its_own() {
    let mut names = BTreeMap::new();
    for topic in topics() {
        let schema = written(&topic);
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{topic}: {error} at {}", error.instance_path());
        }
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let name = schema["$id"].as_str().expect("a schema has a name").to_owned();
        let is_uri = |name: &str| name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~:/%".contains(&it));
        assert!(name.starts_with("urn:chathook:schema:") && is_uri(&name), "{name}");
        let known = names.entry(name).or_insert_with(|| schema.clone());
        assert_eq!(*known, schema, "{topic}");
    }
    assert_eq!(names.len(), 3 + VENDORS.len() + events().count());
}

#[test]
fn everything_in_a_schema_is_described() {
    fn assert_described(schema: &Value, topic: &str) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_default();
            assert!(text.ends_with(['.', ')']), "{topic}: {name} is described as {text:?}");
        }
        schema["$defs"].as_object().into_iter().flatten().for_each(|(name, inner)| {
            assert_described(inner, &format!("{topic}/{name}"));
        });
    }
    for topic in topics() {
        let schema = written(&topic);
        assert!(schema["title"].is_string() && schema["description"].is_string(), "{topic}");
        assert_described(&schema, &topic);
    }
}

#[test]
fn samples_are_valid() {
    for path in files("samples", ".json") {
        let (vendor, event) = named_by_path(&path);
        let source = fs::read(&path).expect("a sample can be read");
        if !examine_one(&source).is_about_chat() {
            continue;
        }
        let sample = serde_json::from_slice(&source).expect("it is JSON");
        for validator in both(vendor, event) {
            assert_valid(&validator, &sample, &path.display().to_string());
        }
    }
}

/// What is in `tests/payloads` is stranger than the samples are.
#[test]
fn payloads_without_an_error_are_valid() {
    let mut count = 0;
    for path in files("tests/payloads", ".json") {
        let source = fs::read(&path).expect("a payload can be read");
        let outcome = examine_one(&source);
        if !outcome.is_sound || !outcome.is_about_chat() {
            continue;
        }
        count += 1;
        let (vendor, event) = named_by_path(&path);
        let payload = serde_json::from_slice(&source).expect("it is JSON");
        for validator in both(vendor, event) {
            assert_valid(&validator, &payload, &path.display().to_string());
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn made_payloads_and_what_they_become_are_valid() {
    let normalized = validator("event");
    for (vendor, event) in events() {
        let validators = both(vendor.name, event.name);
        for seed in 0..300 {
            let payload = sample::payload(vendor, event, seed);
            let value = serde_json::from_str(&payload).expect("it is JSON");
            for validator in &validators {
                assert_valid(validator, &value, event.name);
            }
            let event = examine_one(payload.as_bytes()).event.expect("it is understood");
            assert_valid(&normalized, &serde_json::from_str(&event).expect("it is JSON"), &payload);
        }
    }
}

#[test]
fn what_payloads_become_is_valid() {
    let normalized = validator("event");
    for path in ["samples", "tests/payloads"].iter().flat_map(|folder| files(folder, ".json")) {
        let outcome = examine_one(&fs::read(&path).expect("a payload can be read"));
        if !outcome.is_about_chat() {
            continue;
        }
        let event = outcome.event.expect("it is understood");
        assert_valid(&normalized, &serde_json::from_str(&event).expect("it is JSON"), &path.display().to_string());
    }
}

/// A change to a payload: the pointer of a value, and what stands there instead; nothing, if it is taken away.
pub(crate) fn changed(payload: &Value, pointer: &str, value: Option<&Value>) -> Value {
    let mut payload = payload.clone();
    let (around, key) = pointer.rsplit_once('/').expect("it is not the payload itself");
    let key = key.replace("~1", "/").replace("~0", "~");
    match (payload.pointer_mut(around).expect("it is there"), value) {
        (Value::Object(members), Some(value)) => drop(members.insert(key, value.clone())),
        (Value::Object(members), None) => drop(members.remove(&key)),
        (Value::Array(items), Some(value)) => items[key.parse::<usize>().expect("it is an index")] = value.clone(),
        (Value::Array(items), None) => drop(items.remove(key.parse().expect("it is an index"))),
        _ => panic!("{around} holds nothing"),
    }
    payload
}

#[test]
fn what_is_wrong_is_invalid_where_it_is_wrong() {
    let started = json!({"event": "chat_started", "visitor": {"id": "v"}});
    let ended = json!({"event": "chat_ended", "chat": {"id": "c", "attachment": [{"name": "n"}]}});
    let online = json!({"event": "online", "operator_id": 1});
    let closed = json!({"event": "CHAT_ON_CLOSE", "id": "1", "users": {"agent": {"name": "n"}}});
    let message = json!({"event": "CHAT_ON_MESSAGE", "id": "1", "message": {"msg": "m"}});
    let case = json!({"event": "case:status", "data": {"caseId": 1, "messages": [{"id": 1}]}});
    let cases: &[(&Value, &str, Option<Value>, &str)] = &[
        // What must be there.
        (&started, "/event", None, ""),
        (&started, "/visitor", None, ""),
        (&started, "/visitor/id", None, "/visitor"),
        (&online, "/operator_id", None, ""),
        (&case, "/data/caseId", None, "/data"),
        // And say something.
        (&started, "/event", Some(json!("")), "/event"),
        (&started, "/event", Some(json!("chat_stopped")), "/event"),
        (&started, "/visitor", Some(json!({})), "/visitor"),
        (&started, "/visitor", Some(Value::Null), "/visitor"),
        (&started, "/visitor", Some(json!("")), "/visitor"),
        (&started, "/visitor/id", Some(json!("")), "/visitor/id"),
        (&started, "/visitor/id", Some(Value::Null), "/visitor/id"),
        (&started, "/visitor/Id", Some(json!("")), "/visitor/Id"),
        (&closed, "/id", Some(json!("null")), "/id"),
        (&closed, "/ id", Some(json!("")), "/ id"),
        (&message, "/message", Some(json!("null")), "/message"),
        (&message, "/message", Some(json!("{}")), "/message"),
        (&message, "/message", Some(json!([])), "/message"),
        // What an object lacks, it lacks wherever it is.
        (&ended, "/visitor", Some(json!({})), "/visitor"),
        (&ended, "/visitor", Some(json!([])), "/visitor"),
        // The type.
        (&started, "/visitor", Some(json!("{\"id\":1}")), "/visitor"),
        (&started, "/visitor/name", Some(json!(5)), "/visitor/name"),
        (&started, "/visitor/name", Some(json!([])), "/visitor/name"),
        (&started, "/visitor/visits", Some(json!("3")), "/visitor/visits"),
        (&started, "/visitor/status", Some(json!("3")), "/visitor/status"),
        (&started, "/visitor/custom_fields", Some(json!({"id": 1})), "/visitor/custom_fields"),
        (&started, "/visitor/custom_fields", Some(json!({"0": {"id": 1}, "id": 1})), "/visitor/custom_fields"),
        (&started, "/visitor/custom_fields", Some(json!({"0": 5})), "/visitor/custom_fields/0"),
        (&started, "/visitor/custom_fields", Some(json!({})), "/visitor/custom_fields"),
        (&started, "/visitor/custom_fields", Some(json!("")), "/visitor/custom_fields"),
        (&started, "/visitor/custom_fields", Some(json!([""])), "/visitor/custom_fields/0"),
        (&started, "/visitor/visits", Some(json!("")), "/visitor/visits"),
        (&started, "/visitor/name", Some(json!({})), "/visitor/name"),
        (&started, "/visitor/id", Some(json!(" \u{200b}")), "/visitor/id"),
        (&started, "/visitor/id", Some(json!("00000000-0000-0000-0000-000000000000")), "/visitor/id"),
        (&ended, "/chat/attachment", Some(json!([[]])), "/chat/attachment/0"),
        (&started, "/visitor/custom_fields", Some(json!([5])), "/visitor/custom_fields/0"),
        (&started, "/visitor/custom_fields", Some(json!([[{"id": 1}]])), "/visitor/custom_fields/0"),
        (&started, "/visitor/custom_fields", Some(json!([{"field_id": true}])), "/visitor/custom_fields/0/field_id"),
        (&ended, "/chat/attachment", Some(json!({"url": 5})), "/chat/attachment/url"),
        (&ended, "/chat/attachment/0", Some(json!("a.txt")), "/chat/attachment/0"),
        (&ended, "/chat/wrapup", Some(json!({"category": 5})), "/chat/wrapup/category"),
        (&closed, "/users", Some(json!([1])), "/users"),
        (&closed, "/users", Some(json!("somebody")), "/users"),
        (&closed, "/users/agent/clients", Some(json!("agent-1")), "/users/agent/clients"),
        (&closed, "/status", Some(json!(true)), "/status"),
        (&closed, "/status", Some(json!({"a": 1})), "/status"),
        (&case, "/data/messages/0/senderType", Some(json!(1)), "/data/messages/0/senderType"),
        // Numbers.
        (&started, "/visitor/visits", Some(json!(2.5)), "/visitor/visits"),
        (&started, "/visitor/id", Some(json!(2.5)), "/visitor/id"),
        (&ended, "/chat/rating", Some(json!("five")), "/chat/rating"),
        (&ended, "/chat/waiting_time", Some(json!("10 s")), "/chat/waiting_time"),
        (&ended, "/chat/waiting_time", Some(json!("00:99:00")), "/chat/waiting_time"),
        (&closed, "/ahead_chats", Some(json!("2.5")), "/ahead_chats"),
        // Booleans.
        (&closed, "/translation_mode", Some(json!("yes")), "/translation_mode"),
        (&closed, "/translation_mode", Some(json!(1)), "/translation_mode"),
        // Times.
        (&started, "/visitor/visit_time", Some(json!("2018-07-23 05:17")), "/visitor/visit_time"),
        (&started, "/visitor/visit_time", Some(json!("/Date(1584422324807+9900)/")), "/visitor/visit_time"),
        (&started, "/visitor/visit_time", Some(json!(1.5)), "/visitor/visit_time"),
        (&closed, "/date_created", Some(json!("2018-07-23T05:17")), "/date_created"),
        (&closed, "/date_created", Some(json!("2018-13-23 05:17:40")), "/date_created"),
        (&closed, "/date_created", Some(json!(true)), "/date_created"),
        (&case, "/data/messages/0/dateCreated", Some(json!("Wed Mar 03 2021")), "/data/messages/0/dateCreated"),
        // JSON in a string.
        (&closed, "/comments", Some(json!("none")), "/comments"),
    ];
    for (payload, pointer, value, expected) in cases {
        let name = payload["event"].as_str().expect("it has a name");
        let wrong = changed(payload, pointer, value.as_ref());
        assert!(examine_one(payload.to_string().as_bytes()).is_sound, "{payload}");
        assert!(!examine_one(wrong.to_string().as_bytes()).is_sound, "{wrong}");
        let validator = validator(name);
        assert_valid(&validator, payload, name);
        let error = first_error(&validator, &wrong);
        assert_eq!(error.as_ref().map(|(pointer, _)| pointer.as_str()), Some(*expected), "{wrong}: {error:?}");
    }
}

#[test]
fn a_normalized_event_that_was_not_made_here_is_invalid() {
    let validator = validator("event");
    let event = examine_one(&fs::read("samples/comm100/chat_wrapped_up.json").expect("a sample can be read")).event;
    let event: Value = serde_json::from_str(&event.expect("it is understood")).expect("it is JSON");
    let cases: &[(&str, Option<Value>, &str)] = &[
        ("/specversion", Some(json!("0.3")), "/specversion"),
        ("/id", None, ""),
        ("/id", Some(json!(5)), "/id"),
        ("/type", Some(json!("chat.paused")), "/type"),
        ("/time", Some(json!("2018-07-23T05:17:40+02:00")), "/time"),
        ("/time", Some(json!("2018-07-23 05:17:40")), "/time"),
        ("/dataschema", Some(json!("urn:chathook:event:2")), "/dataschema"),
        ("/data", None, ""),
        ("/datacontenttype", Some(json!("application/json")), ""),
        ("/data/visitor/nickname", Some(json!("n")), "/data/visitor"),
        ("/data/visitor/visits", Some(json!("9")), "/data/visitor/visits"),
        ("/data/visitor/time_zone", Some(json!("GMT")), "/data/visitor/time_zone"),
        ("/data/visitor/variables", Some(json!([{"key": "k"}])), "/data/visitor/variables/0"),
        ("/data/actor", Some(json!({"role": "owner"})), "/data/actor/role"),
    ];
    for (pointer, value, expected) in cases {
        let wrong = changed(&event, pointer, value.as_ref());
        let error = first_error(&validator, &wrong);
        assert_eq!(error.as_ref().map(|(pointer, _)| pointer.as_str()), Some(*expected), "{wrong}: {error:?}");
    }
}

/// Values of the kinds that turn up where they should not, and those that the descriptions know as empty.
fn odd_values() -> Vec<Value> {
    fn push_empty(record: &Record, values: &mut Vec<Value>) {
        for field in record.fields {
            values.extend(field.empty.iter().map(|empty| Value::from(*empty)));
            values.extend(field.empty.iter().filter_map(|empty| serde_json::from_str(empty).ok()));
            if let Encoding::Object(inner) | Encoding::List(inner) = field.encoding {
                push_empty(inner, values);
            }
        }
    }
    let texts = [
        "",
        " ",
        "x",
        "null",
        "true",
        "[]",
        "{}",
        " [ ] ",
        "\u{c}{ }",
        "[5]",
        "{\"id\":7}",
        " {\"id\":{}} ",
        "[{\"id\":7,\"value\":[]}]",
        "{\"id\":}",
        "[1",
        "\"\"",
        "\"x\"",
        " null",
        "5",
        "-0",
        "007",
        "1.0",
        "-1.5e+3",
        "1.",
        "10s",
        "-2.5s",
        "s",
        "00:00:10",
        "99:59:59",
        "00:60:00",
        "agent-15111",
        "GMT 06:00",
        "+05:30",
        "\u{a0}\u{2060}",
        "{00000000000000000000000000000000}",
        "1.02:03:04",
        "00:07.2649999",
        "2018-02-03",
        "0000-00-00 00:00:00",
        "-0001-11-30",
        "1970-01-01T01:00:00.000Z",
        "Thu Jan 01 1970 00:00:00 GMT+0000",
        "/Date(-62135578800000)/",
        "1584422324",
        "/Date(1584422324807)/",
        "/Date(-1584422324+0530)/",
        "/Date(1584422324807+2400)/",
        "/Date()/",
        "1584422324807",
        "99999999999999999",
        "2018-02-03 04:05:06",
        "2018-02-31 04:05:06",
        "2018-02-03 24:05:06",
        "2018-02-03T04:05:06Z",
        "2018-02-03t04:05:06.25+02:00",
        "Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)",
        "wed mar  3 2021 1:1:1 GMT-0330",
        "WedMar03202110:19:49GMT+000000",
        "Wed Mar 03 +2021 10:19:60 GMT+0000",
        "Thu Mar 03 2021 10:19:49 GMT+0000",
        "Wed Mar 03 2021 10:19:49 GMT",
        "größer\n",
    ];
    let mut values: Vec<Value> = texts.into_iter().map(Value::from).collect();
    values.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(5),
        json!(-1.5),
        json!(1.0),
        json!(1_584_422_324_807_i64),
        json!([]),
        json!({}),
        json!([null, "", {}, []]),
        json!([5, "x"]),
        json!([{"id": 7, "name": "n", "value": {"a": [1]}}]),
        json!([[]]),
        json!([[{"id": 7}]]),
        json!({"id": 7}),
        json!({"id": null, "unheard_of": 1}),
        json!({"agent-7-web": {}}),
        json!({"0": {"id": 7}, "2": {"name": "n"}}),
        json!({"0": "x"}),
    ]);
    events().for_each(|(_, event)| push_empty(event.object, &mut values));
    values.dedup();
    values
}

/// The pointers of everything in a value but the value itself.
pub(crate) fn pointers(value: &Value, around: &str, found: &mut Vec<String>) {
    let mut push = |key: &str, value: &Value| {
        let pointer = format!("{around}/{key}");
        pointers(value, &pointer, found);
        found.push(pointer);
    };
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| push(&key.replace('~', "~0").replace('/', "~1"), value));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| push(&index.to_string(), item)),
        _ => {}
    }
}

/// Whether a pointer leads into JSON that travels as a string, which a schema does not look at.
fn is_in_text(payload: &Value, pointer: &str) -> bool {
    let ends = pointer.match_indices('/').map(|(at, _)| at);
    ends.skip(1).any(|end| payload.pointer(&pointer[..end]).is_some_and(Value::is_string))
}

/// Whether a pointer leads into an object that a word in it tells from others, of which a schema says only that it is one:
/// only the first of each kind is taken apart.
fn is_told_apart(vendor: &'static Vendor, event: &'static Event, pointer: &str) -> bool {
    let (family, _) = vendor.events().find(|(_, own)| *own == event).expect("the event is the vendor's");
    let body = Body { family, event: Some(event) };
    let mut rows = Some(body.rows());
    for step in pointer.split('/').skip(1) {
        let Some(field) =
            rows.as_ref().and_then(|rows| rows.fields.iter().find(|field| field.names().any(|it| it == step)))
        else {
            continue;
        };
        if matches!(field.encoding, Encoding::ObjectBy(_) | Encoding::ListBy(_) | Encoding::Each(_)) {
            return true;
        }
        rows = body.rows_in(field);
    }
    false
}

/// What no schema can tell from what is right: the code of the error, and the value.
const UNTOLD: &[(&str, &str)] = &[
    // JSON in a string, which is broken or lacks something further in.
    ("invalid-embedded-json", "\"{00000000000000000000000000000000}\""),
    ("invalid-embedded-json", r#""{\"id\":}""#),
    // The way in which a number is written.
    ("invalid-number", "1.0"),
    // The calendar, and how large a number is.
    ("invalid-time", "\"2018-02-31 04:05:06\""),
    ("invalid-time", "\"99999999999999999\""),
    ("invalid-time", "\"Thu Mar 03 2021 10:19:49 GMT+0000\""),
    ("invalid-time", "-1"),
    ("invalid-time", "-1.5"),
    ("invalid-time", "1.0"),
    ("invalid-time", "5"),
    // A batch that brings nothing but null shows no vendor.
    ("unknown-vendor", "null"),
    ("wrong-type", "1.0"),
];

/// Some payloads of an event, with the values in them replaced by odd ones, or taken away: by each odd one where no event
/// of the vendor had that place before, whatever the index, else by one in seven, in turns. The name stays, or it would be another event. Each
/// comes with what was put in.
fn changed_payloads(
    vendor: &'static Vendor,
    event: &'static Event,
    known: &mut BTreeSet<String>,
) -> Vec<(Value, String)> {
    let odd: Vec<Option<Value>> = odd_values().into_iter().map(Some).chain([None]).collect();
    let (family, _) = vendor.events().find(|(_, own)| *own == event).expect("the event is the vendor's");
    let name = Body { family, event: None }.name_pointer().replace("/-/", "/0/");
    let mut payloads = Vec::new();
    for seed in 0..3 {
        let payload: Value = serde_json::from_str(&sample::payload(vendor, event, seed)).expect("it is JSON");
        let mut places = Vec::new();
        pointers(&payload, "", &mut places);
        for (turn, place) in places.iter().filter(|place| **place != name).enumerate() {
            let step = if known.insert(place.replace(|it: char| it.is_ascii_digit(), "")) { 1 } else { 7 };
            payloads.extend(odd.iter().skip(turn % step).step_by(step).map(|value| {
                let put_in = value.as_ref().map_or_else(String::new, Value::to_string);
                (changed(&payload, place, value.as_ref()), put_in)
            }));
        }
    }
    payloads
}

/// What is no error is valid, and what is an error is not, but for what no schema can say.
#[test]
fn a_schema_accepts_what_is_no_error_and_no_more() {
    let normalized = validator("event");
    let mut untold = BTreeSet::new();
    let (mut accepted, mut rejected) = (0, 0);
    let mut objects = BTreeSet::new();
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    // Events that have the same object have the same schema but for their names.
    for (vendor, event) in events().filter(|(_, event)| objects.insert(ptr::from_ref(event.object))) {
        let [of_event, of_vendor] = both(vendor.name, event.name);
        let known = known.entry(vendor.name).or_default();
        for (index, (payload, put_in)) in changed_payloads(vendor, event, known).into_iter().enumerate() {
            let outcome = examine(payload.to_string().as_bytes()).remove(0);
            let is_valid = of_event.is_valid(&payload);
            // The vendor's schema tries every event's in turn: it is asked of one in so many that all places and values come up.
            if index % 13 == 0 {
                assert_eq!(of_vendor.is_valid(&payload), is_valid, "{payload}");
            }
            if outcome.is_sound {
                assert_valid(&of_event, &payload, &put_in);
                // A body that may bring several events may bring none.
                if let Some(event) = outcome.event {
                    assert_valid(&normalized, &serde_json::from_str(&event).expect("it is JSON"), &put_in);
                }
                accepted += 1;
            } else if is_valid {
                let errors = outcome.report.findings.iter().filter(|finding| finding.severity == Severity::Error);
                let errors = errors.filter(|error| !is_in_text(&payload, &error.pointer));
                let errors = errors.filter(|error| !is_told_apart(vendor, event, &error.pointer));
                untold.extend(errors.map(|error| (error.code.rule().name, put_in.clone())));
            } else {
                rejected += 1;
            }
        }
    }
    let untold: Vec<(&str, &str)> = untold.iter().map(|(code, value)| (*code, value.as_str())).collect();
    assert_eq!(untold, UNTOLD);
    assert!(accepted > 10_000 && rejected > 10_000, "{accepted} accepted, {rejected} rejected");
}

#[test]
fn the_command_writes_schemas_for_people_to_read() {
    let done = Run::new(&["schema", "comm100/chat_wraped_up"]).done().exits_with(0).says_no_more();
    let beginning = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:chathook:schema:comm100/chat_wrapped_up",
  "title": "Comm100 Live Chat: chat_wrapped_up",
"#;
    assert!(done.out.starts_with(beginning) && done.out.ends_with("\n  }\n}\n"), "{}", done.out);
    let keys = ["\"event\": {", "\"chat_id\": {", "\"visitor\": {", "\"wrapup\": {", "\"wrap_up\": {", "\"$defs\": {"];
    let places: Vec<_> = keys.iter().map(|key| done.out.find(key).expect("it is there")).collect();
    assert!(places.is_sorted(), "{places:?}");
    Run::new(&["schema", "CHAT_ON_CLOSE"]).done().exits_with(0).says("urn:chathook:schema:acquire/CHAT_ON_CLOSE\"");
    Run::new(&["schema", "acquire/case:status"]).done().exits_with(0).says("urn:chathook:schema:acquire/case:status\"");
    let event = Run::new(&["schema", "event"]).done().exits_with(0).says("urn:chathook:schema:event:1").out;
    assert_eq!(Run::new(&["schema"]).done().exits_with(0).says_no_more().out, event);
}

#[test]
fn an_unknown_schema_is_answered_with_what_was_probably_meant() {
    let complaint = "chathook: there is no schema of `chat_strted`; did you mean `chat_started`?";
    Run::new(&["schema", "chat_strted"]).done().exits_with(2).complains(complaint);
    Run::new(&["schema", "acquire/online"]).done().exits_with(2).complains("there is no schema of `acquire/online`");
    Run::new(&["schema", "\u{1b}"]).done().exits_with(2).complains("`chathook explain` lists the vendors");
}
