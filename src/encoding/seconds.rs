//! Durations.

use super::accepts::{Accepts, Type};
use super::digits::{are_digits, seconds_of_clock};
use super::number::{NUMBER, is_finite, number};
use super::{Decoded, Decoder, Part, Result, Scalar};
use crate::json::{self, quoted};

/// Texts that are a number of seconds: `10`, `10s`, `00:00:10`, `00:10.25`, `1.02:03:04`.
const DURATIONS: &[&str] = &[
    r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?s?",
    r"([0-9]{1,5}\.(0[0-9]|1[0-9]|2[0-3])|[0-9]{2}):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?",
    r"[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?",
];

/// Seconds: a number, a number in text, `10s`, or a clock, as .NET writes a span of time: `00:00:10.5`, with days
/// `1.02:03:04`, without hours `00:10`.
pub const SECONDS: Scalar = Scalar {
    name: "SECONDS",
    looks: "seconds, such as 10, `10s` or `00:00:10`",
    read: |decoder, raw, _| decoder.bare(raw, seconds),
    write: |fact| quoted(&format!("{}s", fact(Part::Meaning))),
    strict: Accepts::like(DURATIONS, &[Type::Number]),
    mixed: Accepts::like(DURATIONS, &[Type::Number]),
    ..NUMBER
};

/// The seconds in `1.02:03:04.50`: the days and the hours need not be there, and the digits of a second are kept but for zeros
/// at their end.
fn seconds_of_span(text: &str) -> Option<String> {
    let (clock, fraction) = match text.rsplit_once('.').filter(|(_, fraction)| !fraction.contains(':')) {
        Some((clock, fraction)) if are_digits(fraction) && fraction.len() < 10 => (clock, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let (days, clock) = match clock.split_once('.') {
        Some((days, clock)) if are_digits(days) && days.len() < 6 => (days.parse::<u32>().ok()?, clock),
        Some(_) => return None,
        None => (0, clock),
    };
    let has_days = clock.len() < text.len() - fraction.len() - usize::from(!fraction.is_empty());
    let seconds = match clock.len() {
        5 if !has_days => seconds_of_clock(&format!("00:{clock}"))?,
        _ => seconds_of_clock(clock)?,
    };
    if has_days && seconds >= 24 * 3600 {
        return None;
    }
    let seconds = u64::from(days) * 24 * 3600 + u64::from(seconds);
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { seconds.to_string() } else { format!("{seconds}.{fraction}") })
}

fn seconds(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if json::is_string(raw) {
        let text = json::between_quotes(raw);
        if let Some(digits) = text.strip_suffix("s").filter(|digits| is_finite(digits)) {
            return Ok(Decoded::Raw(1, 1 + digits.len()));
        }
        if let Some(seconds) = seconds_of_span(text) {
            return Ok(decoder.make_json(&seconds));
        }
    }
    number(raw, true, is_finite)
}
