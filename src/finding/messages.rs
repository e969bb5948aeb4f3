//! Every sentence in which a finding is said.

mod encodings;
mod repairs;

use std::fmt::{self, Display, Formatter};

use super::units::{bytes, counted, cut, in_hours, in_seconds, years};
use super::{EmailError, EventError, JsonError, NumberError, Problem, Tally, Unnamed, UrlError};
use crate::detect::{Candidate, Instead};
use crate::encoding::time::TimeError;
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
            Problem::NoPayload { found } => write!(f, "expected an object (a payload), found {found}"),
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
            JsonError::BareMember => "a member of an object, without the braces around it",
            JsonError::MissingPayload => "a payload is missing before this comma",
            JsonError::MissingComma => "a comma is missing before this item",
            JsonError::UnclosedList => "the array of payloads is not closed",
            JsonError::Holds(found) => return format!("it holds {found}"),
        };
        words.to_owned()
    }

    /// How to put it right, as far as what stands there tells.
    fn help(&self) -> Option<String> {
        const CUT_OFF: &str = "its end is missing: it may have been cut off when it was saved";
        let (reason, found) = match self {
            JsonError::Syntax { reason, found } => (reason, found),
            JsonError::ControlCharacters { first: '\0', .. } => {
                return Some(
                    "no string holds NUL bytes as they are: it may not have been written to its end".to_owned(),
                );
            }
            JsonError::ControlCharacters { first, .. } => {
                return Some(format!(
                    "write it as `{}`, and any other such character as its escape",
                    json::escape(*first)
                ));
            }
            JsonError::UnclosedText => return Some("a `\"` is missing at its end".to_owned()),
            JsonError::UnclosedList => return Some(CUT_OFF.to_owned()),
            JsonError::BareMember => return Some("write `{` before it, and `}` after the last member".to_owned()),
            _ => return None,
        };
        let is_key = reason == "key must be a string";
        let help = match (reason.as_str(), found.as_str()) {
            (reason, _) if reason.starts_with("EOF ") => CUT_OFF,
            (_, "\0") => "no JSON holds NUL bytes: it may be UTF-16, or was not written to its end",
            (_, unseen) if unseen.starts_with(is_unseen) => {
                "between its tokens JSON has spaces, tabs and line breaks only; remove it"
            }
            ("key must be a string" | "expected value", "'") => {
                "strings and keys stand in double quotes, not in single ones"
            }
            ("key must be a string" | "expected value", "“" | "”" | "„" | "‘" | "’" | "«" | "»") => {
                "strings and keys stand in straight double quotes, not in curly ones"
            }
            ("key must be a string" | "expected value", ".." | "..." | "…") => {
                "dots stand for what was left out; write it, or remove them"
            }
            ("key must be a string" | "expected value", "/" | "#") => "JSON has no comments; remove it",
            ("key must be a string" | "expected value", ",") => "remove this comma, or write what is missing before it",
            (_, key) if is_key && key.starts_with(|it: char| it.is_alphanumeric() || it == '_') => {
                return Some(format!("write it in double quotes: `\"{key}\"`"));
            }
            ("key must be a string", _) => "a key is a string in double quotes",
            ("expected value", "}" | "]" | ":") => "write what is missing before it",
            ("expected value" | "invalid number", word) if is_like_number(word) => {
                "a number has no zeros in front, digits before and after its point, and no sign but a minus"
            }
            ("expected value" | "expected ident", _) => "write null, a number, or a string in double quotes",
            ("invalid escape", _) => "a backslash itself is written `\\\\`; `\\u` needs four hexadecimal digits",
            (reason, _) if reason.starts_with("expected `") => {
                "look just before this place for a missing or extra quote, comma or bracket"
            }
            _ => return None,
        };
        Some(help.to_owned())
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

    /// What to do next, where something can be done.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidJson(mistake) | Problem::InvalidEmbeddedJson { mistake, .. } => return mistake.help(),
            Problem::AlmostJson(repair) => repairs::help(*repair),
            Problem::InvalidUtf8 { .. } => encodings::LINE.to_owned(),
            Problem::InvalidBytes { encoding, .. } => encodings::help(encoding).to_owned(),
            Problem::LoneSurrogate => "write the character itself, or both halves: `\\ud83d\\ude00`".to_owned(),
            Problem::NotText { format } => format.advice.to_owned(),
            Problem::EmptyInput => {
                "a payload is a JSON object; there may be several, in an array or one after another".to_owned()
            }
            Problem::TrailingData => {
                format!(
                    "payloads stand in an array, or one after another with nothing but white space between them; {IN_LOG}"
                )
            }
            Problem::TextAround { .. } => IN_LOG.to_owned(),
            Problem::TooLarge { .. } => "if it really is one payload, raise the limit with --max-size".to_owned(),
            Problem::TooManyValues { .. } => {
                "no event has so many; if it is made of several payloads, pass these".to_owned()
            }
            Problem::TooMuchRepeated { .. } => "divide its events among several payloads".to_owned(),
            Problem::DuplicateKey { .. } => "the first is used; remove one of them".to_owned(),
            Problem::UnknownVendor { inside: Some(pointer), .. } => {
                format!("the payload seems to stand in `{}`; pass that part alone", cut(pointer))
            }
            Problem::UnknownVendor { candidates, .. } if candidates.is_empty() => {
                "`chathook explain` lists the vendors and their events".to_owned()
            }
            Problem::UnknownVendor { candidates, .. } => match candidates.first() {
                Some(first) => format!("{}; `chathook explain {}` shows its fields", nearest(candidates), name(first)),
                None => nearest(candidates),
            },
            Problem::UnknownEvent { vendor, reason: Some(Instead::Part { event, .. }), .. } => {
                format!("pass the whole payload; `chathook explain {}/{}` shows it", vendor.name, event.name)
            }
            Problem::UnknownEvent { reason: Some(Instead::OtherLetters(_)), .. } => {
                "programs tell `event` from `Event`; write its keys as the vendor does".to_owned()
            }
            Problem::UnknownEvent { vendor, meant: Some(meant), .. } => {
                format!("did you mean `{meant}`? To read it as that: --event {}/{meant}", vendor.name)
            }
            Problem::UnknownEvent { vendor, meant: None, .. } => {
                format!("`chathook explain {}` lists the events", vendor.name)
            }
            Problem::AmbiguousEvent { candidates, name } => {
                let is_other = *name == Unnamed::Otherwise;
                let first = if is_other { candidates.last()? } else { candidates.first()? };
                format!("say which it is, for instance --event {}/{}", first.vendor.name, first.event.name)
            }
            Problem::UnexpectedEvent { expected: None, .. } => {
                "name the folder after the vendor and the file after the event, or leave --expect-path out".to_owned()
            }
            Problem::MissingFinding { code } => {
                format!("`chathook explain {code}` shows what gives it; or it is to be expected no more")
            }
            Problem::InvalidEvent(EventError::Member { meant: Some(meant), .. }) => format!("did you mean `{meant}`?"),
            Problem::InvalidEvent(_) => {
                "normalize the vendor's payload again; `chathook schema event` says what an event is".to_owned()
            }
            Problem::IdMismatch { .. } => {
                "the event was changed after it was made; normalize the vendor's payload again".to_owned()
            }
            Problem::MissingField { meaning, .. } => {
                format!("the event means nothing without it: {}", as_phrase(meaning))
            }
            Problem::InvalidUrl(UrlError::NoScheme) => "it has no scheme such as `https://`".to_owned(),
            Problem::InvalidUrl(UrlError::NoHost) => "no host follows its scheme".to_owned(),
            Problem::InvalidUrl(UrlError::Space) => "white space in it is written `%20`".to_owned(),
            Problem::InvalidEmail(EmailError::NoAt) => "it has no `@`".to_owned(),
            Problem::InvalidEmail(EmailError::Name) => "what stands before its `@` is no name".to_owned(),
            Problem::InvalidEmail(EmailError::Domain) => "what follows its `@` is no domain".to_owned(),
            Problem::InvalidIp => "such as `192.0.2.7` or `2001:db8::7`, without a port or a prefix length".to_owned(),
            Problem::ImplausibleDuration { seconds, .. } if *seconds > 0.0 => {
                "usually a chat that nobody closed, or a clock that was set".to_owned()
            }
            Problem::ElidedValue => "use the whole id".to_owned(),
            Problem::InvalidTime { unreal: Some(TimeError::Skipped), .. } => {
                "say which zone it is of with --time-zone".to_owned()
            }
            Problem::ImplausibleTime { .. } => "usually a placeholder, or a count in another unit".to_owned(),
            Problem::SuspiciousText { .. } => "remove it, or use the text without it".to_owned(),
            Problem::LargeNumber => "send it as a string".to_owned(),
            Problem::AbsentFields { vendor, event, .. } => {
                format!("`chathook explain {vendor}/{event}` lists them; --require demands those that you need")
            }
            Problem::RequiredAbsent { .. } => "--require demands it".to_owned(),
            Problem::RepeatedHour { .. } => {
                "if its zone is another, say so with --time-zone; an offset such as -05:00 names one of the two"
                    .to_owned()
            }
            Problem::OtherTimeForm { .. } => "programs that know the documented form only cannot read it".to_owned(),
            Problem::NumberedObject => "read as the array; PHP's array_values() writes one".to_owned(),
            Problem::NullCharacter => "some databases refuse it; remove it before it is stored".to_owned(),
            Problem::MisnamedPath { meant, .. } => format!("call it `{meant}`, or leave --expect-path out"),
            Problem::UnknownPath { vendor, .. } => {
                format!("any event of {vendor} is accepted; name the file after one to demand it")
            }
            Problem::AssumedTimeZone { .. } => "say which zone they are in with --time-zone".to_owned(),
            _ => return None,
        };
        Some(help)
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

/// The first sentence of a description, as a part of another.
fn as_phrase(meaning: &str) -> String {
    continued(meaning.split(". ").next().unwrap_or_default().trim_end_matches('.'))
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

/// The candidates that a payload is nearest to, with what each lacks.
fn nearest(candidates: &[Candidate]) -> String {
    const MOST: usize = 3;
    let lacking = |candidate: &Candidate| match candidate.missing.as_slice() {
        [] => String::new(),
        [missing] => format!(", but `{missing}` is missing"),
        missing => format!(", but `{}` are missing", missing.join("`, `")),
    };
    let first = candidates.iter().take(MOST);
    let verb = if candidates.len() == 1 { "is" } else { "are" };
    let more = if candidates.len() > MOST { ", …" } else { "" };
    if candidates.iter().any(|candidate| candidate.missing != candidates[0].missing) {
        let each = first.map(|candidate| name(candidate) + &lacking(candidate));
        return format!("nearest {verb} {}{more}", each.collect::<Vec<_>>().join("; "));
    }
    let lack = candidates.first().map(lacking).unwrap_or_default();
    format!("nearest {verb} {}{more}{lack}", first.map(name).collect::<Vec<_>>().join(", "))
}

fn name(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.vendor.name, candidate.event.name)
}
