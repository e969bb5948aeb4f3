//! Payloads as tables: one payload with all its members, or a row for each of several.

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};

use super::Style;
use super::safe::Safe;
use crate::provenance::Member;
use crate::report::Report;

/// The members of one payload, grouped by the object they belong to, each with where it comes from; and, so that no
/// field goes unseen, the values that say nothing.
pub fn members(members: &[Member], empty: &[(String, String)], style: Style) -> String {
    let mut table = table(style);
    table.set_header(["", "member", "value", "from"]);
    let mut last = None;
    let mut add = |object: &str, cells: [&str; 3]| {
        let shown = if last.as_deref() == Some(object) { "" } else { object };
        let [name, value, from] = cells;
        add_row(&mut table, style, [shown, name, value, from].map(|cell| Safe(cell).to_string()));
        last = Some(object.to_owned());
    };
    for member in members.iter().filter(|member| !member.is_constant()) {
        let value = plain(&member.value);
        let from = member.from.join(", ");
        let object = if member.object.is_empty() { "event" } else { &member.object };
        match member.raw.as_deref().map(plain) {
            _ if from == member.name => add(object, [&member.name, &value, ""]),
            Some(raw) if raw != value && raw.len() <= SHORT => {
                add(object, [&member.name, &value, &format!("{from} = {raw}")]);
            }
            _ => add(object, [&member.name, &value, &from]),
        }
    }
    for (pointer, raw) in empty {
        add("empty", [pointer, raw, ""]);
    }
    // Where there is little room, most of it is the values'.
    if style.width.is_some() {
        let shares = [
            ColumnConstraint::UpperBoundary(Width::Percentage(15)),
            ColumnConstraint::UpperBoundary(Width::Percentage(25)),
            ColumnConstraint::LowerBoundary(Width::Percentage(40)),
        ];
        table.column_iter_mut().zip(shares).for_each(|(column, share)| {
            column.set_constraint(share);
        });
    }
    table.to_string()
}

/// The longest value, in bytes, that is repeated where it comes from.
const SHORT: usize = 40;

/// The columns of the list of payloads.
const COLUMNS: [&str; 10] =
    ["payload", "vendor", "event", "chat", "visitor", "agent", "time", "wait", "duration", "findings"];

/// Those of them that there is no room for on a terminal that is narrower than [`WIDE`].
const LEFT_OUT: &[&str] = &["agent", "time", "wait", "duration"];

/// How many columns of characters a terminal has that has room for the whole list.
const WIDE: u16 = 100;

/// A row for each of several payloads. Columns in which nothing stands are left out, and those that there is no room for.
pub fn payloads(rows: &[PayloadRow], style: Style) -> String {
    let is_narrow = style.width.is_some_and(|width| width < WIDE);
    let has_room = |column: usize| !is_narrow || !LEFT_OUT.contains(&COLUMNS[column]);
    let says_something = |column: usize| rows.iter().any(|row| !row.0[column].is_empty());
    let shown: Vec<usize> = (0..COLUMNS.len()).filter(|it| has_room(*it) && says_something(*it)).collect();
    let mut table = table(style);
    table.set_header(shown.iter().map(|column| COLUMNS[*column]));
    // Of a path the end counts, and where there is little room it gets its share first.
    let room = style.width.map_or(usize::MAX, |width| usize::from(width) / 4);
    let places: Vec<String> = rows.iter().map(|row| last(&row.0[0], room)).collect();
    for (row, place) in rows.iter().zip(&places) {
        add_row(
            &mut table,
            style,
            shown.iter().map(|column| if *column == 0 { place } else { &row.0[*column] }).cloned(),
        );
    }
    // A heading is not broken.
    let widest = places.iter().map(|place| place.chars().count()).max().unwrap_or_default();
    for (column, index) in table.column_iter_mut().zip(&shown) {
        let least = if *index == 0 { widest } else { COLUMNS[*index].len() } + PADDING;
        let least = Width::Fixed(u16::try_from(least).unwrap_or(u16::MAX));
        column.set_constraint(ColumnConstraint::LowerBoundary(least));
    }
    table.to_string()
}

/// How many columns stand empty beside the content of each cell.
const PADDING: usize = 2;

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
        PayloadRow(row.map(|cell| Safe(&cell).to_string()))
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
