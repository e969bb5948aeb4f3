//! Documents that hold payloads, a file for each form in `tests/carriers/`: what is found in them and where, and that it is what
//! its payloads are by themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;

use chathook::embedded::LARGEST_UNPACKED;
use chathook::encoding::time::Zone;
use chathook::frame::{Role, Settings};

use crate::support::{MAX_SIZE, Outcome, Run, Trickle, account, examine, examine_from, files, root, settings};

/// A document in which payloads are told apart by their names: what the library makes of it, a line each.
fn outline(name: &str, outcomes: &[Outcome]) -> String {
    let mut outline = String::new();
    for outcome in outcomes {
        let (start, at) = (outcome.report.start, outcome.report.at.as_deref().unwrap_or("-"));
        let index = outcome.report.index;
        writeln!(
            outline,
            "{name} {index} {at:?} {}:{} {} {}",
            start.line,
            start.column,
            outcome.name(),
            outcome.codes().join(" ")
        )
        .expect("memory can be written to");
    }
    outline
}

/// The fixtures, with their names.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let all = [".json", ".ndjson", ".txt"].into_iter().flat_map(|ending| files("tests/carriers", ending));
    let named = all.map(|path| {
        let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
        (name, fs::read(path).expect("a fixture can be read"))
    });
    named.filter(|(name, _)| !["bodies.txt", "expected.txt"].contains(&name.as_str())).collect()
}

/// What the payloads are by themselves: by their names, the event of each.
fn bare() -> BTreeMap<String, String> {
    let bodies = fs::read(root().join("tests/carriers/bodies.txt")).expect("it can be read");
    examine(&bodies).into_iter().filter(|it| it.is_sound).map(|it| (it.name(), it.event.expect("it is one"))).collect()
}

#[test]
fn payloads_are_found_where_documents_hold_them() {
    let found: String = fixtures().iter().map(|(name, source)| outline(name, &examine(source))).collect();
    let expected = fs::read_to_string(root().join("tests/carriers/expected.txt")).expect("it can be read");
    assert!(found == expected, "{found}");
}

#[test]
fn an_event_is_that_of_the_payload_by_itself() {
    let bare = bare();
    assert_eq!(bare.len(), 3);
    for (name, source) in fixtures() {
        let outcomes = examine(&source);
        assert!(!outcomes.is_empty(), "{name}");
        for outcome in outcomes.iter().filter(|it| it.is_sound) {
            assert_eq!(outcome.event.as_ref(), bare.get(&outcome.name()), "{name}");
        }
        assert!(outcomes.iter().filter(|it| it.is_sound).count() * 4 >= outcomes.len() * 3, "{name}");
    }
}

#[test]
fn a_position_is_where_the_payload_begins_in_the_document() {
    for (name, source) in fixtures() {
        for outcome in examine(&source).iter().filter(|it| it.role == Role::Payload) {
            let start = usize::try_from(outcome.report.start.offset).expect("it is small");
            let rest = &source[start..];
            let is_encoded = ["base64", "gzip", "pubsub", "function-url", "kinesis", "kafka", "ngrok"];
            let is_there = match name.as_str() {
                name if is_encoded.iter().any(|form| name.contains(form)) => rest[0].is_ascii_alphanumeric(),
                "buffer.json" | "journald-bytes.json" => rest.starts_with(b"123"),
                name if name.starts_with("form") => rest.starts_with(b"%7B"),
                _ => rest.starts_with(b"{"),
            };
            assert!(is_there, "{name}: {}", String::from_utf8_lossy(&rest[..20.min(rest.len())]));
        }
    }
}

#[test]
fn how_a_document_arrives_makes_no_difference() {
    for (name, source) in fixtures() {
        let twice = [source.clone(), source].concat();
        let once = account(&examine(&twice));
        for (at_once, jobs, block) in [(1, 1, 64), (7, 3, 64), (1000, 2, 512)] {
            let outcomes = examine_from(Trickle::new(&twice, at_once), Zone::utc(), settings(jobs, block));
            assert_eq!(account(&outcomes), once, "{name}, {at_once} bytes at a time for {jobs}");
        }
    }
}

#[test]
fn what_is_rejected_is_kept_as_a_payload_by_itself() {
    for (name, source) in fixtures() {
        let kept = |source: &[u8]| -> Vec<u8> {
            examine(source).iter().filter(|it| !it.is_sound).flat_map(|it| it.kept.clone()).collect()
        };
        let rejects = kept(&source);
        assert!(rejects.is_empty() || rejects.trim_ascii() == br#"{"event":"online","operator_id":"#, "{name}");
        assert_eq!(kept(&rejects), rejects, "{name}");
    }
}

#[test]
fn no_sample_is_taken_for_a_document_and_no_foreign_body_for_a_payload() {
    for path in files("samples", ".json").iter().chain(&files("tests/payloads", ".json")) {
        let outcomes = examine(&fs::read(path).expect("a sample can be read"));
        assert!(outcomes.iter().all(|it| it.report.at.is_none()), "{}", path.display());
    }
    for path in files("tests/foreign", ".json") {
        let body = fs::read_to_string(&path).expect("a body can be read");
        let quoted = serde_json::to_string(&body).expect("a text can be written");
        for source in [body.clone(), format!("{{\"body\":{body}}}"), format!("{{\"Records\":[{{\"body\":{quoted}}}]}}")]
        {
            let outcomes = examine(source.as_bytes());
            assert!(outcomes.iter().all(|it| it.report.at.is_none() && !it.is_sound), "{}", path.display());
        }
    }
}

#[test]
fn a_document_may_be_larger_than_a_payload() {
    let record = r#"{"body":"{\"event\":\"online\",\"operator_id\":1}"},"#;
    let source = format!("{{\"Records\":[{}{{}}]}}", record.repeat(MAX_SIZE / record.len() + 1000));
    let outcomes = examine(source.as_bytes());
    assert_eq!(outcomes.len(), MAX_SIZE / record.len() + 1000);
    assert!(outcomes.iter().all(|it| it.is_sound && it.role == Role::Payload));
    // What holds none may not, nor may one of its payloads.
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_SIZE));
    assert_eq!(examine(large.as_bytes())[0].codes(), ["too-large"]);
    let of_large = format!("{{\"Records\":[{record}{{\"body\":{large}}}]}}");
    let codes: Vec<_> = examine(of_large.as_bytes()).iter().map(Outcome::codes).collect();
    assert_eq!(codes, [vec!["enveloped-payload"], vec!["too-large"]]);
}

#[test]
fn what_comes_before_the_payloads_may_be_large_too() {
    let other = format!("{{\"x\":[1],\"text\":\"{}\"}},", "x".repeat(20_000));
    let event = r#"{"event":"online","operator_id":1}"#;
    let post = format!("{{\"request\":{{\"postData\":{{\"text\":{}}}}}}}", serde_json::json!(event));
    for (document, expected) in [
        (format!("{{\"log\":{{\"entries\":[{other}{post}]}}}}"), 1),
        (format!("{{\"log\":{{\"version\":\"1.2\",\"entries\":[{other}{other}{post},{post}]}}}}"), 2),
        (format!("{{\"Records\":[{other}{{\"body\":{event}}}]}}"), 1),
        // No known carrier is like that.
        (format!("{{\"pictures\":[{other}{{\"body\":{event}}}]}}"), 0),
        (format!("{{\"log\":{{\"entries\":[{other}{other}0]}}}}"), 0),
        (format!("{{\"event\":\"online\",\"operator_id\":1,\"Records\":[{other}0]}}"), 0),
    ] {
        let out = Run::new(&["normalize", "--max-size", "16KiB"]).input(format!("{document}\n{event}\n")).done();
        assert_eq!(out.out.lines().count(), expected + 1, "{document}");
        let out = out.exits_with(i32::from(expected == 0));
        assert_eq!(
            out.err.contains("error[too-large]: this payload is larger than 16 KiB"),
            expected == 0,
            "{}",
            out.err
        );
    }
}

/// Text that is compressed by gzip, in Base64.
fn packed(text: &str) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("memory can be written to");
    BASE64.encode(&encoder.finish().expect("memory can be written to"))
}

#[test]
fn what_is_unpacked_has_a_limit() {
    let event = r#"{"event":"online","operator_id":1}"#;
    let around = format!("{{\"a\":{event},\"b\":\"\",\"c\":{event}}}").len();
    // Of what is longer, what comes later is not seen.
    for (more, expected) in [
        (0, vec!["enveloped-payload", "enveloped-payload"]),
        (1, vec!["enveloped-payload", "enveloped-payload", "invalid-json"]),
        (100, vec!["enveloped-payload", "invalid-json"]),
    ] {
        let filler = "x".repeat(LARGEST_UNPACKED - around + more);
        let text = format!("{{\"a\":{event},\"b\":\"{filler}\",\"c\":{event}}}");
        let source = format!("{{\"packed\":\"{}\"}}", packed(&text));
        let outcomes = examine(source.as_bytes());
        assert_eq!(outcomes.iter().flat_map(Outcome::codes).collect::<Vec<_>>(), expected, "{more}");
        // It stands where all that was compressed does.
        assert!(outcomes.iter().all(|it| it.report.start.column == 12), "{more}");
    }
    // It is unpacked once.
    let in_document = |text: &str| format!("{{\"packed\":\"{}\"}}", packed(text));
    assert_eq!(examine(in_document(event).as_bytes())[0].codes(), ["enveloped-payload"]);
    assert_eq!(examine(in_document(&in_document(event)).as_bytes())[0].codes(), ["unknown-vendor"]);
}

/// Of what is damaged or cut off, what comes before is read.
#[test]
fn what_is_unpacked_may_be_damaged() {
    let events = (0..50).map(|number| format!("{{\"event\":\"online\",\"operator_id\":{}}}", number * 7919));
    let whole = packed(&format!("[{}]", events.collect::<Vec<_>>().join(",")));
    let codes = |packed: &str| {
        let source = format!("{{\"packed\":\"{packed}\"}}");
        examine(source.as_bytes()).iter().map(Outcome::codes).collect::<Vec<_>>()
    };
    assert_eq!(codes(&whole).len(), 50);
    let cut = codes(&whole[..whole.len() / 2]);
    assert!(cut.len() > 2 && cut.len() < 50 && cut.iter().flatten().any(|code| *code == "invalid-json"), "{cut:?}");
    assert_eq!(codes(&whole[..20]), [["unknown-vendor"]]);
}

#[test]
fn documents_in_documents_end_somewhere() {
    let event = r#"{"event":"online","operator_id":1}"#;
    let nested = |levels: usize| {
        (0..levels).fold(event.to_owned(), |inner, _| {
            format!("{{\"body\":{}}}", serde_json::to_string(&inner).expect("a text can be written"))
        })
    };
    for (levels, is_found) in [(1, true), (4, true), (5, false), (10, false)] {
        let outcomes = examine(nested(levels).as_bytes());
        assert_eq!(outcomes[0].is_sound, is_found, "{levels}");
    }
    let deep = |levels: usize| format!("{}{event}{}", "{\"a\":".repeat(levels), "}".repeat(levels));
    for (levels, is_found) in [(1, true), (4, true), (5, false), (100, false)] {
        assert_eq!(examine(deep(levels).as_bytes())[0].is_sound, is_found, "{levels}");
    }
}

#[test]
fn the_user_may_say_where_payloads_stand() {
    let source = r#"{"Records":[{"id":"a","body":"{\"event\":\"online\",\"operator_id\":1}"},{"id":"b","body":null}]}"#;
    for (at, code, says) in [
        (&["/Records/*/body"][..], 0, "note[enveloped-payload]: /Records/0/body: read from `/Records/*/body`"),
        (&["/nothing", "/Records/0/body"], 0, "note[enveloped-payload]: /Records/0/body: read from `/Records/0/body`"),
        (&["/Records/*/Body"], 1, "there is nothing at `/Records/*/Body`; `/Records/0` has the keys id, body"),
        (&["/detail"], 1, "there is nothing at `/detail`; the document has the keys Records"),
        (&["body"], 2, "a JSON Pointer, which begins with a slash"),
    ] {
        let places = at.iter().flat_map(|at| ["--at", at]);
        let arguments: Vec<&str> =
            ["validate", "--isolated", "--format", "concise", "-"].into_iter().chain(places).collect();
        let done = Run::new(&arguments).input(source).done().exits_with(code);
        let _ = if code == 2 { done.complains(says) } else { done.says(says) };
    }
}

/// Several documents that are larger than payloads may be, and are all there at once.
#[test]
fn large_documents_are_read_one_after_another() {
    let items = "{\"event\":\"online\",\"operator_id\":1},\n".repeat(600);
    let source = format!("{{\"a\":[\n{items}1]}}").repeat(3);
    let how = Settings { max_size: 17_000, ..settings(1, source.len()) };
    let outcomes = examine_from(Cursor::new(source.into_bytes()), Zone::utc(), how);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.event.is_some()).count(), 1800);
}

/// Where every key were compared with all before it, this would take minutes.
#[test]
fn a_document_may_hold_payloads_under_many_keys() {
    let members: Vec<_> =
        (0..100_000).map(|key| format!("\"{key}-\":{{\"event\":\"online\",\"operator_id\":1}}")).collect();
    let source = format!("{{\"x\":{{{}}}}}", members.join(","));
    let outcomes = examine(source.as_bytes());
    assert_eq!(outcomes.iter().filter(|outcome| outcome.event.is_some()).count(), 100_000);
}

/// What stands two bytes before a brace may be the middle of a character.
#[test]
fn words_before_a_payload_may_be_any() {
    for words in ["\u{fffd}", "é", "b", "b'", "xb\"", "€b'"] {
        let line = format!("{words}{{\"event\":\"online\",\"operator_id\":1}}");
        let source = format!("{{\"log\":{}}}", chathook::json::quoted(&line));
        assert!(examine(source.as_bytes()).iter().any(|it| it.name() == "comm100/online"), "{source}");
    }
}
