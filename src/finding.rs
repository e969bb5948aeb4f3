//! Findings: what is worth saying about a payload.
//!
//! A finding carries its evidence (what was expected, what came, where) and no words; the words are all in
//! `finding/messages/`. What a code means in general is in `finding/rules.rs`.

mod code;
mod error;
mod units;

mod messages;
pub mod rules;

pub mod policy;

mod tally;

use crate::carriers::Missing;
use crate::describe::Vendor;
use crate::detect::{Candidate, Instead, Name};
use crate::encoding::time::TimeError;
pub use crate::encoding::{EmailError, UrlError};
use crate::input::format::Format;
use crate::repair::Repair;

pub use error::{JsonError, NumberError, Unnamed};
pub use tally::{Findings, Tally};
pub use units::counted;

/// The weight of a finding. The worst one decides how a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Readable, but something is off.
    Warning,
    /// A consumer built on the documentation breaks, or nobody can say what was meant.
    Error,
}

impl Severity {
    /// The severity's name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something worth saying about a payload.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The problem: its code, and its evidence.
    pub problem: Problem,
    /// The JSON Pointer of the value, as [`shortened`] has it.
    pub pointer: String,
    /// Its place.
    pub span: Span,
    /// Another value that it has to do with.
    pub related: Option<Related>,
    /// The value, raw, as far as it matters.
    pub found: Option<String>,
}

/// Another value that a finding has to do with.
#[derive(Clone, Debug)]
pub struct Related {
    /// Its JSON Pointer.
    pub pointer: String,
    /// Its place.
    pub span: Span,
}

/// A range of one of a payload's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The text: 0 is the payload's own.
    pub text: u32,
    /// The offset of its first byte.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
}

impl Span {
    /// In place of a text's number: the payload as it stands in its source, before any repair.
    pub const SOURCE: u32 = u32::MAX;
}

impl Finding {
    /// A finding about a range of the payload as it stands in its source.
    pub fn about_text(problem: Problem, start: usize, end: usize) -> Finding {
        let span = Span { text: Span::SOURCE, start, end };
        Finding { problem, pointer: String::new(), span, related: None, found: None }
    }
}

/// The most characters of a pointer that are kept. Keys of a megabyte come from those who mean harm, and every finding
/// below one would repeat it.
const MOST_OF_POINTER: usize = 1000;

/// A pointer that is no longer than pointers may be: `…` replaces the middle of one that was.
pub fn shortened(mut pointer: String) -> String {
    const HALF: usize = MOST_OF_POINTER / 2;
    if pointer.len() > MOST_OF_POINTER
        && pointer.char_indices().nth(MOST_OF_POINTER).is_some()
        && let Some((start, _)) = pointer.char_indices().nth(HALF)
        && let Some((end, _)) = pointer.char_indices().rev().nth(HALF - 2)
    {
        pointer.replace_range(start..end, "…");
        pointer.shrink_to_fit();
    }
    pointer
}

/// A problem: a code, and its evidence.
#[derive(Clone, Debug)]
pub enum Problem {
    /// A payload is not JSON.
    InvalidJson(JsonError),
    /// A payload is almost JSON, and was read as it was meant.
    AlmostJson(Repair),
    /// A source is text in another encoding than UTF-8, and was converted.
    ConvertedText {
        /// The encoding.
        encoding: &'static str,
    },
    /// A line of a source is text in another encoding than the rest.
    InvalidUtf8 {
        /// The encoding.
        encoding: &'static str,
    },
    /// Bytes are no text in the encoding of their source.
    InvalidBytes {
        /// In how many places.
        places: u64,
        /// The encoding.
        encoding: &'static str,
    },
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A source is no text.
    NotText {
        /// The format that it is in.
        format: &'static Format,
    },
    /// A source holds no payload.
    EmptyInput,
    /// Something that is no payload follows one.
    TrailingData,
    /// There is text around payloads.
    TextAround {
        /// On how many lines.
        lines: u64,
    },
    /// Objects and arrays stand too deep within each other.
    TooDeep,
    /// A payload is too large.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A payload holds too many values.
    TooManyValues {
        /// The limit.
        limit: usize,
    },
    /// The members around the events of a payload, which each of them repeats, come to too much.
    TooMuchRepeated {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A key stands twice in one object.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A payload resembles no vendor's events.
    UnknownVendor {
        /// The name that it gives itself.
        name: Option<Name>,
        /// The events it resembles most.
        candidates: Vec<Candidate>,
        /// The pointer of a part of it that is an event.
        inside: Option<String>,
    },
    /// A payload is an event that is not described.
    UnknownEvent {
        /// The vendor.
        vendor: &'static Vendor,
        /// The name that it gives itself.
        name: Option<Name>,
        /// The thing that it is instead.
        reason: Option<Instead>,
        /// The event that was probably meant.
        meant: Option<&'static str>,
    },
    /// A payload could be any of several events.
    AmbiguousEvent {
        /// The events; if it names one and has the fields of another, these two.
        candidates: Vec<Candidate>,
        /// The reason why its name does not decide it.
        name: Unnamed,
    },
    /// A payload has hardly a field of the event that the user says it is.
    UnlikelyEvent {
        /// The event, as `VENDOR/EVENT`.
        event: String,
        /// The number of its keys that are that event's.
        known: u64,
        /// The number of its keys.
        keys: u64,
    },
    /// A payload is not what was expected.
    UnexpectedEvent {
        /// The event or vendor that was expected; nothing if its path should say so and does not.
        expected: Option<String>,
        /// The event that it is, if that is known.
        found: Option<String>,
    },
    /// A source does not give a finding that it is meant to give.
    MissingFinding {
        /// The name of its code.
        code: &'static str,
    },
    /// A field is missing that must be there.
    MissingField {
        /// Its key.
        key: &'static str,
        /// The description's sentence about it.
        meaning: &'static str,
        /// The pointer of the object that lacks it.
        object: String,
    },
    /// A field says nothing that must say something.
    EmptyField {
        /// Its key.
        key: String,
    },
    /// A payload stands in a document, as others of the source may.
    EnvelopedPayload {
        /// A JSON Pointer with `*` for an index: `/entries/*/body`.
        place: String,
    },
    /// A document has nothing where payloads were said to stand.
    MissingPayload {
        /// The patterns of these places.
        places: String,
        /// The keys that it has there.
        missing: Missing,
    },
    /// A value stands where a payload should, and is no object.
    NoPayload {
        /// The JSON type that came.
        found: &'static str,
    },
    /// A key and its value stand where a payload should, without the braces around them.
    BareMember,
    /// A payload calls itself a normalized event, and the schema of that rules it out.
    InvalidEvent(EventError),
    /// A normalized event has another id than its line.
    IdMismatch {
        /// The id of its line.
        derived: String,
    },
    /// A value has the wrong JSON type.
    WrongType {
        /// The description's words for it: `a string`.
        expected: String,
        /// The JSON type that came.
        found: &'static str,
    },
    /// A value is not such a time as is expected.
    InvalidTime {
        /// The form of writing, with an example.
        expected: String,
        /// The value that came.
        found: String,
        /// The reason why there is no such time, if it is written like one.
        error: Option<TimeError>,
    },
    /// A value is not such a number as is expected.
    InvalidNumber {
        /// The kind of number.
        expected: String,
        /// The value that came.
        found: String,
        /// The error in it, if that does not show.
        error: Option<NumberError>,
    },
    /// A value is neither true nor false.
    InvalidBoolean {
        /// The value that came.
        found: String,
    },
    /// A text that should hold JSON does not.
    InvalidEmbeddedJson {
        /// The JSON that it should hold: `an array`.
        expected: String,
        /// The error in it.
        error: JsonError,
    },
    /// A word that the vendor does not document.
    UnknownValue {
        /// The words it documents, or what should be there.
        expected: String,
        /// The word that came.
        found: String,
    },
    /// A text is no URL.
    InvalidUrl(UrlError),
    /// A text is no e-mail address.
    InvalidEmail(EmailError),
    /// A text is no IP address.
    InvalidIp,
    /// Two fields say different things about the same.
    ConflictingValues {
        /// The member of the normalized event.
        member: String,
        /// The field that counts.
        other: String,
        /// The value of that one.
        said: String,
    },
    /// One time is before another that cannot be later.
    TimeOrder {
        /// The pointer of what comes first.
        earlier: String,
        /// The time that it says.
        earlier_at: String,
        /// The pointer of what comes after that.
        later: String,
        /// The time that it says.
        later_at: String,
    },
    /// A wait is not the time between the two times it lies between.
    WaitMismatch {
        /// The wait, in seconds.
        said: String,
        /// The time between, in seconds.
        between: u32,
        /// The pointer of the time from which it counts.
        from: String,
        /// The pointer of the time to which it counts.
        to: String,
    },
    /// A duration is negative or longer than chats are.
    ImplausibleDuration {
        /// The duration.
        seconds: f64,
        /// The longest that is plausible, in hours.
        hours: f64,
    },
    /// An unknown key is nearly that of a documented field.
    MisspelledField {
        /// The key.
        key: String,
        /// The documented one.
        meant: &'static str,
    },
    /// A field is not documented.
    UnknownField {
        /// The key.
        key: String,
    },
    /// A text that people compare holds a character that they do not see.
    SuspiciousText {
        /// The first such character.
        character: char,
    },
    /// A number is beyond those that programs hold exactly.
    LargeNumber,
    /// A count is less than 0.
    NegativeCount {
        /// The value that came.
        found: String,
    },
    /// A time is of a year in which hardly a delivery was sent.
    ImplausibleTime {
        /// The time as it was read.
        at: String,
        /// If it is a count that was taken for seconds, how many digits that has.
        digits: Option<usize>,
    },
    /// Most of what is documented of the event is not there.
    AbsentFields {
        /// The number of fields that are not.
        absent: usize,
        /// Of how many.
        documented: usize,
        /// The vendor.
        vendor: &'static str,
        /// The event.
        event: &'static str,
    },
    /// A field or member that the user asks for says nothing or is not there.
    RequiredAbsent {
        /// A member of the normalized event, or the pointer of a field.
        name: String,
    },
    /// A local time is one that the zone's clocks showed twice.
    RepeatedHour {
        /// The zone.
        zone: String,
        /// True if it was read as the second of the two.
        is_second: bool,
        /// The time as it was read.
        at: String,
    },
    /// A time is written in another form than the vendor's, and clear.
    OtherTimeForm {
        /// The vendor's form.
        expected: String,
        /// The time as it was read.
        at: String,
    },
    /// An object stands for an array.
    NumberedObject,
    /// A text holds U+0000.
    NullCharacter,
    /// The name of a file is nearly that of an event.
    MisnamedPath {
        /// The name, without what follows its first dot.
        stem: String,
        /// The event.
        meant: String,
    },
    /// The name of a file is no event's.
    UnknownPath {
        /// The name, without what follows its first dot.
        stem: String,
        /// The vendor, as the path has it.
        vendor: &'static str,
    },
    /// A time without a zone was read in some zone.
    AssumedTimeZone {
        /// The zone.
        zone: String,
    },
    /// A count since 1970 was taken for seconds.
    AssumedEpochUnit,
    /// A zone was written without the sign it must have had.
    LostPlusSign {
        /// The offset it was read as.
        offset: String,
    },
    /// A value was cut short by whoever wrote it down.
    ElidedValue,
    /// A source begins with a byte order mark.
    ByteOrderMark,
    /// A delivery that is documented, and about no chat.
    NotAChatEvent {
        /// The vendor's topic, as a sentence.
        about: &'static str,
    },
    /// A secret stands in a payload.
    SecretInPayload {
        /// Its key.
        key: &'static str,
    },
    /// The event's body is not documented.
    UndocumentedEvent {
        /// The event.
        event: &'static str,
    },
}

/// A violation of the schema of the normalized event.
#[derive(Clone, Debug)]
pub enum EventError {
    /// A key that is none of its members'.
    Member {
        /// The key.
        key: String,
        /// The member that was probably meant.
        meant: Option<&'static str>,
    },
    /// A value that the member cannot have.
    Value {
        /// The member's form, in words.
        expected: String,
        /// The value that came.
        found: String,
    },
}
