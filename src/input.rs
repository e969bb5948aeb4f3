//! Sources: files, directories and standard input, decompressed, as streams of bytes.

pub mod frame;
mod resync;

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

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
    /// The sources that a path names: itself, or the files below it; `-` names standard input.
    pub fn at(path: &Path, stdin_name: &str) -> Result<Vec<Source>> {
        if path == Path::new("-") {
            return Ok(vec![Source::Stdin(stdin_name.to_owned())]);
        }
        let metadata = fs::metadata(path).with_context(|| path.display().to_string())?;
        if !metadata.is_dir() {
            return Ok(vec![Source::File(path.to_owned())]);
        }
        let mut files = Vec::new();
        collect(path, &mut files)?;
        if files.is_empty() {
            bail!("{}: no .json, .jsonl or .ndjson files here, compressed or not", path.display());
        }
        files.sort();
        Ok(files.into_iter().map(Source::File).collect())
    }

    /// The source's name, as it is shown.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin(name) => name.clone(),
        }
    }

    /// Opens the source for reading, decompressed if its first bytes say that it is compressed.
    pub fn open(&self) -> Result<Box<dyn Read>> {
        let opened = match self {
            Source::File(path) => File::open(path).map_err(Into::into).and_then(decompressed),
            Source::Stdin(_) => decompressed(io::stdin()),
        };
        opened.with_context(|| self.name())
    }
}

/// Collects the files below a directory that are read. Links to directories are not followed, for they may lead back.
fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let entry = entry.with_context(|| directory.display().to_string())?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if is_read(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn is_read(path: &Path) -> bool {
    let has_ending = |path: &Path, endings: &[&str]| {
        path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    has_ending(path, ENDINGS)
        || (has_ending(path, COMPRESSIONS) && path.file_stem().is_some_and(|stem| has_ending(Path::new(stem), ENDINGS)))
}

fn decompressed(mut source: impl Read + 'static) -> Result<Box<dyn Read>> {
    let mut first = Vec::new();
    source.by_ref().take(4).read_to_end(&mut first)?;
    let whole = io::Cursor::new(first.clone()).chain(source);
    Ok(match first.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(whole))),
        [0x28, 0xb5, 0x2f, 0xfd] => Box::new(zstd::Decoder::new(whole)?),
        _ => Box::new(whole),
    })
}
