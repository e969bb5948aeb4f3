//! The report as one JSON object, its numbers as they are.

use std::io::{self, Write};

use serde::Serialize;

use crate::render::wire;

/// Writes a report or an answer.
pub fn write(found: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    wire::write(found, out)?;
    writeln!(out)
}
