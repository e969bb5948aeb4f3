//! The codes that findings have: a public contract, each with what it means and how that is known.

use super::{Severity, code::rule};
use crate::vendors::{EXAMPLE_EVENT, EXAMPLE_PATH};

pub use super::code::{Code, Rule};

impl Code {
    /// Returns the row that explains the code.
    pub fn rule(self) -> &'static Rule {
        let rule = RULES.iter().find(|rule| rule.code == self);
        rule.expect("every code has its rule")
    }

    /// Returns the severity of its findings, unless the user says otherwise.
    pub fn severity(self) -> Severity {
        self.rule().severity
    }
}

/// Every code, the worst first.
pub static RULES: &[Rule] = &[
    rule!(
        InvalidJson,
        "invalid-json",
        Error,
        "The text is not JSON. Text that is almost JSON (an object in quotes whose own quotes are not escaped, a \
         trailing comma, a line break or a tab inside a string, a comment, a key without quotes, other quotes than JSON's, \
         such as `&quot;`, a comma missing before a key, `=>`, dots, `NaN`, `undefined`, `None`, `nil`) is read as it was meant, \
         and each such place is a finding.",
        "Most programs cannot read such a text at all.",
        "RFC 8259. Vendors' documentation prints samples with these slips, and people paste them."
    ),
    rule!(
        InvalidUtf8,
        "invalid-utf8",
        Error,
        "Bytes are not UTF-8, or an escape is half of a surrogate pair. A source has at most three such findings \
         for bytes; all further places are counted in one more.",
        "Some programs fail on such a text, others silently replace what they cannot read.",
        "RFC 8259 section 8.1 demands UTF-8, RFC 7493 section 2.1 forbids lone surrogates."
    ),
    rule!(
        NotText,
        "not-text",
        Error,
        "The source is an archive, an image, a recording, a program or a database. Nothing of it is read or kept.",
        "Bytes in it that look like text do so by chance.",
        "Each format begins with bytes that no JSON begins with. gzip and zstd are unpacked, once."
    ),
    rule!(
        EmptyInput,
        "empty-input",
        Error,
        "The source holds no payload.",
        "A job that checks nothing must not look like one that finds nothing wrong.",
        "An empty file, whitespace, or an empty array is not a delivery."
    ),
    rule!(
        NoPayload,
        "no-payload",
        Error,
        "A value where a payload should be is not an object. A string is often a body that was encoded twice.",
        "Nothing is known about such a value, so it cannot be checked.",
        "Every vendor described here sends a JSON object with each request."
    ),
    rule!(
        TrailingData,
        "trailing-data",
        Error,
        "After a payload comes text that is no payload.",
        "Many programs silently stop reading before it.",
        "RFC 8259 section 2: one JSON text is one value."
    ),
    rule!(
        TooDeep,
        "too-deep",
        Error,
        "Objects and arrays are nested more than 128 deep.",
        "Many programs fail or crash on it.",
        "RFC 8259 section 9 lets a reader limit the depth; widespread parsers stop at 128."
    ),
    rule!(
        TooLarge,
        "too-large",
        Error,
        "A payload is larger than the limit (`--max-size`, 16 MiB unless set), or has more than 100000 values: it \
         was not read.",
        "A payload this large is usually an array or a log that lost its line ends.",
        "No documented payload comes near.",
        "--max-size",
        "200"
    ),
    rule!(
        DuplicateKey,
        "duplicate-key",
        Error,
        "An object has the same key twice. Here the first counts and the others stay in `unmapped`.",
        "Programs take the first or the last, or fail, so it is unclear what was meant.",
        "RFC 8259 section 4 and RFC 7493 section 2.3."
    ),
    rule!(
        UnknownVendor,
        "unknown-vendor",
        Error,
        "The payload does not resemble any known vendor's events enough to be read as one.",
        "Its meaning is unknown, so it cannot be checked.",
        "Only the events that `chathook explain` lists are described."
    ),
    rule!(
        UnknownEvent,
        "unknown-event",
        Error,
        "The payload is a known vendor's, but not an event that this vendor documents.",
        "A program that looks the event up by its name finds nothing to do.",
        "The vendor's list of events, as `chathook explain VENDOR` shows it."
    ),
    rule!(
        AmbiguousEvent,
        "ambiguous-event",
        Error,
        "The payload does not say which event it is and has the keys of several, it names two events at once, or it names \
         one and has the fields of another.",
        "Its readers can only guess.",
        "Several events of a vendor have the same body and differ only in their names."
    ),
    rule!(
        UnexpectedEvent,
        "unexpected-event",
        Error,
        "The payload is not the event that `--expect` names, or that the path of its source names with `--expect-path`.",
        "A test that relies on this fixture does not test what its author thinks.",
        "The user says what is expected.",
        "--expect",
        "chathook"
    ),
    rule!(
        MissingFinding,
        "missing-finding",
        Error,
        "The source does not give a code that `--expect-finding`, or `findings` in `chathook.toml`, expects of it.",
        "A fixture that is meant to be wrong tests nothing once it is right.",
        "The user says what is expected.",
        "--expect-finding",
        "wrong-type"
    ),
    rule!(
        MissingPayload,
        "missing-payload",
        Error,
        "A document has nothing at the places that `--at`, or `at` in `chathook.toml`, names. The finding says \
         what it has instead.",
        "A job that reads nothing must not look like one that finds nothing wrong.",
        "The user says where payloads are.",
        "--at",
        "/detail"
    ),
    rule!(
        MissingField,
        "missing-field",
        Error,
        "A required field is missing or empty: the event's name, an id, or the object that it is about.",
        "Programs find chats by their ids, and events by their names.",
        "Only these are required. Everything else that is documented may be absent, because real deliveries leave \
         it out."
    ),
    rule!(
        InvalidEvent,
        "invalid-event",
        Error,
        "A payload says that it is a normalized event, but is not valid against its schema: a key, a word or a \
         value is not allowed there.",
        "Programs that check events against their schema refuse it. `normalize` does not write it.",
        "`chathook schema event`, which `normalize` keeps to."
    ),
    rule!(
        WrongType,
        "wrong-type",
        Error,
        "A value has another JSON type than the vendor documents.",
        "A program built on the documentation breaks on it.",
        "The vendor's documentation or samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        InvalidTime,
        "invalid-time",
        Error,
        "A time is not in the vendor's format, or does not exist.",
        "A guessed time is worse than none.",
        "The vendor's samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        InvalidNumber,
        "invalid-number",
        Error,
        "A value is not the kind of number that the field holds, such as a whole one, or is too large for programs.",
        "Programs that parse it fail, or silently round it.",
        "RFC 8259 section 6, and the vendor's documentation."
    ),
    rule!(
        InvalidBoolean,
        "invalid-boolean",
        Error,
        "A string that should say `true` or `false` says something else.",
        "In most languages, any string that is not empty counts as true.",
        "The vendor's samples, in which booleans travel as strings."
    ),
    rule!(
        InvalidEmbeddedJson,
        "invalid-embedded-json",
        Error,
        "A string that should hold JSON holds something else, or broken JSON.",
        "A program that parses it loses everything inside.",
        "The vendor's samples, in which objects and arrays travel as strings."
    ),
    rule!(
        UnlikelyEvent,
        "unlikely-event",
        Warning,
        "The payload has few fields of the event that `--event` or `chathook.toml` says it is: less than a \
         quarter of its keys.",
        "A payload that is read as the wrong event gives little, and what it gives is wrong.",
        "The event's fields, as `chathook explain VENDOR/EVENT` lists them.",
        "--event",
        EXAMPLE_EVENT
    ),
    rule!(
        UnknownValue,
        "unknown-value",
        Warning,
        "A value is none of those that the vendor documents. It stays in `unmapped` if it has to be translated.",
        "Its meaning is unknown, and a program that branches on it has no branch for it.",
        "The vendor's list of values, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        InvalidUrl,
        "invalid-url",
        Warning,
        "A string that should be a URL has no scheme or no host, or holds whitespace. It is passed on as it is.",
        "A link made of it leads nowhere.",
        "RFC 3986."
    ),
    rule!(
        InvalidEmail,
        "invalid-email",
        Warning,
        "A string that should be an e-mail address has no `@` between a name and a domain. It is passed on as it is.",
        "A reply to it cannot be delivered. Visitors type anything into a pre-chat form.",
        "RFC 5321."
    ),
    rule!(
        InvalidIp,
        "invalid-ip",
        Warning,
        "A string that should be an IP address is neither IPv4 nor IPv6. It is passed on as it is.",
        "Look-ups and block lists fail on it.",
        "RFC 791 and RFC 4291."
    ),
    rule!(
        ConflictingValues,
        "conflicting-values",
        Warning,
        "Two fields that mean the same have different values. The first counts; `unmapped` has the second.",
        "Two programs that each read one of them disagree.",
        "In the vendors' samples such fields agree."
    ),
    rule!(
        IdMismatch,
        "id-mismatch",
        Warning,
        "The id of a normalized event does not match its line. Not reported if the vendor gives its events ids of its own, \
         nor for an event in canonical form that holds a number: the number may have been written in another way when the \
         id was made.",
        "Repeats are recognized by this id. An event that was changed after it got its id may be dropped as a repeat of \
         another, or kept twice.",
        "An id is the first 32 hexadecimal digits of the SHA-256 of the event's line without it. Whitespace and the \
         order of members make no difference."
    ),
    rule!(
        TimeOrder,
        "time-order",
        Warning,
        "Two times are in the wrong order.",
        "A duration computed from them is negative.",
        "What the times mean: a chat is not accepted before it was created, nor does it end before it starts or belong to \
         a visit that begins later."
    ),
    rule!(
        WaitMismatch,
        "wait-mismatch",
        Warning,
        "The wait is more than two seconds off the time from the creation of the chat to its acceptance.",
        "The wait or one of the two times is wrong, and statistics of waiting use them.",
        "In the vendor's sample the two are equal."
    ),
    rule!(
        ImplausibleDuration,
        "implausible-duration",
        Warning,
        "A span of time is negative, or a wait or a chat is longer than four hours.",
        "Such a figure is usually a chat that nobody closed, or a clock that was changed; it spoils every average.",
        "Chats last minutes."
    ),
    rule!(
        ImplausibleTime,
        "implausible-time",
        Warning,
        "A time is not in the years 2000 to 2099. It is passed on as it is.",
        "Such a time is usually a placeholder, a clock that was never set, or a count in another unit.",
        "No vendor described here sent webhooks before 2000. The limits do not move, so a file has the same findings on any day."
    ),
    rule!(
        NegativeCount,
        "negative-count",
        Warning,
        "A count is less than 0: of visits, of chats, of those ahead in the queue. It is passed on as it is.",
        "Sums and averages with it are wrong.",
        "Counts begin at 0."
    ),
    rule!(
        LargeNumber,
        "large-number",
        Warning,
        "A number is beyond 9007199254740992 (2 to the power of 53). It is passed on digit by digit.",
        "JavaScript, jq and everything else that holds numbers as IEEE doubles silently changes its last digits.",
        "RFC 8259 section 6 and RFC 7493 section 2.2."
    ),
    rule!(
        SuspiciousText,
        "suspicious-text",
        Warning,
        "An id, an address, a URL or the name of an event holds an invisible character. It is passed on as \
         it is, and shown as `\\u{…}`.",
        "It looks like another text but is not the same, so a look-up finds nothing, or something else.",
        "Unicode lets programs ignore such characters (`Default_Ignorable_Code_Point`); no id needs one."
    ),
    rule!(
        MisspelledField,
        "misspelled-field",
        Warning,
        "A key is not documented, but is spelled much like one that is documented and missing here.",
        "A program that looks for the documented key finds nothing, and usually does not complain.",
        "The vendor's documentation, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        UnknownField,
        "unknown-field",
        Note,
        "A key is not documented. Its value stays in `unmapped`.",
        "Vendors add fields without notice, which breaks nothing but may be worth reading. To hear of it at once, \
         let the job fail: `--level unknown-field=error`.",
        "The vendor's documentation, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        AbsentFields,
        "absent-fields",
        Note,
        "More than half of the event's documented fields are absent. Reported once per payload.",
        "Absent fields were not checked, so little is known about such payloads.",
        "Nearly all documented fields may be absent, but most deliveries have them. `--require` makes it an error \
         if those that you need are absent."
    ),
    rule!(
        OtherTimeForm,
        "other-time-form",
        Note,
        "A time is not in the vendor's format, but in another clear one: RFC 3339, a date, what JavaScript \
         prints, seconds or milliseconds since 1970. It was read as that, a date as the beginning of its day.",
        "A program that knows only the vendor's format cannot read it.",
        "The vendor's samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        RepeatedHour,
        "repeated-hour",
        Note,
        "The clocks of the zone were set back over this local time, so they showed it twice. It was read as the first of the \
         two, or as the second where the order of the event's times or its wait agree with that alone.",
        "The time may be wrong by as much as the clocks were set back, usually an hour. The choice is in \
         `data.assumed.repeated_hour` of the normalized event.",
        "The IANA time zone database.",
        "--time-zone",
        "America/New_York"
    ),
    rule!(
        NumberedObject,
        "numbered-object",
        Note,
        "An object with indices for keys is where an array should be. It was read as the array.",
        "A program that expects an array fails on it, or reads nothing.",
        "PHP writes an array with a gap in its indices as such an object."
    ),
    rule!(
        NullCharacter,
        "null-character",
        Note,
        "A string holds the character U+0000. It is passed on as `\\u0000`.",
        "PostgreSQL refuses such a string, and programs in C end it there.",
        "RFC 8259 section 7 allows it as an escape only."
    ),
    rule!(
        UnknownPath,
        "unknown-path",
        Note,
        "With `--expect-path`, a file in a vendor's folder is not named after an event. Any event of that vendor \
         is accepted.",
        "The path should say which event the file holds, but does not.",
        "Fixtures are named after their events, so that none can turn into another unnoticed.",
        "--expect-path",
        "--stdin-name",
        EXAMPLE_PATH
    ),
    rule!(
        AssumedTimeZone,
        "assumed-time-zone",
        Note,
        "A time has no zone, so UTC was assumed. Reported once per run, or for every payload if `--level` names \
         this code; not reported if `--time-zone` names the zone.",
        "If the times are in another zone, all of them are wrong by the same hours. Every normalized event says \
         which zone was assumed.",
        "The vendor does not document the zone of its times."
    ),
    rule!(
        AssumedEpochUnit,
        "assumed-epoch-unit",
        Note,
        "A time since 1970 has fewer than 12 digits, so it was read as seconds.",
        "As milliseconds it would be a time before 1973.",
        "The vendor documents milliseconds; an older reference of the same vendor has seconds."
    ),
    rule!(
        LostPlusSign,
        "lost-plus-sign",
        Note,
        "An offset from UTC has no sign. It was read as positive.",
        "Its plus sign was probably lost, as in a URL, where `+` stands for a space.",
        "The vendor's samples have the same zone with and without the sign."
    ),
    rule!(
        ElidedValue,
        "elided-value",
        Note,
        "An id ends in four dots or more.",
        "Somebody truncated it, so it identifies nothing.",
        "Vendors' documentation prints ids like this."
    ),
    rule!(
        ByteOrderMark,
        "byte-order-mark",
        Note,
        "The source begins with a byte order mark, or has one where files were joined. It was skipped.",
        "Some programs fail on it.",
        "RFC 8259 section 8.1: a writer must not add one, a reader may ignore it."
    ),
    rule!(
        ConvertedText,
        "converted-text",
        Note,
        "The source is text in UTF-16 or UTF-32. It was converted to UTF-8; offsets and `--rejects` refer to that.",
        "Many programs cannot read such a text at all.",
        "RFC 8259 section 8.1 demands UTF-8. PowerShell and some editors on Windows write UTF-16."
    ),
    rule!(
        EnvelopedPayload,
        "enveloped-payload",
        Note,
        "The payload was read from inside a document. Reported for the first in each place of a source.",
        "Pointers and positions lead through the document; the event is that of the payload alone.",
        "Only a described event counts, by its name and signature."
    ),
    rule!(
        UndocumentedEvent,
        "undocumented-event",
        Note,
        "The vendor names this event but does not document its body.",
        "The description is inferred from other events, so findings about the payload may be wrong.",
        "`chathook explain VENDOR/EVENT` says how each field is known."
    ),
    rule!(
        NotAChatEvent,
        "not-a-chat-event",
        Note,
        "A documented delivery that is not about a chat: a contact, a ticket, a test. Its envelope is checked, \
         and `normalize` writes nothing for it.",
        "Nothing is wrong with it, but it gives no event.",
        "The vendor documents it; `chathook explain VENDOR` lists such deliveries."
    ),
    rule!(
        SecretInPayload,
        "secret-in-payload",
        Note,
        "A field for a secret, such as a key or a token, has a value. No output contains it; it is shown as `(secret)`.",
        "Everybody who reads the file can use it: to forge deliveries, or to read along in a visitor's chat. Replace the \
         value, for example with `<secret>`, before sharing or committing the file.",
        "The vendor documents what the field is for."
    ),
];
