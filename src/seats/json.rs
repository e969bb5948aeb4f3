//! The report as one JSON object, its numbers as they are.

use std::io::{self, Write};

use super::report::Report;
use crate::render::wire;

/// Writes the report.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    wire::write(report, out)?;
    writeln!(out)
}
