//! Lines after a broken payload that hold the next one, whatever stands before its brace.
//!
//! A line of a log does: `10:00 {"event":…}`, `hook-1  | {"event":…}`, `data: {"event":…}`. A line of the broken
//! payload itself does not, if that is printed over many lines: `"visitor": {`, or an indent and a brace where an item
//! may begin.

use super::braces::{Braces, RECORD_SEPARATOR};
use super::limits::{MOST_BEFORE, MOST_MEMBERS};
use crate::json::{self, is_space};

/// The state of a broken payload at some byte, as far as anything broken has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    pub(super) in_string: bool,
    last: Token,
    /// The kinds of the innermost brackets, the last in the lowest bit: a one for each array. Those further out are
    /// forgotten.
    lists: u128,
    is_cut: bool,
}

/// The last token of a broken payload so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Opening,
    Value,
    Colon,
    Comma,
}

impl Progress {
    /// After the brace that begins it.
    pub(super) const START: Progress = Progress { in_string: false, last: Token::Opening, lists: 0, is_cut: false };

    /// Goes on by a byte.
    pub(super) fn go_on(&mut self, byte: u8) {
        match byte {
            b'\n' if self.in_string => (self.in_string, self.is_cut) = (false, true),
            b'"' => (self.in_string, self.last) = (!self.in_string, Token::Value),
            _ if self.in_string || is_space(byte) => {}
            b'{' | b'[' => {
                self.lists = self.lists << 1 | u128::from(byte == b'[');
                self.last = Token::Opening;
            }
            b'}' | b']' => {
                self.lists >>= 1;
                self.last = Token::Value;
            }
            b':' => self.last = Token::Colon,
            b',' => self.last = Token::Comma,
            _ => self.last = Token::Value,
        }
    }

    /// True if the payload may go on with an object, perhaps after a comma. Where it is printed over many lines, an
    /// item of an array in it may be broken; where a string was cut, nothing is.
    fn goes_on(self, has_comma: bool, is_printed: bool) -> bool {
        let in_list = self.lists & 1 == 1;
        let may = match self.last {
            Token::Colon => !has_comma,
            Token::Opening | Token::Comma => in_list && !has_comma,
            Token::Value => in_list && has_comma,
        };
        match (is_printed, self.is_cut) {
            (false, true) => false,
            (true, false) => may || in_list,
            _ => may,
        }
    }

    /// True if nothing but its brace stands on its first line, which ends here.
    pub(super) fn is_printed(self) -> bool {
        self.last == Token::Opening && self.lists == 0
    }
}

/// The bytes before a payload on its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before<'b>(&'b [u8]);

impl<'b> Before<'b> {
    /// Nothing.
    pub(super) const NOTHING: Before<'static> = Before(b"");

    /// This, or the end of it, without what stands before its record.
    pub(super) fn of(line: &'b [u8]) -> Before<'b> {
        let line = &line[line.len().saturating_sub(MOST_BEFORE)..];
        Before(memchr::memrchr(RECORD_SEPARATOR, line).map_or(line, |before| &line[before + 1..]))
    }

    /// Returns the place of the last line break if the bytes after it, of which not all are there yet, may be the
    /// beginning of such a line; or else the end of the bytes.
    pub(super) fn beginning(self, bytes: &[u8]) -> usize {
        let far = bytes.len().saturating_sub(self.0.len() + 1);
        match memchr::memrchr(b'\n', &bytes[far..]) {
            Some(at) if self.0.len() < MOST_BEFORE && self.0.starts_with(&bytes[far + at + 1..]) => far + at,
            _ => bytes.len(),
        }
    }

    /// True if a line begins as that of the payload does, up to the brace.
    pub(super) fn begins(self, line: &[u8]) -> bool {
        self.0.len() < MOST_BEFORE && line.strip_prefix(self.0).is_some_and(|rest| rest.starts_with(b"{"))
    }

    /// True if it ends like a key.
    fn is_key(self) -> bool {
        is_key(self.0.trim_ascii_end())
    }

    /// Returns the end of a payload behind foreign text that is broken at this offset, if it ends with a line: with its
    /// own, or with the last before a line that is foreign text too, and so does not go on with it.
    pub(super) fn end_of_line(self, bytes: &[u8], error_at: usize) -> Option<usize> {
        let is_of_json = |byte: &u8| is_space(*byte) || matches!(byte, b'[' | b',');
        if self.0.iter().all(is_of_json) {
            return None;
        }
        let first = memchr::memchr(b'\n', bytes)?;
        if error_at <= first {
            return Some(first);
        }
        let last = memchr::memrchr(b'\n', &bytes[..error_at.min(bytes.len())])?;
        let line = &bytes[last + 1..];
        let rest = line.strip_prefix(self.0).unwrap_or(line);
        let goes_on = |line: &[u8]| line.first().is_none_or(|byte| is_space(*byte) || b"\"{}[],:/".contains(byte));
        (!goes_on(line) && !goes_on(rest)).then_some(last)
    }
}

/// True if a line holds a payload. Nothing after the line is looked at; where not all of it is there yet, `is_whole` is
/// false, and the answer is no unless the rest could not change it.
pub(super) fn holds_payload(
    line: &[u8],
    is_whole: bool,
    before: Before<'_>,
    progress: Progress,
    is_printed: bool,
) -> bool {
    if line.starts_with(b"{") || before.begins(line) {
        return true;
    }
    let Some(brace) = line.iter().position(|byte| *byte == b'{') else { return false };
    let prefix = line[..brace].trim_ascii();
    match Prefix::of(line, brace) {
        Prefix::Blank => is_opening(line, brace, is_whole) && !progress.goes_on(!prefix.is_empty(), is_printed),
        Prefix::Json => false,
        Prefix::Foreign => {
            let mut left = MOST_MEMBERS;
            objects(line, is_whole).any(|brace| {
                if !is_key(line[..brace].trim_ascii_end()) || before.is_key() {
                    return true;
                }
                left = left.saturating_sub(1);
                left > 0 && is_all(line, brace, is_whole)
            })
        }
    }
}

/// The kind of text before a brace on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefix {
    /// White space, and perhaps a comma.
    Blank,
    /// Text that may stand before it in JSON: values and punctuation, or the beginning of a string that it is in.
    Json,
    /// Any other.
    Foreign,
}

impl Prefix {
    fn of(line: &[u8], brace: usize) -> Prefix {
        if matches!(line[..brace].trim_ascii(), b"" | b",") {
            return Prefix::Blank;
        }
        let (mut at, mut last) = (0, b',');
        while let Some(&byte) = line.get(at) {
            let token = match byte {
                _ if is_space(byte) => {
                    at += 1;
                    continue;
                }
                b'{' => return if matches!(last, b':' | b',' | b'[') { Prefix::Json } else { Prefix::Foreign },
                // In a text that does not end on its line, or begins one that is in quotes with what is in it.
                b'"' => match json::after_quote(line, at + 1) {
                    Some(end) => end - at,
                    None => return Prefix::Json,
                },
                b':' if last != b'"' => return Prefix::Foreign,
                b',' | b':' | b'[' | b']' | b'}' => 1,
                b'-' | b'0'..=b'9' => number(&line[at..]),
                _ => word(&line[at..]),
            };
            if token == 0 || (matches!(last, b'"' | b'0') && !matches!(byte, b',' | b':' | b']' | b'}')) {
                return Prefix::Foreign;
            }
            last = if byte == b'-' || byte.is_ascii_alphanumeric() { b'0' } else { byte };
            at += token;
        }
        Prefix::Json
    }
}

/// Returns the places of the braces on a line that may begin an object.
fn objects(line: &[u8], is_whole: bool) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'{', line).filter(move |brace| is_opening(line, *brace, is_whole))
}

/// True if a brace is followed by bytes that may begin an object, if it is badly written: `{"`, `{}`, `{\"`, `{'`; or
/// by nothing.
fn is_opening(line: &[u8], brace: usize, is_whole: bool) -> bool {
    match line[brace + 1..].iter().find(|byte| !is_space(**byte)) {
        Some(next) => matches!(next, b'"' | b'}' | b'\\' | b'\''),
        None => is_whole,
    }
}

/// True if a line up to a brace ends like a key: `"visitor":`, `"visitor"`, `  visitor:`. At the beginning of a line, a
/// word and a colon are none, but text with which a log or an event stream begins its lines.
fn is_key(prefix: &[u8]) -> bool {
    match prefix.strip_suffix(b":").unwrap_or(prefix).trim_ascii_end() {
        // From its end, so that each of many braces on a line costs no more than what stands between it and the last.
        word if prefix.ends_with(b":") && !word.ends_with(b"\"") => {
            let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
            let length = word.iter().rev().take_while(|byte| is_of_word(byte)).count();
            let indent = &word[..word.len() - length];
            indent.starts_with(b" ") && indent.iter().rev().all(|byte| is_space(*byte))
        }
        key => key.ends_with(b"\""),
    }
}

/// True if an object ends on its line, and is no member of another that goes on after it.
fn is_all(line: &[u8], brace: usize, is_whole: bool) -> bool {
    Braces::default().end(&line[brace..]).is_some_and(|length| {
        let next = line[brace + length..].iter().find(|byte| !is_space(**byte));
        next.map_or(is_whole, |next| !matches!(next, b',' | b']' | b'}'))
    })
}

/// The length of the number that begins here, or nothing if it is none.
fn number(bytes: &[u8]) -> usize {
    let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
    let length = bytes.iter().position(|byte| !is_of_it(byte)).unwrap_or(bytes.len());
    let is_number = str::from_utf8(&bytes[..length]).is_ok_and(crate::json::is_number);
    if is_number { length } else { 0 }
}

/// The length of the literal that begins here, or nothing if it is none.
fn word(bytes: &[u8]) -> usize {
    let length = bytes.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len());
    if matches!(&bytes[..length], b"true" | b"false" | b"null") { length } else { 0 }
}
