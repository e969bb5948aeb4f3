//! Durations.

use super::accepts::{Accepts, Type};
use super::digits::seconds_of_clock;
use super::number::{NUMBER, is_finite, number};
use super::{Decoded, Decoder, Part, Result, Scalar};
use crate::json::{self, quoted};

/// Texts that are a number of seconds: `10`, `10s`, `00:00:10`.
const DURATIONS: &[&str] = &[r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?s?", "[0-9]{2}:[0-5][0-9]:[0-5][0-9]"];

/// Seconds: a number, a number in text, `10s`, or `00:00:10`.
pub const SECONDS: Scalar = Scalar {
    name: "SECONDS",
    looks: "seconds, such as 10, `10s` or `00:00:10`",
    read: |decoder, raw, _| decoder.bare(raw, seconds),
    write: |fact| quoted(&format!("{}s", fact(Part::Meaning))),
    strict: Accepts::like(DURATIONS, &[Type::Number]),
    mixed: Accepts::like(DURATIONS, &[Type::Number]),
    ..NUMBER
};

fn seconds(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if json::is_text(raw) {
        let text = json::between_quotes(raw);
        if let Some(digits) = text.strip_suffix("s").filter(|digits| is_finite(digits)) {
            return Ok(Decoded::Raw(1, 1 + digits.len()));
        }
        if let Some(seconds) = seconds_of_clock(text) {
            return Ok(decoder.make_json(&seconds.to_string()));
        }
    }
    number(raw, true, is_finite)
}
