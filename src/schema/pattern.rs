//! What texts look like, as regular expressions in the dialect of JSON Schema.
//!
//! Where this program is generous in what it reads, so are these.

use crate::describe::Clock;

/// A whole number.
pub(super) const WHOLE_NUMBER: &str = "-?(0|[1-9][0-9]*)";

/// A number.
pub(super) const NUMBER: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?";

/// A number of seconds: `10`, `10s`.
pub(super) const SECONDS: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?s?";

/// Hours, minutes and seconds: `00:00:10`.
pub(super) const DURATION: &str = "[0-9]{2}:[0-5][0-9]:[0-5][0-9]";

/// The JSON of an object or a list, or JSON that says nothing.
pub(super) const JSON: &str = r#"\s*(\{[\s\S]*\}|\[[\s\S]*\]|""|null)\s*"#;

/// The JSON of an object that holds something.
pub(super) const OBJECT: &str = r#"\s*\{\s*"[\s\S]*\}\s*"#;

/// The JSON of a list that holds something.
pub(super) const LIST: &str = r"\s*\[\s*[^\s\]][\s\S]*\]\s*";

/// The JSON of an object or a list that holds nothing.
pub(super) const EMPTY_CONTAINER: &str = r"\s*(\{\s*\}|\[\s*\])\s*";

/// An offset from UTC as the normalized event has it: `+06:00`.
pub(super) const OFFSET: &str = "^[+-]([01][0-9]|2[0-3]):[0-5][0-9]$";

/// A time as the normalized event has it: `2018-07-23T05:17:40.250Z`.
pub(super) const UTC: &str =
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z$";

/// The texts that are a time on some clock.
pub(super) fn times(clock: Clock) -> &'static [&'static str] {
    match clock {
        Clock::DotNet => {
            &[r"/Date\(-?[0-9]+([+-]([01][0-9]|2[0-3])[0-5][0-9])?\)/", "-?[0-9]+([+-]([01][0-9]|2[0-3])[0-5][0-9])?"]
        }
        Clock::Local => &["[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"],
        Clock::JavaScript => &[
            r"[A-Za-z]{3}\s*[A-Za-z]{3}\s*[0-9]{1,2}\s*\+?\s*[0-9]{1,4}\s*[0-9]{1,2}:\s*[0-9]{1,2}:\s*[0-9]{1,2}\s*GMT[+-][0-9]{4}([0-9]{2})?( \([\s\S]*\))?",
        ],
        Clock::Rfc3339 => &[
            r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
        ],
    }
}

/// The regular expression of a text that is like one of these from its beginning to its end.
pub(super) fn one_of(alternatives: &[String]) -> String {
    match alternatives {
        [only] => format!("^{only}$"),
        several => format!("^({})$", several.join("|")),
    }
}

/// The regular expression of this text and no other.
pub(super) fn exactly(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.chars() {
        if r"\^$.*+?()[]{}|/".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}
