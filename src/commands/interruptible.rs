//! Sources that may keep their reader waiting, such as pipes. A thread of their own waits for them, so that an interrupt ends
//! the wait of whoever reads.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use anyhow::{Error, Result};

use chathook::input::Source;

use super::interrupt::{Interrupted, is_interrupted, on_interrupt};

/// The number of bytes that are read at once: as many as a pipe holds.
const CHUNK: usize = 64 * 1024;

/// The number of chunks that may wait to be taken.
const QUEUE: usize = 1;

/// The outcome of reading once: some bytes; none at the beginning, when the source is open, and at the end.
type Chunk = Result<Vec<u8>>;

/// A source that is read by a thread of its own.
pub(super) struct Interruptible {
    chunks: Receiver<Chunk>,
    chunk: Vec<u8>,
    /// The number of bytes of the chunk that were read.
    read: usize,
    has_ended: bool,
}

impl Interruptible {
    /// Opens a source. A named pipe is open when somebody writes to it.
    pub(super) fn open(source: &Source) -> Result<Box<dyn Read + Send>> {
        let (tell, chunks) = mpsc::sync_channel(QUEUE);
        let (own, own_tell) = (source.clone(), tell.clone());
        if thread::Builder::new().spawn(move || pass_on(&own, &own_tell)).is_err() {
            return source.open();
        }
        // Where there is no room, the reader does not wait.
        on_interrupt(move || drop(tell.try_send(Err(Error::new(Interrupted)))));
        let mut opened = Interruptible { chunks, chunk: Vec::new(), read: 0, has_ended: false };
        opened.next()?;
        Ok(Box::new(opened))
    }

    /// Waits for the next chunk.
    fn next(&mut self) -> Result<()> {
        // An interrupt may have come before this was known, and so ended no wait.
        let chunk = if is_interrupted() {
            Err(Error::new(Interrupted))
        } else {
            self.chunks.recv().unwrap_or_else(|gone| Err(gone.into()))
        };
        self.has_ended = chunk.is_err();
        (self.chunk, self.read) = (chunk?, 0);
        Ok(())
    }
}

impl Read for Interruptible {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.chunk.len() && !self.has_ended {
            self.next().map_err(|error| error.downcast().unwrap_or_else(io::Error::other))?;
            self.has_ended = self.chunk.is_empty();
        }
        let count = (&self.chunk[self.read..]).read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

/// Reads a source to its end, or until nobody wants more of it.
fn pass_on(source: &Source, tell: &SyncSender<Chunk>) {
    let mut bytes = match source.open() {
        Ok(bytes) => bytes,
        Err(error) => return drop(tell.send(Err(error))),
    };
    let mut is_wanted = tell.send(Ok(Vec::new())).is_ok();
    while is_wanted {
        let mut chunk = vec![0; CHUNK];
        let read = loop {
            match bytes.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let goes_on = matches!(read, Ok(1..));
        let read = read.map(|count| {
            chunk.truncate(count);
            chunk
        });
        is_wanted = tell.send(read.map_err(Error::new)).is_ok() && goes_on;
    }
}
