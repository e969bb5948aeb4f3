//! A way of writing a value, as a row of functions.

use std::fmt::{self, Debug, Formatter};

use super::accepts::Accepts;
use super::decoder::{Decoded, Decoder, Part, Result, Typing};
use super::odd::Odd;
use super::time::{TimeError, Zone};
use crate::json::{self, Form};

/// A way of writing a value that is not taken apart.
///
/// Most rows differ from another in a few columns, and take over the rest: `Scalar { name: "URL", ..TEXT }`.
#[derive(Clone, Copy)]
pub struct Scalar {
    /// Name of the encoding in tables.
    pub name: &'static str,
    /// The end of a sentence that begins "expected": `a number`.
    pub looks: &'static str,
    /// Type of the meaning of a value.
    pub means: Meaning,
    /// The parts that a value can have; each may go to a place of its own.
    pub parts: &'static [Part],
    /// Reads a part of a raw value.
    pub read: fn(&mut Decoder<'_>, raw: &str, Part) -> Result,
    /// Writes the JSON of a value that has these parts, each as the normalized event has it.
    pub write: fn(&mut dyn FnMut(Part) -> String) -> String,
    /// The JSON that is right for it where every value keeps to its type.
    pub strict: Accepts,
    /// The JSON that is right for it where values travel as anything.
    pub mixed: Accepts,
    /// Values of this form mean what they say, and are copied without being read.
    pub copies: Option<Form>,
    /// A value without a place is kept as what it means, and not as it is written.
    pub is_kept_as_read: bool,
    /// Returns true for the texts and numbers that stand for no value.
    pub never: Option<fn(&str) -> bool>,
    /// Returns the oddity of a value that can be read, if it has one.
    pub odd: Option<fn(&str) -> Option<Odd>>,
    /// Returns the reason why a value that cannot be read is no time, if it is written like one.
    pub time_error: Option<fn(&str) -> Option<TimeError>>,
}

impl Scalar {
    /// The JSON that is right for it.
    pub const fn accepts(&self, typing: Typing) -> Accepts {
        match typing {
            Typing::Strict => self.strict,
            Typing::Mixed => self.mixed,
        }
    }

    /// Returns true if this part of a text is the whole text, unchanged.
    pub fn is_part(&self, part: Part, text: &str) -> bool {
        let raw = json::quoted(text);
        let zone = Zone::utc();
        let mut decoder = Decoder::new("", Typing::Strict, &zone);
        match (self.read)(&mut decoder, &raw, part) {
            Ok(Decoded::Raw(start, end)) => raw.get(start..end) == Some(&raw),
            Ok(Decoded::Made) => decoder.made == raw.as_bytes(),
            Ok(Decoded::Absent) | Err(_) => false,
        }
    }
}

impl Debug for Scalar {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// Types of the meanings of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Text.
    Text,
    /// An identifier.
    Id,
    /// The source of an event: its vendor and the vendor's customer.
    Source,
    /// A URL.
    Url,
    /// An e-mail address.
    Email,
    /// An IP address.
    Ip,
    /// A whole number.
    Count,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A point in time.
    Time,
    /// An offset from UTC.
    Offset,
}
