//! Identifiers.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::accepts::{Accepts, Type};
use super::text::{TEXT, unseen};
use super::{DecodeError, Decoded, Decoder, Meaning, Odd, Part, Result, Scalar, text_or_number};
use crate::json::{self, is_number, is_whole_number};
use crate::uri;

/// The ending of an id that was cut short by whoever wrote it down: `3c9cb1a0....`.
pub const ELISION: &str = "....";

/// An identifier: text or a whole number, and always text when normalized.
pub const ID: Scalar = Scalar {
    name: "ID",
    looks: "an id: a string or a whole number",
    means: Meaning::Id,
    read: |decoder, raw, _| decoder.id(raw),
    strict: Accepts::text_or(&[Type::Integer]),
    mixed: Accepts::text_or(&[Type::Integer]),
    never: Some(is_no_guid),
    odd: Some(|text| unseen(text).or_else(|| text.ends_with(ELISION).then_some(Odd::Elided))),
    ..TEXT
};

/// The identifier of the vendor's customer; the normalized `source` ends in it.
pub const ACCOUNT: Scalar = Scalar {
    name: "ACCOUNT",
    means: Meaning::Source,
    read: |decoder, raw, _| account(decoder, raw),
    copies: None,
    odd: Some(unseen),
    ..ID
};

/// The same, where it is never a number.
pub const ACCOUNT_STRING: Scalar = Scalar {
    name: "ACCOUNT_STRING",
    looks: "an id: a string",
    read: |decoder, raw, _| if json::is_string(raw) { account(decoder, raw) } else { Err(DecodeError::Type) },
    strict: Accepts::TEXT,
    mixed: Accepts::TEXT,
    ..ACCOUNT
};

/// An identifier if it is a whole number or a GUID, otherwise a name.
pub const ID_OR_NAME: Scalar = Scalar {
    name: "ID_OR_NAME",
    looks: "an id or a name",
    parts: &[Part::Id, Part::Name],
    read: |decoder, raw, part| decoder.bare(raw, |decoder, raw| id_or_name(decoder, raw, part)),
    copies: None,
    odd: Some(|text| {
        unseen(text).filter(|_| text.chars().all(|it| !it.is_alphabetic()) || is_any_guid(&visible(text)))
    }),
    ..ID
};

/// An array of exactly one identifier: `[5]` is `"5"`. Any other array stays whole in `unmapped`.
pub const ONLY_ID: Scalar = Scalar {
    name: "ONLY_ID",
    looks: "an array of ids",
    read: |decoder, raw, _| only_id(decoder, raw),
    write: |fact| format!("[{}]", json::quoted(&fact(Part::Meaning))),
    strict: Accepts::like(&[], &[Type::Array]),
    mixed: Accepts::like(&[], &[Type::Array]),
    copies: None,
    odd: None,
    ..ID
};

fn only_id(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    if !raw.starts_with('[') {
        return Err(DecodeError::Type);
    }
    let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(|_| DecodeError::Type)?;
    match items.as_slice() {
        [only] if json::is_string(only.get()) || is_whole_number(only.get()) => {
            let id = if json::is_string(only.get()) { decoder.unescape(only.get())? } else { only.get().into() };
            Ok(if json::is_blank(&id) || is_no_guid(&id) { Decoded::Absent } else { decoder.make(&id) })
        }
        _ => Ok(Decoded::Absent),
    }
}

/// Writes `/VENDOR/ACCOUNT`.
fn account(decoder: &mut Decoder<'_>, raw: &str) -> Result {
    let account = match json::is_string(raw) {
        true => decoder.unescape(raw)?,
        false if is_whole_number(raw) => Cow::Borrowed(raw),
        false if is_number(raw) => return Err(DecodeError::Number),
        false => return Err(DecodeError::Type),
    };
    decoder.made.extend_from_slice(b"\"/");
    decoder.made.extend_from_slice(decoder.vendor.as_bytes());
    decoder.made.push(b'/');
    uri::push_encoded(&account, b"", &mut decoder.made);
    decoder.made.push(b'"');
    Ok(Decoded::Made)
}

fn id_or_name(decoder: &mut Decoder<'_>, raw: &str, part: Part) -> Result {
    let is_id = is_whole_number(text_or_number(raw)) || is_any_guid(text_or_number(raw));
    match part {
        _ if !json::is_string(raw) && !is_id => Err(DecodeError::Type),
        Part::Id if is_id => decoder.id(raw),
        Part::Name if !is_id => decoder.text(raw),
        _ => Ok(Decoded::Absent),
    }
}

/// Returns a text without the characters that people do not see.
fn visible(text: &str) -> String {
    text.chars().filter(|it| !json::is_hidden(*it)).collect()
}

/// Returns true for the GUID of zeros only, which stands for none.
fn is_no_guid(text: &str) -> bool {
    text.starts_with(['0', '{']) && guid_digits(text).is_some_and(|mut digits| digits.all(|digit| digit == b'0'))
}

/// Returns true if both texts are one GUID, in whatever form each is written.
pub fn are_one_guid(one: &str, other: &str) -> bool {
    match (guid_digits(one), guid_digits(other)) {
        (Some(one), Some(other)) => one.eq(other),
        _ => false,
    }
}

/// An id as JSON, such that one GUID is the same however it is written.
pub fn canonical(json: &[u8]) -> Vec<u8> {
    let bare = str::from_utf8(json).unwrap_or_default().trim_matches('"');
    guid_digits(bare).map_or_else(|| json.to_vec(), Iterator::collect)
}

/// Returns true for a GUID in any of .NET's forms.
fn is_any_guid(text: &str) -> bool {
    guid_digits(text).is_some()
}

/// The digits of a GUID, in small letters: `db120346-2fa5-4957-a62b-e6765ab2691b`, without its hyphens, or in braces.
fn guid_digits(text: &str) -> Option<impl Iterator<Item = u8>> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let is_right = is_guid(inner) || (inner.len() == 32 && inner.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_right.then(|| inner.bytes().filter(|byte| *byte != b'-').map(|byte| byte.to_ascii_lowercase()))
}

/// Returns true for a GUID of the usual form: `db120346-2fa5-4957-a62b-e6765ab2691b`.
pub(super) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
