//! Findings outside the payloads of a source: the first of them, and how many more there are; and of text around
//! payloads, once, how much there is.

use std::mem;

use super::{Located, Report};
use crate::finding::Problem;
use crate::finding::rules::Code;
use crate::frame::TextLines;

/// Passes on what is said outside payloads, in the order of the source, until it is enough. Between payloads, a source can
/// be made to trip millions of findings.
#[derive(Debug)]
pub struct Outside {
    most: usize,
    /// The number of findings that were passed on.
    said: usize,
    /// The findings beside these, counted in one report that begins where the first of them does.
    more: Option<Report>,
    /// The report on the first text around payloads, which stands for all of it, until it is passed on.
    text: Option<Report>,
    /// In how many places there is such text.
    texts: u64,
    /// The lines that it stands on.
    pub lines: TextLines,
}

impl Outside {
    /// Passes on no more, once so many findings were passed on.
    pub fn new(most: usize) -> Outside {
        Outside { most, said: 0, more: None, text: None, texts: 0, lines: TextLines::default() }
    }

    /// A report, if it is passed on: one of a payload always is, one of text around payloads not before the source ends, unless
    /// the text seems to be without end.
    pub fn pass(&mut self, mut report: Report) -> Option<Report> {
        if report.is_payload {
            return Some(report);
        }
        if report.is_text {
            report = self.hold(report)?;
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

    /// Holds back what a report says of text around payloads, and gives what else it says, if it does.
    fn hold(&mut self, mut report: Report) -> Option<Report> {
        let is_of_text = |finding: &mut Located| matches!(finding.code, Code::TrailingData | Code::InvalidJson);
        let of_text: Vec<Located> = report.findings.extract_if(.., is_of_text).collect();
        self.texts += u64::from(!of_text.is_empty());
        if self.texts != 1 || of_text.is_empty() {
            return (!report.findings.is_empty() || of_text.is_empty()).then_some(report);
        }
        if report.is_long {
            report.findings.extend(of_text);
            return Some(report);
        }
        self.text = Some(Report { findings: of_text, ..report.clone() });
        (!report.findings.is_empty()).then_some(report)
    }

    /// Ends the source: what there is to say of all text around payloads, and how much there is that was not passed on, if
    /// there is anything.
    pub fn end(&mut self) -> impl Iterator<Item = Report> + use<> {
        self.said = 0;
        let (texts, lines) = (mem::take(&mut self.texts), mem::take(&mut self.lines).count());
        let mut text = self.text.take();
        if let Some(finding) = text.as_mut().and_then(|report| report.findings.first_mut()).filter(|_| texts > 1) {
            let problem = Problem::TextAround { lines };
            (finding.message, finding.help) = (problem.to_string(), problem.help());
        }
        text.into_iter().chain(self.more.take())
    }
}
