//! Requests as they were sent: a head, a blank line, and a body. Saved so, or as `curl -v` tells of them.

use std::str;

use anyhow::Result;

use super::carried::Document;
use super::chunk::Chunk;
use super::framer::{Attempt, Framer};
use super::limits::SMALL;
use super::state::{After, List};
use super::{Form, Role};
use crate::carriers;
use crate::embedded::{self, Embedded};
use crate::finding::Problem;
use crate::json;

/// A head: its length, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// There is none here.
    None,
    /// More of the source is wanted to tell.
    Wanted,
    /// A body follows so many bytes, in chunks with their sizes between them or in one piece.
    Until {
        /// The length of the head.
        body: usize,
        is_chunked: bool,
        /// True if it is the head of an answer.
        is_answer: bool,
    },
}

/// The head of a request that begins a text, or what a tool tells of requests.
pub(super) fn head(text: &str, is_complete: bool) -> Head {
    let (mut at, mut is_chunked, mut is_answer, mut in_head) = (0, false, false, false);
    loop {
        let rest = &text[at..];
        let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) else {
            let may_go_on = !is_complete && text.len() <= SMALL && (at > 0 || may_begin(rest));
            return match (may_go_on, at) {
                (true, _) => Head::Wanted,
                (false, 0) => Head::None,
                // The body is empty, or a tool had the last word.
                (false, _) if is_told(rest) || in_head && is_field(rest) => {
                    Head::Until { body: text.len(), is_chunked, is_answer }
                }
                (false, at) => Head::Until { body: at, is_chunked, is_answer },
            };
        };
        let line = rest[..end].trim_end();
        let own = line.strip_prefix(['>', '<']).map_or(line, str::trim_start);
        if is_start(own) {
            (in_head, is_chunked, is_answer) = (true, false, own.starts_with("HTTP/"));
        } else if in_head && line.is_empty() {
            return Head::Until { body: at + end + 1, is_chunked, is_answer };
        } else if in_head && is_field(own) {
            is_chunked |= carriers::is_of_chunks(own);
        } else if !is_told(line) && (at == 0 || !line.is_empty()) {
            return if at == 0 { Head::None } else { Head::Until { body: at, is_chunked, is_answer } };
        }
        at += end + 1;
    }
}

/// True if a line that is not all there may be the first of a head.
fn may_begin(line: &str) -> bool {
    let own = line.strip_prefix(['>', '<']).map_or(line, str::trim_start);
    let method = own.split(' ').next().unwrap_or_default();
    is_told(line) || is_method(method) || "HTTP/".starts_with(own.get(..5).unwrap_or(own))
}

fn is_method(word: &str) -> bool {
    (1..=10).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True if a line begins a request or a response: `POST /hook HTTP/1.1`, `HTTP/2 200`, in the files of some editors
/// `POST https://example.com/hook`.
fn is_start(line: &str) -> bool {
    let is_version = |word: &str| word.strip_prefix("HTTP/").is_some_and(|it| it.starts_with(['0', '1', '2', '3']));
    let mut words = line.split(' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(version), Some(status), _, _) if is_version(version) => status.len() == 3,
        (Some(method), Some(_), Some(version), None) => is_method(method) && is_version(version),
        (Some(method), Some(url), None, _) => {
            is_method(method) && ["http://", "https://"].iter().any(|it| url.starts_with(it))
        }
        _ => false,
    }
}

/// True if a line is a field of a head: `Content-Type: application/json`.
fn is_field(line: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    line.split_once(':').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(is_of_name))
}

/// Returns the time at which a request was sent, in milliseconds from 1970, if its head says so:
/// `Date: Tue, 03 Mar 2026 10:00:00 GMT`.
fn sent(head: &str) -> Option<i64> {
    let fields = head.lines().filter_map(|line| line.trim_start_matches(['>', '<', ' ']).split_once(':'));
    carriers::said_in_headers(fields.map(|(name, value)| (name, value.trim())))
}

/// True if a line is one that `curl -v` tells: `* Connected`, `> Host: …`, `< Date: …`, `} [34 bytes data]`, its
/// progress; or one that divides requests in a file of them.
fn is_told(line: &str) -> bool {
    let is_count =
        |rest: &str| rest.starts_with(|it: char| it.is_ascii_digit()) && rest.trim_end().ends_with(" bytes data]");
    // What quotes a payload is none: `> {"event":…}`.
    let is_object = |rest: &str| rest.trim_start().starts_with('{');
    matches!(line, ">" | "<" | "*")
        || ["* ", "> ", "< "].iter().any(|sign| line.strip_prefix(sign).is_some_and(|rest| !is_object(rest)))
        || line.starts_with("###")
        || ["{ [", "} ["].iter().any(|sign| line.strip_prefix(sign).is_some_and(is_count))
        || line.contains("--:--:--")
        || (line.contains("% Total") && line.contains("% Received"))
        || line.trim_start().starts_with("Dload  Upload")
}

/// Returns the length of a body in chunks: `4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n`; nothing if it does not begin as one,
/// or not all of it is there.
fn chunked_length(bytes: &[u8], is_complete: bool) -> Option<usize> {
    let mut at = 0;
    while let Some((size, start)) = embedded::chunk_at(bytes, at) {
        if size == 0 {
            let line = |line: &&[u8]| str::from_utf8(line).is_ok_and(|line| is_field(line.trim_end()));
            let fields = bytes[start..].split_inclusive(|byte| *byte == b'\n').take_while(line);
            let end = start + fields.map(<[u8]>::len).sum::<usize>();
            // The line after the last of them ends the body.
            return (is_complete || bytes[end..].contains(&b'\n')).then_some(end);
        }
        at = start.saturating_add(size);
    }
    (is_complete && at > 0).then_some(bytes.len())
}

/// A body in chunks from here on, and its end in the text of the source, which is not beyond another place there.
fn chunks<'c>(chunk: &Chunk<'c>, at: usize, limit: usize, is_complete: bool) -> Option<(Embedded<'c>, usize)> {
    let start = chunk.raw_offset(at);
    let bytes = &chunk.raw().0[start..];
    let length = chunked_length(bytes, is_complete)?;
    let end = chunk.text_offset(start + length);
    (end <= limit).then(|| (Embedded::in_chunks(&bytes[..length]), end))
}

impl Framer<'_> {
    /// Passes over the head of a request that begins here, if one does, and over a body in chunks deals with what these hold;
    /// says how long that is.
    pub(super) fn head(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        if self.form != Form::Json
            || self.carried.is_some()
            || self.state.list != List::None
            || self.state.indent.is_none()
        {
            return Ok(Attempt::Other);
        }
        let (rest, is_complete) = self.view(chunk, at);
        let (body, is_chunked, is_answer) = match head(rest, is_complete) {
            Head::None => return Ok(Attempt::Other),
            Head::Wanted => return Ok(Attempt::Wanting),
            Head::Until { body, is_chunked, is_answer } => (body, is_chunked, is_answer),
        };
        if self.is_ahead && (is_chunked || self.examiner.is_new_place("")) {
            return Ok(Attempt::Wanting);
        }
        let chunks = if is_chunked { chunks(chunk, at + body, at + rest.len(), is_complete) } else { None };
        if is_chunked && chunks.is_none() && !is_complete && rest.len() <= self.max_size {
            return Ok(Attempt::Wanting);
        }
        let text = json::without_space(&rest[..body]);
        self.examiner.skip(text, Problem::TrailingData);
        self.emit(chunk, at, at + text.len(), Role::Carrier)?;
        self.state.received = if is_answer { None } else { sent(text) };
        self.state.after_head = Some(if is_answer { After::Answer } else { After::Request });
        let Some((inner, end)) = chunks else { return Ok(Attempt::Done(text.len())) };
        if !json::is_blank(inner.text()) && !is_answer {
            self.state.after_head = None;
            let whole = Document::outermost(&inner, chunk, at);
            self.carry_inner(&Document { range: at + body..end, ..whole })?;
        }
        // A line break shows that what comes next begins a line.
        Ok(Attempt::Done(json::without_space(&rest[..end - at]).len()))
    }
}
