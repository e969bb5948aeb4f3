//! A source cut into payloads: one object, an array of them, a line each, one after another, or RFC 7464 records.
//!
//! Which of these it is shows in the text itself, as it is read: the parser says where an object ends, and what comes
//! next says the rest. No byte is passed over: what is neither a payload nor white space between payloads is handed on
//! as something that is no payload.

mod braces;
mod limits;
mod utf8;

mod chunk;
mod line;
mod place;
mod waiting;

mod resync;

mod skipping;
mod table;

mod state;

mod cut;

mod carried;

mod framer;

mod broken;
mod csv;
mod hand_on;
mod http;
mod log;
mod stray;

mod envelope;
mod text_lines;

mod pool;

mod run;

use std::cell::{Cell, OnceCell};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use anyhow::Result;

use crate::carriers::{self, Around};
use crate::examine::Examined;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, Problem};
use crate::input::unicode::{Encoding, SIGN};
use crate::locate::{Last, Position, position_in};
use chunk::Offsets;
use limits::SMALL;
use place::Surroundings;
use utf8::Utf8Errors;

pub use run::{run, whole};
pub use text_lines::TextLines;

/// Something that a source holds: a payload, or what is none.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing of it")]
pub struct Entry<'e> {
    /// The number of the payload in the source, counted from 1. What is none has the number of the payload before it.
    pub index: u64,
    /// It. What is taken out of a document is decoded.
    pub bytes: &'e [u8],
    /// The same, as it stands in the source.
    source: &'e [u8],
    /// If it was taken out of a document, the JSON Pointer of where it stands there.
    pub at: Option<String>,
    /// The range of that document in the source, in bytes.
    pub document: Option<Range<u64>>,
    /// The objects that it stands in there.
    around: Option<&'e Around<'e>>,
    /// The time at which the request was received that it is the body of, in milliseconds from 1970, if its head says
    /// so.
    after_head: Option<i64>,
    /// The place of all that stand where it does, if it is the first.
    first_at: Option<&'e str>,
    /// It, examined.
    pub examined: Examined<'e>,
    /// Its role.
    pub role: Role,
    /// True if more of it follows, as a continuation.
    pub goes_on: bool,
    /// True if it is another event of the payload that was handed on last.
    pub is_next_event: bool,
    /// The bytes to keep after the last continuation, if it is one: those that close what the first part opened.
    closing: &'static str,
    /// True if it is an item of an array.
    in_list: bool,
    /// A remark on the writing of the source that is made with it.
    sign: Option<Sign>,
    /// The encoding that the source is written in.
    encoding: &'static str,
    /// The form of the source.
    form: Form,
    /// True if it is text around payloads, or more of that.
    is_text: bool,
    /// The findings on those of its bytes that are not UTF-8.
    utf8_errors: Utf8Errors,
    /// The map from offsets in its text to offsets in its bytes.
    offsets: &'e Offsets<'e>,
    /// Its place in the bytes around it.
    offset: usize,
    surroundings: Surroundings<'e>,
    shared: &'e Shared,
}

/// A property of the writing of a source that is worth saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// It begins with a byte order mark.
    ByteOrderMark,
    /// It is text in another encoding than UTF-8, and was converted.
    Converted(Encoding),
}

impl Sign {
    fn problem(self) -> Problem {
        match self {
            Sign::ByteOrderMark => Problem::ByteOrderMark,
            Sign::Converted(encoding) => Problem::ConvertedText { encoding: encoding.name },
        }
    }
}

/// Facts that the events of one payload share, once they are known.
#[derive(Debug, Default)]
struct Shared {
    start: OnceCell<Position>,
    /// The place in it that was asked for last.
    last: Last,
    /// True if the payload was kept.
    is_kept: Cell<bool>,
}

/// The role of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A payload, or what should be one.
    Payload,
    /// Something between payloads of which is told by itself: a comment, or the key of a member without braces around
    /// it.
    Between,
    /// Text around payloads, which is no payload, nor meant to be one.
    Text,
    /// Something that a payload is saved with that was sent: the head of a request, an answer.
    Carrier,
    /// More of what the last entry was, of which everything was said.
    Continuation,
    /// A problem between payloads, or that there are none.
    Remark,
}

impl Entry<'_> {
    /// Returns the place in the source where it begins.
    pub fn position(&self) -> Position {
        *self.shared.start.get_or_init(|| self.surroundings.locator.position(self.offset))
    }

    /// Returns the time at which it was received, in milliseconds from 1970, if the document or the head that it is
    /// saved with says so.
    pub fn received(&self) -> Option<i64> {
        self.around.and_then(carriers::received).or(self.after_head)
    }

    /// The position of an offset in its bytes as they stand in the source.
    pub fn position_of(&self, offset: usize) -> Position {
        position_in(self.source, self.position(), &self.shared.last, offset)
    }

    /// Returns the offset in its bytes, as they stand in the source, of the byte at this offset of its text. Asked in
    /// order, it looks at each byte once.
    pub fn offset(&self, in_text: usize) -> usize {
        self.offsets.raw(in_text)
    }

    /// The line of the source around an offset in its bytes: what stands before it, and what after it to the end of the
    /// entry, of each at most so many bytes or a little more.
    pub fn line_around(&self, offset: usize, most: usize) -> (Vec<u8>, &[u8]) {
        // What comes later may not have been read yet. Around what has no bytes stands the whole text, or the document.
        let of_document = self.document.as_ref().filter(|_| self.source.is_empty()).and_then(|document| {
            usize::try_from(document.end.checked_sub(self.surroundings.locator.start().offset)?).ok()
        });
        let own = if self.bytes.is_empty() { self.surroundings.text.len() } else { self.offset + self.source.len() };
        let end = of_document.unwrap_or(own).min(self.surroundings.text.len());
        let text = &self.surroundings.text[..end];
        Surroundings { text, ..self.surroundings }.line_around(self.offset + offset, most)
    }

    /// Adds it, as it is, to others that are kept, after a line end. Read again, it is found to be what it is: a record
    /// separator keeps what is no object from running into what comes before, and what is one thing only in an array stands
    /// in one. A payload is kept once, however many of its events are.
    pub fn keep(&self, kept: &mut Vec<u8>) {
        if self.role == Role::Remark || self.is_passed_over() || self.shared.is_kept.replace(true) {
            return;
        }
        let (before, after) = self.kept_between();
        kept.extend_from_slice(before.as_bytes());
        kept.extend_from_slice(self.bytes);
        if !self.goes_on {
            kept.extend_from_slice(after.as_bytes());
        }
    }

    /// Returns the bytes to keep after the last continuation, if there is one.
    fn kept_after(&self) -> &'static str {
        if self.goes_on { self.kept_between().1 } else { "" }
    }

    /// Returns the bytes that it is kept between, so that what is kept is read again as this was: `{"a":1}` after a
    /// line end, `oops` after a record separator, and something that is one thing only as an item of an array,
    /// `{"a":[1,{`, in an array of its own.
    fn kept_between(&self) -> (&'static str, &'static str) {
        match self.bytes {
            _ if self.role == Role::Continuation => ("", self.closing),
            // It is a line in another encoding.
            _ if self.examined.is_unread() && !self.examined.is_too_large() => ("\n\x1e", ""),
            [b'[', ..] if self.role == Role::Text => ("\n\x1e", ""),
            [b'[', .., b']'] if !self.goes_on => ("\n\x1e[", "]"),
            // Nothing but a comma ends it in an array.
            [b'[', ..] => ("\n\x1e[", ",]"),
            // Nobody looked at what holds it together.
            [b'{', ..] if self.examined.is_too_large() && self.in_list => ("\n\x1e[", "]"),
            [b'{', ..] if self.examined.is_too_large() => ("\n", ""),
            [b'{', ..] if self.examined.is_broken() && resync::is_only_item(self.bytes) => {
                match (resync::is_balanced(self.bytes), self.in_list) {
                    (true, _) => ("\n\x1e[", "]"),
                    (false, true) => ("\n\x1e[", ",]"),
                    (false, false) => ("\n", ""),
                }
            }
            [b'{', ..] => ("\n", ""),
            _ => ("\n\x1e", ""),
        }
    }

    /// True if it is so long that no more of it is awaited.
    pub fn is_long(&self) -> bool {
        self.bytes.len() > SMALL
    }

    /// True if it is text around payloads that is to be expected there, so that nothing is said of it and nothing is
    /// kept.
    pub fn is_passed_over(&self) -> bool {
        (self.is_text && self.form == Form::Log) || self.role == Role::Carrier
    }

    /// Everything worth saying about it.
    pub fn findings(&self) -> Findings<'_> {
        if self.is_passed_over() {
            return Findings::new(self.examined.policy());
        }
        let sign = self.sign.map(|sign| Finding::about_text(sign.problem(), 0, 0));
        let first = self.bytes.first().map_or(0, |_| 1);
        let envelope = self
            .first_at
            .map(|place| Finding::about_text(Problem::EnvelopedPayload { place: place.to_owned() }, 0, first));
        let utf8_errors = self.utf8_errors.findings(self.bytes, self.encoding);
        let mut findings = self.examined.findings(envelope.into_iter().chain(sign).chain(utf8_errors));
        if self.utf8_errors == Utf8Errors::Unsaid {
            findings.withhold(Code::InvalidUtf8);
        }
        findings
    }

    /// True if nothing is wrong with it that is an error.
    pub fn is_sound(&self) -> bool {
        self.examined.is_sound() && self.offsets.is_same && !matches!(self.utf8_errors, Utf8Errors::Carried { .. })
    }
}

/// Returns the first of all that is kept: nothing comes before it, so it needs neither a line end nor a record
/// separator. Only bytes that would be taken for the beginning of a source in another encoding keep their separator.
pub fn first_kept(kept: &[u8]) -> &[u8] {
    let separated = kept.strip_prefix(b"\n").unwrap_or(kept);
    let bare = separated.strip_prefix(b"\x1e").unwrap_or(separated);
    let tells = bare.iter().take(SIGN).take_while(|byte| **byte != b'\n').any(|byte| matches!(byte, 0 | 0xfe | 0xff));
    if tells { separated } else { bare }
}

/// The consumer of entries.
pub type Emit<'s> = &'s mut dyn FnMut(&Entry<'_>) -> Result<()>;

/// The yield of some of the entries of a source. It can be made of a chunk of the source before the bytes before that
/// chunk are dealt with.
pub trait Batch: Send + 'static {
    /// Another of its kind, empty.
    fn another(&self) -> Self;

    /// True if it has become so large that it should be taken before more is added.
    fn is_full(&self) -> bool;

    /// Adds to the number of each payload, because so many come before the first.
    fn count_from(&mut self, payloads: u64);
}

/// The function that adds an entry to a batch.
pub type Make<P> = Arc<dyn Fn(&Entry<'_>, &mut P) + Send + Sync>;

/// The consumer of batches, which come in the order of the source. It leaves them empty, to be used again.
pub type Take<'t, P> = &'t mut dyn FnMut(&mut P) -> Result<()>;

/// The form that a source is said to be in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Payloads, and nothing else.
    #[default]
    Json,
    /// Text, and payloads in it.
    Log,
    /// A table of text, and payloads in its cells.
    Csv,
}

/// The way in which sources are read.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The form that they are said to be in.
    pub form: Form,
    /// The most bytes that a payload may have.
    pub max_size: usize,
    /// The number of threads that read payloads.
    pub jobs: NonZeroUsize,
    /// The number of bytes that are read at once.
    pub block: NonZeroUsize,
}

impl Settings {
    /// The number of bytes that are read at once unless there is a reason for another.
    pub const BLOCK: NonZeroUsize = NonZeroUsize::new(256 * 1024).expect("it is more than none");
}

/// Adds an entry to a batch, which is taken if that makes it full.
fn add<P: Batch>(entry: &Entry<'_>, batch: &mut P, make: &Make<P>, take: Take<'_, P>) -> Result<()> {
    make(entry, batch);
    if batch.is_full() { take(batch) } else { Ok(()) }
}
