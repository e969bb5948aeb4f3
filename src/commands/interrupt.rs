//! The end that comes from outside. A process that is told to end ends after the line that it is writing, and takes the
//! temporary files with it.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The number of lines that are being written, and are not yet whole.
static BEGUN: Mutex<usize> = Mutex::new(0);

/// Told when one of them is.
static IS_WHOLE: Condvar = Condvar::new();

/// The temporary files that are not in their places yet.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// True if the run has more to say when it is interrupted: its findings until then.
static HAS_MORE_TO_SAY: AtomicBool = AtomicBool::new(false);

/// True if it is, and says that now.
static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The function that ends the wait for a source.
static WAKE: Mutex<Option<Box<dyn Fn() + Send>>> = Mutex::new(None);

/// True if it has said all. Whoever waits for that is told.
static HAS_SAID_ALL: Mutex<bool> = Mutex::new(false);
static SAID_ALL: Condvar = Condvar::new();

/// Lets an interrupt wait until the run has shown what it found so far.
pub(super) fn show_what_there_is() {
    HAS_MORE_TO_SAY.store(true, Ordering::Relaxed);
}

/// Lets an interrupt end the wait for a source from now on.
pub(super) fn on_interrupt(wake: impl Fn() + Send + 'static) {
    *WAKE.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(wake));
}

/// True if an interrupt waits for that.
pub(super) fn has_more_to_say() -> bool {
    HAS_MORE_TO_SAY.load(Ordering::Relaxed)
}

/// True if no more is to be read, because the run was interrupted.
pub(super) fn is_interrupted() -> bool {
    IS_INTERRUPTED.load(Ordering::Relaxed)
}

/// Ends an interrupted run, which has said all: the signal does that.
pub(super) fn end_by_signal() -> ! {
    *HAS_SAID_ALL.lock().unwrap_or_else(PoisonError::into_inner) = true;
    SAID_ALL.notify_all();
    loop {
        thread::park();
    }
}

/// Says that no more is read.
#[derive(Debug)]
pub(super) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Held by whoever writes lines, until they are whole.
#[derive(Debug)]
pub(super) struct LineGuard(());

/// Waits until lines may be written, which is never again when the process ends.
pub(super) fn begin_line() -> LineGuard {
    *begun() += 1;
    LineGuard(())
}

impl Drop for LineGuard {
    fn drop(&mut self) {
        *begun() -= 1;
        IS_WHOLE.notify_all();
    }
}

fn begun() -> MutexGuard<'static, usize> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The temporary files, none of which is begun or put in its place meanwhile.
pub(super) fn temporaries() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
pub(crate) use signals::watch;

#[cfg(unix)]
mod signals {
    use std::path::PathBuf;
    use std::sync::atomic::Ordering;
    use std::sync::{PoisonError, mpsc};
    use std::time::{Duration, Instant};
    use std::{fs, process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, exit};

    use chathook::input::terminal;

    use super::super::progress;
    use super::{DRAFTS, HAS_SAID_ALL, IS_INTERRUPTED, IS_WHOLE, SAID_ALL, WAKE, begun, has_more_to_say, temporaries};

    /// The time that a run may take to show its findings before it was interrupted. Services that end a job wait a
    /// little longer.
    const GRACE: Duration = Duration::from_secs(5);

    /// A signal this soon after another is the same: some send it to the process and to its group.
    const SOON: Duration = Duration::from_millis(500);

    /// Lets SIGINT and SIGTERM end the process in order from now on, even if whoever started it had them ignored; and a
    /// hangup, unless that is ignored, as by `nohup`. Where this cannot be asked, a hangup does what it always does.
    pub(crate) fn watch() {
        let (say, is_watched) = mpsc::channel();
        let hangup = is_ignored(SIGHUP).is_some_and(|is_ignored| !is_ignored).then_some(SIGHUP);
        let watch = move || {
            let signals = Signals::new([SIGINT, SIGTERM].into_iter().chain(hangup));
            let _ = say.send(());
            if let Ok(signals) = signals {
                wait(signals);
            }
        };
        // Where no thread can be had, the signals do what they always do.
        if thread::Builder::new().spawn(watch).is_ok() {
            let _ = is_watched.recv();
        }
    }

    /// True if a signal is ignored, where the system says so: in a mask, of which the first signal is the last bit.
    fn is_ignored(signal: i32) -> Option<bool> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        Some(u64::from_str_radix(mask.trim(), 16).ok()? >> (signal - 1) & 1 == 1)
    }

    fn wait(mut signals: Signals) {
        let mut first: Option<Instant> = None;
        for signal in signals.forever() {
            let is_ending = match first {
                None => thread::Builder::new().spawn(move || end_in_order(signal)).is_ok(),
                // Perhaps nobody reads the line that is being written.
                Some(first) => first.elapsed() <= SOON,
            };
            if !is_ending {
                // On a busy machine, whoever ends in order may not have come to that yet.
                if let Ok(temporaries) = DRAFTS.try_lock() {
                    remove(&temporaries);
                }
                end(signal);
            }
            first.get_or_insert_with(Instant::now);
        }
    }

    fn end_in_order(signal: i32) {
        if has_more_to_say() {
            IS_INTERRUPTED.store(true, Ordering::Relaxed);
            if let Some(wake) = &*WAKE.lock().unwrap_or_else(PoisonError::into_inner) {
                wake();
            }
            let has_said_all = HAS_SAID_ALL.lock().unwrap_or_else(PoisonError::into_inner);
            // Perhaps nobody reads what it shows.
            let _waited = SAID_ALL.wait_timeout_while(has_said_all, GRACE, |has_said_all| !*has_said_all);
        }
        let temporaries = temporaries();
        remove(&temporaries);
        let _begun = IS_WHOLE.wait_while(begun(), |begun| *begun > 0);
        progress::end_interrupted();
        end(signal);
    }

    fn remove(temporaries: &[PathBuf]) {
        for temporary in temporaries {
            let _ = fs::remove_file(temporary);
        }
    }

    /// Ends the process by a signal. A shell that runs it in a loop ends the loop only then.
    fn end(signal: i32) {
        terminal::restore();
        // The first process of a container is not killed by a signal of its own.
        if process::id() == 1 {
            exit(128 + signal);
        }
        let _ = emulate_default_handler(signal);
    }
}
