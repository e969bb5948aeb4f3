//! A normalized event that comes in as a payload, held to the schema that `chathook schema event` prints.
//!
//! Of a vendor's payload an unknown key or word says that the vendor changed something. Here it says that the event was not
//! made by this program, and whoever reads it by its schema fails.

use std::borrow::Cow;
use std::collections::HashSet;

use super::build::Builder;
use super::{MemberError, MemberErrorKind};
use crate::describe::{Encoding, Part};
use crate::encoding::{DecodeError, Meaning, Scalar};
use crate::event::is_own;
use crate::json;
use crate::read::Leaf;
use crate::sorting::sort_by;

impl Builder<'_> {
    /// Notes each value that the schema rules out, and that is no error already.
    pub(super) fn hold_to_schema(&mut self) {
        if !is_own(self.payload.plan.vendor) {
            return;
        }
        let errors = &mut self.event.errors;
        errors.retain(|error| !matches!(error.kind, MemberErrorKind::DecodeError(DecodeError::Word)));
        let known: HashSet<u32> = errors.iter().map(|error| error.leaf).collect();
        let reading = self.payload.reading;
        // Of a key that stands twice it is said already, and its second value has no field for that reason alone.
        let is_repeated =
            |leaf: &Leaf| leaf.key.name().is_some_and(|(start, _)| reading.repeated.contains_key(&(leaf.node, start)));
        for (number, leaf) in (0..).zip(&reading.leaves) {
            if !known.contains(&number) && !is_repeated(leaf) && !self.is_valid(leaf) {
                self.event.errors.push(MemberError { leaf: number, kind: MemberErrorKind::Schema });
            }
        }
        sort_by(&mut self.event.errors, |one, other| one.leaf.cmp(&other.leaf));
    }

    /// Returns true if the schema of its member allows a value.
    fn is_valid(&self, leaf: &Leaf) -> bool {
        let Some(field) = self.payload.field(leaf) else { return false };
        let raw = self.payload.raw(leaf);
        match field.row.encoding {
            _ if field.is_carried => true,
            Encoding::Json => true,
            Encoding::Object(_) | Encoding::List(_) | Encoding::NamedValues => false,
            Encoding::OneOf(words) => text(raw).is_some_and(|text| words.contains(&&*text)),
            Encoding::Scalar(scalar) => is_valid_scalar(scalar, raw),
            _ => json::is_string(raw),
        }
    }
}

/// Returns true if a value is written as a normalized event has it: a number as a number, a time in UTC.
fn is_valid_scalar(scalar: &Scalar, raw: &str) -> bool {
    match scalar.means {
        Meaning::Count | Meaning::Number => json::is_number(raw),
        Meaning::Time | Meaning::Offset => text(raw).is_some_and(|text| scalar.is_part(Part::Meaning, &text)),
        _ => json::is_string(raw),
    }
}

fn text(raw: &str) -> Option<Cow<'_, str>> {
    json::is_string(raw).then(|| json::unescape(raw))?
}
