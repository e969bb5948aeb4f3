//! A payload that is cut anywhere costs only itself: the one after it is read, whatever form the source has.

use std::collections::BTreeSet;
use std::fs;

use chathook::frame::Role;

use crate::support::{Outcome, examine, files};

/// The payload that comes after the one that is cut.
const NEXT: &str = r#"{"event":"away","operator_id":"next-one"}"#;

/// One that comes later.
const AFTER: &str = r#"{"event":"online","operator_id":1}"#;

/// The next one, printed over many lines.
const PRINTED: &str = "{\n  \"event\": \"away\",\n  \"operator_id\": \"next-one\"\n}";

/// What may stand before a payload on its line.
const BEFORE: &[&str] = &[
    "",
    "2026-11-28T08:19:11Z INFO ",
    "1732781951 ",
    "hook-1  | ",
    "data: ",
    "INFO [hooks] body=",
    "  \t",
    "\u{feff}",
    "'",
    "\"",
    ", ",
];

/// What is between a payload and the next where each has lines of its own.
const ENDS: &[&str] = &["\n", "\r\n", "\n\n"];

/// Places to cut a text: after every backslash, quote, bracket, comma and colon, and between two bytes that were not met so
/// far.
fn places(text: &str, met: &mut BTreeSet<(u8, u8)>) -> Vec<usize> {
    let pairs = text.as_bytes().windows(2).enumerate();
    let places = pairs.filter(|(_, pair)| met.insert((pair[0], pair[1])) || b"\\\"{}[],:".contains(&pair[0]));
    places.map(|(at, _)| at + 1).filter(|at| text.is_char_boundary(*at)).collect()
}

/// Whether the payload after the cut one is read.
fn is_read(source: &str) -> bool {
    let outcomes = examine(source.as_bytes());
    let is_next = |outcome: &&Outcome| outcome.role == Role::Payload && outcome.is_sound;
    outcomes.iter().filter(is_next).any(|it| it.event.as_ref().is_some_and(|event| event.contains("next-one")))
}

/// The samples, each on one line with all slashes escaped, and as it is printed.
fn samples() -> Vec<[(String, &'static str); 2]> {
    let samples = files("samples", ".json").into_iter().map(|file| {
        let printed = fs::read_to_string(file).expect("a sample is UTF-8");
        let value: serde_json::Value = serde_json::from_str(&printed).expect("a sample is JSON");
        [(value.to_string().replace('/', "\\/"), NEXT), (printed.trim_end().to_owned(), PRINTED)]
    });
    samples.collect()
}

/// Fails with what is not read of these sources.
#[track_caller]
fn check(sources: impl Iterator<Item = String>) {
    let lost: Vec<_> = sources.filter(|source| !is_read(source)).collect();
    assert!(lost.is_empty(), "{} are lost, such as {:#?}", lost.len(), &lost[..lost.len().min(8)]);
}

/// A payload that is cut, and the next, a line each, each behind the same text.
fn lines<'s>(cut: &'s str, next: &'s str) -> impl Iterator<Item = String> + 's {
    BEFORE.iter().flat_map(move |before| {
        ENDS.iter().map(move |end| format!("{before}{cut}{end}{before}{next}{end}{before}{AFTER}{end}"))
    })
}

/// Every sample at every such place, each time in some of the forms that divide payloads by lines, records or commas, or have
/// some of them on one line; alone, and behind each text. So each form meets each kind of place many times.
#[test]
fn the_payload_after_a_cut_one_is_read() {
    let (mut met, mut turn) = (BTreeSet::new(), 0);
    for (text, next) in samples().iter().flatten() {
        for at in places(text, &mut met) {
            let cut = &text[..at];
            turn += 1;
            let end = ENDS[turn % ENDS.len()];
            let alone = format!("{cut}{end}{next}{end}");
            let behind = lines(cut, next).skip(turn % ENDS.len()).step_by(ENDS.len());
            let other = match turn % 4 {
                0 => format!("\x1e{cut}\n\x1e{next}\n"),
                1 => format!("[\n  {cut},\n  {next}\n]"),
                // A list that is not closed goes on with what comes after it.
                2 if *next == NEXT && !cut.ends_with('}') => format!("[{cut},{next}]"),
                _ => format!("{AFTER}{cut}\n{next}{AFTER}"),
            };
            check([alone, other].into_iter().chain(behind));
        }
    }
}

/// The shortest sample at every place, behind each text.
#[test]
fn the_line_after_a_cut_one_is_read_whatever_stands_before_it() {
    let samples = samples();
    let shortest = samples.iter().min_by_key(|forms| forms[0].0.len()).expect("there are samples");
    for (text, next) in shortest {
        for at in (1..text.len()).filter(|at| text.is_char_boundary(*at)) {
            check(lines(&text[..at], next));
        }
    }
}

/// What stands before each may be another thing each time, and there may be other lines between.
#[test]
fn the_lines_of_a_log_need_not_be_alike() {
    let cut = r#"{"event":"chat_started","visitor":{"id":"v-9","name":"Maren Vo"#;
    for before in BEFORE {
        for other in BEFORE {
            check([format!("{before}{cut}\n{other}{NEXT}\n")].into_iter());
            check([format!("{before}{cut}\n08:20 shutting down\n{other}{NEXT}\n")].into_iter());
        }
    }
    let lines = (0..1000).map(|number| match number {
        4 => format!("10:00:{number} INFO {cut}\n"),
        _ => format!("10:00:{number} INFO {NEXT}\n"),
    });
    let outcomes = examine(lines.collect::<String>().as_bytes());
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_sound).count(), 999);
}

/// A payload that is printed over many lines goes on behind whatever text, and if it is broken, with what stands in it.
#[test]
fn a_printed_payload_goes_on() {
    for (source, payloads) in [
        (format!("INFO body: {PRINTED}\nINFO {NEXT}\n"), 2),
        (format!("INFO body: {}\nINFO {NEXT}\n", PRINTED.replace("\"away\"", "tru")), 2),
        (
            "{\n  \"a\": tru,\n  \"b\": {\n    \"c\": [\n      {\"d\": 1},\n      {\n      }\n    ]\n  }\n}\n"
                .to_owned(),
            1,
        ),
        ("{\n  a: 1,\n  b: {\n    \"c\": 1\n  },\n  c: {\"d\": 1},\n  \"text\": \"Dear {name}\"\n}\n".to_owned(), 1),
    ] {
        let found = examine(source.as_bytes()).iter().filter(|outcome| outcome.role == Role::Payload).count();
        assert_eq!(found, payloads, "{source}");
    }
}

/// An event stream, and a log whose first line holds a payload in a text.
#[test]
fn what_stands_in_a_text_is_no_payload() {
    let escaped = NEXT.replace('"', "\\\"");
    let source = format!("level=info body=\"{escaped}\"\nlevel=info raw {NEXT}\nlevel=info raw {NEXT}\n");
    assert_eq!(examine(source.as_bytes()).iter().filter(|outcome| outcome.is_sound).count(), 2);
    let cut = &NEXT[..20];
    let source = format!("event: hook\ndata: {NEXT}\n\nid: 1\ndata: {cut}\n\ndata: {cut}\n\nid: 2\ndata: {NEXT}\n\n");
    let outcomes = examine(source.as_bytes());
    let payloads: Vec<_> = outcomes.iter().filter(|it| it.role == Role::Payload).map(|it| it.is_sound).collect();
    assert_eq!(payloads, [true, false, false, true]);
}

/// What a terminal does with a longer line that is pasted: it keeps 4,095 bytes of it.
#[test]
fn a_line_that_a_terminal_cut_is_said_to_be_that() {
    let text = |length: usize, begins: &str| format!("{begins}{}", "x".repeat(length - begins.len()));
    let in_text = r#"{"event":"online","operator_id":1,"note":""#;
    let in_number = r#"{"event":"online","operator_id":1,"#;
    let number = |length: usize| format!("{in_number}{}\"n\":1", " ".repeat(length - in_number.len() - 5));
    let printed = |length: usize| format!("{{\n  \"operator_id\": 1,\n{}\n", text(length, r#"  "note": ""#));
    for (source, is_cut, place) in [
        (text(4094, in_text), false, (1, 4095)),
        (text(4095, in_text), true, (1, 4096)),
        (text(4096, in_text), false, (1, 4097)),
        (text(4095, in_text) + "\n" + AFTER, true, (1, 4096)),
        (number(4094), false, (1, 4095)),
        (number(4095), true, (1, 4096)),
        (number(4095) + "\n" + AFTER, true, (1, 4096)),
        (printed(4094), false, (3, 4095)),
        (printed(4095), true, (3, 4096)),
    ] {
        let outcomes = examine(source.as_bytes());
        let finding = outcomes[0].report.findings.iter().find(|it| it.code.rule().name == "invalid-json");
        let finding = finding.expect("it is broken");
        let said = (finding.start.line, finding.start.column);
        let shown = (finding.message.contains("4,095 bytes"), said);
        assert_eq!(shown, (is_cut, place), "{}", finding.message);
    }
}
