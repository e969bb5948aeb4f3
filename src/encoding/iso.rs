//! Times as ISO 8601 has them, or nearly: with or without a zone, with a space for the `T`, and as Ruby prints them.

use super::rfc3339::{Parts, RFC3339};
use super::time::{self, Zone, write_ahead, write_in_zone};
use super::unix::{UNIX_SECONDS, UNIX_SECONDS_OR_NEVER, write_seconds};
use super::zone::offset;
use super::{Assumption, Scalar, unix};

/// A date and a time of day, with or without a zone: `2020-05-17T08:30:09.250Z`, `2020-05-17T08:30:09`,
/// `2020-05-17 08:30:09 UTC`. The digits of a second are kept.
pub const ISO: Scalar = Scalar {
    name: "ISO",
    looks: "a time such as `2018-07-23T05:17:40Z` or `2018-07-23 05:17:40 UTC`",
    read: |decoder, raw, _| decoder.time(raw, false, write),
    time_error: Some(time_error),
    ..RFC3339
};

/// A count of seconds since 1970, where 0 and -1 stand for never, or the same point in time as [`ISO`] has it.
pub const UNIX_SECONDS_OR_ISO: Scalar = Scalar {
    name: "UNIX_SECONDS_OR_ISO",
    looks: "seconds since 1970, or a time such as `2018-07-23T05:17:40Z`",
    read: |decoder, raw, _| decoder.time(raw, true, write_count_or_time),
    write: UNIX_SECONDS.write,
    strict: UNIX_SECONDS.strict,
    mixed: UNIX_SECONDS.mixed,
    never: UNIX_SECONDS_OR_NEVER.never,
    time_error: Some(|text| unix::time_error(text).or_else(|| time_error(text))),
    ..ISO
};

pub(super) fn write(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let Parts { second, fraction, zone: said } = Parts::of(text)?;
    let separator = Some(second[10]).filter(|separator| matches!(separator, b'T' | b't' | b' '))?;
    let ahead = match said.strip_prefix(' ').unwrap_or(said) {
        "" if said.is_empty() => None,
        "Z" | "z" if !said.starts_with(' ') => Some(0),
        "UTC" => Some(0),
        said if said.starts_with(['+', '-']) => Some(offset(said)?.seconds),
        _ => return None,
    };
    let assumed = match ahead {
        Some(ahead) => write_ahead(second, separator, ahead, out).map(|()| Assumption::Nothing),
        None => write_in_zone(second, separator, zone, out),
    };
    out.extend_from_slice(fraction.as_bytes());
    assumed
}

fn write_count_or_time(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    write_seconds(text, zone, out).or_else(|| write(text, zone, out))
}

fn time_error(text: &str) -> Option<time::TimeError> {
    let with_space = text.as_bytes().get(10) == Some(&b' ');
    let real = if with_space { "2018-07-23 05:17:40" } else { "2018-07-23T05:17:40" };
    time::error_in(text, real, 11, |text| write(text, &Zone::utc(), &mut Vec::new()).is_some())
}
