//! Payloads as tables: one payload with all its members, or a row for each of several.

use std::borrow::Cow;
use std::io::{self, Write};
use std::mem;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::Style;
use super::columns::columns;
use super::sheet::{Column, Cut, Mood, PADDING, Sheet, SheetRow};
use super::wrap::wrapped;
use crate::finding::Severity;
use crate::provenance::Member;
use crate::report::Report;

/// The columns of the table of one payload.
const OF_MEMBERS: [Column; 4] = [
    Column { heading: "", enough: 9, good: 11, worth: 5, cut: Cut::Middle },
    Column { heading: "member", enough: 12, good: 16, worth: 6, cut: Cut::Middle },
    Column { heading: "value", enough: 24, good: 24, worth: 7, cut: Cut::Word },
    Column { heading: "from", enough: 16, good: 16, worth: 4, cut: Cut::Middle },
];

/// The same where there is little room: the object stands before the name of its member.
const OF_MEMBERS_NARROW: [Column; 3] = [
    Column { heading: "member", enough: 16, good: 16, worth: 5, cut: Cut::Middle },
    Column { heading: "value", enough: 17, good: 17, worth: 6, cut: Cut::Word },
    Column { heading: "from", enough: 16, good: 16, worth: 4, cut: Cut::Middle },
];

/// Writes the members of one payload, grouped by the object they belong to, each with where it comes from; and, so that no
/// field goes unseen, the values that say nothing. What is said in a conversation, a custom field, a file or a tag takes
/// one row.
pub fn members(members: &[Member], empty: &[(String, String)], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let is_narrow = style.width.is_some_and(|width| width < NARROW);
    let mut sheet = Sheet::new(if is_narrow { OF_MEMBERS_NARROW.into() } else { OF_MEMBERS.into() }, 0, style);
    let mut last: Option<Cow<'_, str>> = None;
    let mut add = |object: Cow<'static, str>, cells: [&str; 3], mood: Mood| {
        if is_narrow {
            let is_name = !cells[0].is_empty() && !cells[0].starts_with('/') && !object.starts_with("messages[");
            let separator = if is_name { "." } else { " " };
            let path = if object == "event" { cells[0].to_owned() } else { format!("{object}{separator}{}", cells[0]) };
            return sheet.add(SheetRow { cells: vec![path, cells[1].to_owned(), cells[2].to_owned()], mood }, out);
        }
        let shown = if last.as_ref() == Some(&object) { String::new() } else { object.to_string() };
        last = Some(object);
        let cells = [&shown, cells[0], cells[1], cells[2]].map(str::to_owned).into();
        sheet.add(SheetRow { cells, mood }, out)
    };
    for group in members.chunk_by(|one, other| one.object == other.object && is_one_row(&one.object)) {
        let [member] = group else {
            let [name, value, from] = on_one_row(group);
            add(group[0].object.clone(), [&name, &value, &from], Mood::Plain)?;
            continue;
        };
        if member.is_constant() {
            continue;
        }
        let value = plain(&member.value);
        let from = member.from.join(", ");
        let object = if member.object.is_empty() { Cow::Borrowed("event") } else { member.object.clone() };
        let mood = if object == "unmapped" { Mood::Quiet } else { Mood::Plain };
        match member.raw.as_deref().map(plain) {
            _ if from == member.name => add(object, [&member.name, &value, ""], mood)?,
            Some(raw) if raw != value && raw.len() <= SHORT => {
                add(object, [&member.name, &value, &format!("{from} = {raw}")], mood)?;
            }
            _ => add(object, [&member.name, &value, &from], mood)?,
        }
    }
    for (pointer, raw) in empty {
        add(Cow::Borrowed("empty"), [pointer, raw, ""], Mood::Quiet)?;
    }
    sheet.end(out)
}

/// Width from which on the objects have a column of their own.
const NARROW: u16 = 60;

/// Returns true if an object is an item that is shown on one row: of any array but that of the agents.
fn is_one_row(object: &str) -> bool {
    object.ends_with(']') && !object.starts_with("agents[")
}

/// The members that stand for an item: the name of a field or a file; the time of a message, and who wrote it.
const NAMING: [&str; 4] = ["name", "at", "clock", "author.role"];

/// The members that say most of it, and come before the others.
const TELLING: [&str; 2] = ["author.name", "text"];

/// Returns an item as one row: its name, everything else that it says, and its source.
fn on_one_row(item: &[Member]) -> [String; 3] {
    let said = |members: &[&str]| -> Vec<String> {
        let found = members.iter().filter_map(|name| item.iter().find(|member| member.name == *name));
        found.map(|member| plain(&member.value)).collect()
    };
    let is_said = |member: &&Member| NAMING.iter().chain(&TELLING).any(|name| member.name == *name);
    let others = item.iter().filter(|member| !is_said(member)).map(|member| plain(&member.value));
    let value: Vec<String> = said(&TELLING).into_iter().chain(others).collect();
    let from = item.iter().flat_map(|member| &member.from).map(String::as_str);
    let from = from.reduce(common).map(|from| from.trim_end_matches('/').to_owned());
    [said(&NAMING).join(" "), value.join(" · "), from.unwrap_or_default()]
}

/// The pointer that two pointers have in common.
fn common<'p>(one: &'p str, other: &str) -> &'p str {
    let same = one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other);
    let length: usize = same.map(|(step, _)| step.len() + 1).sum();
    &one[..length.saturating_sub(1).min(one.len())]
}

/// The longest value, in bytes, that is repeated where it comes from.
const SHORT: usize = 40;

/// The columns of the list of payloads.
const OF_LIST: [Column; 11] = [
    Column { heading: "payload", enough: 16, good: 28, worth: 10, cut: Cut::Beginning },
    Column { heading: "at", enough: 12, good: 12, worth: 5, cut: Cut::Middle },
    Column { heading: "vendor", enough: 8, good: 8, worth: 6, cut: Cut::End },
    Column { heading: "event", enough: 15, good: 15, worth: 8, cut: Cut::End },
    Column { heading: "chat", enough: 9, good: 9, worth: 7, cut: Cut::Word },
    Column { heading: "visitor", enough: 10, good: 10, worth: 4, cut: Cut::End },
    Column { heading: "agent", enough: 10, good: 10, worth: 2, cut: Cut::End },
    Column { heading: "time", enough: 20, good: 20, worth: 3, cut: Cut::End },
    Column { heading: "wait", enough: 7, good: 7, worth: 0, cut: Cut::End },
    Column { heading: "duration", enough: 8, good: 8, worth: 1, cut: Cut::End },
    Column { heading: "findings", enough: 8, good: 8, worth: 9, cut: Cut::End },
];

/// The column of the way to a payload in the document that holds it. Most hold themselves.
const AT: usize = 1;

/// Number of rows that are held back to find out in which columns nothing stands.
const MOST_HELD: usize = 1000;

/// A list of payloads, a row each. Columns that there is no room for are left out, and of a list that is short enough to be
/// looked at as a whole those in which nothing stands.
pub struct Payloads {
    style: Style,
    /// The first rows, until there are too many to wait for more.
    first: Vec<PayloadRow>,
    /// The columns of the list, once it is begun, and it.
    begun: Option<(Vec<usize>, Sheet)>,
}

/// Number of digits that the numbers of lines may have more than those of the first rows.
const MORE_DIGITS: u16 = 6;

impl Payloads {
    /// A list without rows.
    pub fn new(style: Style) -> Payloads {
        Payloads { style, first: Vec::new(), begun: None }
    }

    /// Adds a row, and writes it if there are too many to wait for more.
    pub fn add(&mut self, row: PayloadRow, out: &mut dyn Write) -> io::Result<()> {
        match &mut self.begun {
            Some((columns, sheet)) => sheet.add(row.of(columns), out),
            None if self.first.len() < MOST_HELD => {
                self.first.push(row);
                Ok(())
            }
            None => {
                let is_carried = self.first.iter().any(|row| !row.cells[AT].is_empty());
                self.begin(|column| column != AT || is_carried, MORE_DIGITS, out)?;
                self.add(row, out)
            }
        }
    }

    /// Ends the list.
    pub fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun.is_none() {
            let says_something = |column: usize| self.first.iter().any(|row| !row.cells[column].is_empty());
            let columns: Vec<bool> = (0..OF_LIST.len()).map(says_something).collect();
            self.begin(|column| columns[column], 0, out)?;
        }
        self.begun.map_or(Ok(()), |(_, sheet)| sheet.end(out))
    }

    /// Begins a table of some of the columns, where places may become so much longer.
    fn begin(&mut self, is_shown: impl Fn(usize) -> bool, longer: u16, out: &mut dyn Write) -> io::Result<()> {
        let columns: Vec<usize> = (0..OF_LIST.len()).filter(|column| is_shown(*column)).collect();
        let shown = columns.iter().map(|column| OF_LIST[*column]).collect();
        let mut sheet = Sheet::new(shown, longer, self.style);
        for row in mem::take(&mut self.first) {
            sheet.add(row.of(&columns), out)?;
        }
        self.begun = Some((columns, sheet));
        Ok(())
    }
}

/// Row of the list, for one payload.
#[derive(Clone, Debug)]
pub struct PayloadRow {
    cells: [String; OF_LIST.len()],
    worst: Option<Severity>,
}

impl PayloadRow {
    /// Some of its cells.
    fn of(&self, columns: &[usize]) -> SheetRow {
        let cells = columns.iter().map(|column| self.cells[*column].clone()).collect();
        SheetRow { cells, mood: Mood::Verdict(self.worst) }
    }

    /// Makes the row of a payload from its report and its members.
    pub fn new(report: &Report, members: &[Member]) -> PayloadRow {
        let member = |object: &str, name: &str| {
            let found = members.iter().find(|member| member.object == object && member.name == name);
            found.map_or_else(String::new, |member| plain(&member.value))
        };
        let first_of = |members: [String; 2]| members.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let seconds = |text: String| if text.is_empty() { text } else { format!("{text} s") };
        let item = report.item.map_or_else(String::new, |item| format!(" item {item}"));
        let cells = [
            format!("{}:{}:{}{item}", report.source, report.start.line, report.start.column),
            report.at.clone().unwrap_or_default(),
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
        PayloadRow { cells, worst: report.severity() }
    }
}

/// Writes a table whose cells are our own words, wrapped to the width of the terminal or of a page. Where there is no room
/// for its columns, each row becomes a few lines.
pub fn words(heading: &[&str], rows: &[Vec<String>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.unwrap_or(PAGE);
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(columns).max().unwrap_or_default();
    // Cells are broken between words, names not at all.
    let least = |column: usize| {
        let cells = || rows.iter().map(|row| &*row[column]);
        let mut all = cells().chain([heading[column]]);
        match column {
            0 => widest(&mut all),
            _ => widest(&mut all.flat_map(|cell| cell.split(' '))).max(widest(&mut cells()).min(NARROWEST)),
        }
    };
    let widths: Vec<usize> = (0..heading.len()).map(least).collect();
    if widths.iter().map(|width| width + 3).sum::<usize>() + 1 > width.into() {
        return rows.iter().try_for_each(|row| row_as_lines(heading, row, width.into(), out));
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(heading);
    table.add_rows(rows);
    for (column, width) in table.column_iter_mut().zip(widths) {
        let width = Width::Fixed(u16::try_from(width).unwrap_or(u16::MAX).saturating_add(PADDING));
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
    table.column_mut(0).expect("a table has columns").set_constraint(ColumnConstraint::ContentWidth);
    writeln!(out, "{table}")
}

/// Writes a row as lines: its first cell, and the others below it, each with its heading.
fn row_as_lines(heading: &[&str], row: &[String], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = wrapped("", 2, &row[0], width);
    for (name, cell) in heading.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
        lines.extend(wrapped(&format!("  {name}: "), 4, cell, width));
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The least width of a column in which words are wrapped, if it needs so much and no word is longer.
const NARROWEST: usize = 12;

/// The width of a page, where there is no terminal.
const PAGE: u16 = 140;

/// A JSON value as it is read: a text without its quotes and escapes.
fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}
