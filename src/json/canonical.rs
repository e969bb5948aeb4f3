//! JSON in its canonical form (RFC 8785): members sorted, numbers as ECMAScript writes them, no white space.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::sorting::sort_by;

/// Error of a value without a canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCanonical {
    /// JSON Pointer of the value.
    pub pointer: String,
    /// Reason why it has none.
    pub reason: Reason,
}

/// Reason why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A number that its canonical form would change, because a double cannot hold it.
    Number(String),
    /// An object that has a key twice.
    DuplicateKey(String),
    /// A text that is not JSON, or no Unicode.
    NotJson,
}

/// Writes a value in its canonical form. If it has none, the bytes written mean nothing.
pub fn write_canonical(json: &str, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    let value = serde_json::from_str(json).map_err(|_| NotCanonical::at("", Reason::NotJson))?;
    write(value, out)
}

impl NotCanonical {
    fn at(pointer: &str, reason: Reason) -> NotCanonical {
        NotCanonical { pointer: pointer.to_owned(), reason }
    }

    /// The same, seen from one step further out.
    fn below(mut self, step: &str) -> NotCanonical {
        self.pointer.insert_str(0, &format!("/{}", step.replace('~', "~0").replace('/', "~1")));
        self
    }
}

impl Display for NotCanonical {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Number(number) => {
                write!(
                    f,
                    "{}: {number} has no canonical form: a double cannot hold it, and it would change",
                    self.pointer
                )
            }
            Reason::DuplicateKey(key) => {
                write!(f, "{}: no canonical form holds the duplicate key `{key}`", self.pointer)
            }
            Reason::NotJson => f.write_str("what is not JSON has no canonical form"),
        }
    }
}

fn write(value: &RawValue, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    let json = value.get();
    let not_json = |_| NotCanonical::at("", Reason::NotJson);
    match json.as_bytes()[0] {
        b'{' => write_object(serde_json::from_str(json).map_err(not_json)?, out)?,
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(json).map_err(not_json)?;
            out.push(b'[');
            for (index, item) in items.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out).map_err(|error| error.below(&index.to_string()))?;
            }
            out.push(b']');
        }
        b'"' => write_string(&serde_json::from_str::<Cow<'_, str>>(json).map_err(not_json)?, out),
        b'-' | b'0'..=b'9' => {
            let number = number(json).ok_or_else(|| NotCanonical::at("", Reason::Number(json.to_owned())))?;
            out.extend_from_slice(number.as_bytes());
        }
        _ => out.extend_from_slice(json.as_bytes()),
    }
    Ok(())
}

/// The members of an object, in their order.
struct Members<'j>(Vec<(Cow<'j, str>, &'j RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'de>, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
                    members.push((serde_json::from_str(key.get()).map_err(de::Error::custom)?, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// Writes an object, its members sorted by the UTF-16 code units of their keys.
fn write_object(Members(mut members): Members<'_>, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    sort_by(&mut members, |(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    if let Some(twice) = members.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(NotCanonical::at("", Reason::DuplicateKey(twice[0].0.to_string())));
    }
    out.push(b'{');
    for (index, (key, value)) in members.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_string(&key, out);
        out.push(b':');
        write(value, out).map_err(|error| error.below(&key))?;
    }
    out.push(b'}');
    Ok(())
}

/// Writes a string with no escapes but those that it needs, `\u001f` in small letters.
fn write_string(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a string can be written to memory");
}

/// A number as ECMAScript writes it, if that is the same number: `1E2` is `100`, `0.50` is `0.5`, and
/// `9007199254740993` has none, for a double holds only `9007199254740992`.
fn number(json: &str) -> Option<String> {
    let double: f64 = json.parse().ok().filter(|double: &f64| double.is_finite())?;
    // The shortest digits that mean this double; of two that are as near, ECMAScript takes the even, Rust's `{:e}` the odd.
    let shortest = serde_json::to_string(&double).ok()?;
    let (digits, exponent) = decimal(&shortest)?;
    if decimal(json)? != (digits.clone(), exponent) {
        return None;
    }
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let sign = if double.is_sign_negative() { "-" } else { "" };
    let count = i64::try_from(digits.len()).ok()?;
    // The number is 0.digits times ten to this power.
    let point = count + exponent;
    let at = |point: i64| usize::try_from(point).unwrap_or(0);
    Some(match point {
        _ if (count..=21).contains(&point) => format!("{sign}{digits}{}", "0".repeat(at(point - count))),
        1..=21 => format!("{sign}{}.{}", &digits[..at(point)], &digits[at(point)..]),
        -5..=0 => format!("{sign}0.{}{digits}", "0".repeat(at(-point))),
        _ => {
            let fraction = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
            format!("{sign}{}{fraction}e{:+}", &digits[..1], point - 1)
        }
    })
}

/// The digits of a number that count, and the power of ten that they are multiplied with. Zero has no digits.
fn decimal(number: &str) -> Option<(String, i64)> {
    let number = number.strip_prefix('-').unwrap_or(number);
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let counting = digits.trim_end_matches('0');
    if counting.is_empty() {
        return Some((String::new(), 0));
    }
    let zeros = i64::try_from(digits.len() - counting.len()).ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    Some((counting.to_owned(), exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(zeros)?))
}
