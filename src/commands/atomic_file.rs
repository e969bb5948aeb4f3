//! Files that are written whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use chathook::input::is_written_to;
use chathook::render::safe::Safe;

use super::interrupt::temporaries;
use super::lines::WholeLines;
use super::{Outcome, Run, say};

/// A file that is written beside its place, and put there when it is whole. A device or a pipe is written to as it is.
#[derive(Debug)]
pub(super) struct AtomicFile {
    out: WholeLines<File>,
    /// The paths that it is written to and then moved to.
    paths: Option<(PathBuf, PathBuf)>,
}

impl AtomicFile {
    /// The file at a path, written under another name first.
    pub(super) fn of(path: &Path) -> io::Result<AtomicFile> {
        let name = path.display().to_string();
        match begin(path) {
            Ok((file, paths)) => Ok(AtomicFile { out: WholeLines::new(name, file), paths }),
            Err(error) => Err(io::Error::new(error.kind(), format!("{name}: {error}"))),
        }
    }

    /// True if it is written to as it is.
    pub(super) fn is_in_place(&self) -> bool {
        self.paths.is_none()
    }

    /// Puts the file in its place. If that cannot be done, what was written is kept where it is.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.end()?;
        if self.is_in_place() {
            return Ok(());
        }
        // There are file systems that say no sooner that they have no room.
        self.out.get_ref().sync_all().map_err(|error| self.out.named(&error))?;
        let mut temporaries = temporaries();
        let Some((temporary, place)) = self.paths.take() else { return Ok(()) };
        temporaries.retain(|other| *other != temporary);
        fs::rename(&temporary, place).map_err(|error| {
            // A later run would take the temporary file for one that nobody wants.
            let mut names = (1_u64..).map(|number| temporary.with_extension(format!("{number}.kept")));
            let kept = names.find(|kept| !kept.exists()).filter(|kept| fs::rename(&temporary, kept).is_ok());
            let kept = kept.unwrap_or(temporary);
            let reason = format!("{error}; the output is in {}", kept.display());
            self.out.named(&io::Error::new(error.kind(), reason))
        })
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Removes a file that was not finished.
impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.paths {
            let mut temporaries = temporaries();
            let _ = fs::remove_file(temporary);
            temporaries.retain(|other| other != temporary);
        }
    }
}

/// The file to write for a path; and where it stands, and where it is to stand, if these differ.
fn begin(path: &Path) -> io::Result<(File, Option<(PathBuf, PathBuf)>)> {
    let place = resolve(path);
    let old = fs::metadata(&place).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return Ok((File::options().write(true).open(&place)?, None));
    }
    if place.is_symlink() {
        return Err(io::Error::new(ErrorKind::NotFound, "a link that leads to nothing"));
    }
    let mut temporaries = temporaries();
    take_away_stale(&place);
    let (file, temporary) = create_beside(&place)?;
    if let Some(old) = old
        && let Err(error) = file.set_permissions(old.permissions())
    {
        let _ = fs::remove_file(temporary);
        return Err(error);
    }
    temporaries.push(temporary.clone());
    Ok((file, Some((temporary, place))))
}

/// The end of the name of a temporary file, after that of its place and a number.
const PART: &str = "part";

/// A new file beside a place, under the first name that is free. One may be taken: another run is at work there. It is
/// locked as long as this run is, however that ends, so that others can tell.
fn create_beside(place: &Path) -> io::Result<(File, PathBuf)> {
    let mut number = 1_u64;
    loop {
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{number}.{PART}"));
        let temporary = place.with_file_name(name);
        match File::create_new(&temporary) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
            Ok(file) => {
                // There are file systems without locks, where no temporary file is taken for a stale one.
                let _ = file.lock();
                // Before it was locked, it may have been taken for one.
                if temporary.exists() {
                    return Ok((file, temporary));
                }
            }
        }
    }
}

/// Removes the temporary files of a place that killed runs left. Those of runs at work there are locked.
fn take_away_stale(place: &Path) {
    let (Some(folder), Some(name)) = (place.parent(), place.file_name()) else { return };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| is_temporary_of(name, path)) {
        if !path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            continue;
        }
        // Whoever is about to lock it waits, and sees then that it is gone.
        if let Ok(file) = File::open(&path)
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(path);
        }
    }
}

/// True if a path has the name of a temporary file for a file of this name.
fn is_temporary_of(name: &OsStr, path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new).filter(|_| path.extension() == Some(OsStr::new(PART)));
    stem.is_some_and(|stem| {
        let is_number = |number: &OsStr| {
            number.to_str().is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
        };
        stem.file_stem() == Some(name) && stem.extension().is_some_and(is_number)
    })
}

/// Returns the path that a path leads to, of a file or of none. A link is followed to its file, which a file that is
/// put in its place would not.
pub(super) fn resolve(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let unwritten = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(unwritten).unwrap_or_else(|| path.to_owned())
}

/// Refuses to write to `-`, to files that the run reads, that the rest of the output goes to, or that two options name, and
/// says so.
pub(super) fn refuse<'f>(files: impl Iterator<Item = (&'static str, &'f Path)>, run: &Run) -> Option<Outcome> {
    let mut others: Vec<(&str, PathBuf)> = Vec::new();
    for (option, path) in files {
        let name = path.display();
        let place = resolve(path);
        let twice = others.iter().find(|(_, other)| *other == place).map(|(other, _)| *other);
        let reason = if path == Path::new("-") {
            format!("{option} needs a file; only --output takes - for standard output")
        } else if run.reads(path) {
            format!("{option} would overwrite {name}, which is one of the inputs")
        } else if is_written_to(path) {
            format!("{option} would overwrite {name}, where the rest of the output goes")
        } else if twice == Some(option) {
            format!("two of {option} name the same file: {name}")
        } else if let Some(other) = twice {
            format!("{other} and {option} name the same file: {name}")
        } else {
            others.push((option, place));
            continue;
        };
        say(format_args!("chathook: {}", Safe(&reason)));
        return Some(Outcome::Usage);
    }
    None
}
