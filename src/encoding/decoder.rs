//! The reading of values, as far as it is the same for many ways of writing them.

use std::borrow::Cow;

use super::time::is_likely;
use super::zone::Zone;
use crate::json::{self, is_number, is_whole_number};

/// Strictness with which a vendor's values keep to their JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A number is a number and an object is an object.
    Strict,
    /// Numbers, booleans, objects and arrays travel as themselves or as text, in the same body; so does null.
    Mixed,
}

/// Part of a value that goes to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The meaning of the value.
    Meaning,
    /// The vendor's own word for it.
    Word,
    /// The id in it.
    Id,
    /// The name in it.
    Name,
    /// The role in it.
    Role,
    /// This word, whatever the value is: that there is one says it.
    Is(&'static &'static str),
    /// The second meaning of some of the vendor's words: `internal` for a `note`. Other words have no such part.
    Words(&'static Meanings),
}

/// Words of a vendor's, each with its meaning. A reference to them is one pointer wide.
pub type Meanings = &'static [(&'static str, &'static str)];

/// Information that a value lacks, and cannot be read without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Nothing.
    Nothing,
    /// The zone of a time.
    TimeZone,
    /// The zone of a time, and the choice between two times that the clocks there showed alike, so many seconds apart.
    /// It was taken to be the first.
    RepeatedHour {
        /// Seconds from the first to the second.
        apart: i32,
    },
    /// The unit of a count since 1970, which was taken to be seconds.
    EpochUnit,
}

/// Remarks about a time that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a remark of its own")]
pub struct Remarks {
    /// It has no zone.
    pub has_no_zone: bool,
    /// It is a count since 1970 that was taken for seconds.
    pub is_in_seconds: bool,
    /// It is written in another form than the vendor's.
    pub is_in_other_form: bool,
    /// Its year is not one in which a delivery is likely to have been sent.
    pub is_unlikely: bool,
    /// The zone's clocks showed it again, so many seconds later; 0 if they did not.
    pub apart: i32,
}

/// Decodes the values of one payload.
#[derive(Debug)]
pub struct Decoder<'d> {
    /// The name of the payload's vendor.
    pub vendor: &'static str,
    /// Strictness with which the vendor's values keep to their JSON types.
    pub typing: Typing,
    /// The zone of times that have none.
    pub zone: &'d Zone,
    /// Buffer for the values that differ from the payload's text, as JSON.
    pub made: Vec<u8>,
    /// Number of objects and arrays around the value.
    pub depth: usize,
    /// The value is known to be text of printable ASCII without escapes.
    pub is_plain: bool,
    /// Reads a time in another clear form than the vendor's, if that is to be done.
    pub other_form: Option<WriteTime>,
    /// Remarks about the times that were read since this was last taken.
    pub remarks: Remarks,
}

/// A decoded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// This span of the raw value, as it stands.
    Raw(usize, usize),
    /// The bytes just written to [`Decoder::made`].
    Made,
    /// The value has no such part.
    Absent,
}

/// Reason why a value could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It has the wrong JSON type.
    Type,
    /// It is not such a time.
    Time,
    /// It is not such a number.
    Number,
    /// It is neither true nor false.
    Boolean,
    /// It is text that should hold JSON and does not.
    EmbeddedJson,
    /// It is a word that the vendor does not document.
    Word,
    /// It is valid JSON with a error.
    Json(json::ValueError),
}

/// Outcome of reading a value.
pub type Result = std::result::Result<Decoded, DecodeError>;

impl<'d> Decoder<'d> {
    /// Reads values of this vendor's.
    pub fn new(vendor: &'static str, typing: Typing, zone: &'d Zone) -> Decoder<'d> {
        Decoder {
            vendor,
            typing,
            zone,
            made: Vec::new(),
            depth: 0,
            is_plain: false,
            other_form: None,
            remarks: Remarks::default(),
        }
    }

    pub(super) fn is_mixed(&self) -> bool {
        self.typing == Typing::Mixed
    }

    /// Reads text. Where values travel as anything, a number is text too.
    pub(crate) fn text(&mut self, raw: &str) -> Result {
        if !json::is_string(raw) {
            return if self.is_mixed() && is_number(raw) { Ok(self.make(raw)) } else { Err(DecodeError::Type) };
        }
        self.string(raw)
    }

    /// Reads a JSON string, and nothing else.
    pub(crate) fn string(&mut self, raw: &str) -> Result {
        if !json::is_string(raw) {
            return Err(DecodeError::Type);
        }
        if self.is_plain || json::is_plain(raw) {
            return Ok(Decoded::Raw(0, raw.len()));
        }
        let text = self.unescape(raw)?;
        Ok(self.make(&text))
    }

    pub(super) fn unescape<'r>(&self, raw: &'r str) -> std::result::Result<Cow<'r, str>, DecodeError> {
        if self.is_plain {
            return Ok(Cow::Borrowed(json::between_quotes(raw)));
        }
        json::unescape(raw).ok_or(DecodeError::Json(json::ValueError::LoneSurrogate { at: 0 }))
    }

    /// Writes a text that does not stand in the payload as it is.
    pub(super) fn make(&mut self, text: &str) -> Decoded {
        json::write_string(text, &mut self.made);
        Decoded::Made
    }

    /// Writes JSON that does not stand in the payload as it is.
    pub(super) fn make_json(&mut self, json: &str) -> Decoded {
        self.made.extend_from_slice(json.as_bytes());
        Decoded::Made
    }

    /// Reads a value by its raw text, which may be written with escapes that it does not need: `"\u0035"` is `"5"`.
    pub(super) fn bare(&mut self, raw: &str, read: impl FnOnce(&mut Self, &str) -> Result) -> Result {
        if self.is_plain || !json::is_string(raw) || !raw.contains('\\') {
            return read(self, raw);
        }
        match json::unescape(raw).map(|text| json::quoted(&text)).filter(|bare| !bare.contains('\\')) {
            None => read(self, raw),
            Some(bare) => Ok(match read(self, &bare)? {
                Decoded::Raw(start, end) => self.make_json(&bare[start..end]),
                decoded => decoded,
            }),
        }
    }

    pub(super) fn id(&mut self, raw: &str) -> Result {
        match raw.as_bytes()[0] {
            b'"' => self.string(raw),
            b'-' | b'0'..=b'9' if is_whole_number(raw) => Ok(self.make(raw)),
            b'-' | b'0'..=b'9' => Err(DecodeError::Number),
            _ => Err(DecodeError::Type),
        }
    }

    /// Reads a point in time. A number can be one where `write` takes numbers. What `write` does not take is read if it
    /// is a time in another clear form.
    pub(super) fn time(&mut self, raw: &str, takes_numbers: bool, write: WriteTime) -> Result {
        let text = match json::is_string(raw) {
            true => self.unescape(raw)?,
            false if is_number(raw) && (takes_numbers || self.is_mixed()) => Cow::Borrowed(raw),
            false => return Err(DecodeError::Type),
        };
        let start = self.made.len();
        self.made.push(b'"');
        let own = write(&text, self.zone, &mut self.made);
        let is_in_other_form = own.is_none();
        let assumed = own.or_else(|| {
            self.made.truncate(start + 1);
            self.other_form.and_then(|write| write(&text, self.zone, &mut self.made))
        });
        let Some(assumed) = assumed else {
            self.made.truncate(start);
            return Err(DecodeError::Time);
        };
        self.remarks = Remarks {
            has_no_zone: matches!(assumed, Assumption::TimeZone | Assumption::RepeatedHour { .. }),
            is_in_seconds: assumed == Assumption::EpochUnit,
            is_in_other_form,
            is_unlikely: !is_likely(&self.made[start + 1..]),
            apart: if let Assumption::RepeatedHour { apart } = assumed { apart } else { 0 },
        };
        self.made.extend_from_slice(b"Z\"");
        Ok(Decoded::Made)
    }
}

/// Writes the time that a text says as RFC 3339 has it in UTC, without the `Z` at its end, and tells what it assumed.
pub type WriteTime = fn(&str, &Zone, &mut Vec<u8>) -> Option<Assumption>;

/// A text's or a number's own characters: those between the quotes of text, escapes and all.
pub(crate) fn text_or_number(raw: &str) -> &str {
    if json::is_string(raw) { json::between_quotes(raw) } else { raw }
}
