//! Codes, and what is said of each.

use super::{Problem, Severity};

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
    MissingPayload,
    MissingField,
    InvalidEvent,
    WrongType,
    InvalidTime,
    InvalidNumber,
    InvalidBoolean,
    InvalidEmbeddedJson,
    UnlikelyEvent,
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
    ConvertedText,
    EnvelopedPayload,
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

impl Code {
    /// Whether it says that a text could not be read, rather than what is wrong with what it says.
    pub fn is_of_syntax(self) -> bool {
        use Code::{EmptyInput, InvalidJson, InvalidUtf8, NoPayload, NotText, TooDeep, TooLarge, TrailingData};
        let read = [InvalidJson, InvalidUtf8, NotText, EmptyInput, NoPayload, TrailingData, TooDeep, TooLarge];
        read.contains(&self)
    }
}

impl Rule {
    /// What it means, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.meaning.find(". ").map_or(self.meaning, |end| &self.meaning[..=end])
    }
}

/// A row of the table of codes.
macro_rules! rule {
    (
        $code:ident, $name:literal, $severity:ident,
        $meaning:literal, $reason:literal, $evidence:literal $(, $argument:expr)*
    ) => {
        Rule {
            code: Code::$code,
            name: $name,
            severity: Severity::$severity,
            meaning: $meaning,
            reason: $reason,
            evidence: $evidence,
            arguments: &[$($argument),*],
            trips: include_bytes!(concat!("examples/", $name, ".trips.json")),
            passes: include_bytes!(concat!("examples/", $name, ".passes.json")),
        }
    };
}

pub(super) use rule;

impl Problem {
    /// The problem's code.
    pub fn code(&self) -> Code {
        match self {
            Problem::InvalidJson(_) | Problem::AlmostJson(_) => Code::InvalidJson,
            Problem::InvalidUtf8 { .. } | Problem::InvalidBytes { .. } | Problem::LoneSurrogate => Code::InvalidUtf8,
            Problem::NotText { .. } => Code::NotText,
            Problem::EmptyInput => Code::EmptyInput,
            Problem::TrailingData | Problem::TextAround { .. } => Code::TrailingData,
            Problem::TooDeep => Code::TooDeep,
            Problem::TooLarge { .. } | Problem::TooManyValues { .. } | Problem::TooMuchRepeated { .. } => {
                Code::TooLarge
            }
            Problem::DuplicateKey { .. } => Code::DuplicateKey,
            Problem::UnknownVendor { .. } => Code::UnknownVendor,
            Problem::UnknownEvent { .. } => Code::UnknownEvent,
            Problem::AmbiguousEvent { .. } => Code::AmbiguousEvent,
            Problem::UnexpectedEvent { .. } | Problem::MisnamedPath { .. } => Code::UnexpectedEvent,
            Problem::UnlikelyEvent { .. } => Code::UnlikelyEvent,
            Problem::MissingFinding { .. } => Code::MissingFinding,
            Problem::MissingField { .. } | Problem::EmptyField { .. } | Problem::RequiredAbsent { .. } => {
                Code::MissingField
            }
            Problem::EnvelopedPayload { .. } => Code::EnvelopedPayload,
            Problem::MissingPayload { .. } => Code::MissingPayload,
            Problem::NoPayload { .. } | Problem::BareMember => Code::NoPayload,
            Problem::InvalidEvent(_) => Code::InvalidEvent,
            Problem::IdMismatch { .. } => Code::IdMismatch,
            Problem::WrongType { .. } => Code::WrongType,
            Problem::InvalidTime { .. } => Code::InvalidTime,
            Problem::InvalidNumber { .. } => Code::InvalidNumber,
            Problem::InvalidBoolean { .. } => Code::InvalidBoolean,
            Problem::InvalidEmbeddedJson { .. } => Code::InvalidEmbeddedJson,
            Problem::UnknownValue { .. } => Code::UnknownValue,
            Problem::InvalidUrl(_) => Code::InvalidUrl,
            Problem::InvalidEmail(_) => Code::InvalidEmail,
            Problem::InvalidIp => Code::InvalidIp,
            Problem::ConflictingValues { .. } => Code::ConflictingValues,
            Problem::TimeOrder { .. } => Code::TimeOrder,
            Problem::WaitMismatch { .. } => Code::WaitMismatch,
            Problem::ImplausibleDuration { .. } => Code::ImplausibleDuration,
            Problem::MisspelledField { .. } => Code::MisspelledField,
            Problem::UnknownField { .. } => Code::UnknownField,
            Problem::SuspiciousText { .. } => Code::SuspiciousText,
            Problem::LargeNumber => Code::LargeNumber,
            Problem::NegativeCount { .. } => Code::NegativeCount,
            Problem::ImplausibleTime { .. } => Code::ImplausibleTime,
            Problem::AbsentFields { .. } => Code::AbsentFields,
            Problem::RepeatedHour { .. } => Code::RepeatedHour,
            Problem::OtherTimeForm { .. } => Code::OtherTimeForm,
            Problem::NumberedObject => Code::NumberedObject,
            Problem::NullCharacter => Code::NullCharacter,
            Problem::UnknownPath { .. } => Code::UnknownPath,
            Problem::AssumedTimeZone { .. } => Code::AssumedTimeZone,
            Problem::AssumedEpochUnit => Code::AssumedEpochUnit,
            Problem::LostPlusSign { .. } => Code::LostPlusSign,
            Problem::ElidedValue => Code::ElidedValue,
            Problem::ByteOrderMark => Code::ByteOrderMark,
            Problem::ConvertedText { .. } => Code::ConvertedText,
            Problem::UndocumentedEvent { .. } => Code::UndocumentedEvent,
            Problem::NotAChatEvent { .. } => Code::NotAChatEvent,
            Problem::SecretInPayload { .. } => Code::SecretInPayload,
        }
    }
}
