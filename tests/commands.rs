//! The command as its users meet it: arguments, streams, exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use chathook::describe::Event;
use chathook::vendors::VENDORS;

use crate::support::{Folder, Run, root};

const ON: &str = r#"{"event":"online","operator_id":1}"#;
const BROKEN: &str = r#"{"event":"online","operator_id":}"#;

#[test]
fn exit_codes_are_what_the_help_says() {
    let folder = Folder::new("codes");
    let good = folder.file("good.json", ON);
    let broken = folder.file("broken.json", BROKEN);
    let odd = folder.file("odd.json", r#"{"event":"chat_started","visitor":{"id":"v","status":99}}"#);
    let missing = format!("{}/missing.json", folder.path());
    let empty = folder.file("empty/readme.txt", "");
    let empty = empty.trim_end_matches("/readme.txt");
    for (arguments, code) in [
        (vec![good.as_str()], 0),
        (vec![&broken], 1),
        (vec![&odd], 0),
        (vec!["--fail-on", "warning", &odd], 1),
        (vec!["--fail-on", "never", &broken], 0),
        (vec![&missing], 3),
        (vec![&broken, &missing, &good], 3),
        (vec![empty], 3),
        (vec!["--no-such-flag"], 2),
        (vec!["--vendor", "acquire", "--event", "comm100/online", &good], 2),
        (vec!["--vendor", "nobody", &good], 2),
        (vec!["--event", "no_such_event", &good], 2),
        (vec!["--time-zone", "Nowhere/Town", &good], 2),
        (vec!["--max-size", "much", &good], 2),
        (vec!["--max-size", "0", &good], 2),
        (vec!["--max-size", "10", &good], 1),
        (vec!["--fail-on", "sometimes", &good], 2),
    ] {
        for command in ["inspect", "validate", "normalize"] {
            let done = Run::new(&[vec![command], arguments.clone()].concat()).done();
            assert_eq!(done.code, Some(code), "{command} {arguments:?}: {done:#?}");
        }
        assert_eq!(Run::new(&arguments).done().code, Some(code), "{arguments:?}");
    }
}

#[test]
fn standard_input_is_read_without_being_named_and_as_a_dash() {
    Run::new(&[])
        .input(ON)
        .done()
        .exits_with(0)
        .says_no_more()
        .says("<stdin>: comm100/online → agent.status_changed (clean, detected by name)");
    Run::new(&["-"]).input(ON).done().exits_with(0).says_no_more().says("<stdin>: comm100/online");
    Run::new(&["--stdin-name", "hook.json"]).input(ON).done().exits_with(0).says("hook.json: comm100/online");
    Run::new(&["validate"]).input("").done().exits_with(1).says("empty-input");
}

#[test]
fn a_source_that_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::new("unreadable");
    let good = folder.file("good.json", ON);
    let missing = format!("{}/missing.json", folder.path());
    let done = Run::new(&["normalize", &missing, &good]).done().exits_with(3).complains("missing.json");
    assert_eq!(done.out.lines().count(), 1);
    let cut = folder.file("cut.json.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
    Run::new(&["validate", &cut]).done().exits_with(3).complains("cut.json.gz");
}

#[test]
fn folders_are_searched_for_payloads() {
    let folder = Folder::new("folders");
    for name in ["b.json", "a/x.ndjson", "a/y.jsonl", "a/z.JSON", "notes.txt", "archive.tar.gz"] {
        folder.file(name, ON);
    }
    let gzip = |bytes: &[u8]| {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory can be written to");
        encoder.finish().expect("memory can be written to")
    };
    folder.file("c.ndjson.gz", gzip(ON.as_bytes()));
    let done = Run::new(&["normalize", folder.path()]).done().exits_with(0).says_no_more();
    assert_eq!(done.out.lines().count(), 5);
    let done = Run::new(&["--format", "json", folder.path()]).done().exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    let sources: Vec<&str> =
        report["payloads"].as_array().expect("a list").iter().filter_map(|it| it["source"].as_str()).collect();
    let names: Vec<&str> = sources.iter().map(|source| &source[folder.path().len() + 1..]).collect();
    assert_eq!(names, ["a/x.ndjson", "a/y.jsonl", "a/z.JSON", "b.json", "c.ndjson.gz"]);
}

#[test]
fn normalize_writes_what_is_sound_and_keeps_the_rest() {
    let folder = Folder::new("rejects");
    let rejects = folder.file("rejects", "old");
    let source = format!("{ON}\n{BROKEN}\n{{\"event\":\"nothing\",\n \"x\": 1}}\n{ON}\n");
    let done = Run::new(&["normalize", "--rejects", &rejects]).input(&source).done().exits_with(1);
    assert_eq!(done.out.lines().count(), 2);
    let done = done.complains("<stdin>:2:33: error[invalid-json]").complains("<stdin>:3:10: error[unknown-vendor]");
    done.complains("4 payloads: 2 normalized, 2 rejected");
    let kept = fs::read_to_string(&rejects).expect("the rejects can be read");
    assert_eq!(kept, format!("{BROKEN}\n{{\"event\":\"nothing\",\n \"x\": 1}}\n"));
    let again = Run::new(&["normalize", &rejects]).done().exits_with(1);
    assert_eq!(again.out, "");
    let place = format!("{}/no/such/folder", folder.path());
    Run::new(&["normalize", "--rejects", &place]).input(ON).done().exits_with(3).complains("no/such/folder");
}

#[test]
fn normalize_is_lenient_when_asked() {
    let source = r#"{"event":"chat_started","visitor":{"visits":"9","name":"Zoë",}}"#;
    let strict = Run::new(&["normalize"]).input(source).done().exits_with(1);
    assert_eq!(strict.out, "");
    let lenient = Run::new(&["normalize", "--lenient"]).input(source).done().exits_with(1);
    assert!(
        lenient.out.contains(r#""visitor":{"name":"Zoë"}"#)
            && lenient.out.contains(r#""unmapped":{"/visitor/visits":"9"}"#)
    );
    let hopeless =
        Run::new(&["normalize", "--lenient"]).input(r#"{"event":"chat_started","visitor":{"#).done().exits_with(1);
    assert_eq!(hopeless.out, "");
    let unknown = Run::new(&["normalize", "--lenient"]).input(r#"{"event":"chat_paused","visitor":{"id":"v"}}"#).done();
    assert_eq!(unknown.exits_with(1).out, "");
}

#[test]
fn pretty_events_are_the_same_events() {
    let path = "samples/acquire/CHAT_ON_CLOSE.full.json";
    let line = Run::new(&["normalize", path]).done().exits_with(0).out;
    let pretty = Run::new(&["normalize", "--pretty", path]).done().exits_with(0).out;
    assert!(pretty.starts_with("{\n  \"specversion\": \"1.0\",\n") && pretty.ends_with("\n}\n"), "{pretty}");
    assert_eq!(Run::new(&["normalize"]).input(pretty).done().exits_with(0).out, line);
}

#[test]
fn the_user_may_say_whose_payloads_these_are() {
    let nameless = r#"{"visitor":{"id":"v"}}"#;
    Run::new(&["normalize"]).input(nameless).done().exits_with(1).complains("ambiguous-event");
    let done = Run::new(&["normalize", "--event", "chat_started"]).input(nameless).done().exits_with(0);
    done.says(r#""vendorevent":"chat_started""#);
    Run::new(&["normalize", "--vendor", "acquire"]).input(ON).done().exits_with(1).complains("unknown-");
    Run::new(&["normalize", "--vendor", "comm100"]).input(ON).done().exits_with(0);
    // What the user says need not be said again.
    for name in ["", r#""event":"","#, r#""event":null,"#] {
        let nameless = format!(r#"{{{name}"visitor":{{"id":"v"}}}}"#);
        Run::new(&["normalize", "--event", "chat_started"]).input(nameless).done().exits_with(0);
    }
}

#[test]
fn an_assumed_zone_is_said_once_in_a_run() {
    let line = r#"{"id":"1","date_created":"2024-05-01 10:00:00","event":"CHAT_ON_CLOSE"}"#;
    let done = Run::new(&["validate", "--format", "concise"]).input(format!("{line}\n{line}\n")).done().exits_with(0);
    assert_eq!(done.out.matches("assumed-time-zone").count(), 1);
}

#[test]
fn normalize_says_which_zone_it_assumed_once_and_unless_it_was_told() {
    let line = r#"{"id":"1","date_created":"2024-05-01 10:00:00","event":"CHAT_ON_CLOSE"}"#;
    let done = Run::new(&["normalize"]).input(format!("{line}\n{line}\n")).done().exits_with(0);
    assert_eq!(done.err.lines().count(), 1);
    done.complains("note[assumed-time-zone]: /date_created: no time zone given; UTC is assumed");
    for zone in ["utc", "+00:00", "-0000"] {
        let done = Run::new(&["normalize", "--time-zone", zone]).input(line).done().exits_with(0).says_no_more();
        done.says(r#""assumed":{"time_zone":"UTC"}"#);
    }
    let done = Run::new(&["normalize", "--time-zone", "europe/vienna"]).input(line).done().exits_with(0);
    done.says(r#""assumed":{"time_zone":"Europe/Vienna"}"#).says("2024-05-01T08:00:00Z");
}

#[test]
fn json_output_is_json_whatever_the_input() {
    for input in
        ["", ON, BROKEN, "[]", "garbage", "\u{feff}{}", "{\"event\":\"online\",\"operator_id\":\"\u{1b}[31m\u{9b}\"}"]
    {
        for command in ["inspect", "validate"] {
            let done = Run::new(&[command, "--format", "json"]).input(input).done();
            let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
            assert_eq!(report["version"], 1);
            assert_eq!(report["tool"]["name"], "chathook");
            assert!(report["payloads"].is_array() && report["summary"]["payloads"].is_u64());
        }
    }
    let done = Run::new(&["--format", "json", "samples/comm100/chat_wrapped_up.json"]).done().exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    let payload = &report["payloads"][0];
    assert_eq!(payload["vendor"], "comm100");
    assert_eq!(payload["type"], "chat.wrapped_up");
    assert_eq!(payload["verdict"], "clean");
    assert_eq!(payload["normalized"]["data"]["visitor"]["state"], "chatting");
    let member = payload["members"].as_array().expect("a list").iter().find(|it| it["member"] == "chat.id");
    assert_eq!(member.expect("it is there")["from"], serde_json::json!(["/chat_id", "/visitor/chat_id"]));
}

/// What has a place, what is kept and what says nothing: a program can tell of each field which it is. An object that is kept
/// is kept whole.
#[test]
fn the_report_has_the_fields_without_a_value() {
    let long = "k".repeat(2000);
    let source = format!(r#"{{"event":"online","operator_id":1,"z":[],"a":{{"b":null,"c":"x"}},"{long}":""}}"#);
    let done = Run::new(&["--format", "json"]).input(source).done().exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    let cut = format!("/{}…{}", "k".repeat(499), "k".repeat(499));
    assert_eq!(report["payloads"][0]["empty"], serde_json::json!(["/z", cut]));
    let none = Run::new(&["--format", "json"]).input(r#"{"event":"online","operator_id":1}"#).done().exits_with(0);
    assert!(!none.out.contains("\"empty\""), "{}", none.out);
}

#[test]
fn a_member_that_two_values_say_comes_from_both() {
    let source = r#"{"webhook_id":"7b1e52d09c3f4a86b5d2e17f60a94c38","action":"chat_transferred","payload":{"chat_id":"QX7K2MZ0VA",
        "transferred_to":{"agent_ids":["luc@support.example","luc@support.example"]}}}"#;
    let done = Run::new(&["--format", "json"]).input(source).done().exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("the report is JSON");
    let members = report["payloads"][0]["members"].as_array().expect("an array").iter();
    let from: Vec<_> = members.filter(|it| it["member"] == "agents[0].id").map(|it| it["from"].to_string()).collect();
    assert_eq!(from, [r#"["/payload/transferred_to/agent_ids/0","/payload/transferred_to/agent_ids/1"]"#]);
}

#[test]
fn the_table_shows_every_field_with_its_meaning() {
    let done = Run::new(&["samples/comm100/chat_wrapped_up.json"]).done().exits_with(0).says_no_more();
    let text = fs::read_to_string(root().join("samples/comm100/chat_wrapped_up.json")).expect("it can be read");
    let payload: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let mut pointers = Vec::new();
    leaves(&payload, String::new(), &mut pointers);
    assert_eq!(pointers.len(), 38);
    for pointer in pointers {
        assert!(done.out.contains(&pointer), "{pointer} is not shown");
    }
    done.says("chatting").says("/visitor/status = 2").says("2020-03-17T05:10:04.084Z").says("/Date(1584421804084)/");
    let printed = Run::new(&["samples/acquire/CHAT_ON_CLOSE.as-printed.txt"]).done().exits_with(1);
    printed.says("wait_seconds").says("/users/agent/name").says("John Deo").says("CHAT_ON_CLOSE.as-printed.txt:23:10");
}

fn leaves(value: &serde_json::Value, pointer: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(key, value)| leaves(value, format!("{pointer}/{key}"), found));
        }
        serde_json::Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(index, value)| leaves(value, format!("{pointer}/{index}"), found));
        }
        _ => found.push(pointer),
    }
}

#[test]
fn a_list_stops_at_fifty_unless_all_are_asked_for() {
    let source = format!("{ON}\n").repeat(60);
    let done = Run::new(&[])
        .input(&source)
        .done()
        .exits_with(0)
        .says("… and 10 more, none of them worse (--all lists them)")
        .says("60 payloads");
    assert_eq!(done.out.matches("agent.status_changed").count() + done.out.matches("│ <stdin>:").count(), 50);
    let done = Run::new(&["--all"]).input(&source).done().exits_with(0);
    assert_eq!(done.out.matches("│ <stdin>:").count(), 60);
}

#[test]
fn what_strangers_wrote_is_shown_and_not_obeyed() {
    let hostile = "{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\",\"name\":\"\\u001b[2J\\u009b\\u202e\\u0007\u{200b}\",\"x\\u001b\":\"\u{202e}\",\"visits\":\"\\u001b\"}}";
    for arguments in [
        vec![],
        vec!["validate"],
        vec!["validate", "--format", "concise"],
        vec!["--format", "json"],
        vec!["normalize", "--lenient"],
    ] {
        let done = Run::new(&[arguments.clone(), vec!["--stdin-name", "na\u{1b}me\nx"]].concat())
            .input(hostile)
            .done()
            .exits_with(1);
        for text in [&done.out, &done.err] {
            let is_allowed = |character: char| {
                character == '\n' || (!character.is_control() && !"\u{202e}\u{200b}".contains(character))
            };
            let json = arguments.contains(&"json") || arguments.contains(&"normalize");
            let unsafe_character = text.chars().find(|it| !(is_allowed(*it) || (json && *it == '\u{200b}')));
            assert_eq!(unsafe_character, None, "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn colour_is_used_when_it_is_wanted() {
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        let run = variables.iter().fold(Run::new(arguments).input(BROKEN), |run, (name, value)| run.env(name, value));
        run.done().out.contains('\u{1b}')
    };
    assert!(!colored(&["validate"], &[]));
    assert!(colored(&["validate", "--color", "always"], &[]));
    assert!(colored(&["validate", "--color=always"], &[("NO_COLOR", "1")]));
    assert!(colored(&["validate"], &[("FORCE_COLOR", "1")]));
    assert!(colored(&["validate"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&["validate"], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&["validate"], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(colored(&["validate"], &[("FORCE_COLOR", "1"), ("NO_COLOR", "")]));
    assert!(!colored(&["validate", "--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(!colored(&["validate", "--format", "json", "--color", "always"], &[]));
}

#[test]
fn options_before_the_command_are_answered_with_where_they_belong() {
    let done = Run::new(&["--fail-on", "warning", "validate", "samples"]).done().exits_with(2);
    done.complains("put options after the command: chathook validate");
}

#[test]
fn near_misses_are_answered_with_what_was_probably_meant() {
    let done = Run::new(&["normalise"]).done().exits_with(3);
    done.complains("normalise: no such file or command; did you mean `chathook normalize`?");
    Run::new(&["help", "validat"]).done().exits_with(2).complains("a similar subcommand exists: 'validate'");
    Run::new(&["explain", "mising-field"]).done().exits_with(2).complains("did you mean `missing-field`?");
    Run::new(&["sample", "chat_ende"]).done().exits_with(2).complains("did you mean `chat_ended`?");
    let vendors: Vec<_> = VENDORS.iter().map(|vendor| vendor.name).collect();
    let known = format!("the vendors are: {}", vendors.join(", "));
    Run::new(&["--vendor", "nobody"]).done().exits_with(2).complains(&known);
    Run::new(&[]).input(r#"{"event":"chatEnds","visitor":{}}"#).done().exits_with(1).says("did you mean `chat_ended`?");
}

/// A type that follows from what is there is explained by the keys of that.
#[test]
fn a_type_that_a_field_decides_is_explained_by_the_field() {
    Run::new(&["explain", "chatwoot/conversation_updated", "--width", "200"]).done().exits_with(0).says(
        "becomes chat.transferred if there is assignee_id or assignee_agent_bot_id or team_id, otherwise chat.updated.",
    );
}

/// Events are found by a word in their name, in when they fire, or in what they become.
#[test]
fn explanations_are_searched() {
    let found =
        |arguments: &[&str]| Run::new(&[&["explain"], arguments].concat()).done().exits_with(0).says_no_more().out;
    let everywhere = found(&["--search", "Rating"]);
    for said in ["crisp/session:sync:rating", "intercom/conversation.rating.added", "rating.comment"] {
        assert!(everywhere.contains(said), "{everywhere}");
    }
    assert!(!everywhere.contains("crisp/session:set_email"), "{everywhere}");
    assert!(found(&["--search", "duplicate"]).contains("duplicate-key"));
    assert!(found(&["--search", "operator_id"]).contains("comm100/operator_id"), "only a field is called that");
    let of_vendor = found(&["crisp", "--search", "typ"]);
    assert!(of_vendor.contains("crisp/message:compose:send") && !of_vendor.contains("wrong-type"), "{of_vendor}");
    let of_type = found(&["chat.started", "--search", "conversation"]);
    assert!(of_type.contains("crisp/session:request:initiated") && !of_type.contains("chat.updated"), "{of_type}");
    Run::new(&["explain", "--search", "zebra"]).done().exits_with(2).complains("nothing says `zebra`");
    let neither = Run::new(&["explain", "visitor", "--search", "id"]).done().exits_with(2);
    neither.complains("`visitor` is neither a vendor nor a type");
}

#[test]
fn a_sample_of_a_vendor_is_one_of_each_event() {
    for vendor in VENDORS {
        let made =
            Run::new(&["sample", vendor.name, "--seed", "5", "--count", "2"]).done().exits_with(0).says_no_more().out;
        let of_event = |event: &Event| {
            let name = format!("{}/{}", vendor.name, event.name);
            let both = Run::new(&["sample", &name, "--seed", "5", "--count", "2"]).done().exits_with(0).out;
            both.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let each: Vec<_> = vendor.chat_events().map(of_event).collect();
        let expected: Vec<_> =
            [0, 1].into_iter().flat_map(|at| each.iter().map(move |both| both[at].as_str())).collect();
        assert_eq!(made.lines().collect::<Vec<_>>(), expected, "{}", vendor.name);
    }
}

#[test]
fn look_alikes_are_named_for_what_they_are() {
    for (payload, said) in [
        (r#"{"eventType":"x","EventType":"x","campaignId":"1","CampaignId":"1"}"#, "bots"),
        (r#"{"TriggerId":1,"TicketInfo":{}}"#, "ticket"),
        (r#"{"event":"chat_ended","chat":{"id":"1","end_time":"Date1536738453010"}}"#, "Zapier"),
        (r#"{"event":"chatIsWrappedUp"}"#, "subscribes"),
        (r#"{"event":"user:case-invite","data":{"caseId":"1"}}"#, "not documented"),
    ] {
        Run::new(&["validate"]).input(payload).done().exits_with(1).says("unknown-event").says(said);
    }
}

#[test]
fn a_source_is_not_overwritten_with_its_rejects() {
    let folder = Folder::new("rejects");
    let source = folder.file("in/payloads.json", BROKEN);
    let in_folder = format!("{}/in", folder.path());
    for path in [&source, &in_folder] {
        let done = Run::new(&["normalize", "--rejects", &source, path]).done().exits_with(2);
        done.complains("--rejects would overwrite");
        assert_eq!(fs::read_to_string(&source).expect("it is still there"), BROKEN);
    }
    let link = format!("{}/link.json", folder.path());
    fs::hard_link(&source, &link).expect("a file can be linked");
    Run::new(&["normalize", "--rejects", &link, &source]).done().exits_with(2);
    let mut command = Command::new(env!("CARGO_BIN_EXE_chathook"));
    command.args(["normalize", "--rejects", &source]);
    let status = command.stdin(fs::File::open(&source).expect("it is there")).stderr(Stdio::null()).status();
    assert_eq!(status.expect("the command can be started").code(), Some(2));
    assert_eq!(fs::read_to_string(&source).expect("it is still there"), BROKEN);
    // A file that is new to the folder is not read as one of its payloads.
    let rejects = format!("{in_folder}/rejects.json");
    Run::new(&["normalize", "--rejects", &rejects, &in_folder]).done().exits_with(1);
    assert_eq!(fs::read_to_string(&rejects).expect("it was written"), format!("{BROKEN}\n"));
}

#[cfg(unix)]
#[test]
fn where_nobody_hears_complaints_the_rest_is_written() {
    let sources = format!("{ON}\n{BROKEN}\n{ON}\n");
    let done = Run::new(&["normalize"]).input(sources).without_standard_error().done().exits_with(1);
    assert_eq!(done.out.lines().count(), 2);
}

#[test]
fn normalize_says_what_makes_it_fail() {
    let odd = r#"{"event":"chat_started","visitor":{"id":"v","status":99,"nick":"x"}}"#;
    for (fail_on, code, codes) in [
        ("error", 0, &[][..]),
        ("warning", 1, &["unknown-value"]),
        ("note", 1, &["absent-fields", "unknown-value", "unknown-field"]),
        ("never", 0, &[]),
    ] {
        let done = Run::new(&["normalize", "--fail-on", fail_on]).input(odd).done().exits_with(code);
        assert_eq!(done.err.lines().count(), codes.len(), "{done:#?}");
        assert!(codes.iter().all(|code| done.err.contains(code)), "{done:#?}");
        assert_eq!(done.out.lines().count(), 1);
    }
    let garbage = "x".repeat(600_000);
    let done = Run::new(&["normalize", "--fail-on", "warning"]).input(garbage).done().exits_with(1);
    assert_eq!(done.err.matches("error[").count(), 1, "{}", done.err);
}

#[test]
fn only_the_first_hundred_findings_of_a_payload_are_shown_and_the_others_counted() {
    let unknown = (0..500).map(|number| format!(",\"x{number}\":1")).collect::<Vec<_>>().concat();
    let source = format!(r#"{{"event":"online","operator_id":null{unknown}}}"#);
    let validate = |format: &str| Run::new(&["validate", "--format", format]).input(&source).done().exits_with(1);
    assert_eq!(validate("concise").out.matches("unknown-field").count(), 99);
    validate("concise").says("more in this payload: 401 notes").complains("1 payload, 0 clean: 1 error, 500 notes");
    validate("human").says("more in this payload: 401 notes").says("1 payload, 0 clean: 1 error, 500 notes");
    let report: serde_json::Value = serde_json::from_str(&validate("json").out).expect("it is JSON");
    assert_eq!(report["payloads"][0]["omitted"], 401);
    assert_eq!(report["summary"]["notes"], 500);
}

/// Where each of these was located on its own, that would take minutes.
#[test]
fn payloads_with_very_many_findings_are_soon_dealt_with() {
    let control = format!(r#"{{"event":"online","operator_id":1,"x":"{}"}}"#, "\u{1}".repeat(90_000));
    let keys = (0..90_000).map(|number| format!(",\"operator_i{number}\":1")).collect::<Vec<_>>().concat();
    let unknown = format!(r#"{{"event":"online","operator_id":1{keys}}}"#);
    let twice = format!(r#"{{"event":"online","operator_id":1{}}}"#, ",\"a\":1".repeat(90_000));
    for source in [control, unknown, twice] {
        let done = Run::new(&["validate", "--fail-on", "never"]).input(source).done().exits_with(0);
        assert!(done.out.len() < 1_000_000);
        done.says("more in this payload: ");
    }
    let long = format!(r#"{{"event":"online","operator_id":1,"x":[{}0]}}"#, "\"x\",".repeat(300_000));
    Run::new(&["normalize", "--pretty"]).input(long).done().exits_with(0);
}

#[test]
fn what_is_wrong_between_payloads_has_no_number() {
    let done = Run::new(&["validate", "--format", "json"]).input(format!("[{ON},,{ON}]")).done().exits_with(1);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    let numbers: Vec<_> = report["payloads"].as_array().expect("a list").iter().map(|it| &it["index"]).collect();
    assert_eq!(numbers, [&serde_json::json!(1), &serde_json::Value::Null, &serde_json::json!(2)]);
    assert_eq!(report["summary"]["payloads"], 2);
}

/// An event is written when it is complete, not when the next one comes.
#[test]
fn a_pipe_that_stays_open_withholds_nothing() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chathook"))
        .arg("normalize")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command can be started");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let mut lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
    for _ in 0..2 {
        for part in [r#"{"event":"online","#, r#""operator_id":1}"#] {
            stdin.write_all(part.as_bytes()).and_then(|()| stdin.flush()).expect("the command reads");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let line = lines.next().expect("a line comes").expect("it is UTF-8");
        assert!(line.contains(r#""vendorevent":"online""#), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
}

/// A suggestion that does not work is worse than none.
#[test]
fn what_a_finding_says_to_type_can_be_typed() {
    let own = Run::new(&["normalize"]).input(ON).done().exits_with(0).out.replace("event:1", "event:2");
    for source in [
        own.as_str(),
        r#"{"dataschema":"other","specversion":"1.0","source":"/x","type":"chat.ended","data":{"chat":{"id":"7"}}}"#,
        r#"{"event":"chat_strated","visitor":{"id":"v"}}"#,
        r#"{"event":"chat_frobbed","visitor":{"id":"v"}}"#,
        r#"{"visitor":{"id":"v"}}"#,
        r#"{"order":1}"#,
    ] {
        let done = Run::new(&["validate"]).input(source).done().exits_with(1);
        let (_, help) = done.out.split_once("= help: ").expect("there is help");
        let typed = help.lines().next().expect("it is a line");
        if let Some((_, event)) = typed.split_once("--event ") {
            let done = Run::new(&["validate", "--fail-on", "never", "--event", event]).input(source).done();
            assert!(!done.exits_with(0).out.contains("unknown-event"), "{typed}");
        } else {
            let (_, command) = typed.split_once("`chathook ").expect("it names a command");
            let (command, _) = command.split_once('`').expect("it ends");
            Run::new(&command.split(' ').collect::<Vec<_>>()).done().exits_with(0);
        }
    }
}

#[test]
fn a_finding_shows_what_is_there_with_nothing_left_out() {
    let source = "{\"event\":\"online\",\"operator_id\":1,\"x\":[ \"a\u{7f} b\" ,\t1 ]}";
    let done = Run::new(&["validate", "--format", "json"]).input(source).done().exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!(report["payloads"][0]["findings"][0]["found"], r#"["a\u007f b",1]"#);
}

#[test]
fn a_source_is_not_called_clean_for_its_payload_alone() {
    let done = Run::new(&[]).input(format!("{ON} and more")).done().exits_with(1);
    assert!(
        done.out.starts_with("<stdin>: comm100/online → agent.status_changed (error, detected by name)\n"),
        "{}",
        done.out
    );
    assert!(!done.out.contains("\n\n\n"), "{}", done.out);
}

#[test]
fn only_the_first_path_can_be_a_command() {
    let done = Run::new(&["validat", "samples"]).done().exits_with(3);
    let done = done.complains("validat: no such file or command; did you mean `chathook validate`?");
    assert_eq!(done.out, "", "it reads the others, which are arguments of the command that was meant");
    let done = Run::new(&["samples", "sampel"]).done().exits_with(3);
    assert!(!done.err.contains("did you mean"), "{}", done.err);
}
