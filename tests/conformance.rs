//! Whole sources of the kinds that conformance suites are made of: what is JSON, and what is not.

use crate::support::{Outcome, examine};
use crate::syntax::{REJECTED, is_json};

/// Whole sources that are JSON: what they hold may be no payload.
#[rustfmt::skip]
const VALID: &[&str] = &[
    "[]", " [] ", "[[]   ]", "[\"\"]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]", "[1\n]", " [1]",
    "[1,null,null,null,2]", "[2] ", "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0]", "[-0.0000000001]", "[20e1]",
    "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[123.456789]",
    "{\"a\":\"b\", \"c\":\"d\"}", "{\"a\":\"b\"}", "{}", "{\"\":0}", "{\"foo\\u0000bar\": 42}",
    "{\"x\":[{\"id\": \"xx\"}], \"id\": \"xx\"}", "{\"a\":[]}", "{\n\"a\": \"b\"\n}", "[\"\\u0060\\u012a\\u12AB\"]",
    "[\"\\ud801\\udc37\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]", "[\"\\\"\"]",
    "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[\"\u{10ffff}\"]", "[\"\u{1bfff}\"]",
    "[\"\\uDBFF\\uDFFE\"]", "[\"\u{feff}\"]", "[\"\\u0000\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{7f}\"]", "\" \"",
    "[\"\u{2342}\u{3248}\"]", "[\"⍂㈴⍂\"]", "[\"\\u0022\"]", "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"",
    "[\"a\"]\n", "[true]", " [] \n", "\n[\t1\r, {\"a\" : [ ] } ]",
];

/// Whole sources that are not, of which some would be if a little was done to them.
#[rustfmt::skip]
const INVALID: &[&str] = &[
    "[1 true]", "[a", "[\"\": 1]", "[\"\"],", "[\"x\"]]", "[3[4]]", "[1:2]", "[,", "[-]", "[1,\n1\n,1",
    "[\"a\",\n4\n,1,", "[{}", "[{}}", "[\u{b}\"a\"\\f]", "[++1234]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]",
    "[0.1.2]", "[0.3e+]", "[0.e1]", "[1 000.0]", "[1eE2]", "[9.e+]", "[1+2]", "[0x42]", "[-foo]", "[-1x]",
    "[1.8011670033376514H-308]", "[1.2a-3]", "[-012]", "[\u{ff11}]", "[\"x\", truth]", "{[: \"x\"}\n",
    "{\"x\", null}", "{\"x\"::\"b\"}", "{🇨🇭}", "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}", "{9999E9999:1}",
    "{\"id\":0,,,,,}", "{'a':0}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}/**//", "{\"a\":\"b\"}//", "{\"a\":\"b\"}/",
    "{\"a\":\"b\",,\"c\":\"d\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"}#",
    "{\"a\":/*comment*/\"b\"}", " ", "[\"\\uD800\\", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]",
    "[é]", "[\"\\\u{0}\"]", "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\🌀\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]",
    "[\"\\uqqqq\"]", "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']", "abc", "[\"\\", "[\"new\nline\"]",
    "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "<.>", "[<null>]", "[1]x", "[1]]", "[\"asd]", "aå", "[True]", "1]",
    "{\"x\": true,", "[][]", "]", "å", "[", "", "[\u{0}]", "2@", "{}}", "{\"\":", "{\"a\":/*comment*/\"b\"}",
    "{\"a\": true} \"x\"", "['", "[,", "[{", "[\"a", "[\"a\"", "{", "{]", "{,", "{[", "{\"a", "{'a'", "[\"\\{[\"\\{",
    "*", "{\"a\":\"b\"}#{}", "[\\u000A\"\"]", "[1", "[ false, nul", "[ true, fals", "[ false, tru",
    "{\"asd\":\"asd\"", "\u{2060}", "[\u{2060}]", "[\u{c}]", "\u{feff}", "[\u{feff}]x", "[\"a\"\"b\"]",
    "{\"a\" \"b\"}", "[1,]", "[1,,]", "[,1]", "[1,,2]", "[\"\",]", "2.", "nul", "[nan]",
];

/// Of what is JSON, the syntax is never what is wrong.
#[test]
fn whole_sources_that_are_json_have_no_fault_of_syntax() {
    for text in VALID {
        assert!(is_json(text.as_bytes()), "the parser rejects {text:?}");
        let codes: Vec<_> = examine(text.as_bytes()).iter().flat_map(Outcome::codes).collect();
        assert!(!codes.contains(&"invalid-json") && !codes.contains(&"trailing-data"), "{text:?}: {codes:?}");
    }
    for text in ["{\"a\":\"b\",\"a\":\"c\"}", "{\"a\":\"b\",\"a\":\"b\"}"] {
        assert!(examine(text.as_bytes()).iter().flat_map(Outcome::codes).any(|code| code == "duplicate-key"), "{text}");
    }
}

/// What is not JSON, alone in its source, is an error that cannot be ignored.
#[test]
fn whole_sources_that_are_not_json_are_errors() {
    let tables = REJECTED.iter().flat_map(|(_, texts)| *texts).copied();
    // A list and an object in a row are payloads in a row, of which there is one.
    for text in tables.chain(INVALID.iter().copied()).filter(|text| !is_json(text.as_bytes()) && *text != "[]{}") {
        let outcomes = examine(text.as_bytes());
        let is_error = |outcome: &Outcome| outcome.report.findings.iter().any(|finding| finding.code.is_of_syntax());
        assert!(outcomes.iter().any(is_error), "{text:?}: {outcomes:#?}");
    }
}

/// Between whichever items of a list a comma is missing, it is said once.
#[test]
fn a_missing_comma_is_pointed_at() {
    let items = ["1", "true", "null", "\"a\"", "[]", "[1]", "{}", "-1.5", "false"];
    for one in items {
        for other in items {
            let source = format!("[{one} {other}]");
            let outcomes = examine(source.as_bytes());
            let missing = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
            let missing: Vec<_> = missing.filter(|finding| finding.message.contains("a comma is missing")).collect();
            assert_eq!(missing.len(), 1, "{source}: {outcomes:#?}");
            assert_eq!(missing[0].start.column, one.len() as u64 + 3, "{source}");
        }
    }
    for source in ["[[][]]", "[{}{}]", "[{}2]", "[\"a\"\"b\"]", "[{}\"a\"]"] {
        let outcomes = examine(source.as_bytes());
        let messages = outcomes.iter().flat_map(|outcome| &outcome.report.findings).map(|finding| &finding.message);
        assert_eq!(messages.filter(|message| message.contains("a comma is missing")).count(), 1, "{source}");
    }
}
