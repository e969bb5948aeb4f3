//! Sources made to use up memory: they end in a finding, what the command holds stays small, and the payload that comes next
//! is read.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Child;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::Run;

/// The most that the command may hold, in KiB.
const MOST_HELD: u64 = 64 * 1024;

/// Whoever waits for so long waits in vain.
const PATIENCE: Duration = Duration::from_mins(1);

/// What comes last in each source.
const LAST: &[u8] = b"\n{\"event\":\"online\",\"operator_id\":\"last\"}\n";

/// Some bytes, so many times.
type Part = (Vec<u8>, usize);

fn times(text: &str, thousands: usize) -> Part {
    (text.repeat(1000).into_bytes(), thousands)
}

fn once(bytes: impl Into<Vec<u8>>) -> Part {
    (bytes.into(), 1)
}

/// The most that a running command held so far, in KiB, where that can be known.
fn most_held(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    most.trim().strip_suffix(" kB")?.parse().ok()
}

/// The codes of what `normalize` finds in a source whose last payload it normalizes. While it waits for more, the memory
/// that it took so far is looked at.
#[track_caller]
fn check(what: &str, arguments: &[&str], source: &[Part], expected: &[&str]) {
    let mut child = Run::new(&[&["normalize"], arguments].concat()).begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut stderr = child.stderr.take().expect("it is piped");
    let (tell, told) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut line = Vec::new();
        while stdout.read_until(b'\n', &mut line).expect("the command writes") > 0 {
            // What an event is about stands near its beginning.
            let is_last = String::from_utf8_lossy(&line[..line.len().min(300)]).contains("\"subject\":\"last\"");
            line.clear();
            if is_last {
                // Whoever asked may have given up.
                let _ = tell.send(());
            }
        }
    });
    let findings = thread::spawn(move || {
        let mut findings = String::new();
        stderr.read_to_string(&mut findings).expect("the findings are text");
        findings
    });
    for (bytes, count) in source {
        for _ in 0..*count {
            stdin.write_all(bytes).expect("the command reads on");
        }
    }
    told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{what}: the last payload is not read"));
    if let Some(held) = most_held(&child) {
        assert!(held < MOST_HELD, "{what}: {held} KiB");
    }
    drop(stdin);
    child.wait().expect("the command ends");
    reader.join().expect("the output was read");
    let findings = findings.join().expect("the findings were read");
    let codes: Vec<_> = findings.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect();
    assert_eq!(codes, expected, "{what}: {findings}");
}

#[test]
fn nesting_without_end_takes_no_memory() {
    let (open, close) = (times("[", 200), times("]", 200));
    let field = |name: &str| once(format!("{{\"event\":\"chat_started\",\"visitor\":{{\"id\":1,\"{name}\":"));
    let (end, last) = (once("}}"), once(LAST));
    let arrays = [open.clone(), close.clone(), last.clone()];
    check("arrays", &[], &arrays, &["too-deep"]);
    let arrays = [field("x"), open.clone(), close.clone(), end.clone(), last.clone()];
    check("arrays in a payload", &[], &arrays, &["unknown-field", "too-deep"]);
    let arrays = [field("name"), open, close, end, last.clone()];
    check("arrays in place of a name", &[], &arrays, &["wrong-type", "too-deep"]);
    let size = ["--max-size", "1MiB"];
    let found = ["too-large", "invalid-json", "invalid-json"];
    check("arrays that are not closed", &size, &[times("[", 2_000), last.clone()], &found);
    for (what, begin, text) in
        [("arrays in a payload that are not closed", "{\"event\":\"online\",\"x\":", "["), ("objects", "", "{\"a\":")]
    {
        check(what, &size, &[once(begin), times(text, 2_000), last.clone()], &["too-large"]);
    }
}

/// The limit is 16 MiB, unless it is set.
#[test]
fn a_text_as_long_as_a_payload_may_be_takes_little_memory() {
    let begin = "{\"event\":\"online\",\"operator_id\":1,\"x\":\"";
    let large = |text: &str, size: usize| {
        let count = (size - begin.len() - 2) / text.len();
        let rest = size - begin.len() - 2 - count * text.len();
        once(format!("{begin}{}{}\"}}\n", text.repeat(count), "x".repeat(rest)))
    };
    let sizes = [(16 << 20) - 1, 16 << 20, (16 << 20) + 1];
    for text in ["x", "é"] {
        let source: Vec<Part> = sizes.iter().map(|size| large(text, *size)).chain([once(LAST)]).collect();
        check("texts", &[], &source, &["too-large"]);
    }
}

/// However small values are, no more than so many are read of one payload.
#[test]
fn more_values_than_any_event_has_take_little_memory() {
    let payload = |each: &dyn Fn(usize) -> String, count: usize| {
        let values: Vec<_> = (0..count).map(each).collect();
        format!("{{\"event\":\"online\",\"operator_id\":1{}}}\n", values.concat())
    };
    let keys = |count| payload(&|number| format!(",\"k{number}\":1"), count);
    let visitor = "{\"event\":\"chat_wrapped_up\",\"chat_id\":\"1\",\"visitor\":{\"custom_fields\":[{}";
    let objects = format!("{visitor}{}]}}}}\n", ",{\"id\":1}".repeat(1_000_000));
    let mixed = "{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"1\",\"users\":\"{\\\"agent\\\":{";
    let embedded: Vec<_> = (0..600_000).map(|number| format!("\\\"k{number}\\\":1,")).collect();
    let embedded = format!("{mixed}{}\\\"k\\\":1}}}}\"}}\n", embedded.concat());
    for (what, source) in [("keys", keys(1_000_000)), ("objects", objects), ("JSON in text", embedded)] {
        check(what, &[], &[once(source), once(LAST)], &["too-large"]);
    }
    let most = Run::new(&["normalize"]).input(keys(99_998)).done().exits_with(0).says_no_more();
    assert!(most.out.ends_with("\"/k99997\":1}}}\n"));
    let more = Run::new(&["validate"]).input(keys(99_999)).done().exits_with(1);
    more.says("error[too-large]: this payload holds more than 100000 values").says("1 payload, 0 clean: 1 error\n");
    // The name comes after what is read, and what is read is not JSON.
    let late = format!("{{\"operator_id\":1{},\"event\":\"online\"", ",\"k\":1".repeat(99_999));
    let arguments = ["validate", "--event", "comm100/online", "--expect", "comm100/away"];
    Run::new(&arguments).input(late).done().exits_with(1).says("error[invalid-json]");
    let same = Run::new(&["validate"]).input(payload(&|_| ",\"k\":1".to_owned(), 99_000)).done().exits_with(1);
    same.says("more in this payload: 98899 errors")
        .says("1 payload, 0 clean: 98999 errors, 1 note (98900 not shown)\n");
}

#[test]
fn white_space_without_end_takes_no_memory() {
    check("white space", &[], &[times(" \t\r\n", 16_000), once(LAST)], &[]);
    let space = b" ".repeat(32 << 20);
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory can be written to");
        encoder.finish().expect("memory can be written to")
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 1).expect("memory can be compressed");
    for (what, members) in [("gzip", [&space, LAST].map(gzip)), ("zstd", [&space, LAST].map(zstd))] {
        let [space, last] = members;
        assert!(space.len() < 1 << 20, "{what}: {} bytes", space.len());
        check(what, &[], &[(space, 4), once(last)], &[]);
    }
}

#[test]
fn a_line_without_end_takes_no_memory() {
    let size = ["--max-size", "1MiB"];
    let last = once(LAST);
    for (what, begin, text, expected) in [
        ("a text", "{\"event\":\"online\",\"x\":\"", "x", vec!["too-large"]),
        ("digits in a payload", "{\"event\":\"online\",\"x\":", "1", vec!["too-large"]),
        ("digits", "", "1", vec!["no-payload"]),
        ("garbage", "", "\u{fffd}", vec!["invalid-json"]),
        ("braces", "", "{", vec!["too-large"]),
        ("quotes in a payload", "{\"event\":", "\"", vec!["too-large"]),
        ("backslashes", "{\"event\":\"online\",\"x\":\"", "\\", vec!["too-large"]),
        ("a comment", "// ", "x", vec!["invalid-json"]),
    ] {
        let source = [once(begin), times(text, 60_000), last.clone()];
        check(what, &size, &source, &expected);
    }
}

/// What is wrong with it is said long before; then it can be ended.
#[test]
fn a_source_that_never_ends_is_told_of_while_it_is_read() {
    for (text, finding) in
        [("1", "no-payload"), ("{", "too-large"), ("garbage ", "invalid-json"), ("{}", "unknown-vendor")]
    {
        let mut child = Run::new(&["validate", "--format", "concise", "--max-size", "1MiB"]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let endless = text.repeat(10_000);
        let writer = thread::spawn(move || while stdin.write_all(endless.as_bytes()).is_ok() {});
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            stdout.read_line(&mut line).expect("the command writes");
            tell.send(line)
        });
        let line = told.recv_timeout(PATIENCE).expect("the command says what it found");
        assert!(line.starts_with("<stdin>:1:1: error[") && line.contains(finding), "{text:?}: {line}");
        child.kill().expect("the command can be ended");
        child.wait().expect("it ends");
        writer.join().expect("the writer ends");
    }
}
