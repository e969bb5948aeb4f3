//! Payloads as tables: one payload with all its members, or a row for each of several.

use std::io::{self, Write};
use std::{iter, mem};

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};

use super::Style;
use super::safe::Safe;
use crate::provenance::Member;
use crate::report::Report;

/// Writes the members of one payload, grouped by the object they belong to, each with where it comes from; and, so that no
/// field goes unseen, the values that say nothing.
pub fn members(members: &[Member], empty: &[(String, String)], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(vec!["", "member", "value", "from"], style);
    // Where there is little room, most of it is the values'.
    if style.width.is_some() {
        sheet.shares = vec![
            ColumnConstraint::UpperBoundary(Width::Percentage(15)),
            ColumnConstraint::UpperBoundary(Width::Percentage(25)),
            ColumnConstraint::LowerBoundary(Width::Percentage(40)),
        ];
    }
    let mut last = None;
    let mut add = |object: &str, cells: [&str; 3]| {
        let shown = if last.as_deref() == Some(object) { "" } else { object };
        last = Some(object.to_owned());
        let [name, value, from] = cells;
        sheet.add([shown, name, value, from].map(|text| cell(text, style)).into(), out)
    };
    for member in members.iter().filter(|member| !member.is_constant()) {
        let value = plain(&member.value);
        let from = member.from.join(", ");
        let object = if member.object.is_empty() { "event" } else { &member.object };
        match member.raw.as_deref().map(plain) {
            _ if from == member.name => add(object, [&member.name, &value, ""])?,
            Some(raw) if raw != value && raw.len() <= SHORT => {
                add(object, [&member.name, &value, &format!("{from} = {raw}")])?;
            }
            _ => add(object, [&member.name, &value, &from])?,
        }
    }
    for (pointer, raw) in empty {
        add("empty", [pointer, raw, ""])?;
    }
    sheet.end(out)
}

/// The longest value, in bytes, that is repeated where it comes from.
const SHORT: usize = 40;

/// How many characters of a cell are shown, or more where the terminal has room for more.
const MOST_IN_CELL: usize = 200;

/// How many rows are looked at to find out how wide each column is. A table that has no more is as wide as it has to be.
const MOST_HELD: usize = 1000;

/// How wide a column of a longer table is at the most, in columns of characters. A row with a longer cell is wider.
const WIDEST: u16 = 60;

/// The least width that a share gives a column.
fn least(share: ColumnConstraint) -> u16 {
    match share {
        ColumnConstraint::LowerBoundary(Width::Fixed(least)) => least,
        _ => 0,
    }
}

/// A text as it is shown in a cell: on one line, and cut if it is long.
fn cell(text: &str, style: Style) -> String {
    let most = style.width.map_or(MOST_IN_CELL, |width| MOST_IN_CELL.max(width.into()));
    let mut shown = String::new();
    let mut left = most;
    for character in text.chars() {
        let written = Safe(character.encode_utf8(&mut [0; 4])).to_string();
        let Some(rest) = left.checked_sub(written.chars().count()) else {
            shown.push('…');
            break;
        };
        left = rest;
        shown.push_str(&written);
    }
    shown
}

/// A table that is written as it is made, so that it may have any number of rows: the first of them tell how wide its
/// columns are.
struct Sheet {
    heading: Vec<&'static str>,
    /// How the columns share the room that there is.
    shares: Vec<ColumnConstraint>,
    style: Style,
    /// Rows that are not written yet.
    held: Vec<Vec<String>>,
    /// How wide each column is, once that is settled.
    widths: Option<Vec<u16>>,
}

impl Sheet {
    fn new(heading: Vec<&'static str>, style: Style) -> Sheet {
        Sheet { heading, shares: Vec::new(), style, held: Vec::new(), widths: None }
    }

    fn add(&mut self, row: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
        if self.held.len() == MOST_HELD {
            if self.widths.is_none() {
                self.settle(out)?;
            }
            self.write_held(out)?;
        }
        self.held.push(row);
        Ok(())
    }

    fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.widths.is_none() {
            return writeln!(out, "{}", self.whole());
        }
        self.write_held(out)?;
        self.frame().last().map_or(Ok(()), |below| writeln!(out, "{below}"))
    }

    /// All of the table, of which nothing is written yet.
    fn whole(&self) -> Table {
        let mut table = table(self.style);
        table.set_header(&self.heading);
        self.held.iter().for_each(|row| add_row(&mut table, self.style, row.iter().cloned()));
        table.column_iter_mut().zip(&self.shares).for_each(|(column, share)| {
            column.set_constraint(*share);
        });
        table
    }

    /// Settles how wide the columns are, and writes what stands above the rows.
    fn settle(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let whole = self.whole();
        self.widths = Some(if self.style.width.is_none() {
            let needed = whole.column_max_content_widths();
            let least = self.shares.iter().copied().map(least).chain(iter::repeat(0));
            needed.iter().zip(least).map(|(needed, least)| least.max((*needed).min(WIDEST) + PADDING)).collect()
        } else {
            // Between its corners, the line above shows how the columns were made to fit.
            let above = whole.lines().next().unwrap_or_default();
            let columns = above.trim_matches(['┌', '┐']).split('┬');
            columns.map(|column| u16::try_from(column.chars().count()).unwrap_or(u16::MAX)).collect()
        });
        let frame = self.frame();
        frame[..frame.len() - 1].iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    /// What stands above the rows, and a line that stands below them.
    fn frame(&self) -> Vec<String> {
        let mut table = table(self.style);
        table.set_header(&self.heading);
        self.constrain(&mut table, ColumnConstraint::Absolute);
        table.lines().collect()
    }

    /// Writes the rows that are held, those that do not fit the columns each by itself.
    fn write_held(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut fitting = Vec::new();
        for row in mem::take(&mut self.held) {
            if self.fits(&row) {
                fitting.push(row);
            } else {
                self.write_rows(mem::take(&mut fitting), ColumnConstraint::Absolute, out)?;
                self.write_rows(vec![row], ColumnConstraint::LowerBoundary, out)?;
            }
        }
        self.write_rows(fitting, ColumnConstraint::Absolute, out)
    }

    /// Whether the cells of a row are no wider than their columns, or are made to be.
    fn fits(&self, row: &[String]) -> bool {
        if self.style.width.is_some() {
            return true;
        }
        let mut table = Table::new();
        table.add_row(row);
        let needed = table.column_max_content_widths();
        let mut widths = needed.iter().zip(self.widths.iter().flatten());
        widths.all(|(needed, width)| needed + PADDING <= *width)
    }

    fn write_rows(
        &self,
        rows: Vec<Vec<String>>,
        constraint: impl Fn(Width) -> ColumnConstraint,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut table = table(self.style);
        for row in rows {
            add_row(&mut table, self.style, row);
        }
        self.constrain(&mut table, constraint);
        let lines: Vec<_> = table.lines().collect();
        lines[1..lines.len() - 1].iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    /// Gives the columns of a table the widths that were settled.
    fn constrain(&self, table: &mut Table, constraint: impl Fn(Width) -> ColumnConstraint) {
        table.column_iter_mut().zip(self.widths.iter().flatten()).for_each(|(column, width)| {
            column.set_constraint(constraint(Width::Fixed(*width)));
        });
    }
}

/// The columns of the list of payloads.
const COLUMNS: [&str; 10] =
    ["payload", "vendor", "event", "chat", "visitor", "agent", "time", "wait", "duration", "findings"];

/// Those of them that there is no room for on a terminal that is narrower than [`WIDE`].
const LEFT_OUT: &[&str] = &["agent", "time", "wait", "duration"];

/// How many columns of characters a terminal has that has room for the whole list.
const WIDE: u16 = 100;

/// A list of payloads, a row each. Columns that there is no room for are left out, and of a list that is short enough to be
/// looked at as a whole those in which nothing stands.
pub struct Payloads {
    style: Style,
    /// The first rows, until there are too many to wait for more.
    first: Vec<PayloadRow>,
    long: Option<Long>,
}

/// A list that is written as it is made.
struct Long {
    columns: Vec<usize>,
    /// How many characters of a place there is room for.
    room: usize,
    sheet: Sheet,
}

/// How many more digits the numbers of lines may have than those of the first rows.
const MORE_DIGITS: usize = 6;

impl Payloads {
    /// A list without rows.
    pub fn new(style: Style) -> Payloads {
        Payloads { style, first: Vec::new(), long: None }
    }

    /// Adds a row, and writes it if there are too many to wait for more.
    pub fn add(&mut self, row: PayloadRow, out: &mut dyn Write) -> io::Result<()> {
        match &mut self.long {
            Some(Long { columns, room, sheet }) => sheet.add(row.cells(columns, *room, self.style), out),
            None if self.first.len() < MOST_HELD => {
                self.first.push(row);
                Ok(())
            }
            None => {
                self.begin(|_| true, MORE_DIGITS, out)?;
                self.add(row, out)
            }
        }
    }

    /// Ends the list.
    pub fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.long.is_none() {
            let says_something = |column: usize| self.first.iter().any(|row| !row.0[column].is_empty());
            let columns: Vec<bool> = (0..COLUMNS.len()).map(says_something).collect();
            self.begin(|column| columns[column], 0, out)?;
        }
        self.long.map_or(Ok(()), |long| long.sheet.end(out))
    }

    /// Begins a table of those of the columns that there is room for, where places may become so much longer.
    fn begin(&mut self, is_shown: impl Fn(usize) -> bool, longer: usize, out: &mut dyn Write) -> io::Result<()> {
        let is_narrow = self.style.width.is_some_and(|width| width < WIDE);
        let has_room = |column: usize| !is_narrow || !LEFT_OUT.contains(&COLUMNS[column]);
        let columns: Vec<usize> = (0..COLUMNS.len()).filter(|column| has_room(*column) && is_shown(*column)).collect();
        // Where there is little room, a place gets its share first.
        let room = self.style.width.map_or(MOST_IN_CELL, |width| usize::from(width) / 4);
        let rows: Vec<_> = self.first.drain(..).map(|row| row.cells(&columns, room, self.style)).collect();
        let mut sheet = Sheet::new(columns.iter().map(|column| COLUMNS[*column]).collect(), self.style);
        // A heading is not broken, and a place neither.
        let widest = rows.iter().map(|row| row[0].chars().count()).max().unwrap_or_default();
        let widest = (widest + longer).min(room.max(widest));
        let least = |column: &usize| if *column == 0 { widest } else { COLUMNS[*column].len() };
        let least = |column| Width::Fixed(PADDING.saturating_add(u16::try_from(least(column)).unwrap_or(u16::MAX)));
        sheet.shares = columns.iter().map(|column| ColumnConstraint::LowerBoundary(least(column))).collect();
        for row in rows {
            sheet.add(row, out)?;
        }
        let room = self.style.width.map_or(MOST_IN_CELL, |_| widest);
        self.long = Some(Long { columns, room, sheet });
        Ok(())
    }
}

/// How many columns stand empty beside the content of each cell.
const PADDING: u16 = 2;

/// The end of a text that has more characters than there is room for.
fn last(text: &str, room: usize) -> String {
    match text.char_indices().rev().nth(room) {
        Some(_) => text
            .char_indices()
            .rev()
            .nth(room.saturating_sub(2))
            .map_or("…".to_owned(), |(at, _)| format!("…{}", &text[at..])),
        None => text.to_owned(),
    }
}

/// What the list shows of a payload.
#[derive(Clone, Debug)]
pub struct PayloadRow([String; 10]);

impl PayloadRow {
    /// Some of its cells. Of a place the end counts, of which there is room for so many characters.
    fn cells(&self, columns: &[usize], room: usize, style: Style) -> Vec<String> {
        let shown = |column: &usize| match column {
            0 => last(&Safe(&self.0[0]).to_string(), room),
            column => cell(&self.0[*column], style),
        };
        columns.iter().map(shown).collect()
    }

    /// What the list shows of a payload with this report and these members.
    pub fn new(report: &Report, members: &[Member]) -> PayloadRow {
        let member = |object: &str, name: &str| {
            let found = members.iter().find(|member| member.object == object && member.name == name);
            found.map_or_else(String::new, |member| plain(&member.value))
        };
        let first_of = |members: [String; 2]| members.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let seconds = |text: String| if text.is_empty() { text } else { format!("{text} s") };
        let row = [
            format!("{}:{}:{}", report.source, report.start.line, report.start.column),
            report.vendor.unwrap_or("?").to_owned(),
            report.event.clone().unwrap_or_else(|| "?".to_owned()),
            member("chat", "id"),
            first_of([member("visitor", "name"), member("visitor", "id")]),
            first_of([member("agents[0]", "name"), member("agents[0]", "id")]),
            member("", "time"),
            seconds(member("metrics", "wait_seconds")),
            seconds(member("metrics", "duration_seconds")),
            report.tally().to_string(),
        ];
        PayloadRow(row)
    }
}

/// A table whose cells are our own words, wrapped to the width of the terminal or of a page.
pub fn words(heading: &[&str], rows: &[Vec<String>], style: Style) -> String {
    let mut table = table(style);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(style.width.unwrap_or(PAGE));
    table.set_header(heading);
    table.add_rows(rows);
    // Names are not broken, words are.
    table.column_mut(0).expect("a table has columns").set_constraint(ColumnConstraint::ContentWidth);
    table.to_string()
}

/// The width of a page, where there is no terminal.
const PAGE: u16 = 140;

/// A JSON value as it is read: a text without its quotes and escapes.
fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

/// A table that fits the terminal; where there is none, nothing is cut.
fn table(style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    match style.width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_truncation_indicator("…");
    table
}

fn add_row(table: &mut Table, style: Style, cells: impl IntoIterator<Item = String>) {
    let mut row = Row::from(cells.into_iter().collect::<Vec<_>>());
    if style.width.is_some() {
        row.max_height(1);
    }
    table.add_row(row);
}
