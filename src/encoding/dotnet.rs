//! Times as .NET writes them: `/Date(1584422324807)/`.

use super::accepts::{Accepts, Type};
use super::digits::are_digits;
use super::rfc3339::RFC3339;
use super::time::{TimeError, Zone, milliseconds, write_count};
use super::zone::offset;
use super::{Assumption, Part, Scalar, clear};
use crate::json::quoted;

/// A count of so many digits is one of milliseconds; one of fewer is taken to be of seconds. So milliseconds reach back to
/// 1973, and seconds go on to 5138.
pub const MILLISECONDS_HAVE_DIGITS: usize = 12;

/// Milliseconds since 1970 in UTC, `/Date(1584422324807)/`, or that number alone. An offset (`+0200`) changes nothing about
/// the point in time.
pub const DOTNET: Scalar = Scalar {
    name: "DOTNET",
    looks: "a time such as `/Date(1584422324807)/`",
    read: |decoder, raw, _| decoder.time(raw, true, write),
    write: |fact| quoted(&format!("/Date({})/", milliseconds(&fact(Part::Meaning)))),
    strict: ACCEPTS,
    mixed: ACCEPTS,
    time_error: Some(|text| {
        let count = inner(text);
        are_digits(count.strip_prefix('-').unwrap_or(count)).then_some(TimeError::Year)
    }),
    ..RFC3339
};

const ACCEPTS: Accepts = Accepts::like(
    &[
        r"/Date\(-?[0-9]+([+-]([01][0-9]|2[0-3])[0-5][0-9])?\)/",
        "-?[0-9]+([+-]([01][0-9]|2[0-3])[0-5][0-9])?",
        clear::ISO,
        clear::DATE,
        clear::JAVASCRIPT,
        clear::UNSET,
    ],
    &[Type::Integer],
);

/// The count in `/Date(1584422324807)/`, or that count alone.
pub(super) fn inner(text: &str) -> &str {
    text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(text)
}

pub(super) fn write(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let count = inner(text);
    let sign = usize::from(count.starts_with('-'));
    let digits = count[sign..].bytes().take_while(u8::is_ascii_digit).count();
    // The offset that may follow says in which zone the clock was, not which point in time it showed.
    let (count, ahead) = count.split_at(sign + digits);
    let is_offset = ahead.len() == 5 && ahead.starts_with(['+', '-']) && offset(ahead).is_some();
    if !ahead.is_empty() && !is_offset {
        return None;
    }
    let in_seconds = digits < MILLISECONDS_HAVE_DIGITS;
    write_count(count, if in_seconds { 0 } else { 3 }, out)?;
    Some(if in_seconds { Assumption::EpochUnit } else { Assumption::Nothing })
}
