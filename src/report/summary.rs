//! The sum of many reports.

use std::fmt::{self, Display, Formatter};

use super::Report;
use crate::coverage::Coverage;
use crate::finding::{Tally, counted};

/// A source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name.
    pub source: String,
    /// The reason why it could not be read.
    pub reason: String,
}

/// The sum of many reports.
#[derive(Debug, Default)]
pub struct Summary {
    /// The number of payloads.
    pub payloads: u64,
    /// The number of events that they bring: mostly, each brings one.
    pub events: u64,
    /// The number of payloads that have no error and no warning.
    pub clean: u64,
    /// The number of findings.
    pub findings: Tally,
    /// The number of those about something that is no payload.
    pub outside: Tally,
    /// The number of those that are not shown.
    pub hidden: u64,
    /// On how many lines text around payloads was passed over, where it was to be expected.
    pub text_lines: u64,
    /// The sources that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// True if the run was interrupted before everything was read.
    pub is_interrupted: bool,
    /// The coverage of the payloads, if that was asked for.
    pub coverage: Option<Coverage>,
    /// The source and the number of the last payload that may bring several events and is not clean.
    unclean: Option<(String, u64)>,
}

impl Summary {
    /// Nothing yet, beside what payloads are to exercise.
    pub fn covering(coverage: Option<Coverage>) -> Summary {
        Summary { coverage, ..Summary::default() }
    }

    /// Counts payloads and their events in about which there is nothing to say.
    pub fn add_clean(&mut self, payloads: u64, events: u64) {
        self.payloads += payloads;
        self.clean += payloads;
        self.events += events;
    }

    /// Counts a report in.
    pub fn add(&mut self, report: &Report) {
        if report.is_payload {
            self.payloads += u64::from(!report.is_next_event);
            self.events += u64::from(report.has_event);
            self.count_clean(report);
        } else {
            self.outside += report.tally();
        }
        self.findings += report.tally();
        self.hidden += report.hidden().total();
    }
}

impl Summary {
    /// A payload is clean if all of its events are.
    fn count_clean(&mut self, report: &Report) {
        let is_clean = report.is_clean();
        if !report.is_next_event {
            self.clean += u64::from(is_clean);
        }
        let is_known = |(source, index): &(String, u64)| *source == report.source && *index == report.index;
        if !is_clean && report.item.is_some() && !(report.is_next_event && self.unclean.as_ref().is_some_and(is_known))
        {
            self.clean -= u64::from(report.is_next_event);
            self.unclean = Some((report.source.clone(), report.index));
        }
    }

    /// Says how many payloads there are, and how many events they bring, if these are not as many.
    pub fn counted(&self) -> String {
        let payloads = counted(self.payloads, "payload");
        if self.events == self.payloads {
            payloads
        } else {
            format!("{payloads} with {}", counted(self.events, "event"))
        }
    }
}

/// That a run was interrupted.
pub const INTERRUPTED: &str = "interrupted: not everything was read";

/// That text around payloads was passed over, on so many lines.
pub fn passed_over(lines: u64) -> String {
    format!("text on {} skipped", counted(lines, "line"))
}

/// The sum as a sentence.
impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let unreadable = format!("{} could not be read", counted(self.unreadable.len() as u64, "source"));
        if self.payloads == 0 && self.findings.total() == 0 && !self.unreadable.is_empty() && !self.is_interrupted {
            return f.write_str(&unreadable);
        }
        let separator = if self.findings.total() > 0 { ": " } else { "" };
        write!(f, "{}, {} clean{separator}{}", self.counted(), self.clean, self.findings)?;
        match self.outside.total() {
            0 => {}
            _ if self.payloads == 0 => {}
            count if count == self.findings.total() => f.write_str(" outside payloads")?,
            _ => write!(f, " ({} outside payloads)", self.outside)?,
        }
        if self.hidden > 0 {
            write!(f, " ({} not shown)", self.hidden)?;
        }
        if self.text_lines > 0 {
            write!(f, "; {}", passed_over(self.text_lines))?;
        }
        if !self.unreadable.is_empty() {
            write!(f, "; {unreadable}")?;
        }
        if self.is_interrupted {
            write!(f, "; {INTERRUPTED}")?;
        }
        Ok(())
    }
}
