//! Offsets from UTC.

use super::accepts::Accepts;
use super::text::TEXT;
use super::zone::offset;
use super::{DecodeError, Decoder, Meaning, Odd, Part, Result, Scalar};
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
    if !json::is_string(raw) {
        return Err(DecodeError::Type);
    }
    let offset = offset(&decoder.unescape(raw)?).ok_or(DecodeError::Word)?;
    Ok(decoder.make(offset.text()))
}
