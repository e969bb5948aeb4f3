//! Limits that show in what comes out, each at both of its sides: one less, as much, and one more.

use chathook::event::{IN_ORDER, MEMBERS, Slot};
use serde_json::{Value, json};

use crate::support::{Run, examine_one};

/// A payload without a finding.
const EVENT: &str = r#"{"event":"online","operator_id":1}"#;

/// A limit that shows.
struct Limit {
    what: &'static str,
    most: usize,
    arguments: &'static [&'static str],
    /// A source that has so many.
    source: fn(usize) -> String,
    /// Whether what is written of it shows that they are too many.
    is_beyond: fn(&str, usize) -> bool,
}

/// So many texts, each made of its number.
fn each(count: usize, text: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(text).collect()
}

/// A payload with a field that nobody describes, of this value.
fn with(value: &str) -> String {
    format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":{value}}}\n")
}

const LIMITS: &[Limit] = &[
    Limit {
        what: "keys that are named instead of those that are not there",
        most: 10,
        arguments: &["validate", "--format", "concise", "--at", "/nothing"],
        source: |count| format!("{{{}}}", each(count, |number| format!("\"k{number}\":1")).join(",")),
        is_beyond: |out, _| out.ends_with("k9, …\n"),
    },
    Limit {
        what: "places that are told apart in a document",
        most: 16,
        arguments: &["validate", "--format", "concise"],
        source: |count| format!("{{{}}}", each(count, |number| format!("\"k{number}\":{EVENT}")).join(",")),
        is_beyond: |out, _| out.contains("read from `/*`"),
    },
    Limit {
        what: "places in documents that are mentioned",
        most: 100,
        arguments: &["validate", "--format", "concise"],
        source: |count| each(count, |number| format!("{{\"k{number}\":{EVENT}}}\n")).concat(),
        is_beyond: |out, count| !out.contains(&format!("read from `/k{}`", count - 1)),
    },
    Limit {
        what: "columns whose names are kept",
        most: 1000,
        arguments: &["validate", "--format", "concise", "--from", "csv"],
        source: |count| {
            let names = each(count, |number| format!("c{number}")).join(",");
            format!("{names}\n{}\"{}\"\n", ",".repeat(count - 1), EVENT.replace('"', "\"\""))
        },
        is_beyond: |out, count| out.contains(&format!("read from `/*/{count}`")),
    },
    Limit {
        what: "characters of a stranger's word in a message",
        most: 100,
        arguments: &["validate", "--format", "concise"],
        source: |count| format!("{{\"event\":\"online\",\"operator_id\":1,\"{}\":1}}", "é".repeat(count)),
        is_beyond: |out, _| out.contains("é…` is not documented"),
    },
    Limit {
        what: "characters of a value that a finding shows, quotes included",
        most: 200,
        arguments: &["validate", "--format", "json"],
        source: |count| with(&format!("\"{}\"", "é".repeat(count - 2))),
        is_beyond: |out, _| out.contains("é…\","),
    },
    Limit {
        what: "names of events that are counted each by itself",
        most: 1000,
        arguments: &["inspect"],
        source: |count| each(count, |number| format!("{{\"event\":\"e{number}\",\"operator_id\":1}}\n")).concat(),
        is_beyond: |out, _| out.contains("\n      1  others\n"),
    },
    Limit {
        what: "characters of a value in a table",
        most: 2000,
        arguments: &["inspect", "--width", "9000"],
        source: |count| format!("{{\"event\":\"online\",\"operator_id\":\"{}\"}}", "é".repeat(count)),
        is_beyond: |out, count| !out.contains(&"é".repeat(count)),
    },
    Limit {
        what: "bytes of a value that is repeated where it comes from",
        most: 40,
        arguments: &["inspect", "--width", "300"],
        source: |count| {
            let id = "7".repeat(count - "agent-".len());
            format!("{{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"1\",\"by\":\"agent-{id}\"}}")
        },
        is_beyond: |out, _| !out.contains("/by = agent-"),
    },
    Limit {
        what: "seconds that a chat can plausibly last",
        most: 4 * 3600,
        arguments: &["validate", "--format", "concise"],
        source: |count| format!("{{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"1\",\"chat_duration\":\"{count}\"}}"),
        is_beyond: |out, _| out.contains("[implausible-duration]"),
    },
    Limit {
        what: "seconds by which a wait may differ from the time between its ends",
        most: 2,
        arguments: &["validate", "--format", "concise"],
        source: |count| {
            let at = "\"2024-05-01 10:00:00\"";
            let times = format!("\"date_created\":{at},\"date_picked\":{at},\"chat_wait_time\":\"{count}\"");
            format!("{{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"1\",{times}}}")
        },
        is_beyond: |out, _| out.contains("[wait-mismatch]"),
    },
    Limit {
        what: "results in a SARIF log",
        most: 25_000,
        arguments: &["validate", "--format", "sarif"],
        source: |count| "{\"event\":\"online\"}\n".repeat(count),
        is_beyond: |out, _| out.contains("not listed here: 1 finding"),
    },
    Limit {
        what: "blanks after a value that is alone on its line, with the line's end",
        most: 256,
        arguments: &["validate", "--format", "concise"],
        source: |count| format!("{EVENT}\n5{}\n{EVENT}\n", " ".repeat(count - 1)),
        is_beyond: |out, _| out.contains("[trailing-data]"),
    },
    Limit {
        what: "objects on a line that may be a payload behind something, less one",
        most: 15,
        arguments: &["validate", "--format", "concise"],
        source: |count| {
            let others = "\"a\":{\"b\":1,".repeat(count - 1);
            format!("{{\"event\":\"online\",\"x\":tru\nx: {others}\"c\":{{\"d\":1}}\n")
        },
        is_beyond: |out, _| out.matches("error[").count() == 1,
    },
];

#[test]
fn what_is_beyond_a_limit_is_treated_otherwise_and_what_is_not_is_not() {
    for Limit { what, most, arguments, source, is_beyond } in LIMITS {
        for (count, expected) in [(most - 1, false), (*most, false), (most + 1, true)] {
            let out = Run::new(arguments).input(source(count)).done().out;
            assert_eq!(is_beyond(&out, count), expected, "{what}: {count}: {out}");
        }
    }
}

/// So many of a vendor's events are named where one is not known, of a vendor that has more.
#[test]
fn five_events_are_named_for_one_that_is_not_known() {
    let source = r#"{"event":"zzz_yyy","visitor":{"id":1,"visit_time":3,"chat_id":1},"chat":{"id":1}}"#;
    let done = Run::new(&["validate", "--vendor", "comm100"]).input(source).done().exits_with(1);
    let (_, names) = done.out.split_once("help: its events are ").expect("it names events");
    let (names, _) = names.split_once(", …; `chathook explain comm100` lists them").expect("there are more");
    assert_eq!(names.split(", ").count(), 5, "{names}");
}

#[test]
fn values_of_options_have_their_limits() {
    for (option, least, most, beyond) in
        [("--jobs", "1", "1024", ["0", "1025"]), ("--max-size", "1B", "1GiB", ["0", "1073741825"])]
    {
        for value in [least, most] {
            let code = Run::new(&["validate", option, value]).input("[]").done().exits_with(1);
            code.says("[empty-input]");
        }
        for value in beyond {
            Run::new(&["validate", option, value]).input("[]").done().exits_with(2);
        }
    }
    // Without a chat there is no report.
    for (value, code) in [("1", 3), ("50", 3), ("51", 2), ("0", 2)] {
        Run::new(&["seats", "--concurrency", value]).input(EVENT).done().exits_with(code);
    }
}

/// An event of a chat whose members of these paths are these times.
fn at(times: [(Slot, &str); 2]) -> String {
    let mut data = json!({});
    for (slot, time) in times {
        let member = &MEMBERS[usize::from(slot.member)];
        let mut place = &mut data;
        for step in member.path.split('.') {
            place = &mut place[step.trim_end_matches("[]")];
        }
        *place = match slot.of_item {
            None => Value::from(time),
            Some(of_item) => json!([{ &member.members[usize::from(of_item)].path: time }]),
        };
    }
    let mut event = json!({
        "id": "1",
        "specversion": "1.0",
        "source": "/example/7",
        "type": "chat.ended",
        "dataschema": "urn:chathook:event:1",
        "vendor": "example",
        "vendorevent": "ended",
    });
    event["data"] = data;
    event.to_string()
}

#[test]
fn every_pair_of_times_that_have_an_order_is_held_to_it() {
    for [earlier, later] in IN_ORDER.iter() {
        for (seconds, is_reversed) in [("04", false), ("05", false), ("06", true)] {
            let time = format!("2024-05-01T10:00:{seconds}.000Z");
            let source = at([(*earlier, &time), (*later, "2024-05-01T10:00:05.000Z")]);
            let is_said = examine_one(source.as_bytes()).codes().contains(&"time-order");
            assert_eq!(is_said, is_reversed, "{source}");
        }
    }
}
