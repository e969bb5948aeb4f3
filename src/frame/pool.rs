//! Threads that deal with a source ahead of its turn. Each takes the next block, cut where a payload seems to end, and makes
//! batches of it. They are taken in the order of the source, if their block began as was supposed; or else the block is
//! dealt with anew. So what comes out does not depend on how many threads there are.
//!
//! A worker waits until what it made is taken. So however large the source is, and however slow whoever takes the
//! batches, only a few blocks are in memory.

use std::io::{self, Read};
use std::mem;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use super::chunk::{Buffer, before_part_of_character};
use super::framer::Framer;
use super::limits::QUEUE;
use super::place::Place;
use super::state::{List, State};
use super::{Batch, Entry, Make, Settings, Take, add, cut};
use crate::examine::Examiner;

/// A message of a worker.
enum Message<P> {
    /// A batch of a part of the block.
    Made(P),
    /// That it is done with the block.
    Done(Box<Block<P>>),
}

/// A block that a worker deals with. It gets it back, to deal with another in the same memory, which is near to it.
struct Block<P> {
    bytes: Buffer,
    /// The batch of the last of the bytes.
    batch: P,
    /// The place that the worker came to, if it tried.
    end: Option<End>,
}

/// The place that a worker came to.
struct End {
    /// The number of bytes of the block that it dealt with.
    used: usize,
    state: State,
}

/// The ways to and from a worker.
struct WorkerHandle<P> {
    messages: Receiver<Message<P>>,
    /// The way back for its blocks.
    spares: Sender<Box<Block<P>>>,
}

/// Threads that deal with a source.
pub(super) struct Pool<P> {
    /// The worker that has the next block, or the reason why there is none.
    order: Receiver<io::Result<usize>>,
    workers: Vec<WorkerHandle<P>>,
    threads: Vec<JoinHandle<()>>,
    /// The array of payloads that the source is supposed to stay in, or none.
    list: List,
}

impl<P: Batch> Pool<P> {
    /// A pool for the rest of a source, of which some bytes were read already. Where no thread can be had, all is given
    /// back.
    pub(super) fn new(
        source: Box<dyn Read + Send>,
        how: Settings,
        state: &State,
        bytes: Buffer,
        examiner: &Examiner,
        batch: &P,
        make: &Make<P>,
    ) -> std::result::Result<Pool<P>, (Box<dyn Read + Send>, Buffer)> {
        let list = if state.list == List::None { List::None } else { List::Item };
        let (sender, order) = mpsc::channel();
        let blocks = BlockReader {
            source: Some(source),
            list,
            rest: bytes,
            place: state.at.clone(),
            is_after_payload: false,
            order: sender,
        };
        let blocks = Arc::new(Mutex::new(blocks));
        let mut pool = Pool { order, workers: Vec::new(), threads: Vec::new(), list };
        for number in 0..how.jobs.get() {
            let (tell, messages) = mpsc::sync_channel(QUEUE);
            let (spares, spare) = mpsc::channel();
            let (examiner, make, blocks) = (examiner.fork(), Arc::clone(make), Arc::clone(&blocks));
            let worker = Worker { number, examiner, batch: batch.another(), make, how, list, tell, spare };
            let thread = thread::Builder::new().spawn(move || worker.work(&blocks));
            // Fewer do as well.
            let Ok(thread) = thread else { break };
            pool.threads.push(thread);
            pool.workers.push(WorkerHandle { messages, spares });
        }
        match Arc::into_inner(blocks).map(Mutex::into_inner) {
            Some(Ok(BlockReader { source: Some(source), rest, .. })) => Err((source, rest)),
            _ => Ok(pool),
        }
    }

    /// Goes on by a block, and says whether there was one. What can be taken of what was made of it is taken; what is to be
    /// dealt with is added to the buffer.
    pub(super) fn next(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
        take: Take<'_, P>,
    ) -> Result<io::Result<bool>> {
        let worker = match self.order.recv() {
            Ok(Ok(worker)) => worker,
            Ok(Err(error)) => return Ok(Err(error)),
            Err(_) => return Ok(Ok(self.is_missing())),
        };
        let is_as_supposed = buffer.bytes().is_empty() && state.is_after_payload(self.list);
        let WorkerHandle { messages, spares } = &self.workers[worker];
        while let Ok(message) = messages.recv() {
            match message {
                Message::Made(mut batch) if is_as_supposed => {
                    batch.count_from(state.index - 1);
                    take(&mut batch)?;
                }
                Message::Made(_) => {}
                Message::Done(mut block) => {
                    let mut used = 0;
                    if let Some(end) = block.end.take().filter(|_| is_as_supposed) {
                        block.batch.count_from(state.index - 1);
                        take(&mut block.batch)?;
                        state.go_on(end.state);
                        used = end.used;
                    } else {
                        block.batch = block.batch.another();
                    }
                    buffer.append(&block.bytes.bytes()[used..]);
                    block.bytes.clear();
                    // There may be no more to read.
                    let _ = spares.send(block);
                    return Ok(Ok(true));
                }
            }
        }
        Ok(Ok(self.is_missing()))
    }

    /// Says no, for there are no more blocks; unless that is because a worker panicked.
    fn is_missing(&mut self) -> bool {
        // No worker has to wait any more for what it has to say to be heard.
        self.workers.clear();
        for thread in self.threads.drain(..) {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
        false
    }
}

/// The beginning of a block.
enum Start {
    /// After a payload, as it seems.
    AfterPayload(Place),
    /// Nobody knows in the middle of what.
    Anywhere,
}

/// A source cut into blocks.
struct BlockReader {
    /// The source, until it ends.
    source: Option<Box<dyn Read + Send>>,
    list: List,
    /// The bytes of the next block that were read with this one.
    rest: Buffer,
    /// The place of their beginning.
    place: Place,
    /// True if a payload seems to end there.
    is_after_payload: bool,
    /// The list in which it says which worker has the next block.
    order: Sender<io::Result<usize>>,
}

impl BlockReader {
    /// Reads the next block for this worker into an empty buffer, and says where it begins.
    fn next(&mut self, worker: usize, block: &mut Buffer) -> Option<Start> {
        let source = self.source.as_mut()?;
        block.append(self.rest.bytes());
        let read = block.read(source);
        let is_more = matches!(read, Ok(1..));
        let bytes = block.bytes();
        let cut = if is_more { cut::last(bytes, self.list) } else { None };
        let end = cut.unwrap_or(if is_more { before_part_of_character(bytes) } else { bytes.len() });
        self.rest.clear();
        self.rest.append(&bytes[end..]);
        block.truncate(end);
        let start = match mem::replace(&mut self.is_after_payload, cut.is_some()) {
            true => Start::AfterPayload(self.place.clone()),
            false => Start::Anywhere,
        };
        self.place.pass(block.bytes());
        // Where nobody takes blocks any more, nothing is wanted of the rest.
        self.order.send(Ok(worker)).ok()?;
        if !is_more {
            self.source = None;
            if let Err(error) = read {
                self.order.send(Err(error)).ok()?;
            }
        }
        Some(start)
    }
}

/// A thread that makes batches of blocks.
struct Worker<P> {
    number: usize,
    examiner: Examiner,
    /// One of the kind that it makes.
    batch: P,
    make: Make<P>,
    how: Settings,
    list: List,
    tell: SyncSender<Message<P>>,
    /// Blocks that were dealt with.
    spare: Receiver<Box<Block<P>>>,
}

impl<P: Batch> Worker<P> {
    /// Works until there are no more blocks, or nobody wants the batches.
    fn work(mut self, blocks: &Mutex<BlockReader>) {
        loop {
            let new = || Box::new(Block { bytes: Buffer::new(self.how.block), batch: self.batch.another(), end: None });
            let mut block = self.spare.try_recv().unwrap_or_else(|_| new());
            let next = blocks.lock().ok().and_then(|mut blocks| blocks.next(self.number, &mut block.bytes));
            let Some(start) = next else { return };
            if let Start::AfterPayload(place) = start {
                let Ok(end) = self.make(block.bytes.bytes(), place, &mut block.batch) else { return };
                block.end = Some(end);
            }
            if self.tell.send(Message::Done(block)).is_err() {
                return;
            }
        }
    }

    /// Makes batches of a block that begins here, after a payload. It is an error if nobody wants them any more.
    fn make(&mut self, bytes: &[u8], start: Place, batch: &mut P) -> Result<End> {
        let Worker { examiner, make, tell, how, list, .. } = self;
        let mut state = State::after_payload(*list, start);
        let mut tell = |batch: &mut P| {
            let empty = batch.another();
            let batch = mem::replace(batch, empty);
            tell.send(Message::Made(batch)).map_err(|_| anyhow!("nobody listens"))
        };
        let mut emit = |entry: &Entry<'_>| add(entry, batch, make, &mut tell);
        let mut framer = Framer { is_ahead: true, ..Framer::new(&mut state, examiner, &mut emit, how) };
        let used = framer.bytes(bytes, false)?;
        Ok(End { used, state })
    }
}
