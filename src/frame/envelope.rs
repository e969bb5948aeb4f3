//! Documents that hold payloads: each of these is dealt with as a source of its own, and stands where it stands in the document.

use std::cell::Cell;
use std::ops::Range;
use std::str;

use anyhow::{Error, Result, anyhow};

use super::carried::Carried;
use super::chunk::{CarriedText, Chunk};
use super::framer::{Attempt, Framer};
use super::state::{List, State};
use super::{Entry, Form, Role};
use crate::carriers::{self, Missing, Pattern, Place};
use crate::embedded::Embedded;
use crate::finding::Problem;
use crate::json;

/// What was found in the places of a document where payloads are looked for.
pub(super) enum Found {
    /// Payloads.
    Payloads,
    /// None, but this.
    None(Missing),
}

/// Why a document is not gone on with: what comes before has to be known for certain, or an error.
enum Stop {
    Ahead,
    Failed(Error),
}

impl Framer<'_> {
    /// Where in bytes that were taken out of a document something stands so far behind what is dealt with.
    pub(super) fn inner(&self, offset: usize) -> usize {
        usize::try_from(self.state.at.position.offset).unwrap_or_default() + offset
    }

    /// Deals with the payloads that the object holds that begins here, if it holds any. If more has to be known first, it says
    /// so, and goes on where it was when it is asked again.
    pub(super) fn carry(&mut self, chunk: &Chunk<'_>, at: usize, length: usize) -> Result<Attempt> {
        let outermost = Embedded::outermost(&chunk.text()[at..at + length]);
        if !self.examiner.options.at.is_empty() {
            return self.carry_told(chunk, at, &outermost).map(Attempt::from);
        }
        let places = carriers::search(&outermost, self.examiner.options.hint).places;
        if places.is_empty() {
            return Ok(Attempt::Other);
        }
        let found = self.carry_each(chunk, at, &outermost, &places)?;
        self.state.carries = outermost.text().starts_with('{');
        Ok(found.map(|_| length).into())
    }

    /// The same of an object that comes after another that held payloads, without reading it as a payload first; nothing if it
    /// has to be.
    pub(super) fn carry_another(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        let (rest, _) = self.view(chunk, at);
        let carried = carriers::search(&Embedded::outermost(rest), self.examiner.options.hint);
        let is_told = !self.examiner.options.at.is_empty() || self.examiner.options.hint.event.is_some();
        let Some(length) = carried.end.filter(|end| *end <= self.max_size) else { return Ok(Attempt::Other) };
        if is_told || carried.may_be_payload || carried.places.is_empty() {
            return Ok(Attempt::Other);
        }
        let outermost = Embedded::outermost(&rest[..length]);
        Ok(self.carry_each(chunk, at, &outermost, &carried.places)?.map(|_| length).into())
    }

    /// Whether a document that is larger than payloads are holds any, going by its beginning.
    pub(super) fn holds_payloads(&self, beginning: &[u8]) -> bool {
        let near = &beginning[..beginning.len().min(self.max_size)];
        let text = str::from_utf8(near)
            .unwrap_or_else(|error| str::from_utf8(&near[..error.valid_up_to()]).unwrap_or_default());
        self.carried.is_none()
            && text.starts_with('{')
            && !carriers::search(&Embedded::outermost(text), self.examiner.options.hint).places.is_empty()
    }

    /// Deals with the payloads that a string holds, or text that is no JSON: Base64, a form.
    pub(super) fn carry_text(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        let in_list = self.state.list != List::None;
        if self.carried.is_some() || (self.state.indent.is_none() && !in_list) {
            return Ok(Attempt::Other);
        }
        let (rest, is_complete) = self.view(chunk, at);
        let length = if rest.starts_with('"') {
            json::text_at(rest.as_bytes(), 0).map(|text| text.end)
        } else if carriers::begins_text(rest) {
            let length = carriers::end_of_text(rest);
            if length.is_none_or(|length| rest[length..].trim_ascii().is_empty()) && !is_complete {
                return Ok(Attempt::Wanting);
            }
            length
        } else {
            None
        };
        let Some(length) = length else { return Ok(Attempt::Other) };
        self.carry(chunk, at, length)
    }

    /// Deals with the payloads that stand in a document where the user says, or says that there are none.
    fn carry_told(&mut self, chunk: &Chunk<'_>, at: usize, outermost: &Embedded<'_>) -> Result<Option<usize>> {
        let mut places = self.examiner.options.at.clone();
        if self.state.list != List::None {
            let of_items: Vec<_> = places.iter().filter_map(Pattern::of_item).collect();
            places.extend(of_items);
        }
        let length = outermost.text().len();
        match self.carry_each(chunk, at, outermost, &places)? {
            None => return Ok(None),
            Some(Found::Payloads) => return Ok(Some(length)),
            Some(Found::None(missing)) => {
                let places = self.examiner.options.at.iter().map(Pattern::text).collect::<Vec<_>>().join(", ");
                self.examiner.skip(outermost.text(), Problem::MissingPayload { places, missing });
            }
        }
        self.state.index += 1;
        self.emit(chunk, at, at + length, Role::Payload)?;
        Ok(Some(length))
    }

    /// Deals with the payloads in these places of a document, and says what is there if there are none. If more has to be known
    /// first, it says nothing.
    pub(super) fn carry_each(
        &mut self,
        chunk: &Chunk<'_>,
        at: usize,
        outermost: &Embedded<'_>,
        places: &[Pattern],
    ) -> Result<Option<Found>> {
        let hint = self.examiner.options.hint;
        let (mut index, mut count) = (self.state.index, 0);
        let missing = carriers::each(outermost, places, hint, &mut |place| {
            self.carry_one((chunk, at..at + outermost.text().len()), place, &mut index, &mut count)
        });
        let missing = match missing {
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Ahead) => {
                self.state.handed_on = self.state.handed_on.max(count);
                return Ok(None);
            }
            Ok(missing) => missing,
        };
        (self.state.handed_on, self.state.room) = (0, 0);
        self.state.index = index;
        if self.state.list != List::None {
            self.state.list = List::Item;
        }
        self.state.is_empty &= missing.is_some();
        Ok(Some(missing.map_or(Found::Payloads, Found::None)))
    }

    /// Deals with the payloads that a text holds which was taken out of the document that begins here: all of it is one, if it
    /// holds no other. Of its place there is a JSON Pointer, and the pattern of all like it. What comes before has to be known
    /// for certain.
    pub(super) fn carry_inner(
        &mut self,
        (chunk, document): (&Chunk<'_>, Range<usize>),
        inner: &Embedded<'_>,
        pointer: &str,
        pattern: &str,
    ) -> Result<()> {
        let hint = self.examiner.options.hint;
        let (mut index, mut count) = (self.state.index, 0);
        let mut go_on = |place: &Place<'_>| {
            let pointer = format!("{pointer}{}", place.pointer);
            let pattern = place.pattern.below(pattern);
            let place = Place { text: place.text, span: place.span.clone(), pointer: &pointer, pattern: &pattern };
            self.carry_one((chunk, document.clone()), &place, &mut index, &mut count)
        };
        let places = carriers::search(inner, hint).places;
        let result = if places.is_empty() {
            let span = 0..inner.text().len();
            go_on(&Place { text: inner, span, pointer: "", pattern: &Pattern::whole() })
        } else {
            carriers::each(inner, &places, hint, &mut go_on).map(|_| ())
        };
        if let Err(Stop::Failed(error)) = result {
            return Err(error);
        }
        self.state.index = index;
        self.state.is_empty = false;
        Ok(())
    }

    /// Deals with what stands in a place, but for what was handed on before.
    fn carry_one(
        &mut self,
        (chunk, document): (&Chunk<'_>, Range<usize>),
        place: &Place<'_>,
        index: &mut u64,
        count: &mut usize,
    ) -> std::result::Result<(), Stop> {
        let is_new = self.examiner.is_new_place(place.pattern.text());
        if is_new && self.is_ahead {
            return Err(Stop::Ahead);
        }
        if is_new {
            self.examiner.note_place(place.pattern.text());
        }
        let carried = Carried {
            text: CarriedText::new(place.text, place.span.start, chunk, document.start),
            is_exact: place.text.is_exact() && chunk.raw().1,
            at: place.pointer,
            place: Cell::new(is_new.then(|| place.pattern.text())),
            index: *index,
            line: &self.state.at.line,
            document: chunk.place_of(document.start)..chunk.place_of(document.end),
        };
        let already = self.state.handed_on;
        let mut emit = |entry: &Entry<'_>| {
            *count += 1;
            if *count > already { (self.emit)(entry) } else { Ok(()) }
        };
        let mut state = State::of_carried(*index);
        let mut framer = Framer {
            state: &mut state,
            examiner: self.examiner,
            emit: &mut emit,
            max_size: self.max_size,
            is_ahead: self.is_ahead,
            form: Form::Json,
            carried: Some(&carried),
        };
        let bytes = &place.text.text().as_bytes()[place.span.clone()];
        let used = framer.bytes(bytes, true).map_err(Stop::Failed)?;
        if used < bytes.len() {
            return Err(if self.is_ahead {
                Stop::Ahead
            } else {
                Stop::Failed(anyhow!("a payload in a document has no end"))
            });
        }
        framer.end().map_err(Stop::Failed)?;
        *index = state.index;
        Ok(())
    }
}
