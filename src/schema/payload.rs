//! The schemas of what vendors send.
//!
//! A field's schema says of each JSON type by itself which values are right: `pattern` is about texts alone, `maxItems`
//! about arrays, and the keywords of a record about objects. So there are no alternatives of which a validator could say
//! only that none fits.

use std::collections::BTreeSet;

use serde_json::Value;

use super::definitions::Definitions;
use super::keywords::{Schema, Type};
use super::{id, pattern};
use crate::describe::{AN_ITEM, Body, Encoding, Event, Family, Field, Privacy, Rows, Typing, Vendor};
use crate::encoding::accepts::{Accepts, Texts};
use crate::encoding::{Meaning, number, text, words};
use crate::event::Slot;
use crate::explain::{known, values};
use crate::plan::{Plan, PlannedField};

/// The media type of JSON that may travel as a string.
const JSON: &str = "application/json";

/// The schema of a vendor's event.
pub(super) fn event(vendor: &'static Vendor, event: &'static Event) -> Schema {
    let mut definitions = Definitions::default();
    let (family, _) = vendor.events().find(|(_, own)| *own == event).expect("the event is the vendor's");
    let payload = payload(vendor, family, event, &mut definitions);
    let id = id(&format!("{}/{}", vendor.name, event.name));
    payload.published_as(id, definitions.into_members())
}

/// The schema of any event of a vendor. The event's name decides which schema counts, so that a validator complains
/// about that event and not about all the others.
pub(super) fn any_event(vendor: &'static Vendor) -> Schema {
    let mut definitions = Definitions::default();
    let any = Schema { title: Some(vendor.title.to_owned()), ..Schema::of(Type::Object) }.described(vendor.doc);
    let families = vendor.families.iter().filter(|family| family.chat_events().next().is_some());
    let families: Vec<&'static Family> = families.collect();
    let any = if let [only] = families[..] {
        Schema { all_of: of_family(vendor, only, &mut definitions), ..any }
    } else {
        // The key that leads to the name tells the forms from each other.
        let mut of_form = |family: &'static Family| {
            let (around, name) = Body { family, event: None }.name();
            let first = around.first().copied().unwrap_or(name.name);
            let has_first = Schema { required: vec![first], ..Schema::default() };
            let then = Schema { all_of: of_family(vendor, family, &mut definitions), ..Schema::default() };
            let condition = Some(Box::new(has_first.clone()));
            (has_first, Schema { condition, then: Some(Box::new(then)), ..Schema::default() })
        };
        let (any_of, all_of) = families.into_iter().map(&mut of_form).unzip();
        Schema { any_of, all_of, ..any }
    };
    any.published_as(id(vendor.name), definitions.into_members())
}

/// Returns the conditions on bodies of a form, one for each event by its name. Where a body may bring several events,
/// each item decides by itself what else there is in it.
fn of_family(vendor: &'static Vendor, family: &'static Family, definitions: &mut Definitions) -> Vec<Schema> {
    let body = Body { family, event: None };
    let (around, field) = body.name();
    let items = around.iter().position(|key| *key == AN_ITEM).map_or(0, |at| at + 1);
    let (to_item, in_item) = around.split_at(items);
    let at_name = |schema: Schema| within(in_item, has(field.name, schema));
    let events = family.chat_events();
    let mut all_of = Vec::new();
    if !to_item.is_empty() {
        let around = Fields { vendor, body, plan: Plan::unknown(family) };
        all_of.push(around.record(&body.rows(), &[vendor.name], definitions));
    }
    for event in events.clone() {
        let reference = definitions.define(event.name, |definitions| match to_item {
            [] => payload(vendor, family, event, definitions),
            _ => item(vendor, family, event, definitions),
        });
        let names: Vec<_> = event.names().collect();
        let condition = Some(Box::new(at_name(Schema::one_of(&names))));
        all_of.push(within(to_item, Schema { condition, then: Some(Box::new(reference)), ..Schema::default() }));
    }
    let names: Vec<_> = events.flat_map(Event::names).collect();
    let names = Schema::one_of(&names).described("The name of the event, which decides what else there is.");
    all_of.push(within(to_item, at_name(names)));
    all_of
}

/// Returns the schema of a body that has such a value where these keys lead.
fn within(keys: &[&'static str], value: Schema) -> Schema {
    keys.iter().rev().fold(value, |inner, key| match *key {
        AN_ITEM => Schema { items: Some(Box::new(inner)), ..Schema::default() },
        key => has(key, inner),
    })
}

/// One of the events that a body brings.
fn item(
    vendor: &'static Vendor,
    family: &'static Family,
    event: &'static Event,
    definitions: &mut Definitions,
) -> Schema {
    let body = Body { family, event: Some(event) };
    let holder = family.envelope.fields.iter().find(|field| matches!(field.encoding, Encoding::Items(_)));
    let rows = holder.and_then(|holder| body.rows_in(holder)).unwrap_or_else(|| body.rows());
    let record = Fields { vendor, body, plan: Plan::of(event) }.record(&rows, &[event.name], definitions);
    record.described(format!("{} ({})", event.doc, known(event.evidence)))
}

/// An object that has this key, with such a value.
fn has(key: &'static str, value: Schema) -> Schema {
    Schema { properties: vec![(key.to_owned(), value)], required: vec![key], ..Schema::default() }
}

fn payload(
    vendor: &'static Vendor,
    family: &'static Family,
    event: &'static Event,
    definitions: &mut Definitions,
) -> Schema {
    let body = Body { family, event: Some(event) };
    let mut record = Fields { vendor, body, plan: Plan::of(event) }.record(&body.rows(), &[event.name], definitions);
    // Where the name is a common word, no other key can stand for the one that shows whose it is.
    record.required.extend(event.requires.filter(|key| !record.required.contains(key)));
    let all_of = record.all_of.into_iter().chain(alternatives(Plan::of(event))).collect();
    let title = Some(format!("{}: {}", vendor.title, event.name));
    let payload = Schema { title, types: vec![Type::Object], all_of, ..record };
    payload.described(format!("{} ({})", event.doc, known(event.evidence)))
}

/// Returns the conditions on values that one field or another must have: for each such place in the normalized event,
/// that one of its sources is there and says something.
fn alternatives(plan: &'static Plan) -> Vec<Schema> {
    let is_asked_for = |field: &&PlannedField| field.row.required && plan.has_other_source(field.row);
    let asked = plan.fields.iter().filter(is_asked_for).filter_map(|field| Some(field.targets.first()?.0));
    let slots: BTreeSet<Slot> = asked.collect();
    let nothing = || Schema { values: vec![Value::Null, Value::from("")], ..Schema::default() };
    let of_slot = |slot: Slot| {
        let sources = plan.fields.iter().filter(|field| field.targets.iter().any(|(to, _)| *to == slot));
        let any_of = sources.filter(|field| field.pointer.is_some()).map(|field| {
            let said = |like: &str| Some(like.to_owned());
            let pattern = said(something(field.row.encoding));
            let something = Schema { not: Some(Box::new(nothing())), pattern, ..Schema::default() };
            // An object may travel as a string, which is not looked into; but it says something.
            let (object, text) = match plan.vendor.typing {
                Typing::Strict => (vec![Type::Object], None),
                Typing::Mixed => (Vec::new(), said(pattern::VISIBLE)),
            };
            let around =
                |inner, key: &&'static str| Schema { types: object.clone(), pattern: text.clone(), ..has(key, inner) };
            let payload = field.keys.iter().rev().fold(something, around);
            Schema { pattern: None, ..payload }
        });
        Schema { any_of: any_of.collect(), ..Schema::default() }
    };
    slots.into_iter().map(of_slot).collect()
}

/// Returns the pattern of a string that says something.
fn something(encoding: Encoding) -> &'static str {
    match encoding {
        // Any JSON is kept as it is, white space in a string too.
        Encoding::Json => pattern::ANY,
        _ if encoding.means(Meaning::Id) || encoding.means(Meaning::Source) => pattern::ID,
        _ => pattern::VISIBLE,
    }
}

/// Makes the schemas of a vendor's fields.
struct Fields {
    vendor: &'static Vendor,
    body: Body,
    plan: &'static Plan,
}

/// Values of several types.
struct Values {
    /// Their types; none stands for all.
    types: Vec<Type>,
    /// Patterns of the texts among them; none if any text will do.
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

    /// Objects and arrays, and texts that are like one of these.
    fn of_either(texts: &[&str]) -> Values {
        Values { types: vec![Type::Array, Type::Object], ..Values::of(Type::Object, texts) }
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

    /// Returns the schema of the values to rule out: null, and those in `nothings`, each as a string and as the number
    /// that it is.
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
    /// Returns the schema of an object of these rows. It asks nothing of other values: whether there may be any is for
    /// the field to say.
    fn record(&self, rows: &Rows, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        let mut schema = Schema::default();
        for field in &rows.fields {
            let value = self.field(field, &[place, &[field.name]].concat(), definitions);
            let doc = format!("{} ({}; {})", field.doc, values(field), known(field.evidence));
            schema.properties.push((field.name.to_owned(), value.clone().described(doc)));
            for spelling in field.spellings {
                let other = value.clone().described(format!("Another spelling of `{}`.", field.name));
                schema.properties.push(((*spelling).to_owned(), other));
            }
            // What makes a body the vendor's must be there as well, and may be empty.
            let is_required = field.signs || self.is_required(field);
            if is_required && field.spellings.is_empty() {
                schema.required.push(field.name);
            } else if is_required {
                let any_of = field.names().map(|name| Schema { required: vec![name], ..Schema::default() }).collect();
                schema.all_of.push(Schema { any_of, ..Schema::default() });
            }
        }
        schema
    }

    /// Returns true if a field must be there. One that another field can stand for need not be.
    fn is_required(&self, field: &Field) -> bool {
        field.required && !self.plan.has_other_source(field)
    }

    fn field(&self, field: &'static Field, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        let mut schema = self.inside(field, place, definitions);
        let mut values = match field.is_unchecked || field.privacy == Privacy::Secret {
            true => Values { types: Vec::new(), texts: None },
            false => self.values(field),
        };
        match field.encoding {
            Encoding::Object(_) | Encoding::List(_) | Encoding::NamedValues if self.is_mixed() => {
                let holds_records = schema.reference.is_some() || schema.items.is_some();
                schema.content_schema = holds_records.then(|| Box::new(schema.clone()));
                schema.content_media_type = Some(JSON);
                if !self.is_required(field) {
                    values.add_texts([pattern::EMPTY_CONTAINER.to_owned()]);
                }
            }
            Encoding::JsonText => schema.content_media_type = Some(JSON),
            _ => {}
        }
        schema.examples = match field.encoding {
            Encoding::OneOf(words) => words.iter().map(|word| Value::from(*word)).collect(),
            Encoding::Words(words) | Encoding::Renamed(words) => {
                words.iter().filter_map(|(word, _)| serde_json::from_str(&words::write(word)).ok()).collect()
            }
            _ => Vec::new(),
        };
        self.finish(field, values, schema)
    }

    /// Returns the schema of the members or items of a field's value.
    fn inside(&self, field: &'static Field, place: &[&'static str], definitions: &mut Definitions) -> Schema {
        if self.body.differs(field) && !matches!(field.encoding, Encoding::Items(_)) {
            let rows = self.body.rows_in(field);
            return rows.map_or_else(Schema::default, |rows| self.record(&rows, place, definitions));
        }
        let mut reference =
            |rows: &Rows| definitions.refer(rows.identity, place, |definitions| self.record(rows, place, definitions));
        // What must be there is the array, and not each of its items.
        let of_item = Field { required: false, signs: false, ..*field };
        let object = |schema| Some(Box::new(self.finish(&of_item, Values::of(Type::Object, &[]), schema)));
        match field.encoding {
            Encoding::Name => {
                let names: Vec<&str> = self.plan.event.iter().flat_map(|event| event.names()).collect();
                Schema::one_of(&names)
            }
            Encoding::Object(_) | Encoding::About => {
                self.body.rows_in(field).map_or_else(Schema::default, |rows| reference(&rows))
            }
            // Which rows count, a word says; what they ask of each is not said here.
            Encoding::ListBy(_) | Encoding::ListOfNamedValues => {
                self.numbered(field, Schema { items: object(Schema::default()), ..Schema::default() })
            }
            Encoding::FirstOf(_) => Schema { items: Some(Box::new(Schema::of(Type::String))), ..Schema::default() },
            Encoding::Items(_) if self.body.event.is_none() => {
                Schema { items: object(Schema::default()), ..Schema::default() }
            }
            Encoding::Items(_) => {
                let rows = self.body.rows_in(field);
                let item = rows.map_or_else(Schema::default, |rows| self.record(&rows, place, definitions));
                Schema { items: object(item), ..Schema::default() }
            }
            Encoding::Each(_) => self.numbered(field, Schema::default()),
            Encoding::List(record) => {
                let item = reference(&Rows::of(record));
                let around = if field.or_single { item.clone() } else { Schema::default() };
                // Within an array, nothing is read as JSON in a string.
                self.numbered(field, Schema { items: object(item), ..around })
            }
            _ => Schema::default(),
        }
    }

    /// Returns the schema of an array, with the conditions on an object that stands for one: all its keys are indices,
    /// and it has some.
    fn numbered(&self, field: &Field, schema: Schema) -> Schema {
        let like_index = || Schema { pattern: Some(pattern::INDEX.to_owned()), ..Schema::default() };
        let item = schema.items.as_deref().cloned().unwrap_or_default();
        Schema {
            min_properties: (!field.or_single && !self.is_mixed()).then_some(1),
            property_names: (!field.or_single).then(|| Box::new(like_index())),
            pattern_properties: vec![(pattern::INDEX.to_owned(), item)],
            ..schema
        }
    }

    fn is_mixed(&self) -> bool {
        self.vendor.typing == Typing::Mixed
    }

    /// A field's values that say something.
    fn values(&self, field: &Field) -> Values {
        let as_text = |texts: &'static [&'static str]| if self.is_mixed() { texts } else { &[] };
        match field.encoding {
            Encoding::Constant(_) => Accepts::TEXT.into(),
            Encoding::FirstOf(_) | Encoding::Items(_) => Values::of(Type::Array, as_text(&[pattern::LIST])),
            Encoding::ListBy(_) | Encoding::Each(_) | Encoding::ListOfNamedValues => {
                Values::of_either(as_text(&[pattern::LIST, pattern::NUMBERED]))
            }
            Encoding::List(_) if !field.or_single => Values::of_either(as_text(&[pattern::LIST, pattern::NUMBERED])),
            Encoding::Object(_) if field.or_string => Accepts::text_or(&[Type::Object]).into(),
            Encoding::Scalar(scalar) => scalar.accepts(self.vendor.typing).into(),
            Encoding::OneOf(_) | Encoding::Renamed(_) | Encoding::Names | Encoding::Transcript(_) => {
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
            Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About => {
                Values::of(Type::Object, as_text(&[pattern::OBJECT]))
            }
            Encoding::List(_) | Encoding::NamedValues => Values::of_either(as_text(&[pattern::OBJECT, pattern::LIST])),
            Encoding::Json | Encoding::Name => Values { types: Vec::new(), texts: None },
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
        if matches!(field.encoding, Encoding::Name) {
            return schema;
        }
        if self.is_required(field) {
            schema.not = values.but_for(&nothings);
            let is_any_text = values.texts.is_none() && values.has(Type::String);
            schema.pattern = is_any_text.then(|| something(field.encoding).to_owned());
            // A body that may bring several events may bring none.
            let may_be_empty = matches!(field.encoding, Encoding::Items(_));
            schema.min_items = (values.has(Type::Array) && !may_be_empty).then_some(1);
            // Values by their names are there if their object is, even if it holds none.
            let may_hold_none = matches!(field.encoding, Encoding::NamedValues);
            schema.min_properties = (values.has(Type::Object) && !may_hold_none).then_some(1);
        } else if !field.signs {
            values.add_type(Type::Null);
            if self.is_mixed() || values.texts.as_ref().is_some_and(|texts| !texts.is_empty()) {
                values.add_texts(
                    [pattern::BLANK.to_owned()].into_iter().chain(nothings.into_iter().map(pattern::exactly)),
                );
            }
            if self.is_mixed() {
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
