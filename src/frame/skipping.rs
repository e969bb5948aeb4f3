//! Parts of a source that are passed over without being read, and their ends.

use super::braces::{Braces, RECORD_SEPARATOR};
use super::limits::SMALL;
use super::line::Before;
use super::resync;
use crate::input::unicode::Encoding;
use crate::json::is_space;

/// The part of a source that is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipping {
    Nothing,
    /// Everything to the next opening brace.
    ToBrace,
    /// Everything to the end of an item of an array, or of the array, or the next opening brace.
    ToItem,
    /// Everything to the end of the line, or of the record.
    ToLineEnd,
    /// Everything to the end of an object.
    Object(Braces),
    /// Everything to the end of a line in this encoding.
    Line(Encoding),
}

impl Skipping {
    /// Goes on to its end in more of the source, and says how much of that it passes over. White space after it is not
    /// passed over, so as long as nothing else comes, that may wait.
    ///
    /// Of an object, `before` stands before it on its line: a line that begins so, and with a brace, holds the next one.
    pub(super) fn go_on(&mut self, bytes: &[u8], in_list: bool, before: Before<'_>, is_last: bool) -> usize {
        let is_object = matches!(self, Skipping::Object(_)) && !in_list && !is_last;
        let bytes = if is_object { &bytes[..before.beginning(bytes)] } else { bytes };
        let end = self.end(bytes, in_list, before);
        let within = &bytes[..end.unwrap_or(bytes.len())];
        let passed = match self {
            Skipping::Line(_) if end.is_none() && !is_last => Encoding::within_line(within),
            Skipping::Nothing | Skipping::ToLineEnd | Skipping::Line(_) => within.len(),
            _ => within.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1),
        };
        if end.is_some() || is_last {
            *self = Skipping::Nothing;
        } else if within.len() - passed > SMALL && !matches!(self, Skipping::Line(_)) {
            // A line break may be followed by a brace in the next block.
            return within.len() - 1;
        }
        passed
    }

    /// Returns its end in more of the source, if it is there. In an array, a line is no sign of the next payload.
    fn end(&mut self, bytes: &[u8], in_list: bool, before: Before<'_>) -> Option<usize> {
        match self {
            Skipping::ToBrace => memchr::memchr2(b'{', RECORD_SEPARATOR, bytes),
            Skipping::ToItem => bytes.iter().position(|byte| matches!(byte, b'{' | b',' | b']' | &RECORD_SEPARATOR)),
            Skipping::ToLineEnd => memchr::memchr3(b'\n', b'\r', RECORD_SEPARATOR, bytes),
            Skipping::Object(braces) => {
                let line = if in_list { None } else { resync::next_line(bytes, before) };
                braces.end(&bytes[..line.unwrap_or(bytes.len())]).or(line)
            }
            Skipping::Line(encoding) => encoding.end_of_line(bytes),
            Skipping::Nothing => None,
        }
    }
}
