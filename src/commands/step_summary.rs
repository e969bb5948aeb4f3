//! The summary of a step of GitHub Actions: what was found, as a table of Markdown that the job's page shows.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use chathook::finding::Severity;
use chathook::finding::rules::Code;
use chathook::render::safe::escaped;
use chathook::report::{Report, Summary};

/// The findings, counted by severity and code.
pub(super) struct StepSummary {
    file: PathBuf,
    codes: BTreeMap<(Reverse<Severity>, Code), OfCode>,
}

/// The findings of a code.
struct OfCode {
    count: u64,
    /// The place of the first of them.
    first: String,
}

impl StepSummary {
    /// The summary, if this is a step that has one.
    pub(super) fn of_step() -> Option<StepSummary> {
        let file = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty())?;
        Some(StepSummary { file: file.into(), codes: BTreeMap::new() })
    }

    pub(super) fn add(&mut self, report: &Report) {
        for finding in &report.findings {
            let first = || OfCode { count: 0, first: format!("{}:{}", report.source, finding.start.line) };
            self.codes.entry((Reverse(finding.severity), finding.code)).or_insert_with(first).count += 1;
        }
    }

    /// Appends the summary to the step's file, in which other commands of the step have theirs.
    pub(super) fn end(self, summary: &Summary) -> io::Result<()> {
        let mut text = format!("### chathook validate\n\n{summary}\n\n");
        if !self.codes.is_empty() {
            text.push_str("| severity | code | findings | first |\n|---|---|--:|---|\n");
        }
        for ((Reverse(severity), code), OfCode { count, first }) in self.codes {
            let (severity, code) = (severity.name(), code.rule().name);
            // Nothing in the name of a file ends the cell or its code.
            let first = escaped(&first).replace(['|', '`', '\\', '<'], "?");
            let _ = writeln!(text, "| {severity} | `{code}` | {count} | `{first}` |");
        }
        OpenOptions::new().append(true).create(true).open(self.file)?.write_all((text + "\n").as_bytes())
    }
}
