//! A description laid over a payload's text: the leaves with their spans, and what is missing or repeated.
//!
//! Every value is taken as the text it is written in. So numbers keep their digits, keys that nobody expected are kept
//! with their values, and the place of everything is known. What a value means is not decided here.

mod error;
mod scan;
mod walk;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Error, IgnoredAny};

use crate::json::{self, Form};
use crate::plan::Plan;

pub use error::{SyntaxError, cut_line_before};
pub use scan::{Members, Step, is_cut, member, value};

/// Result of reading a payload: its values with their spans, and what is missing or repeated. It is filled anew for
/// each payload, so that nothing is allocated twice.
#[derive(Debug, Default)]
pub struct Reading {
    /// The values that are not taken apart further, in the payload's order.
    pub leaves: Vec<Leaf>,
    /// The objects and arrays that were taken apart. The first is the payload.
    pub nodes: Vec<Node>,
    /// The texts that held JSON, unescaped. Text 0 is the payload itself, text 1 the first of these.
    pub embedded: Vec<Embedded>,
    /// Keys that must be there and are not.
    pub missing: Vec<Missing>,
    /// Objects that must say something, and hold nothing.
    pub empty_required: Vec<u32>,
    /// Keys that repeat another of the same object, by the object and the start of the key.
    pub repeated: BTreeMap<(u32, u32), Repetition>,
    /// True if the payload's top level has a key that its record does not know.
    pub has_unknown: bool,
    /// The number of keys that the records of its objects do not know.
    pub unknown_keys: usize,
    /// True if the payload has all keys without which it is not the vendor's.
    pub has_signs: bool,
    /// Objects of an unknown kind: the word that tells their kind is not known.
    pub strange: Vec<Strange>,
    /// Objects that stand for arrays: their keys are the indices.
    pub numbered: Vec<u32>,
    /// The leaf that names the event.
    pub name: Option<u32>,
    /// Offset in the text at which the payload ends.
    pub end: usize,
    /// True if the payload holds more than [`MOST_VALUES`], and was not read any further.
    pub has_too_many_values: bool,
    /// The events of a payload that may bring several. Of these, one is read at a time.
    pub events: Events,
    /// The field of whose value each item is an item or the whole, in the order of their numbers, which begin at 1.
    pub items: Vec<u16>,
    memory: Memory,
}

/// The events of a payload that may bring several.
#[derive(Debug, Default)]
pub struct Events {
    /// The array that holds them.
    node: u32,
    /// Span of each event in its text.
    pub spans: Vec<Range<usize>>,
    /// State of the reading before any event was read. Going back to it forgets one event and keeps what is around
    /// them.
    around: Checkpoint,
}

/// Hints from earlier payloads that speed up the next one, and change nothing about what is read.
#[derive(Debug, Default)]
struct Memory {
    /// For each plan, the field that came after each field the last time, and the one that came first in each record.
    guesses: Vec<Vec<u16>>,
    /// For each field of a plan, the last object that it was seen in.
    seen: Vec<u64>,
    /// The number of the object that was read last, of all that were read.
    objects: u64,
}

/// Most values that are read of one payload. It bounds the memory that a payload takes.
pub const MOST_VALUES: usize = 100_000;

/// A value that is not taken apart further.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// Its field in the plan, or [`UNKNOWN`](crate::plan::UNKNOWN).
    pub field: u16,
    /// Form in which the value is written.
    pub form: Form,
    /// The text it stands in.
    pub text: u32,
    /// Offset in that text at which the value begins.
    pub start: u32,
    /// Offset in that text at which the value ends.
    pub end: u32,
    /// The object or array that holds it.
    pub node: u32,
    /// Its key or index there.
    pub key: Key,
    /// The number of the item of an array it belongs to; 0 outside arrays.
    pub item: u32,
}

/// An object or an array that was taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// The object or array that holds it; the payload holds itself.
    pub parent: u32,
    /// Its key or index there.
    pub key: Key,
    /// The record that describes it; an array has none, and says [`UNKNOWN`](crate::plan::UNKNOWN).
    pub record: u16,
    /// The text it stands in. JSON that travels as a string stands in a text of its own.
    pub text: u32,
    /// Offset in that text at which it begins.
    pub start: u32,
    /// Offset in that text at which it ends.
    pub end: u32,
}

/// A key, as its span between the quotes in the text, or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of an object.
    Name((u32, u32)),
    /// An index of an array.
    Index(u32),
}

impl Leaf {
    /// Returns true if the leaf is a string of printable ASCII without an escape.
    pub fn is_plain(&self) -> bool {
        self.form == Form::Plain
    }
}

impl Key {
    /// The span between the quotes of a key that is no index.
    pub fn name(self) -> Option<(u32, u32)> {
        match self {
            Key::Name(span) => Some(span),
            Key::Index(_) => None,
        }
    }
}

/// A text that held JSON.
#[derive(Debug)]
pub struct Embedded {
    /// The JSON.
    pub json: String,
    /// The text that it stood in.
    pub text: u32,
    /// Offset in that text of the opening quote.
    pub start: u32,
}

/// A key that must be there and is not.
#[derive(Clone, Copy, Debug)]
pub struct Missing {
    /// The object that lacks it.
    pub node: u32,
    /// The field.
    pub field: u16,
}

/// An object that stays whole, because no case is known for the word in it.
#[derive(Clone, Copy, Debug)]
pub struct Strange {
    /// The leaf that it is.
    pub leaf: u32,
    /// The field whose value it is, or an item of it.
    pub field: u16,
    /// Offset in the leaf's text at which its word begins.
    pub start: u32,
    /// Offset in the leaf's text at which its word ends.
    pub end: u32,
}

/// The key that another one repeats.
#[derive(Clone, Copy, Debug)]
pub struct Repetition {
    /// Offset at which the first such key begins.
    pub first: u32,
    /// Number of times that the key was there by then.
    pub count: u32,
}

/// Lengths of the lists of a [`Reading`] at one moment, to go back to.
#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    leaves: usize,
    nodes: usize,
    embedded: usize,
    missing: usize,
    empty_required: usize,
    strange: usize,
    numbered: usize,
    items: usize,
}

impl Events {
    /// Returns true if the payload has an array of events.
    pub fn is_there(&self) -> bool {
        self.node > 0
    }
}

impl Reading {
    /// Reads the object that begins the text, as the plan describes it. What follows the object is left alone;
    /// [`Reading::end`] says where. After an error, the leaves before it are kept.
    pub fn read(&mut self, text: &str, plan: &'static Plan) -> Result<(), serde_json::Error> {
        self.clear();
        match walk::walk(self, text, plan) {
            Some(()) => {
                self.events.around = self.checkpoint();
                self.has_too_many_values = self.is_overfull(text, self.end);
                Ok(())
            }
            None if self.has_too_many_values => {
                self.end = scan::value(text, 0).ok_or_else(|| why_not(text))?;
                Ok(())
            }
            None => Err(why_not(text)),
        }
    }

    /// Reads one event of a payload that may bring several, as its plan describes it, in place of the one that was read
    /// before. What is around them was read with the payload, and stays: the plans of all of them have it alike.
    pub fn read_event(&mut self, text: &str, plan: &'static Plan, index: usize) {
        self.rollback(self.events.around);
        self.name = None;
        // It was found to be JSON when its end was looked for: only for having too many values it is not read.
        let read = walk::walk_event(self, text, plan, index);
        self.has_too_many_values = read.is_none() || self.is_overfull(text, self.end);
    }

    /// True if what was read of a payload of this length has more than [`MOST_VALUES`], with those that have keys in values
    /// which stay whole: sorted by these, they take ten times their bytes. `"":1,`
    fn is_overfull(&self, payload: &str, length: usize) -> bool {
        // Each takes four bytes or more.
        let may_be = length > 4 * MOST_VALUES;
        may_be && self.leaves.iter().map(|leaf| 1 + scan::keys_in(self.raw(payload, leaf))).sum::<usize>() > MOST_VALUES
    }

    /// Returns true if a leaf stands around the events of a payload that may bring several.
    pub fn is_around_events(&self, leaf: u32) -> bool {
        (leaf as usize) < self.events.around.leaves
    }

    fn clear(&mut self) {
        self.events.spans.clear();
        self.events.node = 0;
        self.rollback(Checkpoint::default());
        self.has_unknown = false;
        self.unknown_keys = 0;
        self.has_signs = false;
        self.name = None;
        self.end = 0;
        self.has_too_many_values = false;
    }

    /// Returns the lengths of all lists now.
    fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            leaves: self.leaves.len(),
            nodes: self.nodes.len(),
            embedded: self.embedded.len(),
            missing: self.missing.len(),
            empty_required: self.empty_required.len(),
            strange: self.strange.len(),
            numbered: self.numbered.len(),
            items: self.items.len(),
        }
    }

    /// Goes back to a checkpoint, and forgets all that was read since.
    fn rollback(&mut self, to: Checkpoint) {
        self.leaves.truncate(to.leaves);
        self.nodes.truncate(to.nodes);
        self.embedded.truncate(to.embedded);
        self.missing.truncate(to.missing);
        self.empty_required.truncate(to.empty_required);
        self.strange.truncate(to.strange);
        self.numbered.truncate(to.numbered);
        self.items.truncate(to.items);
        self.repeated.retain(|&(node, _), _| (node as usize) < to.nodes);
    }

    /// One of the texts: the payload's, or JSON that travelled as text in it.
    pub fn text<'a>(&'a self, payload: &'a str, number: u32) -> &'a str {
        match number {
            0 => payload,
            _ => &self.embedded[number as usize - 1].json,
        }
    }

    /// Returns the payload's offset of what stands at this offset of one of the texts. An escape in a string that holds
    /// JSON takes more bytes in the payload than it stands for.
    pub fn offset_in_payload(&self, payload: &str, text: u32, offset: usize) -> usize {
        if text == 0 {
            return offset;
        }
        let Embedded { text: around, start, .. } = self.embedded[text as usize - 1];
        let raw = &self.text(payload, around)[start as usize..];
        self.offset_in_payload(payload, around, start as usize + json::raw_offset(raw, offset))
    }

    /// A leaf's value, raw.
    pub fn raw<'a>(&'a self, payload: &'a str, leaf: &Leaf) -> &'a str {
        &self.text(payload, leaf.text)[leaf.start as usize..leaf.end as usize]
    }

    /// The text of an object's key, given its span.
    pub fn key<'a>(&'a self, payload: &'a str, node: u32, span: (u32, u32)) -> Cow<'a, str> {
        key_at(self.text(payload, self.nodes[node as usize].text), span)
    }

    /// An object's key as it is written, given the span between its quotes.
    pub fn quoted_key<'a>(&'a self, payload: &'a str, node: u32, span: (u32, u32)) -> &'a str {
        quoted(self.text(payload, self.nodes[node as usize].text), span)
    }

    /// The keys of the payload itself, those of objects and arrays last.
    pub fn keys<'a>(&'a self, payload: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
        let of_leaves = self.leaves.iter().filter(|leaf| leaf.node == 0).map(|leaf| leaf.key);
        let of_nodes = self.nodes.iter().skip(1).filter(|node| node.parent == 0).map(|node| node.key);
        of_leaves.chain(of_nodes).filter_map(Key::name).map(|span| self.key(payload, 0, span))
    }

    /// The JSON Pointer of what an object or array holds under a key. Of a key that stands twice in one object the
    /// second's ends in `~2`, which no JSON Pointer does.
    pub fn pointer(&self, payload: &str, node: u32, key: Key) -> String {
        let mut pointer = String::new();
        self.push_pointer(payload, node, key, &mut pointer);
        pointer
    }

    /// The JSON Pointer of an object or array.
    pub fn node_pointer(&self, payload: &str, node: u32) -> String {
        let mut pointer = String::new();
        self.push_node_pointer(payload, node, &mut pointer);
        pointer
    }

    /// The JSON Pointer of one event of a payload that may bring several.
    pub fn event_pointer(&self, payload: &str, index: usize) -> String {
        self.pointer(payload, self.events.node, Key::Index(offset(index)))
    }

    /// The object that the event is that was read last, of a payload that may bring several.
    pub fn event_node(&self) -> Option<u32> {
        let node = self.events.around.nodes;
        (!self.events.spans.is_empty() && node < self.nodes.len()).then(|| offset(node))
    }

    /// The JSON Pointer of the leaf whose value or key an offset of the payload stands in, of the text that holds the leaf
    /// if it is JSON that travels as a string, or else of the payload.
    pub fn pointer_around(&self, payload: &str, at: usize) -> String {
        // What is around several events comes before them, wherever it stands.
        let starts = self.leaves.iter().map(|leaf| (self.start_in_payload(leaf.text, leaf.start), leaf));
        let before = starts.clone().filter(|(start, _)| *start <= at).max_by_key(|(start, _)| *start);
        if let Some((_, leaf)) = before {
            let start = self.start_in_payload(leaf.text, leaf.start);
            if leaf.text == 0 && at < leaf.end as usize {
                return self.pointer(payload, leaf.node, leaf.key);
            }
            if leaf.text != 0 && at < json::end_of_string(payload.as_bytes(), start) {
                return self.node_pointer(payload, self.outermost(leaf.node));
            }
        }
        match starts.filter(|(start, _)| *start > at).min_by_key(|(start, _)| *start) {
            Some((_, leaf)) if leaf.text == 0 && leaf.key.name().is_some_and(|(start, _)| start as usize <= at) => {
                self.pointer(payload, leaf.node, leaf.key)
            }
            _ => String::new(),
        }
    }

    /// Returns the payload's offset at which an embedded text begins, or `start` itself if the text is the payload.
    fn start_in_payload(&self, text: u32, start: u32) -> usize {
        match text {
            0 => start as usize,
            text => {
                let around = &self.embedded[text as usize - 1];
                self.start_in_payload(around.text, around.start)
            }
        }
    }

    /// The object or array in the payload's first level of JSON in a string that holds another.
    fn outermost(&self, node: u32) -> u32 {
        let parent = self.nodes[node as usize].parent;
        if self.nodes[parent as usize].text == 0 { node } else { self.outermost(parent) }
    }

    /// Appends a JSON Pointer to a text.
    pub fn push_pointer(&self, payload: &str, node: u32, key: Key, pointer: &mut String) {
        self.push_node_pointer(payload, node, pointer);
        match key {
            Key::Index(index) => json::push_index(index as usize, pointer),
            Key::Name(span) => {
                json::push_key(&self.key(payload, node, span), pointer);
                if let Some(repetition) = self.repeated.get(&(node, span.0)) {
                    pointer.push('~');
                    pointer.push_str(&repetition.count.to_string());
                }
            }
        }
    }

    fn push_node_pointer(&self, payload: &str, node: u32, pointer: &mut String) {
        if node > 0 {
            let Node { parent, key, .. } = self.nodes[node as usize];
            self.push_pointer(payload, parent, key, pointer);
        }
    }

    /// Returns the number of objects and arrays around what a node holds.
    pub fn depth(&self, node: u32) -> usize {
        match node {
            0 => 1,
            _ => 1 + self.depth(self.nodes[node as usize].parent),
        }
    }
}

impl Memory {
    /// The guesses of a plan.
    fn recall(&mut self, plan: &Plan) -> Vec<u16> {
        if self.seen.len() < plan.fields.len() {
            self.seen.resize(plan.fields.len(), 0);
        }
        match self.guesses.get_mut(plan.number) {
            Some(guesses) if !guesses.is_empty() => mem::take(guesses),
            _ => plan.first_guesses(),
        }
    }

    fn keep(&mut self, plan: &Plan, guesses: Vec<u16>) {
        if self.guesses.len() <= plan.number {
            self.guesses.resize(plan.number + 1, Vec::new());
        }
        self.guesses[plan.number] = guesses;
    }

    /// The number of another object.
    fn next_object(&mut self) -> u64 {
        self.objects += 1;
        self.objects
    }

    /// Returns true if a field was seen in an object under one of its spellings.
    fn is_seen(&self, spellings: &Range<u16>, object: u64) -> bool {
        self.seen[usize::from(spellings.start)..usize::from(spellings.end)].contains(&object)
    }
}

/// Returns the parser's error about the object that begins a text.
fn why_not(text: &str) -> serde_json::Error {
    let parsed = IgnoredAny::deserialize(&mut serde_json::Deserializer::from_str(text));
    parsed.err().unwrap_or_else(|| Error::custom("not an object"))
}

/// The key around a span, with its quotes.
fn quoted(text: &str, (start, end): (u32, u32)) -> &str {
    &text[start as usize - 1..=end as usize]
}

/// The text of the key around a span.
fn key_at(text: &str, span: (u32, u32)) -> Cow<'_, str> {
    json::key_text(quoted(text, span))
}

/// An offset or a count in a payload.
#[expect(clippy::cast_possible_truncation, reason = "a payload, and what is made of it, is far smaller than 4 GiB")]
pub(crate) fn offset(value: usize) -> u32 {
    value as u32
}
