//! Findings for editors and scripts, a line each: `path:line:column: severity[code]: message`.

use std::io::{self, Write};

use super::Style;
use super::safe::Safe;
use crate::report::Report;

/// Writes the findings of a payload.
pub fn write(report: &Report, _style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}{}",
            Safe(&report.source),
            finding.start.line,
            finding.start.column,
            finding.severity.name(),
            finding.code.rule().name,
            if finding.pointer.is_empty() { String::new() } else { format!("{}: ", Safe(&finding.pointer)) },
            Safe(&finding.message),
        )?;
    }
    Ok(())
}
