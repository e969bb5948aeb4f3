//! What was read of a source: bytes that wait to be dealt with, and stretches of text among them.

use std::io::{self, ErrorKind, Read};

use crate::locate::Locator;

/// How much is read at once, in bytes.
const BLOCK: usize = 256 * 1024;

/// What was read of a source and not yet dealt with.
#[derive(Default)]
pub(super) struct Buffer {
    space: Vec<u8>,
    filled: usize,
}

impl Buffer {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.space[..self.filled]
    }

    /// Reads as much as there is, up to a block, and says how much that was.
    pub(super) fn read(&mut self, source: &mut dyn Read) -> io::Result<usize> {
        if self.space.len() < self.filled + BLOCK {
            self.space.resize(self.filled + BLOCK, 0);
        }
        loop {
            match source.read(&mut self.space[self.filled..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(read) => {
                    self.filled += read;
                    return Ok(read);
                }
                error => return error,
            }
        }
    }

    /// Forgets the first bytes.
    pub(super) fn drop(&mut self, count: usize) {
        self.space.copy_within(count..self.filled, 0);
        self.filled -= count;
    }
}

/// A stretch of a source that is UTF-8, or was made so.
pub(super) struct Stretch<'t> {
    pub(super) text: &'t str,
    /// The bytes that the text was made from.
    pub(super) raw: &'t [u8],
    /// Whether some of them are not UTF-8, and stand as replacement characters in the text.
    pub(super) is_lossy: bool,
    pub(super) locator: Locator<'t>,
    /// Whether nothing comes after it that may belong to what it ends with.
    pub(super) is_complete: bool,
}

impl<'t> Stretch<'t> {
    /// The bytes that a part of the text was made from.
    pub(super) fn raw_bytes(&self, start: usize, end: usize) -> &'t [u8] {
        &self.raw[self.raw_offset(start)..self.raw_offset(end)]
    }

    /// Where what stands at this offset of the text stands in the bytes that it was made from.
    pub(super) fn raw_offset(&self, offset: usize) -> usize {
        if !self.is_lossy {
            return offset;
        }
        let (mut made, mut raw) = (0, 0);
        for chunk in self.raw.utf8_chunks() {
            if made + chunk.valid().len() >= offset {
                break;
            }
            made += chunk.valid().len() + char::REPLACEMENT_CHARACTER.len_utf8();
            raw += chunk.valid().len() + chunk.invalid().len();
        }
        raw + (offset - made)
    }

    /// The white space before a place on its line, if there is nothing else.
    pub(super) fn indent(&self, at: usize) -> Option<&'t [u8]> {
        let line = memchr::memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |end| end + 1);
        let before = &self.text[line..at];
        before.trim_start_matches([' ', '\t']).is_empty().then_some(before.as_bytes())
    }
}
