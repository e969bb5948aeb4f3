//! What holds for every way of writing a value.

use std::collections::BTreeSet;
use std::fs;

use chathook::describe::Kind::Always;
use chathook::describe::scalars::ALL;
use chathook::describe::{
    D, Encoding, Event, Family, Field, Part, Record, Typing, Vendor, event, field, record, says_nothing,
};
use chathook::encoding::accepts::{Accepts, Texts, Type};
use chathook::encoding::party::{PARTY, ROLES};
use chathook::encoding::time::Zone;
use chathook::encoding::{DecodeError, Meaning, Scalar};
use chathook::json::is_number;
use chathook::sample;
use serde_json::{Value, json};

use crate::encodings::decode_in;
use crate::support::root;

fn rows() -> impl Iterator<Item = (Encoding, &'static Scalar)> {
    ALL.iter().map(|encoding| (*encoding, encoding.scalar().expect("it is a scalar")))
}

#[test]
fn each_that_tables_can_call_is_in_the_list() {
    let names = fs::read_to_string(root().join("src/describe/scalars.rs")).expect("a source file can be read");
    for (_, row) in rows() {
        assert!(names.contains(&format!("pub const {}: Encoding =", row.name)), "tables call {} otherwise", row.name);
    }
    assert_eq!(names.matches(": Encoding =").count(), ALL.len());
}

#[test]
fn each_has_a_name_of_its_own_and_ends_a_sentence() {
    let mut names = BTreeSet::new();
    for (encoding, row) in rows() {
        assert!(names.insert(row.name), "{encoding:?} stands twice");
        assert!(row.looks.starts_with(char::is_lowercase) && !row.looks.ends_with('.'), "{encoding:?}: {}", row.looks);
        assert!(!row.parts.is_empty(), "{encoding:?}");
    }
    let roles: Vec<String> = ROLES.iter().map(|role| format!("`{role}`")).collect();
    assert!(PARTY.looks.ends_with(&format!("(TYPE is one of {})", roles.join(", "))));
}

/// What a part of a value might say.
fn fact(row: &Scalar, part: Part) -> &'static str {
    match (part, row.means) {
        (Part::Role, _) => "agent",
        (_, Meaning::Text) => "Grüße \"aus\" Köln",
        (_, Meaning::Id) if row.name == "PARTY_BY_FORM" => "ada@example.com",
        (_, Meaning::Id | Meaning::Source) => "15111",
        (_, Meaning::Url) => "https://example.com/?a=b",
        (_, Meaning::Email) => "ada@example.com",
        (_, Meaning::Ip) => "2001:db8::7:1",
        (_, Meaning::Count) => "42",
        (_, Meaning::Number) => "4.5",
        (_, Meaning::Boolean) => "false",
        (_, Meaning::Time) => "2026-01-10T07:56:29Z",
        (_, Meaning::Offset) => "+05:45",
    }
}

/// The JSON that a fact is in the normalized event.
fn normalized(row: &Scalar, part: Part) -> String {
    let fact = fact(row, part);
    match row.means {
        Meaning::Count | Meaning::Number | Meaning::Boolean => fact.to_owned(),
        Meaning::Source => "\"/somebody/15111\"".to_owned(),
        _ => json!(fact).to_string(),
    }
}

/// The schema of what a row accepts.
fn schema(accepts: Accepts) -> Value {
    let mut types: Vec<Value> = accepts.types.iter().map(|kind| json!(kind)).collect();
    types.push(json!(Type::String));
    match accepts.texts {
        Texts::Any => json!({"type": types}),
        Texts::Like(patterns) => json!({"type": types, "pattern": format!("^({})$", patterns.join("|"))}),
    }
}

#[test]
fn what_each_writes_it_reads_and_its_schema_takes() {
    for (encoding, row) in rows() {
        let raw = (row.write)(&mut |part| fact(row, part).to_owned());
        let value: Value =
            serde_json::from_str(&raw).unwrap_or_else(|error| panic!("{encoding:?} writes {raw}: {error}"));
        for typing in [Typing::Strict, Typing::Mixed] {
            let schema = schema(row.accepts(typing));
            assert!(jsonschema::is_valid(&schema, &value), "{encoding:?} {raw}: {schema}");
            for part in row.parts {
                let read = decode_in(&Zone::utc(), typing, encoding, *part, &raw);
                let is_other_part = read.as_deref() == Ok("-");
                let milliseconds = normalized(row, *part).replace("29Z", "29.000Z");
                let is_right = |read: &str| read == normalized(row, *part) || read == milliseconds;
                assert!(is_other_part || read.as_deref().is_ok_and(is_right), "{encoding:?} {part:?} {raw}: {read:?}");
            }
        }
    }
}

/// A text is read if, and only if, the schema takes it: but for days that there are not, which no pattern can know.
#[test]
fn each_reads_the_json_that_its_schema_takes() {
    let raws = [
        "true",
        "5",
        "-5",
        "5.5",
        "{}",
        "[]",
        r#""""#,
        r#""5""#,
        r#""-5""#,
        r#""05""#,
        r#""5.5""#,
        r#""5s""#,
        r#""00:00:10""#,
        r#""00:60:10""#,
        r#""true""#,
        r#""True""#,
        r#""/Date(1584422324807)/""#,
        r#""/Date(1584422324807+0200)/""#,
        r#""/Date(1584422324807+2400)/""#,
        r#""/Date()/""#,
        r#""2018-07-23 05:17:40""#,
        r#""2018-07-23 24:17:40""#,
        r#""2018-07-23 05:17:40 UTC""#,
        r#""2018-07-23T05:17:40Z""#,
        r#""2018-07-23t05:17:40.5z""#,
        r#""2018-07-23T05:17:40.Z""#,
        r#""2018-07-23T05:17:40+23:59""#,
        r#""2018-07-23T05:17:40+24:00""#,
        r#""2018-07-23T05:17:40+0200""#,
        r#""2018-07-23T05:17:40 +0200""#,
        r#""2018-13-23T05:17:40Z""#,
        r#""Wed Mar 03 2021 10:19:49 GMT+0000 (UTC)""#,
        r#""Wed Mar 03 2021 10:19:49""#,
        "1768031789",
        r#""1768031789.25""#,
        r#""1768031789.""#,
        r#""name""#,
    ];
    for (encoding, row) in rows() {
        for typing in [Typing::Strict, Typing::Mixed] {
            let validator = jsonschema::validator_for(&schema(row.accepts(typing))).expect("it is a schema");
            for raw in raws {
                // Which numbers are times, no type can tell.
                let is_count = row.means == Meaning::Time && typing == Typing::Mixed && is_number(raw);
                if is_count && row.strict.types.is_empty() {
                    continue;
                }
                let says_nothing = says_nothing(Some(&field("field", encoding, D, "A field.")), typing, raw);
                let value: Value = serde_json::from_str(raw).expect("it is JSON");
                // A word that nobody documents is worth a warning, and no error.
                let read = row.parts.iter().map(|part| decode_in(&Zone::utc(), typing, encoding, *part, raw));
                let is_read = read.into_iter().all(|read| matches!(read, Ok(_) | Err(DecodeError::Word)));
                assert!(
                    says_nothing || is_read == is_taken(&validator, row, typing, &value),
                    "{encoding:?} {typing:?} {raw}"
                );
            }
        }
    }
}

fn is_taken(validator: &jsonschema::Validator, row: &Scalar, typing: Typing, value: &Value) -> bool {
    let only_patterns = matches!(row.accepts(typing).texts, Texts::Like(&[]));
    validator.is_valid(value) && !(only_patterns && value.is_string())
}

#[test]
fn a_value_without_a_place_is_made_up_all_the_same() {
    static VENDOR: Vendor = Vendor {
        name: "somebody",
        title: "Somebody",
        doc: "Somebody.",
        typing: Typing::Strict,
        sent_in: &[],
        families: &[Family { envelope: &ENVELOPE, events: &[EVENT] }],
        agreements: &[],
        lookalikes: &[],
        secrets: &[],
    };
    static ENVELOPE: Record = record(&[field("event", Encoding::Name, D, "The event.").required()]);
    static RECORD: Record = record(&FIELDS);
    const EVENT: Event = event("made_up", Always("chat.updated"), D, &RECORD, "Never.");
    const FIELDS: [Field; ALL.len()] = {
        let mut fields = [field("", ALL[0], D, "A field."); ALL.len()];
        let mut at = 0;
        while at < ALL.len() {
            let name = match ALL[at].scalar() {
                Some(scalar) => scalar.name,
                None => "",
            };
            fields[at] = field(name, ALL[at], D, "A field.").required();
            at += 1;
        }
        fields
    };
    for seed in 0..20 {
        let payload = sample::payload(&VENDOR, &VENDOR.families[0].events[0], seed);
        let payload: Value = serde_json::from_str(&payload).unwrap_or_else(|error| panic!("{payload}: {error}"));
        for field in &FIELDS {
            let raw = payload[field.name].to_string();
            let scalar = field.encoding.scalar().expect("it is a scalar");
            for part in scalar.parts {
                let read = decode_in(&Zone::utc(), Typing::Strict, field.encoding, *part, &raw);
                assert!(
                    read.is_ok() && !says_nothing(Some(field), Typing::Strict, &raw),
                    "{} {raw}: {read:?}",
                    field.name
                );
            }
        }
    }
}
