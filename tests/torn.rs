//! A payload of which the end is missing still says whose it is, and which event, wherever what is left shows that.

use std::collections::BTreeSet;
use std::fs;

use chathook::describe::{Body, Event, Vendor};
use chathook::frame::Role;
use chathook::vendors::VENDORS;
use serde_json::Value;

use crate::support::{Outcome, examine, files, named_by_path, root};

/// How much of each payload is left, in percent.
const LEFT: [usize; 3] = [50, 90, 99];

/// The forms of a payload: on one line, over many, that with white space before each line, and with its keys sorted.
const FORMS: [&str; 4] = ["line", "printed", "indented", "sorted"];

fn forms(printed: &str) -> [String; 4] {
    let value: Value = serde_json::from_str(printed).expect("a sample is JSON");
    let mut in_string = false;
    let mut is_escaped = false;
    let line = printed.chars().filter(|it| {
        let was_in_string = in_string;
        in_string ^= *it == '"' && !is_escaped;
        is_escaped = *it == '\\' && !is_escaped;
        was_in_string || !it.is_ascii_whitespace()
    });
    let indented: Vec<_> = printed.lines().map(|line| format!("        {line}")).collect();
    [line.collect(), printed.to_owned(), indented.join("\n"), value.to_string()]
}

/// The beginning of a text, so much of it.
fn beginning(text: &str, percent: usize) -> &str {
    let mut end = text.trim_end().len() * percent / 100;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Samples of which so little may be left that nothing shows whose they are, and why.
const UNTOLD: &[(&str, &str)] = &[
    ("chatwoot/account_created", "keys that any account has"),
    ("chatwoot/contact_created", "keys that any contact has"),
    ("chatwoot/inbox_updated", "without `account`, its name is a common word"),
    ("chatwoot/webwidget_triggered", "without `account`, its name is a common word"),
    ("crisp/", "sorted by keys, `data` comes first, and what it holds has few keys, or those of any person"),
    ("intercom/ping", "sorted by keys, hardly a key is left"),
    ("jivochat/call_event", "sorted by keys, an agent comes before all that is the vendor's"),
    ("jivochat/client_attribute_updated", "sorted by keys, a client comes before all that is the vendor's"),
    ("jivochat/created_deal", "a deal is described by nothing but its envelope, which comes later"),
    ("jivochat/updated_client", "a client is described by nothing but its envelope, which comes later"),
    ("tawkto/chat-transcript_created", "sorted by keys, a chat with nothing in it comes first"),
    ("zendesk/zen-event-type-", "its keys are common words, and its name comes last"),
];

/// Whether a text holds what names an event, whole.
fn is_named(text: &str, vendor: &Vendor, event: &Event) -> bool {
    let dense: String = text.chars().filter(|it| !it.is_ascii_whitespace()).collect();
    vendor.families.iter().any(|family| {
        let key = Body { family, event: None }.name().1.name;
        let is_there = |name: &str| dense.contains(&format!("\"{key}\":\"{name}\""));
        event.names().any(is_there)
    })
}

#[test]
fn what_is_left_of_a_payload_says_what_it_was() {
    let (mut wrong, mut untold) = (Vec::new(), BTreeSet::<&(&str, &str)>::new());
    for file in files("samples", ".json") {
        let (vendor, event) = named_by_path(&file);
        let vendor = *VENDORS.iter().find(|known| known.name == vendor).expect("it is one of them");
        let event = vendor.event(event).expect("it is one of the vendor's");
        let stem = file.strip_prefix(root().join("samples")).expect("it is a sample").display().to_string();
        let reason = UNTOLD.iter().find(|(start, _)| stem.starts_with(start));
        let printed = fs::read_to_string(&file).expect("a sample is UTF-8");
        for (form, text) in FORMS.iter().zip(forms(&printed)) {
            for percent in LEFT {
                let left = beginning(&text, percent);
                let outcomes = examine(left.as_bytes());
                let found: Vec<_> = outcomes.iter().filter(|it| it.role == Role::Payload).collect();
                let is_it = |name: &str| vendor.event(name).is_some_and(|found| found == event);
                let is_right = match found.as_slice() {
                    [one] if one.report.vendor.is_none() => {
                        untold.extend(reason);
                        reason.is_some()
                    }
                    [one] if one.report.vendor != Some(vendor.name) => false,
                    [one] => match &one.report.event {
                        Some(name) => is_it(name),
                        None => !is_named(left, vendor, event),
                    },
                    _ => false,
                };
                if !is_right {
                    let names: Vec<_> = found.iter().map(|it| it.name()).collect();
                    wrong.push(format!("{stem}, {form}, {percent} %: {names:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong: {wrong:#?}", wrong.len());
    let told: Vec<_> = UNTOLD.iter().filter(|row| !untold.contains(row)).collect();
    assert!(told.is_empty(), "these are told: {told:#?}");
}

#[test]
fn what_is_left_of_what_others_send_is_nobodys() {
    let mut wrong = Vec::new();
    for file in files("tests/foreign", ".json") {
        let printed = fs::read_to_string(&file).expect("a body is UTF-8");
        for text in forms(&printed) {
            for percent in (5..100).step_by(5) {
                for outcome in examine(beginning(&text, percent).as_bytes()) {
                    if outcome.report.vendor.is_some() {
                        wrong.push(format!("{} {percent}: {}", file.display(), outcome.name()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is left shows more than keys: a name of which only the beginning is there, and what is broken in its middle.
#[test]
fn broken_payloads_say_what_they_were() {
    for (source, name) in [
        (
            r#"{"id":"1","ahead_chats":"0","ahead_time":"0","translation_mode":"true","event":"CHAT_ON_C"#,
            "acquire/CHAT_ON_CLOSE",
        ),
        (r#"{"event":"chat_started","visitor":{"id":"v-1","name":tru}}"#, "comm100/chat_started"),
        (
            r#"{"visitor":{"id":"v-1"},"wrapup":{"category":"A","time":tru},"event":"chat_wrapped_up"}"#,
            "comm100/chat_wrapped_up",
        ),
        (r#"{"visitor":{"id":"v-1","flash_version":"","landing_page":"","visits":1}"#, "comm100/?"),
        // Of events with the same fields, that whose name begins so.
        (
            r#"{"visitor":{"id":"v-1","flash_version":"","landing_page":"","visits":1},"event":"chat_re"#,
            "comm100/chat_requested",
        ),
        // Beside the key that makes it more than a common word.
        (r#"{"operator_id":17,"event":"onli"#, "comm100/online"),
        (r#"{"operator_id":17,"event":"log"#, "comm100/?"),
        (r#"{"user_id":17,"event":"onli"#, "?/?"),
        // The same keys in a list that is cut.
        (
            r#"{"data":{"caseId":"7","status":"closed","messages":[{"senderId":"4","senderType":"user","mess"#,
            "acquire/case:status",
        ),
        // Words that anybody uses, and other keys than the event has.
        (r#"{"event":"online","user":{"id":4},"since":"#, "?/online"),
        (r#"{"action":"message_create","repository":{"id":4},"sender":{"id":1},"installation":{"#, "?/message_create"),
        (r#"{"id":1,"name":"Ada","email":"ada@example.com","status":"open","created_at":"#, "?/?"),
    ] {
        let outcomes = examine(source.as_bytes());
        assert_eq!(outcomes.iter().map(Outcome::name).collect::<Vec<_>>(), [name], "{source}");
    }
}
