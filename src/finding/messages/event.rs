//! Sentences about the event that a payload is: whether it is the expected one, and worth normalizing.

use std::fmt::{self, Display, Formatter};

use super::continued;
use crate::finding::units::{counted, cut};
use crate::finding::{EventError, Problem};

impl Problem {
    /// Says of a known event that it is another than expected, or one of its kind.
    pub(super) fn say_of_event(&self, f: &mut Formatter<'_>) -> Option<fmt::Result> {
        let said = match self {
            Problem::UnexpectedEvent { expected: None, .. } => {
                f.write_str("no folder in this path is named after a vendor")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: Some(found) } => {
                write!(f, "expected {expected}, found {found}")
            }
            Problem::UnexpectedEvent { expected: Some(expected), found: None } => {
                write!(f, "expected {expected}, which this is not")
            }
            Problem::MissingFinding { code } => write!(f, "expected the finding `{code}`, which did not occur"),
            Problem::InvalidEvent(error) => error.fmt(f),
            Problem::IdMismatch { derived } => write!(f, "this id does not match the event, whose id is `{derived}`"),
            Problem::MisnamedPath { stem, meant } => {
                write!(f, "the file is called `{}`, which is not an event; did you mean `{meant}`?", cut(stem))
            }
            Problem::UnknownPath { stem, vendor } => {
                write!(f, "the file is called `{}`, which is not an event of {vendor}", cut(stem))
            }
            Problem::UndocumentedEvent { event } => {
                write!(f, "the body of `{event}` is not documented; it is inferred from other events")
            }
            Problem::NotAChatEvent { about } => {
                write!(f, "not about a chat: {}", continued(about.trim_end_matches('.')))
            }
            Problem::UnlikelyEvent { event, known, keys } => {
                write!(f, "read as {event}, which it hardly resembles: {known} of {} match", counted(*keys, "key"))
            }
            _ => return None,
        };
        Some(said)
    }

    /// Says what to do about it.
    pub(super) fn help_with_event(&self) -> Option<String> {
        let help = match self {
            Problem::UnexpectedEvent { expected: None, .. } => {
                "name the folder after the vendor and the file after the event, or leave --expect-path out".to_owned()
            }
            Problem::MissingFinding { code } => {
                format!("`chathook explain {code}` shows what causes it; if the file is right now, stop expecting it")
            }
            Problem::InvalidEvent(EventError::Member { meant: Some(meant), .. }) => format!("did you mean `{meant}`?"),
            Problem::InvalidEvent(_) => {
                "normalize the vendor's payload again; `chathook schema event` says what an event is".to_owned()
            }
            Problem::IdMismatch { .. } => {
                "the event was changed after it was made; normalize the vendor's payload again".to_owned()
            }
            Problem::UnexpectedEvent { expected: Some(_), .. } => {
                "change the payload, or what is expected of it".to_owned()
            }
            Problem::UndocumentedEvent { .. } => "findings here may be wrong; compare with real deliveries".to_owned(),
            Problem::NotAChatEvent { .. } => "nothing to do: `normalize` writes nothing for it".to_owned(),
            Problem::UnlikelyEvent { .. } => "leave --event out to see what it is".to_owned(),
            Problem::MisnamedPath { meant, .. } => format!("call it `{meant}`, or leave --expect-path out"),
            Problem::UnknownPath { vendor, .. } => {
                format!("any event of {vendor} is accepted; name the file after one to demand it")
            }
            _ => return None,
        };
        Some(help)
    }
}

impl Display for EventError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            EventError::Member { key, .. } => write!(f, "`{}` is not a member of a normalized event", cut(key)),
            EventError::Value { expected, found } => {
                write!(f, "expected {expected}, as normalized events have it, found {}", cut(found))
            }
        }
    }
}
