//! Sources: files, directories and standard input, decompressed, as streams of bytes.

mod compression;
pub mod format;
mod peeked;

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use same_file::Handle;

use compression::decompressed;

/// Where payloads come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, under this name.
    Stdin(String),
}

/// The endings of the files that are read when a directory is named.
const ENDINGS: &[&str] = &["json", "jsonl", "ndjson"];

/// The endings that may come after those.
const COMPRESSIONS: &[&str] = &["gz", "zst"];

impl Source {
    /// The sources that a path names: itself, or the files below it; `-` names standard input. What cannot be read on the
    /// way is an error in its place.
    pub fn at(path: &Path, stdin_name: &str) -> Vec<Result<Source>> {
        if path == Path::new("-") {
            return vec![Ok(Source::Stdin(stdin_name.to_owned()))];
        }
        match fs::metadata(path) {
            Err(error) => vec![Err(error).with_context(|| path.display().to_string())],
            Ok(metadata) if !metadata.is_dir() => vec![Ok(Source::File(path.to_owned()))],
            Ok(_) => {
                let mut found = Vec::new();
                collect(path, &mut found);
                if found.is_empty() {
                    let reason = anyhow!("no .json, .jsonl or .ndjson files here, compressed or not");
                    found.push(Err(reason.context(path.display().to_string())));
                }
                found
            }
        }
    }

    /// The source's name, as it is shown.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin(name) => name.clone(),
        }
    }

    /// Whether a path leads to the file that this source is read from.
    pub fn is_at(&self, path: &Path) -> bool {
        let file = self.file();
        file.is_some() && file == file_at(path)
    }

    /// The file that it is read from, if it is a plain one.
    fn file(&self) -> Option<Handle> {
        match self {
            Source::File(path) => file_at(path),
            Source::Stdin(_) => plain(Handle::stdin()),
        }
    }

    /// Opens the source for reading, decompressed if its first bytes say that it is compressed.
    pub fn open(&self) -> Result<Box<dyn Read + Send>> {
        let opened = match self {
            _ if is_written(|| self.file()) => {
                Err(anyhow!("the output goes there, and would be read again without end"))
            }
            Source::File(path) => File::open(path).and_then(decompressed).map_err(Into::into),
            Source::Stdin(_) => decompressed(io::stdin()).map_err(Into::into),
        };
        opened.with_context(|| self.name())
    }
}

/// Whether standard output or standard error is written to the file at a path.
pub fn is_written_to(path: &Path) -> bool {
    is_written(|| file_at(path))
}

/// Whether standard output or standard error is written to a file, which mostly shows without opening it.
fn is_written(file: impl FnOnce() -> Option<Handle>) -> bool {
    let outputs: Vec<Handle> = [Handle::stdout(), Handle::stderr()].into_iter().filter_map(plain).collect();
    !outputs.is_empty() && file().is_some_and(|file| outputs.contains(&file))
}

/// The plain file at a path. To look at a pipe would be to open it, for which others wait.
fn file_at(path: &Path) -> Option<Handle> {
    if path.is_file() { Handle::from_path(path).ok() } else { None }
}

/// A stream, if it is a plain file.
fn plain(stream: io::Result<Handle>) -> Option<Handle> {
    stream.ok().filter(|stream| stream.as_file().metadata().is_ok_and(|metadata| metadata.is_file()))
}

/// Collects the files below a directory that are read, in order. Links to directories are not followed, for they may
/// lead back.
fn collect(directory: &Path, found: &mut Vec<Result<Source>>) {
    let listed = fs::read_dir(directory).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match listed.with_context(|| directory.display().to_string()) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(error)),
    };
    entries.sort_by_key(DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, found);
        } else if is_read(&path) {
            match fs::metadata(&path).with_context(|| path.display().to_string()) {
                Ok(metadata) if metadata.is_file() => found.push(Ok(Source::File(path))),
                Ok(_) => {}
                Err(error) => found.push(Err(error)),
            }
        }
    }
}

fn is_read(path: &Path) -> bool {
    has_ending(path, ENDINGS)
        || (has_ending(path, COMPRESSIONS) && path.file_stem().is_some_and(|stem| has_ending(Path::new(stem), ENDINGS)))
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
