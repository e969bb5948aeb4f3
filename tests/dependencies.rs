//! What the command is built from, and on which terms.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::support::root;

/// Licences under which anybody may pass the command on, in source or built, if they keep the notices.
const PERMISSIVE: &[&str] =
    &["Apache-2.0", "BSD-3-Clause", "LLVM-exception", "MIT", "Unicode-3.0", "Unlicense", "Zlib"];

/// The crates that the command is built from on this platform, with their licences.
fn built_from() -> BTreeMap<String, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "tree",
        "--offline",
        "--locked",
        "--edges=normal",
        "--prefix=none",
        "--no-dedupe",
        "--format={p} | {l}",
    ]);
    let output = cargo.current_dir(root()).output().expect("there is cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("it is UTF-8");
    let mut crates = BTreeMap::new();
    for line in lines.lines() {
        let (package, licence) = line.split_once(" | ").expect("it is a package and its licence");
        let (name, _) = package.split_once(' ').expect("it is a name and a version");
        crates.insert(name.to_owned(), licence.to_owned());
    }
    assert!(crates.remove("chathook").is_some());
    crates
}

/// The crates in the list, with their licences.
fn listed() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("LICENSE-THIRD-PARTY.md")).expect("the list can be read");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    rows.map(|(name, licence)| (name.to_owned(), licence.to_owned())).collect()
}

#[test]
fn what_the_command_is_built_from_is_listed_with_its_licence() {
    let listed = listed();
    assert!(listed.is_sorted(), "the list is in order");
    for (name, licence) in built_from() {
        let row = format!("| `{name}` | {licence} |");
        assert!(listed.contains(&(name, licence)), "LICENSE-THIRD-PARTY.md lacks this line:\n{row}");
    }
    // Some are there for other platforms only.
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file is kept with the source");
    for (name, _) in listed {
        assert!(
            lock.contains(&format!("name = \"{name}\"\n")),
            "LICENSE-THIRD-PARTY.md lists {name}, which is not used"
        );
    }
}

#[test]
fn every_licence_is_permissive() {
    for (name, licences) in listed() {
        let words = licences.split(|it: char| !(it.is_ascii_alphanumeric() || "-.".contains(it)));
        for licence in words.filter(|word| !["", "OR", "AND", "WITH"].contains(word)) {
            assert!(PERMISSIVE.contains(&licence), "{name} is under {licence}");
        }
    }
}

/// Whoever builds the command runs nothing of this project's but what looks up which commit it is.
#[test]
fn the_build_script_starts_nothing_and_writes_nothing() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest can be read");
    assert!(!manifest.contains("build-dependencies"));
    let script = fs::read_to_string(root().join("build.rs")).expect("the build script can be read");
    let used: Vec<_> = script.lines().filter(|line| line.starts_with("use ")).collect();
    assert_eq!(used, ["use std::env;", "use std::fs;", "use std::path::{Path, PathBuf};"]);
    let calls = script.match_indices("fs::").map(|(at, _)| script[at..].split('(').next().unwrap_or_default());
    assert!(calls.into_iter().all(|call| call.starts_with("fs::read_to_string") || call.starts_with("fs;")));
    assert!(!script.contains("process") && !script.contains("net::"));
}
