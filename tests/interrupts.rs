//! Runs that are told to end before they are done.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::support::{Folder, Run};

const LINES: &str = "{\"event\":\"online\",\"operator_id\":1}\n{\"event\":\"online\",\"operator_id\":}\n";

const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;

/// A run that reads a source without end. Some of what it writes was read; then it waits for the rest to be.
struct Endless {
    child: Child,
    stdout: ChildStdout,
    out: Vec<u8>,
}

impl Endless {
    fn new(arguments: &[&str]) -> Endless {
        let mut command = Run::new(arguments).command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command can be started");
        let mut stdin = child.stdin.take().expect("it is piped");
        thread::spawn(move || {
            let lines = LINES.repeat(1000);
            while stdin.write_all(lines.as_bytes()).is_ok() {}
        });
        let mut stdout = child.stdout.take().expect("it is piped");
        let mut out = vec![0; 10_000];
        stdout.read_exact(&mut out).expect("something comes out");
        Endless { child, stdout, out }
    }

    /// Everything that comes out until the command ends, and the signal that it ends by.
    fn end(mut self) -> (String, Option<i32>) {
        self.stdout.read_to_end(&mut self.out).expect("it can be read");
        let signal = self.child.wait().expect("the command ends").signal();
        (String::from_utf8(self.out).expect("no character is cut"), signal)
    }
}

/// Sends signals to a process, as a line of shell does with its number.
fn tell(child: &Child, line: &str) {
    let status = Command::new("sh").args(["-c", line, "sh", &child.id().to_string()]).status();
    assert!(status.expect("there is a shell").success());
}

#[test]
fn what_came_out_is_whole_lines() {
    let folder = Folder::new("interrupted");
    let rejects = folder.file("rejects", "old");
    let report = format!("sarif={}/report", folder.path());
    for (signals, signal) in [
        ("kill -INT $1", SIGINT),
        ("kill -TERM $1", SIGTERM),
        // So it comes from those who tell the process and its group.
        ("kill -TERM $1 $1", SIGTERM),
    ] {
        for arguments in [
            &["normalize"][..],
            &["normalize", "--jobs", "1"],
            &["normalize", "--rejects", &rejects],
            &["inspect", "--format", "json"],
            &["validate", "--report", &report],
            &["validate", "--format", "concise"],
            &["validate", "--format", "gitlab"],
        ] {
            let run = Endless::new(arguments);
            let has_draft = || fs::read_dir(folder.path()).expect("it can be read").count() == 2;
            assert_eq!(has_draft(), arguments.iter().any(|argument| argument.contains(folder.path())));
            tell(&run.child, signals);
            let (out, ended_by) = run.end();
            assert_eq!(ended_by, Some(signal), "{arguments:?}");
            assert!(out.ends_with('\n'), "{arguments:?} ended with {:?}", out.lines().last());
            if arguments[0] == "normalize" {
                let is_json = |line| serde_json::from_str::<serde_json::Value>(line).is_ok();
                assert!(out.lines().all(is_json), "{arguments:?} ended with {:?}", out.lines().last());
            }
            assert!(!has_draft(), "{arguments:?} left a draft behind");
        }
    }
    assert_eq!(fs::read_to_string(&rejects).expect("it is there"), "old");
}

#[test]
fn a_run_that_writes_nothing_ends_at_once() {
    let mut command = Run::new(&["inspect"]).command();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the command can be started");
    let mut stdin = child.stdin.take().expect("it is piped");
    // More than the pipe holds was read, so that signals are listened to.
    stdin.write_all(LINES.repeat(20_000).as_bytes()).expect("the command reads");
    tell(&child, "kill -INT $1");
    assert_eq!(child.wait().expect("the command ends").signal(), Some(SIGINT));
}

#[test]
fn nobody_reads_what_it_writes_and_the_second_signal_ends_it() {
    let folder = Folder::new("impatient");
    let rejects = format!("{}/rejects", folder.path());
    let mut run = Endless::new(&["normalize", "--rejects", &rejects]);
    while run.child.try_wait().expect("it can be asked").is_none() {
        tell(&run.child, "kill -INT $1 || true");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(run.child.wait().expect("it ended").signal(), Some(SIGINT));
    assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 0);
}
