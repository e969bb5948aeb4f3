//! The objects of reports as tables: what each member is, and for what.

use super::keywords::{Schema, Type};

/// A member of an object: its name, with a question mark behind it if it may be absent; its value; its meaning, as a
/// sentence.
pub(super) type Member = (&'static str, Part, &'static str);

/// A value in a report.
pub(super) enum Part {
    /// Any string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// One of the strings that this gives.
    OneOfAll(fn() -> Vec<&'static str>),
    /// A whole number that is not negative.
    Count,
    /// A number that is not negative: a part of a whole, seconds, a load.
    Amount,
    /// The number 1, the version of a format.
    One,
    /// True or false.
    Boolean,
    /// True: where it would be false, it is absent.
    True,
    /// An array of these.
    List(&'static Part),
    /// An object of these members and no others.
    Object(&'static [Member]),
    /// Any object.
    AnyObject,
    /// The value that is defined under this name.
    Defined(&'static str),
    /// This, or null.
    OrNull(&'static Part),
}

impl Part {
    /// The schema of such a value.
    pub(super) fn schema(&self) -> Schema {
        match self {
            Part::Text => Schema::of(Type::String),
            Part::OneOf(words) => Schema::one_of(words),
            Part::OneOfAll(words) => Schema::one_of(&words()),
            Part::Count => Schema { minimum: Some(0), ..Schema::of(Type::Integer) },
            Part::Amount => Schema { minimum: Some(0), ..Schema::of(Type::Number) },
            Part::One => Schema { values: vec![1.into()], ..Schema::of(Type::Integer) },
            Part::Boolean => Schema::of(Type::Boolean),
            Part::True => Schema { values: vec![true.into()], ..Schema::of(Type::Boolean) },
            Part::List(items) => Schema { items: Some(Box::new(items.schema())), ..Schema::of(Type::Array) },
            Part::Object(members) => object(members),
            Part::AnyObject => Schema::of(Type::Object),
            Part::Defined(name) => Schema::defined_as(name),
            Part::OrNull(part) => {
                let mut schema = part.schema();
                if matches!(part, Part::Defined(_) | Part::Object(_)) {
                    return Schema { any_of: vec![schema, Schema::of(Type::Null)], ..Schema::default() };
                }
                schema.types.push(Type::Null);
                schema
            }
        }
    }
}

fn object(members: &[Member]) -> Schema {
    let property = |(name, part, doc): &Member| (name.trim_end_matches('?').to_owned(), part.schema().described(*doc));
    let required = members.iter().map(|(name, ..)| *name).filter(|name| !name.ends_with('?'));
    Schema {
        properties: members.iter().map(property).collect(),
        required: required.collect(),
        additional_properties: Some(false),
        ..Schema::of(Type::Object)
    }
}

/// The program that wrote a report.
pub(super) const TOOL: Part =
    Part::Object(&[("name", Part::Text, "Its name."), ("version", Part::Text, "Its version.")]);

/// The tables by the names under which a schema defines them.
pub(super) fn definitions(parts: &[(&str, Part)]) -> Vec<(String, Schema)> {
    parts.iter().map(|(name, part)| ((*name).to_owned(), part.schema())).collect()
}
