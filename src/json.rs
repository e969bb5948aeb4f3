//! JSON text below the parser: the strings, keys and white space of values that it lends out raw.
//!
//! Whatever comes in here was accepted by the parser already, so nothing here checks the syntax.

use std::borrow::Cow;
use std::io::{self, Write};
use std::iter;

/// The JSON type of a raw value, with its article.
pub fn type_name(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Whether a raw value is text.
pub fn is_text(raw: &str) -> bool {
    raw.starts_with('"')
}

/// Whether a raw value is an object or a list.
pub fn is_container(raw: &str) -> bool {
    raw.starts_with(['{', '['])
}

/// Whether a raw value is an object or a list that holds nothing.
pub fn is_empty_container(raw: &str) -> bool {
    match raw.as_bytes() {
        [b'{', inner @ .., b'}'] | [b'[', inner @ .., b']'] => inner.iter().all(|byte| is_space(*byte)),
        _ => false,
    }
}

/// Whether a text is a whole number as JSON writes it.
pub fn is_whole_number(text: &str) -> bool {
    after_whole_number(text.as_bytes()).is_some_and(<[u8]>::is_empty)
}

/// Whether a text is a number as JSON writes it.
pub fn is_number(text: &str) -> bool {
    let Some(mut rest) = after_whole_number(text.as_bytes()) else { return false };
    if let [b'.', fraction @ ..] = rest {
        rest = after_digits(fraction);
        if rest.len() == fraction.len() {
            return false;
        }
    }
    if let [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] = rest {
        return !exponent.is_empty() && after_digits(exponent).is_empty();
    }
    rest.is_empty()
}

/// What follows the whole number that begins a text.
fn after_whole_number(text: &[u8]) -> Option<&[u8]> {
    match text.strip_prefix(b"-").unwrap_or(text) {
        [b'0', rest @ ..] => Some(rest),
        digits @ [b'1'..=b'9', ..] => Some(after_digits(digits)),
        _ => None,
    }
}

fn after_digits(text: &[u8]) -> &[u8] {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    &text[digits..]
}

/// Whether a byte is white space between JSON tokens.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A text without the white space at its end that may stand between JSON tokens.
pub fn without_space(text: &str) -> &str {
    text.trim_end_matches([' ', '\t', '\n', '\r'])
}

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

/// A character as JSON escapes it.
pub fn escape(character: char) -> String {
    let mut text = Vec::new();
    write_text(character.encode_utf8(&mut [0; 4]), &mut text);
    between_quotes(&String::from_utf8_lossy(&text)).to_owned()
}

/// The parser's reason for an error, without the place, which is counted differently here.
pub fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The offset in a text of the place that the parser's error names.
pub fn offset_of(error: &serde_json::Error, text: &str) -> usize {
    if error.is_eof() {
        return text.trim_end().len();
    }
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    let line = iter::once(0).chain(lines).nth(error.line().saturating_sub(1)).unwrap_or_default();
    text.floor_char_boundary(line + error.column().saturating_sub(1))
}

/// What is wrong with a raw value that the parser accepts, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A text holds half of a surrogate pair, which stands for no character.
    LoneSurrogate {
        /// Where the text begins.
        at: usize,
    },
    /// Objects and lists stand within each other beyond [`MAX_DEPTH`].
    TooDeep {
        /// Where the first one too many begins.
        at: usize,
    },
    /// An object has a key twice.
    RepeatedKey {
        /// Where the second begins.
        at: usize,
        /// Where the first begins.
        first: usize,
    },
}

/// How deep objects and lists may stand within each other.
pub const MAX_DEPTH: usize = 128;

/// Writes a raw value on one line, its texts as [`write_text`] does, and says what is wrong with it first of all. A
/// flawed value is written whole all the same. `depth` counts the objects and lists around the value.
pub fn write_compact(raw: &str, depth: usize, out: &mut Vec<u8>) -> Option<Flaw> {
    let mut flaw = None;
    let mut objects = Vec::new();
    let mut keys = Vec::new();
    let mut open = depth;
    let mut at = 0;
    while let Some(&byte) = raw.as_bytes().get(at) {
        if byte == b'"' {
            let end = end_of_text(raw.as_bytes(), at);
            let text = &raw[at..end];
            if is_plain(text) {
                out.extend_from_slice(text.as_bytes());
            } else if let Some(text) = unescape(text) {
                write_text(&text, out);
            } else {
                flaw = flaw.or(Some(Flaw::LoneSurrogate { at }));
                out.extend_from_slice(text.as_bytes());
            }
            if raw[end..].trim_start().starts_with(':') {
                keys.push((key_text(text), at));
            }
            at = end;
            continue;
        }
        match byte {
            b'{' | b'[' => {
                open += 1;
                if open > MAX_DEPTH {
                    flaw = flaw.or(Some(Flaw::TooDeep { at }));
                }
                objects.push(keys.len());
            }
            b'}' | b']' => {
                open -= 1;
                let first_key = objects.pop().unwrap_or_default();
                if let Some((first, at)) = repeated(&mut keys[first_key..]) {
                    flaw = flaw.or(Some(Flaw::RepeatedKey { at, first }));
                }
                keys.truncate(first_key);
            }
            _ => {}
        }
        if !is_space(byte) {
            out.push(byte);
        }
        at += 1;
    }
    flaw
}

/// Whether objects and lists stand within each other beyond [`MAX_DEPTH`].
pub fn is_too_deep(raw: &str) -> bool {
    matches!(write_compact(raw, 0, &mut Vec::new()), Some(Flaw::TooDeep { .. }))
}

/// The places of two equal keys, if there are any: the first pair in the order of the keys' text. Sorts the keys.
pub fn repeated(keys: &mut [(Cow<'_, str>, usize)]) -> Option<(usize, usize)> {
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1))
}

/// The pointer of the innermost value or key at an offset in a raw value, relative to the value.
pub fn pointer_at(raw: &str, offset: usize) -> String {
    enum Step<'a> {
        Key(Cow<'a, str>),
        Index(usize),
    }
    let mut path: Vec<Step<'_>> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = raw.as_bytes().get(at) {
        let mut end = at + 1;
        match byte {
            b'"' => {
                end = end_of_text(raw.as_bytes(), at);
                if raw[end..].trim_start().starts_with(':')
                    && let Some(step) = path.last_mut()
                {
                    *step = Step::Key(key_text(&raw[at..end]));
                }
            }
            b'{' | b'[' if at == offset => break,
            b'{' => path.push(Step::Key(Cow::Borrowed(""))),
            b'[' => path.push(Step::Index(0)),
            b'}' | b']' => {
                path.pop();
            }
            b',' => {
                if let Some(Step::Index(index)) = path.last_mut() {
                    *index += 1;
                }
            }
            _ => {}
        }
        if end > offset {
            break;
        }
        at = end;
    }
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Key(key) => push_key(&key, &mut pointer),
            Step::Index(index) => push_index(index, &mut pointer),
        }
    }
    pointer
}

/// Appends an index to a JSON Pointer.
pub fn push_index(index: usize, pointer: &mut String) {
    pointer.push('/');
    pointer.push_str(&index.to_string());
}

/// Appends a key to a JSON Pointer (RFC 6901).
pub fn push_key(key: &str, pointer: &mut String) {
    pointer.push('/');
    if memchr::memchr2(b'~', b'/', key.as_bytes()).is_none() {
        return pointer.push_str(key);
    }
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
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

/// Writes JSON that is on one line on several, indented by two spaces.
pub fn write_pretty(line: &[u8], out: &mut impl Write) -> io::Result<()> {
    let mut depth = 0;
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let mut end = at + 1;
        match byte {
            b'"' => end = end_of_text(line, at),
            b'{' | b'[' if !matches!(line.get(end), Some(b'}' | b']')) => depth += 1,
            b'{' | b'[' => end += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        if matches!(byte, b'}' | b']') {
            write!(out, "\n{:width$}", "", width = depth * 2)?;
        }
        out.write_all(&line[at..end])?;
        match byte {
            b'{' | b'[' if end == at + 1 => write!(out, "\n{:width$}", "", width = depth * 2)?,
            b',' => write!(out, "\n{:width$}", "", width = depth * 2)?,
            b':' => out.write_all(b" ")?,
            _ => {}
        }
        at = end;
    }
    Ok(())
}
