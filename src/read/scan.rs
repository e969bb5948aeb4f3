//! Where the tokens of JSON end.
//!
//! Payloads are read at the speed of what is here, so it is written out rather than asked of the parser for each value.
//! What is accepted is what `serde_json` accepts, neither more nor less; where a scan stops, that parser says why.

use std::ops::Range;

use serde::de::IgnoredAny;

use crate::json;

/// Where the whole number ends that begins at `start`, if it is one of few digits, and the next token follows at once.
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

/// Where the value ends that begins at `start`.
pub(super) fn value(payload: &str, start: usize) -> Option<usize> {
    let rest = &payload.as_bytes()[start..];
    let length = match rest.first()? {
        b'"' => return Some(json::text_at(payload.as_bytes(), start)?.end),
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

/// Where the value of a key stands in the object that begins at `start`: that of `type` in `{"id": 7, "type": "agent"}` is
/// `"agent"`.
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

/// Whether the object that begins at `start` stands for an array: it has keys, and all of them are indices.
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

/// The next member of an object, from behind its opening brace or a comma on: where its key stands, and its value.
fn next_member(payload: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let bytes = payload.as_bytes();
    let start = next_token(payload, at).filter(|start| bytes[*start] == b'"')?;
    let end = json::text_at(bytes, start)?.end;
    let colon = next_token(payload, end).filter(|colon| bytes[*colon] == b':')?;
    let first = next_token(payload, colon + 1)?;
    Some((start..end, first..value(payload, first)?))
}

/// Where the next token begins, from a place on.
fn next_token(payload: &str, at: usize) -> Option<usize> {
    Some(at + payload.as_bytes().get(at..)?.iter().position(|byte| !json::is_space(*byte))?)
}
