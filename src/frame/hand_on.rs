//! Entries as they are handed on: with what they were examined to be, and where they stand.

use std::str;

use anyhow::Result;

use super::carried::{Carried, Stand};
use super::chunk::{Chunk, Offsets};
use super::framer::Framer;
use super::place::Surroundings;
use super::skipping::Skipping;
use super::state::List;
use super::utf8::Utf8Errors;
use super::{Entry, Form, Role, Shared, Sign};
use crate::finding::Problem;
use crate::locate::Locator;

impl Framer<'_> {
    /// Hands on a part of a chunk that the examiner has looked at.
    pub(super) fn emit(&mut self, chunk: &Chunk<'_>, start: usize, end: usize, role: Role) -> Result<()> {
        let is_passed_over = (role == Role::Text && self.form == Form::Log) || role == Role::Carrier;
        self.state.is_empty &= is_passed_over;
        let (around, is_utf8) = chunk.raw();
        let offset = chunk.raw_offset(start);
        let bytes = &around[offset..chunk.raw_offset(end)];
        let text = &chunk.text()[start..end];
        let is_utf8 = is_utf8 || str::from_utf8(bytes).is_ok();
        let utf8_errors = if let Some(carried) = self.carried {
            carried.utf8_errors(text, self.inner(offset))
        } else if is_utf8 || is_passed_over || self.examiner.examined(text).is_too_large() {
            Utf8Errors::None
        } else {
            self.state.utf8_errors.take(bytes, |within| chunk.locator.position(offset + within))
        };
        let sign = self.state.sign.take_if(|_| !is_passed_over);
        self.state.is_text = role == Role::Text;
        let shared = Shared::default();
        let line = &self.state.at.line;
        let stand = Stand {
            source: bytes,
            offset,
            offsets: Offsets::of(bytes, is_utf8),
            surroundings: Surroundings { line, text: around, locator: &chunk.locator },
        };
        let inner = self.inner(offset);
        let stand = self.carried.map_or(stand, |carried| carried.stand(inner, bytes.len()));
        let mut first_at = self.carried.and_then(Carried::first_at);
        if role == Role::Payload && self.state.after_head.take().is_some() && self.examiner.is_new_place("") {
            self.examiner.note_place("");
            first_at = Some("");
        }
        let mut is_next_event = false;
        loop {
            let entry = Entry {
                index: self.state.index,
                bytes,
                source: stand.source,
                at: self.carried.map(|carried| carried.pointer(self.state)),
                document: self.carried.map(Carried::document),
                first_at: first_at.take(),
                examined: self.examiner.examined(text),
                utf8_errors,
                role,
                goes_on: self.state.skipping != Skipping::Nothing,
                is_next_event,
                closing: self.state.closing,
                in_list: self.state.list != List::None,
                sign,
                encoding: self.state.encoding,
                form: self.form,
                is_text: role == Role::Text,
                offsets: &stand.offsets,
                offset: stand.offset,
                surroundings: stand.surroundings,
                shared: &shared,
            };
            let closing = entry.closes_with();
            (self.emit)(&entry)?;
            self.state.closing = closing;
            is_next_event = self.examiner.read_next_event(text);
            if !is_next_event {
                return Ok(());
            }
        }
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
        let locator = Locator::new(around, self.state.at.position);
        let shared = Shared::default();
        let stand = Stand {
            source: &around[..length],
            offset: 0,
            offsets: Offsets::of(around, true),
            surroundings: Surroundings { line: &self.state.at.line, text: around, locator: &locator },
        };
        let inner = self.inner(0);
        let stand = self.carried.map_or(stand, |carried| carried.stand(inner, length));
        let entry = Entry {
            index: self.state.index,
            bytes: &around[..length],
            source: stand.source,
            at: self.carried.map(|carried| carried.pointer(self.state)),
            document: self.carried.map(Carried::document),
            first_at: self.carried.and_then(Carried::first_at),
            examined: self.examiner.examined(""),
            utf8_errors: Utf8Errors::None,
            role,
            goes_on: self.state.skipping != Skipping::Nothing,
            is_next_event: false,
            closing: self.state.closing,
            in_list: self.state.list != List::None,
            sign: self.state.sign.take_if(|sign| role == Role::Payload || *sign != Sign::ByteOrderMark),
            encoding: self.state.encoding,
            form: self.form,
            is_text: role == Role::Continuation && self.state.is_text,
            offsets: &stand.offsets,
            offset: stand.offset,
            surroundings: stand.surroundings,
            shared: &shared,
        };
        self.state.closing = entry.closes_with();
        (self.emit)(&entry)
    }
}
