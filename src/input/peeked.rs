//! A source of which the next bytes can be looked at before they are read.

use std::io::{self, BufRead, ErrorKind, Read};

use super::Bytes;

/// Bytes that are read at once to look at them. Many sources are no larger.
const LOOK: usize = 2048;

/// Bytes that are read at once for a decoder.
const BLOCK: usize = 64 * 1024;

/// A source of which the next bytes can be looked at.
pub(super) struct Peeked {
    source: Bytes,
    seen: Vec<u8>,
    /// Offset in `seen` of the first byte that was not read yet.
    at: usize,
}

impl Peeked {
    pub(super) fn new(source: Bytes) -> Peeked {
        Peeked { source, seen: Vec::new(), at: 0 }
    }

    /// The next bytes: so many at least, if there are so many, however they arrive.
    pub(super) fn peek(&mut self, least: usize) -> io::Result<&[u8]> {
        self.fill(least, LOOK)
    }

    /// The next bytes, so many at least, read in blocks.
    fn fill(&mut self, least: usize, block: usize) -> io::Result<&[u8]> {
        if self.at == self.seen.len() {
            self.seen.clear();
            self.at = 0;
        }
        while self.seen.len() - self.at < least {
            let end = self.seen.len();
            self.seen.resize(end + block, 0);
            let read = read(&mut self.source, &mut self.seen[end..]);
            self.seen.truncate(end + read.as_ref().map_or(0, |read| *read));
            if read? == 0 {
                break;
            }
        }
        Ok(&self.seen[self.at..])
    }

    /// Passes over bytes, and returns true if there were so many.
    pub(super) fn skip(&mut self, count: u64) -> io::Result<bool> {
        Ok(io::copy(&mut self.by_ref().take(count), &mut io::sink())? == count)
    }
}

/// Reads once, whatever interrupts it.
fn read(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.seen.len() {
            return self.source.read(buffer);
        }
        let count = (&self.seen[self.at..]).read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

impl BufRead for Peeked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill(1, BLOCK)
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}
