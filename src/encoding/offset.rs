//! Offsets from UTC.

use super::accepts::Accepts;
use super::digits::two_digits;
use super::text::TEXT;
use super::{Decoder, Flaw, Meaning, Odd, Part, Result, Scalar};
use crate::json::{self, quoted};

/// An offset from UTC: `GMT +06:00`, `UTC-08:00`, `+06:00`.
pub const OFFSET: Scalar = Scalar {
    name: "OFFSET",
    looks: "an offset from UTC such as `GMT +06:00`",
    means: Meaning::Offset,
    read: |decoder, raw, _| read(decoder, raw),
    write: |fact| quoted(&format!("GMT {}", fact(Part::Meaning))),
    mixed: Accepts::TEXT,
    copies: None,
    odd: Some(|text| {
        let offset = offset(text).filter(|offset| offset.lost_sign)?;
        Some(Odd::LostPlusSign(offset.text().to_owned()))
    }),
    ..TEXT
};

fn read(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if !json::is_text(raw) {
        return Err(Flaw::Type);
    }
    let offset = offset(&decoder.unescape(raw)?).ok_or(Flaw::Word)?;
    Ok(decoder.make(offset.text()))
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
