//! The ends of broken payloads, and the beginnings of those after them.
//!
//! In valid JSON, an object never follows another without a comma, and no line break stands in a string. So a closing
//! brace, a line break and an opening brace, with nothing but white space between, are a certain boundary, whatever
//! came before; without the line break they are one outside of strings.

use super::braces::{Braces, RECORD_SEPARATOR};
use super::limits::{FIRST_LOOK, MOST_BLANKS};
use super::line::{self, Before, Progress};
use crate::json::{self, is_space};

/// Returns the place where the next payload certainly begins, if that can be seen without reading the bytes before: in
/// `{"a":"b}⏎{"c":1}` the second brace that opens, for no string goes on over a line break.
pub(super) fn certain_boundary(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b'}', RECORD_SEPARATOR, bytes).find_map(|at| match bytes[at] {
        RECORD_SEPARATOR => Some(at),
        _ => object_after(bytes, at + 1).filter(|next| bytes[at..*next].contains(&b'\n')),
    })
}

/// Returns the place where the next payload begins after one that is broken: at a boundary, or with a line that holds
/// one. That may depend on the bytes before the broken one, and on whether any come after these.
pub(super) fn next_payload(bytes: &[u8], before: Before<'_>, is_complete: bool) -> Option<usize> {
    let mut progress = Progress::START;
    let mut is_printed = None;
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            RECORD_SEPARATOR => return Some(at),
            b'\n' => {
                let is_printed = *is_printed.get_or_insert(progress.is_printed());
                progress.go_on(byte);
                let rest = &bytes[at + 1..];
                let end = memchr::memchr2(b'\n', RECORD_SEPARATOR, rest);
                let line = &rest[..end.unwrap_or(rest.len())];
                if line::holds_payload(line, end.is_some() || is_complete, before, progress, is_printed) {
                    return Some(at + 1);
                }
            }
            // Whatever it is, it is in the text; but no line break is.
            b'\\' if progress.in_string => at += usize::from(bytes.get(at + 1).is_some_and(|next| *next != b'\n')),
            b'}' => {
                if let Some(next) = object_after(bytes, at + 1)
                    && (!progress.in_string || bytes[at..next].contains(&b'\n'))
                {
                    return Some(next);
                }
                progress.go_on(byte);
            }
            _ => progress.go_on(byte),
        }
        at += 1;
    }
    None
}

/// Returns the beginning of the next line that begins with a brace, or as that of the payload before does, or of the
/// next record.
pub(super) fn next_line(bytes: &[u8], before: Before<'_>) -> Option<usize> {
    memchr::memchr2_iter(b'\n', RECORD_SEPARATOR, bytes).find_map(|at| match bytes[at] {
        RECORD_SEPARATOR => Some(at),
        _ => (bytes.get(at + 1) == Some(&b'{') || before.begins(&bytes[at + 1..])).then_some(at + 1),
    })
}

/// Returns the latest end of a broken item of an array: before the next line that begins like the item's own, `indent`
/// and a brace, or the bracket that ends the array, or else before the next comma and brace, or comma and end of the array,
/// but for those that the parser came past. In `{"a":tru},{"a":1}]` it is the first comma.
pub(super) fn next_item(bytes: &[u8], indent: Option<&[u8]>, error_at: usize) -> Option<usize> {
    // A bracket before more of an object ends an array in that.
    let ends_list_here = |line: &[u8]| {
        let next = line[1..].iter().find(|byte| !is_space(**byte));
        line[0] == b']' && !matches!(next, Some(b',' | b'}' | b']'))
    };
    let begins_item = |line: &[u8]| line.starts_with(b"{") || (!line.is_empty() && ends_list_here(line));
    let by_line = indent.and_then(|indent| {
        memchr::memchr_iter(b'\n', bytes).find(|end| bytes[end + 1..].strip_prefix(indent).is_some_and(begins_item))
    });
    let by_comma = || {
        // A text that is not closed ends with the first quote of the next item: `{"a":"b,{"`.
        let quotes = memchr::memrchr_iter(b'"', &bytes[..error_at.min(bytes.len())]);
        let start = quotes.take(2).last().unwrap_or_default();
        let from = |start| memchr::memchr_iter(b',', &bytes[start..]).map(move |at| start + at);
        from(start).chain(from(0)).find(|at| object_after(bytes, at + 1).is_some() || ends_list(bytes, at + 1))
    };
    let item = bytes[..by_line.or_else(by_comma)?].trim_ascii_end();
    Some(item.strip_suffix(b",").unwrap_or(item).len())
}

/// Returns the end of a broken item of an array whose string is not closed before a line break, if the next one begins
/// on the same line: in `{"a":"b,{` the comma.
pub(super) fn item_in_string(bytes: &[u8], error_at: usize) -> Option<usize> {
    let before = &bytes[..error_at.min(bytes.len())];
    let start = memchr::memrchr(b'"', before)?;
    let end = start + memchr::memchr(b'\n', &bytes[start..])?;
    if !(end..=end + 1).contains(&error_at) {
        return None;
    }
    let mut commas = memchr::memchr_iter(b',', &bytes[start..end]).map(|at| start + at);
    commas.find(|at| object_after(bytes, at + 1).is_some_and(|next| next < end))
}

/// Returns the place where the braces of an object are balanced or, if that does not show before, the latest beginning
/// of the next one. It looks no further than a few times as far as that is.
pub(super) fn nearest_end(bytes: &[u8], next: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let mut look = FIRST_LOOK;
    loop {
        let near = &bytes[..look.min(bytes.len())];
        let end = Braces::default().end(near).or_else(|| next(near));
        if end.is_some() || near.len() == bytes.len() {
            return end;
        }
        look *= 4;
    }
}

/// Returns the place where the braces of an item of an array are balanced, if a comma or the array's end comes next.
pub(super) fn balanced_item(bytes: &[u8]) -> Option<usize> {
    let end = Braces::default().end(bytes)?;
    let next = bytes[end..].iter().find(|byte| !is_space(**byte));
    matches!(next, Some(b',' | b']')).then_some(end)
}

/// True if an object that is not JSON would end earlier if it were no item of an array.
pub(super) fn is_only_item(bytes: &[u8]) -> bool {
    next_payload(bytes, Before::NOTHING, true).is_some()
}

/// True if a bracket begins an array, and is none of those that logs write: `[2026-02-03 10:00:00]`, `[INFO]`; nothing
/// if more of the source is wanted to tell.
pub(super) fn begins_list(bytes: &[u8], is_complete: bool) -> Option<bool> {
    let rest = &bytes[1..];
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_');
    let Some(length) = rest.iter().take(MOST_BLANKS).position(|byte| !is_of_word(byte)) else {
        return if is_complete || rest.len() >= MOST_BLANKS { Some(true) } else { None };
    };
    let is_value = str::from_utf8(&rest[..length])
        .is_ok_and(|word| matches!(word, "" | "true" | "false" | "null") || json::is_number(word));
    Some(
        is_value
            && (length == 0
                || is_space(rest[length])
                || matches!(rest[length], b',' | b']' | b'{' | b'[' | b'"' | RECORD_SEPARATOR)),
    )
}

/// True if the braces of an object are balanced at its end.
pub(super) fn is_balanced(bytes: &[u8]) -> bool {
    Braces::default().end(bytes) == Some(bytes.len())
}

/// True if an array ends here, and with it its line or its record.
fn ends_list(bytes: &[u8], at: usize) -> bool {
    let mut rest = bytes[at..].iter().skip_while(|byte| is_space(**byte));
    let next = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b'\n' | b'\r' | &RECORD_SEPARATOR));
    rest.next() == Some(&b']') && next(rest.find(|byte| !matches!(byte, b' ' | b'\t')))
}

/// Returns the beginning of the next object, if nothing but white space comes before it.
fn object_after(bytes: &[u8], at: usize) -> Option<usize> {
    let next = at + bytes[at..].iter().position(|byte| !is_space(*byte))?;
    (bytes[next] == b'{').then_some(next)
}
