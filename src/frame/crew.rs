//! Threads that deal with a source ahead of its turn. Each takes the next block, cut where a payload seems to end, and makes
//! products of it. They are taken in the order of the source, if their block began as was supposed; or else the block is
//! dealt with anew. So what comes out does not depend on how many threads there are.
//!
//! A worker waits until what it made is taken. So however large the source is, and however slow whoever takes the
//! products, only a few blocks are in memory.

use std::io::{self, Read};
use std::mem;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use super::framer::Framer;
use super::place::Place;
use super::state::{List, State};
use super::stretch::{Buffer, before_part_of_character};
use super::{Entry, Make, Product, Settings, Take, add, cut};
use crate::examine::Examiner;

/// How many products may wait to be taken of each worker, beside the one that it is at.
const AHEAD: usize = 2;

/// What a worker has to say.
enum News<P> {
    /// What it made of a part of the block.
    Made(P),
    /// That it is done with the block: its bytes, and what it made of the last of them, if that was tried.
    Done(Buffer, Option<Box<End<P>>>),
}

/// How far a worker came.
struct End<P> {
    product: P,
    /// How many bytes of the block it dealt with.
    used: usize,
    state: State,
}

/// Threads that deal with a source.
pub(super) struct Crew<P> {
    /// Who has the next block, or why there is none.
    turns: Receiver<io::Result<usize>>,
    /// What each worker says.
    workers: Vec<Receiver<News<P>>>,
    threads: Vec<JoinHandle<()>>,
    /// The list of payloads that the source is supposed to stay in, or none.
    list: List,
    /// Buffers that can be filled again.
    spare: Sender<Buffer>,
}

impl<P: Product> Crew<P> {
    /// A crew for the rest of a source, of which some bytes were read already. Where no thread can be had, all is given
    /// back.
    pub(super) fn new(
        source: Box<dyn Read + Send>,
        how: Settings,
        state: &State,
        bytes: Buffer,
        examiner: &Examiner,
        make: &Make<P>,
    ) -> std::result::Result<Crew<P>, (Box<dyn Read + Send>, Buffer)> {
        let list = if state.list == List::None { List::None } else { List::Item };
        let (turn, turns) = mpsc::channel();
        let (spare, spares) = mpsc::channel();
        let blocks = Blocks {
            source: Some(source),
            how,
            list,
            bytes,
            place: state.at.clone(),
            is_after_payload: false,
            turn,
            spares,
        };
        let blocks = Arc::new(Mutex::new(blocks));
        let mut crew = Crew { turns, workers: Vec::new(), threads: Vec::new(), list, spare };
        for number in 0..how.jobs.get() {
            let (tell, news) = mpsc::sync_channel(AHEAD);
            let (examiner, make, blocks) = (examiner.another(), Arc::clone(make), Arc::clone(&blocks));
            let worker = Worker { number, examiner, make, max_size: how.max_size, list, tell };
            let thread = thread::Builder::new().spawn(move || worker.work(&blocks));
            // Fewer do as well.
            let Ok(thread) = thread else { break };
            crew.threads.push(thread);
            crew.workers.push(news);
        }
        match Arc::into_inner(blocks).map(Mutex::into_inner) {
            Some(Ok(Blocks { source: Some(source), bytes, .. })) => Err((source, bytes)),
            _ => Ok(crew),
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
        let worker = match self.turns.recv() {
            Ok(Ok(worker)) => worker,
            Ok(Err(error)) => return Ok(Err(error)),
            Err(_) => return Ok(Ok(self.is_missing())),
        };
        let is_as_supposed = buffer.bytes().is_empty() && state.is_after_payload(self.list);
        while let Ok(news) = self.workers[worker].recv() {
            match news {
                News::Made(mut product) if is_as_supposed => {
                    product.count_from(state.index - 1);
                    take(product)?;
                }
                News::Made(_) => {}
                News::Done(bytes, end) => {
                    let mut used = 0;
                    if let Some(mut end) = end.filter(|_| is_as_supposed) {
                        end.product.count_from(state.index - 1);
                        take(end.product)?;
                        state.go_on(end.state);
                        used = end.used;
                    }
                    buffer.append(&bytes.bytes()[used..]);
                    // There may be no more to read.
                    let _ = self.spare.send(bytes);
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

/// A source cut into blocks.
struct Blocks {
    /// The source, until it ends.
    source: Option<Box<dyn Read + Send>>,
    how: Settings,
    list: List,
    /// What was read of the next block.
    bytes: Buffer,
    /// Where that begins.
    place: Place,
    /// Whether a payload seems to end there.
    is_after_payload: bool,
    /// Where it is said who has the next block.
    turn: Sender<io::Result<usize>>,
    spares: Receiver<Buffer>,
}

impl Blocks {
    /// The next block for this worker, and where it begins if a payload seems to end there.
    fn next(&mut self, worker: usize) -> Option<(Buffer, Option<Place>)> {
        let read = self.bytes.read(self.source.as_mut()?);
        let is_more = matches!(read, Ok(1..));
        let bytes = self.bytes.bytes();
        let cut = if is_more { cut::last(bytes, self.list) } else { None };
        let end = cut.unwrap_or(if is_more { before_part_of_character(bytes) } else { bytes.len() });
        let mut next = self.spares.try_recv().unwrap_or_else(|_| Buffer::new(self.how.block));
        next.truncate(0);
        next.append(&bytes[end..]);
        let mut block = mem::replace(&mut self.bytes, next);
        block.truncate(end);
        let start = mem::replace(&mut self.is_after_payload, cut.is_some()).then(|| self.place.clone());
        self.place.pass(block.bytes());
        // Where nobody takes blocks any more, nothing is wanted of the rest.
        self.turn.send(Ok(worker)).ok()?;
        if !is_more {
            self.source = None;
            if let Err(error) = read {
                self.turn.send(Err(error)).ok()?;
            }
        }
        Some((block, start))
    }
}

/// What makes products of blocks.
struct Worker<P> {
    number: usize,
    examiner: Examiner,
    make: Make<P>,
    max_size: usize,
    list: List,
    tell: SyncSender<News<P>>,
}

impl<P: Product> Worker<P> {
    /// Works until there are no more blocks, or nobody wants the products.
    fn work(mut self, blocks: &Mutex<Blocks>) {
        while let Some((bytes, start)) = blocks.lock().ok().and_then(|mut blocks| blocks.next(self.number)) {
            let end = start.map(|start| self.make(bytes.bytes(), State::after_payload(self.list, start))).transpose();
            let Ok(end) = end else { return };
            if self.tell.send(News::Done(bytes, end.map(Box::new))).is_err() {
                return;
            }
        }
    }

    /// Makes products of a block that begins in this state. It is an error if nobody wants them any more.
    fn make(&mut self, bytes: &[u8], mut state: State) -> Result<End<P>> {
        let Worker { examiner, make, tell, max_size, .. } = self;
        let mut tell = |product| tell.send(News::Made(product)).map_err(|_| anyhow!("nobody listens"));
        let mut product = P::default();
        let mut sink = |entry: &Entry<'_>| add(entry, &mut product, make, &mut tell);
        let mut framer = Framer { state: &mut state, examiner, sink: &mut sink, max_size: *max_size, is_ahead: true };
        let used = framer.bytes(bytes, false)?;
        Ok(End { product, used, state })
    }
}
