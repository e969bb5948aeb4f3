//! Every finding code with its two examples: one that trips it, and one like it that does not.

use std::collections::BTreeSet;

use chathook::finding::rules::RULES;

use crate::support::{Run, examine_fully};

#[test]
fn every_code_is_tripped_by_its_example_and_not_by_the_other() {
    for rule in RULES {
        let codes = |source: &[u8]| {
            let mut arguments = vec!["validate", "--format", "concise", "--fail-on", "never"];
            arguments.extend(rule.arguments);
            let done = Run::new(&arguments).input(source).done().exits_with(0);
            let codes = done.out.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned()));
            codes.collect::<BTreeSet<String>>()
        };
        assert!(codes(rule.trips).contains(rule.name), "{} is not tripped: {:?}", rule.name, codes(rule.trips));
        assert!(!codes(rule.passes).contains(rule.name), "{} is tripped", rule.name);
    }
}

#[test]
fn the_severity_of_a_finding_is_that_of_its_rule() {
    for rule in RULES.iter().filter(|rule| rule.arguments.is_empty()) {
        let outcomes = examine_fully(rule.trips);
        let findings = outcomes.iter().flat_map(|outcome| &outcome.report.findings);
        let severities: Vec<_> = findings.filter(|it| it.code == rule.code).map(|it| it.severity).collect();
        assert!(
            !severities.is_empty() && severities.iter().all(|severity| *severity == rule.severity),
            "{}",
            rule.name
        );
    }
}

#[test]
fn every_message_is_one_line_without_a_capital_or_a_full_stop() {
    for rule in RULES.iter().filter(|rule| rule.arguments.is_empty()) {
        for finding in examine_fully(rule.trips).iter().flat_map(|outcome| &outcome.report.findings) {
            for text in finding.help.iter().chain([&finding.message]) {
                let begins_small = text.starts_with(|first: char| !first.is_uppercase());
                assert!(begins_small && !text.contains('\n') && !text.ends_with('.'), "{}: {text}", rule.name);
            }
        }
    }
}

/// Every finding says what to do next.
#[test]
fn every_code_has_a_next_step() {
    for rule in RULES {
        let mut arguments = vec!["validate", "--format", "json"];
        arguments.extend(rule.arguments);
        let done = Run::new(&arguments).input(rule.trips).done();
        let report: serde_json::Value = serde_json::from_str(&done.out).expect("a report is JSON");
        let payloads = report["payloads"].as_array().expect("payloads are an array");
        let findings =
            payloads.iter().flat_map(|payload| payload["findings"].as_array().expect("findings are an array"));
        for finding in findings {
            let help = finding["help"].as_str().unwrap_or_default();
            assert!(!help.is_empty(), "{finding}");
        }
    }
}
