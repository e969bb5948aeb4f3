//! Logs: text around payloads is passed over where it is to be expected, and one finding where it is not.

use std::fs;

use chathook::encoding::time::Zone;
use chathook::frame::{Form, Role, Settings};

use crate::support::{Done, Run, Trickle, account, examine_from, root, settings};

/// Each log of `tests/logs`: the events in it, on how many lines there is text, and what else is found with `--from log`; then
/// the place and the lines of the one finding of text without it.
#[expect(clippy::type_complexity, reason = "a table")]
const LOGS: &[(&str, &[&str], u64, &[&str], Option<(&str, u64)>)] = &[
    ("brackets.log", &["online", "away"], 3, &[], Some(("1:1", 3))),
    ("prefixes.log", &["online", "away", "online"], 7, &[], Some(("1:1", 7))),
    ("logfmt.log", &["online", "away"], 3, &[], Some(("1:1", 3))),
    ("fences.md", &["online", "away", "online", "away"], 7, &[], Some(("1:1", 9))),
    ("psql.txt", &["online", "away"], 5, &[], Some(("1:2", 5))),
    ("psql_lines.txt", &["online", "away"], 5, &[], Some(("1:2", 8))),
    ("psql_expanded.txt", &["online", "away"], 8, &[], Some(("1:1", 11))),
    (
        "html.log",
        &["online", "away"],
        3,
        &[
            "1:12: error[invalid-json]",
            "1:30: error[invalid-json]",
            "1:49: error[invalid-json]",
            "2:11: error[ambiguous-event]",
            "2:12: error[invalid-json]",
        ],
        Some(("1:1", 3)),
    ),
    ("base64.log", &["online", "away"], 3, &[], None),
    ("cloudwatch.json", &["online"], 3, &[], Some(("2:22", 2))),
    ("literal.log", &["online", "away", "online", "away", "online"], 5, &[], None),
    ("mysql.txt", &["online", "away"], 7, &[], Some(("1:1", 7))),
    ("among_json.log", &["online"], 4, &[], Some(("3:1", 1))),
    (
        "cut.log",
        &["online", "away", "online", "away"],
        5,
        &["2:73: error[invalid-json]", "5:1: error[invalid-json]"],
        Some(("1:1", 5)),
    ),
    ("none.log", &[], 2, &["1:1: error[empty-input]"], None),
    (
        "printed.log",
        &["online"],
        3,
        &["1:13: error[invalid-json]", "1:20: error[invalid-json]", "1:30: error[invalid-json]"],
        None,
    ),
    (
        "inspected.log",
        &["online", "away"],
        3,
        &[
            "1:47: error[invalid-json]",
            "1:72: error[invalid-json]",
            "2:6: error[invalid-json]",
            "2:13: error[invalid-json]",
            "2:38: error[invalid-json]",
            "2:44: error[invalid-json]",
            "2:44: note[unknown-field]",
            "2:47: error[invalid-json]",
            "2:50: error[invalid-json]",
        ],
        None,
    ),
];

fn path(name: &str) -> String {
    format!("tests/logs/{name}")
}

/// What is found, without the name of the source.
fn found<'d>(done: &'d Done, name: &str) -> Vec<&'d str> {
    let prefix = path(name) + ":";
    done.err.lines().filter_map(|line| line.strip_prefix(prefix.as_str())).collect()
}

#[test]
fn text_around_payloads_is_passed_over_where_it_is_expected() {
    for (name, events, lines, findings, _) in LOGS {
        let done = Run::new(&["normalize", "--lenient", "--from", "log", &path(name)]).done();
        let found = found(&done, name);
        let is_as_expected =
            found.len() == findings.len() && found.iter().zip(*findings).all(|(one, it)| one.starts_with(it));
        assert!(is_as_expected, "{name}: {}", done.err);
        let said: Vec<String> = done.out.lines().map(|line| word(line, "\"vendorevent\":\"")).collect();
        assert_eq!(said, *events, "{name}");
        assert!(done.err.contains(&format!("text on {lines} lines skipped")), "{name}: {}", done.err);
        done.exits_with(i32::from(!findings.is_empty()));
    }
}

/// What follows a key in a line, up to the next quote.
fn word(line: &str, key: &str) -> String {
    let rest = line.split_once(key).map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn text_around_payloads_is_one_finding_where_it_is_not_expected() {
    for (name, _, _, _, text) in LOGS {
        let Some((place, lines)) = text else { continue };
        let done = Run::new(&["normalize", &path(name)]).done().exits_with(1);
        let found = found(&done, name);
        let of_text: Vec<_> = found.iter().filter(|line| line.contains("text around payloads")).collect();
        let words =
            if *lines == 1 { "this line".to_owned() } else { format!("{lines} lines, of which this is the first") };
        let advice = "(if this is a log, use --from log; if it is a table, --from csv)";
        let is_said = matches!(of_text.as_slice(), [one] if one.starts_with(place) && one.ends_with(&format!("{words} {advice}")));
        assert!(is_said, "{name}: {}", done.err);
    }
}

/// However it arrives, and however many threads there are.
#[test]
fn a_log_is_the_same_however_it_is_read() {
    let line = |number: u32| format!("10:00 [x] {{y}} got {{\"event\":\"online\",\"operator_id\":{number}}} ok\n\n");
    let log = (0..20_000).map(line).collect::<Vec<_>>().concat();
    let run = |arguments: &[&str]| Run::new(arguments).input(&log).done();
    let alone = run(&["normalize", "--from", "log", "--jobs", "1"]).exits_with(0);
    let shared = run(&["normalize", "--from", "log", "--jobs", "4"]).exits_with(0);
    assert_eq!((alone.out.lines().count(), alone.err.as_str()), (20_000, "text on 20000 lines skipped\n"));
    assert!(alone.out == shared.out && alone.err == shared.err);
    let (alone, shared) = (run(&["normalize", "--jobs", "1"]), run(&["normalize", "--jobs", "4"]));
    assert!(
        alone.err.contains("<stdin>:1:1: error[invalid-json]: text around payloads on 20000 lines"),
        "{}",
        alone.err
    );
    assert!(alone.out == shared.out && alone.err == shared.err);
}

/// Base64 is found wherever what is read at once ends.
#[test]
fn base64_in_a_log_is_the_same_however_it_arrives() {
    let log = fs::read(root().join(path("base64.log"))).expect("it can be read").repeat(3);
    let outcomes = |at_once, jobs, block| {
        let how = Settings { form: Form::Log, ..settings(jobs, block) };
        let mut outcomes = examine_from(Trickle::new(&log, at_once), Zone::utc(), how);
        // Text is passed over in as many parts as it comes in.
        outcomes.retain(|it| it.role == Role::Payload);
        outcomes
    };
    let whole = outcomes(log.len(), 1, 1 << 16);
    assert_eq!(whole.iter().filter(|it| it.event.is_some()).count(), 6);
    for (at_once, jobs, block) in [(1, 1, 64), (7, 3, 64), (100, 2, 512)] {
        assert_eq!(account(&outcomes(at_once, jobs, block)), account(&whole), "{at_once} bytes at a time for {jobs}");
    }
}

/// What was passed over is not kept; what is no payload and was not expected is.
#[test]
fn rejects_of_a_log_are_payloads() {
    let log = "a {\"event\":\"online\",\"operator_id\":1} b\nc {\"event\":\"online\"} d\n";
    let run = |arguments: &[&str]| Run::new(arguments).input(log).done().exits_with(1);
    let kept = run(&["normalize", "--from", "log", "--quiet", "--rejects", "/dev/stderr"]).err;
    assert_eq!(kept, "{\"event\":\"online\"}\n");
    let kept = run(&["normalize", "--quiet", "--rejects", "/dev/stderr"]).err;
    assert_eq!(kept, "a\n\u{1e}b\nc\n{\"event\":\"online\"}\n\u{1e}d\n");
}
