//! The payloads of a document, one after another, given where they stand.

use std::ops::Range;

use super::open::{LARGEST_TEXT, cut_string, numbers, open};
use super::pattern::Pattern;
use super::received::Around;
use super::search;
use crate::detect::Hint;
use crate::embedded::{Embedded, Writing};
use crate::json;
use crate::read::{self, Step};

/// The place of a payload, or of something that should be one.
#[derive(Debug)]
pub struct Place<'p> {
    /// The text that it stands in.
    pub text: &'p Embedded<'p>,
    /// Its range there.
    pub span: Range<usize>,
    /// The JSON Pointer of it in the document, through all the texts on the way.
    pub pointer: &'p str,
    /// The pattern that is the place of all like it.
    pub pattern: &'p Pattern,
    /// The objects around it.
    pub around: Option<&'p Around<'p>>,
    /// True if it is where a text on the way is cut off, so that what comes after is missing.
    pub is_cut: bool,
}

/// The nearest thing that a document has to the places that it was said to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The JSON Pointer of the last object or array on the way to one.
    pub pointer: String,
    /// The keys that it has; of an array, how many items.
    pub has: String,
}

/// The most keys that are named of those that are there.
const MOST_NAMED: usize = 10;

/// Hands on the payloads that stand in these places of the value that begins a text, which may stand in another. If
/// there is none, it says what there is; an error ends it.
pub fn each<E>(
    text: &Embedded<'_>,
    patterns: &[Pattern],
    hint: Hint,
    around: Option<&Around<'_>>,
    go_on: &mut dyn FnMut(&Place<'_>) -> Result<(), E>,
) -> Result<Option<Missing>, E> {
    let mut walk = Walk { patterns, hint, pointer: String::new(), go_on, count: 0, is_cut: false, missing: None };
    let all = patterns.iter().take(u64::BITS as usize).fold(0, |all: u64, _| all << 1 | 1);
    let way = Way { step: 0, active: all, opened: 0, around };
    match text.text().as_bytes().first() {
        Some(b'{' | b'[' | b'"') => walk.value(text, 0, way).map(|_| ())?,
        _ => walk.string(text, 0..text.text().len(), Writing::Plain, way)?,
    }
    let missing = walk.missing.take().map(|(_, missing)| missing);
    Ok((walk.count == 0).then(|| missing.unwrap_or_default()))
}

/// The state of the walk at some value.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// The number of steps so far, which are as many of each pattern.
    step: usize,
    /// The patterns that it keeps to, a bit for each.
    active: u64,
    /// The number of texts that were opened.
    opened: u8,
    /// The objects that it is in.
    around: Option<&'a Around<'a>>,
}

struct Walk<'w, E> {
    patterns: &'w [Pattern],
    hint: Hint,
    /// The way to where the walk is.
    pointer: String,
    go_on: &'w mut dyn FnMut(&Place<'_>) -> Result<(), E>,
    /// The number of payloads so far.
    count: usize,
    /// True if the last of them has no end.
    is_cut: bool,
    /// The value where no pattern goes on, as deep as possible.
    missing: Option<(usize, Missing)>,
}

impl<'w, E> Walk<'w, E> {
    /// Goes through the value that stands here, and says where it ends.
    fn value(&mut self, text: &Embedded<'_>, at: usize, way: Way<'_>) -> Result<Option<usize>, E> {
        let json = text.text();
        if let Some(pattern) = self.complete(way) {
            let Some(end) = read::value(json, at) else {
                return self.cut(text, at, pattern, way).map(|()| None);
            };
            if !pattern.is_of_events || search::is_event(text, at, self.hint) {
                self.hand_on(text, at..end, pattern, way)?;
            }
            return Ok(Some(end));
        }
        match json.as_bytes().get(at) {
            Some(b'[') if way.active > 0 && numbers(json, at).is_some() => {
                if let Some(span) = numbers(json, at) {
                    self.string(text, span, Writing::Numbers, way)?;
                }
                Ok(read::value(json, at))
            }
            Some(b'{' | b'[') if way.active > 0 => self.container(text, at, way),
            Some(b'"') if way.active > 0 => {
                let end = json::string_at(json.as_bytes(), at).map(|text| text.end);
                if let Some(span) = end.map_or_else(|| cut_string(text, at), |end| Some(at + 1..end - 1)) {
                    self.string(text, span, Writing::Escaped, way)?;
                }
                Ok(end)
            }
            _ => Ok(read::value(json, at)),
        }
    }

    /// The pattern that all of the way was taken of, if there is one.
    fn complete(&self, way: Way<'_>) -> Option<&'w Pattern> {
        let mut patterns = self.patterns.iter().enumerate();
        patterns.find(|(number, it)| way.keeps(*number) && it.steps() == way.step).map(|(_, pattern)| pattern)
    }

    /// Goes through a text in a text.
    fn string(&mut self, around: &Embedded<'_>, span: Range<usize>, writing: Writing, way: Way<'_>) -> Result<(), E> {
        let mut enter =
            |inner: &Embedded<'_>, opened, fields: &[String]| self.opened(inner, fields, Way { opened, ..way });
        open(around, span, writing, way.opened, &mut enter).map(|_| ())
    }

    /// Goes through a text that was opened.
    fn opened(&mut self, text: &Embedded<'_>, fields: &[String], mut way: Way<'_>) -> Result<(), E> {
        let length = self.pointer.len();
        for field in fields {
            json::push_key(field, &mut self.pointer);
            way = self.step(way, field);
        }
        if let Some(pattern) = self.complete(way) {
            self.place(text, 0..text.text().len(), pattern, way)?;
        } else if let Some(at) = json::next_token(text.text(), 0) {
            self.is_cut = false;
            let is_whole = self.value(text, at, way)?.is_some();
            if !is_whole && !self.is_cut && read::is_cut(text.text(), at) {
                self.cut_off(text, way)?;
            }
        }
        self.pointer.truncate(length);
        Ok(())
    }

    /// The way after another step.
    fn step<'a>(&self, way: Way<'a>, key: &str) -> Way<'a> {
        let mut active = 0;
        for (number, pattern) in self.patterns.iter().enumerate().take(u64::BITS as usize) {
            active |= u64::from(way.keeps(number) && pattern.takes(way.step, key)) << number;
        }
        Way { step: way.step + 1, active, ..way }
    }

    fn container(&mut self, text: &Embedded<'_>, start: usize, way: Way<'_>) -> Result<Option<usize>, E> {
        let json = text.text();
        let length = self.pointer.len();
        let (mut index, mut goes_on, mut keys) = (0, false, Vec::new());
        let mut members = read::Members::of(json, start);
        let here = Around { text, start, outer: way.around };
        // What is said around the items of an array is said of all of them.
        let way = Way { around: json[start..].starts_with('{').then_some(&here), ..way };
        loop {
            let Some(step) = members.step() else { return Ok(None) };
            let Step::Member(key, at) = step else { break };
            let key = key.map_or_else(|| index.to_string().into(), |key| json::key_text(&json[key]));
            index += 1;
            let next = self.step(way, &key);
            goes_on |= next.active > 0;
            if next.active > 0 {
                json::push_key(&key, &mut self.pointer);
            } else if keys.len() < MOST_NAMED {
                keys.push(key.into_owned());
            }
            let end = self.value(text, at, next)?;
            self.pointer.truncate(length);
            let Some(end) = end else { return Ok(None) };
            members.go_on(end);
        }
        if !goes_on && self.missing.as_ref().is_none_or(|(step, _)| *step < way.step) {
            let more = if index > keys.len() { ", …" } else { "" };
            let has = match json.as_bytes()[start] {
                b'[' => format!("{index} item{}", if index == 1 { "" } else { "s" }),
                _ if index == 0 => "an empty object".to_owned(),
                _ => format!("the keys {}{more}", keys.join(", ")),
            };
            self.missing = Some((way.step, Missing { pointer: self.pointer.clone(), has }));
        }
        Ok(Some(members.end()))
    }

    /// Hands on what stands in a place, unless that is nothing.
    fn hand_on(&mut self, text: &Embedded<'_>, span: Range<usize>, pattern: &Pattern, way: Way<'_>) -> Result<(), E> {
        let raw = &text.text()[span.clone()];
        if pattern.passes_over(raw) {
            return Ok(());
        }
        if json::is_string(raw) {
            return self.hand_on_text(text, span.start + 1..span.end - 1, Writing::Escaped, (pattern, way));
        }
        if let Some(span) = numbers(text.text(), span.start) {
            return self.hand_on_text(text, span, Writing::Numbers, (pattern, way));
        }
        let (text, span) = text.as_written(span);
        self.place(text, span, pattern, way)
    }

    /// The same of what stands there and has no end.
    fn cut(&mut self, text: &Embedded<'_>, at: usize, pattern: &Pattern, way: Way<'_>) -> Result<(), E> {
        let json = text.text();
        self.is_cut = true;
        match json.as_bytes().get(at) {
            Some(b'"') => match cut_string(text, at) {
                Some(between) => self.hand_on_text(text, between, Writing::Escaped, (pattern, way)),
                None => Ok(()),
            },
            Some(b'{' | b'[') if read::is_cut(json, at) => self.place(text, at..json.len(), pattern, way),
            _ => Ok(()),
        }
    }

    /// Hands on what a text holds that stands in a place, given what is between its quotes or brackets.
    fn hand_on_text(
        &mut self,
        text: &Embedded<'_>,
        between: Range<usize>,
        writing: Writing,
        (pattern, way): (&Pattern, Way<'_>),
    ) -> Result<(), E> {
        let mut enter = |inner: &Embedded<'_>, _, fields: &[String]| {
            let length = self.pointer.len();
            for field in fields {
                json::push_key(field, &mut self.pointer);
            }
            let result = self.place(inner, 0..inner.text().len(), pattern, way);
            self.pointer.truncate(length);
            result
        };
        if open(text, between.clone(), writing, way.opened, &mut enter)? {
            return Ok(());
        }
        let is_small = between.len() <= LARGEST_TEXT;
        let inner = is_small.then(|| Embedded::within(text, between.clone(), writing)).flatten();
        let inner = inner.or_else(|| Embedded::within(text, between, Writing::Plain));
        let may_be_payload =
            |it: &Embedded<'_>| !json::is_blank(it.text()) && (!pattern.is_of_json || it.text().contains('{'));
        inner.filter(may_be_payload).map_or(Ok(()), |inner| enter(&inner, way.opened, &[]))
    }

    /// Hands on the end of a text that is cut off where no payload says so.
    fn cut_off(&mut self, text: &Embedded<'_>, way: Way<'_>) -> Result<(), E> {
        let span = text.text().len()..text.text().len();
        let (pointer, pattern, around) = (&*self.pointer, &Pattern::whole(), way.around);
        self.is_cut = true;
        (self.go_on)(&Place { text, span, pointer, pattern, around, is_cut: true })
    }

    fn place(&mut self, text: &Embedded<'_>, span: Range<usize>, pattern: &Pattern, way: Way<'_>) -> Result<(), E> {
        self.count += 1;
        (self.go_on)(&Place { text, span, pointer: &self.pointer, pattern, around: way.around, is_cut: false })
    }
}

impl Way<'_> {
    fn keeps(self, pattern: usize) -> bool {
        self.active >> pattern & 1 == 1
    }
}
