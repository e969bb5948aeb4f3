//! Where in a document events stand that are described.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::open::open;
use super::pattern::{Pattern, push_step};
use super::rows::CARRIERS;
use crate::detect::{self, Hint};
use crate::embedded::{Embedded, Writing};
use crate::json;
use crate::read::{self, Step};

/// How deep in a document, or in a text in it, a place may stand that no carrier is known for.
const DEEPEST: usize = 4;

/// How many places are told apart in a document. Beyond that, events are looked for at the depths where there are some.
const MOST_PLACES: usize = 16;

/// A document that holds events.
#[derive(Debug)]
pub struct Carried {
    /// Where they stand.
    pub places: Vec<Pattern>,
    /// Where the document ends, if that was seen.
    pub end: Option<usize>,
    /// Whether it has a key under which payloads have their names.
    pub may_be_payload: bool,
}

/// Looks for events in the value that begins a text. Where that is one itself, it holds none.
pub fn search(text: &Embedded<'_>, hint: Hint) -> Carried {
    let mut search = Search::new(hint);
    let end = if text.text().starts_with(['{', '[', '"']) {
        search.value(text, 0, 0, 0)
    } else {
        search.string(text, 0..text.text().len(), Writing::Plain, 0);
        Some(text.text().len())
    };
    let is_cut_event = || end.is_none() && search.may_be_payload && detect::is_described(text.text(), hint);
    let is_event = is_cut_event() || search.found.iter().any(String::is_empty) && text.text().starts_with('{');
    let mut places = Vec::new();
    if !is_event {
        places.extend(search.found.iter().filter_map(|pointer| pattern(pointer)));
        places.extend(search.more.iter().map(|steps| Pattern::of_events(*steps)));
    }
    Carried { places, end, may_be_payload: search.may_be_payload }
}

/// Whether the value that stands here is an event, or text that holds one and nothing around it.
pub fn is_event(text: &Embedded<'_>, at: usize, hint: Hint) -> bool {
    let mut search = Search::new(hint);
    search.value(text, at, 0, 0);
    search.found.iter().any(String::is_empty)
}

fn pattern(pointer: &str) -> Option<Pattern> {
    if pointer.is_empty() { Some(Pattern::whole()) } else { pointer.parse().ok() }
}

struct Search {
    hint: Hint,
    /// The way to where the search is, with `*` for an index.
    pointer: String,
    /// How many steps that has.
    steps: usize,
    /// The first such ways to events.
    found: Vec<String>,
    /// How many steps further ones have.
    more: BTreeSet<usize>,
    /// How many events were found.
    count: usize,
    /// Whether the document has a key under which payloads have their names.
    may_be_payload: bool,
}

impl Search {
    fn new(hint: Hint) -> Search {
        Search {
            hint,
            pointer: String::new(),
            steps: 0,
            found: Vec::new(),
            more: BTreeSet::new(),
            count: 0,
            may_be_payload: false,
        }
    }

    /// Takes note of an event here.
    fn find(&mut self) {
        self.count += 1;
        if self.found.len() < MOST_PLACES {
            self.found.push(self.pointer.clone());
        } else {
            self.more.insert(self.steps);
        }
    }

    /// Searches the value that stands here, and says where it ends; nothing if it is no JSON, or not all there.
    fn value(&mut self, text: &Embedded<'_>, at: usize, depth: usize, opened: u8) -> Option<usize> {
        let json = text.text();
        let is_found = || self.found.contains(&self.pointer);
        match json.as_bytes().get(at)? {
            b'{' | b'[' if self.may_hold(depth) && !is_found() => self.container(text, at, depth, opened),
            b'"' => {
                let end = json::text_at(json.as_bytes(), at)?.end;
                if !is_found() {
                    self.string(text, at + 1..end - 1, Writing::Escaped, opened);
                }
                Some(end)
            }
            _ => read::value(json, at),
        }
    }

    /// Searches a text in a text.
    fn string(&mut self, around: &Embedded<'_>, span: Range<usize>, writing: Writing, opened: u8) {
        open(around, span, writing, opened, &mut |inner, opened, fields| self.opened(inner, opened, fields));
    }

    /// Searches a text that was opened.
    fn opened(&mut self, text: &Embedded<'_>, opened: u8, fields: &[String]) {
        let (length, steps) = (self.pointer.len(), self.steps);
        for field in fields {
            push_step(Some(field), &mut self.pointer);
        }
        self.steps += fields.len();
        let known = self.count;
        if let Some(at) = json::next_token(text.text(), 0)
            && self.value(text, at, 0, opened).is_none()
            && known == self.count
            && detect::guess(text.text(), Hint { event: None, ..self.hint }).is_some()
        {
            // A broken one is known by its name.
            self.find();
        }
        self.pointer.truncate(length);
        self.steps = steps;
    }

    /// Whether it is looked into what stands so deep.
    fn may_hold(&self, depth: usize) -> bool {
        let leads_on = |at: &str| at.len() > self.pointer.len() && at.starts_with(&self.pointer);
        depth <= DEEPEST || CARRIERS.iter().any(|carrier| leads_on(carrier.at))
    }

    /// The index of an item, if a carrier is known in which it is told apart from others: the second of a pair.
    fn told_apart(&self, index: usize) -> Option<&'static str> {
        let index = *["0", "1"].get(index)?;
        let is_it =
            |at: &str| at.strip_prefix(&*self.pointer).is_some_and(|rest| rest.strip_prefix('/') == Some(index));
        CARRIERS.iter().any(|carrier| is_it(carrier.at)).then_some(index)
    }

    /// Searches an object or an array, and says where it ends.
    fn container(&mut self, text: &Embedded<'_>, start: usize, depth: usize, opened: u8) -> Option<usize> {
        let json = text.text();
        let known = self.found.len();
        let mut is_named = false;
        let mut index = 0;
        let mut members = read::Members::of(json, start);
        while let Step::Member(key, at) = members.step()? {
            let key = match key {
                Some(key) => Some(json::key_text(&json[key])),
                None => self.told_apart(index).map(Cow::Borrowed),
            };
            index += 1;
            is_named |= key.as_deref().is_some_and(detect::is_naming_key);
            self.may_be_payload |= is_named && depth == 0 && opened == 0;
            let length = self.pointer.len();
            push_step(key.as_deref(), &mut self.pointer);
            self.steps += 1;
            let end = self.value(text, at, depth + 1, opened);
            self.pointer.truncate(length);
            self.steps -= 1;
            members.go_on(end?);
        }
        let end = members.end();
        if is_named && detect::is_described(&json[start..end], self.hint) {
            self.found.truncate(known);
            self.find();
        }
        Some(end)
    }
}
