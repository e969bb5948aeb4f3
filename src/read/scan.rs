//! Scanning the tokens of JSON for their ends.
//!
//! Payloads are read at the speed of what is here, so it is written out rather than asked of the parser for each value.
//! What is accepted is what `serde_json` accepts, neither more nor less; where a scan stops, that parser says why.

use std::ops::Range;

use serde::de::IgnoredAny;

use crate::json::{self, next_token};

/// Returns the end of the whole number that begins at `start`: only if it has few digits and a token such as `,`
/// follows at once.
pub(super) fn whole_number(json: &[u8], start: usize) -> Option<usize> {
    const MOST_DIGITS: usize = 15;
    let rest = &json[start..];
    let digits = rest.iter().take(MOST_DIGITS + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let is_whole = match rest.first()? {
        b'0' => digits == 1,
        _ => (1..=MOST_DIGITS).contains(&digits),
    };
    (is_whole && matches!(rest.get(digits)?, b',' | b'}' | b']')).then_some(start + digits)
}

/// Returns the end of the value that begins at `start`.
pub fn value(payload: &str, start: usize) -> Option<usize> {
    let rest = &payload.as_bytes()[start..];
    let length = match rest.first()? {
        b'"' => return Some(json::string_at(payload.as_bytes(), start)?.end),
        b'-' | b'0'..=b'9' => {
            let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
            let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
            json::is_number(&payload[start..start + length]).then_some(length)?
        }
        b't' => rest.starts_with(b"true").then_some(4)?,
        b'f' => rest.starts_with(b"false").then_some(5)?,
        b'n' => rest.starts_with(b"null").then_some(4)?,
        b'{' | b'[' => {
            let mut values = serde_json::Deserializer::from_str(&payload[start..]).into_iter::<IgnoredAny>();
            values.next()?.ok()?;
            values.byte_offset()
        }
        _ => return None,
    };
    Some(start + length)
}

/// The number of keys in an object or array, at any depth: two in `{"a": [1, {"b": 2}]}`. In any other value there is none.
pub(super) fn keys_in(json: &str) -> usize {
    let bytes = json.as_bytes();
    let (mut at, mut count) = (0, 0);
    while let Some(next) = memchr::memchr2(b'"', b':', &bytes[at..]) {
        at += next;
        if bytes[at] == b'"' {
            at = json::end_of_string(bytes, at);
        } else {
            (at, count) = (at + 1, count + 1);
        }
    }
    count
}

/// True if an object or array begins at `start` of which only the end is missing.
pub fn is_cut(payload: &str, start: usize) -> bool {
    let mut values = serde_json::Deserializer::from_str(&payload[start..]).into_iter::<IgnoredAny>();
    matches!(values.next(), Some(Err(error)) if error.is_eof())
}

/// Returns the span of a key's value in the object that begins at `start`: for `type` in `{"id": 7, "type": "agent"}`
/// that of `"agent"`.
pub fn member(payload: &str, start: usize, key: &str) -> Option<Range<usize>> {
    let mut at = start + 1;
    loop {
        let (of_key, of_value) = next_member(payload, at)?;
        if json::key_text(&payload[of_key]) == key {
            return Some(of_value);
        }
        at = next_token(payload, of_value.end).filter(|comma| payload.as_bytes()[*comma] == b',')? + 1;
    }
}

/// Returns true if the object that begins at `start` stands for an array: it has keys, and all are indices, as in
/// `{"0":…,"2":…}`.
pub(super) fn is_numbered(payload: &str, start: usize) -> bool {
    let is_index = |key: &str| key.len() < 10 && json::is_whole_number(key) && !key.starts_with('-');
    let mut at = start + 1;
    while let Some((of_key, of_value)) = next_member(payload, at) {
        if !is_index(json::between_quotes(&payload[of_key])) {
            return false;
        }
        match next_token(payload, of_value.end).map(|next| (next, payload.as_bytes()[next])) {
            Some((comma, b',')) => at = comma + 1,
            next => return matches!(next, Some((_, b'}'))),
        }
    }
    false
}

/// Returns the next member of an object, from behind its opening brace or a comma on: the spans of its key and of its
/// value.
fn next_member(payload: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let (key, first) = key_and_value(payload, next_token(payload, at)?)?;
    Some((key, first..value(payload, first)?))
}

/// Returns the span of the key that stands here, and the start of its value.
fn key_and_value(payload: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let bytes = payload.as_bytes();
    let end = json::string_at(bytes, Some(start).filter(|start| bytes[*start] == b'"')?)?.end;
    let colon = next_token(payload, end).filter(|colon| bytes[*colon] == b':')?;
    Some((start..end, next_token(payload, colon + 1)?))
}

/// The members of an object, or the items of an array, one after another. Whoever asks for them says where each ends, so that
/// it can be looked into on the way.
pub struct Members<'p> {
    payload: &'p str,
    at: usize,
    is_first: bool,
    closing: u8,
}

/// The next thing in an object or array.
pub enum Step {
    /// A member or an item: the span of its key, if it has one, and the start of its value.
    Member(Option<Range<usize>>, usize),
    /// Its end.
    End,
}

impl<'p> Members<'p> {
    /// Begins with the first member or item of the object or array at `start`.
    pub fn of(payload: &'p str, start: usize) -> Members<'p> {
        let closing = if payload.as_bytes()[start] == b'{' { b'}' } else { b']' };
        Members { payload, at: start + 1, is_first: true, closing }
    }

    /// Goes on to the next member or item, or to the end; `None` if this is no JSON.
    pub fn step(&mut self) -> Option<Step> {
        let mut at = next_token(self.payload, self.at)?;
        match (self.payload.as_bytes()[at], self.is_first) {
            (byte, _) if byte == self.closing => {
                self.at = at + 1;
                return Some(Step::End);
            }
            (_, true) => self.is_first = false,
            (b',', false) => at = next_token(self.payload, at + 1)?,
            _ => return None,
        }
        if self.closing == b']' {
            return Some(Step::Member(None, at));
        }
        let (key, first) = key_and_value(self.payload, at)?;
        Some(Step::Member(Some(key), first))
    }

    /// Goes on after the value that ends here.
    pub fn go_on(&mut self, end: usize) {
        self.at = end;
    }

    /// Returns the end of the object or array, once all members were passed.
    pub fn end(&self) -> usize {
        self.at
    }
}
