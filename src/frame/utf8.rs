//! Findings on bytes that are not UTF-8: of a source that is no text, no more than a few.

use crate::finding::{Finding, Problem};
use crate::locate::Position;

/// The encoding that a source is mostly written in.
pub(super) const UTF_8: &str = "UTF-8";

/// The most findings that are made of them in a source, beside the last, which counts those that are left.
const MOST: u64 = 3;

/// The findings on the bytes of an entry that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Utf8Errors {
    /// There are none.
    None,
    /// Each.
    Each,
    /// The first, and in how many places they are.
    First(u64),
    /// Nothing: they are counted at the end of the source.
    Unsaid,
    /// The first, of a text that was taken out of a document: where in it its character stands, and how many there are.
    Carried { first: usize, places: u64 },
}

/// The findings on such bytes in a source so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    findings: u64,
    /// In how many places they are of which nothing was said.
    unsaid: u64,
    /// The first of these.
    first: Position,
}

impl Said {
    pub(super) const NOTHING: Said = Said { findings: 0, unsaid: 0, first: Position::START };

    /// Takes note of an entry, of whose bytes the positions can be had, and says what is said of it.
    pub(super) fn take(&mut self, bytes: &[u8], position: impl Fn(usize) -> Position) -> Utf8Errors {
        let places = broken(bytes).count() as u64;
        let left = MOST - self.findings;
        self.findings = MOST.min(self.findings + places);
        match left {
            _ if places == 0 => Utf8Errors::None,
            _ if places <= left => Utf8Errors::Each,
            1.. => Utf8Errors::First(places),
            0 => {
                if self.unsaid == 0 {
                    let (valid, _) = broken(bytes).next().unwrap_or_default();
                    self.first = position(valid);
                }
                self.unsaid += places;
                Utf8Errors::Unsaid
            }
        }
    }

    /// In how many places there are such bytes of which nothing was said, and the first of these.
    pub(super) fn unsaid(self) -> Option<(Position, u64)> {
        (self.unsaid > 0).then_some((self.first, self.unsaid))
    }
}

impl Utf8Errors {
    /// The findings of an entry that has these bytes, where the source is written in this encoding.
    pub(super) fn findings(self, bytes: &[u8], encoding: &'static str) -> impl Iterator<Item = Finding> {
        let about = move |at, places| {
            let problem = Problem::InvalidBytes { places, encoding };
            Finding::about_text(problem, at, at + char::REPLACEMENT_CHARACTER.len_utf8())
        };
        let carried = match self {
            Utf8Errors::Carried { first, places } => Some(about(first, places)),
            _ => None,
        };
        let (most, places) = match self {
            Utf8Errors::None | Utf8Errors::Unsaid | Utf8Errors::Carried { .. } => (0, 0),
            Utf8Errors::Each => (usize::MAX, 1),
            Utf8Errors::First(places) => (1, places),
        };
        // Where nothing is said, nothing is looked for.
        let bytes = if most == 0 { &[] } else { bytes };
        carried.into_iter().chain(broken(bytes).take(most).map(move |(_, at)| about(at, places)))
    }
}

/// Returns the places of bytes that are not UTF-8: in these, and in the text that is made of them.
fn broken(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let (mut raw, mut made) = (0, 0);
    bytes.utf8_chunks().filter_map(move |chunk| {
        let place = (raw + chunk.valid().len(), made + chunk.valid().len());
        if chunk.invalid().is_empty() {
            return None;
        }
        raw = place.0 + chunk.invalid().len();
        made = place.1 + char::REPLACEMENT_CHARACTER.len_utf8();
        Some(place)
    })
}
