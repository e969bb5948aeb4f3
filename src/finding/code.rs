//! Codes, and what is said of each.

use super::{Problem, Severity};

/// A kind of finding.
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

/// A row of the table of codes, which explains one of them.
#[derive(Debug)]
pub struct Rule {
    /// The code.
    pub code: Code,
    /// Its name.
    pub name: &'static str,
    /// The severity of such findings, unless the user says otherwise.
    pub severity: Severity,
    /// A sentence that stands by itself and says what was found, and after it what else there is to know.
    pub meaning: &'static str,
    /// The harm that it does.
    pub reason: &'static str,
    /// The source that shows that this is worth saying: a standard, a document, something observed.
    pub evidence: &'static str,
    /// The options that the examples have to be read with, if any.
    pub arguments: &'static [&'static str],
    /// A source that trips it.
    pub trips: &'static [u8],
    /// A source like that which does not.
    pub passes: &'static [u8],
}

impl Code {
    /// True if it says that a text could not be read, rather than that something is wrong with its content.
    pub fn is_of_syntax(self) -> bool {
        use Code::{EmptyInput, InvalidJson, InvalidUtf8, NoPayload, NotText, TooDeep, TooLarge, TrailingData};
        let read = [InvalidJson, InvalidUtf8, NotText, EmptyInput, NoPayload, TrailingData, TooDeep, TooLarge];
        read.contains(&self)
    }
}

impl Rule {
    /// Returns the sentence that says what was found.
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

/// A match of each problem to its code: one that it shares with others, or the one of its own name.
macro_rules! code_of {
    ($problem:expr; $($($sharing:ident)|+ => $code:ident,)+ ; $($own:ident,)+) => {
        match $problem {
            $($(Problem::$sharing { .. })|+ => Code::$code,)+
            $(Problem::$own { .. } => Code::$own,)+
        }
    };
}

impl Problem {
    /// Returns the problem's code.
    pub fn code(&self) -> Code {
        code_of! {
            self;
            InvalidJson | AlmostJson => InvalidJson,
            InvalidUtf8 | InvalidBytes | LoneSurrogate => InvalidUtf8,
            TrailingData | TextAround => TrailingData,
            TooLarge | TooManyValues | TooMuchRepeated => TooLarge,
            NoPayload | BareMember => NoPayload,
            UnexpectedEvent | MisnamedPath => UnexpectedEvent,
            MissingField | EmptyField | RequiredAbsent => MissingField,
            ;
            NotText, EmptyInput, TooDeep, DuplicateKey, UnknownVendor, UnknownEvent, AmbiguousEvent,
            UnlikelyEvent, MissingFinding, EnvelopedPayload, MissingPayload, InvalidEvent, IdMismatch,
            WrongType, InvalidTime, InvalidNumber, InvalidBoolean, InvalidEmbeddedJson, UnknownValue,
            InvalidUrl, InvalidEmail, InvalidIp, ConflictingValues, TimeOrder, WaitMismatch,
            ImplausibleDuration, MisspelledField, UnknownField, SuspiciousText, LargeNumber, NegativeCount,
            ImplausibleTime, AbsentFields, RepeatedHour, OtherTimeForm, NumberedObject, NullCharacter,
            UnknownPath, AssumedTimeZone, AssumedEpochUnit, LostPlusSign, ElidedValue, ByteOrderMark,
            ConvertedText, UndocumentedEvent, NotAChatEvent, SecretInPayload,
        }
    }
}
