//! The answer to a question without payloads, as text, JSON and CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::quantity::{Seconds, Share, Target};
use super::required::Staffing;
use crate::render::wire;

/// The members of the JSON object, and the columns of the CSV row.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Answer {
    /// Agents who answer chats at the same time.
    pub seats: u64,
    /// Agents to schedule for that.
    pub scheduled: u64,
    /// Which part of all chats is answered in time.
    pub service_level: f64,
    /// Which part of the most that the agents can do they do.
    pub occupancy: f64,
    /// Which part of all chats waits.
    pub wait_probability: f64,
    /// Mean seconds until a chat is answered that is.
    pub asa_seconds: f64,
    /// Which part of all chats is given up.
    pub abandonment: f64,
}

impl From<Staffing> for Answer {
    fn from(staffing: Staffing) -> Answer {
        let performance = staffing.performance;
        Answer {
            seats: staffing.seats,
            scheduled: staffing.scheduled,
            service_level: performance.service_level,
            occupancy: performance.occupancy,
            wait_probability: performance.wait_probability,
            asa_seconds: performance.asa_seconds,
            abandonment: performance.abandonment,
        }
    }
}

impl Answer {
    /// Writes it as one JSON object.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        wire::write(self, out)?;
        writeln!(out)
    }

    /// Writes it as a heading and a row.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "seats,scheduled,service_level,occupancy,wait_probability,asa_seconds,abandonment")?;
        let Answer { seats, scheduled, service_level, occupancy, wait_probability, asa_seconds, abandonment } = self;
        writeln!(out, "{seats},{scheduled},{service_level},{occupancy},{wait_probability},{asa_seconds},{abandonment}")
    }

    /// Writes it for people, beside what was asked.
    pub fn write_text(&self, asked: &Asked<'_>, out: &mut dyn Write) -> io::Result<()> {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let Asked { target, interval, handle, patience, .. } = asked;
        writeln!(out, "{:>5} seats: agents who answer chats at the same time", self.seats)?;
        writeln!(out, "{:>5} to schedule for that, at {} shrinkage", self.scheduled, asked.shrinkage)?;
        writeln!(out)?;
        writeln!(out, "  answered in {:<14} {:>8}", target.within.to_string(), percent(self.service_level))?;
        writeln!(out, "  mean wait (ASA)            {:>6.1} s", self.asa_seconds)?;
        writeln!(out, "  chats that wait            {:>8}", percent(self.wait_probability))?;
        writeln!(out, "  chats that are given up    {:>8}", percent(self.abandonment))?;
        writeln!(out, "  occupancy of the agents    {:>8}", percent(self.occupancy))?;
        writeln!(out)?;
        let times: Vec<String> = handle.iter().map(Seconds::to_string).collect();
        writeln!(out, "Asked for: {} chats in {interval} of {}", asked.arrivals, times.join(", "))?;
        match handle.len() {
            1 => write!(out, "one chat at a time, ")?,
            levels => write!(out, "up to {levels} chats at once, ")?,
        }
        match patience {
            Some(patience) => write!(out, "visitors give up after {patience} on average; ")?,
            None => write!(out, "nobody gives up; ")?,
        }
        match asked.asa {
            Some(asa) => write!(out, "mean wait at most {asa}")?,
            None => write!(out, "target {target}")?,
        }
        writeln!(out, ", occupancy at most {}", asked.max_occupancy)
    }
}

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// How soon how many chats are to be answered.
    pub target: Target,
    /// The longest mean wait, instead.
    pub asa: Option<Seconds>,
    /// How busy agents may be.
    pub max_occupancy: Share,
    /// Which part of the time agents do not answer chats.
    pub shrinkage: Share,
    /// How many chats arrive.
    pub arrivals: f64,
    /// In what time.
    pub interval: Seconds,
    /// How long they take.
    pub handle: &'a [Seconds],
    /// How long visitors wait.
    pub patience: Option<Seconds>,
}
