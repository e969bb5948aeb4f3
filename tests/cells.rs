//! What a table shows, how much of it, and that it is written as it is made.

use std::thread;

use unicode_width::UnicodeWidthChar;

use crate::support::{Folder, Run};

/// What the cells in a column of a table hold, from the heading on.
fn column(table: &str, number: usize) -> Vec<String> {
    let rows = table.lines().filter_map(|line| line.strip_prefix("│ ")?.strip_suffix(" │"));
    rows.map(|row| row.split(" ┆ ").nth(number).expect("a row has the column").trim_end().to_owned()).collect()
}

fn payload(key: &str, value: &str) -> String {
    format!("{{\"event\":\"online\",\"operator_id\":\"1\",\"{key}\":\"{value}\"}}\n")
}

#[test]
fn cells_are_cut_after_200_characters() {
    let shown = |text: &str, count: usize| text.repeat(count);
    for (written, text) in
        [("x", "x"), ("é", "é"), ("日", "日"), ("🙂", "🙂"), ("e\u{301}", "e\u{301}"), ("\\\"", "\""), ("\\u00e9", "é")]
    {
        let length = text.chars().count();
        for (count, expected) in [
            (200 / length - 1, shown(text, 200 / length - 1)),
            (200 / length, shown(text, 200 / length)),
            (200 / length + 1, shown(text, 200 / length) + "…"),
            (100_000, shown(text, 200 / length) + "…"),
        ] {
            let table = Run::new(&[]).input(payload("s", &written.repeat(count))).done().exits_with(0).out;
            assert!(column(&table, 2).contains(&expected), "{count} times {written}: {table}");
        }
        let source = payload("s", &written.repeat(10_000));
        let json = Run::new(&["--format", "json"]).input(source).done().exits_with(0).out;
        assert!(json.len() > 10_000 && !json.contains("…\"},"), "JSON is cut: {written}");
    }
}

/// What is written out in a cell counts as it is written, and is not cut within.
#[test]
fn what_is_written_out_is_cut_between_characters() {
    for (text, escape) in [("\u{202e}", "\\u{202e}"), ("\\n", "\\u{a}"), ("\\u0000", "\\u{0}")] {
        let most = 200 / escape.len();
        for (count, end) in [(most, ""), (most + 1, "…")] {
            let table = Run::new(&[]).input(payload("s", &text.repeat(count))).done().exits_with(0).out;
            let expected = escape.repeat(most) + end;
            assert!(column(&table, 2).contains(&expected), "{count} times {escape}: {table}");
        }
    }
}

/// Keys and names of events are as long as strangers like.
#[test]
fn long_names_are_cut() {
    for (count, end) in [(199, ""), (200, "…"), (1 << 20, "…")] {
        let table = Run::new(&[]).input(payload(&"k".repeat(count), "v")).done().exits_with(0).out;
        let expected = format!("/{}{end}", "k".repeat(199));
        assert!(column(&table, 1).contains(&expected), "{count}: {table}");
    }
    for (count, end) in [(200, ""), (201, "…"), (1 << 20, "…")] {
        let one = format!("{{\"event\":\"{}\",\"operator_id\":\"1\"}}\n", "n".repeat(count));
        let name = format!("{}{end}", "n".repeat(200));
        let heading = Run::new(&["--vendor", "comm100"]).input(&one).done().exits_with(1).says(&name).out;
        assert!(heading.len() < 6_000, "{count}: {} bytes", heading.len());
        let list = Run::new(&["--vendor", "comm100"]).input(one.repeat(2)).done().exits_with(1);
        let list = list.says(&format!("      2  comm100/{name}\n")).out;
        assert_eq!(column(&list, 2)[1..], [&*name, &*name]);
    }
}

/// A list of a thousand payloads is as wide as it has to be, and has the columns in which something stands; of a longer one
/// that is not known when it begins.
#[test]
fn a_long_list_is_written_as_it_is_made() {
    let agent = |id: &str| format!("{{\"event\":\"online\",\"operator_id\":\"{id}\"}}\n");
    let agents = |count: usize| (1..=count).map(|number| agent(&number.to_string())).collect::<String>();
    for (count, headings) in [(1000, 4), (1001, 10)] {
        let table = Run::new(&["--all"]).input(agents(count)).done().exits_with(0).out;
        let lines: Vec<_> = table.lines().take_while(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), count + 4);
        let width = lines[0].chars().count();
        assert!(lines.iter().all(|line| line.chars().count() == width), "{count} rows differ in width");
        assert_eq!(lines[1].split('┆').count(), headings);
        let numbers = column(&table, if count > 1000 { 5 } else { 3 });
        assert!(numbers[1..].iter().zip(1..).all(|(shown, number)| *shown == number.to_string()), "{numbers:?}");
    }
    // A row that is wider than the others makes these no wider.
    for place in [0, 500, 1000, 2000] {
        let long = "x".repeat(300);
        let source = agents(place) + &agent(&long) + &agents(2000 - place);
        let table = Run::new(&["--all"]).input(source).done().exits_with(0).out;
        let mut widths: Vec<_> = table.lines().take(2005).map(|line| line.chars().count()).collect();
        widths.sort_unstable();
        assert!(widths[2003] < 200 && widths[2003] < widths[2004], "{widths:?}");
        assert!(column(&table, 5).contains(&(long[..200].to_owned() + "…")));
    }
}

/// Every command that writes for people, with what is long in it: a list, one payload, findings, coverage, explanations, seats.
const FOR_PEOPLE: [&[&str]; 17] = [
    &["samples"],
    &["--all", "samples/acquire"],
    &["samples/acquire/CHAT_ON_CLOSE.json"],
    &["samples/comm100/chat_ended.json"],
    &["validate", "src/finding/examples", "samples/acquire/CHAT_ON_CLOSE.as-printed.txt"],
    &["validate", "--only-errors", "--coverage", "--vendor", "acquire", "samples/acquire"],
    &["explain"],
    &["explain", "comm100/chat_ended"],
    &["explain", "visitor.name"],
    &["explain", "chat.ended"],
    &["explain", "wrong-type"],
    &["explain", "vendors"],
    &["explain", "--search", "transcript"],
    &["seats", "docs/seats/closes.ndjson.gz", "--report-zone", "Europe/Vienna", "--interval", "1h"],
    &["seats", "docs/seats/closes.ndjson.gz", "--explain", "--by", "department"],
    &["seats", "--arrivals", "100", "--handle-time", "180s", "--interval", "30m"],
    &["config"],
];

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// Whatever the width, no line is wider, in whatever is written for people, with colours and without.
#[test]
fn nothing_wraps_at_any_width() {
    thread::scope(|scope| {
        for arguments in FOR_PEOPLE {
            scope.spawn(move || {
                for width in [40, 41, 47, 53, 59, 60, 61, 66, 72, 79, 80, 81, 93, 100, 107, 120, 141, 160, 199, 200] {
                    let number = width.to_string();
                    let out = Run::new(&[arguments, &["--width", &number]].concat()).done().out;
                    assert!(!out.is_empty());
                    for line in out.lines() {
                        assert!(columns(line) <= width, "{arguments:?} at {width}: {line}");
                    }
                }
            });
        }
    });
}

/// Names and paths that are longer than a line, in all that is said of them.
#[test]
fn long_names_do_not_wrap_either() {
    let folder = Folder::new("long-names");
    let long = "n".repeat(150);
    let source = format!(
        "{{\"event\":\"chat_started\",\"visitor\":{{\"id\":1,\"{long}\":1,\"{long}\":2,\"visits\":\"nine\"}}}}\n\
         {{\"event\":\"{long}\"}} and more of {long}\n"
    );
    let path = folder.file(&format!("{}/{}.json", "d".repeat(90), "f".repeat(90)), source);
    let settings =
        folder.file("c.toml", format!("exclude = [\"{long}\"]\n[[paths]]\nglob = \"{long}\"\nexpect = \"acquire\"\n"));
    for arguments in [
        &[&*path][..],
        &["--all", &path],
        &["validate", &path],
        &["validate", "--coverage", &path],
        &["config", "--config", &settings],
    ] {
        for width in (40..=200).step_by(16) {
            let number = width.to_string();
            let out = Run::new(&[arguments, &["--width", &number]].concat()).done().out;
            for line in out.lines() {
                assert!(columns(line) <= width, "{arguments:?} at {width}: {line}");
            }
        }
    }
}

/// On a narrow terminal no row is lost, and what is said counts more than where it comes from.
#[test]
fn the_columns_that_say_most_are_left() {
    let list = |width: &str| Run::new(&["--width", width, "samples"]).done().exits_with(0).out;
    let one =
        |width: &str| Run::new(&["--width", width, "samples/acquire/CHAT_ON_CLOSE.json"]).done().exits_with(0).out;
    let rows = |table: &str| table.lines().filter(|line| line.starts_with('│')).count();
    let (all_of_list, all_of_one) = (rows(&list("1000")), rows(&one("1000")));
    for width in ["40", "53", "79", "100", "109", "200"] {
        let (list, one) = (list(width), one(width));
        assert_eq!((rows(&list), rows(&one)), (all_of_list, all_of_one), "{width}");
        assert!(list.contains("payload") && list.contains("findings"), "{width}: {list}");
        assert!(one.contains("│ member ") || one.contains("┆ member "), "{width}: {one}");
        assert!(one.contains("┆ value "), "{width}: {one}");
    }
    let heading = |width: &str| list(width).lines().nth(1).expect("there is a heading").to_owned();
    assert!(!heading("40").contains("vendor") && heading("200").contains("duration"));
    // Where objects have no column, the names of their members tell them apart.
    assert!(one("40").contains("│ chat.id ") && one("59").contains("│ chat.id ") && one("60").contains("│ chat "));
}

/// Where a table of words has no room for its columns, its rows become lines, and nothing is left out.
#[test]
fn words_become_lines_where_there_is_no_room_for_a_table() {
    let words = |width: &str| {
        let out = Run::new(&["explain", "comm100/chat_ended", "--width", width]).done().exits_with(0).out;
        let is_word = |character: char| character.is_alphanumeric();
        let mut words: Vec<String> = out.split(|it| !is_word(it)).map(str::to_owned).collect();
        words.retain(|word| word.len() > 3 && !["value", "meaning", "evidence", "goes", "field"].contains(&&**word));
        words.sort_unstable();
        (out.contains('│'), words)
    };
    let (is_table, narrow) = words("60");
    let (is_wide_table, wide) = words("200");
    assert!(!is_table && is_wide_table);
    // Headings break, too, and short cells need little room.
    let vendors = |width: &str| Run::new(&["explain", "vendors", "--width", width]).done().exits_with(0).out;
    assert!(vendors("110").contains("┆ wrapped ┆") && !vendors("60").contains('│'));
    assert_eq!(narrow, wide);
}

/// `--width` counts first, then `COLUMNS`, and both where the output is no terminal; `--wide` cuts nothing.
#[test]
fn the_user_says_how_wide_a_table_is() {
    let source = payload("s", &"x".repeat(1000));
    let widest = |run: Run| {
        let out = run.input(&source).done().exits_with(0).out;
        out.lines().filter(|line| line.starts_with('│')).map(|line| line.chars().count()).max()
    };
    assert_eq!(widest(Run::new(&["--width", "60"]).env("COLUMNS", "80")), Some(60));
    assert_eq!(widest(Run::new(&[]).env("COLUMNS", "80")), Some(80));
    assert!(widest(Run::new(&[]).env("COLUMNS", "0")) > Some(200) && widest(Run::new(&[])) < Some(300));
    assert!(widest(Run::new(&["--wide"]).env("COLUMNS", "80")) > Some(1000));
    assert_eq!(widest(Run::new(&[]).env("COLUMNS", "5")), Some(20));
    let done = Run::new(&["--width", "19"]).input("").done().exits_with(2);
    done.complains("expected a whole number from 20 to 65535");
}

/// However long one is, it makes no other row wider, and is coloured as others are.
#[test]
fn a_cell_that_is_not_cut_is_whole() {
    let long = "x".repeat(70_000);
    for color in ["never", "always"] {
        let done = Run::new(&["--wide", "--color", color]).input(payload("s", &long)).done().exits_with(0);
        let rows: Vec<_> = done.out.lines().filter(|line| line.contains('┆')).collect();
        let (longer, others): (Vec<&str>, Vec<&str>) = rows.into_iter().partition(|row| row.contains(&long));
        assert!(longer.len() == 1 && longer[0].matches('┆').count() == 3, "{color}");
        let (start, end) = if color == "always" { ("\u{1b}[2m", "\u{1b}[0m") } else { ("", "") };
        assert!(longer[0].starts_with(&format!("{start}│ unmapped ")) && longer[0].ends_with(&format!(" │{end}")));
        assert!(others.len() > 5 && others.iter().all(|row| row.chars().count() < 300), "{color}");
    }
}

/// Where a table has no room for the longest of them, its rows become lines.
#[test]
fn no_word_of_an_explanation_is_broken() {
    for topic in ["event", "comm100/chat_ended", "carriers"] {
        let page = Run::new(&["explain", topic, "--format", "markdown"]).done().exits_with(0).out;
        let pointers: Vec<_> = page.split([' ', '|', '`', ',']).filter(|word| word.matches('/').count() > 2).collect();
        assert!(!pointers.is_empty());
        for width in ["90", "100", "125", "140", "200"] {
            let out = Run::new(&["explain", topic, "--width", width]).done().exits_with(0).out;
            for pointer in &pointers {
                assert!(out.contains(pointer), "{pointer} is broken in {topic} at {width}");
            }
        }
    }
}

/// A message, a custom field and a file take one row each.
#[test]
fn an_item_takes_one_row() {
    let rows = |path: &str| {
        let table = Run::new(&[path]).done().exits_with(0).out;
        let objects: Vec<String> = column(&table, 0);
        objects
    };
    for path in ["samples/comm100/chat_ended.json", "samples/acquire/CHAT_ON_CLOSE.full.json"] {
        let objects = rows(path);
        let item = |object: &&String| object.ends_with(']') && !object.starts_with("agents");
        let items: Vec<_> = objects.iter().filter(item).collect();
        assert!(!items.is_empty(), "{path}");
        for (number, object) in objects.iter().enumerate().filter(|(_, object)| items.contains(object)) {
            assert!(objects.get(number + 1).is_none_or(|next| !next.is_empty()), "{path}: {object}");
        }
    }
    // Its beginning says when it was written, and by whom.
    let table = Run::new(&["--width", "80", "samples/comm100/chat_ended.json"]).done().exits_with(0).out;
    assert!(table.contains("│ messages[2] ┆ 08:15:40 visitor ┆ Søren Kjær · Min ordre … ┆"), "{table}");
    let table = Run::new(&["samples/jivochat/chat_finished.json"]).done().exits_with(0).out;
    assert!(table.contains(" ┆ 2024-05-01T10:00:00Z visitor ┆ Is the blue lamp in stock?"), "{table}");
}

/// The name of a file is cut less than other cells: its folder is left out first.
#[test]
fn a_file_of_a_list_can_be_told_from_others() {
    let list = Run::new(&["--width", "100", "samples/comm100"]).done().exits_with(0).out;
    assert!(list.contains("_wrapped_up.g10.json:1:1 ┆"), "{list}");
}
