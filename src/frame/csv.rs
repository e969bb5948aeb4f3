//! Tables of text: records of cells, divided by commas, semicolons or tabs. A cell may stand in quotes, with `""` for each in
//! it, and then hold line breaks.

use std::mem;
use std::ops::Range;

use anyhow::Result;

use super::Role;
use super::carried::Document;
use super::chunk::Chunk;
use super::framer::Framer;
use super::table::Table;
use crate::carriers;
use crate::detect::Hint;
use crate::embedded::{Embedded, Writing};
use crate::finding::{JsonError, Problem};
use crate::json;
use crate::read;
use crate::repair::{self, Quotes};

/// The most names of columns that are kept.
const MOST_COLUMNS: usize = 1000;

/// A cell of a record: where its text stands, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    span: Range<usize>,
    writing: Writing,
}

/// The cells of the record that begins a text, one after another. A record may have millions: they are gone through again
/// rather than held.
struct Cells<'t> {
    text: &'t str,
    delimiter: u8,
    /// Where the next one begins.
    next: Option<usize>,
    /// Where the last one ends, and its quotes.
    end: usize,
    /// True unless the last one has quotes that are not closed.
    is_closed: bool,
}

impl<'t> Cells<'t> {
    fn of(text: &'t str, delimiter: u8) -> Cells<'t> {
        Cells { text, delimiter, next: Some(0), end: 0, is_closed: true }
    }
}

impl Iterator for Cells<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        let at = self.next.take()?;
        let bytes = self.text.as_bytes();
        let start = at + bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        let cell = match bytes.get(start) {
            Some(b'"') => quoted(bytes, start),
            Some(b'{' | b'[') => Some(bare(self.text, start, self.delimiter)),
            _ => Some(plain(bytes, at, self.delimiter)),
        };
        self.is_closed = cell.is_some();
        let (cell, end) = cell?;
        // What follows the quotes of a cell, or JSON without quotes, is no part of what it holds.
        self.end = plain(bytes, end, self.delimiter).1;
        self.next = (bytes.get(self.end) == Some(&self.delimiter)).then_some(self.end + 1);
        Some(cell)
    }
}

/// The length of the record that begins a text, without its line break; nothing if its end is not there.
fn length(text: &str, delimiter: u8, is_complete: bool) -> Option<usize> {
    let mut cells = Cells::of(text, delimiter);
    cells.by_ref().for_each(drop);
    (cells.is_closed && (is_complete || cells.end < text.len())).then_some(cells.end)
}

/// A cell without quotes.
fn plain(bytes: &[u8], at: usize, delimiter: u8) -> (Cell, usize) {
    let end = memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    (Cell { span: at..end, writing: Writing::Plain }, end)
}

/// A cell in quotes: `"a ""b"""`, or as some databases write it, `"a \"b\""`. Nothing if it is not closed.
fn quoted(bytes: &[u8], at: usize) -> Option<(Cell, usize)> {
    let start = at + 1;
    let opening =
        bytes[start..].iter().position(|byte| !b" \r\n\t{[".contains(byte)).map_or(bytes.len(), |it| start + it);
    if bytes[opening..].starts_with(b"\\\"") {
        let end = json::after_quote(bytes, start)?;
        return Some((Cell { span: start..end - 1, writing: Writing::Escaped }, end));
    }
    let mut end = start;
    loop {
        end += memchr::memchr(b'"', &bytes[end..])?;
        if bytes.get(end + 1) != Some(&b'"') {
            return Some((Cell { span: start..end, writing: Writing::Doubled }, end + 1));
        }
        end += 2;
    }
}

/// A cell that JSON stands in without quotes, whatever divides cells in it.
fn bare(text: &str, at: usize, delimiter: u8) -> (Cell, usize) {
    let line = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
    let mut values = serde_json::Deserializer::from_str(&text[at..line]).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let end = at + values.byte_offset();
            (Cell { span: at..end, writing: Writing::Plain }, end)
        }
        _ => plain(text.as_bytes(), at, delimiter),
    }
}

/// Returns the byte between the cells of a table that begins with this record: the one that stands most often outside
/// quotes, with JSON in whole cells.
fn delimiter(text: &str) -> u8 {
    let is_json = |cell: &Cell| text[cell.span.clone()].trim_start().starts_with(['{', '[']);
    let count = |delimiter| {
        let mut cells = Cells::of(text, delimiter);
        let count = cells.by_ref().fold((0, 0), |(json, all), cell| (json + usize::from(is_json(&cell)), all + 1));
        if cells.is_closed { count } else { (0, 0) }
    };
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

impl Framer<'_> {
    /// Deals with the record of a table that begins here, and says how long it is; nothing if more of the source is wanted.
    pub(super) fn record(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let mut table = mem::take(&mut self.state.table);
        let used = self.record_of(&mut table, chunk, at);
        self.state.table = table;
        used
    }

    fn record_of(&mut self, table: &mut Table, chunk: &Chunk<'_>, at: usize) -> Result<Option<usize>> {
        let (rest, is_complete) = self.view(chunk, at);
        let Some(divider) = table.delimiter.or_else(|| {
            // A record that is not quoted ends with its line.
            let has_line = is_complete || length(rest, b',', false).is_some();
            has_line.then(|| delimiter(rest))
        }) else {
            return Ok(None);
        };
        let Some(length) = length(rest, divider, is_complete) else {
            return if is_complete { self.unclosed(chunk, at, rest.len()) } else { Ok(None) };
        };
        let outermost = Embedded::outermost(&rest[..length]);
        let cells = || Cells::of(&rest[..length], divider);
        let hint = self.examiner.options.hint;
        let holds = |cell: &Cell| holds_payload(&outermost, cell, hint);
        let is_heading = table.delimiter.is_none() && !cells().any(|cell| holds(&cell));
        table.delimiter = Some(divider);
        if is_heading {
            let name = |cell: Cell| outermost.text()[cell.span].trim().replace("\"\"", "\"");
            table.names = cells().take(MOST_COLUMNS).map(name).collect();
        } else {
            table.records += 1;
        }
        for (number, cell) in cells().enumerate().filter(|(_, cell)| !is_heading && holds(cell)) {
            let column = table.names.get(number).filter(|name| !name.is_empty());
            let column = column.map_or_else(|| (number + 1).to_string(), Clone::clone);
            let mut place = String::new();
            json::push_key(&column, &mut place);
            let pointer = format!("/{}{place}", table.records);
            if let Some(inner) = Embedded::within(&outermost, cell.span, cell.writing) {
                let (range, pattern) = (at..at + length, &format!("/*{place}"));
                let whole = Document::outermost(&inner, chunk, at);
                self.carry_inner(&Document { range, pointer: &pointer, pattern, ..whole })?;
            }
        }
        Ok(Some(length.max(1)))
    }

    /// Says of the rest of a table that quotes in it are not closed, and how long it is.
    fn unclosed(&mut self, chunk: &Chunk<'_>, at: usize, length: usize) -> Result<Option<usize>> {
        let text = json::without_space(&chunk.text()[at..at + length]);
        self.examiner.skip(text, Problem::InvalidJson(JsonError::UnclosedString));
        self.emit(chunk, at, at + text.len(), Role::Between)?;
        Ok(Some(length))
    }
}

/// True if a cell holds payloads: an event that is known, or something that begins as if it were one.
fn holds_payload(record: &Embedded<'_>, cell: &Cell, hint: Hint) -> bool {
    let raw = &record.text()[cell.span.clone()];
    if !raw.contains(['{', '%']) && raw.len() < 12 {
        return false;
    }
    let Some(inner) = Embedded::within(record, cell.span.clone(), cell.writing) else { return false };
    carriers::may_hold(&inner, hint) || is_broken(inner.text().trim_ascii_start(), hint)
}

/// True if a cell holds an object that is broken, or an event that is almost JSON: `{"id": }`, `{'event': 'online'}`.
fn is_broken(text: &str, hint: Hint) -> bool {
    let is_object = text.strip_prefix('{').is_some_and(|rest| Quotes::begin_string(rest.trim_ascii_start()));
    if !is_object || read::value(text, 0).is_some() {
        return false;
    }
    let meant = repair::repair(text).filter(|it| read::value(&it.json, 0) == Some(it.json.len()));
    meant.is_none_or(|meant| carriers::may_hold(&Embedded::outermost(&meant.json), hint))
}
