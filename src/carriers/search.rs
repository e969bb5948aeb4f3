//! The search for places in a document where events stand that are described.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Range;

use super::open::{cut_string, numbers, open};
use super::pattern::{Pattern, push_step};
use super::rows::CARRIERS;
use crate::detect::{self, Hint};
use crate::embedded::{Embedded, Writing};
use crate::json;
use crate::read::{self, Step};

/// The greatest depth, in a document or in a text in it, of a place that no carrier is known for.
const DEEPEST: usize = 4;

/// The most places that are told apart in a document. Beyond that, events are looked for at the depths where there are
/// some.
const MOST_PLACES: usize = 16;

/// A document that holds events.
#[derive(Debug)]
pub struct Carried {
    /// Their places.
    pub places: Vec<Pattern>,
    /// The end of the document, if that was seen.
    pub end: Option<usize>,
    /// True if it has a key under which payloads have their names.
    pub may_be_payload: bool,
    /// The way to where it is cut off, if it is.
    cut_at: Option<String>,
}

impl Carried {
    /// True if the document is cut off in an array or an object in which a known carrier has its payloads.
    pub fn may_have_more(&self) -> bool {
        self.cut_at.as_ref().is_some_and(|at| CARRIERS.iter().any(|carrier| has_items(carrier.at, at)))
    }
}

/// Looks for events in the value that begins a text. Where that is one itself, it holds none.
pub fn search(text: &Embedded<'_>, hint: Hint) -> Carried {
    search_for_more(text, None, hint)
}

/// The same, but for a place where events are already known to stand: it is not looked at what stands there.
pub fn search_for_more(text: &Embedded<'_>, known: Option<&Pattern>, hint: Hint) -> Carried {
    let mut search = Search::new(hint);
    search.found.extend(known.map(|known| known.text().to_owned()));
    let end = if text.text().starts_with(['{', '[', '"']) {
        search.value(text, 0, 0, 0)
    } else {
        search.string(text, 0..text.text().len(), Writing::Plain, 0);
        Some(text.text().len())
    };
    let is_event = search.found.iter().any(String::is_empty) && text.text().starts_with('{');
    let mut places = Vec::new();
    if !is_event {
        let others = search.found.iter().skip(usize::from(known.is_some()));
        places.extend(others.filter_map(|pointer| pattern(pointer)));
        places.extend(search.more.iter().map(|steps| Pattern::of_events(*steps)));
    }
    Carried { places, end, may_be_payload: search.may_be_payload, cut_at: search.cut_at }
}

/// True if the value that stands here is an event, or text that holds one and nothing around it.
pub fn is_event(text: &Embedded<'_>, at: usize, hint: Hint) -> bool {
    let mut search = Search::new(hint);
    search.value(text, at, 0, 0);
    search.found.iter().any(String::is_empty)
}

/// True if a text holds events, or begins as if it were one.
pub fn may_hold(text: &Embedded<'_>, hint: Hint) -> bool {
    is_event(text, 0, hint)
        || !search(text, hint).places.is_empty()
        || detect::guess(text.text().trim_ascii_start(), hint).is_some()
}

fn pattern(pointer: &str) -> Option<Pattern> {
    if pointer.is_empty() {
        return Some(Pattern::whole());
    }
    let is_of_events = CARRIERS.iter().any(|carrier| carrier.is_among && rest(carrier.at, pointer) == Some(""));
    let mut pattern: Pattern = pointer.parse().ok()?;
    pattern.is_of_events = is_of_events;
    pattern.is_of_json = pointer.ends_with("/*/*");
    Some(pattern)
}

/// Returns the rest of a place behind this way, if the way leads there.
fn rest<'a>(place: &'a str, way: &str) -> Option<&'a str> {
    let mut rest = place;
    for step in way.split('/').skip(1) {
        let of_place = rest.strip_prefix('/')?;
        let (meant, after) = of_place.split_at(of_place.find('/').unwrap_or(of_place.len()));
        rest = (meant == "*" || meant == step).then_some(after)?;
    }
    Some(rest)
}

/// True if this way is one to an item in which payloads stand in this place, or on from there: `/log/entries/*/response` is
/// for `/log/entries/*/request/postData/text`.
fn has_items(place: &str, way: &str) -> bool {
    place.split_once("/*").is_some_and(|(items, _)| rest(way, items).is_some())
}

/// Returns the part of a key that it shares with those of the same in other forms: `body` of `rawBody`, `body_text` and
/// `bodyAsBase64`; of `raw` and `json`, nothing.
fn stem(key: &str) -> String {
    const FORMS: &[&str] =
        &["asbase64", "base64", "b64", "raw", "text", "string", "bytes", "json", "decoded", "parsed"];
    let mut stem: String = key.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect();
    for form in FORMS {
        if let Some(at) = stem.find(form) {
            stem.replace_range(at..at + form.len(), "");
        }
    }
    stem
}

/// True if what has a key with this stem is the same as something with one of those, in another form.
fn is_copy(stems: &[String], stem: &String) -> bool {
    stem.is_empty() || stems.iter().any(|it| it.is_empty() || it == stem)
}

struct Search {
    hint: Hint,
    /// The way to where the search is, with `*` for an index.
    pointer: String,
    /// The number of its steps.
    steps: usize,
    /// The first such ways to events.
    found: Vec<String>,
    /// The numbers of steps of further ones.
    more: BTreeSet<usize>,
    /// The number of events that were found.
    count: usize,
    /// True if the document has a key under which payloads have their names.
    may_be_payload: bool,
    /// The way to where the document is cut off, if it is.
    cut_at: Option<String>,
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
            cut_at: None,
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
            b'[' if numbers(json, at).is_some() => {
                let span = numbers(json, at)?;
                let end = read::value(json, at);
                if !is_found() {
                    self.string(text, span, Writing::Numbers, opened);
                }
                end
            }
            b'{' | b'[' if self.may_hold(depth) && !is_found() => self.container(text, at, depth, opened),
            b'"' => {
                let end = json::string_at(json.as_bytes(), at).map(|it| it.end);
                let span = end.map_or_else(|| cut_string(text, at), |end| Some(at + 1..end - 1));
                if let Some(span) = span.filter(|_| !is_found()) {
                    self.string(text, span, Writing::Escaped, opened);
                }
                end
            }
            _ => read::value(json, at),
        }
    }

    /// Searches a text in a text.
    fn string(&mut self, around: &Embedded<'_>, span: Range<usize>, writing: Writing, opened: u8) {
        let mut enter = |inner: &Embedded<'_>, opened, fields: &[String]| {
            self.opened(inner, opened, fields);
            Ok::<(), Infallible>(())
        };
        let Ok(_) = open(around, span, writing, opened, &mut enter);
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

    /// True if values so deep are looked into.
    fn may_hold(&self, depth: usize) -> bool {
        depth <= DEEPEST || CARRIERS.iter().any(|carrier| rest(carrier.at, &self.pointer).is_some())
    }

    /// The index of an item, if a carrier is known in which it is told apart from others: the second of a pair.
    fn told_apart(&self, index: usize) -> Option<&'static str> {
        let index = *["0", "1"].get(index)?;
        let is_it = |at: &str| rest(at, &self.pointer).is_some_and(|rest| rest.strip_prefix('/') == Some(index));
        CARRIERS.iter().any(|carrier| is_it(carrier.at)).then_some(index)
    }

    /// Searches an object or an array, and says where it ends. One of which the end is missing may be an event, too.
    fn container(&mut self, text: &Embedded<'_>, start: usize, depth: usize, opened: u8) -> Option<usize> {
        let json = text.text();
        let known = self.found.len();
        let (end, is_named) = self.members(text, start, depth, opened);
        let may_be_event = is_named && (end.is_some() || read::is_cut(json, start));
        if may_be_event && detect::is_described(&json[start..end.unwrap_or(json.len())], self.hint) {
            self.found.truncate(known);
            self.find();
        }
        end
    }

    /// Takes note that the document is cut off here, unless that is in a text in it, or was noted deeper.
    fn note_cut(&mut self, opened: u8) {
        if opened == 0 && self.cut_at.is_none() {
            self.cut_at = Some(self.pointer.clone());
        }
    }

    /// True if an event was found where the search is, or below.
    fn is_found_below(&self) -> bool {
        let rest =
            |at: &String| at.strip_prefix(&self.pointer).is_some_and(|rest| matches!(rest.get(..1), None | Some("/")));
        self.found.iter().any(rest)
    }

    /// Searches what an object or an array holds; what has the same body once more, in another form, only once. Says
    /// where it ends, and whether it has a key under which payloads have their names.
    fn members(&mut self, text: &Embedded<'_>, start: usize, depth: usize, opened: u8) -> (Option<usize>, bool) {
        let json = text.text();
        let mut is_named = false;
        let mut index = 0;
        let mut bodies = Vec::new();
        let mut members = read::Members::of(json, start);
        loop {
            let (key, at) = match members.step() {
                Some(Step::Member(key, at)) => (key, at),
                Some(Step::End) => return (Some(members.end()), is_named),
                None => {
                    self.note_cut(opened);
                    return (None, is_named);
                }
            };
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
            let is_copy = !bodies.is_empty() && key.as_deref().is_some_and(|key| is_copy(&bodies, &stem(key)));
            let end = if is_copy { read::value(json, at) } else { self.value(text, at, depth + 1, opened) };
            if let Some(key) = key.as_deref().filter(|_| self.is_found_below()) {
                bodies.push(stem(key));
            }
            if end.is_none() {
                self.note_cut(opened);
            }
            self.pointer.truncate(length);
            self.steps -= 1;
            let Some(end) = end else { return (None, is_named) };
            members.go_on(end);
        }
    }
}
