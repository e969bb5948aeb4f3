//! Vendors and their events: what stands above the rows of fields.

use std::iter;
use std::ptr;

use super::{Evidence, Field, Record, Typing};

/// A vendor of live chat: the events it delivers, and their common traits.
#[derive(Debug)]
pub struct Vendor {
    /// The vendor's name in this program: `comm100`.
    pub name: &'static str,
    /// The product's name as its makers write it.
    pub title: &'static str,
    /// Common traits of the deliveries: generations, headers, what is not documented.
    pub doc: &'static str,
    /// Strictness with which values keep to their JSON types.
    pub typing: Typing,
    /// Headers that say when a delivery was sent, in lower case.
    pub sent_in: &'static [&'static str],
    /// The forms that its bodies have, mostly one.
    pub families: &'static [Family],
    /// Facts that its events state, and that can be held against each other.
    pub agreements: &'static [Agreement],
    /// Bodies that resemble this vendor's events and are something else.
    pub lookalikes: &'static [Lookalike],
    /// The keys under which a secret stands wherever they are met, in what is not documented too. A value that is kept whole
    /// is taken apart around such a key.
    pub secrets: &'static [Field],
}

/// Bodies of one form: their envelope, and the events that travel in them.
#[derive(Debug)]
pub struct Family {
    /// The rows that every body has. One of them is the event's name. Where one is about the event
    /// ([`Encoding::About`](super::Encoding::About)), the event's own object stands there; otherwise the rows of that
    /// object stand beside these. Where a body may bring several events
    /// ([`Encoding::Items`](super::Encoding::Items)), both stand in each of its items.
    pub envelope: &'static Record,
    /// The events.
    pub events: &'static [Event],
}

/// Members of a vendor's normalized events that can be held against each other or against a limit.
#[derive(Debug)]
pub struct Agreement {
    /// The condition.
    pub holds: Holds,
    /// Source of the condition, as a sentence.
    pub evidence: &'static str,
}

/// Condition between members, or of one member.
#[derive(Debug)]
pub enum Holds {
    /// A number of seconds is the time between two others.
    Between {
        /// The number of seconds.
        member: &'static str,
        /// The time that it begins at.
        from: &'static str,
        /// The time that it ends at.
        to: &'static str,
        /// Largest difference allowed, in seconds.
        within: f64,
    },
    /// A number of seconds is not negative, and not larger than this.
    AtMost {
        /// The number of seconds.
        member: &'static str,
        /// The largest, in hours.
        hours: f64,
    },
}

/// A body that resembles a vendor's webhook and is something else.
#[derive(Debug)]
pub struct Lookalike {
    /// The sign that tells the look-alike.
    pub sign: Sign,
    /// Nature of the look-alike, as a sentence.
    pub reason: &'static str,
    /// The event that was probably meant.
    pub meant: Option<&'static str>,
}

/// Sign by which a look-alike is told.
#[derive(Debug)]
pub enum Sign {
    /// The event's name is this.
    Name(&'static str),
    /// The body has all of these top-level keys.
    Keys(&'static [&'static str]),
    /// The body has this top-level key.
    Key(&'static str),
    /// The body has this top-level key, whose value is one of these strings.
    Value(&'static str, &'static [&'static str]),
    /// The body has this top-level key, whose value is a number.
    Number(&'static str),
    /// The body has this top-level key, whose value is a string that begins like this, and no event of the vendor's.
    Begins(&'static str, &'static str),
    /// The event's name is one of the vendor's, and this top-level key has one of these strings for its value.
    NamedWith(&'static str, &'static [&'static str]),
    /// The body has this top-level key, and others that stand there twice, with a small and with a capital letter first.
    TwinKeys(&'static str),
    /// All of these are there.
    All(&'static [Sign]),
    /// Some value is a string that starts like this and goes on with ten digits or more.
    Text(&'static str),
}

/// One webhook event of a vendor.
#[derive(Debug)]
pub struct Event {
    /// The vendor's own name for it, as a body says it; or the beginning of its names.
    pub name: &'static str,
    /// Other spellings of the name that the vendor documents.
    pub spellings: &'static [&'static str],
    /// True if every name that begins with [`Event::name`] is such an event: `contact.` in `contact.created`.
    pub is_prefix: bool,
    /// Occasion on which the event fires; for an event that is not about a chat, its topic.
    pub doc: &'static str,
    /// Sources for the event's body.
    pub evidence: Evidence,
    /// The normalized type.
    pub kind: Kind,
    /// The event's own object: the one in the envelope, or the one beside the envelope's rows.
    pub object: &'static Record,
    /// The place in the normalized event that its own object is, as [`Field::under`](super::Field::under) has it.
    pub under: Option<&'static str>,
    /// The place whose role and id are those of whoever caused it: `message.author`.
    pub actor: Option<&'static str>,
    /// Members of the normalized event that follow from the event's name alone, each with its value.
    pub says: &'static [(&'static str, &'static str)],
    /// The members of the normalized event that may be its subject, the best first.
    pub subject: &'static [&'static str],
    /// The member of the normalized event that holds its time, if any does.
    pub time: Option<&'static str>,
    /// A top-level key that must be there, if the name is too common a word to tell the vendor.
    pub requires: Option<&'static str>,
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
        /// The type for any other word, and for none.
        otherwise: &'static str,
    },
    /// As the payload itself says: it is a normalized event already.
    Stated,
    /// None: the delivery is documented, and about no chat.
    NoChat,
}

impl Family {
    /// Returns true if there are fields without which a body is not the vendor's.
    pub fn has_signs(&self) -> bool {
        self.envelope.fields.iter().any(|row| row.signs || row.signs_either)
    }

    /// The events that are about a chat, an agent or a visitor.
    pub fn chat_events(&self) -> impl Iterator<Item = &'static Event> + Clone + use<> {
        self.events.iter().filter(|event| event.is_about_chat())
    }
}

/// An event's row: its name, its normalized type, the evidence for its body, its own object, the occasion on which it
/// fires. Its subject is the chat, and its time is not known.
pub const fn event(
    name: &'static str,
    kind: Kind,
    evidence: Evidence,
    object: &'static Record,
    doc: &'static str,
) -> Event {
    Event {
        name,
        spellings: &[],
        is_prefix: false,
        doc,
        evidence,
        kind,
        object,
        under: None,
        actor: None,
        says: &[],
        subject: &["chat.id"],
        time: None,
        requires: None,
    }
}

/// The row of a documented event that is about no chat: its name, its evidence, its topic.
pub const fn named(name: &'static str, evidence: Evidence, doc: &'static str) -> Event {
    static ANYTHING: Record = super::open(&[]);
    event(name, Kind::NoChat, evidence, &ANYTHING, doc).about(&[])
}

/// The same of all events whose names begin like this.
pub const fn named_like(prefix: &'static str, evidence: Evidence, doc: &'static str) -> Event {
    Event { is_prefix: true, ..named(prefix, evidence, doc) }
}

impl Event {
    /// Also named like this.
    pub const fn spelled(self, spellings: &'static [&'static str]) -> Event {
        Event { spellings, ..self }
    }

    /// Its own object has these rows: of a delivery about no chat, those that are worth knowing.
    pub const fn holding(self, object: &'static Record) -> Event {
        Event { object, ..self }
    }

    /// Its name says this by itself.
    pub const fn says(self, says: &'static [(&'static str, &'static str)]) -> Event {
        Event { says, ..self }
    }

    /// Its own object is this place in the normalized event.
    pub const fn under(self, place: &'static str) -> Event {
        Event { under: Some(place), ..self }
    }

    /// Sets the place of whoever caused the event.
    pub const fn by(self, place: &'static str) -> Event {
        Event { actor: Some(place), ..self }
    }

    /// Its subject is the first of these members that says something.
    pub const fn about(self, subject: &'static [&'static str]) -> Event {
        Event { subject, ..self }
    }

    /// Sets the member that holds the time of the event.
    pub const fn at(self, time: &'static str) -> Event {
        Event { time: Some(time), ..self }
    }

    /// Its name is too common a word to say whose event it is without this top-level key.
    pub const fn requires(self, key: &'static str) -> Event {
        Event { requires: Some(key), ..self }
    }

    /// The name and its other spellings.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.name).chain(self.spellings.iter().copied())
    }

    /// Returns true if a body of this name is such an event.
    pub fn is_named(&self, name: &str) -> bool {
        if self.is_prefix { name.starts_with(self.name) } else { self.names().any(|own| own == name) }
    }

    /// Returns true if anything is known of the event's own object.
    pub fn has_rows(&self) -> bool {
        self.is_about_chat() || !self.object.fields.is_empty()
    }

    /// Returns true if the event is about a chat, an agent or a visitor, as all are but deliveries that are only named.
    pub fn is_about_chat(&self) -> bool {
        !matches!(self.kind, Kind::NoChat)
    }
}

impl Kind {
    /// The normalized types that it can be; none if the payload says it, or if it is about no chat.
    pub fn types(&self) -> impl Iterator<Item = &'static str> {
        let (always, words) = match self {
            Kind::Always(kind) => (Some(*kind), &[][..]),
            Kind::By { words, otherwise, .. } => (Some(*otherwise), *words),
            Kind::Stated | Kind::NoChat => (None, &[][..]),
        };
        words.iter().map(|(_, kind)| *kind).chain(always)
    }
}

impl PartialEq for Vendor {
    /// A vendor is no other than itself: each stands in the tables once.
    fn eq(&self, other: &Vendor) -> bool {
        ptr::eq(self, other)
    }
}

impl PartialEq for Event {
    /// An event is no other than itself: each stands in the tables once.
    fn eq(&self, other: &Event) -> bool {
        ptr::eq(self, other)
    }
}

impl Vendor {
    /// Every event, each with the form that its bodies have.
    pub fn events(&'static self) -> impl Iterator<Item = (&'static Family, &'static Event)> + Clone {
        self.families.iter().flat_map(|family| family.events.iter().map(move |event| (family, event)))
    }

    /// The events that are about a chat, an agent or a visitor.
    pub fn chat_events(&'static self) -> impl Iterator<Item = &'static Event> + Clone {
        self.events().map(|(_, event)| event).filter(|event| event.is_about_chat())
    }

    /// The event of this name, or of this spelling of it.
    pub fn event(&'static self, name: &str) -> Option<&'static Event> {
        let named = |is_prefix| move |event: &&Event| event.is_prefix == is_prefix && event.is_named(name);
        let events = self.events().map(|(_, event)| event);
        events.clone().find(named(false)).or_else(|| events.clone().find(named(true)))
    }
}
