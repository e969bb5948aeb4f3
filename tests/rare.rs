//! Values and payloads that are rare, each with what becomes of it.

use serde_json::{Value, json};

use crate::support::{Run, examine_one, root};

/// A text with half of a surrogate pair is kept as it is written, is one error, and nothing is made of it.
#[test]
fn text_with_half_a_surrogate_pair_stays_as_it_is_written() {
    for (key, text) in [("chat_transcript", r"Al: hi \ud800\n"), ("operators", r"Bo,\ud800")] {
        let payload = format!(
            r#"{{"event":"chat_ended","visitor":{{"id":"v","name":"Al"}},"chat":{{"id":"c","{key}":"{text}"}}}}"#
        );
        let outcome = examine_one(payload.as_bytes());
        assert_eq!(outcome.codes().iter().filter(|code| **code == "invalid-utf8").count(), 1, "{payload}");
        let run = Run::new(&["normalize", "--lenient"]).input(&payload).done();
        let unmapped = format!(r#""unmapped":{{"/chat/{key}":"{text}"}}}}}}"#);
        assert!(run.out.trim_end().ends_with(&unmapped), "{}", run.out);
    }
}

/// A list of names without one is kept as it is written.
#[test]
fn names_that_are_none_are_no_agents() {
    let payload = r#"{"event":"chat_ended","visitor":{"id":"v"},"chat":{"id":"c","operators":" , "}}"#;
    let run = Run::new(&["normalize"]).input(payload).done();
    assert!(run.out.contains(r#""unmapped":{"/chat/operators":" , "}"#), "{}", run.out);
}

/// An event that is told by its keys has a runner-up if another resembles the payload as well; one that the payload names
/// has none.
#[test]
fn the_runner_up_is_an_event_that_might_be_meant() {
    let cases = [
        ("acquire/CHAT_ON_ACCEPT.json", "shape", json!("acquire/CHAT_ON_CLOSE")),
        ("comm100/offline_message_submitted.json", "shape", json!("comm100/chat_wrapped_up")),
        ("crisp/message-compose-receive.json", "shape", json!("crisp/message:compose:send")),
        // Nothing but `data` is there.
        ("acquire/case-status.json", "shape", Value::Null),
    ];
    for (sample, by, runner_up) in cases {
        let text = std::fs::read(root().join("samples").join(sample)).expect("the sample is there");
        let mut payload: Value = serde_json::from_slice(&text).expect("a sample is JSON");
        let named = detected(&payload);
        assert_eq!(named["runner_up"], Value::Null, "{sample}");
        payload.as_object_mut().expect("a sample is an object").remove("event");
        let unnamed = detected(&payload);
        assert_eq!((&unnamed["by"], &unnamed["runner_up"]), (&json!(by), &runner_up), "{sample}");
    }
}

/// How a payload is detected, as the JSON report says it.
fn detected(payload: &Value) -> Value {
    let run = Run::new(&["inspect", "--format", "json"]).input(payload.to_string()).done();
    let mut report: Value = serde_json::from_str(&run.out).expect("the report is JSON");
    report["payloads"][0]["detected"].take()
}
