//! What sources are made of: payloads, whole and broken, and what may stand between them.

use chathook::describe::{Event, Vendor};
use chathook::sample;
use chathook::vendors::VENDORS;
use proptest::prelude::*;
use proptest::sample::Index;

/// The events of every vendor.
fn events() -> impl Iterator<Item = (&'static Vendor, &'static Event)> + Clone {
    VENDORS.iter().flat_map(|vendor| vendor.chat_events().map(move |event| (*vendor, event)))
}

/// Payloads of all events, in turns.
pub(crate) fn payloads(count: u64) -> Vec<String> {
    events().cycle().zip(0..count).map(|((vendor, event), seed)| sample::payload(vendor, event, seed)).collect()
}

/// A piece of a source. To 36 of which sources are mostly made, there are so many odd ones.
pub(crate) fn piece(odd: u32) -> impl Strategy<Value = Vec<u8>> {
    let text = |text: &'static str| Just(text.as_bytes().to_vec());
    let all = payloads(40);
    prop_oneof![
        8 => proptest::sample::select(all.clone()).prop_map(String::into_bytes),
        4 => proptest::sample::select(events().collect::<Vec<_>>()).prop_map(|(vendor, event)| {
            let payload = sample::payload(vendor, event, 1);
            let value: serde_json::Value = serde_json::from_str(&payload).expect("it is JSON");
            serde_json::to_vec_pretty(&value).expect("memory can be written to")
        }),
        12 => text("\n"),
        6 => text(",\n"),
        6 => text(","),
        odd => prop_oneof![
            36 => proptest::sample::select(ODD).prop_map(|text| text.as_bytes().to_vec()),
            1 => Just(b"{\"event\":\"on\xff\"}".to_vec()),
            1 => Just(vec![0xff]),
            1 => Just(vec![0xc3]),
            1 => (1..900_usize).prop_map(|length| vec![b'x'; length]),
            1 => (1..900_usize).prop_map(|length| vec![b' '; length]),
            2 => (proptest::sample::select(all), any::<Index>())
                .prop_map(|(payload, end)| payload.as_bytes()[..end.index(payload.len())].to_vec()),
        ],
    ]
}

/// What sources are made of where something went wrong.
const ODD: &[&str] = &[
    " ",
    "\r\n",
    "\n  ",
    "[",
    "]",
    "]\n",
    "\x1e",
    "\u{feff}",
    "10:00 INFO ",
    "hook-1  | ",
    "data: ",
    "\n\n",
    "\\",
    "body=\"{\\\"event\\\":\\\"online\\\"}\"",
    "// {\n",
    "//\n",
    "// {\"event\":\"online\",\"operator_id\":1}\n",
    "{",
    "}",
    "}\n{",
    "},{",
    "},\n{\"",
    "\"",
    "{\"a\":",
    "{\"a\":\"\n",
    "\"a\":\"{\"b\":\"c\"}\"",
    "{\"event\":\"online\"",
    ",\"operator_id\":1",
    "{\"event\":\"online\",}",
    "{\"event\":\"online\",\"operator_id\":1,}",
    "{\"event\":\"online\",\"operator_id\":1}",
    "{\"id\":\"1\",\"users\":\"{\"agent\":{\"name\":\"Ada\"}}\",\"event\":\"CHAT_ON_CLOSE\"}",
    "{'event':'away'}",
    "null",
    "12",
    "\"{\"",
    "junk",
    "\0",
    "[1,[2]]",
    "[[{\"event\":\"online\",\"operator_id\":1}]]",
    "{\"event\":\"online\",\"operator_id\":1,\"a\":[{\"b\":1},{\"c\":\"},{\\\"\"}]}",
];
