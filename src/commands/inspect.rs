//! `chathook [PATH]…`: what is this, and what does it say?

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::mem;

use anyhow::Result;
use serde_json::value::RawValue;

use chathook::finding::counted;
use chathook::frame::{Batch, Entry, Role, TextLines};
use chathook::normalize::line;
use chathook::provenance::{Detail, Member, empty_values, members, secrets};
use chathook::render::heading::beginning;
use chathook::render::json::{Contents, Json};
use chathook::render::safe::Safe;
use chathook::render::table::{self, PayloadRow, Payloads};
use chathook::render::wrap::write_wrapped;
use chathook::render::{self, Format, Style, heading};
use chathook::report::{Outside, Report, Summary};

use super::atomic_file::refuse;
use super::interrupt::{is_interrupted, show_what_there_is};
use super::out::Out;
use super::worst::Worst;
use super::{Outcome, Reports, Run, Session, help};
use crate::cli::{Inspect, InspectFormat};

/// The most payloads that are listed unless all are asked for, and the most reports on problems between them that are
/// kept.
const MOST_LISTED: usize = 50;

/// The most reports and findings that are held in memory, if single payloads have not more.
const MOST_HELD: usize = 1024;

/// The most names of events that are counted each by itself. Strangers can make them up without end.
const MOST_NAMES: usize = 1000;

pub(super) fn run(mut arguments: Inspect, session: &Session) -> Result<Outcome> {
    session.config.complete(&mut arguments.input);
    let Some(run) = Run::new(&arguments.input, session) else { return Ok(help("")) };
    if let Some(refused) = refuse(session.outputs(), &run) {
        return Ok(refused);
    }
    if session.output.is_none() {
        show_what_there_is();
    }
    match arguments.format {
        InspectFormat::Table => {
            let (style, is_wide) = (session.style(), arguments.wide);
            let style = Style { is_wide, width: style.width.filter(|_| !is_wide), ..style };
            show(run, style, arguments.all, Out::of_text(session)?)
        }
        InspectFormat::Json => write_json(run, Out::of_data(session)?),
    }
}

/// A batch of reports.
struct Reported<T> {
    entries: Vec<(Report, T)>,
    text: TextLines,
    findings: usize,
}

impl<T> Default for Reported<T> {
    fn default() -> Reported<T> {
        Reported { entries: Vec::new(), text: TextLines::default(), findings: 0 }
    }
}

impl<T: Send + 'static> Batch for Reported<T> {
    fn another(&self) -> Reported<T> {
        Reported::default()
    }

    fn is_full(&self) -> bool {
        self.entries.len() + self.findings >= MOST_HELD
    }

    fn count_from(&mut self, payloads: u64) {
        self.entries.iter_mut().for_each(|(report, _)| report.index += payloads);
    }
}

impl<T: Default + Send + 'static> Reports for Reported<T> {
    fn limit(&mut self, outside: &mut Outside) {
        outside.lines.append(self.text);
        let entries = mem::take(&mut self.entries).into_iter();
        self.entries = entries.filter_map(|(report, more)| Some((outside.pass(report)?, more))).collect();
    }

    fn of(report: Report) -> Reported<T> {
        Reported { entries: vec![(report, T::default())], ..Reported::default() }
    }

    fn counts(&self) -> (u64, u64) {
        let payloads = self.entries.iter().filter(|(report, _)| report.is_payload && !report.is_next_event);
        (payloads.count() as u64, self.findings as u64)
    }
}

impl<T> Reported<T> {
    fn add(&mut self, source: &str, entry: &Entry<'_>, more: impl FnOnce(&Report) -> T) {
        self.text.add(entry);
        if entry.role != Role::Continuation && !entry.is_passed_over() {
            let report = Report::of(source, entry);
            self.findings += report.findings.len();
            let more = more(&report);
            self.entries.push((report, more));
        }
    }
}

/// The event of a payload, if it is understood, and its members.
type Understood = Option<(Box<RawValue>, Said)>;

fn write_json(mut run: Run, mut out: Out) -> Result<Outcome> {
    let mut json = Json::default();
    let mut summary = Summary::default();
    json.begin(&mut out)?;
    let mut take = |run: &mut Run, found: &mut Reported<Understood>| {
        for (report, understood) in mem::take(found).entries {
            run.note(&report);
            summary.add(&report);
            let contents =
                understood.as_ref().map(|(event, (members, empty))| Contents { event: event.as_ref(), members, empty });
            json.write(&report, contents, &mut out)?;
        }
        if run.goes_on { Ok(()) } else { Ok(out.flush()?) }
    };
    let outcome = run.each(|source, entry, found| found.add(source, entry, |_| understood(entry)), &mut take)?;
    run.say_text();
    summary.unreadable = run.unreadable;
    summary.is_interrupted = is_interrupted();
    json.end(&summary, &mut out)?;
    out.finish()?;
    Ok(outcome)
}

fn understood(entry: &Entry<'_>) -> Understood {
    if !entry.examined.is_understood() || !entry.examined.is_about_chat() {
        return None;
    }
    let payload = entry.examined.payload()?;
    // Making these takes memory for a while, so they are made before the event.
    let said = (members(entry.examined, Detail::Places), empty_values(entry.examined, Detail::Places));
    // An event is mostly a little longer than its payload.
    let mut line = Vec::with_capacity(entry.bytes.len() + entry.bytes.len() / 8 + ENVELOPE);
    line::write(payload, entry.examined.event(), &mut line);
    let event = RawValue::from_string(String::from_utf8(line).ok()?).ok()?;
    Some((event, said))
}

/// The size of an event's own members, and a little more, in bytes.
const ENVELOPE: usize = 1024;

/// The members of a payload's event, and its values that say nothing.
type Said = (Vec<Member>, Vec<(String, String)>);

/// The part of a payload that may be shown: its row in a list, and all of it if it may be the only one.
struct Listed {
    row: PayloadRow,
    said: Option<Said>,
}

impl Listed {
    fn of(report: &Report, entry: &Entry<'_>, detail: Detail) -> Listed {
        let mut members = members(entry.examined, detail);
        let row = PayloadRow::new(report, &members);
        members.extend(secrets(entry.examined));
        let may_be_shown = entry.index == 1 && entry.examined.item().is_none_or(|item| item < MOST_LISTED);
        let said = may_be_shown.then(|| (members, empty_values(entry.examined, Detail::Shown)));
        Listed { row, said }
    }
}

/// Everything that is shown, or is to be shown when everything was read.
struct Shown {
    all: bool,
    list: Payloads,
    /// The rows that are listed unless all are.
    worst: Worst<PayloadRow>,
    /// The number of events that could be listed, and of payloads that bring none.
    rows: u64,
    /// The events of the first payload, as long as it may be the only one.
    first: Vec<(Report, Said)>,
    payloads: u64,
    /// The number of events that the payloads bring.
    brought: u64,
    events: BTreeMap<String, u64>,
    codes: BTreeMap<&'static str, u64>,
    /// The number of findings that are not kept, so that their codes are not known.
    uncounted: u64,
    /// The reports on problems between payloads, and the last of those for which there is no room.
    remarks: Vec<Report>,
    outside: Outside,
}

fn show(mut run: Run, style: Style, all: bool, mut out: Out) -> Result<Outcome> {
    let mut shown = Shown::new(style, all);
    let detail = if style.is_wide { Detail::Whole } else { Detail::Shown };
    let floor = shown.worst.floor();
    let outcome = run.each(
        move |source, entry, found| {
            // In a part of a source, payloads may be numbered as if one came before it.
            let is_first = all || entry.index <= 1 + MOST_LISTED as u64;
            let is_listed =
                |report: &Report| entry.role == Role::Payload && (is_first || floor.lets_in(report.severity()));
            found.add(source, entry, |report| is_listed(report).then(|| Listed::of(report, entry, detail)));
        },
        &mut |run, found: &mut Reported<Option<Listed>>| {
            for (report, listed) in mem::take(found).entries {
                run.note(&report);
                shown.add(report, listed, &mut out)?;
            }
            Ok(())
        },
    )?;
    let more = shown.outside.end();
    shown.remarks.extend(more);
    match shown {
        Shown { payloads: 1, first, remarks, rows, .. } if !first.is_empty() => {
            let left = rows - first.len() as u64;
            for (number, (report, (members, empty))) in first.into_iter().enumerate() {
                if number > 0 && report.findings.is_empty() {
                    writeln!(out)?;
                }
                heading::write(&report, &remarks, style, &mut out)?;
                if !members.is_empty() {
                    table::members(&members, &empty, style, &mut out)?;
                }
                if !report.findings.is_empty() || !remarks.is_empty() {
                    writeln!(out)?;
                }
                render::human::write(&report, style, &mut out)?;
            }
            if left > 0 {
                write_wrapped("", &format!("… and {left} more (--all lists them)"), style.line_width(), &mut out)?;
            }
            remarks.iter().try_for_each(|report| render::human::write(report, style, &mut out))?;
        }
        shown => shown.end(style, &mut out)?,
    }
    out.finish()?;
    run.say_text();
    Ok(outcome)
}

impl Shown {
    fn new(style: Style, all: bool) -> Shown {
        Shown {
            all,
            list: Payloads::new(style),
            worst: Worst::new(MOST_LISTED),
            rows: 0,
            first: Vec::new(),
            payloads: 0,
            brought: 0,
            events: BTreeMap::new(),
            codes: BTreeMap::new(),
            uncounted: 0,
            remarks: Vec::new(),
            outside: Outside::new(MOST_LISTED),
        }
    }

    fn add(&mut self, report: Report, listed: Option<Listed>, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            *self.codes.entry(finding.code.rule().name).or_default() += 1;
        }
        self.uncounted += report.omitted.total();
        if !report.is_payload {
            self.remarks.extend(self.outside.pass(report));
            return Ok(());
        }
        self.payloads += u64::from(!report.is_next_event);
        self.brought += u64::from(report.has_event);
        self.rows += 1;
        let vendor = report.vendor.unwrap_or("unknown");
        let event = match &report.event {
            _ if !report.has_event => "no event".to_owned(),
            event => event.as_deref().map_or_else(|| "unknown".to_owned(), beginning),
        };
        let name = format!("{vendor}/{event}");
        let is_counted = self.events.len() < MOST_NAMES || self.events.contains_key(&name);
        *self.events.entry(if is_counted { name } else { "others".to_owned() }).or_default() += 1;
        let Some(listed) = listed else { return Ok(()) };
        let severity = report.severity();
        if self.payloads > 1 {
            self.first.clear();
        } else if let Some(said) = listed.said.filter(|_| self.all || self.first.len() < MOST_LISTED) {
            self.first.push((report, said));
        }
        if self.all {
            return self.list.add(listed.row, out);
        }
        self.worst.add(severity, listed.row);
        Ok(())
    }

    /// Ends the list, and writes what all of it comes to.
    fn end(mut self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        if self.payloads > 0 {
            let left = if self.all { 0 } else { self.rows - self.worst.len() as u64 };
            for row in self.worst.into_rows(left == 0) {
                self.list.add(row, out)?;
            }
            self.list.end(out)?;
            if left > 0 {
                let more = format!("… and {left} more, none of them worse (--all lists them)");
                write_wrapped("", &more, style.line_width(), out)?;
            }
            write!(out, "\n{}", counted(self.payloads, "payload"))?;
            match self.brought == self.payloads {
                true => writeln!(out)?,
                false => writeln!(out, " with {}", counted(self.brought, "event"))?,
            }
        }
        for (event, count) in &self.events {
            write_wrapped(&format!("{count:>7}  "), &Safe(event).to_string(), style.line_width(), out)?;
        }
        if !self.codes.is_empty() && self.payloads > 0 {
            writeln!(out, "\nfindings (chathook validate shows them)")?;
            for (code, count) in &self.codes {
                writeln!(out, "{count:>7}  {code}")?;
            }
            if self.uncounted > 0 {
                writeln!(out, "{:>7}  more", self.uncounted)?;
            }
        }
        self.remarks.iter().try_for_each(|report| render::human::write(report, style, out))
    }
}
