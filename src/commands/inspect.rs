//! `chathook [PATH]…`: what is this, and what does it say?

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use anyhow::Result;
use serde_json::value::RawValue;

use chathook::finding::counted;
use chathook::frame::{Entry, Role, Step};
use chathook::provenance::{Member, empty_values, members};
use chathook::render::json::Json;
use chathook::render::safe::Safe;
use chathook::render::table::{self, PayloadRow};
use chathook::render::{self, Color, Format, Style};
use chathook::report::{Report, Summary};

use super::{Outcome, Run, help, text_out};
use crate::cli::{Inspect, InspectFormat};

/// How many payloads are listed unless all are asked for, and how much is kept of what is wrong between them.
const MOST_LISTED: usize = 50;

/// How many names of events are counted each by itself, which strangers can make up without end.
const MOST_NAMES: usize = 1000;

pub(super) fn run(arguments: Inspect, color: Color) -> Result<Outcome> {
    let Some(run) = Run::new(arguments.input) else { return Ok(help("")) };
    match arguments.format {
        InspectFormat::Table => show(run, Style::of_stdout(color), arguments.all, text_out()),
        InspectFormat::Json => write_json(run, BufWriter::new(io::stdout().lock())),
    }
}

fn write_json(mut run: Run, mut out: impl Write) -> Result<Outcome> {
    let mut json = Json::default();
    let mut summary = Summary::default();
    json.begin(&mut out)?;
    let mut line = Vec::new();
    let outcome = run.each(&mut |run, step| {
        let Step::Entry(entry) = step else { return Ok(()) };
        if entry.role == Role::Continuation {
            return Ok(());
        }
        let report = run.report(entry);
        summary.add(&report);
        line.clear();
        if let Some(payload) = entry.examined.payload().filter(|_| entry.examined.is_understood()) {
            render::event::write(payload, entry.examined.event(), &mut line);
        }
        let event: Option<&RawValue> = serde_json::from_slice(&line).ok();
        let members = members(entry.examined);
        Ok(json.write(&report, event.map(|event| (event, members.as_slice())), &mut out)?)
    })?;
    summary.unreadable = run.unreadable;
    json.end(&summary, &mut out)?;
    out.flush()?;
    Ok(outcome)
}

/// The first payload, in case it is the only one.
struct First {
    report: Report,
    members: Vec<Member>,
    empty: Vec<(String, String)>,
}

/// What is to be shown when everything was read.
#[derive(Default)]
struct Shown {
    first: Option<First>,
    rows: Vec<PayloadRow>,
    payloads: u64,
    events: BTreeMap<String, u64>,
    codes: BTreeMap<&'static str, u64>,
    /// How many findings there are that are not kept, so that their codes are not known.
    uncounted: u64,
    remarks: Vec<Report>,
}

fn show(mut run: Run, style: Style, all: bool, mut out: impl Write) -> Result<Outcome> {
    let mut shown = Shown::default();
    let outcome = run.each(&mut |run, step| {
        if let Step::Entry(entry) = step {
            shown.add(run, entry, all);
        }
        Ok(())
    })?;
    match shown {
        Shown { payloads: 1, first: Some(First { report, members, empty }), remarks, .. } => {
            writeln!(out, "{}", heading(&report, &remarks))?;
            if !members.is_empty() {
                writeln!(out, "{}", table::members(&members, &empty, style))?;
            }
            if !report.findings.is_empty() || !remarks.is_empty() {
                writeln!(out)?;
            }
            for report in [report].iter().chain(&remarks) {
                render::human::write(report, style, &mut out)?;
            }
        }
        shown => {
            if shown.payloads > 0 {
                writeln!(out, "{}", table::payloads(&shown.rows, style))?;
                shown.write_counts(&mut out)?;
            }
            for report in &shown.remarks {
                render::human::write(report, style, &mut out)?;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// The line that names the only payload of a source: source, vendor, event, type, and the verdict on everything there.
fn heading(report: &Report, remarks: &[Report]) -> String {
    let vendor = report.vendor.unwrap_or("unknown vendor");
    let event = report.event.as_deref().unwrap_or("unknown event");
    let kind = report.kind.as_deref().map_or_else(String::new, |kind| format!(" → {kind}"));
    let worst =
        remarks.iter().fold(report, |worst, other| if other.severity() > worst.severity() { other } else { worst });
    let text = format!("{}: {vendor}/{event}{kind} ({})", report.source, worst.verdict());
    Safe(&text).to_string()
}

impl Shown {
    fn add(&mut self, run: &mut Run, entry: &Entry<'_>, all: bool) {
        if entry.role == Role::Continuation {
            return;
        }
        let report = run.report(entry);
        for finding in &report.findings {
            *self.codes.entry(finding.code.rule().name).or_default() += 1;
        }
        self.uncounted += report.omitted.total();
        if entry.role != Role::Payload {
            if self.remarks.len() < MOST_LISTED {
                self.remarks.push(report);
            }
            return;
        }
        self.payloads += 1;
        let vendor = report.vendor.unwrap_or("unknown");
        let event = report.event.as_deref().unwrap_or("unknown");
        let name = format!("{vendor}/{event}");
        let is_counted = self.events.len() < MOST_NAMES || self.events.contains_key(&name);
        *self.events.entry(if is_counted { name } else { "others".to_owned() }).or_default() += 1;
        if all || self.rows.len() < MOST_LISTED {
            let members = members(entry.examined);
            self.rows.push(PayloadRow::new(&report, &members));
            let empty = || empty_values(entry.examined);
            self.first.get_or_insert_with(|| First { report, members, empty: empty() });
        }
    }

    fn write_counts(&self, out: &mut impl Write) -> io::Result<()> {
        let listed = self.rows.len() as u64;
        if listed < self.payloads {
            writeln!(out, "… and {} more (--all lists them)", self.payloads - listed)?;
        }
        writeln!(out, "\n{}", counted(self.payloads, "payload"))?;
        for (event, count) in &self.events {
            writeln!(out, "{count:>7}  {}", Safe(event))?;
        }
        if !self.codes.is_empty() {
            writeln!(out, "\nfindings (chathook validate shows them)")?;
        }
        for (code, count) in &self.codes {
            writeln!(out, "{count:>7}  {code}")?;
        }
        if self.uncounted > 0 {
            writeln!(out, "{:>7}  more", self.uncounted)?;
        }
        Ok(())
    }
}
