//! Explanations as text.

use std::io::{self, Write};

use super::safe::Safe;
use super::{Style, table};
use crate::explain::Passage;

/// Writes an explanation, an empty line between its parts.
pub fn write(passages: &[Passage], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, passage) in passages.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match passage {
            Passage::Heading(_, text) => writeln!(out, "{text}")?,
            Passage::Text(text) => write_wrapped(text, style.width.map_or(100, usize::from), out)?,
            Passage::Verbatim(text) => {
                for line in text.lines() {
                    writeln!(out, "    {}", Safe(line))?;
                }
            }
            Passage::Table(heading, rows) => writeln!(out, "{}", table::words(heading, rows, style))?,
        }
    }
    Ok(())
}

/// Writes a paragraph in lines of so many characters at the most.
fn write_wrapped(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let separator = match column {
            0 => "",
            _ if column + 1 + length <= width => " ",
            _ => "\n",
        };
        column = if separator == " " { column + 1 + length } else { length };
        write!(out, "{separator}{word}")?;
    }
    writeln!(out)
}
