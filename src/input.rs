//! Sources: files, directories and standard input, decompressed, as streams of bytes.

mod globs;
mod peeked;
mod zstd;

mod compression;
mod folder;

pub mod unicode;

pub mod format;

#[cfg(unix)]
pub mod terminal;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};
use same_file::Handle;

use compression::decompressed;

pub use folder::{ENDINGS, Selection};
pub use globs::Globs;

/// Source of payloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or whatever else stands at a path: a pipe, a device.
    File(PathBuf),
    /// A file that is known to be a plain one: it can be opened at any time, without waiting for anybody.
    PlainFile(PathBuf),
    /// Standard input, under this name.
    Stdin(String),
}

impl Source {
    /// The sources that a path names: itself, or those of the files below it that are selected; `-` names standard input.
    /// A file that cannot be read on the way is an error in its place.
    pub fn at(path: &Path, stdin_name: &str, selection: &Selection) -> Vec<Result<Source>> {
        if path == Path::new("-") {
            return vec![Ok(Source::Stdin(stdin_name.to_owned()))];
        }
        match fs::metadata(path) {
            Err(error) => vec![Err(error).with_context(|| path.display().to_string())],
            Ok(metadata) if metadata.is_file() => vec![Ok(Source::PlainFile(path.to_owned()))],
            Ok(metadata) if !metadata.is_dir() => vec![Ok(Source::File(path.to_owned()))],
            Ok(_) => folder::files(path, selection),
        }
    }

    /// The source's name, as it is shown.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) | Source::PlainFile(path) => path.display().to_string(),
            Source::Stdin(name) => name.clone(),
        }
    }

    /// The place of a plain file, whatever path leads there, or of standard input. Of anything else, each path may mean
    /// another.
    pub fn place(&self) -> Option<PathBuf> {
        match self {
            Source::PlainFile(path) => path.canonicalize().ok(),
            Source::File(_) => None,
            Source::Stdin(_) => Some(PathBuf::from("-")),
        }
    }

    /// Returns true if a path leads to the file that one of these sources is read from. Most show by their length that they
    /// are another, and need not be opened.
    pub fn one_is_at(path: &Path, sources: &[Source]) -> bool {
        let Some(file) = file_at(path) else { return false };
        let length = |metadata: io::Result<fs::Metadata>| metadata.ok().map(|metadata| metadata.len());
        let wanted = length(file.as_file().metadata());
        sources.iter().any(|source| match source {
            Source::File(path) | Source::PlainFile(path) if length(fs::metadata(path)) != wanted => false,
            _ => source.file().as_ref() == Some(&file),
        })
    }

    /// The file that it is read from, if it is a plain one.
    fn file(&self) -> Option<Handle> {
        match self {
            Source::File(path) | Source::PlainFile(path) => file_at(path),
            Source::Stdin(_) => plain(Handle::stdin()),
        }
    }

    /// Returns true if it may keep its reader waiting: all but plain files may.
    pub fn may_wait(&self) -> bool {
        match self {
            Source::PlainFile(_) => false,
            Source::File(path) => !path.is_file(),
            Source::Stdin(_) => plain(Handle::stdin()).is_none(),
        }
    }

    /// Opens the source for reading, decompressed if its first bytes say that it is compressed.
    pub fn open(&self) -> Result<Bytes> {
        let opened = match self {
            Source::File(path) | Source::PlainFile(path) => File::open(path).map_err(Into::into).and_then(opened),
            Source::Stdin(_) if is_written(|| self.file()) => Err(circle()),
            Source::Stdin(_) => decompressed(stdin()).map_err(Into::into),
        };
        opened.with_context(|| self.name())
    }
}

/// Standard input. From a terminal, lines of any length come.
fn stdin() -> Bytes {
    #[cfg(unix)]
    if let Some(terminal) = terminal::stdin() {
        return Box::new(terminal);
    }
    Box::new(io::stdin())
}

/// Largest size in bytes of a file that is read at once.
const SMALL: usize = 16 * 1024;

/// Room for a small file, used for one after another.
#[derive(Debug, Default)]
pub struct SmallFile(Vec<u8>);

impl SmallFile {
    /// All of a source, if it is a small plain file of text. Of any other source nothing is said here, not even that it
    /// cannot be read: it is to be opened in its turn.
    pub fn read(&mut self, source: &Source) -> Option<&[u8]> {
        let Source::PlainFile(path) = source else { return None };
        let file = File::open(path).ok()?;
        if !outputs().is_empty() {
            let file = Handle::from_file(file).ok()?;
            return if outputs().contains(&file) { None } else { self.read_all(file.as_file()) };
        }
        self.read_all(&file)
    }

    fn read_all(&mut self, mut file: &File) -> Option<&[u8]> {
        self.0.resize(SMALL + 1, 0);
        let mut length = 0;
        loop {
            match file.read(&mut self.0[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        let bytes = &self.0[..length];
        (length <= SMALL && format::begins_as_text(bytes)).then_some(bytes)
    }
}

/// A file, opened, for reading, unless the output goes there.
fn opened(file: File) -> Result<Bytes> {
    if outputs().is_empty() {
        return Ok(decompressed(Box::new(file))?);
    }
    let file = Handle::from_file(file)?;
    if outputs().contains(&file) { Err(circle()) } else { Ok(decompressed(Box::new(Plain(file)))?) }
}

/// The bytes of a source, which may come from another thread.
pub type Bytes = Box<dyn Read + Send>;

/// A file that is known from others.
struct Plain(Handle);

impl Read for Plain {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.as_file().read(buffer)
    }
}

fn circle() -> anyhow::Error {
    anyhow!("the output goes there, and would be read again without end")
}

/// Returns true if standard output or standard error is written to the file at a path.
pub fn is_written_to(path: &Path) -> bool {
    is_written(|| file_at(path))
}

/// Returns true if standard output or standard error is written to a file. Mostly it shows without opening the file.
fn is_written(file: impl FnOnce() -> Option<Handle>) -> bool {
    !outputs().is_empty() && file().is_some_and(|file| outputs().contains(&file))
}

/// Standard output and standard error, if they are plain files. They stay what they are.
fn outputs() -> &'static [Handle] {
    static OUTPUTS: OnceLock<Vec<Handle>> = OnceLock::new();
    OUTPUTS.get_or_init(|| [Handle::stdout(), Handle::stderr()].into_iter().filter_map(plain).collect())
}

/// The plain file at a path. To look at a pipe would be to open it, for which others wait.
fn file_at(path: &Path) -> Option<Handle> {
    if path.is_file() { Handle::from_path(path).ok() } else { None }
}

/// A stream, if it is a plain file.
fn plain(stream: io::Result<Handle>) -> Option<Handle> {
    stream.ok().filter(|stream| stream.as_file().metadata().is_ok_and(|metadata| metadata.is_file()))
}
