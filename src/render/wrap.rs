//! Words in lines that fit.

use std::io::{self, Write};

use super::columns::{columns, first_columns};

/// Units that stay on one line with the number before them.
const UNITS: [&str; 4] = ["%", "s", "min", "h"];

/// Writes words after a heading in lines of so many columns of characters, the lines below the first set in as far as the
/// heading.
pub fn write_wrapped(heading: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    wrapped(heading, columns(heading), text, width).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Words after a heading in lines of so many columns of characters, the lines below the first set in. Only a word that is
/// longer than a line is broken.
pub fn wrapped(heading: &str, indent: usize, text: &str, width: usize) -> Vec<String> {
    if width == usize::MAX {
        return vec![format!("{heading}{text}")];
    }
    let indent = " ".repeat(indent.min(width / 2));
    let mut lines = Vec::new();
    let mut line = heading.to_owned();
    let mut is_first = true;
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let is_unit = |word: &&str| UNITS.contains(&word.trim_end_matches([',', ';', ':', '.', ')']));
        let mut word = words.next_if(is_unit).map_or_else(|| word.to_owned(), |unit| format!("{word} {unit}"));
        if !is_first && columns(&line) + 1 + columns(&word) > width {
            end(&mut line, &indent, &mut lines);
            is_first = true;
        }
        while is_first && columns(&line) + columns(&word) > width {
            // Below a long heading there may be more room.
            if columns(&line) <= columns(&indent) {
                let part = beginning(&word, width.saturating_sub(columns(&line)));
                line.push_str(&word[..part]);
                word.drain(..part);
            }
            end(&mut line, &indent, &mut lines);
        }
        if !is_first {
            line.push(' ');
        }
        line.push_str(&word);
        is_first = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The length of the part of a word that fits so many columns, but of one character at least.
fn beginning(word: &str, room: usize) -> usize {
    let first = word.chars().next().map_or(0, char::len_utf8);
    first_columns(word, room).0.len().max(first)
}

/// Ends a line, and begins the next.
fn end(line: &mut String, indent: &str, lines: &mut Vec<String>) {
    lines.push(line.trim_end().to_owned());
    indent.clone_into(line);
}
