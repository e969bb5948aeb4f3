//! Whom each sample is taken for: as it is, without its name, and as any other vendor's. And what others send, who are no
//! vendors of live chat.

use std::collections::BTreeMap;
use std::fs;

use chathook::describe::{Body, Family, Vendor};
use chathook::detect::{By, Detection, Hint, identify};
use chathook::finding::rules::Code;
use chathook::vendors::VENDORS;
use serde_json::Value;

use crate::support::{examine_one, files, named_by_path};

/// How often the samples of one vendor were taken for those of another, or for nobody's, and examples of it.
#[derive(Default)]
struct Confusion(BTreeMap<(&'static str, &'static str), (usize, String)>);

/// The column of what is nobody's, and the one of what could be several vendors'.
const NOBODY: &str = "(unknown)";
const SEVERAL: &str = "(ambiguous)";

impl Confusion {
    fn note(&mut self, own: &'static str, found: &'static str, example: String) {
        let (count, kept) = self.0.entry((own, found)).or_default();
        *count += 1;
        if kept.is_empty() {
            *kept = example;
        }
    }

    /// The table of whose samples were taken for whose, and an example of each that should not have been.
    fn shown(&self, may_be: &dyn Fn(&str, &str) -> bool) -> String {
        let columns: Vec<_> = VENDORS.iter().map(|vendor| vendor.name).chain([NOBODY, SEVERAL]).collect();
        let line = |name: &str, cell: &dyn Fn(&'static str) -> String| {
            columns.iter().fold(format!("\n{name:12}"), |line, column| line + &format!("{:>12}", cell(column)))
        };
        let heading = line("", &str::to_owned);
        let counts = VENDORS.iter().map(|vendor| {
            line(vendor.name, &|column| self.0.get(&(vendor.name, column)).map_or(0, |(count, _)| *count).to_string())
        });
        let wrong = self.0.iter().filter(|((own, found), _)| !may_be(own, found));
        let examples = wrong.map(|((own, found), (_, example))| format!("\n{own} taken for {found}: {example}"));
        [heading].into_iter().chain(counts).chain(examples).collect()
    }

    #[track_caller]
    fn assert_only(&self, may_be: &dyn Fn(&str, &str) -> bool) {
        assert!(self.0.keys().all(|(own, found)| may_be(own, found)), "{}", self.shown(may_be));
    }
}

/// Whose a text is, if it is anybody's.
fn owner(text: &str, hint: Hint) -> &'static str {
    match identify(text, hint) {
        Detection::Event { plan, .. } => plan.vendor.name,
        Detection::UnknownEvent { vendor, .. } | Detection::Batch { vendor, .. } => vendor.name,
        Detection::Ambiguous(candidates) => {
            let first = candidates[0].vendor;
            let is_of_one = candidates.iter().all(|candidate| candidate.vendor == first);
            if is_of_one { first.name } else { SEVERAL }
        }
        Detection::Contradictory { .. } => SEVERAL,
        Detection::UnknownVendor { .. } => NOBODY,
    }
}

/// The samples, each with its text and whose it is.
fn samples() -> impl Iterator<Item = (String, String, &'static Vendor)> {
    files("samples", ".json").into_iter().map(|path| {
        let (own, _) = named_by_path(&path);
        let vendor = VENDORS.iter().find(|vendor| vendor.name == own).expect("it is one of them");
        (path.display().to_string(), fs::read_to_string(&path).expect("a sample can be read"), *vendor)
    })
}

/// A payload without what names its event.
fn without_name(text: &str, family: &'static Family) -> String {
    let mut payload: Value = serde_json::from_str(text).expect("a sample is JSON");
    let (around, name) = Body { family, event: None }.name();
    let held = around.iter().try_fold(&mut payload, |object, key| object.get_mut(key));
    if let Some(Value::Object(object)) = held {
        object.remove(name.name);
    }
    payload.to_string()
}

#[test]
fn every_sample_is_its_vendors() {
    let mut confusion = Confusion::default();
    for (path, text, vendor) in samples() {
        confusion.note(vendor.name, owner(&text, Hint::default()), path);
    }
    confusion.assert_only(&|own, found| own == found);
}

#[test]
fn a_sample_without_its_name_is_nobody_elses() {
    let mut confusion = Confusion::default();
    for (path, text, vendor) in samples() {
        for family in vendor.families {
            confusion.note(vendor.name, owner(&without_name(&text, family), Hint::default()), path.clone());
        }
    }
    confusion.assert_only(&|own, found| own == found || found == NOBODY);
}

/// Held against a vendor's events alone, the samples of others are none of them.
#[test]
fn a_sample_is_no_event_of_another_vendor() {
    let mut confusion = Confusion::default();
    for (path, text, own) in samples() {
        for vendor in VENDORS.iter().copied() {
            let detection = identify(&text, Hint { vendor: Some(vendor), event: None });
            if let Detection::Event { by: By::Name | By::Signature | By::Shape, .. } = detection {
                confusion.note(own.name, vendor.name, path.clone());
            }
        }
    }
    confusion.assert_only(&|own, found| own == found);
}

/// To name what is nearest helps with a body that was meant to be one of these, and misleads with any other.
#[test]
fn what_others_send_is_nobodys_and_near_nobodys() {
    for path in files("tests/foreign", ".json") {
        let outcome = examine_one(&fs::read(&path).expect("it can be read"));
        assert_eq!(outcome.report.vendor, None, "{}", path.display());
        let first = &outcome.report.findings[0];
        assert_eq!(first.code, Code::UnknownVendor, "{}", path.display());
        assert!(first.help.iter().all(|help| !help.contains("nearest")), "{}: {:?}", path.display(), first.help);
    }
}
