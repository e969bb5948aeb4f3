//! The memory that chats take.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::thread;

use crate::support::{Run, most_held};

/// A chat may take so many bytes.
const MOST_BYTES: u64 = 64;

/// The most that the command holds while it counts so many chats, in bytes; where that cannot be known, nothing.
fn held(chats: u64) -> Option<u64> {
    let mut child = Run::new(&["seats", "--format", "json", "--jobs", "1", "--time-zone", "UTC"]).begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = child.stdout.take().expect("it is piped");
    let writer = thread::spawn(move || {
        for first in (0..chats).step_by(1000) {
            let mut lines = String::new();
            for id in first..first + 1000 {
                let (day, hour, minute) = (5 + id % 12, 9 + id % 8, id % 60);
                let time = format!("2026-01-{day:02} {hour:02}:{minute:02}");
                writeln!(
                    lines,
                    r#"{{"event":"CHAT_ON_CLOSE","id":"{id}","account_id":"1","chat_wait_time":"5","chat_duration":"60","date_created":"{time}:00","date_picked":"{time}:05","users":{{"agent":{{"email":"ann@example.com"}}}}}}"#
                )
                .expect("memory can be written");
            }
            stdin.write_all(lines.as_bytes()).expect("the command reads on");
        }
    });
    let reader = thread::spawn(move || {
        let mut report = String::new();
        stdout.read_to_string(&mut report).expect("the report is text");
        report
    });
    let mut most = None;
    while child.try_wait().expect("the command runs").is_none() {
        most = most.max(most_held(&child));
        thread::yield_now();
    }
    writer.join().expect("all was written");
    let report: serde_json::Value =
        serde_json::from_str(&reader.join().expect("the output was read")).expect("it is JSON");
    assert_eq!(report["deliveries"]["kept"], chats);
    most.map(|kib| kib * 1024)
}

#[test]
fn a_chat_takes_few_bytes() {
    // So many that all that is held beside chats is held in both.
    let (few, many) = (100_000, 400_000);
    if let Some((least, most)) = held(few).zip(held(many)) {
        let each = most.saturating_sub(least) / (many - few);
        assert!(each <= MOST_BYTES, "a chat takes {each} bytes");
    }
}
