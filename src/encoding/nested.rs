//! Objects and arrays that are kept whole, as they are or as JSON in a string.

use serde_json::value::RawValue;

use super::{DecodeError, Decoded, Decoder, Result};
use crate::json;

/// Reads any JSON.
pub fn json(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if json::is_string(raw) {
        return decoder.text(raw);
    }
    if !json::is_container(raw) {
        return Ok(Decoded::Raw(0, raw.len()));
    }
    match json::write_compact(raw, decoder.depth, &mut decoder.made) {
        None => Ok(Decoded::Made),
        Some(error) => Err(DecodeError::Json(error)),
    }
}

/// Reads an object or an array, as it is or as JSON in a string.
pub fn json_text(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if !json::is_string(raw) {
        return if json::is_container(raw) { json(decoder, raw) } else { Err(DecodeError::Type) };
    }
    let text = decoder.unescape(raw)?;
    let inner: &RawValue = serde_json::from_str(&text).map_err(|_| DecodeError::EmbeddedJson)?;
    if json::is_container(inner.get()) { json(decoder, inner.get()) } else { Err(DecodeError::EmbeddedJson) }
}

/// Returns the reason why an object or an array was not taken apart.
pub fn not_taken_apart(decoder: &Decoder<'_>, raw: &str) -> DecodeError {
    if !json::is_string(raw) || !decoder.is_mixed() {
        return DecodeError::Type;
    }
    decoder.unescape(raw).err().unwrap_or(DecodeError::EmbeddedJson)
}

/// Returns true if the JSON in a string says nothing: `"[]"` or `"{}"`.
pub fn holds_nothing(raw: &str) -> bool {
    matches!(raw, r#""[]""# | r#""{}""#)
        || json::unescape(raw).is_some_and(|text| {
            let json = text.trim_ascii();
            matches!(json, "null" | "\"\"") || json::is_empty_container(json)
        })
}
