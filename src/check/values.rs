//! Values that could be decoded and are odd all the same.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Check, bare};
use crate::describe::{Encoding, says_nothing};
use crate::encoding::{Assumption, Meaning, Odd};
use crate::event::KNOWN;
use crate::finding::Problem;
use crate::json;
use crate::normalize::{MemberError, MemberErrorKind};
use crate::plan::PlannedField;
use crate::read::Leaf;

impl Check<'_, '_> {
    /// Mentions the zone in which times without one were read.
    pub(super) fn zone(&mut self, zone: Option<&str>) {
        let Some(zone) = zone else { return };
        let typing = self.payload.plan.vendor.typing;
        let failed = self.failed();
        let is_local = |(number, leaf): &(u32, &Leaf)| {
            let Some(field) = self.payload.field(leaf) else { return false };
            let raw = self.payload.raw(leaf);
            field.row.encoding.means(Meaning::Time)
                && !says_nothing(Some(field.row), typing, raw)
                && !failed.contains(number)
                && field.row.encoding.assumes(&text(leaf, raw)) == Assumption::TimeZone
        };
        if let Some((_, leaf)) = (0..).zip(&self.payload.reading.leaves).find(is_local) {
            self.about(leaf, Problem::AssumedTimeZone { zone: zone.to_owned() });
        }
    }

    /// The leaves of which it was said already that they are wrong.
    fn failed(&self) -> HashSet<u32> {
        let is_about_value =
            |error: &&MemberError| matches!(error.kind, MemberErrorKind::DecodeError(_) | MemberErrorKind::Schema);
        self.event.errors.iter().filter(is_about_value).map(|error| error.leaf).collect()
    }

    /// Looks at every value again.
    pub(super) fn values(&mut self) {
        let typing = self.payload.plan.vendor.typing;
        let failed = self.failed();
        let has_seconds = self.event.value(KNOWN.assumed_epoch_unit).is_some();
        let is_looked_at =
            |field: &PlannedField| field.can_be_odd || (has_seconds && field.row.encoding.means(Meaning::Time));
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let Some(field) = self.payload.field(leaf).filter(|field| is_looked_at(field)) else {
                continue;
            };
            let raw = self.payload.raw(leaf);
            if says_nothing(Some(field.row), typing, raw) || failed.contains(&number) {
                continue;
            }
            let encoding = field.row.encoding;
            let text = text(leaf, raw);
            if let Some(odd) = encoding.odd(&text) {
                self.about(leaf, problem(odd, encoding, raw));
            } else if has_seconds && encoding.assumes(&text) == Assumption::EpochUnit {
                self.about(leaf, Problem::AssumedEpochUnit);
            }
        }
    }
}

/// A leaf's text, or what it is written like if it is none.
fn text<'r>(leaf: &Leaf, raw: &'r str) -> Cow<'r, str> {
    match json::is_text(raw) {
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
    }
}
