//! What there is to say outside the payloads of a source: the first findings, and how many more there are.

use std::mem;

use super::Report;

/// Passes on what is said outside payloads, in the order of the source, until it is enough. Between payloads, a source can
/// be made to trip millions of findings.
#[derive(Debug)]
pub struct Outside {
    most: usize,
    /// How many findings were passed on.
    said: usize,
    /// What there is beside these, counted in one report that begins where the first of it does.
    more: Option<Report>,
}

impl Outside {
    /// Passes on no more, once so many findings were passed on.
    pub fn new(most: usize) -> Outside {
        Outside { most, said: 0, more: None }
    }

    /// A report, if it is passed on: one of a payload always is.
    pub fn pass(&mut self, mut report: Report) -> Option<Report> {
        if report.is_payload {
            return Some(report);
        }
        if self.said < self.most {
            self.said += report.findings.len().max(1);
            return Some(report);
        }
        for finding in mem::take(&mut report.findings) {
            report.omitted.add(finding.severity);
        }
        match &mut self.more {
            Some(more) => {
                more.omitted += report.omitted;
                more.withheld += report.withheld;
            }
            None if report.hidden().total() > 0 => self.more = Some(report),
            None => {}
        }
        None
    }

    /// Ends the source: how much there is that was not passed on, if there is anything.
    pub fn end(&mut self) -> Option<Report> {
        self.said = 0;
        self.more.take()
    }
}
