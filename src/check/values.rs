//! Values that could be decoded and are odd all the same.

use std::borrow::Cow;

use super::{Check, bare};
use crate::describe::{Encoding, says_nothing};
use crate::encoding::{Odd, text_or_number};
use crate::event::KNOWN;
use crate::finding::Problem;
use crate::json;
use crate::normalize::{MemberError, MemberErrorKind, TimeRemarks};
use crate::plan::PlannedField;
use crate::read::Leaf;

/// Up to this, every whole number is one that programs hold exactly: 2 to the power of 53.
const LARGEST_EXACT: u64 = 1 << 53;

impl Check<'_, '_> {
    /// Mentions the zone in which times without one were read.
    pub(super) fn zone(&mut self, zone: Option<&str>) {
        let Some(zone) = zone else { return };
        if let Some(first) = self.event.remarks.iter().find(|it| it.remarks.has_no_zone) {
            self.about(self.payload.leaf(first.value.leaf), Problem::AssumedTimeZone { zone: zone.to_owned() });
        }
    }

    /// Says what is worth saying about times that could be read.
    pub(super) fn times(&mut self) {
        for TimeRemarks { value, remarks, is_second } in &self.event.remarks {
            let leaf = self.payload.leaf(value.leaf);
            let at = self.text(*value).to_owned();
            if remarks.is_in_other_form
                && let Some(field) = self.payload.field(leaf)
            {
                let expected = field.row.encoding.looks();
                self.about(leaf, Problem::OtherTimeForm { expected, at: at.clone() });
            }
            if remarks.apart != 0 {
                let zone = self.event.value(KNOWN.assumed_time_zone).map_or("", |zone| self.text(zone)).to_owned();
                self.about(leaf, Problem::RepeatedHour { zone, is_second: *is_second, at: at.clone() });
            }
            if remarks.is_unlikely {
                let count = text_or_number(self.payload.raw(leaf));
                let from_first = count.bytes().skip_while(|byte| !byte.is_ascii_digit());
                let digits = from_first.take_while(u8::is_ascii_digit).count();
                let digits = Some(digits).filter(|digits| remarks.is_in_seconds || *digits == count.len());
                self.about(leaf, Problem::ImplausibleTime { at, digits });
                self.told.insert(value.leaf);
            } else if remarks.is_in_seconds {
                self.about(leaf, Problem::AssumedEpochUnit);
            }
        }
    }

    /// Takes note of the leaves of which it was said already that they are wrong.
    pub(super) fn failed(&mut self) {
        let is_about_value =
            |error: &&MemberError| matches!(error.kind, MemberErrorKind::DecodeError(_) | MemberErrorKind::Schema);
        self.told.extend(self.event.errors.iter().filter(is_about_value).map(|error| error.leaf));
    }

    /// Looks at every value again, and says of each what is odd about it first of all.
    pub(super) fn values(&mut self) {
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let raw = self.payload.raw(leaf);
            let field = self.payload.field(leaf);
            if let Some(problem) = self.odd(leaf, field, raw)
                && !self.told.contains(&number)
            {
                self.about(leaf, problem);
                self.told.insert(number);
            }
        }
    }

    /// Returns the problem of a value that can be read, if it has one.
    fn odd(&self, leaf: &Leaf, field: Option<&PlannedField>, raw: &str) -> Option<Problem> {
        // Few are odd, so that what costs more is asked last.
        if let Some(field) = field.filter(|field| field.can_be_odd)
            && let Some(odd) = field.row.encoding.odd(&text(leaf, raw))
            && !says_nothing(Some(field.row), self.payload.plan.vendor.typing, raw)
        {
            return Some(problem(odd, field.row.encoding, raw));
        }
        let may_be_number = !json::is_string(raw) || field.is_none_or(|field| field.holds_numbers);
        let is_secret = || field.is_some_and(PlannedField::is_secret);
        if may_be_number && is_large(raw) && !is_secret() {
            return Some(Problem::LargeNumber);
        }
        (!self.is_mended && holds_null(leaf, raw) && !is_secret()).then_some(Problem::NullCharacter)
    }
}

/// True if a string holds U+0000, which can only stand there as an escape.
fn holds_null(leaf: &Leaf, raw: &str) -> bool {
    !leaf.is_plain()
        && memchr::memmem::find(raw.as_bytes(), b"\\u0000").is_some()
        && (json::is_container(raw) || json::unescape(raw).is_some_and(|text| text.contains('\0')))
}

/// True if a number, in text or not, is beyond those that programs hold exactly.
fn is_large(raw: &str) -> bool {
    let number = text_or_number(raw);
    let number = number.strip_prefix('-').unwrap_or(number);
    // Whatever is shorter is small, or has an exponent.
    let is_digits = number.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !is_digits || (number.len() < 16 && !number.contains(['e', 'E'])) {
        return false;
    }
    match number.parse::<u64>() {
        Ok(whole) => whole > LARGEST_EXACT,
        Err(_) => json::is_number(number) && number.parse::<f64>().is_ok_and(|number| number > 9_007_199_254_740_992.0),
    }
}

/// A leaf's text, or what it is written like if it is none.
fn text<'r>(leaf: &Leaf, raw: &'r str) -> Cow<'r, str> {
    match json::is_string(raw) {
        true if leaf.is_plain() => json::between_quotes(raw).into(),
        true => json::unescape(raw).unwrap_or_default(),
        false => raw.into(),
    }
}

/// The problem that something odd is.
fn problem(odd: Odd, encoding: Encoding, raw: &str) -> Problem {
    match odd {
        Odd::Word => Problem::UnknownValue { expected: encoding.looks(), found: bare(raw) },
        Odd::Url(error) => Problem::InvalidUrl(error),
        Odd::Email(error) => Problem::InvalidEmail(error),
        Odd::Ip => Problem::InvalidIp,
        Odd::Elided => Problem::ElidedValue,
        Odd::LostPlusSign(offset) => Problem::LostPlusSign { offset },
        Odd::Unseen(character) => Problem::SuspiciousText { character },
        Odd::Negative => Problem::NegativeCount { found: bare(raw) },
    }
}
