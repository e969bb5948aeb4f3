//! The normalized event as its one line of JSON.

use std::ptr;

use sha2::{Digest, Sha256};

use crate::event::{KNOWN, PLACES, Place};
use crate::json;
use crate::normalize::{Normalized, Payload, Value};

/// Writes an event, without a line end. Its id is the first 32 hexadecimal digits of the SHA-256 of the line as it is
/// without the id, unless the payload has an id for the event.
pub fn write(payload: Payload<'_>, event: &Normalized, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(b'{');
    let mut line = Line { payload, event, out, open: &[], is_first: true };
    let mut place_of_id = start + 1;
    let places: &'static [Place] = &PLACES;
    for number in event.filled() {
        let place = &places[usize::from(number)];
        if place.members.is_empty() {
            line.member(place, event.scalar(number));
        } else {
            line.list(number, place);
        }
        if number == KNOWN.specversion.place {
            place_of_id = line.out.len();
        }
    }
    line.unmapped(&places[usize::from(KNOWN.unmapped.place)]);
    line.enter(&["data"]);
    line.enter(&[]);
    out.push(b'}');
    if event.value(KNOWN.id).is_none() {
        insert_id(start, place_of_id, out);
    }
}

/// Computes the id of the line that begins at `start` and puts it where it belongs.
fn insert_id(start: usize, place_of_id: usize, out: &mut Vec<u8>) {
    let hash = Sha256::digest(&out[start..]);
    let mut member = *b",\"id\":\"................................\"";
    for (digits, byte) in member[7..39].chunks_exact_mut(2).zip(hash) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        digits.copy_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
    out.splice(place_of_id..place_of_id, member);
}

struct Line<'l> {
    payload: Payload<'l>,
    event: &'l Normalized,
    out: &'l mut Vec<u8>,
    /// The objects that are open, the outermost first.
    open: &'static [&'static str],
    /// Whether the innermost of them has no member yet.
    is_first: bool,
}

impl Line<'_> {
    fn member(&mut self, place: &'static Place, value: Value) {
        self.enter(&place.within);
        self.key(&place.key);
        self.out.extend_from_slice(self.event.json(self.payload, value));
    }

    fn list(&mut self, number: u16, place: &'static Place) {
        self.enter(&place.within);
        self.key(&place.key);
        let around = self.open;
        for (index, item) in self.event.items(number).enumerate() {
            self.out.extend_from_slice(if index == 0 { b"[{" } else { b",{" });
            (self.open, self.is_first) = (&[], true);
            for (place, value) in place.members.iter().zip(item).filter(|(_, value)| !value.is_none()) {
                self.member(place, *value);
            }
            self.enter(&[]);
            self.out.push(b'}');
        }
        self.out.push(b']');
        (self.open, self.is_first) = (around, false);
    }

    fn unmapped(&mut self, place: &'static Place) {
        let (carried, unmapped) = (self.event.carried(), self.event.unmapped());
        if carried.is_empty() && unmapped.is_empty() {
            return;
        }
        self.enter(&place.within);
        self.key(&place.key);
        self.out.push(b'{');
        self.is_first = true;
        let mut taken = Vec::new();
        for value in carried {
            let pointer = self.payload.key(self.payload.leaf(value.leaf));
            self.unmapped_value(&pointer, *value);
            taken.push(pointer);
        }
        let mut pointer = String::new();
        for value in unmapped {
            let leaf = self.payload.leaf(value.leaf);
            pointer.clear();
            self.payload.reading.push_pointer(self.payload.text, leaf.node, leaf.key, &mut pointer);
            while taken.iter().any(|taken| *taken == pointer) {
                pointer.push_str("~2");
            }
            self.unmapped_value(&pointer, *value);
        }
        self.out.push(b'}');
        self.is_first = false;
    }

    fn unmapped_value(&mut self, pointer: &str, value: Value) {
        self.separate();
        json::write_text(pointer, self.out);
        self.out.push(b':');
        self.out.extend_from_slice(self.event.json(self.payload, value));
    }

    /// Closes and opens objects until these are open.
    fn enter(&mut self, objects: &'static [&'static str]) {
        if ptr::eq(self.open, objects) {
            return;
        }
        let shared = self.open.iter().zip(objects).take_while(|(open, object)| ptr::eq(**open, **object)).count();
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
    fn key(&mut self, key: &str) {
        self.out.extend_from_slice(&key.as_bytes()[usize::from(self.is_first)..]);
        self.is_first = false;
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.out.push(b',');
        }
        self.is_first = false;
    }
}
