//! Nothing is lost: a payload is normalized or kept, and what is kept can be read again and is kept again.

use std::fs;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::pieces::piece;
use crate::support::{Folder, Outcome, Run, divided, examine, unaccounted};

const ON: &str = r#"{"event":"online","operator_id":1}"#;

/// What `normalize --rejects` writes and keeps of a source.
fn normalized(folder: &Folder, source: &[u8], options: &[&str]) -> (String, Vec<u8>) {
    let rejects = folder.file("rejects", "old");
    let arguments = [&["normalize", "--rejects", rejects.as_str()], options].concat();
    let events = Run::new(&arguments).input(source).done().out;
    (events, fs::read(&rejects).expect("the rejects can be read"))
}

/// What was shown to go wrong, once.
#[test]
fn what_is_kept_is_kept_again() {
    let folder = Folder::new("kept-again");
    for (source, expected) in [
        // Each form of source.
        (format!("{{\"a\":1}}\r\n{ON}\r\n{{\"b\":}}\r\n"), "{\"a\":1}\n{\"b\":}\n"),
        (format!("\x1e{{\"a\":1}}\n\x1e{ON}\n\x1e{{\"b\":\n"), "{\"a\":1}\n{\"b\":\n"),
        (format!("[{{\"a\":1}},{ON},{{\"b\":}}]"), "{\"a\":1}\n{\"b\":}\n"),
        (format!("{ON} trailing\n{{\"a\":1}} }}\n"), "trailing\n{\"a\":1}\n\x1e}\n"),
        // Cut in two by a payload, it is not made whole by what comes after that.
        (
            format!("{{\"event\":\"online\",\"operator_id\":5\n{ON}\n}}"),
            "{\"event\":\"online\",\"operator_id\":5\n\x1e}\n",
        ),
        // A comment and a text stay what they are after what is no payload.
        (format!("junk {ON} // {ON}"), &format!("junk\n\x1e// {ON}\n")),
        (format!("junk {ON} \"{{\""), "junk\n\x1e\"{\"\n"),
        // A list in a list is no list of payloads.
        (format!("[[{ON}],5]"), &format!("[[{ON}]]\n\x1e5\n")),
        (format!("[{ON},[1 {ON}]"), "[[1,]\n"),
        // What is an item of a list is not taken apart.
        (format!("[{{\"a\":x,\n\"b\":[\n{ON}]}}]"), &format!("[{{\"a\":x,\n\"b\":[\n{ON}]}}]\n")),
        // A lone brace that a broken item ends with begins no payload, with the comma after it and without.
        ("[{\\\"a\\\":1}\"\n  {,\n{\"b\":2}".to_owned(), "[{\\\"a\\\":1}\"\n  {,]\n{\"b\":2}\n"),
        ("[{\\\"a\\\":1}\"\n  {,{\"b\":2}".to_owned(), "[{\\\"a\\\":1}\"\n  {,]\n{\"b\":2}\n"),
        // What is in another encoding is kept in UTF-8.
        ("{\0}\0\n\0".to_owned(), "{}\n"),
        ("[\0{\0}\0]\0\n\0".to_owned(), "{}\n"),
        // A line in another encoding is kept as it is, and makes no such source of what is kept.
        (format!("{ON}\n{{\0 \0}}\0\n\0{ON}\n{{\"b\":}}"), "\x1e{\0 \0}\0\n\0\n{\"b\":}\n"),
        (format!("{ON}\n{{\"b\":}}\n\0{{\0 \0}}\0\n{ON}\n"), "{\"b\":}\n\x1e\0{\0 \0}\0\n"),
        (format!("{ON}\0,\0"), "\x1e\0,\0\n"),
    ] {
        let (_, kept) = normalized(&folder, source.as_bytes(), &[]);
        assert_eq!(String::from_utf8_lossy(&kept), expected, "{source:?}");
        let (events, again) = normalized(&folder, &kept, &[]);
        assert_eq!(
            (events.as_str(), String::from_utf8_lossy(&again)),
            ("", String::from_utf8_lossy(&kept)),
            "{source:?}"
        );
    }
}

#[test]
fn what_is_too_large_is_kept_whole() {
    let folder = Folder::new("kept-large");
    let large = format!("{{\"event\":\"online\",\"operator_id\":\"{}\"}}", "1".repeat(1_000_000));
    let lines = format!("{large}\n{large}\n");
    for (source, expected) in [
        (format!("{large}\n{ON}\n{large}\n"), &lines),
        (format!("\x1e{large}\n\x1e{large}\n"), &lines),
        // Nobody knows what holds it together.
        (format!("[{large},{ON},{large}]"), &format!("[{large}]\n\x1e[{large}]\n")),
    ] {
        let options = ["--max-size", "100KiB"];
        let (_, kept) = normalized(&folder, source.as_bytes(), &options);
        assert!(kept == expected.as_bytes(), "{}", &source[..9]);
        let (events, again) = normalized(&folder, &kept, &options);
        assert!(events.is_empty() && again == kept, "{}", &source[..9]);
    }
}

/// What nobody looked at as a whole is the same thing again.
#[test]
fn what_is_too_large_for_what_it_is_in_is_kept_again() {
    let folder = Folder::new("kept-large-again");
    let junk = "1".to_owned() + &"a".repeat(600_000);
    let items = format!("\n{ON},").repeat(20_000);
    let utf_16 = "{\0\n\0}\0".repeat(100_000);
    for (what, source) in [
        ("junk in a list", format!("[{ON},{junk},{ON}]")),
        ("junk with a bracket in a list", format!("[{ON},[{junk},{ON}]")),
        ("a list in a list", format!("[{ON},[{items}{ON}],{ON}]")),
        ("objects in an item of a list", format!("[{ON},{{\"a\":[{items}{ON}]}},{ON}]")),
        ("a text", format!("\x1ehello\n\x1e\"{}\"\n{ON}", "a".repeat(700_000))),
        ("a text that is not closed", format!("\x1ehello\n\x1e\"{}\n", "a".repeat(700_000))),
        ("a number", format!("{ON}\n{}\n{ON}\n", "1".repeat(700_000))),
        ("a text in a list", format!("[{ON},\"{}\",{ON}]", "a".repeat(700_000))),
        ("a list of lists that is not closed", format!("[{}\n{ON}", "[1,".repeat(90_000))),
        ("junk between payloads", format!("{ON}\n{junk}\n{junk}\n{ON}\n{{\"event\":}}\n")),
        ("another encoding", utf_16),
    ] {
        let options = ["--max-size", "100KiB"];
        let (_, kept) = normalized(&folder, source.as_bytes(), &options);
        let (events, again) = normalized(&folder, &kept, &options);
        assert_eq!(events.lines().count(), 0, "{what}");
        let at = kept.iter().zip(&again).position(|(one, other)| one != other);
        let (kept, again) = (String::from_utf8_lossy(&kept), String::from_utf8_lossy(&again));
        assert!(kept == again, "{what}: {} and {} bytes, from {at:?}", kept.len(), again.len());
    }
}

/// Eighty times as many cases as usual, or as `PROPTEST_CASES` says. They are the same in each run, unless `PROPTEST_RNG_SEED`
/// is set to a number.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    let rng_seed = if usual.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { usual.rng_seed };
    ProptestConfig { cases: 80 * usual.cases, rng_seed, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_of_a_source_is_lost(pieces in proptest::collection::vec(piece(60), 1..20)) {
        let source = pieces.concat();
        let outcomes = examine(&source);
        prop_assert_eq!(unaccounted(&source, &outcomes), None, "{}", source.escape_ascii());
        let are_written: [fn(&Outcome) -> bool; 2] = [|it| it.is_sound, |it| it.event.is_some()];
        for is_written in are_written {
            let (_, kept) = divided(&outcomes, is_written);
            let (events, again) = divided(&examine(&kept), is_written);
            prop_assert_eq!(events, "", "{}", source.escape_ascii());
            prop_assert!(again == kept, "of {} is kept {}, of which is kept {}", source.escape_ascii(), kept.escape_ascii(), again.escape_ascii());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_command_divides_a_source_as_the_library_does(pieces in proptest::collection::vec(piece(20), 1..40)) {
        let folder = Folder::new("divided");
        let source = pieces.concat();
        let outcomes = examine(&source);
        prop_assert_eq!(normalized(&folder, &source, &["--jobs", "1"]), divided(&outcomes, |it| it.is_sound));
        prop_assert_eq!(normalized(&folder, &source, &["--jobs", "3", "--lenient"]), divided(&outcomes, |it| it.event.is_some()));
    }
}
