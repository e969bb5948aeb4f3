//! The agents and the visitors, as the chats show them, and the seats that a load needs of such a team.

use super::calendar::{self, WEEKDAYS};
use super::cleaning::{Chat, Counts};
use super::fit;
use super::levels::Levels;
use super::model::Work;
use super::profile::{self, Profile};
use super::quantity::{Seconds, Share};
use super::question::{Origin, Patience, Question};
use super::report::{Cell, Modelled, Observed};
use super::required::Aim;
use super::window::Window;

/// Fewer visitors who gave up say nothing about patience.
const FEWEST_UNANSWERED: usize = 30;

/// Largest share of chats that may be given up where patience was measured: without a limit a team could keep to its
/// target by losing customers.
const MOST_GIVEN_UP: Share = Share::percent(5);

/// A department with fewer chats takes as long for them as all.
const FEWEST_TO_MEASURE: usize = 30;

/// Measured and assumed traits of the agents and the visitors.
#[derive(Debug)]
pub struct Team {
    pub(super) aim: Aim,
    pub(super) interval: Seconds,
    /// The mean times of a chat by level, in seconds.
    pub times: Vec<f64>,
    /// Number of those times that were measured.
    pub measured: usize,
    /// True if the agents of most chats are known.
    pub(super) has_agents: bool,
    /// Source of the number of levels.
    pub concurrency: Origin,
    /// The mean handle time, in seconds.
    pub(super) mean: f64,
    /// Mean patience, in seconds, if anybody gives up.
    pub patience: Option<f64>,
    /// Source of the patience.
    pub patience_origin: Origin,
    /// Largest share of chats that may be given up, if there is a limit.
    pub max_abandonment: Option<Share>,
    /// The mean patience of those who gave up, if enough did.
    pub measured_patience: Option<f64>,
}

/// A profile, and its seats.
pub(super) struct Staffed {
    pub(super) profile: Profile,
    pub(super) cells: Vec<Cell>,
}

impl Team {
    pub(super) fn new(
        chats: &[Chat],
        levels: &Levels,
        observed: &Observed,
        counts: &Counts,
        question: &Question,
    ) -> Team {
        let mean = observed.mean_handle_seconds.unwrap_or_default();
        // Where most agents are unknown, who held how many is, too.
        let has_agents = counts.without_agent * 2 <= observed.chats;
        let (count, concurrency) = match (question.concurrency, levels.concurrency().filter(|_| has_agents)) {
            (Some(count), _) => (count, Origin::Said),
            (None, Some(count)) => (count, Origin::Measured),
            (None, None) => (1, Origin::Default),
        };
        let (times, measured) = match has_agents {
            true => levels.times(count, mean),
            false => Levels::default().times(count, mean),
        };
        let measured_patience = patience(chats);
        let (patience, patience_origin) = match question.patience {
            Patience::Said(time) => (Some(time.value()), Origin::Said),
            Patience::Endless => (None, Origin::Said),
            Patience::Measured => match measured_patience {
                Some(patience) => (Some(patience), Origin::Measured),
                None => (None, Origin::Default),
            },
        };
        let by_itself = (patience_origin == Origin::Measured).then_some(MOST_GIVEN_UP);
        let max_abandonment = question.aim.max_abandonment.or(by_itself);
        Team {
            aim: Aim { max_abandonment, ..question.aim },
            interval: question.interval,
            times,
            has_agents,
            measured,
            concurrency,
            mean,
            patience,
            patience_origin,
            max_abandonment,
            measured_patience,
        }
    }

    /// Computes the result of the model for the agents who were seen at work, if they are known.
    pub(super) fn modelled(&self, levels: &Levels, profile: &Profile, window: &Window) -> Option<Modelled> {
        let work = Work { rate: 0.0, handle: self.times.clone(), patience: self.patience };
        let within = self.aim.target.within.value();
        let is_known = self.has_agents && self.mean > 0.0;
        is_known.then(|| fit::modelled(&levels.shifts, profile, window, &work, self.mean, within)).flatten()
    }

    /// The load of chats, and the seats that it needs.
    pub(super) fn profile(&self, chats: &[Chat], window: &Window) -> Staffed {
        let handles = chats.iter().filter_map(Chat::handle);
        let measured = handles.clone().count();
        let is_measured = measured >= FEWEST_TO_MEASURE;
        let own = handles.sum::<i64>() as f64 / measured as f64 / 1000.0;
        let mean = if is_measured { own } else { self.mean };
        let answered = chats.iter().filter(|chat| chat.is_answered()).count();
        let factor = if answered > 0 { chats.len() as f64 / answered as f64 } else { 1.0 };
        let profile = Profile::of(chats, window, mean * 1000.0, factor);
        let cells = profile.cells.iter().filter_map(|cell| self.cell(cell, window, mean)).collect();
        Staffed { profile, cells }
    }

    /// Computes the seats for a load, where a chat takes this long on average.
    fn cell(&self, cell: &profile::Cell, window: &Window, mean: f64) -> Option<Cell> {
        // Chats of a department that take longer than others do so at every level.
        let longer = if self.mean > 0.0 { mean / self.mean } else { 1.0 };
        let handle: Vec<f64> = self.times.iter().map(|time| time * longer).collect();
        let staffing = |load: f64| {
            let rate = if mean > 0.0 { load / mean } else { 0.0 };
            self.aim.staffing(&Work { rate, handle: handle.clone(), patience: self.patience }, None)
        };
        let estimate = cell.estimate;
        let (load_low, load_high) = (estimate.low(), estimate.high());
        let staffed = staffing(estimate.load)?;
        let done = staffed.performance;
        Some(Cell {
            weekday: WEEKDAYS[cell.weekday],
            start: calendar::clock(cell.interval, window.calendar.interval),
            chats: cell.chats,
            days: cell.days,
            load: estimate.load,
            load_low,
            load_high,
            seats: staffed.seats,
            seats_low: staffing(load_low)?.seats,
            seats_high: staffing(load_high)?.seats,
            seats_busy_day: staffing(estimate.busy_day())?.seats,
            scheduled: staffed.scheduled,
            service_level: done.service_level,
            asa_seconds: done.asa_seconds,
            wait_probability: done.wait_probability,
            occupancy: done.occupancy,
        })
    }
}

/// Returns the mean time after which visitors give up, if enough did: with an exponential time, the sum of all waits
/// over the number who gave up.
fn patience(chats: &[Chat]) -> Option<f64> {
    let gave_up = chats.iter().filter(|chat| !chat.is_answered() && chat.wait().is_some()).count();
    let waits: i64 = chats.iter().filter_map(Chat::wait).sum();
    (gave_up >= FEWEST_UNANSWERED && waits > 0).then(|| waits as f64 / 1000.0 / gave_up as f64)
}
