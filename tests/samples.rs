//! The samples, and the payloads that the command makes itself.

use std::collections::BTreeSet;
use std::fs;

use chathook::sample;
use chathook::vendors::VENDORS;

use crate::support::{Run, examine, examine_one, files, named_by_path, root};

#[test]
fn every_sample_is_what_its_path_says_and_clean() {
    for path in files("samples", ".json") {
        let outcome = examine_one(&fs::read(&path).expect("a sample can be read"));
        let (vendor, event) = named_by_path(&path);
        assert_eq!(outcome.report.vendor, Some(vendor), "{}", path.display());
        let known = VENDORS.iter().find(|known| known.name == vendor).and_then(|vendor| vendor.event(event));
        let said = outcome.report.event.as_deref().unwrap_or_default();
        assert!(known.is_some_and(|known| known.is_named(said)), "{}: {said}", path.display());
        assert!(outcome.is_clean(), "{}: {:#?}", path.display(), outcome.report.findings);
    }
}

#[test]
fn every_event_has_a_sample() {
    for vendor in VENDORS {
        for event in vendor.chat_events() {
            let path = format!("samples/{}/{}.json", vendor.name, event.name.replace(':', "-"));
            assert!(root().join(&path).is_file(), "{path} is missing");
        }
    }
}

#[test]
fn made_payloads_are_what_they_should_be_and_clean() {
    for vendor in VENDORS {
        for event in vendor.chat_events() {
            for seed in 0..300 {
                let payload = sample::payload(vendor, event, seed);
                let outcome = examine_one(payload.as_bytes());
                assert_eq!(outcome.report.vendor, Some(vendor.name), "{payload}");
                let said = outcome.report.event.as_deref().unwrap_or_default();
                assert!(event.names().any(|name| name == said), "{payload}");
                assert!(outcome.is_clean(), "{payload}\n{:#?}", outcome.report.findings);
            }
        }
    }
}

#[test]
fn made_payloads_are_the_same_for_the_same_seed_and_differ_otherwise() {
    for vendor in VENDORS {
        for event in vendor.chat_events() {
            let payloads = |from: u64| (from..from + 20).map(|seed| sample::payload(vendor, event, seed));
            assert!(payloads(7).eq(payloads(7)));
            assert!(payloads(0).collect::<BTreeSet<_>>().len() > 15, "{}/{}", vendor.name, event.name);
        }
    }
}

#[test]
fn made_payloads_lack_nothing_however_rare_the_chance() {
    for vendor in VENDORS {
        for event in vendor.chat_events() {
            let payloads: Vec<_> = (600..700).map(|seed| sample::payload(vendor, event, seed)).collect();
            let unsound = examine(payloads.join("\n").as_bytes()).into_iter().find(|outcome| !outcome.is_sound);
            assert!(unsound.is_none(), "{unsound:#?}");
        }
    }
}

/// A payload that was made once must be made again by every later version, on any machine.
#[test]
fn a_made_payload_never_changes() {
    let made = Run::new(&["sample", "comm100/online", "--seed", "1"]).done().exits_with(0).says_no_more().out;
    assert_eq!(made, "{\"event\":\"online\",\"operator_id\":\"71c18690-ee42-490b-a1bb-54d8d101b5b9\"}\n");
}

#[test]
fn made_payloads_vary_as_real_ones_do() {
    let lines = |event: &str| Run::new(&["sample", event, "--count", "200"]).done().exits_with(0).out;
    let closed = lines("acquire/CHAT_ON_CLOSE");
    assert!(closed.contains("\"users\":\"{") && closed.contains("\"users\":{"), "both forms of `users` occur");
    assert!(closed.contains("\"custom_fields\":[]") && closed.contains("\"custom_fields\":[{"), "so do empty lists");
    assert!(!closed.is_ascii(), "so do letters beyond ASCII");
    assert_eq!(closed.lines().count(), 200);
    assert_eq!(examine(closed.as_bytes()).len(), 200);
}

/// The text of the documentation is in the samples exactly as it is printed, and it is not JSON.
#[test]
fn the_printed_sample_is_read_as_it_was_meant() {
    let outcome =
        examine_one(&fs::read(root().join("samples/acquire/CHAT_ON_CLOSE.as-printed.txt")).expect("it is there"));
    assert_eq!(outcome.codes(), ["elided-value", "assumed-time-zone", "invalid-json"]);
    assert!(!outcome.is_sound && outcome.event.is_some());
}
