//! Options, and the help that tells of them: `tests/help/` has it, a file for each command. With `TRYCMD=overwrite`, they say
//! what it is now.

use std::{env, fs};

use crate::support::{Folder, Run, files, root};

const ON: &str = r#"{"event":"online","operator_id":1}"#;

#[test]
fn an_option_at_the_wrong_command_names_those_that_have_it() {
    for (arguments, tip) in [
        (&["normalize", "--expect", "comm100"][..], "`--expect` belongs to `chathook validate`"),
        (&["--expect-path"], "`--expect-path` belongs to `chathook validate`"),
        (&["inspect", "--coverage"], "`--coverage` belongs to `chathook validate`"),
        (&["validate", "--lenient"], "`--lenient` belongs to `chathook normalize`"),
        (&["validate", "--rejects=x"], "`--rejects` belongs to `chathook normalize`"),
        (&["sample", "--format", "json"], "`--format` belongs to `chathook inspect`, `chathook validate`, "),
        (&["normalize", "--format", "json"], "`chathook normalize` writes JSON, an event a line; `--pretty` and"),
        (&["normalize", "-f", "json"], "`chathook normalize` writes JSON, an event a line; `--pretty` and"),
        (&["normalize", "--jsonl"], "`chathook normalize` writes JSON, an event a line; `--pretty` and"),
        (&["explain", "--level", "x=note"], "`--level` belongs to `chathook inspect`, `chathook validate`, "),
        (&["inspect", "-q"], "`-q` belongs to `chathook validate`, `chathook normalize` and `chathook seats`"),
        (&["schema", "-q"], "`-q` belongs to `chathook validate`, `chathook normalize` and `chathook seats`"),
        (&["validate", "--sarif"], "`--format sarif` is an option of `chathook validate`"),
        (&["inspect", "--json"], "`--format json` is an option of `chathook inspect`, `chathook validate`"),
    ] {
        let done = Run::new(arguments).input(ON).done().exits_with(2).complains(tip);
        assert_eq!(done.out, "");
        assert!(!done.err.contains("similar"), "{}", done.err);
    }
}

/// Clap guesses `--config` for `--wrong`.
#[test]
fn an_option_of_no_command_is_told_only_what_is_spelled_alike() {
    let folder = Folder::new("guesses");
    folder.file("-y", ON);
    let run = |arguments: &[&str]| Run::new(arguments).within(folder.path()).input(ON).done().exits_with(2).err;
    for option in ["--wrong", "--other", "--validate", "--fmt", "-x"] {
        let err = run(&["validate", option]);
        assert!(err.starts_with(&format!("chathook: unexpected argument '{option}' found\n\n")), "{err}");
        assert!(!err.contains("tip:") && !err.contains("--config"), "{err}");
    }
    assert!(run(&["validate", "--strikt"]).contains("a similar argument exists: '--strict'"));
    assert!(run(&["validate", "-y"]).contains("to pass '-y' as a value, use '-- -y'"));
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

/// A dash is standard output for `--output`, and no file for the others.
#[test]
fn a_dash_is_standard_output_or_nothing() {
    let folder = Folder::new("dash");
    let payload = folder.file("a.json", ON);
    let run = |arguments: &[&str]| Run::new(arguments).within(folder.path()).done();
    for arguments in [&[&*payload][..], &["normalize", &payload], &["validate", &payload], &["config"]] {
        let to_dash = run(&[arguments, &["-o", "-"]].concat()).exits_with(0);
        assert_eq!(to_dash.out, run(arguments).out, "{arguments:?}");
    }
    for (arguments, option) in [
        (&["normalize", "--rejects", "-"][..], "--rejects"),
        (&["validate", "--write-baseline", "-"], "--write-baseline"),
        (&["seats", "--svg", "-"], "--svg"),
    ] {
        let done = run(&[arguments, &[&payload]].concat()).exits_with(2);
        done.complains(&format!("chathook: {option} needs a file; only --output takes - for standard output"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("it can be read").count(), 1, "a file is called -");
}

/// A value that means nothing is answered with one that would, in the words of people.
#[test]
fn a_wrong_value_is_answered_with_what_is_expected() {
    let whole = "expected a whole number from 0 to 2^64 - 1";
    let size = "expected a whole number above 0 and a unit, such as 16MiB or 20MB";
    for (arguments, said) in [
        (&["sample", "online", "--count", "x"][..], whole),
        (&["sample", "online", "--count", "1.5"], whole),
        (&["sample", "online", "--seed", "18446744073709551616"], whole),
        (&["validate", "--max-findings", "many"], whole),
        (&["--width", "0"], "expected a whole number from 20 to 65535"),
        (&["--width", "65536"], "expected a whole number from 20 to 65535"),
        (&["--jobs", "0"], "expected a whole number from 1 to 1024"),
        (&["--max-size", "0"], size),
        (&["--max-size", "1.5MB"], size),
        (&["--max-size", "2GiB"], "larger than 1GiB, the most that is possible"),
        (&["--max-size", "20XB"], "the units are B, KB, MB, GB, KiB, MiB and GiB"),
        (&["--event", "acquire/online"], "there is no such event; did you mean `comm100/online`?"),
        (&["validate", "--expect", "comm10"], "there is no such vendor or event; did you mean `comm100`?"),
        (&["validate", "--expect", "nothing"], "there is no such vendor or event; `chathook explain` lists them"),
        (&["validate", "--expect", "comm100/nothing"], "there is no such event; `chathook explain` lists them"),
    ] {
        Run::new(arguments).input(ON).done().exits_with(2).complains(said);
    }
    for size in ["20MB", "16MiB", "64K", "1000", "1GiB"] {
        Run::new(&["--max-size", size]).input(ON).done().exits_with(0);
    }
}

/// Whatever the reason, a run that cannot do what it is asked for says so in one form, which tells in a pipeline which
/// program speaks. A mistake in a file begins with its place.
#[test]
fn what_cannot_be_done_is_said_in_one_form() {
    let folder = Folder::new("one-form");
    let bad = folder.file("bad.toml", "fail-on = \"all\"");
    let payload = folder.file("a.json", ON);
    let same = format!("sarif={payload}");
    let gone = format!("{}/gone/x", folder.path());
    for (arguments, code) in [
        (&["--bogus"][..], 2),
        (&["validate", "--fail-on", "all"], 2),
        (&["validate", "--strict", "--fail-on", "note"], 2),
        (&["normalize", "--vendor", "nobody"], 2),
        (&["sample"], 2),
        (&["completions", "tcsh"], 2),
        (&["--fail-on", "note", "validate"], 2),
        (&["--vendor", "comm100", "validate", "x"], 2),
        (&["explain", "nothing-of-the-kind"], 2),
        (&["explain", "--search", "nothing-of-the-kind"], 2),
        (&["schema", "nothing-of-the-kind"], 2),
        (&["seats", "--interval", "7m", &payload], 2),
        (&["seats", "--arrivals", "9", "--handle-time", "9s", "--patience", "auto"], 2),
        (&["seats", &payload], 3),
        (&["-o", "json", &payload], 2),
        (&["--config", "none.toml"], 2),
        (&["validate", "--report", &same, &payload], 2),
        (&["validate", "--baseline", "none.json", &payload], 3),
        (&["inspect", "none.json"], 3),
        (&["normalize", "none.json"], 3),
        (&["normalize", "-o", &gone, &payload], 3),
    ] {
        for job in ["", "true"] {
            let done = Run::new(arguments).env("GITHUB_ACTIONS", job).done().exits_with(code);
            assert!(done.err.starts_with("chathook: ") && !done.err.contains("error: "), "{arguments:?}: {}", done.err);
        }
    }
    let colored = Run::new(&["--bogus"]).env("FORCE_COLOR", "1").done().exits_with(2);
    assert!(colored.err.contains("chathook:\u{1b}[0m unexpected argument"), "{}", colored.err);
    let misplaced = Run::new(&["--config", &bad]).done().exits_with(2);
    assert!(misplaced.err.starts_with(&format!("{bad}:1:11: expected ")), "{}", misplaced.err);
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

#[test]
fn each_command_has_a_manual_page() {
    let page = Run::new(&["man"]).done().exits_with(0).says_no_more().out;
    for section in ["NAME", "OPTIONS", "\"HOW PAYLOADS ARE READ\"", "EXAMPLES", "\"EXIT STATUS\"", "\"SEE ALSO\""] {
        assert!(page.contains(&format!("\n.SH {section}\n")), "{section}: {page}");
    }
    let folder = Folder::new("man");
    let pages = format!("{}/man1", folder.path());
    Run::new(&["man", "--dir", &pages]).done().exits_with(0).says_no_more();
    assert_eq!(fs::read_dir(&pages).expect("it is there").count(), COMMANDS.len());
    for command in &COMMANDS[1..] {
        let page = fs::read_to_string(format!("{pages}/chathook-{command}.1")).expect("it is there");
        assert!(page.contains("\n.SH EXAMPLES\n") && !page.contains("EXTRA"), "{page}");
    }
    let both = Run::new(&["man", "--dir", &pages, "--output", &format!("{pages}/all")]).done().exits_with(2);
    both.complains("'--dir <FOLDER>' cannot be used with '--output <FILE>'");
}
