//! The lines that a command which writes data tells on standard error: one for each finding, as it is found.

use std::mem;

use memchr::memchr_iter;

use chathook::render::concise;
use chathook::render::safe::Safe;
use chathook::report::{Located, Outside, Report};

/// The size of a report that is held, in bytes, or a little more.
const SIZE_OF_REPORT: usize = 2 * 1024;

/// The lines that are to be told, in order.
#[derive(Default)]
pub(super) struct Told {
    /// The lines about payloads.
    lines: Vec<u8>,
    /// The reports on problems between payloads, each before so much of the lines.
    outside: Vec<(usize, Report)>,
}

impl Told {
    /// Adds a report.
    pub(super) fn add(&mut self, report: Report) {
        match report.is_payload {
            true => self.write(&report),
            false => self.outside.push((self.lines.len(), report)),
        }
    }

    /// Adds a line of another kind.
    pub(super) fn say(&mut self, line: &str) {
        self.lines.extend_from_slice(Safe(line).to_string().as_bytes());
        self.lines.push(b'\n');
    }

    /// Writes out of what is wrong between payloads as much as there is room for.
    pub(super) fn limit(&mut self, outside: &mut Outside) {
        let all = mem::take(&mut self.lines);
        let mut told = 0;
        for (at, report) in mem::take(&mut self.outside) {
            self.lines.extend_from_slice(&all[told..at]);
            told = at;
            if let Some(report) = outside.pass(report) {
                self.write(&report);
            }
        }
        self.lines.extend_from_slice(&all[told..]);
    }

    /// A report of what is outside payloads, whether there is room or not.
    pub(super) fn of(report: &Report) -> Told {
        let mut told = Told::default();
        told.write(report);
        told
    }

    fn write(&mut self, report: &Report) {
        if let [finding] = report.findings.as_slice()
            && report.is_text
        {
            // What to do is said with it, for it is said once.
            let finding = Located { message: finding.advice(), ..finding.clone() };
            let report = Report { findings: vec![finding], ..report.clone() };
            return concise::write(&report, &mut self.lines).expect("memory can be written");
        }
        concise::write(report, &mut self.lines).expect("memory can be written");
    }

    /// The lines.
    pub(super) fn lines(&self) -> &[u8] {
        &self.lines
    }

    /// Returns the number of lines.
    pub(super) fn count(&self) -> u64 {
        memchr_iter(b'\n', &self.lines).count() as u64
    }

    /// Returns the size, in bytes.
    pub(super) fn size(&self) -> usize {
        self.lines.len() + self.outside.len() * SIZE_OF_REPORT
    }

    /// Forgets it, and gives back the room that only a large payload needs.
    pub(super) fn clear(&mut self, most: usize) {
        self.lines.clear();
        self.lines.shrink_to(most);
        self.outside.clear();
    }
}
