//! What stands where a payload should and is no object: a value, a value that is cut, or what is no JSON at all.

use anyhow::Result;

use super::Role;
use super::braces::RECORD_SEPARATOR;
use super::chunk::Chunk;
use super::framer::{Attempt, Framer};
use super::limits::{MOST_BLANKS, SMALL};
use super::skipping::Skipping;
use super::state::{After, List};
use crate::finding::{JsonError, Problem};
use crate::input::format::TextFormat;
use crate::json;
use crate::repair;

impl Framer<'_> {
    /// Says what text is that is no JSON. A source that begins in another format is in that.
    fn no_json(&self, text: &str) -> JsonError {
        let format = if self.state.index == 0 { TextFormat::of(text) } else { None };
        format.map_or(JsonError::NoPayload, JsonError::Foreign)
    }

    /// Deals with something here that is no object, and says how long it is; nothing if more of the source is wanted.
    pub(super) fn stray(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        for attempt in [Framer::head, Framer::carry_text] {
            match attempt(self, chunk, at)? {
                Attempt::Other => {}
                attempt => return Ok(attempt.length()),
            }
        }
        let (rest, is_complete) = self.view(chunk, at);
        let in_list = self.state.list != List::None;
        let is_end = |byte: &u8| matches!(byte, b'{' | &RECORD_SEPARATOR) || (in_list && matches!(byte, b',' | b']'));
        let junk = || rest.bytes().skip(1).position(|byte| is_end(&byte)).map_or(rest.len(), |end| end + 1);
        let (length, problem) = match self.value(rest) {
            // An object in quotes whose own quotes are not escaped.
            Ok(_) if !in_list && repair::opens_quoted_json(rest) => (1, Problem::InvalidJson(JsonError::NoPayload)),
            Err(error) if error.is_eof() && !is_complete => return Ok(None),
            Err(error) => {
                let length = junk();
                self.state.spend(json::offset_of(&error, rest).saturating_sub(length));
                match json::too_deep_at(&rest[..length]) {
                    Some(_) => (length, Problem::TooDeep),
                    None => (length, Problem::InvalidJson(self.no_json(&rest[..length]))),
                }
            }
            Ok(length) if json::too_deep_at(&rest[..length]).is_some() => (length, Problem::TooDeep),
            Ok(length) if !in_list && json::is_text(rest) => match Next::after(rest, length, is_complete) {
                Next::Wanted => return Ok(None),
                Next::Member { colon } => (colon, Problem::BareMember),
                Next::Other => (length, Problem::NoPayload { found: json::type_name(rest) }),
            },
            Ok(length) => (length, Problem::NoPayload { found: json::type_name(rest) }),
        };
        let is_alone = match problem {
            Problem::NoPayload { .. } if self.state.indent.is_some() => is_end_of_line(rest, length, is_complete),
            _ => Some(false),
        };
        let Some(is_alone) = is_alone else { return Ok(None) };
        let text = json::without_space(&rest[..length]);
        let mut length = length;
        if length == rest.len() && !is_complete {
            if length <= SMALL {
                return Ok(None);
            }
            // White space belongs to it only if more of it comes.
            length = text.len();
            self.state.skipping = if in_list { Skipping::ToItem } else { Skipping::ToBrace };
        }
        let (role, problem) = match problem {
            problem if in_list || is_alone => (Role::Payload, problem),
            Problem::BareMember => (Role::Between, problem),
            _ if self.state.after_head == Some(After::Answer) => (Role::Carrier, problem),
            _ if self.state.index > 0 => (Role::Text, Problem::TrailingData),
            Problem::InvalidJson(_) => (Role::Text, problem),
            Problem::NoPayload { .. } if begins_text(rest, length) => {
                (Role::Text, Problem::InvalidJson(JsonError::NoPayload))
            }
            problem => (Role::Payload, problem),
        };
        if in_list {
            self.state.list = List::Item;
        }
        self.state.index += u64::from(role == Role::Payload);
        self.examiner.skip(text, problem);
        self.emit(chunk, at, at + text.len(), role)?;
        Ok(Some(length))
    }
}

/// What follows a string.
enum Next {
    /// What makes it the key of an object, in a member without braces around it: `"visitor": {"id": 1}`.
    Member {
        /// Where its colon ends.
        colon: usize,
    },
    /// Something else.
    Other,
    /// More of the source is wanted.
    Wanted,
}

impl Next {
    /// What follows the string that ends here. Much white space is not looked at.
    fn after(text: &str, end: usize, is_complete: bool) -> Next {
        let blanks_at = |at: usize| {
            text.as_bytes()[at..].iter().take(MOST_BLANKS).take_while(|byte| json::is_space(**byte)).count()
        };
        let mut at = end;
        let mut colon = end;
        for token in [b':', b'{'] {
            let blanks = blanks_at(at);
            match text.as_bytes().get(at + blanks) {
                Some(byte) if *byte == token => at += blanks + 1,
                None if blanks < MOST_BLANKS && at < SMALL && !is_complete => return Next::Wanted,
                _ => return Next::Other,
            }
            if token == b':' {
                colon = at;
            }
        }
        Next::Member { colon }
    }
}

/// Whether a number is how a line begins that holds a payload: the hour in `10:00 {`, an id in `17 | {`.
fn begins_text(text: &str, length: usize) -> bool {
    let is_number = text.starts_with(|it: char| it == '-' || it.is_ascii_digit());
    let rest = text[length..].trim_start_matches([' ', '\t', '|']);
    is_number && (rest.starts_with('{') || text[length..].starts_with([':', '-', '.', '/', '|']))
}

/// Whether a line ends after the value that ends here, white space left out; nothing if more of the source is wanted. Much of
/// it is not looked at.
fn is_end_of_line(text: &str, length: usize, is_complete: bool) -> Option<bool> {
    if length + MOST_BLANKS > SMALL {
        return Some(false);
    }
    let rest = &text.as_bytes()[length..];
    let next = rest.iter().take(MOST_BLANKS).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    match next {
        Some(next) => Some(matches!(next, b'\n' | &RECORD_SEPARATOR)),
        None if rest.len() >= MOST_BLANKS => Some(false),
        None => is_complete.then_some(true),
    }
}
