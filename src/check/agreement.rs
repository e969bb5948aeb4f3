//! Members of the normalized event that contradict each other.

use std::sync::LazyLock;

use super::Check;
use crate::encoding::time;
use crate::event::{Slot, slot};
use crate::finding::Problem;
use crate::normalize::{NO_LEAF, Value};

/// Pairs of times of which the first is never the later one.
const IN_ORDER: &[(&str, &str)] = &[
    ("visitor.first_visit_at", "visitor.visit_at"),
    ("visitor.visit_at", "wrap_up.at"),
    ("chat.created_at", "chat.accepted_at"),
    ("chat.started_at", "chat.ended_at"),
];

/// The wait, and the two times that it lies between.
const WAIT: (&str, &str, &str) = ("metrics.wait_seconds", "chat.created_at", "chat.accepted_at");

/// How far the wait may be from the time between, in seconds.
const WAIT_TOLERANCE: f64 = 2.0;

/// What lasts no longer than [`LONGEST`].
const DURATIONS: &[&str] = &["metrics.wait_seconds", "metrics.duration_seconds"];

/// The longest wait or chat that is plausible, in seconds.
const LONGEST: f64 = 4.0 * 3600.0;

/// The members above, looked up.
struct Compared {
    in_order: Vec<[(&'static str, Slot); 2]>,
    wait: [Slot; 3],
    durations: Vec<Slot>,
}

static COMPARED: LazyLock<Compared> = LazyLock::new(|| {
    let known = |path: &str| slot(path, None).expect("the normalized event has this member");
    let named = |path| (path, known(path));
    Compared {
        in_order: IN_ORDER.iter().map(|(earlier, later)| [named(earlier), named(later)]).collect(),
        wait: [WAIT.0, WAIT.1, WAIT.2].map(known),
        durations: DURATIONS.iter().copied().map(known).collect(),
    }
});

impl Check<'_, '_> {
    /// Compares what fields say.
    pub(super) fn agreement(&mut self) {
        for [earlier, later] in COMPARED.in_order.iter().copied() {
            self.order(earlier, later);
        }
        self.wait();
        for slot in COMPARED.durations.iter().copied() {
            self.duration(slot);
        }
    }

    fn order(&mut self, earlier: (&'static str, Slot), later: (&'static str, Slot)) {
        let (Some(first), Some(second)) = (self.event.value(earlier.1), self.event.value(later.1)) else { return };
        let (Some(first_at), Some(second_at)) = (self.time(first), self.time(second)) else { return };
        if first_at > second_at {
            let problem = Problem::TimeOrder {
                earlier: earlier.0,
                earlier_at: self.text(first),
                later: later.0,
                later_at: self.text(second),
            };
            self.about_value(second, problem);
        }
    }

    fn wait(&mut self) {
        let [wait, from, to] = COMPARED.wait.map(|slot| self.event.value(slot));
        let (Some(wait), Some(from), Some(to)) = (wait, from, to) else { return };
        let (Ok(said), Some(from), Some(to)) = (self.text(wait).parse::<f64>(), self.time(from), self.time(to)) else {
            return;
        };
        let between = (to - from) / 1_000_000_000;
        // A chat does not last so long that its seconds would not fit.
        let Ok(between) = i32::try_from(between) else { return };
        if (said - f64::from(between)).abs() > WAIT_TOLERANCE {
            self.about_value(wait, Problem::WaitMismatch { between });
        }
    }

    fn duration(&mut self, slot: Slot) {
        let Some(value) = self.event.value(slot) else { return };
        if self.text(value).parse::<f64>().is_ok_and(|seconds| !(0.0..=LONGEST).contains(&seconds)) {
            self.about_value(value, Problem::ImplausibleDuration);
        }
    }

    fn about_value(&mut self, value: Value, problem: Problem) {
        if value.leaf != NO_LEAF {
            self.about(self.payload.leaf(value.leaf), problem);
        }
    }

    fn time(&self, value: Value) -> Option<i128> {
        time::nanoseconds(&self.text(value))
    }

    /// A value's text, without quotes.
    fn text(&self, value: Value) -> String {
        String::from_utf8_lossy(self.event.json(self.payload, value)).trim_matches('"').to_owned()
    }
}
