//! Fields: the rows of a description.

use std::iter;
use std::ptr;

use super::{Encoding, Evidence, Meanings, Part};

/// A JSON object as documented: its fields.
#[derive(Debug)]
pub struct Record {
    /// Its fields, in the vendor's order.
    pub fields: &'static [Field],
    /// True if the object may hold keys beside its fields: properties that an account names itself.
    pub is_open: bool,
    /// Of an envelope: the beginning of every event's name, if no other body is the vendor's: `zen:event-type:`.
    pub names_begin: &'static str,
}

impl Record {
    /// Makes the record an envelope in which the names of all events begin like this.
    pub const fn naming(self, names_begin: &'static str) -> Record {
        Record { names_begin, ..self }
    }
}

/// The record of these fields.
pub const fn record(fields: &'static [Field]) -> Record {
    Record { fields, is_open: false, names_begin: "" }
}

/// The record of these fields and any others.
pub const fn open(fields: &'static [Field]) -> Record {
    Record { fields, is_open: true, names_begin: "" }
}

/// A field's row in a description.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Other spellings of the key.
    pub spellings: &'static [&'static str],
    /// Way in which the value is written.
    pub encoding: Encoding,
    /// Meaning of the value, as a sentence for people.
    pub doc: &'static str,
    /// Sources for this row.
    pub evidence: Evidence,
    /// True if the field must be there, and say something.
    pub required: bool,
    /// True if a body without the field is not this vendor's, whatever it calls itself.
    pub signs: bool,
    /// True if the field is one of several such, of which a body must have one.
    pub signs_either: bool,
    /// True if a body that lacks the field and has no name of the vendor's events is not this vendor's.
    pub signs_unnamed: bool,
    /// Values that say nothing here, besides those that never do.
    pub empty: &'static [&'static str],
    /// The place in the normalized event that the value goes to.
    pub target: Option<Target>,
    /// Further places that it goes to.
    pub also: &'static [Target],
    /// The place in the normalized event that the object is, or each item of the array: `visitor`, `agents[]`, or
    /// `.author` below the place around it. Targets of its fields such as `.name` are members of that place. Where it is no
    /// array, the first item is that place, and each further one stays whole in `unmapped`.
    pub under: Option<&'static str>,
    /// Its precedence among the fields that go to one place.
    pub source: Source,
    /// True if the value stays in `unmapped` although it has targets: they take only a part of it.
    pub also_unmapped: bool,
    /// True if a number, boolean, object or array of this field was seen travelling as a string.
    pub or_stringified: bool,
    /// True if an array of one item was seen travelling as that item.
    pub or_single: bool,
    /// True if a string stands here as well as an object; the string then goes to the targets.
    pub or_string: bool,
    /// True if a value of another type is no finding; it stays in `unmapped`.
    pub is_unchecked: bool,
    /// The people or secrets in the value.
    pub privacy: Privacy,
    /// Values it might have, for samples; where there are none its target's examples serve.
    pub examples: &'static [&'static str],
}

/// A place in the normalized event, and the part of the value that goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The member, by its path below `data` or by its name beside `data`: `visitor.name`, `agents[].id`, `subject`.
    /// One that begins with a dot is a member of the place that the record is [under](Field::under): `.name`.
    pub path: &'static str,
    /// Part of the value that goes there.
    pub part: Part,
}

impl Target {
    /// The place of the whole meaning.
    pub const fn meaning(path: &'static str) -> Target {
        Target { path, part: Part::Meaning }
    }

    /// The place of the vendor's own word.
    pub const fn word(path: &'static str) -> Target {
        Target { path, part: Part::Word }
    }

    /// The place of the id in the value.
    pub const fn id(path: &'static str) -> Target {
        Target { path, part: Part::Id }
    }

    /// The place of the name in it.
    pub const fn name(path: &'static str) -> Target {
        Target { path, part: Part::Name }
    }

    /// The place of the role in it.
    pub const fn role(path: &'static str) -> Target {
        Target { path, part: Part::Role }
    }

    /// The place of the meaning that these words have.
    pub const fn words(words: &'static Meanings, path: &'static str) -> Target {
        Target { path, part: Part::Words(words) }
    }
}

/// Objects that are told apart by a word in them: `"type": "agent"` beside `"type": "customer"`.
#[derive(Debug)]
pub struct Choice {
    /// The key of the word.
    pub key: &'static str,
    /// The kinds of object, each with its words.
    pub cases: &'static [Case],
    /// The case for an object with another word, or with none; without it, such an object stays whole in `unmapped`.
    pub otherwise: Option<Case>,
}

/// A kind of object, told by its words.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The words.
    pub words: &'static [&'static str],
    /// The place in the normalized event that it is, as [`Field::under`] has it.
    pub under: Option<&'static str>,
    /// Its fields.
    pub record: &'static Record,
}

/// The case of these words: an object of these fields, which is this place.
pub const fn case(words: &'static [&'static str], under: &'static str, record: &'static Record) -> Case {
    Case { words, under: Some(under), record }
}

/// A field's precedence among the fields that go to one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// It counts.
    First,
    /// It counts where the first says nothing. Where both speak and differ, that is worth a finding.
    Second,
    /// It counts where the others say nothing. It may differ, and then stays in `unmapped`.
    Else,
}

/// The people or secrets in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// As its place in the normalized event says; without a place, nobody is in it.
    AsItsPlace,
    /// It tells of a person.
    Personal,
    /// It is a secret: it goes nowhere, and is shown nowhere.
    Secret,
}

/// A field's row: its key, the encoding of its value, its evidence, its meaning.
pub const fn field(name: &'static str, encoding: Encoding, evidence: Evidence, doc: &'static str) -> Field {
    Field {
        name,
        spellings: &[],
        encoding,
        doc,
        evidence,
        required: false,
        signs: false,
        signs_either: false,
        signs_unnamed: false,
        empty: &[],
        target: None,
        also: &[],
        under: None,
        source: Source::First,
        also_unmapped: false,
        or_stringified: false,
        or_single: false,
        or_string: false,
        is_unchecked: false,
        privacy: Privacy::AsItsPlace,
        examples: &[],
    }
}

impl Field {
    /// The key and its other spellings.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.name).chain(self.spellings.iter().copied())
    }

    /// The places in the normalized event that the value goes to.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.target.into_iter().chain(self.also.iter().copied())
    }

    /// Goes to this place in the normalized event.
    pub const fn to(self, path: &'static str) -> Field {
        self.target(Target::meaning(path))
    }

    /// The vendor's own word goes to this place.
    pub const fn word_to(self, path: &'static str) -> Field {
        self.target(Target::word(path))
    }

    /// The id in it goes to this place.
    pub const fn id_to(self, path: &'static str) -> Field {
        self.target(Target::id(path))
    }

    /// The name in it goes to this place.
    pub const fn name_to(self, path: &'static str) -> Field {
        self.target(Target::name(path))
    }

    /// The role in it goes to this place.
    pub const fn role_to(self, path: &'static str) -> Field {
        self.target(Target::role(path))
    }

    /// The meaning that these words have goes to this place: `internal` for a `note`.
    pub const fn words_to(self, words: &'static Meanings, path: &'static str) -> Field {
        self.target(Target::words(words, path))
    }

    /// That it is there says this, which goes to this place, whatever its value.
    pub const fn says(self, word: &'static &'static str, path: &'static str) -> Field {
        self.target(Target { path, part: Part::Is(word) })
    }

    const fn target(mut self, target: Target) -> Field {
        assert!(self.target.is_none(), "a row has one place, and others also");
        self.target = Some(target);
        self
    }

    /// Goes to these places, too.
    pub const fn also(mut self, targets: &'static [Target]) -> Field {
        self.also = targets;
        self
    }

    /// The object or the items in it are this place.
    pub const fn under(mut self, path: &'static str) -> Field {
        self.under = Some(path);
        self
    }

    /// Another field is the first source of the same place; this one counts where that one is empty.
    pub const fn fallback(mut self) -> Field {
        self.source = Source::Second;
        self
    }

    /// Counts where the other sources of the same place are empty, and may differ from them.
    pub const fn or_else(mut self) -> Field {
        self.source = Source::Else;
        self
    }

    /// Stays in `unmapped` although a part of it has a place.
    pub const fn also_unmapped(mut self) -> Field {
        self.also_unmapped = true;
        self
    }

    /// Was seen travelling as a string.
    pub const fn or_stringified(mut self) -> Field {
        self.or_stringified = true;
        self
    }

    /// Was seen as a single object in place of an array of one.
    pub const fn or_single(mut self) -> Field {
        self.or_single = true;
        self
    }

    /// Is a string as well as an object.
    pub const fn or_string(mut self) -> Field {
        self.or_string = true;
        self
    }

    /// Is whatever an account puts there.
    pub const fn unchecked(mut self) -> Field {
        self.is_unchecked = true;
        self
    }

    /// Must be there, and say something.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Must be there for a body to be this vendor's.
    pub const fn signs(mut self) -> Field {
        self.signs = true;
        self
    }

    /// This or another field that says so must be there for a body to be this vendor's.
    pub const fn signs_either(mut self) -> Field {
        self.signs_either = true;
        self
    }

    /// Must be there for a body to be this vendor's that is named like none of its events.
    pub const fn signs_unnamed(mut self) -> Field {
        self.signs_unnamed = true;
        self
    }

    /// Tells of a person.
    pub const fn personal(mut self) -> Field {
        self.privacy = Privacy::Personal;
        self
    }

    /// Is a secret.
    pub const fn secret(mut self) -> Field {
        self.privacy = Privacy::Secret;
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
    pub const fn examples(mut self, examples: &'static [&'static str]) -> Field {
        self.examples = examples;
        self
    }
}

impl PartialEq for Record {
    /// A record is no other than itself: each stands in the tables once.
    fn eq(&self, other: &Record) -> bool {
        ptr::eq(self, other)
    }
}
