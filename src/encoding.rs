//! What the ways in which vendors write values mean: raw JSON in, a value of the normalized event out.

pub mod time;
pub mod transcript;

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::describe::{Clock, Encoding, Field, Part, Typing, Vendor};
use crate::event::ROLES;
use crate::json::{self, is_number, is_whole_number};
use crate::uri;
use time::Zone;

/// Decodes the values of one payload.
#[derive(Debug)]
pub struct Decoder<'d> {
    /// Whose payload it is.
    pub vendor: &'static Vendor,
    /// The zone of times that have none.
    pub zone: &'d Zone,
    /// Where values are written that differ from the payload's text, as JSON.
    pub made: Vec<u8>,
    /// How many objects and lists are around the value.
    pub depth: usize,
    /// Whether the value is known to be text of printable ASCII without escapes.
    pub is_plain: bool,
    /// Whether a time had no zone.
    pub assumed_zone: bool,
    /// Whether a count since 1970 was taken for seconds.
    pub assumed_seconds: bool,
}

/// A decoded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// This span of the raw value, as it stands.
    Raw(usize, usize),
    /// What was written to [`Decoder::made`].
    Made,
    /// The value has no such part.
    Absent,
}

/// Why a value could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has the wrong JSON type.
    Type,
    /// It is not such a time.
    Time,
    /// It is not such a number.
    Number,
    /// It is neither true nor false.
    Boolean,
    /// It is text that should hold JSON and does not.
    EmbeddedJson,
    /// It is a word that the vendor does not document.
    Word,
    /// It is valid JSON with a flaw.
    Json(json::Flaw),
}

type Result = std::result::Result<Decoded, Flaw>;

/// Whether a value says nothing: null, empty, or what its description names as empty.
pub fn says_nothing(field: Option<&Field>, typing: Typing, raw: &str) -> bool {
    if let Some(Field { encoding: Encoding::Constant(word), .. }) = field
        && json::is_text(raw)
        && json::between_quotes(raw) == *word
    {
        return true;
    }
    match raw.as_bytes()[0] {
        b'n' => return true,
        b'{' | b'[' => return json::is_empty_container(raw),
        b'"' => {}
        _ => return field.is_some_and(|field| field.empty.contains(&raw)),
    }
    let text = json::between_quotes(raw);
    if text.is_empty() {
        return true;
    }
    field.is_some_and(|field| {
        (typing == Typing::Mixed && text == "null")
            || field.empty.contains(&text)
            || (matches!(field.encoding, Encoding::JsonText) && holds_nothing(raw))
    })
}

/// Whether the JSON in a text says nothing.
fn holds_nothing(raw: &str) -> bool {
    matches!(raw, r#""[]""# | r#""{}""#)
        || json::unescape(raw).is_some_and(|text| {
            let json = text.trim_ascii();
            matches!(json, "null" | "\"\"") || json::is_empty_container(json)
        })
}

/// Whether an object or a list can be a value of this encoding. Where everything travels as anything, an empty one can
/// stand for no value at all.
pub fn takes_containers(encoding: Encoding, typing: Typing) -> bool {
    let takes = matches!(
        encoding,
        Encoding::Object(_)
            | Encoding::List(_)
            | Encoding::ObjectBy(_)
            | Encoding::ListBy(_)
            | Encoding::Each(_)
            | Encoding::About
            | Encoding::NamedValues
            | Encoding::ListOfNamedValues
            | Encoding::OnlyId
            | Encoding::PartyKeys(_)
            | Encoding::Json
            | Encoding::JsonText
    );
    takes || typing == Typing::Mixed
}

impl Decoder<'_> {
    /// Decodes a part of a field's value.
    pub fn decode(&mut self, field: &Field, part: Part, raw: &str) -> Result {
        if let Some(decoded) = self.decode_escaped(field, part, raw) {
            return decoded;
        }
        match field.encoding {
            Encoding::Words(words) if part == Part::Meaning => self.word(raw, words),
            // An event's name is no number, even where text may be.
            Encoding::Name if !json::is_text(raw) => Err(Flaw::Type),
            Encoding::Name
            | Encoding::Text
            | Encoding::Url
            | Encoding::Email
            | Encoding::Ip
            | Encoding::OneOf(_)
            | Encoding::Words(_)
            | Encoding::Names
            | Encoding::Transcript(_) => self.text(raw),
            Encoding::Id => self.id(raw),
            Encoding::Account => self.account(raw),
            Encoding::IdOrName => self.id_or_name(raw, part),
            Encoding::Party => self.party(raw, part),
            Encoding::PartyKeys(role) => self.party_of_keys(raw, role),
            Encoding::Count => number(raw, self.vendor.typing == Typing::Mixed, is_whole_number),
            Encoding::Number => number(raw, true, is_finite),
            Encoding::Seconds => self.seconds(raw),
            Encoding::Boolean => self.boolean(raw),
            Encoding::Time(clock) => self.time(clock, raw),
            Encoding::Zone => self.zone(raw),
            Encoding::Codes(words) => self.code(raw, words),
            Encoding::OnlyId => self.only_id(raw),
            Encoding::Constant(word) => {
                if json::is_text(raw) && self.unescape(raw)? != word {
                    Err(Flaw::Word)
                } else {
                    self.json(raw)
                }
            }
            Encoding::Json => self.json(raw),
            Encoding::JsonText => self.json_text(raw),
            Encoding::Object(_) if field.or_text && json::is_text(raw) => self.text(raw),
            Encoding::Object(_)
            | Encoding::List(_)
            | Encoding::ObjectBy(_)
            | Encoding::ListBy(_)
            | Encoding::About
            | Encoding::Each(_)
            | Encoding::NamedValues
            | Encoding::ListOfNamedValues => Err(self.not_taken_apart(raw)),
        }
    }

    /// Decodes a text whose encoding looks at how it is written, if it is written with escapes that it does not need.
    fn decode_escaped(&mut self, field: &Field, part: Part, raw: &str) -> Option<Result> {
        use Encoding::{Boolean, Codes, Count, IdOrName, Number, Seconds};
        let is_read_raw = matches!(field.encoding, Boolean | Codes(_) | Count | IdOrName | Number | Seconds);
        if self.is_plain || !is_read_raw || !json::is_text(raw) || !raw.contains('\\') {
            return None;
        }
        let bare = json::quoted(&json::unescape(raw)?);
        if bare.contains('\\') {
            return None;
        }
        Some(self.decode(field, part, &bare).map(|decoded| match decoded {
            Decoded::Raw(start, end) => self.make_json(&bare[start..end]),
            decoded => decoded,
        }))
    }

    fn text(&mut self, raw: &str) -> Result {
        if !json::is_text(raw) {
            return if self.vendor.typing == Typing::Mixed && is_number(raw) {
                Ok(self.make(raw))
            } else {
                Err(Flaw::Type)
            };
        }
        if self.is_plain || json::is_plain(raw) {
            return Ok(Decoded::Raw(0, raw.len()));
        }
        Ok(self.make(&self.unescape(raw)?))
    }

    fn unescape<'r>(&self, raw: &'r str) -> std::result::Result<Cow<'r, str>, Flaw> {
        if self.is_plain {
            return Ok(Cow::Borrowed(json::between_quotes(raw)));
        }
        json::unescape(raw).ok_or(Flaw::Json(json::Flaw::LoneSurrogate { at: 0 }))
    }

    /// Writes a text that does not stand in the payload as it is.
    fn make(&mut self, text: &str) -> Decoded {
        json::write_text(text, &mut self.made);
        Decoded::Made
    }

    /// Writes JSON that does not stand in the payload as it is.
    fn make_json(&mut self, json: &str) -> Decoded {
        self.made.extend_from_slice(json.as_bytes());
        Decoded::Made
    }

    fn id(&mut self, raw: &str) -> Result {
        match raw.as_bytes()[0] {
            b'"' => self.text(raw),
            b'-' | b'0'..=b'9' if is_whole_number(raw) => Ok(self.make(raw)),
            b'-' | b'0'..=b'9' => Err(Flaw::Number),
            _ => Err(Flaw::Type),
        }
    }

    /// The identifier in an array that holds nothing else: `[5]` is `"5"`.
    fn only_id(&mut self, raw: &str) -> Result {
        if !raw.starts_with('[') {
            return Err(Flaw::Type);
        }
        let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(|_| Flaw::Type)?;
        match items.as_slice() {
            [only] if json::is_text(only.get()) => Ok(self.make(&self.unescape(only.get())?)),
            [only] if is_whole_number(only.get()) => Ok(self.make(only.get())),
            _ => Ok(Decoded::Absent),
        }
    }

    fn account(&mut self, raw: &str) -> Result {
        let account = match json::is_text(raw) {
            true => self.unescape(raw)?,
            false if is_whole_number(raw) => Cow::Borrowed(raw),
            false if is_number(raw) => return Err(Flaw::Number),
            false => return Err(Flaw::Type),
        };
        self.made.extend_from_slice(b"\"/");
        self.made.extend_from_slice(self.vendor.name.as_bytes());
        self.made.push(b'/');
        uri::push_encoded(&account, b"", &mut self.made);
        self.made.push(b'"');
        Ok(Decoded::Made)
    }

    fn id_or_name(&mut self, raw: &str, part: Part) -> Result {
        let is_id = is_whole_number(text_or_number(raw)) || is_guid(text_or_number(raw));
        match part {
            _ if !json::is_text(raw) && !is_id => Err(Flaw::Type),
            Part::Id if is_id => self.id(raw),
            Part::Name if !is_id => self.text(raw),
            _ => Ok(Decoded::Absent),
        }
    }

    fn party(&mut self, raw: &str, part: Part) -> Result {
        if !json::is_text(raw) {
            return match part {
                Part::Id => self.id(raw),
                _ if is_whole_number(raw) => Ok(Decoded::Absent),
                _ => Err(Flaw::Type),
            };
        }
        let text = self.unescape(raw)?;
        let (role, id) = split_party(&text).ok_or(Flaw::Word)?;
        Ok(self.make(if part == Part::Role { role } else { id }))
    }

    /// The identifier that all keys begin with, if it is a number: any other could not be told from what follows it.
    fn party_of_keys(&mut self, raw: &str, role: &str) -> Result {
        if !raw.starts_with('{') {
            return Err(Flaw::Type);
        }
        let keys = json::keys(raw);
        let mut ids = keys.iter().map(|key| {
            let (_, rest) = split_party(key).filter(|(of_role, _)| *of_role == role)?;
            rest.split('-').next().filter(|id| is_whole_number(id))
        });
        match ids.next().flatten() {
            Some(first) if ids.all(|id| id == Some(first)) => Ok(self.make(first)),
            _ => Ok(Decoded::Absent),
        }
    }

    fn seconds(&mut self, raw: &str) -> Result {
        if json::is_text(raw) {
            let text = json::between_quotes(raw);
            if let Some(digits) = text.strip_suffix("s").filter(|digits| is_finite(digits)) {
                return Ok(Decoded::Raw(1, 1 + digits.len()));
            }
            if let Some(seconds) = time::seconds_of_clock(text) {
                return Ok(self.make_json(&seconds.to_string()));
            }
        }
        number(raw, true, is_finite)
    }

    fn boolean(&mut self, raw: &str) -> Result {
        match raw {
            "true" | "false" => Ok(Decoded::Raw(0, raw.len())),
            "\"true\"" | "\"false\"" if self.vendor.typing == Typing::Mixed => Ok(Decoded::Raw(1, raw.len() - 1)),
            _ if json::is_text(raw) && self.vendor.typing == Typing::Mixed => Err(Flaw::Boolean),
            _ => Err(Flaw::Type),
        }
    }

    fn time(&mut self, clock: Clock, raw: &str) -> Result {
        let text = match json::is_text(raw) {
            true => self.unescape(raw)?,
            false if clock == Clock::DotNet && is_number(raw) => Cow::Borrowed(raw),
            false => return Err(Flaw::Type),
        };
        let start = self.made.len();
        self.made.push(b'"');
        let read = match clock {
            Clock::DotNet => {
                time::write_dotnet(&text, &mut self.made).map(|in_seconds| self.assumed_seconds |= in_seconds)
            }
            Clock::Local => time::write_local(&text, self.zone, &mut self.made).map(|()| self.assumed_zone = true),
            Clock::JavaScript => time::write_javascript(&text, &mut self.made),
            Clock::Rfc3339 => time::write_rfc3339(&text, &mut self.made),
        };
        if read.is_none() {
            self.made.truncate(start);
            return Err(Flaw::Time);
        }
        self.made.push(b'"');
        Ok(Decoded::Made)
    }

    fn zone(&mut self, raw: &str) -> Result {
        if !json::is_text(raw) {
            return Err(Flaw::Type);
        }
        let offset = time::offset(&self.unescape(raw)?).ok_or(Flaw::Word)?;
        Ok(self.make(offset.text()))
    }

    fn code(&mut self, raw: &str, words: &[&str]) -> Result {
        number(raw, self.vendor.typing == Typing::Mixed, is_number)?;
        let word = text_or_number(raw).parse::<usize>().ok().and_then(|code| words.get(code));
        Ok(self.make(word.ok_or(Flaw::Word)?))
    }

    fn word(&mut self, raw: &str, words: &[(&str, &str)]) -> Result {
        if !json::is_text(raw) {
            return Err(Flaw::Type);
        }
        let text = self.unescape(raw)?;
        let (_, meaning) = words.iter().find(|(word, _)| *word == text).ok_or(Flaw::Word)?;
        Ok(self.make(meaning))
    }

    fn json(&mut self, raw: &str) -> Result {
        if json::is_text(raw) {
            return self.text(raw);
        }
        if !json::is_container(raw) {
            return Ok(Decoded::Raw(0, raw.len()));
        }
        match json::write_compact(raw, self.depth, &mut self.made) {
            None => Ok(Decoded::Made),
            Some(flaw) => Err(Flaw::Json(flaw)),
        }
    }

    /// An object or a list, as it is or as JSON in text.
    fn json_text(&mut self, raw: &str) -> Result {
        if !json::is_text(raw) {
            return if json::is_container(raw) { self.json(raw) } else { Err(Flaw::Type) };
        }
        let text = self.unescape(raw)?;
        let inner: &RawValue = serde_json::from_str(&text).map_err(|_| Flaw::EmbeddedJson)?;
        if json::is_container(inner.get()) { self.json(inner.get()) } else { Err(Flaw::EmbeddedJson) }
    }

    /// Why an object or a list was not taken apart.
    fn not_taken_apart(&self, raw: &str) -> Flaw {
        if !json::is_text(raw) || self.vendor.typing != Typing::Mixed {
            return Flaw::Type;
        }
        self.unescape(raw).err().unwrap_or(Flaw::EmbeddedJson)
    }
}

/// A number as it is written, in text if that is allowed.
fn number(raw: &str, in_text: bool, is_right: fn(&str) -> bool) -> Result {
    match raw.as_bytes()[0] {
        b'"' if !in_text => Err(Flaw::Type),
        b'"' if is_right(json::between_quotes(raw)) => Ok(Decoded::Raw(1, raw.len() - 1)),
        b'-' | b'0'..=b'9' if is_right(raw) => Ok(Decoded::Raw(0, raw.len())),
        b'"' | b'-' | b'0'..=b'9' => Err(Flaw::Number),
        _ => Err(Flaw::Type),
    }
}

/// Whether a text is a number that programs can hold.
fn is_finite(text: &str) -> bool {
    is_few_digits(text) || (is_number(text) && text.parse::<f64>().is_ok_and(f64::is_finite))
}

/// Whether a text is a whole number that is far from too large, as most are.
fn is_few_digits(text: &str) -> bool {
    text.len() < 16 && is_whole_number(text)
}

/// A number's text, whether it travels as a number or as text.
fn text_or_number(raw: &str) -> &str {
    if json::is_text(raw) { json::between_quotes(raw) } else { raw }
}

/// Splits `TYPE-ID` after a type that is a role.
fn split_party(text: &str) -> Option<(&str, &str)> {
    text.split_once('-').filter(|(role, id)| ROLES.contains(role) && !id.is_empty())
}

/// `TYPE-ID`.
pub fn party(role: &str, id: &str) -> String {
    format!("{role}-{id}")
}

/// Whether a text is a GUID: `db120346-2fa5-4957-a62b-e6765ab2691b`.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// What a value of an encoding looks like, as the end of a sentence that begins "expected".
pub fn description(encoding: Encoding) -> String {
    match encoding {
        Encoding::Text | Encoding::Transcript(_) => "text".to_owned(),
        Encoding::Url => "a URL".to_owned(),
        Encoding::Email => "an e-mail address".to_owned(),
        Encoding::Ip => "an IP address".to_owned(),
        Encoding::Id | Encoding::Account => "an id, as text or a whole number".to_owned(),
        Encoding::IdOrName => "an id or a name".to_owned(),
        Encoding::Party => {
            format!("a `TYPE-ID` such as `agent-15111` (TYPE is one of {})", list(ROLES.iter().copied()))
        }
        Encoding::PartyKeys(role) => format!("an object with keys that begin `{role}-ID-`"),
        Encoding::Count => "a whole number".to_owned(),
        Encoding::Number => "a number".to_owned(),
        Encoding::Seconds => "seconds, such as 10, `10s` or `00:00:10`".to_owned(),
        Encoding::Boolean => "true or false".to_owned(),
        Encoding::Time(clock) => format!("a time such as {}", clock_example(clock)),
        Encoding::Zone => "an offset from UTC such as `GMT +06:00`".to_owned(),
        Encoding::Codes(words) => format!("a whole number from 0 to {}", words.len() - 1),
        Encoding::Words(words) => one_of(words.iter().map(|(word, _)| *word)),
        Encoding::OneOf([word]) => format!("`{word}`"),
        Encoding::OneOf(words) => format!("one of {}", list(words.iter().copied())),
        Encoding::Names => "names, separated by commas".to_owned(),
        Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About => "an object".to_owned(),
        Encoding::NamedValues => "an object or a list".to_owned(),
        Encoding::List(_) | Encoding::ListBy(_) | Encoding::ListOfNamedValues => "a list of objects".to_owned(),
        Encoding::Each(row) => format!("a list, each item {}", description(row.encoding)),
        Encoding::OnlyId => "a list of ids".to_owned(),
        Encoding::Name => "the name of the event".to_owned(),
        Encoding::Constant(word) => format!("`{word}`"),
        Encoding::Json => "any JSON".to_owned(),
        Encoding::JsonText => "an object or a list, as it is or as JSON in text".to_owned(),
    }
}

/// A time as it is written.
fn clock_example(clock: Clock) -> &'static str {
    match clock {
        Clock::DotNet => "`/Date(1584422324807)/`",
        Clock::Local => "`2018-07-23 05:17:40`",
        Clock::JavaScript => "`Wed Mar 03 2021 10:19:49 GMT+0000`",
        Clock::Rfc3339 => "`2018-07-23T05:17:40Z`",
    }
}

/// Any of some words, as the end of a sentence that begins "expected".
pub fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    format!("one of {}", list(words))
}

/// Words as they stand in a sentence.
fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
