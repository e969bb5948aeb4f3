//! A source cut into payloads: one object, a list of them, a line each, one after another, or RFC 7464 records.
//!
//! Which of these it is shows in the text itself, as it is read: the parser says where an object ends, and what comes
//! next says the rest. No byte is passed over: what is neither a payload nor white space between payloads is handed on
//! as something that is no payload.

mod framer;
mod resync;
mod stretch;

use std::io::{self, Read};

use anyhow::Result;

use crate::examine::{Examined, Examiner};
use crate::finding::{Finding, Severity};
use crate::locate::{Locator, Position};
use framer::{Framer, SMALL};
use stretch::Buffer;

/// Something that a source holds: a payload, or what is none.
#[derive(Debug)]
pub struct Entry<'e> {
    /// The number of the payload in the source, counted from 1. What is none has the number of the payload before it.
    pub index: u64,
    /// It, as it stands in the source.
    pub bytes: &'e [u8],
    /// It, examined.
    pub examined: Examined<'e>,
    /// What is worth saying about it beside what the examination finds.
    pub extra: Vec<Finding>,
    /// What it is.
    pub role: Role,
    /// Where it begins in the source.
    offset: usize,
    locator: &'e Locator<'e>,
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
        self.locator.position(self.offset)
    }

    /// Where in the source something stands that stands at this offset of one of the payload's texts.
    pub fn position_of(&self, text: u32, offset: usize) -> Position {
        let before = &self.examined.text.as_bytes()[..self.examined.offset(text, offset)];
        self.position().after(before)
    }

    /// Whether nothing is wrong with it that is an error.
    pub fn is_sound(&self) -> bool {
        self.examined.is_sound() && self.extra.iter().all(|finding| finding.problem.code().severity() < Severity::Error)
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
