//! The settings of a repository, and which files are read of it.

use std::fs;
use std::path::Path;

use crate::support::{Done, Folder, Run};

const RIGHT: &str = r#"{"event": "online", "operator_id": 1}"#;
const WRONG: &str = r#"{"event": "chat_started", "visitor": {"id": "7d2f", "chat_id": "c41e", "visits": "nine"}}"#;
const UNKNOWN: &str = r#"{"event": "online", "operator_id": 1, "shoe_size": 42}"#;

/// A repository with some files.
fn repository(name: &str, files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(name);
    for (path, content) in files {
        let path = Path::new(folder.path()).join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }
    folder
}

fn run(folder: &Folder, arguments: &[&str]) -> Done {
    Run::new(arguments).within(folder.path()).done()
}

/// The names of the sources that payloads are read from.
fn read(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let done = Run::new(&[&["inspect", "--format", "json"], arguments].concat()).within(folder.path()).done();
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    let payloads = report["payloads"].as_array().expect("it is a list");
    payloads.iter().map(|payload| payload["source"].as_str().expect("it has a name").replace('\\', "/")).collect()
}

#[test]
fn an_error_in_the_settings_names_its_place_and_what_would_be_right() {
    let cases: &[(&str, &str)] = &[
        ("time-zone = \"Mars\"", "chathook.toml:1:13: expected an IANA name"),
        ("\nfail-on = \"all\"", "chathook.toml:2:11: expected error, warning, note or never"),
        ("fail-on = 3", "chathook.toml:1:11: expected a string, found a number"),
        ("faul-on = \"note\"", "chathook.toml:1:1: there is no key `faul-on` here; did you mean `fail-on`?"),
        ("time_zone = \"UTC\"", "chathook.toml:1:1: there is no key `time_zone` here; did you mean `time-zone`?"),
        (
            "strict = true",
            "chathook.toml:1:1: there is no key `strict` here; the keys are: time-zone, fail-on, exclude, ",
        ),
        ("[level]", "chathook.toml:1:2: there is no key `level` here; did you mean `levels`?"),
        ("levels = \"strict\"", "chathook.toml:1:10: expected a table, found a string"),
        (
            "[paths]\nglob = \"a\"",
            "chathook.toml:1:1: expected an array of tables, each below [[paths]], found a table",
        ),
        ("exclude = 3", "chathook.toml:1:11: expected a string, or an array of strings, found a number"),
        ("exclude = [\"a\", 3]", "chathook.toml:1:17: expected a string, found a number"),
        ("[levels]\nunlikely-event = true", "chathook.toml:2:18: expected a string, found a boolean"),
        (
            "[levels]\nunlikely_event = \"note\"",
            "chathook.toml:2:1: there is no such code; did you mean `unlikely-event`?",
        ),
        ("exclude = [\"a\", \"{b\"]", "chathook.toml:1:17: "),
        (
            "[levels]\nunknown-feld = \"error\"",
            "chathook.toml:2:1: there is no such code; did you mean `unknown-field`?",
        ),
        ("[levels]\nunknown-field = \"bad\"", "chathook.toml:2:17: the levels are: "),
        (
            "[levels]\ninvalid-json = \"ignore\"",
            "chathook.toml:2:16: `invalid-json` says that something could not be read",
        ),
        (
            "[[paths]]\nglob = \"a\"\nvendor = \"nobody\"",
            "chathook.toml:3:10: there is no such vendor; the vendors are: ",
        ),
        (
            "[[paths]]\nglob = \"a\"\nvendor = \"acquir\"",
            "chathook.toml:3:10: there is no such vendor; did you mean `acquire`?",
        ),
        ("extensions = \"*.log\"", "chathook.toml:1:14: expected the ending of a name, such as log"),
        ("extensions = [\"log\", \"a/b\"]", "chathook.toml:1:22: expected the ending of a name, such as log"),
        ("extensions = \".\"", "chathook.toml:1:14: expected the ending of a name, such as log"),
        ("[[paths]]\nglob = \"a\"\nat = \"body\"", "chathook.toml:3:6: expected "),
        ("[[paths]]\nglob = \"a\"\nat = [\"/body\", \"x\"]", "chathook.toml:3:16: expected "),
        ("[[paths]]\nglob = \"a\"\nfrom = \"xml\"", "chathook.toml:3:8: expected json, log or csv"),
        ("[[paths]]\nglob = \"a\"\nfindings = [\"wrong\"]", "chathook.toml:3:13: there is no such code"),
        ("[[paths]]\nvendor = \"comm100\"", "chathook.toml:1:1: the key `glob` is missing"),
        ("a = [", "chathook.toml:1:"),
    ];
    for (settings, message) in cases {
        let folder = repository("bad-settings", &[("chathook.toml", settings), ("a.json", RIGHT)]);
        for command in [&["validate", "a.json"][..], &["config"], &["a.json"]] {
            let done = run(&folder, command).exits_with(2);
            assert!(done.err.contains(message), "{settings}: {}", done.err);
            assert_eq!(done.out, "");
        }
        run(&folder, &["--isolated", "a.json"]).exits_with(0);
    }
}

#[test]
fn a_list_of_one_need_not_be_a_list() {
    let wrapped = r#"{"body": {"event": "online", "operator_id": 1}, "spare": {"event": "away", "operator_id": 2}}"#;
    let files = &[("a.txt", wrapped), ("drafts/b.txt", "no"), ("c.wrong.txt", WRONG)];
    let folder = repository("one", files);
    let settings = |list: &dyn Fn(&str) -> String| {
        format!(
            "exclude = {}\nextensions = {}\n[[paths]]\nglob = \"a.txt\"\nat = {}\n[[paths]]\nglob = \"*.wrong.txt\"\nfindings = {}\n",
            list("drafts/"),
            list("txt"),
            list("/body"),
            list("wrong-type"),
        )
    };
    for list in [&(|word: &str| format!("{word:?}")) as &dyn Fn(&str) -> String, &|word| format!("[{word:?}]")] {
        fs::write(format!("{}/chathook.toml", folder.path()), settings(list)).expect("a file can be written");
        run(&folder, &["validate", "."]).exits_with(0).says("2 payloads, 2 clean");
        assert_eq!(read(&folder, &["."]), ["./a.txt", "./c.wrong.txt"]);
        run(&folder, &["config"]).exits_with(0).says("a.txt  at = /body");
    }
}

#[test]
fn the_nearest_settings_upward_hold_and_the_command_line_wins() {
    let settings = "fail-on = \"warning\"\n[levels]\nunknown-field = \"warning\"\n";
    let folder = repository("settings", &[("chathook.toml", settings), ("deep/er/a.json", UNKNOWN), ("b.toml", "")]);
    let deep = format!("{}/deep/er", folder.path());
    run(&folder, &["validate", "deep"]).exits_with(1);
    Run::new(&["validate", "a.json"]).within(&deep).done().exits_with(1);
    Run::new(&["validate", "--fail-on", "error", "a.json"]).within(&deep).done().exits_with(0);
    Run::new(&["validate", "--level", "unknown-field=note", "a.json"]).within(&deep).done().exits_with(0);
    Run::new(&["validate", "--isolated", "a.json"]).within(&deep).done().exits_with(0);
    Run::new(&["validate", "--config", "../../b.toml", "a.json"]).within(&deep).done().exits_with(0);
    Run::new(&["config"]).within(&deep).done().exits_with(0).says("../../chathook.toml").says("unknown-field=warning");
    run(&folder, &["validate", "--config", "none.toml", "deep"]).exits_with(2).complains("none.toml");
}

#[test]
fn what_is_hidden_ignored_or_excluded_is_left_out_of_a_folder() {
    let files: &[(&str, &str)] = &[
        (".gitignore", "build/\n"),
        (".hidden/a.json", RIGHT),
        (".b.json", RIGHT),
        ("build/c.json", RIGHT),
        ("drafts/d.json", RIGHT),
        ("e.json", RIGHT),
        ("f.tmp.json", RIGHT),
        ("g.log", RIGHT),
        ("sub/drafts/h.json", RIGHT),
    ];
    let folder = repository("left-out", files);
    fs::create_dir(format!("{}/.git", folder.path())).expect("a folder can be made");
    assert_eq!(read(&folder, &["."]), ["./drafts/d.json", "./e.json", "./f.tmp.json", "./sub/drafts/h.json"]);
    assert_eq!(read(&folder, &["--exclude", "/drafts", "."]), ["./e.json", "./f.tmp.json", "./sub/drafts/h.json"]);
    assert_eq!(read(&folder, &["--exclude", "drafts/", "--exclude", "*.tmp.json", "."]), ["./e.json"]);
    // As in .gitignore, a later pattern may take out of those before it.
    let but_one = ["--exclude", "*.json", "--exclude", "!f.tmp.json", "."];
    assert_eq!(read(&folder, &but_one), ["./f.tmp.json"]);
    assert_eq!(read(&folder, &["--exclude", "!f.tmp.json", "--exclude", "*.json", "."]), [""; 0]);
    assert_eq!(read(&folder, &["--no-ignore", "."]).len(), 7);
    // What is named is read, whatever it is.
    assert_eq!(read(&folder, &["build/c.json", ".b.json", "g.log", ".hidden"]).len(), 4);
    let excluded = ["--exclude", "drafts/", "drafts/d.json", "sub/drafts"];
    assert_eq!(read(&folder, &excluded), ["drafts/d.json", "sub/drafts/h.json"]);
    assert_eq!(read(&folder, &[&["--force-exclude", "e.json"], &excluded[..]].concat()), ["e.json"]);

    let settings = "exclude = [\"drafts/\"]\nextensions = [\".log\"]\n";
    fs::write(format!("{}/chathook.toml", folder.path()), settings).expect("a file can be written");
    assert_eq!(read(&folder, &["."]), ["./e.json", "./f.tmp.json", "./g.log"]);
    run(&folder, &["config"]).exits_with(0).says("json, jsonl, ndjson, log").says("line 2");
    let within = format!("{}/sub", folder.path());
    Run::new(&["validate", "."]).within(&within).done().exits_with(3).complains("no .json, .jsonl, .ndjson or .log");
}

#[test]
fn a_row_says_what_its_files_are() {
    let settings = r#"
        [[paths]]
        glob = "comm100/**"
        expect = "comm100"

        [[paths]]
        glob = "*.status.json"
        event = "comm100/online"
    "#;
    let bare = r#"{"operator_id": 1}"#;
    let files = &[("chathook.toml", settings), ("a.status.json", bare), ("b.json", bare), ("comm100/a.json", RIGHT)];
    let folder = repository("rows", files);
    run(&folder, &["validate", "a.status.json", "comm100"]).exits_with(0);
    run(&folder, &["validate", "b.json"]).exits_with(1);
    let piped = |name: &str| Run::new(&["validate", "--stdin-name", name]).within(folder.path()).input(bare).done();
    piped("x.status.json").exits_with(0);
    piped("x.json").exits_with(1);
    let acquire = r#"{"event": "CHAT_ON_CLOSE", "id": "1"}"#;
    let expected =
        Run::new(&["validate", "--stdin-name", "comm100/z.json"]).within(folder.path()).input(acquire).done();
    expected.exits_with(1).says("unexpected-event");
}

#[test]
fn a_fixture_that_is_meant_to_be_wrong_gives_what_is_named_and_nothing_else() {
    let settings = "[[paths]]\nglob = \"wrong/\"\nfindings = [\"wrong-type\"]\n";
    let other =
        r#"{"event": "chat_started", "visitor": {"id": "7d2f", "chat_id": "c41e", "visits": "nine", "email": "x"}}"#;
    let files = &[
        ("chathook.toml", settings),
        ("wrong/as_meant.json", WRONG),
        ("wrong/right.json", RIGHT),
        ("wrong/more.json", other),
        ("wrong/noted.json", &WRONG.replace("{\"event\"", "{\"shoe_size\": 1, \"event\"")),
    ];
    let folder = repository("meant", files);
    run(&folder, &["validate", "wrong/as_meant.json"]).exits_with(0).says("1 payload, 1 clean");
    run(&folder, &["validate", "wrong/noted.json"]).exits_with(0);
    let piped = |input: &str| {
        let arguments = ["validate", "--stdin-name", "wrong/new.json"];
        Run::new(&arguments).within(folder.path()).input(input).done()
    };
    piped(WRONG).exits_with(0);
    // It is about the file as a whole, of which no line is shown.
    let place = "did not occur\n --> wrong/new.json:1:1\n  |\n  = help: ";
    piped(RIGHT).exits_with(1).says("missing-finding").says(place);
    run(&folder, &["validate", "wrong/right.json"]).exits_with(1).says("missing-finding").says("wrong-type");
    let done = run(&folder, &["validate", "-f", "concise", "wrong/more.json"]).exits_with(1);
    assert!(done.out.contains("error[invalid-email]") && !done.out.contains("wrong-type"), "{}", done.out);
    // Only `validate` holds them to it.
    run(&folder, &["wrong/as_meant.json"]).exits_with(1).says("wrong-type");
    for format in ["json", "sarif", "junit", "github", "gitlab", "concise", "human"] {
        let done = run(&folder, &["validate", "-f", format, "wrong/right.json"]).exits_with(1);
        assert!(done.out.contains("wrong-type"), "{format}: {}", done.out);
    }
    let given = ["validate", "--expect-finding", "wrong-type", "--expect-finding", "invalid-email", "wrong/more.json"];
    run(&folder, &given).exits_with(0);
    run(&folder, &given[..3].iter().chain(&["wrong/more.json"]).copied().collect::<Vec<_>>()).exits_with(1);
}

#[test]
fn what_a_baseline_knows_fails_nothing_and_what_is_new_does() {
    let two = format!("{WRONG}\n{WRONG}\n");
    let folder = repository("baseline", &[("old/a.json", &two), ("old/b.json", RIGHT)]);
    run(&folder, &["validate", "old"]).exits_with(1);
    run(&folder, &["validate", "--write-baseline", "known.json", "old"]).exits_with(0);
    let written = fs::read_to_string(format!("{}/known.json", folder.path())).expect("it was written");
    assert_eq!(
        written,
        "{\"version\":1,\"findings\":[\n\
         {\"source\":\"old/a.json\",\"code\":\"absent-fields\",\"pointer\":\"/event\",\"count\":2},\n\
         {\"source\":\"old/a.json\",\"code\":\"wrong-type\",\"pointer\":\"/visitor/visits\",\"count\":2}\n]}\n"
    );
    let known = ["validate", "--baseline", "known.json", "old"];
    run(&folder, &known).exits_with(0).says("3 payloads, 3 clean\n");
    // From elsewhere, and where lines moved, they are the same.
    fs::write(format!("{}/old/a.json", folder.path()), format!("\n\n{two}")).expect("a file can be written");
    let within = format!("{}/old", folder.path());
    Run::new(&["validate", "--baseline", "../known.json", "."]).within(&within).done().exits_with(0);
    fs::write(format!("{}/old/a.json", folder.path()), format!("{two}{WRONG}")).expect("a file can be written");
    run(&folder, &known).exits_with(1).says("1 error");
    fs::write(format!("{}/old/c.json", folder.path()), WRONG).expect("a file can be written");
    run(&folder, &[&known[..3], &["old/c.json"]].concat()).exits_with(1);

    run(&folder, &["validate", "--baseline", "none.json", "old"]).exits_with(3).complains("none.json");
    run(&folder, &["validate", "--baseline", "old/b.json", "old"]).exits_with(3).complains("not a baseline");
    run(&folder, &["validate", "--write-baseline", "old/b.json", "old"]).exits_with(2);
    // A payload with more findings than are shown is known as a whole.
    let many = format!(
        "{{\"event\":\"online\",\"operator_id\":1{}}}",
        (0..300).map(|n| format!(",\"k{n}\":1")).collect::<Vec<_>>().concat()
    );
    let folder = repository("large-baseline", &[("a.json", &many)]);
    run(&folder, &["validate", "--write-baseline", "known.json", "a.json"]).exits_with(0);
    run(&folder, &["validate", "--fail-on", "note", "--baseline", "known.json", "a.json"]).exits_with(0);
}

#[test]
fn settings_that_are_no_text_are_named() {
    let folder = Folder::new("settings-no-text");
    folder.file("chathook.toml", b"time-zone = \"UTC\"\nexclude = \"\xff\"\n");
    let done = run(&folder, &["config"]).exits_with(2);
    assert_eq!(done.err, "chathook.toml:2:12: this is not UTF-8, as TOML is\n");
}
