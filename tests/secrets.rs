//! Secrets, which no output shows, wherever they stand in a payload.

use std::fs;
use std::path::PathBuf;

use crate::support::{Run, examine, files};

/// Every payload of the tests in which somebody left a secret, and where.
const PAYLOADS: &[(&str, &[&str])] = &[
    (
        "chatwoot/conversation_created",
        &["/messages/0/conversation/contact_inbox/pubsub_token", "/made_up/pubsub_token"],
    ),
    ("chatwoot/webwidget_triggered", &["/current_conversation/contact_inbox/pubsub_token"]),
    ("zendesk/client-add", &["/events/0/payload/source/device/pushNotificationToken"]),
    (
        "zendesk/conversation-message",
        &[
            "/events/0/payload/message/content/pushNotificationToken",
            "/events/0/payload/recentNotifications/1/source/device/pushNotificationToken",
        ],
    ),
    (
        "zendesk/conversation-message",
        &["/events/0/payload/message/quotedMessage/message/source/device/pushNotificationToken"],
    ),
    ("zendesk/conversation-read", &["/events/0/payload/activity/source/device/pushNotificationToken"]),
];

/// A value that is kept whole elsewhere is taken apart around a secret, and the rest of it is kept.
#[test]
fn every_secret_is_reported_where_it_stands() {
    let mut found = Vec::new();
    for path in files("tests/payloads", ".json") {
        let mut pointers = Vec::new();
        for outcome in examine(&fs::read(&path).expect("a payload can be read")) {
            assert!(!format!("{:?}{:?}", outcome.event, outcome.members).contains("hush"), "{}", path.display());
            let findings = outcome.report.findings.iter();
            pointers
                .extend(findings.filter(|it| it.code.rule().name == "secret-in-payload").map(|it| it.pointer.clone()));
        }
        if !pointers.is_empty() {
            let name = path.display().to_string();
            let (_, name) = name.split_once("tests/payloads/").expect("it stands there");
            found.push((name.split('.').next().expect("it has a name").to_owned(), pointers));
        }
    }
    let expected: Vec<_> = PAYLOADS
        .iter()
        .map(|(name, pointers)| ((*name).to_owned(), pointers.iter().map(|it| (*it).to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn no_output_shows_a_secret() {
    let paths = files("tests/payloads", ".json");
    let has_secret = |path: &&PathBuf| path.to_string_lossy().contains("secret");
    for path in paths.iter().filter(has_secret) {
        let path = path.to_str().expect("it is UTF-8");
        let formats = ["human", "concise", "json", "github", "gitlab", "sarif", "junit"];
        let validate = formats.map(|format| vec!["validate", "--strict", "--format", format, path]);
        let others = [vec![path, "--wide"], vec![path, "--format", "json"], vec!["normalize", "--lenient", path]];
        for arguments in validate.into_iter().chain(others) {
            let done = Run::new(&arguments).done();
            assert!(!done.out.contains("hush") && !done.err.contains("hush"), "{arguments:?}: {done:#?}");
        }
    }
}

/// What stands around several events is read once, whatever events they are.
#[test]
fn a_secret_around_several_events_is_in_none_of_them() {
    let body = r#"{"app":{"id":"a"},"webhook":{"id":"w"},"made_up":{"kept":1,"pushNotificationToken":"hush-hush"},"events":[
        {"id":"1","type":"conversation:remove","payload":{"conversation":{"id":"c"}}},
        {"id":"2","type":"conversation:message","payload":{"conversation":{"id":"c"},"message":{"id":"m"}}}]}"#;
    let done = Run::new(&["normalize"]).input(body).done().exits_with(0);
    assert!(!done.out.contains("hush") && !done.err.contains("hush"), "{done:#?}");
    assert_eq!(done.out.matches(r#""unmapped":{"/made_up/kept":1,"/webhook/id":"w"}"#).count(), 2, "{}", done.out);
}

/// Bodies with a secret that a glance would miss; what is read of each, or what keeps it from being read.
const HIDDEN: &[(&str, &str)] = &[
    // Its key is written with an escape, in a value that is kept whole.
    (
        r#"{"event":"conversation_created","id":1,"inbox_id":2,"made_up":{"a":[{"pubsub_tok\u0065n":"hush","b":1}]}}"#,
        "secret-in-payload",
    ),
    // It is told twice.
    (r#"{~,"secret_key":"hush","secret_key":"hush-hush","payload":{"chat_id":"Q"}}"#, "duplicate-key"),
    // It is cut off; or stands behind an error.
    (r#"{~,"payload":{"chat_id":"Q"},"secret_key":"hush"#, "invalid-json"),
    (r#"{~,"payload":{"chat_id":"Q"},"secret_key" : "hush\"#, "invalid-json"),
    (r#"{~,"payload":oops,"secret_key":"a hush \" hush","x":1}"#, "invalid-json"),
    (r#"{~,"payload":oops,"secret_key":["hush"]}"#, "invalid-json"),
    // It is not said which of two vendors' events it is, or it is named as another.
    (r#"{~,"secret_key":"hush","event":"online","operator_id":1,"payload":{"chat_id":"Q"}}"#, "ambiguous-event"),
    (
        r#"{~,"secret_key":"hush","payload":{"chat":{"id":"Q","users":[],"thread":{"id":"T","events":[]}}}}"#,
        "ambiguous-event",
    ),
];

#[test]
fn a_secret_is_hidden_that_is_written_otherwise_or_stands_in_no_payload() {
    let signed = r#""webhook_id":"41d0c3a97e5b4f2688b1d6f0a93c7e25","action":"chat_deactivated""#;
    for (body, code) in HIDDEN {
        let body = body.replace('~', signed);
        let done = Run::new(&["validate"]).input(&body).done();
        assert!(done.out.contains(&format!("[{code}]")), "{body}: {}", done.out);
        for arguments in [&["validate", "--strict"][..], &["--wide"], &["normalize", "--lenient"]] {
            let done = Run::new(arguments).input(&body).done();
            assert!(!done.out.contains("hush") && !done.err.contains("hush"), "{body} {arguments:?}: {done:#?}");
        }
    }
}
