//! Sources made to use up memory: they end in a finding, what the command holds stays small, and the payload that comes next
//! is read.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::CompressionLevel;

use crate::support::{Run, most_held};

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
    check("arrays in a payload", &[], &arrays, &["absent-fields", "unknown-field", "too-deep"]);
    let arrays = [field("name"), open, close, end, last.clone()];
    check("arrays in place of a name", &[], &arrays, &["absent-fields", "wrong-type", "too-deep"]);
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
    // Nothing is shorter than a key without a letter and a number with one digit.
    let short = payload(&|_| ",\"\":1".to_owned(), 3_000_000);
    let within = format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":{}}}\n", short.trim_end());
    let unknown = format!("{{\"x\":[{}0]}}\n", "{\"\":1},".repeat(2_000_000));
    let sources = [
        ("keys", keys(1_000_000)),
        ("short keys", short.clone()),
        ("keys in a value", within),
        ("objects in a value of an unknown payload", unknown),
        ("objects", objects),
        ("JSON in a string", embedded),
    ];
    for (what, source) in sources {
        check(what, &[], &[once(source), once(LAST)], &["too-large"]);
    }
    let most = Run::new(&["normalize"]).input(keys(99_998)).done().exits_with(0).says_no_more();
    assert!(most.out.ends_with("\"/k99997\":1}}}\n"));
    let more = Run::new(&["validate"]).input(keys(99_999)).done().exits_with(1);
    more.says("error[too-large]: this payload holds more than 100000 values").says("1 payload, 0 clean: 1 error\n");
    // What has a key in a value that is kept whole counts, too: beside the name, the id, and that value, 99,997 are left.
    let kept = |count: usize| {
        let members: Vec<_> = (0..count).map(|number| format!("\"k{number}\":1")).collect();
        format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":[{{{}}}]}}\n", members.join(","))
    };
    Run::new(&["normalize"]).input(kept(99_997)).done().exits_with(0).says_no_more();
    let more = Run::new(&["validate"]).input(kept(99_998)).done().exits_with(1);
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
    let zstd = |bytes: &[u8]| ruzstd::encoding::compress_to_vec(bytes, CompressionLevel::Fastest);
    for (what, members) in [("gzip", [&space, LAST].map(gzip)), ("zstd", [&space, LAST].map(zstd))] {
        let [space, last] = members;
        assert!(space.len() < 1 << 20, "{what}: {} bytes", space.len());
        check(what, &[], &[(space, 4), once(last)], &[]);
    }
}

#[test]
fn a_record_of_many_cells_takes_little_memory() {
    for cell in [";", "a,", "\"{\","] {
        let source = [times(cell, 14_000 / cell.len()), once(LAST)];
        check(cell, &["--from", "csv"], &source, &[]);
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

/// On a line of foreign text, each brace could begin what the line holds. One that looks further for each of them than the
/// next does not come to an end here.
#[test]
fn many_braces_on_a_line_take_no_longer_than_others() {
    for (begin, text) in [
        ("{\"event\":\"online\",\"x\":tru\nx: ", "\"a\":{\"b\":1,"),
        ("[{\"event\":\"online\",\"x\":tru\nx: ", "\"a\":{\"b\":1,"),
        ("{\"event\":\"online\",\"x\":tru\nx: ", "\"a\":{\""),
        ("{\"event\":\"online\",\"x\":tru\nx: \"a\":1  ", "word:{\""),
    ] {
        let source = format!("{begin}{}\n", text.repeat((8 << 20) / text.len()));
        Run::new(&["normalize"]).input(source).done().exits_with(1);
    }
}

/// In a log, text may look like a payload over and over. The payload after it is read, and soon.
#[test]
fn text_of_a_log_that_resembles_payloads_takes_no_longer_than_other_text() {
    for text in ["{''a", "{&quot;", "{ a: ", "{\\\"", "{'a': {"] {
        for begin in ["", "\""] {
            let foreign = text.repeat((2 << 20) / text.len());
            let source = format!("{begin}{foreign}\n{}", str::from_utf8(LAST).expect("it is text"));
            let done = Run::new(&["normalize", "--from", "log"]).input(source).done();
            assert!(done.out.contains("\"subject\":\"last\""), "{begin}{text}: {}", done.err);
        }
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

/// So many slips are mended, and of one more the payload is not read: also if all of them stand in one string.
#[test]
fn more_slips_than_are_mended_take_little_memory() {
    let payload = |slip: &str, count: usize| {
        format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":\"{}\"}}\n", slip.repeat(count))
    };
    for slip in ["\0", "\t", "\u{1f}"] {
        check("slips in a string", &[], &[once(payload(slip, 15 << 20)), once(LAST)], &["invalid-json"]);
        let most = Run::new(&["validate"]).input(payload(slip, 100_000)).done().exits_with(1);
        most.says("1 payload, 0 clean: 100000 errors, 1 note (99901 not shown)\n");
        let more = Run::new(&["validate"]).input(payload(slip, 100_001)).done().exits_with(1);
        more.says("not JSON: a control character inside a string, and 100000 more in the same")
            .says("  = help: ")
            .says("1 payload, 0 clean: 1 error\n");
    }
}

/// Whatever one cell holds, the others are not padded to it, and rows are written as they are made.
#[test]
fn a_table_takes_little_memory() {
    let event = "{\"event\":\"online\",\"operator_id\":\"1\"";
    let keys = |count: usize| (0..count).map(|number| format!(",\"k{number}\":1")).collect::<Vec<_>>().concat();
    let wide = |length: usize, count| format!("{event},\"s\":\"{}\"{}}}\n", "x".repeat(length), keys(count));
    let agent = |length: usize| format!("{{\"event\":\"online\",\"operator_id\":\"{}\"}}\n", "x".repeat(length));
    let long = format!("{event},\"s\":\"{}\"}}\n", "x".repeat(15 << 20));
    for (what, source, most_written) in [
        ("a long value among many", wide(65_000, 60_000), 8_000_000),
        ("many values", wide(1, 99_000), 9_000_000),
        ("a long name among many", agent(60_000) + &agent(1).repeat(10_000), 2_000_000),
        ("many rows", agent(1).repeat(100_000), 13_000_000),
        ("a long value in a list", long + &agent(1).repeat(10_000), 2_000_000),
    ] {
        let mut child = Run::new(&["inspect", "--all"]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let writer = thread::spawn(move || stdin.write_all(source.as_bytes()).expect("the command reads on"));
        let mut stdout = child.stdout.take().expect("it is piped");
        let mut written = 0;
        let mut part = vec![0; 64 * 1024];
        loop {
            // It waits for what it wrote to be read.
            if let Some(held) = most_held(&child) {
                assert!(held < MOST_HELD, "{what}: {held} KiB");
            }
            match stdout.read(&mut part).expect("the command writes") {
                0 => break,
                read => written += read,
            }
        }
        writer.join().expect("the source was written");
        assert!(child.wait().expect("the command ends").success());
        assert!(written < most_written, "{what}: {written} bytes");
    }
}

/// Of keys that nobody documents, the beginnings are kept of the first thousand of an event, in the order of the source,
/// whatever the number of threads.
#[test]
fn undocumented_keys_take_little_memory() {
    let payload = |key: &str| format!("{{\"event\":\"online\",\"operator_id\":\"1\",\"{key}\":1}}\n");
    let coverage = |source: &str, jobs: &str| {
        let arguments = ["validate", "--coverage", "--format", "json", "--jobs", jobs];
        let done = Run::new(&arguments).input(source).done().exits_with(0);
        done.out.rsplit_once("\"coverage\":").expect("it tells of coverage").1.to_owned()
    };
    for (length, end) in [(199, "\""), (200, "…\""), (201, "…\""), (1 << 20, "…\"")] {
        let told = coverage(&payload(&"k".repeat(length)), "1");
        assert!(told.contains(&format!("{{\"pointer\":\"/{}{end}", "k".repeat(length.min(199)))), "{length}: {told}");
    }
    // Some are seen again when there is no more room, and some that there was none for.
    let keys: Vec<_> = (0..3000).chain(500..1500).map(|number| payload(&format!("k{}", number * 7 % 3000))).collect();
    for count in [1000, 1001, 4000] {
        let source = keys[..count].concat().repeat(if count == 4000 { 10 } else { 1 });
        let one = coverage(&source, "1");
        assert_eq!(one.matches("{\"pointer\":").count(), 1000);
        assert_eq!(one.contains("\"omitted\":"), count > 1000, "{one}");
        for jobs in ["2", "3", "8"] {
            assert!(coverage(&source, jobs) == one, "{count} keys by {jobs} threads");
        }
    }
    let keys = |number| payload(&format!("{number}{}", "k".repeat(1 << 20)));
    let mut child = Run::new(&["validate", "--coverage", "--jobs", "2"]).begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let reader = thread::spawn(move || io::copy(&mut stdout, &mut io::sink()));
    for number in 0..60 {
        stdin.write_all(keys(number).as_bytes()).expect("the command reads on");
    }
    if let Some(held) = most_held(&child) {
        assert!(held < MOST_HELD, "{held} KiB");
    }
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
    reader.join().expect("the reader ends").expect("the command writes");
}

/// The totals of a `JUnit` report stand before its cases, which are kept until the end; not in memory.
#[test]
fn a_junit_report_takes_little_memory() {
    let arguments = ["validate", "--format", "junit"];
    let source = "{\"event\":\"online\"}\n".repeat(200_000);
    let mut child = Run::new(&arguments).begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(source.as_bytes()).expect("the command reads on");
    drop(stdin);
    let mut stdout = child.stdout.take().expect("it is piped");
    let mut report = vec![0; 1024];
    stdout.read_exact(&mut report).expect("the command writes");
    if let Some(held) = most_held(&child) {
        assert!(held < MOST_HELD, "{held} KiB");
    }
    stdout.read_to_end(&mut report).expect("the command writes");
    assert_eq!(child.wait().expect("the command ends").code(), Some(1));
    let report = String::from_utf8(report).expect("it is UTF-8");
    let totals = "tests=\"200000\" failures=\"200000\" errors=\"0\">";
    assert!(report.contains(&format!("<testsuites name=\"chathook\" {totals}")));
    assert_eq!(report.matches("<failure ").count(), 200_000);
}

/// Where there is no room for the cases, that is said, and the exit code says it too.
#[cfg(unix)]
#[test]
fn a_junit_report_that_cannot_wait_is_no_report() {
    let run = |count: usize| {
        let source = "{\"event\":\"online\"}\n".repeat(count);
        Run::new(&["validate", "--format", "junit"]).env("TMPDIR", "/nonexistent/folder").input(source).done()
    };
    let few = run(100).exits_with(1).out;
    assert_eq!(few.matches("<failure ").count(), 100);
    let many = run(20_000).exits_with(3).complains("cannot write: a temporary file: ");
    assert_eq!(many.out, "");
}

/// The deepest of what is laid out on lines of its own is followed by what stays on its line, however deep that is.
#[test]
fn a_deep_event_is_laid_out_in_little_memory() {
    let event = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let source = format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":{open}5{close}}}\n");
        Run::new(&["normalize", "--pretty", "--lenient"]).input(source).done().out
    };
    // Around it are the event, its data, and what is unmapped.
    for (depth, line) in
        [(28, format!("\n{}[\n{}5\n", " ".repeat(60), " ".repeat(62))), (29, format!("\n{}5\n", " ".repeat(64)))]
    {
        assert!(event(depth).contains(&line), "{depth}: {}", event(depth));
    }
    assert!(event(30).contains(&format!("\n{}[5]\n", " ".repeat(64))), "{}", event(30));
    assert!(event(1_000_000).len() < 2_100_000);
}

/// Below a key of a megabyte, the pointer of each finding would repeat it.
#[test]
fn findings_below_a_long_key_take_little_memory() {
    let source = |length: usize, twice: usize| {
        format!("{{\"{}\":{{\"a\":1{}}}}}\n", "é".repeat(length), ",\"a\":1".repeat(twice))
    };
    let whole = |length: usize| format!("/{}/a", "é".repeat(length));
    let cut = format!("/{}…{}/a", "é".repeat(499), "é".repeat(497));
    for (length, pointer) in [(996, whole(996)), (997, whole(997)), (998, cut.clone()), (100_000, cut)] {
        let done = Run::new(&["validate", "--format", "json"]).input(source(length, 1)).done().exits_with(1);
        let said = done.out.split("\"pointer\":\"").nth(2).expect("it has two findings");
        assert_eq!(said.split('"').next(), Some(&*pointer), "{length}");
    }
    for format in ["human", "concise", "json", "sarif", "junit", "github", "gitlab"] {
        let mut child = Run::new(&["validate", "--format", format]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let mut stdout = child.stdout.take().expect("it is piped");
        let reader = thread::spawn(move || io::copy(&mut stdout, &mut io::sink()).expect("the command writes"));
        stdin.write_all(source(600_000, 10_000).repeat(4).as_bytes()).expect("the command reads on");
        if let Some(held) = most_held(&child) {
            assert!(held < MOST_HELD, "{format}: {held} KiB");
        }
        drop(stdin);
        child.wait().expect("the command ends");
        let written = reader.join().expect("the reader ends");
        assert!(written < 2_000_000, "{format}: {written} bytes");
    }
}

/// An event that takes many times its length on lines of its own is laid out while it is written.
#[test]
fn a_wide_event_is_laid_out_in_little_memory() {
    let event = "{\"event\":\"online\",\"operator_id\":1,\"x\":";
    let wide = format!("{event}{}\"{}\"{}}}\n", "[".repeat(28), "\",\"".repeat(90_000), "]".repeat(28));
    let mut child = Run::new(&["normalize", "--pretty", "--jobs", "1"]).begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = child.stdout.take().expect("it is piped");
    let reader = thread::spawn(move || io::copy(&mut stdout, &mut io::sink()).expect("the command writes"));
    for _ in 0..30 {
        stdin.write_all(wide.as_bytes()).expect("the command reads on");
    }
    if let Some(held) = most_held(&child) {
        assert!(held < 16 * 1024, "{held} KiB");
    }
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
    assert!(reader.join().expect("the reader ends") > 30 * 90_000 * 64);
}
