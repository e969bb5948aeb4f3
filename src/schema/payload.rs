//! The schemas of what vendors send.
//!
//! A field's schema says of each JSON type by itself which values are right: `pattern` is about texts alone, `maxItems`
//! about lists, and the keywords of a record about objects. So there are no alternatives of which a validator could say
//! only that none fits.

use serde_json::Value;

use super::definitions::Definitions;
use super::keywords::{Schema, Type};
use super::{id, pattern};
use crate::describe::{Encoding, Event, Field, Record, Typing, Vendor, takes_containers};
use crate::encoding::accepts::{Accepts, Texts};
use crate::encoding::{number, text, words};
use crate::explain::{known, values};

/// The media type of what may travel as text.
const JSON: &str = "application/json";

/// The schema of a vendor's event.
pub(super) fn event(vendor: &'static Vendor, event: &'static Event) -> Schema {
    let mut definitions = Definitions::default();
    let payload = payload(vendor, event, &mut definitions);
    let id = id(&format!("{}/{}", vendor.name, event.name));
    payload.published_as(id, definitions.into_members())
}

/// The schema of whatever event of a vendor's. The event's name decides which schema counts, so that a validator
/// complains about that event and not about all the others.
pub(super) fn any_event(vendor: &'static Vendor) -> Schema {
    let mut definitions = Definitions::default();
    let names = |event: &'static Event| event.names().collect::<Vec<_>>();
    let cases = vendor.events.iter().map(|event| {
        let reference = definitions.define(event.name, |definitions| payload(vendor, event, definitions));
        let condition = Schema {
            properties: vec![(vendor.discriminator.to_owned(), Schema::one_of(&names(event)))],
            required: vec![vendor.discriminator],
            ..Schema::default()
        };
        Schema { condition: Some(Box::new(condition)), then: Some(Box::new(reference)), ..Schema::default() }
    });
    let all_of = cases.collect();
    let name = Schema::one_of(&vendor.events.iter().flat_map(names).collect::<Vec<_>>());
    let name = name.described("The name of the event, which decides what else there is.");
    let any = Schema {
        title: Some(vendor.title.to_owned()),
        properties: vec![(vendor.discriminator.to_owned(), name)],
        required: vec![vendor.discriminator],
        all_of,
        ..Schema::of(Type::Object)
    };
    any.described(vendor.doc).published_as(id(vendor.name), definitions.into_members())
}

fn payload(vendor: &'static Vendor, event: &'static Event, definitions: &mut Definitions) -> Schema {
    let mut record = Fields { vendor }.record(event.payload, &[event.name], definitions);
    for (name, schema) in &mut record.properties {
        if name == vendor.discriminator {
            let names: Vec<&str> = event.names().collect();
            *schema = Schema { description: schema.description.take(), ..Schema::one_of(&names) };
        }
    }
    let payload =
        Schema { title: Some(format!("{}: {}", vendor.title, event.name)), types: vec![Type::Object], ..record };
    payload.described(format!("{} ({})", event.doc, known(event.evidence)))
}

/// Makes the schemas of a vendor's fields.
struct Fields {
    vendor: &'static Vendor,
}

/// Values of several types.
struct Values {
    /// Their types; none stands for all.
    types: Vec<Type>,
    /// What the texts among them are like, unless any text will do.
    texts: Option<Vec<String>>,
}

impl From<Accepts> for Values {
    fn from(accepts: Accepts) -> Values {
        match accepts.texts {
            Texts::Any => Values { types: [&[Type::String], accepts.types].concat(), texts: None },
            Texts::Like(patterns) => {
                let types = if accepts.types.is_empty() { &[Type::String] } else { accepts.types };
                let texts = patterns.iter().map(|text| (*text).to_owned()).collect();
                Values { types: types.to_vec(), texts: Some(texts) }
            }
        }
    }
}

impl Values {
    /// Values of this type, and texts that are like one of these.
    fn of(kind: Type, texts: &[&str]) -> Values {
        Values { types: vec![kind], texts: Some(texts.iter().map(|text| (*text).to_owned()).collect()) }
    }

    fn has(&self, kind: Type) -> bool {
        self.types.is_empty() || self.types.contains(&kind)
    }

    fn add_type(&mut self, kind: Type) {
        if !self.has(kind) {
            self.types.push(kind);
        }
    }

    fn add_texts(&mut self, like: impl IntoIterator<Item = String>) {
        if let Some(texts) = &mut self.texts {
            texts.splice(0..0, like);
        }
    }

    /// What they must not be where null says nothing and neither do these, as text or as what they are.
    fn but_for(&self, nothings: &[&str]) -> Option<Box<Schema>> {
        let null = self.has(Type::Null).then_some(Value::Null);
        let texts = nothings.iter().filter(|_| self.texts.is_none()).map(|nothing| Value::from(*nothing));
        let has_numbers = self.has(Type::Integer) || self.has(Type::Number);
        let numbers = nothings.iter().filter_map(|nothing| serde_json::from_str(nothing).ok());
        let numbers = numbers.filter(|value: &Value| value.is_number() && has_numbers);
        let values: Vec<Value> = null.into_iter().chain(texts).chain(numbers).collect();
        (!values.is_empty()).then(|| Box::new(Schema { values, ..Schema::default() }))
    }
}

impl Fields {
    /// What a record asks of an object. Of other values it asks nothing: whether there may be any is for the field to say.
    fn record(&self, record: &'static Record, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        let mut schema = Schema::default();
        for field in record.fields {
            let value = self.field(field, &[place, &[field.name]].concat(), definitions);
            let doc = format!("{} ({}; {})", field.doc, values(field), known(field.evidence));
            schema.properties.push((field.name.to_owned(), value.clone().described(doc)));
            for spelling in field.spellings {
                let other = value.clone().described(format!("Another spelling of `{}`.", field.name));
                schema.properties.push(((*spelling).to_owned(), other));
            }
            if field.required && field.spellings.is_empty() {
                schema.required.push(field.name);
            } else if field.required {
                let any_of = field.names().map(|name| Schema { required: vec![name], ..Schema::default() }).collect();
                schema.all_of.push(Schema { any_of, ..Schema::default() });
            }
        }
        schema
    }

    fn field(&self, field: &'static Field, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        let mut schema = self.inside(field, place, definitions);
        let mut values = self.values(field);
        match field.encoding {
            Encoding::Object(_) | Encoding::List(_) | Encoding::NamedValues if self.is_mixed() => {
                let holds_records = schema.reference.is_some() || schema.items.is_some();
                schema.content_schema = holds_records.then(|| Box::new(schema.clone()));
                schema.content_media_type = Some(JSON);
                if !field.required {
                    values.add_texts([pattern::EMPTY_CONTAINER.to_owned()]);
                }
            }
            Encoding::JsonText => schema.content_media_type = Some(JSON),
            _ => {}
        }
        schema.examples = match field.encoding {
            Encoding::OneOf(words) => words.iter().map(|word| Value::from(*word)).collect(),
            Encoding::Words(words) => {
                words.iter().filter_map(|(word, _)| serde_json::from_str(&words::write(word)).ok()).collect()
            }
            _ => Vec::new(),
        };
        self.finish(field, values, schema)
    }

    /// What is asked of what an object or a list holds.
    fn inside(&self, field: &'static Field, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        let mut reference = |record: &'static Record| {
            definitions.refer(record, place, |definitions| self.record(record, place, definitions))
        };
        match field.encoding {
            Encoding::Object(record) => reference(record),
            Encoding::List(record) => {
                let item = reference(record);
                let around = if field.or_one { item.clone() } else { Schema::default() };
                // Within a list, nothing is read as JSON in text.
                Schema { items: Some(Box::new(self.finish(field, Values::of(Type::Object, &[]), item))), ..around }
            }
            _ => Schema::default(),
        }
    }

    fn is_mixed(&self) -> bool {
        self.vendor.typing == Typing::Mixed
    }

    /// A field's values that say something.
    fn values(&self, field: &Field) -> Values {
        let as_text = |texts: &'static [&'static str]| if self.is_mixed() { texts } else { &[] };
        match field.encoding {
            Encoding::Scalar(scalar) => scalar.accepts(self.vendor.typing).into(),
            Encoding::OneOf(_) | Encoding::Names | Encoding::Transcript(_) => {
                text::TEXT.accepts(self.vendor.typing).into()
            }
            Encoding::Words(words) => {
                let mut values = Values::from(Accepts::TEXT);
                words.iter().filter_map(|(word, _)| words::type_of(word)).for_each(|kind| values.add_type(kind));
                values
            }
            // A number that stands for no word is worth a warning.
            Encoding::Codes(_) => match self.vendor.typing {
                Typing::Strict => Values::of(Type::Number, &[]),
                Typing::Mixed => number::NUMBER.accepts(Typing::Mixed).into(),
            },
            Encoding::Object(_) => Values::of(Type::Object, as_text(&[pattern::OBJECT])),
            Encoding::List(_) if !field.or_one => Values::of(Type::Array, as_text(&[pattern::LIST])),
            Encoding::List(_) | Encoding::NamedValues => {
                let mut values = Values::of(Type::Object, as_text(&[pattern::OBJECT, pattern::LIST]));
                values.add_type(Type::Array);
                values
            }
            Encoding::Json => Values { types: Vec::new(), texts: None },
            Encoding::JsonText => {
                let mut values = Values::of(Type::Object, &[pattern::JSON]);
                values.add_type(Type::Array);
                values
            }
        }
    }

    /// The schema of a field's values, of which some is said already. Unless the field must be there, they may also say
    /// nothing.
    fn finish(&self, field: &Field, mut values: Values, mut schema: Schema) -> Schema {
        let null = self.is_mixed().then_some("null");
        let nothings: Vec<&str> = null.into_iter().chain(field.empty.iter().copied()).collect();
        if field.required {
            schema.not = values.but_for(&nothings);
            schema.min_length = values.texts.is_none().then_some(1);
            schema.min_items = values.has(Type::Array).then_some(1);
            schema.min_properties = values.has(Type::Object).then_some(1);
        } else {
            values.add_type(Type::Null);
            values.add_texts([""].into_iter().chain(nothings).map(pattern::exactly));
            if takes_containers(field.encoding, self.vendor.typing) {
                schema.max_items = (!values.has(Type::Array)).then_some(0);
                schema.max_properties = (!values.has(Type::Object)).then_some(0);
                values.add_type(Type::Object);
                values.add_type(Type::Array);
            }
        }
        if let Some(texts) = values.texts.as_ref().filter(|texts| !texts.is_empty()) {
            schema.pattern = Some(pattern::one_of(texts));
            values.add_type(Type::String);
        }
        Schema { types: values.types, ..schema }
    }
}
