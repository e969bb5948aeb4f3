//! The guides: the sessions in them are run, and what is made from the source is as the source makes it.

use std::fs;

use crate::support::{Run, root};

/// Sessions as they run outside a job.
pub(crate) fn sessions() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    for name in ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        cases.env(name, "");
    }
    cases
}

#[test]
fn the_sessions_in_the_readme_print_what_it_says() {
    sessions().case("README.md");
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
