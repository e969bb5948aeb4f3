//! The number of agents that a queue needs: the least that keeps to all that is asked, and how many to schedule for
//! them.

use super::model::{Performance, Work};
use super::quantity::{Decimal, Ratio, Seconds, Share, Target};

/// Demands on a team.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// Share of chats to be answered, and the time for it.
    pub target: Target,
    /// At most so long a mean wait, instead of the target.
    pub asa: Option<Seconds>,
    /// At most so busy, as a part of the most that can be done.
    pub max_occupancy: Share,
    /// At most this part of all chats is given up.
    pub max_abandonment: Option<Share>,
    /// The part of the paid time in which agents do not answer chats.
    pub shrinkage: Share,
    /// At least so many agents.
    pub least: u64,
}

/// Number of agents needed, and their performance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staffing {
    /// Agents who answer chats at the same time.
    pub seats: u64,
    /// Agents to schedule, so that so many are left after shrinkage.
    pub scheduled: u64,
    /// Performance of that many agents.
    pub performance: Performance,
}

/// More chats at once, or more visitors who wait at once, take too long to reckon with.
const MOST_AT_ONCE: f64 = 1e6;

impl Aim {
    /// The least number of agents for some work, unless it is too much to reckon with. `in_agents` is the load in
    /// agents as an exact number, if it is known so.
    pub fn staffing(&self, work: &Work, in_agents: Option<Ratio>) -> Option<Staffing> {
        let most_waiting = work.patience.map_or(0.0, |patience| work.rate * patience);
        if work.load_in_agents() > MOST_AT_ONCE / work.handle.len() as f64 || most_waiting > MOST_AT_ONCE {
            return None;
        }
        let suffices = |agents: u64| self.is_met_by(work, agents);
        let least = self.least.max(1).max(self.least_by_occupancy(work, in_agents)?);
        // If each agent held one chat at a time, so many would do for whatever can be asked.
        let longest = work.handle.iter().copied().fold(0.0, f64::max);
        let most = least.saturating_add(whole(64.0 + 16.0 * work.rate * longest));
        let seats = if suffices(least) { least } else { first_above(least, most, suffices)? };
        let performance = work.done_by(usize::try_from(seats).ok()?, self.target.within.value())?;
        Some(Staffing { seats, scheduled: self.scheduled(seats)?, performance })
    }

    /// The agents to schedule, so that these are left: `⌈n / (1 − s)⌉`.
    pub fn scheduled(&self, seats: u64) -> Option<u64> {
        let factor = self.shrinkage.0.ratio().complement()?.inverse()?;
        u64::try_from(Ratio::new(seats.into(), 1).times(factor)?.ceil()).ok()
    }

    /// A number of agents below which they are too busy or, if everyone waits until they are answered, overrun.
    fn least_by_occupancy(&self, work: &Work, in_agents: Option<Ratio>) -> Option<u64> {
        if work.patience.is_some() {
            // Where visitors give up, agents do `load · (1 − abandonment)`, of which at least so much is asked for:
            // who is answered in time is answered.
            let in_time = if self.asa.is_some() { 0.0 } else { self.target.share.value() };
            let answered = self.max_abandonment.map_or(in_time, |most| in_time.max(1.0 - most.value()));
            // A little less, lest what is exactly enough is rounded up.
            let least = work.load_in_agents() * answered / self.max_occupancy.value() * (1.0 - 1e-9);
            return Some(whole(least.ceil()));
        }
        let cap = self.max_occupancy.0.ratio().inverse()?;
        let exact = in_agents.and_then(|load| u64::try_from(load.times(cap)?.ceil()).ok());
        Some(exact.unwrap_or_else(|| whole((work.load_in_agents() / self.max_occupancy.value()).ceil())))
    }

    fn is_met_by(&self, work: &Work, agents: u64) -> bool {
        let Some(done) = usize::try_from(agents).ok().and_then(|it| work.done_by(it, self.target.within.value()))
        else {
            return false;
        };
        let is_soon = match self.asa {
            Some(most) => done.asa_seconds <= most.value(),
            None => done.service_level >= self.target.share.value(),
        };
        // Without patience the least number keeps to the occupancy, exactly.
        let is_calm = work.patience.is_none() || done.occupancy <= self.max_occupancy.value();
        is_soon && is_calm && self.max_abandonment.is_none_or(|most| done.abandonment <= most.value())
    }
}

/// Returns the first number that suffices, above one that fails. If a number suffices, all greater ones do; none
/// suffices far above `most`.
fn first_above(fails: u64, most: u64, suffices: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut fails, mut step) = (fails, 1_u64);
    let mut does = loop {
        let next = fails.checked_add(step)?;
        if suffices(next) {
            break next;
        }
        if next > most {
            return None;
        }
        (fails, step) = (next, step * 2);
    };
    while does - fails > 1 {
        let middle = fails.midpoint(does);
        if suffices(middle) { does = middle } else { fails = middle }
    }
    Some(does)
}

/// A whole number that is not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "too large a number is the largest")]
fn whole(number: f64) -> u64 {
    number as u64
}

/// Arrivals that were named, not measured.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// Chats that arrive in an interval.
    pub arrivals: Decimal,
    /// The interval.
    pub interval: Seconds,
    /// Mean time of a chat while its agent holds 1, 2, … chats.
    pub handle: Vec<Seconds>,
    /// Mean time after which a visitor who waits gives up, if they do.
    pub patience: Option<Seconds>,
}

/// Percent of its length that a chat takes longer for each further chat that its agent holds, where nothing says
/// otherwise: the default of `OdeToErlang`. Published factors imply 10 to 18 %.
pub const OVERHEAD: u64 = 15;

/// Mean times of a chat while its agent holds 1, 2, … chats, up to so many. Those that are not known are longer than
/// the first by [`OVERHEAD`] for each further chat.
pub fn by_level(known: &[Seconds], levels: usize) -> Option<Vec<Seconds>> {
    let first = *known.first()?;
    let time = |level: usize| known.get(level).copied().or_else(|| first.longer(OVERHEAD * level as u64));
    (0..levels).map(time).collect()
}

impl WhatIf {
    /// The agents that these arrivals need.
    pub fn staffing(&self, aim: &Aim) -> Option<Staffing> {
        let work = Work {
            rate: self.arrivals.value() / self.interval.value(),
            handle: self.handle.iter().map(|it| it.value()).collect(),
            patience: self.patience.map(Seconds::value),
        };
        aim.staffing(&work, self.in_agents())
    }

    /// The load in agents, `λ·T_k / k`, as an exact number.
    fn in_agents(&self) -> Option<Ratio> {
        let per_interval = self.interval.0.ratio().inverse()?;
        let longest = self.handle.last()?.0.ratio();
        let per_agent = Ratio::new(1, self.handle.len() as u128);
        self.arrivals.ratio().times(longest)?.times(per_interval)?.times(per_agent)
    }
}
