//! Sentences about text that breaks the syntax of JSON.

use crate::finding::JsonError;
use crate::input::format::TextFormat;
use crate::json;

impl JsonError {
    /// Says what is wrong, where the text that has it goes by this name.
    pub(super) fn message(&self, text: &str) -> String {
        let message = match self {
            JsonError::Syntax { reason, found } => return in_plain_words(reason, &printable(found), text),
            JsonError::ControlCharacters { more: 0, .. } => "a control character inside a string",
            JsonError::ControlCharacters { more, .. } => {
                return format!("a control character inside a string, and {more} more in the same");
            }
            JsonError::UnclosedString => "unterminated string",
            JsonError::CutLine => "its line was cut after 4,095 bytes",
            JsonError::Continued => "unexpected text after the object",
            JsonError::NoPayload => "expected an object (a payload)",
            JsonError::Foreign(TextFormat::Markup) => "this is XML or HTML",
            JsonError::Foreign(TextFormat::Form | TextFormat::Multipart) => "these are the fields of a form",
            JsonError::Foreign(TextFormat::Percent) => "this is percent-encoded",
            JsonError::Foreign(TextFormat::GzipInBase64) => "this is a gzip archive in Base64",
            JsonError::Foreign(TextFormat::Hexadecimal) => "this is text in hexadecimal digits",
            JsonError::MissingPayload => "a payload is missing before this comma",
            JsonError::MissingComma => "a comma is missing before this item",
            JsonError::UnclosedList => "the array of payloads is not closed",
            JsonError::Holds(found) => return format!("it holds {found}"),
        };
        message.to_owned()
    }

    /// Says how to put it right, as far as the characters at its place tell.
    pub(super) fn help(&self) -> Option<String> {
        let help = match self {
            JsonError::Syntax { reason, found } if reason == "key must be a string" && begins_word(found) => {
                return Some(format!("write it in double quotes: `\"{found}\"`"));
            }
            JsonError::Syntax { reason, found } => syntax_help(reason, found)?,
            JsonError::ControlCharacters { first: '\0', .. } => {
                "JSON has no NUL bytes: the file may not have been written completely"
            }
            JsonError::ControlCharacters { first, .. } => {
                let escape = json::escape(*first);
                return Some(format!("write it as `{escape}`, and any other such character as its escape"));
            }
            JsonError::UnclosedString => "a `\"` is missing at its end",
            JsonError::CutLine => "a terminal cannot take longer lines: save it to a file, or pipe it in",
            JsonError::UnclosedList => CUT_OFF,
            JsonError::Foreign(TextFormat::Markup) => {
                "these vendors send JSON: choose it in the webhook's settings, or convert this to JSON first"
            }
            JsonError::Foreign(TextFormat::Form | TextFormat::Multipart) => {
                "a field that holds JSON is read; if there is none, choose JSON in the webhook's settings"
            }
            JsonError::Foreign(TextFormat::Percent) => {
                "decode it first, or write `payload=` before it: the fields of a form are decoded"
            }
            JsonError::Foreign(TextFormat::GzipInBase64) => "decode it first: base64 -d FILE | gzip -d",
            JsonError::Foreign(TextFormat::Hexadecimal) => "decode it first: xxd -r -p FILE",
            JsonError::NoPayload => "a payload is a JSON object: save the body of the request as it was sent",
            JsonError::MissingPayload => "remove this comma, or write the payload before it",
            JsonError::MissingComma => "write a comma before it",
            JsonError::Continued => "the object ends before it: look there for a closing brace too many",
            JsonError::Holds(_) => return None,
        };
        Some(help.to_owned())
    }
}

/// The next step where a text ends too early.
const CUT_OFF: &str = "its end is missing: it may have been cut off when it was saved";

/// Returns the next step for this reason of the parser's, with these characters at the place that it names.
fn syntax_help(reason: &str, found: &str) -> Option<&'static str> {
    let help = match (reason, found) {
        (reason, _) if reason.starts_with("EOF ") => CUT_OFF,
        (_, "\0") => "JSON has no NUL bytes: this may be UTF-16, or may not have been written completely",
        (_, unseen) if unseen.starts_with(is_unseen) => {
            "JSON has only spaces, tabs and line breaks between its tokens; remove it"
        }
        ("key must be a string" | "expected value", "'") => "strings and keys need double quotes, not single ones",
        ("key must be a string" | "expected value", "“" | "”" | "„" | "‘" | "’" | "«" | "»") => {
            "strings and keys need straight double quotes, not curly ones"
        }
        ("key must be a string" | "expected value", ".." | "..." | "…") => {
            "dots stand for what was left out; write it, or remove them"
        }
        ("key must be a string" | "expected value", "\\") => {
            "its quotes are escaped, as they are inside a string; write `\"` for `\\\"`, or put the whole in quotes again"
        }
        ("key must be a string" | "expected value", "/" | "#") => "JSON has no comments; remove it",
        ("key must be a string" | "expected value", ",") => "remove this comma, or write what is missing before it",
        ("key must be a string", _) => "a key is a string in double quotes",
        ("expected value", "}" | "]" | ":") => "write what is missing before it",
        ("expected value" | "invalid number", word) if is_like_number(word) => {
            "no leading zeros, no `+`, and digits on both sides of the point"
        }
        ("expected value" | "expected ident", _) => "write null, a number, or a string in double quotes",
        ("invalid escape", _) => "a backslash itself is written `\\\\`; `\\u` needs four hexadecimal digits",
        (reason, _) if reason.starts_with("expected `") => {
            "look just before this place for a missing or extra quote, comma or bracket"
        }
        _ => return None,
    };
    Some(help)
}

/// Says for people who never met the parser what it says of a text that goes by this name.
fn in_plain_words(reason: &str, found: &str, text: &str) -> String {
    let is_word = found.contains(char::is_alphanumeric);
    let is_number = is_word && is_like_number(found);
    match reason {
        "EOF while parsing an object" => format!("{text} ends inside an object"),
        "EOF while parsing a list" => format!("{text} ends inside an array"),
        "EOF while parsing a string" => format!("{text} ends inside a string"),
        "EOF while parsing a value" => format!("{text} ends where a value should be"),
        "expected value" if is_number => format!("`{found}` is not a JSON number"),
        "expected ident" | "expected value" if is_word => format!("`{found}` is not a JSON value"),
        "expected ident" | "expected value" => format!("expected a value, found `{found}`"),
        "invalid number" => format!("`{found}` is not a JSON number"),
        "key must be a string" => format!("expected a key in double quotes, found `{found}`"),
        "trailing characters" => "unexpected text after the value".to_owned(),
        "number out of range" => "a number that is too large".to_owned(),
        _ if reason.starts_with("expected `") && !found.is_empty() => format!("{reason}, found `{found}`"),
        _ => reason.to_owned(),
    }
}

/// True if this begins as a word does: a key without quotes.
fn begins_word(found: &str) -> bool {
    found.starts_with(|it: char| (it.is_alphanumeric() || it == '_') && !is_unseen(it))
}

/// True if a word begins as a number does in some language: `+1`, `.5`, `007`.
fn is_like_number(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '+' | '-' | '.'))
}

/// A text, its characters that cannot be seen written as `U+00A0`.
fn printable(text: &str) -> String {
    let shown = |it: char| if is_unseen(it) { format!("U+{:04X}", u32::from(it)) } else { it.to_string() };
    text.chars().map(shown).collect()
}

/// True if a character cannot be seen, or does not look like what it is.
fn is_unseen(character: char) -> bool {
    let is_space = character.is_whitespace() && character != ' ';
    is_space || character.is_control() || json::is_hidden(character) || json::is_hostile(character)
}
