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
    table.to_string()
}

/// The longest value, in bytes, that is repeated where it comes from.
const SHORT: usize = 40;

/// The columns of the list of payloads.
const COLUMNS: [&str; 10] =
    ["payload", "vendor", "event", "chat", "visitor", "agent", "time", "wait", "duration", "findings"];

/// A row for each of several payloads. Columns in which nothing stands are left out.
pub fn payloads(rows: &[PayloadRow], style: Style) -> String {
    let shown: Vec<usize> =
        (0..COLUMNS.len()).filter(|column| rows.iter().any(|row| !row.0[*column].is_empty())).collect();
    let mut table = table(style);
    table.set_header(shown.iter().map(|column| COLUMNS[*column]));
    for row in rows {
        add_row(&mut table, style, shown.iter().map(|column| row.0[*column].clone()));
    }
    // A heading is not broken.
    for (column, index) in table.column_iter_mut().zip(&shown) {
        let width = u16::try_from(COLUMNS[*index].len() + 2).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
    table.to_string()
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
