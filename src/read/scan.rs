//! Where the tokens of JSON end.
//!
//! Payloads are read at the speed of what is here, so it is written out rather than asked of the parser for each value.
//! What is accepted is what `serde_json` accepts, neither more nor less; where a scan stops, that parser says why.

use serde::de::IgnoredAny;

use crate::json::{self, Marks};

/// A text in its quotes.
pub(super) struct Text {
    /// Where it ends, its closing quote included.
    pub(super) end: usize,
    /// Whether all of it is printable ASCII, and none of it an escape.
    pub(super) is_plain: bool,
}

/// The text whose opening quote is at `start`, if it is one. Looks at eight bytes at a time.
#[expect(clippy::inline_always, reason = "called for each text, of which most are shorter than the call would take")]
#[inline(always)]
pub(super) fn text(text: &[u8], start: usize) -> Option<Text> {
    let mut at = start + 1;
    let mut is_plain = true;
    loop {
        while let Some(word) = text.get(at..).and_then(|rest| rest.first_chunk()) {
            let Marks { stops, odd } = json::marks(u64::from_le_bytes(*word));
            if stops == 0 {
                is_plain &= odd == 0;
                at += 8;
                continue;
            }
            let before = (stops & stops.wrapping_neg()) - 1;
            is_plain &= odd & before == 0;
            at += stops.trailing_zeros() as usize / 8;
            break;
        }
        match *text.get(at)? {
            b'"' => return Some(Text { end: at + 1, is_plain }),
            b'\\' => {
                is_plain = false;
                at += escape(&text[at..])?;
            }
            0..0x20 => return None,
            byte => {
                is_plain &= matches!(byte, b' '..=b'~');
                at += 1;
            }
        }
    }
}

/// The length of the escape that begins some JSON.
pub(super) fn escape(json: &[u8]) -> Option<usize> {
    match json.get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => json.get(2..6)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// Where the value ends that begins at `start`.
pub(super) fn value(payload: &str, start: usize) -> Option<usize> {
    let rest = &payload.as_bytes()[start..];
    let length = match rest.first()? {
        b'"' => return Some(text(payload.as_bytes(), start)?.end),
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
