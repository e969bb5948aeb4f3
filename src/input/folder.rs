//! The files that are read when a folder is named.

use std::collections::{HashSet, VecDeque};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf, is_separator};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use ignore::{DirEntry, WalkBuilder};

use super::{Globs, Source};

/// The endings of the files that are read when a folder is named.
pub const ENDINGS: &[&str] = &["json", "jsonl", "ndjson"];

/// The endings that may come after those.
const COMPRESSIONS: &[&str] = &["gz", "zst"];

/// Choice of the files that are read when a folder is named.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The endings that are read beside the usual ones: `log`.
    pub endings: Vec<String>,
    /// Patterns of the paths that are left out.
    pub excluded: Vec<Globs>,
    /// True if hidden and git-ignored files are read too.
    pub reads_ignored: bool,
}

impl Selection {
    /// Returns true if a path that the user named is left out, because of its name or of a folder that it is in.
    pub fn excludes(&self, path: &Path) -> bool {
        self.excluded.iter().any(|globs| globs.hold(path, path.is_dir()))
    }

    /// Returns true if a path found in a folder is left out. The folder itself is known not to be.
    fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        self.excluded.iter().any(|globs| globs.name(path, is_folder))
    }

    /// Returns true if a file has an ending that is read, also before that of a compression: `a.json`, `a.json.gz`.
    fn has_ending(&self, path: &Path) -> bool {
        let Some((path, ending)) = divided(path) else { return false };
        let is_read = |ending: &OsStr| {
            let mut known = ENDINGS.iter().copied().chain(self.endings.iter().map(String::as_str));
            known.any(|known| ending.eq_ignore_ascii_case(known))
        };
        let is_compression = || COMPRESSIONS.iter().any(|known| ending.eq_ignore_ascii_case(known));
        is_read(ending) || (is_compression() && divided(path).is_some_and(|(_, ending)| is_read(ending)))
    }
}

/// The name of a file before its ending, and the ending.
fn divided(path: &Path) -> Option<(&Path, &OsStr)> {
    Some((Path::new(path.file_stem()?), path.extension()?))
}

/// The files below a folder, in order, each once. What cannot be read on the way is an error in its place.
pub(super) fn files(folder: &Path, selection: &Selection) -> Vec<Result<Source>> {
    let mut search = Search::of(selection);
    search.look(folder, folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
    search.follow_links();
    if search.found.is_empty() {
        let reason = anyhow!("{}", search.nothing());
        return vec![Err(reason.context(folder.display().to_string()))];
    }
    search.found.sort_by_cached_key(|(path, _)| order(path));
    let source = |(path, error): (PathBuf, Option<anyhow::Error>)| match error {
        Some(error) => Err(error.context(path.display().to_string())),
        None => Ok(Source::PlainFile(path)),
    };
    search.found.into_iter().map(source).collect()
}

/// The key that paths are sorted by, which compares faster than they do: what is in a folder stands together, and each folder
/// by its name, so `a/b.json` is before `a.json`.
fn order(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|byte| if is_separator(char::from(*byte)) { 0 } else { *byte }).collect()
}

/// A search below a folder. Links are followed last, so that what has a place of its own is named by that.
struct Search<'s> {
    selection: &'s Selection,
    /// The files, and what could not be read on the way, with the reason.
    found: Vec<(PathBuf, Option<anyhow::Error>)>,
    /// Links that may lead to more: each with the folder that it is in, without links.
    links: VecDeque<(PathBuf, PathBuf)>,
    /// The folders that were looked through, and the files that were found in them, if there are links; without links.
    folders: Arc<Mutex<HashSet<PathBuf>>>,
    files: HashSet<PathBuf>,
    /// True if links are followed by now.
    follows: bool,
}

impl Search<'_> {
    fn of(selection: &Selection) -> Search<'_> {
        Search {
            selection,
            found: Vec::new(),
            links: VecDeque::new(),
            folders: Arc::default(),
            files: HashSet::new(),
            follows: false,
        }
    }

    /// Looks through a folder, which without links is at this place, and those below it.
    fn look(&mut self, folder: &Path, real: PathBuf) {
        let place_of = {
            let (folder, real) = (folder.to_owned(), real.clone());
            move |path: &Path| real.join(path.strip_prefix(&folder).unwrap_or(path))
        };
        insert(&self.folders, real);
        let known = self.links.len();
        for entry in self.walk(folder, place_of.clone()).build() {
            match entry {
                Ok(entry) => self.take(entry, &place_of),
                Err(error) => {
                    let (path, reason) = told(error, folder);
                    self.found.push((path, Some(reason)));
                }
            }
        }
        // A walk comes upon them in any order.
        self.links.make_contiguous()[known..].sort();
    }

    /// Builds the walk through a folder: no folder is walked twice, and nothing that is left out.
    fn walk(&self, folder: &Path, place_of: impl Fn(&Path) -> PathBuf + Send + Sync + 'static) -> WalkBuilder {
        let (folders, selection) = (Arc::clone(&self.folders), self.selection.clone());
        let mut walk = WalkBuilder::new(folder);
        walk.follow_links(false).filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let is_excluded = selection.leaves_out(entry.path(), is_folder) || entry.file_name() == ".git";
            !is_excluded && (!is_folder || insert(&folders, place_of(entry.path())))
        });
        if self.selection.reads_ignored {
            walk.standard_filters(false);
        }
        walk
    }

    /// Takes note of a file, folder or link below a folder.
    fn take(&mut self, entry: DirEntry, place_of: &impl Fn(&Path) -> PathBuf) {
        let Some(kind) = entry.file_type().filter(|_| entry.depth() > 0) else { return };
        let path = entry.into_path();
        if kind.is_file() {
            if self.selection.has_ending(&path) && (!self.follows || self.files.insert(place_of(&path))) {
                self.found.push((path, None));
            }
        } else if kind.is_symlink() {
            let within = place_of(path.parent().unwrap_or(&path));
            self.links.push_back((path, within));
        }
    }

    /// Follows the links to folders and files that were not found so far. What leads back to where it is leads nowhere.
    fn follow_links(&mut self) {
        if !self.links.is_empty() {
            let files = self.found.iter().filter_map(|(path, _)| path.canonicalize().ok());
            self.files = files.collect();
            self.follows = true;
        }
        while let Some((link, within)) = self.links.pop_front() {
            let leads_back = |real: &Path| within.starts_with(real);
            let is_read = self.selection.has_ending(&link) && !self.selection.leaves_out(&link, false);
            match link.canonicalize().and_then(|real| Ok((fs::metadata(&real)?, real))) {
                Ok((to, real)) if to.is_dir() && !leads_back(&real) && !has(&self.folders, &real) => {
                    self.look(&link, real);
                }
                Ok((to, real)) if to.is_file() && is_read && self.files.insert(real.clone()) => {
                    self.found.push((link, None));
                }
                Err(error) if is_read => self.found.push((link, Some(error.into()))),
                _ => {}
            }
        }
    }

    /// Returns the message that there are no files to read, with the next step.
    fn nothing(&self) -> String {
        let endings = ENDINGS.iter().copied().chain(self.selection.endings.iter().map(String::as_str));
        let mut endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        let last = endings.pop().unwrap_or_default();
        let left_out = match (self.selection.reads_ignored, self.selection.excluded.is_empty()) {
            (true, true) => "",
            (true, false) => "; what is excluded is left out",
            (false, true) => "; what is hidden or git-ignored is left out, --no-ignore reads it",
            (false, false) => {
                "; what is excluded is left out, and what is hidden or git-ignored, which --no-ignore reads"
            }
        };
        format!("no {} or {last} files here, compressed or not{left_out}", endings.join(", "))
    }
}

fn insert(paths: &Mutex<HashSet<PathBuf>>, path: PathBuf) -> bool {
    paths.lock().unwrap_or_else(PoisonError::into_inner).insert(path)
}

fn has(paths: &Mutex<HashSet<PathBuf>>, path: &Path) -> bool {
    paths.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
}

/// Returns the path at which a walk could not go on, and the reason.
fn told(error: ignore::Error, folder: &Path) -> (PathBuf, anyhow::Error) {
    match error {
        ignore::Error::WithPath { path, err } => (path, told(*err, folder).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => told(*err, folder),
        ignore::Error::Io(error) => (folder.to_owned(), error.into()),
        error => (folder.to_owned(), error.into()),
    }
}
