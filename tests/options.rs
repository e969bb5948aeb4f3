//! Options, and the help that tells of them: `tests/help/` has it, a file for each command. With `TRYCMD=overwrite`, they say
//! what it is now.

use std::{env, fs};

use crate::support::{Run, files, root};

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

/// The commands, and none.
const COMMANDS: [&str; 11] = [
    "chathook",
    "inspect",
    "validate",
    "normalize",
    "seats",
    "explain",
    "sample",
    "schema",
    "config",
    "completions",
    "man",
];

fn help(command: &str, columns: &str) -> String {
    let arguments = if command == "chathook" { vec!["--help"] } else { vec![command, "--help"] };
    Run::new(&arguments).env("COLUMNS", columns).done().exits_with(0).says_no_more().out
}

#[test]
fn the_help_of_each_command_is_what_its_file_says() {
    let all = help("chathook", "100");
    let named = all.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named = named.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    assert_eq!(named.collect::<Vec<_>>(), [&COMMANDS[1..], &["help"]].concat());
    assert_eq!(files("tests/help", ".txt").len(), COMMANDS.len());
    for command in COMMANDS {
        let file = root().join("tests/help").join(format!("{command}.txt"));
        let said = help(command, "100");
        if env::var_os("TRYCMD").is_some_and(|what| what == "overwrite") {
            fs::write(&file, &said).expect("it can be written");
        }
        assert_eq!(fs::read_to_string(&file).expect("it can be read"), said, "{command}");
    }
}

#[test]
fn help_has_examples_and_fits_a_terminal() {
    for command in COMMANDS {
        for width in [80, 100] {
            let said = help(command, &width.to_string());
            assert!(said.contains("\nExamples:\n  chathook "), "{command}: {said}");
            for line in said.lines() {
                assert!(line.chars().count() <= width, "{command} at {width}: {line}");
            }
        }
    }
}
