//! Findings in their places: code, pointer, line and column of beginning and end.

use std::fs;

use chathook::repair;

use crate::support::{examine, root};

/// Each finding as `code pointer line:column-line:column`.
fn places(source: &str) -> Vec<String> {
    let outcomes = examine(source.as_bytes());
    let findings = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
    let places = findings.map(|finding| {
        let (start, end) = (finding.start, finding.end);
        let place = format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column);
        format!("{} {:?} {place}", finding.code.rule().name, finding.pointer)
    });
    places.collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(places(source), expected, "{source}");
}

#[test]
fn a_missing_field_is_at_the_object_that_lacks_it() {
    check(r#"{"event":"chat_started","visitor":{"chat_id":"c"}}"#, &[r#"missing-field "/visitor" 1:35-1:50"#]);
    check(r#"{"event":"chat_wrapped_up"}"#, &[r#"missing-field "" 1:1-1:28"#, r#"missing-field "" 1:1-1:28"#]);
    check("{\"event\":\"online\",\n \"operator_id\":null}", &[r#"missing-field "/operator_id" 2:16-2:20"#]);
}

#[test]
fn columns_count_characters() {
    let line =
        |before: &str| format!(r#"{{"event":"chat_started","visitor":{{"id":"v","name":"{before}","visits":"9"}}}}"#);
    check(&line("Zoe"), &[r#"wrong-type "/visitor/visits" 1:67-1:70"#]);
    check(&line("Zoë"), &[r#"wrong-type "/visitor/visits" 1:67-1:70"#]);
    check(&line("李雷x"), &[r#"wrong-type "/visitor/visits" 1:67-1:70"#]);
    check(&line("😀xx"), &[r#"wrong-type "/visitor/visits" 1:67-1:70"#]);
    check(&line("\\u00e9"), &[r#"wrong-type "/visitor/visits" 1:70-1:73"#]);
}

#[test]
fn lines_and_tabs_count_as_they_stand() {
    let text =
        "{\r\n\t\"event\":\t\"chat_started\",\r\n\t\"visitor\": {\"id\": \"v\",\r\n\t\t\"visits\": true}\r\n}\r\n";
    check(text, &[r#"wrong-type "/visitor/visits" 4:13-4:17"#]);
}

#[test]
fn payloads_after_the_first_keep_their_lines() {
    let good = r#"{"event":"online","operator_id":1}"#;
    let bad = r#"{"event":"chat_started","visitor":{"id":"v","visits":-1.5}}"#;
    check(&format!("{good}\n{good}\n{bad}\n"), &[r#"invalid-number "/visitor/visits" 3:54-3:58"#]);
    check(&format!("{good}{bad}"), &[r#"invalid-number "/visitor/visits" 1:88-1:92"#]);
    check(&format!("[{good},\n  {bad}]"), &[r#"invalid-number "/visitor/visits" 2:56-2:60"#]);
}

#[test]
fn a_value_in_json_that_travels_as_text_is_at_its_place_in_the_file() {
    let text = r#"{"id":"1","users":"{\"agent\":{\"name\":\"\u00c5se\"},\"visitor\":{\"email\":\"none\"}}","event":"CHAT_ON_CLOSE"}"#;
    let at = 1 + text[..text.find(r#"\"none\""#).expect("it is there")].chars().count();
    check(text, &[&format!(r#"invalid-email "/users/visitor/email" 1:{at}-1:{}"#, at + 8)]);
}

#[test]
fn a_key_that_stands_twice_is_at_its_second_place() {
    let outcomes = examine(b"{\"event\":\"online\",\n \"operator_id\":1,\n \"operator_id\":2}");
    let finding = &outcomes[0].report.findings[0];
    assert_eq!((finding.code.rule().name, finding.pointer.as_str()), ("duplicate-key", "/operator_id"));
    assert_eq!((finding.start.line, finding.start.column, finding.end.column), (3, 2, 15));
    assert_eq!(finding.related.as_ref().map(|related| (related.start.line, related.start.column)), Some((2, 2)));
    check(
        r#"{"event":"online","operator_id":1,"x":{"a":1,"b":{"a":2},"a":3}}"#,
        &[r#"unknown-field "/x" 1:35-1:38"#, r#"duplicate-key "/x/a" 1:58-1:61"#],
    );
}

#[test]
fn an_unknown_key_is_pointed_at_itself() {
    check(
        r#"{"event":"online","operator_id":1,"a~b":1,"c/d":{}}"#,
        &[r#"unknown-field "/a~0b" 1:35-1:40"#, r#"unknown-field "/c~1d" 1:43-1:48"#],
    );
    check(
        r#"{"event":"chat_started","vistor":{"id":"v"}}"#,
        &[r#"missing-field "" 1:1-1:45"#, r#"misspelled-field "/vistor" 1:25-1:33"#],
    );
}

#[test]
fn what_is_not_json_is_at_the_first_wrong_character() {
    check(r#"{"event":"online","operator_id":}"#, &[r#"invalid-json "" 1:33-1:34"#]);
    check("{\"event\":\"online\",\n\"operator_id\":1 2}", &[r#"invalid-json "" 2:17-2:18"#]);
    check(r#"{"event":"online""#, &[r#"invalid-json "" 1:18-1:18"#]);
    check("{\"event\":\"ünline\",\"x\":nul}", &[r#"invalid-json "" 1:26-1:27"#]);
}

#[test]
fn slips_that_are_mended_are_each_at_their_place() {
    let text = "{\"id\":\"1\", // the chat\n \"users\":\"{\"agent\":{\"name\":\"A\nB\",}}\",\n \"chat_duration\":\"x\",\n \"event\":\"CHAT_ON_CLOSE\",}";
    check(
        text,
        &[
            r#"invalid-json "" 1:12-1:23"#,
            r#"invalid-json "" 2:10-2:11"#,
            r#"invalid-json "" 2:30-3:1"#,
            r#"invalid-json "" 3:3-3:4"#,
            r#"invalid-number "/chat_duration" 4:18-4:21"#,
            r#"invalid-json "" 5:25-5:26"#,
        ],
    );
}

#[test]
fn only_the_findings_of_the_detected_event_are_made() {
    check(r#"{"event":"chat_strated","visitor":{"visits":"x"}}"#, &[r#"unknown-event "/event" 1:10-1:24"#]);
    check(r#"{"event":"order.paid","total":1}"#, &[r#"unknown-vendor "/event" 1:10-1:22"#]);
    check(r#"{"operator_id":1}"#, &[r#"ambiguous-event "" 1:1-1:18"#]);
}

#[test]
fn an_event_without_its_name_is_known_by_its_shape() {
    let text = r#"{"chat_id":"c","visitor":{"id":"v","chat_id":"c"},"wrapup":{"category":"Sales"}}"#;
    check(text, &[&format!(r#"missing-field "" 1:1-1:{}"#, text.len() + 1)]);
}

#[test]
fn a_number_names_no_event() {
    let sample = fs::read_to_string(root().join("samples/acquire/CHAT_ON_CLOSE.json")).expect("a sample can be read");
    let source = sample.replace("\"CHAT_ON_CLOSE\"", "5");
    assert!(places(&source).contains(&r#"wrong-type "/event" 51:12-51:13"#.to_owned()), "{:?}", places(&source));
}

#[test]
fn a_payload_with_two_names_could_be_either() {
    let event = r#"{"dataschema":"urn:chathook:event:1","event":"online","operator_id":1}"#;
    check(event, &[&format!(r#"ambiguous-event "" 1:1-1:{}"#, event.len() + 1)]);
    let event = r#"{"event":"online","operator_id":1,"dataschema":"urn:chathook:event:1"}"#;
    check(event, &[&format!(r#"ambiguous-event "" 1:1-1:{}"#, event.len() + 1)]);
    let other = r#"{"event":"online","operator_id":1,"dataschema":"urn:example"}"#;
    check(other, &[r#"unknown-field "/dataschema" 1:35-1:47"#]);
}

#[test]
fn a_word_more_is_no_slip() {
    check(
        r#"{"event":"chat_ended","chat":{"id":"c"},"visitor_id":1,"vistor":{}}"#,
        &[r#"unknown-field "/visitor_id" 1:41-1:53"#, r#"misspelled-field "/vistor" 1:56-1:64"#],
    );
}

#[test]
fn few_keys_do_not_tell_an_event() {
    check(r#"{"data":{"id":"1"}}"#, &[r#"unknown-vendor "" 1:1-1:20"#]);
}

#[test]
fn the_name_counts_wherever_it_stands() {
    let keys = (0..300).map(|number| format!("\"k{number}\":\"{}\",", "x".repeat(40))).collect::<Vec<_>>().concat();
    let source = format!("{{{keys}\"event\":\"online\",\"operator_id\":1}}");
    assert!(places(&source).iter().all(|place| place.starts_with("unknown-field ")), "{:?}", places(&source)[0]);
}

#[test]
fn half_a_surrogate_pair_in_a_key_is_at_the_key() {
    check(
        r#"{"event":"online","operator_id":1,"a\ud800":1}"#,
        &[r#"invalid-utf8 "/a\\ud800" 1:35-1:44"#, r#"unknown-field "/a\\ud800" 1:35-1:44"#],
    );
    check(
        r#"{"event":"case:status","data":{"caseId":1,"fields":{"\udc00":"x"}}}"#,
        &[r#"invalid-utf8 "/data/fields/\\udc00" 1:53-1:61"#],
    );
}

#[test]
fn what_was_put_in_stands_where_it_was_put_in() {
    let repaired = repair::repair("{\"a\":\"\0\",}").expect("there is something to mend");
    assert_eq!(repaired.json, "{\"a\":\"\\u0000\"}");
    let places: Vec<_> = (0..=repaired.json.len()).map(|at| repaired.offset(at)).collect();
    assert_eq!(places, [0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 7, 9, 10]);
}

#[test]
fn what_was_mended_keeps_its_places() {
    check(
        "{\"event\":\"order.paid\",//x\n\"total\":1,}",
        &[r#"unknown-vendor "/event" 1:10-1:22"#, r#"invalid-json "" 1:23-1:26"#, r#"invalid-json "" 2:10-2:11"#],
    );
    check(
        "{//x\n\"event\":\"order.paid\",\"total\":1}",
        &[r#"invalid-json "" 1:2-1:5"#, r#"unknown-vendor "/event" 2:9-2:21"#],
    );
    check(
        "{\"event\":\"online\",//x\r\"operator_id\":1,//y\r}",
        &[r#"invalid-json "" 1:19-1:22"#, r#"invalid-json "" 1:38-1:39"#, r#"invalid-json "" 1:39-1:42"#],
    );
}

#[test]
fn a_look_alike_is_known_by_what_is_wrong_with_it() {
    let visitor =
        |rest: &str| format!(r#"{{"event":"chat_started","visitor":{{"id":"v","name":"Date1536738453010"{rest}}}}}"#);
    check(&visitor(r#","status":99"#), &[r#"unknown-value "/visitor/status" 1:81-1:83"#]);
    let forwarded = visitor(r#","visit_time":"Date1536738453010""#);
    check(&forwarded, &[&format!(r#"unknown-event "" 1:1-1:{}"#, forwarded.len() + 1)]);
}

#[test]
fn items_are_expected_to_be_objects() {
    let source = r#"{"event":"chat_started","visitor":{"id":"v","custom_fields":[5]}}"#;
    let outcomes = examine(source.as_bytes());
    let finding = &outcomes[0].report.findings[0];
    assert_eq!(
        (finding.pointer.as_str(), finding.message.as_str()),
        ("/visitor/custom_fields/0", "expected an object, found a number")
    );
}

fn close(fields: &str) -> String {
    format!(r#"{{"id":"104",{fields},"event":"CHAT_ON_CLOSE"}}"#)
}

/// Where the first finding's other place is: line and column.
fn related(source: &str) -> Option<(u64, u64)> {
    examine(source.as_bytes())[0].report.findings[0]
        .related
        .as_ref()
        .map(|related| (related.start.line, related.start.column))
}

#[test]
fn flaws_of_json_in_text_that_nobody_describes_are_at_their_place_in_the_file() {
    for key in ["chat_notes", "comments", "past_chat"] {
        let at = 15 + key.len() + 3;
        let source = close(&format!(r#""{key}":"{{\"a\":1,\"a\":2}}""#));
        check(&source, &[&format!(r#"duplicate-key "/{key}/a" 1:{}-1:{}"#, at + 8, at + 13)]);
        assert_eq!(related(&source), Some((1, at as u64)));
        assert_eq!(examine(source.as_bytes())[0].report.findings[0].message, "duplicate key `a`");
    }
    let source = close(r#""comments":" [{\"b\":1},\n {\"a\":{\"\u0062\":1,\"c\":0,\"b\":2}}]""#);
    check(&source, &[r#"duplicate-key "/comments/1/a/b" 1:69-1:74"#]);
    assert_eq!(related(&source), Some((1, 48)));
    let surrogate = close(r#""chat_notes":"{\"a\":[1,\"\\ud800\"]}""#);
    check(&surrogate, &[r#"invalid-utf8 "/chat_notes/a/1" 1:37-1:48"#]);
    let deep = close(&format!(r#""past_chat":"{{\"a\":{}1{}}}""#, "[".repeat(127), "]".repeat(127)));
    let pointer = format!("/past_chat/a{}", "/0".repeat(126));
    check(&deep, &[&format!(r#"too-deep "{pointer}" 1:159-1:160"#)]);
}

#[test]
fn half_a_surrogate_pair_breaks_no_json_in_text() {
    let users = close(r#""users":"{\"agent\":{\"name\":\"\ud800\"}}""#);
    check(&users, &[r#"invalid-utf8 "/users" 1:21-1:56"#]);
    let notes = close(r#""chat_notes":"{\"a\":\"\ud800\"}""#);
    check(&notes, &[r#"invalid-utf8 "/chat_notes" 1:26-1:46"#]);
}

/// The line that each finding shows, with brackets around its stretch.
fn excerpts(source: &[u8]) -> Vec<String> {
    let outcomes = examine(source);
    let findings = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
    let excerpts = findings.map(|finding| {
        let excerpt = &finding.excerpt;
        let (before, rest) = excerpt.text.split_at(excerpt.start);
        let (stretch, after) = rest.split_at(excerpt.end - excerpt.start);
        format!("{before}«{stretch}»{after}")
    });
    excerpts.collect()
}

#[test]
fn the_line_that_is_shown_is_the_line_of_the_source_to_the_end_of_the_payload() {
    let on = r#"{"event":"online","operator_id":1}"#;
    let bad = r#"{"event":"online","operator_id":true}"#;
    for (source, expected) in [
        (format!("{on} garbage"), vec![format!("{on} «g»arbage")]),
        (format!("{on} garbage\r\n{on}"), vec![format!("{on} «g»arbage")]),
        (
            format!("[{bad},{on}, {bad}]\n"),
            vec![
                r#"[{"event":"online","operator_id":«true»}"#.to_owned(),
                format!(r#"[{bad},{on}, {{"event":"online","operator_id":«true»}}"#),
            ],
        ),
        (format!("[{on}"), vec![format!("[{on}«»")]),
        (format!("[\n  {on},\n\n"), vec![format!("  {on},«»")]),
        ("[ ]\n".to_owned(), vec!["«»[ ]".to_owned()]),
        ("\u{feff}[]".to_owned(), vec!["«»[]".to_owned()]),
        (
            format!("\u{feff}{bad}x"),
            vec![format!("«»{bad}"), r#"{"event":"online","operator_id":«true»}"#.to_owned(), format!("{bad}«x»")],
        ),
        (format!("{on}{{\"event\":\"online\",\n"), vec![format!(r#"{on}{{"event":"online",«»"#)]),
    ] {
        assert_eq!(excerpts(source.as_bytes()), expected, "{source}");
    }
    let lossy = [br"[".as_slice(), on.as_bytes(), b",\xff\xe2\x82 {\"event\":\"\xff\",\"x\":1}]"].concat();
    let stretches: Vec<String> = excerpts(&lossy).iter().map(|it| it.replace(['«', '»'], "")).collect();
    let line = String::from_utf8_lossy(&lossy).into_owned();
    assert!(stretches.iter().all(|it| line.starts_with(it)), "{stretches:?}");
}

#[test]
fn what_is_shown_of_a_long_line_is_near_the_finding() {
    let on = r#"{"event":"online","operator_id":1},"#.repeat(20_000);
    let bad = r#"{"event":"online","operator_id":true}"#;
    let outcomes = examine(format!("[{on}{bad},{on}{bad}]").as_bytes());
    let findings: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.report.findings).collect();
    assert_eq!(findings.len(), 2);
    for finding in findings {
        let excerpt = &finding.excerpt;
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "true");
        assert_eq!((excerpt.start, excerpt.is_cut.0), (300, true));
    }
}

/// Each finding as `code pointer line:column @offset`.
fn offsets(source: &[u8]) -> Vec<String> {
    let outcomes = examine(source);
    let findings = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
    let places = findings.map(|finding| {
        let start = finding.start;
        let name = finding.code.rule().name;
        format!("{name} {:?} {}:{} @{}-{}", finding.pointer, start.line, start.column, start.offset, finding.end.offset)
    });
    places.collect()
}

#[test]
fn each_stretch_that_is_not_utf_8_is_at_its_place() {
    let source =
        b"{\"event\":\"chat_started\",\"visitor\":{\"id\":\"v\xff\",\"name\":\"\xe2\x82-\xe9\",\n\"visits\":true}}\n\
        {\"event\":\"online\",\"operator_id\":true,\"\xfe\":1}\n\xff";
    assert_eq!(
        offsets(source),
        [
            r#"invalid-utf8 "/visitor/id" 1:43 @42-43"#,
            r#"invalid-utf8 "/visitor/name" 1:54 @53-55"#,
            r#"invalid-utf8 "/visitor/name" 1:56 @56-57"#,
            r#"wrong-type "/visitor/visits" 2:10 @69-73"#,
            r#"wrong-type "/operator_id" 3:33 @108-112"#,
            r#"unknown-field "/�" 3:38 @113-116"#,
            r#"trailing-data "" 4:1 @120-121"#,
            // Those that are more than three are counted, at the first.
            r#"invalid-utf8 "" 3:39 @114-114"#,
        ]
    );
    let embedded =
        b"{\"id\":\"1\",\"users\":\"{\\\"agent\\\":{\\\"name\\\":\\\"\xff\\\"}}\",\"event\":\"CHAT_ON_CLOSE\"}";
    assert_eq!(offsets(embedded), [r#"invalid-utf8 "/users" 1:43 @42-43"#]);
    let many = [b"{\"event\":\"online\",\"operator_id\":\"".as_slice(), &b"\xff".repeat(250_000), b"\"}"].concat();
    let report = &examine(&many)[0].report;
    assert_eq!((report.findings.len(), report.omitted.errors), (1, 0));
    assert!(report.findings[0].message.contains("in 250000 places"), "{}", report.findings[0].message);
}

#[test]
fn a_value_that_is_missing_at_the_end_of_a_line_is_missed_there() {
    let line =
        |end: &str| format!("{{\"event\":\"chat_started\",\n \"visitor\":{{\"id\":\"v\",\n  \"visits\": {end}}}}}");
    check(&line(""), &[r#"invalid-json "" 3:13-3:14"#]);
    check(&line("\n  "), &[r#"invalid-json "" 3:12-3:12"#]);
    check(&line("\r\n\r\n"), &[r#"invalid-json "" 3:12-3:12"#]);
    check(&line("\n,\"a\":1"), &[r#"invalid-json "" 3:12-3:12"#]);
    check(&line("[1,\n x]"), &[r#"invalid-json "" 4:2-4:3"#]);
}

#[test]
fn an_escape_that_is_none_is_pointed_at_from_its_backslash() {
    let line = |name: &str| format!(r#"{{"event":"chat_started","visitor":{{"name":"{name}","id":"v"}}}}"#);
    check(&line(r"李\u12G4"), &[r#"invalid-json "" 1:45-1:50"#]);
    check(&line(r"C:\dir"), &[r#"invalid-json "" 1:46-1:48"#]);
    check(&line(r#"\"\\\é"#), &[r#"invalid-json "" 1:48-1:50"#]);
    check(&line(r"\u12"), &[r#"invalid-json "" 1:44-1:48"#]);
}

#[test]
fn a_text_that_is_not_closed_is_at_its_beginning() {
    let source = "{\"event\":\"chat_started\",\"visitor\":{\n  \"name\":\"Anna,\r\n  \"id\":\"v\"}}\n";
    check(source, &[r#"invalid-json "" 2:10-2:16"#]);
    let outcomes = examine(source.as_bytes());
    let message = &outcomes[0].report.findings[0].message;
    assert_eq!(message, "not JSON: unterminated string");
}

#[test]
fn what_is_wrong_with_the_json_is_said_whatever_the_event_is() {
    let name =
        |source: &str| places(source).into_iter().filter(|it| !it.contains("-vendor ") && !it.contains("-event "));
    for (source, expected) in [
        (r#"{"event":"foo","operator_id":1,"event":"online"}"#, vec![r#"duplicate-key "/event" 1:32-1:39"#]),
        (r#"{"x":1,"x":2}"#, vec![r#"duplicate-key "/x" 1:8-1:11"#]),
        (
            r#"{"visitor":{"id":1,"id":2,"id":3}}"#,
            vec![r#"duplicate-key "/visitor/id" 1:20-1:24"#, r#"duplicate-key "/visitor/id" 1:27-1:31"#],
        ),
        (
            r#"{"event":"chat_foo","visitor":{"name":"a","name":"b"}}"#,
            vec![r#"duplicate-key "/visitor/name" 1:43-1:49"#],
        ),
        (r#"{"x":"\ud800"}"#, vec![r#"invalid-utf8 "/x" 1:6-1:14"#]),
        (r#"{"operator_id":[{"\udc00":1}]}"#, vec![r#"invalid-utf8 "/operator_id/0/\\udc00" 1:18-1:26"#]),
        ("{\"x\":1, // y\n\"x\":2}", vec![r#"invalid-json "" 1:9-1:13"#, r#"duplicate-key "/x" 2:1-2:4"#]),
    ] {
        assert_eq!(name(source).collect::<Vec<_>>(), expected, "{source}");
    }
    let outcomes = examine(br#"{"x":1,"x":2}"#);
    let finding = outcomes[0].report.findings.iter().find(|finding| finding.related.is_some());
    assert_eq!(finding.and_then(|finding| finding.related.as_ref()).map(|related| related.start.column), Some(2));
}

/// What is wrong with the JSON of a value is said beside what is wrong with the value.
#[test]
fn a_value_of_the_wrong_type_is_looked_into() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let source = format!(r#"{{"event":"chat_started","visitor":{{"id":"v","name":{deep}}}}}"#);
    let found = places(&source);
    assert_eq!(found[0], r#"wrong-type "/visitor/name" 1:52-1:453"#);
    assert!(found[1].starts_with("too-deep ") && found[1].ends_with(" 1:178-1:179"), "{found:?}");
    check(
        r#"{"event":"chat_started","visitor":{"id":"v","city":{"n":1,"n":2}}}"#,
        &[r#"wrong-type "/visitor/city" 1:52-1:65"#, r#"duplicate-key "/visitor/city/n" 1:59-1:62"#],
    );
}

#[test]
fn what_is_too_deep_and_never_closed_is_too_deep() {
    let source = format!(r#"{{"event":"chat_started","visitor":{}"#, "[".repeat(2000));
    check(&source, &[r#"too-deep "" 1:162-1:163"#]);
    let list = places(&"[".repeat(2000));
    assert!(list[0].starts_with("too-deep "), "{list:?}");
}

#[test]
fn lists_that_travel_as_text_hold_no_scalars() {
    let closed = |notes: &str| format!(r#"{{"id":"1","chat_notes":{notes},"event":"CHAT_ON_CLOSE"}}"#);
    check(&closed("true"), &[r#"wrong-type "/chat_notes" 1:24-1:28"#]);
    check(&closed("\"5\""), &[r#"invalid-embedded-json "/chat_notes" 1:24-1:27"#]);
    for nothing in ["null", "\"\"", "\"null\"", "\"[]\"", "{}"] {
        check(&closed(nothing), &[]);
    }
}

#[test]
fn addresses_are_told_from_what_is_none() {
    let codes = |member: &str| -> usize {
        places(&format!(r#"{{"event":"chat_started","visitor":{{"id":"v",{member}}}}}"#)).len()
    };
    for email in ["a@b.co", "a.b+c@b.example", "\\\"a b\\\"@b.co", "ü@b.co", "a@localhost"] {
        assert_eq!(codes(&format!(r#""email":"{email}""#)), 0, "{email}");
    }
    for email in ["<a@b.co>", "a@b.co, c@d.co", "a", "@b.co", "a@", "a b@c.co", "a@b..co"] {
        assert_eq!(codes(&format!(r#""email":"{email}""#)), 1, "{email}");
    }
    for url in ["https://a.b", "http://a.b:8080/c?d#e", "file:///C:/x.html", "https://[::1]/"] {
        assert_eq!(codes(&format!(r#""referrer_url":"{url}""#)), 0, "{url}");
    }
    for url in ["a.b/c", "https://", "https:///c", "Home page https://a.b/", "://a.b"] {
        assert_eq!(codes(&format!(r#""referrer_url":"{url}""#)), 1, "{url}");
    }
}
