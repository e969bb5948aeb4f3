//! Words on a page of 80 columns.

use std::io::{self, Write};

/// Width of a page, in columns of characters.
pub const WIDTH: usize = 80;

/// Units that stay on one line with the number before them.
const UNITS: [&str; 4] = ["%", "s", "min", "h"];

/// Writes words after a heading, the lines below the first set in.
pub fn wrapped(heading: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(heading.chars().count());
    let mut line = heading.to_owned();
    let mut is_first = true;
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let is_unit = |word: &&str| UNITS.contains(&word.trim_end_matches([',', ';', ':', '.', ')']));
        let word = words.next_if(is_unit).map_or_else(|| word.to_owned(), |unit| format!("{word} {unit}"));
        if !is_first && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{}", line.trim_end())?;
            (line, is_first) = (indent.clone(), true);
        }
        if !is_first {
            line.push(' ');
        }
        line.push_str(&word);
        is_first = false;
    }
    writeln!(out, "{}", line.trim_end())
}
