//! The description language: a vendor's documentation as `const` tables.
//!
//! Vendors document their webhooks in tables, so a description is a table: a row a field, read by people like the
//! vendor's page. Everything else in this crate (detection, checking, normalizing, `explain`, sample payloads, schemas)
//! folds over these rows; no vendor fact is written anywhere else.

mod body;
mod evidence;
mod field;
mod vendor;

pub use body::{Body, Rows};
pub use evidence::{D, DO, Evidence, I, O};
pub use field::{Case, Choice, Field, Part, Privacy, Record, Source, Target, case, field, open, record};
pub use vendor::{Agreement, Event, Family, Holds, Kind, Lookalike, Sign, Typing, Vendor, event, named, named_like};

/// How a value is written, and so what it means.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// Text.
    Text,
    /// A URL.
    Url,
    /// An e-mail address.
    Email,
    /// An IP address, version 4 or 6.
    Ip,
    /// An identifier: text or a whole number, and always text when normalized.
    Id,
    /// The identifier of the vendor's customer; the normalized `source` ends in it.
    Account,
    /// An identifier if it is a whole number or a GUID, otherwise a name.
    IdOrName,
    /// `TYPE-ID`, such as `agent-15111`: a role and an identifier.
    Party,
    /// An object whose keys begin with this role and an identifier: `TYPE-ID-`.
    PartyKeys(&'static str),
    /// A whole number.
    Count,
    /// A number, or a number as text.
    Number,
    /// Seconds: a number, a number as text, `10s`, or `00:00:10`.
    Seconds,
    /// True or false.
    Boolean,
    /// A point in time.
    Time(Clock),
    /// An offset from UTC: `GMT +06:00`, `UTC-08:00`, `+06:00`.
    Zone,
    /// A whole number that stands for the word at its place, counted from 0.
    Codes(&'static [&'static str]),
    /// The vendor's words, and what each is called when normalized.
    Words(&'static [(&'static str, &'static str)]),
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
    /// What the event is about: an object as the event's own row describes it.
    About,
    /// Always this string, which says what the object around it is and nothing about the chat.
    Constant(&'static str),
    /// An array of exactly one identifier is that identifier; any other stays whole in `unmapped`.
    OnlyId,
    /// Any JSON.
    Json,
    /// An object or a list, as itself or as text.
    JsonText,
}

impl Encoding {
    /// Whether a value of this encoding can begin with this byte.
    pub fn begins_with(&self, byte: u8) -> bool {
        match self {
            Encoding::Object(_) | Encoding::ObjectBy(_) | Encoding::About | Encoding::NamedValues => byte == b'{',
            Encoding::List(_) | Encoding::ListBy(_) | Encoding::Each(_) | Encoding::ListOfNamedValues => byte == b'[',
            Encoding::Id | Encoding::Account => matches!(byte, b'"' | b'-' | b'0'..=b'9'),
            Encoding::Json => true,
            _ => byte == b'"',
        }
    }
}

/// How a conversation is written as text: parts, each either `[HH:MM:SS] SENDER: TEXT` or a line of the system's own,
/// some of which end in their time: `The chat is ended.(HH:MM:SS)`.
#[derive(Debug)]
pub struct Conversation {
    /// What ends each part; where the first does not occur, the second.
    pub ends: [char; 2],
    /// What stands before and after the name of an agent who joins.
    pub joined: (&'static str, &'static str),
    /// What the system says last.
    pub ended: &'static str,
}

/// How a point in time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// `/Date(1584422324807)/`, milliseconds since 1970 in UTC, or that number alone. An offset (`+0200`) changes
    /// nothing about the point in time. Fewer than 12 digits are taken for seconds.
    DotNet,
    /// `2018-07-23 05:17:40`, without a zone.
    Local,
    /// `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)`, as JavaScript prints a date.
    JavaScript,
    /// RFC 3339: `2018-07-23T05:17:40Z`.
    Rfc3339,
}
