//! Where a broken payload ends and the next one begins.
//!
//! In valid JSON, an object never follows another without a comma, and no line break stands in a text. So a closing
//! brace, a line break and an opening brace, with nothing but white space between, are a certain boundary, whatever came
//! before; without the line break they are one outside of texts.

use super::RECORD_SEPARATOR;
use crate::json::is_space;

/// Where the next payload certainly begins, if that can be seen without reading what comes before.
pub(super) fn certain_boundary(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b'}', RECORD_SEPARATOR, bytes).find_map(|at| match bytes[at] {
        RECORD_SEPARATOR => Some(at),
        _ => object_after(bytes, at + 1).filter(|next| bytes[at..*next].contains(&b'\n')),
    })
}

/// Where the next payload begins after one that is broken: at a boundary, or at a line that begins with a brace.
pub(super) fn next_payload(bytes: &[u8]) -> Option<usize> {
    let mut in_text = false;
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            RECORD_SEPARATOR => return Some(at),
            b'\n' if bytes.get(at + 1) == Some(&b'{') => return Some(at + 1),
            b'\n' => in_text = false,
            b'"' => in_text = !in_text,
            b'\\' if in_text => at += 1,
            b'}' => {
                if let Some(next) = object_after(bytes, at + 1)
                    && (!in_text || bytes[at..next].contains(&b'\n'))
                {
                    return Some(next);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the next line begins that begins with a brace, or the next record.
pub(super) fn next_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b'\n', RECORD_SEPARATOR, bytes).find_map(|at| match bytes[at] {
        RECORD_SEPARATOR => Some(at),
        _ => (bytes.get(at + 1) == Some(&b'{')).then_some(at + 1),
    })
}

/// Where a broken item of a list ends whose text says no more than its lines: before the next line that begins like the
/// item's own, `indent` and a brace.
pub(super) fn end_of_lines(bytes: &[u8], indent: &[u8]) -> Option<usize> {
    let mut lines = memchr::memchr_iter(b'\n', bytes);
    let end = lines.find(|end| {
        bytes[end + 1..].strip_prefix(indent).is_some_and(|line| line.starts_with(b"{") || line.starts_with(b"]"))
    })?;
    let item = bytes[..end].trim_ascii_end();
    Some(item.strip_suffix(b",").unwrap_or(item).len())
}

/// Where the braces of a broken item of a list are balanced, if a comma or the list's end comes next.
pub(super) fn balanced(bytes: &[u8]) -> Option<usize> {
    let mut in_text = false;
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' => in_text = false,
            b'"' => in_text = !in_text,
            b'\\' if in_text => at += 1,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let next = bytes[at + 1..].iter().find(|byte| !is_space(**byte));
                    return matches!(next, Some(b',' | b']')).then_some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the object begins that comes next, if one does.
fn object_after(bytes: &[u8], at: usize) -> Option<usize> {
    let next = at + bytes[at..].iter().position(|byte| !is_space(*byte))?;
    (bytes[next] == b'{').then_some(next)
}
