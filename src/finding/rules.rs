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
         trailing comma, a line break or a tab inside a string, a `//` comment, a key without quotes, other quotes than JSON's, \
         `&quot;`, a comma missing before a key, dots, `NaN`, `undefined`, `None`, `True`) is read as it was meant, \
         and each such place is a finding.",
        "Most programs read nothing at all of such a text.",
        "RFC 8259. Vendors' documentation prints samples with just these slips, and people paste them."
    ),
    rule!(
        InvalidUtf8,
        "invalid-utf8",
        Error,
        "Bytes are not UTF-8, or an escape stands for half a character. Of bytes, a source has three findings at the \
         most; all further places are one finding, with their number.",
        "Some programs fail on such a text, others replace what they cannot read and never say so.",
        "RFC 8259 section 8.1 demands UTF-8, RFC 7493 section 2.1 forbids lone surrogates."
    ),
    rule!(
        NotText,
        "not-text",
        Error,
        "The source is an archive, an image, a recording, a program or a database. Nothing of it is read or kept.",
        "What bytes of such a source look like text are so by chance.",
        "Each format begins with bytes that no JSON begins with. gzip and zstd are unpacked, once."
    ),
    rule!(
        EmptyInput,
        "empty-input",
        Error,
        "The source holds no payload at all.",
        "A job that checks nothing must not look like one that found nothing.",
        "An empty file, white space, or an empty array is not a delivery."
    ),
    rule!(
        NoPayload,
        "no-payload",
        Error,
        "A value stands where a payload should, and is no object. A string is often a body that was encoded twice.",
        "Nothing is known of such a value, so it cannot be said to be right.",
        "Every vendor described here sends a JSON object with each request."
    ),
    rule!(
        TrailingData,
        "trailing-data",
        Error,
        "Something stands after a payload that is not another payload.",
        "Many programs stop reading before it and never say so.",
        "RFC 8259 section 2: one JSON text is one value."
    ),
    rule!(
        TooDeep,
        "too-deep",
        Error,
        "Objects and arrays are nested more than 128 deep.",
        "There, many programs fail or crash.",
        "RFC 8259 section 9 lets a reader limit the depth; widespread parsers stop at 128."
    ),
    rule!(
        TooLarge,
        "too-large",
        Error,
        "A payload is larger than the limit (`--max-size`, 16 MiB unless set), or has more than 100000 values: it was not read.",
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
        "Programs take the first, the last, or fail, so nobody can say what was meant.",
        "RFC 8259 section 4 and RFC 7493 section 2.3."
    ),
    rule!(
        UnknownVendor,
        "unknown-vendor",
        Error,
        "The payload resembles no vendor's events enough to be read as one.",
        "Nothing is known of what it means, so nothing of it can be checked.",
        "The events that `chathook explain` lists are all that are described."
    ),
    rule!(
        UnknownEvent,
        "unknown-event",
        Error,
        "The payload is a vendor's, but none of the events that the vendor documents for this webhook.",
        "A program that looks the event up by its name finds nothing to do.",
        "The vendor's list of events, as `chathook explain VENDOR` shows it."
    ),
    rule!(
        AmbiguousEvent,
        "ambiguous-event",
        Error,
        "The payload does not say which event it is and has the keys of several, it names two events at once, or it names \
         one and has the fields of another.",
        "Whoever reads it can only guess.",
        "Several events of a vendor have the same body and differ in their name only."
    ),
    rule!(
        UnexpectedEvent,
        "unexpected-event",
        Error,
        "The payload is not the event that `--expect` names or, with `--expect-path`, the path of its source.",
        "A test that relies on this fixture tests something else than its author thinks.",
        "What was expected is said by the user.",
        "--expect",
        "chathook"
    ),
    rule!(
        MissingFinding,
        "missing-finding",
        Error,
        "The source does not give a code that it is meant to give: by `--expect-finding`, or `findings` in `chathook.toml`.",
        "A fixture that is meant to be wrong tests nothing once it is right.",
        "What is expected is said by the user.",
        "--expect-finding",
        "wrong-type"
    ),
    rule!(
        MissingPayload,
        "missing-payload",
        Error,
        "A document has nothing in the places where `--at`, or `at` in `chathook.toml`, says that payloads stand. The finding \
         names what it has instead.",
        "A job that reads nothing must not look like one that found nothing wrong.",
        "Whoever says where payloads stand knows that they stand there.",
        "--at",
        "/detail"
    ),
    rule!(
        MissingField,
        "missing-field",
        Error,
        "A field is not there, or says nothing, that the event is meaningless without: its name, an id, or the \
         object that it is about.",
        "Programs that find a chat by its id, or an event by its name, have nothing to go by.",
        "Only these are required. Everything else that is documented may be absent, because real deliveries leave \
         it out."
    ),
    rule!(
        InvalidEvent,
        "invalid-event",
        Error,
        "A payload calls itself a normalized event, and is not valid against the schema of that: a key is none of its \
         members', a word is none of its words, or a value is not written as events have it.",
        "Whoever reads events by their schema refuses it. `normalize` does not write it.",
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
        "A time is not written in the way that the vendor writes times, or there is no such time.",
        "A time that has to be guessed at is worse than none.",
        "The vendor's samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        InvalidNumber,
        "invalid-number",
        Error,
        "A value is not a number of the kind that the field holds, such as a whole one, or is too large for programs.",
        "Programs that parse it fail, or round it and never say so.",
        "RFC 8259 section 6, and the vendor's documentation."
    ),
    rule!(
        InvalidBoolean,
        "invalid-boolean",
        Error,
        "A string that should say `true` or `false` says something else.",
        "Most languages take any string that is not empty for true.",
        "The vendor's samples, in which booleans travel as strings."
    ),
    rule!(
        InvalidEmbeddedJson,
        "invalid-embedded-json",
        Error,
        "A string that should hold JSON holds something else, or JSON with a mistake in it.",
        "Everything inside it is lost to a program that parses it.",
        "The vendor's samples, in which objects and arrays travel as strings."
    ),
    rule!(
        UnlikelyEvent,
        "unlikely-event",
        Warning,
        "The payload has hardly a field of the event that `--event` or `chathook.toml` says it is: less than a quarter of its keys.",
        "What is read as another event than it is says little, and what it says is wrong.",
        "The event's fields, as `chathook explain VENDOR/EVENT` lists them.",
        "--event",
        EXAMPLE_EVENT
    ),
    rule!(
        UnknownValue,
        "unknown-value",
        Warning,
        "A value is none of those that the vendor documents. It stays in `unmapped` if it has to be translated.",
        "What it means is not known, and a program that tells cases apart by it has no case for it.",
        "The vendor's list of values, as `chathook explain VENDOR/EVENT` shows it."
    ),
    rule!(
        InvalidUrl,
        "invalid-url",
        Warning,
        "A string that should be a URL has no scheme or no host, or holds white space. It is passed on as it is.",
        "A link made of it leads nowhere.",
        "RFC 3986."
    ),
    rule!(
        InvalidEmail,
        "invalid-email",
        Warning,
        "A string that should be an e-mail address has no `@` between a name and a domain. It is passed on as it is.",
        "Nobody can be answered at it. Visitors type anything into a pre-chat form.",
        "RFC 5321."
    ),
    rule!(
        InvalidIp,
        "invalid-ip",
        Warning,
        "A string that should be an IP address is neither of version 4 nor of version 6. It is passed on as it is.",
        "Look-ups and block lists that are fed with it fail.",
        "RFC 791 and RFC 4291."
    ),
    rule!(
        ConflictingValues,
        "conflicting-values",
        Warning,
        "Two fields that are about the same thing say different things. The first counts; `unmapped` has the second.",
        "Two programs that each read one of them disagree.",
        "In the vendors' samples such fields agree."
    ),
    rule!(
        IdMismatch,
        "id-mismatch",
        Warning,
        "The id of a normalized event is not the one that is made of its line. Not said where the vendor has ids of its \
         own for events, nor of an event in canonical form with a number in it, which may have been written otherwise \
         when the id was made.",
        "Repeated deliveries are told by this id. An event that was changed, or copied and filled in anew, is dropped in \
         place of another, or kept twice.",
        "An id is the first 32 hexadecimal digits of the SHA-256 of the event's line without it. White space and the \
         order of members make no difference."
    ),
    rule!(
        TimeOrder,
        "time-order",
        Warning,
        "Of two times, the one that must be earlier is later.",
        "A duration computed from them is negative.",
        "What the times mean: a chat is not taken before it was created, nor does it end before it starts or belong to \
         a visit that begins later."
    ),
    rule!(
        WaitMismatch,
        "wait-mismatch",
        Warning,
        "The wait is not the time from when the chat was created to when it was taken, give or take two seconds.",
        "One of the three is wrong, and statistics of waiting are made of them.",
        "In the vendor's sample the two are equal."
    ),
    rule!(
        ImplausibleDuration,
        "implausible-duration",
        Warning,
        "A wait or a duration is negative, or longer than four hours.",
        "Such a figure is usually a session that nobody closed, or a clock that was set; it spoils every average.",
        "Chats last minutes."
    ),
    rule!(
        ImplausibleTime,
        "implausible-time",
        Warning,
        "A time is not of the years 2000 to 2099. It is passed on as it is.",
        "Such a time is usually a placeholder, a clock that was never set, or a count in another unit.",
        "No vendor described here sent webhooks before. The years are the same on whatever day a file is looked at."
    ),
    rule!(
        NegativeCount,
        "negative-count",
        Warning,
        "A count is less than 0: of visits, of chats, of those ahead in the queue. It is passed on as it is.",
        "Sums and averages that are made with it are wrong.",
        "What is counted begins at 0."
    ),
    rule!(
        LargeNumber,
        "large-number",
        Warning,
        "A number is beyond 9007199254740992 (2 to the power of 53). It is passed on digit by digit.",
        "JavaScript, jq and all others that hold numbers as IEEE doubles change its last digits and never say so.",
        "RFC 8259 section 6 and RFC 7493 section 2.2."
    ),
    rule!(
        SuspiciousText,
        "suspicious-text",
        Warning,
        "An id, an address, a URL or the name of an event holds a character that people do not see. It is passed on as \
         it is, and shown as `\\u{…}`.",
        "It looks like another and is not the same, so nothing that is looked up by it is found, or something else is.",
        "Unicode lets programs ignore such characters (`Default_Ignorable_Code_Point`); no id needs one."
    ),
    rule!(
        MisspelledField,
        "misspelled-field",
        Warning,
        "A key is not documented, but is spelled much like one that is documented and missing here.",
        "A program that looks for the documented key finds nothing, and mostly does not complain.",
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
        "More than half of the fields that are documented of the event are not there. Said once a payload.",
        "What is not there was not checked, so little is known of how such payloads really look.",
        "Nearly all documented fields may be absent, but deliveries mostly have them. `--require` makes those that you \
         need an error where they are absent."
    ),
    rule!(
        OtherTimeForm,
        "other-time-form",
        Note,
        "A time is not written as the vendor writes this one, but in another form that says clearly what it is: RFC 3339, \
         a date, what JavaScript prints, seconds or milliseconds since 1970. It was read as that, a date as the beginning of its day.",
        "A program that knows the vendor's form only cannot read it.",
        "The vendor's samples, as `chathook explain VENDOR/EVENT` shows them."
    ),
    rule!(
        RepeatedHour,
        "repeated-hour",
        Note,
        "The clocks of the zone were set back over this local time, so they showed it twice. It was read as the first of the \
         two, or as the second where the order of the event's times or its wait agree with that alone.",
        "The time may be wrong by what the clocks were set back, mostly an hour. Which one was taken stands in \
         `data.assumed.repeated_hour` of the normalized event.",
        "The IANA time zone database.",
        "--time-zone",
        "America/New_York"
    ),
    rule!(
        NumberedObject,
        "numbered-object",
        Note,
        "An object stands where an array should, and its keys are indices. It was read as the array.",
        "A program that expects an array fails on it, or reads nothing.",
        "PHP writes an array with a gap in its indices as such an object."
    ),
    rule!(
        NullCharacter,
        "null-character",
        Note,
        "A string holds the character U+0000. It is passed on as `\\u0000`.",
        "PostgreSQL refuses such a text, and programs in C end it there.",
        "RFC 8259 section 7 allows it as an escape only."
    ),
    rule!(
        UnknownPath,
        "unknown-path",
        Note,
        "With `--expect-path`, the name of a file in a vendor's folder is no event's. Any event of that vendor is accepted.",
        "The path was meant to say which event the file holds, and says less.",
        "Files and folders are named after events, so that a fixture cannot become another unseen.",
        "--expect-path",
        "--stdin-name",
        EXAMPLE_PATH
    ),
    rule!(
        AssumedTimeZone,
        "assumed-time-zone",
        Note,
        "A time has no zone, so one had to be assumed: UTC. Said once in a run, or of every payload if `--level` names \
         this code; not said where `--time-zone` names the zone.",
        "If the times are of another zone, all of them are wrong by the same hours. The zone stands in every \
         normalized event whose times were read in it.",
        "The vendor does not document which zone its times are in."
    ),
    rule!(
        AssumedEpochUnit,
        "assumed-epoch-unit",
        Note,
        "A count since 1970 has fewer than 12 digits, so it was read as seconds.",
        "As milliseconds it would be a time before 1973.",
        "The vendor documents milliseconds; an older reference of the same vendor has seconds."
    ),
    rule!(
        LostPlusSign,
        "lost-plus-sign",
        Note,
        "An offset from UTC has no sign. It was read as an offset to the east.",
        "Its plus sign was probably lost, as in a URL, where `+` stands for a space.",
        "The vendor's samples have the same zone with and without the sign."
    ),
    rule!(
        ElidedValue,
        "elided-value",
        Note,
        "An identifier ends in four dots or more.",
        "Somebody cut it short when writing it down, so it identifies nothing.",
        "Vendors' documentation prints identifiers like this."
    ),
    rule!(
        ByteOrderMark,
        "byte-order-mark",
        Note,
        "A byte order mark stands where a source begins, or where one was put behind another. It was skipped.",
        "Some programs fail on it.",
        "RFC 8259 section 8.1: a writer must not add one, a reader may ignore it."
    ),
    rule!(
        ConvertedText,
        "converted-text",
        Note,
        "The source is text in UTF-16 or UTF-32. It was converted to UTF-8, in which offsets count and `--rejects` keeps it.",
        "Many programs read nothing at all of such a text.",
        "RFC 8259 section 8.1 demands UTF-8. PowerShell and some editors of Windows write UTF-16."
    ),
    rule!(
        EnvelopedPayload,
        "enveloped-payload",
        Note,
        "The payload was taken out of a document. Said of the first in each place of a source.",
        "Pointers and positions lead through the document; the event is that of the payload alone.",
        "A place is only one where an event stands that is described, by its name and signature."
    ),
    rule!(
        UndocumentedEvent,
        "undocumented-event",
        Note,
        "The vendor names this event but does not document its body.",
        "The description is inferred from other events, so what is found wrong with the payload may be right.",
        "`chathook explain VENDOR/EVENT` says how each field is known."
    ),
    rule!(
        NotAChatEvent,
        "not-a-chat-event",
        Note,
        "A delivery that the vendor documents and that is about no chat: a contact, a ticket, a test. Its envelope is \
         checked, and `normalize` writes nothing for it.",
        "Nothing is wrong with it, but no event comes of it.",
        "The vendor documents it; `chathook explain VENDOR` lists such deliveries."
    ),
    rule!(
        SecretInPayload,
        "secret-in-payload",
        Note,
        "A field that holds a secret of the receiver's has a value. It goes to no output, and is shown as `(secret)`.",
        "Whoever reads the file can forge deliveries. Replace the value, with `<secret>` for example, before the file is \
         shared or committed.",
        "The vendor documents what the field is for."
    ),
];
