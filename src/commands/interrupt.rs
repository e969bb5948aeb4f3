//! The end that comes from outside. A process that is told to end ends after the line that it is writing, and takes the
//! temporary files with it.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many lines are being written, and not yet whole.
static BEGUN: Mutex<usize> = Mutex::new(0);

/// Told when one of them is.
static IS_WHOLE: Condvar = Condvar::new();

/// The temporary files that are not in their places yet.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Held by whoever writes lines, until they are whole.
#[derive(Debug)]
pub(super) struct Turn(());

/// Waits for a turn to write lines. It never comes when the process ends.
pub(super) fn turn() -> Turn {
    *begun() += 1;
    Turn(())
}

impl Drop for Turn {
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
    use std::sync::mpsc;
    use std::time::{Duration, Instant};
    use std::{fs, process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, exit};

    use super::super::progress;
    use super::{DRAFTS, IS_WHOLE, begun, temporaries};

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

    /// Whether a signal is ignored, where the system says so: in a mask, of which the first signal is the last bit.
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
        // The first process of a container is not killed by a signal of its own.
        if process::id() == 1 {
            exit(128 + signal);
        }
        let _ = emulate_default_handler(signal);
    }
}
