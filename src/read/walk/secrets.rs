//! Values that would stay whole, if no secret stood in them.

use super::{Key, Spot, UNKNOWN, Walk, offset};
use crate::json;
use crate::plan::PlannedField;

impl Walk<'_, '_> {
    /// Returns true if a value that was passed, and is no secret itself, holds one.
    pub(super) fn has_secret(&self, start: usize, spot: Spot) -> bool {
        !spot.field.is_some_and(PlannedField::is_secret) && self.plan.has_secret_in(&self.text[start..self.at])
    }

    /// Takes an object or array apart that would stay whole, if no secret stood in it. Whatever else it holds stays whole.
    pub(super) fn around_secrets(&mut self, spot: Spot) -> Option<()> {
        let whole = self.plan.fields.get(usize::from(self.plan.whole));
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let closing = if self.text.as_bytes()[self.at] == b'{' { b'}' } else { b']' };
        let node = self.enter(spot, UNKNOWN)?;
        let mut goes_on = !self.pass(closing);
        let mut index = 0;
        while goes_on {
            let (mut key, mut field) = (Key::Index(index), whole);
            if closing == b'}' {
                let quoted = self.any_key()?;
                key = Key::Name((offset(self.at + 1 - quoted.len()), offset(self.at - 1)));
                field = self.plan.secret_named(&json::key_text(quoted)).or(whole);
                self.pass(b':');
            }
            let first = self.next()?;
            self.leaf(first, Spot { node, key, field })?;
            goes_on = self.goes_on(closing)?;
            index += 1;
        }
        self.leave(node);
        self.note_repetitions(node, leaves, nodes);
        Some(())
    }
}
