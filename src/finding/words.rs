//! Every sentence in which a finding is said.

use std::fmt::{self, Display, Formatter};

use super::{Mistake, Problem, Tally};
use crate::detect::Candidate;
use crate::json::{self, MAX_DEPTH};
use crate::repair::Repair;

/// What is the matter, in words.
impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Problem::InvalidJson(mistake) => write!(f, "not JSON: {mistake}"),
            Problem::AlmostJson(repair) => write!(f, "not JSON: {repair}"),
            Problem::InvalidUtf8 { encoding: Some(encoding) } => write!(f, "this is {encoding}, not UTF-8"),
            Problem::InvalidUtf8 { encoding: None } => f.write_str("not UTF-8"),
            Problem::LoneSurrogate => f.write_str("half of a surrogate pair, which stands for no character"),
            Problem::EmptyInput => f.write_str("no payload here"),
            Problem::TrailingData => f.write_str("unexpected text after a payload"),
            Problem::TooDeep => write!(f, "objects and lists are nested more than {MAX_DEPTH} deep"),
            Problem::TooLarge { limit } => write!(f, "this payload is larger than {}", bytes(*limit)),
            Problem::DuplicateKey { key } => write!(f, "duplicate key `{}`", cut(key)),
            Problem::UnknownVendor { name: Some(name), .. } => {
                write!(f, "`{}` is not recognized as an event of a known vendor", cut(&name.text))
            }
            Problem::UnknownVendor { name: None, .. } => f.write_str("not recognized as an event of a known vendor"),
            Problem::UnknownEvent { vendor, name, reason, .. } => {
                match name {
                    Some(name) => write!(f, "`{}` is not a known event of {}", cut(&name.text), vendor.title)?,
                    None => write!(f, "not a known event of {}", vendor.title)?,
                }
                reason.map_or(Ok(()), |reason| write!(f, ". {}", reason.trim_end_matches('.')))
            }
            Problem::AmbiguousEvent { candidates } => {
                write!(f, "the event is not named, and could be {}", either(candidates))
            }
            Problem::UnexpectedEvent { expected: None, .. } => {
                f.write_str("the path of this source does not say whose payloads it holds")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: Some(found) } => {
                write!(f, "expected {expected}, found {found}")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: None } => {
                write!(f, "expected {expected}, which this is not")
            }
            Problem::MissingField { key } => write!(f, "`{key}` is missing"),
            Problem::EmptyField { key } => write!(f, "`{key}` is empty"),
            Problem::NoPayload { found } => write!(f, "expected an object (a payload), found {found}"),
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::InvalidTime { expected } | Problem::InvalidNumber { expected } => write!(f, "expected {expected}"),
            Problem::InvalidBoolean => f.write_str("expected `true` or `false`"),
            Problem::InvalidEmbeddedJson { expected, mistake } => {
                write!(f, "expected {expected}, but this text is not that: {mistake}")
            }
            Problem::UnknownValue { expected } => write!(f, "not a documented value; expected {expected}"),
            Problem::InvalidUrl => f.write_str("not a URL"),
            Problem::InvalidEmail => f.write_str("not an e-mail address"),
            Problem::InvalidIp => f.write_str("not an IP address"),
            Problem::ConflictingValues { member, other, said } => {
                write!(f, "differs from `{other}` ({said}), which is used for `{member}`")
            }
            Problem::TimeOrder { earlier, earlier_at, later, later_at } => {
                write!(f, "`{later}` ({later_at}) is before `{earlier}` ({earlier_at})")
            }
            Problem::WaitMismatch { between } => {
                write!(f, "the chat was accepted {between} seconds after it was created, so this wait does not fit")
            }
            Problem::ImplausibleDuration => f.write_str("negative, or longer than four hours"),
            Problem::MisspelledField { key, meant } => {
                write!(f, "`{}` is not documented; did you mean `{meant}`?", cut(key))
            }
            Problem::UnknownField { key } => write!(f, "`{}` is not documented", cut(key)),
            Problem::AssumedTimeZone { zone } => write!(f, "times have no zone here; read as {zone}"),
            Problem::AssumedEpochUnit => f.write_str("too few digits for milliseconds; read as seconds"),
            Problem::LostPlusSign { offset } => write!(f, "the offset has no sign; read as {offset}"),
            Problem::ElidedValue => f.write_str("this id was cut short when it was written down"),
            Problem::ByteOrderMark => f.write_str("a byte order mark, which is skipped"),
            Problem::UndocumentedEvent { event } => {
                write!(f, "the body of `{event}` is not documented; it is inferred from other events")
            }
        }
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Syntax(reason) => f.write_str(in_plain_words(reason)),
            Mistake::Continued => f.write_str("unexpected text after the object"),
            Mistake::NoPayload => f.write_str("expected an object (a payload)"),
            Mistake::MissingPayload => f.write_str("a payload is missing before this comma"),
            Mistake::MissingComma => f.write_str("a comma is missing before this payload"),
            Mistake::UnclosedList => f.write_str("the list of payloads is not closed"),
            Mistake::Holds(found) => write!(f, "it holds {found}"),
        }
    }
}

impl Problem {
    /// What should be there, if one thing should.
    pub fn expected(&self) -> Option<&str> {
        match self {
            Problem::WrongType { expected, .. }
            | Problem::InvalidTime { expected }
            | Problem::InvalidNumber { expected }
            | Problem::InvalidEmbeddedJson { expected, .. }
            | Problem::UnknownValue { expected } => Some(expected),
            Problem::UnexpectedEvent { expected, .. } => expected.as_deref(),
            Problem::NoPayload { .. } => Some("an object"),
            Problem::InvalidBoolean => Some("`true` or `false`"),
            Problem::InvalidUrl => Some("a URL"),
            Problem::InvalidEmail => Some("an e-mail address"),
            Problem::InvalidIp => Some("an IP address"),
            Problem::MissingField { key } => Some(key),
            Problem::MisspelledField { meant, .. } => Some(meant),
            _ => None,
        }
    }

    /// What to do next, where something can be done.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidJson(Mistake::Syntax(reason)) if reason.starts_with("expected `") => {
                "look just before this place for a missing or extra quote, comma or bracket".to_owned()
            }
            Problem::AlmostJson(Repair::QuotedJson) => {
                "read as the JSON that was meant; send it without the quotes around it, or escape its own".to_owned()
            }
            Problem::AlmostJson(Repair::TrailingComma | Repair::Comment) => "skipped; remove it".to_owned(),
            Problem::AlmostJson(Repair::ControlCharacter(character)) => {
                format!("read as it stands; write it as `{}`", json::escape(*character))
            }
            Problem::InvalidUtf8 { encoding } => {
                format!("convert it first: iconv -f {} -t UTF-8", encoding.unwrap_or("ISO-8859-1"))
            }
            Problem::EmptyInput => "a payload is a JSON object; there may be several, in a list or in a row".to_owned(),
            Problem::TooLarge { .. } => "if it really is one payload, raise the limit with --max-size".to_owned(),
            Problem::DuplicateKey { .. } => "the first is used; remove one of them".to_owned(),
            Problem::UnknownVendor { candidates, .. } => match candidates.as_slice() {
                [] => "`chathook explain` lists the vendors and their events".to_owned(),
                candidates => format!("nearest is {}", nearest(candidates)),
            },
            Problem::UnknownEvent { vendor, meant: Some(meant), .. } => {
                format!("did you mean `{meant}`? To read it as that: --event {}/{meant}", vendor.name)
            }
            Problem::UnknownEvent { vendor, meant: None, .. } => {
                format!("`chathook explain {}` lists the events", vendor.name)
            }
            Problem::AmbiguousEvent { candidates } => {
                let first = candidates.first()?;
                format!("say which it is, for instance --event {}/{}", first.vendor.name, first.event.name)
            }
            Problem::UnexpectedEvent { expected: None, .. } => {
                "name the folder after the vendor and the file after the event, or leave --expect-path out".to_owned()
            }
            Problem::AssumedTimeZone { .. } => "say which zone they are in with --time-zone".to_owned(),
            _ => return None,
        };
        Some(help)
    }
}

impl Display for Repair {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Repair::QuotedJson => f.write_str("JSON in quotes whose own quotes are not escaped"),
            Repair::TrailingComma => f.write_str("a comma before a closing bracket"),
            Repair::ControlCharacter('\n' | '\r') => f.write_str("a line break inside a text"),
            Repair::ControlCharacter('\t') => f.write_str("a tab inside a text"),
            Repair::ControlCharacter(character) => {
                write!(f, "the control character U+{:04X} inside a text", u32::from(*character))
            }
            Repair::Comment => f.write_str("a comment"),
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

/// A number of things: `1 payload`, `2 payloads`.
pub fn counted(count: u64, name: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {name}{plural}")
}

/// What the parser says, for people who never met it.
fn in_plain_words(reason: &str) -> &str {
    match reason {
        "EOF while parsing an object" => "the text ends inside an object",
        "EOF while parsing a list" => "the text ends inside a list",
        "EOF while parsing a string" => "the text ends inside a string",
        "EOF while parsing a value" => "the text ends where a value should be",
        "expected ident" | "expected value" => "expected a value",
        "key must be a string" => "expected a key in double quotes",
        "control character (\\u0000-\\u001F) found while parsing a string" => "a control character inside a string",
        reason => reason,
    }
}

/// The beginning of a name that a stranger made up.
fn cut(name: &str) -> &str {
    const MOST: usize = 100;
    name.char_indices().nth(MOST).map_or(name, |(end, _)| &name[..end])
}

/// Candidates as an either-or: `a`, `b` or `c`.
fn either(candidates: &[Candidate]) -> String {
    let names: Vec<String> = candidates.iter().map(name).collect();
    match names.as_slice() {
        [names @ .., last] if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        names => names.concat(),
    }
}

/// Candidates with what each lacks.
fn nearest(candidates: &[Candidate]) -> String {
    let lacking = |candidate: &Candidate| match candidate.missing.as_slice() {
        [] => name(candidate),
        [missing] => format!("{}, but `{missing}` is missing", name(candidate)),
        missing => format!("{}, but `{}` are missing", name(candidate), missing.join("`, `")),
    };
    candidates.iter().take(3).map(lacking).collect::<Vec<_>>().join("; ")
}

fn name(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.vendor.name, candidate.event.name)
}

/// A size in the largest unit that divides it.
fn bytes(size: usize) -> String {
    const UNITS: [(usize, &str); 2] = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| size >= *unit && size.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", size / unit),
        None => counted(size as u64, "byte"),
    }
}
