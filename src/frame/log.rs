//! Logs: text, and payloads in it. An object that nobody's description knows is text as well.

use std::sync::LazyLock;

use anyhow::Result;
use memchr::memmem::Finder;

use super::Role;
use super::carried::Document;
use super::chunk::Chunk;
use super::framer::{Attempt, Framer};
use super::limits::MOST_BLANKS;
use super::state::List;
use crate::carriers::{self, Pattern};
use crate::detect;
use crate::embedded::{self, Embedded, Writing};
use crate::finding::{JsonError, Problem};
use crate::json;
use crate::read;
use crate::repair::Quotes;

/// The beginnings of Base64 that is looked at: that of `{"`, of `{` on a line of its own, of `POST`, and of gzip.
const BASE64: [&[u8]; 4] = [b"eyJ", b"ewog", b"UE9TV", b"H4sI"];

static FINDERS: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| BASE64.map(Finder::new));

/// The most bytes of one of these that do not show it yet.
const LONGEST_START: usize = 4;

/// The number of bytes of a log that are looked through at once, so that what is found in them is found soon.
const NEAR: usize = 512;

/// The number of bytes that show a quote which is not JSON's: `&quot;`, `“`.
const LONGEST_QUOTE: usize = 6;

/// The kind of thing that begins at some place of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// An object in JSON, as it seems: `{"event":`, or one that is almost JSON: `{ event: 'online'`, `{:event=>`.
    Object,
    /// An array of objects.
    List,
    /// An object in a string: `"{\"event\":`.
    Quoted,
    /// An object in a string of a program, which stands in other quotes or has its quotes escaped otherwise:
    /// `{\"event\":`, `{\x22event\x22:`.
    Literal,
    /// An object in bytes, as Python prints them: `b'{"event":`.
    Bytes,
    /// Base64 of an object, or of a request: `eyJldmVudCI6`.
    Base64,
    /// An object that goes on over lines of a table, each with a `+` at its end: `{ +`.
    Wrapped,
    /// Text.
    Text,
    /// More of the source is wanted to tell.
    Unknown,
}

/// Tells what begins with these bytes, after which nothing comes if they are complete.
fn opening(bytes: &[u8], is_complete: bool) -> Opening {
    let unknown = if is_complete { Opening::Text } else { Opening::Unknown };
    if BASE64.iter().any(|start| bytes.starts_with(start)) {
        return Opening::Base64;
    }
    if BASE64.iter().any(|start| start.starts_with(bytes)) {
        return unknown;
    }
    if let [b'b', rest @ ..] = bytes {
        return bytes_opening(rest, is_complete);
    }
    let [b'{' | b'[' | b'"', rest @ ..] = bytes else { return Opening::Text };
    let Some(next) = rest.iter().take(MOST_BLANKS).position(|byte| !json::is_space(*byte)) else {
        return if rest.len() < MOST_BLANKS { unknown } else { Opening::Text };
    };
    let rest = &rest[next..];
    match (bytes[0], rest[0]) {
        (b'[', b'{') => match opening(rest, is_complete) {
            Opening::Object => Opening::List,
            other => other,
        },
        (b'"', b'{' | b'[') => {
            let next = rest[1..].iter().take(MOST_BLANKS).position(|byte| !json::is_space(*byte) && *byte != b'{');
            match next.map(|next| &rest[1 + next..]) {
                // The quote of a key may be curly. A line break may stand before it.
                Some([0xe2, ..] | [b'\\', b'"' | b'n' | b'r' | b't', ..]) => Opening::Quoted,
                Some([b'\\']) => unknown,
                None if rest.len() < MOST_BLANKS => unknown,
                _ => Opening::Text,
            }
        }
        (b'{', b'"' | b'\'') => Opening::Object,
        (b'{', b'\\') if rest.starts_with(b"\\\"") || rest.starts_with(b"\\x22") => Opening::Literal,
        (b'{', b'\\') if b"\\x22".starts_with(rest) => unknown,
        (b'{', b'&' | 0xe2) => match rest[..rest.len().min(LONGEST_QUOTE)].utf8_chunks().next() {
            Some(near) if Quotes::begin_string(near.valid()) => Opening::Object,
            _ if rest.len() < LONGEST_QUOTE => unknown,
            _ => Opening::Text,
        },
        (b'{' | b'[', b'+') => match rest {
            [_] | [_, b'\r'] => unknown,
            [_, b'\n' | b'|', ..] | [_, b'\r', b'\n', ..] => Opening::Wrapped,
            _ => Opening::Text,
        },
        (b'{', byte) if is_of_word(byte) || byte == b':' => {
            let key = rest.strip_prefix(b":").unwrap_or(rest);
            let end = key.iter().take(MOST_BLANKS).position(|byte| !is_of_word(*byte) && *byte != b' ');
            match end.map(|end| &key[end..]) {
                Some([b':', ..]) if byte != b':' => Opening::Object,
                Some([b'=', b'>', ..]) => Opening::Object,
                Some([b'"', ..]) if byte == b':' => Opening::Object,
                None | Some([b'=']) if key.len() < MOST_BLANKS => unknown,
                _ => Opening::Text,
            }
        }
        _ => Opening::Text,
    }
}

/// The same of what begins with these bytes after a `b`.
fn bytes_opening(rest: &[u8], is_complete: bool) -> Opening {
    match rest {
        [] | [b'\'' | b'"'] if !is_complete => Opening::Unknown,
        [b'\'' | b'"', inner @ ..] => match opening(inner, is_complete) {
            Opening::Object | Opening::List if rest[0] == b'\'' => Opening::Bytes,
            Opening::Literal => Opening::Bytes,
            Opening::Unknown => Opening::Unknown,
            _ => Opening::Text,
        },
        _ => Opening::Text,
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

/// Returns the length of the text before the next thing that may be a payload, or may turn out to be one.
fn text_before_payload(bytes: &[u8], is_complete: bool) -> usize {
    for start in (0..bytes.len()).step_by(NEAR) {
        let end = bytes.len().min(start + NEAR);
        let mut in_json = memchr::memchr3_iter(b'{', b'[', b'"', &bytes[start..end]).map(|at| start + at);
        let in_json = in_json.find(|at| opening(&bytes[*at..], is_complete) != Opening::Text);
        // Before the brace of what stands in bytes there are two of them: `b'{`.
        let of_bytes = |at: usize| at.checked_sub(2).filter(|at| opening(&bytes[*at..], is_complete) != Opening::Text);
        let in_json = in_json.map(|at| of_bytes(at).unwrap_or(at));
        let near = &bytes[start..bytes.len().min(end + LONGEST_START)];
        let in_base64 = FINDERS.iter().filter_map(|begins| begins.find(near)).map(|at| start + at);
        if let Some(first) = in_json.into_iter().chain(in_base64).min() {
            return first;
        }
    }
    let begun = BASE64.iter().copied().chain([&b"b'"[..], b"b\""]);
    let is_beginning = |at: &usize| begun.clone().any(|begins| begins.starts_with(&bytes[*at..]));
    let begun = (bytes.len().saturating_sub(LONGEST_START)..bytes.len()).find(is_beginning).filter(|_| !is_complete);
    begun.unwrap_or(bytes.len())
}

impl Framer<'_> {
    /// Deals with what begins here in a log, outside arrays of payloads, and says how long it is; nothing if more of the
    /// source is wanted.
    pub(super) fn in_log(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &chunk.text().as_bytes()[at..];
        match opening(rest, chunk.is_complete) {
            Opening::Unknown => Ok(None),
            Opening::Object | Opening::Quoted | Opening::Literal | Opening::Bytes
                if !rest.starts_with(b"{\"") && !self.state.has_budget_for_text() =>
            {
                let next = text_before_payload(&rest[1..], chunk.is_complete);
                self.pass_over(chunk, at, 1 + next)
            }
            Opening::Object => self.object(chunk, at),
            Opening::List => Ok(Some(self.state.step(List::Start))),
            Opening::Quoted => self.quoted(chunk, at),
            Opening::Literal => self.literal(chunk, at, 0),
            Opening::Bytes => self.literal(chunk, at, "b'".len()),
            Opening::Base64 => self.base64(chunk, at),
            Opening::Wrapped => self.wrapped(chunk, at),
            // However much text there is, none of it waits for more.
            Opening::Text => self.pass_over(chunk, at, text_before_payload(rest, chunk.is_complete)),
        }
    }

    /// Deals with the payloads that a string holds which begins here, and says how long it is; nothing if more of the source is
    /// wanted. A string that is not closed on its line is text.
    fn quoted(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &chunk.text()[at..];
        let line = memchr::memchr(b'\n', rest.as_bytes());
        let Some(end) = json::after_quote(&rest.as_bytes()[..line.unwrap_or(rest.len())], 1) else {
            if line.is_none() && !chunk.is_complete && rest.len() <= self.max_size {
                return Ok(None);
            }
            self.state.spend(line.unwrap_or(rest.len()).min(self.max_size));
            return self.pass_over(chunk, at, 1);
        };
        let attempt = self.carry(chunk, at, end)?;
        if !matches!(attempt, Attempt::Other) {
            return Ok(attempt.length());
        }
        // It may be a payload that is broken.
        let outermost = Embedded::outermost(&rest[..end]);
        let inner = Embedded::within(&outermost, 1..end - 1, Writing::Escaped);
        if inner.is_none_or(|inner| detect::guess(inner.text(), self.examiner.options.hint).is_none()) {
            return self.pass_over(chunk, at, end);
        }
        let document = Document::outermost(&outermost, chunk, at);
        Ok(self.carry_each(&document, &[Pattern::whole()])?.map(|_| end))
    }

    /// Deals with the payload in a string of a program, and says how long it is up to the end of that; nothing if more of the
    /// source is wanted. It begins so many bytes behind this place, with those before it; a quote or the line ends it.
    fn literal(&mut self, chunk: &Chunk<'_>, at: usize, start: usize) -> Result<Option<usize>> {
        let rest = &chunk.text()[at..];
        let line = memchr::memchr(b'\n', rest.as_bytes());
        if line.is_none() && !chunk.is_complete && rest.len() <= self.max_size {
            return Ok(None);
        }
        let line = &rest[..line.unwrap_or(rest.len())];
        let quotes = if start > 0 { &line.as_bytes()[start - 1..start] } else { b"'\"" };
        let end = embedded::end_of_literal(&line[start..], quotes).map_or(line.len(), |end| start + end);
        let outermost = Embedded::outermost(&line[..end]);
        let hint = self.examiner.options.hint;
        let payload = |inner: &Embedded<'_>| {
            let end = read::value(inner.text(), 0).unwrap_or(inner.text().trim_ascii_end().len());
            Some(end).filter(|end| {
                Embedded::within(inner, 0..*end, Writing::Plain).is_some_and(|it| carriers::may_hold(&it, hint))
            })
        };
        let inner = Embedded::within(&outermost, start..end, Writing::Literal);
        let Some((inner, length)) = inner.and_then(|inner| payload(&inner).map(|length| (inner, length))) else {
            self.state.spend(end.min(self.max_size));
            return self.pass_over(chunk, at, 1);
        };
        let Some(payload) = Embedded::within(&inner, 0..length, Writing::Plain) else { return Ok(Some(end)) };
        let length = inner.offset(length);
        let document = Document { range: at..at + length, ..Document::outermost(&payload, chunk, at) };
        let places = carriers::search(&payload, hint).places;
        Ok(self.carry_each(&document, &places)?.map(|_| length))
    }

    /// Deals with the payloads in the Base64 that begins here, and says how long it is; nothing if more of the source is
    /// wanted.
    fn base64(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let rest = &chunk.text()[at..];
        let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
        let end = rest.bytes().position(|byte| !is_of_it(&byte));
        let Some(end) = end.or_else(|| (chunk.is_complete || rest.len() > self.max_size).then_some(rest.len())) else {
            return Ok(None);
        };
        match self.carry(chunk, at, end)? {
            Attempt::Other => self.pass_over(chunk, at, end),
            attempt => Ok(attempt.length()),
        }
    }

    /// Deals with the payload that begins here and goes on over lines of a table, and says how long it is; nothing if
    /// more of the source is wanted.
    fn wrapped(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let (rest, is_complete) = self.view(chunk, at);
        let is_last = |line: &str| embedded::goes_on(line).is_none();
        let mut length = 0;
        let has_end = rest.split_inclusive('\n').any(|line| {
            length += line.len();
            is_last(line) && (line.ends_with('\n') || is_complete)
        });
        if !has_end && !is_complete && rest.len() <= self.max_size {
            return Ok(None);
        }
        let outermost = Embedded::outermost(json::without_space(&rest[..length]));
        let Some(inner) = Embedded::within(&outermost, 0..outermost.text().len(), Writing::Wrapped) else {
            return self.pass_over(chunk, at, length);
        };
        // The next cells of the row may follow.
        let end = read::value(inner.text(), 0).unwrap_or(inner.text().len());
        let hint = self.examiner.options.hint;
        let Some(payload) = Embedded::within(&inner, 0..end, Writing::Plain).filter(|it| carriers::may_hold(it, hint))
        else {
            return self.pass_over(chunk, at, length);
        };
        self.carry_inner(&Document::outermost(&payload, chunk, at))?;
        Ok(Some(outermost.text().len()))
    }

    /// Leaves an array of payloads that is not closed before the text of the log goes on.
    pub(super) fn leave_list(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<()> {
        let next = at + chunk.text()[at..].chars().next().map_or(0, char::len_utf8);
        self.remark(chunk, at, next, Problem::InvalidJson(JsonError::UnclosedList))?;
        self.state.list = List::None;
        Ok(())
    }

    /// Passes over so much text, and says how long it is.
    pub(super) fn pass_over(&mut self, chunk: &Chunk<'_>, at: usize, length: usize) -> Result<Option<usize>> {
        let text = json::without_space(&chunk.text()[at..at + length]);
        self.examiner.skip(text, Problem::TrailingData);
        self.emit(chunk, at, at + text.len(), Role::Text)?;
        Ok(Some(length))
    }

    /// Returns how much of an object that was read, or could not be, is text of the log and no payload: all of it if it
    /// is nobody's; if it is no JSON and does not even begin as that, the brace.
    pub(super) fn nobodys(&self, text: &str) -> Option<usize> {
        let examined = self.examiner.examined(text);
        if !examined.is_nobodys() {
            return None;
        }
        match examined.is_broken() {
            false => Some(text.len()),
            true => (!text[1..].trim_start().starts_with('"')).then_some(1),
        }
    }
}
