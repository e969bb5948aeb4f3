//! The reports, read back by the rules of those who read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chathook::finding::rules::RULES;
use quick_xml::events::Event;
use serde_json::Value;

use crate::readme::sessions;
use crate::support::{Folder, Run, files, root};

/// What a report is written of: arguments, standard input, and the exit code.
const INPUTS: &[(&[&str], &str, i32)] = &[
    (&["samples"], "", 0),
    (&["tests/reports/mixed.ndjson"], "", 1),
    (&["tests/reports/mixed.ndjson", "tests/reports/mixed.ndjson", "tests/reports/mixed.ndjson"], "", 1),
    (&[], "{\n \"event\": \"chat_started\",\n \"##[error]x\": 1,\n \"::error::\": \"%0A\"\n}", 1),
    (&["samples/acquire/CHAT_ON_CLOSE.as-printed.txt"], "", 1),
    (&["tests/reports/cut.json"], "", 1),
    (&["tests/reports/empty.json"], "", 1),
    (&["tests/reports"], "", 1),
    (&["missing.json"], "", 3),
    (&["src"], "", 1),
    (&["src/render"], "", 3),
    (&[], "", 1),
    (&[], "[]", 1),
    (&[], "{\"event\":\"online\",\"operator_id\":1} garbage\u{1b}]0;x\u{7}", 1),
    (&[], "log line: {\"event\":\"\u{202e}::error::]]>\u{9b}\",\"\u{0}##[x]\":1}\n::error::x\n##[y]\n", 1),
    (&["--fail-on", "never", "tests/reports/mixed.ndjson"], "", 0),
    (&["--max-findings", "1", "tests/reports/mixed.ndjson"], "", 1),
    (&["--only-errors", "--coverage", "tests/reports/mixed.ndjson"], "", 1),
];

/// The report of each input in a format.
fn reports(format: &str) -> impl Iterator<Item = (String, String)> {
    INPUTS.iter().map(move |(arguments, input, code)| {
        let arguments = [&["validate", "--format", format], *arguments].concat();
        let done = Run::new(&arguments).input(input).done().exits_with(*code);
        assert!(!done.out.contains("##["), "a runner would take this for a command: {}", done.out);
        (format!("{arguments:?} {input:?}"), done.out)
    })
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

#[track_caller]
fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    let text = value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    assert!(!text.is_empty(), "no text at {pointer} of {value}");
    text
}

#[test]
fn reports_look_as_they_should() {
    sessions().case("tests/reports/*.md");
}

#[test]
fn the_sarif_report_is_what_the_standard_and_code_scanning_demand() {
    let schema = fs::read_to_string(root().join("tests/standards/sarif-2.1.0.json")).expect("the schema can be read");
    // The standard's pattern of a language has a bracket too many, which strict readers of patterns refuse.
    let schema = json(&schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$"));
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for (input, out) in reports("sarif") {
        let log = json(&out);
        let errors: Vec<String> = validator.iter_errors(&log).map(|error| format!("{error} at {input}")).collect();
        assert_eq!(errors, [""; 0]);
        text(&log, "/$schema");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = list(&run["tool"]["driver"]["rules"]);
        assert_eq!(rules.len(), RULES.len(), "all rules are listed: {input}");
        for rule in rules {
            for pointer in ["/id", "/shortDescription/text", "/fullDescription/text", "/help/text"] {
                assert!(text(rule, pointer).chars().count() <= 1024);
            }
        }
        for result in list(&run["results"]) {
            text(result, "/message/text");
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one");
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let place = &result["locations"][0]["physicalLocation"];
            let uri = text(place, "/artifactLocation/uri");
            let is_written = |it: char| it.is_ascii_alphanumeric() || "-._~/%".contains(it);
            assert!(!uri.starts_with('/') && uri.chars().all(is_written), "{uri}");
            let number = |name: &str| place["region"][name].as_u64().expect("a number");
            let start = (number("startLine"), number("startColumn"));
            let end = (number("endLine"), number("endColumn"));
            assert!(start >= (1, 1) && start <= end, "{place}");
        }
        let prints: Vec<&str> =
            list(&run["results"]).iter().map(|result| text(result, "/partialFingerprints/chathook~1v1")).collect();
        let is_once = input.matches("mixed").count() < 2;
        assert!(!is_once || prints.iter().collect::<BTreeSet<_>>().len() == prints.len(), "{input}");
    }
    let missing = Run::new(&["validate", "--format", "sarif", "missing.json"]).done().exits_with(3).out;
    let invocation = &json(&missing)["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(text(invocation, "/toolExecutionNotifications/0/message/text").starts_with("missing.json: "));
}

#[test]
fn the_gitlab_report_is_a_list_of_issues_that_are_told_apart() {
    for (input, out) in reports("gitlab") {
        let issues = json(&out);
        let mut prints = BTreeSet::new();
        for issue in list(&issues) {
            text(issue, "/description");
            text(issue, "/check_name");
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&text(issue, "/severity")));
            assert!(!text(issue, "/location/path").starts_with(['/', '.']));
            assert!(issue.pointer("/location/positions/begin/line").is_some_and(Value::is_u64));
            let is_new = prints.insert(text(issue, "/fingerprint"));
            assert!(is_new || input.matches("mixed").count() > 1, "{input}: {issue}");
        }
    }
}

/// Where lines are inserted above a finding, it stays the same finding.
#[test]
fn fingerprints_survive_an_inserted_line() {
    let folder = Folder::new("fingerprints");
    let payload = "{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\",\"visits\":\"9\",\"x\":1}}\n";
    let clean = "{\"event\":\"online\",\"operator_id\":1}\n";
    for (format, pointer) in [("gitlab", "/fingerprint"), ("sarif", "/partialFingerprints/chathook~1v1")] {
        let prints = |content: String| -> Vec<String> {
            let path = folder.file("payloads.ndjson", content);
            let arguments = ["validate", "--level", "absent-fields=ignore", "--format", format, &path];
            let report = json(&Run::new(&arguments).done().exits_with(1).out);
            let found = if format == "sarif" { &report["runs"][0]["results"] } else { &report };
            list(found).iter().map(|it| text(it, pointer).to_owned()).collect()
        };
        let before = prints(format!("{payload}{payload}"));
        assert_eq!(before.len(), 4);
        assert_eq!(prints(format!("\n\n{payload}{clean}{payload}")), before);
        assert_eq!(prints(format!("{payload}{payload}{payload}"))[..4], before);
    }
}

/// A test suite, with the names of its cases and what makes each fail.
#[derive(Default)]
struct Suite {
    attributes: BTreeMap<String, String>,
    cases: Vec<(BTreeMap<String, String>, Vec<String>)>,
}

fn suites(xml: &str) -> (BTreeMap<String, String>, Vec<Suite>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut totals, mut suites) = (BTreeMap::new(), Vec::<Suite>::new());
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(start) => {
                let attributes: BTreeMap<String, String> = start
                    .attributes()
                    .map(|attribute| attribute.expect("it is an attribute"))
                    .map(|it| {
                        let value = quick_xml::escape::unescape(&it.value).expect("it is escaped");
                        (it.key.as_ref().to_owned(), value.into_owned())
                    })
                    .collect();
                match start.name().as_ref() {
                    "testsuites" => totals = attributes,
                    "testsuite" => suites.push(Suite { attributes, cases: Vec::new() }),
                    "testcase" => suites.last_mut().expect("in a suite").cases.push((attributes, Vec::new())),
                    "system-out" => {}
                    fault => {
                        assert!(!attributes["message"].is_empty() && !attributes["type"].is_empty(), "{xml}");
                        let suite = suites.last_mut().expect("in a suite");
                        suite.cases.last_mut().expect("in a case").1.push(fault.to_owned());
                    }
                }
            }
            Event::Text(text) => {
                let is_allowed = |it: char| it >= ' ' || it == '\n';
                assert!(text.chars().all(is_allowed), "XML cannot carry this: {text:?}");
            }
            Event::Eof => return (totals, suites),
            _ => {}
        }
    }
}

#[test]
fn the_junit_report_has_a_case_for_each_payload_and_each_has_its_name() {
    for (input, out) in reports("junit") {
        let (totals, suites) = suites(&out);
        let cases: Vec<_> = suites.iter().flat_map(|suite| &suite.cases).collect();
        assert!(!cases.is_empty(), "a report without cases fails the job: {input}");
        let names: BTreeSet<_> = cases.iter().map(|(case, _)| (&case["classname"], &case["name"])).collect();
        assert_eq!(names.len(), cases.len(), "names collide: {input}");
        assert!(cases.iter().all(|(_, faults)| faults.len() <= 1));
        for (attributes, cases) in
            suites.iter().map(|suite| (&suite.attributes, suite.cases.iter().collect())).chain([(&totals, cases)])
        {
            let of = |kind: &str| cases.iter().filter(|(_, faults)| faults.iter().any(|it| it == kind)).count();
            let said = |name: &str| attributes[name].parse::<usize>().expect("a number");
            assert_eq!(said("tests"), cases.len());
            assert_eq!((said("failures"), said("errors")), (of("failure"), of("error")), "{input}");
        }
    }
    let count = |arguments: &[&str], code| {
        let out = Run::new(&[&["validate", "--format", "junit"], arguments].concat()).done().exits_with(code).out;
        let (totals, _) = suites(&out);
        ["tests", "failures", "errors"].map(|name| totals[name].parse::<u64>().expect("a number"))
    };
    assert_eq!(count(&["samples"], 0), [files("samples", ".json").len() as u64, 0, 0]);
    assert_eq!(count(&["tests/reports/mixed.ndjson"], 1), [3, 2, 0]);
    assert_eq!(count(&["--fail-on", "never", "tests/reports/mixed.ndjson"], 0), [3, 0, 0]);
    assert_eq!(count(&["tests/reports/cut.json"], 1), [1, 0, 1]);
    assert_eq!(count(&["tests/reports/empty.json"], 1), [1, 0, 1]);
    assert_eq!(count(&["missing.json"], 3), [1, 0, 1]);
}

/// A workflow command, as the runner reads it: its name, its properties, its message.
fn command(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, message) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let decoded = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let properties = properties.split(',').filter(|it| !it.is_empty()).map(|property| {
        let (key, value) = property.split_once('=').expect("a property has a value");
        (key.to_owned(), decoded(value))
    });
    let properties: BTreeMap<_, _> = properties.collect();
    Some((name.to_owned(), properties, decoded(message)))
}

/// The commands in a log. Nothing else in it may be taken for one.
#[track_caller]
pub(crate) fn commands(log: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    assert!(!log.contains("##[") && !log.contains("##vso["), "this would be run: {log}");
    let commands: Vec<_> = log.lines().filter_map(command).collect();
    for (name, properties, message) in &commands {
        assert!(["error", "warning", "notice"].contains(&name.as_str()), "{name}");
        assert!(!message.is_empty() && properties["title"].starts_with("chathook"), "{properties:?}: {message}");
        let number = |key: &str| properties.get(key).map(|value| value.parse::<u64>().expect("a number"));
        if let Some(line) = number("line") {
            assert!(line >= 1 && number("endLine") >= Some(line));
            let is_one_line = number("endLine") == Some(line);
            assert_eq!(number("col").is_some(), is_one_line, "columns need one line");
            assert!(number("endColumn") >= number("col") && number("col") != Some(0));
            let place = format!("{}:{line}:", properties["file"].replace('\n', "\\u{a}"));
            assert!(message.starts_with(&place), "the log names the place: {message}");
        }
    }
    commands
}

#[test]
fn the_github_report_is_commands_that_the_runner_keeps_whole() {
    for (input, out) in reports("github") {
        let commands = commands(&out);
        assert_eq!(commands.len(), out.lines().count(), "{input}");
        let is_clean = input.contains("\"samples\"") || input.contains("max-findings");
        assert!(is_clean || commands.iter().any(|(name, ..)| name != "notice"), "{input}");
    }
}

#[test]
fn file_names_are_escaped_for_the_runner() {
    let folder = Folder::new("names");
    let path = folder.file("we:ird, 100%25%0A\n::error::x.json", "{\"event\":\"online\"}");
    let done = Run::new(&["validate", "--format", "github", &path]).done().exits_with(1);
    let [(name, properties, _)] = &commands(&done.out)[..] else { panic!("one command: {}", done.out) };
    assert_eq!(name, "error");
    assert_eq!(properties["file"], path);
}

#[test]
fn paths_begin_at_the_root_of_the_job() {
    let folder = Folder::new("roots");
    let payload = "{\"event\":\"online\"}";
    let whole = folder.file("work/fixtures/a.json", payload);
    folder.file("work/tests/b.json", payload);
    let elsewhere = folder.file("elsewhere/c.json", payload);
    let (work, tests) = (format!("{}/work", folder.path()), format!("{}/work/tests", folder.path()));
    for (within, variable, argument, path) in [
        (work.as_str(), "GITHUB_WORKSPACE", "fixtures/a.json", "fixtures/a.json"),
        (&work, "GITHUB_WORKSPACE", "./fixtures/a.json", "fixtures/a.json"),
        (&work, "GITHUB_WORKSPACE", &whole, "fixtures/a.json"),
        (&tests, "GITHUB_WORKSPACE", "../fixtures/a.json", "fixtures/a.json"),
        (&tests, "CI_PROJECT_DIR", "b.json", "tests/b.json"),
        (&tests, "CI_PROJECT_DIR", &whole, "fixtures/a.json"),
        (folder.path(), "CI_PROJECT_DIR", "work/fixtures/a.json", "fixtures/a.json"),
        (&tests, "OTHER", "b.json", "b.json"),
        (&tests, "OTHER", "./b.json", "b.json"),
        (&work, "CI_PROJECT_DIR", &elsewhere, &elsewhere),
    ] {
        let run = Run::new(&["validate", "--format", "gitlab", argument]).within(within).env(variable, &work);
        let issues = json(&run.done().exits_with(1).out);
        assert_eq!(text(&issues[0], "/location/path"), path, "{within} {variable} {argument}");
    }
}

#[test]
fn what_github_does_not_show_is_counted() {
    let payload = "{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\",\"visits\":\"9\",\"x\":1}}\n";
    let arguments = ["validate", "--level", "absent-fields=ignore", "--format", "github"];
    let run = |count: usize| Run::new(&arguments).input(payload.repeat(count)).done().out;
    let count = |out: &str, name: &str| commands(out).iter().filter(|command| command.0 == name).count();
    let ten = run(10);
    assert_eq!((count(&ten, "error"), count(&ten, "notice"), ten.lines().count()), (10, 10, 20));
    let more = run(13);
    assert_eq!((count(&more, "error"), more.lines().count()), (13, 27));
    assert!(
        more.lines().last().is_some_and(|line| line.contains("::3 errors, 3 notes not shown: GitHub shows 10 ")),
        "{more}"
    );
    assert!(more.lines().last().is_some_and(|line| line.starts_with("::warning ")), "ten notices are there already");
    let cut = Run::new(&[&arguments[..], &["--max-findings", "1"]].concat()).input(payload.repeat(2)).done().out;
    assert!(cut.lines().last().is_some_and(|line| line.contains("::1 error, 2 notes not shown: ")), "{cut}");
}

#[test]
fn a_job_of_github_sees_annotations_and_the_text() {
    let run = |arguments: &[&str]| {
        let payload = "{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\",\"name\":\"##[error]##vso[x]##[y\",\"visits\":\"9\"}}\n";
        let done = Run::new(&[&["validate", "--level", "absent-fields=ignore"], arguments].concat())
            .env("GITHUB_ACTIONS", "true")
            .input(payload.repeat(12));
        done.done().exits_with(1).out
    };
    let both = run(&[]);
    assert_eq!(both.matches("error[wrong-type]: expected a whole number, found a string").count(), 12);
    assert!(both.contains("12 payloads, 0 clean: 12 errors"), "{both}");
    assert_eq!(commands(&both).len(), 11, "ten, and the line that counts the others");
    assert_eq!(commands(&run(&["--format", "human"])).len(), 0);
    assert_eq!(commands(&run(&["--format", "concise"])).len(), 0);
    assert_eq!(commands(&run(&["--format", "concise", "--stdin-name", " ::error::x"])).len(), 0);
    assert_eq!(commands(&run(&["--format", "json"])).len(), 0);
    assert_eq!(json(&run(&["--format", "json"]))["summary"]["errors"], 12);
}

#[test]
fn a_job_of_azure_sees_no_command_in_what_strangers_write() {
    let payload =
        "{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\",\"name\":\"##vso[task.complete]\",\"visits\":\"9\"}}\n";
    for arguments in
        [&["validate"][..], &["validate", "--format", "concise"], &["inspect"], &["normalize", "--lenient"]]
    {
        let log = Run::new(arguments).env("TF_BUILD", "True").input(payload).done();
        assert_eq!(commands(&(log.out + &log.err)).len(), 0, "{arguments:?}");
    }
}

/// The names of files are strangers' words, too.
#[test]
fn no_name_is_a_command_in_a_job() {
    let payload = "{\"event\":\"chat_started\",\"visitor\":{\"visits\":\"9\"}}";
    for name in ["::error::x", " ::error::x", "\u{a0}::error::x", "\u{3000}::error::x", "##[error]x", "x##[error]"] {
        for arguments in [
            &["validate", "--format", "human"][..],
            &["validate", "--format", "concise"],
            &["validate", "--format", "junit"],
            &["validate", "--format", "json"],
            &["validate", "--format", "gitlab"],
            &["validate", "--format", "sarif"],
            &["inspect"],
        ] {
            let run = Run::new(&[arguments, &["--stdin-name", name, "-", name]].concat()).env("GITHUB_ACTIONS", "true");
            let done = run.input(format!("{payload}\n{payload}")).done().exits_with(3);
            let log = format!("{}\n{}", done.out, done.err);
            assert!(!log.contains("##["), "{arguments:?} {name:?}: {log}");
            let is_command = |line: &str| line.trim_start_matches(|it: char| !it.is_ascii_graphic()).starts_with("::");
            assert!(!log.lines().any(is_command), "{arguments:?} {name:?}: {log}");
        }
    }
}

#[test]
fn the_json_report_is_whole_whatever_was_found() {
    let schema = json(&Run::new(&["schema", "report"]).done().exits_with(0).says_no_more().out);
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    // A normalized event is as deep as its payload, and too deep to be read here where it stands in a report.
    let inspected = INPUTS.iter().filter(|(arguments, ..)| arguments != &["src"]).map(|(arguments, input, _)| {
        let arguments = arguments.iter().copied().filter(|it| !it.starts_with("--") && it.len() > 1 && *it != "never");
        let arguments: Vec<&str> = ["--format", "json"].into_iter().chain(arguments).collect();
        (format!("{arguments:?}"), Run::new(&arguments).input(input).done().out)
    });
    for (input, out) in reports("json").chain(inspected) {
        let report = json(&out);
        let errors: Vec<String> = validator.iter_errors(&report).map(|error| format!("{error} at {input}")).collect();
        assert_eq!(errors, [""; 0]);
        assert_eq!(report["version"], 1, "{input}");
        let payloads = list(&report["payloads"]).iter().filter(|payload| !payload["index"].is_null()).count();
        assert_eq!(report["summary"]["payloads"], payloads, "{input}");
        assert!(out.chars().all(|it| it == '\n' || !it.is_control()) && !out.contains('\u{202e}'), "{input}");
    }
}

#[test]
fn reports_go_to_files_beside_the_text() {
    let folder = Folder::new("files");
    let path = |name: &str| format!("{}/{name}", folder.path());
    let formats = ["human", "concise", "json", "github", "gitlab", "sarif", "junit"];
    let arguments: Vec<String> =
        formats.iter().flat_map(|format| ["--report".to_owned(), format!("{format}={}", path(format))]).collect();
    let arguments: Vec<&str> =
        ["validate", "tests/reports/mixed.ndjson"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let done = Run::new(&arguments).done().exits_with(1).says("3 payloads, 1 clean").says_no_more();
    for format in formats {
        let alone = Run::new(&["validate", "--format", format, "tests/reports/mixed.ndjson"]).done().exits_with(1).out;
        assert_eq!(fs::read_to_string(path(format)).expect("it was written"), alone, "{format}");
    }
    assert_eq!(fs::read_to_string(path("human")).expect("it was written"), done.out);
}
