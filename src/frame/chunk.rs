//! The bytes of a source that wait to be dealt with, and chunks of text made of them.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, ErrorKind, Read};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::str;

use super::limits::{FIRST, MOST_KEPT_BLOCKS};
use crate::embedded::Embedded;
use crate::input::unicode::Encoding;
use crate::locate::{Locator, Position};

/// The bytes of a source that were read and not yet dealt with.
#[derive(Debug)]
pub(super) struct Buffer {
    space: Vec<u8>,
    filled: usize,
    /// The number of bytes that are read at once.
    block: usize,
}

impl Buffer {
    pub(super) fn new(block: NonZeroUsize) -> Buffer {
        Buffer { space: Vec::new(), filled: 0, block: block.get() }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.space[..self.filled]
    }

    /// Reads as much as there is, up to a block, and says how much that was.
    pub(super) fn read(&mut self, source: &mut dyn Read) -> io::Result<usize> {
        let free = self.space.len() - self.filled;
        let room = match self.space.len() {
            0 => self.block.min(FIRST),
            // A small source has been read by then.
            1..=FIRST if free > 0 => free,
            _ => self.block,
        };
        let room = self.room(room);
        loop {
            match source.read(&mut self.space[room.clone()]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(read) => {
                    self.filled += read;
                    return Ok(read);
                }
                error => return error,
            }
        }
    }

    /// Adds bytes that were read.
    pub(super) fn append(&mut self, bytes: &[u8]) {
        let room = self.room(bytes.len());
        self.space[room].copy_from_slice(bytes);
        self.filled += bytes.len();
    }

    /// Makes room for so many more bytes, and returns its range.
    fn room(&mut self, bytes: usize) -> Range<usize> {
        let room = self.filled..self.filled + bytes;
        if self.space.len() < room.end {
            self.space.resize(room.end, 0);
        }
        room
    }

    /// Forgets the first bytes, and gives the space back that only a large payload needs.
    pub(super) fn drop(&mut self, count: usize) {
        self.space.copy_within(count..self.filled, 0);
        self.filled -= count;
        if self.filled <= self.block && self.space.len() > MOST_KEPT_BLOCKS * self.block {
            self.space.truncate(self.filled);
            self.space.shrink_to_fit();
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
    }

    /// Keeps only the first bytes.
    pub(super) fn truncate(&mut self, count: usize) {
        self.filled = count;
    }
}

/// A chunk of a source as text.
#[derive(Debug)]
pub(super) struct Chunk<'t> {
    /// The text: a copy if not all bytes are UTF-8, with replacement characters for those that are not.
    text: Cow<'t, str>,
    /// The bytes that the text was made from.
    raw: &'t [u8],
    pub(super) locator: Locator<'t>,
    /// True if nothing comes after it that may belong to what it ends with.
    pub(super) is_complete: bool,
    offsets: Offsets<'t>,
}

/// The map from offsets in a text to offsets in the bytes that the text was made from: `a\u{fffd}b` of the bytes `a`,
/// 0xff, `b` has its `b` at 4, the bytes at 2. Asked in order, it looks at each byte once.
#[derive(Debug)]
pub(super) struct Offsets<'t> {
    raw: &'t [u8],
    /// True if the text is the bytes, all of which are UTF-8.
    pub(super) is_same: bool,
    /// Two offsets that mean the same place, in the text and in the bytes, the last that was asked for; and how many
    /// replacement characters stand right before it.
    last: Cell<(usize, usize, usize)>,
    /// The text of a document, if the text was taken out of that and not made from the bytes.
    carried: Option<CarriedText<'t>>,
}

/// A text that was taken out of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct CarriedText<'t> {
    /// The text that it is a part of.
    pub(super) text: &'t Embedded<'t>,
    /// Its beginning there.
    pub(super) start: usize,
    /// The chunk that the document stands in.
    pub(super) chunk: &'t Chunk<'t>,
    /// The beginning of the document in the text of that.
    pub(super) document: usize,
    /// The beginning of the text in the bytes of that.
    begins: usize,
}

impl<'t> CarriedText<'t> {
    /// The text of a document from an offset on.
    pub(super) fn new(text: &'t Embedded<'t>, start: usize, chunk: &'t Chunk<'t>, document: usize) -> CarriedText<'t> {
        let carried = CarriedText { text, start, chunk, document, begins: 0 };
        carried.text.mark(start);
        CarriedText { begins: carried.offset(0), ..carried }
    }

    /// Returns the same, so many bytes further on.
    pub(super) fn from(&self, offset: usize) -> CarriedText<'t> {
        CarriedText::new(self.text, self.start + offset, self.chunk, self.document)
    }

    /// Returns the offset in the chunk's bytes of the byte at this offset of the text.
    pub(super) fn offset(&self, offset: usize) -> usize {
        let offset = self.text.offset(self.start + offset);
        if self.text.is_of_bytes() {
            return self.chunk.raw_offset(self.document) + offset;
        }
        self.chunk.raw_offset(self.document + offset)
    }

    /// Returns its beginning in the chunk's bytes, and so many of the bytes as the first of the text are written in.
    pub(super) fn bytes(&self, length: usize) -> (usize, &'t [u8]) {
        let (bytes, _) = self.chunk.raw();
        (self.begins, &bytes[self.begins..self.offset(length).max(self.begins)])
    }
}

/// Before the part of a character that some bytes end with, or else at their end. It would be counted twice.
pub(super) fn before_part_of_character(bytes: &[u8]) -> usize {
    let is_part = |at: &usize| str::from_utf8(&bytes[*at..]).is_err_and(|error| error.error_len().is_none());
    let most = char::MAX.len_utf8() - 1;
    (bytes.len().saturating_sub(most)..bytes.len()).rev().find(is_part).unwrap_or(bytes.len())
}

impl<'t> Chunk<'t> {
    /// The chunk of these bytes, which begin at a position.
    pub(super) fn of(raw: &'t [u8], start: Position, is_complete: bool) -> Chunk<'t> {
        let text = str::from_utf8(raw).map_or_else(|_| Cow::Owned(lossy(raw)), Cow::Borrowed);
        let offsets = Offsets::of(raw, matches!(text, Cow::Borrowed(_)));
        Chunk { text, raw, locator: Locator::new(raw, start), is_complete, offsets }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes, and whether all of them are UTF-8.
    pub(super) fn raw(&self) -> (&'t [u8], bool) {
        (self.raw, self.offsets.is_same)
    }

    /// True if a line in another encoding begins at this offset of the text.
    pub(super) fn begins_foreign_line(&self, at: usize) -> bool {
        Encoding::of_line(&self.raw[self.raw_offset(at)..]).is_some()
    }

    /// Returns the offset in the source of the byte at this offset of the text.
    pub(super) fn place_of(&self, offset: usize) -> u64 {
        self.locator.start().offset + self.raw_offset(offset) as u64
    }

    /// Returns the offset in the bytes of the byte at this offset of the text.
    pub(super) fn raw_offset(&self, offset: usize) -> usize {
        self.offsets.raw(offset)
    }

    /// Returns the offset in the text of the byte at this offset of the bytes, which is none inside a character.
    pub(super) fn text_offset(&self, raw: usize) -> usize {
        self.offsets.made(raw)
    }
}

impl<'t> Offsets<'t> {
    pub(super) fn of(raw: &'t [u8], is_same: bool) -> Offsets<'t> {
        Offsets { raw, is_same, last: Cell::default(), carried: None }
    }

    /// The offsets of a text that was taken out of these bytes.
    pub(super) fn carried(raw: &'t [u8], carried: CarriedText<'t>) -> Offsets<'t> {
        Offsets { raw, is_same: true, last: Cell::default(), carried: Some(carried) }
    }

    /// The offset in the bytes of an offset in the text.
    pub(super) fn raw(&self, offset: usize) -> usize {
        if let Some(carried) = &self.carried {
            return carried.offset(offset).saturating_sub(carried.begins).min(self.raw.len());
        }
        if self.is_same {
            return offset;
        }
        let last = self.last.get();
        self.go_on(if last.0 <= offset { last } else { (0, 0, 0) }, |made, _| offset.saturating_sub(made));
        self.last.get().1
    }

    /// The offset in the text of an offset in the bytes.
    fn made(&self, offset: usize) -> usize {
        if self.is_same {
            return offset;
        }
        let last = self.last.get();
        self.go_on(if last.1 <= offset { last } else { (0, 0, 0) }, |_, raw| offset.saturating_sub(raw));
        self.last.get().0
    }

    /// Goes on from two offsets that mean the same place to where nothing is left, and remembers that.
    fn go_on(&self, (mut made, mut raw, mut run): (usize, usize, usize), left: impl Fn(usize, usize) -> usize) {
        let mut pieces = Pieces { bytes: &self.raw[raw..], run };
        while let Some(Piece { valid, invalid }) = pieces.next() {
            if valid.len() >= left(made, raw) {
                break;
            }
            made += valid.len() + char::REPLACEMENT_CHARACTER.len_utf8();
            raw += valid.len() + invalid;
            run = pieces.run;
        }
        let left = left(made, raw);
        self.last.set((made + left, raw + left, if left > 0 { 0 } else { run }));
    }
}

/// The most replacement characters that stand for bytes in a row that are no text. They take three times as much
/// memory, and more of them say nothing more.
const MOST_REPLACED: usize = 8;

/// Some text, and bytes after it that are none, for which one replacement character stands.
struct Piece<'b> {
    valid: &'b str,
    /// The number of these bytes, if there are any.
    invalid: usize,
}

/// The pieces of some bytes: `a`, 0xff, 0xff, `b` is `a` and one byte, nothing and one byte, and `b`.
struct Pieces<'b> {
    bytes: &'b [u8],
    /// The number of replacement characters in a row.
    run: usize,
}

impl<'b> Iterator for Pieces<'b> {
    type Item = Piece<'b>;

    fn next(&mut self) -> Option<Piece<'b>> {
        let mut chunks = self.bytes.utf8_chunks();
        let first = chunks.next()?;
        let (valid, mut invalid) = (first.valid(), first.invalid().len());
        self.run = if valid.is_empty() { self.run } else { 0 } + usize::from(invalid > 0);
        if self.run >= MOST_REPLACED {
            invalid += chunks.take_while(|it| it.valid().is_empty()).map(|it| it.invalid().len()).sum::<usize>();
        }
        self.bytes = &self.bytes[valid.len() + invalid..];
        Some(Piece { valid, invalid })
    }
}

/// The text that is made of bytes that are not all UTF-8, in no more memory than it takes.
fn lossy(raw: &[u8]) -> String {
    let pieces = || Pieces { bytes: raw, run: 0 };
    let replaced = |piece: &Piece<'_>| if piece.invalid > 0 { char::REPLACEMENT_CHARACTER.len_utf8() } else { 0 };
    let mut text = String::with_capacity(pieces().map(|piece| piece.valid.len() + replaced(&piece)).sum());
    for piece in pieces() {
        text.push_str(piece.valid);
        if piece.invalid > 0 {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}
