//! Every sentence in which a finding is said, and every next step that it names.
//!
//! Each family of problems has a file here, with a sentence and, below it, a next step for each.

mod encodings;
mod repairs;
mod syntax;

mod detection;
mod event;
mod field;
mod text;
mod value;

use std::fmt::{self, Display, Formatter};

use super::units::counted;
use super::{EventError, Finding, Problem, Tally};

/// The problem in words.
impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let said = self
            .say_of_text(f)
            .or_else(|| self.say_of_detection(f))
            .or_else(|| self.say_of_event(f))
            .or_else(|| self.say_of_field(f))
            .or_else(|| self.say_of_value(f));
        // A problem that nobody wrote a sentence for still says what its code means.
        said.unwrap_or_else(|| f.write_str(self.code().rule().summary()))
    }
}

impl Problem {
    /// Returns the value that should be there, if one should.
    pub fn expected(&self) -> Option<&str> {
        match self {
            Problem::WrongType { expected, .. }
            | Problem::InvalidTime { expected, .. }
            | Problem::InvalidNumber { expected, .. }
            | Problem::InvalidEmbeddedJson { expected, .. }
            | Problem::UnknownValue { expected, .. }
            | Problem::InvalidEvent(EventError::Value { expected, .. }) => Some(expected),
            Problem::UnknownEvent { meant, .. } | Problem::InvalidEvent(EventError::Member { meant, .. }) => *meant,
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

    /// Returns the next step, unless only the value's description says that.
    pub fn help(&self) -> Option<String> {
        self.help_with_text()
            .or_else(|| self.help_with_detection())
            .or_else(|| self.help_with_event())
            .or_else(|| self.help_with_field())
            .or_else(|| self.help_with_value())
    }
}

impl Finding {
    /// Returns the next step; for lack of a better one, the command that tells more of the field or of the code.
    pub fn help(&self) -> String {
        let explain = || {
            let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '/' | '_' | '-' | '.');
            match self.pointer.as_str() {
                pointer if !pointer.is_empty() && pointer.len() <= 100 && pointer.chars().all(is_plain) => {
                    format!("`chathook explain {pointer}` shows how the vendor writes it")
                }
                _ => format!("`chathook explain {}` says more", self.problem.code().rule().name),
            }
        };
        self.problem.help().unwrap_or_else(explain)
    }
}

/// The number of findings of each severity: `2 errors, 1 note`.
impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let counts = self.by_severity().map(|(severity, count)| counted(count, severity.name()));
        f.write_str(&counts.collect::<Vec<_>>().join(", "))
    }
}

/// A sentence as it goes on after a colon.
fn continued(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
