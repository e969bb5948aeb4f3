//! Findings in their places: where each is in its source, and what stands there.

use std::borrow::Cow;
use std::ops::Range;

use crate::finding::rules::Code;
use crate::finding::{Finding, Related, Severity, Span, shortened};
use crate::frame::Entry;
use crate::locate::Position;
use crate::sorting::sort_by;

/// A finding in its place.
#[derive(Clone, Debug)]
pub struct Located {
    /// The code.
    pub code: Code,
    /// Its severity.
    pub severity: Severity,
    /// The number of the event that it is about, counted from 0, of a payload that may bring several.
    pub item: Option<usize>,
    /// The JSON Pointer of the value, or of the object that lacks one.
    pub pointer: String,
    /// Its first character in the source.
    pub start: Position,
    /// Its end; the column is that of the next character.
    pub end: Position,
    /// Another value that it has to do with.
    pub related: Option<Other>,
    /// The value that should be there.
    pub expected: Option<String>,
    /// The value that is there, raw.
    pub found: Option<String>,
    /// The problem in words.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// The source around it.
    pub excerpt: Excerpt,
}

/// Another value that a finding has to do with, in its place.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its JSON Pointer.
    pub pointer: String,
    /// Its first character in the source.
    pub start: Position,
    /// Its end.
    pub end: Position,
    /// The source around it.
    pub excerpt: Excerpt,
}

/// A part of a line of the source, and a range of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part.
    pub text: String,
    /// The beginning of the range in it, in bytes.
    pub start: usize,
    /// The end of the range in it.
    pub end: usize,
    /// For each side, true if the line goes on there.
    pub is_cut: (bool, bool),
}

/// The most characters of a line that are kept before a finding, and from its beginning on.
const KEPT: usize = 300;

/// The most bytes of a line that are looked at before a finding, and from its beginning on: more than those characters
/// can have.
const MOST_LOOKED_AT: usize = 4 * (KEPT + 1);

impl Located {
    /// A finding about a source as a whole.
    pub(super) fn of_source(severity: Severity, finding: &Finding) -> Located {
        Located {
            code: finding.problem.code(),
            severity,
            item: None,
            pointer: String::new(),
            start: Position::START,
            end: Position::START,
            related: None,
            expected: None,
            found: None,
            message: finding.problem.to_string(),
            help: Some(finding.help()),
            excerpt: Excerpt { text: String::new(), start: 0, end: 0, is_cut: (false, false) },
        }
    }

    /// The message, and what it is about.
    pub fn sentence(&self) -> String {
        match (self.pointer.as_str(), self.item) {
            ("", _) => self.message.clone(),
            (pointer, None) => format!("{pointer}: {}", self.message),
            (pointer, Some(item)) => format!("{pointer} (item {item}): {}", self.message),
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

/// A finding, with its offsets in the text that an entry has as it was read.
struct Unlocated {
    severity: Severity,
    finding: Finding,
    start: usize,
    end: usize,
    related: Option<(usize, usize)>,
}

/// Puts an entry's findings in their places, in the order of the source.
pub(super) fn locate(findings: Vec<(Severity, Finding)>, entry: &Entry<'_>) -> Vec<Located> {
    let at = |span: Span, offset: usize| entry.examined.offset(span.text, offset);
    let found = |(severity, finding): (Severity, Finding)| {
        let (start, end) = (at(finding.span, finding.span.start), at(finding.span, finding.span.end));
        let related = finding.related.as_ref().map(|it| (at(it.span, it.span.start), at(it.span, it.span.end)));
        Unlocated { severity, finding, start, end, related }
    };
    let mut all: Vec<Unlocated> = findings.into_iter().map(found).collect();
    sort_by(&mut all, |one, other| one.start.cmp(&other.start));
    let offsets = all.iter().flat_map(|found| [Some((found.start, found.end)), found.related]);
    let offsets = offsets.flatten().flat_map(|(start, end)| [start, end]);
    let places = Places::of(entry, offsets.collect());
    all.into_iter().map(|found| places.locate(found)).collect()
}

/// The positions in the source of some places of an entry's text.
struct Places<'e> {
    entry: &'e Entry<'e>,
    /// The offsets in the text, in order, and for each the one in the entry's bytes, and the position.
    of: Vec<(usize, (usize, Position))>,
    /// The ranges of secrets in the entry's bytes.
    secrets: Vec<Range<usize>>,
}

impl<'e> Places<'e> {
    /// The places of these offsets, each byte looked at once.
    fn of(entry: &'e Entry<'e>, mut offsets: Vec<usize>) -> Places<'e> {
        offsets.sort_unstable();
        offsets.dedup();
        let place = |offset: usize| {
            let in_bytes = entry.offset(offset);
            (offset, (in_bytes, entry.position_of(in_bytes)))
        };
        let secrets =
            entry.examined.secrets().iter().map(|secret| entry.offset(secret.start)..entry.offset(secret.end));
        Places { entry, of: offsets.into_iter().map(place).collect(), secrets: secrets.collect() }
    }

    fn place(&self, offset: usize) -> (usize, Position) {
        self.of[self.of.partition_point(|(before, _)| *before < offset)].1
    }

    fn position(&self, offset: usize) -> Position {
        self.place(offset).1
    }

    fn locate(&self, found: Unlocated) -> Located {
        let Unlocated { severity, finding, start, end, related } = found;
        let help = finding.help();
        let whole = |pointer: String| match &self.entry.at {
            None => pointer,
            Some(at) => shortened(format!("{at}{pointer}")),
        };
        let other = |(it, (start, end)): (Related, (usize, usize))| Other {
            pointer: whole(it.pointer),
            start: self.position(start),
            end: self.position(end),
            excerpt: self.excerpt(start, end),
        };
        Located {
            code: finding.problem.code(),
            severity,
            item: self.entry.examined.item_at(&finding.pointer),
            pointer: whole(finding.pointer),
            start: self.position(start),
            end: self.position(end),
            related: finding.related.zip(related).map(other),
            expected: finding.problem.expected().map(str::to_owned),
            found: finding.found,
            message: finding.problem.to_string(),
            help: Some(help),
            excerpt: self.excerpt(start, end),
        }
    }

    /// Some bytes of the line, with each character of a secret as `*`. They end, or begin, at an offset of the entry.
    fn masked<'b>(&self, bytes: &'b [u8], at: Beside) -> Cow<'b, [u8]> {
        if self.secrets.is_empty() {
            return Cow::Borrowed(bytes);
        }
        let offset_of = |index: usize| match at {
            Beside::Before(end) => (end + index).checked_sub(bytes.len()),
            Beside::After(start) => Some(start + index),
        };
        let is_secret =
            |index: usize| offset_of(index).is_some_and(|at| self.secrets.iter().any(|it| it.contains(&at)));
        let is_kept = |(index, byte): &(usize, &u8)| !is_secret(*index) || !is_continuation(**byte);
        let mask = |(index, byte): (usize, &u8)| if is_secret(index) { b'*' } else { *byte };
        bytes.iter().enumerate().filter(is_kept).map(mask).collect()
    }

    /// The text around a range, as far as it is on the line that the range begins on.
    fn excerpt(&self, from: usize, to: usize) -> Excerpt {
        let ((from, _), (to, _)) = (self.place(from), self.place(to));
        let (before, after) = self.entry.line_around(from, MOST_LOOKED_AT);
        let after = after.strip_suffix(b"\r").unwrap_or(after);
        let range = self.masked(&after[..after.len().min(to.saturating_sub(from))], Beside::After(from));
        let range = String::from_utf8_lossy(&range).len();
        let (before, after) = (self.masked(&before, Beside::Before(from)), self.masked(after, Beside::After(from)));
        let (before, after) = (String::from_utf8_lossy(&before), String::from_utf8_lossy(&after));
        let kept_before = before.char_indices().rev().nth(KEPT - 1).map_or(&*before, |(at, _)| &before[at..]);
        let kept_after = after.char_indices().nth(KEPT).map_or(&*after, |(at, _)| &after[..at]);
        let start = kept_before.len();
        Excerpt {
            text: format!("{kept_before}{kept_after}"),
            start,
            end: start + kept_after.floor_char_boundary(range),
            is_cut: (kept_before.len() < before.len(), kept_after.len() < after.len()),
        }
    }
}

/// The side on which some bytes stand: up to an offset of an entry, or from one on.
#[derive(Clone, Copy)]
enum Beside {
    Before(usize),
    After(usize),
}

/// True if a byte of UTF-8 goes on with a character that began before it.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
