//! Requests as they were sent: the head is no payload and no finding, the body is read.

use crate::support::Run;

/// Each file of `tests/http`: the events in it, and what is found.
const FILES: &[(&str, &[&str], &[&str])] = &[
    ("request.http", &["online"], &["7:1: note[enveloped-payload]"]),
    ("several.http", &["online", "away", "online", "away"], &["5:1: note[enveloped-payload]"]),
    ("chunked.http", &["online", "away"], &["6:1: note[enveloped-payload]"]),
    ("curl.txt", &["online"], &["12:1: note[enveloped-payload]"]),
    ("exchange.txt", &["online", "away"], &["4:1: note[enveloped-payload]"]),
    (
        "broken.http",
        &[],
        &[
            "4:1: note[enveloped-payload]",
            "4:1: error[missing-field]",
            "4:18: error[invalid-json]",
            "10:1: error[missing-field]",
            "10:18: error[invalid-json]",
        ],
    ),
    ("none.http", &[], &["1:1: error[empty-input]"]),
    ("multipart.http", &["online"], &["12:1: note[enveloped-payload]"]),
    ("form_in_parts.http", &[], &["5:1: error[invalid-json]"]),
    ("editor.http", &["online", "away"], &["5:1: note[enveloped-payload]"]),
];

#[test]
fn the_body_of_a_request_is_read() {
    for (name, events, findings) in FILES {
        let path = format!("tests/http/{name}");
        let validated = Run::new(&["validate", "--format", "concise", &path]).done().out;
        let found: Vec<_> = validated.lines().filter_map(|line| line.strip_prefix(&format!("{path}:"))).collect();
        let is_as_expected =
            found.len() == findings.len() && found.iter().zip(*findings).all(|(one, it)| one.starts_with(it));
        assert!(is_as_expected, "{validated}");
        let normalized = Run::new(&["normalize", &path]).done();
        let said: Vec<_> = events.iter().map(|event| format!("\"vendorevent\":\"{event}\"")).collect();
        let is_said = normalized.out.lines().count() == said.len()
            && normalized.out.lines().zip(&said).all(|(line, event)| line.contains(event.as_str()));
        assert!(is_said, "{name}: {}", normalized.out);
        normalized.exits_with(i32::from(findings.iter().any(|finding| finding.contains("error["))));
    }
}

/// `curl -v` begins its lines so, and people quote so what others wrote.
#[test]
fn a_payload_that_is_quoted_is_read() {
    for sign in ["> ", ">", "< ", "* ", "*", ">> ", ">  "] {
        let source = format!("{sign}{{\"event\":\"online\",\"operator_id\":1}}\n").repeat(2);
        let events = Run::new(&["normalize", "--quiet"]).input(&source).done().out;
        assert_eq!(events.lines().count(), 2, "{source}");
    }
    // A field of a head may hold an object, and so may what a tool tells.
    let told = "> POST /hook HTTP/1.1\n< NEL: {\"max_age\":1}\n* sent {\"event\":\"away\"}\n";
    let source = format!("{told}{{\"event\":\"online\",\"operator_id\":1}}\n");
    assert_eq!(Run::new(&["normalize"]).input(&source).done().exits_with(0).out.lines().count(), 1);
}

/// The event is that of the bare body, and so is what is kept.
#[test]
fn a_body_in_chunks_is_the_body() {
    // A character may be in two chunks, and what is read at once may end anywhere in them.
    let body = format!("{{\"event\":\"online\",\"operator_id\":\"Zo\u{eb}\u{20ac}\",\"more\":\"{}\"}}", "é".repeat(99));
    let bare = Run::new(&["normalize"]).input(&body).done().exits_with(0).out;
    for (size, more) in [1, 2, 3, 7, 100, 999].into_iter().flat_map(|size| (0..6).map(move |more| (size, more))) {
        let head = format!("POST /hook HTTP/1.1\r\nX: {}\r\nTransfer-Encoding: chunked\r\n\r\n", "x".repeat(more));
        let mut source = head.into_bytes();
        for piece in body.as_bytes().chunks(size) {
            source.extend([format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat());
        }
        source.extend(b"0\r\nX-Sum: 1\r\n\r\n");
        assert_eq!(Run::new(&["normalize"]).input(&source).done().exits_with(0).out, bare, "{size} {more}");
        let twice = [&*source, b"\n", &*source].concat();
        assert_eq!(Run::new(&["normalize"]).input(twice).done().exits_with(0).out, [&*bare, &*bare].concat(), "{size}");
    }
    let broken = "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n8\n{\"event\"\na\n:\"online\"}\n0\n\n";
    let kept = Run::new(&["normalize", "--quiet", "--rejects", "/dev/stderr"]).input(broken).done().exits_with(1).err;
    assert_eq!(kept, "{\"event\":\"online\"}\n");
}
