//! Where the tokens of JSON end.
//!
//! Payloads are read at the speed of what is here, so it is written out rather than asked of the parser for each value.
//! What is accepted is what `serde_json` accepts, neither more nor less; where a scan stops, that parser says why.

use serde::de::IgnoredAny;

use crate::encoding::is_number;

/// A text in its quotes.
pub(super) struct Text {
    /// Where it ends, its closing quote included.
    pub(super) end: usize,
    /// Whether all of it is printable ASCII, and none of it an escape.
    pub(super) is_plain: bool,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The text whose opening quote is at `start`, if it is one. Looks at eight bytes at a time.
pub(super) fn text(json: &[u8], start: usize) -> Option<Text> {
    let mut at = start + 1;
    let mut is_plain = true;
    loop {
        while let Some(word) = json.get(at..).and_then(|rest| rest.first_chunk()) {
            let word = u64::from_le_bytes(*word);
            let odd = word & HIGH;
            let stops = zeros(word ^ (ONES * 0x22))
                | zeros(word ^ (ONES * 0x5c))
                | zeros(word ^ (ONES * 0x7f))
                | below(word, 0x20);
            if stops == 0 {
                is_plain &= odd == 0;
                at += 8;
                continue;
            }
            // Of marks, the lowest is always right; above it, some bytes may be marked without need.
            let before = (stops & stops.wrapping_neg()) - 1;
            is_plain &= odd & before == 0;
            at += stops.trailing_zeros() as usize / 8;
            break;
        }
        match *json.get(at)? {
            b'"' => return Some(Text { end: at + 1, is_plain }),
            b'\\' => {
                is_plain = false;
                at += escape(&json[at..])?;
            }
            0..0x20 => return None,
            byte => {
                is_plain &= matches!(byte, b' '..=b'~');
                at += 1;
            }
        }
    }
}

/// Marks the bytes of a word that are zero with their highest bit.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Marks the bytes of a word that are less than a number.
fn below(word: u64, number: u64) -> u64 {
    word.wrapping_sub(ONES * number) & !word & HIGH
}

/// The length of the escape that begins some JSON.
fn escape(json: &[u8]) -> Option<usize> {
    match json.get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => json.get(2..6)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// Where the value ends that begins at `start`.
pub(super) fn value(json: &str, start: usize) -> Option<usize> {
    let rest = &json.as_bytes()[start..];
    let length = match rest.first()? {
        b'"' => return Some(text(json.as_bytes(), start)?.end),
        b'-' | b'0'..=b'9' => {
            let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
            let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
            is_number(&json[start..start + length]).then_some(length)?
        }
        b't' => rest.starts_with(b"true").then_some(4)?,
        b'f' => rest.starts_with(b"false").then_some(5)?,
        b'n' => rest.starts_with(b"null").then_some(4)?,
        b'{' | b'[' => {
            let mut values = serde_json::Deserializer::from_str(&json[start..]).into_iter::<IgnoredAny>();
            values.next()?.ok()?;
            values.byte_offset()
        }
        _ => return None,
    };
    Some(start + length)
}
