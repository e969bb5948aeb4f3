//! Explanations as Markdown, for a page that is kept beside other documentation.

use std::io::{self, Write};

use super::safe::Safe;
use crate::explain::Passage;

/// Writes an explanation, an empty line between its parts.
pub fn write(passages: &[Passage], out: &mut dyn Write) -> io::Result<()> {
    for (index, passage) in passages.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match passage {
            Passage::Heading(level, text) => writeln!(out, "{} {text}", "#".repeat(*level))?,
            Passage::Text(text) => writeln!(out, "{text}")?,
            Passage::Verbatim(text) => {
                writeln!(out, "```text")?;
                for line in text.lines() {
                    writeln!(out, "{}", Safe(line))?;
                }
                writeln!(out, "```")?;
            }
            Passage::Table(heading, rows) => {
                row(heading, out)?;
                row(&vec!["---"; heading.len()], out)?;
                rows.iter().try_for_each(|cells| row(cells, out))?;
            }
        }
    }
    Ok(())
}

fn row(cells: &[impl AsRef<str>], out: &mut dyn Write) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {} ", cell.as_ref().replace('|', "\\|"))?;
    }
    writeln!(out, "|")
}
