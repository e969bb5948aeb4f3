//! Sentences about a single value: how it is written, and how it was read.

use std::fmt::{self, Display, Formatter};

use crate::encoding::time::TimeError;
use crate::finding::units::{cut, years};
use crate::finding::{EmailError, JsonError, NumberError, Problem, UrlError};

impl Problem {
    /// Says what is wrong with a value, or how it was read.
    pub(super) fn say_of_value(&self, f: &mut Formatter<'_>) -> Option<fmt::Result> {
        let said = match self {
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::InvalidTime { found, error: Some(error), .. } => write!(f, "{}: {error}", cut(found)),
            Problem::InvalidNumber { expected, found, error: Some(error) } => {
                write!(f, "expected {expected}, found {}, {error}", cut(found))
            }
            Problem::InvalidTime { expected, found, error: None }
            | Problem::InvalidNumber { expected, found, error: None } => {
                write!(f, "expected {expected}, found {}", cut(found))
            }
            Problem::InvalidBoolean { found } => write!(f, "expected `true` or `false`, found {}", cut(found)),
            Problem::InvalidEmbeddedJson { expected, error: JsonError::Holds(found) } => {
                write!(f, "this string should hold {expected}, but holds {found}")
            }
            Problem::InvalidEmbeddedJson { expected, error } => {
                write!(f, "this string should hold {expected}, but it is not JSON: {}", error.message("it"))
            }
            Problem::UnknownValue { expected, found } => write!(f, "expected {expected}, found `{}`", cut(found)),
            Problem::InvalidUrl(_) => f.write_str("not a URL"),
            Problem::InvalidEmail(_) => f.write_str("not an e-mail address"),
            Problem::InvalidIp => f.write_str("not an IP address"),
            Problem::SuspiciousText { character } => {
                write!(f, "an invisible character: U+{:04X}", u32::from(*character))
            }
            Problem::LargeNumber => f.write_str("this number is beyond 2^53, so many programs change its last digits"),
            Problem::NegativeCount { found } => write!(f, "a count cannot be negative, found {}", cut(found)),
            Problem::ImplausibleTime { digits: Some(digits @ 11), at } => {
                let years = years();
                write!(f, "{digits} digits are neither seconds nor milliseconds of a year from {years}; read as {at}")
            }
            Problem::ImplausibleTime { at, .. } => write!(f, "{at} is not in the years {}", years()),
            Problem::RepeatedHour { zone, is_second, at } => {
                let which = if *is_second { "second" } else { "first" };
                write!(f, "the clocks of {zone} showed this time twice; read as the {which}, {at}")
            }
            Problem::OtherTimeForm { expected, at } => write!(f, "expected {expected}; read as {at}"),
            Problem::NumberedObject => f.write_str("expected an array, found an object with indices for keys"),
            Problem::NullCharacter => f.write_str("this string holds U+0000"),
            Problem::AssumedTimeZone { zone } => write!(f, "no time zone given; {zone} is assumed"),
            Problem::AssumedEpochUnit => f.write_str("too few digits for milliseconds; read as seconds"),
            Problem::LostPlusSign { offset } => write!(f, "the offset has no sign; read as {offset}"),
            Problem::ElidedValue => f.write_str("this id is truncated"),
            _ => return None,
        };
        Some(said)
    }

    /// Says what to do about it.
    pub(super) fn help_with_value(&self) -> Option<String> {
        let help = match self {
            Problem::InvalidEmbeddedJson { error, .. } => return error.help(),
            Problem::InvalidUrl(UrlError::NoScheme) => "it has no scheme such as `https://`".to_owned(),
            Problem::InvalidUrl(UrlError::NoHost) => "no host follows its scheme".to_owned(),
            Problem::InvalidUrl(UrlError::Space) => "write a space in it as `%20`".to_owned(),
            Problem::InvalidEmail(EmailError::NoAt) => "it has no `@`".to_owned(),
            Problem::InvalidEmail(EmailError::Name) => "the part before its `@` is not a name".to_owned(),
            Problem::InvalidEmail(EmailError::Domain) => "the part after its `@` is not a domain".to_owned(),
            Problem::InvalidIp => "such as `192.0.2.7` or `2001:db8::7`, without a port or a prefix length".to_owned(),
            Problem::ElidedValue => "use the whole id".to_owned(),
            Problem::NegativeCount { .. } => "usually a counter that was set back; leave it out of sums".to_owned(),
            Problem::AssumedEpochUnit => "if milliseconds are meant, write all 13 digits".to_owned(),
            Problem::LostPlusSign { .. } => "write `+` before it; in a URL, that is `%2B`".to_owned(),
            Problem::InvalidTime { error: Some(TimeError::Skipped), .. } => {
                "if its zone is another, say so with --time-zone".to_owned()
            }
            Problem::ImplausibleTime { .. } => {
                "usually a placeholder, or a count in another unit; look where it is made".to_owned()
            }
            Problem::SuspiciousText { .. } => "remove it, or use the text without it".to_owned(),
            Problem::LargeNumber => "send it as a string".to_owned(),
            Problem::RepeatedHour { .. } => {
                "if its zone is another, say so with --time-zone; an offset such as -05:00 names one of the two"
                    .to_owned()
            }
            Problem::OtherTimeForm { .. } => "write the documented form; many programs read no other".to_owned(),
            Problem::NumberedObject => "read as the array; PHP's array_values() writes one".to_owned(),
            Problem::NullCharacter => "some databases refuse it; remove it before it is stored".to_owned(),
            Problem::AssumedTimeZone { .. } => {
                "set it with --time-zone, for instance --time-zone Europe/Vienna".to_owned()
            }
            _ => return None,
        };
        Some(help)
    }
}

impl Display for TimeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeError::Day => "there is no such day",
            TimeError::Hour => "there is no such time of day",
            TimeError::Weekday => "the weekday does not match the date",
            TimeError::Year => "its year in UTC is not between 1 and 9999",
            TimeError::Skipped => "this time does not exist in the zone: the clocks were set forward over it",
        })
    }
}

impl Display for NumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::Written => "which is not written as a whole number",
            NumberError::TooLarge => "which is larger than programs can hold",
        })
    }
}
