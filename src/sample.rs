//! Payloads made from a description: what the vendor would send about a chat that never took place.
//!
//! First the facts are made up, as members of a normalized event (who, when, how long), then each field is written as
//! its encoding writes the fact that it is a source of. So a sample contradicts itself nowhere. The same seed makes the
//! same payload, on any machine.

use std::collections::BTreeMap;

use crate::describe::{
    Body, Choice, Conversation, Encoding, Event, Field, Part, Privacy, Record, Rows, Typing, Vendor,
};
use crate::encoding::{self, time, transcript};
use crate::event::PLACES;
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
    within: Vec<*const Record>,
}

/// When the first sample could have been sent, in seconds since 1970: 2020-01-01T00:00:00Z.
const EARLIEST: u64 = 1_577_836_800;

/// How long after that the last one could have been, in seconds.
const SPREAD: u64 = 6 * 365 * 24 * 3600;

impl Maker {
    /// An object of these rows, which is a place in the normalized event.
    fn object(&mut self, rows: &Rows, place: &str) -> String {
        self.within.push(rows.identity);
        let members: Vec<String> = rows.fields.iter().filter_map(|field| self.member(field, place)).collect();
        self.within.pop();
        format!("{{{}}}", members.join(","))
    }

    fn member(&mut self, field: &'static Field, place: &str) -> Option<String> {
        let is_required = field.required || field.signs || matches!(field.encoding, Encoding::Name);
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
            | Encoding::ListOfNamedValues
            | Encoding::OnlyId => "[]".to_owned(),
            Encoding::ObjectBy(_) | Encoding::NamedValues => "{}".to_owned(),
            Encoding::JsonText => quoted("[]"),
            _ => match field.empty.first() {
                Some(empty) => quoted(empty),
                None => quoted(""),
            },
        };
        if self.vendor.typing == Typing::Mixed && self.chance.below(3) == 0 { quoted("null") } else { nothing }
    }

    fn value(&mut self, field: &'static Field, place: &str) -> String {
        let inner = field.under.map_or_else(|| place.to_owned(), |under| absolute(place, under));
        let value = match field.encoding {
            Encoding::Name => {
                let names: Vec<&str> = self.event.names().collect();
                return quoted(names[self.chance.below(names.len())]);
            }
            Encoding::Object(_) | Encoding::About => {
                let rows = self.body.rows_in(field).filter(|rows| !self.within.contains(&rows.identity));
                let object = rows.map_or_else(|| "{}".to_owned(), |rows| self.object(&rows, &inner));
                // By chance, nothing may be in it that must say something.
                if field.required && object == "{}" && self.event.is_about_chat() {
                    return self.value(field, place);
                }
                object
            }
            Encoding::List(record) => {
                let most = if field.under.is_some_and(|under| !under.ends_with("[]")) { 2 } else { 4 };
                self.list(most, |maker| maker.object(&Rows::of(record), &inner))
            }
            Encoding::ObjectBy(choice) => self.object_by(choice, 0, &inner),
            Encoding::ListBy(choice) => {
                let mut next = 0;
                self.list(choice.cases.len() + 1, |maker| {
                    next += 1;
                    maker.object_by(choice, next - 1, &inner)
                })
            }
            Encoding::Each(row) => self.list(3, |maker| maker.value(row, &inner)),
            Encoding::NamedValues => self.named_values(),
            Encoding::ListOfNamedValues => self.list(3, Maker::named_values),
            Encoding::OnlyId => format!("[{}]", self.chance.below(9)),
            Encoding::Constant(word) => quoted(word),
            Encoding::PartyKeys(role) => {
                let key = encoding::party(role, &self.fact("agents[].id"));
                format!("{{{}:{{}}}}", quoted(&format!("{key}-1")))
            }
            Encoding::Transcript(written) => quoted(&self.transcript(written)),
            _ if field.privacy == Privacy::Secret => quoted(&format!("<{}>", field.name)),
            _ => self.scalar(field, place),
        };
        if field.as_text && !json::is_text(&value) && self.chance.below(3) > 0 { quoted(&value) } else { value }
    }

    /// The object of a case of several, with the word that says so.
    fn object_by(&mut self, choice: &'static Choice, number: usize, place: &str) -> String {
        let case = &choice.cases[number % choice.cases.len()];
        let place = case.under.map_or_else(|| place.to_owned(), |under| absolute(place, under));
        let word = case.words[self.chance.below(case.words.len())];
        let mut rows = Rows::of(case.record);
        rows.fields.retain(|row| row.name != choice.key);
        let object = self.object(&rows, &place);
        let rest = object.strip_prefix('{').filter(|rest| *rest != "}").map_or("}".to_owned(), |it| format!(",{it}"));
        format!("{{{}:{}{rest}", quoted(choice.key), quoted(word))
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

    /// A value that is not taken apart.
    fn scalar(&mut self, field: &'static Field, place: &str) -> String {
        let target = |part: Part| {
            let target = field.targets.iter().flatten().find(|target| target.part == part)?;
            Some(absolute(place, target.path))
        };
        let path = field.targets.iter().flatten().next().map(|target| absolute(place, target.path)).unwrap_or_default();
        let path = &*path;
        match field.encoding {
            Encoding::IdOrName => {
                let example = self.pick(field.examples);
                let part = if json::is_whole_number(&example) { Part::Id } else { Part::Name };
                let path = target(part).unwrap_or_default();
                quoted(&self.facts.entry(path).or_insert(example).clone())
            }
            Encoding::Party => {
                let role = self.fact("actor.role");
                let id = self.fact("actor.id");
                quoted(&encoding::party(&role, &id))
            }
            Encoding::Names => quoted(&format!("{}, {}", self.fact("agents[].name"), self.example("agents[].name"))),
            Encoding::Account => quoted(&format!("{}", 10_000 + self.chance.below(900))),
            Encoding::Count | Encoding::Number => self.fact(path),
            Encoding::Seconds => quoted(&format!("{}s", self.fact(path))),
            Encoding::Boolean => ["true", "false"][self.chance.below(2)].to_owned(),
            Encoding::Time(clock) => quoted(&time::write(clock, self.moment(path))),
            Encoding::Zone => quoted(&format!("GMT {}", self.fact(path))),
            Encoding::Codes(words) => self.chance.below(words.len()).to_string(),
            Encoding::Words(words) => {
                let fact = target(Part::Meaning).map(|path| self.fact(&path));
                let known = words.iter().find(|(_, meaning)| Some(*meaning) == fact.as_deref());
                quoted(known.unwrap_or(&words[self.chance.below(words.len())]).0)
            }
            Encoding::OneOf(words) => quoted(words[self.chance.below(words.len())]),
            Encoding::JsonText => quoted("[]"),
            _ if !field.examples.is_empty() => quoted(&self.pick(field.examples)),
            _ => quoted(&self.fact(path)),
        }
    }

    /// What a member of the normalized event says.
    fn fact(&mut self, path: &str) -> String {
        if let Some(fact) = self.facts.get(path) {
            return fact.clone();
        }
        let fact = self.make_up(path);
        self.facts.insert(path.to_owned(), fact.clone());
        fact
    }

    fn make_up(&mut self, path: &str) -> String {
        let of_actor = |maker: &mut Maker, role: &str, agent: &str, visitor: &str| {
            let role = maker.fact(role);
            maker.fact(if role == "agent" { agent } else { visitor })
        };
        match path {
            "actor.role" | "messages[].author.role" => ["agent", "visitor"][self.chance.below(2)].to_owned(),
            "message.author.role" => self.fact("actor.role"),
            "actor.id" | "message.author.id" => of_actor(self, "actor.role", "agents[].id", "visitor.id"),
            "message.author.name" => of_actor(self, "actor.role", "agents[].name", "visitor.name"),
            "messages[].author.id" => of_actor(self, "messages[].author.role", "agents[].id", "visitor.id"),
            "visitor.session_id" => self.fact("visitor.id"),
            "metrics.wait_seconds" => self.chance.below(120).to_string(),
            "metrics.duration_seconds" => (30 + self.chance.below(1800)).to_string(),
            "metrics.queue_ahead" => self.chance.below(4).to_string(),
            "metrics.queue_ahead_seconds" => (60 * self.chance.below(4)).to_string(),
            "time" => (EARLIEST + self.chance.next() % SPREAD).to_string(),
            _ if path.ends_with("id") => self.id(),
            _ => self.example(path),
        }
    }

    /// When something happened, in milliseconds since 1970.
    fn moment(&mut self, path: &str) -> i64 {
        let mut seconds = |path: &str| self.fact(path).parse::<i64>().unwrap_or_default();
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
        let (agent, visitor) = (self.fact("agents[].name"), self.fact("visitor.name"));
        let message = self.example("messages[].text").replace('\n', " ");
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
    fn example(&mut self, path: &str) -> String {
        let name = path.rsplit('.').next().unwrap_or(path);
        let all = PLACES.iter().flat_map(|place| {
            let of_items =
                place.members.iter().map(move |member| (format!("{}.{}", place.path, member.path), member.field));
            of_items.chain([(place.path.clone(), place.field)])
        });
        let found = all.filter(|(known, _)| known == path);
        match found.map(|(_, field)| field.examples).find(|examples| !examples.is_empty()) {
            Some(examples) => self.pick(examples),
            None => name.to_owned(),
        }
    }

    fn pick(&mut self, examples: &[&str]) -> String {
        examples.get(self.chance.below(examples.len().max(1))).copied().unwrap_or_default().to_owned()
    }
}

/// A path that may be relative to a place.
fn absolute(place: &str, path: &str) -> String {
    if path.starts_with('.') { format!("{place}{path}") } else { path.to_owned() }
}

/// Whether what a member says is said anew for each item of a list: of all but agents, of whom most chats have one.
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
