//! Counts from 1970 on whose unit the vendor documents.

use super::accepts::{Accepts, Type};
use super::digits::are_digits;
use super::rfc3339::RFC3339;
use super::time::{TimeError, Zone, formatted, milliseconds, write_count};
use super::unset::is_unset;
use super::{Assumption, Part, Scalar, clear};

/// A count, in text or not, or a time in another clear form.
const ACCEPTS: Accepts = Accepts::like(
    &[r"-?[0-9]+(\.[0-9]+)?", clear::ISO, clear::DATE, clear::JAVASCRIPT, clear::COUNT, clear::UNSET],
    &[Type::Number],
);

/// Seconds since 1970, as a number or in text: `1768031789`, `1768031789.5`, `"1768031789"`.
pub const UNIX_SECONDS: Scalar = Scalar {
    name: "UNIX_SECONDS",
    looks: "seconds since 1970 such as 1768031789",
    read: |decoder, raw, _| decoder.time(raw, true, write_seconds),
    write: |fact| formatted(&fact(Part::Meaning), "%s"),
    strict: ACCEPTS,
    mixed: ACCEPTS,
    time_error: Some(time_error),
    ..RFC3339
};

/// The same, where -1 stands for never, as 0 does.
pub const UNIX_SECONDS_OR_NEVER: Scalar =
    Scalar { name: "UNIX_SECONDS_OR_NEVER", never: Some(|text| is_never(text) || is_unset(text)), ..UNIX_SECONDS };

/// Milliseconds since 1970, as a number or in text: `1768031789250`.
pub const UNIX_MILLISECONDS: Scalar = Scalar {
    name: "UNIX_MILLISECONDS",
    looks: "milliseconds since 1970 such as 1768031789250",
    read: |decoder, raw, _| decoder.time(raw, true, write_milliseconds),
    write: |fact| milliseconds(&fact(Part::Meaning)).to_string(),
    ..UNIX_SECONDS
};

/// The same, where -1 stands for never, as 0 does.
pub const UNIX_MILLISECONDS_OR_NEVER: Scalar =
    Scalar { name: "UNIX_MILLISECONDS_OR_NEVER", never: UNIX_SECONDS_OR_NEVER.never, ..UNIX_MILLISECONDS };

/// Writes the time of a count of seconds.
pub(super) fn write_seconds(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    write_count(text, 0, out).map(|()| Assumption::Nothing)
}

fn write_milliseconds(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    write_count(text, 3, out).map(|()| Assumption::Nothing)
}

/// Returns the reason why a count is no time: a count can only be too far away.
pub(super) fn time_error(text: &str) -> Option<TimeError> {
    let (whole, beyond) = text.split_once('.').unwrap_or((text, "0"));
    let is_count = are_digits(whole.strip_prefix('-').unwrap_or(whole)) && are_digits(beyond);
    is_count.then_some(TimeError::Year)
}

/// Returns true for 0 and for -1, with nothing but zeros behind them.
fn is_never(text: &str) -> bool {
    let (whole, beyond) = text.split_once('.').unwrap_or((text, "0"));
    matches!(whole, "0" | "-0" | "-1") && beyond.bytes().all(|digit| digit == b'0')
}
