//! How the command is had: what the files of packages, hooks and workflows say of each other.

use std::fs;
use std::process::Command;

use chathook::vendors::VENDORS;

use crate::support::{Run, files, root};

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file can be read")
}

/// What readers are told, all of it.
fn guides() -> String {
    let pages = files("docs", ".md").into_iter().map(|page| fs::read_to_string(page).expect("the page can be read"));
    text("README.md") + &pages.collect::<String>()
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn the_version_names_the_build_and_the_target() {
    let done = Run::new(&["--version"]).done().exits_with(0);
    let rest = done.out.strip_prefix(&format!("chathook {VERSION} (")).expect("it begins with the version");
    let (build, target) = rest.trim_end_matches(")\n").split_once(", ").expect("it names two more");
    let is_commit = |hash: &str| hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_build = ["debug build", "commit unknown"].contains(&build);
    assert!(is_build || build.strip_prefix("commit ").is_some_and(is_commit), "{build}");
    let rustc = Command::new("rustc").arg("-vV").output().expect("there is a compiler");
    let host = format!("host: {target}\n");
    assert!(String::from_utf8_lossy(&rustc.stdout).contains(&host) || target.contains('-'), "{target}");
}

/// Addresses, where they are not this project's.
#[test]
fn the_address_of_the_project_is_that_of_the_manifest() {
    let address = env!("CARGO_PKG_REPOSITORY");
    let owner = address.strip_prefix("https://github.com/").expect("it is public");
    assert!(text("docs/ci.md").contains(&format!("repo: {address}\n")));
    assert!(guides().contains(&format!("uses: {owner}@v{VERSION}")));
    assert!(text("pyproject.toml").contains(&format!("Repository = \"{address}\"")));
    assert!(text("action.yml").contains(&format!("--repo {owner} ")));
    assert_eq!(text("Cargo.toml").matches(address).count(), 1);
    assert!(Run::new(&["--help"]).done().out.ends_with(&format!("More: {address}\n")));
    let trips = r#"{"event":"online","operator_id":}"#;
    let sarif = Run::new(&["validate", "--format", "sarif"]).input(trips).done();
    sarif.says(&format!("\"helpUri\":\"{address}/blob/main/"));
    let others =
        ["CONTRIBUTING.md", "CHANGELOG.md", "action.yml", "pyproject.toml", ".pre-commit-hooks.yaml"].map(text);
    for text in [guides()].into_iter().chain(others) {
        for (at, _) in text.match_indices("https://github.com/") {
            assert!(text[at..].starts_with(address), "{} is of another project", &text[at..at + 50]);
        }
    }
}

#[test]
fn what_installs_a_version_names_this_one() {
    let readme = guides();
    for begin in ["chathook==", "chathook@v", "rev: v"] {
        let found: Vec<_> = readme.match_indices(begin).map(|(at, _)| &readme[at + begin.len()..]).collect();
        assert!(!found.is_empty() && found.iter().all(|rest| rest.starts_with(VERSION)), "{begin}");
    }
    assert!(text("action.yml").contains(&format!("default: {VERSION}\n")));
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    assert!(readme.contains(&format!("Rust {oldest} or newer")) && readme.contains(&format!("Rust {oldest}, no C")));
}

/// So no file is checked that is no payload, and each vendor's are.
#[test]
fn the_hook_knows_the_folders_of_all_vendors() {
    let mut vendors: Vec<_> = VENDORS.iter().map(|vendor| vendor.name).collect();
    vendors.sort_unstable();
    let hooks = text(".pre-commit-hooks.yaml");
    assert!(hooks.contains(&format!("/(.*/)?({})/.*", vendors.join("|"))), "{vendors:?}");
}

/// An action that is named by a version may be another one tomorrow.
#[test]
fn actions_are_pinned_by_commit() {
    for path in files(".github/workflows", ".yml").into_iter().chain([root().join("action.yml")]) {
        let text = fs::read_to_string(&path).expect("the file can be read");
        for line in text.lines().filter(|line| line.contains("uses: ")) {
            let (_, named) = line.split_once('@').expect("it names a version");
            let (commit, version) = named.split_once(" # v").expect("it says which version that is");
            assert!(commit.len() == 40 && version.split('.').count() == 3, "{}: {line}", path.display());
        }
    }
}
