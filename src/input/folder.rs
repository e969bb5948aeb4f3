//! The files that are read when a folder is named.

use std::collections::{HashSet, VecDeque};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::Source;

/// The endings of the files that are read when a folder is named.
const ENDINGS: &[&str] = &["json", "jsonl", "ndjson"];

/// The endings that may come after those.
const COMPRESSIONS: &[&str] = &["gz", "zst"];

/// The files below a folder, in order, each once. What cannot be read on the way is an error in its place.
pub(super) fn files(folder: &Path) -> Vec<Result<Source>> {
    let mut search = Search::default();
    search.look(folder, folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
    search.follow_links();
    if search.found.is_empty() {
        let reason = anyhow!("no .json, .jsonl or .ndjson files here, compressed or not");
        return vec![Err(reason.context(folder.display().to_string()))];
    }
    search.found.sort_by(|(one, _), (other, _)| one.cmp(other));
    search.found.into_iter().map(|(_, source)| source).collect()
}

/// A search below a folder. Links are followed last, so that what has a place of its own is named by that.
#[derive(Default)]
struct Search {
    found: Vec<(PathBuf, Result<Source>)>,
    /// Links that may lead to more: each with the folder that it is in, without links.
    links: VecDeque<(PathBuf, PathBuf)>,
    /// The folders that were looked through, and the files that were found in them, if there are links; without links.
    folders: HashSet<PathBuf>,
    files: HashSet<PathBuf>,
    /// Whether links are followed by now.
    follows: bool,
}

impl Search {
    /// Looks through a folder and those below it.
    fn look(&mut self, folder: &Path, real: PathBuf) {
        let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
        let mut entries = match listed.with_context(|| folder.display().to_string()) {
            Ok(entries) => entries,
            Err(error) => return self.found.push((folder.to_owned(), Err(error))),
        };
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => {
                    let below = real.join(entry.file_name());
                    if !self.folders.contains(&below) {
                        self.look(&path, below);
                    }
                }
                Ok(kind) if kind.is_file() => {
                    if is_read(&path) && (!self.follows || self.files.insert(real.join(entry.file_name()))) {
                        self.found.push((path.clone(), Ok(Source::PlainFile(path))));
                    }
                }
                Ok(kind) if !kind.is_symlink() => {}
                _ => self.links.push_back((path, real.clone())),
            }
        }
        self.folders.insert(real);
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
            match link.canonicalize().and_then(|real| Ok((fs::metadata(&real)?, real))) {
                Ok((to, real)) if to.is_dir() && !leads_back(&real) && !self.folders.contains(&real) => {
                    self.look(&link, real);
                }
                Ok((to, real)) if to.is_file() && is_read(&link) && self.files.insert(real.clone()) => {
                    self.found.push((link.clone(), Ok(Source::PlainFile(link))));
                }
                Err(error) if is_read(&link) => {
                    let error = Err(error).with_context(|| link.display().to_string());
                    self.found.push((link, error));
                }
                _ => {}
            }
        }
    }
}

fn is_read(path: &Path) -> bool {
    let has_ending = |path: &Path, endings: &[&str]| {
        path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    has_ending(path, ENDINGS)
        || (has_ending(path, COMPRESSIONS) && path.file_stem().is_some_and(|stem| has_ending(Path::new(stem), ENDINGS)))
}
