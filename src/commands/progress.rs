//! The line on standard error that tells how far a long run is. It is for those who look on: where standard error is a
//! terminal, and standard output is no pipe, at the end of which another program may have the terminal for itself.

use std::env;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[cfg(unix)]
use chathook::finding::counted;
use chathook::render::progress::Progress;
use chathook::render::{Look, Style};

/// The time that a run may take without a word.
const QUIET: Duration = Duration::from_millis(500);

/// The least time that a line stays.
const STEP: Duration = Duration::from_millis(100);

/// The width of a terminal that does not say it.
const WIDTH: u16 = 80;

/// Back to the beginning of the line, and away with it.
const ERASE: &[u8] = b"\r\x1b[K";

/// The number of bytes that were read so far, if somebody counts them.
static READ: AtomicU64 = AtomicU64::new(0);

/// The number of payloads that were taken so far, and of findings.
static PAYLOADS: AtomicU64 = AtomicU64::new(0);
static FINDINGS: AtomicU64 = AtomicU64::new(0);

/// True while the line is shown.
static IS_SHOWN: AtomicBool = AtomicBool::new(false);

/// True if the last bytes written to standard output end no line.
static IS_WITHIN_LINE: AtomicBool = AtomicBool::new(false);

/// The line that shows the progress.
#[derive(Debug)]
pub(super) struct Bar {
    width: usize,
    began: Instant,
    next: Instant,
}

impl Bar {
    /// Returns the line, if anybody looks on.
    pub(super) fn new(look: Look) -> Option<Bar> {
        let is_dumb = env::var_os("TERM").is_some_and(|name| name == "dumb");
        if is_dumb || !io::stderr().is_terminal() || is_stdout_pipe() {
            return None;
        }
        let width = Style::of_stderr(look).width.unwrap_or(WIDTH).into();
        let began = Instant::now();
        Some(Bar { width, began, next: began + QUIET })
    }

    /// The line, if it is time to show it.
    pub(super) fn due(&mut self) -> Option<String> {
        let now = Instant::now();
        if now < self.next || IS_WITHIN_LINE.load(Ordering::Relaxed) {
            return None;
        }
        self.next = now + STEP;
        Some(so_far().line(now - self.began, self.width))
    }
}

/// Shows the line, in the place of the last.
pub(super) fn draw(line: &str) {
    IS_SHOWN.store(true, Ordering::Relaxed);
    let _ = io::stderr().write_all(&[ERASE, line.as_bytes()].concat());
}

/// True if standard output is a pipe, where that can be asked.
fn is_stdout_pipe() -> bool {
    #[cfg(unix)]
    {
        use std::fs::File;
        use std::os::fd::AsFd;
        use std::os::unix::fs::FileTypeExt;
        let own = io::stdout().as_fd().try_clone_to_owned();
        own.and_then(|own| File::from(own).metadata()).is_ok_and(|is| is.file_type().is_fifo())
    }
    #[cfg(not(unix))]
    false
}

/// Takes note of what is taken.
pub(super) fn note((payloads, findings): (u64, u64)) {
    PAYLOADS.fetch_add(payloads, Ordering::Relaxed);
    FINDINGS.fetch_add(findings, Ordering::Relaxed);
}

/// Returns the progress of the run.
fn so_far() -> Progress {
    let [bytes, payloads, findings] = [&READ, &PAYLOADS, &FINDINGS].map(|count| count.load(Ordering::Relaxed));
    Progress { bytes, payloads, findings }
}

/// Says that the run ends here, and how far it came, in the place of the line.
#[cfg(unix)]
pub(super) fn end_interrupted() {
    erase();
    let Progress { payloads, findings, .. } = so_far();
    let far = match payloads {
        0 => String::new(),
        _ => format!(" after {} with {}", counted(payloads, "payload"), counted(findings, "finding")),
    };
    let _ = io::stderr().write_all(format!("chathook: interrupted{far}\n").as_bytes());
}

/// Takes the line away, before anything else is written or when the run ends.
pub(super) fn erase() {
    if IS_SHOWN.swap(false, Ordering::Relaxed) {
        let _ = io::stderr().write_all(ERASE);
    }
}

/// Takes the line away before this is written to standard output.
pub(super) fn make_way(bytes: &[u8]) {
    erase();
    IS_WITHIN_LINE.store(bytes.last().is_some_and(|byte| *byte != b'\n'), Ordering::Relaxed);
}

/// Counts bytes that were read at once.
pub(super) fn count(bytes: usize) {
    READ.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// A source whose bytes are counted.
pub(super) struct Counted(pub(super) Box<dyn Read + Send>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        count(read);
        Ok(read)
    }
}
