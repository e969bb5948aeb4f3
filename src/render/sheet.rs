//! A table that is written as it is made, so that it may have any number of rows. On a terminal each row is one line that
//! fits: columns that there is no room for are left out, and long cells are cut.

use std::io::{self, Write};
use std::{iter, mem};

use anstyle::Style as Paint;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::Style;
use super::columns::{color_of, columns, ends};
use super::safe::{Safe, is_shown_escaped};
use crate::finding::Severity;

/// Most characters of a cell that are shown where the output is not a terminal, unless everything is asked for.
const MOST_IN_CELL: usize = 200;

/// Number of rows that are held back to settle how wide each column is. A table that has no more is as wide as it has
/// to be.
const MOST_HELD: usize = 1000;

/// Greatest width of a column of a longer table, in columns of characters. A row with a longer cell is wider.
const WIDEST: u16 = 60;

/// The same of a table whose cells are not cut.
const WIDEST_OF_WHOLE: u16 = 200;

/// Width of the empty columns beside the content of each cell, in columns of characters.
pub(super) const PADDING: u16 = 2;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) heading: &'static str,
    /// Width in columns of characters that is enough for it where there is little room.
    pub(super) enough: u16,
    /// Width that it gets before columns of hardly any worth have a place, and the others more than enough.
    pub(super) good: u16,
    /// Rank of the column: where there is no room for all, those of the lowest rank are left out first.
    pub(super) worth: u8,
    /// Part to leave out of a cell that is too long.
    pub(super) cut: Cut,
}

/// Part to leave out of a text that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Its beginning: the name of a file says more than its folder's.
    Beginning,
    /// Its middle: pointers differ at both ends.
    Middle,
    /// Its middle if it is one word, such as an id or a URL; else its end.
    Word,
    /// Its end.
    End,
}

/// The least worth of a column that has a place even if others have not a good one.
const WORTHY: u8 = 4;

/// A row, and its colouring.
#[derive(Clone, Debug)]
pub(super) struct SheetRow {
    pub(super) cells: Vec<String>,
    pub(super) mood: Mood,
}

/// Colouring of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It is not.
    Plain,
    /// All of it is dim, for it says nothing that counts.
    Quiet,
    /// Its last cell has the colour of a severity.
    Verdict(Option<Severity>),
}

/// A table that is written as it is made: the first rows settle the widths of its columns.
pub(super) struct Sheet {
    columns: Vec<Column>,
    style: Style,
    /// Columns of characters that the first cell of a row may be wider than those of the first rows.
    longer: u16,
    /// Rows that are not written yet.
    held: Vec<SheetRow>,
    /// Widths of the columns, once they are settled; `None` for a column that is left out.
    widths: Option<Vec<Option<u16>>>,
}

impl Sheet {
    pub(super) fn new(columns: Vec<Column>, longer: u16, style: Style) -> Sheet {
        Sheet { columns, style, longer, held: Vec::new(), widths: None }
    }

    /// Adds a row, and writes those before it if there are too many to wait for more.
    pub(super) fn add(&mut self, mut row: SheetRow, out: &mut dyn Write) -> io::Result<()> {
        if self.held.len() == MOST_HELD {
            if self.widths.is_none() {
                self.settle(Some(WIDEST), out)?;
            }
            self.write_held(out)?;
        }
        for (text, column) in row.cells.iter_mut().zip(&self.columns) {
            *text = cell(text, column.cut, self.style);
        }
        self.held.push(row);
        Ok(())
    }

    /// Writes the rows that are left.
    pub(super) fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.widths.is_none() {
            self.settle(None, out)?;
        }
        self.write_held(out)?;
        self.frame().last().map_or(Ok(()), |below| writeln!(out, "{below}"))
    }

    /// Settles the widths of the columns, none wider than `widest`, and writes the lines above the rows.
    fn settle(&mut self, widest: Option<u16>, out: &mut dyn Write) -> io::Result<()> {
        let needed = |(number, column): (usize, &Column)| {
            let cells = self.held.iter().map(|row| width(&row.cells[number]));
            cells.chain([width(column.heading)]).max().unwrap_or_default()
        };
        let needs: Vec<u16> = self.columns.iter().enumerate().map(needed).collect();
        self.widths = Some(match (self.style.width, widest) {
            (Some(width), _) => arrange(&needs, &self.columns, width),
            (None, None) if self.style.is_wide => {
                needs.into_iter().map(|need| Some(need.min(WIDEST_OF_WHOLE))).collect()
            }
            (None, None) => needs.into_iter().map(Some).collect(),
            (None, Some(widest)) => {
                let longer = [self.longer].into_iter().chain(iter::repeat(0));
                needs.into_iter().zip(longer).map(|(need, longer)| Some(need.min(widest) + longer)).collect()
            }
        });
        let frame = self.frame();
        frame[..frame.len() - 1].iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    /// The widths of the columns that are shown, with their numbers.
    fn shown(&self) -> impl Iterator<Item = (usize, u16)> {
        self.widths.iter().flatten().enumerate().filter_map(|(number, width)| Some((number, (*width)?)))
    }

    /// Returns the lines above the rows, and the line below them.
    fn frame(&self) -> Vec<String> {
        let headings = self.shown().map(|(number, width)| shortened(self.columns[number].heading, Cut::End, width));
        let mut table = table();
        table.set_header(headings);
        self.constrain(&mut table);
        table.lines().collect()
    }

    /// Writes the rows that are held, those that do not fit the columns each by itself.
    fn write_held(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut fitting = Vec::new();
        for row in mem::take(&mut self.held) {
            if self.style.width.is_some() || self.shown().all(|(number, most)| width(&row.cells[number]) <= most) {
                fitting.push(row);
            } else {
                self.write_rows(&mem::take(&mut fitting), out)?;
                self.write_longer(&row, out)?;
            }
        }
        self.write_rows(&fitting, out)
    }

    /// Writes a row with a cell that is wider than its column, which may be longer than any column can be.
    fn write_longer(&self, row: &SheetRow, out: &mut dyn Write) -> io::Result<()> {
        let plain = Paint::new();
        let (of_row, of_last) = match row.mood {
            Mood::Quiet if self.style.color => (plain.dimmed(), plain),
            Mood::Verdict(Some(severity)) if self.style.color => {
                (plain, plain.fg_color(Some(color_of(severity).into())))
            }
            _ => (plain, plain),
        };
        let last = self.shown().last().map(|(number, _)| number);
        write!(out, "{of_row}│")?;
        for (number, most) in self.shown() {
            let cell = &row.cells[number];
            let paint = if last == Some(number) { of_last } else { plain };
            let padding = usize::from(most.saturating_sub(width(cell)));
            write!(out, "{paint} {cell}{:padding$} {paint:#}{}", "", if last == Some(number) { "│" } else { "┆" })?;
        }
        writeln!(out, "{of_row:#}")
    }

    fn write_rows(&self, rows: &[SheetRow], out: &mut dyn Write) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut table = table();
        for row in rows {
            let fit = |(number, most): (usize, u16)| match self.style.width {
                Some(_) => shortened(&row.cells[number], self.columns[number].cut, most),
                None => row.cells[number].clone(),
            };
            table.add_row(self.shown().map(fit).collect::<Vec<_>>());
        }
        self.constrain(&mut table);
        let lines: Vec<_> = table.lines().collect();
        let lines = &lines[1..lines.len() - 1];
        lines.iter().zip(rows).try_for_each(|(line, row)| writeln!(out, "{}", self.painted(line, row.mood)))
    }

    /// A line in the colours of its row.
    fn painted(&self, line: &str, mood: Mood) -> String {
        let bar = line.rfind('┆').map_or(0, |bar| bar + '┆'.len_utf8());
        let end = line.len() - '│'.len_utf8();
        match mood {
            Mood::Quiet if self.style.color => {
                let quiet = Paint::new().dimmed();
                format!("{quiet}{line}{quiet:#}")
            }
            Mood::Verdict(Some(severity)) if self.style.color => {
                let loud = Paint::new().fg_color(Some(color_of(severity).into()));
                format!("{}{loud}{}{loud:#}{}", &line[..bar], &line[bar..end], &line[end..])
            }
            _ => line.to_owned(),
        }
    }

    /// Gives the columns of a table the widths that were settled.
    fn constrain(&self, table: &mut Table) {
        table.column_iter_mut().zip(self.shown()).for_each(|(column, (_, width))| {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width.saturating_add(PADDING))));
        });
    }
}

/// Settles the widths of the columns on a terminal, given the widths that they need, and leaves some out if there is no
/// room. Each gets what is enough of it, then what is good, and then its part of what is left.
fn arrange(needs: &[u16], columns: &[Column], width: u16) -> Vec<Option<u16>> {
    let all = |wanted: fn(&Column) -> u16| -> Vec<Option<u16>> {
        needs.iter().zip(columns).map(|(need, column)| Some(wanted(column).min(*need).max(1))).collect()
    };
    let (mut widths, good) = (all(|column| column.enough), all(|column| column.good));
    // Beside each column there is its padding and a line, and one more line at the end.
    let taken = |widths: &[Option<u16>]| 1 + widths.iter().flatten().map(|width| width + PADDING + 1).sum::<u16>();
    loop {
        let shown: Vec<usize> = (0..columns.len()).filter(|number| widths[*number].is_some()).collect();
        let Some(least) = shown.iter().copied().min_by_key(|number| columns[*number].worth) else { break };
        let taken_if_good = || taken(&shown.iter().map(|number| good[*number]).collect::<Vec<_>>());
        let is_too_wide = taken(&widths) > width || (columns[least].worth < WORTHY && taken_if_good() > width);
        if !is_too_wide || shown.len() == 1 {
            break;
        }
        widths[least] = None;
    }
    let mut left = width.saturating_sub(taken(&widths));
    for (width, good) in widths.iter_mut().zip(good) {
        let Some((width, good)) = width.as_mut().zip(good) else { continue };
        let more = good.saturating_sub(*width).min(left);
        (*width, left) = (*width + more, left - more);
    }
    while left > 0 {
        let is_short = |number: &usize| widths[*number].is_some_and(|width| width < needs[*number]);
        let short: Vec<usize> = (0..columns.len()).filter(is_short).collect();
        let Some(part) = u16::try_from(short.len()).ok().and_then(|count| left.checked_div(count)) else { break };
        for number in short {
            let width = widths[number].get_or_insert_default();
            let more = part.max(1).min(left).min(needs[number] - *width);
            (*width, left) = (*width + more, left - more);
        }
    }
    let only = width.saturating_sub(PADDING + 2).max(1);
    widths.into_iter().map(|width| width.map(|width| width.min(only))).collect()
}

/// A text as it is shown in a cell: on one line, and cut if it is long.
fn cell(text: &str, cut: Cut, style: Style) -> String {
    let most = match style.width {
        Some(width) => MOST_IN_CELL.max(width.into()),
        None if style.is_wide => usize::MAX,
        None => MOST_IN_CELL,
    };
    if cut == Cut::Beginning {
        let shown = Safe(text).to_string();
        return match shown.char_indices().rev().nth(most) {
            Some((at, first)) => format!("…{}", &shown[at + first.len_utf8()..]),
            None => shown,
        };
    }
    let mut shown = String::new();
    let mut left = most;
    for (at, character) in text.char_indices() {
        let is_escaped = is_shown_escaped(text, at, character);
        let written = if is_escaped { character.escape_unicode().to_string() } else { character.to_string() };
        let Some(rest) = left.checked_sub(written.chars().count()) else {
            shown.push('…');
            break;
        };
        left = rest;
        shown.push_str(&written);
    }
    shown
}

/// A text that fits so many columns of characters.
fn shortened(text: &str, cut: Cut, room: u16) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(1);
    let (before, after) = match cut {
        Cut::Beginning => (0, room),
        Cut::Word if text.contains(' ') => (room, 0),
        Cut::Middle | Cut::Word => (room - room / 2, room / 2),
        Cut::End => (room, 0),
    };
    ends(text, before.into(), after.into())
}

/// Returns the width of a text in columns of characters, or the greatest that a column of a table can have.
fn width(text: &str) -> u16 {
    u16::try_from(columns(text)).unwrap_or(u16::MAX)
}

/// A table in which nothing is wrapped.
fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Disabled);
    table
}
