//! Things in place of a payload that are no object: a value, a value that is cut, or no JSON at all.

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
        let Some((length, problem)) = self.told_apart(rest, is_complete) else { return Ok(None) };
        let is_alone = match problem {
            Problem::NoPayload { .. } if self.state.indent.is_some() => is_end_of_line(rest, length, is_complete),
            _ => Some(false),
        };
        let Some(is_alone) = is_alone else { return Ok(None) };
        let is_cut = length == rest.len() && !is_complete;
        if is_cut && length <= SMALL {
            return Ok(None);
        }
        let (role, problem) = self.role_of(problem, is_alone, || begins_text(rest, length));
        if self.state.list != List::None {
            self.state.list = List::Item;
        }
        if is_cut {
            self.state.skipping = self.rest_of_cut();
        }
        self.state.index += u64::from(role == Role::Payload);
        let text = json::without_space(&rest[..length]);
        self.examiner.skip(text, problem);
        self.emit(chunk, at, at + text.len(), role)?;
        // White space belongs to what is cut only if more of it comes.
        Ok(Some(if is_cut { text.len() } else { length }))
    }

    /// Tells what begins here, by itself, and how long it is; nothing if more of the source is wanted. A value is as long as
    /// the parser says, anything else goes on to where a payload or an item of the array could begin: `oops, {` to its
    /// brace, in an array to its comma.
    fn told_apart(&mut self, rest: &str, is_complete: bool) -> Option<(usize, Problem)> {
        let in_list = self.state.list != List::None;
        let told = match self.value(rest) {
            // An object in quotes whose own quotes are not escaped.
            Ok(_) if !in_list && repair::opens_quoted_json(rest) => (1, Problem::InvalidJson(JsonError::NoPayload)),
            Err(error) if error.is_eof() && !is_complete => return None,
            Err(error) => {
                let is_end =
                    |byte: u8| matches!(byte, b'{' | RECORD_SEPARATOR) || (in_list && matches!(byte, b',' | b']'));
                let length = rest.bytes().skip(1).position(is_end).map_or(rest.len(), |end| end + 1);
                self.state.spend(json::offset_of(&error, rest).saturating_sub(length));
                match json::too_deep_at(&rest[..length]) {
                    Some(_) => (length, Problem::TooDeep),
                    None => (length, Problem::InvalidJson(self.no_json(&rest[..length]))),
                }
            }
            Ok(length) if json::too_deep_at(&rest[..length]).is_some() => (length, Problem::TooDeep),
            Ok(length) if !in_list && json::is_string(rest) => match Next::after(rest, length, is_complete) {
                Next::Wanted => return None,
                Next::Member { colon } => (colon, Problem::BareMember),
                Next::Other => (length, Problem::NoPayload { found: json::type_name(rest) }),
            },
            Ok(length) => (length, Problem::NoPayload { found: json::type_name(rest) }),
        };
        Some(told)
    }

    /// Returns the role of what is no object, and what is said of it. An item of an array and what is alone on its line were
    /// meant to be payloads; anything else may be text around some.
    fn role_of(&self, problem: Problem, is_alone: bool, begins_text: impl Fn() -> bool) -> (Role, Problem) {
        match problem {
            problem if self.state.list != List::None || is_alone => (Role::Payload, problem),
            Problem::BareMember => (Role::Between, problem),
            _ if self.state.after_head == Some(After::Answer) => (Role::Carrier, problem),
            _ if self.state.index > 0 && !(self.carried.is_some() && self.state.is_empty) => {
                (Role::Text, Problem::TrailingData)
            }
            Problem::InvalidJson(_) => (Role::Text, problem),
            Problem::NoPayload { .. } if begins_text() => (Role::Text, Problem::InvalidJson(JsonError::NoPayload)),
            problem => (Role::Payload, problem),
        }
    }

    /// Returns how the rest is passed over of something that is longer than what is held of it.
    fn rest_of_cut(&self) -> Skipping {
        if self.state.list == List::None { Skipping::ToBrace } else { Skipping::ToItem }
    }
}

/// The kind of text after a string.
enum Next {
    /// A colon and an object, which make the string the key of a member without braces around it:
    /// `"visitor": {"id": 1}`.
    Member {
        /// The end of its colon.
        colon: usize,
    },
    /// Something else.
    Other,
    /// More of the source is wanted.
    Wanted,
}

impl Next {
    /// Tells what comes after the string that ends here. Much white space is not looked at.
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

/// True if a number is the beginning of a line that holds a payload: the hour in `10:00 {`, an id in `17 | {`.
fn begins_text(text: &str, length: usize) -> bool {
    let is_number = text.starts_with(|it: char| it == '-' || it.is_ascii_digit());
    let rest = text[length..].trim_start_matches([' ', '\t', '|']);
    is_number && (rest.starts_with('{') || text[length..].starts_with([':', '-', '.', '/', '|']))
}

/// True if a line ends after the value that ends here, white space left out; nothing if more of the source is wanted.
/// Much of it is not looked at.
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
