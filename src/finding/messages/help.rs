//! What to do next about a finding.

use super::{IN_LOG, continued, cut, encodings, is_like_number, is_unseen, name, repairs};
use crate::describe::Vendor;
use crate::detect::{Candidate, Instead};
use crate::encoding::time::TimeError;
use crate::finding::{EmailError, EventError, Finding, JsonError, Problem, Unnamed, UrlError};
use crate::input::format::TextFormat;
use crate::json;
use crate::spelling::nearest_first;

impl Finding {
    /// What to do next.
    pub fn help(&self) -> String {
        let explain = || {
            let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '/' | '_' | '-' | '.');
            match self.pointer.as_str() {
                pointer if !pointer.is_empty() && pointer.len() <= 100 && pointer.chars().all(is_plain) => {
                    format!("`chathook explain {pointer}` shows how the vendor writes it")
                }
                _ => format!("`chathook explain {}` says more", self.problem.code().rule().name),
            }
        };
        self.problem.help().unwrap_or_else(explain)
    }
}

impl Problem {
    /// What to do next, unless only the value's description says that.
    pub fn help(&self) -> Option<String> {
        self.help_with_source().or_else(|| self.help_with_payload()).or_else(|| self.help_with_value())
    }

    /// What to do next about a text, and where payloads stand in it.
    fn help_with_source(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidJson(mistake) | Problem::InvalidEmbeddedJson { mistake, .. } => return mistake.help(),
            Problem::AlmostJson(repair) => repairs::help(*repair),
            Problem::InvalidUtf8 { .. } => encodings::LINE.to_owned(),
            Problem::InvalidBytes { encoding, .. } => encodings::help(encoding).to_owned(),
            Problem::LoneSurrogate => "write the character itself, or both halves: `\\ud83d\\ude00`".to_owned(),
            Problem::NotText { format } => format.advice.to_owned(),
            Problem::EmptyInput => {
                "a payload is a JSON object; there may be several, in an array or one after another".to_owned()
            }
            Problem::TrailingData => {
                format!(
                    "payloads stand in an array, or one after another with nothing but white space between them; {IN_LOG}"
                )
            }
            Problem::TextAround { .. } => IN_LOG.to_owned(),
            Problem::MissingPayload { .. } => {
                "--at says where payloads stand, with `*` for any key or index".to_owned()
            }
            Problem::TooLarge { .. } => "if it really is one payload, raise the limit with --max-size".to_owned(),
            Problem::TooManyValues { .. } => {
                "no event has so many; if it is made of several payloads, pass these".to_owned()
            }
            Problem::TooMuchRepeated { .. } => "divide its events among several payloads".to_owned(),
            Problem::DuplicateKey { .. } => "the first is used; remove one of them".to_owned(),
            Problem::TooDeep => {
                "leave out what repeats within itself, or write the deepest part as a string".to_owned()
            }
            Problem::NoPayload { found: "a string" } => {
                "if it is a payload that was encoded twice, decode it once".to_owned()
            }
            Problem::BareMember => "write `{` before it, and `}` after the last member".to_owned(),
            Problem::NoPayload { .. } => "leave it out: a payload is an object".to_owned(),
            Problem::ByteOrderMark => "save it as UTF-8 without one".to_owned(),
            _ => return None,
        };
        Some(help)
    }

    /// What to do next about what a payload is, and what it has.
    fn help_with_payload(&self) -> Option<String> {
        let help = match self {
            Problem::UnknownVendor { .. } | Problem::UnknownEvent { .. } | Problem::AmbiguousEvent { .. } => {
                return self.help_with_event();
            }
            Problem::UnexpectedEvent { expected: None, .. } => {
                "name the folder after the vendor and the file after the event, or leave --expect-path out".to_owned()
            }
            Problem::MissingFinding { code } => {
                format!("`chathook explain {code}` shows what gives it; or it is to be expected no more")
            }
            Problem::InvalidEvent(EventError::Member { meant: Some(meant), .. }) => format!("did you mean `{meant}`?"),
            Problem::InvalidEvent(_) => {
                "normalize the vendor's payload again; `chathook schema event` says what an event is".to_owned()
            }
            Problem::IdMismatch { .. } => {
                "the event was changed after it was made; normalize the vendor's payload again".to_owned()
            }
            Problem::UnexpectedEvent { expected: Some(_), .. } => {
                "put what is expected here, or expect what this is".to_owned()
            }
            Problem::UndocumentedEvent { .. } => {
                "what is found wrong here may be right; compare real deliveries".to_owned()
            }
            Problem::NotAChatEvent { .. } => "nothing is to be done: `normalize` writes nothing for it".to_owned(),
            Problem::SecretInPayload { .. } => {
                "replace the value by `<secret>` before anybody sees the file".to_owned()
            }
            Problem::UnlikelyEvent { .. } => "leave --event out to see what it is".to_owned(),
            Problem::AbsentFields { vendor, event, .. } => {
                format!("`chathook explain {vendor}/{event}` lists them; --require demands those that you need")
            }
            Problem::RequiredAbsent { .. } => "--require demands it".to_owned(),
            Problem::MisnamedPath { meant, .. } => format!("call it `{meant}`, or leave --expect-path out"),
            Problem::UnknownPath { vendor, .. } => {
                format!("any event of {vendor} is accepted; name the file after one to demand it")
            }
            _ => return None,
        };
        Some(help)
    }

    /// What to do next about a value.
    fn help_with_value(&self) -> Option<String> {
        let help = match self {
            Problem::MissingField { meaning, .. } => {
                format!("the event means nothing without it: {}", as_phrase(meaning))
            }
            Problem::InvalidUrl(UrlError::NoScheme) => "it has no scheme such as `https://`".to_owned(),
            Problem::InvalidUrl(UrlError::NoHost) => "no host follows its scheme".to_owned(),
            Problem::InvalidUrl(UrlError::Space) => "white space in it is written `%20`".to_owned(),
            Problem::InvalidEmail(EmailError::NoAt) => "it has no `@`".to_owned(),
            Problem::InvalidEmail(EmailError::Name) => "what stands before its `@` is no name".to_owned(),
            Problem::InvalidEmail(EmailError::Domain) => "what follows its `@` is no domain".to_owned(),
            Problem::InvalidIp => "such as `192.0.2.7` or `2001:db8::7`, without a port or a prefix length".to_owned(),
            Problem::ImplausibleDuration { seconds, .. } if *seconds < 0.0 => {
                "usually a clock that was set meanwhile".to_owned()
            }
            Problem::ImplausibleDuration { .. } => {
                "usually a chat that nobody closed, or a clock that was set".to_owned()
            }
            Problem::ElidedValue => "use the whole id".to_owned(),
            Problem::EmptyField { .. } => "the event means nothing without it: look for it in what was sent".to_owned(),
            Problem::ConflictingValues { .. } => {
                "correct the one that is wrong; this one stays in `unmapped`".to_owned()
            }
            Problem::TimeOrder { .. } => {
                "one of them is wrong; see whether both are of the same zone and unit".to_owned()
            }
            Problem::WaitMismatch { .. } => {
                "one of the three is wrong; statistics of waiting are made of them".to_owned()
            }
            Problem::MisspelledField { meant, .. } => format!("write `{meant}`, or leave it in `unmapped`"),
            Problem::UnknownField { .. } => {
                "nothing is lost: `unmapped` has it; --level unknown-field=error if it must not be there".to_owned()
            }
            Problem::NegativeCount { .. } => "usually a counter that was set back; leave it out of sums".to_owned(),
            Problem::AssumedEpochUnit => "write milliseconds if it is meant to be that: they have 13 digits".to_owned(),
            Problem::LostPlusSign { .. } => "write `+` before it; in a URL, that is `%2B`".to_owned(),
            Problem::InvalidTime { unreal: Some(TimeError::Skipped), .. } => {
                "say which zone it is of with --time-zone".to_owned()
            }
            Problem::ImplausibleTime { .. } => "usually a placeholder, or a count in another unit".to_owned(),
            Problem::SuspiciousText { .. } => "remove it, or use the text without it".to_owned(),
            Problem::LargeNumber => "send it as a string".to_owned(),
            Problem::RepeatedHour { .. } => {
                "if its zone is another, say so with --time-zone; an offset such as -05:00 names one of the two"
                    .to_owned()
            }
            Problem::OtherTimeForm { .. } => "programs that know the documented form only cannot read it".to_owned(),
            Problem::NumberedObject => "read as the array; PHP's array_values() writes one".to_owned(),
            Problem::NullCharacter => "some databases refuse it; remove it before it is stored".to_owned(),
            Problem::AssumedTimeZone { .. } => "say which zone they are in with --time-zone".to_owned(),
            _ => return None,
        };
        Some(help)
    }

    /// The same, of a payload that is no event that is known.
    fn help_with_event(&self) -> Option<String> {
        let help = match self {
            Problem::UnknownVendor { inside: Some(pointer), .. } => {
                format!("the payload seems to stand in `{}`; pass that part alone", cut(pointer))
            }
            Problem::UnknownVendor { candidates, .. } if candidates.is_empty() => {
                "`chathook explain` lists the vendors and their events".to_owned()
            }
            Problem::UnknownVendor { candidates, .. } => match candidates.first() {
                Some(first) => format!("{}; `chathook explain {}` shows its fields", nearest(candidates), name(first)),
                None => nearest(candidates),
            },
            Problem::UnknownEvent { vendor, reason: Some(Instead::Part { event, .. }), .. } => {
                format!("pass the whole payload; `chathook explain {}/{}` shows it", vendor.name, event.name)
            }
            Problem::UnknownEvent { reason: Some(Instead::OtherLetters(_)), .. } => {
                "programs tell `event` from `Event`; write its keys as the vendor does".to_owned()
            }
            Problem::UnknownEvent { vendor, meant: Some(meant), .. } => {
                format!("did you mean `{meant}`? To read it as that: --event {}/{meant}", vendor.name)
            }
            Problem::UnknownEvent { vendor, name: Some(name), reason: None, meant: None } => {
                events_near(vendor, &name.text)
            }
            Problem::UnknownEvent { vendor, meant: None, .. } => {
                format!("`chathook explain {}` lists the events", vendor.name)
            }
            Problem::AmbiguousEvent { candidates, name } => {
                let is_other = *name == Unnamed::Otherwise;
                let first = if is_other { candidates.last()? } else { candidates.first()? };
                format!("say which it is, for instance --event {}/{}", first.vendor.name, first.event.name)
            }
            _ => return None,
        };
        Some(help)
    }
}

impl JsonError {
    /// How to put it right, as far as what stands there tells.
    pub(super) fn help(&self) -> Option<String> {
        const CUT_OFF: &str = "its end is missing: it may have been cut off when it was saved";
        let (reason, found) = match self {
            JsonError::Syntax { reason, found } => (reason, found),
            JsonError::ControlCharacters { first: '\0', .. } => {
                return Some(
                    "no string holds NUL bytes as they are: it may not have been written to its end".to_owned(),
                );
            }
            JsonError::ControlCharacters { first, .. } => {
                return Some(format!(
                    "write it as `{}`, and any other such character as its escape",
                    json::escape(*first)
                ));
            }
            JsonError::UnclosedText => return Some("a `\"` is missing at its end".to_owned()),
            JsonError::UnclosedList => return Some(CUT_OFF.to_owned()),
            JsonError::Foreign(TextFormat::Markup) => {
                return Some(
                    "these vendors send JSON: choose it where the webhook is set up, or convert it first".to_owned(),
                );
            }
            JsonError::Foreign(TextFormat::Form) => {
                let help = "a field that holds a payload in JSON is read by itself; otherwise choose JSON where the webhook is set up";
                return Some(help.to_owned());
            }
            _ => return None,
        };
        let is_key = reason == "key must be a string";
        let help = match (reason.as_str(), found.as_str()) {
            (reason, _) if reason.starts_with("EOF ") => CUT_OFF,
            (_, "\0") => "no JSON holds NUL bytes: it may be UTF-16, or was not written to its end",
            (_, unseen) if unseen.starts_with(is_unseen) => {
                "between its tokens JSON has spaces, tabs and line breaks only; remove it"
            }
            ("key must be a string" | "expected value", "'") => {
                "strings and keys stand in double quotes, not in single ones"
            }
            ("key must be a string" | "expected value", "“" | "”" | "„" | "‘" | "’" | "«" | "»") => {
                "strings and keys stand in straight double quotes, not in curly ones"
            }
            ("key must be a string" | "expected value", ".." | "..." | "…") => {
                "dots stand for what was left out; write it, or remove them"
            }
            ("key must be a string" | "expected value", "/" | "#") => "JSON has no comments; remove it",
            ("key must be a string" | "expected value", ",") => "remove this comma, or write what is missing before it",
            (_, key) if is_key && key.starts_with(|it: char| it.is_alphanumeric() || it == '_') => {
                return Some(format!("write it in double quotes: `\"{key}\"`"));
            }
            ("key must be a string", _) => "a key is a string in double quotes",
            ("expected value", "}" | "]" | ":") => "write what is missing before it",
            ("expected value" | "invalid number", word) if is_like_number(word) => {
                "a number has no zeros in front, digits before and after its point, and no sign but a minus"
            }
            ("expected value" | "expected ident", _) => "write null, a number, or a string in double quotes",
            ("invalid escape", _) => "a backslash itself is written `\\\\`; `\\u` needs four hexadecimal digits",
            (reason, _) if reason.starts_with("expected `") => {
                "look just before this place for a missing or extra quote, comma or bracket"
            }
            _ => return None,
        };
        Some(help.to_owned())
    }
}

/// The first sentence of a description, as a part of another.
fn as_phrase(meaning: &str) -> String {
    continued(meaning.split(". ").next().unwrap_or_default().trim_end_matches('.'))
}

/// The names that a vendor's events have, those first that are nearest to this one.
fn events_near(vendor: &'static Vendor, said: &str) -> String {
    const MOST: usize = 5;
    let names = vendor.chat_events().filter(|event| !event.is_prefix).map(|event| event.name);
    let names = nearest_first(names, said);
    let shown = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST { ", …" } else { "" };
    format!("its events are {shown}{more}; `chathook explain {}` lists them", vendor.name)
}

/// The candidates that a payload is nearest to, with what each lacks.
fn nearest(candidates: &[Candidate]) -> String {
    const MOST: usize = 3;
    let lacking = |candidate: &Candidate| match candidate.missing.as_slice() {
        [] => String::new(),
        [missing] => format!(", but `{missing}` is missing"),
        missing => format!(", but `{}` are missing", missing.join("`, `")),
    };
    let first = candidates.iter().take(MOST);
    let verb = if candidates.len() == 1 { "is" } else { "are" };
    let more = if candidates.len() > MOST { ", …" } else { "" };
    if candidates.iter().any(|candidate| candidate.missing != candidates[0].missing) {
        let each = first.map(|candidate| name(candidate) + &lacking(candidate));
        return format!("nearest {verb} {}{more}", each.collect::<Vec<_>>().join("; "));
    }
    let lack = candidates.first().map(lacking).unwrap_or_default();
    format!("nearest {verb} {}{more}{lack}", first.map(name).collect::<Vec<_>>().join(", "))
}
