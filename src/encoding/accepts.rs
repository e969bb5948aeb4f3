//! The JSON that is right for a value, in the terms of a schema: types, and what texts are like.
//!
//! Where this program is generous in what it reads, so are these.

use serde::Serialize;

/// A JSON type, as schemas name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A string.
    String,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// Null.
    Null,
}

/// The JSON that is right for a value.
#[derive(Clone, Copy, Debug)]
pub struct Accepts {
    /// Types of the values that are not strings.
    pub types: &'static [Type],
    /// The texts.
    pub texts: Texts,
}

/// Texts that are right.
#[derive(Clone, Copy, Debug)]
pub enum Texts {
    /// Any.
    Any,
    /// Those that are like one of these from beginning to end: regular expressions in the dialect of JSON Schema.
    Like(&'static [&'static str]),
}

impl Type {
    /// The type of a raw value. Any number is a number.
    pub fn of(raw: &str) -> Type {
        match raw.as_bytes().first() {
            Some(b'"') => Type::String,
            Some(b'{') => Type::Object,
            Some(b'[') => Type::Array,
            Some(b't' | b'f') => Type::Boolean,
            Some(b'n') => Type::Null,
            _ => Type::Number,
        }
    }
}

impl Accepts {
    /// Any text, and nothing else.
    pub const TEXT: Accepts = Accepts::text_or(&[]);

    /// Any text, and anything of these types.
    pub const fn text_or(types: &'static [Type]) -> Accepts {
        Accepts { types, texts: Texts::Any }
    }

    /// Returns true if some value of this type is right.
    pub fn takes(&self, kind: Type) -> bool {
        match kind {
            Type::String => !matches!(self.texts, Texts::Like(&[])),
            Type::Number => self.types.contains(&Type::Number) || self.types.contains(&Type::Integer),
            kind => self.types.contains(&kind),
        }
    }

    /// Texts that are like one of these, and anything of these types.
    pub const fn like(texts: &'static [&'static str], types: &'static [Type]) -> Accepts {
        Accepts { types, texts: Texts::Like(texts) }
    }
}
