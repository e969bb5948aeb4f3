//! Payloads made from a description: what the vendor would send about a chat that never took place.
//!
//! First the facts are made up, as members of a normalized event (who, when, how long), then each field is written as
//! its encoding writes the fact that it is a source of. So a sample contradicts itself nowhere. The same seed makes the
//! same payload, on any machine.

use std::collections::BTreeMap;

use crate::describe::{
    Body, Choice, Conversation, Encoding, Event, Field, Part, Privacy, Record, Rows, Target, Typing, Vendor, may_be,
};
use crate::encoding::accepts::{Texts, Type};
use crate::encoding::{Meaning, Scalar, time, transcript, words};
use crate::event::MEMBERS;
use crate::json::{self, quoted};

/// A payload of an event, on one line.
pub fn payload(vendor: &'static Vendor, event: &'static Event, seed: u64) -> String {
    let (family, _) = vendor.events().find(|(_, own)| *own == event).expect("the event is the vendor's");
    let body = Body { family, event: Some(event) };
    let said = event.says.iter().map(|(path, word)| ((*path).to_owned(), (*word).to_owned())).collect();
    let mut maker = Maker { vendor, event, body, chance: Chance(seed), facts: said, within: Vec::new() };
    maker.object(&body.rows(), "")
}

struct Maker {
    vendor: &'static Vendor,
    event: &'static Event,
    body: Body,
    chance: Chance,
    /// The members of the normalized event that were made up so far, by their paths.
    facts: BTreeMap<String, String>,
    /// The records that are being made. None is made within itself.
    within: Vec<&'static Record>,
}

/// Earliest time that a sample could have been sent, in seconds since 1970: 2020-01-01T00:00:00Z.
const EARLIEST: u64 = 1_577_836_800;

/// Period after that in which samples could have been sent, in seconds.
const SPREAD: u64 = 6 * 365 * 24 * 3600;

impl Maker {
    /// An object of these rows, which is a place in the normalized event.
    fn object(&mut self, rows: &Rows, place: &str) -> String {
        self.within.push(rows.identity);
        let mut places = Vec::new();
        let mut members = Vec::new();
        for field in &rows.fields {
            // Of two objects that are one place, a body has the one or the other.
            let place_of_own =
                field.under.filter(|under| matches!(field.encoding, Encoding::Object(_)) && !under.ends_with("[]"));
            if place_of_own.is_some_and(|own| places.contains(&own)) {
                continue;
            }
            if let Some(member) = self.member(field, place) {
                places.extend(place_of_own);
                members.push(member);
            }
        }
        self.within.pop();
        format!("{{{}}}", members.join(","))
    }

    fn member(&mut self, field: &'static Field, place: &str) -> Option<String> {
        let is_sign = field.signs || field.signs_either;
        let is_required = field.required || is_sign || matches!(field.encoding, Encoding::Name);
        let value = match self.chance.below(10) {
            0 if !is_required => return None,
            1 if !is_required => self.nothing(field),
            _ => self.value(field, place),
        };
        Some(format!("{}:{value}", quoted(field.name)))
    }

    /// A value that says nothing, as the vendor writes it.
    fn nothing(&mut self, field: &Field) -> String {
        let nothing = match field.encoding {
            Encoding::Constant(word) => return quoted(word),
            Encoding::List(_)
            | Encoding::ListBy(_)
            | Encoding::Each(_)
            | Encoding::FirstOf(_)
            | Encoding::ListOfNamedValues => "[]".to_owned(),
            Encoding::ObjectBy(_) | Encoding::NamedValues => "{}".to_owned(),
            Encoding::JsonText => quoted("[]"),
            _ if !may_be(field, self.vendor.typing, Type::String) => "null".to_owned(),
            _ => match field.empty.first() {
                Some(empty) => quoted(empty),
                None => quoted(""),
            },
        };
        if self.vendor.typing == Typing::Mixed && self.chance.below(3) == 0 { quoted("null") } else { nothing }
    }

    fn value(&mut self, field: &'static Field, place: &str) -> String {
        let inner = self.body.under(field).map_or_else(|| place.to_owned(), |under| absolute(place, under));
        let value = match field.encoding {
            Encoding::Name => {
                let names: Vec<&str> = self.event.names().collect();
                return quoted(names[self.chance.below(names.len())]);
            }
            Encoding::Object(_) | Encoding::About => {
                let rows = self.body.rows_in(field).filter(|rows| !self.within.contains(&rows.identity));
                match rows {
                    Some(rows) if rows.fields.is_empty() => r#"{"plan":"gold"}"#.to_owned(),
                    Some(rows) => self.object(&rows, &inner),
                    None => "{}".to_owned(),
                }
            }
            Encoding::List(record) => {
                let most = if field.under.is_some_and(|under| !under.ends_with("[]")) { 2 } else { 4 };
                self.list(most, |maker| maker.object(&Rows::of(record), &inner))
            }
            Encoding::Items(record) => format!("[{}]", self.object(&Rows::of(record), &inner)),
            Encoding::ObjectBy(choice) => self.object_by(choice, 0, &inner),
            Encoding::ListBy(choice) => {
                let mut next = 0;
                self.list(choice.cases.len() + 1, |maker| {
                    next += 1;
                    maker.object_by(choice, next - 1, &inner)
                })
            }
            Encoding::FirstOf(words) => format!("[{}]", quoted(words[self.chance.below(words.len())].0)),
            Encoding::Each(row) => self.list(3, |maker| maker.value(row, &inner)),
            Encoding::NamedValues => self.named_values(),
            Encoding::ListOfNamedValues => self.list(3, Maker::named_values),
            Encoding::Constant(word) => quoted(word),
            Encoding::Transcript(written) => quoted(&self.transcript(written)),
            _ if field.privacy == Privacy::Secret => quoted(&format!("<{}>", field.name)),
            Encoding::Scalar(scalar) if field.examples.is_empty() => {
                (scalar.write)(&mut |part| self.part(field, scalar, part, place))
            }
            Encoding::Scalar(scalar) => self.example_of(field, scalar, place),
            _ => self.words(field, place),
        };
        // By chance, nothing may be in it that must say something.
        if field.required && matches!(&*value, "{}" | "[]") && self.event.is_about_chat() {
            return self.value(field, place);
        }
        if field.or_stringified && !json::is_string(&value) && self.chance.below(3) > 0 {
            quoted(&value)
        } else {
            value
        }
    }

    /// The object of one of several cases, with the word that says which.
    fn object_by(&mut self, choice: &'static Choice, number: usize, place: &str) -> String {
        let case = &choice.cases[number % choice.cases.len()];
        let place = case.under.map_or_else(|| place.to_owned(), |under| absolute(place, under));
        let word = case.words[self.chance.below(case.words.len())];
        let mut rows = Rows::of(case.record);
        for row in rows.fields.iter().filter(|row| row.name == choice.key) {
            self.state(row, word, &place);
        }
        rows.fields.retain(|row| row.name != choice.key);
        let object = self.object(&rows, &place);
        let rest = object.strip_prefix('{').filter(|rest| *rest != "}").map_or("}".to_owned(), |it| format!(",{it}"));
        format!("{{{}:{}{rest}", quoted(choice.key), quoted(word))
    }

    /// Makes the meaning of a word a fact, if it has a place.
    fn state(&mut self, row: &Field, word: &str, place: &str) {
        let Encoding::Words(words) = row.encoding else { return };
        let meaning = words.iter().find(|(known, _)| *known == word).map_or(word, |(_, meaning)| *meaning);
        for target in row.targets().filter(|target| target.part == Part::Meaning) {
            self.facts.insert(absolute(place, target.path), meaning.to_owned());
        }
    }

    /// An array of fewer items than this.
    fn list(&mut self, most: usize, mut item: impl FnMut(&mut Maker) -> String) -> String {
        let count = self.chance.below(most);
        let items = (0..count).map(|_| {
            self.facts.retain(|path, _| !is_of_item(path));
            item(self)
        });
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    }

    fn named_values(&mut self) -> String {
        let names = ["plan", "größe", "注文"];
        let members =
            names.iter().take(self.chance.below(4)).map(|name| format!("{}:{}", quoted(name), quoted("gold")));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    /// A value in which words stand for something, or stand as they are.
    fn words(&mut self, field: &'static Field, place: &str) -> String {
        let path = &*absolute(place, path_of(field, Part::Meaning));
        match field.encoding {
            Encoding::Names => {
                let path = if path.is_empty() { "agents[].name" } else { path };
                let first = self.fact(path, Meaning::Text);
                quoted(&format!("{first}, {}", self.example(path).unwrap_or_default()))
            }
            Encoding::Codes(words) => self.chance.below(words.len()).to_string(),
            Encoding::Words(words) => {
                let is_meant = |target: &Target| target.part == Part::Meaning;
                let target = field.targets().find(is_meant);
                let fact = target.map(|target| self.fact(&absolute(place, target.path), Meaning::Text));
                let known = words.iter().find(|(_, meaning)| Some(*meaning) == fact.as_deref());
                words::write(known.unwrap_or(&words[self.chance.below(words.len())]).0)
            }
            Encoding::Renamed(words) => quoted(words[self.chance.below(words.len())].0),
            Encoding::OneOf(words) => quoted(words[self.chance.below(words.len())]),
            Encoding::JsonText => quoted("[]"),
            Encoding::Json if field.examples.is_empty() && field.target.is_none() => "{}".to_owned(),
            Encoding::Json if !field.examples.is_empty() => {
                let example = self.pick(field.examples);
                let is_json = json::is_container(&example) || json::is_number(&example) || words::is_boolean(&example);
                if is_json { example } else { quoted(&example) }
            }
            _ if !field.examples.is_empty() => quoted(&self.pick(field.examples)),
            _ => quoted(&self.fact(path, Meaning::Text)),
        }
    }

    /// Makes up one part of a value, in the form of the normalized event.
    fn part(&mut self, field: &'static Field, scalar: &Scalar, part: Part, place: &str) -> String {
        match &*absolute(place, path_of(field, part)) {
            path if scalar.means == Meaning::Time => time::from_milliseconds(self.moment(path)),
            path if part == Part::Role && !path.ends_with("role") => {
                if path.starts_with("visitor") { "visitor" } else { "agent" }.to_owned()
            }
            "" => self.anything(field.name, scalar.means),
            path => self.fact(path, scalar.means),
        }
    }

    /// One of a field's examples, as its vendor writes it.
    fn example_of(&mut self, field: &'static Field, scalar: &Scalar, place: &str) -> String {
        let example = self.pick(field.examples);
        if matches!(scalar.strict.texts, Texts::Like(_)) && (json::is_number(&example) || words::is_boolean(&example)) {
            return example;
        }
        let mut targets = field.targets();
        let is_it = |target: &Target| scalar.means == Meaning::Source || scalar.is_part(target.part, &example);
        match targets.find(is_it) {
            Some(target) => quoted(self.facts.entry(absolute(place, target.path)).or_insert(example)),
            None => quoted(&example),
        }
    }

    /// Returns the value of a member of the normalized event, which is of this type. It is made up the first time, and
    /// the same from then on.
    fn fact(&mut self, path: &str, means: Meaning) -> String {
        if let Some(fact) = self.facts.get(path) {
            return fact.clone();
        }
        let fact = self.make_up(path, means);
        self.facts.insert(path.to_owned(), fact.clone());
        fact
    }

    fn make_up(&mut self, path: &str, means: Meaning) -> String {
        let of_actor = |maker: &mut Maker, role: &str, agent: &str, visitor: &str| {
            let role = maker.fact(role, Meaning::Text);
            maker.fact(if role == "agent" { agent } else { visitor }, means)
        };
        match path {
            "message.author.role" => self.fact("actor.role", means),
            "actor.id" => of_actor(self, "actor.role", "agents[].id", "visitor.id"),
            "message.author.id" => of_actor(self, "message.author.role", "agents[].id", "visitor.id"),
            "message.author.name" => of_actor(self, "message.author.role", "agents[].name", "visitor.name"),
            "messages[].author.id" => of_actor(self, "messages[].author.role", "agents[].id", "visitor.id"),
            "visitor.session_id" => self.fact("visitor.id", means),
            "metrics.wait_seconds" => self.chance.below(120).to_string(),
            "metrics.duration_seconds" => (30 + self.chance.below(1800)).to_string(),
            "metrics.queue_ahead" => self.chance.below(4).to_string(),
            "metrics.queue_ahead_seconds" => (60 * self.chance.below(4)).to_string(),
            "time" => (EARLIEST + self.chance.next() % SPREAD).to_string(),
            _ if last_key(path) == "role" => ["agent", "visitor"][self.chance.below(2)].to_owned(),
            _ if path.ends_with("id") => self.id(),
            _ => match self.example(path) {
                Some(example) => example,
                None => self.anything(last_key(path), means),
            },
        }
    }

    /// Something of a type, about which nothing else is known.
    fn anything(&mut self, name: &str, means: Meaning) -> String {
        match means {
            Meaning::Text => name.to_owned(),
            Meaning::Id => self.id(),
            Meaning::Source => (10_000 + self.chance.below(900)).to_string(),
            Meaning::Url => "https://example.com/".to_owned(),
            Meaning::Email => "somebody@example.com".to_owned(),
            Meaning::Ip => "192.0.2.1".to_owned(),
            Meaning::Count | Meaning::Number => self.chance.below(100).to_string(),
            Meaning::Boolean => ["true", "false"][self.chance.below(2)].to_owned(),
            Meaning::Time => time::from_milliseconds(self.moment("")),
            Meaning::Offset => "+00:00".to_owned(),
        }
    }

    /// Returns the time of an event in the sample's life, in milliseconds since 1970.
    fn moment(&mut self, path: &str) -> i64 {
        let mut seconds = |path: &str| self.fact(path, Meaning::Number).parse::<i64>().unwrap_or_default();
        let (created, wait, duration) =
            (seconds("time"), seconds("metrics.wait_seconds"), seconds("metrics.duration_seconds"));
        let seconds = match path {
            "visitor.first_visit_at" => created - 30 * 24 * 3600,
            "visitor.visit_at" => created - 600,
            "chat.accepted_at" => created + wait,
            "chat.ended_at" => created + wait + duration,
            "wrap_up.at" => created + wait + duration + 60,
            "messages[].at" => created + wait + 10,
            _ => created,
        };
        seconds * 1000 + i64::from(path.starts_with("visitor")) * 156
    }

    fn transcript(&mut self, written: &Conversation) -> String {
        let (agent, visitor) = (self.fact("agents[].name", Meaning::Text), self.fact("visitor.name", Meaning::Text));
        let message = self.example("messages[].text").unwrap_or_default().replace('\n', " ");
        transcript::write(written, &agent, &visitor, &message)
    }

    fn id(&mut self) -> String {
        let number = self.chance.next();
        if self.vendor.typing == Typing::Mixed {
            return (10_000 + number % 90_000).to_string();
        }
        let other = self.chance.next();
        format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            number >> 32,
            number >> 16 & 0xffff,
            number & 0xfff,
            other >> 48 & 0xfff,
            other & 0xffff_ffff_ffff
        )
    }

    /// One of the examples of a member of the normalized event.
    fn example(&mut self, path: &str) -> Option<String> {
        let all = MEMBERS.iter().flat_map(|place| {
            let of_items =
                place.members.iter().map(move |member| (format!("{}.{}", place.path, member.path), member.field));
            of_items.chain([(place.path.clone(), place.field)])
        });
        let found = all.filter(|(known, _)| known == path);
        let examples = found.map(|(_, field)| field.examples).find(|examples| !examples.is_empty())?;
        Some(self.pick(examples))
    }

    fn pick(&mut self, examples: &[&str]) -> String {
        examples.get(self.chance.below(examples.len().max(1))).copied().unwrap_or_default().to_owned()
    }
}

/// The member where this part of a field's value goes: of an id, the one beside the role, if that has a place too.
fn path_of(field: &Field, part: Part) -> &'static str {
    let of = |part: Part| field.targets().filter(move |target| target.part == part);
    let holder = |target: &Target, key: &str| target.path.strip_suffix(key).map(str::to_owned);
    let beside_role = of(Part::Role).filter(|_| part == Part::Id).find_map(|role| {
        of(Part::Id).find(|id| holder(id, "id").is_some_and(|around| holder(&role, "role") == Some(around)))
    });
    let target = beside_role.or_else(|| of(part).next()).or(field.target);
    target.map_or("", |target| target.path)
}

/// The last key of a path.
fn last_key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// A path that may be relative to a place.
fn absolute(place: &str, path: &str) -> String {
    if path.starts_with('.') { format!("{place}{path}") } else { path.to_owned() }
}

/// Returns true if a member is made up anew for each item of an array: all but those of agents, of whom most chats have
/// one.
fn is_of_item(path: &str) -> bool {
    path.contains("[].") && !path.starts_with("agents[]")
}

/// Numbers that look random and are the same for the same seed everywhere: the generator `SplitMix64`.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number less than this.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }
}
