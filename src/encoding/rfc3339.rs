//! Times as RFC 3339 has them: `2018-07-23T05:17:40.250+02:00`.

use super::accepts::{Accepts, Type};
use super::clear;
use super::text::TEXT;
use super::time::{self, Zone, formatted, write_ahead};
use super::unset::is_unset;
use super::zone::offset;
use super::{Assumption, Meaning, Part, Scalar};
use crate::json::quoted;

/// A date and a time of day in UTC, or with an offset from it. The digits of a second are kept.
pub const RFC3339: Scalar = Scalar {
    name: "RFC3339",
    looks: "a time such as `2018-07-23T05:17:40Z`",
    means: Meaning::Time,
    copies: None,
    read: |decoder, raw, _| decoder.time(raw, false, write),
    write: |fact| quoted(&formatted(&fact(Part::Meaning), "%Y-%m-%dT%H:%M:%SZ")),
    strict: Accepts::like(clear::ALL, &[]),
    mixed: Accepts::like(clear::ALL, &[Type::Number]),
    never: Some(is_unset),
    time_error: Some(|text| time::error_in(text, "2018-07-23T05:17:40", 11, reads)),
    ..TEXT
};

fn write(text: &str, _: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let Parts { second, fraction, zone } = Parts::of(text)?;
    let separator = Some(second[10]).filter(|separator| matches!(separator, b'T' | b't'))?;
    let ahead = match zone {
        "Z" | "z" => 0,
        _ if is_offset(zone) => offset(zone)?.seconds,
        _ => return None,
    };
    write_ahead(second, separator, ahead, out)?;
    out.extend_from_slice(fraction.as_bytes());
    Some(Assumption::Nothing)
}

/// Returns true for an offset such as `+02:00`.
fn is_offset(zone: &str) -> bool {
    matches!(zone.as_bytes(), [b'+' | b'-', _, _, b':', _, _])
}

fn reads(text: &str) -> bool {
    write(text, &Zone::utc(), &mut Vec::new()).is_some()
}

/// The parts of `2018-07-23T05:17:40.250+02:00`.
pub(super) struct Parts<'t> {
    /// `2018-07-23T05:17:40`.
    pub(super) second: &'t [u8; 19],
    /// `.250`, or nothing.
    pub(super) fraction: &'t str,
    /// `+02:00`.
    pub(super) zone: &'t str,
}

impl Parts<'_> {
    pub(super) fn of(text: &str) -> Option<Parts<'_>> {
        let (second, rest) = text.split_at_checked(19)?;
        let digits = match rest.as_bytes() {
            [b'.', digits @ ..] => digits.iter().take_while(|byte| byte.is_ascii_digit()).count(),
            _ => 0,
        };
        let (fraction, zone) = rest.split_at(if digits > 0 { digits + 1 } else { 0 });
        Some(Parts { second: second.as_bytes().try_into().ok()?, fraction, zone })
    }
}
