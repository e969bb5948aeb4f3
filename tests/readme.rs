//! The guides: the sessions in them are run, and what is made from the source is as the source makes it.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::{env, fs};

use crate::support::{Folder, Run, files, root};

/// Sessions as they run outside a job.
pub(crate) fn sessions() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    for name in ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        cases.env(name, "");
    }
    cases
}

/// The pages that readers are sent to.
fn guides() -> Vec<PathBuf> {
    let mut guides = files("docs", ".md");
    guides.push(root().join("README.md"));
    guides
}

/// What stands above a session that ends with exit code 1, as a comment, which readers do not see.
const EXIT_CODE_1: &str = "<!-- exit code 1 -->\n";

/// A guide as `trycmd` wants it: the exit code below the command, and a line between what is printed and the fence.
fn for_trycmd(guide: &str) -> String {
    let mut parts = guide.split("```console\n");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (session, rest) = part.split_once("```\n").expect("a session ends");
        let session = match made.ends_with(EXIT_CODE_1) {
            true => session.replacen('\n', "\n? 1\n", 1),
            false => session.to_owned(),
        };
        made.extend(["```console\n", &session, "\n```\n", rest]);
    }
    made
}

/// The same, back.
fn for_readers(guide: &str) -> String {
    guide.replace("\n? 1\n", "\n").replace("\n\n```\n", "\n```\n")
}

/// With `TRYCMD=overwrite`, the guides say what the sessions in them print.
#[test]
fn the_sessions_in_the_guides_print_what_these_say() {
    let folder = Folder::new("guides");
    let cases = sessions();
    let mut copies = Vec::new();
    for guide in guides() {
        let text = fs::read_to_string(&guide).expect("the guide can be read");
        assert!(!text.contains("\n? ") && !text.contains("[..]"), "{} shows what is for a test", guide.display());
        let name = guide.file_name().expect("it has a name").to_string_lossy();
        let copy = folder.file(&name, for_trycmd(&text));
        cases.case(&copy);
        copies.push((guide, copy));
    }
    let run = panic::catch_unwind(AssertUnwindSafe(|| drop(cases)));
    if env::var_os("TRYCMD").is_some_and(|what| what == "overwrite") {
        for (guide, copy) in copies {
            let printed = for_readers(&fs::read_to_string(copy).expect("it is there"));
            fs::write(guide, printed).expect("the guide can be written");
        }
    }
    run.unwrap_or_else(|failed| panic::resume_unwind(failed));
}

#[test]
fn the_readme_is_read_in_one_sitting() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the guide can be read");
    assert!(readme.lines().count() < 420);
}

/// The folders and the pages that guides link to.
#[test]
fn links_between_the_guides_lead_somewhere() {
    for guide in guides().into_iter().chain([root().join("CONTRIBUTING.md")]) {
        let text = fs::read_to_string(&guide).expect("the guide can be read");
        let links = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        for link in links.filter(|link| !link.contains("://")) {
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let path = guide.parent().expect("it is in a folder").join(file);
            assert!(path.exists(), "{} links to {link}", guide.display());
            if !part.is_empty() {
                let page = fs::read_to_string(path).expect("the page can be read");
                let headings = page.lines().filter_map(|line| line.strip_prefix('#'));
                let mut anchors = headings
                    .map(|line| line.trim_matches(['#', ' ']).to_lowercase().replace(' ', "-").replace('`', ""));
                assert!(anchors.any(|anchor| anchor == part), "{} links to {link}", guide.display());
            }
        }
    }
}

#[test]
fn the_table_of_vendors_is_what_the_descriptions_say() {
    let made = Run::new(&["explain", "vendors", "--format", "markdown"]).done().exits_with(0).says_no_more().out;
    let readme = fs::read_to_string(root().join("README.md")).expect("the guide can be read");
    assert!(readme.contains(&made), "write its table of vendors anew: cargo run -- explain vendors --format markdown");
}

#[test]
fn the_page_of_findings_is_what_the_rules_say() {
    const PAGE: &str = "src/finding/README.md";
    let made = Run::new(&["explain", "findings", "--format", "markdown"]).done().exits_with(0).says_no_more().out;
    let kept = fs::read_to_string(root().join(PAGE)).expect("the page can be read");
    assert!(made == kept, "write it anew: cargo run -- explain findings --format markdown > {PAGE}");
}
