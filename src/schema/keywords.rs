//! JSON Schema itself: the keywords that are needed here, in the order in which people read them.

use serde::{Serialize, Serializer};
use serde_json::Value;

pub(crate) use crate::encoding::accepts::Type;
use crate::uri;

/// The dialect that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema, or a part of one. What is absent or empty is not written.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "JSON Schema named them")]
pub struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(crate) dialect: Option<&'static str>,
    #[serde(rename = "$id", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_list")]
    pub(crate) types: Vec<Type>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub(crate) constant: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) not: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) minimum: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_media_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_schema: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) items: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_properties: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_properties: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) property_names: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "in_order")]
    pub(crate) properties: Vec<(String, Schema)>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "in_order")]
    pub(crate) pattern_properties: Vec<(String, Schema)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) any_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) all_of: Vec<Schema>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub(crate) condition: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) then: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<Value>,
    #[serde(rename = "$defs", skip_serializing_if = "Vec::is_empty", serialize_with = "in_order")]
    pub(crate) definitions: Vec<(String, Schema)>,
}

impl Schema {
    /// The schema as a document of its own, called by this URI.
    pub(crate) fn published_as(self, id: String, definitions: Vec<(String, Schema)>) -> Schema {
        Schema { dialect: Some(DIALECT), id: Some(id), definitions, ..self }
    }

    /// Any value of this type.
    pub(crate) fn of(kind: Type) -> Schema {
        Schema { types: vec![kind], ..Schema::default() }
    }

    /// One of these words.
    pub(crate) fn one_of(words: &[&'static str]) -> Schema {
        match words {
            [word] => Schema { constant: Some(word), ..Schema::of(Type::String) },
            words => {
                Schema { values: words.iter().map(|word| Value::from(*word)).collect(), ..Schema::of(Type::String) }
            }
        }
    }

    /// The schema, described by this sentence.
    pub(crate) fn described(self, description: impl Into<String>) -> Schema {
        Schema { description: Some(description.into()), ..self }
    }

    /// Returns a reference to the definition of this name.
    pub(crate) fn defined_as(name: &str) -> Schema {
        Schema { reference: Some(format!("#/$defs/{}", uri::encoded(name, b":/"))), ..Schema::default() }
    }
}

fn one_or_list<S: Serializer>(types: &[Type], serializer: S) -> Result<S::Ok, S::Error> {
    match types {
        [only] => only.serialize(serializer),
        several => several.serialize(serializer),
    }
}

fn in_order<S: Serializer>(members: &[(String, Schema)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, schema)| (name, schema)))
}
