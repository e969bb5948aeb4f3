//! The length of a chat while its agent holds so many: `T_j`.
//!
//! While an agent holds `j` chats, `j·dt` of exposure is added to the level `j`; when one of them ends, a departure.
//! Exposure by departures, `T_j = E_j / D_j`, is the mean time of a chat that is served at that level (the estimate
//! of greatest likelihood of the rate of a birth-death process). Its standard error is `T_j / √D_j`. So no chat is
//! said to take longer than it did, and what taking several at once costs is in the times themselves.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cleaning::Chat;
use super::ledger::Party;
use super::required::OVERHEAD;

/// A level: so many chats held by an agent at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    /// Seconds of chats that were held.
    pub exposure: f64,
    /// Seconds of agents who held them.
    pub time: f64,
    /// Chats that ended. One of several agents counts as a part of one for each.
    pub departures: f64,
}

impl Level {
    /// The mean time of a chat, in seconds.
    pub fn mean(&self) -> f64 {
        self.exposure / self.departures
    }

    /// The standard error of that.
    pub fn standard_error(&self) -> f64 {
        self.mean() / self.departures.sqrt()
    }
}

/// Observed work of the agents: how long chats took at each level, and who was at work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels {
    /// The levels, from 1 chat.
    pub levels: Vec<Level>,
    /// Stretches of time in which agents were at work.
    pub shifts: Vec<Shift>,
}

/// A time in which an agent was at work, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Time at which the first chat was picked up, in milliseconds since 1970.
    pub from: i64,
    /// Time at which the last one ended, in milliseconds since 1970.
    pub to: i64,
}

/// After so many milliseconds without a chat an agent's next shift begins.
const BREAK: i64 = 4 * 3600 * 1000;

/// The departures from which on a level is measured well enough.
const ENOUGH: f64 = 30.0;

/// A level that takes less of busy agents' time is no way to work, but a moment.
const MOMENT: f64 = 0.01;

/// More chats at once are counted as so many.
const MOST_LEVELS: usize = 50;

/// A chat of one agent.
struct Stay {
    agent: u32,
    /// Number of agents who share the chat.
    among: u32,
    from: i64,
    /// Length of the chat in milliseconds.
    length: i32,
}

impl Stay {
    fn to(&self) -> i64 {
        self.from + i64::from(self.length)
    }
}

impl Levels {
    /// Computes the levels and shifts of the agents of chats.
    pub fn of(chats: &[Chat], parties: &[Party]) -> Levels {
        let mut stays = Vec::new();
        for chat in chats {
            let agents = &parties[chat.party()].agents;
            let Some((from, handle)) = chat.picked().zip(chat.handle()) else { continue };
            for agent in agents {
                let among = u32::try_from(agents.len()).unwrap_or(u32::MAX);
                let length = i32::try_from(handle).unwrap_or(i32::MAX);
                stays.push(Stay { agent: *agent, among, from, length });
            }
        }
        stays.sort_unstable_by_key(|stay| (stay.agent, stay.from, stay.length));
        let mut levels = Levels::default();
        for of_agent in stays.chunk_by(|a, b| a.agent == b.agent) {
            levels.sweep(of_agent);
            levels.add_shifts(of_agent);
        }
        levels
    }

    /// Adds the shifts of an agent, whose chats are in the order in which they were picked up.
    fn add_shifts(&mut self, stays: &[Stay]) {
        let first = self.shifts.len();
        for stay in stays {
            match self.shifts[first..].last_mut().filter(|shift| stay.from - shift.to < BREAK) {
                Some(shift) => shift.to = shift.to.max(stay.to()),
                None => self.shifts.push(Shift { from: stay.from, to: stay.to() }),
            }
        }
    }

    /// Goes through the chats of an agent, which are in the order in which they were picked up.
    fn sweep(&mut self, stays: &[Stay]) {
        let mut held = BinaryHeap::new();
        let (mut shares, mut now) = (0.0, 0);
        for stay in stays {
            // One that ends as another begins makes room for it.
            self.go_on(stay.from, &mut held, &mut shares, &mut now);
            held.push(Reverse((stay.to(), stay.among)));
            shares += 1.0 / f64::from(stay.among);
        }
        self.go_on(i64::MAX, &mut held, &mut shares, &mut now);
    }

    /// Lets the chats end that end until then.
    fn go_on(&mut self, until: i64, held: &mut BinaryHeap<Reverse<(i64, u32)>>, shares: &mut f64, now: &mut i64) {
        while let Some(Reverse((end, among))) = held.peek().copied().filter(|Reverse((end, _))| *end <= until) {
            self.pass(held.len(), end - *now, *shares);
            held.pop();
            // Agents share a chat alike.
            let share = 1.0 / f64::from(among);
            self.level(held.len() + 1).departures += share;
            *shares = if held.is_empty() { 0.0 } else { *shares - share };
            *now = end;
        }
        if until < i64::MAX {
            self.pass(held.len(), until - *now, *shares);
            *now = until;
        }
    }

    fn pass(&mut self, held: usize, milliseconds: i64, shares: f64) {
        if held > 0 {
            let seconds = milliseconds as f64 / 1000.0;
            let level = self.level(held);
            level.time += seconds;
            level.exposure += seconds * shares;
        }
    }

    fn level(&mut self, held: usize) -> &mut Level {
        let held = held.min(MOST_LEVELS);
        if self.levels.len() < held {
            self.levels.resize(held, Level::default());
        }
        &mut self.levels[held - 1]
    }

    /// Returns the mean number of chats that an agent holds who holds any.
    pub fn chats_per_busy_agent(&self) -> Option<f64> {
        let busy: f64 = self.levels.iter().map(|level| level.time).sum();
        let held: f64 = self.levels.iter().zip(1_u32..).map(|(level, held)| level.time * f64::from(held)).sum();
        (busy > 0.0).then(|| held / busy)
    }

    /// Returns the number of chats that a full agent holds: the most that agents hold for more than a moment.
    pub fn concurrency(&self) -> Option<usize> {
        let busy: f64 = self.levels.iter().map(|level| level.time).sum();
        self.levels.iter().rposition(|level| level.time >= MOMENT * busy && busy > 0.0).map(|at| at + 1)
    }

    /// The mean times of a chat at the first levels, so many, and how many of them were measured. They do not fall
    /// from one to the next; where too few chats ended they go on as they did before.
    pub fn times(&self, levels: usize, mean: f64) -> (Vec<f64>, usize) {
        let measured =
            self.levels.iter().take(levels).take_while(|level| level.departures >= ENOUGH && level.exposure > 0.0);
        let measured: Vec<(f64, f64)> = measured.map(|level| (level.mean(), level.departures)).collect();
        let mut times = never_falling(&measured);
        let count = times.len();
        if times.is_empty() {
            times.push(mean);
        }
        let slope = if count < 2 { times[0] * OVERHEAD as f64 / 100.0 } else { slope(&times, &measured) };
        while times.len() < levels {
            times.push(times[times.len() - 1] + slope);
        }
        times.truncate(levels);
        (times, count)
    }

    /// The first level at which an agent ends fewer chats than with one chat less, if there is one.
    pub fn first_that_is_slower(times: &[f64]) -> Option<usize> {
        let ends: Vec<f64> = times.iter().zip(1_u32..).map(|(time, held)| f64::from(held) / time).collect();
        ends.windows(2).position(|pair| pair[1] < pair[0]).map(|at| at + 2)
    }
}

/// The nearest numbers that never fall, of some with weights: neighbours that do are pooled (pool adjacent violators).
fn never_falling(numbers: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (number, weight) in numbers {
        let mut pool = (*number, *weight, 1);
        while let Some(last) = pools.pop_if(|last| last.0 > pool.0) {
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(number, _, count)| std::iter::repeat_n(number, count)).collect()
}

/// Returns the slope of the times from one level to the next, weighted by how well they are known.
fn slope(times: &[f64], measured: &[(f64, f64)]) -> f64 {
    let points: Vec<(f64, f64, f64)> = times
        .iter()
        .zip(measured)
        .zip(0_u32..)
        .map(|((time, (_, weight)), at)| (f64::from(at), *time, *weight))
        .collect();
    let weight: f64 = points.iter().map(|(.., weight)| weight).sum();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| points.iter().map(|it| of(it) * it.2).sum::<f64>() / weight;
    let (x, y) = (mean(|it| it.0), mean(|it| it.1));
    let part = |of: fn(f64, f64) -> f64| points.iter().map(|it| it.2 * of(it.0 - x, it.1 - y)).sum::<f64>();
    (part(|x, y| x * y) / part(|x, _| x * x)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(times: &[(i64, i64)]) -> Levels {
        let mut levels = Levels::default();
        let stay = |(from, to): &(i64, i64)| {
            let length = i32::try_from((to - from) * 1000).expect("it is short");
            Stay { agent: 0, among: 1, from: from * 1000, length }
        };
        levels.sweep(&times.iter().map(stay).collect::<Vec<_>>());
        levels
    }

    #[test]
    fn exposure_and_departures_are_those_of_the_chats_that_are_held() {
        // One chat for 10 s, two for 20 s, of which one ends, then one for 30 s.
        let levels = stays(&[(0, 30), (10, 60)]).levels;
        assert_eq!(levels[0], Level { exposure: 40.0, time: 40.0, departures: 1.0 });
        assert_eq!(levels[1], Level { exposure: 40.0, time: 20.0, departures: 1.0 });
        // One that ends as the next begins is not held with it, and nobody is busy in between.
        let levels = stays(&[(0, 30), (30, 60), (100, 110)]).levels;
        assert_eq!(levels, [Level { exposure: 70.0, time: 70.0, departures: 3.0 }]);
        assert_eq!(stays(&[(0, 30), (30, 30)]).levels, [Level { exposure: 30.0, time: 30.0, departures: 2.0 }]);
    }

    #[test]
    fn a_shift_goes_on_until_a_long_break() {
        let hour = 3600 * 1000;
        let stay = |from: i64, length: i64| Stay {
            agent: 0,
            among: 1,
            from: from * hour,
            length: i32::try_from(length * hour).expect("it is short"),
        };
        let mut levels = Levels::default();
        levels.add_shifts(&[stay(0, 3), stay(1, 1), stay(6, 1), stay(11, 1)]);
        levels.add_shifts(&[stay(12, 1)]);
        let shift = |from: i64, to: i64| Shift { from: from * hour, to: to * hour };
        assert_eq!(levels.shifts, [shift(0, 7), shift(11, 12), shift(12, 13)]);
    }

    #[test]
    fn times_never_fall_and_go_on_as_they_did() {
        assert_eq!(never_falling(&[(5.0, 1.0), (3.0, 3.0), (8.0, 1.0)]), [3.5, 3.5, 8.0]);
        let level = |mean: f64, departures: f64| Level { exposure: mean * departures, time: 1.0, departures };
        let levels = vec![level(500.0, 90.0), level(580.0, 60.0), level(900.0, 3.0)];
        let levels = Levels { levels, ..Levels::default() };
        assert_eq!(levels.times(1, 0.0), (vec![500.0], 1));
        assert_eq!(levels.times(4, 0.0), (vec![500.0, 580.0, 660.0, 740.0], 2));
        assert_eq!(Levels::default().times(2, 400.0), (vec![400.0, 460.0], 0));
        assert_eq!(Levels::first_that_is_slower(&[100.0, 150.0, 240.0]), Some(3));
        assert_eq!(Levels::first_that_is_slower(&[100.0, 115.0, 130.0]), None);
    }
}
