//! The answer to a question without payloads, as text and CSV, and what JSON is made of.

use std::io::{self, Write};

use serde::Serialize;

use super::page::Page;
use super::quantity::Seconds;
use super::required::{Aim, Staffing, WhatIf};

/// The members of the JSON object, and the columns of the CSV row.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Answer {
    /// Agents who answer chats at the same time.
    pub seats: u64,
    /// Agents to schedule for that.
    pub scheduled: u64,
    /// Share of all chats that are answered in time, from 0 to 1.
    pub service_level: f64,
    /// Work that the agents do, as a share of the most that they can do, from 0 to 1.
    pub occupancy: f64,
    /// Share of all chats that wait, from 0 to 1.
    pub wait_probability: f64,
    /// Mean seconds until a chat is answered that is.
    pub asa_seconds: f64,
    /// Share of all chats that are given up, from 0 to 1.
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
    /// Writes it as a heading and a row.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "seats,scheduled,service_level,occupancy,wait_probability,asa_seconds,abandonment")?;
        let Answer { seats, scheduled, service_level, occupancy, wait_probability, asa_seconds, abandonment } = self;
        writeln!(out, "{seats},{scheduled},{service_level},{occupancy},{wait_probability},{asa_seconds},{abandonment}")
    }

    /// Writes the answer for people, beside the question.
    pub fn write_text(&self, aim: &Aim, question: &WhatIf, page: &mut Page<'_>) -> io::Result<()> {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let seats = if self.seats == 1 { "seat" } else { "seats" };
        page.write(&format!("{:>5} ", self.seats), &format!("{seats}: agents who answer chats at the same time"))?;
        let scheduled = format!("to schedule for that, at {} shrinkage", aim.shrinkage);
        page.write(&format!("{:>5} ", self.scheduled), &scheduled)?;
        page.line("")?;
        for (name, value) in [
            (format!("service level in {}", aim.target.within), percent(self.service_level)),
            ("average speed of answer (ASA)".to_owned(), format!("{:.1} s", self.asa_seconds)),
            ("chats that wait".to_owned(), percent(self.wait_probability)),
            ("abandonment".to_owned(), percent(self.abandonment)),
            ("occupancy".to_owned(), percent(self.occupancy)),
        ] {
            let room = page.width.saturating_sub(11).min(30);
            page.line(&format!("  {name:<room$} {value:>8}"))?;
        }
        page.line("")?;
        page.write("Asked for  ", &asked(aim, question))
    }
}

/// Writes the question in words.
fn asked(aim: &Aim, question: &WhatIf) -> String {
    let times: Vec<String> = question.handle.iter().map(Seconds::to_string).collect();
    let mut parts = vec![format!("{} chats in {}", question.arrivals.value(), question.interval)];
    match times.len() {
        1 => parts.push(format!("handle time {}, one chat at a time", times[0])),
        most => parts.push(format!("handle time {} with 1 to {most} chats at once", times.join(" / "))),
    }
    parts.push(match question.patience {
        Some(patience) => format!("visitors give up after {patience} on average"),
        None => "nobody gives up".to_owned(),
    });
    parts.push(match aim.asa {
        Some(asa) => format!("ASA at most {asa}"),
        None => format!("service level {}", aim.target),
    });
    parts.push(format!("occupancy at most {}", aim.max_occupancy));
    parts.extend(aim.max_abandonment.map(|most| format!("abandonment at most {most}")));
    parts.extend((aim.least > 1).then(|| format!("at least {} seats", aim.least)));
    parts.join("; ")
}
