//! Findings: what is worth saying about a payload.
//!
//! A finding carries its evidence (what was expected, what came, where) and no words; the words are all in
//! `finding/messages/`. What a code means in general is in `finding/rules.rs`.

mod code;
mod mistake;
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

pub use mistake::{JsonError, NumberError, Unnamed};
pub use tally::{Findings, Tally};
pub use units::counted;

/// How bad a finding is.
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
    /// What is the matter.
    pub problem: Problem,
    /// The JSON Pointer of the value, as [`shortened`] has it.
    pub pointer: String,
    /// Where it is.
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
    /// Where it is.
    pub span: Span,
}

/// A range of one of a payload's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The text: 0 is the payload's own.
    pub text: u32,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
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

/// How many characters of a pointer are kept. Keys of a megabyte come from those who mean harm, and every finding below one
/// would repeat it.
const MOST_OF_POINTER: usize = 1000;

/// A pointer that is no longer than pointers may be: `…` stands for the middle of one that was.
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

/// What is the matter: a code, and its evidence.
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
        /// What it is.
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
    /// What stands around the events of a payload, and each of them repeats, comes to too much.
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
        /// What it calls itself.
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
        /// What it calls itself.
        name: Option<Name>,
        /// What it is instead.
        reason: Option<Instead>,
        /// The event that was probably meant.
        meant: Option<&'static str>,
    },
    /// A payload could be any of several events.
    AmbiguousEvent {
        /// The events; if it names one and has the fields of another, these two.
        candidates: Vec<Candidate>,
        /// What stands where the name should.
        name: Unnamed,
    },
    /// A payload has hardly a field of the event that the user says it is.
    UnlikelyEvent {
        /// The event, as `VENDOR/EVENT`.
        event: String,
        /// How many of its keys are that event's.
        known: u64,
        /// How many it has.
        keys: u64,
    },
    /// A payload is not what was expected.
    UnexpectedEvent {
        /// What was, unless the path that should say so does not.
        expected: Option<String>,
        /// What it is, if that is known.
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
        /// What it means.
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
        /// Where: a JSON Pointer with `*` for an index.
        place: String,
    },
    /// A document has nothing where payloads were said to stand.
    MissingPayload {
        /// Where.
        places: String,
        /// What it has.
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
        /// What the description expects.
        expected: String,
        /// The JSON type that came.
        found: &'static str,
    },
    /// A value is not such a time as is expected.
    InvalidTime {
        /// How the time should be written.
        expected: String,
        /// What came.
        found: String,
        /// Why there is no such time, if it is written like one.
        unreal: Option<TimeError>,
    },
    /// A value is not such a number as is expected.
    InvalidNumber {
        /// What should be there.
        expected: String,
        /// What came.
        found: String,
        /// What is wrong with it, if that does not show.
        error: Option<NumberError>,
    },
    /// A value is neither true nor false.
    InvalidBoolean {
        /// What came.
        found: String,
    },
    /// A text that should hold JSON does not.
    InvalidEmbeddedJson {
        /// What it should hold.
        expected: String,
        /// What it holds instead.
        mistake: JsonError,
    },
    /// A word that the vendor does not document.
    UnknownValue {
        /// The words it documents, or what should be there.
        expected: String,
        /// What came.
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
        /// What that one says.
        said: String,
    },
    /// One time is before another that cannot be later.
    TimeOrder {
        /// The pointer of what comes first.
        earlier: String,
        /// When it is said to have been.
        earlier_at: String,
        /// The pointer of what comes after that.
        later: String,
        /// When it is said to have been.
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
        /// What came.
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
        /// How many fields are not.
        absent: usize,
        /// Of how many.
        documented: usize,
        /// The vendor.
        vendor: &'static str,
        /// The event.
        event: &'static str,
    },
    /// What the user asks for says nothing or is not there.
    RequiredAbsent {
        /// A member of the normalized event, or the pointer of a field.
        name: String,
    },
    /// A local time is one that the zone's clocks showed twice.
    RepeatedHour {
        /// The zone.
        zone: String,
        /// Whether it was read as the second of the two.
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
        /// What it is about, as a sentence.
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

/// What the schema of the normalized event rules out.
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
        /// What it can have.
        expected: String,
        /// What came.
        found: String,
    },
}
