//! Local times that the clocks of their zone showed twice: which of the two each is.

use super::build::{Builder, Repeated};
use super::{NO_LEAF, json_of};
use crate::encoding::time;
use crate::event::{IN_ORDER, Slot};
use crate::plan::PlannedAgreement;

/// Most ambiguous times that are tried in all their combinations. No event has more that are held against each other.
const MOST_TOGETHER: usize = 6;

impl Builder<'_> {
    /// Decides each time that occurred twice: it is the first of the two, or the second if the event agrees with itself
    /// only then. Notes which it was.
    pub(super) fn repeated_hours(&mut self) {
        if self.repeated.is_empty() {
            return;
        }
        let together = self.repeated.len().min(MOST_TOGETHER);
        // Of those that agree as well, the one counts that has the fewest second ones.
        let best = (0_u32..1 << together).min_by_key(|mask| {
            self.take_seconds(*mask, 1);
            let count = self.contradictions();
            self.take_seconds(*mask, -1);
            (count, mask.count_ones())
        });
        let mask = best.unwrap_or_default();
        self.take_seconds(mask, 1);
        for (at, Repeated { value, .. }) in self.repeated.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0) {
            debug_assert!(at < MOST_TOGETHER, "no other is looked at");
            let remarks = self.event.remarks.iter_mut().filter(|it| it.value.leaf == value.leaf);
            remarks.for_each(|it| it.is_second = true);
        }
        let is_second = |at: usize| at < together && mask & (1 << at) != 0;
        let seconds = (0..self.repeated.len()).filter(|at| is_second(*at)).count();
        let which = match seconds {
            0 => "first",
            all if all == self.repeated.len() => "second",
            _ => "both",
        };
        let which = self.make_text(which, NO_LEAF);
        self.say(self.known.assumed_repeated_hour, which);
    }

    /// Makes the times in a mask the second ones of their two, or the first ones again.
    fn take_seconds(&mut self, mask: u32, sign: i32) {
        for (at, Repeated { value, apart }) in self.repeated.iter().enumerate().take(MOST_TOGETHER) {
            if mask & (1 << at) != 0 {
                let start = value.start as usize + 1;
                time::move_on(&mut self.decoder.made[start..start + "2018-07-23T05:17:40".len()], sign * apart);
            }
        }
    }

    /// Returns the number of contradictions in the event: times out of order, and waits of another length than they
    /// say.
    fn contradictions(&self) -> usize {
        let are_reversed = |[earlier, later]: &[Slot; 2]| match (self.written(*earlier), self.written(*later)) {
            (Some(earlier), Some(later)) => time::is_later(earlier, later),
            _ => false,
        };
        let differs = |agreement: &PlannedAgreement| match *agreement {
            PlannedAgreement::Between([wait, from, to], within) => {
                self.difference(wait, from, to).is_some_and(|seconds| seconds.abs() > within)
            }
            PlannedAgreement::AtMost(..) => false,
        };
        IN_ORDER.iter().filter(|pair| are_reversed(pair)).count()
            + self.payload.plan.agreements.iter().filter(|agreement| differs(agreement)).count()
    }

    /// Returns the seconds that a wait is longer than the time between two others.
    fn difference(&self, wait: Slot, from: Slot, to: Slot) -> Option<f64> {
        let text = |slot| str::from_utf8(self.written(slot)?).ok();
        let [from, to] = [from, to].map(|slot| time::seconds(text(slot)?.trim_matches('"')));
        Some(text(wait)?.parse::<f64>().ok()? - (to? - from?))
    }

    fn written(&self, slot: Slot) -> Option<&[u8]> {
        Some(json_of(self.event.value(slot)?, self.payload, &self.decoder.made))
    }
}
