//! The way of a source through here: read, cut into payloads, and taken, over and over, until it ends. A large one is shared
//! among threads on the way.

use std::io::{self, Read};
use std::mem;
use std::num::NonZeroUsize;

use anyhow::Result;

use super::chunk::Buffer;
use super::framer::Framer;
use super::pool::Pool;
use super::state::State;
use super::waiting::Waiting;
use super::{Batch, Emit, Entry, Form, Make, Settings, Sign, Take, add};
use crate::examine::Examiner;
use crate::input::format::Opening;
use crate::input::unicode::SIGN;

/// Makes batches of what a source holds, of which the first is given, and lets them be taken before the source may
/// keep the reader waiting. The outer error is that of taking, the inner one the source's.
pub fn run<P: Batch>(
    source: Box<dyn Read + Send>,
    mut how: Settings,
    examiner: &mut Examiner,
    mut batch: P,
    make: &Make<P>,
    take: Take<'_, P>,
) -> Result<io::Result<()>> {
    let mut state = State::START;
    let source = Opening::of(source);
    if let Some(format) = source.format {
        let mut emit = |entry: &Entry<'_>| add(entry, &mut batch, make, take);
        Framer::new(&mut state, examiner, &mut emit, &how).no_text(format)?;
        take(&mut batch)?;
        return Ok(Ok(()));
    }
    if how.form == Form::Csv {
        // Where a record begins, only what comes before tells.
        how.jobs = NonZeroUsize::MIN;
    }
    if let Some(encoding) = source.encoding {
        state.sign = Some(Sign::Converted(encoding));
        state.encoding = encoding.name;
    }
    let mut buffer = Buffer::new(how.block);
    let mut input = Input::Source(source.text());
    let mut waiting = Waiting::for_bytes(SIGN);
    loop {
        let stop = input.read(&mut state, &mut buffer, &mut waiting, take)?;
        let is_last = matches!(stop, Stop::End);
        let mut emit = |entry: &Entry<'_>| add(entry, &mut batch, make, take);
        let mut framer = Framer::new(&mut state, examiner, &mut emit, &how);
        let used = framer.bytes(buffer.bytes(), is_last)?;
        buffer.drop(used);
        if is_last {
            framer.end()?;
        }
        take(&mut batch)?;
        match stop {
            Stop::Enough => waiting.go_on(used, buffer.bytes().len(), how.max_size.max(state.room)),
            Stop::End => return Ok(Ok(())),
            Stop::Failed(error) => return Ok(Err(error)),
        }
        if state.at.position.offset >= how.block.get() as u64 {
            input = input.shared(&mut how, &state, &mut buffer, examiner, &batch, make);
        }
    }
}

/// Hands on what a source holds that is in memory as a whole, and is text that holds payloads and nothing else.
pub fn whole(bytes: &[u8], max_size: usize, examiner: &mut Examiner, emit: Emit<'_>) -> Result<()> {
    let mut state = State::START;
    let mut framer =
        Framer { state: &mut state, examiner, emit, max_size, form: Form::Json, is_ahead: false, carried: None };
    framer.bytes(bytes, true)?;
    framer.end()
}

/// The place that more of a source comes from.
enum Input<P> {
    /// From the source itself: a small one is read before threads could help.
    Source(Box<dyn Read + Send>),
    /// From threads, which may have dealt with it already.
    Pool(Pool<P>),
}

/// The reason why no more is read for now.
enum Stop {
    /// There is as much as is awaited.
    Enough,
    /// There is no more.
    End,
    /// No more can be read.
    Failed(io::Error),
}

impl<P: Batch> Input<P> {
    /// Reads until there is as much as is awaited, if there is.
    fn read(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
        waiting: &mut Waiting,
        take: Take<'_, P>,
    ) -> Result<Stop> {
        while !waiting.is_over(buffer.bytes()) {
            let read = match self {
                Input::Source(source) => buffer.read(source).map(|read| read > 0),
                Input::Pool(pool) => pool.next(state, buffer, take)?,
            };
            match read {
                Ok(true) => {}
                Ok(false) => return Ok(Stop::End),
                Err(error) => return Ok(Stop::Failed(error)),
            }
        }
        Ok(Stop::Enough)
    }

    /// The rest of the source, read by threads if there may be several. Where none can be had, that is not tried again.
    fn shared(
        self,
        how: &mut Settings,
        state: &State,
        buffer: &mut Buffer,
        examiner: &Examiner,
        batch: &P,
        make: &Make<P>,
    ) -> Input<P> {
        let source = match self {
            Input::Source(source) if how.jobs.get() > 1 => source,
            input => return input,
        };
        let bytes = mem::replace(buffer, Buffer::new(how.block));
        match Pool::new(source, *how, state, bytes, examiner, batch, make) {
            Ok(pool) => Input::Pool(pool),
            Err((source, bytes)) => {
                (*buffer, how.jobs) = (bytes, NonZeroUsize::MIN);
                Input::Source(source)
            }
        }
    }
}
