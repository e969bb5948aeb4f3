//! Threads that deal with a source ahead of its turn: one reads it and cuts it where payloads seem to end, others make
//! products of the blocks. Each product is taken in its turn, if its block began as was supposed; or else the block is
//! dealt with anew. So what comes out does not depend on how many threads there are.
//!
//! A worker has one block in hand and one waiting, and waits itself until what it made is taken. So however large the
//! source is, and however slow whoever takes the products, only a few blocks are in memory.

use std::io::{self, Read};
use std::mem;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::framer::Framer;
use super::place::Place;
use super::state::{List, State};
use super::stretch::Buffer;
use super::{Entry, Make, Product, Reading, Take, add, cut};
use crate::examine::Examiner;

/// A stretch of a source.
struct Block {
    bytes: Buffer,
    /// Where it begins, if a payload seems to end there.
    start: Option<Place>,
}

/// What a worker has to say.
enum News<P> {
    /// What it made of a part of the block.
    Made(P),
    /// That it is done with the block: its bytes, how many of them it dealt with, and how far that is.
    Done(Buffer, usize, Option<Box<State>>),
}

/// Threads that deal with a source.
pub(super) struct Crew<P> {
    /// What each worker says. They have the blocks in turns.
    workers: Vec<Receiver<News<P>>>,
    /// Whose turn it is.
    turn: usize,
    /// The list of payloads that the source is supposed to stay in, or none.
    list: List,
    /// Buffers that can be filled again.
    spare: Sender<Buffer>,
    reader: Option<JoinHandle<io::Result<()>>>,
    threads: Vec<JoinHandle<()>>,
}

impl<P: Product> Crew<P> {
    /// A crew for the rest of a source, of which some bytes were read already.
    pub(super) fn new(
        source: Box<dyn Read + Send>,
        how: Reading,
        state: &State,
        bytes: Buffer,
        examiner: &Examiner,
        make: &Make<P>,
    ) -> Crew<P> {
        let list = if state.list == List::None { List::None } else { List::Item };
        let (spare, spares) = mpsc::channel();
        let mut crew = Crew { workers: Vec::new(), turn: 0, list, spare, reader: None, threads: Vec::new() };
        let mut tasks = Vec::new();
        for _ in 0..how.jobs.get() {
            let (task, blocks) = mpsc::sync_channel(1);
            let (tell, news) = mpsc::sync_channel(1);
            let worker =
                Worker { examiner: examiner.another(), make: Arc::clone(make), max_size: how.max_size, list, tell };
            crew.threads.push(thread::spawn(move || worker.work(&blocks)));
            crew.workers.push(news);
            tasks.push(task);
        }
        let place = state.at.clone();
        crew.reader = Some(thread::spawn(move || read(source, how, list, (place, bytes), &tasks, &spares)));
        crew
    }

    /// Goes on by a block, and says whether there was one. What can be taken of what was made of it is taken; what is to be
    /// dealt with is added to the buffer.
    pub(super) fn next(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
        take: Take<'_, P>,
    ) -> Result<io::Result<bool>> {
        let is_as_supposed = buffer.bytes().is_empty() && state.is_after_payload(self.list);
        while let Ok(news) = self.workers[self.turn].recv() {
            match news {
                News::Made(mut product) if is_as_supposed => {
                    product.count_from(state.index - 1);
                    take(product)?;
                }
                News::Made(_) => {}
                News::Done(bytes, used, end) => {
                    self.turn = (self.turn + 1) % self.workers.len();
                    match end.filter(|_| is_as_supposed) {
                        Some(end) => {
                            state.go_on(*end);
                            buffer.append(&bytes.bytes()[used..]);
                        }
                        None => buffer.append(bytes.bytes()),
                    }
                    // The reader may have come to the end.
                    let _ = self.spare.send(bytes);
                    return Ok(Ok(true));
                }
            }
        }
        Ok(self.end().map(|()| false))
    }

    /// How the reading of the source ended.
    fn end(&mut self) -> io::Result<()> {
        self.threads.drain(..).for_each(join);
        self.reader.take().map_or(Ok(()), join)
    }
}

/// What a thread returns. If it panics, so does this one.
fn join<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Reads a source from a place on, from which some bytes were read already, and hands its blocks to the workers in turns.
fn read(
    mut source: Box<dyn Read + Send>,
    how: Reading,
    list: List,
    (mut place, mut bytes): (Place, Buffer),
    workers: &[SyncSender<Block>],
    spares: &Receiver<Buffer>,
) -> io::Result<()> {
    let mut start = None;
    for worker in workers.iter().cycle() {
        let read = bytes.read(&mut source);
        let is_more = matches!(read, Ok(1..));
        let cut = if is_more { cut::last(bytes.bytes(), list) } else { None };
        let end =
            cut.unwrap_or(if is_more { cut::before_part_of_character(bytes.bytes()) } else { bytes.bytes().len() });
        let mut next = spares.try_recv().unwrap_or_else(|_| Buffer::new(how.block));
        next.truncate(0);
        next.append(&bytes.bytes()[end..]);
        bytes.truncate(end);
        place.pass(bytes.bytes());
        let block = Block { bytes: mem::replace(&mut bytes, next), start };
        start = cut.map(|_| place.clone());
        // Where nobody takes blocks any more, nothing is wanted of the rest.
        if worker.send(block).is_err() || !is_more {
            return read.map(|_| ());
        }
    }
    Ok(())
}

/// What makes products of blocks.
struct Worker<P> {
    examiner: Examiner,
    make: Make<P>,
    max_size: usize,
    list: List,
    tell: SyncSender<News<P>>,
}

impl<P: Product> Worker<P> {
    fn work(mut self, blocks: &Receiver<Block>) {
        for Block { bytes, start } in blocks {
            let end = start.map(|start| State::after_payload(self.list, start));
            let news = match end.map(|state| self.make(bytes.bytes(), state)) {
                Some(Ok((used, state))) => News::Done(bytes, used, Some(Box::new(state))),
                None => News::Done(bytes, 0, None),
                Some(Err(_)) => return,
            };
            if self.tell.send(news).is_err() {
                return;
            }
        }
    }

    /// Makes products of a block that begins in this state, and says how many of its bytes are dealt with. It is an error
    /// if nobody wants them any more.
    fn make(&mut self, bytes: &[u8], mut state: State) -> Result<(usize, State)> {
        let Worker { examiner, make, tell, max_size, .. } = self;
        let mut tell = |product| tell.send(News::Made(product)).map_err(|_| anyhow::anyhow!("nobody listens"));
        let mut product = P::default();
        let mut sink = |entry: &Entry<'_>| add(entry, &mut product, make, &mut tell);
        let framer = Framer { state: &mut state, examiner, sink: &mut sink, max_size: *max_size, is_ahead: true };
        let used = { framer }.bytes(bytes, false)?;
        tell(product)?;
        Ok((used, state))
    }
}
