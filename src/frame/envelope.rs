//! Documents that hold payloads: each of these is dealt with as a source of its own, and stands where it stands in the document.

use std::cell::Cell;
use std::mem;
use std::ops::Range;
use std::slice;
use std::str;

use anyhow::{Error, Result, anyhow};
use serde::de::IgnoredAny;

use super::carried::{Carried, Document};
use super::chunk::{CarriedText, Chunk};
use super::framer::{Attempt, Framer};
use super::state::{List, State};
use super::{Entry, Form, Role, place};
use crate::carriers::{self, Missing, Pattern, Place};
use crate::embedded::{Embedded, Writing};
use crate::finding::{JsonError, Problem};
use crate::json;

/// The content of a document, in the places where payloads were looked for.
pub(super) enum Content {
    /// Payloads.
    Payloads,
    /// None, but this stands there.
    Nothing(Missing),
}

/// The reason why a document is not gone on with: the bytes before it have to be dealt with first, or an error.
enum Stop {
    Ahead,
    /// No event stands where it was guessed that one does.
    Misguess,
    Failed(Error),
}

impl Stop {
    /// The reason where a payload does not end with the text that it is taken out of.
    fn of_endless(is_guess: bool, is_ahead: bool) -> Stop {
        match (is_guess, is_ahead) {
            (true, _) => Stop::Misguess,
            (false, true) => Stop::Ahead,
            (false, false) => Stop::Failed(anyhow!("a payload in a document has no end")),
        }
    }
}

impl Framer<'_> {
    /// Returns the offset, in bytes that were taken out of a document, of the byte so far behind those that are dealt
    /// with.
    pub(super) fn inner(&self, offset: usize) -> usize {
        usize::try_from(self.state.at.position.offset).unwrap_or_default() + offset
    }

    /// Deals with the payloads that the object holds that begins here and was read last, if it holds any. If more has
    /// to be known first, it says so, and goes on where it was when it is asked again.
    pub(super) fn carry_object(&mut self, chunk: &Chunk<'_>, at: usize, length: usize) -> Result<Attempt> {
        match self.examiner.syntax_error() {
            Some((problem, span)) => self.carry_broken((chunk, at, length), problem, span),
            None => self.carry(chunk, at, length),
        }
    }

    /// Deals with the payloads that what begins here holds, if it holds any.
    pub(super) fn carry(&mut self, chunk: &Chunk<'_>, at: usize, length: usize) -> Result<Attempt> {
        if let Some(carried) = self.carried {
            return self.carry_within(carried, at, length);
        }
        let outermost = Embedded::outermost(&chunk.text()[at..at + length]);
        let document = Document::outermost(&outermost, chunk, at);
        if !self.examiner.options.at.is_empty() {
            return self.carry_told(&document).map(Attempt::from);
        }
        let places = carriers::search(&outermost, self.examiner.options.hint).places;
        if places.is_empty() {
            return Ok(Attempt::Other);
        }
        let found = self.carry_each(&document, &places)?;
        self.state.carries = outermost.text().starts_with('{');
        self.state.place = None;
        if let ([only], true) = (places.as_slice(), self.state.carries) {
            self.state.place = Some(only.clone());
        }
        Ok(found.map(|_| length).into())
    }

    /// The same of an object that is not JSON, for this reason at this place: what is whole in it is a payload as any
    /// other, and so is what it was cut off in.
    fn carry_broken(
        &mut self,
        (chunk, at, length): (&Chunk<'_>, usize, usize),
        problem: Problem,
        span: Range<usize>,
    ) -> Result<Attempt> {
        let repaired = self.examiner.repaired().cloned();
        let plain = Embedded::outermost(&chunk.text()[at..at + length]);
        let mended = repaired.as_ref().map(|repaired| Embedded::mended(&plain, &repaired.json, repaired));
        let text = mended.as_ref().unwrap_or(&plain);
        let found = carriers::search(text, self.examiner.options.hint);
        let places = if self.examiner.options.at.is_empty() { found.places } else { self.places_told() };
        if places.is_empty() || self.carried.is_some() {
            return Ok(Attempt::Other);
        }
        if self.is_ahead {
            return Ok(Attempt::Wanting);
        }
        let reaches_end = Some(Cell::default());
        let document = Document { range: at..at + length, reaches_end, ..Document::outermost(text, chunk, at) };
        match self.carry_each(&document, &places)? {
            None => return Ok(Attempt::Wanting),
            Some(Content::Nothing(_)) => return Ok(Attempt::Other),
            Some(Content::Payloads) => {}
        }
        // A payload that ends where the document does says so itself.
        let is_said = span.start >= length && document.reaches_end.is_some_and(|it| it.get());
        if !is_said {
            self.state.document = Some(chunk.place_of(at)..chunk.place_of(at + length));
            self.remark(chunk, at + span.start, at + span.end, problem)?;
        }
        Ok(Attempt::Done(length))
    }

    /// The same of an object that was taken out of a document itself: where one of them has a payload, another may
    /// have a document that holds it. It is not looked into what that holds again, nor where the user says what
    /// stands.
    fn carry_within(&mut self, carried: &Carried<'_>, at: usize, length: usize) -> Result<Attempt> {
        if carried.is_within || !self.examiner.options.at.is_empty() {
            return Ok(Attempt::Other);
        }
        let start = carried.text.start + self.inner(at);
        let Some(inner) = Embedded::within(carried.text.text, start..start + length, Writing::Plain) else {
            return Ok(Attempt::Other);
        };
        let places = carriers::search(&inner, self.examiner.options.hint).places;
        if places.is_empty() {
            return Ok(Attempt::Other);
        }
        let before = self.state.index;
        let document = Document {
            text: &inner,
            chunk: carried.text.chunk,
            range: carried.document.clone(),
            pointer: &carried.pointer_of_next(self.state),
            pattern: &carried.pattern_of_next(self.state),
            reaches_end: None,
            is_guess: Cell::new(false),
        };
        let found = self.carry_each(&document, &places)?;
        carried.count(self.state.index - before);
        Ok(found.map(|_| length).into())
    }

    /// The same of an object that comes after another that held payloads, without reading it as a payload first; nothing if it
    /// has to be.
    pub(super) fn carry_another(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        if self.state.place.is_some() {
            let attempt = self.carry_alike(chunk, at)?;
            if !matches!(attempt, Attempt::Other) {
                return Ok(attempt);
            }
        }
        let (rest, _) = self.view(chunk, at);
        let carried = carriers::search(&Embedded::outermost(rest), self.examiner.options.hint);
        let is_told = !self.examiner.options.at.is_empty() || self.examiner.options.hint.event.is_some();
        let Some(length) = carried.end.filter(|end| *end <= self.max_size) else { return Ok(Attempt::Other) };
        if is_told || carried.may_be_payload || carried.places.is_empty() {
            return Ok(Attempt::Other);
        }
        let outermost = Embedded::outermost(&rest[..length]);
        let document = Document::outermost(&outermost, chunk, at);
        Ok(self.carry_each(&document, &carried.places)?.map(|_| length).into())
    }

    /// The same of one that holds nothing but in the place where the last did: what stands there is read only once.
    fn carry_alike(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        let Some(place) = self.state.place.take() else { return Ok(Attempt::Other) };
        let (rest, _) = self.view(chunk, at);
        let outermost = Embedded::outermost(rest);
        let carried = carriers::search_for_more(&outermost, Some(&place), self.examiner.options.hint);
        let is_told = !self.examiner.options.at.is_empty() || self.examiner.options.hint.event.is_some();
        let end = carried.end.filter(|end| *end <= self.max_size && carried.places.is_empty());
        let attempt = match end {
            Some(length) if !is_told && !carried.may_be_payload => {
                let outermost = Embedded::outermost(&rest[..length]);
                let is_guess = Cell::new(true);
                let document = Document { is_guess, ..Document::outermost(&outermost, chunk, at) };
                match self.carry_each(&document, slice::from_ref(&place))? {
                    Some(Content::Nothing(_)) => Attempt::Other,
                    found => found.map(|_| length).into(),
                }
            }
            _ => Attempt::Other,
        };
        self.state.place = Some(place);
        Ok(attempt)
    }

    /// True if a document that is larger than payloads are holds any, going by its beginning, or is one in which others come
    /// before them: the pictures of an HTTP archive.
    pub(super) fn holds_payloads(&self, beginning: &[u8]) -> bool {
        let near = &beginning[..beginning.len().min(self.max_size)];
        let text = str::from_utf8(near)
            .unwrap_or_else(|error| str::from_utf8(&near[..error.valid_up_to()]).unwrap_or_default());
        if self.carried.is_some() || !text.starts_with('{') {
            return false;
        }
        let carried = carriers::search(&Embedded::outermost(text), self.examiner.options.hint);
        !carried.places.is_empty() || carried.may_have_more()
    }

    /// Deals with the payloads that a string holds, or text that is no JSON: Base64, a form.
    pub(super) fn carry_text(&mut self, chunk: &Chunk<'_>, at: usize) -> Result<Attempt> {
        let in_list = self.state.list != List::None;
        if self.carried.is_some() || (self.state.indent.is_none() && !in_list) {
            return Ok(Attempt::Other);
        }
        let (rest, is_complete) = self.view(chunk, at);
        // Where a form in parts holds nothing, each of its parts begins one once more.
        let is_in_parts = rest.starts_with('-');
        if is_in_parts && !self.state.has_budget() {
            return Ok(Attempt::Other);
        }
        let length = if rest.starts_with('"') {
            json::string_at(rest.as_bytes(), 0).map(|text| text.end)
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
        let attempt = self.carry(chunk, at, length)?;
        if is_in_parts && matches!(attempt, Attempt::Other) {
            self.state.spend(length);
        }
        Ok(attempt)
    }

    /// Returns the places of payloads that the user names, in a document or in an item of an array of such.
    fn places_told(&self) -> Vec<Pattern> {
        let mut places = self.examiner.options.at.clone();
        if self.state.list != List::None {
            let of_items: Vec<_> = places.iter().filter_map(Pattern::of_item).collect();
            places.extend(of_items);
        }
        places
    }

    /// Deals with the payloads that stand in a document where the user says, or says that there are none.
    fn carry_told(&mut self, document: &Document<'_>) -> Result<Option<usize>> {
        let places = self.places_told();
        let Range { start, end } = document.range;
        match self.carry_each(document, &places)? {
            None => return Ok(None),
            Some(Content::Payloads) => return Ok(Some(end - start)),
            Some(Content::Nothing(missing)) => {
                let places = self.examiner.options.at.iter().map(Pattern::text).collect::<Vec<_>>().join(", ");
                self.examiner.skip(document.text.text(), Problem::MissingPayload { places, missing });
            }
        }
        self.state.index += 1;
        self.emit(document.chunk, start, end, Role::Payload)?;
        Ok(Some(end - start))
    }

    /// Deals with the payloads in these places of a document, or with all of it if there is no such place, and says what is
    /// there if there are none. If more has to be known first, it says nothing.
    pub(super) fn carry_each(&mut self, document: &Document<'_>, places: &[Pattern]) -> Result<Option<Content>> {
        let hint = self.examiner.options.hint;
        let (mut index, mut count) = (self.state.index, 0);
        let around = self.carried.and_then(|carried| carried.around);
        let mut go_on = |place: &Place<'_>| self.carry_one(document, place, &mut index, &mut count);
        let missing = if places.is_empty() {
            let span = 0..document.text.text().len();
            go_on(&Place {
                text: document.text,
                span,
                pointer: "",
                pattern: &Pattern::whole(),
                around: None,
                is_cut: false,
            })
            .map(|()| None)
        } else {
            carriers::each(document.text, places, hint, around, &mut go_on)
        };
        let missing = match missing {
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Misguess) => return Ok(Some(Content::Nothing(Missing::default()))),
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
        Ok(Some(missing.map_or(Content::Payloads, Content::Nothing)))
    }

    /// Deals with the payloads that a text holds which was taken out of what it stands in: all of it is one, if it
    /// holds no other. What comes before has to be known for certain.
    pub(super) fn carry_inner(&mut self, document: &Document<'_>) -> Result<()> {
        let places = carriers::search(document.text, self.examiner.options.hint).places;
        self.carry_each(document, &places).map(|_| ())
    }

    /// Says what is to be said of the writing of the source, before the first payload that was taken out of it.
    fn say_how_it_is_written(&mut self) -> Result<()> {
        let Some(sign) = self.state.sign.take().filter(|_| self.carried.is_none()) else { return Ok(()) };
        let at = mem::replace(&mut self.state.at, place::Place::START);
        self.unread(&[], 0, Role::Remark, sign.problem())?;
        self.state.at = at;
        Ok(())
    }

    /// Says that what a document holds is cut off, so that what comes after is missing.
    fn cut_off(&mut self, text: &str) -> Result<()> {
        match serde_json::from_str::<IgnoredAny>(text) {
            Err(error) if self.form != Form::Log => {
                let problem = Problem::InvalidJson(JsonError::syntax(&error, text));
                self.unread(&[], 0, Role::Remark, problem)
            }
            _ => Ok(()),
        }
    }

    /// Deals with what stands in a place, but for what was handed on before.
    fn carry_one(
        &mut self,
        document: &Document<'_>,
        place: &Place<'_>,
        index: &mut u64,
        count: &mut usize,
    ) -> std::result::Result<(), Stop> {
        document.note_end(place);
        let pattern = [document.pattern, place.pattern.text()].concat();
        let is_new = self.examiner.is_new_place(&pattern);
        if (is_new || place.is_cut) && self.is_ahead {
            return Err(Stop::Ahead);
        }
        let Document { chunk, ref range, .. } = *document;
        self.say_how_it_is_written().map_err(Stop::Failed)?;
        let carried = Carried {
            text: CarriedText::new(place.text, place.span.start, chunk, range.start),
            is_exact: place.text.is_exact() && chunk.raw().1,
            at: &[document.pointer, place.pointer].concat(),
            pattern: &pattern,
            is_new: Cell::new(is_new),
            index: Cell::new(*index),
            line: self.carried.map_or(&self.state.at.line, |carried| carried.line),
            document: range.clone(),
            is_within: self.carried.is_some(),
            is_guess: &document.is_guess,
            around: place.around,
        };
        let bytes = &place.text.text().as_bytes()[place.span.clone()];
        if document.is_guess.get() && (bytes.len() > self.max_size || !bytes.trim_ascii_start().starts_with(b"{")) {
            return Err(Stop::Misguess);
        }
        let already = self.state.handed_on;
        let mut emit = |entry: &Entry<'_>| {
            *count += 1;
            if *count > already { (self.emit)(entry) } else { Ok(()) }
        };
        let mut state = State::of_carried(*index, self.state.received);
        let mut framer = Framer {
            state: &mut state,
            examiner: self.examiner,
            emit: &mut emit,
            max_size: self.max_size,
            is_ahead: self.is_ahead,
            // What stands in a log's lines is a log as well; what stands in a table's cells is no table.
            form: if self.form == Form::Log { Form::Log } else { Form::Json },
            carried: Some(&carried),
        };
        if place.is_cut {
            return framer.cut_off(place.text.text()).map_err(Stop::Failed);
        }
        let used = framer.bytes(bytes, true).map_err(Stop::Failed)?;
        if used < bytes.len() {
            return Err(Stop::of_endless(document.is_guess.get(), self.is_ahead));
        }
        framer.end().map_err(Stop::Failed)?;
        *index = state.index;
        Ok(())
    }
}
