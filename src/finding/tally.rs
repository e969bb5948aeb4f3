//! The number of findings, and the first of them.

use std::collections::BTreeSet;
use std::mem;
use std::ops::AddAssign;

use super::policy::Policy;
use super::rules::Code;
use super::{Finding, Severity, shortened};

/// The findings of a payload, as a policy has them.
#[derive(Clone, Debug)]
pub struct Findings<'p> {
    policy: &'p Policy,
    /// The pointer of what they are about, if the rest of the payload is spoken of elsewhere.
    pub within: Option<String>,
    /// Those that are shown, the worst, and how bad each is.
    pub kept: Vec<(Severity, Finding)>,
    /// Those for which there is no room.
    pub omitted: Tally,
    /// Those that the user does not want to see.
    pub withheld: Tally,
    /// The codes among them that the source is meant to give.
    pub met: BTreeSet<Code>,
}

/// A number of findings, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of errors.
    pub errors: u64,
    /// The number of warnings.
    pub warnings: u64,
    /// The number of notes.
    pub notes: u64,
}

impl<'p> Findings<'p> {
    /// No findings yet.
    pub fn new(policy: &'p Policy) -> Findings<'p> {
        let (omitted, withheld) = Default::default();
        Findings { policy, within: None, kept: Vec::new(), omitted, withheld, met: BTreeSet::new() }
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.omitted.total() + self.withheld.total() == 0
    }

    /// True if one of this code is kept.
    pub fn has(&self, code: Code) -> bool {
        self.kept.iter().any(|(_, finding)| finding.problem.code() == code)
    }

    /// Keeps a finding, or counts it.
    pub fn push(&mut self, mut finding: Finding) {
        if self.is_elsewhere(&finding.pointer) {
            return;
        }
        let Some(severity) = self.room_for(finding.problem.code()) else { return };
        if self.kept.len() >= self.policy.most
            && let Some(least) = self.kept.iter().map(|(kept, _)| *kept).min()
            && let Some(last) = self.kept.iter().rposition(|(kept, _)| *kept == least)
        {
            let (given_up, _) = self.kept.remove(last);
            self.omitted.add(given_up);
        }
        finding.pointer = shortened(finding.pointer);
        if let Some(related) = &mut finding.related {
            related.pointer = shortened(mem::take(&mut related.pointer));
        }
        self.kept.push((severity, finding));
    }

    /// True if something with this pointer is spoken of elsewhere.
    pub fn is_elsewhere(&self, pointer: &str) -> bool {
        let rest = |within: &String| {
            pointer.strip_prefix(within.as_str()).map(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.within.as_ref().is_some_and(|within| rest(within) != Some(true))
    }

    /// Counts a finding of this code that is said elsewhere.
    pub fn withhold(&mut self, code: Code) {
        if self.policy.means(code) {
            self.met.insert(code);
        }
        if let Some(severity) = self.policy.severity(code) {
            self.withheld.add(severity);
        }
    }

    /// Returns the severity of a finding of this code, if it would be kept: where there is no room, in place of one that
    /// is less bad. One that would not be kept is counted here and now, and need not be made.
    pub fn room_for(&mut self, code: Code) -> Option<Severity> {
        if self.policy.means(code) {
            self.met.insert(code);
        }
        let severity = self.policy.severity(code)?;
        let is_full = self.kept.len() >= self.policy.most;
        if severity < self.policy.shown {
            self.withheld.add(severity);
        } else if is_full && self.kept.iter().all(|(kept, _)| *kept >= severity) {
            self.omitted.add(severity);
        } else {
            return Some(severity);
        }
        None
    }
}

impl Extend<Finding> for Findings<'_> {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
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

    /// Returns the number of this severity.
    pub fn of(self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }

    /// The same, but of each severity no more than this.
    pub fn at_most(self, most: u64) -> Tally {
        Tally { errors: self.errors.min(most), warnings: self.warnings.min(most), notes: self.notes.min(most) }
    }

    /// Returns the number that there are beside these.
    pub fn but_for(self, these: Tally) -> Tally {
        Tally {
            errors: self.errors - these.errors,
            warnings: self.warnings - these.warnings,
            notes: self.notes - these.notes,
        }
    }

    /// Returns the number of each severity that occurs, the worst first.
    pub fn by_severity(self) -> impl Iterator<Item = (Severity, u64)> {
        let all = [(Severity::Error, self.errors), (Severity::Warning, self.warnings), (Severity::Note, self.notes)];
        all.into_iter().filter(|(_, count)| *count > 0)
    }

    /// Returns the number of all.
    pub fn total(self) -> u64 {
        self.errors + self.warnings + self.notes
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}
