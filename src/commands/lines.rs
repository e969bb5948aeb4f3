//! Lines that come out whole, even if the process is told to end while they are written.

use std::io::{self, StdoutLock, Write};

use memchr::memrchr;

use super::interrupt::turn;

/// How much is held until it is written, unless a line is longer.
const MOST_HELD: usize = 8 * 1024;

/// A writer that holds lines and writes them many at once, each of them whole. Its errors name what could not be written.
#[derive(Debug)]
pub(super) struct WholeLines<W> {
    name: String,
    out: W,
    held: Vec<u8>,
}

/// Standard output.
pub(super) fn stdout() -> WholeLines<StdoutLock<'static>> {
    WholeLines::new("standard output".to_owned(), io::stdout().lock())
}

impl<W: Write> WholeLines<W> {
    /// A writer to something that has this name.
    pub(super) fn new(name: String, out: W) -> WholeLines<W> {
        WholeLines { name, out, held: Vec::new() }
    }

    /// What the lines are written to.
    pub(super) fn get_ref(&self) -> &W {
        &self.out
    }

    /// An error with the name of what could not be written.
    pub(super) fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.name))
    }

    /// Writes what is held, and more.
    fn put(&mut self, more: &[u8]) -> io::Result<()> {
        let turn = turn();
        let out = &mut self.out;
        let put = out.write_all(&self.held).and_then(|()| out.write_all(more)).and_then(|()| out.flush());
        drop(turn);
        self.held.clear();
        put.map_err(|error| self.named(&error))
    }
}

impl<W: Write> Write for WholeLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_full = self.held.len() + bytes.len() >= MOST_HELD;
        let end = if is_full { memrchr(b'\n', bytes).map_or(0, |at| at + 1) } else { 0 };
        let (whole, rest) = bytes.split_at(end);
        if !whole.is_empty() {
            self.put(whole)?;
        }
        self.held.extend_from_slice(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.put(&[])
    }
}
