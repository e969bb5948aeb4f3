//! Objects as they are held against descriptions: read as a whole, but for what nobody looks at. A document of some hundred
//! megabytes takes no more memory than a payload.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// An object that was read as a whole, as far as it is looked at.
pub(super) type Object = Map<String, Value>;

/// The most keys of an object that are looked at, and the most items of an array. No described object has nearly as
/// many.
pub(super) const MOST_KEYS: usize = 256;
pub(super) const MOST_ITEMS: usize = 3;

/// The memory that an object may take, in bytes, roughly. What comes after that is null.
const MOST_MEMORY: usize = 8 * 1024 * 1024;

/// The memory that a value takes beside its text, roughly.
const OF_A_VALUE: usize = 96;

/// The object that a text is, if it is one: of each object in it the first keys, of each array the first items.
pub(super) fn object(text: &str) -> Option<Object> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let mut left = MOST_MEMORY;
    let value = Beginning(&mut left).deserialize(&mut parser).ok()?;
    parser.end().ok()?;
    if let Value::Object(object) = value { Some(object) } else { None }
}

/// A value, of which so many bytes may be kept.
struct Beginning<'b>(&'b mut usize);

impl Beginning<'_> {
    /// A value of this length, if there is memory left for it.
    fn kept<V: Into<Value>>(self, length: usize, value: impl FnOnce() -> V) -> Value {
        let size = OF_A_VALUE + length;
        if size > *self.0 {
            return Value::Null;
        }
        *self.0 -= size;
        value().into()
    }
}

impl<'de> DeserializeSeed<'de> for Beginning<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Beginning<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(self.kept(0, || value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(self.kept(0, || value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(self.kept(0, || value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(self.kept(0, || value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(self.kept(value.len(), || value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while kept.len() < MOST_ITEMS {
            let Some(item) = items.next_element_seed(Beginning(self.0))? else { return Ok(Value::Array(kept)) };
            kept.push(item);
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array(kept))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while kept.len() < MOST_KEYS && *self.0 > OF_A_VALUE {
            let Some(key) = members.next_key::<String>()? else { return Ok(Value::Object(kept)) };
            *self.0 = self.0.saturating_sub(OF_A_VALUE + key.len());
            kept.insert(key, members.next_value_seed(Beginning(self.0))?);
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Object(kept))
    }
}
