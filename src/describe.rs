//! The description language: a vendor's documentation as `const` tables.
//!
//! Vendors document their webhooks in tables, so a description is a table: a row a field, read by people like the
//! vendor's page. Everything else in this crate (detection, checking, normalizing, `explain`, sample payloads, schemas)
//! folds over these rows; no vendor fact is written anywhere else.

mod encoding;
pub mod scalars;

use std::iter;

pub use crate::encoding::transcript::Conversation;
pub use crate::encoding::{Part, Typing};
pub use encoding::{Encoding, says_nothing, takes_containers};

/// A vendor of live chat: the events it delivers and what is common to them.
#[derive(Debug)]
pub struct Vendor {
    /// The vendor's name in this program: `comm100`.
    pub name: &'static str,
    /// The product's name as its makers write it.
    pub title: &'static str,
    /// What the deliveries have in common: generations, headers, what is not documented.
    pub doc: &'static str,
    /// The top-level key whose value names the event.
    pub discriminator: &'static str,
    /// How closely values keep to their JSON types.
    pub typing: Typing,
    /// The events it delivers.
    pub events: &'static [Event],
    /// What an event that is not described is read with: the objects that the described events share.
    pub shared: &'static Record,
    /// What resembles this vendor's events and is something else.
    pub lookalikes: &'static [Lookalike],
}

/// A body that resembles a vendor's webhook and is something else.
#[derive(Debug)]
pub struct Lookalike {
    /// What gives it away.
    pub sign: Sign,
    /// What it is, as a sentence.
    pub reason: &'static str,
    /// The event that was probably meant.
    pub meant: Option<&'static str>,
}

/// What gives a look-alike away.
#[derive(Debug)]
pub enum Sign {
    /// The discriminator says this.
    Name(&'static str),
    /// The body has this top-level key.
    Key(&'static str),
    /// The body has this top-level key, and others that stand there twice, with a small and with a capital letter first.
    TwinKeys(&'static str),
    /// Some value is a text that starts like this and goes on with ten digits or more.
    Text(&'static str),
}

/// One webhook event of a vendor.
#[derive(Debug)]
pub struct Event {
    /// The vendor's own name for it, as its discriminator says it.
    pub name: &'static str,
    /// Other spellings of the name that the vendor documents.
    pub spellings: &'static [&'static str],
    /// When it fires.
    pub doc: &'static str,
    /// How the event's body is known.
    pub evidence: Evidence,
    /// The normalized type.
    pub kind: Kind,
    /// The members of the normalized event that may be its subject, the best first.
    pub subject: &'static [&'static str],
    /// The member of the normalized event that says when it happened, if any does.
    pub time: Option<&'static str>,
    /// A top-level key without which the name is too common a word to say whose event it is.
    pub needs: Option<&'static str>,
    /// The payload.
    pub payload: &'static Record,
}

/// The normalized type of an event.
#[derive(Debug)]
pub enum Kind {
    /// Always this one.
    Always(&'static str),
    /// As a member of the normalized event says.
    By {
        /// The member.
        member: &'static str,
        /// Its words and the type each stands for.
        words: &'static [(&'static str, &'static str)],
        /// The type when it says something else, or nothing.
        otherwise: &'static str,
    },
    /// As the payload itself says: it is a normalized event already.
    Stated,
}

/// A JSON object as documented: its fields.
#[derive(Debug)]
pub struct Record {
    /// Its fields, in the vendor's order.
    pub fields: &'static [Field],
}

/// A field's row in a description.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Other spellings of the key.
    pub spellings: &'static [&'static str],
    /// How the value is written.
    pub encoding: Encoding,
    /// What it means.
    pub doc: &'static str,
    /// How this is known.
    pub evidence: Evidence,
    /// Whether it must be there, and say something.
    pub required: bool,
    /// Values that say nothing here, besides those that never do.
    pub empty: &'static [&'static str],
    /// Where it goes in the normalized event.
    pub targets: [Option<Target>; 3],
    /// Whether its targets are another field's first of all.
    pub second: bool,
    /// Whether it stays in `unmapped` although it has targets, which take only a part of it.
    pub stays: bool,
    /// Whether a number, boolean, object or list in it was seen travelling as text.
    pub as_text: bool,
    /// Whether a list of one was seen travelling as that one.
    pub or_one: bool,
    /// Values it might have, for samples; where there are none its target's examples serve.
    pub examples: &'static [&'static str],
}

/// A place in the normalized event, and the part of the value that goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The member, by its path below `data` or by its name beside `data`: `visitor.name`, `agents[].id`, `subject`.
    /// In a record that several lists share, `[].id` is the member of whichever list holds it.
    pub path: &'static str,
    /// What of the value goes there.
    pub part: Part,
}

/// How a fact is known, and of which generation of the vendor's product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The vendor's documentation says so.
    pub documented: bool,
    /// A sample of the vendor's shows it.
    pub observed: bool,
    /// The generations it is known of, if not all.
    pub generation: &'static str,
}

/// Documented by the vendor.
pub const D: Evidence = Evidence { documented: true, observed: false, generation: "" };
/// Observed in a sample of the vendor's.
pub const O: Evidence = Evidence { documented: false, observed: true, generation: "" };
/// Documented and observed.
pub const DO: Evidence = Evidence { documented: true, observed: true, generation: "" };
/// Inferred here.
pub const I: Evidence = Evidence { documented: false, observed: false, generation: "" };

impl Evidence {
    /// Whether nothing but inference speaks for it.
    pub const fn is_inferred(self) -> bool {
        !self.documented && !self.observed
    }

    /// The same, known of these generations only.
    pub const fn of(self, generation: &'static str) -> Evidence {
        Evidence { generation, ..self }
    }
}

/// A field's row: its key, how the value is written, how that is known, what it means.
pub const fn field(name: &'static str, encoding: Encoding, evidence: Evidence, doc: &'static str) -> Field {
    Field {
        name,
        spellings: &[],
        encoding,
        doc,
        evidence,
        required: false,
        empty: &[],
        targets: [None; 3],
        second: false,
        stays: false,
        as_text: false,
        or_one: false,
        examples: &[],
    }
}

impl Field {
    /// The key and its other spellings.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.name).chain(self.spellings.iter().copied())
    }

    /// Goes to this place in the normalized event.
    pub const fn to(self, path: &'static str) -> Field {
        self.part_to(Part::Meaning, path)
    }

    /// The vendor's own word goes to this place.
    pub const fn word_to(self, path: &'static str) -> Field {
        self.part_to(Part::Word, path)
    }

    /// The id in it goes to this place.
    pub const fn id_to(self, path: &'static str) -> Field {
        self.part_to(Part::Id, path)
    }

    /// The name in it goes to this place.
    pub const fn name_to(self, path: &'static str) -> Field {
        self.part_to(Part::Name, path)
    }

    /// The role in it goes to this place.
    pub const fn role_to(self, path: &'static str) -> Field {
        self.part_to(Part::Role, path)
    }

    const fn part_to(mut self, part: Part, path: &'static str) -> Field {
        let mut free = 0;
        while self.targets[free].is_some() {
            free += 1;
        }
        self.targets[free] = Some(Target { path, part });
        self
    }

    /// Another field is the first source of the same place; this one counts where that one is empty.
    pub const fn second(mut self) -> Field {
        self.second = true;
        self
    }

    /// Stays in `unmapped` although a part of it has a place.
    pub const fn stays(mut self) -> Field {
        self.stays = true;
        self
    }

    /// Was seen travelling as text.
    pub const fn as_text(mut self) -> Field {
        self.as_text = true;
        self
    }

    /// Was seen as a single object in place of a list of one.
    pub const fn or_one(mut self) -> Field {
        self.or_one = true;
        self
    }

    /// Must be there, and say something.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Also spelled like this.
    pub const fn spelled(mut self, spellings: &'static [&'static str]) -> Field {
        self.spellings = spellings;
        self
    }

    /// These values say nothing.
    pub const fn empty(mut self, values: &'static [&'static str]) -> Field {
        self.empty = values;
        self
    }

    /// For example these values.
    pub const fn such_as(mut self, examples: &'static [&'static str]) -> Field {
        self.examples = examples;
        self
    }
}

/// An event's row: its name, its normalized type, how its body is known, the body, when it fires. Its subject is the
/// chat, and when it happened is not known.
pub const fn event(
    name: &'static str,
    kind: Kind,
    evidence: Evidence,
    payload: &'static Record,
    doc: &'static str,
) -> Event {
    Event { name, spellings: &[], doc, evidence, kind, subject: &["chat.id"], time: None, needs: None, payload }
}

impl Event {
    /// Also named like this.
    pub const fn spelled(self, spellings: &'static [&'static str]) -> Event {
        Event { spellings, ..self }
    }

    /// Its subject is the first of these members that says something.
    pub const fn about(self, subject: &'static [&'static str]) -> Event {
        Event { subject, ..self }
    }

    /// This member says when it happened.
    pub const fn at(self, time: &'static str) -> Event {
        Event { time: Some(time), ..self }
    }

    /// Its name is too common a word to say whose event it is without this top-level key.
    pub const fn needs(self, key: &'static str) -> Event {
        Event { needs: Some(key), ..self }
    }

    /// The name and its other spellings.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.name).chain(self.spellings.iter().copied())
    }
}

impl Kind {
    /// The normalized types that it can be; none if the payload says it.
    pub fn types(&self) -> impl Iterator<Item = &'static str> {
        let (always, words) = match self {
            Kind::Always(kind) => (Some(*kind), &[][..]),
            Kind::By { words, otherwise, .. } => (Some(*otherwise), *words),
            Kind::Stated => (None, &[][..]),
        };
        words.iter().map(|(_, kind)| *kind).chain(always)
    }
}

impl Vendor {
    /// The event of this name, or of this spelling of it.
    pub fn event(&'static self, name: &str) -> Option<&'static Event> {
        self.events.iter().find(|event| event.names().any(|own| own == name))
    }
}
