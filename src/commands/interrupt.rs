//! The end that comes from outside. A process that is told to end ends after the line that it is writing, and takes the
//! drafts of files with it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Whether the process was told to end.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// Held by whoever writes lines, until they are whole.
static TURN: Mutex<()> = Mutex::new(());

/// The drafts that are not in their places yet.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Waits for the turn to write lines, which never comes when the process was told to end.
pub(super) fn turn() -> MutexGuard<'static, ()> {
    while IS_ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The drafts that would be removed now.
pub(super) fn drafts() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
pub(crate) use signals::watch;

#[cfg(unix)]
mod signals {
    use std::fs;
    use std::process;
    use std::sync::PoisonError;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, exit};

    use super::{IS_ENDING, TURN, drafts};

    /// A signal this soon after another is the same: some send it to the process and to its group.
    const SOON: Duration = Duration::from_millis(200);

    /// Lets SIGINT and SIGTERM end the process in order from now on. It ends by the signal all the same, for a shell that
    /// runs it in a loop ends the loop only then. A hangup is left alone, because `nohup` has it ignored.
    pub(crate) fn watch() {
        // Where no thread can be had, the signals do what they always do.
        if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) {
            let _ = thread::Builder::new().spawn(move || {
                let mut first: Option<Instant> = None;
                for signal in signals.forever() {
                    let is_impatient = first.is_some_and(|first| first.elapsed() > SOON);
                    let is_waited_for = first.is_some() || thread::Builder::new().spawn(move || end(signal)).is_ok();
                    // Perhaps nobody reads the line that is being written.
                    if is_impatient || !is_waited_for {
                        end_by(signal);
                    }
                    first.get_or_insert_with(Instant::now);
                }
            });
        }
    }

    fn end(signal: i32) {
        IS_ENDING.store(true, Ordering::SeqCst);
        // Kept to the end, so that no draft is begun or finished any more.
        let drafts = drafts();
        for draft in &*drafts {
            let _ = fs::remove_file(draft);
        }
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        end_by(signal);
    }

    fn end_by(signal: i32) {
        // The first process of a container is not killed by a signal of its own.
        if process::id() == 1 {
            exit(128 + signal);
        }
        let _ = emulate_default_handler(signal);
    }
}
