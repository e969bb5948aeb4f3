//! What findings say, by example: messages and help, as they are shown.

use std::iter;

use chathook::encoding::time::Zone;

use crate::support::{Run, examine, examine_in};

/// Each finding's message, and its help after a bar; of values, where to look is said in one way and is left out.
fn said(source: &str) -> Vec<String> {
    let outcomes = examine(source.as_bytes());
    let findings = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
    let shown = findings.filter(|finding| finding.code.rule().name != "assumed-time-zone");
    shown
        .map(|finding| {
            let explain = format!("`chathook explain {}` shows how the vendor writes it", finding.pointer);
            let help = finding.help.as_ref().filter(|help| **help != explain);
            iter::once(&finding.message).chain(help).map(String::as_str).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(said(source), expected, "{source}");
}

/// A payload of the vendor that writes everything as anything, with this member.
fn closed(member: &str) -> String {
    format!(r#"{{"id":"1",{member},"event":"CHAT_ON_CLOSE"}}"#)
}

/// A payload of the other vendor, whose visitor has this member.
fn visitor(member: &str) -> String {
    format!(r#"{{"event":"chat_started","visitor":{{"id":"v",{member}}}}}"#)
}

#[test]
fn a_time_that_does_not_exist_is_told_from_one_that_is_written_otherwise() {
    let created = |time: &str| closed(&format!(r#""date_created":"{time}""#));
    check(&created("2018-02-30 05:17:40"), &[r#""2018-02-30 05:17:40": there is no such day"#]);
    check(&created("0000-01-01 00:00:00"), &[r#""0000-01-01 00:00:00": its year in UTC is not between 1 and 9999"#]);
    let (zone, last) = (Zone::named("-12:00").expect("it is an offset"), created("9999-12-31 23:59:59"));
    let outcome = examine_in(last.as_bytes(), zone).remove(0);
    let said: Vec<_> = outcome.report.findings.iter().map(|it| &*it.message).collect();
    assert_eq!(said, [r#""9999-12-31 23:59:59": its year in UTC is not between 1 and 9999"#]);
    check(&created("2018-02-20 25:17:40"), &[r#""2018-02-20 25:17:40": there is no such time of day"#]);
    check(&created("20.2.2018"), &[r#"expected a time such as `2018-07-23 05:17:40`, found "20.2.2018""#]);
    check(
        &created("2018-02-30 05:17:40Z"),
        &[r#"expected a time such as `2018-07-23 05:17:40`, found "2018-02-30 05:17:40Z""#],
    );
    let written = |time: &str| {
        format!(r#"{{"event":"case:status","data":{{"caseId":1,"messages":[{{"dateCreated":"{time}"}}]}}}}"#)
    };
    for (time, why) in [
        ("Tue Mar 03 2021 10:19:49 GMT+0000 (UTC)", "the weekday does not match the date"),
        ("Wed Mar 03 2021 10:19:69 GMT+0000", "there is no such time of day"),
        ("Wed Feb 30 2021 10:19:49 GMT+0000", "there is no such day"),
    ] {
        check(&written(time), &[&format!("\"{time}\": {why}")]);
    }
    let far = visitor(r#""visit_time":"/Date(99999999999999999999)/""#);
    check(&far, &[r#""/Date(99999999999999999999)/": its year in UTC is not between 1 and 9999"#]);
}

#[test]
fn what_is_not_json_is_named() {
    let agent = |value: &str| format!(r#"{{"event":"online","operator_id":{value}}}"#);
    let value = "write null, a number, or a string in double quotes";
    let number = "no leading zeros, no `+`, and digits on both sides of the point";
    for (wrong, message, help) in [
        ("nul", "`nul` is not a JSON value", value),
        ("+7", "`+7` is not a JSON number", number),
        ("007", "`007` is not a JSON number", number),
        (".5", "`.5` is not a JSON number", number),
        ("5.", "`5.` is not a JSON number", number),
        ("", "expected a value, found `}`", "write what is missing before it"),
        (r#""\q""#, "invalid escape", r"a backslash itself is written `\\`; `\u` needs four hexadecimal digits"),
        (
            "1 2",
            "expected `,` or `}`, found `2`",
            "look just before this place for a missing or extra quote, comma or bracket",
        ),
    ] {
        check(&agent(wrong), &[&format!("not JSON: {message} | {help}")]);
    }
    for (wrong, found, help) in [
        (r#"{"event":"online",,"x":1}"#, ",", "remove this comma, or write what is missing before it"),
        (r#"{"event":"online",/ x /"x":1}"#, "/", "JSON has no comments; remove it"),
        (
            r#"{\"event\":\"online\"}"#,
            r"\",
            r#"its quotes are escaped, as they are inside a string; write `"` for `\"`, or put the whole in quotes again"#,
        ),
    ] {
        check(wrong, &[&format!("not JSON: expected a key in double quotes, found `{found}` | {help}")]);
    }
    for (encoded, message, help) in [
        (
            "%7B%22event%22%3A%22online%22%7D",
            "this is percent-encoded",
            "decode it first, or write `payload=` before it: the fields of a form are decoded",
        ),
        (
            "%7b%0A%20%22event%22%7d",
            "this is percent-encoded",
            "decode it first, or write `payload=` before it: the fields of a form are decoded",
        ),
        ("H4sIAAAAAAAA/6tWSi1LzSs=", "this is a gzip archive in Base64", "decode it first: base64 -d FILE | gzip -d"),
        ("7b226576656e74223a317d", "this is text in hexadecimal digits", "decode it first: xxd -r -p FILE"),
    ] {
        check(encoded, &[&format!("not JSON: {message} | {help}")]);
    }
    let end = "its end is missing: it may have been cut off when it was saved";
    check(r#"{"event":"on"#, &[&format!("not JSON: the payload ends inside a string | {end}")]);
    check(r#"{"event":"online""#, &[&format!("not JSON: the payload ends inside an object | {end}")]);
}

#[test]
fn a_text_that_should_hold_json_is_said_to_hold_something_else() {
    check(&closed(r#""users":"5""#), &["this string should hold an object, but holds a number"]);
    check(
        &closed(r#""comments":"nope""#),
        &["this string should hold an object or an array, but it is not JSON: `nope` is not a JSON value \
           | write null, a number, or a string in double quotes"],
    );
    let tags = closed(r#""users":{"visitor":{"tags":"5"}}"#);
    check(&tags, &["this string should hold an object or an array, but holds a number"]);
}

#[test]
fn a_value_that_is_wrong_is_shown() {
    let id = "expected an id: a string or a whole number, found 12.5";
    check(&closed(r#""account_id":12.5"#), &[id]);
    check(&visitor(r#""visits":1e2"#), &["expected a whole number, found 1e2, which is not written as a whole number"]);
    check(&visitor(r#""department":"a","chat_id":12.5"#), &[id]);
    let seconds = "expected a number, found";
    check(&closed(r#""chat_wait_time":1e400"#), &[&format!("{seconds} 1e400, which is larger than programs can hold")]);
    check(&closed(r#""chat_wait_time":"x""#), &[&format!("{seconds} \"x\"")]);
    check(&closed(r#""translation_mode":"yes""#), &[r#"expected `true` or `false`, found "yes""#]);
    check(&visitor(r#""status":12"#), &["expected a whole number from 0 to 11, found `12`"]);
    check(
        &closed(r#""by":"agent15""#),
        &[
            "expected a `TYPE-ID` such as `agent-15111` (TYPE is one of `visitor`, `agent`, `bot`, `system`), found `agent15`",
        ],
    );
    check(&visitor(r#""landing_page":"example.com""#), &["not a URL | it has no scheme such as `https://`"]);
    check(&visitor(r#""email":"zoe""#), &["not an e-mail address | it has no `@`"]);
    check(&visitor(r#""skill":"12....""#), &["this id is truncated | use the whole id"]);
}

#[test]
fn times_that_contradict_each_other_are_named_by_their_own_pointers() {
    let times = |wait: u32, picked: &str| {
        closed(&format!(
            r#""chat_wait_time":"{wait}","date_created":"2024-05-01 10:00:00","date_picked":"2024-05-01 {picked}""#
        ))
    };
    check(
        &times(30, "10:00:01"),
        &["the wait is given as 30 seconds, but 1 second passed between `/date_created` and `/date_picked` \
           | the wait or one of the two times is wrong; check that both have the same zone and unit"],
    );
    check(
        &times(30, "09:59:00"),
        &["`/date_picked` (2024-05-01T09:59:00Z) is before `/date_created` (2024-05-01T10:00:00Z) \
           | one of them is wrong; check that both have the same zone and unit"],
    );
    let outcomes = examine(times(30, "09:59:00").as_bytes());
    let finding = outcomes[0].report.findings.iter().find(|finding| finding.code.rule().name == "time-order");
    assert_eq!(finding.and_then(|finding| finding.related.as_ref()).map(|related| related.start.column), Some(48));
}

#[test]
fn no_time_is_before_one_that_must_be_earlier() {
    let (early, late) = (r#""/Date(1584400000000)/""#, r#""/Date(1584422324807)/""#);
    for (source, message) in [
        (
            format!(
                r#"{{"event":"chat_wrapped_up","chat_id":1,"visitor":{{"id":1,"first_visit_time":{late}}},"wrapup":{{"time":{early}}}}}"#
            ),
            "`/wrapup/time` (2020-03-16T23:06:40.000Z) is before `/visitor/first_visit_time` (2020-03-17T05:18:44.807Z)",
        ),
        (
            format!(
                r#"{{"event":"chat_wrapped_up","chat_id":1,"visitor":{{"id":1,"first_visit_time":{late},"visit_time":{late}}},"wrapup":{{"time":{early}}}}}"#
            ),
            "`/wrapup/time` (2020-03-16T23:06:40.000Z) is before `/visitor/visit_time` (2020-03-17T05:18:44.807Z)",
        ),
        (
            format!(
                r#"{{"event":"offline_message_submitted","offline_message":{{"id":1,"time":{early}}},"visitor":{{"id":1,"visit_time":{late}}}}}"#
            ),
            "`/offline_message/time` (2020-03-16T23:06:40.000Z) is before `/visitor/visit_time` (2020-03-17T05:18:44.807Z)",
        ),
        (
            format!(r#"{{"event":"chat_ended","chat":{{"id":1,"start_time":{late},"wrap_up":{{"time":{early}}}}}}}"#),
            "`/chat/wrap_up/time` (2020-03-16T23:06:40.000Z) is before `/chat/start_time` (2020-03-17T05:18:44.807Z)",
        ),
        (
            closed(r#""date_created":"2024-05-01 10:00:00","date_updated":"2024-05-01 09:00:00""#),
            "`/date_updated` (2024-05-01T09:00:00Z) is before `/date_created` (2024-05-01T10:00:00Z)",
        ),
    ] {
        check(&source, &[&format!("{message} | one of them is wrong; check that both have the same zone and unit")]);
    }
}

#[test]
fn a_duration_that_cannot_be_says_why() {
    let help = "usually a chat that nobody closed, or a clock that was changed";
    check(&closed(r#""chat_duration":"99999""#), &[&format!("27 h 46 min is longer than 4 hours | {help}")]);
    check(
        &closed(r#""chat_wait_time":-3"#),
        &["-3 seconds; a duration cannot be negative | usually a clock that was changed in between"],
    );
    check(
        &closed(r#""ahead_time":"-1""#),
        &["-1 seconds; a duration cannot be negative | usually a clock that was changed in between"],
    );
}

#[test]
fn what_is_missing_says_of_what_and_why() {
    let why = "it is required:";
    check(
        r#"{"event":"chat_wrapped_up","visitor":{},"wrapup":null}"#,
        &[
            &format!("`chat_id` is missing from the payload | {why} id of the chat"),
            &format!("`id` is missing from `/visitor` | {why} id of the visitor"),
            "`wrapup` is empty, but is required | look for its value in what was sent",
        ],
    );
}

#[test]
fn a_name_that_is_a_common_word_counts_where_nothing_speaks_against_it() {
    let missing = "`operator_id` is missing from the payload | it is required: id of the agent";
    check(r#"{"event":"online"}"#, &[missing]);
    for key in ["operatorid", "operater_id"] {
        let misspelled = format!(
            "`{key}` is not documented; did you mean `operator_id`? | write `operator_id`, or leave it in `unmapped`"
        );
        check(&format!(r#"{{"event":"online","{key}":1}}"#), &[missing, &misspelled]);
        check(&format!(r#"{{"{key}":1,"event":"online"}}"#), &[missing, &misspelled]);
        // The first name in the text is that of another event, so that the guess is wrong.
        let nested = format!(r#"{{"{key}":{{"event":"chat_started"}},"event":"online"}}"#);
        check(&nested, &[missing, &misspelled]);
    }
    let unknown = "`online` is not recognized as an event of a known vendor \
                   | nearest is comm100/online, but `/operator_id` is missing; `chathook explain comm100/online` shows its fields";
    check(r#"{"event":"online","total":1}"#, &[unknown]);
    check(r#"{"event":"online","operater_id":1,"total":1}"#, &[unknown]);
}

#[test]
fn an_event_whose_name_is_no_text_is_told_so() {
    let which = "it could be comm100/chat_requested or comm100/chat_started \
                 | say which it is, for instance --event comm100/chat_requested";
    for (name, found) in [("5", "a number"), ("null", "null"), ("\"\"", "empty"), ("[]", "an array")] {
        let source = format!(r#"{{"event":{name},"visitor":{{"id":"v"}}}}"#);
        check(&source, &[&format!("`event` should name the event, and is {found}; {which}")]);
        assert_eq!(examine(source.as_bytes())[0].report.findings[0].pointer, "/event");
    }
    check(r#"{"visitor":{"id":"v"}}"#, &[&format!("the event is not named, and {which}")]);
}

#[test]
fn what_nobody_knows_is_told_where_to_look() {
    let unknown = "not recognized as an event of a known vendor |";
    check(
        r#"{"operator_id":1,"x":1,"y":2,"z":3}"#,
        &[&format!(
            "{unknown} `chathook explain` lists the vendors and their events; in a log, --from log skips other objects"
        )],
    );
    check(
        r#"{"chat":{"id":1,"waiting_time":"10s","operators":"Bo"},"x":1,"y":2,"z":3}"#,
        &[&format!(
            "{unknown} nearest are comm100/chat_ended, comm100/chat_transferred, but `/event` is missing; \
             `chathook explain comm100/chat_ended` shows its fields"
        )],
    );
    let event = r#"{"event":"chat_started","visitor":{"id":"v"}}"#;
    let quoted = chathook::json::quoted(event);
    for (source, place) in [
        (format!(r#"{{"headers":{{}},"body":{event}}}"#), "/body"),
        (format!(r#"{{"a/b":{quoted}}}"#), "/a~1b"),
        (format!(r#"{{"hooks":[ {event},{event}]}}"#), "/hooks/*"),
    ] {
        check(
            &source,
            &[&format!(
                "read from `{place}` | nothing to do: it is read as if it stood alone; --at names the places to read"
            )],
        );
    }
}

#[test]
fn errors_outside_payloads_do_not_make_the_summary_contradict_itself() {
    let on = r#"{"event":"online","operator_id":1}"#;
    let wrong = r#"{"event":"online","operator_id":true}"#;
    let sums = |source: String| Run::new(&["validate"]).input(source).done().exits_with(1);
    sums(format!("{on} and more")).says("1 payload, 1 clean: 1 error outside payloads\n");
    sums(format!("{on}{wrong} and more")).says("2 payloads, 1 clean: 2 errors (1 error outside payloads)\n");
    sums(String::new()).says("0 payloads, 0 clean: 1 error\n");
}

/// A tab is as wide as a space, so that the marks stand under what they mean; and two that are on one line share theirs.
#[test]
fn two_marks_stand_under_one_line() {
    let source = "{\"event\":\"online\",\t\"operator_id\":1,\"operator_id\":2}";
    let done = Run::new(&["validate"]).input(source).done().exits_with(1);
    done.says(concat!(
        "1 | {\"event\":\"online\", \"operator_id\":1,\"operator_id\":2}\n",
        "  |                    -------------   ^^^^^^^^^^^^^\n",
    ));
}
