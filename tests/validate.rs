//! What `validate` lets through and what it does not, as its options say.

use std::collections::BTreeMap;
use std::fs;

use chathook::describe::Vendor;
use chathook::vendors::VENDORS;
use serde_json::Value;

use crate::support::{Folder, Run};

const ON: &str = r#"{"event":"online","operator_id":1}"#;

/// A payload with an error, a warning and a note, each of its own code.
const MIXED: &str = r#"{"event":"chat_started","visitor":{"id":"v","visits":"9","email":"none","plan":"gold"}}"#;

const MIXED_SUMMARY: &str = "1 payload, 0 clean: 1 error, 1 warning, 1 note";

/// How a run on some input ends: the exit code, the findings as `severity[code]`, and the summary.
fn verdict(arguments: &[&str], input: &str) -> (i32, Vec<String>, String) {
    // The payloads here are as short as can be.
    let always = ["validate", "--format", "concise", "--level", "absent-fields=ignore"];
    let done = Run::new(&[&always, arguments].concat()).input(input).done();
    let finding = |line: &str| {
        let (_, rest) = line.split_once(": ")?;
        Some(format!("{}]", rest.split_once("]:")?.0))
    };
    let summary = done.err.lines().last().unwrap_or_default().to_owned();
    (done.code.expect("it ends by itself"), done.out.lines().filter_map(finding).collect(), summary)
}

#[track_caller]
fn check(arguments: &[&str], input: &str, code: i32, findings: &[&str]) {
    let (ended, found, _) = verdict(arguments, input);
    assert_eq!((ended, found), (code, findings.iter().map(|it| (*it).to_owned()).collect()), "{arguments:?} {input}");
}

#[test]
fn nothing_passes_in_silence() {
    let folder = Folder::new("silence");
    let empty = folder.file("empty/readme.txt", "");
    let empty = empty.trim_end_matches("/readme.txt");
    let cut = folder.file("cut.json.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
    for (arguments, code) in [(["missing.json"], 3), (["*.json"], 3), ([empty], 3), ([cut.as_str()], 3)] {
        let (ended, _, summary) = verdict(&arguments, "");
        assert_eq!(ended, code, "{arguments:?}");
        assert_eq!(summary, "1 source could not be read");
    }
    for input in ["", " \n", "[]", "\u{feff}", "garbage", "{\"event\":\"online\",", "{} garbage", "null", "{}"] {
        let (ended, found, _) = verdict(&[], input);
        assert!(ended == 1 && found.iter().any(|it| it.starts_with("error[")), "{input:?}: {found:?}");
    }
    check(&[], &format!("{ON} garbage"), 1, &["error[trailing-data]"]);
    check(&[], &format!("{ON}\n{ON}\n{{\"event\":\"on"), 1, &["error[invalid-json]"]);
}

#[test]
fn the_run_fails_at_the_severity_that_the_user_names() {
    let warning = r#"{"event":"chat_started","visitor":{"id":"v","email":"none"}}"#;
    let note = r#"{"event":"online","operator_id":1,"x":1}"#;
    let error = r#"{"event":"online"}"#;
    for (arguments, codes) in [
        (&[][..], [1, 0, 0, 0]),
        (&["--strict"], [1, 1, 0, 0]),
        (&["--fail-on", "warning"], [1, 1, 0, 0]),
        (&["--fail-on", "note"], [1, 1, 1, 0]),
        (&["--fail-on", "never"], [0, 0, 0, 0]),
        (&["--only-errors", "--strict"], [1, 1, 0, 0]),
        (&["--max-findings", "0", "--strict"], [1, 1, 0, 0]),
    ] {
        let ended = [error, warning, note, ON].map(|input| verdict(arguments, input).0);
        assert_eq!(ended, codes, "{arguments:?}");
    }
    assert_eq!(verdict(&["--strict", "--fail-on", "error"], ON).0, 2);
}

#[test]
fn levels_say_how_bad_a_code_is() {
    let all = ["error[wrong-type]", "warning[invalid-email]", "note[unknown-field]"];
    check(&[], MIXED, 1, &all);
    check(&["--level", "unknown-field=error"], MIXED, 1, &[all[0], all[1], "error[unknown-field]"]);
    check(&["--level", "wrong-type=note"], MIXED, 0, &["note[wrong-type]", all[1], all[2]]);
    check(&["--level", "wrong-type=warning", "--strict"], MIXED, 1, &["warning[wrong-type]", all[1], all[2]]);
    check(&["--level", "wrong-type=ignore"], MIXED, 0, &all[1..]);
    check(
        &["--level", "wrong-type=ignore", "--level", "invalid-email=ignore", "--level", "unknown-field=ignore"],
        MIXED,
        0,
        &[],
    );
    check(&["--level", "empty-input=note"], "", 0, &["note[empty-input]"]);
    for level in
        ["wrong-type", "wrong-type=bad", "=error", "no-such-code=error", "invalid-json=ignore", "no-payload=ignore"]
    {
        assert_eq!(verdict(&["--level", level], ON).0, 2, "{level}");
    }
    let done = Run::new(&["validate", "--level", "wrong-typ=error"]).input(ON).done().exits_with(2);
    done.complains("did you mean `wrong-type`?");
    let many = format!("{MIXED}\n{MIXED}");
    let summary = verdict(&["--level", "wrong-type=ignore"], &many).2;
    assert_eq!(summary, "2 payloads, 0 clean: 2 warnings, 2 notes");
}

/// A zone is assumed for all payloads of a run, and so it is said once, unless the user asks for more.
#[test]
fn an_assumed_zone_is_mentioned_once_unless_it_matters() {
    let closed = "{\"id\":\"1\",\"date_created\":\"2024-05-01 10:00:00\",\"event\":\"CHAT_ON_CLOSE\"}\n".repeat(3);
    check(&[], &closed, 0, &["note[assumed-time-zone]"]);
    check(&["--time-zone", "UTC"], &closed, 0, &[]);
    check(&["--level", "assumed-time-zone=error"], &closed, 1, &["error[assumed-time-zone]"; 3]);
    assert_eq!(verdict(&["--only-errors"], &closed).2, "3 payloads, 3 clean: 1 note (1 not shown)");
}

#[test]
fn what_is_not_shown_is_counted_all_the_same() {
    check(&["--only-errors"], MIXED, 1, &["error[wrong-type]"]);
    check(&["--max-findings", "1"], MIXED, 1, &["error[wrong-type]"]);
    check(&["--max-findings", "0"], MIXED, 1, &[]);
    for (arguments, hidden) in [
        (&["--only-errors"][..], " (2 not shown)"),
        (&["--max-findings", "2"], " (1 not shown)"),
        (&["--max-findings", "0"], " (3 not shown)"),
        (&["--max-findings", "3"], ""),
        (&["--max-findings", "1", "--only-errors"], " (2 not shown)"),
    ] {
        assert_eq!(verdict(arguments, MIXED).2, format!("{MIXED_SUMMARY}{hidden}"), "{arguments:?}");
    }
    let many = format!("{MIXED}\n").repeat(4);
    let worst_last = r#"{"event":"chat_started","visitor":{"id":"v","plan":"gold","email":"none","visits":"9"}}"#;
    check(&["--max-findings", "1"], worst_last, 1, &["error[wrong-type]"]);
    check(&["--max-findings", "2"], worst_last, 1, &["warning[invalid-email]", "error[wrong-type]"]);
    let odd = r#"{"event":"chat_started","visitor":{"id":"v","plan":"gold","email":"none"}}"#;
    check(&["--only-errors", "--strict"], odd, 1, &["warning[invalid-email]"]);
    check(
        &["--max-findings", "4"],
        &many,
        1,
        &["error[wrong-type]", "warning[invalid-email]", "note[unknown-field]", "error[wrong-type]"],
    );
}

/// A payload with more findings than are kept says the same in its summary, whatever the user wants to see of it.
#[test]
fn the_summary_does_not_depend_on_what_is_shown() {
    let keys: Vec<String> = (0..200).map(|number| format!("\"k{number}\":1")).collect();
    let input = format!(
        "{{\"id\":\"1\",\"date_created\":\"2024-05-01 10:00:00\",{},\"usres\":1,\"event\":\"CHAT_ON_CLOSE\"}}\n",
        keys.join(",")
    );
    let input = input.repeat(2);
    let whole = "2 payloads, 0 clean: 2 warnings, 401 notes";
    for arguments in
        [&[][..], &["--only-errors"], &["--max-findings", "0"], &["--max-findings", "150"], &["--max-findings", "1000"]]
    {
        let (_, found, summary) = verdict(arguments, &input);
        let hidden = 403 - found.len();
        let shown = if hidden > 0 { format!("{whole} ({hidden} not shown)") } else { whole.to_owned() };
        assert_eq!(summary, shown, "{arguments:?}");
    }
    assert_eq!(verdict(&["--max-findings", "1000"], &input).1.len(), 403);
}

/// Where there is no room for all findings, the worst are shown, and so is the zone that was assumed.
#[test]
fn the_worst_findings_are_shown() {
    let keys: Vec<String> = (0..120).map(|number| format!("\"k{number}\":1")).collect();
    let keys = keys.join(",");
    let odd = format!("{{\"event\":\"chat_started\",{keys},\"visitor\":{{\"id\":\"v\",\"email\":\"none\"}}}}");
    for arguments in [&[][..], &["--strict"], &["--max-findings", "1"]] {
        let (_, found, _) = verdict(arguments, &odd);
        assert!(found.contains(&"warning[invalid-email]".to_owned()), "{arguments:?}: {found:?}");
    }
    let local = format!("{{\"id\":\"1\",{keys},\"date_created\":\"2024-05-01 10:00:00\",\"event\":\"CHAT_ON_CLOSE\"}}");
    let (_, found, _) = verdict(&[], &local);
    assert!(found.contains(&"note[assumed-time-zone]".to_owned()), "{found:?}");
}

#[test]
fn what_is_expected_is_demanded() {
    let unexpected = &["error[unexpected-event]"][..];
    check(&["--expect", "comm100"], ON, 0, &[]);
    check(&["--expect", "comm100/online"], ON, 0, &[]);
    check(&["--expect", "online"], ON, 0, &[]);
    check(&["--expect", "away"], ON, 1, unexpected);
    check(&["--expect", "comm100/away"], ON, 1, unexpected);
    check(&["--expect", "acquire"], ON, 1, unexpected);
    check(&["--expect", "acquire/CHAT_ON_CLOSE"], ON, 1, unexpected);
    let spelled = r#"{"event":"chat_wraped_up","chat_id":"c","wrapup":{"category":"Sales"}}"#;
    check(&["--expect", "comm100/chat_wrapped_up"], spelled, 0, &[]);
    let unknown = r#"{"event":"order.paid","total":1}"#;
    check(&["--expect", "comm100"], unknown, 1, &["error[unknown-vendor]", "error[unexpected-event]"]);
    let undescribed = r#"{"event":"chat_strated","visitor":{"id":"v"}}"#;
    check(&["--expect", "comm100"], undescribed, 1, &["error[unknown-event]"]);
    check(&["--expect", "comm100", "--level", "unexpected-event=ignore"], ON, 0, &[]);
    let cut = r#"{"event":"online","#;
    check(&["--expect", "comm100"], cut, 1, &["error[invalid-json]"]);
    check(&["--expect", "acquire"], cut, 1, &["error[unexpected-event]", "error[invalid-json]"]);
    for wrong in ["nobody", "comm100/chat_strated", "comm100/CHAT_ON_CLOSE"] {
        assert_eq!(verdict(&["--expect", wrong], ON).0, 2, "{wrong}");
    }
    let done = Run::new(&["validate", "--expect", "acquire"]).input(ON).done().exits_with(1);
    done.says("<stdin>:1:10 at /event").says("expected an event of acquire, found comm100/online");
}

#[test]
fn what_a_path_says_is_demanded() {
    let folder = Folder::new("paths");
    let closed = r#"{"id":"1","event":"CHAT_ON_CLOSE"}"#;
    let case = r#"{"event":"case:status","data":{"caseId":1}}"#;
    let requested = r#"{"event":"chat_requested","visitor":{"id":"v"}}"#;
    for (path, content, is_right) in [
        ("comm100/online.json", ON, true),
        ("Comm100/ONLINE.json", ON, true),
        ("comm100/online.2.json", ON, true),
        ("comm100/online-broken.json", ON, true),
        ("comm100/online2.json", ON, true),
        ("comm100/away.json", ON, false),
        ("comm100/onlineBroken.json", ON, true),
        ("comm100/online/away.json", ON, true),
        ("comm100/anything.json", ON, true),
        ("comm100/anything.json", closed, false),
        ("comm100/away/1.json", ON, false),
        ("comm100/online/1.json", ON, true),
        ("comm100/online/old/1.json", ON, true),
        ("comm100/chat_requested.json", requested, true),
        ("comm100/chat_request.json", requested, true),
        ("comm100/chat_started.json", requested, false),
        ("acquire/comm100/online.json", ON, true),
        ("comm100/acquire/online.json", ON, false),
        ("acquire/CHAT_ON_CLOSE.json", closed, true),
        ("acquire/chat-on-close_full.json", closed, true),
        ("acquire/CHAT_ON_START.json", closed, false),
        ("acquire/case-status.json", case, true),
        ("acquire/case_status.closed.json", case, true),
        ("elsewhere/online.json", ON, false),
    ] {
        let file = folder.file(path, content);
        let (code, found, _) = verdict(&["--expect-path", &file], "");
        let is_met = !found.contains(&"error[unexpected-event]".to_owned());
        assert_eq!((is_met, code), (is_right, i32::from(!is_right)), "{path}: {found:?}");
        fs::remove_file(file).expect("it can be removed");
    }
    check(&["--expect-path", "--stdin-name", "x/comm100/away.json"], ON, 1, &["error[unexpected-event]"]);
    check(&["--expect-path"], ON, 1, &["error[unexpected-event]"]);
    Run::new(&["validate", "--expect-path", "samples"]).done().exits_with(0);
    assert_eq!(verdict(&["--expect-path", "--expect", "comm100"], ON).0, 2);
}

#[test]
fn report_files_never_overwrite_what_is_read() {
    let folder = Folder::new("overwrite");
    let file = folder.file("payload.json", ON);
    let done = Run::new(&["validate", "--report", &format!("json={file}"), &file]).done().exits_with(2);
    done.complains("--report would overwrite");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), ON);
    let twice = format!("{}/report", folder.path());
    let (json, sarif) = (format!("json={twice}"), format!("sarif={}/./report", folder.path()));
    Run::new(&["validate", "--report", &json, "--report", &sarif, &file])
        .done()
        .exits_with(2)
        .complains("two of --report name the same file");
    let nowhere = format!("json={file}/no/folder/report");
    Run::new(&["validate", "--report", &nowhere, &file]).done().exits_with(3).complains("/no/folder");
    let made = format!("{}/made/for/it/report.json", folder.path());
    Run::new(&["validate", "--report", &format!("json={made}"), &file]).done().exits_with(0);
    assert!(fs::exists(&made).expect("it can be asked"));
    for report in ["json", "json=", "json=-", "nothing=file"] {
        Run::new(&["validate", "--report", report, &file]).done().exits_with(2);
    }
}

/// Where nobody reads what is written, the exit code says what there is to say, and the reports are whole.
#[test]
#[cfg(unix)]
fn a_closed_pipe_hides_no_failure() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("closed");
    let many = folder.file("many.ndjson", format!("{MIXED}\n").repeat(2000));
    let clean = folder.file("clean.json", ON);
    let report = format!("{}/report.json", folder.path());
    for (path, options, code) in [
        (&many, &[][..], 1),
        (&many, &["--report"], 1),
        (&many, &["missing.json"], 3),
        (&many, &["--fail-on", "never"], 0),
        (&clean, &[], 0),
    ] {
        let to = format!("json={report}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_chathook"));
        command.arg("validate").args(options).env_remove("GITHUB_ACTIONS");
        if options == ["--report"] {
            command.arg(&to);
        }
        let mut child = command.arg(path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(code), "{options:?}");
        assert!(code == 3 || output.stderr.is_empty(), "{options:?}");
    }
    let report = fs::read_to_string(&report).expect("it was written");
    assert_eq!(serde_json::from_str::<Value>(&report).expect("it is whole")["summary"]["errors"], 2000);
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_costs_no_other() {
    let folder = Folder::new("full");
    let report = folder.file("report.json", "old");
    let (full, json) = ("sarif=/dev/full", format!("json={report}"));
    let done = Run::new(&["validate", "--report", full, "--report", &json]).input(MIXED).done().exits_with(3);
    done.says("error[wrong-type]").complains("cannot write: /dev/full: No space left");
    assert!(fs::read_to_string(&report).expect("it is there").contains("wrong-type"));
    let nowhere = format!("sarif={report}/no/folder/report");
    fs::write(&report, "old").expect("it can be written");
    Run::new(&["validate", "--report", &json, "--report", &nowhere]).input(MIXED).done().exits_with(3);
    assert_eq!(fs::read_to_string(&report).expect("it is there"), "old");
    assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1, "no draft is left");
}

/// A file in a folder that cannot be opened must not look like one that is right.
#[test]
#[cfg(unix)]
fn a_link_to_nothing_is_not_passed_over() {
    let folder = Folder::new("links");
    folder.file("good.json", ON);
    std::os::unix::fs::symlink("nowhere", format!("{}/bad.json", folder.path())).expect("a link can be made");
    Run::new(&["validate", folder.path()]).done().exits_with(3).complains("bad.json").says("1 payload, 1 clean");
}

#[test]
fn coverage_says_what_occurs_and_what_does_not() {
    let source = format!(
        "{ON}\n{}\n{}\n",
        r#"{"event":"chat_started","visitor":{"Id":"v","name":"","plan":1,"custom_fields":[{"id":1,"q":2},{"q":3}]}}"#,
        r#"{"event":"chat_started","visitor":{"id":"v","name":"Zoe"}}"#,
    );
    let done = Run::new(&["validate", "--format", "json", "--coverage"]).input(&source).done().exits_with(0);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    let events = report["coverage"].as_array().expect("a list");
    let event = |name: &str| events.iter().find(|event| event["event"] == name).expect("it is listed");
    let texts = |name: &str, list: &str| -> Vec<String> {
        let list = event(name)[list].as_array().expect("a list").iter();
        list.map(|it| it.as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(event("online")["payloads"], 1);
    assert_eq!(texts("online", "said"), ["/event", "/operator_id"]);
    assert_eq!(event("away")["payloads"], 0);
    assert_eq!(texts("away", "never"), ["/event", "/operator_id"]);
    let said =
        ["/event", "/visitor", "/visitor/id", "/visitor/name", "/visitor/custom_fields", "/visitor/custom_fields/-/id"];
    assert_eq!(texts("chat_started", "said"), said);
    assert_eq!(texts("chat_started", "empty"), [""; 0]);
    assert!(texts("chat_started", "never").contains(&"/visitor/email".to_owned()));
    let unknown: Vec<_> = event("chat_started")["unknown"].as_array().expect("a list").iter().collect();
    assert_eq!(unknown.len(), 2);
    assert_eq!((&unknown[0]["pointer"], &unknown[0]["count"]), (&"/visitor/custom_fields/-/q".into(), &2.into()));
    assert_eq!((&unknown[1]["pointer"], &unknown[1]["start"]["column"]), (&"/visitor/plan".into(), &55.into()));
    let broken = Run::new(&["validate", "--coverage"]).input("{\"event\":\"online\",").done().exits_with(1);
    broken.says("no documented event occurs");
    let text = Run::new(&["validate", "--coverage"]).input(&source).done().exits_with(0).says_no_more();
    let all = VENDORS.iter().find(|vendor| vendor.name == "comm100").expect("it is one of them").chat_events().count();
    text.says(&format!("comm100: 2 of {all} documented events occur")).says("2 undocumented fields");
    let concise = Run::new(&["validate", "--coverage", "--format", "concise"]).input(&source).done().exits_with(0);
    concise.complains(&format!("comm100: 2 of {all} documented events occur"));
}

/// Where an account may put any key, none is undocumented.
#[test]
fn coverage_counts_no_key_that_may_be_any() {
    let coverage = |body: &str| Run::new(&["validate", "--coverage"]).input(body).done().exits_with(0);
    coverage(
        r#"{"event":"message_created","id":1,"message_type":"incoming","conversation":{"id":2},"additional_attributes":{"plan":1}}"#,
    )
    .says("no undocumented fields");
    coverage(
        r#"{"event":"message_created","id":1,"message_type":"incoming","conversation":{"id":2,"plan":1},"additional_attributes":{}}"#,
    )
    .says("1 undocumented field");
}

/// Coverage is of the vendors that occur, or of the one that the user names.
#[test]
fn coverage_leaves_out_the_vendors_that_do_not_occur() {
    let of = |arguments: &[&str], source: &str| -> BTreeMap<String, usize> {
        let arguments =
            [&["validate", "--format", "json", "--coverage", "--level", "missing-field=note"], arguments].concat();
        let report: Value = serde_json::from_str(&Run::new(&arguments).input(source).done().out).expect("it is JSON");
        let events = report["coverage"].as_array().expect("a list").iter();
        let mut vendors = BTreeMap::new();
        for event in events {
            *vendors.entry(event["vendor"].as_str().expect("a text").to_owned()).or_default() += 1;
        }
        vendors
    };
    let all = |names: &[&str]| -> BTreeMap<String, usize> {
        let count = |vendor: &&'static Vendor| (vendor.name.to_owned(), vendor.chat_events().count());
        VENDORS.iter().filter(|vendor| names.contains(&vendor.name)).map(count).collect()
    };
    let started = r#"{"event":"chat_started","visitor":{"id":"v"}}"#;
    let closed = r#"{"event":"CHAT_ON_CLOSE","id":"7"}"#;
    assert_eq!(of(&[], ""), all(&[]));
    assert_eq!(of(&[], started), all(&["comm100"]));
    assert_eq!(of(&[], &format!("{closed}\n{started}")), all(&["comm100", "acquire"]));
    assert_eq!(of(&["--vendor", "comm100"], &format!("{closed}\n{started}")), all(&["comm100"]));
    assert_eq!(of(&["--vendor", "acquire"], started), all(&["acquire"]));
}

/// Outside payloads, a hundred findings of a source are shown, and how many more there are; whatever the format and the
/// number of threads.
#[test]
fn findings_outside_payloads_are_limited() {
    let payload = "{\"event\":\"online\",\"operator_id\":\"1\"}\n";
    let commas = |count: usize| format!("[{}{payload}]", ",".repeat(count));
    for count in [100, 101, 20_000] {
        let folder = Folder::new("outside");
        let paths = [folder.file("1.json", commas(count)), folder.file("2.json", commas(100))];
        let run = |arguments: &[&str]| Run::new(&[arguments, &[&*paths[0], &*paths[1]]].concat()).done().exits_with(1);
        let more = format!("{} error", count - 100) + if count == 101 { "" } else { "s" };
        let shown = if count == 100 { String::new() } else { format!(" ({} not shown)\n", count - 100) };
        for format in ["human", "concise", "json", "github", "gitlab", "sarif", "junit"] {
            let done = run(&["validate", "--jobs", "1", "--format", format]);
            let lists_all = matches!(format, "json" | "junit");
            assert!(lists_all || done.out.len() < 200_000, "{format}: {} bytes", done.out.len());
            assert_eq!(run(&["validate", "--jobs", "4", "--format", format]).out, done.out);
            let summary = if format == "human" { &done.out } else { &done.err };
            let errors = format!("{} errors", count + 100);
            assert!(summary.contains(&errors) && summary.contains(&shown), "{format}: {summary}");
            let is_told = match format {
                "human" | "concise" => done.out.contains(&format!("more outside payloads: {more}\n")),
                "json" => done.out.contains(&format!("\"findings\":[],\"omitted\":{}}}", count - 100)),
                "junit" => done.out.contains(&format!("not shown: {more}\n")),
                "sarif" => done.out.contains(&format!("not listed here: {} finding", count - 100)),
                _ => continue,
            };
            assert_eq!(is_told, count > 100, "{format}: {}", done.out);
        }
        let normalize = run(&["normalize", "--jobs", "1"]);
        assert_eq!(run(&["normalize", "--jobs", "4"]).err, normalize.err);
        assert_eq!(normalize.err.lines().count(), 200 + usize::from(count > 100));
        let table = run(&["--jobs", "1"]).out;
        assert!(table.contains("more outside payloads: "), "{table}");
    }
    for (most, hidden) in [("199", " (1 not shown)"), ("200", "")] {
        let some = Run::new(&["validate", "--max-findings", most]).input(commas(200)).done().exits_with(1);
        some.says(&format!("1 payload, 1 clean: 200 errors outside payloads{hidden}\n"));
    }
    let none = Run::new(&["validate", "--max-findings", "0"]).input(commas(200)).done().exits_with(1).out;
    assert_eq!(none, "1 payload, 1 clean: 200 errors outside payloads (200 not shown)\n");
}

#[test]
fn a_step_of_github_actions_has_a_summary() {
    let folder = Folder::new("step");
    let file = folder.file("summary.md", "before\n");
    let run = || Run::new(&["validate", "--stdin-name", "a|`b`.json"]).env("GITHUB_STEP_SUMMARY", &file).input(MIXED);
    run().done().exits_with(1);
    let written = fs::read_to_string(&file).expect("it is there");
    assert!(written.starts_with("before\n### chathook validate\n\n1 payload, 0 clean: 1 error"), "{written}");
    assert!(written.contains("| error | `wrong-type` | 1 | `a??b?.json:1` |"), "{written}");
    Run::new(&["validate"]).env("GITHUB_STEP_SUMMARY", folder.path()).input(MIXED).done().exits_with(3);
}
