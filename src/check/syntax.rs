//! What is wrong with JSON that the parser accepts, whatever it means.

use std::ops::Range;

use crate::finding::{Finding, Findings, Problem, Span};
use crate::json::{self, Flaw};

/// Says what is wrong with a payload of which nothing is known but that it is JSON.
pub fn check(payload: &str, findings: &mut Findings<'_>) {
    let mut pointers = json::Pointers::of(payload);
    for flaw in json::flaws(payload) {
        if findings.room_for(super::json_code(flaw)).is_some() {
            let span = |at: Range<usize>| Span { text: 0, start: at.start, end: at.end };
            findings.push(finding(flaw, payload, pointers.at(flaw.at()), span));
        }
    }
}

/// The finding about a flaw of some JSON, where `span` says where in the payload a stretch of it stands.
pub(super) fn finding(flaw: Flaw, json: &str, pointer: String, span: impl Fn(Range<usize>) -> Span) -> Finding {
    let stretch = |at: usize| {
        let is_text = json::is_text(&json[at..]);
        at..if is_text { json::end_of_text(json.as_bytes(), at) } else { at + 1 }
    };
    let at = stretch(flaw.at());
    let related = match flaw {
        Flaw::RepeatedKey { first, .. } => Some(span(stretch(first))),
        Flaw::LoneSurrogate { .. } | Flaw::TooDeep { .. } => None,
    };
    Finding { problem: problem(flaw, &json[at.clone()]), pointer, span: span(at), related, found: None }
}

/// The problem that a flaw is; `raw` is what stands at its place.
fn problem(flaw: Flaw, raw: &str) -> Problem {
    match flaw {
        Flaw::LoneSurrogate { .. } => Problem::LoneSurrogate,
        Flaw::TooDeep { .. } => Problem::TooDeep,
        Flaw::RepeatedKey { .. } => Problem::DuplicateKey { key: json::key_text(raw).into_owned() },
    }
}
