//! Many small files, which several workers read: what comes out is what comes out of them one by one.

use std::io::Write;

use crate::support::{Folder, Run};

const ON: &str = "{\"event\":\"online\",\"operator_id\":1}\n";

/// Of a vendor whose times have no zone, which is said once in a run.
const START: &str = r#"{"event":"CHAT_ON_START","id":"7","date_created":"2018-07-23 05:17:40"}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).and_then(|()| gzip.finish()).expect("memory can be written to")
}

/// Files of every kind, most of them of the simplest.
fn contents() -> Vec<Vec<u8>> {
    let odd: Vec<Vec<u8>> = vec![
        START.into(),
        START.into(),
        b"{\"event\":\"online\",\"operator_id\":}\n".to_vec(),
        Vec::new(),
        b" \n".to_vec(),
        gzip(ON.as_bytes()),
        b"PK\x03\x04\x0a\0\0\0".to_vec(),
        b"{\0\"\0".to_vec(),
        b"\xef\xbb\xbf{\"event\":\"online\",\"operator_id\":1}".to_vec(),
        format!("hello\n{ON}").into_bytes(),
        [b"{\"event\":\"online\",\"operator_id\":\"\xff\"}\n".to_vec(), ON.into()].concat(),
        format!("[{},,{}]", ON.trim(), ON.trim()).into_bytes(),
        // More than is read at once, more payloads than are held, and more to say between them.
        ON.repeat(2_000).into_bytes(),
        format!("{{\"event\":\"online\",\"operator_id\":1,\"x\":\"{}\"}}", "x".repeat(17_000)).into_bytes(),
        "{}\n".repeat(400).into_bytes(),
        format!("[{}]", ",".repeat(300)).into_bytes(),
        // What may be read at once, just so and one more.
        format!("{ON}{}", " ".repeat(16 * 1024 - ON.len())).into_bytes(),
        format!("{ON}{}", " ".repeat(16 * 1024 - ON.len() + 1)).into_bytes(),
    ];
    let mut contents = Vec::new();
    for (number, odd) in odd.into_iter().enumerate() {
        for other in 0..10 {
            contents.push(ON.replace('1', &format!("{number}{other}")).into_bytes());
        }
        contents.push(odd);
    }
    assert!(contents.len() > 150);
    contents
}

#[test]
fn what_comes_out_does_not_depend_on_who_reads_them() {
    let folder = Folder::new("many-files");
    let contents = contents();
    let files: Vec<String> =
        (0..).zip(&contents).map(|(number, content)| folder.file(&format!("in/{number:03}.json"), content)).collect();
    // None of these can be read.
    let missing = format!("{}/in/090.json.missing", folder.path());
    let rejects = format!("{}/rejects", folder.path());
    let commands: &[&[&str]] = &[
        &["normalize", "--rejects", &rejects],
        &["normalize", "--pretty"],
        &["normalize", "--lenient"],
        &["validate", "--format", "json"],
        &["validate", "--format", "concise", "--max-findings", "40"],
        &["validate", "--format", "junit"],
        &["validate", "--coverage"],
        &["inspect", "--all"],
        &["inspect", "--format", "json"],
    ];
    for command in commands {
        let run = |jobs: &str, files: &[String]| {
            let (first, last) = files.split_at(files.len() / 2);
            let mut arguments = command.to_vec();
            arguments.extend(["--jobs", jobs]);
            arguments.extend(first.iter().map(String::as_str));
            arguments.push(&missing);
            arguments.extend(last.iter().map(String::as_str));
            let done = Run::new(&arguments).done();
            (done.code, done.out, done.err, std::fs::read(&rejects).unwrap_or_default())
        };
        let expected = run("1", &files);
        assert_eq!(expected.0, Some(3), "{command:?}");
        for jobs in ["2", "5"] {
            assert!(run(jobs, &files) == expected, "{command:?} with {jobs} jobs");
        }
        // The same by name of the folder, in which nothing is missing.
        let of_folder =
            |jobs| Run::new(&[*command, &["--jobs", jobs, &format!("{}/in", folder.path())]].concat()).done();
        let (one, several) = (of_folder("1"), of_folder("3"));
        assert_eq!(one.code, Some(1), "{command:?}");
        assert!((one.code, &one.out, &one.err) == (several.code, &several.out, &several.err), "{command:?}");
    }
}

#[test]
fn what_comes_out_is_what_comes_out_of_each() {
    let folder = Folder::new("one-by-one");
    let contents = contents();
    let mut expected = [String::new(), String::new()];
    for (number, content) in contents.iter().enumerate() {
        let name = folder.file(&format!("in/{number:03}.json"), content);
        for (expected, command) in
            expected.iter_mut().zip([&["normalize"][..], &["validate", "--format", "concise", "--time-zone", "UTC"]])
        {
            let done = Run::new(&[command, &["--stdin-name", &name]].concat()).input(content).done();
            expected.push_str(&done.out);
        }
    }
    let whole = format!("{}/in", folder.path());
    for jobs in ["1", "2"] {
        assert!(Run::new(&["normalize", "--jobs", jobs, &whole]).done().out == expected[0], "{jobs} jobs");
        let arguments = ["validate", "--format", "concise", "--time-zone", "UTC", "--jobs", jobs, &whole];
        assert!(Run::new(&arguments).done().out == expected[1], "{jobs} jobs");
    }
}
