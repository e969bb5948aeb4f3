//! Entries as they are handed on: with what they were examined to be, and where they stand.

use std::str;

use anyhow::Result;

use super::carried::{Carried, Stand};
use super::chunk::{Chunk, Offsets};
use super::framer::Framer;
use super::place::Surroundings;
use super::skipping::Skipping;
use super::state::{List, State};
use super::utf8::Utf8Errors;
use super::{Entry, Form, Role, Shared, Sign};
use crate::examine::Examined;
use crate::finding::Problem;
use crate::locate::Locator;

/// A part of a chunk that an entry is made of.
struct Part<'p> {
    text: &'p str,
    /// The bytes that the text was made from.
    bytes: &'p [u8],
    /// The place of these in the bytes of the chunk.
    offset: usize,
    /// True if they are UTF-8, so that text and bytes are the same.
    is_utf8: bool,
    chunk: &'p Chunk<'p>,
}

impl<'p> Part<'p> {
    fn of(chunk: &'p Chunk<'p>, start: usize, end: usize) -> Part<'p> {
        let (around, is_utf8) = chunk.raw();
        let offset = chunk.raw_offset(start);
        let bytes = &around[offset..chunk.raw_offset(end)];
        let is_utf8 = is_utf8 || str::from_utf8(bytes).is_ok();
        Part { text: &chunk.text()[start..end], bytes, offset, is_utf8, chunk }
    }

    /// Returns where it stands, after these bytes on the first line of its chunk.
    fn stand(&self, line: &'p [u8]) -> Stand<'p> {
        let (around, _) = self.chunk.raw();
        Stand {
            source: self.bytes,
            offset: self.offset,
            offsets: Offsets::of(self.bytes, self.is_utf8),
            surroundings: Surroundings { line, text: around, locator: &self.chunk.locator },
            at: None,
            document: None,
            around: None,
        }
    }
}

impl State {
    /// Returns an entry as it is made of what is known of the source so far, with nothing said of how it is written.
    fn entry<'e>(
        &self,
        bytes: &'e [u8],
        role: Role,
        stand: &'e Stand<'e>,
        examined: Examined<'e>,
        shared: &'e Shared,
    ) -> Entry<'e> {
        Entry {
            index: self.index,
            bytes,
            source: stand.source,
            at: stand.at.clone(),
            document: stand.document.clone(),
            around: stand.around,
            after_head: self.received,
            first_at: None,
            examined,
            role,
            goes_on: self.skipping != Skipping::Nothing,
            is_next_event: false,
            closing: self.closing,
            in_list: self.list != List::None,
            sign: None,
            encoding: self.encoding,
            form: Form::Json,
            is_text: false,
            utf8_errors: Utf8Errors::None,
            offsets: &stand.offsets,
            offset: stand.offset,
            surroundings: stand.surroundings,
            shared,
        }
    }
}

impl<'f> Framer<'f> {
    /// Hands on a part of a chunk that the examiner has looked at: once for each event that it brings.
    pub(super) fn emit(&mut self, chunk: &Chunk<'_>, start: usize, end: usize, role: Role) -> Result<()> {
        let part = Part::of(chunk, start, end);
        let is_passed_over = (role == Role::Text && self.form == Form::Log) || role == Role::Carrier;
        let utf8_errors = self.utf8_errors(&part, is_passed_over);
        self.state.is_empty &= is_passed_over;
        self.state.is_text = role == Role::Text;
        let sign = self.state.sign.take_if(|_| !is_passed_over);
        let mut first_at = self.first_at(role);
        let inner = self.inner(part.offset);
        let stand = match self.carried {
            Some(carried) => carried.stand(inner, part.bytes.len(), self.state),
            None => Stand { document: self.state.document.take(), ..part.stand(&self.state.at.line) },
        };
        let shared = Shared::default();
        let mut is_next_event = false;
        loop {
            let entry = Entry {
                first_at: first_at.take(),
                is_next_event,
                sign,
                form: self.form,
                is_text: role == Role::Text,
                utf8_errors,
                ..self.state.entry(part.bytes, role, &stand, self.examiner.examined(part.text), &shared)
            };
            let closing = entry.kept_after();
            (self.emit)(&entry)?;
            self.state.closing = closing;
            is_next_event = self.examiner.read_next_event(part.text);
            if !is_next_event {
                return Ok(());
            }
        }
    }

    /// Returns what is to be said of those bytes of a part that are not UTF-8.
    fn utf8_errors(&mut self, part: &Part<'_>, is_passed_over: bool) -> Utf8Errors {
        if let Some(carried) = self.carried {
            return carried.utf8_errors(part.text, self.inner(part.offset));
        }
        if part.is_utf8 || is_passed_over || self.examiner.examined(part.text).is_too_large() {
            return Utf8Errors::None;
        }
        self.state.utf8_errors.take(part.bytes, |within| part.chunk.locator.position(part.offset + within))
    }

    /// Returns the place of all payloads that stand where this one does, if it is the first of them: a path in a document, or
    /// `""` after the head of a request.
    fn first_at(&mut self, role: Role) -> Option<&'f str> {
        let carried = self.carried.filter(|_| role == Role::Payload).and_then(Carried::first_at);
        if let Some(place) = carried {
            self.examiner.note_place(place);
        }
        if role == Role::Payload && self.state.after_head.take().is_some() && self.examiner.is_new_place("") {
            self.examiner.note_place("");
            return Some("");
        }
        carried
    }

    /// Hands on bytes that nobody has looked at, the first that are not dealt with.
    pub(super) fn raw(&mut self, bytes: &[u8], role: Role, problem: Problem) -> Result<()> {
        self.state.is_empty = false;
        self.state.index += u64::from(role == Role::Payload);
        self.state.is_text &= role == Role::Continuation;
        self.unread(bytes, bytes.len(), role, problem)
    }

    /// Hands on the first of these bytes, of which no text was made. All of them begin where those begin that are not
    /// dealt with.
    pub(super) fn unread(&mut self, around: &[u8], length: usize, role: Role, problem: Problem) -> Result<()> {
        self.examiner.skip("", problem);
        let bytes = &around[..length];
        let sign = self.state.sign.take_if(|sign| role == Role::Payload || *sign != Sign::ByteOrderMark);
        let first_at = self.first_at(role);
        let locator = Locator::new(around, self.state.at.position);
        let inner = self.inner(0);
        let stand = match self.carried {
            Some(carried) => carried.stand(inner, length, self.state),
            None => Stand {
                source: bytes,
                offset: 0,
                offsets: Offsets::of(around, true),
                surroundings: Surroundings { line: &self.state.at.line, text: around, locator: &locator },
                at: None,
                document: None,
                around: None,
            },
        };
        let shared = Shared::default();
        let entry = Entry {
            first_at,
            sign,
            form: self.form,
            is_text: role == Role::Continuation && self.state.is_text,
            ..self.state.entry(bytes, role, &stand, self.examiner.examined(""), &shared)
        };
        self.state.closing = entry.kept_after();
        (self.emit)(&entry)
    }
}
