//! Explanations as text.

use std::io::{self, Write};

use super::safe::Safe;
use super::wrap::write_wrapped;
use super::{Style, table};
use crate::explain::Passage;

/// The width of a text where there is no terminal.
const PAGE: usize = 100;

/// Writes an explanation, an empty line between its parts.
pub fn write(passages: &[Passage], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.map_or(PAGE, usize::from);
    for (index, passage) in passages.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match passage {
            Passage::Heading(_, text) => write_wrapped("", text, width, out)?,
            Passage::Text(text) => {
                write_wrapped("", &text.split_whitespace().collect::<Vec<_>>().join(" "), width, out)?;
            }
            Passage::Verbatim(text) => {
                // On a terminal it is read, elsewhere it may be copied.
                let width = style.line_width();
                text.lines().try_for_each(|line| write_wrapped("    ", &Safe(line).to_string(), width, out))?;
            }
            Passage::Table(heading, rows) => table::words(heading, rows, style, out)?,
        }
    }
    Ok(())
}
