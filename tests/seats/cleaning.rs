//! The rules by which chats are kept, one after another.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::team::{DAY, Ended, MONDAY, assert_near, assert_warns, event, lines, number, regular, report, run, time};
use crate::support::{Folder, Run};

/// An event that ends a chat, with what it says of the chat and what was measured.
fn ended(chat: Value, metrics: Value) -> String {
    event("chat.ended", json!({ "chat": chat, "agents": [{ "id": "1" }], "metrics": metrics })).to_string()
}

/// A time of a chat that comes so many seconds after Monday morning.
fn at(seconds: i64) -> String {
    time(MONDAY + 9 * 3600 + seconds)
}

#[test]
fn every_delivery_is_counted_once() {
    let chats = regular(1);
    let mut input = lines(&chats[..3]);
    // Retries, in another file's place and in another order of keys.
    input += &lines(&chats[..2]);
    let reordered =
        chats[0].line().replacen("\"specversion\":\"1.0\",", "", 1).replacen('{', "{\"specversion\":\"1.0\",", 1);
    input += &format!("{reordered}\n");
    // Closed again, later and earlier than before.
    let later = json!({ "id": "1000", "created_at": at(0), "accepted_at": at(0), "updated_at": at(5000) });
    input += &format!("{}\n", ended(later, json!({ "duration_seconds": 900 })));
    let earlier = json!({ "id": "1001", "created_at": at(600), "accepted_at": at(600) });
    input += &format!("{}\n", ended(earlier, json!({ "duration_seconds": 30 })));
    // The first close of the first chat again: a retry still.
    input += &lines(&chats[..1]);
    input += &lines(&[Ended { wait: None, agents: vec![], ..Ended::new(7, MONDAY + 100, 35) }]);
    for (number, metrics) in
        [json!({}), json!({ "duration_seconds": -5 }), json!({ "duration_seconds": 14_401 })].into_iter().enumerate()
    {
        let chat = json!({ "id": format!("bad-{number}"), "created_at": at(0), "accepted_at": at(0) });
        input += &format!("{}\n", ended(chat, metrics));
    }
    input += &format!("{}\n", event("chat.message_added", json!({ "chat": { "id": "1000" } })));
    input += &format!("{}\n", event("chat.started", json!({ "chat": { "id": "1000" } })));
    input += "{\"event\":\n";
    let done = run(&input, &[]).exits_with(1).complains("invalid-json");
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    let expected = json!({
        "read": 16, "kept": 3, "retries": 4, "reclosed": 2, "unanswered": 1, "without_duration": 1,
        "negative_duration": 1, "over_max_chat": 1, "other_events": 2, "with_errors": 1,
    });
    assert_eq!(report["deliveries"], expected);
    assert_eq!(number(&report, "/observed/chats"), 7.0);
    // Of the closes of one chat the latest counts, and if none says when it was, the longer.
    assert_near("mean", number(&report, "/observed/mean_handle_seconds"), (900.0 + 600.0 + 600.0) / 3.0, 1e-9);
    assert_near("median", number(&report, "/observed/median_handle_seconds"), 600.0, 1e-9);
    assert_near("P90", number(&report, "/observed/p90_handle_seconds"), 840.0, 1e-9);
}

#[test]
fn the_same_close_is_a_retry_whatever_file_it_is_in() {
    let folder = Folder::new("seats");
    let chat = regular(1)[0].line();
    folder.file("2026-01-05/a.json", &chat);
    folder.file("b.json", &chat);
    let other =
        event("chat.ended", json!({ "chat": { "id": "1000" } })).to_string().replace("/example/7", "/example/8");
    folder.file("c.json", other);
    let done = Run::new(&["seats", "--format", "json", folder.path()]).done().exits_with(0);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!((&report["deliveries"]["retries"], &report["observed"]["chats"]), (&1.into(), &2.into()), "{report}");
}

#[test]
fn what_nobody_picked_up_is_an_arrival_and_no_handle_time() {
    let mut chats = regular(2);
    let answered = chats.len();
    for day in [0, 1, 2, 3, 4, 7, 8, 9, 10, 11] {
        for number in 0..6 {
            let came = MONDAY + day * DAY + 9 * 3600 + number * 1800;
            chats.push(Ended { wait: None, agents: vec![], ..Ended::new(5000 + chats.len() as u64, came, 45) });
        }
    }
    let report = report(&lines(&chats), &["--patience", "none"]);
    assert_eq!(number(&report, "/deliveries/unanswered"), 60.0);
    assert_eq!(number(&report, "/observed/chats"), (answered + 60) as f64);
    assert_near("share", number(&report, "/observed/unanswered_share"), 60.0 / 240.0, 1e-12);
    assert_near("mean", number(&report, "/observed/mean_handle_seconds"), 600.0, 1e-9);
    assert_near("service level", number(&report, "/observed/service_level"), 0.75, 1e-12);
    assert_near("mean wait", number(&report, "/observed/mean_wait_seconds"), 0.0, 1e-12);
    // The load of those who were answered is raised for those who were not: 1 / (1 - 25 %).
    assert_near("load", number(&report, "/peak/load"), 1.0 / 0.75, 1e-9);
    assert_eq!(number(&report, "/peak/chats"), 8.0, "three chats and one that was not answered, on two days");
    assert_warns(&report, "25.0 % of the chats were not answered");
}

#[test]
fn patience_is_measured_where_enough_gave_up_and_then_few_may() {
    let few = |count: u64| {
        let mut chats = regular(2);
        for chat in &mut chats {
            chat.wait = Some(10);
        }
        for number in 0..count {
            let came = MONDAY + i64::try_from(number).expect("it is small") * 60 + 9 * 3600;
            chats.push(Ended { wait: None, agents: vec![], ..Ended::new(9000 + number, came, 50) });
        }
        lines(&chats)
    };
    let enough = report(&few(30), &[]);
    assert_near("patience", number(&enough, "/options/patience_seconds"), (180.0 * 10.0 + 30.0 * 50.0) / 30.0, 1e-9);
    assert_near("cap", number(&enough, "/options/max_abandonment"), 0.05, 0.0);
    let too_few = report(&few(29), &[]);
    assert_eq!(
        (&too_few["options"]["patience_seconds"], &too_few["options"]["max_abandonment"]),
        (&Value::Null, &Value::Null)
    );
    let never = report(&few(30), &["--patience", "none"]);
    assert_eq!(
        (&never["options"]["patience_seconds"], &never["options"]["max_abandonment"]),
        (&Value::Null, &Value::Null)
    );
    let said = report(&few(30), &["--patience", "4m"]);
    assert_eq!(
        (&said["options"]["patience_seconds"], &said["options"]["max_abandonment"]),
        (&240.0.into(), &Value::Null)
    );
    let other = report(&few(30), &["--max-abandonment", "3%"]);
    assert_near("cap", number(&other, "/options/max_abandonment"), 0.03, 0.0);
}

/// The mean wait of one chat that says this, and the report.
fn wait(chat: Value, metrics: Value) -> (Value, Value) {
    let report = report(&ended(chat, metrics), &[]);
    (report["observed"]["mean_wait_seconds"].clone(), report)
}

#[test]
fn waits_are_measured_or_differences_of_times() {
    let both = |wait: i64| json!({ "id": "1", "created_at": at(0), "accepted_at": at(wait) });
    let measured = |wait: Value| json!({ "duration_seconds": 300, "wait_seconds": wait });
    assert_eq!(wait(both(20), json!({ "duration_seconds": 300 })).0, 20.0);
    assert_eq!(wait(both(20), measured(22.into())).0, 22.0);
    let (found, report) = wait(both(20), measured(23.into()));
    assert_eq!(found, 20.0);
    assert_warns(&report, "1 chat whose wait is not the time from arrival to pick-up");
    assert_eq!(wait(both(20), measured((-1).into())).0, 20.0);
    assert_eq!(wait(json!({ "id": "1", "created_at": at(0) }), measured((-1).into())).0, Value::Null);
    assert_eq!(wait(json!({ "id": "1", "created_at": at(0) }), measured(7.into())).0, 7.0);
    let (found, report) = wait(both(14_401), measured(14_401.into()));
    assert_eq!((found, &report["observed"]["service_level"]), (Value::Null, &Value::Null));
    assert_warns(&report, "over 4 h");
    assert_eq!(wait(both(14_400), measured(14_400.into())).0, 14_400.0);
}

#[test]
fn handle_time_is_no_wait_and_goes_from_start_to_end_if_nothing_is_measured() {
    let mean = |chat: Value, metrics: Value| {
        let report = report(&ended(chat, metrics), &[]);
        report["observed"]["mean_handle_seconds"].clone()
    };
    let all = json!({ "id": "1", "created_at": at(0), "accepted_at": at(40), "ended_at": at(340) });
    assert_eq!(mean(all.clone(), json!({})), 300.0);
    assert_eq!(mean(all, json!({ "duration_seconds": 299.5 })), 299.5);
    let started = json!({ "id": "1", "started_at": at(40), "ended_at": at(340) });
    assert_eq!(mean(started.clone(), json!({ "wait_seconds": 40 })), 300.0);
    let (_, report) = wait(started, json!({ "wait_seconds": 40 }));
    assert_eq!(number(&report, "/observed/mean_wait_seconds"), 40.0);
    assert_eq!(mean(json!({ "id": "1", "created_at": at(0) }), json!({})), Value::Null);
}

#[test]
fn durations_that_are_not_believed_count_as_mean_ones() {
    let mut input = lines(&regular(2));
    let without = |id: i64| {
        let came = MONDAY + (id % 5) * DAY + 9 * 3600 + 1800;
        let chat = json!({ "id": format!("x{id}"), "created_at": time(came), "accepted_at": time(came) });
        ended(chat, json!({})) + "\n"
    };
    (0..10).for_each(|id| input += &without(id));
    let report = report(&input, &[]);
    assert_eq!((number(&report, "/deliveries/without_duration"), number(&report, "/observed/chats")), (10.0, 190.0));
    // Two of them come at half past nine of each weekday in one of two weeks, and last ten minutes each: 2 · 600 / (2
    // · 1800).
    let cell = super::team::cell(&report, "monday", "09:30");
    assert_near("load", number(cell, "/load"), 1.0 + 2.0 / 6.0, 1e-9);
    assert_eq!(number(cell, "/chats"), 8.0);
    let shorter = super::team::report(&lines(&regular(2)), &["--max-chat", "599s"]);
    assert_eq!(number(&shorter, "/deliveries/over_max_chat"), 180.0);
    assert_eq!(shorter["observed"]["mean_handle_seconds"], Value::Null);
}

#[test]
fn chats_that_take_no_time_are_kept() {
    let report = report(&lines(&[Ended::new(1, MONDAY, 0), Ended::new(2, MONDAY + 60, 100)]), &[]);
    assert_eq!((number(&report, "/deliveries/kept"), number(&report, "/observed/mean_handle_seconds")), (2.0, 50.0));
    assert_warns(&report, "1 chat with a duration of 0 s: kept");
}

#[test]
fn seconds_that_may_be_minutes_are_asked_about() {
    let minutes: Vec<Ended> = regular(2).into_iter().map(|chat| Ended { duration: 10, ..chat }).collect();
    let asked = report(&lines(&minutes), &[]);
    assert_warns(&asked, "seconds or minutes? Say which with --duration-unit");
    let said = report(&lines(&minutes), &["--duration-unit", "m"]);
    assert_near("mean", number(&said, "/observed/mean_handle_seconds"), 600.0, 1e-9);
    assert_near("load", number(&said, "/peak/load"), 1.0, 1e-9);
    let warnings = said["warnings"].to_string();
    assert!(!warnings.contains("seconds or minutes"), "{warnings}");
}

#[test]
fn loads_are_made_of_means() {
    // Every third chat takes twenty-six minutes, the others two: the median says two, the mean ten.
    let chats = regular(2).into_iter().enumerate();
    let mixed: Vec<Ended> =
        chats.map(|(number, chat)| Ended { duration: if number % 3 == 2 { 1560 } else { 120 }, ..chat }).collect();
    let report = report(&lines(&mixed), &[]);
    assert_eq!(number(&report, "/observed/median_handle_seconds"), 120.0);
    assert_near("mean", number(&report, "/observed/mean_handle_seconds"), 600.0, 1e-9);
    let hours: f64 = report["cells"].as_array().expect("they are").iter().map(|cell| number(cell, "/load") / 2.0).sum();
    assert_near("chat hours of a week", hours, 5.0 * 18.0 * 600.0 / 3600.0, 0.4);
}

#[test]
fn after_chat_work_is_what_was_saved_or_what_is_said() {
    let mut input = lines(&[Ended::new(1, MONDAY, 300), Ended::new(2, MONDAY + 60, 300), Ended::new(3, MONDAY, 300)]);
    let wrapped = |id: &str, seconds: i64| {
        event("chat.wrapped_up", json!({ "chat": { "id": id }, "wrap_up": { "at": time(MONDAY + seconds) } }))
            .to_string()
            + "\n"
    };
    // One is wrapped up in the middle of it and again 100 s after its end, another hours after.
    input += &(wrapped("1", 100) + &wrapped("1", 400) + &wrapped("2", 20_000));
    let report = report(&input, &["--after-chat-work", "1m"]);
    let mean = (400.0 + 300.0 + 1800.0 + 360.0) / 3.0;
    assert_near("mean", number(&report, "/observed/mean_handle_seconds"), mean, 1e-9);
    assert_eq!(number(&report, "/deliveries/other_events"), 3.0);
}

#[test]
fn a_chat_is_put_together_of_its_events() {
    let event = |kind: &str, at: i64| {
        let mut event = event(kind, json!({ "chat": { "id": "1" } }));
        event["time"] = time(at).into();
        event.to_string() + "\n"
    };
    let queued = event("chat.queued", MONDAY);
    let started = event("chat.started", MONDAY + 25);
    let end = event("chat.ended", MONDAY + 325);
    for input in [[&*queued, &*started, &*end].concat(), [&*end, &*started, &*queued].concat()] {
        let report = report(&input, &[]);
        assert_eq!(number(&report, "/observed/mean_wait_seconds"), 25.0);
        assert_eq!(number(&report, "/observed/mean_handle_seconds"), 300.0);
        assert_eq!((number(&report, "/deliveries/kept"), number(&report, "/deliveries/other_events")), (1.0, 2.0));
    }
    // Events that do not name the account are about the only chat that they can be about.
    let stray = queued.replace("/example/7", "/example");
    let report = report(&[&*stray, &*started, &*end].concat(), &[]);
    assert_eq!(number(&report, "/observed/mean_wait_seconds"), 25.0);
}

#[test]
fn a_chat_that_was_queued_came_then() {
    // A bot talks for a minute before the chat is queued, and an agent takes it half a minute later.
    let queued = event("chat.queued", json!({ "chat": { "id": "1", "created_at": at(0), "queued_at": at(60) } }));
    let closed = |more: Value| {
        let mut chat = json!({ "id": "1", "created_at": at(0), "accepted_at": at(90) });
        chat.as_object_mut().expect("it is an object").extend(more.as_object().expect("it is an object").clone());
        ended(chat, json!({ "duration_seconds": 300 }))
    };
    let close = closed(json!({}));
    for (lines, wait) in [
        (vec![close.clone()], 90.0),
        (vec![queued.to_string(), close.clone()], 30.0),
        (vec![close, queued.to_string()], 30.0),
        (vec![closed(json!({ "queued_at": at(70) }))], 20.0),
        // Of two events that say when it was, the end counts.
        (vec![queued.to_string(), closed(json!({ "queued_at": at(70) }))], 20.0),
        (vec![closed(json!({ "queued_at": at(70) })), queued.to_string()], 20.0),
    ] {
        let report = report(&lines.join("\n"), &[]);
        assert_eq!(number(&report, "/observed/mean_wait_seconds"), wait, "{lines:#?}");
        assert_eq!(number(&report, "/deliveries/kept"), 1.0);
    }
}

#[test]
fn what_begins_and_does_not_end_is_no_chat() {
    let begun = event("chat.started", json!({ "chat": { "id": "1", "created_at": time(MONDAY) } })).to_string();
    let done = run(&begun, &[]).exits_with(3).complains("no chat to count");
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!((number(&report, "/observed/chats"), number(&report, "/deliveries/other_events")), (0.0, 1.0));
    assert_warns(&report, "1 chat that began and whose end was not saved");
}

/// A report of zeros would be none. So people are told why, and a file is left as it was; programs find it in the JSON.
#[test]
fn without_a_chat_there_is_no_report() {
    let begun = event("chat.started", json!({ "chat": { "id": "1", "created_at": time(MONDAY) } })).to_string();
    let folder = Folder::new("no-chat");
    let (old, picture) = (folder.file("old", "old"), format!("{}/load.svg", folder.path()));
    let seats = |arguments: &[&str], input: &str| Run::new(&[&["seats"], arguments].concat()).input(input).done();
    for (input, said) in [
        (&*begun, "no chat to count in 1 delivery (1 of other events): seats counts the events that end a chat"),
        ("", "no chat to count in 0 deliveries: seats counts the events that end a chat"),
        ("{\"event\":\"online\"}", "no chat to count in 1 delivery (1 with errors): seats"),
    ] {
        let done = seats(&["--output", &old, "--svg", &picture], input).exits_with(3).complains(said);
        assert_eq!(done.out, "");
        let done = seats(&[], input).exits_with(3).complains(said);
        assert_eq!(done.out, "");
        assert!(!done.err.contains("too few"), "{}", done.err);
        seats(&["--quiet"], input).exits_with(3).complains(said);
        assert_eq!(seats(&["--format", "csv"], input).exits_with(3).out.lines().count(), 1, "the heading alone");
    }
    seats(&[], &begun).complains("! 1 chat that began and whose end was not saved");
    let missing = seats(&["none.json"], "").exits_with(3);
    assert!(missing.out.is_empty() && !missing.err.contains("no chat"), "{missing:#?}");
    assert_eq!(fs::read_to_string(&old).expect("it is there"), "old");
    assert!(!Path::new(&picture).exists());
}

#[test]
fn whose_agents_are_unknown_holds_one_chat_at_a_time() {
    let chats: Vec<Ended> = regular(2).into_iter().map(|chat| Ended { agents: vec![], ..chat }).collect();
    let report = report(&lines(&chats), &[]);
    assert_eq!((&report["concurrency"], &report["levels"]), (&1.into(), &json!([])));
    assert_eq!(number(&report, "/deliveries/kept"), 180.0, "an account that never names agents may have some");
    assert_warns(&report, "180 chats without an agent");
    assert_warns(&report, "the agents of most chats are unknown: one chat at a time is assumed");
}

/// Some bodies have no time. Where what they are saved in says when each was received, it happened then.
#[test]
fn an_event_without_a_time_happened_when_it_was_received() {
    let body = |name: &str| {
        let who = r#""chat_id":7,"widget_id":"w","client_id":1,"visitor":{"number":"1"}"#;
        let more = match name {
            "chat_accepted" => r#""agent":{"id":"1","name":"Mila"}"#,
            _ => r#""agents":[{"id":"1","name":"Mila"}],"chat":{"messages":[]}"#,
        };
        format!("{{\"event_name\":\"{name}\",{who},{more}}}")
    };
    let text = |name: &str| serde_json::to_string(&body(name)).expect("a text can be written");
    // BODY and TEXT stand for each body, MINUTE for the minute at which it was received, and SECONDS for that in seconds.
    for (source, expected) in [
        ("BODY", false),
        (r#"{"body":TEXT}"#, false),
        (r#"{"time":51.5,"body":TEXT}"#, false),
        (
            r#"{"log":{"entries":[{"startedDateTime":"2026-03-02T11:MINUTE:00.5+01:00","request":{"postData":{"text":TEXT}}}]}}"#,
            true,
        ),
        (r#"{"Records":[{"body":TEXT,"attributes":{"SentTimestamp":"SECONDS000"}}]}"#, true),
        (r#"{"timestamp":SECONDS,"Records":[{"body":TEXT}]}"#, false),
        (r#"{"time":"2026-03-02T10:MINUTE:00Z","detail":BODY}"#, true),
        (r#"{"requestContext":{"requestTimeEpoch":SECONDS000},"body":TEXT}"#, true),
        (r#"{"headers":{"date":"Mon, 02 Mar 2026 10:MINUTE:00 GMT"},"body":TEXT}"#, true),
        (
            r#"{"headers":[{"name":"Host"},{"name":"Date","value":"Mon, 02 Mar 2026 10:MINUTE:00 GMT"}],"body":TEXT}"#,
            true,
        ),
        (r#"{"headers":{"Date":["Mon, 02 Mar 2026 10:MINUTE:00 GMT"]},"body":TEXT}"#, true),
        ("POST /hook HTTP/1.1\nHost: x\ndate: Mon, 02 Mar 2026 10:MINUTE:00 GMT\n\nBODY", true),
        ("POST /hook HTTP/1.1\nHost: x\n\nBODY", false),
        // When it was sent comes before when somebody passed it on.
        ("POST /hook HTTP/1.1\nDate: Tue, 03 Mar 2026 23:00:00 GMT\nX-Chatwoot-Timestamp: SECONDS\n\nBODY", true),
        (
            "POST / HTTP/1.1\nX-Chatwoot-Timestamp: SECONDS\nContent-Type: multipart/form-data; boundary=X\n\n--X\nContent-Disposition: form-data; name=\"payload\"\n\nBODY\n--X--",
            true,
        ),
        (r#"{"headers":{"x-zendesk-webhook-signature-timestamp":"2026-03-02T10:MINUTE:00Z"},"body":TEXT}"#, true),
        (r#"{"header":[],"headers":[{"key":"X-Crisp-Request-Timestamp","value":"SECONDS000"}],"body":TEXT}"#, true),
        (r#"{"headers":{"x-other-timestamp":"SECONDS"},"body":TEXT}"#, false),
        (r#"{"timestamp":SECONDS.25,"payload":BODY}"#, true),
    ] {
        let deliveries = [("chat_accepted", "00", "1772445600"), ("chat_finished", "05", "1772445900")];
        let saved = deliveries.map(|(name, minute, seconds)| {
            let saved = source.replace("MINUTE", minute).replace("SECONDS", seconds);
            saved.replace("BODY", &body(name)).replace("TEXT", &text(name)) + "\n"
        });
        let done = Run::new(&["seats"]).input(saved.concat()).done().exits_with(0);
        let is_dated = done.out.contains("mean 300 s");
        assert_eq!((is_dated, done.out.contains("without a time")), (expected, !expected), "{source}: {}", done.out);
    }
}
