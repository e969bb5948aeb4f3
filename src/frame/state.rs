//! The state of a source that is being cut: its place, and everything before that place that matters after it.

use std::ops::Range;

use super::Sign;
use super::chunk::Chunk;
use super::limits::{LOOKAHEAD_BUDGET, LOOKAHEAD_BUDGET_AHEAD, LOOKS_PER_BYTE, MOST_BEFORE, MOST_INDENT, SMALL};
use super::place::{Place, Surroundings};
use super::skipping::Skipping;
use super::table::Table;
use super::utf8::{Said, UTF_8};
use crate::carriers::Pattern;

/// The state of a source that is being cut.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The number of payloads so far.
    pub(super) index: u64,
    pub(super) list: List,
    pub(super) skipping: Skipping,
    /// The bytes before an object that is passed over, on its line.
    pub(super) before_skipped: Vec<u8>,
    /// True if the part that is passed over is text around payloads.
    pub(super) is_text: bool,
    /// The bytes to keep after the part that is passed over.
    pub(super) closing: &'static str,
    /// The place of the first byte that is not dealt with.
    pub(super) at: Place,
    /// The end of everything before that, white space left out.
    pub(super) end: Place,
    /// The state of the table that the source is, if it is one.
    pub(super) table: Table,
    /// The kind of the head that came last, as long as nothing else came.
    pub(super) after_head: Option<After>,
    /// The time at which the request was received whose head came last, in milliseconds from 1970, if it says so.
    pub(super) received: Option<i64>,
    /// The range in the source of the document that the next remark is about, if it holds payloads.
    pub(super) document: Option<Range<u64>>,
    /// The first bytes of a source that has held no payload so far.
    pub(super) opening: Vec<u8>,
    /// The white space that its line begins with, if there is nothing else before it.
    pub(super) indent: Option<Vec<u8>>,
    /// A remark on the writing of the text, to be made with the first entry.
    pub(super) sign: Option<Sign>,
    /// The encoding that the source is written in.
    pub(super) encoding: &'static str,
    /// True if nothing but white space and brackets came so far.
    pub(super) is_empty: bool,
    /// The findings so far on bytes that are not UTF-8.
    pub(super) utf8_errors: Said,
    /// The number of bytes that were looked at in vain.
    spent: usize,
    /// The number of entries that were handed on of the document that comes next. It is one that holds payloads.
    pub(super) handed_on: usize,
    /// The largest size of that document, in bytes, if it is such a one.
    pub(super) room: usize,
    /// True if the last object was such a document: then the next may well be one, too.
    pub(super) carries: bool,
    /// The place of all that such documents held so far, if there is only one.
    pub(super) place: Option<Pattern>,
}

/// The kind of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Request,
    Answer,
}

/// The place in an array of payloads that a source has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// In none.
    None,
    /// After the opening bracket.
    Start,
    /// After an item.
    Item,
    /// After a comma.
    Comma,
}

impl State {
    /// The beginning of a source.
    pub(super) const START: State = State {
        index: 0,
        list: List::None,
        skipping: Skipping::Nothing,
        before_skipped: Vec::new(),
        is_text: false,
        table: Table::START,
        after_head: None,
        received: None,
        document: None,
        closing: "",
        at: Place::START,
        end: Place::START,
        opening: Vec::new(),
        indent: Some(Vec::new()),
        sign: None,
        encoding: UTF_8,
        is_empty: true,
        utf8_errors: Said::NOTHING,
        spent: 0,
        handed_on: 0,
        room: 0,
        carries: false,
        place: None,
    };

    /// The beginning of what a document holds, after so many payloads, that was received at this time, if that is known.
    pub(super) fn of_carried(index: u64, received: Option<i64>) -> State {
        State { index, received, ..State::START }
    }

    /// The end of a payload, which is counted as the first.
    pub(super) fn after_payload(list: List, place: Place) -> State {
        State { index: 1, list, at: place.clone(), end: place, indent: None, is_empty: false, ..State::START }
    }

    /// True if nothing matters for the bytes after this but that they come after a payload, in such an array or in
    /// none. The end of everything before does not: the payload ends here.
    pub(super) fn is_after_payload(&self, list: List) -> bool {
        // So that none is forgotten, all are named: the others say nothing about what comes next.
        let State {
            index,
            list: own,
            skipping,
            indent,
            sign,
            after_head,
            received,
            document: _,
            spent,
            handed_on,
            room: _,
            carries: _,
            place: _,
            encoding: _,
            table: _,
            before_skipped: _,
            is_text: _,
            closing: _,
            at: _,
            end: _,
            opening: _,
            is_empty: _,
            utf8_errors: _,
        } = self;
        *own == list
            && *skipping == Skipping::Nothing
            && indent.is_none()
            && sign.is_none()
            && after_head.is_none()
            && received.is_none()
            && *index > 0
            && *handed_on == 0
            // So much may have been used up ahead.
            && LOOKAHEAD_BUDGET.saturating_sub(*spent) >= LOOKAHEAD_BUDGET_AHEAD
    }

    /// Goes on to how far the source was dealt with from here on, where the last payload was counted as the first.
    pub(super) fn go_on(&mut self, to: State) {
        // What is not UTF-8 is never dealt with ahead.
        let (utf8_errors, encoding) = (self.utf8_errors, self.encoding);
        let spent = self.spent.saturating_add(to.spent);
        *self = State { index: self.index - 1 + to.index, utf8_errors, encoding, spent, ..to };
    }

    /// Takes note that some bytes are dealt with, and says how many they are.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> usize {
        if self.is_empty && self.opening.len() < SMALL {
            self.opening.extend_from_slice(&bytes[..bytes.len().min(SMALL)]);
        }
        let text = bytes.trim_ascii_end();
        self.at.pass(text);
        if !text.is_empty() {
            self.end.clone_from(&self.at);
        }
        self.at.pass(&bytes[text.len()..]);
        bytes.len()
    }

    /// Returns the bytes before an offset of the chunk that comes next, on its line, or the last of them.
    pub(super) fn before(&self, chunk: &Chunk<'_>, offset: usize) -> Vec<u8> {
        let (text, _) = chunk.raw();
        let around = Surroundings { line: &self.at.line, text, locator: &chunk.locator };
        let (line, _) = around.line_around(chunk.raw_offset(offset), MOST_BEFORE);
        line
    }

    /// Takes note of white space between payloads.
    pub(super) fn space(&mut self, byte: u8) {
        match (byte, &mut self.indent) {
            (b'\n', _) => self.indent = Some(Vec::new()),
            (b' ' | b'\t', Some(indent)) if indent.len() < MOST_INDENT => indent.push(byte),
            (b' ' | b'\t', _) => self.indent = None,
            _ => {}
        }
    }

    /// Takes note of a byte that begins, divides or ends an array, and says how long it is.
    pub(super) fn step(&mut self, list: List) -> usize {
        self.list = list;
        1
    }

    /// Takes note of bytes that were looked at in vain.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.spent = self.spent.saturating_add(bytes);
    }

    /// True if bytes may still be looked at in vain.
    pub(super) fn has_budget(&self) -> bool {
        self.spent < LOOKAHEAD_BUDGET
    }

    /// True if bytes of a log may still be looked at in vain for what is not JSON.
    pub(super) fn has_budget_for_text(&self) -> bool {
        self.spent as u64 <= LOOKAHEAD_BUDGET as u64 + LOOKS_PER_BYTE * self.at.position.offset
    }

    /// True if they may where the bytes before are not yet dealt with.
    pub(super) fn has_budget_ahead(&self) -> bool {
        self.spent < LOOKAHEAD_BUDGET_AHEAD
    }
}
