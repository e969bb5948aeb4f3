//! Reports as JSON, version 1. These types are the wire's and nobody else's, so that the inside can change.

use std::io::{self, Write};
use std::mem;

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Format, wire};
use crate::coverage::{EventCoverage, Seen, Unknown};
use crate::finding::Tally;
use crate::locate::Position;
use crate::provenance::Member;
use crate::report::{Located, Report, Summary};

/// Reports as one JSON object, which is written as the payloads come.
#[derive(Debug, Default)]
pub struct Json {
    has_payloads: bool,
}

#[derive(Serialize)]
struct Totals {
    payloads: u64,
    events: u64,
    clean: u64,
    errors: u64,
    warnings: u64,
    notes: u64,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the wire named them")]
struct Event<'r> {
    vendor: &'static str,
    event: &'static str,
    payloads: u64,
    /// The pointers of the fields that said something, that were there and said nothing, and that were not there.
    said: Vec<String>,
    empty: Vec<String>,
    never: Vec<String>,
    unknown: Vec<UnknownField<'r>>,
    /// The number of further unknown fields.
    #[serde(skip_serializing_if = "is_zero")]
    omitted: u64,
}

#[derive(Serialize)]
struct UnknownField<'r> {
    pointer: &'r str,
    count: u64,
    source: &'r str,
    start: Place,
}

#[derive(Serialize)]
struct Source<'r> {
    source: &'r str,
    reason: &'r str,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Payload<'r> {
    source: &'r str,
    /// Its number in the source. A problem between payloads has none.
    index: Option<u64>,
    /// The number of the event, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<usize>,
    line: u64,
    /// The JSON Pointer of its place in a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'r str>,
    vendor: Option<&'r str>,
    event: Option<&'r str>,
    r#type: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detected: Option<Detected<'r>>,
    verdict: &'static str,
    findings: Vec<Finding<'r>>,
    /// The number of further findings.
    #[serde(skip_serializing_if = "is_zero")]
    omitted: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    normalized: Option<&'r RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<From<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    empty: Vec<&'r str>,
}

/// The detection of a payload: by what, and what shows it.
#[derive(Serialize)]
struct Detected<'r> {
    by: &'static str,
    evidence: &'r [String],
    runner_up: Option<&'r str>,
}

#[derive(Serialize)]
struct Finding<'r> {
    code: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<usize>,
    pointer: &'r str,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'r>>,
    expected: Option<&'r str>,
    found: Option<&'r str>,
    message: &'r str,
    help: Option<&'r str>,
}

/// Another value that a finding has to do with.
#[derive(Serialize)]
struct Related<'r> {
    pointer: &'r str,
    #[serde(flatten)]
    start: Place,
}

#[derive(Serialize)]
struct Place {
    line: u64,
    column: u64,
    offset: u64,
}

#[derive(Serialize)]
struct From<'r> {
    member: String,
    from: &'r [String],
}

/// The content of a payload.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'c> {
    /// The normalized event.
    pub event: &'c RawValue,
    /// Its members, with their sources in the payload.
    pub members: &'c [Member],
    /// The pointers of the values that say nothing, and these.
    pub empty: &'c [(String, String)],
}

impl Json {
    /// Writes a report; with it, if there is one, what its event says.
    pub fn write(&mut self, report: &Report, contents: Option<Contents<'_>>, out: &mut dyn Write) -> io::Result<()> {
        let separator = if mem::replace(&mut self.has_payloads, true) { ",\n" } else { "\n" };
        out.write_all(separator.as_bytes())?;
        wire::write(&payload(report, contents), out)
    }
}

/// A report as an object of the wire.
fn payload<'r>(report: &'r Report, contents: Option<Contents<'r>>) -> Payload<'r> {
    Payload {
        source: &report.source,
        index: report.is_payload.then_some(report.index),
        item: report.item,
        line: report.start.line,
        at: report.at.as_deref(),
        vendor: report.vendor,
        event: report.event.as_deref(),
        r#type: report.kind.as_deref(),
        detected: report.detected.as_ref().map(|detected| Detected {
            by: detected.by.name(),
            evidence: &detected.evidence,
            runner_up: detected.runner_up.as_deref(),
        }),
        verdict: report.verdict(),
        findings: report.findings.iter().map(finding).collect(),
        omitted: report.hidden().total(),
        normalized: contents.map(|contents| contents.event),
        members: contents.map_or(&[][..], |contents| contents.members).iter().map(from).collect(),
        empty: contents
            .map_or(&[][..], |contents| contents.empty)
            .iter()
            .map(|(pointer, _)| pointer.as_str())
            .collect(),
    }
}

/// The objects of `payloads` alone, a line each.
#[derive(Clone, Copy, Debug)]
pub struct JsonLines;

impl Format for JsonLines {
    fn lists_all(&self) -> bool {
        true
    }

    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        wire::write(&payload(report, None), out)?;
        writeln!(out)
    }
}

impl Format for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        out.write_all(b"{\"version\":1,\"tool\":")?;
        wire::write(&tool, out)?;
        out.write_all(b",\"payloads\":[")
    }

    fn lists_all(&self) -> bool {
        true
    }

    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.write(report, None, out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let Tally { errors, warnings, notes } = summary.findings;
        let unreadable = summary.unreadable.iter().map(|it| Source { source: &it.source, reason: &it.reason });
        out.write_all(b"\n],\"unreadable\":")?;
        wire::write(&unreadable.collect::<Vec<_>>(), out)?;
        out.write_all(b",\"summary\":")?;
        let Summary { payloads, events, clean, .. } = *summary;
        wire::write(&Totals { payloads, events, clean, errors, warnings, notes }, out)?;
        if summary.is_interrupted {
            out.write_all(b",\"interrupted\":true")?;
        }
        if let Some(coverage) = &summary.coverage {
            let events: Vec<_> = coverage.events().map(event).collect();
            out.write_all(b",\"coverage\":")?;
            wire::write(&events, out)?;
        }
        writeln!(out, "}}")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it serializes by reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn finding(finding: &Located) -> Finding<'_> {
    Finding {
        code: finding.code.rule().name,
        severity: finding.severity.name(),
        item: finding.item,
        pointer: &finding.pointer,
        start: place(finding.start),
        end: place(finding.end),
        related: finding.related.as_ref().map(|it| Related { pointer: &it.pointer, start: place(it.start) }),
        expected: finding.expected.as_deref(),
        found: finding.found.as_deref(),
        message: &finding.message,
        help: finding.help.as_deref(),
    }
}

fn event(event: &EventCoverage) -> Event<'_> {
    let fields = event.fields();
    let that_were = |how: Seen| {
        fields.iter().filter(|(_, seen)| *seen == how).map(|(pointer, _)| pointer.clone()).collect::<Vec<_>>()
    };
    Event {
        vendor: event.vendor.name,
        event: event.event.name,
        payloads: event.payloads,
        said: that_were(Seen::Said),
        empty: that_were(Seen::Empty),
        never: that_were(Seen::Never),
        unknown: event.unknown.iter().map(unknown_field).collect(),
        omitted: event.more_unknown,
    }
}

fn unknown_field<'r>((pointer, unknown): (&'r String, &'r Unknown)) -> UnknownField<'r> {
    UnknownField { pointer, count: unknown.count, source: &unknown.source, start: place(unknown.start) }
}

fn place(Position { line, column, offset }: Position) -> Place {
    Place { line, column, offset }
}

fn from(member: &Member) -> From<'_> {
    From { member: member.path(), from: &member.from }
}
