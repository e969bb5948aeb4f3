//! Which events `normalize` writes, and their canonical form.

use std::fmt::Write;

use chathook::json::{Reason, write_canonical};

use crate::support::{Done, Run};

fn online(id: u64) -> String {
    format!("{{\"event\":\"online\",\"operator_id\":\"{id}\"}}\n")
}

/// A chat that was accepted at a time, in milliseconds since 1970, and one that says no time.
fn chats() -> String {
    let at = |id: &str, time: &str| {
        format!("{{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"{id}\",\"account_id\":1,\"date_created\":\"{time}\"}}\n")
    };
    let undated = "{\"event\":\"CHAT_ON_CLOSE\",\"id\":\"9\",\"account_id\":1}\n";
    at("1", "2024-02-28 23:59:59") + &at("2", "2024-02-29 00:00:00") + &at("3", "2024-03-01 00:00:00") + undated
}

fn normalize(arguments: &[&str], input: &str) -> Done {
    Run::new(&[&["normalize", "--time-zone", "UTC"], arguments].concat()).input(input).done()
}

/// The chats that are written.
fn written(done: &Done) -> Vec<String> {
    let event = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON");
    done.out.lines().map(|line| event(line)["subject"].as_str().expect("it is a chat").to_owned()).collect()
}

#[test]
fn events_of_some_time_are_written() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["--since", "2024-02-29"], &["2", "3"]),
        (&["--until", "2024-02-29"], &["1", "2"]),
        (&["--since", "2024-02-29", "--until", "2024-02-29"], &["2"]),
        (&["--since", "2024-02-29T00:00:00.001Z"], &["3"]),
        (&["--until", "2024-02-29T00:00:00Z"], &["1", "2"]),
        (&["--until", "2024-02-29T01:00:00+01:00"], &["1", "2"]),
        (&["--until", "2024-02-28T23:59:58Z"], &[]),
        (&["--type", "chat.ended"], &["1", "2", "3", "9"]),
        (&["--type", "agent.*", "--type", "chat.e*d"], &["1", "2", "3", "9"]),
        (&["--type", "*.*"], &["1", "2", "3", "9"]),
        (&["--type", "agent.*"], &[]),
    ];
    for (arguments, expected) in cases {
        let done = normalize(arguments, &chats()).exits_with(0);
        assert_eq!(written(&done), *expected, "{arguments:?}");
        assert_eq!(done.err.contains("left out without a time"), arguments[0] != "--type", "{}", done.err);
    }
    let vienna = Run::new(&["normalize", "--time-zone", "Europe/Vienna", "--since", "2024-02-29"]);
    assert_eq!(written(&vienna.input(chats()).done().exits_with(0)), ["2", "3"]);
    // The last days that can be written are days, too.
    assert_eq!(written(&normalize(&["--until", "9999-12-31"], &chats()).exits_with(0)), ["1", "2", "3"]);
    assert_eq!(written(&normalize(&["--since", "9999-12-31"], &chats()).exits_with(0)), [""; 0]);
    for wrong in [
        ["--since", "2024-03-01", "--until", "2024-02-29"],
        ["--since", "2024-02-29T00:00:01Z", "--until", "2024-02-29T00:00:00Z"],
    ] {
        let done = normalize(&wrong, &chats()).exits_with(2);
        done.complains("chathook: --since is later than --until, so no event would be written");
    }
    for wrong in [["--since", "yesterday"], ["--until", "2024-2-29"], ["--until", "2023-02-29"], ["--type", "chat.end"]]
    {
        normalize(&wrong, "").exits_with(2);
    }
}

#[test]
fn an_id_is_written_once_among_the_last_million() {
    let done = normalize(&["--unique"], &(online(1) + &online(2) + &online(1) + &online(3) + &online(2))).exits_with(0);
    assert_eq!(written(&done), ["1", "2", "3"]);
    done.complains("5 payloads: 3 normalized, 2 left out as repeats");
    // The first is forgotten when a million others came after it.
    let mut many = String::new();
    for id in (0..1_000_000).chain([0, 1_000_000, 0, 3]) {
        writeln!(many, "{{\"event\":\"online\",\"operator_id\":\"{id}\"}}").expect("memory can be written");
    }
    let done = normalize(&["--unique"], &many).exits_with(0);
    let last: Vec<&str> = done.out.lines().rev().take(2).collect();
    assert!(last[0].contains("\"subject\":\"0\"") && last[1].contains("\"subject\":\"1000000\""), "{last:?}");
    done.complains("1000004 payloads: 1000002 normalized, 2 left out");
}

/// The examples of RFC 8785, sections 3.2.2 and 3.2.3 and appendix B, and what it demands of numbers.
#[test]
fn the_canonical_form_is_that_of_rfc_8785() {
    let canonical = |json: &str| {
        let mut out = Vec::new();
        write_canonical(json, &mut out).map(|()| String::from_utf8(out).expect("it is UTF-8"))
    };
    let cases = [
        (
            r#"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}"#,
            Err(Reason::Number("333333333.33333329".to_owned())),
        ),
        (
            r#"{ "numbers": [1E30, 4.50, 2e-3, 0.000000000000000000000000001], "literals": [null, true, false] }"#,
            Ok(r#"{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27]}"#),
        ),
        (r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/""#, Ok("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")),
        (
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
            Ok(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
            ),
        ),
        ("[0,-0,0.0,-0e5]", Ok("[0,0,0,0]")),
        ("5e-324", Ok("5e-324")),
        ("-1.7976931348623157e308", Ok("-1.7976931348623157e+308")),
        ("9007199254740992", Ok("9007199254740992")),
        ("9007199254740993", Err(Reason::Number("9007199254740993".to_owned()))),
        ("295147905179352830000", Ok("295147905179352830000")),
        ("999999999999999900000", Ok("999999999999999900000")),
        ("1e21", Ok("1e+21")),
        ("1e20", Ok("100000000000000000000")),
        ("0.000001", Ok("0.000001")),
        ("0.0000001", Ok("1e-7")),
        ("333333333.3333333", Ok("333333333.3333333")),
        ("1e400", Err(Reason::Number("1e400".to_owned()))),
        ("1e-400", Err(Reason::Number("1e-400".to_owned()))),
        (r#"{"a":1,"\u0061":2}"#, Err(Reason::DuplicateKey("a".to_owned()))),
        ("[1 2]", Err(Reason::NotJson)),
    ];
    for (json, expected) in cases {
        assert_eq!(canonical(json).map_err(|error| error.reason), expected.map(str::to_owned), "{json}");
    }
    let error = canonical(r#"{"a":[{"b/c":1e999}]}"#).expect_err("it has none");
    assert_eq!(error.pointer, "/a/0/b~1c");
}

/// Appendix B of RFC 8785: what ECMAScript writes of these doubles stays as it is, however it is written, and so do their
/// opposites.
#[test]
fn numbers_are_those_of_appendix_b() {
    for number in [
        "5e-324",
        "1.7976931348623157e+308",
        "9007199254740992",
        "295147905179352830000",
        "9.999999999999997e+22",
        "1e+23",
        "1.0000000000000001e+23",
        "999999999999999700000",
        "999999999999999900000",
        "1e+21",
        "9.999999999999997e-7",
        "0.000001",
        "333333333.3333332",
        "333333333.33333325",
        "333333333.3333333",
        "333333333.3333334",
        "333333333.33333343",
        "0.0000033333333333333333",
        "1424953923781206.2",
    ] {
        let canonical = |json: String| {
            let mut out = Vec::new();
            write_canonical(&json, &mut out).expect("a double can hold it");
            String::from_utf8(out).expect("it is UTF-8")
        };
        let (mantissa, exponent) = number.split_once('e').unwrap_or((number, "0"));
        let point = if mantissa.contains('.') { "0" } else { ".00" };
        for sign in ["", "-"] {
            let expected = format!("{sign}{number}");
            assert_eq!(canonical(expected.clone()), expected);
            assert_eq!(canonical(format!("{sign}{mantissa}{point}E{exponent}")), expected);
        }
    }
    for word in ["NaN", "Infinity", "-Infinity"] {
        assert_eq!(write_canonical(word, &mut Vec::new()).map_err(|error| error.reason), Err(Reason::NotJson));
    }
}

/// Only what must be is escaped, and in the shortest way; half a surrogate pair is no Unicode.
#[test]
fn strings_are_escaped_as_rfc_8785_says() {
    for code in 0..=0xffff_u32 {
        let Some(character) = char::from_u32(code) else {
            let half = format!("\"\\u{code:04X}\"");
            let reason = write_canonical(&half, &mut Vec::new()).map_err(|error| error.reason);
            assert_eq!(reason, Err(Reason::NotJson), "{half}");
            continue;
        };
        let expected = match character {
            '\u{8}' => "\\b".to_owned(),
            '\t' => "\\t".to_owned(),
            '\n' => "\\n".to_owned(),
            '\u{c}' => "\\f".to_owned(),
            '\r' => "\\r".to_owned(),
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\0'..='\u{1f}' => format!("\\u{code:04x}"),
            character => character.to_string(),
        };
        let mut out = Vec::new();
        write_canonical(&format!("\"\\u{code:04X}\""), &mut out).expect("it is a string");
        assert_eq!(String::from_utf8(out).expect("it is UTF-8"), format!("\"{expected}\""), "{code:04x}");
    }
}

#[test]
fn a_canonical_event_says_the_same_and_has_the_same_id() {
    let source = r###"{"event":"online","operator_id":"1","z":1.50,"a":"##[group]"}"###;
    let plain = normalize(&[], source).exits_with(0).out;
    let canonical = normalize(&["--canonical"], source).exits_with(0).out;
    let read = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON");
    assert_eq!(read(&plain), read(&canonical));
    assert!(
        canonical.starts_with("{\"data\":{") && canonical.contains(r###""/a":"##[group]","/z":1.5"###),
        "{canonical}"
    );
    assert_eq!(normalize(&["--canonical"], &canonical).exits_with(0).out, canonical);

    let large = r#"{"event":"online","operator_id":"1","z":9007199254740993}"#;
    let done = normalize(&["--canonical"], large).exits_with(1);
    assert_eq!(done.out, "");
    done.complains("<stdin>:1:1: error: /data/unmapped/~1z: 9007199254740993 has no canonical form")
        .complains("1 payload: 0 normalized, 1 rejected");
}
