//! Findings for editors and scripts, a line each: `path:line:column: severity[code]: message`.

use std::io::{self, Write};

use super::Format;
use super::safe::Safe;
use crate::report::Report;

/// Findings, a line each.
#[derive(Clone, Copy, Debug)]
pub struct Concise;

impl Format for Concise {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        write(report, out)
    }
}

/// Writes the findings of a payload.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            Safe(&report.source),
            finding.start.line,
            finding.start.column,
            finding.severity.name(),
            finding.code.rule().name,
            Safe(&finding.sentence()),
        )?;
    }
    if let Some((worst, _)) = report.omitted.by_severity().next() {
        let (source, start) = (Safe(&report.source), report.start);
        writeln!(out, "{source}:{}:{}: {}: {}", start.line, start.column, worst.name(), report.more())?;
    }
    Ok(())
}
