//! Does the model fit? The service level that it gives for the agents who were seen at work, to be held against the
//! one that was observed.
//!
//! An agent is taken to be at work from a chat to the next, unless there is a long break between them. So many agents
//! on average as were at work in an interval of a weekday, and the load of that interval, give a service level; that
//! of all intervals is their mean, weighted by the chats that come in them.

use super::levels::Shift;
use super::model::Work;
use super::profile::Profile;
use super::report::Modelled;
use super::window::Window;

/// Computes the result of the model for the agents at work in these shifts. A chat of the profile takes `mean` seconds,
/// and is to be answered within `within`. Returns nothing where nobody was seen at work. The rate of the work does not
/// matter.
pub fn modelled(
    shifts: &[Shift],
    profile: &Profile,
    window: &Window,
    work: &Work,
    mean: f64,
    within: f64,
) -> Option<Modelled> {
    let present = present(shifts, window);
    let (mut chats, mut agents, mut in_time) = (0.0, 0.0, 0.0);
    for cell in &profile.cells {
        let at_work = present[cell.weekday * window.calendar.intervals() + cell.interval];
        let work = Work { rate: cell.estimate.load / mean, ..work.clone() };
        let came = cell.chats as f64;
        chats += came;
        agents += came * at_work;
        in_time += came * service_level(&work, at_work, within);
    }
    (agents > 0.0).then(|| Modelled { agents: agents / chats, service_level: in_time / chats })
}

/// Returns the average number of agents at work, by weekday and interval.
fn present(shifts: &[Shift], window: &Window) -> Vec<f64> {
    let calendar = &window.calendar;
    let cell = |day: usize, interval: usize| calendar.days[day].weekday() * calendar.intervals() + interval;
    let mut present = vec![0.0; 7 * calendar.intervals()];
    for shift in shifts {
        for (stretch, until) in calendar.from(shift.from).take_while(|(stretch, _)| stretch.start < shift.to) {
            let (day, interval) = (stretch.day as usize, stretch.interval as usize);
            let milliseconds = shift.to.min(until) - shift.from.max(stretch.start);
            if milliseconds > 0 && window.observed(day, interval) > 0.0 {
                present[cell(day, interval)] += milliseconds as f64 / 1000.0;
            }
        }
    }
    let mut observed = vec![0.0; present.len()];
    for day in 0..calendar.days.len() {
        for interval in 0..calendar.intervals() {
            observed[cell(day, interval)] += window.observed(day, interval);
        }
    }
    present
        .iter()
        .zip(&observed)
        .map(|(present, observed)| if *observed > 0.0 { present / observed } else { 0.0 })
        .collect()
}

/// The service level of a number of agents that is not whole: between those of its neighbours in proportion.
fn service_level(work: &Work, agents: f64, within: f64) -> f64 {
    // More than they can ever do is answered late, as is all where nobody is at work.
    let of = |agents: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a number of agents")]
        let whole = agents as usize;
        let done = if whole > 0 { work.done_by(whole, within) } else { None };
        done.map_or(0.0, |done| done.service_level)
    };
    let (fewer, part) = (agents.floor(), agents.fract());
    if part > 0.0 { of(fewer) * (1.0 - part) + of(fewer + 1.0) * part } else { of(fewer) }
}
