//! The schema of the normalized event, as it is written.

use super::definitions::Definitions;
use super::keywords::{Schema, Type};
use super::{id, pattern};
use crate::describe::{Encoding, Record};
use crate::encoding::Meaning;
use crate::event::{EVENT, SCHEMA};

/// The schema of the normalized event.
pub(super) fn event() -> Schema {
    let mut definitions = Definitions::default();
    let event = Schema {
        title: Some("Normalized event, version 1".to_owned()),
        required: EVENT.fields.iter().filter(|field| field.required).map(|field| field.name).collect(),
        ..object(&EVENT, &[], &mut definitions)
    };
    let event = event.described(
        "An event of any vendor's live chat in one common form, as `chathook normalize` writes it: a CloudEvents 1.0 \
         event.",
    );
    event.published_as(id("event:1"), definitions.into_members())
}

/// An object that has these members and no others.
fn object(record: &'static Record, place: &[&'static str], definitions: &mut Definitions) -> Schema {
    let members = record.fields.iter().map(|field| {
        let value = value(field.encoding, &[place, &[field.name]].concat(), definitions);
        let value = if field.required { that_says_something(field.encoding, value) } else { value };
        (field.name.to_owned(), value.described(field.doc))
    });
    Schema { properties: members.collect(), additional_properties: Some(false), ..Schema::of(Type::Object) }
}

/// The schema of what must be there, and say something.
fn that_says_something(encoding: Encoding, value: Schema) -> Schema {
    match encoding {
        Encoding::Object(_) => Schema { min_properties: Some(1), ..value },
        Encoding::Scalar(_) => Schema { min_length: Some(1), ..value },
        _ => value,
    }
}

fn value(encoding: Encoding, place: &[&'static str], definitions: &mut Definitions) -> Schema {
    let mut reference =
        |record: &'static Record| definitions.refer(record, place, |definitions| object(record, place, definitions));
    let text_like = |pattern: &str| Schema { pattern: Some(pattern.to_owned()), ..Schema::of(Type::String) };
    match encoding {
        Encoding::Object(record) => reference(record),
        Encoding::List(record) => Schema { items: Some(Box::new(reference(record))), ..Schema::of(Type::Array) },
        Encoding::NamedValues => Schema::of(Type::Object),
        Encoding::OneOf(words) => Schema::one_of(words),
        Encoding::Name => Schema::one_of(&[SCHEMA]),
        Encoding::Json => Schema::default(),
        Encoding::Scalar(scalar) => match scalar.means {
            Meaning::Count => Schema::of(Type::Integer),
            Meaning::Number => Schema::of(Type::Number),
            Meaning::Boolean => Schema::of(Type::Boolean),
            Meaning::Offset => text_like(pattern::OFFSET),
            Meaning::Time => Schema { format: Some("date-time"), ..text_like(pattern::UTC) },
            // An address may be none, and is kept as it is.
            _ => Schema::of(Type::String),
        },
        _ => Schema::of(Type::String),
    }
}
