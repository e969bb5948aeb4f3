//! What strangers write, through every output of every command: it reaches no terminal, no log of a job and no XML as
//! anything but text, and whoever reads JSON gets it as it was written.

mod sources;

use std::{fs, thread};

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use self::sources::{NAME, TEXTS, named, of_json, sound, sources};
use crate::reports::commands;
use crate::support::{Done, Folder, Run, examine_one};

/// Who reads an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    People,
    /// In a job, people and the runner: a text, and annotations behind it.
    Both,
    Runner,
    Json,
    Csv,
    Xml,
}

impl Reader {
    fn is_program(self) -> bool {
        matches!(self, Reader::Json | Reader::Csv | Reader::Xml)
    }
}

fn reader(format: &str) -> Reader {
    match format {
        "table" | "human" | "concise" | "text" | "markdown" => Reader::People,
        "json" | "jsonl" | "gitlab" | "sarif" => Reader::Json,
        "csv" => Reader::Csv,
        "junit" => Reader::Xml,
        "github" => Reader::Runner,
        new => panic!("nobody said who reads {new}"),
    }
}

/// Where the command runs, and how it is told to.
#[derive(Clone, Copy, Debug)]
struct Setting {
    is_job: bool,
    color: &'static str,
    /// Whether a source comes by standard input.
    is_piped: bool,
}

const SETTINGS: [Setting; 3] = [
    Setting { is_job: false, color: "never", is_piped: false },
    Setting { is_job: true, color: "never", is_piped: true },
    Setting { is_job: true, color: "always", is_piped: false },
];

impl Setting {
    /// Runs the command in a folder, with these arguments and its own, and holds what it writes to what its readers must
    /// not find in it.
    #[track_caller]
    fn run(self, folder: &Folder, arguments: &[&str], input: &[u8], reader: Reader) -> Done {
        let (command, rest) = arguments.split_at(1);
        let run = Run::new(&[command, &["--color", self.color], rest].concat()).within(folder.path()).input(input);
        let done = if self.is_job { run.env("GITHUB_ACTIONS", "true") } else { run }.done();
        let what = format!("{self:?} {arguments:?}");
        assert!(matches!(done.code, Some(0..=3)), "{what}: {done:#?}");
        scan(&done.out, reader, self, &what);
        scan(&done.err, Reader::People, self, &what);
        done
    }
}

/// The colours that the command itself uses. No text holds one of these.
const COLORS: &[&str] = &["0", "1", "2", "4", "31", "32", "33", "36", "94"];

/// Holds an output to what its readers must not find in it.
#[track_caller]
fn scan(out: &str, reader: Reader, setting: Setting, what: &str) {
    let mut text = out.to_owned();
    if setting.color == "always" && !reader.is_program() {
        for color in COLORS {
            text = text.replace(&format!("\u{1b}[{color}m"), "");
        }
    }
    let is_forbidden = |it: &char| match it {
        '\n' => false,
        '\0'..=' ' => *it != ' ',
        '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => true,
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}' => reader != Reader::Json,
        _ => false,
    };
    if let Some(found) = text.chars().find(is_forbidden) {
        let line = text.lines().find(|line| line.contains(found)).unwrap_or_default();
        panic!("{what}: {found:?} in {line:?}");
    }
    if setting.is_job || reader.is_program() {
        let line = text.lines().find(|line| line.contains("##["));
        assert_eq!(line, None, "{what}: a runner would take this for a command");
    }
    let is_command = |line: &&str| line.trim_start_matches(|it: char| !it.is_ascii_graphic()).starts_with("::");
    let found = text.lines().filter(is_command).count();
    let allowed = match reader {
        Reader::Runner => text.lines().count(),
        Reader::Both if setting.is_job => text.lines().rev().take_while(is_command).count(),
        _ if setting.is_job || reader == Reader::Json => 0,
        _ => found,
    };
    assert_eq!(found, allowed, "{what}: a runner would take this for commands: {text}");
    match reader {
        Reader::Runner | Reader::Both => assert!(!setting.is_job || commands(&text).len() == found, "{what}: {text}"),
        Reader::Json => {
            let mut values = serde_json::Deserializer::from_str(&text).into_iter::<IgnoredAny>();
            assert!(values.all(|value| value.is_ok()), "{what}: {text}");
        }
        Reader::Xml => well_formed(&text),
        Reader::People | Reader::Csv => {}
    }
}

/// Holds XML to being well-formed, with no character in it, however it is written, that XML cannot carry.
#[track_caller]
fn well_formed(xml: &str) {
    use quick_xml::events::Event;
    let is_character = |it: char| it >= ' ' && !matches!(it, '\u{fffe}' | '\u{ffff}') || it == '\n';
    let check = |text: &str| assert!(text.chars().all(is_character), "XML cannot carry this: {text:?}");
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(start) | Event::Empty(start) => start.attributes().for_each(|attribute| {
                let attribute = attribute.expect("it is an attribute");
                check(&quick_xml::escape::unescape(&attribute.value).expect("it is escaped"));
            }),
            Event::Text(text) => check(&text),
            Event::GeneralRef(name) => assert!(["lt", "gt", "amp", "quot", "apos"].contains(&&*name), "{name:?}"),
            Event::End(_) | Event::Decl(_) => {}
            Event::Eof => return,
            other => panic!("the report holds no {other:?}"),
        }
    }
}

/// The formats of a command, as it lists them itself.
fn formats(command: &str) -> Vec<String> {
    let refusal = Run::new(&[command, "--format", "?"]).done().exits_with(2).err;
    let list = refusal.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']'));
    list.map_or("", |(list, _)| list).split(", ").filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The commands, as the help lists them.
fn command_names() -> Vec<String> {
    let help = Run::new(&["--help"]).done().exits_with(0).out;
    let (_, rest) = help.split_once("\nCommands:\n").expect("there are commands");
    let (list, _) = rest.split_once("\n\n").expect("more comes after them");
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(' '));
    names.filter(|(name, _)| !name.is_empty()).map(|(name, _)| name.to_owned()).collect()
}

/// In which ways a command writes what it reads, and who reads that.
fn outputs(command: &str) -> Vec<(Vec<String>, Reader)> {
    let with = |options: &[&str]| [&[command], options].concat().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let formats = formats(command);
    let of_formats = formats.iter().map(|format| (with(&["--format", format]), reader(format)));
    match command {
        "inspect" => of_formats.chain([(with(&["--all"]), Reader::People)]).collect(),
        "validate" => {
            let of_coverage = formats.iter().map(|format| (with(&["--coverage", "--format", format]), reader(format)));
            let expecting = with(&["--expect", "comm100/online"]);
            of_formats.chain(of_coverage).chain([(with(&[]), Reader::Both), (expecting, Reader::Both)]).collect()
        }
        "seats" => {
            let by = formats.iter().map(|format| (with(&["--by", "department", "--format", format]), reader(format)));
            of_formats.chain(by).chain([(with(&["--explain"]), Reader::People)]).collect()
        }
        "normalize" => [&[][..], &["--pretty"], &["--lenient"], &["--lenient", "--pretty"]]
            .map(|options| (with(options), Reader::Json))
            .to_vec(),
        // These read no payloads, only what stands on the command line.
        "explain" | "sample" | "schema" | "config" | "completions" | "man" | "help" => Vec::new(),
        new => panic!("nobody said what {new} writes"),
    }
}

/// Sends every source through every output of a command, by a name that is no better than what it holds.
fn send_all_through(command: &str) {
    let folder = Folder::new(&format!("hostile-{command}"));
    for (what, source) in sources() {
        folder.file(NAME, &source);
        for (arguments, reader) in outputs(command) {
            let outs = SETTINGS.map(|setting| {
                let path = if setting.is_piped { "-" } else { NAME };
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let arguments = [&arguments, &["--stdin-name", NAME, "--", path][..]].concat();
                let done = setting.run(&folder, &arguments, &source, reader);
                // Most of these hold no chat that has ended.
                let is_fit = matches!(done.code, Some(0 | 1)) || (command == "seats" && done.code == Some(3));
                assert!(is_fit, "{arguments:?} of {what}: {done:#?}");
                done.out
            });
            // What programs read is the same wherever it is written.
            let is_same = outs.iter().all(|out| *out == outs[0]);
            assert!(!matches!(reader, Reader::Json | Reader::Csv) || is_same, "{arguments:?} of {what}");
        }
    }
}

#[test]
fn nothing_gets_through_any_output_of_any_command() {
    thread::scope(|scope| {
        for command in command_names() {
            scope.spawn(move || send_all_through(&command));
        }
    });
}

#[test]
fn nothing_gets_through_to_a_report_in_a_file() {
    let folder = Folder::new("hostile-reports");
    let formats = formats("validate");
    let reports: Vec<String> = formats.iter().map(|format| format!("--report={format}={format}.out")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    for (what, source) in sources() {
        folder.file(NAME, &source);
        let [alone, in_job, _] = SETTINGS;
        in_job.run(&folder, &[&["validate"], reports.as_slice(), &["--", NAME]].concat(), b"", Reader::Both);
        for format in &formats {
            let report = fs::read_to_string(format!("{}/{format}.out", folder.path())).expect("it was written");
            scan(&report, reader(format), alone, &format!("{format} of {what}"));
        }
    }
}

/// A run that is to end well enough, on texts in some payload. Each line of its output is a value.
#[track_caller]
fn values(arguments: &[&str], source: &[u8]) -> Vec<Value> {
    let done = Run::new(arguments).input(source).done();
    assert!(matches!(done.code, Some(0 | 1)), "{done:#?}");
    serde_json::Deserializer::from_str(&done.out).into_iter().map(|value| value.expect("it is JSON")).collect()
}

#[test]
fn whoever_reads_json_gets_what_was_written() {
    let source = of_json(sound);
    let texts: Vec<&str> = TEXTS.iter().flat_map(|text| [*text; 2]).collect();
    let key = |text: &str| text.replace('~', "~0").replace('/', "~1");

    let events = values(&["normalize"], &source);
    assert_eq!(events.len(), texts.len());
    for (text, event) in texts.iter().zip(&events) {
        let data = json!({
            "visitor": { "id": "v", "name": text },
            "unmapped": { format!("/visitor/{}", key(text)): text, "/visitor/of": { *text: [text] } },
        });
        assert_eq!(event["data"], data);
    }
    // However a text is written, the event is the same, and so is its id.
    assert!(events.chunks(2).all(|of_text| of_text[0] == of_text[1]));
    assert_eq!(values(&["normalize", "--pretty"], &source), events);

    let inspected = &values(&["inspect", "--format", "json", "--stdin-name", NAME], &source)[0]["payloads"];
    let validated =
        &values(&["validate", "--level", "absent-fields=ignore", "--format", "json", "--stdin-name", NAME], &source)[0]
            ["payloads"];
    let runs =
        &values(&["validate", "--level", "absent-fields=ignore", "--format", "sarif", "--stdin-name", NAME], &source)
            [0]["runs"];
    let issues =
        &values(&["validate", "--level", "absent-fields=ignore", "--format", "gitlab", "--stdin-name", NAME], &source)
            [0];
    // Beside these, it is told which texts hide something.
    let of_code = |all: &Value, key: &str| -> Vec<Value> {
        all.as_array().expect("it is a list").iter().filter(|it| it[key] == "unknown-field").cloned().collect()
    };
    for (number, (text, event)) in texts.iter().zip(&events).enumerate() {
        let pointer = format!("/visitor/{}", key(text));
        assert_eq!(inspected[number]["normalized"], *event);
        assert_eq!((&inspected[number]["source"], &validated[number]["source"]), (&json!(NAME), &json!(NAME)));
        let findings = &validated[number]["findings"];
        let of_keys = findings.as_array().expect("it is a list").iter().filter(|it| it["code"] == "unknown-field");
        let of_keys: Vec<_> = of_keys.collect();
        assert_eq!(of_keys.len(), 2, "{findings}");
        assert_eq!(of_keys[0]["pointer"], pointer);
        let of_sarif = &of_code(&runs[0]["results"], "ruleId")[2 * number];
        assert_eq!(of_sarif["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], pointer);
        let of_gitlab = &of_code(issues, "check_name")[2 * number];
        assert_eq!(of_gitlab["location"]["path"], NAME);
        let description = of_gitlab["description"].as_str().unwrap_or_default();
        assert!(description.starts_with(&format!("{pointer}: ")), "{description:?}");
    }

    let inspected = &values(&["inspect", "--format", "json"], &of_json(named))[0]["payloads"];
    for (number, text) in texts.iter().enumerate() {
        assert_eq!(inspected[number]["event"], *text);
    }
}

/// Texts are looked at by chunks, so it may stand in one, across two, or behind the last.
#[test]
fn what_a_runner_would_take_for_a_command_is_found_wherever_it_stands() {
    for (before, after) in (0..40).flat_map(|before| [0, 1, 40].map(|after| (before, after))) {
        for (start, command) in [("", "##["), ("é", "##["), ("\u{9b}", "##["), ("", "##vso["), ("é#", "##vso[")] {
            let text = format!("{start}{}{command}{}", "a".repeat(before), "b".repeat(after));
            let event = examine_one(sound(&json!(text).to_string()).as_bytes()).event.expect("it is sound");
            assert!(!event.contains(command), "{event}");
            let event: Value = serde_json::from_str(&event).expect("it is JSON");
            assert_eq!(event["data"]["visitor"]["name"], text);
        }
    }
}

#[test]
fn what_is_normalized_stays_as_it_is() {
    for (what, source) in sources() {
        let once = Run::new(&["normalize", "--lenient"]).input(&source).done().out;
        let twice = Run::new(&["normalize", "--lenient"]).input(&once).done().out;
        assert_eq!(twice, once, "{what}");
    }
}

#[test]
fn what_is_rejected_is_kept_byte_for_byte() {
    let folder = Folder::new("hostile-rejects");
    let all_wrong = ["names of events", "unknown vendors", "wrong values", "half a surrogate pair"];
    for (what, source) in sources().into_iter().filter(|(what, _)| all_wrong.contains(what)) {
        let run = Run::new(&["normalize", "--rejects", "rejects"]).within(folder.path()).input(&source);
        assert_eq!(run.done().exits_with(1).out, "", "{what}");
        let kept = fs::read(format!("{}/rejects", folder.path())).expect("it was written");
        assert!(kept == source, "{what}: {}", kept.escape_ascii());
    }
}

#[test]
fn nothing_gets_through_where_a_source_cannot_be_read() {
    let folder = Folder::new("hostile-unreadable");
    folder.file(&format!("nothing/{NAME}.d/readme.txt"), "");
    let empty = format!("nothing/{NAME}.d");
    let cut = format!("{NAME}.gz");
    folder.file(&cut, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
    for (arguments, reader) in command_names().iter().flat_map(|command| outputs(command)) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let arguments = [&arguments, &["--", NAME, &empty, &cut][..]].concat();
        for setting in SETTINGS {
            let done = setting.run(&folder, &arguments, b"", reader).exits_with(3);
            assert_eq!(done.err.lines().filter(|line| line.starts_with("chathook: ")).count(), 3, "{done:#?}");
        }
    }
}

/// The options of a command that take a value, as its help lists them.
fn options(command: &str) -> Vec<String> {
    let help = Run::new(&["help", command]).done().out;
    let options = help.lines().filter_map(|line| line.trim_start().strip_prefix("--")?.split_once(" <"));
    options.map(|(name, _)| format!("--{name}")).collect()
}

#[test]
fn nothing_in_what_the_command_says_of_itself_is_taken_for_more() {
    let folder = Folder::new("hostile-own-words");
    let (commands, formats) = (command_names(), formats("explain"));
    let mut lines: Vec<_> = commands.iter().map(|command| (vec![command, "--help"], Reader::People)).collect();
    for format in &formats {
        for topic in ["findings", "event", "comm100", "CHAT_ON_CLOSE"] {
            lines.push((vec!["explain", topic, "--format", format], reader(format)));
        }
    }
    for (line, reader) in lines.iter().filter(|(line, _)| line[0] != "help") {
        for setting in SETTINGS {
            setting.run(&folder, line, b"", *reader).exits_with(0);
        }
    }
}

#[test]
fn nothing_gets_through_the_command_line() {
    let folder = Folder::new("hostile-arguments");
    // No argument holds a zero byte.
    let text = TEXTS.join("\n").replace('\0', "");
    let values = [text.clone(), format!("comm100/{text}"), format!("json={text}"), format!("{text}=error")];
    let mut lines = vec![vec![text.clone()], vec![format!("-{text}")], vec![format!("--{text}")]];
    for command in command_names() {
        lines.push(vec![command.clone(), text.clone()]);
        lines.push(vec![command.clone(), format!("--{text}")]);
        for option in options(&command) {
            lines.extend(values.iter().map(|value| vec![command.clone(), format!("{option}={value}")]));
        }
    }
    assert!(lines.len() > 150, "the help is not read as it is written: {lines:#?}");
    for line in lines {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        for setting in SETTINGS {
            let done = setting.run(&folder, &line, b"", Reader::Both);
            let takes_anything = line.get(1).is_some_and(|argument| {
                ["--stdin-name", "--exclude", "--dir"].iter().any(|option| argument.starts_with(option))
            });
            assert!(takes_anything || matches!(done.code, Some(2 | 3)), "{line:?}: {done:#?}");
        }
    }
}
