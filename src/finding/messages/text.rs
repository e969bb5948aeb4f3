//! Sentences about a source and its text: whether it is text, JSON, and payloads.

use std::fmt::{self, Formatter};

use super::{encodings, repairs};
use crate::carriers::Missing;
use crate::finding::Problem;
use crate::finding::units::{bytes, cut};
use crate::json::MAX_DEPTH;

/// The next step where text stands around payloads.
const IN_LOG: &str = "if this is a log, use --from log; if it is a table, --from csv";

impl Problem {
    /// Says what is wrong with a text, and where payloads stand in it.
    pub(super) fn say_of_text(&self, f: &mut Formatter<'_>) -> Option<fmt::Result> {
        let said = match self {
            Problem::InvalidJson(error) => write!(f, "not JSON: {}", error.message("the payload")),
            Problem::AlmostJson(repair) => write!(f, "not JSON: {repair}"),
            Problem::ConvertedText { encoding } => write!(f, "this is {encoding}, which was converted to UTF-8"),
            Problem::InvalidUtf8 { encoding } => write!(f, "this line is {encoding}, not UTF-8 like the rest"),
            Problem::InvalidBytes { places: 1, encoding } => write!(f, "not {encoding}"),
            Problem::InvalidBytes { places, encoding } => {
                write!(f, "not {encoding} in {places} places, of which this is the first")
            }
            Problem::LoneSurrogate => f.write_str("half of a surrogate pair, which is not a character"),
            Problem::NotText { format } => write!(f, "this is {}, not text", format.name),
            Problem::EmptyInput => f.write_str("no payload here"),
            Problem::TrailingData => f.write_str("unexpected text after a payload"),
            Problem::TextAround { lines: 1 } => f.write_str("text around payloads on this line"),
            Problem::TextAround { lines } => {
                write!(f, "text around payloads on {lines} lines, of which this is the first")
            }
            Problem::TooDeep => write!(f, "objects and arrays are nested more than {MAX_DEPTH} deep"),
            Problem::TooLarge { limit } => write!(f, "this payload is larger than {}", bytes(*limit)),
            Problem::TooManyValues { limit } => write!(f, "this payload holds more than {limit} values"),
            Problem::TooMuchRepeated { limit } => {
                write!(f, "the parts that each of its events repeats come to more than {}", bytes(*limit))
            }
            Problem::DuplicateKey { key } => write!(f, "duplicate key `{}`", cut(key)),
            Problem::EnvelopedPayload { place } if place.is_empty() => f.write_str("read from text that holds it"),
            Problem::EnvelopedPayload { place } => write!(f, "read from `{}`", cut(place)),
            Problem::MissingPayload { places, missing } => say_missing_payload(f, places, missing),
            Problem::NoPayload { found } => write!(f, "expected an object (a payload), found {found}"),
            Problem::BareMember => f.write_str("a member of an object, without the braces around it"),
            Problem::ByteOrderMark => f.write_str("a byte order mark, which is skipped"),
            _ => return None,
        };
        Some(said)
    }

    /// Says what to do about it.
    pub(super) fn help_with_text(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidJson(error) => return error.help(),
            Problem::AlmostJson(repair) => repairs::help(*repair),
            Problem::InvalidUtf8 { .. } => encodings::LINE.to_owned(),
            Problem::InvalidBytes { encoding, .. } => encodings::help(encoding).to_owned(),
            Problem::LoneSurrogate => "write the character itself, or both halves: `\\ud83d\\ude00`".to_owned(),
            Problem::NotText { format } => format.advice.to_owned(),
            Problem::EmptyInput => {
                "a payload is a JSON object; there may be several, in an array or one after another".to_owned()
            }
            Problem::TrailingData => {
                format!("separate payloads by whitespace, or put them in one array; {IN_LOG}")
            }
            Problem::TextAround { .. } => IN_LOG.to_owned(),
            Problem::MissingPayload { .. } => "--at says where payloads are, with `*` for any key or index".to_owned(),
            Problem::TooLarge { .. } => "if it really is one payload, raise the limit with --max-size".to_owned(),
            Problem::TooManyValues { .. } => {
                "no event has so many; if it consists of several payloads, pass those".to_owned()
            }
            Problem::TooMuchRepeated { .. } => "split it into several payloads".to_owned(),
            Problem::DuplicateKey { .. } => "the first is used; remove one of them".to_owned(),
            Problem::TooDeep => {
                "remove objects that contain themselves, or write the deepest part as a string".to_owned()
            }
            Problem::NoPayload { found: "a string" } => {
                "if it is a payload that was encoded twice, decode it once".to_owned()
            }
            Problem::ConvertedText { .. } => "save it as UTF-8 for programs that read no other".to_owned(),
            Problem::EnvelopedPayload { place } if place.is_empty() => {
                "nothing to do: it is read as if it stood alone".to_owned()
            }
            Problem::EnvelopedPayload { .. } => {
                "nothing to do: it is read as if it stood alone; --at names the places to read".to_owned()
            }
            Problem::BareMember => "write `{` before it, and `}` after the last member".to_owned(),
            Problem::NoPayload { .. } => "leave it out: a payload is an object".to_owned(),
            Problem::ByteOrderMark => "save it as UTF-8 without one".to_owned(),
            _ => return None,
        };
        Some(help)
    }
}

fn say_missing_payload(f: &mut Formatter<'_>, places: &str, missing: &Missing) -> fmt::Result {
    write!(f, "there is nothing at `{}`", cut(places))?;
    match missing.pointer.as_str() {
        _ if missing.has.is_empty() => Ok(()),
        "" => write!(f, "; the document has {}", cut(&missing.has)),
        pointer => write!(f, "; `{}` has {}", cut(pointer), cut(&missing.has)),
    }
}
