//! JSON text below the parser: values as they are written, which the reader lends out raw.
//!
//! A raw value was accepted by the reader already, so its syntax is not checked here again.

mod string;

mod canonical;
mod closed;
mod value;

use std::iter;

pub use canonical::{NotCanonical, Reason, write_canonical};
pub use closed::closed;
pub use string::{
    COMMANDS, LONG, after_quote, between_quotes, character_at, end_of_string, escape, first_characters, hidden_in,
    hides, is_blank, is_hidden, is_hostile, is_plain, key_text, quoted, raw_offset, safe, unescape, unescape_inner,
    write_safe, write_string,
};
pub(crate) use string::{escape_length, escaped, string_at};
pub(crate) use value::keys;
pub use value::{MAX_DEPTH, Pointers, ValueError, pointer_at, too_deep_at, value_errors, write_compact, write_pretty};

/// Form of a value, as far as the reader sees it in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text, all of it printable ASCII, and none of it an escape or to be escaped.
    Plain,
    /// A whole number of so few digits that every program can hold it.
    Whole,
    /// In any other way.
    Other,
}

/// The JSON type of a raw value, with its article.
pub fn type_name(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Returns true if a raw value is a string.
pub fn is_string(raw: &str) -> bool {
    raw.starts_with('"')
}

/// Returns true if a raw value is an object or an array.
pub fn is_container(raw: &str) -> bool {
    raw.starts_with(['{', '['])
}

/// Returns true if a raw value is an object or an array without members or items: `{ }`.
pub fn is_empty_container(raw: &str) -> bool {
    match raw.as_bytes() {
        [b'{', inner @ .., b'}'] | [b'[', inner @ .., b']'] => inner.iter().all(|byte| is_space(*byte)),
        _ => false,
    }
}

/// Returns true if a text is a whole number as JSON writes it: `-12`, but neither `012` nor `+12`.
pub fn is_whole_number(text: &str) -> bool {
    after_whole_number(text.as_bytes()).is_some_and(<[u8]>::is_empty)
}

/// Returns true if a text is a number as JSON writes it: `-1.5e3`, but neither `.5` nor `1.`.
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

/// Returns the rest of a text after the whole number that begins it.
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

/// Returns true for white space between JSON tokens.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Returns the offset of the next token of a text, from `at` on.
pub fn next_token(text: &str, at: usize) -> Option<usize> {
    Some(at + text.as_bytes().get(at..)?.iter().position(|byte| !is_space(*byte))?)
}

/// A text without the white space at its end that may stand between JSON tokens.
pub fn without_space(text: &str) -> &str {
    text.trim_end_matches([' ', '\t', '\n', '\r'])
}

/// The parser's reason for an error, without the place, which is counted differently here.
pub fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Returns true if the parser's error is a control character in a string.
pub fn is_about_control_character(error: &serde_json::Error) -> bool {
    error.is_syntax() && reason(error).starts_with("control character ")
}

/// Returns the number of control characters in the string that a text begins inside of.
pub fn control_characters(text: &str) -> usize {
    let end = after_quote(text.as_bytes(), 0).unwrap_or(text.len());
    text[..end].bytes().filter(|byte| *byte < b' ').count()
}

/// The offset in a text of the place that the parser's error names.
pub fn offset_of(error: &serde_json::Error, text: &str) -> usize {
    if error.is_eof() {
        return text.trim_end().len();
    }
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    let line = iter::once(0).chain(lines).nth(error.line().saturating_sub(1)).unwrap_or_default();
    // Of what it has read, the parser names the last character; a control character it has only seen.
    let read = usize::from(!is_about_control_character(error));
    text.floor_char_boundary(line + error.column().saturating_sub(read))
}

/// Returns the token at an offset of a text that is no JSON: a word or a number, or else one character. `is_inside`
/// says that the offset belongs to a word, and may be just past its end.
pub fn token_at(text: &str, at: usize, is_inside: bool) -> &str {
    let is_of_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$' | '+' | '-' | '.');
    let (before, after) = text.split_at(at);
    if !is_inside && !after.starts_with(is_of_word) {
        return &after[..after.chars().next().map_or(0, char::len_utf8)];
    }
    let start = before.trim_end_matches(is_of_word).len();
    let end = after.find(|it: char| !is_of_word(it)).unwrap_or(after.len());
    &text[start..at + end]
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
