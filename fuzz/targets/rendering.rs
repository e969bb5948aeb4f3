//! Whatever a source holds and whatever its name is, nothing that could take over a terminal or a job comes out in any
//! format; what should be JSON is, and what should be XML is.

#![no_main]

#[allow(dead_code, reason = "no target needs all of it")]
mod support;

use chathook::render::concise::Concise;
use chathook::render::escaper::Escaped;
use chathook::render::github::GitHub;
use chathook::render::gitlab::GitLab;
use chathook::render::human::Human;
use chathook::render::json::Json;
use chathook::render::junit::JUnit;
use chathook::render::root::Root;
use chathook::render::sarif::Sarif;
use chathook::render::table::{self, PayloadRow, Payloads};
use chathook::render::{Format, Style};
use chathook::report::{Report, Summary, Unreadable};
use libfuzzer_sys::fuzz_target;
use quick_xml::events::Event;
use serde::de::IgnoredAny;
use support::is_forbidden;
use support::sources::examine;

const NARROW: Style = Style { color: false, width: Some(30), is_wide: false };

fuzz_target!(|source: &[u8]| {
    // What comes after the last NUL is the file's name.
    let (source, name) = match source.iter().rposition(|byte| *byte == 0) {
        Some(nul) => (&source[..nul], String::from_utf8_lossy(&source[nul + 1..])),
        None => (source, "source".into()),
    };
    let outcomes = examine(source);
    let reports: Vec<Report> =
        outcomes.iter().map(|outcome| Report { source: name.to_string(), ..outcome.report.clone() }).collect();
    let mut summary = Summary::default();
    reports.iter().for_each(|report| summary.add(report));
    summary.unreadable.push(Unreadable { source: name.to_string(), reason: name.to_string() });
    let written = |format: &mut dyn Format| written(format, &reports, &summary);

    written(&mut Human(Style::PLAIN));
    written(&mut Concise);
    for format in
        [&mut Json::default() as &mut dyn Format, &mut GitLab::new(Root::of_job()), &mut Sarif::new(Root::of_job())]
    {
        let json = written(format);
        serde_json::from_str::<IgnoredAny>(&json).expect("it is JSON");
    }
    let xml = written(&mut JUnit::new(Root::of_job()));
    check_xml(&xml);
    for mut text in [Box::new(Escaped(Human(NARROW))) as Box<dyn Format>, Box::new(Escaped(Concise))] {
        assert_eq!(commands(&written(&mut *text)), 0);
    }
    let log = written(&mut GitHub::alone(Root::of_job()));
    assert_eq!(commands(&log), log.lines().count(), "{log}");

    for style in [Style::PLAIN, NARROW] {
        let mut list = Payloads::new(style);
        let mut shown = Vec::new();
        for (report, outcome) in reports.iter().zip(&outcomes) {
            list.add(PayloadRow::new(report, &outcome.members), &mut shown).expect("memory can be written to");
        }
        list.end(&mut shown).expect("memory can be written to");
        for outcome in &outcomes {
            table::members(&outcome.members, &outcome.empty, style, &mut shown).expect("memory can be written to");
        }
        check_text(&String::from_utf8(shown).expect("it is UTF-8"));
    }
});

/// The reports in a format.
fn written(format: &mut dyn Format, reports: &[Report], summary: &Summary) -> String {
    let mut out = Vec::new();
    format.begin(&mut out).expect("memory can be written to");
    for report in reports {
        format.report(report, &mut out).expect("memory can be written to");
    }
    format.end(summary, &mut out).expect("memory can be written to");
    let text = String::from_utf8(out).expect("it is UTF-8");
    check_text(&text);
    text
}

#[track_caller]
fn check_text(text: &str) {
    assert!(!text.contains(|character| character != '\n' && is_forbidden(character)), "{text:?}");
}

/// How many lines are commands to the runner of GitHub Actions.
fn commands(log: &str) -> usize {
    assert!(!log.contains("##["), "{log}");
    log.lines().filter(|line| line.trim_start().starts_with("::")).count()
}

fn check_xml(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("an attribute is XML");
                }
            }
            _ => {}
        }
    }
}
