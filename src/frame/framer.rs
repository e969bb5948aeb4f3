//! The next thing in a source, and its end.
//!
//! A broken payload costs no more than itself wherever the text shows where the next one begins.

use std::{mem, str};

use anyhow::Result;
use serde::de::IgnoredAny;

use super::braces::{Braces, RECORD_SEPARATOR};
use super::carried::Carried;
use super::chunk::{Chunk, before_part_of_character};
use super::limits::{LARGEST_DOCUMENT, SMALL};
use super::line::Before;
use super::place::Place;
use super::resync;
use super::skipping::Skipping;
use super::state::{After, List, State};
use super::{Emit, Form, Role, Settings, Sign};
use crate::examine::Examiner;
use crate::finding::{JsonError, Problem};
use crate::input::format::Format;
use crate::input::unicode::Encoding;
use crate::locate::BYTE_ORDER_MARK;
use crate::repair::{self, Repair};

/// Cuts the bytes of a source into payloads as they come.
pub(super) struct Framer<'f> {
    pub(super) state: &'f mut State,
    pub(super) examiner: &'f mut Examiner,
    pub(super) emit: Emit<'f>,
    /// The most bytes that a payload may have.
    pub(super) max_size: usize,
    /// The form that the source is said to be in.
    pub(super) form: Form,
    /// True if the bytes before are not yet dealt with. Then it stops where they could make a difference.
    pub(super) is_ahead: bool,
    /// If the bytes were taken out of a document, where they stand there.
    pub(super) carried: Option<&'f Carried<'f>>,
}

/// The outcome of dealing with something as what it may be: a document that holds payloads, the head of a request.
#[derive(Clone, Copy)]
pub(super) enum Attempt {
    /// It is nothing of the kind.
    Other,
    /// More of the source is wanted to tell, or what comes before has to be known for certain.
    Wanting,
    /// It is dealt with, and is so many bytes long.
    Done(usize),
}

impl Attempt {
    /// Returns the length of what is dealt with; nothing if more of the source is wanted.
    pub(super) fn length(self) -> Option<usize> {
        match self {
            Attempt::Done(length) => Some(length),
            Attempt::Other | Attempt::Wanting => None,
        }
    }
}

impl From<Option<usize>> for Attempt {
    fn from(length: Option<usize>) -> Attempt {
        length.map_or(Attempt::Wanting, Attempt::Done)
    }
}

impl<'f> Framer<'f> {
    /// Cuts a source as it is to be read, of which all that came before is known.
    pub(super) fn new(state: &'f mut State, examiner: &'f mut Examiner, emit: Emit<'f>, how: &Settings) -> Framer<'f> {
        Framer { state, examiner, emit, max_size: how.max_size, form: how.form, is_ahead: false, carried: None }
    }
}

impl Framer<'_> {
    /// Hands on what is complete in these bytes, and says how many those were.
    pub(super) fn bytes(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let bytes = if is_last { bytes } else { &bytes[..before_part_of_character(bytes)] };
        let mut used = 0;
        if self.state.at.position.offset == 0 {
            let length = self.mark(bytes);
            used += self.state.pass(&bytes[..length]);
        }
        loop {
            let rest = &bytes[used..];
            if self.state.skipping != Skipping::Nothing {
                let length = self.skip(rest, is_last)?;
                used += self.state.pass(&rest[..length]);
                if self.state.skipping != Skipping::Nothing {
                    return Ok(used);
                }
                continue;
            }
            let chunk = Chunk::of(rest, self.state.at.position, is_last);
            let length = self.text(&chunk)?;
            let length = chunk.raw_offset(length);
            used += self.state.pass(&rest[..length]);
            if self.state.skipping == Skipping::Nothing {
                let rest = &rest[length..];
                let length = match self.foreign_line(rest)? {
                    0 => self.limit(rest, is_last)?,
                    length => Some(length),
                };
                let Some(length) = length else { return Ok(used) };
                used += self.state.pass(&rest[..length]);
            }
        }
    }

    /// Looks at the first bytes of a source for a byte order mark, and says how many bytes it takes.
    fn mark(&mut self, bytes: &[u8]) -> usize {
        if !bytes.starts_with(BYTE_ORDER_MARK) {
            return 0;
        }
        self.state.sign.get_or_insert(Sign::ByteOrderMark);
        BYTE_ORDER_MARK.len()
    }

    /// Looks for a line in another encoding that begins these bytes, begins to pass over it, and says how much of it that
    /// took.
    fn foreign_line(&mut self, bytes: &[u8]) -> Result<usize> {
        let Some((encoding, length)) = Encoding::of_line(bytes).filter(|_| !self.is_ahead) else { return Ok(0) };
        self.state.skipping = Skipping::Line(encoding);
        if self.state.list != List::None {
            self.state.list = List::Item;
        }
        self.raw(&bytes[..length], Role::Payload, Problem::InvalidUtf8 { encoding: encoding.name })?;
        Ok(length)
    }

    /// Passes over what is not read, and says how much of these bytes that was.
    fn skip(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let before = Before::of(&self.state.before_skipped);
        let skipped = self.state.skipping.go_on(bytes, self.state.list != List::None, before, is_last);
        let is_over = self.state.skipping == Skipping::Nothing;
        // That it is over is said even if nothing of it was left.
        if skipped > 0 || is_over {
            self.raw(&bytes[..skipped], Role::Continuation, Problem::TrailingData)?;
        }
        Ok(skipped)
    }

    /// Hands on the complete payloads in a chunk, and says how much of it is dealt with.
    fn text(&mut self, chunk: &Chunk<'_>) -> Result<usize> {
        let bytes = chunk.text().as_bytes();
        if self.is_ahead && !chunk.raw().1 {
            // What is said of it depends on what was said before.
            return Ok(0);
        }
        let mut at = 0;
        while self.state.skipping == Skipping::Nothing
            && let Some(&byte) = bytes.get(at)
        {
            if self.is_ahead && !self.state.has_budget_ahead() {
                return Ok(at);
            }
            if self.form == Form::Csv && !matches!(byte, b'\n' | b'\r') {
                match self.record(chunk, at)? {
                    Some(used) => at += used,
                    None => return Ok(at),
                }
                continue;
            }
            if matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | RECORD_SEPARATOR) {
                self.state.space(byte);
                at += 1;
                continue;
            }
            if (byte == 0 || bytes.get(at + 1) == Some(&0) || byte >= 0x80) && chunk.begins_foreign_line(at) {
                return Ok(at);
            }
            if self.mend_list(chunk, at, byte)? {
                continue;
            }
            let Some(used) = self.next(chunk, at, byte)? else { return Ok(at) };
            self.state.indent = None;
            at += used;
        }
        Ok(at)
    }

    /// Says what is missing of an array before what begins here with this byte, and goes on as if it were there: a comma, or
    /// in a log its bracket. Returns true if something is.
    fn mend_list(&mut self, chunk: &Chunk<'_>, at: usize, byte: u8) -> Result<bool> {
        match (byte, self.state.list) {
            (_, List::None) | (b',' | b']', _) => return Ok(false),
            (byte, _) if self.form == Form::Log && byte != b'{' => self.leave_list(chunk, at)?,
            (b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', List::Item) => {
                self.remark(chunk, at, at + 1, Problem::InvalidJson(JsonError::MissingComma))?;
                self.state.list = List::Comma;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Deals with what begins here with this byte, and says how long it is; nothing if more of the source is wanted.
    fn next(&mut self, chunk: &Chunk<'_>, at: usize, byte: u8) -> Result<Option<usize>> {
        let rest = &chunk.text().as_bytes()[at..];
        match (byte, self.state.list) {
            (_, List::None) if self.form == Form::Log => self.in_log(chunk, at),
            (b'{', List::None) if rest.starts_with(b"{ [") => match self.head(chunk, at)? {
                Attempt::Other => self.object(chunk, at),
                attempt => Ok(attempt.length()),
            },
            (b'{', _) => self.object(chunk, at),
            (b'[', List::None) => match resync::begins_list(rest, chunk.is_complete) {
                Some(true) => Ok(Some(self.state.step(List::Start))),
                Some(false) => self.stray(chunk, at),
                None => Ok(None),
            },
            (b']', List::Start | List::Item) => Ok(Some(self.state.step(List::None))),
            (b']', List::Comma) => {
                self.remark(chunk, at, at + 1, Problem::AlmostJson(Repair::TrailingComma))?;
                Ok(Some(self.state.step(List::None)))
            }
            (b',', List::Item) => self.comma(chunk, at),
            (b',', List::Start | List::Comma) => {
                self.remark(chunk, at, at + 1, Problem::InvalidJson(JsonError::MissingPayload))?;
                Ok(Some(self.state.step(List::Comma)))
            }
            (b'/', _) if rest.starts_with(b"//") => self.comment(chunk, at),
            _ if rest.starts_with(BYTE_ORDER_MARK) => {
                self.remark(chunk, at, at + BYTE_ORDER_MARK.len(), Problem::ByteOrderMark)?;
                Ok(Some(BYTE_ORDER_MARK.len()))
            }
            _ => self.stray(chunk, at),
        }
    }

    /// Deals with the comma after an item of an array, and says how long it is; nothing if more of the source is wanted.
    fn comma(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &chunk.text()[at..];
        let next = repair::after_comments(&rest[1..]);
        if matches!(next, "" | "/") && !chunk.is_complete && rest.len() <= SMALL {
            return Ok(None);
        }
        if !next.starts_with(']') {
            return Ok(Some(self.state.step(List::Comma)));
        }
        self.remark(chunk, at, at + 1, Problem::AlmostJson(Repair::TrailingComma))?;
        Ok(Some(1))
    }

    /// Deals with the comment that begins here, and says how long it is; nothing if more of the source is wanted.
    fn comment(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &chunk.text()[at..];
        let length = repair::comment(rest);
        if length == rest.len() && !chunk.is_complete {
            if length <= SMALL {
                return Ok(None);
            }
            self.state.skipping = Skipping::ToLineEnd;
        }
        self.examiner.skip(&rest[..length], Problem::AlmostJson(Repair::Comment));
        self.emit(chunk, at, at + length, Role::Between)?;
        Ok(Some(length))
    }

    /// Deals with the object that begins here, and says how long it is; nothing if more of the source is wanted.
    pub(super) fn object(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        if self.state.carries {
            let attempt = self.carry_another(chunk, at)?;
            if !matches!(attempt, Attempt::Other) {
                return Ok(attempt.length());
            }
        }
        let (rest, is_complete) = self.view(chunk, at);
        let Some(length) = self.read_object(chunk, at, rest, is_complete) else { return Ok(None) };
        if let Some(carried) = self.carried {
            carried.is_guess.set(false);
        }
        if self.examiner.may_be_envelope() {
            let attempt = self.carry_object(chunk, at, length)?;
            if !matches!(attempt, Attempt::Other) {
                return Ok(attempt.length());
            }
        }
        if self.is_ahead && self.examiner.examined(&rest[..length]).mentions_something() {
            return Ok(None);
        }
        if self.state.after_head == Some(After::Answer) && self.examiner.examined(&rest[..length]).is_nobodys() {
            self.examiner.skip(&rest[..length], Problem::TrailingData);
            self.emit(chunk, at, at + length, Role::Carrier)?;
            return Ok(Some(length));
        }
        if self.form == Form::Log
            && self.state.list == List::None
            && let Some(text) = self.nobodys(&rest[..length])
        {
            self.state.spend(length - text);
            return self.pass_over(chunk, at, text);
        }
        if self.state.list != List::None {
            self.state.list = List::Item;
        }
        self.state.index += 1;
        if length > self.max_size {
            self.examiner.skip(&rest[..length], Problem::TooLarge { limit: self.max_size });
        }
        (self.state.room, self.state.carries) = (0, false);
        self.emit(chunk, at, at + length, Role::Payload)?;
        Ok(Some(length))
    }

    /// Returns the bytes from here on that are looked at, and true if nothing comes after them. A thing that does not
    /// end there is too large, however much more of it there is already.
    pub(super) fn view<'t>(&self, chunk: &'t Chunk<'_>, at: usize) -> (&'t str, bool) {
        let rest = &chunk.text()[at..];
        if chunk.raw().0.len() - chunk.raw_offset(at) <= self.most() {
            return (rest, chunk.is_complete);
        }
        (&rest[..rest.floor_char_boundary(self.most() + 1)], false)
    }

    /// The most bytes that are looked at, except for one that shows that there are more.
    fn most(&self) -> usize {
        self.max_size.max(SMALL).max(self.state.room)
    }

    /// The length of the value that begins a text, if the budget lets its end be looked for.
    pub(super) fn value(&self, text: &str) -> serde_json::Result<usize> {
        if !self.state.has_budget() {
            return Err(serde::de::Error::custom("too much was looked at in vain"));
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next().transpose()?;
        Ok(values.byte_offset())
    }

    /// Says that something is wrong between payloads.
    pub(super) fn remark(&mut self, chunk: &Chunk<'_>, start: usize, end: usize, problem: Problem) -> Result<()> {
        self.examiner.skip(&chunk.text()[start..end], problem);
        self.emit(chunk, start, end, Role::Remark)
    }

    /// Gives a payload up that is too large, and says how many of the bytes that are left are dealt with: none if it is a
    /// document, which may be larger, and is to be looked at again. Nothing if it merely waits for more.
    fn limit(&mut self, rest: &[u8], is_last: bool) -> Result<Option<usize>> {
        // What merely waits for a little more, or for what comes before, is not too large.
        if self.is_ahead || rest.len() <= self.most() {
            return Ok(None);
        }
        if self.state.room == 0 && self.holds_payloads(rest) {
            self.state.room = LARGEST_DOCUMENT;
            return Ok(Some(0));
        }
        let limit = self.max_size.max(mem::take(&mut self.state.room));
        let in_list = self.state.list != List::None;
        self.state.skipping = match rest {
            [b'{', ..] => Skipping::Object(Braces::default()),
            _ if in_list => Skipping::ToItem,
            _ => Skipping::ToBrace,
        };
        self.state.before_skipped.clone_from(&self.state.at.line);
        let before = Before::of(&self.state.before_skipped);
        let length = self.state.skipping.go_on(rest, in_list, before, is_last);
        self.state.spend((self.most() + 1).saturating_sub(length));
        if in_list {
            self.state.list = List::Item;
        }
        self.raw(&rest[..length], Role::Payload, Problem::TooLarge { limit })?;
        Ok(Some(length))
    }

    /// Says that a source is no text, of which nothing is read.
    pub(super) fn no_text(&mut self, format: &'static Format) -> Result<()> {
        self.unread(&[], 0, Role::Remark, Problem::NotText { format })
    }

    /// Says what is wrong with a source as a whole.
    pub(super) fn end(&mut self) -> Result<()> {
        if let Some((first, places)) = self.state.utf8_errors.unsaid() {
            let at = mem::replace(&mut self.state.at, Place { position: first, line: Vec::new() });
            let encoding = self.state.encoding;
            self.unread(&[], 0, Role::Remark, Problem::InvalidBytes { places, encoding })?;
            self.state.at = at;
        }
        if self.state.list != List::None {
            self.state.at = self.state.end.clone();
            self.unread(&[], 0, Role::Remark, Problem::InvalidJson(JsonError::UnclosedList))
        } else if self.state.is_empty && (self.carried.is_none() || self.form != Form::Log) {
            self.state.at = Place::START;
            let opening = mem::take(&mut self.state.opening);
            let opening = opening.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&opening);
            self.unread(opening, 0, Role::Remark, Problem::EmptyInput)
        } else {
            Ok(())
        }
    }
}
