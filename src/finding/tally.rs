//! How many findings there are, and the first of them.

use super::{Finding, Severity};

/// How many findings of a payload are kept. Nobody reads more, and a payload can be made to trip millions.
const MOST: usize = 100;

/// The findings of a payload.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Those that are kept.
    pub kept: Vec<Finding>,
    /// The others.
    pub omitted: Tally,
}

/// A number of findings, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many errors there are.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// How many notes.
    pub notes: u64,
}

impl Findings {
    /// Keeps a finding, or counts it.
    pub fn push(&mut self, finding: Finding) {
        if self.is_full() {
            self.omitted.add(finding.problem.code().severity());
        } else {
            self.kept.push(finding);
        }
    }

    /// Whether no more findings are kept.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MOST
    }
}

impl Tally {
    /// Counts a finding of this severity.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// How many there are of each severity that occurs, the worst first.
    pub fn by_severity(self) -> impl Iterator<Item = (Severity, u64)> {
        let all = [(Severity::Error, self.errors), (Severity::Warning, self.warnings), (Severity::Note, self.notes)];
        all.into_iter().filter(|(_, count)| *count > 0)
    }

    /// How many there are.
    pub fn total(self) -> u64 {
        self.errors + self.warnings + self.notes
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}
