//! Lines that come out whole, even if the process is told to end while they are written.

use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use memchr::memrchr;

use super::interrupt::{LineGuard, begin_line};
use super::progress;

/// The most bytes that are held until they are written, unless a line is longer.
const MOST_HELD: usize = 8 * 1024;

/// The most bytes of a line that are held. A longer one is written in parts, and the process does not end between them.
const LONG: usize = 256 * 1024;

/// A writer that holds lines and writes them many at once, each of them whole. Its errors name what could not be written.
#[derive(Debug)]
pub(super) struct WholeLines<W> {
    name: String,
    out: W,
    held: Vec<u8>,
    /// Kept while a part of a long line was written.
    guard: Option<LineGuard>,
}

/// Standard output.
pub(super) fn stdout() -> WholeLines<Stdout> {
    WholeLines::new("standard output".to_owned(), Stdout { out: io::stdout().lock(), is_closed: is_closed() })
}

/// Standard output, for what the exit code says as well.
pub(super) fn stdout_or_none() -> WholeLines<Stdout> {
    WholeLines::new("standard output".to_owned(), Stdout { out: io::stdout().lock(), is_closed: false })
}

/// Standard output, as it was when the program started.
#[derive(Debug)]
pub(super) struct Stdout {
    out: StdoutLock<'static>,
    /// True if there was none.
    is_closed: bool,
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_closed {
            return Err(io::Error::other("it is closed"));
        }
        progress::make_way(bytes);
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// True if there was no standard output when the program started. In its place, Rust has opened the null device by
/// then, for reading as well. Shells open it for writing only, but Python and Node open it just so for a program whose
/// output they do not want. So it also has to show that a shell closed it (`>&-`), or that whoever started the program
/// has none. Elsewhere than on Linux, this cannot be asked.
pub(super) fn is_closed() -> bool {
    is_null_device() && (has_parent_none() || was_started_by_shell())
}

/// True if standard output is the null device, opened for reading as well.
fn is_null_device() -> bool {
    const READ_AND_WRITE: u32 = 2;
    let is_null = fs::read_link("/proc/self/fd/1").is_ok_and(|path| path == Path::new("/dev/null"));
    let flags = || {
        let info = fs::read_to_string("/proc/self/fdinfo/1").ok()?;
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"))?;
        u32::from_str_radix(flags.trim(), 8).ok()
    };
    is_null && flags().is_some_and(|flags| flags & 3 == READ_AND_WRITE)
}

/// True if the process that started this one has no standard output, as `timeout` has none in
/// `timeout 9 chathook … >&-`.
fn has_parent_none() -> bool {
    let descriptors = format!("/proc/{}/fd", parent_id());
    // Those of another user's process cannot be listed.
    fs::read_dir(&descriptors).is_ok() && fs::symlink_metadata(format!("{descriptors}/1")).is_err()
}

/// True if a shell started this process: it waits for it, or has become it and left the command's path in `_`.
fn was_started_by_shell() -> bool {
    const SHELLS: &[&str] = &["sh", "ash", "bash", "busybox", "dash", "fish", "ksh", "mksh", "zsh"];
    let parent = fs::read_to_string(format!("/proc/{}/comm", parent_id())).unwrap_or_default();
    let own = env::current_exe().ok();
    let command = env::var_os("_").map(PathBuf::from);
    SHELLS.contains(&parent.trim_end())
        || command.is_some_and(|command| own.is_some_and(|own| command.file_name() == own.file_name()))
}

/// The process that started this one. Only where there is a `/proc` to look at is it asked for.
fn parent_id() -> u32 {
    #[cfg(unix)]
    return std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    0
}

impl<W: Write> WholeLines<W> {
    /// A writer to something that has this name.
    pub(super) fn new(name: String, out: W) -> WholeLines<W> {
        WholeLines { name, out, held: Vec::new(), guard: None }
    }

    /// Returns the writer that the lines go to.
    pub(super) fn get_ref(&self) -> &W {
        &self.out
    }

    /// An error with the name of what could not be written.
    pub(super) fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.name))
    }

    /// Writes all that is held.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.put(&[])
    }

    /// Writes what is held, and more, which ends a line.
    fn put(&mut self, more: &[u8]) -> io::Result<()> {
        let _guard = self.guard.take().unwrap_or_else(begin_line);
        let out = &mut self.out;
        let put = out.write_all(&self.held).and_then(|()| out.write_all(more)).and_then(|()| out.flush());
        self.held.clear();
        put.map_err(|error| self.named(&error))
    }

    /// Writes what is held, and more, which ends no line.
    fn put_part(&mut self, more: &[u8]) -> io::Result<()> {
        let guard = self.guard.take().unwrap_or_else(begin_line);
        self.put(more)?;
        self.guard = Some(guard);
        Ok(())
    }
}

impl<W: Write> Write for WholeLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_full = self.held.len() + bytes.len() >= MOST_HELD || self.guard.is_some();
        let (whole, rest) = bytes.split_at(if is_full { after_lines(bytes) } else { 0 });
        if !whole.is_empty() {
            self.put(whole)?;
        }
        if self.held.len() + rest.len() > LONG {
            self.put_part(rest)?;
        } else {
            self.held.extend_from_slice(rest);
        }
        Ok(bytes.len())
    }

    /// Writes the whole lines that are held. What comes after them waits for its end.
    fn flush(&mut self) -> io::Result<()> {
        let rest = self.held.split_off(after_lines(&self.held));
        let put = if self.held.is_empty() { Ok(()) } else { self.put(&[]) };
        self.held = rest;
        put
    }
}

/// Returns the end of the last whole line.
fn after_lines(bytes: &[u8]) -> usize {
    memrchr(b'\n', bytes).map_or(0, |at| at + 1)
}
