//! True and false.

use super::accepts::{Accepts, Type};
use super::text::TEXT;
use super::{DecodeError, Decoded, Decoder, Meaning, Part, Result, Scalar};
use crate::json;

/// True or false. Where values travel as anything, text that says so too.
pub const BOOLEAN: Scalar = Scalar {
    name: "BOOLEAN",
    looks: "true or false",
    means: Meaning::Boolean,
    read: |decoder, raw, _| decoder.bare(raw, boolean),
    write: |fact| fact(Part::Meaning),
    strict: Accepts::like(&[], &[Type::Boolean]),
    mixed: Accepts::like(&["true", "false"], &[Type::Boolean]),
    copies: None,
    is_kept_as_read: true,
    ..TEXT
};

fn boolean(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    match raw {
        "true" | "false" => Ok(Decoded::Raw(0, raw.len())),
        "\"true\"" | "\"false\"" if decoder.is_mixed() => Ok(Decoded::Raw(1, raw.len() - 1)),
        _ if json::is_string(raw) && decoder.is_mixed() => Err(DecodeError::Boolean),
        _ => Err(DecodeError::Type),
    }
}
