//! The sessions in the guides, run.

#[test]
fn the_sessions_in_the_readme_print_what_it_says() {
    trycmd::TestCases::new().case("README.md");
}
