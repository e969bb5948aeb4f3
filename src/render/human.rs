//! Findings for people: the source line, a mark under the exact value, what was expected, what to do next.
//!
//! The lines are drawn here and not by `annotate-snippets` (0.12.18): it prints invisible characters and C1 controls as they
//! are, takes the joiners out of emoji, and prints a line of any length whole where its two marks are far apart.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};

use super::columns::{color_of, columns, first_columns, last_columns, without_beginning, without_middle};
use super::safe::{Safe, is_shown_escaped};
use super::wrap::{wrapped, write_wrapped};
use super::{Format, Style, coverage};
use crate::report::{Excerpt, Located, Other, Report, Summary};

/// The width for which lines are cut where there is no terminal.
const WIDTH: u16 = 120;

/// Findings for people.
#[derive(Clone, Copy, Debug)]
pub struct Human(pub Style);

impl Format for Human {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        write(report, self.0, out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        write_wrapped("", &summary.to_string(), self.0.line_width(), out)?;
        summary.coverage.iter().try_for_each(|coverage| coverage::write(coverage, self.0, out))
    }
}

/// Writes the findings of a payload, a paragraph each.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        paragraph(report, finding, style, out)?;
    }
    if report.omitted.total() > 0 {
        write_wrapped("", &report.more(), style.line_width(), out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn paragraph(report: &Report, finding: &Located, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let if_colored = |paint: Paint| if style.color { paint } else { Paint::new() };
    let loud = if_colored(Paint::new().bold().fg_color(Some(color_of(finding.severity).into())));
    let quiet = if_colored(Paint::new().fg_color(Some(AnsiColor::BrightBlue.into())));
    let related = finding.related.as_ref();
    let number = finding.start.line.to_string();
    let most = related.map_or(finding.start.line, |other| other.start.line.max(finding.start.line));
    let margin = " ".repeat(most.to_string().len());
    let width = usize::from(style.width.unwrap_or(WIDTH)).saturating_sub(margin.len() + 3);
    let (line, mark) = marked(&finding.excerpt, '^', width);
    let second = related.map(|other| (other, marked(&other.excerpt, '-', width)));
    // On one line that is shown whole, both marks stand under it.
    let is_same =
        |(other, (its, _)): &(&Other, (String, String))| other.start.line == finding.start.line && *its == line;
    let (mark, is_together) = match &second {
        Some(second) if is_same(second) => (overlaid(&mark, &second.1.1), true),
        _ => (mark, false),
    };

    let head = format!("{}[{}]", finding.severity.name(), finding.code.rule().name);
    painted(&head, loud, 2, &format!(": {}", Safe(&finding.message)), style, out)?;
    let text_begins = margin.len() + 4;
    for (number, line) in place(report, finding, style.line_width().saturating_sub(text_begins)).iter().enumerate() {
        match number {
            0 => writeln!(out, "{margin}{quiet}-->{quiet:#} {line}")?,
            _ => writeln!(out, "{:text_begins$}{line}", "")?,
        }
    }
    writeln!(out, "{quiet}{margin} |{quiet:#}")?;
    // Of a source as a whole, there is no line to show.
    if !line.is_empty() {
        writeln!(out, "{quiet}{number:>0$} |{quiet:#} {line}", margin.len())?;
        writeln!(out, "{quiet}{margin} |{quiet:#} {loud}{mark}{loud:#}")?;
    }
    if let Some((other, (line, mark))) = second {
        let at = other.start;
        let pointer = match &other.pointer {
            same if *same == finding.pointer => String::new(),
            pointer => format!(", {}", Safe(pointer)),
        };
        let said = format!(" the other is at {}:{}{pointer}", at.line, at.column);
        painted(&format!("{margin} ="), quiet, text_begins, &said, style, out)?;
        if !is_together {
            writeln!(out, "{quiet}{:>1$} |{quiet:#} {line}", at.line, margin.len())?;
            writeln!(out, "{quiet}{margin} |{quiet:#} {quiet}{mark}{quiet:#}")?;
        }
    }
    if let Some(help) = &finding.help {
        painted(&format!("{margin} ="), quiet, text_begins, &format!(" help: {}", Safe(help)), style, out)?;
    }
    writeln!(out)
}

/// Writes a text after a coloured beginning, in lines that fit.
fn painted(
    beginning: &str,
    paint: Paint,
    indent: usize,
    text: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = wrapped("", indent, &format!("{beginning}{text}"), style.line_width());
    for (number, line) in lines.iter().enumerate() {
        match line.strip_prefix(beginning).filter(|_| number == 0) {
            Some(rest) => writeln!(out, "{paint}{beginning}{paint:#}{rest}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// Least part of a pointer that is shown beside the name of its source, in columns of characters.
const LEAST_OF_POINTER: usize = 16;

/// Returns the place of a finding, in lines of so many columns: a pointer that is too long loses its middle, the name of a
/// file its beginning.
fn place(report: &Report, finding: &Located, width: usize) -> Vec<String> {
    let place = format!("{}:{}:{}", Safe(&report.source), finding.start.line, finding.start.column);
    let item = finding.item.map_or_else(String::new, |item| format!(" (item {item})"));
    let pointer = |room: usize| {
        format!("at {}{item}", without_middle(&Safe(&finding.pointer).to_string(), room.saturating_sub(3 + item.len())))
    };
    let left = width.saturating_sub(columns(&place) + 1);
    if finding.pointer.is_empty() {
        vec![without_beginning(&place, width)]
    } else if left >= columns(&pointer(usize::MAX)).min(3 + LEAST_OF_POINTER + item.len()) {
        vec![format!("{place} {}", pointer(left))]
    } else {
        vec![without_beginning(&place, width), pointer(width)]
    }
}

/// A line as it is shown in so many columns, and the marks under its range.
fn marked(excerpt: &Excerpt, mark: char, width: usize) -> (String, String) {
    let (before, rest) = excerpt.text.split_at(excerpt.start);
    let (range, after) = rest.split_at(excerpt.end - excerpt.start);
    let [before, range, after] = [before, range, after].map(shown);
    let is_short = columns(&before) + columns(&range) + columns(&after) <= width;
    // A long line is cut so that the range stands in its middle.
    let room = width.saturating_sub(columns(&range).min(width / 2)) / 2;
    let (before, cut_before) = if is_short { (before, false) } else { last_columns(&before, room) };
    let left = width.saturating_sub(columns(&before) + 2);
    let (rest, cut_after) =
        if is_short { (range.clone() + &after, false) } else { first_columns(&(range.clone() + &after), left) };
    let [dots_before, dots_after] =
        [cut_before || excerpt.is_cut.0, cut_after || excerpt.is_cut.1].map(|is_cut| if is_cut { "…" } else { "" });
    let marks = columns(&range).min(columns(&rest)).max(1);
    let mark = format!("{}{}", " ".repeat(columns(dots_before) + columns(&before)), mark.to_string().repeat(marks));
    (format!("{dots_before}{before}{rest}{dots_after}"), mark)
}

/// Marks of two ranges of one line; where they overlap, the first is seen.
fn overlaid(first: &str, second: &str) -> String {
    let [mut first, mut second] = [first.chars(), second.chars()];
    let pairs = std::iter::from_fn(|| match (first.next(), second.next()) {
        (None, None) => None,
        (Some(first), _) if first != ' ' => Some(first),
        (first, second) => second.or(first),
    });
    pairs.collect()
}

/// A text as it is shown: a tab is a space, and what is unsafe is written out.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (at, character) in text.char_indices() {
        match character {
            '\t' => shown.push(' '),
            _ if is_shown_escaped(text, at, character) => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    shown
}
