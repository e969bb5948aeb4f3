//! Parts that the schemas of reports are made of.

use super::keywords::{Schema, Type};

/// An object of these members and no others. A member whose name ends in a question mark may be absent.
pub(super) fn object(members: &[(&'static str, Schema, &str)]) -> Schema {
    let property = |(name, schema, doc): &(&'static str, Schema, &str)| {
        (name.trim_end_matches('?').to_owned(), schema.clone().described(*doc))
    };
    let required = members.iter().map(|(name, ..)| *name).filter(|name| !name.ends_with('?'));
    Schema {
        properties: members.iter().map(property).collect(),
        required: required.collect(),
        additional_properties: Some(false),
        ..Schema::of(Type::Object)
    }
}

/// Any string.
pub(super) fn text() -> Schema {
    Schema::of(Type::String)
}

/// A whole number that is not negative.
pub(super) fn count() -> Schema {
    Schema { minimum: Some(0), ..Schema::of(Type::Integer) }
}

/// An array of these.
pub(super) fn list(items: Schema) -> Schema {
    Schema { items: Some(Box::new(items)), ..Schema::of(Type::Array) }
}

/// This, or null.
pub(super) fn or_null(mut schema: Schema) -> Schema {
    schema.types.push(Type::Null);
    schema
}

/// Any number.
pub(super) fn number() -> Schema {
    Schema::of(Type::Number)
}

/// True or false.
pub(super) fn boolean() -> Schema {
    Schema::of(Type::Boolean)
}
