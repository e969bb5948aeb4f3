//! The report: what was found, as it goes out.
//!
//! The JSON report is this, serialized. Its numbers are not rounded.

use serde::Serialize;

use super::quantity::{Seconds, Share};

/// The version of the JSON report.
pub const VERSION: u32 = 1;

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The version of this format.
    pub version: u32,
    /// Program that wrote the report.
    pub tool: Tool,
    /// Options of the run.
    pub options: Options,
    /// Numbers of deliveries read, kept and dropped.
    pub deliveries: Deliveries,
    /// Period in which chats were counted.
    pub window: Span,
    /// Figures measured from the chats.
    pub observed: Observed,
    /// Length of chats, by the number of chats that their agent held.
    pub levels: Vec<Level>,
    /// Number of chats that an agent is taken to hold at once.
    pub concurrency: usize,
    /// Variation between days.
    pub demand: Demand,
    /// Result of the model for the agents who were seen at work, if they are known.
    pub modelled: Option<Modelled>,
    /// The seats by weekday and interval.
    pub cells: Vec<Cell>,
    /// The cell of the greatest load.
    pub peak: Option<Cell>,
    /// The week.
    pub week: Option<Week>,
    /// The same of each department, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
    /// Inputs that were not measured.
    pub assumptions: Vec<Assumption>,
    /// Reasons to be careful with the result.
    pub warnings: Vec<String>,
}

/// Program that wrote a report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Options of the run.
#[derive(Clone, Debug, Serialize)]
pub struct Options {
    /// Share of all chats that is to be answered in time.
    pub target_share: Share,
    /// Seconds within which a chat must be answered.
    pub target_seconds: Seconds,
    /// The longest mean wait, if that is asked instead.
    pub target_asa_seconds: Option<Seconds>,
    /// The length of an interval.
    pub interval_seconds: Seconds,
    /// The most that agents shall do.
    pub max_occupancy: Share,
    /// The most that may be given up.
    pub max_abandonment: Option<Share>,
    /// The part of paid time without chats.
    pub shrinkage: Share,
    /// The least number of agents.
    pub min_seats: u64,
    /// Mean patience, in seconds, if anybody gives up.
    pub patience_seconds: Option<f64>,
    /// After-chat work where none was saved.
    pub after_chat_work_seconds: Seconds,
    /// The longest chat that is measured.
    pub max_chat_seconds: Seconds,
    /// The unit of durations, in seconds.
    pub duration_unit_seconds: f64,
    /// The zone of times that carry none.
    pub time_zone: String,
    /// The zone of weekdays and intervals.
    pub report_zone: String,
    /// True if days without a chat count.
    pub count_silent_days: bool,
}

/// Numbers of deliveries read, kept and dropped.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the schema of the report says it, and `Counts`")]
pub struct Deliveries {
    pub read: u64,
    pub kept: u64,
    pub retries: u64,
    pub reclosed: u64,
    pub unanswered: u64,
    pub without_duration: u64,
    pub negative_duration: u64,
    pub over_max_chat: u64,
    pub other_events: u64,
    pub with_errors: u64,
}

/// Period in which chats were counted.
#[derive(Clone, Debug, Serialize)]
pub struct Span {
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Number of days that were observed.
    pub days: u64,
    /// The days without a chat.
    pub silent_days: Vec<String>,
}

/// Figures measured from the chats. Those that are not known are null.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the schema of the report says it")]
pub struct Observed {
    pub chats: u64,
    pub service_level: Option<f64>,
    pub mean_wait_seconds: Option<f64>,
    pub mean_handle_seconds: Option<f64>,
    pub median_handle_seconds: Option<f64>,
    pub p90_handle_seconds: Option<f64>,
    pub unanswered_share: Option<f64>,
    pub chats_per_busy_agent: Option<f64>,
}

/// Length of the chats whose agent held so many.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the schema of the report says it")]
pub struct Level {
    pub chats_held: usize,
    pub mean_seconds: Option<f64>,
    pub standard_error: Option<f64>,
    pub departures: f64,
}

/// Variation between days.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Demand {
    /// The coefficient of variation of a day's arrivals, beside chance.
    pub day_factor_cv: Option<f64>,
    /// True if weekdays share a shape of the day.
    pub pooled: bool,
    /// Probability that days differ as they do by chance.
    #[serde(skip)]
    pub days_by_chance: Option<f64>,
    /// Probability that shapes differ as they do by chance.
    #[serde(skip)]
    pub shapes_by_chance: Option<f64>,
}

/// Result of the model for the agents who were seen at work.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the schema of the report says it")]
pub struct Modelled {
    pub agents: f64,
    pub service_level: f64,
}

/// The seats of an interval of a weekday.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the schema of the report says it")]
pub struct Cell {
    pub weekday: &'static str,
    pub start: String,
    pub chats: u64,
    pub days: u64,
    pub load: f64,
    pub load_low: f64,
    pub load_high: f64,
    pub seats: u64,
    pub seats_low: u64,
    pub seats_high: u64,
    pub seats_busy_day: u64,
    pub scheduled: u64,
    pub service_level: f64,
    pub asa_seconds: f64,
    pub wait_probability: f64,
    pub occupancy: f64,
}

/// The week.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Week {
    /// The hours of all seats.
    pub agent_hours: f64,
    /// At the lower bound of the load.
    pub agent_hours_low: f64,
    /// At the upper bound.
    pub agent_hours_high: f64,
    /// Full-time agents: those hours and shrinkage, in weeks of 40 hours.
    pub fte: f64,
}

/// A department.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its name or its id; null for chats of none.
    pub department: Option<String>,
    /// Its seats.
    pub cells: Vec<Cell>,
    /// Its cell of the greatest load.
    pub peak: Option<Cell>,
    /// Its week.
    pub week: Option<Week>,
}

/// Something that was not measured.
#[derive(Clone, Debug, Serialize)]
pub struct Assumption {
    /// Name of the input.
    pub name: &'static str,
    /// Value that was assumed.
    pub value: String,
    /// Source of that value.
    pub origin: &'static str,
}

/// The hours of a full-time week.
const FULL_TIME: f64 = 40.0;

/// The cell of the greatest load, and the week; or nothing of no cells.
pub fn peak_and_week(cells: &[Cell], interval: f64, shrinkage: f64) -> (Option<Cell>, Option<Week>) {
    let greater = |peak: Option<Cell>, cell: &Cell| match peak {
        Some(peak) if peak.load >= cell.load => Some(peak),
        _ => Some(cell.clone()),
    };
    let Some(peak) = cells.iter().fold(None, greater) else { return (None, None) };
    let hours = |seats: fn(&Cell) -> u64| cells.iter().map(seats).sum::<u64>() as f64 * interval / 3600.0;
    let agent_hours = hours(|cell| cell.seats);
    let week = Week {
        agent_hours,
        agent_hours_low: hours(|cell| cell.seats_low),
        agent_hours_high: hours(|cell| cell.seats_high),
        fte: agent_hours / (1.0 - shrinkage) / FULL_TIME,
    };
    (Some(peak), Some(week))
}
