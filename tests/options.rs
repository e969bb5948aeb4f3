//! Options, and the help that tells of them.

use crate::support::Run;

const ON: &str = r#"{"event":"online","operator_id":1}"#;

#[test]
fn an_option_at_the_wrong_command_names_those_that_have_it() {
    for (arguments, tip) in [
        (&["normalize", "--expect", "comm100"][..], "`--expect` belongs to `chathook validate`"),
        (&["--expect-path"], "`--expect-path` belongs to `chathook validate`"),
        (&["inspect", "--coverage"], "`--coverage` belongs to `chathook validate`"),
        (&["validate", "--lenient"], "`--lenient` belongs to `chathook normalize`"),
        (&["validate", "--rejects=x"], "`--rejects` belongs to `chathook normalize`"),
        (&["normalize", "--format", "json"], "`--format` belongs to `chathook inspect`, `chathook validate`, "),
        (&["explain", "--level", "x=note"], "`--level` belongs to `chathook inspect`, `chathook validate`, "),
        (&["inspect", "-q"], "`-q` belongs to `chathook validate` and `chathook normalize`"),
        (&["validate", "--sarif"], "`--format sarif` is an option of `chathook validate`"),
        (&["inspect", "--json"], "`--format json` is an option of `chathook inspect`, `chathook validate`"),
    ] {
        let done = Run::new(arguments).input(ON).done().exits_with(2).complains(tip);
        assert_eq!(done.out, "");
        assert!(!done.err.contains("similar"), "{}", done.err);
    }
}

#[test]
fn levels_and_strictness_are_of_every_command_that_reads_payloads() {
    let odd = r#"{"event":"chat_started","visitor":{"id":"v","status":99}}"#;
    for command in ["inspect", "validate", "normalize"] {
        let run = |arguments: &[&str]| Run::new(&[&[command], arguments].concat()).input(odd).done();
        run(&[]).exits_with(0);
        run(&["--strict"]).exits_with(1);
        run(&["--level", "absent-fields=error"]).exits_with(1);
        run(&["--strict", "--fail-on", "error"]).exits_with(2);
    }
}
