//! Patterns of paths, as `.gitignore` has them: `drafts/`, `*.tmp.json`, `/old/**`.

use std::env;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of paths below a folder. One without a slash in its middle holds at any depth; one that names a folder holds
/// for all that is in it.
#[derive(Clone, Debug)]
pub struct Globs {
    folder: PathBuf,
    patterns: Gitignore,
}

impl Globs {
    /// Patterns below a folder. It is an error if one of them is none, and names it.
    pub fn new<'p>(folder: &Path, patterns: impl IntoIterator<Item = &'p str>) -> Result<Globs> {
        let folder = absolute(folder);
        let mut builder = GitignoreBuilder::new(&folder);
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|error| anyhow!("{error}"))?;
        }
        Ok(Globs { patterns: builder.build().map_err(|error| anyhow!("{error}"))?, folder })
    }

    /// Returns true if a path matches one of the patterns itself, whatever folders it is in.
    pub fn name(&self, path: &Path, is_folder: bool) -> bool {
        self.below(path).is_some_and(|below| self.patterns.matched(below, is_folder).is_ignore())
    }

    /// Returns true if a path, or a folder that it is in, matches one of the patterns.
    pub fn hold(&self, path: &Path, is_folder: bool) -> bool {
        let holds = |below: PathBuf| self.patterns.matched_path_or_any_parents(below, is_folder).is_ignore();
        self.below(path).is_some_and(holds)
    }

    /// A path as it is seen from the folder, if it is below it.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        absolute(path).strip_prefix(&self.folder).ok().map(Path::to_owned)
    }
}

/// A path from the root of the file system on, without steps back, whether or not something is there.
fn absolute(path: &Path) -> PathBuf {
    let mut absolute = env::current_dir().unwrap_or_default();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                absolute.pop();
            }
            step => absolute.push(step),
        }
    }
    absolute
}
