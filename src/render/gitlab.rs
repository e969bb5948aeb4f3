//! Findings as a Code Quality report of GitLab: a JSON array, an object a finding.

use std::io::{self, Write};
use std::mem;

use serde::Serialize;

use super::fingerprint::{self, Fingerprints};
use super::root::Root;
use super::{Format, wire};
use crate::finding::Severity;
use crate::locate::Position;
use crate::report::{Located, Report, Summary};

/// Findings as a Code Quality report.
#[derive(Debug)]
pub struct GitLab {
    root: Root,
    fingerprints: Fingerprints,
    is_first: bool,
}

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u64,
    column: u64,
}

impl GitLab {
    /// A report with paths from this root.
    pub fn new(root: Root) -> GitLab {
        GitLab { root, fingerprints: Fingerprints::default(), is_first: true }
    }

    fn finding(&mut self, report: &Report, finding: &Located, out: &mut dyn Write) -> io::Result<()> {
        let path = self.root.path(&report.source);
        let issue = Issue {
            description: finding.sentence(),
            check_name: finding.code.rule().name,
            fingerprint: self.fingerprints.next(&path, finding),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location { path, positions: Positions { begin: place(finding.start), end: place(finding.end) } },
        };
        self.write(&issue, out)
    }

    fn write(&mut self, issue: &Issue<'_>, out: &mut dyn Write) -> io::Result<()> {
        let separator = if mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        out.write_all(separator.as_bytes())?;
        wire::write(issue, out)
    }
}

impl Format for GitLab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        report.findings.iter().try_for_each(|finding| self.finding(report, finding, out))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        const CHECK: &str = "unreadable";
        for unreadable in &summary.unreadable {
            let path = self.root.path(&unreadable.source);
            let issue = Issue {
                description: format!("this source could not be read: {}", unreadable.reason),
                check_name: CHECK,
                fingerprint: fingerprint::of(&[&path, CHECK]),
                severity: "blocker",
                location: Location {
                    path,
                    positions: Positions { begin: place(Position::START), end: place(Position::START) },
                },
            };
            self.write(&issue, out)?;
        }
        writeln!(out, "\n]")
    }
}

fn place(position: Position) -> Place {
    Place { line: position.line, column: position.column }
}
