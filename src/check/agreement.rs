//! Members of the normalized event that contradict each other.

use super::Check;
use crate::encoding::time;
use crate::event::{IN_ORDER, Slot};
use crate::finding::{Finding, Problem};
use crate::normalize::{NO_LEAF, Value};
use crate::plan::PlannedAgreement;

impl Check<'_, '_> {
    /// Compares what fields say.
    pub(super) fn agreement(&mut self) {
        self.order();
        let agreements = &self.payload.plan.agreements;
        for agreement in agreements {
            if let PlannedAgreement::AtMost(slot, hours) = *agreement {
                self.duration(slot, hours);
            }
        }
        // A wait that is too long is told as that.
        for agreement in agreements {
            if let PlannedAgreement::Between(slots, within) = *agreement {
                self.between(slots, within);
            }
        }
    }

    /// Says of each time at most once that it is too early.
    fn order(&mut self) {
        let mut early = Vec::new();
        for [earlier, later] in IN_ORDER.iter() {
            let Some(first) = self.said(*earlier) else { continue };
            for second in self.all_said(*later) {
                let is_told = || [first, second].iter().any(|it| self.told.contains(&it.leaf));
                if !self.is_later(first, second) || early.contains(&second.leaf) || is_told() {
                    continue;
                }
                early.push(second.leaf);
                let problem = Problem::TimeOrder {
                    earlier: self.pointer(first),
                    earlier_at: self.text(first).to_owned(),
                    later: self.pointer(second),
                    later_at: self.text(second).to_owned(),
                };
                let related = Some(self.related(self.payload.leaf(first.leaf)));
                let finding = Finding { related, ..self.finding(self.payload.leaf(second.leaf), problem) };
                self.findings.push(finding);
            }
        }
    }

    /// True if one time is certainly later than another. A date alone is any time of its day.
    fn is_later(&self, first: Value, second: Value) -> bool {
        const DAY: i128 = 86_400_000_000_000;
        if !self.is_date(second) {
            return time::is_later(self.written(first), self.written(second));
        }
        let [first, second] = [first, second].map(|value| time::nanoseconds(self.text(value)));
        first.zip(second).is_some_and(|(first, second)| first >= second + DAY)
    }

    /// True if a time is given as a date alone.
    fn is_date(&self, value: Value) -> bool {
        let raw = self.payload.raw(self.payload.leaf(value.leaf)).as_bytes();
        matches!(raw, [b'"', _, _, _, _, b'-', _, _, b'-', _, _, b'"'])
    }

    /// The value of a member, or the values of the member in each item of an array.
    fn all_said(&self, slot: Slot) -> Vec<Value> {
        let Some(of_item) = slot.of_item else { return self.said(slot).into_iter().collect() };
        let items = self.event.items(usize::from(slot.member));
        items.map(|item| item[usize::from(of_item)]).filter(|value| !value.is_none() && value.leaf != NO_LEAF).collect()
    }

    fn between(&mut self, slots: [Slot; 3], within: f64) {
        let [Some(wait), Some(from), Some(to)] = slots.map(|slot| self.said(slot)) else { return };
        if self.is_date(from) || self.is_date(to) {
            return;
        }
        let [Some(begin), Some(end)] = [from, to].map(|value| time::nanoseconds(self.text(value))) else { return };
        let Some(seconds) = self.seconds(wait) else { return };
        // No time that is negative passed, and no chat lasts so long that its seconds would not fit.
        let Ok(between) = u32::try_from((end - begin).div_euclid(1_000_000_000)) else { return };
        if (seconds - f64::from(between)).abs() > within && self.told.insert(wait.leaf) {
            let (from, to) = (self.pointer(from), self.pointer(to));
            let problem = Problem::WaitMismatch { said: self.text(wait).to_owned(), between, from, to };
            self.about(self.payload.leaf(wait.leaf), problem);
        }
    }

    fn duration(&mut self, slot: Slot, hours: f64) {
        if let Some(value) = self.said(slot)
            && let Some(seconds) = self.seconds(value)
            && !(0.0..=hours * 3600.0).contains(&seconds)
            && self.told.insert(value.leaf)
        {
            self.about(self.payload.leaf(value.leaf), Problem::ImplausibleDuration { seconds, hours });
        }
    }

    /// The value of a member, if a field says it.
    fn said(&self, slot: Slot) -> Option<Value> {
        self.event.value(slot).filter(|value| value.leaf != NO_LEAF)
    }

    fn seconds(&self, value: Value) -> Option<f64> {
        self.text(value).parse().ok()
    }

    fn pointer(&self, value: Value) -> String {
        self.payload.pointer(self.payload.leaf(value.leaf))
    }

    /// A value's text, without quotes.
    pub(super) fn text(&self, value: Value) -> &str {
        str::from_utf8(self.written(value)).unwrap_or_default().trim_matches('"')
    }

    /// A value as it is written.
    pub(super) fn written(&self, value: Value) -> &[u8] {
        self.event.json(self.payload, value)
    }
}
