//! Every sentence in which a finding is said.

mod encodings;
mod repairs;

mod help;

use std::fmt::{self, Display, Formatter};

use super::units::{bytes, counted, cut, in_hours, in_seconds, years};
use super::{EventError, JsonError, NumberError, Problem, Tally, Unnamed};
use crate::detect::{Candidate, Instead};
use crate::encoding::time::TimeError;
use crate::input::format::TextFormat;
use crate::json::{self, MAX_DEPTH};

/// What to do about text around payloads.
const IN_LOG: &str = "if this is a log, say so with --from log";

/// What is the matter, in words.
impl Display for Problem {
    #[expect(clippy::too_many_lines, reason = "a sentence for each")]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Problem::InvalidJson(mistake) => write!(f, "not JSON: {}", mistake.words("the payload")),
            Problem::AlmostJson(repair) => write!(f, "not JSON: {repair}"),
            Problem::ConvertedText { encoding } => write!(f, "this is {encoding}, which was converted to UTF-8"),
            Problem::InvalidUtf8 { encoding } => write!(f, "this line is {encoding}, not UTF-8 as the rest"),
            Problem::InvalidBytes { places: 1, encoding } => write!(f, "not {encoding}"),
            Problem::InvalidBytes { places, encoding } => {
                write!(f, "not {encoding} in {places} places, of which this is the first")
            }
            Problem::LoneSurrogate => f.write_str("half of a surrogate pair, which stands for no character"),
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
                write!(
                    f,
                    "what stands around the events, and each of them repeats, comes to more than {}",
                    bytes(*limit)
                )
            }
            Problem::DuplicateKey { key } => write!(f, "the key `{}` stands twice in one object", cut(key)),
            Problem::UnknownVendor { name: Some(name), .. } => {
                write!(f, "`{}` is not recognized as an event of a known vendor", cut(&name.text))
            }
            Problem::UnknownVendor { name: None, .. } => f.write_str("not recognized as an event of a known vendor"),
            Problem::UnknownEvent { vendor, name, reason, .. } => {
                name.as_ref().map_or(Ok(()), |name| write!(f, "`{}` is ", cut(&name.text)))?;
                write!(f, "not a known event of {}", vendor.title)?;
                reason.as_ref().map_or(Ok(()), |reason| write!(f, ". {reason}"))
            }
            Problem::AmbiguousEvent { candidates, name: Unnamed::Otherwise } => {
                let [named, fields] =
                    [candidates.first(), candidates.last()].map(|it| it.map(name).unwrap_or_default());
                write!(f, "named {named}, but these are the fields of {fields}")
            }
            Problem::AmbiguousEvent { candidates, name } => {
                match name {
                    Unnamed::Absent => f.write_str("the event is not named, and it")?,
                    Unnamed::NoName { key, found } => write!(f, "`{key}` should name the event, and is {found}; it")?,
                    Unnamed::Names | Unnamed::Otherwise => f.write_str("two keys name an event, and it")?,
                }
                write!(f, " could be {}", either(candidates))
            }
            Problem::UnexpectedEvent { expected: None, .. } => {
                f.write_str("no folder in this path is named after a vendor")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: Some(found) } => {
                write!(f, "expected {expected}, found {found}")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: None } => {
                write!(f, "expected {expected}, which this is not")
            }
            Problem::MissingFinding { code } => write!(f, "expected the finding `{code}`, which nothing here gives"),
            Problem::MissingField { key, object, .. } if object.is_empty() => {
                write!(f, "`{key}` is missing from the payload")
            }
            Problem::MissingField { key, object, .. } => write!(f, "`{key}` is missing from `{}`", cut(object)),
            Problem::EmptyField { key } => write!(f, "`{key}` is empty, but is required"),
            Problem::EnvelopedPayload { place } if place.is_empty() => f.write_str("read from text that holds it"),
            Problem::EnvelopedPayload { place } => write!(f, "read from `{}`", cut(place)),
            Problem::MissingPayload { places, missing } => {
                write!(f, "nothing stands in `{}`", cut(places))?;
                match missing.pointer.as_str() {
                    _ if missing.has.is_empty() => Ok(()),
                    "" => write!(f, "; the document has {}", cut(&missing.has)),
                    pointer => write!(f, "; `{}` has {}", cut(pointer), cut(&missing.has)),
                }
            }
            Problem::NoPayload { found } => write!(f, "expected an object (a payload), found {found}"),
            Problem::BareMember => f.write_str("a member of an object, without the braces around it"),
            Problem::InvalidEvent(error) => error.fmt(f),
            Problem::IdMismatch { derived } => write!(f, "this id is not that of the event, which is `{derived}`"),
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::InvalidTime { found, unreal: Some(unreal), .. } => write!(f, "{}: {unreal}", cut(found)),
            Problem::InvalidTime { expected, found, unreal: None } => {
                write!(f, "expected {expected}, found {}", cut(found))
            }
            Problem::InvalidNumber { expected, found, error } => {
                write!(f, "expected {expected}, found {}", cut(found))?;
                error.map_or(Ok(()), |error| write!(f, ", {error}"))
            }
            Problem::InvalidBoolean { found } => write!(f, "expected `true` or `false`, found {}", cut(found)),
            Problem::InvalidEmbeddedJson { expected, mistake: JsonError::Holds(found) } => {
                write!(f, "this string should hold {expected}, but holds {found}")
            }
            Problem::InvalidEmbeddedJson { expected, mistake } => {
                write!(f, "this string should hold {expected}, but it is not JSON: {}", mistake.words("it"))
            }
            Problem::UnknownValue { expected, found } => write!(f, "expected {expected}, found `{}`", cut(found)),
            Problem::InvalidUrl(_) => f.write_str("not a URL"),
            Problem::InvalidEmail(_) => f.write_str("not an e-mail address"),
            Problem::InvalidIp => f.write_str("not an IP address"),
            Problem::ConflictingValues { member, other, said } => {
                write!(f, "differs from `{other}` ({said}), which is used for `{member}`")
            }
            Problem::TimeOrder { earlier, earlier_at, later, later_at } => {
                write!(f, "`{later}` ({later_at}) is before `{earlier}` ({earlier_at})")
            }
            Problem::WaitMismatch { said, between, from, to } => {
                let (said, between) = (in_seconds(said), in_seconds(&between.to_string()));
                write!(f, "the wait is given as {said}, but {between} passed between `{from}` and `{to}`")
            }
            Problem::ImplausibleDuration { seconds, .. } if *seconds < 0.0 => {
                write!(f, "{}; a duration cannot be negative", in_seconds(&seconds.to_string()))
            }
            Problem::ImplausibleDuration { seconds, hours } => {
                write!(f, "{} is longer than {hours} hours", in_hours(*seconds))
            }
            Problem::MisspelledField { key, meant } => {
                write!(f, "`{}` is not documented; did you mean `{meant}`?", cut(key))
            }
            Problem::UnknownField { key } => write!(f, "`{}` is not documented", cut(key)),
            Problem::SuspiciousText { character } => {
                write!(f, "a character that people do not see stands here: U+{:04X}", u32::from(*character))
            }
            Problem::LargeNumber => f.write_str("this number is beyond 2^53, so many programs change its last digits"),
            Problem::NegativeCount { found } => write!(f, "a count cannot be negative, found {}", cut(found)),
            Problem::ImplausibleTime { digits: Some(digits @ 11), at } => {
                let years = years();
                write!(f, "{digits} digits are neither seconds nor milliseconds of a year from {years}; read as {at}")
            }
            Problem::ImplausibleTime { at, .. } => write!(f, "{at} is not of the years {}", years()),
            Problem::AbsentFields { absent, documented, .. } => {
                write!(f, "{absent} of {documented} documented fields are absent")
            }
            Problem::RequiredAbsent { name } => write!(f, "`{}` is missing or says nothing", cut(name)),
            Problem::RepeatedHour { zone, is_second, at } => {
                let which = if *is_second { "second" } else { "first" };
                write!(f, "the clocks of {zone} showed this time twice; read as the {which}, {at}")
            }
            Problem::OtherTimeForm { expected, at } => write!(f, "expected {expected}; read as {at}"),
            Problem::NumberedObject => f.write_str("expected an array, found an object with indices for keys"),
            Problem::NullCharacter => f.write_str("this string holds U+0000"),
            Problem::MisnamedPath { stem, meant } => {
                write!(f, "the file is called `{}`, which is no event; did you mean `{meant}`?", cut(stem))
            }
            Problem::UnknownPath { stem, vendor } => {
                write!(f, "the file is called `{}`, which is no event of {vendor}", cut(stem))
            }
            Problem::AssumedTimeZone { zone } => write!(f, "times have no zone here; read as {zone}"),
            Problem::AssumedEpochUnit => f.write_str("too few digits for milliseconds; read as seconds"),
            Problem::LostPlusSign { offset } => write!(f, "the offset has no sign; read as {offset}"),
            Problem::ElidedValue => f.write_str("this id was cut short when it was written down"),
            Problem::ByteOrderMark => f.write_str("a byte order mark, which is skipped"),
            Problem::UndocumentedEvent { event } => {
                write!(f, "the body of `{event}` is not documented; it is inferred from other events")
            }
            Problem::NotAChatEvent { about } => {
                write!(f, "not about a chat: {}", continued(about.trim_end_matches('.')))
            }
            Problem::UnlikelyEvent { event, known, keys } => {
                write!(f, "read as {event}, of which hardly a field is here: {known} of {}", counted(*keys, "key"))
            }
            Problem::SecretInPayload { key } => write!(f, "`{key}` holds a secret"),
        }
    }
}

impl JsonError {
    /// What is wrong, where the text in which it is goes by this name.
    fn words(&self, text: &str) -> String {
        let words = match self {
            JsonError::Syntax { reason, found } => return in_plain_words(reason, &printable(found), text),
            JsonError::ControlCharacters { more: 0, .. } => "a control character inside a string",
            JsonError::ControlCharacters { more, .. } => {
                return format!("a control character inside a string, and {more} more in the same");
            }
            JsonError::UnclosedText => "a string is not closed before the end of its line",
            JsonError::Continued => "unexpected text after the object",
            JsonError::NoPayload => "expected an object (a payload)",
            JsonError::Foreign(TextFormat::Markup) => "this is XML or HTML",
            JsonError::Foreign(TextFormat::Form) => "these are the fields of a form",
            JsonError::MissingPayload => "a payload is missing before this comma",
            JsonError::MissingComma => "a comma is missing before this item",
            JsonError::UnclosedList => "the array of payloads is not closed",
            JsonError::Holds(found) => return format!("it holds {found}"),
        };
        words.to_owned()
    }
}

impl Display for Instead {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Instead::Known(reason) => f.write_str(reason.trim_end_matches('.')),
            Instead::Part { event, pointer } => {
                write!(f, "This is a part of one: what stands in `{pointer}` of `{}`", event.name)
            }
            Instead::OtherLetters(keys) => {
                let one = |(key, meant): &(String, &str)| format!("`{}` for `{meant}`", cut(key));
                let shown = keys.iter().take(3).map(one).collect::<Vec<_>>().join(", ");
                let more = if keys.len() > 3 { ", …" } else { "" };
                write!(f, "Its keys are in other letters than the vendor's: {shown}{more}")
            }
        }
    }
}

impl Display for EventError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            EventError::Member { key, .. } => write!(f, "`{}` is no member of a normalized event", cut(key)),
            EventError::Value { expected, found } => {
                write!(f, "expected {expected}, as normalized events have it, found {}", cut(found))
            }
        }
    }
}

impl Display for TimeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeError::Day => "there is no such day",
            TimeError::Hour => "there is no such time of day",
            TimeError::Weekday => "the weekday does not match the date",
            TimeError::Year => "this is outside the years 1 to 9999, and no other can be written",
            TimeError::Skipped => "there was no such time in the zone, whose clocks were set forward over it",
        })
    }
}

impl Display for NumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::Written => "which is not written as a whole number",
            NumberError::TooLarge => "which is larger than programs can hold",
        })
    }
}

impl Problem {
    /// What should be there, if one thing should.
    pub fn expected(&self) -> Option<&str> {
        match self {
            Problem::WrongType { expected, .. }
            | Problem::InvalidTime { expected, .. }
            | Problem::InvalidNumber { expected, .. }
            | Problem::InvalidEmbeddedJson { expected, .. }
            | Problem::UnknownValue { expected, .. }
            | Problem::InvalidEvent(EventError::Value { expected, .. }) => Some(expected),
            Problem::InvalidEvent(EventError::Member { meant, .. }) => *meant,
            Problem::IdMismatch { derived } => Some(derived),
            Problem::UnexpectedEvent { expected, .. } => expected.as_deref(),
            Problem::NoPayload { .. } => Some("an object"),
            Problem::InvalidBoolean { .. } => Some("`true` or `false`"),
            Problem::InvalidUrl(_) => Some("a URL"),
            Problem::InvalidEmail(_) => Some("an e-mail address"),
            Problem::InvalidIp => Some("an IP address"),
            Problem::MissingField { key, .. } => Some(key),
            Problem::MisspelledField { meant, .. } => Some(meant),
            _ => None,
        }
    }
}

/// How many findings there are of each severity: `2 errors, 1 note`.
impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let counts = self.by_severity().map(|(severity, count)| counted(count, severity.name()));
        f.write_str(&counts.collect::<Vec<_>>().join(", "))
    }
}

/// What the parser says of a text that goes by this name, for people who never met it.
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

/// Whether a word begins as a number does somewhere.
fn is_like_number(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '+' | '-' | '.'))
}

/// A text, its characters that cannot be seen written as `U+00A0`.
fn printable(text: &str) -> String {
    let shown = |it: char| if is_unseen(it) { format!("U+{:04X}", u32::from(it)) } else { it.to_string() };
    text.chars().map(shown).collect()
}

/// Whether a character cannot be seen, or does not look like what it is.
fn is_unseen(character: char) -> bool {
    let is_space = character.is_whitespace() && character != ' ';
    is_space || character.is_control() || json::is_hidden(character) || json::is_hostile(character)
}

/// A sentence as it goes on after a colon.
fn continued(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// Candidates as an either-or: `a`, `b` or `c`.
fn either(candidates: &[Candidate]) -> String {
    let names: Vec<String> = candidates.iter().map(name).collect();
    match names.as_slice() {
        [names @ .., last] if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        names => names.concat(),
    }
}

fn name(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.vendor.name, candidate.event.name)
}
