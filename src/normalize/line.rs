//! The normalized event as its one line of JSON.

use std::collections::HashSet;
use std::ops::Range;
use std::ptr;

use sha2::{Digest, Sha256};

use super::{Normalized, Payload, Value};
use crate::event::{DATA_KEY, KNOWN, MEMBERS, Member};
use crate::json;

/// Writes an event, without a line end. Its id is the first 32 hexadecimal digits of the SHA-256 of the line as it is
/// without the id, unless the payload has an id for the event.
pub fn write(payload: Payload<'_>, event: &Normalized, out: &mut Vec<u8>) {
    let start = out.len();
    let has_id = event.value(KNOWN.id).is_some();
    if let Some(member) = write_members(payload, event, has_id, out) {
        write_id(start, member, out);
    }
}

/// The id that an event has if it is not the vendor's.
pub fn derived_id(payload: Payload<'_>, event: &Normalized) -> String {
    let mut line = Vec::new();
    let Some(member) = write_members(payload, event, false, &mut line) else { return String::new() };
    write_id(0, member.clone(), &mut line);
    String::from_utf8_lossy(&line[digits_of(&member)]).into_owned()
}

/// Writes an event, with its id if that is known, or else with room for one. Returns the span of that member.
fn write_members(
    payload: Payload<'_>,
    event: &Normalized,
    mut has_id: bool,
    out: &mut Vec<u8>,
) -> Option<Range<usize>> {
    out.push(b'{');
    let mut line = Line { payload, event, out, open: &[], is_first: true };
    let number_of_id = usize::from(KNOWN.id.member);
    let mut made_id = None;
    for (number, member, value) in event.filled() {
        if number >= number_of_id && !has_id {
            has_id = true;
            made_id = Some(line.room_for_id());
            if number == number_of_id {
                continue;
            }
        }
        if member.members.is_empty() {
            line.member(member, value);
        } else {
            line.list(number, member);
        }
    }
    line.unmapped(&MEMBERS[usize::from(KNOWN.unmapped.member)]);
    line.enter(&[DATA_KEY]);
    line.enter(&[]);
    out.push(b'}');
    made_id
}

/// The digits of a member that is an id of 32 digits in quotes.
fn digits_of(member: &Range<usize>) -> Range<usize> {
    member.end - 33..member.end - 1
}

/// Computes the id of the line that begins at `start` and writes it into the member that has room for it.
fn write_id(start: usize, member: Range<usize>, out: &mut [u8]) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    // The first member of an object takes the comma after it along.
    let is_first = member.start == start + 1;
    let mut hash = Sha256::new_with_prefix(&out[start..member.start]);
    hash.update(&out[member.end + usize::from(is_first)..]);
    let digits = &mut out[digits_of(&member)];
    for (digits, byte) in digits.chunks_exact_mut(2).zip(hash.finalize()) {
        digits.copy_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
}

struct Line<'l> {
    payload: Payload<'l>,
    event: &'l Normalized,
    out: &'l mut Vec<u8>,
    /// The objects that are open, the outermost first.
    open: &'static [&'static str],
    /// True until the innermost of them has a member.
    is_first: bool,
}

impl Line<'_> {
    /// Writes an id of no digits yet, and returns the span of the member.
    fn room_for_id(&mut self) -> Range<usize> {
        let start = self.out.len();
        self.key(&MEMBERS[usize::from(KNOWN.id.member)]);
        self.out.extend_from_slice(b"\"00000000000000000000000000000000\"");
        start..self.out.len()
    }

    #[expect(clippy::inline_always, reason = "called for each member, where the call itself would count")]
    #[inline(always)]
    fn member(&mut self, member: &'static Member, value: Value) {
        self.enter(&member.within);
        self.key(member);
        let (text, span) = self.event.json_in_its_text(self.payload, value);
        append(text, span, self.out);
    }

    fn list(&mut self, number: usize, member: &'static Member) {
        self.enter(&member.within);
        self.key(member);
        let around = self.open;
        for (index, item) in self.event.items(number).enumerate() {
            self.out.extend_from_slice(if index == 0 { b"[{" } else { b",{" });
            (self.open, self.is_first) = (&[], true);
            for (member, value) in member.members.iter().zip(item).filter(|(_, value)| !value.is_none()) {
                self.member(member, *value);
            }
            self.enter(&[]);
            self.out.push(b'}');
        }
        self.out.push(b']');
        (self.open, self.is_first) = (around, false);
    }

    fn unmapped(&mut self, member: &'static Member) {
        let (carried, unmapped) = (self.event.carried(), self.event.unmapped());
        if carried.is_empty() && unmapped.is_empty() {
            return;
        }
        self.enter(&member.within);
        self.key(member);
        self.out.push(b'{');
        self.is_first = true;
        let mut taken = HashSet::new();
        for value in carried {
            let pointer = self.payload.key(self.payload.leaf(value.leaf)).into_owned();
            self.unmapped_value(&unique(pointer, &mut taken), *value);
        }
        let mut pointer = String::new();
        for value in unmapped {
            let leaf = self.payload.leaf(value.leaf);
            // An item of an array has the array's field, and a pointer of its own.
            let is_whole = leaf.key.name().is_some() && carried.is_empty();
            let known = self.payload.field(leaf).and_then(|field| field.pointer.as_deref());
            if let Some(known) = known.filter(|_| is_whole) {
                self.separate();
                self.out.extend_from_slice(known.as_bytes());
                self.value(*value);
                continue;
            }
            pointer.clear();
            self.payload.reading.push_pointer(self.payload.text, leaf.node, leaf.key, &mut pointer);
            if carried.is_empty() {
                self.unmapped_value(&pointer, *value);
            } else {
                self.unmapped_value(&unique(pointer.clone(), &mut taken), *value);
            }
        }
        self.out.push(b'}');
        self.is_first = false;
    }

    fn unmapped_value(&mut self, pointer: &str, value: Value) {
        self.separate();
        json::write_string(pointer, self.out);
        self.value(value);
    }

    /// Writes a value after its key.
    fn value(&mut self, value: Value) {
        self.out.push(b':');
        append_long(self.event.json(self.payload, value), self.out);
    }

    /// Closes and opens objects until these are open.
    #[inline]
    fn enter(&mut self, objects: &'static [&'static str]) {
        // Most members stand in the same object as the one before.
        if !ptr::eq(self.open, objects) {
            self.change(objects);
        }
    }

    #[cold]
    fn change(&mut self, objects: &'static [&'static str]) {
        let shared = self
            .open
            .iter()
            .zip(objects)
            .take_while(|(open, object)| ptr::eq(**open, **object) || open == object)
            .count();
        for _ in shared..self.open.len() {
            self.out.push(b'}');
            self.is_first = false;
        }
        self.open = objects;
        for object in &objects[shared..] {
            self.separate();
            self.out.push(b'"');
            self.out.extend_from_slice(object.as_bytes());
            self.out.extend_from_slice(b"\":{");
            self.is_first = true;
        }
    }

    /// Writes a key that begins with its comma; the first of an object has none.
    #[expect(clippy::inline_always, reason = "called for each member, where the call itself would count")]
    #[inline(always)]
    fn key(&mut self, member: &Member) {
        append(&member.key, usize::from(self.is_first)..member.key_length, self.out);
        self.is_first = false;
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.out.push(b',');
        }
        self.is_first = false;
    }
}

/// A key as it is, or so far changed that nothing else is written under it.
fn unique(mut key: String, taken: &mut HashSet<String>) -> String {
    while !taken.insert(key.clone()) {
        key.push_str("~2");
    }
    key
}

/// Appends a span of some bytes. Mostly it is short: then it is copied together with what follows it, which is cut off
/// again, because a copy whose length is known beforehand is made on the spot.
#[expect(clippy::inline_always, reason = "called twice for each member, where the call itself would count")]
#[inline(always)]
fn append(bytes: &[u8], span: Range<usize>, out: &mut Vec<u8>) {
    match bytes[span.start..].first_chunk::<32>() {
        Some(chunk) if span.len() <= chunk.len() => {
            let end = out.len() + span.len();
            out.extend_from_slice(chunk);
            out.truncate(end);
        }
        _ => append_long(&bytes[span], out),
    }
}

/// Appends some JSON that may be long. In a long text, nothing is escaped yet.
#[inline]
fn append_long(json: &[u8], out: &mut Vec<u8>) {
    if json.len() <= json::LONG {
        out.extend_from_slice(json);
    } else if let Ok(json) = str::from_utf8(json) {
        json::write_safe(json, out);
    }
}
