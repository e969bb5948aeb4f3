//! Mistakes in JSON that the parser accepts, whatever the JSON means.

use std::ops::Range;

use crate::finding::{Finding, Findings, Problem, Related, Span};
use crate::json::{self, ValueError};

/// Says what is wrong with a part of a payload of which nothing is known but that it is JSON; `around` is its pointer.
pub fn check(payload: &str, part: Range<usize>, around: &str, findings: &mut Findings<'_>) {
    let json = &payload[part.clone()];
    let mut pointers = json::Pointers::of(json);
    for error in json::value_errors(json) {
        if findings.room_for(super::json_code(error)).is_some() {
            let span = |at: Range<usize>| Span { text: 0, start: part.start + at.start, end: part.start + at.end };
            let pointer = format!("{around}{}", pointers.at(error.at()));
            findings.push(finding(error, json, pointer, span));
        }
    }
}

/// The finding about a error of some JSON, where `span` says where in the payload a range of it stands.
pub(super) fn finding(error: ValueError, json: &str, pointer: String, span: impl Fn(Range<usize>) -> Span) -> Finding {
    let range = |at: usize| {
        let is_string = json::is_string(&json[at..]);
        at..if is_string { json::end_of_string(json.as_bytes(), at) } else { at + 1 }
    };
    let at = range(error.at());
    let related = match error {
        ValueError::RepeatedKey { first, .. } => Some(Related { pointer: pointer.clone(), span: span(range(first)) }),
        ValueError::LoneSurrogate { .. } | ValueError::TooDeep { .. } => None,
    };
    Finding { problem: problem(error, &json[at.clone()]), pointer, span: span(at), related, found: None }
}

/// The problem that a error is; `raw` is what stands at its place.
fn problem(error: ValueError, raw: &str) -> Problem {
    match error {
        ValueError::LoneSurrogate { .. } => Problem::LoneSurrogate,
        ValueError::TooDeep { .. } => Problem::TooDeep,
        ValueError::RepeatedKey { .. } => Problem::DuplicateKey { key: json::key_text(raw).into_owned() },
    }
}
