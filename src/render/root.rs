//! Paths as services that show findings in a repository want them: from its root, with slashes.

use std::env;
use std::path::{Component, Path, PathBuf};

/// The folder that the services' paths begin at.
#[derive(Clone, Debug)]
pub struct Root {
    root: PathBuf,
    here: PathBuf,
}

impl Root {
    /// The root of the repository that a job works in, as its service says; elsewhere, the current folder.
    pub fn of_job() -> Root {
        let here = env::current_dir().unwrap_or_default();
        let mut said = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(env::var_os).map(PathBuf::from);
        let root = said.find(|root| here.starts_with(root)).unwrap_or_else(|| here.clone());
        Root { root, here }
    }

    /// A source's path from the root, or if it does not lie below that, as it was given.
    pub fn path(&self, source: &str) -> String {
        let mut whole = PathBuf::new();
        for component in self.here.join(source).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => _ = whole.pop(),
                component => whole.push(component),
            }
        }
        let path = whole.strip_prefix(&self.root).unwrap_or(Path::new(source));
        path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}
