//! Findings as annotations of GitHub Actions: workflow commands, a line each.
//!
//! What the runner makes of them is in its documentation of workflow commands and in its source: columns count only where
//! a finding begins and ends on one line, and of each kind no more than ten are shown in a step.

use std::io::{self, Write};

use super::Format;
use super::root::Root;
use super::safe::escaped;
use crate::finding::{Severity, Tally};
use crate::report::{INTERRUPTED, Located, Report, Summary};

/// Most annotations of a kind that GitHub shows in a step.
const SHOWN: u64 = 10;

/// Findings as annotations.
#[derive(Debug)]
pub struct GitHub {
    root: Root,
    counts: Tally,
    /// Beside a text that has all findings, the annotations that will be shown, until that text has ended.
    held: Option<Vec<(Severity, String)>>,
}

impl GitHub {
    /// All findings, as they come.
    pub fn alone(root: Root) -> GitHub {
        GitHub { root, counts: Tally::default(), held: None }
    }

    /// Those that will be shown, at the end of a text that has all.
    pub fn beside_text(root: Root) -> GitHub {
        GitHub { held: Some(Vec::new()), ..GitHub::alone(root) }
    }

    fn annotation(&self, report: &Report, finding: &Located) -> String {
        let path = self.root.path(&report.source);
        let (start, end) = (finding.start, finding.end);
        let columns = match start.line == end.line {
            true => format!(",col={},endColumn={}", start.column, end.column.max(start.column)),
            false => String::new(),
        };
        let code = finding.code.rule().name;
        format!(
            "::{} file={},line={},endLine={}{columns},title=chathook ({code})::{}",
            command(finding.severity),
            property(&path),
            start.line,
            end.line,
            message(&format!("{path}:{}:{}: {}", start.line, start.column, finding.advice())),
        )
    }

    /// Counts a finding, and says whether it is to be annotated.
    fn count(&mut self, severity: Severity) -> bool {
        self.counts.add(severity);
        self.held.is_none() || self.counts.of(severity) <= SHOWN
    }

    fn annotate(&mut self, severity: Severity, annotation: String, out: &mut dyn Write) -> io::Result<()> {
        match &mut self.held {
            None => writeln!(out, "{annotation}")?,
            Some(held) => held.push((severity, annotation)),
        }
        Ok(())
    }
}

impl Format for GitHub {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            if self.count(finding.severity) {
                self.annotate(finding.severity, self.annotation(report, finding), out)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for unreadable in &summary.unreadable {
            if self.count(Severity::Error) {
                let said = message(&format!("{}: {}", unreadable.source, unreadable.reason));
                let file = property(&self.root.path(&unreadable.source));
                let annotation = format!("::error file={file},title=chathook (cannot read)::{said}");
                self.annotate(Severity::Error, annotation, out)?;
            }
        }
        if summary.is_interrupted && self.count(Severity::Error) {
            let annotation = format!("::error title=chathook (interrupted)::{INTERRUPTED}");
            self.annotate(Severity::Error, annotation, out)?;
        }
        let held = self.held.take().unwrap_or_default();
        for worst in [Severity::Error, Severity::Warning, Severity::Note] {
            for (_, annotation) in held.iter().filter(|(severity, _)| *severity == worst) {
                writeln!(out, "{annotation}")?;
            }
        }
        let mut all = summary.findings;
        all.errors += summary.unreadable.len() as u64 + u64::from(summary.is_interrupted);
        let hidden = all.but_for(self.counts.at_most(SHOWN));
        if hidden.total() > 0 {
            // It must not be hidden itself.
            let has_room = |severity: &Severity| self.counts.of(*severity) < SHOWN;
            let severity = [Severity::Note, Severity::Warning].into_iter().find(has_room).unwrap_or(Severity::Note);
            writeln!(
                out,
                "::{} title=chathook::{hidden} not shown: GitHub shows {SHOWN} annotations of a level in each step",
                command(severity),
            )?;
        }
        Ok(())
    }
}

/// The command for a finding of this severity.
fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// A text as the message of a command.
fn message(text: &str) -> String {
    escaped(text).replace('%', "%25")
}

/// A text as the value of a command's property.
fn property(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(message).collect();
    lines.join("%0A").replace(':', "%3A").replace(',', "%2C")
}
