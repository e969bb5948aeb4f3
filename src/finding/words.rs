//! Every sentence in which a finding is said.

use std::fmt::{self, Display, Formatter};

use super::Problem;
use crate::detect::Candidate;
use crate::json::MAX_DEPTH;
use crate::repair::Repair;

/// What is the matter, in words.
impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Problem::InvalidJson { reason } => write!(f, "this is not JSON: {reason}"),
            Problem::AlmostJson(repair) => Display::fmt(repair, f),
            Problem::InvalidUtf8 { encoding: Some(encoding) } => write!(f, "this is {encoding}, not UTF-8"),
            Problem::InvalidUtf8 { encoding: None } => f.write_str("there are bytes here that are not UTF-8"),
            Problem::LoneSurrogate => f.write_str("this text holds half of a surrogate pair, which is no character"),
            Problem::EmptyInput => f.write_str("there is no payload here"),
            Problem::TrailingData => f.write_str("this follows a payload and is none itself"),
            Problem::TooDeep => write!(f, "objects and lists stand more than {MAX_DEPTH} deep within each other here"),
            Problem::TooLarge { limit } => write!(f, "this payload is larger than {}", bytes(*limit)),
            Problem::DuplicateKey { key } => write!(f, "the key `{key}` stands in this object already"),
            Problem::UnknownVendor { name: Some(name), .. } => {
                write!(f, "`{}` is no event of a known vendor", name.text)
            }
            Problem::UnknownVendor { name: None, .. } => f.write_str("this is no event of a known vendor"),
            Problem::UnknownEvent { vendor, name, reason, .. } => {
                match name {
                    Some(name) => write!(f, "`{}` is no known event of {}", name.text, vendor.title)?,
                    None => write!(f, "this is no known event of {}", vendor.title)?,
                }
                reason.map_or(Ok(()), |reason| write!(f, ". {}", reason.trim_end_matches('.')))
            }
            Problem::AmbiguousEvent { candidates } => {
                write!(f, "this does not say which event it is, and could be {}", either(candidates))
            }
            Problem::MissingField { key, is_empty: false } => write!(f, "`{key}` is missing"),
            Problem::MissingField { key, is_empty: true } => write!(f, "`{key}` must say something"),
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::InvalidTime { expected } | Problem::InvalidNumber { expected } => write!(f, "expected {expected}"),
            Problem::InvalidBoolean => f.write_str("expected `true` or `false`"),
            Problem::InvalidEmbeddedJson { expected, reason } => {
                write!(f, "expected {expected}, which this text does not hold: {reason}")
            }
            Problem::UnknownValue { expected } => write!(f, "this is no documented value: expected {expected}"),
            Problem::InvalidUrl => f.write_str("this is no URL"),
            Problem::InvalidEmail => f.write_str("this is no e-mail address"),
            Problem::InvalidIp => f.write_str("this is no IP address"),
            Problem::ConflictingValues { member, other, said } => {
                write!(f, "`{other}` says {said} for `{member}`, and counts")
            }
            Problem::TimeOrder { earlier, earlier_at, later, later_at } => {
                write!(f, "`{later}` ({later_at}) is before `{earlier}` ({earlier_at})")
            }
            Problem::WaitMismatch { between } => {
                write!(f, "the chat was created and taken {between} seconds apart, so this wait does not fit")
            }
            Problem::ImplausibleDuration => f.write_str("a wait or a chat is not negative, nor longer than four hours"),
            Problem::MisspelledField { key, .. } | Problem::UnknownField { key } => {
                write!(f, "the key `{key}` is not documented")
            }
            Problem::AssumedTimeZone { zone } => write!(f, "times carry no zone here; they are read in {zone}"),
            Problem::AssumedEpochUnit => {
                f.write_str("this is too small a number for milliseconds; it is read as seconds")
            }
            Problem::LostPlusSign { offset } => write!(f, "this offset has lost its sign; it is read as {offset}"),
            Problem::ElidedValue => f.write_str("this id was cut short when it was written down"),
            Problem::ByteOrderMark => f.write_str("this begins with a byte order mark, which is skipped"),
            Problem::UndocumentedEvent { event } => {
                write!(f, "the body of `{event}` is not documented; it is read as inferred from other events")
            }
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
            Problem::InvalidBoolean => Some("`true` or `false`"),
            Problem::InvalidUrl => Some("a URL"),
            Problem::InvalidEmail => Some("an e-mail address"),
            Problem::InvalidIp => Some("an IP address"),
            Problem::MissingField { key, .. } => Some(key),
            Problem::MisspelledField { meant, .. } => Some(meant),
            _ => None,
        }
    }

    /// What to do next, where something can be done.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidJson { .. } => {
                "look before this place for a quote, a comma or a bracket that is missing or \
                                            one too many"
                    .to_owned()
            }
            Problem::AlmostJson(Repair::QuotedJson) => {
                "it is read as the object that was meant; send the object itself, or escape the quotes in it".to_owned()
            }
            Problem::AlmostJson(Repair::TrailingComma | Repair::Comment) => "it is skipped; take it out".to_owned(),
            Problem::AlmostJson(Repair::ControlCharacter(character)) => {
                format!("it is read as it stands; write it as `{}`", character.escape_default())
            }
            Problem::InvalidUtf8 { encoding } => {
                format!("convert it first: iconv -f {} -t UTF-8", encoding.unwrap_or("ISO-8859-1"))
            }
            Problem::EmptyInput => {
                "a payload is a JSON object; several stand in a list or one after another".to_owned()
            }
            Problem::TooLarge { .. } => "raise the limit with --max-size if it really is one payload".to_owned(),
            Problem::DuplicateKey { .. } => "the first counts; take one of them out".to_owned(),
            Problem::UnknownVendor { candidates, .. } => match candidates.as_slice() {
                [] => "`chathook explain` lists the vendors and their events".to_owned(),
                candidates => format!("nearest is {}", nearest(candidates)),
            },
            Problem::UnknownEvent { vendor, meant: Some(meant), .. } => {
                format!("did you mean `{meant}`? To read it as that, say --event {}/{meant}", vendor.name)
            }
            Problem::UnknownEvent { vendor, meant: None, .. } => {
                format!("`chathook explain {}` lists the events", vendor.name)
            }
            Problem::AmbiguousEvent { candidates } => {
                let first = candidates.first()?;
                format!("say which it is, for instance --event {}/{}", first.vendor.name, first.event.name)
            }
            Problem::MisspelledField { meant, .. } => format!("did you mean `{meant}`?"),
            Problem::AssumedTimeZone { .. } => "say which zone they are in with --time-zone".to_owned(),
            _ => return None,
        };
        Some(help)
    }
}

impl Display for Repair {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Repair::QuotedJson => {
                f.write_str("this is not JSON: an object stands in quotes, but its own quotes are not escaped")
            }
            Repair::TrailingComma => f.write_str("this is not JSON: a comma stands before a closing bracket"),
            Repair::ControlCharacter('\n' | '\r') => f.write_str("this is not JSON: a line break stands in a text"),
            Repair::ControlCharacter('\t') => f.write_str("this is not JSON: a tab stands in a text"),
            Repair::ControlCharacter(character) => {
                write!(f, "this is not JSON: the control character U+{:04X} stands in a text", u32::from(*character))
            }
            Repair::Comment => f.write_str("this is not JSON: a comment stands here"),
        }
    }
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
        missing => format!("{}, which lacks `{}`", name(candidate), missing.join("`, `")),
    };
    candidates.iter().take(3).map(lacking).collect::<Vec<_>>().join("; ")
}

fn name(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.vendor.name, candidate.event.name)
}

/// A size in the largest unit that divides it.
fn bytes(size: usize) -> String {
    const UNITS: [(usize, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| size >= *unit && size.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", size / unit),
        None => format!("{size} bytes"),
    }
}
