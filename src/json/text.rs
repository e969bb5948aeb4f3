//! What a raw text stands for, and how a text is written.

use std::borrow::Cow;
use std::ops::Range;

/// What stands between the quotes of a raw text, escapes and all.
pub fn between_quotes(raw: &str) -> &str {
    &raw[1..raw.len() - 1]
}

/// The text that a raw text stands for, or nothing if it holds half of a surrogate pair.
pub fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let mut rest = between_quotes(raw);
    if memchr::memchr(b'\\', rest.as_bytes()).is_none() {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    // Where there is one, the next is mostly near.
    while let Some(escape) = rest.bytes().position(|byte| byte == b'\\') {
        text.push_str(&rest[..escape]);
        let (character, length) = escaped(&rest[escape..])?;
        text.push(character);
        rest = &rest[escape + length..];
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The text that a raw key stands for. Half of a surrogate pair has none: such a key stands for itself as it is written.
pub fn key_text(raw: &str) -> Cow<'_, str> {
    unescape(raw).unwrap_or_else(|| Cow::Borrowed(between_quotes(raw)))
}

/// The character that the escape stands for that begins a text, and the escape's length.
fn escaped(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode_escape(text),
        byte => char::from(*byte),
    };
    Some((character, 2))
}

/// The character that the `\u` escape stands for that begins a text, or the pair of them, and the length of that.
fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let code = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = code(2)?;
    if let Some(character) = char::from_u32(first) {
        return Some((character, 6));
    }
    let is_pair = first < 0xdc00 && text[6..].starts_with("\\u");
    let second = code(8).filter(|second| is_pair && (0xdc00..0xe000).contains(second))?;
    Some((char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?, 12))
}

/// Whether a raw text can be written out as it stands: no escapes, and nothing that is to be escaped.
pub fn is_plain(raw: &str) -> bool {
    is_bare(between_quotes(raw)) || (!raw.contains('\\') && !raw.chars().any(is_unsafe))
}

/// Whether a text stands for itself in quotes: all of it is printable ASCII, and neither a quote nor a backslash.
fn is_bare(text: &str) -> bool {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let marks = |word: &[u8; 8]| marks(u64::from_le_bytes(*word));
    let found = words.iter().map(marks).fold(0, |found, marks| found | marks.stops | marks.odd);
    found == 0 && rest.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\'))
}

/// Which of eight bytes of a text are worth a look: each is marked with its highest bit.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    /// Quotes, backslashes and control characters. The lowest mark is right; above it, some may be without need.
    pub(crate) stops: u64,
    /// What is no printable ASCII and no control character below the space.
    pub(crate) odd: u64,
}

/// Looks at eight bytes of UTF-8 at once.
pub(crate) fn marks(word: u64) -> Marks {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let below = |word: u64, number: u64| word.wrapping_sub(ONES * number) & !word;
    Marks {
        // With this bit turned over, the quote is the number after the control characters.
        stops: (below(word ^ (ONES * 0x02), 0x21) | below(word ^ (ONES * 0x5c), 1)) & HIGH,
        // No byte of UTF-8 is so large that the addition carries.
        odd: word.wrapping_add(ONES) & HIGH,
    }
}

/// Whether a character that JSON allows in a text can take over a terminal or turn a line of text around.
pub fn is_unsafe(character: char) -> bool {
    matches!(
        character,
        '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Writes a text as JSON: as `serde_json` does, and with every character escaped that is unsafe to print.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    if is_bare(text) {
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return;
    }
    let mut written = 0;
    for (at, character) in text.char_indices() {
        let short = match character {
            ' '..='~' if character != '"' && character != '\\' => continue,
            '"' => b'"',
            '\\' => b'\\',
            '\n' => b'n',
            '\r' => b'r',
            '\t' => b't',
            '\u{8}' => b'b',
            '\u{c}' => b'f',
            '\0'..='\u{1f}' => b'u',
            _ if is_unsafe(character) => b'u',
            _ => continue,
        };
        out.extend_from_slice(&text.as_bytes()[written..at]);
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            let code = u32::from(character);
            out.extend([12, 8, 4, 0].map(|shift| HEX[(code >> shift) as usize & 15]));
        }
        written = at + character.len_utf8();
    }
    out.extend_from_slice(&text.as_bytes()[written..]);
    out.push(b'"');
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    let mut json = Vec::new();
    write_text(text, &mut json);
    String::from_utf8_lossy(&json).into_owned()
}

/// A character as JSON escapes it.
pub fn escape(character: char) -> String {
    between_quotes(&quoted(character.encode_utf8(&mut [0; 4]))).to_owned()
}

/// The stretch of the character that stands at an offset of a text; at its end, there is none.
pub fn character_at(text: &str, at: usize) -> Range<usize> {
    at..text[at..].chars().next().map_or(at, |character| at + character.len_utf8())
}

/// Where the text that begins at `at` ends, its closing quote included.
pub fn end_of_text(json: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(skipped) = memchr::memchr2(b'"', b'\\', &json[at..]) {
        at += skipped;
        if json[at] == b'"' {
            return at + 1;
        }
        at = (at + 2).min(json.len());
    }
    json.len()
}

/// Where in a raw text something stands that stands at this offset in the text that it stands for.
pub fn raw_offset(raw: &str, offset: usize) -> usize {
    let mut at = 1;
    let mut left = offset;
    while left > 0 {
        let plain = memchr::memchr(b'\\', &raw.as_bytes()[at..]).unwrap_or(raw.len() - at);
        if plain >= left || at + plain == raw.len() {
            return at + left.min(plain);
        }
        let (character, length) = escaped(&raw[at + plain..]).unwrap_or((char::REPLACEMENT_CHARACTER, 2));
        at += plain + length;
        left = left.saturating_sub(plain + character.len_utf8());
    }
    at
}
