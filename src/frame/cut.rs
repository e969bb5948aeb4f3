//! The places where a source may be cut so that a payload ends before the cut, going by the end of the bytes that were
//! read.
//!
//! True certainty needs all that comes before. So this is a guess, made for the forms that large sources have; nothing
//! depends on it but the choice of the worker that deals with a payload.

use super::braces::RECORD_SEPARATOR;
use super::limits::WINDOW;
use super::state::List;
use crate::json::is_space;

/// After the last payload that seems to be complete, if there is one.
pub(super) fn last(bytes: &[u8], list: List) -> Option<usize> {
    match list {
        List::None => last_by_line(bytes),
        _ => last_item(bytes),
    }
}

/// After the last line that begins with a brace and ends with a closing one, as a payload on one line does and the last
/// line of one that is indented; another payload must follow, or not be there yet. In `{"a":1}⏎{"b":` it is the first.
fn last_by_line(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    let mut is_followed = true;
    loop {
        let before = memchr::memrchr(b'\n', &bytes[..end]);
        let start = before.map_or(0, |before| before + 1);
        let line = bytes[start..end].trim_ascii_end();
        if is_followed && line.ends_with(b"}") && begins_with(line, b"{}") {
            return Some(start + line.len());
        }
        is_followed = if line.is_empty() { is_followed } else { begins_with(line, b"{") };
        end = before?;
    }
}

/// True if a line begins with one of these bytes, perhaps after a record separator.
fn begins_with(line: &[u8], bytes: &[u8]) -> bool {
    let line = line.strip_prefix(&[RECORD_SEPARATOR]).unwrap_or(line);
    line.first().is_some_and(|first| bytes.contains(first))
}

/// After the last object that is followed by a comma and another object, or by nothing yet, of those that the fewest
/// brackets are around. In `…,{"a":[{},{}]},{"b":` that is after `]}`: more brackets are around the first `{}`.
fn last_item(bytes: &[u8]) -> Option<usize> {
    let offset = bytes.len().saturating_sub(WINDOW);
    let bytes = &bytes[offset..];
    // A comma, a brace and a quote are no part of any text: the quote would end it.
    let mut at = memchr::memchr_iter(b'{', bytes).find(|at| {
        bytes[..*at].trim_ascii_end().ends_with(b",") && next_token(bytes, at + 1).is_some_and(|(_, next)| next == b'"')
    })?;
    let (mut depth, mut in_string) = (0_i64, false);
    let mut last: Option<(i64, usize)> = None;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
                depth -= 1;
                let is_followed = match next_token(bytes, at) {
                    Some((comma, b',')) => next_token(bytes, comma + 1).is_none_or(|(_, next)| next == b'{'),
                    next => next.is_none(),
                };
                if byte == b'}' && is_followed && last.is_none_or(|(least, _)| depth <= least) {
                    last = Some((depth, offset + at));
                }
            }
            _ => {}
        }
    }
    last.map(|(_, cut)| cut)
}

/// Returns the next byte that is no white space, and its offset.
fn next_token(bytes: &[u8], at: usize) -> Option<(usize, u8)> {
    let next = at + bytes.get(at..)?.iter().position(|byte| !is_space(*byte))?;
    Some((next, bytes[next]))
}
