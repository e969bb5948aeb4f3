//! Codes, and what is said of each.

use super::Severity;

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "RULES says what each means")]
pub enum Code {
    InvalidJson,
    InvalidUtf8,
    NotText,
    EmptyInput,
    NoPayload,
    TrailingData,
    TooDeep,
    TooLarge,
    DuplicateKey,
    UnknownVendor,
    UnknownEvent,
    AmbiguousEvent,
    UnexpectedEvent,
    MissingFinding,
    MissingField,
    InvalidEvent,
    WrongType,
    InvalidTime,
    InvalidNumber,
    InvalidBoolean,
    InvalidEmbeddedJson,
    UnknownValue,
    InvalidUrl,
    InvalidEmail,
    InvalidIp,
    ConflictingValues,
    IdMismatch,
    TimeOrder,
    WaitMismatch,
    ImplausibleDuration,
    ImplausibleTime,
    NegativeCount,
    LargeNumber,
    SuspiciousText,
    MisspelledField,
    UnknownField,
    AbsentFields,
    OtherTimeForm,
    RepeatedHour,
    NumberedObject,
    NullCharacter,
    UnknownPath,
    AssumedTimeZone,
    AssumedEpochUnit,
    LostPlusSign,
    ElidedValue,
    ByteOrderMark,
    UndocumentedEvent,
    NotAChatEvent,
    SecretInPayload,
}

/// What a code means.
#[derive(Debug)]
pub struct Rule {
    /// The code.
    pub code: Code,
    /// Its name.
    pub name: &'static str,
    /// How bad it is, unless the user says otherwise.
    pub severity: Severity,
    /// What it means: a sentence that stands by itself, and what else there is to know.
    pub meaning: &'static str,
    /// Why it matters.
    pub reason: &'static str,
    /// How it is known that this is worth saying.
    pub evidence: &'static str,
    /// What the examples have to be read with, if anything.
    pub arguments: &'static [&'static str],
    /// A source that trips it.
    pub trips: &'static [u8],
    /// A source like that which does not.
    pub passes: &'static [u8],
}
