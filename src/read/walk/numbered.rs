//! Objects that stand for arrays.

use super::{Key, MOST_VALUES, Spot, UNKNOWN, Walk, offset, scan};
use crate::json;
use crate::plan::PlannedField;
use crate::sorting::sort_by;

impl Walk<'_, '_> {
    /// Reads an object that stands for an array, as PHP writes one with a gap: `{"0":…,"2":…}`. Its indices say which item
    /// comes first, whatever the order of its keys.
    pub(super) fn numbered(&mut self, spot: Spot, field: &'static PlannedField) -> Option<()> {
        let (leaves, nodes) = (self.reading.leaves.len(), self.reading.nodes.len());
        let node = self.enter(spot, UNKNOWN)?;
        self.reading.numbered.push(node);
        let mut items: Vec<(u32, (u32, u32), usize)> = Vec::new();
        let mut goes_on = true;
        while goes_on {
            let key = self.any_key()?;
            let span = (offset(self.at + 1 - key.len()), offset(self.at - 1));
            if !self.pass(b':') || items.len() == MOST_VALUES {
                self.reading.has_too_many_values |= items.len() == MOST_VALUES;
                return None;
            }
            self.next()?;
            items.push((json::between_quotes(key).parse().ok()?, span, self.at));
            self.at = scan::value(self.text, self.at)?;
            goes_on = self.goes_on(b'}')?;
        }
        let end = self.at;
        sort_by(&mut items, Ord::cmp);
        let around = self.item;
        let mut taken = Vec::new();
        for (number, (_, key, start)) in items.into_iter().enumerate() {
            self.at = start;
            self.item_of(Spot { node, key: Key::Name(key), ..spot }, field, number == 0, &mut taken)?;
        }
        self.item = around;
        self.at = end;
        self.leave(node);
        self.note_repetitions(node, leaves, nodes);
        Some(())
    }
}
