//! Times as JavaScript prints a date: `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)`.

use super::rfc3339::RFC3339;
use super::time::{self, TimeError, Zone, formatted, write_formatted};
use super::{Assumption, Part, Scalar};
use crate::json::quoted;

/// A date with its weekday, a time of day, an offset from UTC, and perhaps the zone's name.
pub const JAVASCRIPT: Scalar = Scalar {
    name: "JAVASCRIPT",
    looks: "a time such as `Wed Mar 03 2021 10:19:49 GMT+0000`",
    read: |decoder, raw, _| decoder.time(raw, false, write),
    write: |fact| {
        quoted(&formatted(&fact(Part::Meaning), "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)"))
    },
    time_error: Some(time_error),
    ..RFC3339
};

pub(super) fn write(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let rest = write_formatted(text, "%a %b %d %Y %H:%M:%S GMT%z", out)?;
    let is_name = rest.starts_with(" (") && rest.ends_with(')');
    (rest.is_empty() || is_name).then_some(Assumption::Nothing)
}

fn time_error(text: &str) -> Option<TimeError> {
    let why = time::error_in(text, "Wed Mar 03 2021 10:19:49", 16, reads)?;
    let of_weekday = |weekday: &str| reads(&format!("{weekday}{}", &text[3..]));
    let has_weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].into_iter().any(of_weekday);
    Some(if why == TimeError::Day && has_weekday { TimeError::Weekday } else { why })
}

fn reads(text: &str) -> bool {
    write(text, &Zone::utc(), &mut Vec::new()).is_some()
}
