//! Sources that are no plain files, or do not stay what they were.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::support::{Done, Folder, Run, make_fifo};

const ON: &str = r#"{"event":"online","operator_id":1}"#;

/// Waits for the end of a run whose output was not read so far.
fn drain(child: Child) -> Done {
    Done::from(child.wait_with_output().expect("the command ends"))
}

fn start(arguments: &[&str]) -> Child {
    let mut command = Run::new(arguments).command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the command can be started")
}

/// The file of rejects makes no difference: to look whether it is the pipe is not to open that.
#[test]
fn a_pipe_with_a_name_is_read() {
    let folder = Folder::new("named-pipe");
    let fifo = format!("{}/fifo", folder.path());
    make_fifo(&fifo);
    let rejects = folder.file("rejects", "");
    for arguments in [&["normalize", fifo.as_str()][..], &["normalize", "--rejects", &rejects, &fifo]] {
        let writer = {
            let fifo = fifo.clone();
            thread::spawn(move || fs::write(fifo, format!("{ON}\n")))
        };
        let done = Run::new(arguments).done().exits_with(0);
        assert_eq!(done.out.lines().count(), 1);
        writer.join().expect("the writer ends").expect("the command reads it all");
    }
}

/// To open a pipe is to wait for somebody who writes to it.
#[test]
fn in_a_folder_only_files_are_read() {
    let folder = Folder::new("special");
    make_fifo(&format!("{}/a.json", folder.path()));
    let _socket = UnixListener::bind(format!("{}/b.json", folder.path())).expect("a socket can be made");
    symlink("/dev/zero", format!("{}/c.json", folder.path())).expect("a link can be made");
    symlink(".", format!("{}/d.json", folder.path())).expect("a link can be made");
    symlink("..", format!("{}/up", folder.path())).expect("a link can be made");
    folder.file("e.json/f.json", ON);
    // What leads back leads nowhere, also from folders below.
    symlink("..", format!("{}/e.json/up", folder.path())).expect("a link can be made");
    symlink("../e.json", format!("{}/e.json/self", folder.path())).expect("a link can be made");
    let done = Run::new(&["normalize", folder.path()]).done().exits_with(0).says_no_more();
    assert_eq!(done.out.lines().count(), 1);
    symlink("loop.json", format!("{}/loop.json", folder.path())).expect("a link can be made");
    let done = Run::new(&["normalize", folder.path()]).done().exits_with(3).complains("loop.json: ");
    assert_eq!((done.out.lines().count(), done.err.lines().count()), (1, 1));
    // What holds nothing else holds nothing to read.
    let lonely = Folder::new("special-only");
    make_fifo(&format!("{}/a.json", lonely.path()));
    Run::new(&["normalize", lonely.path()]).done().exits_with(3).complains("no .json, .jsonl or .ndjson files here");
}

/// The names of the sources below a folder, from there.
fn names_below(folder: &str) -> Vec<String> {
    let done = Run::new(&["normalize", folder]).done().exits_with(1);
    let lines = done.err.lines().filter_map(|line| line.strip_prefix(&format!("{folder}/")));
    lines.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
}

/// A folder comes where its name comes, whatever stands after the same letters elsewhere.
#[test]
fn what_is_in_a_folder_comes_in_the_order_of_names() {
    let folder = Folder::new("order");
    let names =
        ["B.json", "a/b.json", "a/c/d.json", "a/c.json", "a b.json", "a-b/c.json", "a.json", "aa.json", "b/c.json"];
    // However the file system lists them.
    for name in [5, 0, 7, 3, 8, 1, 6, 2, 4].map(|number: usize| names[number]) {
        folder.file(name, "{}");
    }
    assert_eq!(names_below(folder.path()), names);
}

#[test]
fn a_link_in_a_folder_is_followed_and_what_it_leads_to_is_read_once() {
    const BAD: &str = "{}";
    let folder = Folder::new("links");
    let link = |to: &str, name: &str| symlink(to, format!("{}/{name}", folder.path())).expect("a link can be made");
    for name in ["top/b/one.json", "away/two.json", "away/deep/three.json", "away/notes.txt", "file.json"] {
        folder.file(name, BAD);
    }
    // A folder and a file elsewhere, each twice; a folder and a file that are here as well, also by way of others.
    link("../away", "top/c");
    link("../away", "top/d");
    link("../away/deep", "top/e");
    link("../file.json", "top/f.json");
    link("../file.json", "top/g.json");
    link("b", "top/a");
    link("b/one.json", "top/h.json");
    link("../top/b", "away/back");
    link("../top", "away/up");
    let top = format!("{}/top", folder.path());
    assert_eq!(names_below(&top), ["b/one.json", "c/deep/three.json", "c/two.json", "f.json"]);
    // A link that is named is followed as ever.
    assert_eq!(names_below(&format!("{top}/e")), ["three.json"]);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::new("unreadable-kinds");
    let good = folder.file("good.json", ON);
    let socket = format!("{}/socket", folder.path());
    let _listener = UnixListener::bind(&socket).expect("a socket can be made");
    let mut paths = vec![socket];
    if cfg!(target_os = "linux") {
        // It can be opened, and not be read.
        paths.push("/proc/self/mem".to_owned());
    }
    for path in paths {
        for (command, piece) in [("normalize", "agent.status_changed"), ("validate", "1 payload, 1 clean")] {
            let done = Run::new(&[command, &path, &good]).done().exits_with(3).says(piece);
            assert_eq!(done.complains(&format!("chathook: {path}: ")).err.lines().count(), 1);
        }
    }
}

#[test]
fn a_device_is_read_as_what_it_holds() {
    Run::new(&["validate", "/dev/null"]).done().exits_with(1).says("error[empty-input]");
    if !cfg!(target_os = "linux") {
        return;
    }
    let mut child = start(&["normalize", "/dev/zero"]);
    let mut line = String::new();
    let mut stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    stderr.read_line(&mut line).expect("a finding comes, though the source never ends");
    assert!(line.starts_with("/dev/zero:1:1: error[invalid-json]"), "{line}");
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_said_to() {
    let folder = Folder::new("vanishing");
    let inner = format!("{}/in", folder.path());
    let [_, gone, _] = ["in/a.json", "in/b.json", "in/c.json"].map(|name| folder.file(name, ON));
    let mut child = start(&["normalize", "-", &inner]);
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    stdin.write_all(format!("{ON}\n").as_bytes()).expect("the command reads");
    let mut out = String::new();
    stdout.read_line(&mut out).expect("an event comes out");
    // By now the folder was searched, and standard input holds up what was found there.
    fs::remove_file(&gone).expect("it can be removed");
    drop(stdin);
    stdout.read_to_string(&mut out).expect("the rest comes out");
    let done = drain(child).exits_with(3);
    assert_eq!(out.lines().count(), 3);
    done.complains(&format!("chathook: {gone}: No such file or directory"));
}

/// How many lines are much more than is read ahead of what is written.
const MANY: usize = 400_000;

/// A run that has begun to read a file of many lines, and waits for its output to be read.
fn waiting(folder: &Folder) -> (Child, BufReader<std::process::ChildStdout>, String) {
    let file = folder.file("lines.ndjson", format!("{ON}\n").repeat(MANY));
    let mut child = start(&["normalize", "--jobs", "2", &file]);
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("an event comes out");
    (child, stdout, file)
}

#[test]
fn a_file_that_grows_is_read_to_its_end() {
    let folder = Folder::new("growing");
    let (child, stdout, file) = waiting(&folder);
    let mut more = File::options().append(true).open(file).expect("it can be written to");
    more.write_all(format!("{ON}\n").repeat(1000).as_bytes()).expect("there is room");
    assert_eq!(stdout.lines().count(), MANY - 1 + 1000);
    assert_eq!(drain(child).exits_with(0).err, "");
}

#[test]
fn a_file_that_is_cut_off_is_read_to_the_cut() {
    let folder = Folder::new("cut-off");
    let (child, stdout, file) = waiting(&folder);
    let half = (MANY / 2 * (ON.len() + 1) + ON.len() / 2) as u64;
    File::options().write(true).open(file).and_then(|file| file.set_len(half)).expect("it can be cut off");
    assert_eq!(stdout.lines().count(), MANY / 2 - 1);
    let done = drain(child).exits_with(1);
    let (finding, summary) = done.err.split_once('\n').expect("there are two lines");
    assert!(finding.contains(&format!(":{}:", MANY / 2 + 1)) && finding.contains("error[invalid-json]"), "{finding}");
    assert_eq!(summary, format!("{} payloads: {} normalized, 1 rejected\n", MANY / 2 + 1, MANY / 2));
}

/// Events are payloads, so that there would be more and more of them.
#[test]
fn what_is_written_is_not_read_again() {
    let folder = Folder::new("circle");
    let file = folder.file("lines.ndjson", format!("{ON}\n").repeat(10));
    for line in ["\"$1\" normalize \"$2\" >> \"$2\"", "\"$1\" normalize < \"$2\" >> \"$2\""] {
        let arguments = ["-c", line, "sh", env!("CARGO_BIN_EXE_chathook"), &file];
        let done = Done::from(Command::new("sh").args(arguments).output().expect("there is a shell")).exits_with(3);
        done.complains("the output goes there");
    }
    assert_eq!(fs::read_to_string(&file).expect("it is there"), format!("{ON}\n").repeat(10));
}

#[test]
fn a_file_that_is_named_more_than_once_is_read_once_under_its_first_name() {
    let folder = Folder::new("named-twice");
    let one = folder.file("one.json", ON);
    folder.file("two.json", ON);
    symlink("one.json", format!("{}/link.json", folder.path())).expect("a link can be made");
    let cases: [(&[&str], &[&str]); 5] = [
        (&["one.json", "one.json"], &["one.json"]),
        (&["./one.json", "one.json", &one], &["./one.json"]),
        (&["two.json", "."], &["two.json", "./one.json"]),
        (&[".", "link.json", "two.json", "."], &["./one.json", "./two.json"]),
        (&["link.json", "one.json"], &["link.json"]),
    ];
    for (paths, expected) in cases {
        let arguments = [&["validate", "--format", "jsonl"], paths].concat();
        let done = Run::new(&arguments).within(folder.path()).done().exits_with(0);
        let sources = done.out.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            line["source"].as_str().expect("it has a name").to_owned()
        });
        assert_eq!(sources.collect::<Vec<_>>(), expected, "{paths:?}");
    }
    // Standard input comes only once.
    Run::new(&["validate", "-", "-"]).input(ON).done().exits_with(0).says("1 payload, 1 clean");
}

#[test]
fn a_folder_of_which_nothing_is_read_says_what_is_left_out() {
    let folder = Folder::new("left-out");
    folder.file("one.json", ON);
    let left_out = |arguments: &[&str]| {
        let done = Run::new(&[&["validate", "."], arguments].concat()).within(folder.path()).done().exits_with(3);
        done.err
            .split_once("compressed or not")
            .expect("nothing is read")
            .1
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(left_out(&["--exclude", "*.json", "--no-ignore"]), "; what is excluded is left out");
    assert_eq!(
        left_out(&["--exclude", "*.json"]),
        "; what is excluded is left out, and what is hidden or git-ignored, which --no-ignore reads"
    );
}
