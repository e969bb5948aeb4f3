//! A source cut into payloads: one object, a list of them, a line each, one after another, or RFC 7464 records.
//!
//! Which of these it is shows in the text itself, as it is read: the parser says where an object ends, and what comes
//! next says the rest. No byte is passed over: what is neither a payload nor white space between payloads is handed on
//! as something that is no payload.

mod framer;
mod place;
mod resync;
mod skipping;
mod stretch;

use std::io::{self, Read};

use anyhow::Result;

use crate::examine::{Examined, Examiner};
use crate::finding::{Finding, Problem};
use crate::locate::Position;
use framer::{Framer, SMALL};
use place::Surroundings;
use stretch::{Buffer, Offsets};

/// Something that a source holds: a payload, or what is none.
#[derive(Debug)]
pub struct Entry<'e> {
    /// The number of the payload in the source, counted from 1. What is none has the number of the payload before it.
    pub index: u64,
    /// It, as it stands in the source.
    pub bytes: &'e [u8],
    /// It, examined.
    pub examined: Examined<'e>,
    /// What it is.
    pub role: Role,
    /// Whether a byte order mark stands before it.
    has_byte_order_mark: bool,
    /// Where in its bytes stands what stands in its text.
    offsets: Offsets<'e>,
    /// Where it begins in what is around it.
    offset: usize,
    surroundings: Surroundings<'e>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A payload, or what should be one.
    Payload,
    /// Text that is no payload, nor meant to be one.
    Junk,
    /// More of what the last entry was, of which everything was said.
    Continuation,
    /// What is wrong between payloads, or that there are none.
    Remark,
}

impl Entry<'_> {
    /// Where it begins in the source.
    pub fn position(&self) -> Position {
        self.surroundings.locator.position(self.offset)
    }

    /// Where in its bytes something stands that stands at this offset of its text. Asked in order, it looks at each byte
    /// once.
    pub fn offset(&self, in_text: usize) -> usize {
        self.offsets.raw(in_text)
    }

    /// The line of the source around an offset in its bytes, as far as it is in memory: what stands before it, and what
    /// after it, of each at most so many bytes or a little more.
    pub fn line_around(&self, offset: usize, most: usize) -> (Vec<u8>, &[u8]) {
        self.surroundings.line_around(self.offset + offset, most)
    }

    /// What is worth saying about its bytes.
    pub fn flaws(&self) -> impl Iterator<Item = Finding> {
        let mark = self.has_byte_order_mark.then(|| Finding::about_text(Problem::ByteOrderMark, 0, 0));
        let bytes = if self.offsets.is_same { &[] } else { self.bytes };
        let mut at = 0;
        let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).map(move |chunk| {
            let start = at + chunk.valid().len();
            at = start + char::REPLACEMENT_CHARACTER.len_utf8();
            Finding::about_text(Problem::InvalidUtf8 { encoding: None }, start, at)
        });
        mark.into_iter().chain(bad)
    }

    /// Whether nothing is wrong with it that is an error.
    pub fn is_sound(&self) -> bool {
        self.examined.is_sound() && self.offsets.is_same
    }
}

/// What comes of reading a source.
#[derive(Debug)]
pub enum Step<'e> {
    /// Something that the source holds.
    Entry(&'e Entry<'e>),
    /// The source may keep the reader waiting from here.
    Pause,
}

/// What is done with each step.
pub type Sink<'s> = &'s mut dyn FnMut(Step<'_>) -> Result<()>;

/// Hands what a source holds to the sink, in order. `max_size` is the most bytes that a payload may have. The outer
/// error is the sink's, the inner one the source's.
pub fn each(source: &mut dyn Read, max_size: usize, examiner: &mut Examiner, sink: Sink<'_>) -> Result<io::Result<()>> {
    let mut framer = Framer::new(max_size, examiner, sink);
    let mut buffer = Buffer::default();
    let mut wanted = 4;
    let mut is_last = false;
    loop {
        framer.pause()?;
        while buffer.bytes().len() < wanted && !is_last {
            match buffer.read(source) {
                Ok(read) => is_last = read == 0,
                Err(error) => return Ok(Err(error)),
            }
        }
        let used = framer.bytes(buffer.bytes(), is_last)?;
        buffer.drop(used);
        if is_last {
            return framer.end().map(Ok);
        }
        // What is left is the beginning of a payload. It is read anew whenever there is more of it, unless it is so large
        // that this would be a waste.
        let left = buffer.bytes().len();
        wanted = if used == 0 && left > SMALL { left * 2 } else { left + 1 };
    }
}
