//! Sources cut into payloads: whatever the form, every byte has its place, and a broken payload costs only itself.

use std::io::{Read, Write};

use chathook::encoding::time::Zone;
use chathook::frame::Role;
use ruzstd::encoding::CompressionLevel;

use crate::support::{MAX_SIZE, Outcome, Trickle, examine, examine_from, settings};

const ON: &str = r#"{"event":"online","operator_id":1}"#;
const AWAY: &str = r#"{"event":"away","operator_id":2}"#;
const LOGIN: &str = "{\n  \"event\": \"login\",\n  \"operator_id\": 3\n}";

/// Each entry with its number, its place, and what it is, or what is wrong with it.
fn outline(outcomes: &[Outcome]) -> Vec<String> {
    let entries = outcomes.iter().filter(|outcome| outcome.role != Role::Continuation);
    let outline = entries.map(|outcome| {
        let place = format!("{}@{}:{}", outcome.report.index, outcome.report.start.line, outcome.report.start.column);
        let what = if outcome.codes().is_empty() { outcome.name() } else { outcome.codes().join(",") };
        format!("{place} {what}")
    });
    outline.collect()
}

#[track_caller]
fn check(source: impl AsRef<[u8]>, expected: &[&str]) {
    let outcomes = examine(source.as_ref());
    assert_eq!(outline(&outcomes), expected, "{:?}", String::from_utf8_lossy(source.as_ref()));
}

/// Sources that each begin with a byte order mark, one after another.
#[test]
fn a_byte_order_mark_between_payloads_is_passed_over() {
    let on = "{\"event\":\"online\",\"operator_id\":1}\n";
    let outcomes = examine(format!("\u{feff}{on}\u{feff}{on}\u{feff}{on}").as_bytes());
    assert_eq!(outcomes.iter().filter(|outcome| outcome.role == Role::Payload && outcome.is_sound).count(), 3);
    let findings: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.report.findings).collect();
    assert!(findings.iter().all(|finding| finding.code.rule().name == "byte-order-mark"), "{findings:?}");
    let places: Vec<_> = findings.iter().map(|finding| (finding.start.line, finding.start.column)).collect();
    assert_eq!(places, [(1, 1), (2, 1), (3, 1)]);
    check(
        format!("[\u{feff}{ON},\u{feff}{AWAY}]"),
        &["0@1:2 byte-order-mark", "1@1:3 comm100/online", "1@1:38 byte-order-mark", "2@1:39 comm100/away"],
    );
}

#[test]
fn forms_are_told_apart_by_content() {
    let both = ["1@1:1 comm100/online", "2@2:1 comm100/away"];
    check(ON, &["1@1:1 comm100/online"]);
    check(format!("  \r\n\t{ON}  \n\n"), &["1@2:2 comm100/online"]);
    check(format!("{ON}\n{AWAY}"), &both);
    check(format!("{ON}\n{AWAY}\n"), &both);
    check(format!("{ON}\r\n{AWAY}\r\n"), &both);
    check(format!("{ON}{AWAY}"), &["1@1:1 comm100/online", "2@1:35 comm100/away"]);
    check(format!("{ON} \t {AWAY}"), &["1@1:1 comm100/online", "2@1:38 comm100/away"]);
    check(format!("{LOGIN}\n{LOGIN}{ON}"), &["1@1:1 comm100/login", "2@5:1 comm100/login", "3@8:2 comm100/online"]);
    check(format!("[{ON},{AWAY}]"), &["1@1:2 comm100/online", "2@1:37 comm100/away"]);
    check(format!("[\n  {ON},\n  {AWAY}\n]\n"), &["1@2:3 comm100/online", "2@3:3 comm100/away"]);
    check(format!("[{ON}]\n[{AWAY}]"), &["1@1:2 comm100/online", "2@2:2 comm100/away"]);
    check(format!("\x1e{ON}\n\x1e{AWAY}\n"), &["1@1:2 comm100/online", "2@2:2 comm100/away"]);
}

#[test]
fn a_source_without_payloads_says_so() {
    for source in ["", " ", "\n\n\t\r\n", "[]", "[ ]\n", "\u{feff}", "\x1e\n"] {
        check(source, &["0@1:1 empty-input"]);
    }
}

#[test]
fn a_broken_payload_costs_only_itself() {
    let around = |broken: &str| format!("{ON}\n{broken}\n{AWAY}\n");
    let outline = ["1@1:1 comm100/online", "2@2:1 invalid-json", "3@3:1 comm100/away"];
    for broken in [
        r#"{"event":"online","operator_id":}"#,
        r#"{"event":"online","operator_id":1"#,
        r#"{"event":"online","operator_id"#,
        r#"{"event":"online","oper"#,
        r#"{"event":"online","#,
        r#"{"event":"on"line","operator_id":1}"#,
        r#"{"event":"online" "operator_id":1}"#,
        r#"{"event":"online","operator_id":1]"#,
        r#"{"event":"online","x":{"y":[1,2}"#,
        "{",
        "{]",
        r#"{"event":"online","operator_id":01}"#,
        r#"{"event":"online","x":tru}"#,
        "{\"a\":\"\x01\u{0}",
    ] {
        check(around(broken), &outline);
    }
    let mended = ["1@1:1 comm100/online", "2@2:1 missing-field,invalid-json,invalid-json", "3@3:1 comm100/away"];
    check(around("{'event':'online'}"), &mended);
    check(format!("{ON}{{\"a\":,}}{AWAY}"), &["1@1:1 comm100/online", "2@1:35 invalid-json", "3@1:42 comm100/away"]);
    check(
        format!("{LOGIN}\n{{\n  \"event\":\n}}\n{LOGIN}\n"),
        &["1@1:1 comm100/login", "2@5:1 invalid-json", "3@8:1 comm100/login"],
    );
    check(
        format!("{ON}\n{{\"event\":\n{{\"event\":\n{AWAY}"),
        &["1@1:1 comm100/online", "2@2:1 invalid-json", "3@3:1 invalid-json", "4@4:1 comm100/away"],
    );
    check(
        format!("\x1e{ON}\n\x1e{{\"event\":\"on\x1e{AWAY}\n"),
        &["1@1:2 comm100/online", "2@2:2 invalid-json", "3@2:15 comm100/away"],
    );
}

#[test]
fn a_broken_item_of_a_list_costs_only_itself() {
    let broken = r#"{"event":"online","operator_id":}"#;
    check(format!("[{ON},{broken},{AWAY}]"), &["1@1:2 comm100/online", "2@1:37 invalid-json", "3@1:71 comm100/away"]);
    check(
        format!("[\n {ON},\n {{\"event\":\"on\n {AWAY}\n]"),
        &["1@2:2 comm100/online", "2@3:2 invalid-json", "2@4:2 invalid-json", "3@4:2 comm100/away"],
    );
    check(
        format!("[{ON},5,null,[{AWAY}],\"x\",{AWAY}]"),
        &[
            "1@1:2 comm100/online",
            "2@1:37 no-payload",
            "3@1:39 no-payload",
            "4@1:44 no-payload",
            "5@1:79 no-payload",
            "6@1:83 comm100/away",
        ],
    );
    check(
        format!("[{ON},,{AWAY},]"),
        &["1@1:2 comm100/online", "1@1:37 invalid-json", "2@1:38 comm100/away", "2@1:70 invalid-json"],
    );
    check(format!("[{ON} {AWAY}]"), &["1@1:2 comm100/online", "1@1:37 invalid-json", "2@1:37 comm100/away"]);
    let cut = r#"{"event":"online""#;
    check(
        format!("[{cut}\n{ON},{AWAY}]"),
        &["1@1:2 invalid-json", "1@2:1 invalid-json", "2@2:1 comm100/online", "3@2:36 comm100/away"],
    );
    check(
        format!("[{broken} {ON},{AWAY}]"),
        &["1@1:2 invalid-json", "1@1:36 invalid-json", "2@1:36 comm100/online", "3@1:71 comm100/away"],
    );
    check(format!("[{ON}"), &["1@1:2 comm100/online", "1@1:36 invalid-json"]);
    check(format!("[{ON},"), &["1@1:2 comm100/online", "1@1:37 invalid-json"]);
}

#[test]
fn comments_between_payloads_are_passed_over() {
    check(format!("// sample\n{ON}"), &["0@1:1 invalid-json", "1@2:1 comm100/online"]);
    check(
        format!("{ON} // see {AWAY}\r\n{AWAY}"),
        &["1@1:1 comm100/online", "1@1:36 invalid-json", "2@2:1 comm100/away"],
    );
    check(format!("\x1e{ON} // x\x1e{AWAY}"), &["1@1:2 comm100/online", "1@1:37 invalid-json", "2@1:42 comm100/away"]);
    check(format!("{ON}\n// the end"), &["1@1:1 comm100/online", "1@2:1 invalid-json"]);
    check(
        format!("[ // list\n {ON}, // x\n {AWAY} //y\n, {ON} //z\n]//"),
        &[
            "0@1:3 invalid-json",
            "1@2:2 comm100/online",
            "1@2:38 invalid-json",
            "2@3:2 comm100/away",
            "2@3:35 invalid-json",
            "3@4:3 comm100/online",
            "3@4:38 invalid-json",
            "3@5:2 invalid-json",
        ],
    );
    let outcomes = examine(format!("{ON} // x \u{e9}\n").as_bytes());
    let finding = &outcomes[1].report.findings[0];
    assert_eq!((finding.start.column, finding.end.column), (36, 42));
    assert_eq!(finding.message, "not JSON: a comment");
    assert_eq!(outcomes[1].bytes, "// x \u{e9}".as_bytes());
    let long = format!("{ON} //{}{{\n{AWAY}", "x".repeat(3 * MAX_SIZE));
    check(long, &["1@1:1 comm100/online", "1@1:36 invalid-json", "2@2:1 comm100/away"]);
}

#[test]
fn a_comma_after_the_last_payload_is_pointed_at() {
    check(format!("[{ON},]"), &["1@1:2 comm100/online", "1@1:36 invalid-json"]);
    check(format!("[\n  {ON},\n]\n"), &["1@2:3 comm100/online", "1@2:37 invalid-json"]);
    check(format!("[{ON}, // x\n]"), &["1@1:2 comm100/online", "1@1:36 invalid-json", "1@1:38 invalid-json"]);
}

/// The sample is not JSON, and is read as it was meant wherever it is found.
#[test]
fn almost_json_is_read_wherever_it_stands() {
    let mangled = "{\"id\":\"1\",\n\"users\":\"{\n\"agent\":{\"name\":\"Ada\"}}\",\n\"event\":\"CHAT_ON_CLOSE\"}";
    let dumped = "{'id': '1', 'users': {'agent': {'name': 'Ada', 'x': None}}, 'event': 'CHAT_ON_CLOSE'}";
    let name = |outcome: &Outcome| (outcome.event.is_some(), outcome.name());
    let closed = (true, "acquire/CHAT_ON_CLOSE".to_owned());
    for (source, payloads) in [
        (format!("On close\n\n{mangled}\n\nSee also"), vec![1]),
        (format!("{mangled}\n{mangled}"), vec![0, 1]),
        (format!("{dumped}\n{dumped}\n{ON}\n{dumped}\n"), vec![0, 1, 3]),
        (format!("[{dumped}, {dumped}]"), vec![0, 1]),
        (format!("[{mangled},{mangled}]"), vec![0, 1]),
        (format!("[\n  {mangled},\n  {ON},\n  {mangled}\n]"), vec![0, 2]),
    ] {
        let outcomes = examine(source.as_bytes());
        for at in payloads {
            assert_eq!(name(&outcomes[at]), closed, "{source}");
        }
        let remarks = outcomes.iter().filter(|outcome| outcome.role == Role::Remark);
        assert_eq!(remarks.count(), 0, "{source}");
    }
}

#[test]
fn what_is_no_payload_is_pointed_out() {
    check(format!("{ON} garbage"), &["1@1:1 comm100/online", "1@1:36 trailing-data"]);
    check(format!("{ON}}}"), &["1@1:1 comm100/online", "1@1:35 trailing-data"]);
    check(format!("{ON}\nmore\nof it\n{AWAY}"), &["1@1:1 comm100/online", "1@2:1 trailing-data", "2@4:1 comm100/away"]);
    check(format!("2026-01-01 INFO {ON}"), &["0@1:1 invalid-json", "1@1:17 comm100/online"]);
    check(format!("INFO {ON} status=200"), &["0@1:1 invalid-json", "1@1:6 comm100/online", "1@1:41 trailing-data"]);
    check(
        format!("Example:\n\n{LOGIN}\nPrevious"),
        &["0@1:1 invalid-json", "1@3:1 comm100/login", "1@7:1 trailing-data"],
    );
    check("null", &["1@1:1 no-payload"]);
    check("\"text\"", &["1@1:1 no-payload"]);
    check("12 garbage", &["1@1:1 no-payload", "1@1:4 trailing-data"]);
    check("hello", &["0@1:1 invalid-json"]);
    check("\u{a0}", &["0@1:1 invalid-json"]);
    check("<html>{</html>", &["0@1:1 invalid-json", "1@1:7 invalid-json"]);
    check("[".repeat(200_000) + &"]".repeat(200_000), &["1@1:2 too-deep"]);
    check("\0", &["0@1:1 invalid-json"]);
    check(format!("{ON}\0"), &["1@1:1 comm100/online", "1@1:35 trailing-data"]);
}

/// A value that has a line of its own is the same thing on each.
#[test]
fn a_value_on_a_line_of_its_own_is_no_payload() {
    let twice = r#""{\"say\":\"online\",\"operator_id\":1}""#;
    check(
        format!("{twice}\n{twice}\r\n  {twice} \n\x1e{twice}\n{ON}\n5\n5 6\n"),
        &[
            "1@1:1 no-payload",
            "2@2:1 no-payload",
            "3@3:3 no-payload",
            "4@4:2 no-payload",
            "5@5:1 comm100/online",
            "6@6:1 no-payload",
            "6@7:1 trailing-data",
            "6@7:3 trailing-data",
        ],
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_kept() {
    let source =
        b"{\"event\":\"online\",\"operator_id\":\"\xeb\"}{\"event\":\"away\",\"operator_id\":\"\xc3\xab\xff\"}\n";
    let outcomes = examine(source);
    assert_eq!(outline(&outcomes), ["1@1:1 invalid-utf8", "2@1:37 invalid-utf8"]);
    assert_eq!([&outcomes[0].bytes[..], &outcomes[1].bytes[..], b"\n"].concat(), source);
    assert!(outcomes.iter().all(|outcome| !outcome.is_sound));
}

#[test]
fn a_payload_that_is_too_large_is_passed_over() {
    let large = format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":\"{}\"}}", "x".repeat(3 * MAX_SIZE));
    let outcomes = examine(format!("{ON}\n{large}\n{AWAY}\n").as_bytes());
    assert_eq!(outline(&outcomes), ["1@1:1 comm100/online", "2@2:1 too-large", "3@3:1 comm100/away"]);
    let kept: usize = outcomes[1..outcomes.len() - 1].iter().map(|outcome| outcome.bytes.len()).sum();
    assert_eq!(kept, large.len(), "nothing of it is lost");
    let endless =
        examine(&b"{\"a\":\"".iter().copied().chain(std::iter::repeat_n(b'x', 5 * MAX_SIZE)).collect::<Vec<_>>());
    assert_eq!(outline(&endless), ["1@1:1 too-large"]);
}

/// A line of a log with such a payload that is cut ends where the next begins.
#[test]
fn a_payload_that_is_too_large_behind_a_prefix_ends_before_the_next() {
    for before in ["hook-1  | ", "data: ", "body=\"", "  ", "\u{feff}"] {
        for jobs in [1, 2] {
            for at_once in [1000, 4096, 1 << 20] {
                let cut = format!("{{\"event\":\"online\",\"x\":[\"{}", "x".repeat(MAX_SIZE + 5000));
                let source = format!("{before}{ON}\n{before}{cut}\n{before}{AWAY}\n{before}{ON}\n");
                let source = Trickle::new(source.as_bytes(), at_once);
                let outcomes = examine_from(source, Zone::utc(), settings(jobs, 64 * 1024));
                let payloads = outcomes.iter().filter(|outcome| outcome.role == Role::Payload);
                let found: Vec<_> = payloads.map(|it| it.codes().join(",") + " " + &it.name()).collect();
                assert!(found[1].ends_with("too-large ?/?"), "{before:?}: {found:?}");
                assert!(found[2].ends_with("comm100/away") && found[3].ends_with("comm100/online"), "{found:?}");
                assert_eq!(found.len(), 4);
            }
        }
    }
}

#[test]
fn a_payload_that_is_too_large_costs_its_list_nothing_else() {
    let large = format!("{{\"a\":[\"}}\",{}1]}}", "[{}],".repeat(MAX_SIZE / 2));
    for source in [format!("[{ON},{large},{AWAY}]"), format!("[\n  {ON},\n  {large},\n  {AWAY}\n]")] {
        let outcomes = examine(source.as_bytes());
        let outcomes = outcomes.iter().filter(|outcome| outcome.role != Role::Continuation);
        let found: Vec<_> = outcomes.map(|outcome| outcome.codes().join(",") + &outcome.name()).collect();
        assert_eq!(found, ["comm100/online", "too-large?/?", "comm100/away"]);
    }
}

#[test]
fn a_payload_that_is_not_utf_8_costs_its_list_nothing_else() {
    let bad = b"{\"event\":\"online\",\"operator_id\":\"\xff\"},".as_slice();
    let good = format!("{ON},");
    let source = [b"[", good.as_bytes(), bad, good.repeat(60_000).as_bytes(), bad, ON.as_bytes(), b"]"].concat();
    let outcomes = examine(&source);
    let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.is_sound).map(Outcome::codes).collect();
    assert_eq!((outcomes.len(), wrong), (60_004, vec![vec!["invalid-utf8"]; 2]));
}

#[test]
fn a_broken_log_line_costs_only_itself() {
    let lines = format!("10:00 {{\"event\":\"online\",\"operator_id\":}}\n10:01 {AWAY}\n10:02 {ON}\n");
    let outcomes = examine(lines.as_bytes());
    let payloads = outcomes.iter().filter(|outcome| outcome.role == Role::Payload && outcome.is_sound);
    assert_eq!(payloads.map(Outcome::name).collect::<Vec<_>>(), ["comm100/away", "comm100/online"]);
}

#[test]
fn a_lost_quote_costs_a_list_on_one_line_little() {
    let lost = r#"{"event":"online,"operator_id":1}"#;
    check(
        format!("[{ON},{lost},{AWAY},{ON}]"),
        &["1@1:2 comm100/online", "2@1:37 invalid-json", "3@1:71 comm100/away", "4@1:104 comm100/online"],
    );
    let unclosed = r#"{"event":"online","operator_id":5"#;
    check(format!("[{unclosed},{AWAY}]"), &["1@1:2 invalid-json", "2@1:36 comm100/away"]);
}

#[test]
fn a_payload_that_is_too_large_is_where_it_begins() {
    let large = format!("{ON}\n{{\"a\":\"\n{}", "x\n".repeat(2 * MAX_SIZE));
    let outcomes = examine(large.as_bytes());
    assert_eq!(outline(&outcomes), ["1@1:1 comm100/online", "2@2:1 too-large"]);
}

/// A source in another format of text is called by its name, once, and only where nothing was read before.
#[test]
fn another_format_of_text_is_named() {
    for (source, said) in [
        ("<?xml version=\"1.0\"?>\n<chat id=\"7\">\n<by>Ada</by></chat>\n", "not JSON: this is XML or HTML"),
        ("<!DOCTYPE html>\n<p>no</p>\n", "not JSON: this is XML or HTML"),
        ("event=chat_ended&chat_id=7&visitor=Ada+L%C3%A9on\n", "not JSON: these are the fields of a form"),
        ("event=chat_ended&", "not JSON: expected an object (a payload)"),
        ("event=chat_ended\n", "not JSON: expected an object (a payload)"),
        ("event = a & b = c\n", "not JSON: expected an object (a payload)"),
        ("<134>1 2026-02-03 syslog\n", "not JSON: expected an object (a payload)"),
        ("<- a\n", "not JSON: expected an object (a payload)"),
    ] {
        for at_once in [1, 64] {
            let outcomes = examine_from(Trickle::new(source.as_bytes(), at_once), Zone::utc(), settings(1, 64));
            let found: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.report.findings).collect();
            assert_eq!(found.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [said], "{source}");
        }
    }
    let after = examine(format!("{ON}\n<chat/>\n").as_bytes());
    assert_eq!(after[1].codes(), ["trailing-data"]);
}

/// Where these would be looked at again and again, they would take minutes.
#[test]
fn sources_made_to_be_slow_are_not() {
    for (source, payloads) in [
        (format!("[{}", "[1,".repeat(100_000)), 100_000),
        ("{\"a\":[\n".repeat(100_000), 100_000),
        ("{\"zz\":[\n".repeat(100_000) + "}", 100_000),
        (format!("[\n{}", "{\n".repeat(200_000)), 200_000),
        ("{\"a\":\"\"}".repeat(50_000), 50_000),
        (format!("[{}", "{\"a\":\"{\n},".repeat(50_000)), 50_000),
        ("[{\"event\":\"online\",\"operator_id\":true},\n".repeat(25_000), 49_999),
        ("[{\"a\":1x},[\n".repeat(50_000), 100_000),
        (format!("[{}", "{\"a\":[[x}\n\"a\":[[x}\n,".repeat(30_000)), 30_000),
        ("{\"a\":1x}; ".repeat(50_000), 50_000),
    ] {
        let source = source.into_bytes();
        let outcomes = examine(&source);
        let found = outcomes.iter().filter(|outcome| outcome.role == Role::Payload).count();
        let start = String::from_utf8_lossy(&source[..12]).into_owned();
        assert_eq!(found, payloads, "{start:?}");
    }
    let not_utf_8 = b"{\"a\":\"\xff\"}".repeat(50_000);
    // One thing more is how many bytes of it are not.
    assert_eq!(examine(&not_utf_8).len(), 50_001);
    let with_junk = b"{\"a\":\"\xff\"};".repeat(50_000);
    assert_eq!(examine(&with_junk).len(), 100_001);
}

#[test]
fn a_payload_larger_than_a_block_is_read() {
    let large = format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":\"{}\"}}", "x".repeat(MAX_SIZE - 100));
    for source in [format!("{large}\n{ON}"), format!("[{large},{ON}]"), format!("{large}{ON}")] {
        let outcomes = examine(source.as_bytes());
        assert_eq!(outcomes.iter().map(Outcome::name).collect::<Vec<_>>(), ["comm100/online", "comm100/online"]);
    }
}

#[test]
fn it_makes_no_difference_how_a_source_arrives() {
    let sources = [
        format!("\u{feff}{ON}\n{LOGIN}\n{{\"a\":\n{AWAY} junk ë\n[{ON},{AWAY}]\n{ON}"),
        format!("[\n {LOGIN},\n {{\"event\":\"on\n {AWAY},]\n{ON}"),
        format!("x\n\x1e{ON}\x1e{{\"a\x1e{AWAY}"),
        format!("2024-05 x\n{ON}\ngarbage here \u{20ac}\n[[1,2],{AWAY},tru, 12]\nnull\n"),
        format!("[{ON},\n\t{{\"event\":\"on?\"}},\n\t{{\"a\":\"\n\t{AWAY}\n]"),
        format!("// x {{\n[{ON}, // y ?\n\t{AWAY} //\n , // z\n ] / {ON} //"),
    ];
    for source in sources {
        // In place of a question mark stands a byte that is not UTF-8.
        let source: Vec<u8> = source.bytes().map(|byte| if byte == b'?' { 0xff } else { byte }).collect();
        let whole = outline(&examine(&source));
        for size in [1, 2, 3, 7, 64] {
            let trickled = outline(&examine_from(Trickle::new(&source, size), Zone::utc(), settings(1, 64)));
            assert_eq!(trickled, whole, "{size} bytes at a time");
        }
    }
}

#[test]
fn compressed_sources_are_read_like_others() {
    let text = format!("{ON}\n{AWAY}\n");
    let folder = std::env::temp_dir().join(format!("chathook-frames-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("memory can be written to");
    let gzip = gzip.finish().expect("memory can be written to");
    let zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), CompressionLevel::Fastest);
    for (name, bytes) in [("a.gz", [gzip.clone(), gzip.clone()].concat()), ("b.zst", [zstd.clone(), zstd].concat())] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file can be written");
        let mut source = chathook::input::Source::File(path).open().expect("it can be opened");
        let mut read = String::new();
        source.read_to_string(&mut read).expect("it can be read");
        assert_eq!(read, format!("{text}{text}"), "{name}");
    }
    let cut = folder.join("cut.gz");
    std::fs::write(&cut, &gzip[..gzip.len() - 9]).expect("a file can be written");
    let mut source = chathook::input::Source::File(cut).open().expect("it can be opened");
    assert!(source.read_to_string(&mut String::new()).is_err());
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}
