//! Bytes that are no UTF-8, or that JSON does not hold: each is named, and has its place; what can be kept is kept exactly.

use std::fs;

use chathook::frame::Role;
use chathook::json;

use crate::support::{Outcome, examine, examine_one, root};

const ON: &str = r#"{"event":"online","operator_id":1}"#;

/// Each finding as `line:column code`, and all that is said of it.
fn findings(outcomes: &[Outcome]) -> Vec<(String, String)> {
    // Of what continues an entry, everything was said.
    let outcomes = outcomes.iter().filter(|outcome| outcome.role != Role::Continuation);
    let findings = outcomes.flat_map(|outcome| &outcome.report.findings);
    let found = findings.map(|finding| {
        let place = format!("{}:{} {}", finding.start.line, finding.start.column, finding.code.rule().name);
        (place, format!("{} | {}", finding.message, finding.help.as_deref().unwrap_or_default()))
    });
    found.collect()
}

/// Holds the findings of a source to rows of `line:column code: what is said`, of which a part is enough, and says how many
/// of its payloads are sound.
#[track_caller]
fn check(source: impl AsRef<[u8]>, expected: &[&str]) -> usize {
    let source = source.as_ref();
    let outcomes = examine(source);
    let found = findings(&outcomes);
    let is_as_expected = |((place, said), row): (&(String, String), &&str)| {
        row.split_once(": ").is_some_and(|(at, part)| at == place && said.contains(part))
    };
    let is_same = found.len() == expected.len() && found.iter().zip(expected).all(is_as_expected);
    assert!(is_same, "{}\n{found:#?}", source.escape_ascii());
    outcomes.iter().filter(|outcome| outcome.role == Role::Payload && outcome.is_sound).count()
}

/// A text in another encoding.
type Encode = fn(&str) -> Vec<u8>;

const ENCODINGS: &[(&str, Encode)] = &[
    ("UTF-16LE", |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("UTF-16BE", |text| text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ("UTF-32LE", |text| text.chars().flat_map(|it| u32::from(it).to_le_bytes()).collect()),
    ("UTF-32BE", |text| text.chars().flat_map(|it| u32::from(it).to_be_bytes()).collect()),
];

#[test]
fn another_encoding_is_read_as_utf_8_with_and_without_its_mark() {
    let texts = [
        ON.to_owned(),
        format!("{ON}\r\n{ON}\n"),
        format!("[{ON},\n {{\"event\":\"online\",\"operator_id\":\"Zoë 😀\"}}]"),
        "\t[\n".to_owned(),
        "null".to_owned(),
        format!("log {ON}"),
    ];
    for (name, encode) in ENCODINGS {
        for text in &texts {
            let bare = examine(text.as_bytes());
            for mark in ["", "\u{feff}"] {
                let converted = examine(&encode(&format!("{mark}{text}")));
                let note = format!(
                    "this is {name}, which was converted to UTF-8 | save it as UTF-8 for programs that read no other"
                );
                let mut found = findings(&converted);
                let is_noted = found.iter().position(|(_, said)| *said == note).map(|at| found.remove(at).0);
                assert!(is_noted.is_some_and(|at| at.ends_with(" converted-text")), "{name} {text}: {found:?}");
                assert_eq!(found, findings(&bare), "{name} {text}");
                let events =
                    |of: &[Outcome]| of.iter().map(|it| (it.event.clone(), it.bytes.clone())).collect::<Vec<_>>();
                assert_eq!(events(&converted), events(&bare), "{name} {text}");
            }
        }
        check(encode("\u{feff}"), &["1:1 converted-text: ", "1:1 empty-input: no payload here"]);
    }
}

#[test]
fn what_is_no_character_in_another_encoding_is_at_its_place() {
    let (start, end) = ("\u{feff}{\"event\":\"online\",\n\"operator_id\":\"Zoë", "\"}");
    for (name, encode, unit, places) in [
        ("UTF-16LE", ENCODINGS[0].1, b"\x3d\xd8".as_slice(), 1),
        ("UTF-16LE", ENCODINGS[0].1, b"\x00\xde", 1),
        ("UTF-16LE", ENCODINGS[0].1, b"\x3d\xd8\x3d\xd8", 2),
        ("UTF-16BE", ENCODINGS[1].1, b"\xdb\xff", 1),
        ("UTF-32LE", ENCODINGS[2].1, b"\0\xd8\0\0", 1),
        ("UTF-32BE", ENCODINGS[3].1, b"\0\x11\0\0", 1),
    ] {
        let source = [encode(start), unit.to_vec(), encode(end)].concat();
        let rows: Vec<String> = (0..places).map(|at| format!("2:{} invalid-utf8: not {name}", 19 + at)).collect();
        let note = format!("1:1 converted-text: this is {name}");
        let expected: Vec<&str> = [note.as_str()].into_iter().chain(rows.iter().map(String::as_str)).collect();
        assert_eq!(check(&source, &expected), 0, "{name}");
    }
    // The last character is cut.
    let cut = [encode_utf_16(ON), b"\n".to_vec()].concat();
    check(cut, &["1:1 converted-text: ", "1:35 invalid-utf8: not UTF-16LE", "1:35 trailing-data: "]);
}

fn encode_utf_16(text: &str) -> Vec<u8> {
    ENCODINGS[0].1(text)
}

#[test]
fn a_line_in_another_encoding_is_one_finding() {
    for (name, encode) in &ENCODINGS[..2] {
        for mark in ["", "\u{feff}"] {
            for (line, end) in [(ON, "\r\n"), ("{ \"name\": \"Zoë 😀\" }", "\n"), ("[{}]", "\n")] {
                let line = encode(&format!("{mark}{line}{end}"));
                let named = format!("invalid-utf8: this line is {name}, not UTF-8 like the rest");
                let source = [ON.as_bytes(), b"\n", &line, ON.as_bytes(), b"\n"].concat();
                assert_eq!(check(&source, &[&format!("2:1 {named}")]), 2, "{name}");
                let twice = [ON.as_bytes(), b"\n", &line, &line].concat();
                assert_eq!(check(&twice, &[&format!("2:1 {named}"), &format!("3:1 {named}")]), 1, "{name}");
                let parts: Vec<_> = examine(&source).into_iter().map(|outcome| outcome.bytes).collect();
                assert_eq!(parts.concat().len(), source.len() - 2, "nothing of it is lost");
            }
        }
    }
    // A character may look like its end.
    let source = [ON.as_bytes(), b"\n", &encode_utf_16("{ \"name\": \"笊\" }\n"), ON.as_bytes()].concat();
    assert_eq!(check(source, &["2:1 invalid-utf8: this line is UTF-16LE"]), 2);
    // Its line break is one of UTF-8.
    let source = [ON.as_bytes(), b"\n", &encode_utf_16(ON), b"\n", ON.as_bytes()].concat();
    assert_eq!(check(source, &["2:1 invalid-utf8: this line is UTF-16LE"]), 2);
}

#[test]
fn what_is_not_utf_8_is_at_its_place() {
    let with = |bytes: &[u8]| [b"{\"event\":\"online\",\"operator_id\":\"Z", bytes, b"\"}"].concat();
    let latin_1 = "not UTF-8 | if all of it is ISO-8859-1, convert it first: iconv -f ISO-8859-1 -t UTF-8 FILE";
    for (what, bytes, stretches) in [
        ("ISO-8859-1", b"o\xeb Br\xfcnn".as_slice(), vec![36, 40]),
        ("a character that is cut off", b"\xe2\x82", vec![35]),
        ("a byte that continues nothing", b"\xc3\xab\xab!", vec![36]),
        ("a slash that is longer than it must be", b"\xc0\xaf", vec![35, 36]),
        ("a quote that is longer than it must be", b"\xe0\x80\xa2", vec![35, 36, 37]),
        ("halves of a surrogate pair", b"\xed\xa0\xbd\xed\xb8\x80", vec![35, 36, 37, 38, 39, 40]),
        ("a character beyond the last", b"\xf4\x90\x80\x80", vec![35, 36, 37, 38]),
        ("bytes that begin nothing", b"\xfe\xff", vec![35, 36]),
    ] {
        let expected: Vec<_> = match stretches.as_slice() {
            // Of more than three, the first is said.
            [first, _, _, _, ..] => {
                vec![format!("1:{first} invalid-utf8: not UTF-8 in {} places, of", stretches.len())]
            }
            _ => stretches.iter().map(|at| format!("1:{at} invalid-utf8: {latin_1}")).collect(),
        };
        let sound = check(with(bytes), &expected.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(sound, 0, "{what}");
        assert_eq!(examine_one(&with(bytes)).report.findings[0].pointer, "/operator_id", "{what}");
    }
    let lines: Vec<u8> = "{\"event\":\"online\",\n \"operator_id\":\"Zoë\"}\n".chars().map(|it| it as u8).collect();
    check([&lines[..], ON.as_bytes()].concat(), &[&format!("2:19 invalid-utf8: {latin_1}")]);
    check(
        b"{\"event\":\"online\",\"operator_id\":1,\"\xeb\":1}",
        &["1:35 unknown-field: `\u{fffd}`", "1:36 invalid-utf8: not"],
    );
    check(
        b"{\"event\":\"online\",\xeb\"operator_id\":1}",
        &["1:19 invalid-utf8: not UTF-8", "1:19 invalid-json: expected a key in double quotes, found `\u{fffd}`"],
    );
    let between = [ON.as_bytes(), b"\n\xeb\xeb\n", ON.as_bytes()].concat();
    let beside =
        ["2:1 invalid-utf8: not", "2:1 trailing-data: separate payloads by whitespace", "2:2 invalid-utf8: not"];
    assert_eq!(check(between, &beside), 2);
    let before = [b"\xeb".as_slice(), ON.as_bytes()].concat();
    assert_eq!(check(before, &["1:1 invalid-utf8: not", "1:1 invalid-json: expected an object (a payload)"]), 1);
}

/// However many there are, in however many payloads.
#[test]
fn more_than_a_few_places_that_are_not_utf_8_are_counted() {
    let payload = |bad: &str| format!("{{\"event\":\"online\",\"operator_id\":\"{bad}\"}}\n");
    let source = |bads: &[&str]| {
        let text: String = bads.iter().map(|bad| payload(bad)).collect();
        text.bytes().map(|byte| if byte == b'?' { 0xff } else { byte }).collect::<Vec<u8>>()
    };
    let one = |line: usize| format!("{line}:34 invalid-utf8: not UTF-8 |");
    let many = |line: usize, places: usize| format!("{line}:34 invalid-utf8: not UTF-8 in {places} places, of which");
    for (bads, expected) in [
        (vec!["?", "?", "?"], vec![one(1), one(2), one(3)]),
        (vec!["?", "?", "?", "a", "?"], vec![one(1), one(2), one(3), one(5)]),
        (vec!["?", "?", "?", "?", "b", "?a?"], vec![one(1), one(2), one(3), many(4, 3)]),
        (vec!["?a?a?a?"], vec![many(1, 4)]),
        (vec!["?", "?a?a?", "?", "?"], vec![one(1), many(2, 3), many(3, 2)]),
    ] {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let sound = check(source(&bads), &expected);
        assert_eq!(sound, bads.iter().filter(|bad| !bad.contains('?')).count(), "{bads:?}");
    }
    // A payload of which nothing is said by itself is no less wrong.
    let outcomes = examine(&source(&["?"; 9]));
    let wrong = |outcome: &&Outcome| outcome.role == Role::Payload && outcome.report.verdict() == "error";
    assert_eq!(outcomes.iter().filter(wrong).count(), 9);
}

#[test]
fn a_byte_order_mark_is_skipped_where_a_text_begins_and_nowhere_else() {
    let mark = "1:1 byte-order-mark: a byte order mark, which is skipped";
    assert_eq!(check(format!("\u{feff}{ON}"), &[mark]), 1);
    assert_eq!(check(format!("{ON}\n\u{feff}{ON}"), &["2:1 byte-order-mark: a byte order mark, which is skipped"]), 2);
    check("\u{feff}", &["1:1 empty-input: no payload here | a payload is a JSON object"]);
    check("{\u{feff}\"event\":\"online\"}", &["1:2 invalid-json: found `U+FEFF` | JSON has only spaces"]);
    let outcome = examine_one("{\"event\":\"online\",\"operator_id\":\"\u{feff}1\"}".as_bytes());
    assert_eq!(outcome.codes(), ["suspicious-text"]);
    assert!(outcome.event.is_some_and(|event| event.contains("\"subject\":\"\u{feff}1\"")));
}

#[test]
fn nul_bytes_are_named_and_end_nothing() {
    let help = "JSON has no NUL bytes: this may be UTF-16, or may not have been written completely";
    check(
        "{\"event\":\"online\",\"operator_id\":\"a\0b\"}",
        &["1:35 invalid-json: the control character U+0000 inside a string | read as it is; write it as `\\u0000`"],
    );
    check("{\"event\":\"online\",\0\"x\":1}", &[&format!("1:19 invalid-json: found `U+0000` | {help}")]);
    check("{\"event\":\"online\",\"x\":\0}", &[&format!("1:23 invalid-json: `U+0000` is not a JSON value | {help}")]);
    check("{\0\0\0", &["1:1 converted-text: this is UTF-32LE", "1:2 invalid-json: the payload ends inside an object"]);
    assert_eq!(check(format!("{ON}\0{ON}"), &["1:35 trailing-data: separate payloads by whitespace"]), 2);
    assert_eq!(check(format!("{ON}\n\0\0\0"), &["2:1 trailing-data: unexpected text after a payload"]), 1);
    assert_eq!(check(format!("\0{ON}"), &["1:1 invalid-json: expected an object (a payload)"]), 1);
    assert_eq!(check(format!("\0\0\0\0{ON}"), &["1:1 invalid-json: expected an object (a payload)"]), 1);
    let note = "1:33 null-character: this string holds U+0000";
    assert_eq!(check("{\"event\":\"online\",\"operator_id\":\"a\\u0000b\"}", &[note]), 1);
}

#[test]
fn a_source_without_payloads_says_what_one_is() {
    for source in ["", " ", "\n\r\n\t", "\r", "\u{feff}\n"] {
        check(source, &["1:1 empty-input: no payload here | a payload is a JSON object; there may be several"]);
    }
}

#[test]
fn lines_that_end_with_cr_alone_are_one_line() {
    assert_eq!(check(format!("{ON}\r{ON}\r"), &[]), 2);
    check("{\r\"event\":\"online\",\r\"operator_id\":true\r}\r", &["1:35 wrong-type: expected an id"]);
    check("{\r\"event\":\"online\"\r\"operator_id\":1\r}", &["1:20 invalid-json: a comma is missing before this key"]);
}

/// What some programs take for white space, and JSON does not.
#[test]
fn other_white_space_is_named_where_it_stands() {
    for space in [
        '\u{b}',
        '\u{c}',
        '\u{85}',
        '\u{a0}',
        '\u{ad}',
        '\u{2003}',
        '\u{200b}',
        '\u{2028}',
        '\u{2060}',
        '\u{3000}',
        '\u{e0041}',
    ] {
        let help =
            format!("U+{:04X}` | JSON has only spaces, tabs and line breaks between its tokens", u32::from(space));
        let value = format!("U+{:04X}` is not a JSON value | JSON has only", u32::from(space));
        for (before, after, expected) in [
            ("{", "\"event\":\"online\"}", format!("1:2 invalid-json: expected a key in double quotes, found `{help}")),
            ("{\"event\":\"online\",", "\"x\":1}", format!("1:19 invalid-json: found `{help}")),
            ("{\"event\"", ":\"online\"}", format!("1:9 invalid-json: expected `:`, found `{help}")),
            ("{\"event\":", "\"online\"}", format!("1:10 invalid-json: `{value}")),
            ("{\"event\":\"online\"", "}", format!("1:18 invalid-json: expected `,` or `}}`, found `{help}")),
        ] {
            check(format!("{before}{space}{after}"), &[&expected]);
        }
        let between = "1:35 trailing-data: separate payloads by whitespace, or put them in one array";
        assert_eq!(check(format!("{ON}{space}{ON}"), &[between]), 2);
        let inside = format!("{{\"event\":\"online\",\"operator_id\":\"a{space}b\"}}");
        let control = ["1:35 invalid-json: the control character U+00"];
        let unseen = ["1:33 suspicious-text: an invisible character: U+"];
        let expected = match space {
            ..' ' => &control[..],
            _ if json::is_hidden(space) => &unseen,
            _ => &[],
        };
        assert_eq!(check(inside, expected), usize::from(space > ' '));
    }
}

#[test]
fn control_characters_and_halves_of_pairs_are_named() {
    let agent = |id: &str| format!("{{\"event\":\"online\",\"operator_id\":\"{id}a\"}}");
    for (id, named) in [
        ("\u{1}", "the control character U+0001 inside a string | read as it is; write it as `\\u0001`"),
        ("\u{8}", "the control character U+0008 inside a string | read as it is; write it as `\\b`"),
        ("\t", "a tab inside a string | read as it is; write it as `\\t`"),
        ("\n", "a line break inside a string | read as it is; write it as `\\n`"),
        ("\u{1b}", "the control character U+001B inside a string | read as it is; write it as `\\u001b`"),
        ("\u{1f}", "the control character U+001F inside a string | read as it is; write it as `\\u001f`"),
    ] {
        check(agent(id), &[&format!("1:34 invalid-json: not JSON: {named}")]);
    }
    let half = "1:33 invalid-utf8: half of a surrogate pair, which is not a character | write the character itself";
    for id in ["\\ud83d", "a\\ude00b", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83dx\\ude00", "\\uDBFF"] {
        assert_eq!(check(agent(id), &[half]), 0, "{id}");
    }
    for id in ["\\ud83d\\ude00", "\\uD800\\uDC00", "\\uffff", "\u{7f}\u{9f}\u{fffe}"] {
        assert_eq!(check(agent(id), &[]), 1, "{id}");
    }
}

#[test]
fn what_is_cut_off_anywhere_is_an_error_at_its_end() {
    for path in ["samples/acquire/CHAT_ON_CLOSE.full.json", "samples/comm100/chat_wrapped_up.json"] {
        let sample = fs::read(root().join(path)).expect("a sample can be read");
        let sample = sample.trim_ascii();
        for end in 0..sample.len() {
            let outcomes = examine(&sample[..end]);
            let found = findings(&outcomes);
            let is_cut = found.iter().any(|(place, said)| match end {
                0 => place.ends_with("empty-input"),
                _ => {
                    place.ends_with("invalid-json")
                        && (said.contains("its end is missing") || said.contains("`-` is not"))
                }
            });
            assert!(is_cut, "{path} to {end}: {found:#?}");
            assert!(outcomes.iter().all(|outcome| !outcome.is_sound), "{path} to {end}");
        }
    }
    let list = format!("[{ON},\n {ON}]");
    for end in 1..list.len() {
        let found = findings(&examine(&list.as_bytes()[..end]));
        assert!(
            found.iter().any(|(place, _)| place.ends_with(" empty-input") || place.ends_with(" invalid-json")),
            "{end}"
        );
    }
    let cut = ["1:52 invalid-json: the payload ends inside an object | its end is missing"];
    assert_eq!(check(format!("{ON}{{\"event\":\"online\""), &cut), 1);
    assert_eq!(
        check(format!("{ON}{{"), &["1:36 invalid-json: the payload ends inside an object | its end is missing"]),
        1
    );
}

/// A number is neither rounded nor written otherwise, in any place.
#[test]
fn numbers_keep_their_digits() {
    let numbers = [
        "0",
        "-0",
        "-0.0",
        "1.0",
        "1.50",
        "0.1000000000000000055511151231257827",
        "9007199254740993",
        "18446744073709551616",
        "123456789012345678901234567890",
        "-123456789012345678901234567890",
        "3.141592653589793238462643383279",
        "1e0",
        "1E+2",
        "1e-400",
        "1e400",
        "-1e400",
        "1e99999999999999999999",
    ];
    for number in numbers {
        let payload = format!(r#"{{"event":"online","operator_id":1,"x":{number},"y":[ {number},{{"z":{number} }}]}}"#);
        let outcome = examine_one(payload.as_bytes());
        let kept = format!(r#""unmapped":{{"/x":{number},"/y":[{number},{{"z":{number}}}]}}"#);
        assert!(outcome.event.is_some_and(|event| event.contains(&kept)), "{number}");
        let payload =
            format!(r#"{{"id":"1","chat_wait_time":{number},"past_chat":{{"x":{number}}},"event":"CHAT_ON_CLOSE"}}"#);
        let outcome = examine_one(payload.as_bytes());
        let wait = if outcome.is_sound { r#""wait_seconds""# } else { r#""/chat_wait_time""# };
        assert_eq!(outcome.is_sound, number.parse::<f64>().is_ok_and(f64::is_finite), "{number}");
        let event = outcome.event.expect("the event is known");
        assert!(event.contains(&format!("{wait}:{number}")), "{event}");
        assert!(event.contains(&format!(r#""/past_chat":{{"x":{number}}}"#)), "{event}");
    }
    let visits = |number: &str| format!(r#"{{"event":"chat_started","visitor":{{"id":"v","visits":{number}}}}}"#);
    for number in ["0", "-0", "9007199254740992"] {
        assert_eq!(check(visits(number), &[]), 1, "{number}");
    }
    let large =
        "1:54 large-number: this number is beyond 2^53, so many programs change its last digits | send it as a string";
    assert_eq!(check(visits("123456789012345678901234567890"), &[large]), 1);
    check(visits("1.0"), &["1:54 invalid-number: found 1.0, which is not written as a whole number"]);
    check(visits("1e400"), &["1:54 invalid-number: found 1e400, which is larger than programs can hold"]);
}
