//! What is JSON and what is not, by example and against `serde_json`: each text wherever a value may stand, so that it meets
//! this program's own scanner as well as that parser.

use chathook::plan::Plan;
use chathook::read::Reading;
use chathook::vendors::VENDORS;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::support::{Outcome, examine};

/// Texts that are JSON and come out as they came in.
#[rustfmt::skip]
const KEPT: &[(&str, &[&str])] = &[
    ("literals", &["null", "true", "false"]),
    (
        "numbers",
        &[
            "0", "-0", "1", "-1", "10", "1234567890", "0.0", "-0.0", "0.5", "1.0", "1.50", "0e0", "0e1", "0E+1", "-0e-1",
            "1e1", "1E1", "1e+1", "1e-1", "1e01", "1e00", "1.5e10", "123.456e-78", "123456789012345", "1234567890123456",
            "9007199254740993", "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890",
            "0.1000000000000000055511151231257827", "1e400", "-1e400", "1e-400", "1e99999999999999999999",
        ],
    ),
    (
        "texts",
        &[
            r#""""#, r#"" ""#, r#""a""#, r#""Zoë""#, r#""李雷 😀""#, r#""\"""#, r#""\\""#, r#""\b\f\n\r\t""#, r#""\u0000""#,
            r#""\u001f""#, r#""\\u0041""#, r#""\\\"""#, r#""\\\\""#, r#""{""#, r#""[1,2""#, r#""a:b,c""#, r#""//""#,
            r#""/* */""#, "\"#\"", "\"'\"", "\"\u{a0}\u{3000}\"", "\"\u{fffd}\"", "\"\u{fffe}\u{ffff}\"", "\"\u{10ffff}\"",
            "\"\u{feff}\"", "\"\u{e000}\"", r#""null""#, r#""1e400""#, r#""0123456789abcdef0123456789abcdef""#,
        ],
    ),
    (
        "structure",
        &[
            "[]", "{}", "[[]]", "[{}]", "[[],[[]]]", "[null]", "[1,2,3]", r#"["a",1,null,[true],{"b":false}]"#, r#"{"a":1}"#,
            r#"{"":0}"#, r#"{"":""}"#, r#"{"a":{}}"#, r#"{"a":[]}"#, r#"{"a":{"a":{"a":[{"a":1}]}}}"#, r#"{"a":1,"b":2}"#,
            r#"{"a":1,"b":2}"#, r#"{" ":1," a ":2}"#, r#"{"Zoë":1}"#, r#"{"\"":1}"#, r#"{"\\":1}"#, r#"{"\n":1}"#, r#"{"{":1}"#,
            r#"{"null":null,"true":true}"#, r#"{"0":0}"#, r#"{"id":"1","name":"x","value":[]}"#,
        ],
    ),
];

/// Texts that are JSON, and how they come out: on one line, and with no more escapes than needed to be safe to print.
#[rustfmt::skip]
const WRITTEN: &[(&str, &[(&str, &str)])] = &[
    (
        "white space",
        &[
            (" 1", "1"), ("1 ", "1"), ("\t1\t", "1"), ("\n1\n", "1"), ("\r1\r", "1"), ("\r\n \"a\" \r\n", "\"a\""),
            ("[ ]", "[]"), ("{ }", "{}"), ("{\n}", "{}"), ("[\t1 ,\r\n2 ]", "[1,2]"), (r#" { "a" : 1 , "b" : [ ] } "#, r#"{"a":1,"b":[]}"#),
            ("[[ ] ,{ } ]", "[[],{}]"), ("{\"a\"\n:\r1}", r#"{"a":1}"#), (r#"[ " a ", "b " ]"#, r#"[" a ","b "]"#),
        ],
    ),
    (
        "the order of members",
        &[
            (r#"{"b":1,"a":2}"#, r#"{"a":2,"b":1}"#),
            (r#"{"b":{"d":[{"z":1,"y":2},3],"c":4},"a":5}"#, r#"{"a":5,"b":{"c":4,"d":[{"y":2,"z":1},3]}}"#),
            (r#"{"é":1,"z":2,"":3}"#, r#"{"":3,"z":2,"é":1}"#),
        ],
    ),
    (
        "escapes",
        &[
            (r#""\/""#, r#""/""#), (r#""\u0041""#, r#""A""#), (r#""\u00e9""#, r#""é""#), (r#""\u00E9""#, r#""é""#),
            (r#""\u005c""#, r#""\\""#), (r#""\u0022""#, r#""\"""#), (r#""\u002F""#, r#""/""#), (r#""\u000a""#, r#""\n""#),
            (r#""\uD83D\uDE00""#, r#""😀""#), (r#""\ud83d\ude00""#, r#""😀""#), (r#""\udbff\udfff""#, "\"\u{10ffff}\""),
            (r#""\uffff""#, "\"\u{ffff}\""), (r#""\ufeff""#, "\"\u{feff}\""), (r#""x\u0041\u0042y""#, r#""xABy""#),
            ("\"\u{7f}\"", r#""\u007f""#), ("\"\u{9b}\"", r#""\u009b""#), ("\"\u{2028}\u{2029}\"", r#""\u2028\u2029""#),
            ("\"\u{202e}\"", r#""\u202e""#), (r#"{"\u0061":1}"#, r#"{"a":1}"#), (r#"{"\/":1}"#, r#"{"/":1}"#),
        ],
    ),
];

/// Texts that are not JSON, with or without mending. Put in place of a value, none of them becomes JSON.
#[rustfmt::skip]
pub(crate) const REJECTED: &[(&str, &[&str])] = &[
    (
        "literals",
        &[
            "", "nul", "nulll", "nullnull", "Null", "NULL", "nil", "None", "tru", "truee", "True", "TRUE", "fals", "False", "yes",
            "undefined", "NaN", "nan", "-NaN", "Infinity", "-Infinity", "+Infinity", "inf", "∞", "a", "_", "$", "@", "&", "*", "?",
            "\\u0031", "\\", "'", "`", "nu ll", "t rue", "n\null",
        ],
    ),
    (
        "numbers",
        &[
            "00", "01", "-00", "-01", "007", "-", "+", "--1", "+1", "++1", "+-1", "- 1", ".", ".5", "-.5", "+.5", "5.", "-5.", "0.",
            "1.e1", ".e1", "e1", "E", "1e", "1E", "1e+", "1e-", "1e+-1", "1eE2", "1ee1", "1e1e1", "1e1.5", "1e.5", "1..2", "1.2.3",
            "1.-2", "0x1F", "0b1", "0o7", "1_000", "1 000", "1'000", "1a", "1f", "1n", "1L", "1-", "1+2", "1/2", "1%", "1e0x", "٣",
            "１", "1\u{a0}", "0e", "0e+", "-e1", "1\u{0}2", "123456789012345x", "1234567890123456x", "01234567890123456789",
        ],
    ),
    (
        "texts",
        &[
            "\"", "\"a", "a\"", "\"a\"\"", "\"\"\"", "\"a\"b", "\"\"a", "\"a\" \"b\"", "'a'", "`a`", "“a”", "«a»", "a b", "\"\\\"",
            "\"\\", r#""\x41""#, r#""\a""#, r#""\'""#, r#""\0""#, r#""\ ""#, r#""\v""#, r#""\e""#, r#""\é""#, r#""\N""#, r#""\u""#,
            r#""\u1""#, r#""\u12""#, r#""\u123""#, r#""\u123g""#, r#""\ug123""#, r#""\u 123""#, r#""\u+123""#, r#""\u-123""#,
            r#""\u{41}""#, r#""\U00000041""#, r#""\ud83d\u""#, r#""\ud83d\uZZZZ""#, "\"\\\n\"", "\"\0\"", "\"\u{1}\"", "\"\u{8}\"",
            "\"\t\"", "\"\n\"", "\"\r\"", "\"\u{1b}[31m\"", "\"\u{1f}\"", "\"0123456789abcde\u{1f}\"", "\"0123456789abcdef\t\"",
        ],
    ),
    (
        "structure",
        &[
            "[", "]", "{", "}", "[1", "[1,", "[\"a", "[\"a\"", "[[]", "[{", "[{}", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1",
            "{\"a\":1,", "{\"a\":\"b", "[,", "[,]", "[,1]", "[1,]", "[1,,2]", "[1,,]", "[1 2]", "[1;2]", "[1:2]", "[\"a\":1]", "[1}",
            "[1)", "(1)", "<1>", "[[1]", "[1]]", "[{]}", "[[[}]]", "{,}", "{:}", "{:1}", "{\"a\"}", "{\"a\",\"b\"}", "{\"a\":}",
            "{\"a\":,}", "{\"a\":1,}", "{\"a\":1 , }", "{,\"a\":1}", "{\"a\":1,,\"b\":2}", "{\"a\" 1}", "{\"a\"=1}", "{\"a\"=>1}",
            "{\"a\"::1}", "{\"a\":1:2}", "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{\"a\":1\"b\":2}", "{a:1}", "{'a':1}", "{“a”:1}",
            "{1:1}", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", "{\"a\":1]", "{\"a\":[}", "{[}]", "{\"a\":{]}", "{\"a\":1}}", "{{}}",
            "{[]}", "{1}", "{\"a\":(1)}", "{\"a\":b}", "{...}", "[...]", "[*]", "{\"a\\u\":1}", "{\"a\\x\":1}", "{\"a\n\":1}",
            "{\"id\":01}", "{\"id\":1,\"id\"}", "{\"name\":\"x\" \"value\":1}",
        ],
    ),
    (
        "white space",
        &[
            "\u{b}1", "1\u{b}", "\u{c}1", "\u{85}1", "\u{a0}1", "\u{1680}1", "\u{2003}1", "\u{200b}1", "\u{2028}1", "\u{2029}1",
            "\u{202f}1", "\u{2060}1", "\u{3000}1", "\u{feff}1", "1\u{feff}", "\u{0}1", "1\u{0}", "[\u{a0}1]", "[1\u{a0},2]", "[\u{c}]",
            "{\u{a0}}", "{\"a\"\u{a0}:1}", "{\"a\":\u{a0}1}", "{\"a\":1\u{a0}}", "{\u{feff}\"a\":1}", "\\n1", "\\t",
        ],
    ),
    (
        "comments",
        &[
            "/**/", "/**/1", "1/**/", "[1/* x */]", "[1,/**/2]", "{/**/}", "//\n1", "1//x\n", "[1//x\n]", "[//\n]", "{//\n}",
            "{\"a\"://\n1}", "#\n1", "[1#x\n]", "--1\n", "<!-- -->1", "/", "1/", "/ /1",
        ],
    ),
    (
        "more than a value",
        &[
            "1 2", "null null", "true false", "[][]", "[] []", "[]x", "{}x", "[]\"\"", "{}1", "[]{}", "\"a\"1", "1\"a\"",
            "1{}", "1[]", "null,", "[],", "1:2", "\"a\":1", "{}:{}", "1=1", "1;", "{};", "\"a\".", "f(1)", "1]", "1}",
        ],
    ),
];

/// Bytes that are no text, in what would be JSON.
const NO_TEXT: &[&[u8]] = &[
    b"\xff",
    b"\"\xff\"",
    b"\"\x80\"",
    b"\"\xc3\"",
    b"\"\xe2\x82\"",
    b"\"\xf0\x9f\x98\"",
    b"\"\xc0\x80\"",
    b"\"\xc1\xbf\"",
    b"\"\xe0\x80\xaf\"",
    b"\"\xed\xa0\x80\"",
    b"\"\xf4\x90\x80\x80\"",
    b"\"\xf8\x88\x80\x80\x80\"",
    b"\"0123456789abcde\xff0123456789abcdef\"",
    b"[\xff]",
    b"{\"\xff\":1}",
    b"[1,\"a\xe9\",2]",
    b"1\xff",
    b"\xfe\xff\x001",
    b"\"\x00a\x00\"",
];

/// What says that something is no JSON.
const SYNTAX: [&str; 5] = ["invalid-json", "invalid-utf8", "trailing-data", "too-deep", "empty-input"];

/// Sources with a text in place of a value: one that is described as a value, an object or a list, and one that is not
/// described; and if it begins like an object, as the payload.
fn sources(text: &[u8]) -> Vec<Vec<u8>> {
    let around = [
        (r#"{"event":"online","operator_id":1,"x":[0,"#, "]}"),
        (r#"{"event":"online","operator_id":"#, "}"),
        (r#"{"event":"chat_started","visitor":"#, "}"),
        (r#"{"event":"chat_started","visitor":{"id":1,"custom_fields":"#, "}}"),
        (r#"{"event":"case:status","data":{"caseId":1,"fields":"#, "}}"),
        (r#"[{"event":"online","operator_id":1,"x":"#, "}]"),
    ];
    let mut sources: Vec<_> = around.map(|(before, after)| [before.as_bytes(), text, after.as_bytes()].concat()).into();
    sources.extend(text.trim_ascii_start().starts_with(b"{").then(|| text.to_vec()));
    sources
}

fn has_syntax_finding(outcomes: &[Outcome]) -> bool {
    outcomes.iter().flat_map(Outcome::codes).any(|code| SYNTAX.contains(&code))
}

/// Whether the parser takes a text for JSON.
pub(crate) fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(text).is_ok()
}

#[track_caller]
fn accepts(text: &str, written: &str) {
    assert!(is_json(text.as_bytes()), "the parser rejects {text:?}");
    let sources = sources(text.as_bytes());
    for source in &sources {
        let outcomes = examine(source);
        assert!(!has_syntax_finding(&outcomes), "{}: {outcomes:#?}", source.escape_ascii());
    }
    let outcome = examine(&sources[0]).remove(0);
    let kept = format!(r#""unmapped":{{"/x":[0,{written}]}}"#);
    assert!(outcome.event.as_ref().is_some_and(|event| event.contains(&kept)), "{text:?}: {outcome:#?}");
}

#[track_caller]
fn rejects(text: &[u8]) {
    assert!(!is_json(text), "the parser accepts {}", text.escape_ascii());
    for source in sources(text) {
        let outcomes = examine(&source);
        assert!(has_syntax_finding(&outcomes), "{}: {outcomes:#?}", source.escape_ascii());
        assert!(
            outcomes.iter().all(|outcome| !outcome.is_sound || outcome.bytes != source),
            "{}",
            source.escape_ascii()
        );
    }
}

#[test]
fn what_is_json_is_accepted_and_kept() {
    KEPT.iter().flat_map(|(_, texts)| *texts).for_each(|text| accepts(text, text));
    WRITTEN.iter().flat_map(|(_, texts)| *texts).for_each(|(text, written)| accepts(text, written));
}

#[test]
fn what_is_not_json_is_rejected() {
    REJECTED.iter().flat_map(|(_, texts)| *texts).for_each(|text| rejects(text.as_bytes()));
    NO_TEXT.iter().copied().for_each(rejects);
}

/// Objects in a row are payloads in a row, where they are no value.
#[test]
fn objects_in_a_row_are_no_value() {
    for text in ["{}{}", "{} {}", "{}\n{}", "{}\u{1e}{}"] {
        assert!(!is_json(text.as_bytes()), "{text}");
        let sources = sources(text.as_bytes());
        let (payloads, values) = sources.split_last().expect("there are some");
        assert_eq!(
            examine(payloads).iter().flat_map(Outcome::codes).collect::<Vec<_>>(),
            ["unknown-vendor"; 2],
            "{text:?}"
        );
        for source in values {
            assert!(has_syntax_finding(&examine(source)), "{}", source.escape_ascii());
        }
    }
}

/// A value that is no object is no payload, and is JSON all the same.
#[test]
fn a_value_alone_is_no_payload() {
    for (kind, texts) in KEPT.iter().filter(|(kind, _)| *kind != "structure") {
        for text in *texts {
            let outcomes = examine(text.as_bytes());
            assert_eq!(outcomes.iter().flat_map(Outcome::codes).collect::<Vec<_>>(), ["no-payload"], "{kind}: {text}");
        }
    }
}

/// What the grammar allows and programs differ about: the parser takes it for JSON, and it is an error that names it.
#[test]
fn what_programs_differ_about_is_named() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let half = [
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800a\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ud800\"",
        "\"\\udc00\\ud800\"",
        "[\"\\ud83d\"]",
    ];
    for text in half.into_iter().chain(["{\"\\ud800\":1}"]) {
        assert!(is_json(text.as_bytes()), "{text}");
        for source in sources(text.as_bytes()) {
            let outcomes = examine(&source);
            assert!(
                outcomes[0].codes().contains(&"invalid-utf8") && !outcomes[0].is_sound,
                "{}",
                source.escape_ascii()
            );
        }
    }
    for (text, code) in [(r#"{"a":1,"a":1}"#, "duplicate-key"), (r#"{"a":1,"\u0061":2}"#, "duplicate-key")] {
        assert!(is_json(text.as_bytes()), "{text}");
        assert!(examine(text.as_bytes())[0].codes().contains(&code), "{text}");
        assert!(examine(&sources(text.as_bytes())[0])[0].codes().contains(&code), "{text}");
    }
    // The payload is the first level, and the list in it the second.
    accepts(&deep(126), &deep(126));
    for levels in [127, 128, 1000] {
        let outcomes = examine(&sources(deep(levels).as_bytes())[0]);
        assert_eq!(outcomes[0].codes(), ["unknown-field", "too-deep"], "{levels}");
    }
}

/// A text that looks like JSON: tokens, mostly where they belong.
fn like_json() -> impl Strategy<Value = String> {
    let scalars = |texts: &'static [(&str, &[&str])]| texts[..3].iter().flat_map(|(_, texts)| *texts).copied();
    let scalar =
        proptest::sample::select(scalars(KEPT).chain(WRITTEN[1].1.iter().map(|(text, _)| *text)).collect::<Vec<_>>());
    let wrong = proptest::sample::select(scalars(REJECTED).collect::<Vec<_>>());
    let leaf = prop_oneof![30 => scalar, 1 => wrong].prop_map(str::to_owned);
    let space = || proptest::sample::select(vec!["", "", "", "", " ", "\n", "\r\n\t "]);
    let key = prop_oneof![
        6 => proptest::sample::select(vec!["event", "visitor", "id", "name", "custom_fields", "data", "users", "x", "\\u0069d", ""]),
        1 => proptest::sample::select(vec!["0123456789abcdef", "\\ud800", "\\\"", "é"]),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        let item = (space(), inner, space()).prop_map(|(before, item, after)| format!("{before}{item}{after}"));
        let member = (space(), key.clone(), space(), item.clone())
            .prop_map(|(before, key, after, item)| format!("{before}\"{key}\"{after}:{item}"));
        prop_oneof![
            1 => proptest::collection::vec(item, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            2 => proptest::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// The same as an object, mostly with characters taken out, put in, or in place of others.
fn almost_json() -> impl Strategy<Value = String> {
    let character =
        proptest::sample::select("{}[]\",:\\/ \n\t01-+.eEunt\u{0}\u{1f}\u{7f}\u{a0}é".chars().collect::<Vec<_>>());
    let change = (any::<proptest::sample::Index>(), 0..3_u8, character);
    (like_json(), proptest::collection::vec(change, 0..3)).prop_map(|(text, changes)| {
        let mut text: Vec<char> = format!("{{\"visitor\":{text}}}").chars().collect();
        for (at, kind, character) in changes {
            let at = at.index(text.len());
            match kind {
                0 => text[at] = character,
                1 => text.insert(at, character),
                _ => drop(text.remove(at)),
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever description it is read with.
    #[test]
    fn what_looks_like_json_is_for_the_parser_to_judge(text in almost_json()) {
        let mut values = serde_json::Deserializer::from_str(&text).into_iter::<IgnoredAny>();
        let is_object = text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{');
        let parsed = values.next().and_then(Result::ok).filter(|_| is_object).map(|_| values.byte_offset());
        for vendor in VENDORS {
            for plan in vendor.chat_events().map(Plan::of).chain([Plan::unknown(&vendor.families[0])]) {
                let mut reading = Reading::default();
                let read = reading.read(&text, plan).ok().map(|()| reading.end);
                prop_assert_eq!(read, parsed, "{:?} as {}", &text, plan.event.map_or("any", |event| event.name));
            }
        }
        if is_object {
            prop_assert_eq!(examine(text.as_bytes())[0].report.is_json, parsed.is_some(), "{:?}", &text);
        }
    }
}
