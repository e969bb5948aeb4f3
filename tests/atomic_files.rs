//! Files that the command writes: whole or not at all.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};

use crate::support::{Done, Folder, Run};

const ON: &str = r#"{"event":"online","operator_id":1}"#;
const BROKEN: &str = r#"{"event":"online","operator_id":}"#;

/// Options that write a file, given its path, and a piece of what stands there in the end.
const WRITERS: [(&str, &str, &str, &str); 2] =
    [("normalize", "--rejects", "", BROKEN), ("validate", "--report", "json=", "\"code\":\"invalid-json\"")];

/// The names of what is in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("the folder can be read");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A run that has begun, and waits for more on its standard input.
fn begin(arguments: &[&str]) -> (Child, ChildStdin) {
    let mut command = Run::new(arguments).command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command can be started");
    let stdin = child.stdin.take().expect("it is piped");
    (child, stdin)
}

/// Waits until the run has begun its temporary.
fn wait_for_temporary(folder: &Folder, child: &mut Child) -> String {
    loop {
        if let Some(temporary) = names(folder).into_iter().find(|name| name.contains(".part")) {
            return temporary;
        }
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended without a temporary");
        std::thread::yield_now();
    }
}

fn end(child: Child, mut stdin: ChildStdin) -> Done {
    stdin.write_all(format!("{ON}\n{BROKEN}\n").as_bytes()).expect("the command reads");
    drop(stdin);
    Done::from(child.wait_with_output().expect("the command ends"))
}

#[test]
fn what_stood_there_stays_until_the_file_is_whole() {
    for (command, option, format, piece) in WRITERS {
        let folder = Folder::new(&format!("whole-{command}"));
        let place = folder.file("out", "old");
        let (mut child, stdin) = begin(&[command, option, &format!("{format}{place}")]);
        wait_for_temporary(&folder, &mut child);
        assert_eq!(fs::read_to_string(&place).expect("it is there"), "old");
        end(child, stdin).exits_with(1);
        assert!(fs::read_to_string(&place).expect("it is there").contains(piece));
        assert_eq!(names(&folder), ["out"]);
    }
}

#[test]
fn a_run_that_is_cut_short_leaves_what_stood_there() {
    let folder = Folder::new("cut-short");
    let place = folder.file("out", "old");
    let source = folder.file("in/lines.ndjson", format!("{BROKEN}\n{ON}\n").repeat(9000));
    let mut command = Run::new(&["normalize", "--rejects", &place, &source]).command();
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the command can be started");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a line comes out");
    assert_eq!(child.wait().expect("the command ends").code(), Some(0));
    assert_eq!(fs::read_to_string(&place).expect("it is there"), "old");
    assert_eq!(names(&folder), ["in", "out"]);
}

#[test]
fn a_temporary_file_that_a_killed_run_left_is_taken_away_by_the_next() {
    for (command, option, format, piece) in WRITERS {
        let folder = Folder::new(&format!("stale-{command}"));
        let place = format!("{}/out", folder.path());
        let others = ["other.1.part", "out..part", "out.1.part.json", "out.part", "out.x.part"];
        for name in others.iter().chain(&["out.7.part"]) {
            folder.file(name, "mine");
        }
        let (mut child, stdin) = begin(&[command, option, &format!("{format}{place}")]);
        while !names(&folder).contains(&"out.1.part".to_owned()) {
            assert!(child.try_wait().expect("it can be asked").is_none(), "it ended without a temporary");
        }
        child.kill().expect("it can be killed");
        drop(stdin);
        child.wait().expect("it ends");
        assert!(names(&folder).contains(&"out.1.part".to_owned()));
        let (child, stdin) = begin(&[command, option, &format!("{format}{place}")]);
        end(child, stdin).exits_with(1);
        assert!(fs::read_to_string(&place).expect("it is there").contains(piece));
        assert_eq!(names(&folder), [&["other.1.part", "out"], &others[1..]].concat());
    }
}

#[test]
fn a_temporary_file_that_another_run_is_at_work_on_stays() {
    for (command, option, format, piece) in WRITERS {
        let folder = Folder::new(&format!("at-work-{command}"));
        let place = format!("{}/out", folder.path());
        let (mut first, first_stdin) = begin(&[command, option, &format!("{format}{place}")]);
        wait_for_temporary(&folder, &mut first);
        let (second, second_stdin) = begin(&[command, option, &format!("{format}{place}")]);
        end(second, second_stdin).exits_with(1);
        assert_eq!(names(&folder), ["out", "out.1.part"]);
        fs::remove_file(&place).expect("it is there");
        end(first, first_stdin).exits_with(1);
        assert!(fs::read_to_string(&place).expect("it is there").contains(piece));
    }
}

#[test]
fn what_cannot_be_put_in_its_place_is_kept_where_it_is() {
    for (command, option, format, piece) in WRITERS {
        let folder = Folder::new(&format!("misplaced-{command}"));
        let place = format!("{}/out", folder.path());
        let (mut child, stdin) = begin(&[command, option, &format!("{format}{place}")]);
        let temporary = wait_for_temporary(&folder, &mut child);
        fs::create_dir(&place).expect("a folder can be made");
        let done = end(child, stdin).exits_with(3);
        let done = done.complains(&format!("chathook: cannot write: {place}: "));
        assert_eq!(temporary, "out.1.part");
        let kept = format!("{}/out.1.1.kept", folder.path());
        done.complains(&format!("; the output is in {kept}"));
        assert!(fs::read_to_string(&kept).expect("it is there").contains(piece));
        // The next run does not take that away, nor write over it.
        let (mut child, stdin) = begin(&[command, option, &format!("{format}{}", folder.file("other", ""))]);
        fs::remove_dir(&place).expect("it is there");
        wait_for_temporary(&folder, &mut child);
        end(child, stdin).exits_with(1);
        assert!(fs::read_to_string(&kept).expect("it is there").contains(piece));
    }
}

#[test]
fn a_place_where_no_file_can_be_is_said_before_anything_is_read() {
    let folder = Folder::new("no-place");
    let inner = folder.file("file", "");
    let mut places = vec![folder.path().to_owned(), format!("{}/no/such/out", folder.path()), format!("{inner}/out")];
    if cfg!(target_os = "linux") {
        places.push("/proc/self/out".to_owned());
    }
    #[cfg(unix)]
    for (link, to) in [("dangling", "nowhere"), ("loop", "loop")] {
        let path = format!("{}/{link}", folder.path());
        std::os::unix::fs::symlink(to, &path).expect("a link can be made");
        places.push(path);
    }
    let before = names(&folder);
    for place in places {
        let baseline = ("validate", "--write-baseline", "", "");
        for (command, option, format, _) in WRITERS.into_iter().chain([baseline]) {
            if place.ends_with("/no/such/out") && option == "--report" {
                // It makes its folder.
                continue;
            }
            let done = Run::new(&[command, option, &format!("{format}{place}")]).input(BROKEN).done().exits_with(3);
            assert_eq!((done.out.as_str(), done.err.lines().count()), ("", 1), "{place}: {done:#?}");
            done.complains(&format!("chathook: cannot write: {place}: "));
        }
    }
    assert_eq!(names(&folder), before);
}

/// Events would go to a file that is no longer there when the rejects are put in its place.
#[test]
fn a_file_that_the_output_goes_to_is_no_place_for_another() {
    let folder = Folder::new("one-file");
    let place = folder.file("out", "");
    for (command, option, format, _) in WRITERS {
        for is_error in [false, true] {
            let mut run = Run::new(&[command, option, &format!("{format}{place}"), "samples"]).command();
            let file = || File::options().append(true).open(&place).expect("it can be written to");
            if is_error {
                run.stderr(file())
            } else {
                run.stdout(file())
            };
            let output = run.stdin(Stdio::null()).output().expect("the command can be started");
            let done = Done::from(output).exits_with(2);
            let said = if is_error { fs::read_to_string(&place).expect("it is there") } else { done.err };
            assert!(said.contains(&format!("{option} would overwrite {place}")), "{said}");
        }
    }
}

#[cfg(unix)]
mod streams {
    use super::*;

    #[test]
    fn a_link_is_followed_to_its_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("link");
        let file = folder.file("there/file", "old");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("they can be set");
        let link = format!("{}/link", folder.path());
        std::os::unix::fs::symlink("there/file", &link).expect("a link can be made");
        Run::new(&["normalize", "--rejects", &link]).input(BROKEN).done().exits_with(1);
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("it is there"), format!("{BROKEN}\n"));
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
    }

    /// Each reject is a line of its own there, whoever else writes to it.
    #[test]
    fn rejects_and_reports_go_to_a_stream_as_they_are() {
        let source = format!("{BROKEN}\n{ON}\n{BROKEN}\n");
        let done = Run::new(&["normalize", "--rejects", "/dev/stderr"]).input(&source).done().exits_with(1);
        assert_eq!(done.err.lines().filter(|line| *line == BROKEN).count(), 2, "{}", done.err);
        let done = Run::new(&["normalize", "--rejects", "/dev/stdout"]).input(&source).done().exits_with(1);
        assert_eq!(done.out.lines().filter(|line| *line == BROKEN).count(), 2, "{}", done.out);
        assert_eq!(done.out.lines().filter(|line| line.starts_with("{\"specversion\"")).count(), 1, "{}", done.out);
        Run::new(&["normalize", "--rejects", "/dev/null"]).input(&source).done().exits_with(1);
        let done = Run::new(&["validate", "--format", "json", "--report", "concise=/dev/stderr"]).input(&source).done();
        assert_eq!(done.exits_with(1).err.lines().filter(|line| line.contains("error[invalid-json]")).count(), 2);
    }

    /// What is too large to be read at once comes out as it came in, with the end of the line after all of it.
    #[test]
    fn a_large_reject_goes_to_a_stream_in_one_piece() {
        let spaces = " \0".repeat(400_000);
        for (source, end) in [
            (format!("{{\"event\":\"online\",\"x\":\"{}\"}}", "1".repeat(700_000)), "\n"),
            (format!("{{\"event\":\"online\",\"x\":[1{}]}}", "\n,1".repeat(300_000)), "\n"),
            (format!("{ON}\n{{\"x\":\"{}\"}}\n{BROKEN}", "1".repeat(700_000)), "\n"),
            (format!("{ON}\n{{\0{spaces}}}\0"), "\n"),
            ("garbage ".repeat(100_000) + BROKEN, "\n"),
        ] {
            let options = ["normalize", "--max-size", "100KiB", "--rejects", "/dev/stdout"];
            let done = Run::new(&options).input(&source).done().exits_with(1);
            let source = source.strip_prefix(ON).unwrap_or(&source).trim_start().replace("garbage {", "garbage\n{");
            let event =
                if done.out.starts_with("{\"specversion\"") { done.out.find('\n').map_or(0, |end| end + 1) } else { 0 };
            let kept = done.out[event..].trim_start_matches('\x1e');
            assert!(kept == source + end, "{} bytes: {:?}", done.out.len(), &done.out[..30]);
        }
    }

    fn fifo(folder: &Folder) -> String {
        let path = format!("{}/fifo", folder.path());
        crate::support::make_fifo(&path);
        path
    }

    #[test]
    fn a_pipe_with_a_name_takes_rejects_and_reports() {
        for (command, option, format, piece) in WRITERS {
            let folder = Folder::new(&format!("fifo-{command}"));
            let fifo = fifo(&folder);
            let reader = {
                let fifo = fifo.clone();
                std::thread::spawn(move || fs::read_to_string(fifo).expect("it can be read"))
            };
            let source = folder.file("source.json", BROKEN);
            Run::new(&[command, option, &format!("{format}{fifo}"), &source]).done().exits_with(1);
            assert!(reader.join().expect("the reader ends").contains(piece));
        }
    }

    /// Only of standard output does nobody miss what is not read.
    #[test]
    fn rejects_that_nobody_reads_are_not_lost_in_silence() {
        let folder = Folder::new("fifo-closed");
        let fifo = fifo(&folder);
        let reader = {
            let fifo = fifo.clone();
            std::thread::spawn(move || drop(File::open(fifo).expect("it can be read")))
        };
        let source = format!("{BROKEN}\n").repeat(90_000);
        let done = Run::new(&["normalize", "--rejects", &fifo]).input(source).done().exits_with(3);
        done.complains(&format!("chathook: cannot write: {fifo}: Broken pipe"));
        reader.join().expect("the reader ends");
    }
}
