//! Sentences about fields: which are there, and how they agree.

use std::fmt::{self, Formatter};

use super::continued;
use crate::finding::Problem;
use crate::finding::units::{cut, in_hours, in_seconds};

impl Problem {
    /// Says which fields are there or missing, and which contradict each other.
    pub(super) fn say_of_field(&self, f: &mut Formatter<'_>) -> Option<fmt::Result> {
        let said = match self {
            Problem::MissingField { key, object, .. } if object.is_empty() => {
                write!(f, "`{key}` is missing from the payload")
            }
            Problem::MissingField { key, object, .. } => write!(f, "`{key}` is missing from `{}`", cut(object)),
            Problem::EmptyField { key } => write!(f, "`{key}` is empty, but is required"),
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
            Problem::AbsentFields { absent, documented, .. } => {
                write!(f, "{absent} of {documented} documented fields are absent")
            }
            Problem::RequiredAbsent { name } => write!(f, "`{}` is missing or empty", cut(name)),
            Problem::SecretInPayload { key } => write!(f, "`{key}` holds a secret"),
            _ => return None,
        };
        Some(said)
    }

    /// Says what to do about it.
    pub(super) fn help_with_field(&self) -> Option<String> {
        let help = match self {
            Problem::SecretInPayload { .. } => "replace the value with `<secret>` before you share the file".to_owned(),
            Problem::AbsentFields { vendor, event, .. } => {
                format!("`chathook explain {vendor}/{event}` lists them; --require demands those that you need")
            }
            Problem::RequiredAbsent { .. } => {
                "--require demands it; look for it in what was sent, or no longer require it".to_owned()
            }
            Problem::MissingField { meaning, .. } => {
                format!("it is required: {}", as_phrase(meaning))
            }
            Problem::ImplausibleDuration { seconds, .. } if *seconds < 0.0 => {
                "usually a clock that was changed in between".to_owned()
            }
            Problem::ImplausibleDuration { .. } => {
                "usually a chat that nobody closed, or a clock that was changed".to_owned()
            }
            Problem::EmptyField { .. } => "look for its value in what was sent".to_owned(),
            Problem::ConflictingValues { .. } => {
                "correct the one that is wrong; this one stays in `unmapped`".to_owned()
            }
            Problem::TimeOrder { .. } => "one of them is wrong; check that both have the same zone and unit".to_owned(),
            Problem::WaitMismatch { .. } => {
                "the wait or one of the two times is wrong; check that both have the same zone and unit".to_owned()
            }
            Problem::MisspelledField { meant, .. } => format!("write `{meant}`, or leave it in `unmapped`"),
            Problem::UnknownField { .. } => {
                "it is kept in `unmapped`; to forbid it: --level unknown-field=error".to_owned()
            }
            _ => return None,
        };
        Some(help)
    }
}

/// The first sentence of a description, as a part of another.
fn as_phrase(meaning: &str) -> String {
    continued(meaning.split(". ").next().unwrap_or_default().trim_end_matches('.'))
}
