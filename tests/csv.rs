//! Tables of text: payloads in their cells, and where these stand.

use crate::support::Run;

type Texts = &'static [&'static str];

/// Each file of `tests/csv`: where its payloads stand, the events, and what is found beside the note.
const FILES: &[(&str, Texts, Texts, Texts)] = &[
    ("comma.csv", &["/1/body", "/2/body"], &["online", "away"], &[]),
    ("semicolon.csv", &["/1/the body", "/2/the body"], &["online", "away"], &[]),
    ("tab.tsv", &["/1/2", "/2/2"], &["online", "away"], &[]),
    ("escaped.csv", &["/1/body", "/2/body"], &["online", "away"], &[]),
    ("bare.csv", &["/1/body", "/2/body"], &["online", "away"], &[]),
    ("wrapped.csv", &["/1/request/body", "/2/request/0", "/2/request/1"], &["online", "online", "away"], &[]),
    ("broken.csv", &["/1/body", "/2/body"], &["online"], &["2:4: error[missing-field]", "2:25: error[invalid-json]"]),
    (
        "cells.csv",
        &["/1/body", "/2/body", "/3/note", "/5/body/0", "/5/note"],
        &["online", "away"],
        &[
            "3:18: error[invalid-json]",
            "4:22: error[invalid-json]",
            "6:48: error[invalid-json]",
            "6:57: error[invalid-json]",
            "6:65: error[invalid-json]",
        ],
    ),
    ("none.csv", &[], &[], &["1:1: error[empty-input]"]),
    ("unclosed.csv", &["/1/body"], &["online"], &["3:1: error[invalid-json]: not JSON: unterminated string"]),
];

#[test]
fn any_cell_may_hold_a_payload() {
    for (name, places, events, findings) in FILES {
        let path = format!("tests/csv/{name}");
        let json = Run::new(&["validate", "--from", "csv", "--format", "json", &path]).done().out;
        let said: Vec<_> = json.split("\"at\":\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(said, *places, "{name}");
        let concise = Run::new(&["validate", "--from", "csv", "--format", "concise", &path]).done().out;
        let prefix = format!("{path}:");
        let found = concise.lines().filter_map(|line| line.strip_prefix(prefix.as_str()));
        let found: Vec<_> = found.filter(|line| !line.contains("note[enveloped-payload]")).collect();
        let is_as_expected =
            found.len() == findings.len() && found.iter().zip(*findings).all(|(one, it)| one.starts_with(it));
        assert!(is_as_expected, "{concise}");
        let out =
            Run::new(&["normalize", "--from", "csv", &path]).done().exits_with(i32::from(!findings.is_empty())).out;
        let is_said = out.lines().count() == events.len()
            && out.lines().zip(*events).all(|(line, event)| line.contains(&format!("\"vendorevent\":\"{event}\"")));
        assert!(is_said, "{name}: {out}");
    }
}
