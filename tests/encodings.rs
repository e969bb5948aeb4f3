//! How values are written, and what each becomes: a table for each encoding.

use chathook::describe::scalars::{
    ACCOUNT, ACCOUNT_STRING, AGENT_KEYS, BOOLEAN, COUNT, EMAIL, HTML, ID, ID_OR_NAME, IP, NUMBER, OFFSET, ONLY_ID,
    PARTY, PARTY_BY_FORM, SECONDS, TEXT, URL,
};
use chathook::describe::{Conversation, Encoding, Meanings, Part, Typing};
use chathook::encoding::id;
use chathook::encoding::time::Zone;
use chathook::encoding::transcript::{self, Line, lines, who_joined};
use chathook::encoding::{DecodeError, Decoded, Decoder, EmailError, Odd, UrlError, WriteTime, other_form, utc_offset};
use chathook::json::{self, is_number, is_whole_number};
use chathook::repair;

/// What a word stands for beside what it means.
const SEEN_BY: Meanings = &[("user", "internal")];

/// The vendor whose values these are.
const VENDOR: &str = "somebody";

/// What a raw value becomes, or why it does not.
pub(crate) fn decode_in(
    zone: &Zone,
    typing: Typing,
    encoding: Encoding,
    part: Part,
    raw: &str,
) -> Result<String, DecodeError> {
    let other_form: Option<WriteTime> = Some(other_form);
    let mut decoder = Decoder { other_form, ..Decoder::new(VENDOR, typing, zone) };
    Ok(match encoding.read(&mut decoder, part, raw)? {
        Decoded::Raw(start, end) => raw[start..end].to_owned(),
        Decoded::Made => String::from_utf8(decoder.made).expect("it is UTF-8"),
        Decoded::Absent => "-".to_owned(),
    })
}

fn decode(typing: Typing, encoding: Encoding, raw: &str) -> Result<String, DecodeError> {
    decode_in(&Zone::utc(), typing, encoding, Part::Meaning, raw)
}

#[track_caller]
pub(crate) fn check(typing: Typing, encoding: Encoding, cases: &[(&str, Result<&str, DecodeError>)]) {
    for (raw, expected) in cases {
        assert_eq!(decode(typing, encoding, raw).as_deref(), expected.as_deref(), "{encoding:?} {raw}");
    }
}

#[test]
fn offsets_lose_their_names_and_find_their_signs() {
    for (text, expected, lost_sign) in [
        ("GMT +06:00", "+06:00", false),
        ("GMT 06:00", "+06:00", true),
        ("GMT -08:00", "-08:00", false),
        ("UTC-08:00", "-08:00", false),
        ("UTC+5:45", "", false),
        ("+0530", "+05:30", false),
        ("-03:30", "-03:30", false),
        ("GMT", "+00:00", false),
        ("06:00", "", false),
        ("GMT +6", "", false),
        ("GMT +23:59", "+23:59", false),
        ("GMT +24:00", "", false),
        ("GMT -23:59", "-23:59", false),
        ("GMT +05:60", "", false),
        ("Europe/Vienna", "", false),
        ("", "", false),
    ] {
        let found = utc_offset(text);
        assert_eq!(found.as_ref().map_or("", |offset| offset.text()), expected, "{text}");
        assert_eq!(found.is_some_and(|offset| offset.lost_sign), lost_sign, "{text}");
    }
}

#[test]
fn seconds_are_numbers_in_several_forms() {
    for typing in [Typing::Strict, Typing::Mixed] {
        check(
            typing,
            SECONDS,
            &[
                ("2", Ok("2")),
                (r#""2""#, Ok("2")),
                (r#""10s""#, Ok("10")),
                (r#""1.5s""#, Ok("1.5")),
                (r#""00:00:01""#, Ok("1")),
                (r#""01:02:03""#, Ok("3723")),
                ("-5", Ok("-5")),
                (r#""00:60:00""#, Err(DecodeError::Number)),
                (r#""10 s""#, Err(DecodeError::Number)),
                (r#""ten""#, Err(DecodeError::Number)),
                ("{}", Err(DecodeError::Type)),
            ],
        );
    }
}

#[test]
fn numbers_keep_their_text() {
    let cases = [
        ("9", Ok("9")),
        ("-0", Ok("-0")),
        ("123456789012345678901234567890", Ok("123456789012345678901234567890")),
        ("1.0", Err(DecodeError::Number)),
        ("1e3", Err(DecodeError::Number)),
        ("true", Err(DecodeError::Type)),
        ("[]", Err(DecodeError::Type)),
    ];
    check(Typing::Strict, COUNT, &cases);
    check(Typing::Mixed, COUNT, &cases);
    check(Typing::Strict, COUNT, &[(r#""9""#, Err(DecodeError::Type))]);
    check(
        Typing::Mixed,
        COUNT,
        &[(r#""9""#, Ok("9")), (r#""09""#, Err(DecodeError::Number)), (r#"" 9""#, Err(DecodeError::Number))],
    );
    check(
        Typing::Strict,
        NUMBER,
        &[("1.50", Ok("1.50")), ("1e300", Ok("1e300")), (r#""5""#, Ok("5")), (r#""five""#, Err(DecodeError::Number))],
    );
    check(
        Typing::Strict,
        NUMBER,
        &[
            ("1e400", Err(DecodeError::Number)),
            ("-1e400", Err(DecodeError::Number)),
            (r#""1e400""#, Err(DecodeError::Number)),
        ],
    );
    for (text, whole, number) in [
        ("0", true, true),
        ("-1", true, true),
        ("01", false, false),
        ("", false, false),
        ("-", false, false),
        ("1.", false, false),
        ("1.5e-3", false, true),
        ("1e", false, false),
        ("+1", false, false),
        (".5", false, false),
        ("NaN", false, false),
    ] {
        assert_eq!((is_whole_number(text), is_number(text)), (whole, number), "{text}");
    }
}

#[test]
fn ids_are_always_text() {
    check(
        Typing::Strict,
        ID,
        &[
            ("1165", Ok(r#""1165""#)),
            (r#""db12""#, Ok(r#""db12""#)),
            ("12345678901234567890123", Ok(r#""12345678901234567890123""#)),
            ("1.5", Err(DecodeError::Number)),
            ("true", Err(DecodeError::Type)),
        ],
    );
    let account = |raw: &str| decode(Typing::Mixed, ACCOUNT, raw);
    let vendor = VENDOR;
    assert_eq!(account(r#""10111""#), Ok(format!("\"/{vendor}/10111\"")));
    assert_eq!(account("12.5"), Err(DecodeError::Number));
    assert_eq!(account("true"), Err(DecodeError::Type));
    assert_eq!(account("10111"), Ok(format!("\"/{vendor}/10111\"")));
    assert_eq!(account(r#""a/b c?ü""#), Ok(format!("\"/{vendor}/a%2Fb%20c%3F%C3%BC\"")));
}

#[test]
fn an_account_that_is_a_string_is_no_number() {
    assert_eq!(decode(Typing::Mixed, ACCOUNT_STRING, r#""10111""#), Ok(format!("\"/{VENDOR}/10111\"")));
    assert_eq!(decode(Typing::Mixed, ACCOUNT_STRING, "10111"), Err(DecodeError::Type));
    assert!(!ACCOUNT_STRING.begins_with(b'1') && ACCOUNT_STRING.begins_with(b'"'));
}

#[test]
fn a_department_is_an_id_or_a_name() {
    for (raw, id, name) in [
        ("1165", Ok(r#""1165""#), Ok("-")),
        (r#""1165""#, Ok(r#""1165""#), Ok("-")),
        (r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2e""#, Ok(r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2e""#), Ok("-")),
        (r#""Support""#, Ok("-"), Ok(r#""Support""#)),
        (r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2""#, Ok("-"), Ok(r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2""#)),
        ("1.5", Err(DecodeError::Type), Err(DecodeError::Type)),
        ("[1]", Err(DecodeError::Type), Err(DecodeError::Type)),
    ] {
        let part = |part| decode_in(&Zone::utc(), Typing::Strict, ID_OR_NAME, part, raw);
        assert_eq!(part(Part::Id).as_deref(), id.as_deref(), "{raw}");
        assert_eq!(part(Part::Name).as_deref(), name.as_deref(), "{raw}");
    }
}

#[test]
fn a_party_is_a_role_and_an_id() {
    for (raw, role, id) in [
        (r#""agent-15111""#, Ok(r#""agent""#), Ok(r#""15111""#)),
        (r#""visitor-a-b""#, Ok(r#""visitor""#), Ok(r#""a-b""#)),
        (r#""api-7""#, Err(DecodeError::Word), Err(DecodeError::Word)),
        (r#""agent-""#, Err(DecodeError::Word), Err(DecodeError::Word)),
        (r#""15111""#, Err(DecodeError::Word), Err(DecodeError::Word)),
        ("{}", Err(DecodeError::Type), Err(DecodeError::Type)),
    ] {
        let part = |part| decode_in(&Zone::utc(), Typing::Mixed, PARTY, part, raw);
        assert_eq!(part(Part::Role).as_deref(), role.as_deref(), "{raw}");
        assert_eq!(part(Part::Id).as_deref(), id.as_deref(), "{raw}");
    }
    for (raw, id) in [
        (r#"{"agent-15111-web-1":{"name":"web"}}"#, r#""15111""#),
        (r#"{ "agent-7": {} }"#, r#""7""#),
        (r#"{"web":{}}"#, "-"),
        (r#"{"agent-7-web-1":{},"agent-7-web-2":{}}"#, r#""7""#),
        // Two agents are none.
        (r#"{"agent-7-web-1":{},"agent-8-web-1":{}}"#, "-"),
        (r#"{"agent-7-web-1":{},"web":{}}"#, "-"),
    ] {
        let decoded = decode_in(&Zone::utc(), Typing::Mixed, AGENT_KEYS, Part::Id, raw);
        assert_eq!(decoded.as_deref(), Ok(id), "{raw}");
    }
}

#[test]
fn an_array_of_one_id_is_that_id() {
    for (raw, id) in [
        ("[7]", r#""7""#),
        ("[0]", r#""0""#),
        (r#"["a"]"#, r#""a""#),
        ("[]", "-"),
        ("[7,8]", "-"),
        (r#"[" "]"#, "-"),
        (r#"["00000000-0000-0000-0000-000000000000"]"#, "-"),
    ] {
        assert_eq!(decode(Typing::Strict, ONLY_ID, raw).as_deref(), Ok(id), "{raw}");
    }
}

#[test]
fn ids_that_are_one_guid_are_compared_as_one() {
    let one = id::canonical(br#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2e""#);
    for same in [r#""{3C9CB1A0-5A44-4B2E-9A4F-0A3F0B6C1D2E}""#, r#""3c9cb1a05a444b2e9a4f0a3f0b6c1d2e""#] {
        assert_eq!(id::canonical(same.as_bytes()), one, "{same}");
    }
    for other in [r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2f""#, r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d""#, "7"] {
        assert_ne!(id::canonical(other.as_bytes()), one, "{other}");
    }
    assert_ne!(id::canonical(br#""A""#), id::canonical(br#""a""#));
}

#[test]
fn the_form_of_an_id_says_whose_it_is() {
    for (raw, role) in [
        (r#""ada@example.com""#, Ok(r#""agent""#)),
        (r#""@""#, Ok(r#""agent""#)),
        (r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2e""#, Ok(r#""visitor""#)),
        (r#""3C9CB1A0-5A44-4B2E-9A4F-0A3F0B6C1D2E""#, Ok(r#""visitor""#)),
        (r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2""#, Ok("-")),
        (r#""3c9cb1a0-5a44-4b2e-9a4f-0a3f0b6c1d2ef""#, Ok("-")),
        (r#""3c9cb1a05-a44-4b2e-9a4f-0a3f0b6c1d2e""#, Ok("-")),
        (r#""5c9871d5372c824cbf22d860a707a578""#, Ok(r#""bot""#)),
        (r#""5c9871d5372c824cbf22d860a707a57""#, Ok("-")),
        (r#""5c9871d5372c824cbf22d860a707a5789""#, Ok("-")),
        (r#""5c9871d5372c824cbf22d860a707a57g""#, Ok("-")),
        (r#""PJ0MRSHTDG""#, Ok("-")),
        ("15111", Ok("-")),
        ("{}", Err(DecodeError::Type)),
    ] {
        let part = |part| decode_in(&Zone::utc(), Typing::Strict, PARTY_BY_FORM, part, raw);
        assert_eq!(part(Part::Role).as_deref(), role.as_deref(), "{raw}");
        let id = if raw.starts_with('"') { raw.to_owned() } else { format!("\"{raw}\"") };
        let is_id = role.is_ok();
        assert_eq!(part(Part::Id), if is_id { Ok(id) } else { Err(DecodeError::Type) }, "{raw}");
    }
}

#[test]
fn what_is_odd_is_told_from_what_is_just_not() {
    for (encoding, text, expected) in [
        (ID, "3c9cb1a0....", Some(Odd::Elided)),
        (ID, "3c9cb1a0...", None),
        (PARTY_BY_FORM, "3c9cb1a0....", Some(Odd::Elided)),
        // A name may hold what is not seen; an id may not.
        (ID_OR_NAME, "Sales\u{200b}", None),
        (ID_OR_NAME, "1165\u{200b}", Some(Odd::Unseen('\u{200b}'))),
        (ID_OR_NAME, "3c9cb1a0-5a44-4b2e-\u{2060}9a4f-0a3f0b6c1d2e", Some(Odd::Unseen('\u{2060}'))),
        (TEXT, "to be continued....", None),
        (OFFSET, "GMT 06:00", Some(Odd::LostPlusSign("+06:00".to_owned()))),
        (OFFSET, "GMT +06:00", None),
        (IP, "256.0.0.1", Some(Odd::Ip)),
        (IP, "255.0.0.1", None),
        (IP, "::1", None),
        (URL, "https://example.com", None),
        (URL, "example.com", Some(Odd::Url(UrlError::NoScheme))),
        (URL, "1https://example.com", Some(Odd::Url(UrlError::NoScheme))),
        (URL, "https:///path", Some(Odd::Url(UrlError::NoHost))),
        (URL, "file:///path", None),
        (URL, "about:blank", None),
        (URL, "about:srcdoc", None),
        (URL, "about:", Some(Odd::Url(UrlError::NoScheme))),
        (URL, "https://example.com/a b", Some(Odd::Url(UrlError::Space))),
        (EMAIL, "ada@example.com", None),
        (EMAIL, "ada", Some(Odd::Email(EmailError::NoAt))),
        (EMAIL, "@example.com", Some(Odd::Email(EmailError::Name))),
        (EMAIL, "ada@example..com", Some(Odd::Email(EmailError::Domain))),
        (EMAIL, r#""a@b"@example.com"#, None),
        (Encoding::OneOf(&["open"]), "open", None),
        (Encoding::OneOf(&["open"]), "ajar", Some(Odd::Word)),
    ] {
        assert_eq!(encoding.odd(text), expected, "{encoding:?} {text}");
        assert!(expected.is_none() || encoding.can_be_odd(), "{encoding:?}");
    }
}

#[test]
fn words_and_codes_are_translated_or_refused() {
    let codes = Encoding::Codes(&["waiting", "chatting"]);
    check(
        Typing::Strict,
        codes,
        &[
            ("0", Ok(r#""waiting""#)),
            ("1", Ok(r#""chatting""#)),
            ("2", Err(DecodeError::Word)),
            ("-1", Err(DecodeError::Word)),
            ("1.0", Err(DecodeError::Word)),
            (r#""1""#, Err(DecodeError::Type)),
        ],
    );
    let words = Encoding::Words(&[("contact", "visitor"), ("user", "agent")]);
    check(
        Typing::Mixed,
        words,
        &[(r#""user""#, Ok(r#""agent""#)), (r#""bot""#, Err(DecodeError::Word)), ("1", Err(DecodeError::Type))],
    );
    let away = Encoding::Words(&[("true", "away"), ("false", "available")]);
    let cases = [
        ("true", Ok(r#""away""#)),
        ("false", Ok(r#""available""#)),
        (r#""true""#, Ok(r#""away""#)),
        (r#""yes""#, Err(DecodeError::Word)),
        ("1", Err(DecodeError::Type)),
        ("{}", Err(DecodeError::Type)),
    ];
    check(Typing::Strict, away, &cases);
    check(Typing::Mixed, away, &cases);
    let word = |raw| decode_in(&Zone::utc(), Typing::Strict, away, Part::Word, raw);
    assert_eq!(word("true"), Ok(r#""true""#.to_owned()));
    let seen = |raw| decode_in(&Zone::utc(), Typing::Strict, words, Part::Words(&SEEN_BY), raw);
    assert_eq!([seen(r#""\u0075ser""#), seen(r#""contact""#)], [Ok(r#""internal""#.to_owned()), Ok("-".to_owned())]);
    let numbers = Encoding::Words(&[("0", "incoming"), ("1", "outgoing")]);
    check(
        Typing::Strict,
        numbers,
        &[
            ("0", Ok(r#""incoming""#)),
            (r#""1""#, Ok(r#""outgoing""#)),
            ("2", Err(DecodeError::Word)),
            ("1.0", Err(DecodeError::Word)),
            ("true", Err(DecodeError::Type)),
        ],
    );
    let kinds = Encoding::Renamed(&[("comment", "text")]);
    let cases = [
        (r#""comment""#, Ok(r#""text""#)),
        (r#""co\u006dment""#, Ok(r#""text""#)),
        (r#""note""#, Ok(r#""note""#)),
        ("{}", Err(DecodeError::Type)),
    ];
    check(Typing::Strict, kinds, &cases);
    check(Typing::Mixed, kinds, &cases);
    let flags = [
        ("true", Ok("true")),
        (r#""false""#, Ok("false")),
        (r#""yes""#, Err(DecodeError::Boolean)),
        ("1", Err(DecodeError::Type)),
    ];
    check(Typing::Mixed, BOOLEAN, &flags);
    check(Typing::Strict, BOOLEAN, &[("true", Ok("true")), (r#""true""#, Err(DecodeError::Type))]);
}

#[test]
fn a_name_is_text_where_text_may_be_a_number() {
    for encoding in [TEXT, HTML] {
        check(Typing::Mixed, encoding, &[("5", Ok(r#""5""#)), (r#""<p>a</p>""#, Ok(r#""<p>a</p>""#))]);
        check(Typing::Strict, encoding, &[("5", Err(DecodeError::Type))]);
    }
    for typing in [Typing::Strict, Typing::Mixed] {
        check(typing, Encoding::Name, &[("5", Err(DecodeError::Type)), (r#""5""#, Ok(r#""5""#))]);
    }
}

#[test]
fn json_in_text_is_taken_out() {
    check(
        Typing::Mixed,
        Encoding::JsonText,
        &[
            (r#""[ {\"a\": 1.0} ]""#, Ok(r#"[{"a":1.0}]"#)),
            (r#"[ {"a": "\u00e9"} ]"#, Ok(r#"[{"a":"é"}]"#)),
            (r#""5""#, Err(DecodeError::EmbeddedJson)),
            ("5", Err(DecodeError::Type)),
            ("true", Err(DecodeError::Type)),
            (r#""[1""#, Err(DecodeError::EmbeddedJson)),
            (r#""hello""#, Err(DecodeError::EmbeddedJson)),
        ],
    );
}

#[test]
fn texts_are_written_as_they_are_read_best() {
    for (raw, expected) in [
        (r#""plain""#, r#""plain""#),
        (r#""Zoë 李雷""#, r#""Zoë 李雷""#),
        (r#""a\/b""#, r#""a/b""#),
        (r#""\u00e9\u4e2d""#, r#""é中""#),
        (r#""\ud83d\ude00""#, r#""😀""#),
        (r#""q\"b\\n\n""#, r#""q\"b\\n\n""#),
        (r#""\u0000\u001F\b\f""#, r#""\u0000\u001f\b\f""#),
        (
            "\"del\u{7f} csi\u{9b} ls\u{2028} rlo\u{202e} lri\u{2066}\"",
            r#""del\u007f csi\u009b ls\u2028 rlo\u202e lri\u2066""#,
        ),
        ("\"alm\u{61c} lrm\u{200e}\"", r#""alm\u061c lrm\u200e""#),
    ] {
        assert_eq!(decode(Typing::Strict, TEXT, raw).as_deref(), Ok(expected), "{raw}");
        let mut compact = Vec::new();
        assert_eq!(json::write_compact(&format!("[ {raw} ]"), 0, &mut compact), None);
        assert_eq!(String::from_utf8_lossy(&compact), format!("[{expected}]"));
    }
    let surrogate = decode(Typing::Strict, TEXT, r#""a\ud800""#);
    assert_eq!(surrogate, Err(DecodeError::Json(json::ValueError::LoneSurrogate { at: 0 })));
}

#[test]
fn flaws_of_values_that_nobody_describes_are_found() {
    let flaw = |raw: &str| json::write_compact(raw, 0, &mut Vec::new());
    assert_eq!(flaw(r#"{"a":{"b":1,"c":2,"b":3}}"#), Some(json::ValueError::RepeatedKey { at: 18, first: 6 }));
    assert_eq!(flaw(r#"{"a":1,"\u0061":2}"#), Some(json::ValueError::RepeatedKey { at: 7, first: 1 }));
    assert_eq!(flaw(r#"[{"a":1},{"a":2}]"#), None);
    assert_eq!(flaw(r#"["\udc00"]"#), Some(json::ValueError::LoneSurrogate { at: 1 }));
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(flaw(&nested(128)), None);
    assert_eq!(flaw(&nested(129)), Some(json::ValueError::TooDeep { at: 128 }));
    assert_eq!(flaw(&nested(200_000)), Some(json::ValueError::TooDeep { at: 128 }));
    assert_eq!(json::write_compact(&nested(2), 127, &mut Vec::new()), Some(json::ValueError::TooDeep { at: 1 }));
}

#[test]
fn pointers_into_values_escape_their_keys() {
    let raw = r#"{"a/b":[1,{"c~d":2, "e":[{},"x"]}]}"#;
    for (target, pointer) in
        [("1,", "/a~1b/0"), ("2", "/a~1b/1/c~0d"), ("\"e\"", "/a~1b/1/e"), ("\"x\"", "/a~1b/1/e/1")]
    {
        assert_eq!(json::pointer_at(raw, raw.find(target).expect("it is there")), pointer);
    }
}

#[test]
fn places_in_unescaped_text_are_found_in_the_raw_one() {
    let raw = r#""a\"b\u00e9\ud83d\ude00c\nz""#;
    let text = json::unescape(raw).expect("it is text");
    for (letter, expected) in [("a", 1), ("b", 4), ("é", 5), ("😀", 11), ("c", 23), ("z", 26)] {
        assert_eq!(json::raw_offset(raw, text.find(letter).expect("it is there")), expected, "{letter}");
    }
}

const WRITTEN: Conversation =
    Conversation { ends: ['⊙', '\n'], joined: ("Agent ", " has joined the chat."), ended: "The chat is ended." };

#[test]
fn transcripts_are_taken_apart() {
    let said = |clock, sender, text| Line { clock: Some(clock), sender: Some(sender), text, is_of_system: false };
    let system = |clock, text| Line { clock, sender: None, text, is_of_system: true };
    let unknown = |text| Line { clock: None, sender: None, text, is_of_system: false };
    for (transcript, expected) in [
        (
            "Agent Ada has joined the chat.⊙[10:00:01] Zoë: Hi: there⊙[10:00:05] Ada: A\nB⊙The chat is ended.(10:01:00)⊙",
            vec![
                system(None, "Agent Ada has joined the chat."),
                said("10:00:01", "Zoë", "Hi: there"),
                said("10:00:05", "Ada", "A\nB"),
                system(Some("10:01:00"), "The chat is ended."),
            ],
        ),
        (
            "Agent Ada has joined the chat.\n[10:00:01] Zoë: Hi\r\n\r\nBye (now)",
            vec![system(None, "Agent Ada has joined the chat."), said("10:00:01", "Zoë", "Hi"), unknown("Bye (now)")],
        ),
        (
            "[10:00:01] Zoë:⊙[25 o'clock] no: time⊙Zoë has left.⊙",
            vec![said("10:00:01", "Zoë", ""), unknown("[25 o'clock] no: time"), system(None, "Zoë has left.")],
        ),
        ("⊙⊙", vec![]),
    ] {
        assert_eq!(lines(transcript, &WRITTEN, &[]), expected, "{transcript}");
    }
    // Of names that begin alike, the longest; and a name ends before a colon and a space.
    let names = ["A: B".to_owned(), "A: B: C".to_owned()];
    for (transcript, expected) in [
        ("[10:00:01] A: B: C: Hi: there⊙", said("10:00:01", "A: B: C", "Hi: there")),
        ("[10:00:01] A: B: D: Hi⊙", said("10:00:01", "A: B", "D: Hi")),
        ("[10:00:01] A: B:c: Hi⊙", said("10:00:01", "A", "B:c: Hi")),
    ] {
        assert_eq!(lines(transcript, &WRITTEN, &names), [expected], "{transcript}");
    }
    let written = transcript::write(&WRITTEN, "Ada", "Zoë", "Hi");
    let again = "Agent Ada has joined the chat.⊙[10:20:31] Zoë: Hi⊙[10:21:02] Ada: Hi⊙The chat is ended.(10:24:40)⊙";
    assert_eq!(written, again);
    assert_eq!(who_joined(&system(None, "Agent Ada Byron has joined the chat."), &WRITTEN), Some("Ada Byron"));
    assert_eq!(who_joined(&said("10:00:01", "x", "Agent Ada has joined the chat."), &WRITTEN), None);
}

#[test]
fn almost_json_is_mended_and_nothing_else_is() {
    for (text, expected) in [
        (r#"{"a":1,}"#, r#"{"a":1}"#),
        ("[1, 2 , // last\n ]", "[1, 2  \n ]"),
        ("{\"a\":\"x\ny\tz\"}", r#"{"a":"x\ny\tz"}"#),
        ("{\"a\":1 // one\n}", "{\"a\":1 \n}"),
        (r#"{"u":"{"a":{"b":[1]},"c":"}"}","d":2}"#, r#"{"u":{"a":{"b":[1]},"c":"}"},"d":2}"#),
        (r#"{"u":"[{"a":1}]"}"#, r#"{"u":[{"a":1}]}"#),
        (r#"{"u":"{ "a":"{"b":1}" }"}"#, r#"{"u":{ "a":{"b":1} }}"#),
        (r#"{"a":NaN,"b":[-Infinity, undefined],"c":None}"#, r#"{"a":null,"b":[null, null],"c":null}"#),
        (r#"{"a":True, "b":[False]}"#, r#"{"a":true, "b":[false]}"#),
        (r#"{'a': 'it\'s "x"', 'b': "it's"}"#, r#"{"a": "it's \"x\"", "b": "it's"}"#),
        (r"{'a': 'caf\xe9\n'}", r#"{"a": "caf\u00e9\n"}"#),
        ("{“a”: „x’s”, ‘b’:1}", r#"{"a": "x’s", "b":1}"#),
        (r"{&quot;a&quot;:&quot;x &amp; \&quot;y\&quot; &lt;&quot;}", r#"{"a":"x & \"y\" <"}"#),
        (
            r"{&#39;a&#39;:&#39;it\&#39;s &quot;x&quot;&#39;,&#34;b&#34;:&#34;&apos;&#34;}",
            r#"{"a":"it's \"x\"","b":"'"}"#,
        ),
        ("{\"a\":/* one\nor two */1,/**/ /* last */}", "{\"a\":1 }"),
        ("{a: 1, $b_2 : {c:[]}}", r#"{"a": 1, "$b_2" : {"c":[]}}"#),
        ("{\"a\":1 \"b\":{}\n'c':2 d:3}", "{\"a\":1 ,\"b\":{}\n,\"c\":2 ,\"d\":3}"),
        (r#"{"a"=>nil, "b" => {:c=>:d, :"e f" => [true, :g]}}"#, r#"{"a":null, "b" : {"c":"d", "e f" : [true, "g"]}}"#),
        (r"{ 'a' => 'x', b => undef }", r#"{ "a" : "x", "b" : null }"#),
        (r#"{"a":[...],"b":{…},"c":...}"#, r#"{"a":[],"b":{},"c":null}"#),
        (r#"{"a":[1, 2, ...],"b":[..., 3],"c":1, ...}"#, r#"{"a":[1, 2 ],"b":[ 3],"c":1 }"#),
    ] {
        assert_eq!(repair::repair(text).map(|repaired| repaired.json).as_deref(), Some(expected), "{text}");
    }
    for text in [r#"{"a":"{"}"#, r#"{"a":"{}","b":"[]"}"#, r#"{"a":"//","b":"x,}"}"#, r#"{"a":"{\"b\":1}"}"#]
        .into_iter()
        .chain([
            r#"{"a":"NaN","b":"None","c":"...","d":"&quot;","e":"'x'"}"#,
            r#"{"a":"x" "b"}"#,
            "{'a:1}",
            "[1 2]",
            "[..5]",
            r#"{"a":"=>","b":":c"}"#,
            r#"{"a":1=2}"#,
            "{:a, 1}",
            "[1=>2]",
            "[1 /* and so on",
            "[1 /*/ 2]",
            "[1 / 2]",
        ])
    {
        assert!(repair::repair(text).is_none(), "{text}");
    }
}

#[test]
fn places_in_mended_text_are_found_in_the_original() {
    let quoted = "{\"u\":\"{\"a\":1,}\", // x\n\"t\":\"p\nq\", \"z\":9}";
    let printed = "{'u': None, 'a': ['\"t\"', ...] p: &quot;q&quot;, \"z\":9}";
    let inspected = "{:u=>nil, \"a\" => :t, \"p\"=>[:q], \"z\"=>9}";
    for (text, marks) in [
        (quoted, &["\"u\"", "\"a\"", "\"t\"", "p", "q", "\"z\"", "9"][..]),
        (printed, &["u", "a", "t", "p", "q", "\"z\"", "9"]),
        (inspected, &["a", "p", "\"z\"", "9"]),
    ] {
        let repaired = repair::repair(text).expect("there is something to mend");
        for mark in marks {
            let at = repaired.json.find(mark).expect("it is there");
            let expected = text.replace("&quot;", "______").find(mark).or(text.find(mark)).expect("it is there");
            assert_eq!(repaired.offset(at), expected, "{mark}");
        }
    }
}
