//! What texts look like, as regular expressions in the dialect of JSON Schema.
//!
//! Where this program is generous in what it reads, so are these.

/// The JSON of an object or an array, or JSON that says nothing.
pub(super) const JSON: &str = r#"\s*(\{[\s\S]*\}|\[[\s\S]*\]|""|null)\s*"#;

/// The JSON of an object that holds something.
pub(super) const OBJECT: &str = r#"\s*\{\s*"[\s\S]*\}\s*"#;

/// The JSON of an array that holds something.
pub(super) const LIST: &str = r"\s*\[\s*[^\s\]][\s\S]*\]\s*";

/// The JSON of an object or an array that holds nothing.
pub(super) const EMPTY_CONTAINER: &str = r"\s*(\{\s*\}|\[\s*\])\s*";

/// An offset from UTC as the normalized event has it: `+06:00`.
pub(super) const OFFSET: &str = "^[+-]([01][0-9]|2[0-3]):[0-5][0-9]$";

/// A time as the normalized event has it: `2018-07-23T05:17:40.250Z`.
pub(super) const UTC: &str =
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z$";

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
