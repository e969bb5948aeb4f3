//! Text.

use super::accepts::{Accepts, Type};
use super::{Meaning, Odd, Part, Scalar};
use crate::json::{self, Form, quoted};

/// Text. Where values travel as anything, a number is text too.
pub const TEXT: Scalar = Scalar {
    name: "TEXT",
    looks: "a string",
    means: Meaning::Text,
    parts: &[Part::Meaning],
    read: |decoder, raw, _| decoder.text(raw),
    write: |fact| quoted(&fact(Part::Meaning)),
    strict: Accepts::TEXT,
    mixed: Accepts::text_or(&[Type::Number]),
    copies: Some(Form::Plain),
    is_kept_as_read: false,
    never: None,
    odd: None,
    time_error: None,
};

/// Returns true if a text has white space or control characters in it.
pub(super) fn has_space(text: &str) -> bool {
    // Mostly all of it is printable ASCII, which is seen without a look at each character.
    let is_odd = text.bytes().fold(false, |is_odd, byte| is_odd | !matches!(byte, b'!'..=b'~'));
    is_odd && text.contains(|it: char| it.is_whitespace() || it.is_control())
}

/// Returns the oddity of a text that has characters which people do not see.
pub(super) fn unseen(text: &str) -> Option<Odd> {
    json::hidden_in(text).map(Odd::Unseen)
}
