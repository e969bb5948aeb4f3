//! `chathook seats [PATH]…`: how many agents do these chats need?

use std::io;

use anyhow::Result;

use chathook::finding::policy::Policy;
use chathook::finding::{Severity, counted};
use chathook::frame::{self, Entry, Role, TextLines};
use chathook::render::safe::Safe;
use chathook::report::{self, Outside};
use chathook::seats::answer::Answer;
use chathook::seats::chats::Column;
use chathook::seats::estimate;
use chathook::seats::ledger::Ledger;
use chathook::seats::page::Page;
use chathook::seats::quantity::Decimal;
use chathook::seats::question::{Patience, Question, Read};
use chathook::seats::report::Report;
use chathook::seats::required::{self, Aim, WhatIf};
use chathook::seats::{csv, json, svg, table};

use super::atomic_file::{AtomicFile, refuse};
use super::out::Out;
use super::told::Told;
use super::{Outcome, Reports, Run, Session, help, say, say_lines};
use crate::cli::{self, By, Concurrency, Seats, SeatsFormat};

/// The most events that are held in memory until they are counted.
const MOST_HELD: usize = 1024;

/// The most bytes of findings that are held until they are told.
const MOST_TOLD: usize = 64 * 1024;

/// The seconds of a day.
const DAY: f64 = 24.0 * 3600.0;

/// The shortest interval that is counted, in seconds.
const SHORTEST: f64 = 300.0;

pub(super) fn run(mut arguments: Seats, session: &Session) -> Result<Outcome> {
    if let Some(arrivals) = arguments.what_if.arrivals {
        return answer(&arguments, arrivals, session);
    }
    if let Some(reason) = unfit(&arguments) {
        say(format_args!("chathook: {reason}"));
        return Ok(Outcome::Usage);
    }
    session.config.complete(&mut arguments.input);
    let question = question(&arguments);
    let Some(mut run) = Run::new(&arguments.input, session) else { return Ok(help("seats")) };
    run.bar = run.bar.filter(|_| !arguments.quiet);
    // The report itself tells of times without a zone. So no worker has to wait until the first of them is told.
    run.options.is_zone_assumed &= run.options.policy.fails(Severity::Note);
    let files = session.outputs().chain(arguments.svg.as_deref().map(|file| ("--svg", file)));
    if let Some(refused) = refuse(files, &run) {
        return Ok(refused);
    }
    let picture = arguments.svg.as_deref().map(AtomicFile::of).transpose()?;
    let (ledger, read, outcome) = read(&mut run, arguments.quiet)?;
    let report = estimate::report(ledger, read, &question);
    let has_chats = report.observed.chats > 0;
    // Programs that read it find in it why it is one of zeros. People are told.
    if has_chats || arguments.format != SeatsFormat::Table {
        let mut out = out(arguments.format, session)?;
        match arguments.format {
            SeatsFormat::Table => table::write(&report, arguments.explain, session.style().width, &mut out)?,
            SeatsFormat::Json => json::write(&report, &mut out)?,
            SeatsFormat::Csv => csv::write(&report, &mut out)?,
        }
        out.finish()?;
    }
    if !has_chats {
        return Ok(nothing_to_count(&report, outcome, arguments.quiet));
    }
    if let Some(mut picture) = picture {
        svg::write(&report, &mut picture)?;
        picture.finish()?;
    }
    Ok(outcome)
}

/// Standard output, as a format needs it.
fn out(format: SeatsFormat, session: &Session) -> io::Result<Out> {
    match format {
        SeatsFormat::Table => Out::of_text(session),
        SeatsFormat::Json | SeatsFormat::Csv => Out::of_data(session),
    }
}

/// Says that there is no chat to count, and what there is. Where sources could not be read, that was said already.
fn nothing_to_count(report: &Report, outcome: Outcome, is_quiet: bool) -> Outcome {
    if outcome != Outcome::Unreadable {
        let (read, counts) = (counted(report.deliveries.read, "delivery"), table::left_out(report));
        let why = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
        say(format_args!("chathook: no chat to count in {read}{why}: seats counts the events that end a chat"));
        if !is_quiet {
            report.warnings.iter().for_each(|warning| say(format_args!("! {}", Safe(warning))));
        }
    }
    Outcome::Unreadable
}

/// Reads all sources, and says nothing of what is wrong with payloads if it is to be quiet.
fn read(run: &mut Run, is_quiet: bool) -> Result<(Ledger, Read, Outcome)> {
    let (mut ledger, mut read) = (Ledger::default(), Read::default());
    let maker = Maker { policy: run.options.policy.clone() };
    let outcome = run.each(
        move |source, entry, batch: &mut Batch| maker.add(source, entry, batch),
        &mut |run, batch: &mut Batch| {
            if batch.fails {
                run.outcome = run.outcome.max(Outcome::Findings);
            }
            if !is_quiet {
                say_lines(batch.told.lines());
            }
            ledger.add(&batch.column);
            read.all += batch.read;
            read.with_errors += batch.with_errors;
            batch.clear();
            Ok(())
        },
    )?;
    if !is_quiet {
        run.say_text();
    }
    Ok((ledger, read, outcome))
}

/// A batch of rows, to be counted.
#[derive(Default)]
struct Batch {
    column: Column,
    /// The findings on the payloads that are left out, and between them.
    told: Told,
    read: u64,
    with_errors: u64,
    text: TextLines,
    /// True if a finding makes the run fail.
    fails: bool,
}

impl frame::Batch for Batch {
    fn another(&self) -> Batch {
        Batch::default()
    }

    fn is_full(&self) -> bool {
        self.column.said.len() >= MOST_HELD || self.told.size() >= MOST_TOLD
    }

    fn count_from(&mut self, _payloads: u64) {}
}

impl Reports for Batch {
    fn limit(&mut self, outside: &mut Outside) {
        outside.lines.append(self.text);
        self.told.limit(outside);
    }

    fn of(report: report::Report) -> Batch {
        Batch { told: Told::of(&report), ..Batch::default() }
    }

    fn counts(&self) -> (u64, u64) {
        (self.read, self.told.count())
    }
}

impl Batch {
    fn clear(&mut self) {
        self.column.clear();
        self.told.clear(MOST_TOLD);
        (self.read, self.with_errors, self.text, self.fails) = Default::default();
    }
}

/// The maker of rows of payloads.
struct Maker {
    policy: Policy,
}

impl Maker {
    fn add(&self, source: &str, entry: &Entry<'_>, batch: &mut Batch) {
        batch.text.add(entry);
        if entry.role == Role::Continuation || entry.is_passed_over() {
            return;
        }
        let is_payload = entry.role == Role::Payload;
        batch.read += u64::from(is_payload);
        let is_sound = entry.is_sound();
        if !is_sound || self.policy.fails(Severity::Warning) {
            let mut report = report::Report::of(source, entry);
            batch.fails |= report.fails();
            report.findings.retain(|finding| !is_sound || self.policy.fails(finding.severity));
            batch.told.add(report);
        }
        match entry.examined.payload() {
            Some(payload) if is_sound => {
                batch.column.add(payload, entry.examined.event(), || entry.received());
            }
            _ => batch.with_errors += u64::from(is_payload),
        }
    }
}

/// Returns the reason why there is no profile by such an interval, if there is none, or why another value does not fit.
fn unfit(arguments: &Seats) -> Option<&'static str> {
    let interval = arguments.aim.interval.value();
    if interval < SHORTEST || (DAY / interval).fract() != 0.0 || interval.fract() != 0.0 {
        return Some("--interval: expected at least 5m, and a length that divides a day, such as 15m, 30m or 1h");
    }
    if arguments.reading.max_chat.value() > DAY {
        return Some("--max-chat: expected at most 24h");
    }
    if arguments.reading.after_chat_work.value() > DAY {
        return Some("--after-chat-work: expected at most 24h");
    }
    None
}

fn question(arguments: &Seats) -> Question {
    let Seats { input, aim: asked, reading, .. } = arguments;
    Question {
        aim: aim(asked),
        interval: asked.interval,
        patience: asked.patience.unwrap_or(Patience::Measured),
        concurrency: match asked.concurrency {
            Concurrency::Auto => None,
            Concurrency::Chats(chats) => Some(chats),
        },
        after_chat_work: reading.after_chat_work,
        max_chat: reading.max_chat,
        duration_unit: reading.duration_unit.seconds(),
        time_zone: input.time_zone.clone(),
        report_zone: reading.report_zone.clone(),
        counts_silent_days: reading.count_silent_days,
        by_department: reading.by == Some(By::Department),
    }
}

/// Answers a question without payloads.
fn answer(arguments: &Seats, arrivals: Decimal, session: &Session) -> Result<Outcome> {
    let known = &arguments.what_if.handle_time;
    let levels = match arguments.aim.concurrency {
        Concurrency::Auto => known.len(),
        Concurrency::Chats(chats) => chats,
    };
    let patience = match arguments.aim.patience {
        Some(Patience::Said(time)) => Some(time),
        Some(Patience::Measured) => {
            say("chathook: --patience auto measures how long visitors wait, for which there must be payloads");
            return Ok(Outcome::Usage);
        }
        Some(Patience::Endless) | None => None,
    };
    let aim = aim(&arguments.aim);
    let handle = required::by_level(known, levels).unwrap_or_default();
    let question = WhatIf { arrivals, interval: arguments.aim.interval, handle, patience };
    let Some(staffing) = question.staffing(&aim) else {
        say(
            "chathook: more than a million chats or waiting visitors at once, or no number of agents that does what is asked",
        );
        return Ok(Outcome::Usage);
    };
    let answer = Answer::from(staffing);
    let mut out = out(arguments.format, session)?;
    match arguments.format {
        SeatsFormat::Json => json::write(&answer, &mut out)?,
        SeatsFormat::Csv => answer.write_csv(&mut out)?,
        SeatsFormat::Table => {
            answer.write_text(&aim, &question, &mut Page::new(&mut out, session.style().width))?;
        }
    }
    out.finish()?;
    Ok(Outcome::Clean)
}

/// The aim that the command line sets a team.
fn aim(arguments: &cli::Aim) -> Aim {
    Aim {
        target: arguments.target,
        asa: arguments.target_asa,
        max_occupancy: arguments.max_occupancy,
        max_abandonment: arguments.max_abandonment,
        shrinkage: arguments.shrinkage,
        least: arguments.min_seats.get(),
    }
}
