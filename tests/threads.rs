//! However many threads read a source, and however it arrives, the same comes out, in the same order.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

use chathook::encoding::time::Zone;
use chathook::frame::Settings;
use chathook::sample;
use chathook::vendors::event_named;
use proptest::prelude::*;

use crate::pieces::{payloads, piece};
use crate::support::{Folder, Outcome, Run, Trickle, account, examine_from, files, settings};

fn read(source: &[u8], jobs: usize, block: usize, at_once: usize) -> Vec<Outcome> {
    examine_from(Trickle::new(source, at_once), Zone::utc(), settings(jobs, block))
}

#[track_caller]
fn check(source: &[u8]) {
    let expected = account(&read(source, 1, source.len().max(1), usize::MAX));
    for (jobs, block, at_once) in [(1, 64, 64), (2, 500, 500), (3, 3000, 1000), (2, 1, 1), (5, 4000, 4000)] {
        let found = account(&read(source, jobs, block, at_once));
        if found != expected {
            let lines = expected.lines().zip(found.lines()).enumerate().find(|(_, (one, other))| one != other);
            panic!("{jobs} threads, blocks of {block}, {at_once} at once, first in {lines:?}");
        }
    }
}

#[test]
fn every_form_of_source_is_the_same_to_all() {
    let payloads = payloads(60);
    check(payloads.join("\n").as_bytes());
    check(format!("{}\n", payloads.join("\r\n")).as_bytes());
    check(payloads.join("").as_bytes());
    check(format!("[{}]", payloads.join(",")).as_bytes());
    check(format!("[\n  {}\n]\n", payloads.join(",\n  ")).as_bytes());
    check(format!("[{}]\n[{}]\n{}", payloads.join(","), payloads.join(" , "), payloads.join("\n")).as_bytes());
    check(format!("\x1e{}\n", payloads.join("\n\x1e")).as_bytes());
}

#[test]
fn another_encoding_is_the_same_to_all() {
    let units = payloads(9).concat().encode_utf16().collect::<Vec<_>>();
    check(&units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>());
    check(&units.iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>());
    check(b"\xff\xfe");
}

#[test]
fn every_sample_is_the_same_to_all() {
    let samples: Vec<_> =
        files("samples", ".json").iter().map(|file| fs::read(file).expect("it can be read")).collect();
    check(&samples.concat());
    check(&samples.join(&b"\n"[..]));
    check(&[b"[", samples.join(&b",\n"[..]).as_slice(), b"]"].concat());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_source_is_the_same_to_all(
        pieces in proptest::collection::vec(piece(2), 1..40),
        jobs in 1..5_usize,
        block in 1..3000_usize,
        at_once in 1..3000_usize,
    ) {
        let source = pieces.concat();
        let expected = account(&read(&source, 1, source.len(), usize::MAX));
        let found = account(&read(&source, jobs, block, at_once));
        let difference = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
        prop_assert!(found == expected, "{:?} in {:?}", difference, String::from_utf8_lossy(&source));
    }
}

/// The most bytes that a payload may have where some have more.
const SMALL_LIMIT: usize = 17_000;

/// A piece of a source, some of them larger than that, or than a block.
fn large_piece() -> impl Strategy<Value = Vec<u8>> {
    let items = "{\"event\":\"online\",\"operator_id\":1},\n".repeat(600);
    prop_oneof![
        20 => piece(20),
        1 => Just(format!("{{\"a\":[\n{items}1]}}").into_bytes()),
        1 => Just(format!("[\n{items}1]").into_bytes()),
        1 => (15_000..60_000_usize).prop_map(|length| vec![b'x'; length]),
        1 => (15_000..60_000_usize).prop_map(|length| [b"[1", vec![b'x'; length].as_slice()].concat()),
        1 => (15_000..60_000_usize).prop_map(|length| [b"{\"a\":\"", vec![b'x'; length].as_slice(), b"\"}"].concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_source_with_large_payloads_is_the_same_to_all(
        pieces in proptest::collection::vec(large_piece(), 1..20),
        jobs in 1..4_usize,
        block in 1000..40_000_usize,
        at_once in 1000..40_000_usize,
    ) {
        let source = pieces.concat();
        let read = |how, at_once| account(&examine_from(Trickle::new(&source, at_once), Zone::utc(), how));
        let expected = read(Settings { max_size: SMALL_LIMIT, ..settings(1, source.len()) }, usize::MAX);
        let found = read(Settings { max_size: SMALL_LIMIT, ..settings(jobs, block) }, at_once);
        let difference = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
        let difference = difference.map(|(one, other)| [one, other].map(|line| line[..line.len().min(300)].to_owned()));
        let pieces: Vec<_> = pieces.iter().map(|piece| piece[..piece.len().min(60)].escape_ascii().to_string()).collect();
        prop_assert!(found == expected, "{:?} in {:?}", difference, pieces);
    }
}

/// Payloads of an event, a line each.
fn made(name: &str, count: u64) -> String {
    let (vendor, event) = event_named(name).expect("there is such an event");
    (0..count).map(|seed| sample::payload(vendor, event, seed) + "\n").collect()
}

/// A zone is assumed, and said to be, first after so much that threads are at work; then findings of all kinds.
#[test]
fn every_command_says_the_same() {
    let folder = Folder::new("threads");
    let broken = "{\"event\":\"online\"}\n{\"event\":}\n";
    let source = [
        &made("chat_wrapped_up", 600),
        &made("CHAT_ON_CLOSE", 300),
        broken,
        &made("CHAT_ON_CLOSE", 900),
        broken,
        "x\n",
    ];
    let lines = source.concat();
    let list = format!("[{}]", lines.trim_end().replace("}\n{", "},{"));
    let files = [folder.file("lines.ndjson", &lines), folder.file("list.json", &list)];
    for arguments in [
        &["normalize"][..],
        &["normalize", "--lenient", "--pretty"],
        &["inspect", "--all"],
        &["inspect", "--format", "json"],
        &["validate", "--strict"],
        &["validate", "--format", "json", "--max-findings", "3"],
        &["validate", "--format", "junit"],
        &["validate", "--format", "concise", "--coverage"],
    ] {
        let rejects = folder.file("rejects", "");
        let run = |jobs: &str| {
            let mut all = [arguments, &["--jobs", jobs], &[files[0].as_str(), files[1].as_str()]].concat();
            if arguments[0] == "normalize" {
                all.extend(["--rejects", &rejects]);
            }
            let done = Run::new(&all).done();
            (done.code, done.out, done.err, fs::read(&rejects).expect("it can be read"))
        };
        let expected = run("1");
        assert!(!expected.1.is_empty(), "{arguments:?}");
        for jobs in ["2", "3", "2"] {
            assert!(run(jobs) == expected, "{arguments:?} with {jobs} threads");
        }
    }
}

/// What is larger than is read, in the middle of what is not, is the same thing however it arrives.
#[test]
fn a_payload_that_is_too_large_is_the_same_to_all() {
    let small = &made("online", 3);
    let large = format!("{{\"event\":\"online\",\"a\":\"\u{feff}{}\"}}", "é".repeat(700_000));
    let lines = format!("\u{feff}{large}\n{small}{large}\n{small}");
    let list = format!("[{}]", lines.trim_start_matches('\u{feff}').trim_end().replace('\n', ","));
    for source in [lines, list] {
        let expected = account(&read(source.as_bytes(), 1, source.len(), usize::MAX));
        assert_eq!(expected.matches("TooLarge").count(), 2);
        for (jobs, block, at_once) in [(1, 4000, 3001), (2, 100_001, 100_001), (3, 3000, 2999)] {
            assert!(account(&read(source.as_bytes(), jobs, block, at_once)) == expected, "{jobs} threads, {block}");
        }
    }
}

/// What is looked at of it ends at the limit, not at the end of a block.
#[test]
fn what_does_not_end_within_the_limit_is_the_same_to_all() {
    let small = made("online", 300);
    let object = format!("{{\"a\":[\n{}]}}", small.trim_end().replace('\n', ",\n"));
    assert!(object.len() > 20_000);
    for source in [
        format!("{small}{object}\n{small}"),
        format!("[{object},{small}]"),
        format!("[1,{},{object}]", "x".repeat(60_000)),
        format!("[1,[{} 2 ],{object}]", "x ".repeat(30_000)),
        format!("[1,\"{}\",{object}]", "x".repeat(60_000)),
        format!("[1,[{},3],{object}]", "[2,\n".repeat(5000)),
        format!("{small}{} \n {small}", "x y \n".repeat(12_000)),
        format!("{small}\"{}\"\n{small}", "x".repeat(60_000)),
        format!("{{\"a\":{}", "[".repeat(40_000)),
        "1".repeat(40_000),
        "x".repeat(40_000),
    ] {
        let read = |jobs, block, at_once| {
            let how = Settings { max_size: SMALL_LIMIT, ..settings(jobs, block) };
            account(&examine_from(Trickle::new(source.as_bytes(), at_once), Zone::utc(), how))
        };
        let expected = read(1, source.len(), usize::MAX);
        for (jobs, block, at_once) in [(1, 4000, 3001), (1, 10_000, 10_000), (2, 20_001, 20_001), (3, 3000, 2999)] {
            let found = read(jobs, block, at_once);
            let difference = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
            let difference =
                difference.map(|(one, other)| [one, other].map(|line| line[..line.len().min(300)].to_owned()));
            assert!(found == expected, "{jobs} threads, {block}: {difference:?} in {:?}", &source[..20]);
        }
    }
}

/// Threads stop where a zone must be mentioned; what is left of their block is no payload that is too large.
#[test]
fn the_rest_of_a_block_is_no_payload() {
    let folder = Folder::new("rest-of-block");
    let source = made("chat_wrapped_up", 900) + &made("CHAT_ON_CLOSE", 400);
    let file = folder.file("lines.ndjson", &source);
    let run = |jobs: &str| {
        let done = Run::new(&["validate", "--format", "json", "--max-size", "20KiB", "--jobs", jobs, &file]).done();
        (done.code, done.out)
    };
    let expected = run("1");
    assert_eq!(expected.0, Some(0));
    for jobs in ["2", "3", "2", "3"] {
        assert!(run(jobs) == expected, "{jobs} threads");
    }
}

/// Nobody waits for a payload that is there, even if it has no line end.
#[test]
fn what_is_there_comes_out_at_once() {
    for jobs in ["1", "2"] {
        let lines = made("online", 9000);
        let mut child = Run::new(&["normalize", "--jobs", jobs]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let writer = std::thread::spawn(move || {
            stdin.write_all(lines.trim_end().as_bytes()).expect("the command reads");
            stdin
        });
        let mut line = String::new();
        for _ in 0..9000 {
            line.clear();
            stdout.read_line(&mut line).expect("the command writes");
            assert!(line.ends_with("}\n"), "{line}");
        }
        drop(writer.join().expect("it was written"));
        assert!(child.wait().expect("the command ends").success());
    }
}

/// A payload that is not whole at first need not be followed by more than what is left of it.
#[test]
fn a_large_payload_comes_out_when_its_last_part_is_there() {
    for jobs in ["1", "2"] {
        let mut child = Run::new(&["normalize", "--jobs", jobs]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        for size in [20_000, 100_000, 700_000] {
            let payload = format!("{{\"event\":\"online\",\"operator_id\":\"{}\"}}", "x".repeat(size));
            let (most, rest) = payload.split_at(size - 100);
            for part in [most, rest] {
                stdin.write_all(part.as_bytes()).expect("the command reads");
            }
            let mut line = String::new();
            stdout.read_line(&mut line).expect("the command writes");
            assert!(line.len() > 2 * size, "{line}");
        }
        drop(stdin);
        assert!(child.wait().expect("the command ends").success());
    }
}

#[test]
fn a_number_of_threads_is_from_one_on() {
    for jobs in ["0", "-1", "many", "1025", "99999999999999999999"] {
        let done = Run::new(&["normalize", &format!("--jobs={jobs}"), "samples/comm100/online.json"]).done();
        done.exits_with(2).complains("expected a whole number from 1 to 1024");
    }
}

/// A large payload that is broken ends where the next one shows that it has ended.
#[test]
fn what_follows_a_large_broken_payload_comes_out_when_it_is_there() {
    for (jobs, size) in [("1", 20_000), ("1", 700_000), ("2", 700_000)] {
        let mut child = Run::new(&["normalize", "--quiet", "--jobs", jobs]).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let broken = format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":\"{}\"}}\n", "\t".repeat(size));
        for part in [broken.as_str(), "{\"event\":\"online\",\"operator_id\":2}\n"] {
            stdin.write_all(part.as_bytes()).expect("the command reads");
            // So that the first mostly is read by itself.
            std::thread::sleep(Duration::from_millis(200));
        }
        let mut line = String::new();
        stdout.read_line(&mut line).expect("the command writes");
        assert!(line.contains("\"operator_id\":2") || line.contains("\"id\":\"2\""), "{line}");
        drop(stdin);
        assert_eq!(child.wait().expect("the command ends").code(), Some(1));
    }
}
