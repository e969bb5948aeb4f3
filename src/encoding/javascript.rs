//! Times as JavaScript prints a date: `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)`.

use super::accepts::Accepts;
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
    strict: ACCEPTS,
    mixed: ACCEPTS,
    unreal: Some(unreal),
    ..RFC3339
};

const ACCEPTS: Accepts = Accepts::like(
    &[
        r"[A-Za-z]{3}\s*[A-Za-z]{3}\s*[0-9]{1,2}\s*\+?\s*[0-9]{1,4}\s*[0-9]{1,2}:\s*[0-9]{1,2}:\s*[0-9]{1,2}\s*GMT[+-][0-9]{4}([0-9]{2})?( \([\s\S]*\))?",
    ],
    &[],
);

fn write(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let rest = write_formatted(text, "%a %b %d %Y %H:%M:%S GMT%z", out)?;
    let is_name = rest.starts_with(" (") && rest.ends_with(')');
    (rest.is_empty() || is_name).then_some(Assumption::Nothing)
}

fn unreal(text: &str) -> Option<TimeError> {
    let why = time::unreal(text, "Wed Mar 03 2021 10:19:49", 16, reads)?;
    let of_weekday = |weekday: &str| reads(&format!("{weekday}{}", &text[3..]));
    let has_weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].into_iter().any(of_weekday);
    Some(if why == TimeError::Day && has_weekday { TimeError::Weekday } else { why })
}

fn reads(text: &str) -> bool {
    write(text, &Zone::utc(), &mut Vec::new()).is_some()
}
