//! The rules that the descriptions are held to.

use std::collections::{BTreeMap, BTreeSet};

use chathook::describe::{Clock, Encoding, Event, Field, Kind, Part, Record, Target, Vendor};
use chathook::event::{EVENT, PLACES, Slot, TYPES, slot};
use chathook::explain::{explain, overview};
use chathook::finding::rules::RULES;
use chathook::json::{is_number, is_whole_number};
use chathook::layout::Layout;
use chathook::vendors::VENDORS;

/// Every record of a vendor, with what it stands in.
fn records(vendor: &Vendor) -> Vec<(String, &'static Record)> {
    let mut records = Vec::new();
    for event in vendor.events {
        collect(format!("{}/{}", vendor.name, event.name), event.payload, &mut records);
    }
    collect(format!("{}/(shared)", vendor.name), vendor.shared, &mut records);
    records
}

fn collect(path: String, record: &'static Record, records: &mut Vec<(String, &'static Record)>) {
    for field in record.fields {
        if let Encoding::Object(inner) | Encoding::List(inner) = field.encoding {
            collect(format!("{path}/{}", field.name), inner, records);
        }
    }
    records.push((path, record));
}

fn all_records() -> Vec<(String, &'static Record)> {
    let mut all: Vec<_> = VENDORS.iter().flat_map(|vendor| records(vendor)).collect();
    collect("event".to_owned(), &EVENT, &mut all);
    all
}

#[track_caller]
fn assert_is_prose(what: &str, text: &str) {
    let first = text.chars().next();
    let begins_well = first.is_some_and(|first| first.is_uppercase() || first == '`');
    assert!(begins_well && text.ends_with('.') && !text.contains("  "), "{what} is no sentence: {text:?}");
}

#[test]
fn names_are_unique_in_a_record() {
    for (path, record) in all_records() {
        let mut seen = BTreeSet::new();
        for name in record.fields.iter().flat_map(Field::names) {
            assert!(seen.insert(name), "{path} has {name} twice");
        }
    }
}

#[test]
fn names_of_events_are_unique_among_those_that_the_same_key_names() {
    let mut seen = BTreeMap::new();
    for vendor in VENDORS {
        for name in vendor.events.iter().flat_map(Event::names) {
            let other = seen.insert((vendor.discriminator, name), vendor.name);
            assert_eq!(other, None, "{name} is an event of {} as well", vendor.name);
        }
    }
}

#[test]
fn every_payload_has_its_discriminator_and_requires_it() {
    for vendor in VENDORS {
        for event in vendor.events {
            let field = event.payload.fields.iter().find(|field| field.name == vendor.discriminator);
            assert!(field.is_some_and(|field| field.required), "{}/{}", vendor.name, event.name);
        }
    }
}

#[test]
fn every_sentence_is_one() {
    for vendor in VENDORS {
        assert_is_prose(vendor.name, vendor.doc);
        for event in vendor.events {
            assert_is_prose(event.name, event.doc);
        }
        for lookalike in vendor.lookalikes {
            assert_is_prose("a look-alike's reason", lookalike.reason);
        }
    }
    for (path, record) in all_records() {
        for field in record.fields {
            assert_is_prose(&format!("{path}/{}", field.name), field.doc);
        }
    }
    for rule in RULES {
        assert_is_prose(rule.name, rule.meaning);
        assert_is_prose(rule.name, rule.reason);
        assert_is_prose(rule.name, rule.evidence);
    }
}

#[test]
fn a_record_has_no_more_spellings_than_the_reader_has_bits() {
    for (path, record) in all_records() {
        assert!(record.fields.iter().flat_map(Field::names).count() <= 64, "{path}");
    }
    assert!(PLACES.len() <= 128);
}

#[test]
fn every_target_is_a_member_of_the_normalized_event_of_a_fitting_type() {
    for vendor in VENDORS {
        for event in vendor.events {
            check_targets(&format!("{}/{}", vendor.name, event.name), event.payload, None);
        }
        check_targets(vendor.name, vendor.shared, None);
    }
}

fn check_targets(path: &str, record: &Record, list: Option<Slot>) {
    for field in record.fields {
        let path = format!("{path}/{}", field.name);
        for target in field.targets.iter().flatten() {
            let slot = slot(target.path, list).unwrap_or_else(|| panic!("{path}: there is no {}", target.path));
            let place = &PLACES[usize::from(slot.place)];
            let member = slot.member.map_or(place.field, |member| place.members[usize::from(member)].field);
            assert!(fits(field.encoding, *target, member.encoding), "{path} does not fit {}", target.path);
        }
        let own = field.targets[0].and_then(|target| slot(target.path, list));
        match field.encoding {
            Encoding::Object(inner) => check_targets(&path, inner, list),
            Encoding::List(inner) => check_targets(&path, inner, own.or(list)),
            _ => {}
        }
    }
}

/// Whether this part of a value of one encoding is a value of another.
fn fits(from: Encoding, target: Target, to: Encoding) -> bool {
    use Encoding as E;
    match target.part {
        Part::Role => matches!((from, to), (E::Party, E::OneOf(_))),
        Part::Id => matches!((from, to), (E::IdOrName | E::Party | E::PartyKeys(_), E::Id)),
        Part::Name => matches!((from, to), (E::IdOrName, E::Text)),
        Part::Word => matches!((from, to), (E::Words(_), E::Text)),
        Part::Meaning => match (from, to) {
            (E::Words(words), E::OneOf(known)) => words.iter().all(|(_, word)| known.contains(word)),
            _ => matches!(
                (from, to),
                (E::Text | E::Names | E::Account | E::Codes(_) | E::OneOf(_) | E::Words(_), E::Text)
                    | (E::Text | E::Url, E::Url)
                    | (E::Email, E::Email)
                    | (E::Ip, E::Ip)
                    | (E::Id, E::Id)
                    | (E::Count, E::Count)
                    | (E::Number | E::Seconds, E::Number)
                    | (E::Zone, E::Zone)
                    | (E::Json, E::Json)
                    | (E::Time(_), E::Time(Clock::Rfc3339))
                    | (E::List(_) | E::NamedValues | E::Transcript(_), E::List(_))
            ),
        },
    }
}

#[test]
fn what_an_event_says_of_itself_exists() {
    for vendor in VENDORS {
        for event in vendor.events {
            for path in event.subject.iter().chain(event.time.as_ref()) {
                assert!(slot(path, None).is_some(), "{}/{}: there is no {path}", vendor.name, event.name);
            }
            let kinds = match event.kind {
                Kind::Always(kind) => vec![kind],
                Kind::By { words, otherwise, .. } => words.iter().map(|(_, kind)| *kind).chain([otherwise]).collect(),
                Kind::Stated => Vec::new(),
            };
            assert!(!kinds.is_empty() && kinds.iter().all(|kind| TYPES.contains(kind)), "{}", event.name);
            if let Some(needs) = event.needs {
                assert!(event.payload.fields.iter().any(|field| field.name == needs && field.required));
            }
        }
        for lookalike in vendor.lookalikes {
            assert!(lookalike.meant.is_none_or(|meant| vendor.event(meant).is_some()));
        }
    }
}

#[test]
fn every_place_is_found_by_its_path() {
    for (number, place) in PLACES.iter().enumerate() {
        assert_eq!(slot(&place.path, None).map(|slot| usize::from(slot.place)), Some(number), "{}", place.path);
        for (member, of_item) in place.members.iter().enumerate() {
            let found = slot(&format!("{}.{}", place.path, of_item.path), None).expect("the member is found");
            assert_eq!((usize::from(found.place), found.member.map(usize::from)), (number, Some(member)));
        }
    }
}

#[test]
fn examples_are_what_their_encoding_says() {
    for (path, record) in all_records() {
        for field in record.fields {
            for example in field.examples {
                let is_right = match field.encoding {
                    Encoding::Url => example.starts_with("https://"),
                    Encoding::Email => example.contains('@'),
                    Encoding::Ip => example.parse::<std::net::IpAddr>().is_ok(),
                    Encoding::Count => is_whole_number(example),
                    Encoding::Number => is_number(example),
                    _ => true,
                };
                assert!(is_right, "{path}/{}: {example}", field.name);
            }
        }
    }
}

#[test]
fn every_description_can_be_laid_out() {
    for vendor in VENDORS {
        for event in vendor.events {
            assert_eq!(Layout::of(vendor, event).event.map(|event| event.name), Some(event.name));
        }
        assert!(Layout::shared(vendor).event.is_none());
    }
}

/// The topics of a record's fields and of those below.
fn push_fields(record: &Record, topic: &str, topics: &mut Vec<String>) {
    for field in record.fields {
        let topic = format!("{topic}/{}", field.name);
        match field.encoding {
            Encoding::Object(inner) => push_fields(inner, &topic, topics),
            Encoding::List(inner) => push_fields(inner, &format!("{topic}/-"), topics),
            _ => {}
        }
        topics.push(topic);
    }
}

#[test]
fn everything_can_be_explained() {
    assert!(!overview().is_empty());
    let rules = RULES.iter().map(|rule| rule.name.to_owned());
    let places = PLACES.iter().map(|place| place.path.clone());
    let shown = ["event", "data.chat", "agents[].id", "agents[0].id", "messages[12].author.role", "chat.ended"];
    let mut topics: Vec<String> = rules.chain(places).chain(shown.map(str::to_owned)).collect();
    for field in ["visitor/Id", "visitor/custom_fields/0/field_id"] {
        topics.push(format!("{}/{field}", VENDORS[0].events[1].name));
    }
    for vendor in VENDORS {
        topics.push(vendor.name.to_owned());
        for event in vendor.events {
            topics.push(format!("{}/{}", vendor.name, event.name));
            push_fields(event.payload, &format!("{}/{}", vendor.name, event.name), &mut topics);
        }
    }
    for topic in topics {
        let explained = explain(&topic).unwrap_or_else(|meant| panic!("{topic} is not explained; {meant:?}"));
        assert!(!explained.is_empty(), "{topic}");
    }
}

/// The codes are a promise: a code may be added here, and none may be taken away or renamed.
#[test]
fn the_codes_are_these() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let promised = [
        "invalid-json",
        "invalid-utf8",
        "not-text",
        "empty-input",
        "trailing-data",
        "too-deep",
        "too-large",
        "duplicate-key",
        "unknown-vendor",
        "unknown-event",
        "ambiguous-event",
        "unexpected-event",
        "missing-field",
        "wrong-type",
        "invalid-time",
        "invalid-number",
        "invalid-boolean",
        "invalid-embedded-json",
        "unknown-value",
        "invalid-url",
        "invalid-email",
        "invalid-ip",
        "conflicting-values",
        "time-order",
        "wait-mismatch",
        "implausible-duration",
        "misspelled-field",
        "unknown-field",
        "assumed-time-zone",
        "assumed-epoch-unit",
        "lost-plus-sign",
        "elided-value",
        "byte-order-mark",
        "undocumented-event",
    ];
    assert_eq!(codes, promised);
}
