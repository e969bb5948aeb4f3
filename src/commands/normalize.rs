//! `chathook normalize [PATH]…`: the normalized event of each payload, a line each.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, anyhow};

use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::finding::{Severity, counted};
use chathook::frame::{self, Batch, Entry, Role, TextLines};
use chathook::json;
use chathook::normalize::{Payload, line};
use chathook::report::{INTERRUPTED, Outside, Report};

use super::atomic_file::{AtomicFile, refuse};
use super::filter::{Fate, Filter, Seen};
use super::interrupt::{begin_line, is_interrupted, show_what_there_is};
use super::out::Out;
use super::told::Told;
use super::{Outcome, Reports, Run, Session, help, say, say_lines};
use crate::cli::Normalize;

/// The most bytes that are held in memory to be written, if single payloads are not larger.
const MOST_HELD: usize = 512 * 1024;

pub(super) fn run(mut arguments: Normalize, session: &Session) -> Result<Outcome> {
    session.config.complete(&mut arguments.input);
    let Some(mut run) = Run::new(&arguments.input, session) else { return Ok(help("normalize")) };
    let files = session.outputs().chain(arguments.rejects.as_deref().map(|file| ("--rejects", file)));
    if let Some(refused) = refuse(files, &run) {
        return Ok(refused);
    }
    let filter = Filter::of(&arguments.choice, &run.options.zone);
    if filter.is_of_no_time() {
        say("chathook: --since is later than --until, so no event would be written");
        return Ok(Outcome::Usage);
    }
    run.bar = run.bar.filter(|_| !arguments.quiet);
    let rejects = arguments.rejects.as_deref().map(AtomicFile::of).transpose()?.map(Rejects::new);
    let out = Out::of_data(session)?;
    // Of a file that is written whole or not at all, nothing is left to count.
    if session.output.is_none() {
        show_what_there_is();
    }
    let (is_pretty, is_quiet) = (arguments.pretty, arguments.quiet);
    let seen = arguments.choice.unique.then(Seen::default);
    let mut writer = Writer { out, is_pretty, is_quiet, rejects, seen, counts: Counts::default() };
    let maker = Maker {
        policy: run.options.policy.clone(),
        lenient: arguments.lenient,
        is_canonical: arguments.canonical,
        marks_ends: arguments.choice.unique,
        filter,
        keeps_rejects: arguments.rejects.is_some(),
    };
    let outcome =
        run.each(move |source, entry, lines| maker.add(source, entry, lines), &mut |run, lines: &mut Lines| {
            if lines.fails {
                run.outcome = run.outcome.max(Outcome::Findings);
            }
            writer.write(lines, run.goes_on)?;
            lines.clear();
            Ok(())
        })?;
    writer.end()?;
    if !arguments.quiet {
        run.say_text();
    }
    Ok(outcome)
}

/// A batch of lines to be written, and everything else that comes of the payloads.
#[derive(Default)]
struct Lines {
    /// The events.
    events: Vec<u8>,
    /// The findings to be told.
    told: Told,
    /// The rejected payloads, as they are kept.
    rejects: Vec<u8>,
    /// True if more is to come of the last that is rejected; nothing if none is.
    goes_on: Option<bool>,
    /// The end of each of the events, if that is wanted.
    ends: Vec<usize>,
    counts: Counts,
    text: TextLines,
    /// True if a finding makes the run fail.
    fails: bool,
}

/// The number of payloads, and of their events by their fate.
#[derive(Clone, Copy, Default)]
struct Counts {
    payloads: u64,
    /// They bring no event, where they might bring several.
    empty: u64,
    written: u64,
    rejected: u64,
    /// They are about no chat.
    apart: u64,
    /// They were not asked for.
    left_out: u64,
    /// They say no time, and some time was asked for.
    undated: u64,
    /// Their ids came before.
    repeated: u64,
}

impl Batch for Lines {
    fn another(&self) -> Lines {
        Lines::default()
    }

    fn is_full(&self) -> bool {
        self.events.len() + self.told.size() + self.rejects.len() >= MOST_HELD
    }

    fn count_from(&mut self, _payloads: u64) {}
}

impl Reports for Lines {
    fn limit(&mut self, outside: &mut Outside) {
        outside.lines.append(self.text);
        self.told.limit(outside);
    }

    fn of(report: Report) -> Lines {
        Lines { told: Told::of(&report), ..Lines::default() }
    }

    fn counts(&self) -> (u64, u64) {
        (self.counts.payloads, self.told.count())
    }
}

impl Lines {
    fn clear(&mut self) {
        self.told.clear(MOST_HELD);
        for lines in [&mut self.events, &mut self.rejects] {
            lines.clear();
            // A large payload is an exception.
            lines.shrink_to(MOST_HELD);
        }
        self.ends.clear();
        (self.goes_on, self.counts, self.text, self.fails) = Default::default();
    }
}

/// The maker of lines of payloads.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
struct Maker {
    policy: Policy,
    lenient: bool,
    is_canonical: bool,
    /// True if the end of each event is noted.
    marks_ends: bool,
    filter: Filter,
    keeps_rejects: bool,
}

impl Maker {
    fn add(&self, source: &str, entry: &Entry<'_>, lines: &mut Lines) {
        lines.text.add(entry);
        if entry.is_passed_over() {
            return;
        }
        let is_sound = entry.is_sound();
        lines.counts.payloads += u64::from(entry.role == Role::Payload && !entry.is_next_event);
        // The findings of a sound payload are no errors unless the user says so, and need not be made to know that.
        let is_said = !is_sound || self.policy.fails(Severity::Warning) || !self.policy.levels.is_empty();
        if (is_said || entry.examined.mentions_zone()) && entry.role != Role::Continuation {
            let mut report = Report::of(source, entry);
            lines.fails |= report.fails();
            report.findings.retain(|finding| {
                !is_sound || self.policy.fails(finding.severity) || finding.code == Code::AssumedTimeZone
            });
            lines.told.add(report);
        }
        match entry.examined.payload() {
            Some(payload)
                if entry.examined.is_about_chat() && (is_sound || (self.lenient && entry.examined.is_understood())) =>
            {
                match self.filter.fate(payload, entry.examined.event()) {
                    Fate::Written => self.write(source, entry, payload, lines),
                    Fate::LeftOut => lines.counts.left_out += 1,
                    Fate::Undated => lines.counts.undated += 1,
                }
            }
            _ => {
                let is_apart = is_sound && !entry.examined.is_about_chat();
                let is_empty = is_apart && !entry.examined.has_event();
                lines.counts.empty += u64::from(is_empty);
                lines.counts.apart += u64::from(is_apart && !is_empty);
                lines.counts.rejected += u64::from(entry.role == Role::Payload && !is_apart);
                self.keep(entry, lines);
            }
        }
    }

    /// Adds the event of a payload.
    fn write(&self, source: &str, entry: &Entry<'_>, payload: Payload<'_>, lines: &mut Lines) {
        if lines.events.is_empty() {
            // An event is mostly a little longer than its payload.
            lines.events.reserve(entry.bytes.len() * 5 / 4);
        }
        let start = lines.events.len();
        line::write(payload, entry.examined.event(), &mut lines.events);
        if self.is_canonical
            && let Err(error) = canonical(&mut lines.events, start)
        {
            lines.events.truncate(start);
            let place = entry.position();
            lines.told.say(&format!("{source}:{}:{}: error: {error}", place.line, place.column));
            lines.fails = true;
            lines.counts.rejected += 1;
            return self.keep(entry, lines);
        }
        lines.events.push(b'\n');
        lines.counts.written += 1;
        if self.marks_ends {
            lines.ends.push(lines.events.len());
        }
    }

    /// Keeps a payload that is rejected, if they are kept.
    fn keep(&self, entry: &Entry<'_>, lines: &mut Lines) {
        if self.keeps_rejects {
            entry.keep(&mut lines.rejects);
            lines.goes_on = Some(entry.goes_on);
        }
    }
}

/// Puts the event that stands from here on in its canonical form.
fn canonical(events: &mut Vec<u8>, start: usize) -> Result<(), String> {
    let event = String::from_utf8(events.split_off(start)).map_err(|error| error.to_string())?;
    json::write_canonical(&event, events).map_err(|error| error.to_string())
}

struct Writer {
    out: Out,
    is_pretty: bool,
    /// True if no finding is told.
    is_quiet: bool,
    rejects: Option<Rejects>,
    /// The ids that were written lately, if none is to be repeated.
    seen: Option<Seen>,
    counts: Counts,
}

impl Writer {
    /// Writes events, which may be held back as long as more comes, and says what there is to say before them.
    fn write(&mut self, lines: &mut Lines, goes_on: bool) -> Result<()> {
        self.drop_repeated(lines);
        if !self.is_quiet && !lines.told.lines().is_empty() {
            self.out.flush()?;
            say_lines(lines.told.lines());
        }
        match self.is_pretty {
            true => self.write_pretty(&lines.events)?,
            false => self.out.write_all(&lines.events)?,
        }
        if !goes_on {
            self.out.flush()?;
        }
        self.counts.add(lines.counts);
        match (&mut self.rejects, lines.goes_on) {
            (Some(rejects), Some(goes_on)) => rejects.write(&lines.rejects, goes_on).map_err(|error| unsaved(&error)),
            _ => Ok(()),
        }
    }

    /// Takes out the events whose ids were written lately.
    fn drop_repeated(&mut self, lines: &mut Lines) {
        let Some(seen) = &mut self.seen else { return };
        let (mut start, mut kept) = (0, 0);
        for end in lines.ends.drain(..) {
            if seen.is_new(&lines.events[start..end]) {
                lines.events.copy_within(start..end, kept);
                kept += end - start;
            } else {
                lines.counts.written -= 1;
                lines.counts.repeated += 1;
            }
            start = end;
        }
        lines.events.truncate(kept);
    }

    /// Lays events out as they are written, for that may take many times their length.
    fn write_pretty(&mut self, events: &[u8]) -> io::Result<()> {
        // No line of an event is the last before all of them are written.
        let _line = begin_line();
        let mut out = BufWriter::with_capacity(MOST_HELD, &mut self.out);
        json::write_pretty(events, &mut out)?;
        out.flush()
    }

    fn end(mut self) -> Result<()> {
        self.out.flush()?;
        let rejects = self.rejects.filter(|_| !is_interrupted());
        rejects.map_or(Ok(()), |rejects| rejects.end().map_err(|error| unsaved(&error)))?;
        self.out.finish()?;
        if !self.is_quiet {
            self.counts.say(is_interrupted());
        }
        Ok(())
    }
}

impl Counts {
    fn add(&mut self, more: Counts) {
        let Counts { payloads, empty, written, rejected, apart, left_out, undated, repeated } = more;
        self.payloads += payloads;
        self.empty += empty;
        self.written += written;
        self.rejected += rejected;
        self.apart += apart;
        self.left_out += left_out;
        self.undated += undated;
        self.repeated += repeated;
    }

    /// Says what became of payloads, unless all were read and each became an event.
    fn say(self, is_cut: bool) {
        let Counts { payloads, empty, written, rejected, apart, left_out, undated, repeated } = self;
        let parts = [
            (rejected, "rejected"),
            (apart, "not about a chat"),
            (empty, "without an event"),
            (left_out, "left out"),
            (undated, "left out without a time"),
            (repeated, "left out as repeats"),
        ];
        let others: u64 = parts.iter().map(|(count, _)| count).sum();
        if others > 0 || is_cut {
            let parts: Vec<String> = [(written, "normalized")]
                .iter()
                .chain(parts.iter().filter(|(count, _)| *count > 0))
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            let events = written + others - empty;
            let bring = if events == payloads { String::new() } else { format!(" with {}", counted(events, "event")) };
            let cut = if is_cut { format!("; {INTERRUPTED}") } else { String::new() };
            say(format_args!("{}{bring}: {}{cut}", counted(payloads, "payload"), parts.join(", ")));
        }
    }
}

/// An error of the file of rejects. That somebody stopped reading it is no quiet end, for payloads would be lost.
fn unsaved(error: &io::Error) -> anyhow::Error {
    anyhow!("{error}")
}

/// The file of what is rejected.
struct Rejects {
    file: AtomicFile,
    /// The last byte of it.
    last: Option<u8>,
    /// True if more is to come of the last that it holds.
    goes_on: bool,
}

impl Rejects {
    fn new(file: AtomicFile) -> Rejects {
        Rejects { file, last: None, goes_on: false }
    }

    /// Writes what is kept, of the last of which more may be to come.
    fn write(&mut self, mut kept: &[u8], goes_on: bool) -> io::Result<()> {
        let is_in_place = self.file.is_in_place();
        if self.last.is_none() {
            kept = frame::first_kept(kept);
        } else if is_in_place && !self.goes_on {
            kept = kept.strip_prefix(b"\n").unwrap_or(kept);
        }
        self.last = kept.last().copied().or(self.last);
        self.goes_on = goes_on;
        self.file.write_all(kept)?;
        if is_in_place && !goes_on {
            // Others may write there as well, and whoever reads it waits for the line end.
            self.end_line()?;
        }
        self.file.flush()
    }

    /// Ends the last line, unless what was kept ends with a line end itself.
    fn end_line(&mut self) -> io::Result<()> {
        match self.last {
            None | Some(b'\n') => Ok(()),
            Some(_) => {
                self.last = Some(b'\n');
                self.file.write_all(b"\n")
            }
        }
    }

    fn end(mut self) -> io::Result<()> {
        self.end_line()?;
        self.file.finish()
    }
}
