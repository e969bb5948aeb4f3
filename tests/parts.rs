//! Parts of payloads by themselves, payloads with keys in other letters, and names beside the fields of another event.

use std::collections::BTreeMap;
use std::fs;

use chathook::detect::{Candidate, Detection, Hint, Instead, identify};
use chathook::encoding::time::Zone;
use chathook::frame::Role;
use chathook::vendors::VENDORS;
use serde_json::Value;

use crate::support::{Trickle, examine_from, examine_one, files, named_by_path, settings};

/// Every object in a value, and where it stands.
fn objects(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            found.push((pointer.to_owned(), value.to_string()));
            object.iter().for_each(|(key, value)| objects(value, &format!("{pointer}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| objects(value, &format!("{pointer}/{at}"), found));
        }
        _ => {}
    }
}

fn objects_below(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    objects(&serde_json::from_str(text).expect("it is JSON"), "", &mut found);
    found.into_iter().filter(|(pointer, _)| !pointer.is_empty()).collect()
}

#[test]
fn a_part_of_a_sample_is_its_vendors_or_nobodys() {
    let mut wrong = Vec::new();
    let mut named = BTreeMap::<&str, [usize; 2]>::new();
    for file in files("samples", ".json") {
        let (own, _) = named_by_path(&file);
        for (pointer, part) in objects_below(&fs::read_to_string(&file).expect("a sample is UTF-8")) {
            let count = named.entry(own).or_default();
            count[1] += 1;
            match identify(&part, Hint::default()) {
                Detection::UnknownEvent { vendor, reason: Some(Instead::Part { .. }), .. } if vendor.name == own => {
                    count[0] += 1;
                }
                // What a vendor's other interfaces say is known in other ways.
                Detection::UnknownEvent { vendor, .. } if vendor.name == own => {}
                // Some have all that an event has but its name.
                Detection::Ambiguous(all) if Candidate::only_vendor(&all).is_some_and(|of| of.name == own) => {}
                Detection::UnknownVendor { .. } => {}
                other => wrong.push(format!("{} {pointer}: {part:.200} {other:.300?}", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
    // The others have few keys, or keys that anybody has.
    let is_often = |[told, all]: &[usize; 2]| told * 8 > *all;
    assert!(named.len() == VENDORS.len() && named.values().all(is_often), "{named:?}");
}

#[test]
fn a_part_of_what_others_send_is_nobodys() {
    let mut wrong = Vec::new();
    for file in files("tests/foreign", ".json") {
        for (pointer, part) in objects_below(&fs::read_to_string(&file).expect("a body is UTF-8")) {
            match identify(&part, Hint::default()) {
                Detection::UnknownVendor { candidates, .. } if candidates.is_empty() => {}
                other => wrong.push(format!("{} {pointer}: {part} {other:?}", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}

/// A payload; its vendor, if it has one; the codes of its findings; what the first says, and what it advises.
type Case<'c> = (&'c str, Option<&'c str>, &'c [&'c str], &'c str, &'c str);

#[track_caller]
fn check(cases: &[Case<'_>]) {
    for (source, vendor, codes, message, help) in cases {
        let outcome = examine_one(source.as_bytes());
        assert_eq!(outcome.report.vendor, *vendor, "{source}");
        assert_eq!(outcome.codes(), *codes, "{source}");
        let first = &outcome.report.findings[0];
        assert!(first.message.contains(message), "{source}: {}", first.message);
        assert!(first.help.as_ref().is_some_and(|it| it.contains(help)), "{source}: {:?}", first.help);
    }
}

#[test]
fn parts_are_named_as_what_they_are() {
    check(&[
        (
            r#"{"id":"v-1","name":"Maren","visits":3,"landing_page":"https://shop.example/","flash_version":""}"#,
            Some("comm100"),
            &["unknown-event"],
            "It is a part of one: `/visitor` of `chat_started`",
            "pass the whole payload; `chathook explain comm100/chat_started` shows it",
        ),
        (
            r#"{"id":"c-1","chat_transcript":"","waiting_time":"10s","operators":"Bo","rating":"5","custom_variable":[]}"#,
            Some("comm100"),
            &["unknown-event"],
            "`/chat` of `chat_ended`",
            "",
        ),
        (
            r#"{"id":"m-1","subject":"Hi","content":"When do you open?","attachment":{"name":"","uri":""},"custom_variable":[],"name":"Ada"}"#,
            Some("comm100"),
            &["unknown-event"],
            "`/offline_message` of `offline_message_submitted`",
            "",
        ),
        (
            r#"{"caseId":"72","status":"closed","fields":{},"contact":{"id":"5","fields":{"name":"Ada"}},"messages":[]}"#,
            Some("acquire"),
            &["unknown-event"],
            "`/data` of `case:status`",
            "",
        ),
        (
            r#"{"id":"1","senderId":"5","senderType":"user","type":"message","message":"Hello","dateCreated":"2021-03-03","seen":"yes"}"#,
            Some("acquire"),
            &["unknown-event"],
            "`/data/messages/0` of `case:status`",
            "",
        ),
        // Where it stands in several places, the one that shows it best.
        (
            r#"{"category":"Sales","comment":"Called back","fields":[],"time":"/Date(1584422324807)/"}"#,
            Some("comm100"),
            &["unknown-event"],
            "`/wrapup` of `chat_wrapped_up`",
            "",
        ),
        (
            r#"{"id":"Q_1","type":"message","text":"Hi","author_id":"a@example.com","visibility":"all","custom_id":""}"#,
            Some("livechat"),
            &["unknown-event"],
            "`/payload/event` of `incoming_event`",
            "",
        ),
        // One event of several, and what it holds.
        (
            r#"{"id":"e","type":"conversation:join","createdAt":"2026-03-13T11:02:26Z","payload":{"conversation":{"id":"c","type":"sdkGroup","brandId":"b"},"user":{"id":"u","zendeskId":"7"}}}"#,
            Some("zendesk"),
            &["unknown-event"],
            "`/events/0` of `conversation:join`",
            "",
        ),
        (
            r#"{"id":"m","received":"2026-03-13T11:02:25Z","author":{"type":"user","userId":"u"},"content":{"type":"text","text":"Hi"},"source":{"type":"web","integrationId":"i"}}"#,
            Some("zendesk"),
            &["unknown-event"],
            "`/events/0/payload/message` of `conversation:message`",
            "",
        ),
        // Half of what a part has, and keys of nobody's.
        (
            r#"{"id":"v-1","name":"Maren","email":"m@example.com"}"#,
            None,
            &["unknown-vendor"],
            "",
            "`chathook explain` lists",
        ),
        (
            r#"{"id":"1","landing_page":"https://a.example/","theme":"dark","build":7,"host":"a","port":80,"tls":true}"#,
            None,
            &["unknown-vendor"],
            "",
            "`chathook explain` lists",
        ),
    ]);
}

#[test]
fn what_is_nearest_is_said_where_that_is_believable() {
    let lists = "`chathook explain` lists";
    check(&[
        (r#"{"id":"1"}"#, None, &["unknown-vendor"], "", lists),
        (r#"{"id":"1","name":"chathook","type":"module","status":"ok"}"#, None, &["unknown-vendor"], "", lists),
        (
            r#"{"thread_id":"-1","session_id":"5","ahead_chats":"0","ahead_time":"0"}"#,
            None,
            &["unknown-vendor"],
            "",
            "nearest is acquire/CHAT_ON_CLOSE",
        ),
    ]);
}

#[test]
fn keys_in_other_letters_are_named() {
    check(&[
        (
            r#"{"EVENT":"chat_started","VISITOR":{"ID":"v-71","CHAT_ID":"c-71"}}"#,
            Some("comm100"),
            &["unknown-event"],
            "Its keys are not written as the vendor writes them: `EVENT` for `event`, `VISITOR` for `visitor`, `CHAT_ID` for `chat_id`, …",
            "write its keys as the vendor does",
        ),
        (
            r#"{"Event":"chat_started","visitor":{"id":"v-71"}}"#,
            Some("comm100"),
            &["unknown-event"],
            "`Event` for `event`",
            "",
        ),
        (
            r#"{"Action":"incoming_event","Webhook_Id":"41d0c3a9","Payload":{"Chat_Id":"Q","Event":{"Id":"1","Type":"message"}}}"#,
            Some("livechat"),
            &["unknown-event"],
            "`Action` for `action`",
            "",
        ),
        // With their words joined in another way, too.
        (
            r#"{"EventName":"chat_accepted","WidgetId":"w","ChatId":7,"Agent":{"Id":1}}"#,
            Some("jivochat"),
            &["unknown-event"],
            "`ChatId` for `chat_id`",
            "",
        ),
        (
            r#"{"action":"chat_deactivated","webhookId":"41d0c3a9","organizationId":"o","payload":{"chatId":"Q","threadId":"T"}}"#,
            Some("livechat"),
            &["unknown-event"],
            "`organizationId` for `organization_id`",
            "",
        ),
        (
            r#"{"APP":{"ID":"a"},"WEBHOOK":{"ID":"w"},"EVENTS":[{"ID":"e","TYPE":"conversation:read","PAYLOAD":{"CONVERSATION":{"ID":"c"}}}]}"#,
            Some("zendesk"),
            &["unknown-event"],
            "`APP` for `app`",
            "",
        ),
        (r#"{"event":"message_created","messageType":"text","room":{"id":1}}"#, None, &["unknown-vendor"], "", ""),
        (r#"{"Event":"opened","Visitor":{"Id":1}}"#, None, &["unknown-vendor"], "", ""),
    ]);
}

#[test]
fn names_beside_the_fields_of_another_event_are_said() {
    check(&[
        (
            r#"{"event":"CHAT_ON_CLOSE","visitor":{"id":"v-1","visits":3},"chat":{"id":"c-1","rating":"5"}}"#,
            None,
            &["ambiguous-event"],
            "named acquire/CHAT_ON_CLOSE, but these are the fields of comm100/chat_ended",
            "--event comm100/chat_ended",
        ),
        (
            r#"{"event":"chat_ended","offline_message":{"id":"m-1","content":"Hi","subject":"A"},"visitor":{"id":"v-1"}}"#,
            None,
            &["ambiguous-event"],
            "named comm100/chat_ended, but these are the fields of comm100/offline_message_submitted",
            "",
        ),
        (
            r#"{"event":"message:send","visitor":{"id":"v-1","landing_page":"https://a.example/"},"chat":{"id":"c-1","rating":"5"}}"#,
            None,
            &["ambiguous-event"],
            "named crisp/message:send, but these are the fields of comm100/chat_ended",
            "",
        ),
        (
            r#"{"event":"CHAT_ON_CLOSE","visitor":{"id":"v-1"},"chat":{"id":"c-1"}}"#,
            None,
            &["ambiguous-event"],
            "named acquire/CHAT_ON_CLOSE, but these are the fields of comm100/chat_ended",
            "",
        ),
        // In an envelope, too, and where none of its own fields need be there.
        (
            r#"{"action":"message_create","actor":{"actor_type":"agent"},"data":{"resolve":{"resolver":"agent","conversation":{"conversation_id":"c","app_id":"a","status":"resolved"}}}}"#,
            None,
            &["ambiguous-event"],
            "named freshchat/message_create, but these are the fields of freshchat/conversation_resolution",
            "",
        ),
        (
            r#"{"event":"session:set_state","website_id":"w","data":{"session_id":"s","type":"text","from":"user","content":"Hi","fingerprint":1,"stamped":true}}"#,
            None,
            &["ambiguous-event"],
            "named crisp/session:set_state, but these are the fields of crisp/message:send",
            "",
        ),
        // Of a later version, perhaps.
        (
            r#"{"event":"session:set_state","website_id":"w","data":{"session_id":"s","state":"pending","one":1,"two":2,"three":3,"four":4}}"#,
            Some("crisp"),
            &["unknown-field", "unknown-field", "unknown-field", "unknown-field"],
            "",
            "",
        ),
        // What lacks something, and has a field too many.
        (
            r#"{"event":"CHAT_ON_CLOSE","visitor":{"id":"v-1"}}"#,
            Some("acquire"),
            &["missing-field", "unknown-field"],
            "",
            "",
        ),
    ]);
}

#[test]
fn a_name_alone_is_other_programs_too() {
    check(&[
        (
            r#"{"event":"chat_started","chat":{"chat_id":"c","agent_id":"a","chat_status":"ongoing","start_timestamp":1}}"#,
            None,
            &["unknown-vendor"],
            "`chat_started` is not recognized",
            "nearest is comm100/chat_started, but `/visitor` is missing",
        ),
        (
            r#"{"event":"chat_ended","chat":{"chat_id":"c","agent_id":"a","transcript":"","start_timestamp":1,"end_timestamp":2}}"#,
            None,
            &["unknown-vendor"],
            "",
            "nearest is comm100/chat_ended, but `/chat/id` is missing",
        ),
        // A few keys too many are no sign of that, nor are many where nothing is missing.
        (
            r#"{"event":"chat_started","chat":{"chat_id":"c"}}"#,
            Some("comm100"),
            &["missing-field", "unknown-field"],
            "`visitor` is missing",
            "",
        ),
        // What lacks a name and an id, and has no key of the vendor's own.
        (
            r#"{"handler":"message","message":{"text":"x"},"visitor":{"name":"A","email":"x@example.com","phone":"1","ip":"1.2.3.4"}}"#,
            None,
            &["unknown-vendor"],
            "",
            "`chathook explain` lists",
        ),
    ]);
}

/// However it comes in.
#[test]
fn a_part_without_its_braces_is_that_part() {
    let part = r#"{"id":"m-1","subject":"Hi","content":"When do you open?","custom_variable":[],"name":"Ada"}"#;
    for (before, after) in [("", ""), (" ", "\n"), ("\n  ", ",\n")] {
        for end in ["", "\n", ",\n"] {
            let source = format!("{before}\"offline_message\":{after}{part}{end}").replace(":,", ":");
            for at_once in [1, 7, 100_000] {
                let trickle = Trickle::new(source.as_bytes(), at_once);
                let outcomes = examine_from(trickle, Zone::utc(), settings(1, 64));
                let codes: Vec<_> = outcomes.iter().map(|it| (it.role, it.codes())).collect();
                let mut expected = vec![(Role::Between, vec!["no-payload"]), (Role::Payload, vec!["unknown-event"])];
                if end.starts_with(',') {
                    expected.push((Role::Text, vec!["trailing-data"]));
                }
                assert_eq!(codes, expected, "{source}");
                let said = &outcomes[0].report.findings[0];
                assert_eq!(said.message, "a member of an object, without the braces around it");
            }
        }
    }
}
