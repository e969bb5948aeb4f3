//! The question that the report answers, and the sources of the numbers in it.

use super::quantity::Seconds;
use super::required::Aim;
use crate::encoding::time::Zone;

/// Question that the report answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// Demands on the team.
    pub aim: Aim,
    /// The length of an interval, of which a day has a whole number.
    pub interval: Seconds,
    /// Mean time after which visitors give up.
    pub patience: Patience,
    /// Number of chats that an agent can hold at once, if the user said it.
    pub concurrency: Option<usize>,
    /// Time that an agent is taken to need after a chat whose wrap-up was not saved.
    pub after_chat_work: Seconds,
    /// The longest chat that is believed.
    pub max_chat: Seconds,
    /// Unit of durations in the events, in seconds: 0.001 for milliseconds.
    pub duration_unit: f64,
    /// The zone of times that carry none, if it is said.
    pub time_zone: Option<Zone>,
    /// The zone of weekdays and intervals, if it is said.
    pub report_zone: Option<Zone>,
    /// True if days without a chat count.
    pub counts_silent_days: bool,
    /// True if each department is computed by itself, too.
    pub by_department: bool,
}

impl Question {
    /// The zone of times that carry none.
    pub fn time_zone(&self) -> Zone {
        self.time_zone.clone().unwrap_or_else(Zone::utc)
    }

    /// The zone of weekdays and intervals.
    pub fn report_zone(&self) -> Zone {
        self.report_zone.clone().unwrap_or_else(|| self.time_zone())
    }
}

/// Mean time after which visitors give up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Patience {
    /// As measured, if enough gave up.
    Measured,
    /// Never.
    Endless,
    /// This.
    Said(Seconds),
}

/// Numbers of deliveries that were read, and of those with errors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Read {
    /// All.
    pub all: u64,
    /// Those with errors, which were left out.
    pub with_errors: u64,
}

/// Source of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user said it.
    Said,
    /// The chats say it.
    Measured,
    /// Nobody did.
    Default,
}
