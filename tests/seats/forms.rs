//! The report in its four forms, and the command around it.

use std::fs;

use chathook::schema::schema;
use serde_json::Value;

use super::team::{Ended, MONDAY, Team, lines, number, regular, run};
use crate::support::{Folder, Run, root};

/// A team of which enough is known.
fn team() -> String {
    let days = vec![1.0, 1.2, 0.9];
    lines(&Team { agents: 5, times: vec![400.0, 450.0], rate: 15.0, days, patience: 200.0, weeks: 3 }.chats(5))
}

#[test]
fn every_json_report_is_valid() {
    let schema = serde_json::to_value(schema("seats").expect("there is a schema")).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let check = |out: &str, what: &str| {
        let value: Value = serde_json::from_str(out).unwrap_or_else(|error| panic!("{what}: {error}: {out}"));
        let error = validator.iter_errors(&value).next().map(|it| format!("{}: {it}", it.instance_path()));
        assert_eq!(error, None, "{what}");
        value
    };
    let (team, few) = (team(), lines(&regular(1)));
    for (input, arguments, code) in [
        (team.as_str(), &[][..], 0),
        (&team, &["--by", "department", "--patience", "200s", "--max-abandonment", "4%", "--interval", "15m"], 0),
        (&team, &["--target-asa", "20s", "--concurrency", "5", "--interval", "1h", "--count-silent-days"], 0),
        (&few, &["--by", "department"], 0),
        (&lines(&[Ended::new(1, MONDAY, 0)]), &[], 0),
        ("{\"event\":", &[], 3),
        ("", &[], 3),
    ] {
        let done = run(input, arguments).exits_with(code);
        let report = check(&done.out, &format!("{arguments:?}"));
        let deliveries = report["deliveries"].as_object().expect("they are counted");
        let parts = deliveries.iter().filter(|(name, _)| *name != "read").map(|(_, count)| count.as_u64());
        assert_eq!(parts.sum::<Option<u64>>(), report["deliveries"]["read"].as_u64(), "{deliveries:?}");
    }
    let answer = ["seats", "--arrivals", "100", "--handle-time", "180s", "--format", "json"];
    check(&Run::new(&answer).done().exits_with(0).out, "an answer");
}

#[test]
fn csv_has_a_row_for_each_cell() {
    let report: Value = serde_json::from_str(&run(&team(), &[]).out).expect("it is JSON");
    let csv = Run::new(&["seats", "--format", "csv"]).input(team()).done().exits_with(0).says_no_more().out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let cells = report["cells"].as_array().expect("there are cells");
    assert_eq!(rows.len(), cells.len() + 1);
    for (row, cell) in rows[1..].iter().zip(cells) {
        for (column, found) in rows[0].iter().zip(row) {
            match &cell[*column] {
                Value::String(text) => assert_eq!(text, found),
                value => assert_eq!(value.as_f64(), found.parse().ok(), "{column}"),
            }
        }
    }
    let by = Run::new(&["seats", "--format", "csv", "--by", "department"]).input(team()).done().exits_with(0).out;
    assert_eq!(by.lines().count(), 2 * cells.len() + 1);
    assert!(by.starts_with("department,weekday,") && by.contains("\n\"(none)\",monday,08:00,"), "{by}");
}

#[test]
fn a_departments_name_is_a_strangers_word() {
    let name = "=1+1,\"x\"\u{1b}[31m\n<svg>";
    let mut input = String::new();
    for chat in regular(3) {
        let mut event = chat.event();
        event["data"]["chat"]["department_name"] = name.into();
        input += &format!("{event}\n");
    }
    let csv = Run::new(&["seats", "--format", "csv", "--by", "department"]).input(&input).done().exits_with(0).out;
    assert!(csv.contains("\n\"'=1+1,\"\"x\"\"\\u{1b}[31m\\u{a}<svg>\",monday,"), "{csv}");
    let table = Run::new(&["seats", "--by", "department"]).input(&input).done().exits_with(0).out;
    assert!(table.contains("\nDepartment =1+1,\"x\"\\u{1b}[31m\\u{a}<svg>\n"), "{table}");
}

#[test]
fn the_picture_is_text_over_rectangles() {
    let folder = Folder::new("seats");
    let path = format!("{}/load.svg", folder.path());
    Run::new(&["seats", "--svg", &path]).input(team()).done().exits_with(0).says_no_more();
    let svg = fs::read_to_string(&path).expect("it was written");
    let report: Value = serde_json::from_str(&run(&team(), &[]).out).expect("it is JSON");
    let cells = report["cells"].as_array().expect("there are cells");
    assert_eq!(svg.matches("<g><title>").count(), cells.len());
    assert_eq!(svg.matches("class=\"peak\"").count(), 1);
    for text in
        ["<svg xmlns=", "prefers-color-scheme: dark", ">Mon</text>", ">08:00</text>", "Chats in progress", "</svg>\n"]
    {
        assert!(svg.contains(text), "{text}");
    }
    let same = run(&team(), &["--svg", "Cargo.toml/x.svg"]);
    assert_eq!(same.code, Some(3), "{same:#?}");
    let input = folder.file("in.ndjson", team());
    Run::new(&["seats", &input, "--svg", &input]).done().exits_with(2).complains("which is one of the inputs");
}

#[test]
fn the_picture_in_the_guide_is_the_one_that_is_drawn() {
    let folder = Folder::new("seats");
    let path = format!("{}/load.svg", folder.path());
    let arguments = ["seats", "docs/seats/closes.ndjson.gz", "--report-zone", "Europe/Vienna", "--svg", &path];
    Run::new(&arguments).done().exits_with(0).says_no_more();
    let [made, kept] = [path.as_str(), "docs/seats/load.svg"].map(|path| fs::read_to_string(root().join(path)));
    assert_eq!(made.expect("it was written"), kept.expect("it is kept"));
}

#[test]
fn numbers_stand_out_on_light_and_dark_pages() {
    let folder = Folder::new("seats");
    let path = format!("{}/load.svg", folder.path());
    Run::new(&["seats", "--svg", &path]).input(team()).done().exits_with(0);
    let svg = fs::read_to_string(&path).expect("it was written");
    let (light, dark) = svg.split_once("@media (prefers-color-scheme: dark)").expect("there are two pages");
    // The lightness of a colour, as the guidelines for accessible content (WCAG 2) have it.
    let lightness = |style: &str, class: &str| {
        let (_, rest) = style.split_once(&format!("{class} {{")).unwrap_or_else(|| panic!("there is no {class}"));
        let (_, hex) = rest.split_once("fill: #").expect("it has a colour");
        let hex: String = hex.chars().take_while(char::is_ascii_hexdigit).collect();
        let hex = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex };
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("it is a number")) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    };
    for style in [light, dark] {
        let [text, page, on] = ["text", ".page", ".on4"].map(|class| lightness(style, class));
        let steps: Vec<f64> = (0..5).map(|step| lightness(style, &format!(".l{step}"))).collect();
        for (step, fill) in steps.iter().enumerate() {
            let number = if step < 3 { text } else { on };
            let contrast = (fill.max(number) + 0.05) / (fill.min(number) + 0.05);
            assert!(contrast >= 4.5, "step {step} of {style}: {contrast}");
        }
        // In grey, too, each step is further from the page.
        let far: Vec<f64> = steps.iter().map(|fill| (fill - page).abs()).collect();
        assert!(far.is_sorted_by(|near, far| near < far), "{far:?}");
    }
}

#[test]
fn what_is_asked_is_said_as_it_was() {
    let folder = Folder::new("seats");
    let path = format!("{}/load.svg", folder.path());
    let drawn = |input: &str, arguments: &[&str]| {
        let arguments = [&["seats", "--svg", &path], arguments].concat();
        let out = Run::new(&arguments).input(input).done().exits_with(0).out;
        (out, fs::read_to_string(&path).expect("it was written"))
    };
    let (table, picture) = drawn(&team(), &["--target", "92.5%/2.5s", "--shrinkage", "12.5%"]);
    assert!(picture.contains("Numbers: seats for a service level of 92.5 % in 2.5 s<"), "{picture}");
    assert!(table.contains("scheduled at 12.5 % shrinkage: ") && table.contains("answered in 2.5 s, ASA "), "{table}");
    let (_, picture) = drawn(&team(), &["--target-asa", "10s"]);
    assert!(
        picture.contains("Numbers: seats for an ASA of at most 10 s<") && !picture.contains(" in 30 s"),
        "{picture}"
    );
    let (_, picture) = drawn(&lines(&regular(1)), &[]);
    assert!(picture.contains("Too few chats for a profile") && !picture.contains("class=\"peak\""), "{picture}");
}

#[test]
fn where_an_assumption_comes_from_is_said() {
    let origin = |input: &str, arguments: &[&str], name: &str| {
        let report: Value = serde_json::from_str(&run(input, arguments).out).expect("it is JSON");
        let all = report["assumptions"].as_array().expect("there are some").clone();
        let found = all.into_iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("there is no {name}"));
        found["origin"].as_str().expect("it is text").to_owned()
    };
    let alone: Vec<Ended> = regular(2).into_iter().map(|chat| Ended { agents: vec![], ..chat }).collect();
    for (input, arguments, name, expected) in [
        (&*lines(&alone), &[][..], "handle_time", "the mean of all chats"),
        (&lines(&alone), &["--concurrency", "2"], "handle_time", "the mean of all chats, and 15 % of it more for each"),
        (&lines(&regular(2)), &[], "handle_time", "measured while agents hold one chat"),
        (&lines(&regular(2)), &["--concurrency", "2"], "handle_time", "measured for one chat, and 15 % of it more"),
        (&team(), &[], "handle_time", "measured by chats held"),
        (&team(), &["--concurrency", "4"], "handle_time", "measured by chats held, and rising as before for the rest"),
        (&team(), &[], "concurrency", "for at least 1 % of their busy time"),
        (&team(), &[], "report_zone", "the default"),
        (&team(), &["--time-zone", "Asia/Tokyo"], "report_zone", "--time-zone"),
        (&team(), &["--report-zone", "UTC"], "report_zone", "--report-zone"),
    ] {
        let found = origin(input, arguments, name);
        assert!(found.contains(expected), "{name} of {arguments:?}: {found}");
    }
}

#[test]
fn where_nothing_was_read_nothing_was_assumed() {
    for input in ["", "{\"event\":"] {
        let out = Run::new(&["seats"]).input(input).done().exits_with(3).out;
        assert!(!out.contains("Assumed") && !out.contains("Caveats"), "{out}");
    }
    let out = Run::new(&["seats"]).input(lines(&regular(1))).done().exits_with(0).out;
    assert!(out.contains("! too few for a profile: 90 chats on 5 days;"), "{out}");
}

#[test]
fn the_report_fits_a_page() {
    let (team, few) = (team(), lines(&regular(1)));
    for (input, arguments) in [
        (&*team, &[][..]),
        (&team, &["--explain"]),
        (&team, &["--by", "department", "--interval", "15m", "--target-asa", "20s", "--max-abandonment", "4%"]),
        (&team, &["--min-seats", "100000", "--report-zone", "America/Argentina/Buenos_Aires"]),
        (&few, &[]),
        ("", &[]),
    ] {
        let out = Run::new(&[&["seats"], arguments].concat()).input(input).done().out;
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
    let out = Run::new(&["seats"]).input(&team).done().exits_with(0).says_no_more().out;
    for text in
        ["Chat seats from ", "Observed", "): 1: ", "\nModel  ", "PEAK", "WEEK", "Assumed", "Caveats", "  08:00 "]
    {
        assert!(out.contains(text), "{text}: {out}");
    }
    let explained = Run::new(&["seats", "--explain"]).input(&team).done().exits_with(0).out;
    assert!(explained.contains("Erlang C") && explained.contains("A quiet record is not a small need."), "{explained}");
}

#[test]
fn wrong_values_say_what_is_right() {
    for (arguments, right) in [
        (&["--interval", "7m"][..], "a length that divides a day, such as 15m, 30m or 1h"),
        (&["--interval", "4m"], "at least 5m"),
        (&["--max-chat", "25h"], "at most 24h"),
        (&["--after-chat-work", "2"], "a unit: s, m or h"),
        (&["--report-zone", "Nowhere/Town"], "expected an IANA name"),
        (&["--patience", "25h"], "a time up to 24h"),
        (&["--by", "agent"], "department"),
        (&["--duration-unit", "days"], "possible values: ms, s, m, h"),
    ] {
        run("", arguments).exits_with(2).complains(right);
    }
}

#[test]
fn exit_codes_are_those_of_the_other_commands() {
    let mut team = team();
    run(&team, &[]).exits_with(0).says_no_more();
    team += "{\"event\":\"x\"}\n";
    let done = run(&team, &[]).exits_with(1).complains("unknown-vendor");
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!(number(&report, "/deliveries/with_errors"), 1.0);
    run(&team, &["--fail-on", "never"]).exits_with(0);
    Run::new(&["seats", "no-such-file.json"]).done().exits_with(3).complains("no-such-file.json");
}
