//! Values from end to end: what is said of them, and what they become.

use std::fs;

use chathook::encoding::time::Zone;
use chathook::explain::explain;
use chathook::plan::Plan;
use chathook::render::safe::Safe;
use chathook::vendors::VENDORS;
use serde_json::{Value, json};

use crate::support::{Folder, Run, examine_fully, examine_in, examine_one, files, root};

/// The only payload of a source, in a zone: the codes of its findings, and what it becomes.
fn read_in(zone: &str, source: &str) -> (Vec<&'static str>, Value) {
    let zone = Zone::named(zone).expect("there is such a zone");
    let outcome = examine_in(source.as_bytes(), zone).remove(0);
    let codes = outcome.codes().into_iter().filter(|code| *code != "assumed-time-zone").collect();
    (codes, serde_json::from_str(&outcome.event.expect("it is understood")).expect("it is JSON"))
}

fn read(source: &str) -> (Vec<&'static str>, Value) {
    read_in("UTC", source)
}

fn visitor(member: &str) -> String {
    format!(r#"{{"event":"chat_started","visitor":{{"id":"v",{member}}}}}"#)
}

fn closed(member: &str) -> String {
    format!(r#"{{"id":"1",{member},"event":"CHAT_ON_CLOSE"}}"#)
}

#[test]
fn an_empty_value_of_another_type_is_wrong_where_types_are_strict() {
    for (source, codes) in [
        (r#"{"event":"chat_started","visitor":[]}"#.to_owned(), &["wrong-type"][..]),
        (r#"{"event":"chat_started","visitor":""}"#.to_owned(), &["wrong-type"]),
        (r#"{"event":"chat_started","visitor":{}}"#.to_owned(), &["missing-field"]),
        (r#"{"event":"chat_started","visitor":null}"#.to_owned(), &["missing-field"]),
        (visitor(r#""visits":"""#), &["wrong-type"]),
        (visitor(r#""visits":null"#), &[]),
        (visitor(r#""custom_fields":{}"#), &["wrong-type"]),
        (visitor(r#""custom_fields":"""#), &["wrong-type"]),
        (visitor(r#""custom_fields":[""]"#), &["wrong-type"]),
        (visitor(r#""custom_fields":[[]]"#), &["wrong-type"]),
        (visitor(r#""custom_fields":[{},null]"#), &[]),
        (visitor(r#""name":[]"#), &["wrong-type"]),
        (visitor(r#""name":"""#), &[]),
        (visitor(r#""status":"""#), &["wrong-type"]),
        (visitor(r#""department":"""#), &[]),
        (closed(r#""users":[],"ahead_chats":{},"by":[],"comments":{}"#), &[]),
    ] {
        let outcome = examine_one(source.as_bytes());
        assert_eq!(outcome.codes(), codes, "{source}");
        // Nothing of it is written.
        let event = outcome.event.unwrap_or_default();
        assert!(!event.contains("[]") && !event.contains("unmapped"), "{event}");
    }
}

/// Who is responsible changed, if an item has the key; the value may say nothing.
#[test]
fn a_key_may_say_something_whatever_its_value() {
    for (changed, kind) in [
        (r#"[{"team_id":{"previous_value":null,"current_value":4}}]"#, "chat.transferred"),
        (r#"[{"team_id":null}]"#, "chat.transferred"),
        (r#"[{"label_list":{}},{"assignee_id":{}}]"#, "chat.transferred"),
        (r#"[{"label_list":{"current_value":[]}}]"#, "chat.updated"),
        ("[]", "chat.updated"),
        ("null", "chat.updated"),
    ] {
        let (_, event) =
            read(&format!(r#"{{"event":"conversation_updated","id":1,"inbox_id":2,"changed_attributes":{changed}}}"#));
        assert_eq!(event["type"], kind, "{changed}");
    }
}

#[test]
fn an_hour_that_occurs_twice_is_read_so_that_the_event_agrees() {
    let zone = "America/New_York";
    let times = |created: &str, picked: &str, wait: &str| {
        closed(&format!(
            r#""date_created":"2024-11-03 {created}","date_picked":"2024-11-03 {picked}","chat_wait_time":"{wait}""#
        ))
    };
    for (created, picked, wait, which, times_of) in [
        // Nothing decides.
        ("01:30:00", "01:30:20", "20", "first", ("05:30:00", "05:30:20")),
        // The order does, and the wait agrees.
        ("01:59:50", "01:00:10", "20", "both", ("05:59:50", "06:00:10")),
        // The wait does.
        ("01:10:00", "01:20:00", "4200", "both", ("05:10:00", "06:20:00")),
        // Only one of them occurs twice.
        ("00:59:50", "01:00:10", "20", "first", ("04:59:50", "05:00:10")),
        ("00:59:50", "01:00:10", "3620", "second", ("04:59:50", "06:00:10")),
        ("01:59:50", "02:00:10", "20", "second", ("06:59:50", "07:00:10")),
        ("01:59:50", "02:00:10", "null", "first", ("05:59:50", "07:00:10")),
    ] {
        let source = times(created, picked, wait);
        let (codes, event) = read_in(zone, &source);
        let chat = &event["data"]["chat"];
        let expected = [times_of.0, times_of.1].map(|time| json!(format!("2024-11-03T{time}Z")));
        assert_eq!([&chat["created_at"], &chat["accepted_at"]], [&expected[0], &expected[1]], "{source}");
        assert_eq!(event["data"]["assumed"]["repeated_hour"], which, "{source}");
        assert!(codes.iter().all(|code| *code == "repeated-hour") && !codes.is_empty(), "{source}: {codes:?}");
    }
    let (codes, event) = read_in(zone, &times("03:30:00", "03:30:20", "20"));
    assert_eq!((codes, &event["data"]["assumed"]), (vec![], &json!({"time_zone": zone})));
    let (codes, _) = read_in("-05:00", &times("01:30:00", "01:30:20", "20"));
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_time_that_a_zone_never_had_is_none() {
    let (codes, event) = read_in("America/New_York", &closed(r#""date_created":"2024-03-10 02:15:00""#));
    assert_eq!(codes, ["invalid-time"]);
    assert_eq!(event["data"]["unmapped"]["/date_created"], "2024-03-10 02:15:00");
}

#[test]
fn times_that_have_an_order_are_held_to_it() {
    let ended = |times: &str| {
        format!(
            r#"{{"event":"chat_ended","visitor":{{"id":"v","visit_time":"/Date(1584422324807)/"}},"chat":{{"id":"c",{times}}}}}"#
        )
    };
    for (times, codes) in [
        (r#""start_time":"/Date(1584422324807)/""#, &[][..]),
        (r#""start_time":"/Date(1584422324806)/""#, &["time-order"]),
        // In seconds, both are the same.
        (r#""start_time":"/Date(1584422324)/""#, &["assumed-epoch-unit"]),
        (r#""end_time":"/Date(1584422324000)/""#, &["time-order"]),
        // A date is any time of its day.
        (r#""end_time":"2020-03-17""#, &["other-time-form"]),
        (r#""end_time":"2020-03-16""#, &["other-time-form", "time-order"]),
        // What is wrong by itself is not compared.
        (r#""end_time":"/Date(946684799999)/""#, &["implausible-time"]),
    ] {
        assert_eq!(read(&ended(times)).0, codes, "{times}");
    }
    // A number that is as long as a date is none: the day of its second is not meant.
    for (updated, codes) in [("1699990000.5", &["time-order"][..]), ("1700000000.5", &[])] {
        let source = format!(
            r#"{{"event":"conversation_updated","id":1,"inbox_id":1,"created_at":1700000000,"updated_at":{updated}}}"#
        );
        let found = read(&source).0;
        assert_eq!(found.into_iter().filter(|code| *code != "absent-fields").collect::<Vec<_>>(), codes, "{updated}");
    }
}

/// A key is no misspelling of one that is there.
#[test]
fn a_key_that_is_there_is_not_the_one_that_was_meant() {
    assert_eq!(read(&visitor(r#""langauge":"en""#)).0, ["misspelled-field"]);
    assert_eq!(read(&visitor(r#""langauge":"en","language":"de""#)).0, ["unknown-field"]);
}

/// At both sides of what it may differ by.
#[test]
fn a_wait_is_as_long_as_its_times_say() {
    let closed = |created: &str, wait: u32| {
        let times = format!(r#""date_created":"2024-05-01{created}","date_picked":"2024-05-01 10:00:07""#);
        closed(&format!(r#""chat_wait_time":"{wait}",{times}"#))
    };
    for (created, wait, is_told) in [
        (" 10:00:00", 4, true),
        (" 10:00:00", 5, false),
        (" 10:00:00", 9, false),
        (" 10:00:00", 10, true),
        // A date alone is any time of its day.
        ("", 10, false),
    ] {
        let codes = read(&closed(created, wait)).0;
        assert_eq!(codes.contains(&"wait-mismatch"), is_told, "{created} {wait}: {codes:?}");
    }
}

#[test]
fn eleven_digits_are_no_unit_of_a_likely_year() {
    let finished = |time: &str| {
        format!(
            r#"{{"event_name":"chat_finished","widget_id":"1","chat_id":1,"chat":{{"messages":[{{"type":"visitor","timestamp":{time}}}]}}}}"#
        )
    };
    let beside = "neither seconds nor milliseconds";
    for (source, is_said) in [
        (visitor(r#""visit_time":"/Date(13584868423)/""#), true),
        (visitor(r#""visit_time":"/Date(13584868423+0200)/""#), true),
        (visitor(r#""visit_time":"/Date(946684799999)/""#), false),
        (finished("16000000001"), true),
        (finished("4102444800"), false),
    ] {
        let outcome = examine_one(source.as_bytes());
        let found = outcome.report.findings.iter().find(|it| it.code.rule().name == "implausible-time");
        let message = &found.expect("the year is not a likely one").message;
        assert_eq!(message.contains(beside), is_said, "{message}");
    }
}

#[test]
fn no_time_is_no_time() {
    for time in ["/Date(-62135596800000)/", "/Date(-62135578800000)/", "/Date(0)/", "0000-00-00 00:00:00", ""] {
        let (codes, event) = read(&visitor(&format!(r#""visit_time":"{time}""#)));
        assert_eq!((codes, &event["data"]), (vec![], &json!({"visitor": {"id": "v"}})), "{time}");
    }
}

#[test]
fn ids_that_say_nothing_are_missing() {
    for id in [
        " ",
        "\\u00a0",
        "\u{3000}\t",
        "\u{200b}",
        "00000000-0000-0000-0000-000000000000",
        "{00000000000000000000000000000000}",
    ] {
        let id = id.replace('\t', "\\t");
        let source = format!(r#"{{"event":"online","operator_id":"{id}"}}"#);
        assert_eq!(examine_one(source.as_bytes()).codes(), ["missing-field"], "{source}");
        let (codes, event) = read(&visitor(&format!(r#""skill":"{id}","name":"{id}""#)));
        let is_blank = !id.contains('0') || id.contains("\\u");
        assert_eq!(event["data"].get("chat"), None, "{id}");
        assert_eq!(event["data"]["visitor"].get("name").is_none(), is_blank, "{id}");
        assert!(codes.is_empty(), "{codes:?}");
    }
}

#[test]
fn one_guid_is_one_id_however_it_is_written() {
    let plain = "3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2e";
    let other = "3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2f";
    let source = |id: &str| {
        format!(
            r#"{{"event":"chat_wrapped_up","chat_id":"{id}","visitor":{{"id":"v","chat_id":"{plain}"}},"wrapup":{{"category":"Sales"}}}}"#
        )
    };
    for id in [
        plain.to_owned(),
        plain.to_uppercase(),
        plain.replace('-', ""),
        format!("{{{plain}}}"),
        format!("{{{}}}", plain.replace('-', "").to_uppercase()),
    ] {
        let (codes, event) = read(&source(&id));
        assert_eq!((codes, &event["data"]["chat"]["id"]), (vec![], &json!(id)));
        assert_eq!(event["data"].get("unmapped"), None, "{id}");
        let (_, event) = read(&visitor(&format!(r#""department":"{id}""#)));
        assert_eq!(event["data"]["chat"], json!({"department_id": id}));
    }
    assert_eq!(read(&source(other)).0, ["conflicting-values"]);
    // Any account that ends in one, too.
    let account = |one: &str, other: &str| {
        format!(
            r#"{{"event":"session:removed","website_id":"{one}","data":{{"website_id":"{other}","session_id":"s"}}}}"#
        )
    };
    assert_eq!(read(&account(plain, &plain.to_uppercase())).0, [""; 0]);
    assert_eq!(read(&account(plain, other)).0, ["conflicting-values"]);
}

#[test]
fn what_people_do_not_see_is_said_where_they_compare() {
    for (member, codes) in [
        ("\"skill\":\"ab\u{2060}\"", &["suspicious-text"][..]),
        ("\"skill\":\"a\\u200db\"", &["suspicious-text"]),
        ("\"email\":\"a\u{ad}da@example.com\"", &["suspicious-text"]),
        ("\"referrer_url\":\"https://example.com/\u{202e}gpj\"", &["suspicious-text"]),
        ("\"name\":\"Ada\u{200b}\"", &[]),
        ("\"visits\":-1", &["negative-count"]),
        ("\"visits\":0", &[]),
        ("\"visits\":-0", &[]),
        ("\"visits\":9007199254740992", &[]),
        ("\"visits\":9007199254740993", &["large-number"]),
        ("\"visits\":-9007199254740993", &["negative-count"]),
        ("\"skill\":12345678901234567890", &["large-number"]),
        ("\"skill\":123456789012345678901234567890", &["large-number"]),
        ("\"skill\":\"12345678901234567890\"", &[]),
        ("\"name\":\"a\\u0000\"", &["null-character"]),
        ("\"name\":\"a\\\\u0000\"", &[]),
        // Where it stands as it is, that is all that is said.
        ("\"name\":\"a\u{0}\"", &["invalid-json"]),
        ("\"custom_fields\":{\"0\":{\"id\":1,\"value\":\"x\"},\"2\":{\"id\":2,\"value\":\"y\"}}", &["numbered-object"]),
        ("\"custom_fields\":{\"0\":{\"id\":1},\"x\":{\"id\":2}}", &["wrong-type"]),
    ] {
        assert_eq!(read(&visitor(member)).0, codes, "{member}");
    }
    let (codes, event) =
        read(r#"{"event":"chat_ended","chat":{"id":"c","attachment":{"0":{"name":"a"},"2":{"name":"b"}}}}"#);
    assert_eq!(
        (codes, &event["data"]["attachments"]),
        (vec!["numbered-object"], &json!([{"name": "a"}, {"name": "b"}]))
    );
}

#[test]
fn what_joins_letters_and_pictures_is_shown_as_it_is() {
    for text in [
        "👩\u{200d}💻",
        "❤\u{fe0f}\u{200d}🔥",
        "👨🏽\u{200d}🚀",
        "1\u{fe0f}\u{20e3}",
        "می\u{200c}خواهم",
        "Auf\u{200c}lage",
        "ක\u{0dca}\u{200d}ෂ",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "葛\u{e0100}",
    ] {
        assert_eq!(Safe(text).to_string(), text);
    }
    for text in [
        "a\u{200d}b",
        "a\u{200c}",
        "\u{200c}a",
        "a\u{200b}b",
        "a\u{fe0f}",
        "a\u{e0041}",
        "a\u{3164}",
        "a\u{2060}",
        "\u{34f}",
    ] {
        let shown = Safe(text).to_string();
        assert!(shown.contains("\\u{") && !shown.contains(|it: char| !it.is_ascii()), "{shown}");
    }
}

#[test]
fn a_name_with_a_colon_is_a_name() {
    let ended = |name: &str, operators: &str, transcript: &str| {
        let chat = format!(r#"{{"id":"c","operators":"{operators}","chat_transcript":"{transcript}"}}"#);
        let (codes, event) =
            read(&format!(r#"{{"event":"chat_ended","visitor":{{"id":"v","name":"{name}"}},"chat":{chat}}}"#));
        assert!(codes.is_empty(), "{codes:?}");
        let messages = event["data"]["messages"].as_array().cloned().unwrap_or_default();
        let said = messages
            .iter()
            .filter(|it| it["kind"] == "text")
            .map(|it| [&it["author"]["name"], &it["text"]].map(|text| text.as_str().unwrap_or("-").to_owned()));
        said.collect::<Vec<_>>()
    };
    let joined = "Agent Support: Bo has joined the chat.⊙[10:00:00] Support: Bo: How may I help?⊙[10:00:05] Jo: a: b⊙";
    assert_eq!(ended("Jo", "", joined), [["Support: Bo", "How may I help?"], ["Jo", "a: b"]]);
    let listed = "[10:00:00] Support: Bo: Hi⊙[10:00:05] A: B: :)⊙[10:00:06] Support: Bob: no⊙[10:00:07] Support: Bo:⊙";
    let expected = [["Support: Bo", "Hi"], ["A: B", ":)"], ["Support", "Bob: no"], ["Support: Bo", "-"]];
    assert_eq!(ended("A: B", "Support: Bo", listed), expected);
}

#[test]
fn spans_of_time_are_seconds() {
    for (text, seconds) in [
        ("00:00:07.2649999", "7.2649999"),
        ("00:07.2649999", "7.2649999"),
        ("1.02:03:04", "93784"),
        ("1.02:03:04.500", "93784.5"),
        ("02:03", "123"),
        ("99:00:00", "356400"),
    ] {
        let source = format!(r#"{{"event":"chat_ended","chat":{{"id":"c","waiting_time":"{text}"}}}}"#);
        let event = examine_one(source.as_bytes()).event.expect("it is understood");
        assert!(event.contains(&format!("\"wait_seconds\":{seconds}}}")), "{text}: {event}");
    }
    for text in
        ["1.24:00:00", "1.2:03:04", "00:60:00", "60:00.5", "00:00:00.", "1.02:03", "00:00:07.1234567890", "-00:00:01"]
    {
        let source = format!(r#"{{"event":"chat_ended","chat":{{"id":"c","waiting_time":"{text}"}}}}"#);
        assert_eq!(examine_one(source.as_bytes()).codes(), ["invalid-number"], "{text}");
    }
}

#[test]
fn it_is_said_when_more_than_half_of_the_fields_are_absent() {
    let said = |source: &str| {
        let outcome = examine_fully(source.as_bytes()).remove(0);
        let found = outcome.report.findings.into_iter().find(|it| it.code.rule().name == "absent-fields");
        found.map(|found| found.message)
    };
    let with = |count: usize| {
        let event = VENDORS.iter().find_map(|vendor| vendor.event("CHAT_ON_CLOSE")).expect("there is such an event");
        let pointers = &Plan::of(event).documented().pointers;
        assert_eq!(pointers.len(), 45);
        let keys = pointers
            .iter()
            .map(|pointer| &pointer[1..])
            .filter(|key| !key.contains('/') && *key != "event" && *key != "id");
        let members: Vec<String> = keys.take(count).map(|key| format!("\"{key}\":null,")).collect();
        format!(r#"{{{}"id":"1","event":"CHAT_ON_CLOSE"}}"#, members.concat())
    };
    assert_eq!(said(&with(0)).as_deref(), Some("43 of 45 documented fields are absent"));
    assert_eq!(said(&with(20)).as_deref(), Some("23 of 45 documented fields are absent"));
    assert_eq!(said(&with(21)), None);
    assert_eq!(said(r#"{"event":"online","operator_id":1}"#), None);
}

/// As of all that has no order in JSON.
#[test]
fn the_order_of_an_object_of_numbers_makes_no_difference() {
    let with = |members: &str| {
        let source = format!(r#"{{"event":"chat_ended","chat":{{"id":"c","custom_fields":{{{members}}}}}}}"#);
        read(&source)
    };
    let (codes, sorted) = with(r#""2":{"name":"a"},"10":{"name":"b"},"11":{"name":"c"}"#);
    assert_eq!(codes, ["numbered-object"]);
    assert_eq!(sorted["data"]["chat"]["fields"], json!([{"name": "a"}, {"name": "b"}, {"name": "c"}]));
    assert_eq!(with(r#""11":{"name":"c"},"2":{"name":"a"},"10":{"name":"b"}"#), (codes, sorted));
}

#[test]
fn no_span_of_time_is_negative() {
    let queue = |seconds: &str| {
        format!(
            r#"{{"webhook_id":"41d0c3a9","organization_id":"o","action":"chat_transferred","payload":{{"chat_id":"Q","transferred_to":{{"group_ids":[1]}},"queue":{{"position":1,"wait_time":{seconds}}}}}}}"#
        )
    };
    assert_eq!(read(&queue("-2")).0, ["implausible-duration"]);
    assert_eq!(read(&queue("90000")).0, [""; 0]);
}

#[test]
fn what_is_demanded_must_be_there() {
    let full = fs::read_to_string(root().join("samples/acquire/CHAT_ON_CLOSE.json")).expect("a sample can be read");
    let online = r#"{"event":"online","operator_id":1}"#;
    let codes = |demands: &[&str], input: &str| {
        let mut arguments =
            vec!["validate", "--format", "concise", "--level", "absent-fields=ignore", "--time-zone", "UTC"];
        arguments.extend(demands.iter().flat_map(|demand| ["--require", demand]));
        let done = Run::new(&arguments).input(input).done();
        let said = done.out.lines().filter_map(|line| line.split('`').nth(1));
        (done.code, said.map(str::to_owned).collect::<Vec<_>>())
    };
    let none = Vec::<String>::new();
    assert_eq!(codes(&["metrics.*", "/users/agent/email", "agents[].name", "chat.id"], &full), (Some(0), none.clone()));
    let short = r#"{"id":"1","chat_duration":"5","event":"CHAT_ON_CLOSE"}"#;
    let metrics = ["metrics.wait_seconds", "metrics.queue_ahead", "metrics.queue_ahead_seconds"];
    assert_eq!(codes(&["metrics.*"], short), (Some(1), metrics.map(str::to_owned).to_vec()));
    // A pattern asks for what the event can say, a name for itself.
    assert_eq!(codes(&["metrics.*", "/visitor/*"], online), (Some(0), none));
    assert_eq!(codes(&["metrics.wait_seconds"], online).0, Some(1));
    assert_eq!(codes(&["/visitor/email"], online).1, ["/visitor/email"]);
    // What is empty says nothing.
    let empty = visitor(r#""email":"","phone":null"#);
    assert_eq!(codes(&["/visitor/email", "/visitor/id"], &empty).1, ["/visitor/email"]);
    assert_eq!(codes(&["/visitor/*mail", "/visitor/ph*"], &empty).1, ["/visitor/email", "/visitor/phone"]);
    assert_eq!(codes(&["/users/agent/*", "/id"], short).1.len(), 5);
    // What is wrong is told as that; of several events, the one that lacks something.
    let wrong = visitor(r#""visits":"x""#);
    assert_eq!(codes(&["visitor.visits"], &wrong).1, [""; 0]);
    let events = r#"{"app":{"id":"a"},"webhook":{"id":"w"},"events":[
        {"id":"1","createdAt":"2026-03-13T11:02:26Z","type":"conversation:remove","payload":{"conversation":{"id":"c"}}},
        {"id":"2","type":"conversation:remove","payload":{"conversation":{"id":"c"}}}]}"#;
    assert_eq!(codes(&["/events/*/createdAt"], events).1, ["/events/1/createdAt"]);
    let done = Run::new(&["validate", "--format", "concise", "--require", "time"]).input(events).done();
    assert!(done.out.contains("/events/1 (item 1): `time` is missing or empty"), "{}", done.out);
    assert_eq!(codes(&["/id", "visitor.emial"], short).0, Some(2));
    let done = Run::new(&["validate", "--require", "visitor.emial"]).input(online).done().exits_with(2);
    done.complains("did you mean `visitor.email`?");
}

#[test]
fn the_coverage_can_be_demanded() {
    let online = r#"{"event":"online","operator_id":1}"#;
    let run = |arguments: &[&str]| Run::new(&[&["validate", "--coverage"], arguments].concat()).input(online).done();
    run(&["--min-coverage", "100"]).exits_with(0);
    run(&["--min-coverage", "0.1%", "--vendor", "comm100"]).exits_with(0);
    run(&["--min-coverage", "50", "--vendor", "comm100"])
        .exits_with(1)
        .complains("documented fields of all events of comm100");
    Run::new(&["validate", "--coverage", "--min-coverage", "1"]).input("{}").done().exits_with(1).complains("0 of 0");
    run(&["--min-coverage", "101"]).exits_with(2);
    Run::new(&["validate", "--min-coverage", "1"]).input(online).done().exits_with(2);
}

#[test]
fn a_file_is_named_after_its_event() {
    let folder = Folder::new("named");
    let ended = r#"{"event":"chat_ended","chat":{"id":"c"}}"#;
    for (path, code, said) in [
        ("comm100/chat_ended.json", 0, ""),
        ("comm100/chat_ended.2018.json", 0, ""),
        ("comm100/chat_ended/1.json", 0, ""),
        (
            "comm100/chat_endde.json",
            1,
            "error[unexpected-event]: /event: the file is called `chat_endde`, which is not an event",
        ),
        ("comm100/chat-endde.old.json", 1, "did you mean `chat_ended`?"),
        ("comm100/fixture.json", 0, "note[unknown-path]: /event: the file is called `fixture`"),
        ("comm100/archive.ndjson", 0, "note[unknown-path]"),
        ("acquire/fixture.json", 1, "error[unexpected-event]: /event: expected an event of acquire"),
    ] {
        let content = if path.ends_with("ndjson") { format!("{ended}\n").repeat(3) } else { ended.to_owned() };
        let file = folder.file(path, content);
        let arguments = ["validate", "--format", "concise", "--expect-path", "--level", "absent-fields=ignore", &file];
        let done = Run::new(&arguments).done().exits_with(code);
        let lines: Vec<_> = done.out.lines().collect();
        assert_eq!(lines.len(), usize::from(!said.is_empty()), "{path}: {lines:?}");
        assert!(lines.iter().all(|line| line.contains(said)), "{path}: {lines:?}");
    }
}

/// Nothing that a vendor sends, or once sent, is blamed.
#[test]
fn what_is_right_is_not_blamed() {
    for folder in ["tests/right", "samples"] {
        let done = Run::new(&["validate", "--strict", "--format", "concise", folder]).done();
        let blamed: Vec<_> = done.out.lines().filter(|line| !line.contains(": note[")).collect();
        assert!(done.code == Some(0) && blamed.is_empty(), "{blamed:#?}");
    }
}

/// Each list has the keys of the pages of a vendor, sample by sample.
#[test]
fn every_key_that_a_vendor_prints_is_described() {
    for path in files("tests/documented", ".txt") {
        let vendor = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a list can be read");
        let mut event = "";
        for line in text.lines() {
            match line.strip_prefix("  ") {
                None => event = line,
                Some(field) => {
                    let topic = format!("{vendor}/{event}/{field}");
                    assert!(explain(&topic).is_ok(), "{topic} is not described");
                }
            }
        }
    }
}
