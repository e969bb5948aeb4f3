//! Says what the command is built from and for, for `chathook --version`. It runs nothing, and reads nothing but which commit
//! this is.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CHATHOOK_COMMIT");
    let target = env::var("TARGET").unwrap_or_default();
    // While it is worked on, a commit is made every few minutes: it would all be compiled again after each.
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let known = env::var("CHATHOOK_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = known.or_else(|| if is_release { commit() } else { None });
    let commit = match commit {
        Some(commit) => format!("commit {}", commit.get(..12).unwrap_or(&commit)),
        None if is_release => "commit unknown".to_owned(),
        None => "debug build".to_owned(),
    };
    println!("cargo::rustc-env=CHATHOOK_BUILD={commit}, {target}");
    if is_release && env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        // A release aborts where it panics, and names of functions are stripped from it. So nobody needs the table that finds
        // how a function is left.
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
}

/// The commit that this is built from: of a package, what it was packed from, and of a copy of the repository, what stands
/// in it.
fn commit() -> Option<String> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    if let Some(packed) = read(&root.join(".cargo_vcs_info.json")) {
        let (_, rest) = packed.split_once("\"sha1\": \"")?;
        return hash(rest.split('"').next()?);
    }
    // The folder of git, or a file that names it, as in a worktree: `gitdir: /path`.
    let git = root.join(".git");
    let git = match fs::read_to_string(&git) {
        Ok(link) => root.join(link.strip_prefix("gitdir: ")?.trim_end()),
        Err(_) => git,
    };
    let head = read(&git.join("HEAD"))?;
    // A line is added to this by each commit, wherever its name is kept.
    read(&git.join("logs/HEAD"));
    let Some(name) = head.strip_prefix("ref: ") else { return hash(&head) };
    // What worktrees have in common stands elsewhere, and names that were packed stand in one file.
    let shared = read(&git.join("commondir")).map_or_else(|| git.clone(), |common| git.join(common.trim_end()));
    if let Some(commit) = read(&shared.join(name.trim_end())) {
        return hash(&commit);
    }
    let packed = read(&shared.join("packed-refs"))?;
    hash(packed.lines().find_map(|line| line.strip_suffix(name.trim_end())?.strip_suffix(' '))?)
}

/// A file, if it is there. It is all compiled again when that changes.
fn read(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    println!("cargo::rerun-if-changed={}", path.display());
    Some(text)
}

fn hash(text: &str) -> Option<String> {
    let text = text.trim_end();
    (text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}
