//! What there is to say about one payload, apart from the payload: the input of every renderer.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::mem;

use crate::coverage::Coverage;
use crate::detect::Detection;
use crate::event::KNOWN;
use crate::examine::Examined;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, Severity, Span, Tally, counted};
use crate::frame::{Entry, Role};
use crate::locate::{Locator, Position};

/// What there is to say about a payload.
#[derive(Clone, Debug)]
pub struct Report {
    /// The source it stands in.
    pub source: String,
    /// Its number there, counted from 1.
    pub index: u64,
    /// Whether it is, or should be, a payload. What is wrong between payloads is reported, too.
    pub is_payload: bool,
    /// Where it begins there.
    pub start: Position,
    /// Whose it is, if that is known.
    pub vendor: Option<&'static str>,
    /// The vendor's name for the event, as the payload says it.
    pub event: Option<String>,
    /// The normalized type.
    pub kind: Option<String>,
    /// The findings that are shown, in the order of the text.
    pub findings: Vec<Located>,
    /// How many more there are, for which there is no room.
    pub omitted: Tally,
    /// How many more there are that the user does not want to see.
    pub withheld: Tally,
    /// Whether it is a payload in JSON as it stands.
    pub is_json: bool,
    /// The least severity that makes the run fail, if any does.
    pub fail_on: Option<Severity>,
}

/// A source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name.
    pub source: String,
    /// Why it could not be read.
    pub reason: String,
}

/// A finding in its place.
#[derive(Clone, Debug)]
pub struct Located {
    /// The code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The JSON Pointer of the value, or of the object that lacks one.
    pub pointer: String,
    /// Where it begins in the source.
    pub start: Position,
    /// Where it ends; the column is that of the next character.
    pub end: Position,
    /// Where another value begins that it has to do with.
    pub related: Option<Position>,
    /// What should be there.
    pub expected: Option<String>,
    /// What is there, raw.
    pub found: Option<String>,
    /// What is the matter, in words.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// The source around it.
    pub excerpt: Excerpt,
}

/// A part of a line of the source, and a stretch of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part.
    pub text: String,
    /// Where the stretch begins in it, in bytes.
    pub start: usize,
    /// Where the stretch ends in it.
    pub end: usize,
    /// Whether the line goes on before and after it.
    pub is_cut: (bool, bool),
}

/// How many characters of a line are kept before a finding, and how many from its beginning on.
const KEPT: usize = 300;

/// How many bytes of a line are looked at before a finding, and how many from its beginning on: more than those
/// characters can have.
const MOST_LOOKED_AT: usize = 4 * (KEPT + 1);

impl Report {
    /// The report of an entry.
    pub fn of(source: &str, entry: &Entry<'_>) -> Report {
        let examined = entry.examined;
        let (vendor, event) = match examined.detection() {
            Detection::Event { layout, .. } => (Some(layout.vendor.name), text(examined, KNOWN.vendorevent)),
            Detection::UnknownEvent { vendor, name, .. } => {
                (Some(vendor.name), name.as_ref().map(|name| name.text.clone()))
            }
            Detection::UnknownVendor { name, .. } => (None, name.as_ref().map(|name| name.text.clone())),
            Detection::Ambiguous(_) => (None, None),
        };
        let Findings { kept, omitted, withheld, .. } = examined.findings(entry.flaws());
        let offsets = |span: Span| (examined.offset(span.text, span.start), examined.offset(span.text, span.end));
        let mut found: Vec<_> = kept
            .into_iter()
            .map(|(severity, finding)| (offsets(finding.span), finding.related.map(offsets), severity, finding))
            .collect();
        found.sort_by_key(|((start, _), ..)| *start);
        let places = Places::of(
            entry,
            found
                .iter()
                .flat_map(|((start, end), related, ..)| [*start, *end].into_iter().chain(related.map(|it| it.0))),
        );
        let located = |((start, end), related, severity, finding): (_, Option<(usize, usize)>, _, _)| {
            located(finding, severity, (start, end), related.map(|it| it.0), &places)
        };
        Report {
            source: source.to_owned(),
            index: entry.index,
            is_payload: entry.role == Role::Payload,
            start: entry.position(),
            vendor,
            event,
            kind: text(examined, KNOWN.kind),
            findings: found.into_iter().map(located).collect(),
            omitted,
            withheld,
            is_json: examined.is_json(),
            fail_on: examined.policy().fail_on,
        }
    }

    /// Shows no more findings than these many, the worst.
    pub fn show_at_most(&mut self, most: usize) {
        if most < self.findings.len() {
            self.withheld += mem::take(&mut self.omitted);
            let mut worst_first: Vec<usize> = (0..self.findings.len()).collect();
            worst_first.sort_by_key(|number| Reverse(self.findings[*number].severity));
            let hidden: BTreeSet<usize> = worst_first.drain(most..).collect();
            let mut number = 0..;
            self.findings.retain(|finding| {
                let is_shown = number.next().is_some_and(|number| !hidden.contains(&number));
                if !is_shown {
                    self.withheld.add(finding.severity);
                }
                is_shown
            });
        }
    }

    /// How many findings there are.
    pub fn tally(&self) -> Tally {
        let mut tally = self.hidden();
        self.findings.iter().for_each(|finding| tally.add(finding.severity));
        tally
    }

    /// How many findings are not shown, in words.
    pub fn more(&self) -> String {
        format!("more in this payload: {}", self.omitted)
    }

    /// How many findings are not shown, for whatever reason.
    pub fn hidden(&self) -> Tally {
        let mut hidden = self.omitted;
        hidden += self.withheld;
        hidden
    }

    /// The worst severity of the findings, if there are any.
    pub fn severity(&self) -> Option<Severity> {
        self.tally().by_severity().next().map(|(severity, _)| severity)
    }

    /// Whether a finding makes the run fail.
    pub fn fails(&self) -> bool {
        self.fail_on.is_some_and(|least| self.severity() >= Some(least))
    }

    /// Whether there is no error and no warning.
    pub fn is_clean(&self) -> bool {
        self.severity().is_none_or(|severity| severity == Severity::Note)
    }

    /// The report's verdict: `clean`, `warning` or `error`.
    pub fn verdict(&self) -> &'static str {
        match self.severity() {
            None | Some(Severity::Note) => "clean",
            Some(severity) => severity.name(),
        }
    }
}

impl Located {
    /// The message, and what it is about.
    pub fn sentence(&self) -> String {
        match self.pointer.as_str() {
            "" => self.message.clone(),
            pointer => format!("{pointer}: {}", self.message),
        }
    }

    /// The same, and what to do next.
    pub fn advice(&self) -> String {
        match &self.help {
            None => self.sentence(),
            Some(help) => format!("{} ({help})", self.sentence()),
        }
    }
}

/// What many reports come to.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many payloads there were.
    pub payloads: u64,
    /// How many of them have no error and no warning.
    pub clean: u64,
    /// How many findings there are.
    pub findings: Tally,
    /// How many of them are about what is no payload.
    pub outside: Tally,
    /// How many of them are not shown.
    pub hidden: u64,
    /// The sources that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What the payloads exercise, if that was asked for.
    pub coverage: Option<Coverage>,
}

impl Summary {
    /// Counts a report in.
    pub fn add(&mut self, report: &Report) {
        if report.is_payload {
            self.payloads += 1;
            self.clean += u64::from(report.is_clean());
        } else {
            self.outside += report.tally();
        }
        self.findings += report.tally();
        self.hidden += report.hidden().total();
    }
}

/// What was found, as a sentence.
impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let separator = if self.findings.total() > 0 { ": " } else { "" };
        write!(f, "{}, {} clean{separator}{}", counted(self.payloads, "payload"), self.clean, self.findings)?;
        match self.outside.total() {
            0 => {}
            _ if self.payloads == 0 => {}
            count if count == self.findings.total() => f.write_str(" outside payloads")?,
            _ => write!(f, ", of which {} outside payloads", self.outside)?,
        }
        if self.hidden > 0 {
            write!(f, " ({} not shown)", self.hidden)?;
        }
        match self.unreadable.len() {
            0 => Ok(()),
            count => write!(f, "; {} could not be read", counted(count as u64, "source")),
        }
    }
}

/// Where in the source some places of an entry's text are.
struct Places<'e> {
    entry: &'e Entry<'e>,
    /// For each offset in the text, the one in the entry's bytes, and the position.
    of: BTreeMap<usize, (usize, Position)>,
}

impl<'e> Places<'e> {
    /// The places of these offsets, each byte looked at once.
    fn of(entry: &'e Entry<'e>, offsets: impl Iterator<Item = usize>) -> Places<'e> {
        let locator = Locator::new(entry.bytes, entry.position());
        let place = |offset: usize| {
            let in_bytes = entry.offset(offset);
            (offset, (in_bytes, locator.position(in_bytes)))
        };
        let in_order: BTreeSet<usize> = offsets.collect();
        Places { entry, of: in_order.into_iter().map(place).collect() }
    }

    fn position(&self, offset: usize) -> Position {
        self.of[&offset].1
    }

    /// The text around a stretch, as far as it is on the line that the stretch begins on.
    fn excerpt(&self, from: usize, to: usize) -> Excerpt {
        let ((from, _), (to, _)) = (self.of[&from], self.of[&to]);
        let (before, after) = self.entry.line_around(from, MOST_LOOKED_AT);
        let after = after.strip_suffix(b"\r").unwrap_or(after);
        let stretch = String::from_utf8_lossy(&after[..after.len().min(to.saturating_sub(from))]).len();
        let (before, after) = (String::from_utf8_lossy(&before), String::from_utf8_lossy(after));
        let kept_before = before.char_indices().rev().nth(KEPT - 1).map_or(&*before, |(at, _)| &before[at..]);
        let kept_after = after.char_indices().nth(KEPT).map_or(&*after, |(at, _)| &after[..at]);
        let start = kept_before.len();
        Excerpt {
            text: format!("{kept_before}{kept_after}"),
            start,
            end: start + kept_after.floor_char_boundary(stretch),
            is_cut: (kept_before.len() < before.len(), kept_after.len() < after.len()),
        }
    }
}

/// A finding about a stretch of a payload's text.
fn located(
    finding: Finding,
    severity: Severity,
    (from, to): (usize, usize),
    related: Option<usize>,
    places: &Places<'_>,
) -> Located {
    Located {
        code: finding.problem.code(),
        severity,
        pointer: finding.pointer,
        start: places.position(from),
        end: places.position(to),
        related: related.map(|related| places.position(related)),
        expected: finding.problem.expected().map(str::to_owned),
        found: finding.found,
        message: finding.problem.to_string(),
        help: finding.problem.help(),
        excerpt: places.excerpt(from, to),
    }
}

/// What a member of the event says, as text.
fn text(examined: Examined<'_>, slot: crate::event::Slot) -> Option<String> {
    let payload = examined.payload()?;
    let value = examined.event().value(slot)?;
    serde_json::from_slice(examined.event().json(payload, value)).ok()
}
