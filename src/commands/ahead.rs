//! Small files, read ahead of their turn. Of many, each costs little more than to open it; several workers share that, and
//! what they made is taken in the order of the files, so that nothing that comes out depends on how many there are.
//!
//! What is not as simple as that is left for its turn: a source that is no small file, that cannot be read, of which there is
//! more to say than a batch holds, or that is the first to say something that is said once.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use anyhow::bail;

use chathook::examine::Examiner;
use chathook::frame::{self, Form};
use chathook::input::{SmallFile, Source};
use chathook::report::Outside;

use super::batches::{AnyBatch, Erased};
use super::expected::Expected;
use super::{Make, Run, progress};

/// From so many sources on, they are shared among workers. Before that, a thread costs more than it saves.
const MANY: usize = 64;

/// The number of files that a worker reads before it says so.
const LOT: usize = 64;

/// Of how many payloads of a lot batches are made. More are read in their turn, so that what is held stays small.
const MOST_ENTRIES: usize = 256;

/// The most lots of each worker that may wait to be taken.
const QUEUE: usize = 2;

/// The batches of the files of a lot; nothing, if a file is to be read in its turn.
type Lot = VecDeque<Option<AnyBatch>>;

/// The reading ahead of small files: by this thread or by workers.
pub(super) enum Ahead {
    /// Nobody does: each is read when it is asked for.
    Here { reader: Box<Reader>, sources: Arc<[Source]>, next: usize },
    /// Workers, which have the lots in turn.
    There { workers: Vec<Receiver<Lot>>, next: usize, lot: Lot },
}

impl Ahead {
    /// Begins to read the small ones of these sources.
    pub(super) fn new(
        sources: &Arc<[Source]>,
        run: &Run,
        examiner: &Examiner,
        kind: &dyn Erased,
        make: &Make,
    ) -> Ahead {
        let reader = || Reader {
            file: SmallFile::default(),
            examiner: examiner.fork(),
            expects: run.expects.clone(),
            kind: kind.another(),
            make: Arc::clone(make),
            max_size: run.settings.max_size,
            most_outside: run.options.policy.most,
            entries: 0,
        };
        let jobs = run.settings.jobs.get();
        let mut workers = Vec::new();
        if jobs > 1 && sources.len() >= MANY {
            for number in 0..jobs {
                let (tell, lots) = mpsc::sync_channel(QUEUE);
                let (reader, sources) = (reader(), Arc::clone(sources));
                let work = move || reader.work(&sources, number, jobs, &tell);
                // What a worker would have read that cannot be had is read in its turn.
                let _ = thread::Builder::new().spawn(work);
                workers.push(lots);
            }
        }
        match workers.is_empty() {
            true => Ahead::Here { reader: Box::new(reader()), sources: Arc::clone(sources), next: 0 },
            false => Ahead::There { workers, next: 0, lot: Lot::new() },
        }
    }

    /// Returns the batch of the next source, unless that is to be read in its turn.
    pub(super) fn next(&mut self) -> Option<AnyBatch> {
        match self {
            Ahead::Here { reader, sources, next } => {
                let source = sources.get(*next)?;
                *next += 1;
                reader.entries = 0;
                reader.read(source)
            }
            Ahead::There { workers, next, lot } => {
                if lot.is_empty() {
                    // A worker that is no more has said nothing of its lots.
                    *lot = workers[*next % workers.len()].recv().unwrap_or_else(|_| (0..LOT).map(|_| None).collect());
                    *next += 1;
                }
                lot.pop_front()?
            }
        }
    }
}

/// A maker of batches of small files.
pub(super) struct Reader {
    file: SmallFile,
    examiner: Examiner,
    expects: Expected,
    /// A batch of the kind that it makes.
    kind: AnyBatch,
    make: Make,
    max_size: usize,
    most_outside: usize,
    /// The number of entries so far in this lot.
    entries: usize,
}

impl Reader {
    /// Reads one lot of the sources in so many, until nobody wants what is made of them.
    fn work(mut self, sources: &[Source], number: usize, step: usize, tell: &SyncSender<Lot>) {
        for lot in sources.chunks(LOT).skip(number).step_by(step) {
            self.entries = 0;
            let made = lot.iter().map(|source| self.read(source)).collect();
            if tell.send(made).is_err() {
                return;
            }
        }
    }

    /// Makes a batch of a source, unless that is to be done in its turn.
    fn read(&mut self, source: &Source) -> Option<AnyBatch> {
        let Reader { file, examiner, expects, kind, make, entries, .. } = self;
        if *entries > MOST_ENTRIES {
            return None;
        }
        let bytes = file.read(source)?;
        progress::count(bytes.len());
        let name = source.name();
        if expects.form(&name) != Form::Json {
            return None;
        }
        expects.tell(examiner, &name);
        if examiner.options.policy.meant.is_some() {
            // What it lacks of the codes that it is meant to give is said after all of it.
            return None;
        }
        let mut batch = kind.another();
        let mut emit = |entry: &frame::Entry<'_>| {
            *entries += 1;
            if *entries > MOST_ENTRIES || entry.examined.mentions_zone() {
                bail!("it is read in its turn");
            }
            make(&name, entry, &mut batch);
            if batch.is_full() {
                bail!("it is more than a batch");
            }
            Ok(())
        };
        frame::whole(bytes, self.max_size, examiner, &mut emit).ok()?;
        let mut outside = Outside::new(self.most_outside);
        batch.limit(&mut outside);
        // How much more there is to say comes after all of it.
        if outside.end().next().is_some() { None } else { Some(batch) }
    }
}
