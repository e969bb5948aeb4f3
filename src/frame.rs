//! A source cut into payloads: one object, a list of them, a line each, one after another, or RFC 7464 records.
//!
//! Which of these it is shows in the text itself, as it is read: the parser says where an object ends, and what comes
//! next says the rest. No byte is passed over: what is neither a payload nor white space between payloads is handed on
//! as something that is no payload, and a broken payload costs no more than itself.

mod resync;
mod stretch;

use std::io::{self, Read};
use std::{mem, str};

use anyhow::Result;
use serde::de::IgnoredAny;

use crate::examine::{Examined, Examiner};
use crate::finding::{Finding, Mistake, Problem, Severity};
use crate::json;
use crate::locate::{BYTE_ORDER_MARK, Locator, Position};
use crate::repair::Repair;
use stretch::{Buffer, Stretch};

/// What stands before each record of RFC 7464.
const RECORD_SEPARATOR: u8 = 0x1e;

/// Something that a source holds: a payload, or what is none.
#[derive(Debug)]
pub struct Entry<'e> {
    /// The number of the payload in the source, counted from 1. What is none has the number of the payload before it.
    pub index: u64,
    /// It, as it stands in the source.
    pub bytes: &'e [u8],
    /// It, examined.
    pub examined: Examined<'e>,
    /// What is worth saying about it beside what the examination finds.
    pub extra: Vec<Finding>,
    /// What it is.
    pub role: Role,
    /// Where it begins in the source.
    offset: usize,
    locator: &'e Locator<'e>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A payload, or what should be one.
    Payload,
    /// More of what the last entry was, of which everything was said.
    Continuation,
    /// Something that is wrong between payloads, or that there are none.
    Remark,
}

impl Entry<'_> {
    /// Where it begins in the source.
    pub fn position(&self) -> Position {
        self.locator.position(self.offset)
    }

    /// Whether nothing is wrong with it that is an error.
    pub fn is_sound(&self) -> bool {
        self.examined.is_sound() && self.extra.iter().all(|finding| finding.problem.code().severity() < Severity::Error)
    }
}

/// What comes of reading a source.
#[derive(Debug)]
pub enum Step<'e> {
    /// Something that the source holds.
    Entry(&'e Entry<'e>),
    /// The source may keep the reader waiting from here.
    Pause,
}

/// What is done with each step.
pub type Sink<'s> = &'s mut dyn FnMut(Step<'_>) -> Result<()>;

/// Hands what a source holds to the sink, in order. `max_size` is the most bytes that a payload may have. The outer
/// error is the sink's, the inner one the source's.
pub fn each(source: &mut dyn Read, max_size: usize, examiner: &mut Examiner, sink: Sink<'_>) -> Result<io::Result<()>> {
    let mut framer = Framer {
        max_size,
        examiner,
        sink,
        index: 0,
        list: List::None,
        skipping: Skipping::Nothing,
        at: Position::START,
        patience: PATIENCE,
        has_byte_order_mark: false,
        is_empty: true,
    };
    let mut buffer = Buffer::default();
    let mut wanted = 4;
    let mut is_last = false;
    loop {
        (framer.sink)(Step::Pause)?;
        while buffer.bytes().len() < wanted && !is_last {
            match buffer.read(source) {
                Ok(read) => is_last = read == 0,
                Err(error) => return Ok(Err(error)),
            }
        }
        let used = framer.bytes(buffer.bytes(), is_last)?;
        buffer.drop(used);
        if is_last {
            return framer.end().map(Ok);
        }
        // Where nothing could be used, a payload is larger than what is there.
        wanted = if used == 0 { buffer.bytes().len() * 2 } else { buffer.bytes().len() + 1 };
    }
}

/// How many bytes of a source may be looked at in vain. Where a broken payload ends shows soon after its mistake, except
/// where payloads seem to stand within each other without end; of such a source each is looked at no further than the
/// next place where a payload could begin, once this is used up.
const PATIENCE: usize = 32 * 1024 * 1024;

struct Framer<'f> {
    max_size: usize,
    examiner: &'f mut Examiner,
    sink: Sink<'f>,
    /// How many payloads there were.
    index: u64,
    list: List,
    skipping: Skipping,
    /// Where in the source the bytes begin that are not dealt with.
    at: Position,
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

/// What is skipped that is not payload.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skipping {
    Nothing,
    /// Everything to the next opening brace.
    ToBrace,
    /// Everything to the next line that begins with an opening brace.
    ToLine,
    /// Everything.
    ToEnd,
}

/// What there is to be seen of an object from where it begins.
struct Outlook<'t> {
    /// Its text and what comes after it.
    rest: &'t str,
    /// The white space before it on its line, if there is nothing else.
    indent: Option<&'t [u8]>,
    /// Whether nothing comes after that.
    is_complete: bool,
    /// Whether more does, and is not looked at.
    is_limited: bool,
}

impl Framer<'_> {
    /// Hands on what is complete in these bytes, and says how many those were.
    fn bytes(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let mut used = 0;
        if self.at.offset == 0 {
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
            let (text, is_invalid) = valid(rest, is_last);
            let is_complete = is_last && !is_invalid;
            let locator = Locator::new(rest, self.at);
            let length = self.text(&Stretch { text, raw: rest, is_lossy: false, locator, is_complete })?;
            used += self.pass(&rest[..length]);
            if self.skipping != Skipping::Nothing {
                continue;
            }
            let rest = &rest[length..];
            let end = if is_invalid { resync::next_payload(rest).or(is_last.then_some(rest.len())) } else { None };
            let Some(end) = end else {
                let length = self.limit(rest)?;
                return Ok(used + self.pass(&rest[..length]));
            };
            let raw = &rest[..end];
            let text = String::from_utf8_lossy(raw);
            let locator = Locator::new(raw, self.at);
            self.text(&Stretch { text: &text, raw, is_lossy: true, locator, is_complete: true })?;
            used += self.pass(raw);
        }
    }

    /// Takes note that some bytes are dealt with, and says how many they are.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        self.at = self.at.after(bytes);
        bytes.len()
    }

    /// Looks at the first bytes of a source for a sign of its encoding, and says how many bytes that takes.
    fn encoding(&mut self, bytes: &[u8]) -> Result<usize> {
        let encoding = match bytes {
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

    /// Passes over what is no payload, and says how much of these bytes that was.
    fn skip(&mut self, bytes: &[u8], is_last: bool) -> Result<usize> {
        let next = match self.skipping {
            Skipping::ToBrace => memchr::memchr2(b'{', RECORD_SEPARATOR, bytes),
            Skipping::ToLine => resync::next_line(bytes),
            Skipping::Nothing | Skipping::ToEnd => None,
        };
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
        let bytes = stretch.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let used = match (byte, self.list) {
                (b' ' | b'\t' | b'\n' | b'\r' | RECORD_SEPARATOR, _) => 1,
                (b'{', List::Item) => {
                    self.remark(stretch, at, at + 1, Problem::InvalidJson(Mistake::MissingComma))?;
                    self.list = List::Comma;
                    0
                }
                (b'{', _) => match self.object(stretch, at)? {
                    Some(used) => used,
                    // Its indentation stays with it: that says where a broken one may end.
                    None => return Ok(at - stretch.indent(at).map_or(0, <[u8]>::len)),
                },
                (b'[', List::None) => self.step(List::Start),
                (b']', List::Start | List::Item) => self.step(List::None),
                (b']', List::Comma) => {
                    self.remark(stretch, at, at + 1, Problem::AlmostJson(Repair::TrailingComma))?;
                    self.step(List::None)
                }
                (b',', List::Item) => self.step(List::Comma),
                (b',', List::Start | List::Comma) => {
                    self.remark(stretch, at, at + 1, Problem::InvalidJson(Mistake::MissingPayload))?;
                    self.step(List::Comma)
                }
                _ => match self.stray(stretch, at)? {
                    Some(used) => used,
                    None => return Ok(at),
                },
            };
            at += used;
        }
        Ok(at)
    }

    fn step(&mut self, list: List) -> usize {
        self.list = list;
        1
    }

    /// Deals with the object that begins here, and says how long it is; nothing if more of the source is wanted.
    fn object(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let (rest, indent) = (&stretch.text[at..], stretch.indent(at));
        let mut outlook = Outlook { rest, indent, is_complete: stretch.is_complete, is_limited: false };
        if self.patience == 0
            && let Some(end) = self.next_boundary(&outlook)
        {
            outlook = Outlook { rest: &rest[..end], is_complete: true, is_limited: true, ..outlook };
        }
        let length = match self.examiner.read(outlook.rest) {
            Ok(length) => length,
            Err(error) => match self.broken(&outlook, &error) {
                Some(length) => length,
                None => return Ok(None),
            },
        };
        if self.list != List::None {
            self.list = List::Item;
        }
        self.index += 1;
        if length > self.max_size {
            self.examiner.skip(Problem::TooLarge { limit: self.max_size });
        }
        self.emit(stretch, at, at + length, Role::Payload)?;
        Ok(Some(length))
    }

    /// Reads an object that is not JSON as far as that is possible, and says how long it is; nothing if more of the
    /// source is wanted.
    fn broken(&mut self, outlook: &Outlook<'_>, error: &serde_json::Error) -> Option<usize> {
        let Outlook { rest, is_complete, .. } = *outlook;
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
        let end = match self.list {
            List::None => self.next_boundary(outlook),
            _ => resync::balanced(rest.as_bytes()).or_else(|| self.next_boundary(outlook)),
        };
        if end.is_none() && !is_complete {
            return None;
        }
        let text = json::without_space(&rest[..end.unwrap_or(rest.len())]);
        self.patience = self.patience.saturating_sub(within.saturating_sub(text.len()));
        self.spend(rest, error, text.len());
        self.examiner.read_broken(text);
        Some(text.len())
    }

    /// Where a broken payload ends at the latest, going by how the next one begins.
    fn next_boundary(&self, outlook: &Outlook<'_>) -> Option<usize> {
        match self.list {
            List::None => resync::next_payload(outlook.rest.as_bytes()),
            _ => resync::end_of_lines(outlook.rest.as_bytes(), outlook.indent?),
        }
    }

    /// Counts what the parser looked at before its error, beyond the length of what is wrong.
    fn spend(&mut self, text: &str, error: &serde_json::Error, length: usize) {
        let in_vain = json::offset_of(error, text).saturating_sub(length);
        self.patience = self.patience.saturating_sub(in_vain);
    }

    /// Deals with something here that is no object, and says how long it is; nothing if more of the source is wanted.
    fn stray(&mut self, stretch: &Stretch<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &stretch.text[at..];
        let in_list = self.list != List::None;
        let is_end = |byte: &u8| matches!(byte, b'{' | &RECORD_SEPARATOR) || (in_list && matches!(byte, b',' | b']'));
        let junk = || rest.bytes().skip(1).position(|byte| is_end(&byte)).map_or(rest.len(), |end| end + 1);
        let (length, problem) = match self.value(rest) {
            Err(error) if error.is_eof() && !stretch.is_complete => return Ok(None),
            Err(error) => {
                let length = junk();
                self.spend(rest, &error, length);
                (length, Problem::InvalidJson(Mistake::NoPayload))
            }
            Ok(length) if json::is_too_deep(&rest[..length]) => (length, Problem::TooDeep),
            Ok(length) => (length, Problem::NoPayload { found: json::type_name(rest) }),
        };
        let problem = if !in_list && self.index > 0 { Problem::TrailingData } else { problem };
        if length == rest.len() && !stretch.is_complete {
            self.skipping = Skipping::ToBrace;
        }
        if in_list {
            self.list = List::Item;
        }
        self.index += 1;
        self.examiner.skip(problem);
        self.emit(stretch, at, at + json::without_space(&rest[..length]).len(), Role::Payload)?;
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
        self.examiner.skip(problem);
        self.emit(stretch, start, end, Role::Remark)
    }

    /// Hands on a part of a stretch that the examiner has looked at.
    fn emit(&mut self, stretch: &Stretch<'_>, start: usize, end: usize, role: Role) -> Result<()> {
        let bytes = stretch.raw_bytes(start, end);
        let mut extra = Vec::new();
        if mem::take(&mut self.has_byte_order_mark) {
            extra.push(Finding::about_text(Problem::ByteOrderMark, 0, 0));
        }
        if stretch.is_lossy
            && let Err(error) = str::from_utf8(bytes)
        {
            let at = error.valid_up_to();
            let problem = Problem::InvalidUtf8 { encoding: None };
            extra.push(Finding::about_text(problem, at, at + char::REPLACEMENT_CHARACTER.len_utf8()));
        }
        self.is_empty = false;
        let examined = self.examiner.examined(&stretch.text[start..end]);
        let (locator, offset) = (&stretch.locator, stretch.raw_offset(start));
        (self.sink)(Step::Entry(&Entry { index: self.index, bytes, examined, extra, role, offset, locator }))
    }

    /// Hands on bytes that nobody has looked at, the first that are not dealt with.
    fn raw(&mut self, bytes: &[u8], role: Role, problem: Problem) -> Result<()> {
        self.is_empty = false;
        self.index += u64::from(role == Role::Payload);
        self.examiner.skip(problem);
        let (examined, locator) = (self.examiner.examined(""), &Locator::new(bytes, self.at));
        let (index, extra) = (self.index, Vec::new());
        (self.sink)(Step::Entry(&Entry { index, bytes, examined, extra, role, offset: 0, locator }))
    }

    /// Gives a payload up that is too large, and says how many of the bytes that are left are dealt with.
    fn limit(&mut self, rest: &[u8]) -> Result<usize> {
        if rest.len() <= self.max_size {
            return Ok(0);
        }
        self.skipping = Skipping::ToLine;
        self.raw(rest, Role::Payload, Problem::TooLarge { limit: self.max_size })?;
        Ok(rest.len())
    }

    /// Says what is wrong with a source as a whole.
    fn end(&mut self) -> Result<()> {
        if self.list != List::None {
            self.raw(&[], Role::Remark, Problem::InvalidJson(Mistake::UnclosedList))
        } else if self.is_empty {
            self.at = Position::START;
            self.raw(&[], Role::Remark, Problem::EmptyInput)
        } else {
            Ok(())
        }
    }
}

/// The text that some bytes begin with, and whether what follows it is not UTF-8. Of the last bytes that were read, a
/// character may be there in part.
fn valid(bytes: &[u8], is_last: bool) -> (&str, bool) {
    match str::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let text = str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            (text, is_last || error.error_len().is_some())
        }
    }
}
