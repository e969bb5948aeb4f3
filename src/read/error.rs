//! The place at which a text stops being JSON, as people would name it: the parser stops where it can go no further.

use std::ops::Range;

use crate::json;

/// Place at which a text stops being JSON: in `{"a": x}` that of the `x`.
#[derive(Debug)]
pub struct SyntaxError {
    /// Span of bytes in the text to look at.
    pub span: Range<usize>,
    /// True if the span is a string that the end of its line cuts off before the closing quote.
    pub is_unclosed: bool,
}

impl SyntaxError {
    /// Finds the span to look at for a parser's error about a text.
    pub fn of(error: &serde_json::Error, text: &str) -> SyntaxError {
        let at = json::offset_of(error, text);
        let reason = json::reason(error);
        let span = match (reason.as_str(), stop_in_strings(text.as_bytes(), at)) {
            ("expected value", _) => missing_value(text, at),
            (_, Some(Stop::Escape(escape))) => Some(escape..end_of_escape(text, escape)),
            (_, Some(Stop::LineEnd { opening, end })) => {
                return SyntaxError { span: opening..end, is_unclosed: true };
            }
            (_, None) => None,
        };
        SyntaxError { span: span.unwrap_or_else(|| json::character_at(text, at)), is_unclosed: false }
    }
}

/// Fault inside a string, which the string cannot go on after.
enum Stop {
    /// An escape that is none, here.
    Escape(usize),
    /// The end of the line, before the closing quote of the text that began here.
    LineEnd { opening: usize, end: usize },
}

/// Returns the first fault in a string that begins before byte `by`; none if each of them ends at its quote.
fn stop_in_strings(json: &[u8], by: usize) -> Option<Stop> {
    let mut at = 0;
    loop {
        let opening = at + memchr::memchr(b'"', json.get(at..by)?)?;
        at = opening + 1;
        loop {
            match json.get(at)? {
                b'"' => break,
                b'\\' => match json::escape_length(&json[at..]) {
                    Some(length) => at += length,
                    None => return Some(Stop::Escape(at)),
                },
                b'\n' | b'\r' => return Some(Stop::LineEnd { opening, end: at }),
                0..0x20 => return None,
                _ => at += 1,
            }
        }
        at += 1;
    }
}

/// Returns the end of an invalid escape: past its first wrong character, or at the end of the string if that comes
/// first. In `"\u12x4"` that is past the `x`.
fn end_of_escape(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = bytes[start + 1..].strip_prefix(b"u").unwrap_or_default();
    let right = digits.iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let wrong = start + 1 + if bytes.get(start + 1) == Some(&b'u') { 1 + right } else { 0 };
    match bytes.get(wrong) {
        None | Some(b'"' | 0..0x20) => wrong,
        Some(_) => json::character_at(text, wrong).end,
    }
}

/// The span right after a colon, if the line ends there and something else than a value comes next.
fn missing_value(text: &str, at: usize) -> Option<Range<usize>> {
    let before = json::without_space(&text[..at]);
    let is_missing =
        before.ends_with(':') && text[before.len()..at].contains('\n') && text[at..].starts_with(['}', ']', ',']);
    is_missing.then_some(before.len()..before.len())
}

/// The longest line that a terminal takes, in bytes without its end: what is pasted and longer is cut there.
const LONGEST_TYPED: usize = 4095;

/// Returns the end of a line that is as long as a terminal takes them, if the error with this span comes of that.
pub fn cut_line_before(text: &str, span: &Range<usize>) -> Option<usize> {
    let is_line_end = |at: usize| at == text.len() || text[at..].starts_with('\n');
    let end = if is_line_end(span.end) {
        span.end
    } else {
        let before = text[..span.start].trim_ascii_end().len();
        before + text[before..span.start].find('\n')?
    };
    let start = text[..end].rfind('\n').map_or(0, |before| before + 1);
    (end - start == LONGEST_TYPED).then_some(end)
}
