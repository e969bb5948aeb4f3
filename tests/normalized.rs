//! Payloads against the normalized events that were worked out for them by hand.

use std::collections::BTreeSet;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};

use chathook::encoding::time::Zone;
use chathook::json;
use sha2::{Digest, Sha256};

use crate::support::{Outcome, Run, examine, examine_in, files, root};

/// Every payload that has an expectation, with that: the event on one line, without its id unless that is the vendor's own.
fn cases() -> Vec<(PathBuf, String, Outcome)> {
    files("tests/normalized", ".json").iter().map(|path| case(path)).collect()
}

fn case(expected: &Path) -> (PathBuf, String, Outcome) {
    let below = expected.strip_prefix(root().join("tests/normalized")).expect("it stands there");
    let candidates = ["samples", "tests/payloads"].map(|folder| root().join(folder).join(below));
    let printed = candidates[0].with_extension("txt");
    let payload = candidates.into_iter().chain([printed]).find(|path| path.is_file());
    let payload = payload.unwrap_or_else(|| panic!("there is no payload for {}", below.display()));
    let zone = match fs::read_to_string(expected.with_extension("args")) {
        Ok(arguments) => {
            Zone::named(arguments.trim().trim_start_matches("--time-zone ")).expect("there is such a zone")
        }
        Err(_) => Zone::utc(),
    };
    let mut outcomes = examine_in(&fs::read(&payload).expect("a payload can be read"), zone);
    assert_eq!(outcomes.len(), 1, "{}", payload.display());
    let line = on_one_line(&fs::read_to_string(expected).expect("it can be read"));
    (payload, line, outcomes.remove(0))
}

/// Some JSON without the white space between its tokens.
fn on_one_line(json: &str) -> String {
    let mut is_in_string = false;
    let mut is_escaped = false;
    let is_kept = |character: &char| {
        match character {
            _ if mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = is_in_string,
            '"' => is_in_string = !is_in_string,
            _ => {}
        }
        is_in_string || !character.is_ascii_whitespace()
    };
    json.chars().filter(is_kept).collect()
}

/// Whether an expectation says what the event's id is: one of the vendor's own.
fn has_own_id(expected: &str) -> bool {
    expected.starts_with(r#"{"specversion":"1.0","id":"#)
}

/// An event without its id, and the id.
fn without_id(event: &str) -> (String, String) {
    let (before, rest) = event.split_once(",\"id\":\"").expect("an event has an id");
    let (id, after) = rest.split_once('"').expect("an id ends");
    (format!("{before}{after}"), id.to_owned())
}

#[test]
fn payloads_become_the_events_that_were_worked_out_by_hand() {
    for (path, expected, outcome) in cases() {
        let event = outcome.event.unwrap_or_else(|| panic!("{}: {:#?}", path.display(), outcome.report));
        let found = if has_own_id(&expected) { event } else { without_id(&event).0 };
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn every_payload_about_a_chat_has_an_expectation() {
    let below = |folder: &str, ending: &str| {
        let is_about_chat = |path: &PathBuf| {
            let source = fs::read(path).expect("a payload can be read");
            folder == "tests/normalized" || examine(&source).iter().all(Outcome::is_about_chat)
        };
        let names = files(folder, ending)
            .into_iter()
            .filter(is_about_chat)
            .map(|path| path.strip_prefix(root().join(folder)).expect("it stands there").with_extension(""));
        names.collect::<BTreeSet<_>>()
    };
    let payloads = below("samples", ".json").into_iter().chain(below("samples", ".txt"));
    let payloads: BTreeSet<_> = payloads.chain(below("tests/payloads", ".json")).collect();
    assert_eq!(payloads, below("tests/normalized", ".json"));
}

#[test]
fn an_id_is_recomputed_from_the_line_without_it() {
    for (path, _, outcome) in cases().into_iter().filter(|(_, expected, _)| !has_own_id(expected)) {
        let (line, id) = without_id(&outcome.event.expect("it was understood"));
        let hash: Vec<String> = Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(id, hash[..16].concat(), "{}", path.display());
    }
}

#[test]
fn an_event_normalizes_to_itself() {
    for (path, _, outcome) in cases() {
        let event = outcome.event.expect("it was understood");
        let again = examine(event.as_bytes());
        assert_eq!(again.len(), 1);
        assert_eq!(again[0].event.as_deref(), Some(event.as_str()), "{}", path.display());
        assert!(again[0].is_sound, "{}: {:#?}", path.display(), again[0].report.findings);
    }
}

#[test]
fn an_event_in_another_form_normalizes_to_the_same_line() {
    for (path, _, outcome) in cases() {
        let event = outcome.event.expect("it was understood");
        let mut pretty = Vec::new();
        json::write_pretty(event.as_bytes(), &mut pretty).expect("memory can be written to");
        assert_eq!(examine(&pretty)[0].event.as_deref(), Some(event.as_str()), "{}", path.display());
    }
}

#[test]
fn the_command_writes_what_the_library_makes() {
    let path = Path::new("tests/payloads/acquire/CHAT_ON_START.time-zone.json");
    let arguments = ["normalize", "--time-zone", "Europe/Berlin", path.to_str().expect("it is UTF-8")];
    let done = Run::new(&arguments).done().exits_with(0).says_no_more();
    let (_, expected, _) = case(&root().join("tests/normalized/acquire/CHAT_ON_START.time-zone.json"));
    assert_eq!(without_id(done.out.trim_end()).0, expected);
}

/// The second source of a value counts wherever it stands in the payload.
#[test]
fn the_order_of_keys_does_not_decide_what_counts() {
    let one =
        r#"{"chat_id":"a","event":"chat_wrapped_up","visitor":{"id":"v","chat_id":"b"},"wrapup":{"comment":"c"}}"#;
    let other =
        r#"{"visitor":{"chat_id":"b","id":"v"},"wrapup":{"comment":"c"},"event":"chat_wrapped_up","chat_id":"a"}"#;
    let [one, other] = [one, other].map(|text| examine(text.as_bytes()).remove(0));
    assert_eq!(one.event, other.event);
    assert_eq!(one.codes(), ["conflicting-values"]);
    assert_eq!(other.codes(), ["conflicting-values"]);
}

/// Of three values for one place, two of which are the same, the one that counts may come first, second or last.
#[test]
fn the_order_of_keys_does_not_decide_what_is_told_of_what_does_not_count() {
    let members = [
        r#""account":{"id":0}"#,
        r#""account_id":"17""#,
        r#""messages":[{"id":"1","account_id":"17","content":"x","message_type":1,"conversation_id":"482"}]"#,
    ];
    let rest = r#""event":"conversation_created","id":"482","inbox_id":"21","status":"open","channel":"Channel::Email","meta":{}"#;
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let found = orders.map(|order| {
        let body = format!("{{{rest},{}}}", order.map(|number: usize| members[number]).join(","));
        let outcome = examine(body.as_bytes()).remove(0);
        let event = outcome.event.clone().expect("it is one");
        assert!(
            event.contains(r#""/account_id":"17""#) && event.contains(r#""/messages/0/account_id":"17""#),
            "{event}"
        );
        let conflicts = outcome.codes().into_iter().filter(|code| *code == "conflicting-values").count();
        (event, conflicts)
    });
    assert!(found.iter().all(|it| *it == found[0] && it.1 == 2), "{found:#?}");
}

#[test]
fn an_event_that_lacks_its_version_is_written_as_json() {
    let event = r#"{"dataschema":"urn:chathook:event:1","source":"/x","type":"chat.ended","data":{"chat":{"id":"7"}}}"#;
    let done = Run::new(&["normalize", "--lenient"]).input(event).done().exits_with(1);
    let written: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!(written["data"]["chat"]["id"], "7");
    assert_eq!(written["id"].as_str().map(str::len), Some(32));
}

#[test]
fn what_an_event_kept_and_what_it_lacks_a_place_for_stand_side_by_side() {
    let event = r#"{"specversion":"1.0","source":"/x","type":"chat.ended","dataschema":"urn:chathook:event:1","vendor":"x",
        "vendorevent":"y","data":{"unmapped":{"/n":1,"/n~2":2}},"n":3,"n":4}"#;
    let done = Run::new(&["normalize", "--lenient"]).input(event).done().exits_with(1);
    done.says(r#""unmapped":{"/n":1,"/n~2":2,"/n~2~2":3,"/n~2~2~2":4}"#);
}
