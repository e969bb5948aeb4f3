//! The schema of the JSON report, version 1, as `render/json.rs` writes it.

use super::id;
use super::keywords::{Schema, Type};
use super::parts::{count, list, object, or_null, text};
use crate::finding::Severity;
use crate::finding::rules::RULES;

/// The schema of the report.
pub(super) fn report() -> Schema {
    let tool = object(&[("name", text(), "Its name."), ("version", text(), "Its version.")]);
    let version = Schema { values: vec![1.into()], ..Schema::of(Type::Integer) };
    let report = object(&[
        ("version", version, "The version of this format."),
        ("tool", tool, "What wrote the report."),
        ("payloads", list(Schema::defined_as("payload")), "The payloads, and what is wrong between them, in order."),
        ("unreadable", list(unreadable()), "The sources that could not be read."),
        ("summary", summary(), "What all of it comes to."),
        ("coverage?", list(event()), "What occurs of each event, of the vendors that do (`--coverage` only)."),
    ]);
    let report = Schema { title: Some("Report, version 1".to_owned()), ..report };
    let definitions = [("payload", payload()), ("finding", finding()), ("position", position())];
    report
        .described("What `chathook validate --format json` found.")
        .published_as(id("report:1"), definitions.map(|(name, schema)| (name.to_owned(), schema)).into())
}

/// One payload, with its findings, or what is wrong between payloads.
fn payload() -> Schema {
    object(&[
        ("source", text(), "The source that it stands in: a path, or the name of standard input."),
        ("index", or_null(count()), "Its number in the source, from 1; null for what is wrong between payloads."),
        (
            "item?",
            count(),
            "Which of its events this is about, from 0, of a payload that may bring several. Each event stands here by itself.",
        ),
        ("line", count(), "The line that the payload begins on."),
        (
            "at?",
            text(),
            "The JSON Pointer of where it stands in a document, if it stands in one: of the way through all texts.",
        ),
        ("vendor", or_null(text()), "Whose it is, if that is known."),
        ("event", or_null(text()), "The vendor's name for the event, as the payload says it."),
        ("type", or_null(text()), "The type of the normalized event."),
        ("detected?", detected(), "How it was detected, if it is an event that is described."),
        ("verdict", Schema::one_of(&["clean", "warning", "error"]), "The worst of its findings; notes are clean."),
        ("findings", list(Schema::defined_as("finding")), "What was found, in the order of the text."),
        ("omitted?", count(), "How many more findings there are that are not listed."),
        ("normalized?", Schema::of(Type::Object), "The normalized event (`chathook --format json` only)."),
        ("members?", list(member()), "Where its members come from (`chathook --format json` only)."),
    ])
}

/// The detection of an event: by what, and what shows it.
fn detected() -> Schema {
    object(&[
        (
            "by",
            Schema::one_of(&["signature", "name", "shape", "option"]),
            "By what: keys that only this vendor's bodies have, and the event's name; the name alone; the keys alone; or what \
             the user said.",
        ),
        ("evidence", list(text()), "The pointers of what shows it."),
        ("runner_up", or_null(text()), "The event that it resembles most after that, where it names none."),
    ])
}

/// A member of the normalized event, and its sources in the payload.
fn member() -> Schema {
    object(&[
        ("member", text(), "The path of a member of the normalized event."),
        ("from", list(text()), "The pointers of the payload's values that say so, the one that counts first."),
    ])
}

/// A source that could not be read.
fn unreadable() -> Schema {
    object(&[("source", text(), "The source."), ("reason", text(), "Why it could not be read.")])
}

/// The counts of everything that was read.
fn summary() -> Schema {
    object(&[
        ("payloads", count(), "How many payloads there were."),
        ("events", count(), "How many events they bring: mostly, each brings one."),
        ("clean", count(), "How many payloads have no error and no warning."),
        ("errors", count(), "How many errors were found, listed or not."),
        ("warnings", count(), "How many warnings."),
        ("notes", count(), "How many notes."),
    ])
}

/// The coverage of one event: which of its documented fields occur.
fn event() -> Schema {
    object(&[
        ("vendor", text(), "The vendor."),
        ("event", text(), "The event."),
        ("payloads", count(), "How many payloads there were."),
        (
            "said",
            list(text()),
            "The pointers of the documented fields that had a value; an item of an array is written `-`.",
        ),
        ("empty", list(text()), "Those that were there, and always empty."),
        ("never", list(text()), "Those that were never there."),
        ("unknown", list(unknown()), "The keys that are not documented."),
        ("omitted?", count(), "How often further keys were seen that are not documented."),
    ])
}

/// A key that is not documented.
fn unknown() -> Schema {
    object(&[
        ("pointer", text(), "The key's pointer, cut if it is long; an item of an array is written `-`."),
        ("count", count(), "How often it was seen."),
        ("source", text(), "The source where it was first seen."),
        ("start", Schema::defined_as("position"), "Its place there."),
    ])
}

/// A position in a source: `{"line": 3, "column": 12, "offset": 187}`.
fn position() -> Schema {
    object(&[
        ("line", count(), "The line, from 1."),
        (
            "column",
            count(),
            "The column, from 1, in Unicode code points; a byte order mark has none. An end is that of the next character.",
        ),
        ("offset", count(), "The offset in the source once it is decompressed and in UTF-8, from 0, in bytes."),
    ])
}

/// One finding, as findings of payloads are.
fn finding() -> Schema {
    let related = object(&[
        ("pointer", text(), "Its JSON Pointer."),
        ("line", count(), "The line on which it begins."),
        ("column", count(), "The column."),
        ("offset", count(), "The offset."),
    ]);
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::name);
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    object(&[
        ("code", Schema::one_of(&codes), "What kind of finding it is: `chathook explain CODE`."),
        ("severity", Schema::one_of(&severities), "How bad it is, as the rules or `--level` say."),
        ("item?", count(), "Which event it is about, from 0, of a payload that may bring several."),
        (
            "pointer",
            text(),
            "The JSON Pointer (RFC 6901) of the value, or of the object that lacks one. Of one of more than 1,000 \
             characters, `…` stands for the middle.",
        ),
        ("start", Schema::defined_as("position"), "Where it begins in the source."),
        ("end", Schema::defined_as("position"), "Where it ends."),
        ("related?", related, "Another value that it has to do with."),
        ("expected", or_null(text()), "What should be there."),
        ("found", or_null(text()), "What is there, as JSON, cut if it is long."),
        ("message", text(), "What is the matter."),
        ("help", or_null(text()), "What to do next."),
    ])
}
