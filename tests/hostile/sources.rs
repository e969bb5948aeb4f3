//! What strangers write, and the sources in which it comes.

/// What strangers write into names and messages.
pub(super) const TEXTS: &[&str] = &[
    "\u{1b}[8mhidden\u{1b}[2J\u{1b}[1;1Hfirst line",
    "\u{1b}]52;c;cm0gLXJmIH4=\u{7}clipboard \u{1b}]0;title\u{1b}\\",
    "\u{9b}8m\u{9d}52;c;eA==\u{9c}\u{90}q\u{85}next line\u{7f}",
    "\0\u{1}\u{8}\u{b}\u{c}\u{e}\u{1f}controls",
    "\u{202e}turned\u{202c}\u{2066}apart\u{2069}\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}",
    "zero\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}width",
    "hid\u{ad}den\u{180e}\u{206a}\u{fff9}\u{fffb}\u{e0001}\u{e0041}\u{e007f}",
    "::error file=a,line=1::at the beginning",
    " \t::stop-commands::after blanks",
    "one\r::error::two\r\n::error::three\n##[error]four",
    "##[group]",
    "##[error]first, ###[add-mask]then #\u{200b}#[",
    "a text of plain letters, until ##[endgroup]",
    "100%0A::error::%0D%25",
    "]]></failure><!--&amp;<script></script>\"'`\\$(x)|\u{fffe}\u{ffff}",
];

/// A name that a file can have.
pub(super) const NAME: &str = "::error file=a,line=1::\n::error::x\r##[error]\u{1b}]52;c;eA==\u{7}\u{1b}[8m\u{9b}8m\
                               \u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{7f}]]>&\"'<, %0A.json";

/// A text as JSON, with no more escapes than it must have.
fn bare(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// A text as JSON, with nothing but escapes.
fn escaped(text: &str) -> String {
    let units: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    format!("\"{}\"", units.concat())
}

/// What stands between the quotes of a text as JSON.
fn inside(json: &str) -> &str {
    &json[1..json.len() - 1]
}

/// A payload for each text, a line each.
fn of_texts(payload: impl Fn(&str) -> String) -> Vec<u8> {
    TEXTS.iter().map(|text| payload(text) + "\n").collect::<Vec<_>>().concat().into_bytes()
}

/// Two payloads for each text, a line each: made of the text as JSON, [`bare`] and [`escaped`].
pub(super) fn of_json(payload: impl Fn(&str) -> String) -> Vec<u8> {
    of_texts(|text| payload(&bare(text)) + "\n" + &payload(&escaped(text)))
}

/// Members with these keys, each with the same value.
fn members(keys: &[&str], value: &str) -> String {
    keys.iter().map(|key| format!("\"{key}\":{value}")).collect::<Vec<_>>().join(",")
}

/// A payload whose visitor has these members.
fn started(members: &str) -> String {
    format!(r#"{{"event":"chat_started","visitor":{{"id":"v",{members}}}}}"#)
}

/// A payload of the other vendor with these members.
fn closed(members: &str) -> String {
    format!(r#"{{"id":"1",{members},"event":"CHAT_ON_CLOSE"}}"#)
}

/// A payload that says a text wherever it can say anything, and is right.
pub(super) fn sound(text: &str) -> String {
    started(&format!(r#""name":{text},{text}:{text},"of":{{{text}:[{text}]}}"#))
}

/// A payload whose event has a text for its name.
pub(super) fn named(text: &str) -> String {
    format!(r#"{{"event":{text},"visitor":{{"id":"v"}}}}"#)
}

/// A payload of nobody.
fn unknown(text: &str) -> String {
    format!(r#"{{"event":{text},{text}:{{{text}:[{text}]}},"a":"{{\"b\":{{}}}}"}}"#)
}

/// A payload around another.
fn wrapping(text: &str) -> String {
    format!("{{{text}:{}}}", sound(text))
}

/// A payload whose event is nearly one.
fn misspelled(text: &str) -> String {
    named(&format!("\"chat_started{}\"", inside(text)))
}

/// A payload whose event is another.
fn renamed(text: &str) -> String {
    format!(r#"{{"id":"1","chat_wait_time":"1","room_id":{text},"event":{text}}}"#)
}

/// A payload that says a text where something else should be.
fn wrong(text: &str) -> String {
    started(&members(&["visit_time", "visits", "email", "landing_page", "status", "ip", "time_zone"], text))
}

/// The same of the other vendor.
fn wrong_too(text: &str) -> String {
    let keys =
        ["date_created", "users", "translation_mode", "chat_wait_time", "by", "account_id", "comments", "room_id"];
    closed(&members(&keys, text))
}

/// A payload with JSON in its texts.
fn embedding(text: &str) -> String {
    let visitor = format!(r#"{{"name":{text},{text}:{text}}}"#);
    let users = format!(r#"{{"visitor":{visitor},"agent":{{"clients":{{{text}:{text}}}}}}}"#);
    closed(&format!("\"users\":{},\"by\":\"agent-{}\"", bare(&users), inside(text)))
}

/// A payload in which keys occur twice.
fn repeating(text: &str) -> String {
    started(&format!("{text}:1,{text}:2,\"visits\":\"x\",\"visits\":{text}"))
}

/// A payload with texts that no program can hold.
fn half(text: &str) -> String {
    let half = format!("\"\\ud800{}\"", inside(text));
    started(&format!("\"name\":{half},{half}:{half},\"x\":{{{half}:[{half}]}}"))
}

/// Text around a payload.
fn logged(text: &str) -> String {
    format!("{text} {} {text}", started("\"x\":1"))
}

/// Almost a payload, as documentation would print it.
fn printed(text: &str) -> String {
    let users = format!(r#""users":"{{"visitor":{{"name":"{text}"}}}}""#);
    format!("{{ // {text}\n{users},\"x\":\"{text}\",\"event\":\"CHAT_ON_CLOSE\",}}")
}

/// A payload with a text that is in no quotes.
fn unquoted(text: &str) -> String {
    started(&format!("\"name\":{text}"))
}

/// A text after what is not UTF-8: a byte alone, half of a character, and half of a surrogate pair.
fn broken(text: &str) -> Vec<u8> {
    let payload = started("\"name\":\"?\"");
    let (before, after) = payload.split_once('?').expect("it is there");
    [before.as_bytes(), b"\x9b8m\xff\xc2 \xed\xa0\x80", text.as_bytes(), after.as_bytes(), b"\n"].concat()
}

/// Sources, by what is the matter with them.
pub(super) fn sources() -> Vec<(&'static str, Vec<u8>)> {
    let everything: Vec<String> =
        (0..).zip(TEXTS).map(|(number, text)| format!("{0}:{number},\"{number}\":{0}", bare(text))).collect();
    let everything = started(&everything.join(","));
    let list: Vec<String> = TEXTS.iter().map(|text| sound(&bare(text))).collect();
    let lines = TEXTS.join("\n");
    vec![
        ("nothing", of_json(sound)),
        ("one payload", everything.clone().into_bytes()),
        ("one list", format!("\u{feff}[{}]", list.join(",\r\n")).into_bytes()),
        ("names of events", of_json(named)),
        ("misspelled events", of_json(misspelled)),
        ("other events", of_json(renamed)),
        ("unknown vendors", of_json(unknown)),
        ("payloads in others", of_json(wrapping)),
        ("wrong values", of_json(wrong)),
        ("other wrong values", of_json(wrong_too)),
        ("JSON in strings", of_json(embedding)),
        ("repeated keys", of_json(repeating)),
        ("half a surrogate pair", of_json(half)),
        ("broken UTF-8", TEXTS.iter().flat_map(|text| broken(text)).collect()),
        ("a log", of_texts(logged)),
        ("almost JSON", of_texts(printed)),
        ("no quotes", of_texts(unquoted)),
        ("cut off", everything.strip_suffix("\"}}").expect("it ends so").as_bytes().to_vec()),
        ("no JSON", lines.clone().into_bytes()),
        ("UTF-16", format!("\u{feff}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("one byte", b"\x9b".to_vec()),
    ]
}
