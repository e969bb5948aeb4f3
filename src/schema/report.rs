//! The schema of the JSON report, version 1, as `render/json.rs` writes it.

use super::id;
use super::keywords::Schema;
use super::parts::Part::{self, AnyObject, Count, Defined, List, Object, One, OneOf, OneOfAll, OrNull, Text, True};
use super::parts::{TOOL, definitions};
use crate::finding::Severity;
use crate::finding::rules::RULES;

/// The schema of the report.
pub(super) fn report() -> Schema {
    let definitions = definitions(&[("payload", PAYLOAD), ("finding", FINDING), ("position", POSITION)]);
    Schema { title: Some("Report, version 1".to_owned()), ..REPORT.schema() }
        .described("What `chathook validate --format json` found.")
        .published_as(id("report:1"), definitions)
}

/// The report.
const REPORT: Part = Object(&[
    ("version", One, "The version of this format."),
    ("tool", TOOL, "What wrote the report."),
    ("payloads", List(&Defined("payload")), "The payloads, and what is wrong between them, in order."),
    ("unreadable", List(&UNREADABLE), "The sources that could not be read."),
    ("summary", SUMMARY, "What all of it comes to."),
    ("interrupted?", True, "That the run was interrupted, so that this is not all."),
    ("coverage?", List(&EVENT), "What occurs of each event, of the vendors that do (`--coverage` only)."),
]);

/// One payload, with its findings, or what is wrong between payloads.
const PAYLOAD: Part = Object(&[
    ("source", Text, "Its source: a path, or the name of standard input."),
    ("index", OrNull(&Count), "Its number in the source, from 1; null for what is wrong between payloads."),
    (
        "item?",
        Count,
        "The number of the event in a payload that may hold several, from 0. Each event has an entry of its own.",
    ),
    ("line", Count, "The line that the payload begins on."),
    ("at?", Text, "The JSON Pointer to it in the document that holds it, if one does, through all encoded text."),
    ("vendor", OrNull(&Text), "Whose it is, if that is known."),
    ("event", OrNull(&Text), "The vendor's name for the event, as the payload says it."),
    ("type", OrNull(&Text), "The type of the normalized event."),
    ("detected?", DETECTED, "How it was detected, if it is an event that is described."),
    ("verdict", OneOf(&["clean", "warning", "error"]), "The worst of its findings; notes are clean."),
    ("findings", List(&Defined("finding")), "What was found, in the order of the text."),
    ("omitted?", Count, "How many more findings there are that are not listed."),
    ("normalized?", AnyObject, "The normalized event (`chathook --format json` only)."),
    ("members?", List(&MEMBER), "Where its members come from (`chathook --format json` only)."),
    ("empty?", List(&Text), "The pointers of its fields without a value (`chathook --format json` only)."),
]);

/// The detection of an event: by what, and what shows it.
const DETECTED: Part = Object(&[
    (
        "by",
        OneOf(&["signature", "name", "shape", "option"]),
        "By what: keys that only this vendor's bodies have, and the event's name; the name alone; the keys alone; or what \
             the user said.",
    ),
    ("evidence", List(&Text), "The pointers of what shows it."),
    ("runner_up", OrNull(&Text), "The event that it resembles most after that, where it names none."),
]);

/// A member of the normalized event, and its sources in the payload.
const MEMBER: Part = Object(&[
    ("member", Text, "The path of a member of the normalized event."),
    (
        "from",
        List(&Text),
        "The pointers of the payload's values that say so, the one that counts first, shortened like those of findings.",
    ),
]);

/// A source that could not be read.
const UNREADABLE: Part = Object(&[("source", Text, "The source."), ("reason", Text, "Why it could not be read.")]);

/// The counts of everything that was read.
const SUMMARY: Part = Object(&[
    ("payloads", Count, "How many payloads there were."),
    ("events", Count, "How many events they bring: mostly, each brings one."),
    ("clean", Count, "How many payloads have no error and no warning."),
    ("errors", Count, "How many errors were found, listed or not."),
    ("warnings", Count, "How many warnings."),
    ("notes", Count, "How many notes."),
]);

/// The coverage of one event: which of its documented fields occur.
const EVENT: Part = Object(&[
    ("vendor", Text, "The vendor."),
    ("event", Text, "The event."),
    ("payloads", Count, "How many payloads there were."),
    (
        "said",
        List(&Text),
        "The pointers of the documented fields that had a value; an item of an array is written `-`.",
    ),
    ("empty", List(&Text), "Those that were there, and always empty."),
    ("never", List(&Text), "Those that were never there."),
    ("unknown", List(&UNKNOWN), "The keys that are not documented."),
    ("omitted?", Count, "How often further keys were seen that are not documented."),
]);

/// A key that is not documented.
const UNKNOWN: Part = Object(&[
    ("pointer", Text, "The key's pointer, cut if it is long; an item of an array is written `-`."),
    ("count", Count, "How often it was seen."),
    ("source", Text, "The source where it was first seen."),
    ("start", Defined("position"), "Its place there."),
]);

/// A position in a source: `{"line": 3, "column": 12, "offset": 187}`.
const POSITION: Part = Object(&[
    ("line", Count, "The line, from 1."),
    (
        "column",
        Count,
        "The column, from 1, in Unicode code points; a byte order mark has none. An end is that of the next character.",
    ),
    ("offset", Count, "The offset in the source once it is decompressed and in UTF-8, from 0, in bytes."),
]);

/// Another value that a finding has to do with.
const RELATED: Part = Object(&[
    ("pointer", Text, "Its JSON Pointer."),
    ("line", Count, "The line on which it begins."),
    ("column", Count, "The column."),
    ("offset", Count, "The offset."),
]);

fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

fn severities() -> Vec<&'static str> {
    [Severity::Error, Severity::Warning, Severity::Note].map(Severity::name).into()
}

/// One finding, as findings of payloads are.
const FINDING: Part = Object(&[
    ("code", OneOfAll(codes), "What kind of finding it is: `chathook explain CODE`."),
    ("severity", OneOfAll(severities), "How bad it is, as the rules or `--level` say."),
    ("item?", Count, "Which event it is about, from 0, of a payload that may bring several."),
    (
        "pointer",
        Text,
        "The JSON Pointer (RFC 6901) of the value, or of the object that lacks one. Of one of more than 1,000 \
             characters, `…` replaces the middle.",
    ),
    ("start", Defined("position"), "Where it begins in the source."),
    ("end", Defined("position"), "Where it ends."),
    ("related?", RELATED, "Another value that it has to do with."),
    ("expected", OrNull(&Text), "What should be there."),
    ("found", OrNull(&Text), "What is there, as JSON, cut if it is long."),
    ("message", Text, "What is the matter."),
    ("help", OrNull(&Text), "What to do next."),
]);
