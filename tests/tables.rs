//! The rules that the descriptions are held to.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use chathook::describe::{Body, Encoding, Field, Kind, Part, Record, Rows, Target, Vendor};
use chathook::encoding::Meaning;
use chathook::encoding::dotnet::MILLISECONDS_HAVE_DIGITS;
use chathook::encoding::id::ELISION;
use chathook::encoding::time::LIKELY_YEARS;
use chathook::event::{EVENT, MEMBERS, TYPES, slot};
use chathook::explain::{Miss, explain, overview};
use chathook::finding::rules::RULES;
use chathook::json::{MAX_DEPTH, is_number, is_whole_number};
use chathook::plan::Plan;
use chathook::read::MOST_VALUES;
use chathook::vendors::VENDORS;

/// Every record of a vendor, with what it stands in.
fn records(vendor: &'static Vendor) -> Vec<(String, &'static Record)> {
    let mut records = Vec::new();
    for family in vendor.families {
        collect(format!("{}/(envelope)", vendor.name), family.envelope, &mut records);
        for event in family.events {
            collect(format!("{}/{}", vendor.name, event.name), event.object, &mut records);
        }
    }
    records
}

/// The records in a record, and it. One that contains itself is gone into once.
fn collect(path: String, record: &'static Record, records: &mut Vec<(String, &'static Record)>) {
    if path.matches('/').count() > 12 {
        return;
    }
    for field in record.fields {
        for inner in records_in(field) {
            collect(format!("{path}/{}", field.name), inner, records);
        }
    }
    records.push((path, record));
}

fn records_in(field: &Field) -> Vec<&'static Record> {
    match field.encoding {
        Encoding::Object(inner) | Encoding::List(inner) => vec![inner],
        Encoding::ObjectBy(choice) | Encoding::ListBy(choice) => {
            choice.cases.iter().chain(&choice.otherwise).map(|case| case.record).collect()
        }
        _ => Vec::new(),
    }
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
fn names_of_events_are_unique_in_a_vendor_and_among_vendors_without_a_signature() {
    let mut of_vendor = BTreeSet::new();
    let mut unsigned = BTreeMap::new();
    for vendor in VENDORS {
        for (family, event) in vendor.events() {
            let name_at = Body { family, event: None }.name_pointer();
            let is_signed = family.has_signs() || event.requires.is_some();
            for name in event.names() {
                assert!(
                    of_vendor.insert((vendor.name, name_at.clone(), name)),
                    "{}/{name} is there twice",
                    vendor.name
                );
                if !is_signed {
                    let other = unsigned.insert((name_at.clone(), name), vendor.name);
                    assert_eq!(other, None, "{name} is an event of {} as well", vendor.name);
                }
            }
        }
    }
}

#[test]
fn every_envelope_names_its_event_and_requires_the_name() {
    for family in VENDORS.iter().flat_map(|vendor| vendor.families) {
        let (around, field) = Body { family, event: None }.name();
        assert!(field.required, "{}", field.name);
        assert_eq!(field.target.map(|target| target.path), Some("vendorevent"), "{around:?}/{}", field.name);
    }
}

#[test]
fn every_sentence_is_one() {
    for vendor in VENDORS {
        assert_is_prose(vendor.name, vendor.doc);
        for (_, event) in vendor.events() {
            assert_is_prose(event.name, event.doc);
        }
        for agreement in vendor.agreements {
            assert_is_prose("an agreement's evidence", agreement.evidence);
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
fn every_target_is_a_member_of_the_normalized_event_of_a_fitting_type() {
    for vendor in VENDORS {
        let mut relative = BTreeMap::new();
        for family in vendor.families {
            for event in family.events.iter().map(Some).chain([None]) {
                let body = Body { family, event };
                let name = event.map_or("(unknown)", |event| event.name);
                check_targets(body, &format!("{}/{name}", vendor.name), &body.rows(), "", &mut relative);
            }
        }
        for (row, (path, is_found)) in relative {
            assert!(is_found, "{path}: no place that this is below has such a member ({row:?})");
        }
    }
}

/// The rows with a relative target, each with where it stands and whether some place around it has that member.
type Relative = BTreeMap<(*const Field, &'static str), (String, bool)>;

fn check_targets(body: Body, path: &str, rows: &Rows, place: &str, relative: &mut Relative) {
    if path.matches('/').count() > 12 {
        return;
    }
    for field in &rows.fields {
        let path = format!("{path}/{}", field.name);
        for target in field.targets() {
            let absolute =
                if target.path.starts_with('.') { format!("{place}{}", target.path) } else { target.path.to_owned() };
            let found = slot(&absolute);
            if target.path.starts_with('.') {
                let entry = relative.entry((ptr::from_ref(*field), target.path));
                entry.or_insert((path.clone(), false)).1 |= found.is_some();
            } else {
                assert!(found.is_some(), "{path}: there is no {}", target.path);
            }
            let Some(slot) = found else { continue };
            let member = &MEMBERS[usize::from(slot.member)];
            let row = slot.of_item.map_or(member.field, |of_item| member.members[usize::from(of_item)].field);
            assert!(fits(field.encoding, target, row.encoding), "{path} does not fit {absolute}");
        }
        let inner = |under: Option<&str>, place: &str| match under {
            Some(under) if under.starts_with('.') => format!("{place}{under}"),
            under => under.unwrap_or(place).to_owned(),
        };
        let inside = inner(body.under(field), place);
        if let Some(rows) = body.rows_in(field) {
            check_targets(body, &path, &rows, &inside, relative);
        }
        if let Encoding::ObjectBy(choice) | Encoding::ListBy(choice) = field.encoding {
            for case in choice.cases.iter().chain(&choice.otherwise) {
                check_targets(body, &path, &Rows::of(case.record), &inner(case.under, &inside), relative);
            }
        }
        if let Encoding::Each(row) = field.encoding {
            let of_item = Rows { fields: vec![row], is_open: false, identity: body.family.envelope };
            check_targets(body, &path, &of_item, place, relative);
        }
    }
}

/// Whether this part of a value of one encoding is a value of another.
fn fits(from: Encoding, target: Target, to: Encoding) -> bool {
    use Encoding as E;
    match (from, target.part, to) {
        (E::Scalar(from), part, _) if !from.parts.contains(&part) => false,
        (E::Scalar(_), Part::Role, to) => matches!(to, E::OneOf(_)),
        (E::Scalar(from), Part::Id | Part::Name, E::Scalar(to)) => {
            from.means == Meaning::Id && to.means == if target.part == Part::Id { Meaning::Id } else { Meaning::Text }
        }
        (E::Scalar(from), Part::Meaning, E::Scalar(to)) => {
            from.means == to.means
                || matches!(
                    (from.means, to.means),
                    (Meaning::Source, Meaning::Text)
                        | (Meaning::Text, Meaning::Url)
                        | (Meaning::Count, Meaning::Number)
                )
        }
        (E::Words(_) | E::Renamed(_) | E::OneOf(_), Part::Words(&words), E::OneOf(known))
        | (E::Words(words) | E::FirstOf(words), Part::Meaning, E::OneOf(known)) => {
            words.iter().all(|(_, word)| word.is_empty() || known.contains(word))
        }
        (_, Part::Is(word), E::OneOf(known)) => known.contains(word),
        (E::Words(_), Part::Words(_), to)
        | (E::Renamed(_) | E::Words(_), Part::Word | Part::Meaning, to)
        | (E::Name | E::Names | E::Codes(_) | E::OneOf(_), Part::Meaning, to) => to.means(Meaning::Text),
        (from, part, to) => {
            let is_list =
                matches!(from, E::NamedValues | E::ListOfNamedValues | E::Transcript(_)) && matches!(to, E::List(_));
            let is_text = matches!(from, E::Object(_)) && (to.means(Meaning::Text) || to.means(Meaning::Url));
            part == Part::Meaning && (is_list || is_text || matches!((from, to), (E::Json, E::Json)))
        }
    }
}

/// What makes several items of one value goes to a list, and cannot be told where else it would go.
#[test]
fn what_is_several_values_goes_to_a_list() {
    for (path, record) in all_records() {
        for field in record.fields {
            let first = field.target.map(|target| target.path);
            let is_right = match field.encoding {
                Encoding::Names => first.is_none_or(|path| path.contains("[].")),
                Encoding::Transcript(_) => first == Some("messages[]"),
                _ => true,
            };
            assert!(is_right, "{path}/{}", field.name);
        }
    }
}

#[test]
fn what_an_event_says_of_itself_exists() {
    for vendor in VENDORS {
        for (family, event) in vendor.events() {
            for path in event.subject.iter().chain(event.time.as_ref()).chain(event.says.iter().map(|(path, _)| path)) {
                assert!(slot(path).is_some(), "{}/{}: there is no {path}", vendor.name, event.name);
            }
            let kinds = match event.kind {
                Kind::Always(kind) => vec![kind],
                Kind::By { words, otherwise, .. } => words.iter().map(|(_, kind)| *kind).chain([otherwise]).collect(),
                Kind::Stated => Vec::new(),
                Kind::NoChat => continue,
            };
            assert!(!kinds.is_empty() && kinds.iter().all(|kind| TYPES.contains(kind)), "{}", event.name);
            if let Some(needs) = event.requires {
                let rows = Body { family, event: Some(event) }.rows();
                assert!(rows.fields.iter().any(|field| field.name == needs && field.required));
            }
        }
        for lookalike in vendor.lookalikes {
            assert!(lookalike.meant.is_none_or(|meant| vendor.event(meant).is_some()));
        }
    }
}

#[test]
fn every_member_is_found_by_its_path() {
    for (number, member) in MEMBERS.iter().enumerate() {
        assert_eq!(slot(&member.path).map(|slot| usize::from(slot.member)), Some(number), "{}", member.path);
        for (of_item, inner) in member.members.iter().enumerate() {
            let found = slot(&format!("{}.{}", member.path, inner.path)).expect("the member is found");
            assert_eq!((usize::from(found.member), found.of_item.map(usize::from)), (number, Some(of_item)));
        }
    }
}

#[test]
fn examples_are_what_their_encoding_says() {
    for (path, record) in all_records() {
        for field in record.fields {
            for example in field.examples {
                let Some(scalar) = field.encoding.scalar() else { continue };
                let is_right = match scalar.means {
                    Meaning::Count => is_whole_number(example),
                    Meaning::Number => is_number(example),
                    _ => scalar.odd.is_none_or(|odd| odd(example).is_none()),
                };
                assert!(is_right, "{path}/{}: {example}", field.name);
            }
        }
    }
}

#[test]
fn every_description_can_be_laid_out() {
    for vendor in VENDORS {
        for (family, event) in vendor.events() {
            assert!(Plan::of(event).event == Some(event), "{}/{}", vendor.name, event.name);
            assert!(Plan::unknown(family).event.is_none());
        }
    }
}

/// The topics of an object's fields and of those below.
fn push_fields(body: Body, rows: &Rows, topic: &str, topics: &mut Vec<String>) {
    if topic.matches('/').count() > 12 {
        return;
    }
    for field in &rows.fields {
        let topic = format!("{topic}/{}", field.name);
        let is_list = matches!(field.encoding, Encoding::List(_) | Encoding::ListBy(_) | Encoding::Items(_));
        let below = if is_list { format!("{topic}/-") } else { topic.clone() };
        let held = body.rows_in(field).into_iter().chain(records_in(field).into_iter().map(Rows::of));
        held.for_each(|rows| push_fields(body, &rows, &below, topics));
        topics.push(topic);
    }
}

#[test]
fn everything_can_be_explained() {
    assert!(!overview().is_empty());
    let rules = RULES.iter().map(|rule| rule.name.to_owned());
    let places = MEMBERS.iter().map(|place| place.path.clone());
    let shown = ["event", "data.chat", "agents[].id", "agents[0].id", "messages[12].author.role", "chat.ended"];
    let mut topics: Vec<String> = rules.chain(places).chain(shown.map(str::to_owned)).collect();
    for field in ["visitor/Id", "visitor/custom_fields/0/field_id"] {
        topics.push(format!("chat_started/{field}"));
    }
    for vendor in VENDORS {
        topics.push(vendor.name.to_owned());
        for (family, event) in vendor.events() {
            topics.push(format!("{}/{}", vendor.name, event.name));
            let body = Body { family, event: Some(event) };
            push_fields(body, &body.rows(), &format!("{}/{}", vendor.name, event.name), &mut topics);
        }
    }
    for topic in topics {
        let explained = explain(&topic).unwrap_or_else(|meant| panic!("{topic} is not explained; {meant:?}"));
        assert!(!explained.is_empty(), "{topic}");
    }
}

/// What findings print: pointers, paths, codes with their severity, and events with a pointer.
#[test]
fn what_findings_print_can_be_explained() {
    let shown = |topic: &str| format!("{:?}", explain(topic).unwrap_or_else(|miss| panic!("{topic}: {miss:?}")));
    for (topic, says) in [
        ("/users/visitor/name", "acquire/users/visitor/name"),
        ("users.visitor.name", "acquire/users/visitor/name"),
        ("users", "acquire/users/agent/email"),
        ("acquire/users/visitor/name", "acquire/users/visitor/name"),
        ("acquire/CHAT_ON_CLOSE /users/visitor/name", "\"/users/visitor/name\""),
        ("CHAT_ON_CLOSE/users/visitor/name", "\"/users/visitor/name\""),
        ("operator_id", "online, away, login, logout"),
        ("/payload/chat/users/0/name", "livechat/payload/chat/users/-/name"),
        ("payload.chat.users[0].name", "livechat/payload/chat/users/-/name"),
        ("chat.id", "comes from"),
        ("agents[0].name", "[\"agents[].name\""),
        ("har", "/log/entries/*/request/postData/text"),
        ("jivochat/created_deal", "is not about a chat, and becomes no event"),
        ("/data/agents/0/id", "agents[].id"),
        ("/visitor/name", "comm100/visitor/name"),
        ("error[wrong-type]", "Severity: error"),
        (" wrong-type ", "Severity: error"),
    ] {
        assert!(shown(topic).contains(says), "{topic}: {}", shown(topic));
    }
    assert!(shown("/event").contains(" more"), "{}", shown("/event"));
}

#[test]
fn a_topic_that_is_none_is_answered_with_what_is_near_it() {
    let meant = |topic: &str| Miss::Meant(topic.to_owned());
    let around = |topic: &str| Miss::Around(topic.to_owned());
    for (topic, miss) in [
        ("/users/visitr/name", meant("/users/visitor/name")),
        ("/visitor/nmae", meant("/visitor/name")),
        ("/name/of/nobody", Miss::Nothing),
        ("/visitor/plan", around("/visitor")),
        ("/visitor/plan/7", around("/visitor")),
        ("/agnt/name", meant("/agent/name")),
        ("acquire/CHAT_ON_CLOSE/users/visitr", meant("acquire/CHAT_ON_CLOSE/users/visitor")),
        ("acquire/CHAT_ON_CLOSE/frobnicate", around("acquire/CHAT_ON_CLOSE")),
        ("acquire/users/frobnicate", around("acquire/users")),
        ("acquire/CHAT_ON_CLOS", meant("acquire/CHAT_ON_CLOSE")),
        ("wrong-tpye", meant("wrong-type")),
        ("error[wrong-tpye]", meant("wrong-type")),
        ("frobnicate", Miss::Nothing),
        ("", Miss::Nothing),
        ("/", Miss::Nothing),
    ] {
        assert_eq!(explain(topic).expect_err(topic), miss, "{topic}");
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
        "no-payload",
        "trailing-data",
        "too-deep",
        "too-large",
        "duplicate-key",
        "unknown-vendor",
        "unknown-event",
        "ambiguous-event",
        "unexpected-event",
        "missing-finding",
        "missing-payload",
        "missing-field",
        "invalid-event",
        "wrong-type",
        "invalid-time",
        "invalid-number",
        "invalid-boolean",
        "invalid-embedded-json",
        "unlikely-event",
        "unknown-value",
        "invalid-url",
        "invalid-email",
        "invalid-ip",
        "conflicting-values",
        "id-mismatch",
        "time-order",
        "wait-mismatch",
        "implausible-duration",
        "implausible-time",
        "negative-count",
        "large-number",
        "suspicious-text",
        "misspelled-field",
        "unknown-field",
        "absent-fields",
        "other-time-form",
        "repeated-hour",
        "numbered-object",
        "null-character",
        "unknown-path",
        "assumed-time-zone",
        "assumed-epoch-unit",
        "lost-plus-sign",
        "elided-value",
        "byte-order-mark",
        "converted-text",
        "enveloped-payload",
        "undocumented-event",
        "not-a-chat-event",
        "secret-in-payload",
    ];
    assert_eq!(codes, promised);
}

/// A number of our own stands in one place, and the sentences say the same.
#[test]
fn rules_say_the_limits_that_count() {
    let meaning = |name| RULES.iter().find(|rule| rule.name == name).expect("there is such a rule").meaning;
    let digits = format!("fewer than {MILLISECONDS_HAVE_DIGITS} digits");
    assert!(meaning("assumed-epoch-unit").contains(&digits));
    let years = format!("the years {} to {}", LIKELY_YEARS.start(), LIKELY_YEARS.end());
    assert!(meaning("implausible-time").contains(&years));
    assert!(meaning("too-deep").contains(&format!("more than {MAX_DEPTH} deep")));
    assert!(meaning("too-large").contains(&format!("more than {MOST_VALUES} values")));
    assert!(meaning("elided-value").contains("four dots") && ELISION.len() == 4);
}
