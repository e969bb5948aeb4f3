//! Where payloads stand that were taken out of a document: in the source, as everything does.

use std::cell::Cell;
use std::ops::Range;

use super::chunk::{CarriedText, Offsets};
use super::place::Surroundings;
use super::state::{List, State};
use super::utf8::Utf8Errors;
use crate::json;

/// Bytes that were taken out of a document.
pub(super) struct Carried<'c> {
    pub(super) text: CarriedText<'c>,
    /// Whether all of them are text as they stand there.
    pub(super) is_exact: bool,
    /// The JSON Pointer of where they stand there.
    pub(super) at: &'c str,
    /// The place of all that stand there, as long as nothing was handed on of the first.
    pub(super) place: Cell<Option<&'c str>>,
    /// How many payloads there were before.
    pub(super) index: u64,
    /// What stands before the chunk on its line.
    pub(super) line: &'c [u8],
    /// Where in the source the document stands.
    pub(super) document: Range<u64>,
}

/// Where an entry stands.
pub(super) struct Stand<'s> {
    /// It, as it stands in the source.
    pub(super) source: &'s [u8],
    /// Where that begins in what is around it.
    pub(super) offset: usize,
    pub(super) offsets: Offsets<'s>,
    pub(super) surroundings: Surroundings<'s>,
    /// If it was taken out of a document, the JSON Pointer of where it stands there.
    pub(super) at: Option<String>,
    /// The range of that document in the source, in bytes.
    pub(super) document: Option<Range<u64>>,
}

impl<'c> Carried<'c> {
    /// Returns where so many of the bytes stand, from an offset on: those of the payload that was read last.
    pub(super) fn stand(&self, from: usize, length: usize, state: &State) -> Stand<'c> {
        let text = self.text.from(from);
        let (offset, source) = text.bytes(length);
        let (around, _) = text.chunk.raw();
        Stand {
            source,
            offset,
            offsets: Offsets::carried(source, text),
            surroundings: Surroundings { line: self.line, text: around, locator: &text.chunk.locator },
            at: Some(self.pointer(state)),
            document: Some(self.document.clone()),
        }
    }

    /// The JSON Pointer of the payload that was read last.
    pub(super) fn pointer(&self, state: &State) -> String {
        let mut pointer = self.at.to_owned();
        if state.list != List::None && state.index > self.index {
            json::push_index(usize::try_from(state.index - self.index - 1).unwrap_or_default(), &mut pointer);
        }
        pointer
    }

    /// The place of all that stand where this does, if nothing of that was handed on so far.
    pub(super) fn first_at(&self) -> Option<&'c str> {
        self.place.take()
    }

    /// What is said of those bytes of a text that are not UTF-8 where they stand.
    pub(super) fn utf8_errors(&self, text: &str, from: usize) -> Utf8Errors {
        if self.is_exact {
            return Utf8Errors::None;
        }
        let (around, _) = self.text.chunk.raw();
        let is_replaced = |at: &usize| {
            let raw = &around[self.text.offset(from + at)..];
            !raw.starts_with(b"\\u") && !raw.starts_with("\u{fffd}".as_bytes())
        };
        let mut replaced = text.match_indices(char::REPLACEMENT_CHARACTER).map(|(at, _)| at).filter(is_replaced);
        match replaced.next() {
            Some(first) => Utf8Errors::Carried { first, places: 1 + replaced.count() as u64 },
            None => Utf8Errors::None,
        }
    }
}
