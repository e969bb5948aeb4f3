//! The places in the source of payloads that were taken out of a document.

use std::cell::Cell;
use std::ops::Range;

use super::chunk::{CarriedText, Chunk, Offsets};
use super::place::Surroundings;
use super::state::{List, State};
use super::utf8::Utf8Errors;
use crate::carriers::{Around, Place};
use crate::embedded::Embedded;
use crate::json;

/// A document that payloads are taken out of.
pub(super) struct Document<'d> {
    pub(super) text: &'d Embedded<'d>,
    /// The chunk of the source that it stands in, and its range in the text of that.
    pub(super) chunk: &'d Chunk<'d>,
    pub(super) range: Range<usize>,
    /// Its place in another document, if it was taken out of one: its JSON Pointer, and the pattern of all like it.
    pub(super) pointer: &'d str,
    pub(super) pattern: &'d str,
    /// If that is asked for, whether what was handed on last of it ends where it does.
    pub(super) reaches_end: Option<Cell<bool>>,
    /// True as long as it is only a guess that events stand where they stood in others.
    pub(super) is_guess: Cell<bool>,
}

impl<'d> Document<'d> {
    /// One that stands in the source by itself, and begins at an offset of a chunk.
    pub(super) fn outermost(text: &'d Embedded<'d>, chunk: &'d Chunk<'d>, at: usize) -> Document<'d> {
        Document {
            text,
            chunk,
            range: at..at + text.text().len(),
            pointer: "",
            pattern: "",
            reaches_end: None,
            is_guess: Cell::new(false),
        }
    }
}

impl Document<'_> {
    /// Takes note of whether what stands in a place ends where the document does, if that is asked for.
    pub(super) fn note_end(&self, place: &Place<'_>) {
        if let Some(reaches_end) = &self.reaches_end {
            reaches_end.set(place.text.offset(place.span.end) >= self.range.len());
        }
    }
}

/// Bytes that were taken out of a document.
pub(super) struct Carried<'c> {
    pub(super) text: CarriedText<'c>,
    /// True if all of them are text as they stand there.
    pub(super) is_exact: bool,
    /// The JSON Pointer of where they stand there.
    pub(super) at: &'c str,
    /// The pattern of all like it.
    pub(super) pattern: &'c str,
    /// True as long as nothing was handed on of the bytes there.
    pub(super) is_new: Cell<bool>,
    /// The number of payloads before; where it is an array, without those that an item brought beside its first.
    pub(super) index: Cell<u64>,
    /// The bytes before the chunk on its line.
    pub(super) line: &'c [u8],
    /// The range of the document in the text of the chunk.
    pub(super) document: Range<usize>,
    /// True if the document was taken out of one itself.
    pub(super) is_within: bool,
    /// True as long as it is only a guess that an event stands there.
    pub(super) is_guess: &'c Cell<bool>,
    /// The objects that it stands in.
    pub(super) around: Option<&'c Around<'c>>,
}

/// The place of an entry.
pub(super) struct Stand<'s> {
    /// It, as it stands in the source.
    pub(super) source: &'s [u8],
    /// Its beginning in the bytes around it.
    pub(super) offset: usize,
    pub(super) offsets: Offsets<'s>,
    pub(super) surroundings: Surroundings<'s>,
    /// If it was taken out of a document, the JSON Pointer of where it stands there.
    pub(super) at: Option<String>,
    /// The range of that document in the source, in bytes.
    pub(super) document: Option<Range<u64>>,
    /// The objects around it there.
    pub(super) around: Option<&'s Around<'s>>,
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
            document: Some(self.document()),
            around: self.around,
        }
    }

    /// The range of the document in the source.
    pub(super) fn document(&self) -> Range<u64> {
        let chunk = self.text.chunk;
        chunk.place_of(self.document.start)..chunk.place_of(self.document.end)
    }

    /// The JSON Pointer of the payload that was read last.
    pub(super) fn pointer(&self, state: &State) -> String {
        self.pointer_of(state, state.index.checked_sub(self.index.get() + 1))
    }

    /// The JSON Pointer of what comes next.
    pub(super) fn pointer_of_next(&self, state: &State) -> String {
        self.pointer_of(state, state.index.checked_sub(self.index.get()))
    }

    /// The pattern of all that stand where what comes next does.
    pub(super) fn pattern_of_next(&self, state: &State) -> String {
        self.pattern.to_owned() + if state.list == List::None { "" } else { "/*" }
    }

    fn pointer_of(&self, state: &State, item: Option<u64>) -> String {
        let mut pointer = self.at.to_owned();
        if let Some(item) = item.filter(|_| state.list != List::None) {
            json::push_index(usize::try_from(item).unwrap_or_default(), &mut pointer);
        }
        pointer
    }

    /// Takes note that what came next brought so many payloads: it is one item.
    pub(super) fn count(&self, payloads: u64) {
        self.index.set((self.index.get() + payloads).saturating_sub(1));
    }

    /// The pattern of all that stand where this does, if nothing of that was handed on so far.
    pub(super) fn first_at(&self) -> Option<&'c str> {
        self.is_new.take().then_some(self.pattern)
    }

    /// Returns the findings on those bytes of a text that are not UTF-8 where they stand.
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
