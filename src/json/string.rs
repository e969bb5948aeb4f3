//! Strings of JSON: reading them, and writing them so that they are safe to print.

use std::borrow::Cow;
use std::ops::Range;

use wide::u8x16;

/// Returns the characters between the quotes of a raw string, escapes and all: of `"a\n"` the three bytes `a\n` without
/// the quotes.
pub fn between_quotes(raw: &str) -> &str {
    &raw[1..raw.len() - 1]
}

/// The text that a raw text stands for, or nothing if it holds half of a surrogate pair.
pub fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    unescape_inner(between_quotes(raw))
}

/// The text that this stands for between quotes, or nothing if it holds half of a surrogate pair.
pub fn unescape_inner(inner: &str) -> Option<Cow<'_, str>> {
    match memchr::memchr(b'\\', inner.as_bytes()) {
        None => Some(Cow::Borrowed(inner)),
        Some(_) => String::from_utf8(unescaped(inner)?).ok().map(Cow::Owned),
    }
}

/// The first characters of the text that a raw text stands for, no more than so many, or nothing if one of them is half of a
/// surrogate pair.
pub fn first_characters(raw: &str, most: usize) -> Option<String> {
    let mut rest = between_quotes(raw);
    let mut text = String::new();
    for _ in 0..most {
        let Some(next) = rest.chars().next() else { break };
        let (character, length) = if next == '\\' { escaped(rest)? } else { (next, next.len_utf8()) };
        text.push(character);
        rest = &rest[length..];
    }
    Some(text)
}

/// The text that this stands for between quotes.
fn unescaped(inner: &str) -> Option<Vec<u8>> {
    let bytes = inner.as_bytes();
    let mut text = Vec::with_capacity(bytes.len() + CHUNK);
    let mut at = 0;
    loop {
        // Where there is an escape, the next is mostly near: what is between is copied by chunks, and what was copied too
        // much is cut off.
        for chunk in bytes[at..].as_chunks::<CHUNK>().0 {
            text.extend_from_slice(chunk);
            let escapes = u8x16::new(*chunk).simd_eq(BACKSLASH).to_bitmask();
            let before = CHUNK.min(escapes.trailing_zeros() as usize);
            at += before;
            if before < CHUNK {
                text.truncate(text.len() - CHUNK + before);
                break;
            }
        }
        match &bytes[at..] {
            [] => return Some(text),
            // JSON in a string has no other escapes than these, and many of them.
            [b'\\', escaped @ (b'"' | b'\\'), ..] => {
                text.push(*escaped);
                at += 2;
            }
            [b'\\', ..] => {
                let (character, length) = escaped(&inner[at..])?;
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                at += length;
            }
            [byte, ..] => {
                text.push(*byte);
                at += 1;
            }
        }
    }
}

/// The text that a raw key stands for. Half of a surrogate pair has none: such a key stands for itself as it is written.
pub fn key_text(raw: &str) -> Cow<'_, str> {
    unescape(raw).unwrap_or_else(|| Cow::Borrowed(between_quotes(raw)))
}

/// The character that the escape stands for that begins a text, and the escape's length.
pub(crate) fn escaped(text: &str) -> Option<(char, usize)> {
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

/// Length in bytes above which a text is not copied in order to be escaped, but escaped as it is written: see
/// [`write_safe`].
pub const LONG: usize = 1024 * 1024;

/// Returns true if a raw string can be written out unchanged: it has no escapes, and nothing that is to be escaped.
pub fn is_plain(raw: &str) -> bool {
    let has_command = || COMMANDS.iter().any(|command| raw.contains(command));
    let is_safe = || raw.len() > LONG || (!has_command() && !raw.chars().any(is_hostile));
    is_bare(between_quotes(raw)) || (!raw.contains('\\') && is_safe())
}

/// Beginnings of commands that the runners of GitHub Actions and of Azure Pipelines obey, wherever they stand in a
/// line. They are never written as they are, but as `#\u0023[` and `#\u0023vso[`: the same event is the same bytes in a
/// log and elsewhere.
pub const COMMANDS: [&str; 2] = ["##[", "##vso["];

/// Returns true if a text begins with one of [`COMMANDS`].
fn begins_command(text: &[u8]) -> bool {
    COMMANDS.iter().any(|command| text.starts_with(command.as_bytes()))
}

/// Returns true if a text is the same in quotes, without an escape: all of it is printable ASCII, and no quote,
/// backslash or `#`.
fn is_bare(text: &str) -> bool {
    after_bare(text.as_bytes(), 0) == text.len()
}

/// Number of bytes that are looked at together.
const CHUNK: usize = 16;

const QUOTE: u8x16 = u8x16::splat(b'"');
const BACKSLASH: u8x16 = u8x16::splat(b'\\');
const DELETE: u8x16 = u8x16::splat(0x7f);
const LAST_CONTROL: u8x16 = u8x16::splat(0x1f);
/// With this bit turned over, the quote and `#` come right behind the control characters, and the space behind these.
const TURNED: u8x16 = u8x16::splat(0x02);
const TURNED_SPACE: u8x16 = u8x16::splat(b' ' ^ 0x02);
const BEYOND_ASCII: u8x16 = u8x16::splat(0x80 - (b' ' ^ 0x02));

/// Returns the offset, from `at` on, of the first byte that is a quote, a backslash or a `#`, or no printable ASCII; or
/// the text's length.
#[expect(clippy::inline_always, reason = "called for each text, of which most are shorter than the call would take")]
#[inline(always)]
fn after_bare(text: &[u8], mut at: usize) -> usize {
    for chunk in text[at..].as_chunks::<CHUNK>().0 {
        let bytes = u8x16::new(*chunk);
        // What comes before the space wraps around to the end, so that one look finds all of that and what is no ASCII.
        let from_space = (bytes ^ TURNED) - TURNED_SPACE;
        let is_far = from_space.max(BEYOND_ASCII).simd_eq(from_space);
        let found = is_far | bytes.simd_eq(BACKSLASH) | bytes.simd_eq(DELETE);
        let before = CHUNK.min(found.to_bitmask().trailing_zeros() as usize);
        at += before;
        if before < CHUNK {
            return at;
        }
    }
    let is_bare = |byte: &&u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'#');
    at + text[at..].iter().take_while(is_bare).count()
}

/// The end of a raw string.
pub(crate) struct StringEnd {
    /// Offset of it, past the closing quote.
    pub(crate) end: usize,
    /// True if all of the string is printable ASCII, and none of it an escape or to be escaped.
    pub(crate) is_plain: bool,
}

/// Finds the end of the string whose opening quote is at `start`, if it is one.
#[expect(clippy::inline_always, reason = "called for each string, of which most are shorter than the call would take")]
#[inline(always)]
pub(crate) fn string_at(json: &[u8], start: usize) -> Option<StringEnd> {
    let mut at = after_bare(json, start + 1);
    while json[at..].starts_with(b"#") && !begins_command(&json[at..]) {
        at = after_bare(json, at + 1);
    }
    match json.get(at)? {
        b'"' => Some(StringEnd { end: at + 1, is_plain: true }),
        _ => Some(StringEnd { end: after_string(json, at)?, is_plain: false }),
    }
}

/// Returns the end of the string that `at` is inside of, past its closing quote; none if the string is not closed, or
/// not valid.
fn after_string(json: &[u8], mut at: usize) -> Option<usize> {
    loop {
        for chunk in json[at..].as_chunks::<CHUNK>().0 {
            let bytes = u8x16::new(*chunk);
            let is_control = bytes.min(LAST_CONTROL).simd_eq(bytes);
            let found = is_control | bytes.simd_eq(QUOTE) | bytes.simd_eq(BACKSLASH);
            let before = CHUNK.min(found.to_bitmask().trailing_zeros() as usize);
            at += before;
            if before < CHUNK {
                break;
            }
        }
        match *json.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += escape_length(&json[at..])?,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// The length of the escape that begins some JSON.
pub(crate) fn escape_length(json: &[u8]) -> Option<usize> {
    match json.get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => json.get(2..6)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// Returns true for a character that JSON allows in a string, and that can take over a terminal or turn a line of text
/// around.
pub fn is_hostile(character: char) -> bool {
    matches!(
        character,
        '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Returns true for a character that people do not see: one that Unicode lets programs ignore
/// (`Default_Ignorable_Code_Point`), or a mark of annotations.
pub fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The first character in a text that people do not see. None of them is ASCII.
pub fn hidden_in(text: &str) -> Option<char> {
    if text.is_ascii() { None } else { text.chars().find(|it| is_hidden(*it)) }
}

/// Returns true if a text has nothing to see: it is empty, or white space and hidden characters only.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|it| it.is_whitespace() || is_hidden(it))
}

/// Returns true for a character of a text that people do not see, and that is no part of what they read. Characters
/// that join emoji or choose how one looks, that join or part letters, or that make a flag are such a part.
pub fn hides(text: &str, at: usize, character: char) -> bool {
    is_hidden(character) && !is_of_text(text, at, character)
}

/// Returns true if a hidden character is a part of the text around it, such as the joiner U+200D between two emoji.
fn is_of_text(text: &str, at: usize, character: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + character.len_utf8()..].chars().next();
    // What letters of Indic scripts are joined by, and the marks that stand on letters, are not letters to all programs.
    let is_of_script = |it: char| it.is_alphanumeric() || matches!(it, '\u{300}'..='\u{1fff}');
    let is_of_picture = |it: char| is_picture(it) || it == '\u{fe0f}';
    let (Some(before), after) = (before, after.unwrap_or(' ')) else { return false };
    match character {
        '\u{200d}' if is_of_picture(before) => is_picture(after),
        '\u{200c}' => is_of_script(before) && is_of_script(after),
        '\u{200d}' => is_of_script(before) && matches!(before, '\u{600}'..='\u{1fff}') && is_of_script(after),
        '\u{fe0e}' | '\u{fe0f}' => is_picture(before) || after == '\u{20e3}',
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => {
            matches!(before, '\u{2e80}'..='\u{9fff}' | '\u{20000}'..)
        }
        // A black flag, and the letters of a region.
        '\u{e0020}'..='\u{e007f}' => {
            text[..at].trim_end_matches(|it| matches!(it, '\u{e0020}'..='\u{e007e}')).ends_with('\u{1f3f4}')
        }
        _ => false,
    }
}

/// Returns true for a symbol or an emoji.
fn is_picture(character: char) -> bool {
    matches!(
        character,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
            | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
    )
}

/// Returns true if the character at an offset of a text must not be printed: it is hostile, or the second `#` of one of
/// [`COMMANDS`].
fn is_unsafe_at(text: &str, at: usize, character: char) -> bool {
    is_hostile(character)
        || (character == '#' && text[..at].ends_with('#') && begins_command(&text.as_bytes()[at - 1..]))
}

/// Writes a text as JSON: as `serde_json` does, and with everything escaped that is unsafe to print.
pub fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    if is_bare(text) {
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return;
    }
    let mut written = 0;
    for (at, character) in text.char_indices() {
        let short = match character {
            ' '..='~' if !matches!(character, '"' | '\\' | '#') => continue,
            '"' => b'"',
            '\\' => b'\\',
            '\n' => b'n',
            '\r' => b'r',
            '\t' => b't',
            '\u{8}' => b'b',
            '\u{c}' => b'f',
            '\0'..='\u{1f}' => b'u',
            _ if is_unsafe_at(text, at, character) => b'u',
            _ => continue,
        };
        out.extend_from_slice(&text.as_bytes()[written..at]);
        match short {
            b'u' => push_unicode_escape(character, out),
            short => out.extend_from_slice(&[b'\\', short]),
        }
        written = at + character.len_utf8();
    }
    out.extend_from_slice(&text.as_bytes()[written..]);
    out.push(b'"');
}

/// Returns a raw string with everything escaped that is unsafe to print, and all else unchanged.
pub fn safe(raw: &str) -> Cow<'_, [u8]> {
    if !raw.char_indices().any(|(at, character)| is_unsafe_at(raw, at, character)) {
        return Cow::Borrowed(raw.as_bytes());
    }
    let mut out = Vec::new();
    write_safe(raw, &mut out);
    Cow::Owned(out)
}

/// Writes that.
pub fn write_safe(raw: &str, out: &mut Vec<u8>) {
    let mut written = 0;
    for (at, character) in raw.char_indices().filter(|(at, character)| is_unsafe_at(raw, *at, *character)) {
        out.extend_from_slice(&raw.as_bytes()[written..at]);
        push_unicode_escape(character, out);
        written = at + character.len_utf8();
    }
    out.extend_from_slice(&raw.as_bytes()[written..]);
}

fn push_unicode_escape(character: char, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let code = u32::from(character);
    out.extend_from_slice(b"\\u");
    out.extend([12, 8, 4, 0].map(|shift| HEX[(code >> shift) as usize & 15]));
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    let mut json = Vec::new();
    write_string(text, &mut json);
    String::from_utf8_lossy(&json).into_owned()
}

/// A character as JSON escapes it.
pub fn escape(character: char) -> String {
    between_quotes(&quoted(character.encode_utf8(&mut [0; 4]))).to_owned()
}

/// The range of the character that stands at an offset of a text; at its end, there is none.
pub fn character_at(text: &str, at: usize) -> Range<usize> {
    at..text[at..].chars().next().map_or(at, |character| at + character.len_utf8())
}

/// Returns the end of the string that begins at `at`, past its closing quote; if it is not closed, the end of the JSON.
pub fn end_of_string(json: &[u8], at: usize) -> usize {
    after_quote(json, at + 1).unwrap_or(json.len())
}

/// Returns the end of the string that `at` is inside of, past its closing quote, if it is closed. Its escapes and
/// control characters need not be valid.
pub fn after_quote(json: &[u8], mut at: usize) -> Option<usize> {
    while let Some(skipped) = memchr::memchr2(b'"', b'\\', json.get(at..)?) {
        at += skipped;
        if json[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
    None
}

/// Returns the offset in a raw string of what stands at this offset of the text that it stands for: in `"\nab"`, the
/// `a` is at 1 of the text, and at 3 of the raw string.
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
