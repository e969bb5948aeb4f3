//! Zones and offsets from UTC.

use jiff::tz::{Offset, TimeZone};

use super::digits::two_digits;

/// The zone in which times are read that have none.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The zone as it was named: `UTC`, `Europe/Vienna`, `+02:00`.
    pub name: String,
    /// The zone's rules, unless it is UTC.
    pub(super) rules: Option<TimeZone>,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: None }
    }

    /// The zone of this name: an IANA name (`Europe/Vienna`) or an offset (`+02:00`). It is called by the same name
    /// however it was written.
    pub fn named(name: &str) -> Option<Zone> {
        let (name, rules) = if name.starts_with(['+', '-']) {
            let offset = offset(name)?;
            (offset.text().to_owned(), TimeZone::fixed(Offset::from_seconds(offset.seconds).ok()?))
        } else {
            let rules = TimeZone::get(name).ok()?;
            (rules.iana_name()?.to_owned(), rules)
        };
        let is_utc = name == "UTC" || rules.to_fixed_offset().is_ok_and(|offset| offset == Offset::UTC);
        Some(if is_utc { Zone::utc() } else { Zone { name, rules: Some(rules) } })
    }

    /// Its rules.
    pub fn rules(&self) -> TimeZone {
        self.rules.clone().unwrap_or(TimeZone::UTC)
    }
}

/// An offset from UTC.
#[derive(Debug, PartialEq, Eq)]
pub struct UtcOffset {
    /// As `+06:00`.
    text: [u8; 6],
    /// In seconds, positive to the east.
    pub seconds: i32,
    /// It was written without a sign and taken to be east of Greenwich.
    pub lost_sign: bool,
}

impl UtcOffset {
    /// As `+06:00`.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }
}

/// The offset in `GMT +06:00`, `UTC-08:00`, `+0530`, `GMT`, or `GMT 06:00`, where a plus sign was lost.
pub fn offset(text: &str) -> Option<UtcOffset> {
    let named = text.strip_prefix("GMT").or_else(|| text.strip_prefix("UTC"));
    let rest = named.unwrap_or(text).trim_start_matches(' ').as_bytes();
    if rest.is_empty() && named.is_some() {
        return Some(UtcOffset { text: *b"+00:00", seconds: 0, lost_sign: false });
    }
    let (sign, digits, lost_sign) = match rest {
        [sign @ (b'+' | b'-'), digits @ ..] => (*sign, digits, false),
        _ if named.is_some() => (b'+', rest, true),
        _ => return None,
    };
    let (&[h, hh, b':', m, mm] | &[h, hh, m, mm]) = digits else { return None };
    let (hours, minutes) = (two_digits([h, hh])?, two_digits([m, mm])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let seconds = if sign == b'-' { -seconds } else { seconds };
    Some(UtcOffset { text: [sign, h, hh, b':', m, mm], seconds, lost_sign })
}
