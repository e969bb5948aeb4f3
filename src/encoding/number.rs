//! Numbers.

use super::accepts::{Accepts, Type};
use super::text::TEXT;
use super::{DecodeError, Decoded, Meaning, Odd, Part, Result, Scalar};
use crate::json::{self, Form, is_number, is_whole_number};

/// Texts that are whole numbers.
const COUNTS: &[&str] = &["-?(0|[1-9][0-9]*)"];

/// Texts that are numbers.
const NUMBERS: &[&str] = &[r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"];

/// A whole number. Where values travel as anything, one in text too.
pub const COUNT: Scalar = Scalar {
    name: "COUNT",
    looks: "a whole number",
    means: Meaning::Count,
    read: |decoder, raw, _| decoder.bare(raw, |decoder, raw| number(raw, decoder.is_mixed(), is_whole_number)),
    odd: Some(|text| (text.starts_with('-') && text != "-0").then_some(Odd::Negative)),
    strict: Accepts::like(&[], &[Type::Integer]),
    mixed: Accepts::like(COUNTS, &[Type::Integer]),
    ..NUMBER
};

/// A number, or a number in text.
pub const NUMBER: Scalar = Scalar {
    name: "NUMBER",
    looks: "a number",
    means: Meaning::Number,
    read: |decoder, raw, _| decoder.bare(raw, |_, raw| number(raw, true, is_finite)),
    write: |fact| fact(Part::Meaning),
    strict: Accepts::like(NUMBERS, &[Type::Number]),
    mixed: Accepts::like(NUMBERS, &[Type::Number]),
    copies: Some(Form::Whole),
    ..TEXT
};

/// A number as it is written, in text if that is allowed.
pub(super) fn number(raw: &str, in_string: bool, is_right: fn(&str) -> bool) -> Result {
    match raw.as_bytes()[0] {
        b'"' if !in_string => Err(DecodeError::Type),
        b'"' if is_right(json::between_quotes(raw)) => Ok(Decoded::Raw(1, raw.len() - 1)),
        b'-' | b'0'..=b'9' if is_right(raw) => Ok(Decoded::Raw(0, raw.len())),
        b'"' | b'-' | b'0'..=b'9' => Err(DecodeError::Number),
        _ => Err(DecodeError::Type),
    }
}

/// Returns true for a number that programs can hold. `1e999` is none.
pub(super) fn is_finite(text: &str) -> bool {
    is_few_digits(text) || (is_number(text) && text.parse::<f64>().is_ok_and(f64::is_finite))
}

/// Returns true for a whole number that is far from too large, as most are.
fn is_few_digits(text: &str) -> bool {
    text.len() < 16 && is_whole_number(text)
}
