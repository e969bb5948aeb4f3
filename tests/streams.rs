//! Streams that end before the command does: closed pipes, full disks.

use std::fs::{self, File};
use std::io::{Read, pipe};
use std::process::{Command, Stdio};

use crate::support::{Done, Folder, Run};

const ON: &str = r#"{"event":"online","operator_id":1}"#;
const BROKEN: &str = r#"{"event":"online","operator_id":}"#;

/// Every command in every format, given a source, and how it ends if somebody reads all of its output.
fn commands(source: &str) -> Vec<(Vec<&str>, i32)> {
    let mut all = vec![
        (vec!["normalize", source], 1),
        (vec!["normalize", "--pretty", source], 1),
        (vec!["inspect", source], 1),
        (vec!["inspect", "--all", source], 1),
        (vec!["inspect", "--format", "json", source], 1),
        (vec!["validate", "--fail-on", "never", source], 0),
        (vec!["validate", "--coverage", source], 1),
        (vec!["explain"], 0),
        (vec!["explain", "findings", "--format", "markdown"], 0),
        (vec!["schema", "comm100"], 0),
        (vec!["sample", "online", "--count", "9999"], 0),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
    ];
    for format in ["human", "concise", "json", "github", "gitlab", "sarif", "junit"] {
        all.push((vec!["validate", "--format", format, source], 1));
    }
    all
}

/// More than a pipe holds, in every format.
fn source() -> String {
    format!("{ON}\n{BROKEN}\n").repeat(3000)
}

#[track_caller]
fn check_closed(arguments: &[&str], code: i32, done: &Done) {
    // The others say with 0 that nobody wanted more of them.
    let is_said = arguments[0] == "validate" && code == 1;
    assert_eq!(done.code, Some(i32::from(is_said)), "{arguments:?}");
    assert!(!done.err.contains("chathook:") && !done.err.contains("panicked"), "{arguments:?}: {}", done.err);
}

#[test]
fn nobody_reads_standard_output_and_the_end_is_quiet() {
    let folder = Folder::new("closed");
    let file = folder.file("lines.ndjson", source());
    for (arguments, code) in commands(&file) {
        for variables in [&[][..], &[("GITHUB_ACTIONS", "true")]] {
            let (reader, writer) = pipe().expect("a pipe can be made");
            drop(reader);
            let mut command = Run::new(&arguments).command();
            let output = command.envs(variables.iter().copied()).stdout(writer).stdin(Stdio::null()).output();
            check_closed(&arguments, code, &Done::from(output.expect("the command can be started")));
        }
    }
}

#[test]
fn somebody_reads_a_little_and_the_end_is_quiet() {
    let folder = Folder::new("head");
    let file = folder.file("lines.ndjson", source());
    for (arguments, code) in commands(&file) {
        let err = folder.file("stderr", "");
        let mut command = Run::new(&arguments).command();
        command.stdout(Stdio::piped()).stderr(File::create(&err).expect("a file can be made")).stdin(Stdio::null());
        let mut child = command.spawn().expect("the command can be started");
        child.stdout.take().expect("it is piped").read_exact(&mut [0; 8]).expect("something comes out");
        let status = child.wait().expect("the command ends");
        let err = fs::read_to_string(err).expect("it was written");
        let done = Done { code: status.code(), out: String::new(), err };
        // What fits into a pipe was written in full.
        let is_full = done.code == Some(code) && arguments[0] == "inspect";
        let done = if is_full { Done { code: Some(0), ..done } } else { done };
        check_closed(&arguments, code, &done);
    }
}

#[test]
fn nobody_reads_standard_error_and_the_rest_is_as_always() {
    let folder = Folder::new("unheard");
    let file = folder.file("lines.ndjson", source());
    let missing = [folder.path(), "/missing.json"].concat();
    let mut all = commands(&file);
    all.extend([
        (vec!["--no-such-flag"], 2),
        (vec!["explain", "no-such-thing"], 2),
        (vec!["schema", "no-such-thing"], 2),
        (vec!["validate", &missing], 3),
        (vec!["normalize", "--rejects", "/no/such/folder", &file], 3),
    ]);
    for (arguments, code) in all {
        let expected = Run::new(&arguments).done().exits_with(code).out;
        let (reader, writer) = pipe().expect("a pipe can be made");
        drop(reader);
        let output = Run::new(&arguments).command().stderr(writer).stdin(Stdio::null()).output();
        let done = Done::from(output.expect("the command can be started")).exits_with(code);
        assert!(done.out == expected, "{arguments:?}");
    }
}

/// A disk without room, to which something was written.
#[cfg(target_os = "linux")]
const FULL: &str = "/dev/full";

#[cfg(target_os = "linux")]
#[test]
fn standard_output_has_no_room_and_that_is_said() {
    let folder = Folder::new("full");
    let file = folder.file("lines.ndjson", format!("{ON}\n{BROKEN}\n"));
    for (arguments, _) in commands(&file) {
        let full = File::options().write(true).open(FULL).expect("it can be written to");
        let output = Run::new(&arguments).command().stdout(full).stdin(Stdio::null()).output();
        let done = Done::from(output.expect("the command can be started")).exits_with(3);
        let done = done.complains("chathook: cannot write: standard output: No space left on device");
        assert_eq!(done.err.matches("cannot write").count(), 1, "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_has_no_room_and_that_is_said() {
    const REASON: &str = "chathook: cannot write: /dev/full: No space left on device";
    for source in [BROKEN.to_owned(), source()] {
        let done = Run::new(&["normalize", "--rejects", FULL]).input(&source).done();
        done.exits_with(3).complains(REASON);
        for format in ["human", "concise", "json", "github", "gitlab", "sarif", "junit"] {
            let report = format!("{format}={FULL}");
            let done =
                Run::new(&["validate", "--report", &report]).input(&source).done().exits_with(3).complains(REASON);
            assert!(done.says("error[").err.lines().count() == 1, "{format}");
        }
    }
}

/// The command through a shell, as `chathook … | head -1` is typed.
#[test]
fn a_shell_sees_the_exit_code() {
    let folder = Folder::new("shell");
    let file = folder.file("lines.ndjson", source());
    let script = format!("'{}' \"$@\" '{file}' | head -1 >&2; echo ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_chathook"));
    for (arguments, code) in [(&["normalize"][..], "0\n"), (&["validate", "--format", "concise"], "1\n")] {
        let output = Command::new("bash").args(["-c", &script, "bash"]).args(arguments).output();
        // Where there is no such shell, others are no different.
        if let Ok(output) = output {
            assert_eq!(Done::from(output).out, code, "{arguments:?}");
        }
    }
}

/// A command through a shell that does so with its standard output.
#[cfg(target_os = "linux")]
fn with_output(arguments: &[&str], redirection: &str) -> Done {
    let script = format!("'{}' \"$@\" {redirection}", env!("CARGO_BIN_EXE_chathook"));
    let output = Command::new("sh").args(["-c", &script, "sh"]).args(arguments).stdin(Stdio::null()).output();
    Done::from(output.expect("there is a shell"))
}

/// Events would be lost in silence. The exit code of `validate` says what it says without its findings.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_is_closed_and_that_is_said() {
    let folder = Folder::new("no-output");
    let file = folder.file("lines.ndjson", format!("{ON}\n{BROKEN}\n"));
    for (arguments, code) in commands(&file) {
        with_output(&arguments, "> /dev/null").exits_with(code);
        let done = with_output(&arguments, ">&-");
        if arguments[0] == "validate" {
            assert_eq!(done.code, Some(code), "{arguments:?}");
        } else {
            let done = done.exits_with(3).complains("chathook: cannot write: standard output: it is closed");
            assert_eq!(done.err.matches("cannot write").count(), 1, "{arguments:?}");
        }
    }
    // The shell becomes the command, or something else stands between them.
    for before in ["", "timeout 9 ", "env "] {
        let script = format!("{before}'{}' normalize '{file}' >&-", env!("CARGO_BIN_EXE_chathook"));
        if let Ok(output) = Command::new("bash").args(["-c", &script]).stdin(Stdio::null()).output() {
            Done::from(output).exits_with(3).complains("standard output: it is closed");
        }
    }
    // Nothing is to be written.
    let broken = folder.file("broken.json", BROKEN);
    let done = with_output(&["normalize", &broken], ">&-").exits_with(1);
    assert!(!done.err.contains("cannot write"), "{}", done.err);
}

/// Python and Node open the null device for reading as well, for a program whose output they do not want.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_is_not_wanted_and_that_is_no_error() {
    let folder = Folder::new("unwanted-output");
    let file = folder.file("lines.ndjson", format!("{ON}\n{BROKEN}\n"));
    for (arguments, code) in commands(&file) {
        let null = File::options().read(true).write(true).open("/dev/null").expect("it can be opened");
        let output = Run::new(&arguments).command().stdout(null).stdin(Stdio::null()).output();
        let done = Done::from(output.expect("the command can be started")).exits_with(code);
        assert!(!done.err.contains("cannot write"), "{arguments:?}: {}", done.err);
    }
}
