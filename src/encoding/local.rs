//! Times without a zone: `2018-07-23 05:17:40`.

use super::rfc3339::RFC3339;
use super::time::{self, Zone, formatted, write_in_zone};
use super::{Assumption, Part, Scalar};
use crate::json::quoted;

/// A date and a time of day, without a zone.
pub const LOCAL: Scalar = Scalar {
    name: "LOCAL",
    looks: "a time such as `2018-07-23 05:17:40`",
    read: |decoder, raw, _| decoder.time(raw, false, write),
    write: |fact| quoted(&formatted(&fact(Part::Meaning), "%Y-%m-%d %H:%M:%S")),
    time_error: Some(|text| time::error_in(text, "2018-07-23 05:17:40", 11, reads)),
    ..RFC3339
};

fn write(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    write_in_zone(text.as_bytes().try_into().ok()?, b' ', zone, out)
}

fn reads(text: &str) -> bool {
    write(text, &Zone::utc(), &mut Vec::new()).is_some()
}
