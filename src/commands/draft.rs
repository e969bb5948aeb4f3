//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

/// A file that is written beside its place, and put there when it is whole. A device or a pipe is written to as it is.
#[derive(Debug)]
pub(super) struct Draft {
    out: BufWriter<File>,
    /// Where it is written, and its place.
    paths: Option<(PathBuf, PathBuf)>,
}

impl Draft {
    /// A draft of the file at a path.
    pub(super) fn of(path: &Path) -> io::Result<Draft> {
        let place = place_of(path);
        let old = fs::metadata(&place).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let file = File::options().write(true).open(&place)?;
            return Ok(Draft { out: BufWriter::new(file), paths: None });
        }
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", process::id()));
        let draft = place.with_file_name(name);
        let file = File::create_new(&draft)?;
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        Ok(Draft { out: BufWriter::new(file), paths: Some((draft, place)) })
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        match self.paths.take() {
            Some((draft, place)) => fs::rename(draft, place),
            None => Ok(()),
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where a path leads to, whether there is a file already or not. A link is followed to its file, which a file that is put
/// in its place would not.
pub(super) fn place_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let unwritten = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(unwritten).unwrap_or_else(|| path.to_owned())
}

/// A draft that was not finished is no file.
impl Drop for Draft {
    fn drop(&mut self) {
        if let Some((draft, _)) = &self.paths {
            let _ = fs::remove_file(draft);
        }
    }
}
