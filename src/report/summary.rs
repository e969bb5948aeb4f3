//! What many reports come to.

use std::fmt::{self, Display, Formatter};

use super::Report;
use crate::coverage::Coverage;
use crate::finding::{Tally, counted};

/// A source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name.
    pub source: String,
    /// Why it could not be read.
    pub reason: String,
}

/// What many reports come to.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many payloads there were.
    pub payloads: u64,
    /// How many of them have no error and no warning.
    pub clean: u64,
    /// How many findings there are.
    pub findings: Tally,
    /// How many of them are about what is no payload.
    pub outside: Tally,
    /// How many of them are not shown.
    pub hidden: u64,
    /// The sources that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What the payloads exercise, if that was asked for.
    pub coverage: Option<Coverage>,
}

impl Summary {
    /// Counts payloads in about which there is nothing to say.
    pub fn add_clean(&mut self, payloads: u64) {
        self.payloads += payloads;
        self.clean += payloads;
    }

    /// Counts a report in.
    pub fn add(&mut self, report: &Report) {
        if report.is_payload {
            self.payloads += 1;
            self.clean += u64::from(report.is_clean());
        } else {
            self.outside += report.tally();
        }
        self.findings += report.tally();
        self.hidden += report.hidden().total();
    }
}

/// What was found, as a sentence.
impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let separator = if self.findings.total() > 0 { ": " } else { "" };
        write!(f, "{}, {} clean{separator}{}", counted(self.payloads, "payload"), self.clean, self.findings)?;
        match self.outside.total() {
            0 => {}
            _ if self.payloads == 0 => {}
            count if count == self.findings.total() => f.write_str(" outside payloads")?,
            _ => write!(f, ", of which {} outside payloads", self.outside)?,
        }
        if self.hidden > 0 {
            write!(f, " ({} not shown)", self.hidden)?;
        }
        match self.unreadable.len() {
            0 => Ok(()),
            count => write!(f, "; {} could not be read", counted(count as u64, "source")),
        }
    }
}
