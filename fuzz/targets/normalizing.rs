//! An event is one line of JSON that is safe to show, and normalizes to itself. Every leaf says nothing, has a place in it,
//! or stands in `unmapped`.

#![no_main]

#[allow(dead_code, reason = "no target needs all of it")]
mod support;

use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;
use serde_json::Value;
use support::sources::{Outcome, examine};
use support::{is_forbidden, leaves};

fuzz_target!(|source: &[u8]| {
    for outcome in examine(source) {
        assert!(outcome.event.is_some() || !outcome.is_sound);
        if let Some(event) = &outcome.event {
            serde_json::from_str::<IgnoredAny>(event).expect("it is JSON");
            assert!(!event.contains(is_forbidden), "{event:?}");
            let again = examine(event.as_bytes());
            assert_eq!(again.iter().map(|again| again.event.as_ref()).collect::<Vec<_>>(), [Some(event)]);
            check_leaves(&outcome, event);
        }
    }
});

/// Looks at the leaves where this parser could hold them: it knows no key twice, and no number larger than it can count.
fn check_leaves(outcome: &Outcome, event: &str) {
    let is_simple = outcome.report.is_json && !outcome.codes().contains(&"duplicate-key");
    let payload = serde_json::from_slice::<Value>(&outcome.bytes);
    if let (true, Ok(payload), Ok(_)) = (is_simple, payload, serde_json::from_str::<Value>(event)) {
        leaves::are_told(&payload, outcome);
    }
}
