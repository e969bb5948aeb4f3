//! The topics in short: vendors, the events that each delivers, and a search among all of it.

use super::{CARRIERS_TOPIC, FINDINGS, Passage, VENDORS_TOPIC, codes, events_table, members_table, with_items};
use crate::carriers::{CARRIERS, Carrier};
use crate::describe::{Event, Vendor};
use crate::event::{MEMBERS, TYPES};
use crate::finding::rules::{RULES, Rule};
use crate::plan::Plan;
use crate::vendors::{self, VENDORS};

/// Lists all topics.
pub fn overview() -> Vec<Passage> {
    let mut passages = vec![summary()];
    for vendor in VENDORS {
        passages.push(Passage::Text(format!("{}: {}", vendor.name, vendor.title)));
        passages.push(by_type(vendor));
    }
    passages.push(Passage::Text("Findings:".to_owned()));
    passages.push(codes(RULES.iter()));
    let event = vendors::example();
    let (vendor, _) = event.split_once('/').unwrap_or_default();
    passages.push(Passage::Text(format!(
        "`chathook explain TOPIC` says more of each: of an event ({event}), a code (missing-field), a vendor ({vendor}), a type \
         (chat.ended), a field ({event}/event), a member of the normalized event (visitor, visitor.state) or all of them (event). \
         `{VENDORS_TOPIC}` compares what the vendors' events cover, `{CARRIERS_TOPIC}` lists the documents in which payloads are found, \
         and `{FINDINGS}` is all findings on one page. `chathook explain --search rating` searches everything for a word."
    )));
    passages
}

/// Counts the events of each vendor.
fn summary() -> Passage {
    let rows = VENDORS.iter().map(|vendor| {
        let about_chats = vendor.chat_events().count();
        let others = vendor.events().count() - about_chats;
        vec![vendor.name.to_owned(), vendor.title.to_owned(), about_chats.to_string(), others.to_string()]
    });
    Passage::Table(vec!["vendor", "product", "events", "not about a chat"], rows.collect())
}

/// A vendor's events by what they become.
fn by_type(vendor: &'static Vendor) -> Passage {
    let named = |is_it: &dyn Fn(&Event) -> bool| {
        let events = vendor.events().map(|(_, event)| event).filter(|event| is_it(event));
        events.map(shown_name).collect::<Vec<_>>().join(", ")
    };
    let of_types =
        TYPES.iter().map(|kind| ((*kind).to_owned(), named(&|event| event.kind.types().any(|it| it == *kind))));
    let of_none = ("not about a chat".to_owned(), named(&|event| !event.is_about_chat()));
    let rows = of_types.chain([of_none]).filter(|(_, names)| !names.is_empty());
    Passage::Table(vec!["normalized type", "events"], rows.map(|(kind, names)| vec![kind, names]).collect())
}

/// The names of an event, as a list of events has them.
pub(super) fn shown_name(event: &Event) -> String {
    match event.is_prefix {
        true => format!("{}…", event.name),
        false => event.names().collect::<Vec<_>>().join(", "),
    }
}

/// The stages in the life of a chat, each with the sign by which a vendor's event tells of it.
const STAGES: &[(&str, Tells)] = &[
    ("started", Tells::Type("chat.started")),
    ("accepted", Tells::Type("chat.accepted")),
    ("message", Tells::Type("chat.message_added")),
    ("ended", Tells::Type("chat.ended")),
    ("wrapped up", Tells::Type("chat.wrapped_up")),
    ("rating", Tells::Member("rating.")),
    ("offline message", Tells::Type("chat.offline_message")),
    ("transfer", Tells::Type("chat.transferred")),
    ("agent status", Tells::Type("agent.status_changed")),
];

/// The sign by which an event tells of something.
enum Tells {
    /// It becomes this type.
    Type(&'static str),
    /// Some field goes to a member that begins like this.
    Member(&'static str),
}

impl Tells {
    fn is_told_by(&self, event: &'static Event) -> bool {
        match *self {
            Tells::Type(kind) => event.kind.types().any(|own| own == kind),
            Tells::Member(start) => {
                let targets = Plan::of(event).fields.iter().flat_map(|field| &field.targets);
                targets.map(|(slot, _)| &MEMBERS[usize::from(slot.member)]).any(|member| member.path.starts_with(start))
            }
        }
    }
}

/// Compares the vendors by the stages of a chat that their events tell of.
pub(super) fn lifecycle() -> Vec<Passage> {
    let rows = VENDORS.iter().map(|vendor| {
        let told = STAGES.iter().map(|(_, tells)| match vendor.chat_events().any(|event| tells.is_told_by(event)) {
            true => "yes".to_owned(),
            false => String::new(),
        });
        [vendor.title.to_owned()].into_iter().chain(told).collect()
    });
    let heading = ["vendor"].into_iter().chain(STAGES.iter().map(|(stage, _)| *stage));
    vec![Passage::Table(heading.collect(), rows.collect())]
}

/// The other things that may hold payloads, and the parts of them that are read.
const OTHER_CARRIERS: [[&str; 2]; 10] = [
    ["An HTTP request with headers, chunked or not; the output of `curl -v`", "the body"],
    ["JSON in a string, and again in a string", "the JSON"],
    ["Bytes as Python prints them (b'…'), or the numbers of bytes in an array", "the JSON in them"],
    ["Base64, on a line of its own or broken into lines", "the JSON in it"],
    ["gzip in Base64, up to 24 MiB of text", "the JSON in it"],
    ["The fields of a form: payload=%7B…, or in parts (multipart/form-data)", "each that holds a payload"],
    ["A form without JSON in it", "nothing: choose JSON where the webhook is set up"],
    ["XML, HTML", "nothing: choose JSON where the webhook is set up, or convert it first"],
    ["A log: --from log", "the payloads in the text, on one line or several, also in strings and Base64"],
    ["A table with commas, semicolons or tabs: --from csv", "each cell that holds a payload"],
];

/// The documents that are known to hold payloads, and where in them these stand.
pub(super) fn carriers() -> Vec<Passage> {
    let rows = CARRIERS.iter().map(|carrier| {
        let Carrier { name, maker, at, .. } = carrier;
        [name, maker, at].map(|cell| (*cell).to_owned()).into()
    });
    let others = OTHER_CARRIERS.iter().map(|row| row.map(str::to_owned).into());
    vec![
        Passage::Text(
            "A document that is not a payload is searched, and so is each item of an array. A payload in one of these places is \
             read, also as text: JSON in a string, Base64, gzip in Base64, a field of a form, a request with its headers, a line of a log. In any \
             other place, at most four levels deep, an event that is described is read. Of a truncated document, the payloads \
             that are whole are read. `--at` names the places; nothing else is searched then."
                .to_owned(),
        ),
        Passage::Table(vec!["carrier", "made by", "payloads"], rows.collect()),
        Passage::Text("Payloads are also read from what is not JSON:".to_owned()),
        Passage::Table(vec!["source", "what is read"], others.collect()),
    ]
}

/// The events that say a word, of all vendors or of those that a topic is: a vendor or a type. Without a topic also the members
/// and the findings that do. Of another topic, nothing.
pub fn search(word: &str, topic: Option<&str>) -> Option<Vec<Passage>> {
    let is_topic = |topic| VENDORS.iter().any(|vendor| vendor.name == topic) || TYPES.contains(&topic);
    if topic.is_some_and(|topic| !is_topic(topic)) {
        return None;
    }
    let word = word.to_lowercase();
    let says = |texts: &[&str]| texts.iter().any(|text| text.to_lowercase().contains(&word));
    let is_of_topic = |vendor: &Vendor, event: &Event| {
        topic.is_none_or(|topic| vendor.name == topic || event.kind.types().any(|kind| kind == topic))
    };
    let events = VENDORS.iter().flat_map(|vendor| vendor.events().map(move |(_, event)| (*vendor, event)));
    let found = events.filter(|(vendor, event)| is_of_topic(vendor, event)).filter(|(vendor, event)| {
        let types: Vec<_> = event.kind.types().collect();
        says(&[&format!("{}/{}", vendor.name, shown_name(event)), event.doc, &types.join(" ")])
    });
    let events: Vec<_> =
        found.map(|(vendor, event)| (format!("{}/{}", vendor.name, shown_name(event)), event)).collect();
    let members = MEMBERS.iter().flat_map(with_items).filter(|(path, field)| says(&[path, field.doc]));
    let members: Vec<_> = members.collect();
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| says(&[rule.name, rule.summary()])).collect();

    let mut passages = Vec::new();
    if !events.is_empty() {
        passages.push(events_table(events.into_iter()));
    }
    if topic.is_none() && !members.is_empty() {
        passages.push(members_table(members.into_iter()));
    }
    if topic.is_none() && !rules.is_empty() {
        passages.push(codes(rules.into_iter()));
    }
    Some(passages)
}
