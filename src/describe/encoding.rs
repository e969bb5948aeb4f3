//! Encodings of a field's value: a scalar, or one of the shapes that are taken apart or translated by a table.

use std::borrow::Cow;

use super::{Choice, Conversation, Field, Record, Typing};
use crate::encoding::accepts::Type;
use crate::encoding::{Decoder, Meaning, Odd, Part, Result, Scalar, nested, words};
use crate::json::{self, Form};

/// Way in which a value is written, and so its meaning.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// As something that is not taken apart.
    Scalar(&'static Scalar),
    /// A whole number that stands for the word at its place, counted from 0.
    Codes(&'static [&'static str]),
    /// The vendor's words, and the word for each when normalized; an empty one says that the word is only known. Of a
    /// boolean or a number, its JSON is the word.
    Words(&'static [(&'static str, &'static str)]),
    /// A word of the vendor's, which normalized is called otherwise if it is one of these, and is itself if not.
    Renamed(&'static [(&'static str, &'static str)]),
    /// An array of words, of which the first is called otherwise when normalized if it is one of these, and says nothing if
    /// not.
    FirstOf(&'static [(&'static str, &'static str)]),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Names, separated by commas.
    Names,
    /// A conversation as text.
    Transcript(&'static Conversation),
    /// An object.
    Object(&'static Record),
    /// An array of objects.
    List(&'static Record),
    /// An object that is one of several, as a word in it says.
    ObjectBy(&'static Choice),
    /// An array of such objects.
    ListBy(&'static Choice),
    /// An array of values, each as this row says.
    Each(&'static Field),
    /// An object that holds a value for each name.
    NamedValues,
    /// An array of such objects.
    ListOfNamedValues,
    /// The name of the event.
    Name,
    /// The object that the event is about, as the event's own row describes it.
    About,
    /// An array of events, in a body that may bring several: each an object of this record, which has the event's name and
    /// what it is about.
    Items(&'static Record),
    /// Always this string, which says what the object around it is and nothing about the chat.
    Constant(&'static str),
    /// Any JSON.
    Json,
    /// An object or an array, as itself or as JSON in a string.
    JsonText,
}

impl Encoding {
    /// The row of functions for it, if it is not taken apart.
    pub const fn scalar(self) -> Option<&'static Scalar> {
        match self {
            Encoding::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns true if values of this encoding mean something of this type.
    pub fn means(self, meaning: Meaning) -> bool {
        self.scalar().is_some_and(|scalar| scalar.means == meaning)
    }

    /// Reads a part of a raw value.
    pub fn read(self, decoder: &mut Decoder<'_>, part: Part, raw: &str) -> Result {
        match part {
            Part::Words(words) => return words::beside(decoder, raw, words),
            Part::Is(word) => return words::said(decoder, word),
            _ => {}
        }
        match self {
            Encoding::Scalar(scalar) => (scalar.read)(decoder, raw, part),
            Encoding::Words(words) => words::word(decoder, raw, part, words),
            Encoding::Renamed(words) => words::renamed(decoder, raw, part, words),
            Encoding::FirstOf(words) => words::first(decoder, raw, words),
            Encoding::Codes(words) => words::code(decoder, raw, words),
            Encoding::OneOf(_) | Encoding::Names | Encoding::Transcript(_) => decoder.text(raw),
            // An event's name is no number, even where a string may be.
            Encoding::Name => decoder.string(raw),
            Encoding::Constant(word) => words::constant(decoder, raw, word),
            Encoding::Json => nested::json(decoder, raw),
            Encoding::JsonText => nested::json_text(decoder, raw),
            Encoding::Object(_)
            | Encoding::List(_)
            | Encoding::ObjectBy(_)
            | Encoding::ListBy(_)
            | Encoding::About
            | Encoding::Items(_)
            | Encoding::Each(_)
            | Encoding::NamedValues
            | Encoding::ListOfNamedValues => Err(nested::not_taken_apart(decoder, raw)),
        }
    }

    /// The form of values that mean what they say, and are copied without being read.
    pub fn copies(self) -> Option<Form> {
        match self {
            Encoding::Scalar(scalar) => scalar.copies,
            Encoding::OneOf(_) | Encoding::Name | Encoding::Json => Some(Form::Plain),
            _ => None,
        }
    }

    /// Returns true if a value of this encoding can begin with this byte.
    pub fn begins_with(self, byte: u8) -> bool {
        match self {
            Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About | Encoding::NamedValues => byte == b'{',
            Encoding::List(_)
            | Encoding::ListBy(_)
            | Encoding::Items(_)
            | Encoding::Each(_)
            | Encoding::FirstOf(_)
            | Encoding::ListOfNamedValues => byte == b'[',
            Encoding::Scalar(scalar) if scalar.strict.types.contains(&Type::Integer) => {
                matches!(byte, b'"' | b'-' | b'0'..=b'9')
            }
            Encoding::Json => true,
            _ => byte == b'"',
        }
    }

    /// Returns true if a value without a place is kept as its meaning: JSON that travels as a string as the JSON it is.
    pub fn is_kept_as_read(self) -> bool {
        matches!(self, Encoding::JsonText) || self.scalar().is_some_and(|scalar| scalar.is_kept_as_read)
    }

    /// Returns true if every number says something, and every text too that is neither blank nor `null`, apart from
    /// those that are never a value.
    pub fn says_something(self) -> bool {
        !matches!(self, Encoding::JsonText | Encoding::Constant(_))
    }

    /// Returns true if [`Encoding::odd`] may find something. Most values are of others, and cost no second look.
    pub fn can_be_odd(self) -> bool {
        matches!(self, Encoding::OneOf(_) | Encoding::Name) || self.scalar().is_some_and(|scalar| scalar.odd.is_some())
    }

    /// Returns the oddity of a text or number that can be read, if it has one.
    pub fn odd(self, text: &str) -> Option<Odd> {
        match self {
            Encoding::Scalar(scalar) => scalar.odd?(text),
            Encoding::Name => json::hidden_in(text).map(Odd::Unseen),
            Encoding::OneOf(words) => (!words.contains(&text)).then_some(Odd::Word),
            _ => None,
        }
    }

    /// Describes the values of this encoding, as the end of a sentence that begins "expected".
    pub fn looks(self) -> String {
        match self {
            Encoding::Scalar(scalar) => scalar.looks.to_owned(),
            Encoding::Transcript(_) | Encoding::Renamed(_) => "a string".to_owned(),
            Encoding::Codes(words) => format!("a whole number from 0 to {}", words.len() - 1),
            Encoding::Words(words) => one_of(words.iter().map(|(word, _)| *word)),
            Encoding::FirstOf(_) => "an array of strings".to_owned(),
            Encoding::OneOf(&[word]) | Encoding::Constant(word) => format!("`{word}`"),
            Encoding::OneOf(words) => one_of(words.iter().copied()),
            Encoding::Names => "names, separated by commas".to_owned(),
            Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About => "an object".to_owned(),
            Encoding::NamedValues => "an object or an array".to_owned(),
            Encoding::List(_) | Encoding::ListBy(_) | Encoding::ListOfNamedValues => "an array of objects".to_owned(),
            Encoding::Each(row) => format!("an array, each item {}", row.encoding.looks()),
            Encoding::Items(_) => "an array of events".to_owned(),
            Encoding::Name => "the name of the event".to_owned(),
            Encoding::Json => "any JSON".to_owned(),
            Encoding::JsonText => "an object or an array, as it is or as JSON in a string".to_owned(),
        }
    }

    /// Describes the values likewise, with the meaning of each word or number.
    pub fn legend(self) -> String {
        match self {
            Encoding::Codes(words) => {
                let codes: Vec<_> = words.iter().zip(0..).map(|(word, code)| format!("{code} {word}")).collect();
                codes.join(", ")
            }
            Encoding::Words(words) => meanings(words),
            Encoding::Renamed(words) => format!("a string: {}, and other words", meanings(words)),
            Encoding::FirstOf(words) => {
                format!("an array of strings, the first of which is {}, or another", meanings(words))
            }
            encoding => encoding.looks(),
        }
    }
}

/// Lists words with their meanings, separated by commas.
pub fn meanings(words: &[(&str, &str)]) -> String {
    let one = |(word, meaning): &(&str, &str)| match *meaning {
        "" => format!("`{word}`"),
        meaning => format!("`{word}` for {meaning}"),
    };
    words.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Any of some words, as the end of a sentence that begins "expected".
pub fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    format!("one of {}", words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
}

/// Returns true if a value says nothing: null, empty, or listed as empty by its field.
pub fn says_nothing(field: Option<&Field>, typing: Typing, raw: &str) -> bool {
    let is_string = json::is_string(raw);
    let text = match raw.as_bytes()[0] {
        b'n' => return true,
        b'{' | b'[' => return json::is_empty_container(raw),
        b'"' => short_text(raw),
        _ => Cow::Borrowed(raw),
    };
    if text.is_empty() {
        return true;
    }
    field.is_some_and(|field| {
        let text = &*text;
        matches!(field.encoding, Encoding::Constant(word) if is_string && text == word)
            || field.empty.contains(&text)
            || (is_string && !matches!(field.encoding, Encoding::Json) && json::is_blank(text))
            || (is_string && typing == Typing::Mixed && text == "null")
            || (is_string && matches!(field.encoding, Encoding::JsonText) && nested::holds_nothing(raw))
            || field.encoding.scalar().and_then(|scalar| scalar.never).is_some_and(|is_never| is_never(text))
    })
}

/// Returns the text that a raw string stands for; or, if it is longer than anything that says nothing, its characters
/// unchanged.
fn short_text(raw: &str) -> Cow<'_, str> {
    const MOST: usize = 400;
    match raw.len() {
        ..MOST => json::key_text(raw),
        _ => Cow::Borrowed(json::between_quotes(raw)),
    }
}

/// Returns true if values of a field may be of this JSON type, null aside, even those that say nothing. Where
/// everything travels as anything, every type may be.
pub fn may_be(field: &Field, typing: Typing, kind: Type) -> bool {
    let types: &[Type] = match field.encoding {
        _ if typing == Typing::Mixed => return true,
        Encoding::Scalar(scalar) => return scalar.strict.takes(kind),
        Encoding::Words(words) => {
            return kind == Type::String || words.iter().any(|(word, _)| words::type_of(word) == Some(kind));
        }
        Encoding::Codes(_) => &[Type::Number],
        Encoding::Object(_) if field.or_string => &[Type::Object, Type::String],
        Encoding::List(_) if field.or_single => &[Type::Array, Type::Object],
        Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About => &[Type::Object],
        Encoding::List(_)
        | Encoding::ListBy(_)
        | Encoding::Each(_)
        | Encoding::FirstOf(_)
        | Encoding::Items(_)
        | Encoding::ListOfNamedValues => &[Type::Array],
        Encoding::NamedValues => &[Type::Object, Type::Array],
        Encoding::JsonText => &[Type::Object, Type::Array, Type::String],
        Encoding::Json => return true,
        Encoding::Renamed(_)
        | Encoding::OneOf(_)
        | Encoding::Names
        | Encoding::Transcript(_)
        | Encoding::Name
        | Encoding::Constant(_) => &[Type::String],
    };
    types.contains(&kind)
}
