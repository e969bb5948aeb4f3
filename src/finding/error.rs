//! Errors in a text that should be JSON, in the name of an event, and in a number.

use crate::input::format::TextFormat;
use crate::json;

/// The reason why a text is not JSON, or not the JSON that it should be.
#[derive(Clone, Debug)]
pub enum JsonError {
    /// It is against the syntax.
    Syntax {
        /// The parser's words for it: `key must be a string`.
        reason: String,
        /// The token at that place, if there is one.
        found: String,
    },
    /// A text in it holds control characters, as they are.
    ControlCharacters {
        /// The first.
        first: char,
        /// The number of further ones in the same string.
        more: usize,
    },
    /// A text in it is not closed before the end of its line.
    UnclosedString,
    /// It ends, or a line of it does, where a terminal cuts what is pasted.
    CutLine,
    /// It goes on after the value.
    Continued,
    /// It is no payload.
    NoPayload,
    /// It is in a format that is text and not JSON.
    Foreign(TextFormat),
    /// In an array, there is no payload before a comma.
    MissingPayload,
    /// In an array, there is no comma before an item.
    MissingComma,
    /// An array has no end.
    UnclosedList,
    /// It is JSON of another type.
    Holds(&'static str),
}

/// The reason why the name of an event is none, or does not decide which event it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// Nothing.
    Absent,
    /// Under this key, a value that is no name.
    NoName {
        /// The key.
        key: String,
        /// The value's JSON type.
        found: &'static str,
    },
    /// Under several keys, names of different events.
    Names,
    /// The name of one event, beside the fields of another.
    Otherwise,
}

/// An error in a number that does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It is a whole one, and not written like one.
    Written,
    /// It is too large for programs to hold.
    TooLarge,
}

impl JsonError {
    /// The error that the parser found in a text.
    pub fn syntax(error: &serde_json::Error, text: &str) -> JsonError {
        let reason = json::reason(error);
        let at = json::offset_of(error, text);
        if json::is_about_control_character(error)
            && let Some(first) = text[at..].chars().next()
        {
            return JsonError::ControlCharacters { first, more: json::control_characters(&text[at..]) - 1 };
        }
        let is_inside = matches!(reason.as_str(), "expected ident" | "invalid number");
        let found = json::token_at(text, at, is_inside);
        JsonError::Syntax { reason, found: found.chars().take(MOST_FOUND).collect() }
    }
}

/// The most characters of a token that are kept.
const MOST_FOUND: usize = 100;
