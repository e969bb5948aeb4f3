//! The reader accepts what the parser does, and what it reads is all there, in order, and stands where it says. The same
//! holds for what was mended.

#![no_main]

use chathook::describe::Vendor;
use chathook::plan::Plan;
use chathook::read::{Key, Reading};
use chathook::repair::repair;
use chathook::vendors::VENDORS;
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

fuzz_target!(|source: &[u8]| {
    let text = String::from_utf8_lossy(source);
    let repaired = repair(&text);
    for vendor in VENDORS {
        read(&text, vendor);
        if let Some(repaired) = &repaired {
            read(&repaired.json, vendor);
            let places: Vec<usize> = (0..=repaired.json.len()).map(|at| repaired.offset(at)).collect();
            assert!(places.is_sorted() && places.last() <= Some(&text.len()), "{places:?} in {text:?}");
        }
    }
});

/// Reads the object that begins a text, if one does.
fn read(text: &str, vendor: &'static Vendor) {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let is_object = text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{');
    let parsed = values.next().and_then(Result::ok).filter(|_| is_object).map(|_| values.byte_offset());
    let mut reading = Reading::default();
    let end = reading.read(text, Plan::unknown(&vendor.families[0])).ok().map(|()| reading.end);
    assert_eq!(end, parsed, "{text:?}");

    let texts: Vec<&str> = (0..=reading.embedded.len()).map(|number| reading.text(text, number as u32)).collect();
    let mut rests: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    for (number, embedded) in reading.embedded.iter().enumerate() {
        let raw = &texts[embedded.text as usize][embedded.start as usize..];
        let mut values = serde_json::Deserializer::from_str(raw).into_iter::<String>();
        let unescaped = values.next().expect("there is a text").expect("it is one");
        assert_eq!(unescaped, texts[number + 1]);
        let end = embedded.start as usize + values.byte_offset();
        rests[embedded.text as usize][embedded.start as usize..end].fill(b' ');
    }
    let mut ends = vec![0; texts.len()];
    for leaf in &reading.leaves {
        let (number, start, end) = (leaf.text as usize, leaf.start as usize, leaf.end as usize);
        assert!(ends[number] <= start, "{leaf:?} comes after what comes after it in {text:?}");
        ends[number] = end;
        let raw = texts[number].get(start..end).expect("a leaf is a part of its text");
        serde_json::from_str::<IgnoredAny>(raw).expect("a leaf is JSON");
        rests[number][start..end].fill(b' ');
        if let Key::Name(span) = leaf.key {
            reading.quoted_key(text, leaf.node, span);
        }
    }
    let Some(end) = end else { return };
    rests[0].truncate(end);
    for rest in rests {
        let rest = without_keys(String::from_utf8(rest).expect("characters were replaced whole"));
        assert!(rest.bytes().all(|byte| b"{}[],: \t\r\n".contains(&byte)), "{rest:?} is lost of {text:?}");
    }
}

/// What stands beside the texts in JSON without leaves: they are keys.
fn without_keys(mut json: String) -> String {
    while let Some(start) = json.find('"') {
        let mut values = serde_json::Deserializer::from_str(&json[start..]).into_iter::<IgnoredAny>();
        values.next().expect("there is a text").expect("it is one");
        let end = start + values.byte_offset();
        json.replace_range(start..end, "");
    }
    json
}
