//! Everything that there is to say: about one payload ([`Report`]), and about many ([`Summary`]). It is the input of
//! every renderer, and holds nothing that is lent.

mod located;
mod outside;
mod summary;

use std::mem;

use crate::detect::{Candidate, Detected, Detection};
use crate::event::{KNOWN, Slot};
use crate::examine::Examined;
use crate::finding::policy::Policy;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, Problem, Severity, Tally};
use crate::frame::{Entry, Role};
use crate::locate::Position;

pub use located::{Excerpt, Located, Other};
pub use outside::Outside;
pub use summary::{INTERRUPTED, Summary, Unreadable, passed_over};

/// Everything that there is to say about a payload.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct Report {
    /// The source it stands in.
    pub source: String,
    /// Its number there, counted from 1.
    pub index: u64,
    /// If the payload may bring several events, which of them this is about, counted from 0.
    pub item: Option<usize>,
    /// True if it is about another event of a payload that has a report already.
    pub is_next_event: bool,
    /// True if it is about a payload, or something that should be one. Problems between payloads are reported, too.
    pub is_payload: bool,
    /// True if it is about text around payloads.
    pub is_text: bool,
    /// True if that is so long that its end may never come.
    pub is_long: bool,
    /// True if it is about an event, known or not: all but a body that might bring several and brings none.
    pub has_event: bool,
    /// Its beginning there.
    pub start: Position,
    /// If it stands in a document there, the JSON Pointer of where.
    pub at: Option<String>,
    /// The name of its vendor, if that is known.
    pub vendor: Option<&'static str>,
    /// The vendor's name for the event, as the payload says it.
    pub event: Option<String>,
    /// The normalized type.
    pub kind: Option<String>,
    /// The detection, if it is an event that is described.
    pub detected: Option<Detected>,
    /// The findings that are shown, in the order of the text.
    pub findings: Vec<Located>,
    /// The number of further findings, for which there is no room.
    pub omitted: Tally,
    /// The number of further findings that the user does not want to see.
    pub withheld: Tally,
    /// True if it is a payload in JSON as it stands.
    pub is_json: bool,
    /// The least severity that makes the run fail, if any does.
    pub fail_on: Option<Severity>,
}

impl Report {
    /// The report of an entry.
    pub fn of(source: &str, entry: &Entry<'_>) -> Report {
        Report::with(entry.findings(), source, entry)
    }

    /// The report of an entry that has these findings.
    pub fn with(findings: Findings<'_>, source: &str, entry: &Entry<'_>) -> Report {
        let examined = entry.examined;
        let (vendor, event) = match examined.detection() {
            Detection::Event { plan, .. } => {
                // Of what is broken, the name may be missing.
                let known = plan.event.filter(|event| !event.is_prefix).map(|event| event.name.to_owned());
                (Some(plan.vendor.name), text(examined, KNOWN.vendorevent).or(known))
            }
            Detection::UnknownEvent { vendor, name, .. } => {
                (Some(vendor.name), name.as_ref().map(|name| name.text.clone()))
            }
            Detection::UnknownVendor { name, .. } => (None, name.as_ref().map(|name| name.text.clone())),
            Detection::Batch { vendor, .. } => (Some(vendor.name), None),
            Detection::Ambiguous(candidates) => (Candidate::only_vendor(candidates).map(|it| it.name), None),
            Detection::Contradictory { named, .. } => (None, Some(named.event.name.to_owned())),
        };
        let Findings { kept, omitted, withheld, .. } = findings;
        Report {
            source: source.to_owned(),
            index: entry.index,
            item: examined.item(),
            is_next_event: entry.is_next_event,
            has_event: examined.has_event(),
            is_payload: entry.role == Role::Payload,
            is_text: entry.role == Role::Text,
            is_long: entry.is_long(),
            start: entry.position(),
            at: entry.at.clone(),
            vendor,
            event,
            kind: text(examined, KNOWN.kind),
            detected: examined.detected(),
            findings: located::locate(kept, entry),
            omitted,
            withheld,
            is_json: examined.is_json(),
            fail_on: examined.policy().fail_on,
        }
    }

    /// The report of a source that does not give a code which it is meant to give.
    pub fn of_missing(source: &str, code: Code, policy: &Policy) -> Report {
        let finding = Finding::about_text(Problem::MissingFinding { code: code.rule().name }, 0, 0);
        let severity = policy.levels.get(&finding.problem.code()).copied().unwrap_or(Some(Severity::Error));
        Report {
            source: source.to_owned(),
            index: 0,
            item: None,
            is_next_event: false,
            is_payload: false,
            is_text: false,
            is_long: false,
            has_event: false,
            start: Position::START,
            at: None,
            vendor: None,
            event: None,
            kind: None,
            detected: None,
            findings: severity.map(|severity| Located::of_source(severity, &finding)).into_iter().collect(),
            omitted: Tally::default(),
            withheld: Tally::default(),
            is_json: false,
            fail_on: policy.fail_on,
        }
    }

    /// Shows no more findings than these many, the worst. That there are more need not be said of each payload then.
    pub fn show_at_most(&mut self, most: usize) {
        if most < self.findings.len() || most == 0 {
            self.withheld += mem::take(&mut self.omitted);
            while self.findings.len() > most
                && let Some(least) = self.findings.iter().map(|finding| finding.severity).min()
                && let Some(last) = self.findings.iter().rposition(|finding| finding.severity == least)
            {
                self.withheld.add(self.findings.remove(last).severity);
            }
        }
    }

    /// Counts its findings.
    pub fn tally(&self) -> Tally {
        let mut tally = self.hidden();
        self.findings.iter().for_each(|finding| tally.add(finding.severity));
        tally
    }

    /// Says in words how many findings are not shown.
    pub fn more(&self) -> String {
        let place = if self.is_payload { "in this payload" } else { "outside payloads" };
        format!("more {place}: {}", self.omitted)
    }

    /// Counts the findings that are not shown, for whatever reason.
    pub fn hidden(&self) -> Tally {
        let mut hidden = self.omitted;
        hidden += self.withheld;
        hidden
    }

    /// The worst severity of the findings, if there are any.
    pub fn severity(&self) -> Option<Severity> {
        self.tally().by_severity().next().map(|(severity, _)| severity)
    }

    /// True if a finding makes the run fail.
    pub fn fails(&self) -> bool {
        self.fail_on.is_some_and(|least| self.severity() >= Some(least))
    }

    /// True if there is no error and no warning.
    pub fn is_clean(&self) -> bool {
        self.severity().is_none_or(|severity| severity == Severity::Note)
    }

    /// The report's verdict: `clean`, `warning` or `error`.
    pub fn verdict(&self) -> &'static str {
        match self.severity() {
            None | Some(Severity::Note) => "clean",
            Some(severity) => severity.name(),
        }
    }
}

/// Returns the value of a member of the event as text.
fn text(examined: Examined<'_>, slot: Slot) -> Option<String> {
    let payload = examined.payload()?;
    let value = examined.event().value(slot)?;
    serde_json::from_slice(examined.event().json(payload, value)).ok()
}
