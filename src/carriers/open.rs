//! JSON that stands in a text: as it is, in quotes, in Base64, as a field of a form, behind the head of a request.

mod multipart;

use std::ops::Range;

use crate::embedded::{self, Embedded, Writing};
use crate::json;
use crate::read;

pub use multipart::begins as begins_form_in_parts;

/// The most texts that may stand in each other: a form field that holds Base64 of JSON in a string.
pub(super) const MOST_OPENED: u8 = 4;

/// The most bytes of a text that are opened: no payload has as many, however it is written.
pub(super) const LARGEST_TEXT: usize = 48 * 1024 * 1024;

/// The fewest characters that are looked at as Base64.
const SHORTEST_BASE64: usize = 12;

/// The most characters of Base64 that the name of the first field of a form takes.
const LONGEST_NAME: usize = 64;

/// The most characters of a string that stand for one: `\ud83d\ude00`.
const LONGEST_ESCAPE: usize = 12;

/// The most bytes of text before JSON in a line of a log.
const MOST_WORDS: usize = 1024;

/// The JSON in a text, or something that holds it: its range, and how it is written there.
struct Inner {
    span: Range<usize>,
    writing: Writing,
    /// The field of a form that it is.
    field: Option<Range<usize>>,
    /// The place in the text from which on there may be another.
    next: Option<usize>,
}

/// True if a text begins like JSON that holds something.
pub(super) fn begins_json(text: &str) -> bool {
    text.trim_ascii_start().starts_with(['{', '['])
}

/// Returns the JSON in a text that is none itself: the first from an offset on, which is 0 or said to be that of the
/// next.
fn inner(text: &str, from: usize) -> Option<Inner> {
    let start = text.len() - text.trim_ascii_start().len();
    let rest = &text[start..];
    match rest.as_bytes().first()? {
        b'-' => multipart::part(text, from.max(start)).or_else(|| behind_words(text)),
        _ if from > 0 => form(text, from),
        b'"' => {
            let end = start + json::string_at(rest.as_bytes(), 0)?.end;
            text[end..].trim_ascii().is_empty().then(|| of(start + 1..end - 1, Writing::Escaped))
        }
        b'b' if end_of_bytes(rest).is_some() => Some(of(start + 2..start + end_of_bytes(rest)?, Writing::Literal)),
        b'A'..=b'Z' | b'a'..=b'z' | b'_' => base64(rest)
            .map(|(end, writing)| of(start..start + end, writing))
            .or_else(|| form(text, start))
            .or_else(|| {
                let (body, writing) = request_body(rest)?;
                Some(of(start + body..text.len(), writing))
            })
            .or_else(|| behind_words(text)),
        b'%' => begins_json(&decoded(rest)).then(|| of(start..text.len(), Writing::Form)),
        _ => behind_words(text),
    }
}

/// The beginning of bytes whose quotes are escaped.
const ESCAPED_BYTES: &str = "b\"{\\\"";

/// True if a text begins like bytes that hold JSON, as programs print them: `b'{"event":`, `b"{\"event\":`.
fn begins_bytes(text: &str) -> bool {
    text.strip_prefix("b'").is_some_and(begins_json) || text.starts_with(ESCAPED_BYTES)
}

/// Returns the place of the quote that ends a text of nothing but such bytes.
fn end_of_bytes(text: &str) -> Option<usize> {
    let quote = begins_bytes(text).then(|| &text.as_bytes()[1..2])?;
    let end = 2 + embedded::end_of_literal(&text[2..], quote)?;
    text[end + 1..].trim_ascii().is_empty().then_some(end)
}

/// Returns the range of the numbers in the array that begins here, if they are those of the bytes of a text: `[123, 34, …]`.
pub(super) fn numbers(json: &str, array: usize) -> Option<Range<usize>> {
    let inner = json.get(array..)?.strip_prefix('[')?;
    let start = array + 1 + (inner.len() - inner.trim_ascii_start().len());
    json[start..].starts_with(|it: char| it.is_ascii_digit()).then_some(())?;
    let end = start + memchr::memchr(b']', &json.as_bytes()[start..])?;
    let is_byte = |number: &str| number.trim_ascii().parse::<u8>().is_ok();
    let mut numbers = json[start..end].split(',');
    let is_text = numbers.by_ref().take(SHORTEST_BASE64).filter(|it| is_byte(it)).count() == SHORTEST_BASE64;
    (is_text && numbers.all(is_byte)).then_some(start..end)
}

/// The only JSON in a line of a log: `10:00 INFO got {"event":…}`.
fn behind_words(text: &str) -> Option<Inner> {
    let near = &text[..text.floor_char_boundary(MOST_WORDS)];
    let begins = |at: &usize| near[at + 1..].starts_with(['"', '“', '”', '\'']);
    let brace = memchr::memchr_iter(b'{', near.as_bytes()).find(begins)?;
    let quote = brace.checked_sub(2).filter(|at| text.get(*at..).is_some_and(begins_bytes)).map(|at| at + 1);
    if let Some(quote) = quote
        && let Some(length) = embedded::end_of_literal(&text[brace..], &text.as_bytes()[quote..brace])
    {
        let end = brace + length;
        return (!text[end..].contains('{')).then(|| of(brace..end, Writing::Literal));
    }
    let start = near[..brace].trim_end().strip_suffix('[').map_or(brace, str::len);
    let end = read::value(text, start).unwrap_or_else(|| text.trim_ascii_end().len());
    (!text[end..].contains('{')).then(|| of(start..end, Writing::Plain))
}

fn of(span: Range<usize>, writing: Writing) -> Inner {
    Inner { span, writing, field: None, next: None }
}

/// The beginning of a field of a form, decoded.
fn decoded(raw: &str) -> String {
    let near = &raw[..raw.floor_char_boundary(64)];
    let around = Embedded::outermost(near);
    Embedded::within(&around, 0..near.len(), Writing::Form).map(|it| it.text().to_owned()).unwrap_or_default()
}

/// Returns the length of the Base64 in a text that is nothing else, and what is written in it, if it may be JSON or hold
/// some.
fn base64(text: &str) -> Option<(usize, Writing)> {
    let end = text.trim_ascii_end().len();
    let (may_be, writing) = match text.as_bytes().get(..3)? {
        // `{`, `[`, `"`, and a space or a line break before one; `POST`, `PUT` and `PATCH`, the methods of requests; `--`,
        // before the parts of a form.
        [b'e', b'w'..=b'z' | b'0'..=b'9' | b'+' | b'-', _]
        | [b'W' | b'C' | b'D', _, _]
        | [b'I', b'i' | b'j' | b'H' | b'F' | b'l', _]
        | [b'U', b'E' | b'F', _]
        | b"LS0" => (true, Writing::Base64),
        b"H4s" => (true, Writing::Gzip),
        _ => (text[..end].len() >= SHORTEST_BASE64 && begins_form(text), Writing::Base64),
    };
    let is_of_it =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=' | b'\r' | b'\n');
    (may_be && end >= SHORTEST_BASE64 && text[..end].bytes().all(is_of_it)).then_some((end, writing))
}

/// True if Base64 begins like that of the fields of a form: `cGF5bG9hZD0lN0I`, which is `payload=%7B`.
fn begins_form(text: &str) -> bool {
    let begins = |length: usize, is_it: &dyn Fn(&str) -> bool| {
        let near = &text[..text.floor_char_boundary(length)];
        let around = Embedded::outermost(near);
        Embedded::within(&around, 0..near.len(), Writing::Base64).is_some_and(|it| is_it(it.text()))
    };
    let is_of_form = |text: &str| text.bytes().all(|byte| is_of_name(byte) || matches!(byte, b'=' | b'&' | b'+'));
    begins(SHORTEST_BASE64, &is_of_form) && begins(LONGEST_NAME, &|text| text.contains('='))
}

/// True for the characters of names in a form.
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%' | b'[' | b']')
}

/// The first field of a form that holds JSON, from an offset on: `payload=%7B…`.
fn form(text: &str, start: usize) -> Option<Inner> {
    let end = text.trim_ascii_end().len();
    let mut at = start;
    for pair in text[start..end].split('&') {
        let (name, value) = pair.split_once('=')?;
        if name.is_empty() || !name.bytes().all(is_of_name) || value.bytes().any(|byte| byte.is_ascii_whitespace()) {
            return None;
        }
        let value_at = at + name.len() + 1;
        if begins_json(&decoded(value)) {
            let span = value_at..at + pair.len();
            let next = Some(span.end + 1).filter(|next| *next < end);
            return Some(Inner { span, writing: Writing::Form, field: Some(at..at + name.len()), next });
        }
        at += pair.len() + 1;
    }
    None
}

/// Returns the beginning of the body of a request that is saved with its head, and how the body is written.
fn request_body(text: &str) -> Option<(usize, Writing)> {
    let line = &text[..text.find('\n')?];
    if !line.trim_ascii_end().ends_with(['0', '1', '2', '3']) || !line.contains(" HTTP/") {
        return None;
    }
    let body = [("\r\n\r\n", 4), ("\n\n", 2)].into_iter().find_map(|(gap, length)| Some(text.find(gap)? + length))?;
    let is_chunked = text[..body].lines().any(is_of_chunks);
    Some((body, if is_chunked { Writing::Chunked } else { Writing::Plain }))
}

/// True if a field of a head says that the body comes in chunks: `Transfer-Encoding: chunked`.
pub fn is_of_chunks(field: &str) -> bool {
    field.split_once(':').is_some_and(|(name, value)| {
        name.eq_ignore_ascii_case("transfer-encoding") && value.to_ascii_lowercase().contains("chunked")
    })
}

/// True if a text may begin something whose end [`end_of_text`] finds.
pub fn begins_text(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(text.len().min(64))];
    let line = near.split(['\r', '\n']).next().unwrap_or_default();
    begins_bytes(line)
        || (line.starts_with("b\"{") && ESCAPED_BYTES.starts_with(line))
        || base64(line).is_some()
        || near.contains('=') && form(line, 0).is_some()
        || multipart::begins(text)
}

/// The consumer of the text that JSON stands in, given how many texts were opened and the fields of forms on the way.
pub(super) type Enter<'e, E> = &'e mut dyn FnMut(&Embedded<'_>, u8, &[String]) -> Result<(), E>;

/// Opens the text in a range of another until JSON stands there that holds something, and goes on with that; with each, if
/// the text is a form that holds several. `opened` is how many were opened before. Says whether there was any.
pub(super) fn open<E>(
    around: &Embedded<'_>,
    span: Range<usize>,
    writing: Writing,
    opened: u8,
    enter: Enter<'_, E>,
) -> Result<bool, E> {
    open_below(around, span, writing, (opened, &mut Vec::new()), enter)
}

fn open_below<E>(
    around: &Embedded<'_>,
    span: Range<usize>,
    writing: Writing,
    (opened, fields): (u8, &mut Vec<String>),
    enter: Enter<'_, E>,
) -> Result<bool, E> {
    // What is compressed once more takes too much memory.
    let is_too_deep = opened >= MOST_OPENED || (writing == Writing::Gzip && around.is_unpacked());
    if is_too_deep || span.len() > LARGEST_TEXT {
        return Ok(false);
    }
    let Some(here) = Embedded::within(around, span, writing) else { return Ok(false) };
    if begins_json(here.text()) {
        return enter(&here, opened + 1, fields).map(|()| true);
    }
    let (mut is_any, mut from) = (false, Some(0));
    while let Some(Inner { span, writing, field, next }) = from.and_then(|from| inner(here.text(), from)) {
        let length = fields.len();
        fields.extend(field.map(|name| here.text()[name].to_owned()));
        is_any |= open_below(&here, span, writing, (opened + 1, &mut *fields), &mut *enter)?;
        fields.truncate(length);
        from = next;
    }
    Ok(is_any)
}

/// Returns the range in a text of the string that begins behind this quote, if it is not closed. Half an escape that it
/// ends with is no part of it.
pub(super) fn cut_string(text: &Embedded<'_>, quote: usize) -> Option<Range<usize>> {
    let json = text.text();
    if json::after_quote(json.as_bytes(), quote + 1).is_some() {
        return None;
    }
    let ends = (0..=LONGEST_ESCAPE).filter_map(|less| json.len().checked_sub(less));
    let mut spans = ends.filter(|end| *end > quote && json.is_char_boundary(*end)).map(|end| quote + 1..end);
    spans.find(|span| json::unescape_inner(&json[span.clone()]).is_some())
}

/// Returns the end of a text that is no JSON and may hold some: that of its line or, if it is Base64 broken into lines,
/// of these; of a form in parts, that of the last.
pub fn end_of_text(text: &str) -> Option<usize> {
    if multipart::begins(text) {
        return multipart::end(text);
    }
    let line = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
    let mut length = text[..line].trim_ascii_end().len();
    // A line that holds all of an object is not broken up.
    let is_whole = |line: &str| {
        let outermost = Embedded::outermost(line);
        let inner = Embedded::within(&outermost, 0..line.len(), Writing::Base64);
        inner.is_some_and(|it| json::next_token(it.text(), 0).is_some_and(|at| read::value(it.text(), at).is_some()))
    };
    let is_broken_up =
        |line: &str| line.len() >= 60 && line.len().is_multiple_of(4) && base64(line).is_some() && !is_whole(line);
    if is_broken_up(&text[..length]) {
        let width = length;
        while let Some(rest) = text.get(length..).filter(|_| length > 0) {
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or_default();
            let start = text.len() - rest.len();
            let next = rest.split('\n').next().unwrap_or_default().trim_ascii_end();
            let is_of_it = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
            if next.is_empty() || next.len() > width || !next.bytes().all(is_of_it) {
                break;
            }
            length = start + next.len();
            if next.len() < width {
                break;
            }
        }
    }
    inner(&text[..length], 0).map(|_| length)
}
