//! What comes next in a source, and how far it goes.
//!
//! A broken payload costs no more than itself wherever the text shows where the next one begins.

use std::{mem, str};

use anyhow::Result;
use serde::de::IgnoredAny;

use super::place::{Place, Surroundings};
use super::resync::{self, Braces, RECORD_SEPARATOR};
use super::skipping::Skipping;
use super::stretch::{Offsets, Stretch};
use super::{Entry, Role, Sink, Step};
use crate::examine::Examiner;
use crate::finding::{Mistake, Problem};
use crate::json;
use crate::locate::{BYTE_ORDER_MARK, Locator};
use crate::repair::{self, Repair};

/// Up to this size, in bytes, the beginning of a payload is read whenever there is more of it.
pub(super) const SMALL: usize = 16 * 1024;

/// How many bytes of a source may be looked at in vain. Where a broken payload ends shows soon after its mistake, except
/// where payloads seem to stand within each other without end; of such a source each is looked at no further than where
/// its braces are balanced or the next payload could begin, once this is used up.
const PATIENCE: usize = 32 * 1024 * 1024;

/// How deep a line may be indented that says something about where items begin, in bytes.
const MOST_INDENT: usize = 256;

/// Cuts the bytes of a source into payloads as they come.
pub(super) struct Framer<'f> {
    max_size: usize,
    examiner: &'f mut Examiner,
    sink: Sink<'f>,
    /// How many payloads there were.
    index: u64,
    list: List,
    skipping: Skipping,
    /// Where in the source the bytes begin that are not dealt with.
    at: Place,
    /// Where what came before them ends, white space left out.
    end: Place,
    /// What a source begins with that has held no payload so far, or the first of it.
    opening: Vec<u8>,
    /// The white space that its line begins with, if there is nothing else before it.
    indent: Option<Vec<u8>>,
    /// What is left of [`PATIENCE`].
    patience: usize,
    has_byte_order_mark: bool,
    /// Whether nothing but white space and brackets came so far.
    is_empty: bool,
}

/// Where in a list of payloads the framer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// In none.
    None,
    /// After the opening bracket.
    Start,
    /// After an item.
    Item,
    /// After a comma.
    Comma,
}

/// What there is to be seen of an object from where it begins.
#[derive(Clone, Copy)]
struct Outlook<'t> {
    /// Its text and what comes after it.
    rest: &'t str,
    /// Whether nothing comes after that.
    is_complete: bool,
    /// Whether more does, and is not looked at.
    is_limited: bool,
}

impl<'f> Framer<'f> {
    pub(super) fn new(max_size: usize, examiner: &'f mut Examiner, sink: Sink<'f>) -> Framer<'f> {
        Framer {
            max_size,
            examiner,
            sink,
            index: 0,
            list: List::None,
            skipping: Skipping::Nothing,
            at: Place::START,
            end: Place::START,
            opening: Vec::new(),
            indent: Some(Vec::new()),
            patience: PATIENCE,
            has_byte_order_mark: false,
            is_empty: true,
        }
    }

    /// Says that the source may keep the reader waiting.
    pub(super) fn pause(&mut self) -> Result<()> {
        (self.sink)(Step::Pause)
    }

    /// Hands on what is complete in these bytes, and says how many those were.
    pub(super) fn bytes(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let mut used = 0;
        if self.at.position.offset == 0 {
            let length = self.encoding(bytes)?;
            used += self.pass(&bytes[..length]);
        }
        loop {
            let rest = &bytes[used..];
            if self.skipping != Skipping::Nothing {
                let length = self.skip(rest, is_last)?;
                used += self.pass(&rest[..length]);
                if self.skipping != Skipping::Nothing {
                    return Ok(used);
                }
                continue;
            }
            let stretch = Stretch::of(rest, self.at.position, is_last);
            let length = self.text(&stretch)?;
            let length = stretch.raw_offset(length);
            used += self.pass(&rest[..length]);
            if self.skipping == Skipping::Nothing {
                let rest = &rest[length..];
                let length = self.limit(rest)?;
                return Ok(used + self.pass(&rest[..length]));
            }
        }
    }

    /// Takes note that some bytes are dealt with, and says how many they are.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        if self.is_empty && self.opening.len() < SMALL {
            self.opening.extend_from_slice(&bytes[..bytes.len().min(SMALL)]);
        }
        let text = bytes.trim_ascii_end();
        self.at.pass(text);
        if !text.is_empty() {
            self.end.clone_from(&self.at);
        }
        self.at.pass(&bytes[text.len()..]);
        bytes.len()
    }

    /// Looks at the first bytes of a source for a sign of its encoding, and says how many bytes that takes.
    fn encoding(&mut self, bytes: &[u8]) -> Result<usize> {
        let encoding = match bytes {
            [0xff, 0xfe, 0, 0, ..] => "UTF-32LE",
            [0, 0, 0xfe, 0xff, ..] => "UTF-32BE",
            [0xff, 0xfe, ..] | [b'{' | b'[', 0, ..] => "UTF-16LE",
            [0xfe, 0xff, ..] | [0, b'{' | b'[', ..] => "UTF-16BE",
            _ => {
                self.has_byte_order_mark = bytes.starts_with(BYTE_ORDER_MARK);
                return Ok(if self.has_byte_order_mark { BYTE_ORDER_MARK.len() } else { 0 });
            }
        };
        self.skipping = Skipping::ToEnd;
        self.raw(bytes, Role::Payload, Problem::InvalidUtf8 { encoding: Some(encoding) })?;
        Ok(bytes.len())
    }

    /// Passes over what is not read, and says how much of these bytes that was.
    fn skip(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let next = self.skipping.end(bytes, self.list != List::None);
        let skipped = match next {
            Some(next) => next,
            // A line break may be followed by a brace in the next block.
            None if !is_last && bytes.last() == Some(&b'\n') => bytes.len() - 1,
            None => bytes.len(),
        };
        if next.is_some() || is_last {
            self.skipping = Skipping::Nothing;
        }
        if skipped > 0 {
            self.raw(&bytes[..skipped], Role::Continuation, Problem::TrailingData)?;
        }
        Ok(skipped)
    }

    /// Hands on the complete payloads in a stretch, and says how much of it is dealt with.
    fn text(&mut self, stretch: &Stretch<'_>) -> Result<usize> {
        let bytes = stretch.text().as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | RECORD_SEPARATOR) {
                self.space(byte);
                at += 1;
                continue;
            }
            let used = match (byte, self.list) {
                (b'{', List::Item) => {
                    self.remark(stretch, at, at + 1, Problem::InvalidJson(Mistake::MissingComma))?;
                    self.list = List::Comma;
                    continue;
                }
                (b'{', _) => self.object(stretch, at)?,
                (b'[', List::None) => Some(self.step(List::Start)),
                (b']', List::Start | List::Item) => Some(self.step(List::None)),
                (b']', List::Comma) => {
                    self.remark(stretch, at, at + 1, Problem::AlmostJson(Repair::TrailingComma))?;
                    Some(self.step(List::None))
                }
                (b',', List::Item) => self.comma(stretch, at)?,
                (b',', List::Start | List::Comma) => {
                    self.remark(stretch, at, at + 1, Problem::InvalidJson(Mistake::MissingPayload))?;
                    Some(self.step(List::Comma))
                }
                (b'/', _) if bytes[at..].starts_with(b"//") => self.comment(stretch, at)?,
                (_, List::None) if bytes[at..].starts_with(BYTE_ORDER_MARK) => {
                    self.remark(stretch, at, at + BYTE_ORDER_MARK.len(), Problem::ByteOrderMark)?;
                    Some(BYTE_ORDER_MARK.len())
                }
                _ => self.stray(stretch, at)?,
            };
            let Some(used) = used else { return Ok(at) };
            self.indent = None;
            at += used;
        }
        Ok(at)
    }

    /// Takes note of white space between payloads.
    fn space(&mut self, byte: u8) {
        match (byte, &mut self.indent) {
            (b'\n', _) => self.indent = Some(Vec::new()),
            (b' ' | b'\t', Some(indent)) if indent.len() < MOST_INDENT => indent.push(byte),
            (b' ' | b'\t', _) => self.indent = None,
            _ => {}
        }
    }

    fn step(&mut self, list: List) -> usize {
        self.list = list;
        1
    }

    /// Deals with the comma after an item of a list, and says how long it is; nothing if more of the source is wanted.
    fn comma(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &stretch.text()[at..];
        let next = repair::after_comments(&rest[1..]);
        if matches!(next, "" | "/") && !stretch.is_complete && rest.len() <= SMALL {
            return Ok(None);
        }
        if !next.starts_with(']') {
            return Ok(Some(self.step(List::Comma)));
        }
        self.remark(stretch, at, at + 1, Problem::AlmostJson(Repair::TrailingComma))?;
        Ok(Some(1))
    }

    /// Deals with the comment that begins here, and says how long it is; nothing if more of the source is wanted.
    fn comment(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &stretch.text()[at..];
        let length = repair::comment(rest);
        if length == rest.len() && !stretch.is_complete {
            if length <= SMALL {
                return Ok(None);
            }
            self.skipping = Skipping::ToLineEnd;
        }
        self.examiner.skip(&rest[..length], Problem::AlmostJson(Repair::Comment));
        self.emit(stretch, at, at + length, Role::Junk)?;
        Ok(Some(length))
    }

    /// Deals with the object that begins here, and says how long it is; nothing if more of the source is wanted.
    fn object(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &stretch.text()[at..];
        let mut outlook = Outlook { rest, is_complete: stretch.is_complete, is_limited: false };
        if self.patience == 0
            && let Some(end) = resync::nearest_end(rest.as_bytes(), |near| self.next_boundary(near))
        {
            outlook = Outlook { rest: &rest[..end], is_complete: true, is_limited: true };
        }
        let length = match self.examiner.read(outlook.rest) {
            Ok(length) => length,
            Err(error) => match self.broken(outlook, &error) {
                Some(length) => length,
                None => return Ok(None),
            },
        };
        if self.list != List::None {
            self.list = List::Item;
        }
        self.index += 1;
        if length > self.max_size {
            self.examiner.skip(&rest[..length], Problem::TooLarge { limit: self.max_size });
        }
        self.emit(stretch, at, at + length, Role::Payload)?;
        Ok(Some(length))
    }

    /// Reads an object that is not JSON as far as that is possible, and says how long it is; nothing if more of the
    /// source is wanted.
    fn broken(&mut self, outlook: Outlook<'_>, error: &serde_json::Error) -> Option<usize> {
        let Outlook { rest, is_complete, .. } = outlook;
        let boundary = resync::certain_boundary(rest.as_bytes());
        if error.is_eof() && !is_complete && boundary.is_none() {
            return None;
        }
        let within = boundary.unwrap_or(rest.len());
        if (self.patience > 0 || outlook.is_limited || boundary.is_some())
            && let Some(length) = self.examiner.read_repaired(&rest[..within])
        {
            return Some(length);
        }
        let bytes = rest.as_bytes();
        let (end, looked_at) = match self.list {
            List::None => {
                let next = self.next_boundary(bytes);
                let end = next.unwrap_or(bytes.len());
                (Braces::default().end(&bytes[..end]).or(next), end)
            }
            _ => match resync::balanced_item(bytes) {
                Some(end) => (Some(end), end),
                None => (self.next_boundary(bytes), bytes.len()),
            },
        };
        if end.is_none() && !is_complete {
            return None;
        }
        let text = json::without_space(&rest[..end.unwrap_or(rest.len())]);
        self.patience = self.patience.saturating_sub(within.max(looked_at).saturating_sub(text.len()));
        self.spend(rest, error, text.len());
        self.examiner.read_broken(text);
        Some(text.len())
    }

    /// Where a broken payload ends at the latest, going by how the next one begins.
    fn next_boundary(&self, bytes: &[u8]) -> Option<usize> {
        match self.list {
            List::None => resync::next_payload(bytes),
            _ => resync::next_item(bytes, self.indent.as_deref()),
        }
    }

    /// Counts what the parser looked at before its error, beyond the length of what is wrong.
    fn spend(&mut self, text: &str, error: &serde_json::Error, length: usize) {
        let in_vain = json::offset_of(error, text).saturating_sub(length);
        self.patience = self.patience.saturating_sub(in_vain);
    }

    /// Deals with something here that is no object, and says how long it is; nothing if more of the source is wanted.
    fn stray(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &stretch.text()[at..];
        let in_list = self.list != List::None;
        let is_end = |byte: &u8| matches!(byte, b'{' | &RECORD_SEPARATOR) || (in_list && matches!(byte, b',' | b']'));
        let junk = || rest.bytes().skip(1).position(|byte| is_end(&byte)).map_or(rest.len(), |end| end + 1);
        let (length, problem) = match self.value(rest) {
            Err(error) if error.is_eof() && !stretch.is_complete => return Ok(None),
            Err(error) => {
                let length = junk();
                self.spend(rest, &error, length);
                match json::too_deep_at(&rest[..length]) {
                    Some(_) => (length, Problem::TooDeep),
                    None => (length, Problem::InvalidJson(Mistake::NoPayload)),
                }
            }
            Ok(length) if json::too_deep_at(&rest[..length]).is_some() => (length, Problem::TooDeep),
            Ok(length) => (length, Problem::NoPayload { found: json::type_name(rest) }),
        };
        if length == rest.len() && !stretch.is_complete {
            if length <= SMALL {
                return Ok(None);
            }
            self.skipping = Skipping::ToBrace;
        }
        let (role, problem) = match problem {
            problem if in_list => (Role::Payload, problem),
            _ if self.index > 0 => (Role::Junk, Problem::TrailingData),
            Problem::InvalidJson(_) => (Role::Junk, problem),
            problem => (Role::Payload, problem),
        };
        if in_list {
            self.list = List::Item;
        }
        self.index += u64::from(role == Role::Payload);
        let text = json::without_space(&rest[..length]);
        self.examiner.skip(text, problem);
        self.emit(stretch, at, at + text.len(), role)?;
        Ok(Some(length))
    }

    /// The length of the value that begins a text, if there is patience left to look for its end.
    fn value(&self, text: &str) -> serde_json::Result<usize> {
        if self.patience == 0 {
            return Err(serde::de::Error::custom("too much was looked at in vain"));
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next().transpose()?;
        Ok(values.byte_offset())
    }

    /// Says that something is wrong between payloads.
    fn remark(&mut self, stretch: &Stretch<'_>, start: usize, end: usize, problem: Problem) -> Result<()> {
        self.examiner.skip(&stretch.text()[start..end], problem);
        self.emit(stretch, start, end, Role::Remark)
    }

    /// Hands on a part of a stretch that the examiner has looked at.
    fn emit(&mut self, stretch: &Stretch<'_>, start: usize, end: usize, role: Role) -> Result<()> {
        self.is_empty = false;
        let (around, is_utf8) = stretch.raw();
        let offset = stretch.raw_offset(start);
        let bytes = &around[offset..stretch.raw_offset(end)];
        (self.sink)(Step::Entry(&Entry {
            index: self.index,
            bytes,
            examined: self.examiner.examined(&stretch.text()[start..end]),
            role,
            has_byte_order_mark: mem::take(&mut self.has_byte_order_mark),
            offsets: Offsets::of(bytes, is_utf8 || str::from_utf8(bytes).is_ok()),
            offset,
            surroundings: Surroundings { line: &self.at.line, text: around, locator: &stretch.locator },
        }))
    }

    /// Hands on bytes that nobody has looked at, the first that are not dealt with.
    fn raw(&mut self, bytes: &[u8], role: Role, problem: Problem) -> Result<()> {
        self.is_empty = false;
        self.index += u64::from(role == Role::Payload);
        self.unread(bytes, bytes.len(), role, problem)
    }

    /// Hands on the first of these bytes, of which no text was made. All of them begin where those begin that are not
    /// dealt with.
    fn unread(&mut self, around: &[u8], length: usize, role: Role, problem: Problem) -> Result<()> {
        self.examiner.skip("", problem);
        let locator = Locator::new(around, self.at.position);
        (self.sink)(Step::Entry(&Entry {
            index: self.index,
            bytes: &around[..length],
            examined: self.examiner.examined(""),
            role,
            has_byte_order_mark: false,
            offsets: Offsets::of(around, true),
            offset: 0,
            surroundings: Surroundings { line: &self.at.line, text: around, locator: &locator },
        }))
    }

    /// Gives a payload up that is too large, and says how many of the bytes that are left are dealt with.
    fn limit(&mut self, rest: &[u8]) -> Result<usize> {
        if rest.len() <= self.max_size {
            return Ok(0);
        }
        let mut braces = Braces::default();
        let is_object = rest.trim_ascii_start().starts_with(b"{");
        let end = if is_object { braces.end(rest) } else { None };
        if end.is_none() {
            self.skipping = if is_object { Skipping::Object(braces) } else { Skipping::ToBrace };
        }
        let rest = &rest[..end.unwrap_or(rest.len())];
        if self.list != List::None {
            self.list = List::Item;
        }
        self.raw(rest, Role::Payload, Problem::TooLarge { limit: self.max_size })?;
        Ok(rest.len())
    }

    /// Says what is wrong with a source as a whole.
    pub(super) fn end(&mut self) -> Result<()> {
        if self.list != List::None {
            self.at = self.end.clone();
            self.unread(&[], 0, Role::Remark, Problem::InvalidJson(Mistake::UnclosedList))
        } else if self.is_empty {
            self.at = Place::START;
            let opening = mem::take(&mut self.opening);
            let opening = opening.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&opening);
            self.unread(opening, 0, Role::Remark, Problem::EmptyInput)
        } else {
            Ok(())
        }
    }
}
