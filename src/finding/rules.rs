//! The codes that findings have: a public contract, each with what it means and how that is known.

use super::Severity;

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "RULES says what each means")]
pub enum Code {
    InvalidJson,
    InvalidUtf8,
    EmptyInput,
    TrailingData,
    TooDeep,
    TooLarge,
    DuplicateKey,
    UnknownVendor,
    UnknownEvent,
    AmbiguousEvent,
    MissingField,
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
    TimeOrder,
    WaitMismatch,
    ImplausibleDuration,
    MisspelledField,
    UnknownField,
    AssumedTimeZone,
    AssumedEpochUnit,
    LostPlusSign,
    ElidedValue,
    ByteOrderMark,
    UndocumentedEvent,
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
    /// What it means, and why that matters.
    pub meaning: &'static str,
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
    /// What the code means.
    pub fn rule(self) -> &'static Rule {
        let rule = RULES.iter().find(|rule| rule.code == self);
        rule.expect("every code has its rule")
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.rule().severity
    }
}

macro_rules! rule {
    ($code:ident, $name:literal, $severity:ident, $meaning:literal, $evidence:literal $(, $argument:literal)*) => {
        Rule {
            code: Code::$code,
            name: $name,
            severity: Severity::$severity,
            meaning: $meaning,
            evidence: $evidence,
            arguments: &[$($argument),*],
            trips: include_bytes!(concat!("examples/", $name, ".trips.json")),
            passes: include_bytes!(concat!("examples/", $name, ".passes.json")),
        }
    };
}

/// Every code, the worst first.
pub static RULES: &[Rule] = &[
    rule!(
        InvalidJson,
        "invalid-json",
        Error,
        "The text is not JSON, so most programs read nothing of it. Text that is almost JSON (an object in quotes whose \
         own quotes are not escaped, a trailing comma, a line break or a tab inside a text, a `//` comment) is read as \
         it was meant, and each such place is a finding.",
        "RFC 8259. Vendors' documentation prints samples with just these slips, and people paste them."
    ),
    rule!(
        InvalidUtf8,
        "invalid-utf8",
        Error,
        "Bytes are not UTF-8, or an escape stands for half a character, so the text cannot be passed on as it is.",
        "RFC 8259 section 8.1 demands UTF-8, RFC 7493 section 2.1 forbids lone surrogates."
    ),
    rule!(
        EmptyInput,
        "empty-input",
        Error,
        "The source holds no payload at all. A job that checks nothing must not look like one that found nothing.",
        "An empty file, white space, or an empty list is not a delivery."
    ),
    rule!(
        TrailingData,
        "trailing-data",
        Error,
        "Something stands after a payload that is not another payload. Many programs stop reading before it and never \
         say so.",
        "RFC 8259 section 2: one JSON text is one value."
    ),
    rule!(
        TooDeep,
        "too-deep",
        Error,
        "Objects and lists are nested more than 128 deep, where many programs fail or crash.",
        "RFC 8259 section 9 lets a reader limit the depth; widespread parsers stop at 128."
    ),
    rule!(
        TooLarge,
        "too-large",
        Error,
        "A single payload is larger than the limit (`--max-size`, 16 MiB unless set), so it was not read.",
        "No documented payload comes near; a payload this large is usually a list or a log that lost its line ends.",
        "--max-size",
        "200"
    ),
    rule!(
        DuplicateKey,
        "duplicate-key",
        Error,
        "An object has the same key twice. Programs take the first, the last, or fail, so nobody can say what was meant. \
         Here the first counts and the others stay in `unmapped`.",
        "RFC 8259 section 4 and RFC 7493 section 2.3."
    ),
    rule!(
        UnknownVendor,
        "unknown-vendor",
        Error,
        "The payload resembles no vendor's events enough to be read as one.",
        "The events that `chathook explain` lists are all that are described."
    ),
    rule!(
        UnknownEvent,
        "unknown-event",
        Error,
        "The payload is a vendor's, but none of the events that the vendor documents for this webhook.",
        "The vendor's list of events, as `chathook explain VENDOR` shows it."
    ),
    rule!(
        AmbiguousEvent,
        "ambiguous-event",
        Error,
        "The payload does not say which event it is and has the keys of several.",
        "Several events of a vendor have the same body and differ in their name only."
    ),
    rule!(
        MissingField,
        "missing-field",
        Error,
        "A field is not there, or says nothing, that the event is meaningless without: its name, an id, or the object \
         that it is about.",
        "Only these are required. Everything else that is documented may be absent, because real deliveries leave it out."
    ),
    rule!(
        WrongType,
        "wrong-type",
        Error,
        "A value has another JSON type than the vendor documents, so a program built on the documentation breaks.",
        "The vendor's documentation or samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        InvalidTime,
        "invalid-time",
        Error,
        "A time is not written in the way that the vendor writes times, or there is no such time.",
        "The vendor's samples. A time that has to be guessed at is worse than none."
    ),
    rule!(
        InvalidNumber,
        "invalid-number",
        Error,
        "A value is not the kind of number that the field holds, such as a whole one.",
        "RFC 8259 section 6, and the vendor's documentation."
    ),
    rule!(
        InvalidBoolean,
        "invalid-boolean",
        Error,
        "A text that should say `true` or `false` says something else.",
        "The vendor's samples, in which booleans travel as text."
    ),
    rule!(
        InvalidEmbeddedJson,
        "invalid-embedded-json",
        Error,
        "A text that should hold JSON holds something else, or JSON with a mistake in it.",
        "The vendor's samples, in which objects and lists travel as text."
    ),
    rule!(
        UnknownValue,
        "unknown-value",
        Warning,
        "A value is none of those that the vendor documents, so what it means is not known. It stays in `unmapped` \
         where it would have to be translated.",
        "The vendor's list of values, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        InvalidUrl,
        "invalid-url",
        Warning,
        "A text that should be a URL has no scheme and host, or holds white space.",
        "RFC 3986. The value is passed on as it is."
    ),
    rule!(
        InvalidEmail,
        "invalid-email",
        Warning,
        "A text that should be an e-mail address has no `@` between a name and a domain.",
        "RFC 5321. Visitors type anything into a pre-chat form; the value is passed on as it is."
    ),
    rule!(
        InvalidIp,
        "invalid-ip",
        Warning,
        "A text that should be an IP address is neither of version 4 nor of version 6.",
        "RFC 791 and RFC 4291. The value is passed on as it is."
    ),
    rule!(
        ConflictingValues,
        "conflicting-values",
        Warning,
        "Two fields that are about the same thing say different things. The first counts, the second stays in `unmapped`.",
        "In the vendors' samples such fields agree."
    ),
    rule!(
        TimeOrder,
        "time-order",
        Warning,
        "Of two times, the one that must be earlier is later.",
        "What the times mean: a chat is not taken before it was created, nor does it end before it starts."
    ),
    rule!(
        WaitMismatch,
        "wait-mismatch",
        Warning,
        "The wait is not the time from when the chat was created to when it was taken, give or take two seconds.",
        "In the vendor's sample the two are equal."
    ),
    rule!(
        ImplausibleDuration,
        "implausible-duration",
        Warning,
        "A wait or a duration is negative, or longer than four hours.",
        "Chats last minutes. Such a figure is usually a session that nobody closed, or a clock that was set."
    ),
    rule!(
        MisspelledField,
        "misspelled-field",
        Warning,
        "A key is not documented, but is spelled much like one that is documented and missing here.",
        "The vendor's documentation, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        UnknownField,
        "unknown-field",
        Note,
        "A key is not documented. Its value stays in `unmapped`. Vendors add fields without notice, so this breaks \
         nothing.",
        "The vendor's documentation, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        AssumedTimeZone,
        "assumed-time-zone",
        Note,
        "A time has no zone, so one had to be assumed: UTC. Said once in a run, and not where `--time-zone` names the zone; \
         the zone stands in every normalized event whose times were read in it.",
        "The vendor does not document which zone its times are in."
    ),
    rule!(
        AssumedEpochUnit,
        "assumed-epoch-unit",
        Note,
        "A count since 1970 has fewer than 12 digits. As milliseconds it would be a time before 1973, so it was read as \
         seconds.",
        "The vendor documents milliseconds; an older reference of the same vendor has seconds."
    ),
    rule!(
        LostPlusSign,
        "lost-plus-sign",
        Note,
        "An offset from UTC has no sign: its plus sign was probably lost, as in a URL, where `+` stands for a space. It \
         was read as an offset to the east.",
        "The vendor's samples have the same zone with and without the sign."
    ),
    rule!(
        ElidedValue,
        "elided-value",
        Note,
        "An identifier ends in four dots or more: somebody cut it short when writing it down, so it identifies nothing.",
        "Vendors' documentation prints identifiers like this."
    ),
    rule!(
        ByteOrderMark,
        "byte-order-mark",
        Note,
        "The source begins with a byte order mark. It was skipped; some programs fail on it.",
        "RFC 8259 section 8.1: a writer must not add one, a reader may ignore it."
    ),
    rule!(
        UndocumentedEvent,
        "undocumented-event",
        Note,
        "The vendor names this event but does not document its body, so the description is inferred from other events.",
        "`chathook explain VENDOR/EVENT` says how each field is known."
    ),
];
