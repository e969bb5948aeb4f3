//! Bodies that bring several events, of which each is read, normalized and spoken of by itself.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, Run, examine};

/// What is around the events.
const AROUND: &str = r#""app":{"id":"4f"},"webhook":{"id":"w","version":"v2"}"#;

/// An event that is right.
fn typing(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","createdAt":"2026-02-23T08:00:00.{id}Z","type":"conversation:typing","payload":{{"conversation":{{"id":"c{id}"}}}}}}"#
    )
}

/// Events that are not, each with the codes of what is found in it and the pointer of the first.
const WRONG: &[(&str, &[&str], &str)] = &[
    (r#"{"type":"conversation:typo","payload":{"a":1,"a":2}}"#, &["unknown-event", "duplicate-key"], "/type"),
    (r#"{"type":"weather:changed","payload":{}}"#, &["unknown-event"], "/type"),
    (r#"{"payload":{"a":1}}"#, &["missing-field"], ""),
    (r#"{"type":"","payload":{"a":1}}"#, &["missing-field"], "/type"),
    (r#"{"type":7,"payload":{"a":1}}"#, &["wrong-type"], "/type"),
    (r#"{"type":"conversation:remove"}"#, &["missing-field"], ""),
    (
        r#"{"type":"conversation:remove","payload":{"conversation":{"x":1}}}"#,
        &["missing-field", "unknown-field"],
        "/payload/conversation",
    ),
    (r#"{"type":"user:merge"}"#, &["missing-field", "not-a-chat-event"], ""),
    (
        r#"{"type":"conversation:remove","createdAt":"now","payload":{"conversation":{"id":"1"}}}"#,
        &["invalid-time"],
        "/createdAt",
    ),
    (
        r#"{"type":"conversation:remove","type":"conversation:read","payload":{"conversation":{"id":"1"}}}"#,
        &["duplicate-key"],
        "/type",
    ),
    ("7", &["wrong-type"], ""),
    ("null", &["wrong-type"], ""),
    (r#""""#, &["wrong-type"], ""),
    (r#"[{"type":"conversation:remove"}]"#, &["wrong-type"], ""),
];

fn body(events: &[&str]) -> String {
    format!(r#"{{{AROUND},"events":[{}]}}"#, events.join(","))
}

#[test]
fn each_event_is_whole_in_itself() {
    let outcomes = examine(body(&[&typing("1"), &typing("2")]).as_bytes());
    let events: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.event.as_deref()).collect();
    let event = |id: &str| {
        let head = format!(
            r#"{{"specversion":"1.0","id":"{id}","source":"/zendesk/4f","type":"chat.updated","subject":"c{id}","#
        );
        let rest = r#""dataschema":"urn:chathook:event:1","vendor":"zendesk","vendorevent":"conversation:typing","#;
        let unmapped = r#""unmapped":{"/webhook/id":"w","/webhook/version":"v2"}"#;
        format!(r#"{head}"time":"2026-02-23T08:00:00.{id}Z",{rest}"data":{{"chat":{{"id":"c{id}"}},{unmapped}}}}}"#)
    };
    assert_eq!(events, [event("1"), event("2")]);
}

#[test]
fn pointers_begin_at_the_body() {
    let more = r#"{"type":"conversation:remove","payload":{"conversation":{"id":"1"},"odd":[1]},"strange":true}"#;
    let outcomes = examine(body(&[&typing("1"), more]).as_bytes());
    let event = outcomes[1].event.as_deref().expect("it is understood");
    assert!(event.contains(r#""/events/1/payload/odd":[1],"/events/1/strange":true,"/webhook/id":"w""#), "{event}");
    let pointers: Vec<_> = outcomes[1].report.findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(pointers, ["/events/1/payload/odd", "/events/1/strange"]);
}

/// What is around the events may stand before them or after them.
#[test]
fn the_order_of_keys_makes_no_difference() {
    let events = [typing("1"), typing("2")].join(",");
    let [one, other] = [format!(r#"{{{AROUND},"events":[{events}]}}"#), format!(r#"{{"events":[{events}],{AROUND}}}"#)];
    let events = |body: &str| examine(body.as_bytes()).into_iter().map(|outcome| outcome.event).collect::<Vec<_>>();
    assert_eq!(events(&one), events(&other));
}

#[test]
fn what_is_wrong_with_one_holds_back_only_that() {
    for (wrong, codes, pointer) in WRONG {
        for at in 0..3 {
            let right = [typing("1"), typing("2")];
            let mut events: Vec<&str> = right.iter().map(String::as_str).collect();
            events.insert(at, wrong);
            let outcomes = examine(body(&events).as_bytes());
            assert_eq!(outcomes.len(), 3, "{wrong}");
            for (number, outcome) in outcomes.iter().enumerate() {
                assert_eq!(outcome.report.item, Some(number));
                assert_eq!(outcome.report.vendor, Some("zendesk"));
                if number != at {
                    assert!(outcome.is_sound && outcome.report.findings.is_empty(), "{wrong}: {outcome:#?}");
                }
            }
            let found = &outcomes[at];
            let mut found_codes = found.codes();
            found_codes.sort_by_key(|code| codes.iter().position(|known| known == code));
            assert_eq!(found_codes, *codes, "{wrong}");
            assert!(!found.is_sound, "{wrong}");
            let expected = format!("/events/{at}{pointer}");
            assert!(found.report.findings.iter().any(|finding| finding.pointer == expected), "{wrong}: {found:#?}");
            assert!(found.report.findings.iter().all(|finding| finding.item == Some(at)), "{wrong}: {found:#?}");
        }
    }
}

#[test]
fn what_is_wrong_around_them_holds_back_all_and_is_said_once() {
    for (around, code) in [
        (r#""app":{"id":"4f","id":"5"},"webhook":{}"#, "duplicate-key"),
        (r#""app":{"id":true},"webhook":{}"#, "wrong-type"),
    ] {
        let body = format!(r#"{{{around},"events":[{},{}]}}"#, typing("1"), typing("2"));
        let outcomes = examine(body.as_bytes());
        assert_eq!(outcomes.len(), 2);
        assert!(outcomes.iter().all(|outcome| !outcome.is_sound), "{around}");
        assert_eq!(outcomes[0].codes(), [code], "{around}");
        assert_eq!(outcomes[0].report.findings[0].item, None);
        assert_eq!(outcomes[1].codes(), [""; 0], "{around}");
        Run::new(&["normalize"])
            .input(&body)
            .done()
            .exits_with(1)
            .complains("1 payload with 2 events: 0 normalized, 2 rejected");
    }
}

#[test]
fn the_good_ones_are_written_and_the_body_is_kept_once() {
    let folder = Folder::new("batches");
    let file = folder.file("rejects", "");
    let body = body(&[&typing("1"), "7", WRONG[0].0, &typing("2")]);
    let source = format!("{body}\n{body}\n");
    for jobs in ["1", "2"] {
        let done = Run::new(&["normalize", "--rejects", &file, "--jobs", jobs]).input(&source).done().exits_with(1);
        assert_eq!(done.out.lines().count(), 4, "{done:#?}");
        assert_eq!(fs::read_to_string(&file).expect("it can be read"), source);
        done.complains("2 payloads with 8 events: 4 normalized, 4 rejected");
    }
}

#[test]
fn a_body_without_an_event_is_clean() {
    let body = body(&[]);
    let done = Run::new(&["normalize"]).input(&body).done().exits_with(0);
    assert_eq!(
        (done.out.as_str(), done.err.as_str()),
        ("", "1 payload with 0 events: 0 normalized, 1 without an event\n")
    );
    Run::new(&["validate", "--expect", "zendesk"])
        .input(&body)
        .done()
        .exits_with(0)
        .says("1 payload with 0 events, 1 clean");
    Run::new(&["--stdin-name", "it"]).input(&body).done().exits_with(0).says("it: zendesk, no event (clean)");
    let expected = ["validate", "--expect", "zendesk/conversation:read", "--format", "concise"];
    Run::new(&expected).input(&body).done().exits_with(1).says("unexpected-event");
}

#[test]
fn reports_count_payloads_and_events() {
    let source =
        format!("{}\n{}\n{}\n", body(&[&typing("1"), "7", "8"]), body(&[&typing("1"), &typing("2")]), body(&[]));
    let done = Run::new(&["validate", "--format", "json"]).input(&source).done().exits_with(1);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    let summary = &report["summary"];
    assert_eq!((summary["payloads"].as_u64(), summary["events"].as_u64()), (Some(3), Some(5)));
    assert_eq!(summary["clean"], 2);
    let places = |payload: &Value| (payload["index"].as_u64(), payload["item"].as_u64());
    let payloads = report["payloads"].as_array().expect("it is an array");
    let all: Vec<_> = payloads.iter().map(places).collect();
    let expected = [(1, Some(0)), (1, Some(1)), (1, Some(2)), (2, Some(0)), (2, Some(1)), (3, None)];
    assert_eq!(all, expected.map(|(index, item)| (Some(index), item)));
    assert_eq!(payloads[1]["findings"][0]["item"], 1);
    let clean = Run::new(&["validate"]).input(&source).done().exits_with(1);
    clean.says("3 payloads with 5 events, 2 clean: 2 errors").says("at /events/1 (item 1)");
    let junit = Run::new(&["validate", "--format", "junit"]).input(&source).done().exits_with(1);
    junit.says(r#"name="payload 1, item 2""#).says(r#"name="payload 3""#);
    for format in ["concise", "github", "gitlab", "sarif"] {
        Run::new(&["validate", "--format", format]).input(&source).done().exits_with(1).says("/events/2 (item 2)");
    }
}

#[test]
fn every_event_of_the_only_payload_is_shown() {
    let done = Run::new(&["--stdin-name", "it"]).input(body(&[&typing("1"), &typing("2")])).done().exits_with(0);
    done.says("it, item 0: zendesk/conversation:typing → chat.updated (clean, detected by signature)")
        .says("it, item 1: zendesk/conversation:typing");
    let two = format!("{0}\n{0}", body(&[&typing("1"), &typing("2")]));
    let done = Run::new(&["--stdin-name", "it"]).input(two).done().exits_with(0);
    done.says("it:2:1 item 1").says("2 payloads with 4 events\n      4  zendesk/conversation:typing");
}

/// The secret of one event stands on the line that is shown of another.
#[test]
fn secrets_of_other_events_are_not_shown() {
    let secret = r#"{"type":"conversation:postback","payload":{"conversation":{"id":"1"},"source":{"device":{"pushNotificationToken":"hush-hush"}}}}"#;
    let body = body(&["7", secret, "8"]);
    for format in ["human", "json", "sarif"] {
        let done = Run::new(&["validate", "--format", format]).input(&body).done().exits_with(1);
        assert!(!done.out.contains("hush"), "{}", done.out);
        done.says("secret-in-payload");
    }
    let done = Run::new(&["normalize"]).input(&body).done().exits_with(1);
    assert!(!done.out.contains("hush") && !done.err.contains("hush"), "{done:#?}");
}

#[test]
fn the_user_may_say_which_event_all_of_them_are() {
    let unnamed = r#"{"payload":{"conversation":{"id":"1"}}}"#;
    let done = Run::new(&["normalize", "--event", "zendesk/conversation:remove"])
        .input(body(&[unnamed, unnamed]))
        .done()
        .exits_with(0);
    assert_eq!(done.out.matches(r#""vendorevent":"conversation:remove""#).count(), 2, "{done:#?}");
}

/// What is around the events is repeated by each of them, which could be made to be a lot.
#[test]
fn what_is_repeated_has_a_limit() {
    const LIMIT: usize = 16 * 1024 * 1024;
    let events = vec![typing("1"); 32].join(",");
    let source = |filler: usize| format!(r#"{{{AROUND},"more":"{}","events":[{events}]}}"#, "x".repeat(filler));
    let around = source(0).len() - 32 * typing("1").len();
    let most = LIMIT / 32 - around;
    let run = |filler: usize| Run::new(&["validate", "--format", "concise"]).input(source(filler)).done();
    run(most).exits_with(0).says("unknown-field");
    run(most + 1).exits_with(1).says("too-large");
}
