//! Findings in their places: code, pointer, line and column of beginning and end.

use crate::support::examine;

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
    assert_eq!(finding.related.map(|related| (related.line, related.column)), Some((2, 2)));
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
fn a_payload_with_two_names_could_be_either() {
    let event = r#"{"dataschema":"urn:chathook:event:1","event":"online","operator_id":1}"#;
    check(event, &[&format!(r#"ambiguous-event "" 1:1-1:{}"#, event.len() + 1)]);
    let event = r#"{"event":"online","operator_id":1,"dataschema":"urn:chathook:event:1"}"#;
    check(event, &[&format!(r#"ambiguous-event "" 1:1-1:{}"#, event.len() + 1)]);
    let other = r#"{"event":"online","operator_id":1,"dataschema":"urn:example"}"#;
    check(other, &[r#"unknown-field "/dataschema" 1:35-1:47"#]);
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
