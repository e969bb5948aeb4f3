//! Forms of texts, as regular expressions in the dialect of JSON Schema.
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

/// The JSON of an object that stands for an array: its first key is an index.
pub(super) const NUMBERED: &str = r#"\s*\{\s*"(0|[1-9][0-9]{0,8})"\s*:[\s\S]*\}\s*"#;

/// The key of an object that stands for an array.
pub(super) const INDEX: &str = "^(0|[1-9][0-9]{0,8})$";

/// A text in which there is nothing to see.
pub(super) const BLANK: &str = r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]*";

/// A text that is not empty.
pub(super) const ANY: &str = r"[\s\S]";

/// A text in which there is something to see.
pub(super) const VISIBLE: &str = r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]";

/// The same, if it is not the GUID of zeros.
pub(super) const ID: &str = r"^(?!\{?0{8}-?0{4}-?0{4}-?0{4}-?0{12}\}?$)[\s\S]*[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]";

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
