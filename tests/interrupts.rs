//! Runs that are told to end before they are done.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::support::{Folder, Run};

const LINES: &str = "{\"event\":\"online\",\"operator_id\":1}\n{\"event\":\"online\",\"operator_id\":}\n";

#[cfg(target_os = "linux")]
const SIGHUP: i32 = 1;
const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;

/// A run that has begun to write much, and waits for it to be read.
struct Waiting {
    child: Child,
    stdout: ChildStdout,
    out: Vec<u8>,
}

impl Waiting {
    fn new(arguments: &[&str], source: &str) -> Waiting {
        let mut command = Run::new(arguments).command();
        command.arg(source).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command can be started");
        let mut stdout = child.stdout.take().expect("it is piped");
        // So much comes only after some of the first whole block, and the rest of that does not fit into a pipe.
        let mut out = vec![0; 200_000];
        stdout.read_exact(&mut out).expect("something comes out");
        Waiting { child, stdout, out }
    }

    /// Everything that comes out until the command ends, and the signal that it ends by.
    fn end(mut self) -> (String, Option<i32>) {
        self.stdout.read_to_end(&mut self.out).expect("it can be read");
        let signal = self.child.wait().expect("the command ends").signal();
        (String::from_utf8(self.out).expect("no character is cut"), signal)
    }
}

/// Many times more than is written at once.
fn source(folder: &Folder) -> String {
    folder.file("in/lines.ndjson", LINES.repeat(100_000))
}

/// Sends signals to a process, as a line of shell does with its number.
fn tell(child: &Child, line: &str) {
    let status = Command::new("sh").args(["-c", line, "sh", &child.id().to_string()]).status();
    assert!(status.expect("there is a shell").success());
}

#[test]
fn what_came_out_is_whole_lines() {
    let folder = Folder::new("interrupted");
    let source = source(&folder);
    let rejects = folder.file("rejects", "old");
    for (signals, signal) in [
        ("kill -INT $1", SIGINT),
        ("kill -TERM $1", SIGTERM),
        #[cfg(target_os = "linux")]
        ("kill -HUP $1", SIGHUP),
        // So it comes from those who tell the process and its group.
        ("kill -TERM $1; sleep 0.05; kill -TERM $1", SIGTERM),
    ] {
        for arguments in [
            &["normalize"][..],
            &["normalize", "--jobs", "1"],
            &["normalize", "--rejects", &rejects],
            &["inspect", "--format", "json"],
            &["validate", "--format", "concise"],
            &["validate", "--format", "gitlab"],
        ] {
            let run = Waiting::new(arguments, &source);
            let has_temporary = || fs::read_dir(folder.path()).expect("it can be read").count() == 3;
            assert_eq!(has_temporary(), arguments.iter().any(|argument| argument.contains(folder.path())));
            tell(&run.child, signals);
            let (out, ended_by) = run.end();
            assert_eq!(ended_by, Some(signal), "{arguments:?}");
            assert!(out.ends_with('\n'), "{arguments:?} ended with {:?}", out.lines().last());
            assert!(out.len() < 3_000_000, "{arguments:?} went on for {} bytes", out.len());
            if arguments[0] == "normalize" {
                let is_json = |line| serde_json::from_str::<serde_json::Value>(line).is_ok();
                assert!(out.lines().all(is_json), "{arguments:?} ended with {:?}", out.lines().last());
            }
            assert!(!has_temporary(), "{arguments:?} left a temporary behind");
        }
    }
    assert_eq!(fs::read_to_string(&rejects).expect("it is there"), "old");
}

/// How a run is interrupted: while it reads a file, or while it waits for more from a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Reads,
    Waits,
}

/// What a run that is interrupted writes to standard output and to standard error, and the signal that it ends by.
fn interrupted(arguments: &[&str], source: &str, moment: Moment, signal: &str) -> (String, String, Option<i32>) {
    let mut command = Run::new(arguments).command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    match moment {
        Moment::Reads => command.arg(source),
        Moment::Waits => command.stdin(Stdio::piped()),
    };
    let mut child = command.spawn().expect("the command can be started");
    let (mut stdout, mut stderr) =
        (child.stdout.take().expect("it is piped"), child.stderr.take().expect("it is piped"));
    let mut out = Vec::new();
    if moment == Moment::Reads {
        out.resize(200_000, 0);
        stdout.read_exact(&mut out).expect("something comes out");
    }
    let reader = thread::spawn(move || stdout.read_to_end(&mut out).map(|_| out));
    let errors = thread::spawn(move || {
        let mut err = String::new();
        stderr.read_to_string(&mut err).map(|_| err)
    });
    // Many times what a pipe holds: when all of it is written, most of it was read. The pipe stays open.
    let mut stdin = child.stdin.take();
    if let Some(stdin) = &mut stdin {
        stdin.write_all(LINES.repeat(15_000).as_bytes()).expect("the command reads");
    }
    tell(&child, &format!("kill -{signal} $1"));
    let out = reader.join().expect("it ends").expect("it can be read");
    let err = errors.join().expect("it ends").expect("it is UTF-8");
    let ended_by = child.wait().expect("the command ends").signal();
    (String::from_utf8(out).expect("no character is cut"), err, ended_by)
}

/// It says so, and ends by the signal all the same.
#[test]
fn what_was_found_until_then_is_shown_to_people() {
    let folder = Folder::new("so-far");
    let source = source(&folder);
    for (arguments, shown) in [(&["inspect", "--all"][..], "comm100/online"), (&["validate"], " payloads, ")] {
        for (moment, name, signal) in
            [(Moment::Reads, "INT", SIGINT), (Moment::Reads, "TERM", SIGTERM), (Moment::Waits, "INT", SIGINT)]
        {
            let (out, err, ended_by) = interrupted(arguments, &source, moment, name);
            let end = out.lines().rev().take(6).collect::<Vec<_>>().join("\n");
            assert!(end.contains(shown), "{arguments:?} ended with {end}");
            assert!(arguments[0] == "inspect" || end.contains("; interrupted: not everything was read"), "{end}");
            assert!(err.contains("chathook: interrupted after "), "{err}");
            assert!(moment == Moment::Waits || out.len() < 5_000_000, "it went on for {} bytes", out.len());
            assert_eq!(ended_by, Some(signal), "{arguments:?}");
        }
    }
}

/// `normalize` counts what it wrote, which is whole, unless it goes to a file that stays as it was.
#[test]
fn what_was_normalized_until_then_is_counted() {
    let folder = Folder::new("counted");
    let source = source(&folder);
    let rejects = folder.file("rejects", "old");
    for name in ["INT", "TERM"] {
        for arguments in [&["normalize"][..], &["normalize", "--rejects", &rejects]] {
            let (out, err, _) = interrupted(arguments, &source, Moment::Waits, name);
            let written = out.lines().count();
            let line = err.lines().rev().nth(1).expect("it says more than one thing");
            assert!(line.contains(&format!(": {written} normalized, ")), "{line}, not {written}");
            assert!(line.ends_with(" rejected; interrupted: not everything was read"), "{line}");
        }
    }
    let (_, err, _) = interrupted(&["normalize", "-o", &rejects], &source, Moment::Waits, "INT");
    assert!(!err.contains(" normalized"), "{err}");
    let (_, err, _) = interrupted(&["normalize", "-q"], &source, Moment::Waits, "INT");
    assert!(!err.contains(" normalized") && err.contains("chathook: interrupted"), "{err}");
    assert_eq!(fs::read_to_string(&rejects).expect("it is there"), "old");
}

/// Whether a report says that it is cut.
fn is_marked(format: &str, report: &str) -> bool {
    let json = || serde_json::from_str::<serde_json::Value>(report).expect("it is JSON");
    match format {
        "json" => json()["interrupted"] == true,
        "sarif" => {
            let invocation = json()["runs"][0]["invocations"][0].clone();
            let said = invocation["toolExecutionNotifications"][0]["message"]["text"].clone();
            invocation["executionSuccessful"] == false && said == "interrupted: not everything was read"
        }
        "junit" => {
            let mut reader = quick_xml::Reader::from_str(report);
            while reader.read_event().expect("it is XML") != quick_xml::events::Event::Eof {}
            report.contains("type=\"interrupted\"") && report.ends_with("</testsuites>\n")
        }
        // There is no place for that in it.
        "gitlab" => json().is_array(),
        _ => report.contains("::interrupted: not everything was read\n"),
    }
}

#[test]
fn reports_are_whole_documents_that_say_they_are_cut() {
    let folder = Folder::new("cut");
    let source = source(&folder);
    for format in ["json", "sarif", "junit", "gitlab"] {
        for command in ["validate", "inspect"].into_iter().take(if format == "json" { 2 } else { 1 }) {
            let arguments = [command, "--format", format];
            let (out, err, ended_by) = interrupted(&arguments, &source, Moment::Waits, "TERM");
            assert!(is_marked(format, &out), "{arguments:?}: {out}");
            assert!(err.contains("chathook: interrupted after "), "{err}");
            assert_eq!(ended_by, Some(SIGTERM));
        }
        let report = format!("{}/report", folder.path());
        let option = format!("{format}={report}");
        let (_, _, ended_by) =
            interrupted(&["validate", "--report", &option, "--format", "jsonl"], &source, Moment::Reads, "INT");
        assert_eq!(ended_by, Some(SIGINT));
        assert!(is_marked(format, &fs::read_to_string(&report).expect("it is there")), "{format}");
        fs::remove_file(&report).expect("it is there");
    }
    let (out, ..) = interrupted(&["validate", "--format", "github"], &source, Moment::Waits, "INT");
    assert!(is_marked("github", &out), "{out}");
}

/// A file that is written whole or not at all stays what it was.
#[test]
fn the_file_of_output_and_the_baseline_are_not_cut() {
    let folder = Folder::new("whole");
    let source = source(&folder);
    let old = folder.file("old", "old");
    let report = format!("json={}/report", folder.path());
    for arguments in [
        &["inspect", "--format", "json", "--output", &old][..],
        &["validate", "--format", "json", "--output", &old],
        &["validate", "--format", "json", "--output", &old, "--report", &report],
        &["validate", "--write-baseline", &old],
    ] {
        let (_, err, ended_by) = interrupted(arguments, &source, Moment::Waits, "INT");
        assert!(err.contains("chathook: interrupted"), "{err}");
        assert_eq!(ended_by, Some(SIGINT));
        assert_eq!(fs::read_to_string(&old).expect("it is there"), "old", "{arguments:?}");
    }
    let names = fs::read_dir(folder.path()).expect("it can be read").count();
    assert_eq!(names, 3, "a temporary is left behind");
}

#[test]
fn a_run_that_waits_for_its_input_ends_at_once() {
    let json = ["--format", "json"];
    for arguments in [&["normalize"][..], &[&["inspect"], &json[..]].concat(), &[&["validate"], &json[..]].concat()] {
        let mut child = Run::new(arguments).begun();
        let mut stdin = child.stdin.take().expect("it is piped");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        stdin.write_all(LINES.as_bytes()).expect("the command reads");
        let mut out = String::new();
        stdout.read_line(&mut out).expect("a line comes out");
        tell(&child, "kill -INT $1");
        stdout.read_to_string(&mut out).expect("the output is UTF-8");
        assert!(out.ends_with('\n'), "{arguments:?} ended with {:?}", out.lines().last());
        assert!(arguments[0] == "normalize" || is_marked("json", &out), "{arguments:?}: {out}");
        assert_eq!(child.wait().expect("the command ends").signal(), Some(SIGINT), "{arguments:?}");
        let mut err = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut err).expect("it is UTF-8");
        assert!(err.contains("chathook: interrupted after "), "{arguments:?}: {err}");
    }
}

/// The first signal waits for the line that is being written, and takes the temporary away meanwhile.
#[test]
fn nobody_reads_what_it_writes_and_a_later_signal_ends_it() {
    let folder = Folder::new("impatient");
    let source = source(&folder);
    let rejects = format!("{}/rejects", folder.path());
    // On a busy machine, the first signal may come before the pipe is full, and so between two lines.
    let has_waited = (0..50).any(|_| {
        let mut run = Waiting::new(&["normalize", "--rejects", &rejects], &source);
        let mut told = 0;
        while run.child.try_wait().expect("it can be asked").is_none() {
            tell(&run.child, "kill -INT $1");
            thread::sleep(Duration::from_millis(100));
            told += 1;
        }
        assert_eq!(run.child.wait().expect("it ended").signal(), Some(SIGINT));
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1);
        told > 1
    });
    assert!(has_waited);
}

/// So `nohup` starts it.
#[test]
fn a_hangup_that_was_ignored_at_the_start_stays_so() {
    let folder = Folder::new("nohup");
    let source = source(&folder);
    let line = "trap '' HUP; exec \"$1\" normalize \"$2\"";
    let mut command = Command::new("sh");
    command.args(["-c", line, "sh", env!("CARGO_BIN_EXE_chathook"), &source]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is a shell");
    let mut stdout = child.stdout.take().expect("it is piped");
    stdout.read_exact(&mut [0; 10_000]).expect("something comes out");
    tell(&child, "kill -HUP $1");
    stdout.read_to_end(&mut Vec::new()).expect("the rest comes out");
    assert_eq!(child.wait().expect("the command ends").code(), Some(1));
}
