//! Paths as services that show findings in a repository want them: from its root, with slashes.

use std::env;
use std::path::{Component, Path, PathBuf};

/// The folder that the services' paths begin at.
#[derive(Clone, Debug)]
pub struct Root {
    here: PathBuf,
    /// The folder, by each of its names, and then the current one.
    roots: Vec<PathBuf>,
}

impl Root {
    /// The root of the repository that a job works in, as its service says; elsewhere, the current folder.
    pub fn of_job() -> Root {
        let here = env::current_dir().unwrap_or_default();
        let said = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(env::var_os).map(PathBuf::from);
        let said = said.filter(|root| root.is_absolute());
        // A path may lead there by links, and the current folder is known by its own name.
        let mut roots: Vec<PathBuf> = said.flat_map(|root| [root.canonicalize().ok(), Some(root)]).flatten().collect();
        roots.push(here.clone());
        Root { here, roots }
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
        let path = self.roots.iter().find_map(|root| whole.strip_prefix(root).ok()).unwrap_or(Path::new(source));
        path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}
