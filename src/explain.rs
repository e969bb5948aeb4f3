//! The descriptions in words: vendors, events, fields, the normalized event, and finding codes.

mod catalog;
mod fields;

use std::collections::BTreeSet;
use std::io::Read;

use crate::carriers::CARRIERS;
use crate::describe::{
    Body, Encoding, Event, Evidence, Field, Kind, Part, Privacy, Record, Rows, Source, Vendor, meanings,
};
use crate::event::{self, MEMBERS, Member, TYPES};
use crate::finding::Severity;
use crate::finding::rules::{RULES, Rule};
use crate::input::format::Opening;
use crate::plan::{Plan, PlannedField};
use crate::spelling::nearest;
use crate::vendors::{self, VENDORS};

pub use catalog::{overview, search};
use fields::Place;

/// A part of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The title of the parts that follow: of a whole page (1), or of a part of it (2).
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// Text that keeps its lines.
    Verbatim(String),
    /// A table: its heading, and its rows.
    Table(Vec<&'static str>, Vec<Vec<String>>),
}

/// The nearest thing to a topic that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// This topic was probably meant.
    Meant(String),
    /// This topic is what it would be in: an object, or an event.
    Around(String),
    /// Nothing is like it.
    Nothing,
}

/// Explains a topic: a vendor, an event, a field of it or of any, `event` for the normalized event, a member of that, a finding
/// code, [`FINDINGS`] for all of these, [`VENDORS_TOPIC`] or [`CARRIERS_TOPIC`]; as findings print them: `error[wrong-type]`, `/users/visitor`.
pub fn explain(topic: &str) -> Result<Vec<Passage>, Miss> {
    let topic = &topic.trim().replace(" /", "/");
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::name);
    let code = topic.split_once('[').filter(|(severity, _)| severities.contains(severity));
    let topic = code.map_or(topic.as_str(), |(_, code)| code.trim_end_matches([']', ':']));
    let member = member_named(topic);
    let is_asked_for = |(path, _): &(String, &Field)| {
        let rest = path.strip_prefix(member.as_str());
        topic == "event" || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let mut members = MEMBERS.iter().flat_map(with_items).filter(is_asked_for).peekable();
    if let Some(rule) = RULES.iter().find(|rule| rule.name == topic) {
        Ok(of_rule(rule))
    } else if topic == FINDINGS {
        Ok(all_rules())
    } else if topic == VENDORS_TOPIC {
        Ok(catalog::lifecycle())
    } else if topic == CARRIERS_TOPIC || CARRIERS.iter().any(|carrier| carrier.name == topic) {
        Ok(catalog::carriers())
    } else if let Some(vendor) = vendors::all().find(|vendor| vendor.name == topic) {
        Ok(vec![Passage::Text(format!("{}. {}", vendor.title, vendor.doc)), events(vendor)])
    } else if members.peek().is_some() {
        Ok(vec![members_table(members)])
    } else if TYPES.contains(&topic) {
        let become_it = |event: &&Event| event.kind.types().any(|kind| kind == topic);
        let events = VENDORS.iter().flat_map(|vendor| {
            vendor.chat_events().filter(become_it).map(|event| (format!("{}/{}", vendor.name, event.name), event))
        });
        Ok(vec![Passage::Text(format!("These events become {topic}:")), events_table(events)])
    } else {
        let place = Place::of(topic);
        // A pointer into a normalized event, unless a vendor has it as well.
        let of_member = || explain(&fields::member_at(topic)?).ok();
        of_event_or_field(topic).or_else(|| place.explained()).or_else(of_member).ok_or_else(|| {
            let meant = || meant(topic).map(Miss::Meant);
            let near =
                if place.is_of_field() { place.missed().or_else(meant) } else { meant().or_else(|| place.missed()) };
            near.unwrap_or(Miss::Nothing)
        })
    }
}

/// The topic that is every finding code.
pub const FINDINGS: &str = "findings";

/// The topic that is what each vendor delivers.
pub const VENDORS_TOPIC: &str = "vendors";

/// The topic that is every document that is known to hold payloads.
pub const CARRIERS_TOPIC: &str = "carriers";

/// A member's path as the normalized event's table has it, given as it is shown: `agents[0].id`, `data.chat`.
fn member_named(topic: &str) -> String {
    let mut path = String::new();
    for part in topic.strip_prefix("data.").unwrap_or(topic).split_inclusive(['[', ']']) {
        let is_index = part.ends_with(']') && part.trim_end_matches(']').bytes().all(|byte| byte.is_ascii_digit());
        path.push_str(if is_index { "]" } else { part });
    }
    path
}

fn codes(rules: impl Iterator<Item = &'static Rule>) -> Passage {
    let rows = rules.map(|rule| {
        let meaning = rule.summary().trim_end_matches('.');
        vec![rule.name.to_owned(), rule.severity.name().to_owned(), meaning.to_owned()]
    });
    Passage::Table(vec!["code", "severity", "meaning"], rows.collect())
}

fn all_rules() -> Vec<Passage> {
    let about = "All that `chathook validate` can find. A code is never renamed, and never gets another meaning. An error is what \
                 a program built on the vendor's documentation would break on, or what has no clear meaning. A warning is \
                 readable but odd. A note is worth knowing. `--level CODE=LEVEL` changes the severity of a code.";
    let pages = RULES.iter().flat_map(of_rule);
    let title = Passage::Heading(1, "Findings".to_owned());
    [title, Passage::Text(about.to_owned()), codes(RULES.iter())].into_iter().chain(pages).collect()
}

fn of_rule(rule: &'static Rule) -> Vec<Passage> {
    let example = |bytes: &'static [u8]| Passage::Verbatim(shown(bytes));
    let with = match rule.arguments {
        [] => String::new(),
        arguments => format!(" with {}", arguments.join(" ")),
    };
    vec![
        Passage::Heading(2, rule.name.to_owned()),
        Passage::Text(format!("Severity: {}", rule.severity.name())),
        Passage::Text(rule.meaning.to_owned()),
        Passage::Text(format!("Why it matters: {}", rule.reason)),
        Passage::Text(format!("How this is known: {}", rule.evidence)),
        Passage::Text(format!("This trips it{with}:")),
        example(rule.trips),
        Passage::Text("This does not:".to_owned()),
        example(rule.passes),
    ]
}

/// An example as it is shown: text, and what it is written in if that is not UTF-8.
fn shown(example: &'static [u8]) -> String {
    let opening = Opening::of(example);
    let written = opening.encoding.map_or_else(String::new, |encoding| format!("\n(written in {})", encoding.name));
    let mut bytes = Vec::new();
    // An example is in memory.
    let _ = opening.text().read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).trim_end().to_owned() + &written
}

fn events(vendor: &'static Vendor) -> Passage {
    events_table(vendor.events().map(|(_, event)| (catalog::shown_name(event), event)))
}

/// Events, each under the name that it is to be shown by.
fn events_table(events: impl Iterator<Item = (String, &'static Event)>) -> Passage {
    let rows = events.map(|(name, event)| vec![name, kind(event), event.doc.to_owned()]);
    Passage::Table(vec!["event", "normalized type", "fires when"], rows.collect())
}

fn kind(event: &'static Event) -> String {
    match event.kind {
        Kind::Always(kind) => kind.to_owned(),
        Kind::By { member, words, otherwise } => {
            let case = |&(word, kind): &(&'static str, &str)| match fields_that_say(event, member, word) {
                fields if fields.is_empty() => format!("{kind} if {member} is {word}"),
                fields => format!("{kind} if there is {}", fields.join(" or ")),
            };
            let cases: Vec<_> = words.iter().map(case).collect();
            format!("{}, otherwise {otherwise}", cases.join(", "))
        }
        Kind::Stated => "as it says".to_owned(),
        Kind::NoChat => "none".to_owned(),
    }
}

/// The keys of an event that say a word, which goes to a member, by being there.
fn fields_that_say(event: &'static Event, member: &str, word: &'static str) -> Vec<&'static str> {
    let says = |field: &&PlannedField| {
        let mut targets = field.row.targets();
        targets.any(|target| target.path == member && matches!(target.part, Part::Is(it) if *it == word))
    };
    Plan::of(event).fields.iter().filter(says).map(|field| field.name).collect()
}

/// `VENDOR/EVENT`, `EVENT`, or either with the pointer of a field.
fn of_event_or_field(topic: &str) -> Option<Vec<Passage>> {
    let (named, rest) = fields::of_vendor(topic);
    let (name, pointer) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut vendors = VENDORS.iter().filter(|vendor| named.is_none_or(|named| named == **vendor));
    let (vendor, family, event) = vendors.find_map(|vendor| {
        let event = vendor.event(name)?;
        let (family, _) = vendor.events().find(|(_, own)| *own == event)?;
        Some((vendor, family, event))
    })?;

    let pointer = fields::with_dashes(pointer);
    let is_below = |row: &Row| {
        let mut pointers = row.spellings();
        pointers.any(|own| own.strip_prefix(&pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    let body = Body { family, event: Some(event) };
    let rows: Vec<_> = rows(body).into_iter().filter(is_below).map(Row::cells).collect();
    let heading = vec!["field", "value", "meaning", "evidence", "goes to"];
    if rows.is_empty() {
        return None;
    }
    let table = Passage::Table(heading, rows);
    if !pointer.is_empty() {
        return Some(vec![table]);
    }
    let becomes = match event.kind {
        Kind::NoChat => "is not about a chat, and becomes no event".to_owned(),
        _ => format!("becomes {}", kind(event)),
    };
    let star = if event.is_prefix { "…" } else { "" };
    let mut about = format!("{}/{}{star} {becomes}. {}", vendor.name, event.name, event.doc);
    if event.evidence.is_inferred() {
        about.push_str(" All of this is inferred.");
    }
    Some(vec![Passage::Text(about), table])
}

/// A field in its place.
struct Row {
    field: &'static Field,
    pointer: String,
    /// The words that the object has of which it is a field, if they tell it from others.
    of: &'static [&'static str],
    /// The members of the event that it goes to.
    targets: Vec<(String, Part)>,
}

/// The fields of a body and of what it holds.
fn rows(body: Body) -> Vec<Row> {
    let mut walk = RowWalk { body, rows: Vec::new(), within: Vec::new() };
    walk.object(&body.rows(), "", "", &[]);
    walk.rows
}

struct RowWalk {
    body: Body,
    rows: Vec<Row>,
    /// The records that the walk is in. One that contains itself is shown once.
    within: Vec<&'static Record>,
}

impl RowWalk {
    /// Goes over the fields of an object that is some place in the normalized event.
    fn object(&mut self, rows: &Rows, around: &str, place: &str, of: &'static [&'static str]) {
        if self.within.contains(&rows.identity) {
            return;
        }
        self.within.push(rows.identity);
        for field in &rows.fields {
            let pointer = format!("{around}/{}", field.name);
            let inner = self.body.under(field).map_or_else(|| place.to_owned(), |under| absolute(place, under));
            let targets = field.targets().map(|target| (absolute(place, target.path), target.part));
            let targets = targets.filter(|(path, _)| event::slot(path).is_some()).collect();
            self.rows.push(Row { field, pointer: pointer.clone(), of, targets });
            let is_list = matches!(field.encoding, Encoding::List(_) | Encoding::ListBy(_) | Encoding::Items(_));
            let pointer = if is_list { format!("{pointer}/-") } else { pointer };
            if let Some(rows) = self.body.rows_in(field) {
                self.object(&rows, &pointer, &inner, &[]);
            }
            if let Encoding::ObjectBy(choice) | Encoding::ListBy(choice) = field.encoding {
                for case in choice.cases.iter().chain(&choice.otherwise) {
                    let place = case.under.map_or_else(|| inner.clone(), |under| absolute(&inner, under));
                    self.object(&Rows::of(case.record), &pointer, &place, case.words);
                }
            }
        }
        self.within.pop();
    }
}

/// A path that may be relative to a place.
fn absolute(place: &str, path: &str) -> String {
    if path.starts_with('.') { format!("{place}{path}") } else { path.to_owned() }
}

impl Row {
    /// The pointer, and what it is where the key is spelled in another way.
    fn spellings(&self) -> impl Iterator<Item = String> {
        let around = self.pointer.strip_suffix(self.field.name).unwrap_or_default();
        self.field.names().map(move |name| format!("{around}{name}"))
    }

    fn cells(self) -> Vec<String> {
        let other_names = self.field.spellings.iter().fold(String::new(), |names, name| names + " or " + name);
        let required = if self.field.required { "required: " } else { "" };
        vec![
            format!("{}{other_names}", self.pointer),
            format!("{required}{}", values(self.field)),
            match self.of {
                [] => self.field.doc.to_owned(),
                words => format!("Of `{}`: {}", words.join("`, `"), self.field.doc),
            },
            known(self.field.evidence),
            self.goes_to(),
        ]
    }

    fn goes_to(&self) -> String {
        let named = |(path, part): &(String, Part)| match part {
            Part::Meaning => path.clone(),
            Part::Word => format!("{path} (the vendor's word)"),
            Part::Id => format!("{path} (an id)"),
            Part::Name => format!("{path} (a name)"),
            Part::Role => format!("{path} (the type)"),
            Part::Words(words) => format!("{path} ({})", meanings(words)),
            Part::Is(word) => format!("{path} (`{word}`)"),
        };
        let targets = self.targets.iter().map(named).collect::<Vec<_>>().join(", ");
        match self.field.encoding {
            _ if self.field.privacy == Privacy::Secret => "nowhere: a secret".to_owned(),
            Encoding::Constant(_) => String::new(),
            Encoding::Object(_)
            | Encoding::ObjectBy(_)
            | Encoding::List(_)
            | Encoding::ListBy(_)
            | Encoding::Each(_)
            | Encoding::About
            | Encoding::Items(_)
                if targets.is_empty() =>
            {
                self.field.under.unwrap_or_default().to_owned()
            }
            _ if targets.is_empty() => "unmapped".to_owned(),
            _ if self.field.source != Source::First => format!("{targets}, if nothing else does"),
            _ if self.field.also_unmapped => format!("{targets}, and unmapped"),
            _ => targets,
        }
    }
}

/// Says in words which values a field has.
pub(crate) fn values(field: &Field) -> String {
    let described = field.encoding.legend();
    let or_single = match field {
        Field { or_single: true, .. } => ", or one object",
        Field { or_string: true, .. } => ", or a string",
        _ => "",
    };
    let as_text = if field.or_stringified { ", also as a string" } else { "" };
    let none = if field.empty.is_empty() { String::new() } else { format!("; {} for none", field.empty.join(", ")) };
    format!("{described}{or_single}{as_text}{none}")
}

/// Says in words how a fact is known.
pub(crate) fn known(evidence: Evidence) -> String {
    let how = match evidence {
        Evidence { documented: true, observed: true, .. } => "documented, observed",
        Evidence { documented: true, .. } => "documented",
        Evidence { observed: true, .. } => "observed",
        _ => "inferred",
    };
    if evidence.generation.is_empty() { how.to_owned() } else { format!("{how} ({})", evidence.generation) }
}

/// A member by its path and, if it is an array, the members of its items by theirs.
fn with_items(member: &Member) -> impl Iterator<Item = (String, &'static Field)> {
    let of_items = member.members.iter().map(|inner| (format!("{}.{}", member.path, inner.path), inner.field));
    [(member.path.clone(), member.field)].into_iter().chain(of_items)
}

/// Members of the normalized event, with the fields that go there.
fn members_table(members: impl Iterator<Item = (String, &'static Field)>) -> Passage {
    let rows = members.map(|(path, field)| {
        let sources = sources(&path);
        vec![path, field.encoding.looks(), field.doc.to_owned(), sources]
    });
    Passage::Table(vec!["member", "value", "meaning", "comes from"], rows.collect())
}

/// The fields that go to a member of the normalized event.
fn sources(path: &str) -> String {
    let mut sources = BTreeSet::new();
    for vendor in VENDORS {
        for (family, event) in vendor.events().filter(|(_, event)| event.is_about_chat()) {
            let goes_there = |row: &Row| {
                row.targets.iter().any(|(target, _)| {
                    let is_named_value =
                        matches!(row.field.encoding, Encoding::NamedValues | Encoding::ListOfNamedValues);
                    let rest = path.strip_prefix(target.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || (is_named_value && matches!(rest, ".name" | ".value")))
                })
            };
            if path == "subject" {
                sources.extend(event.subject.iter().map(|member| (*member).to_owned()));
            } else if path == "time" {
                sources.extend(event.time.map(str::to_owned));
            }
            if let Some(place) = event.actor
                && let Some(member) = path.strip_prefix("actor.")
            {
                sources.insert(format!("{place}.{member}"));
            }
            if event.says.iter().any(|(member, _)| *member == path) {
                sources.insert(format!("{}/{}", vendor.name, event.name));
            }
            let fields = rows(Body { family, event: Some(event) }).into_iter().filter(goes_there);
            sources.extend(fields.map(|row| format!("{}{}", vendor.name, row.pointer)));
        }
    }
    sources.into_iter().collect::<Vec<_>>().join(", ")
}

/// The topic that was probably meant by one that does not exist.
fn meant(topic: &str) -> Option<String> {
    let events = VENDORS.iter().flat_map(|vendor| {
        vendor.events().flat_map(|(_, event)| [format!("{}/{}", vendor.name, event.name), event.name.to_owned()])
    });
    let vendors = VENDORS.iter().map(|vendor| vendor.name.to_owned());
    let codes = RULES.iter().map(|rule| rule.name.to_owned());
    let members = MEMBERS.iter().map(|place| place.path.clone());
    let others = ["event", VENDORS_TOPIC, CARRIERS_TOPIC, FINDINGS].map(str::to_owned);
    let types = TYPES.iter().map(|name| (*name).to_owned());
    nearest(events.chain(vendors).chain(codes).chain(members).chain(types).chain(others), topic)
}
