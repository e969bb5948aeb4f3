//! `chathook normalize [PATH]…`: the normalized event of each payload, a line each.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, anyhow};

use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::finding::{Severity, counted};
use chathook::frame::{Batch, Entry, Role};
use chathook::json;
use chathook::normalize::line;
use chathook::render::safe::Safe;
use chathook::report::{Outside, Report};

use super::atomic_file::{self, AtomicFile};
use super::interrupt::turn;
use super::told::Told;
use super::{Outcome, Reports, Run, help, say, say_lines, stdout};
use crate::cli::Normalize;

/// How much is held in memory to be written, in bytes, if single payloads are not larger.
const MOST_HELD: usize = 512 * 1024;

pub(super) fn run(arguments: Normalize) -> Result<Outcome> {
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("normalize")) };
    let refusal = arguments.rejects.as_deref().and_then(|path| atomic_file::refusal("--rejects", path, &run));
    if let Some(reason) = refusal {
        say(format_args!("chathook: {}", Safe(&reason)));
        return Ok(Outcome::Usage);
    }
    let rejects = arguments.rejects.as_deref().map(AtomicFile::of).transpose()?.map(Rejects::new);
    let mut writer = Writer { out: stdout(), is_pretty: arguments.pretty, rejects, written: 0, rejected: 0, apart: 0 };
    let maker = Maker {
        policy: run.options.policy.clone(),
        lenient: arguments.lenient,
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
    Ok(outcome)
}

/// What is made of payloads, to be written.
#[derive(Default)]
struct Lines {
    /// The events.
    events: Vec<u8>,
    /// What is wrong with the payloads.
    told: Told,
    /// What is rejected, as it is kept.
    rejects: Vec<u8>,
    /// Whether more is to come of the last that is rejected, if anything is.
    goes_on: Option<bool>,
    written: u64,
    rejected: u64,
    /// How many payloads are about no chat.
    apart: u64,
    /// Whether a finding makes the run fail.
    fails: bool,
}

impl Batch for Lines {
    fn is_full(&self) -> bool {
        self.events.len() + self.told.size() + self.rejects.len() >= MOST_HELD
    }

    fn count_from(&mut self, _payloads: u64) {}
}

impl Reports for Lines {
    fn limit(&mut self, outside: &mut Outside) {
        self.told.limit(outside);
    }

    fn of(report: Report) -> Lines {
        Lines { told: Told::of(&report), ..Lines::default() }
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
        (self.goes_on, self.written, self.rejected, self.apart, self.fails) = (None, 0, 0, 0, false);
    }
}

/// What makes lines of payloads.
struct Maker {
    policy: Policy,
    lenient: bool,
    keeps_rejects: bool,
}

impl Maker {
    fn add(&self, source: &str, entry: &Entry<'_>, lines: &mut Lines) {
        let is_sound = entry.is_sound();
        // The findings of a sound payload are no errors, and need not be made to know that.
        let is_said = !is_sound || self.policy.fails(Severity::Warning);
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
                if lines.events.is_empty() {
                    // An event is mostly a little longer than its payload.
                    lines.events.reserve(entry.bytes.len() * 5 / 4);
                }
                line::write(payload, entry.examined.event(), &mut lines.events);
                lines.events.push(b'\n');
                lines.written += 1;
            }
            _ => {
                let is_apart = is_sound && !entry.examined.is_about_chat();
                lines.apart += u64::from(is_apart);
                lines.rejected += u64::from(entry.role == Role::Payload && !is_apart);
                if self.keeps_rejects {
                    entry.keep(&mut lines.rejects);
                    lines.goes_on = Some(entry.goes_on);
                }
            }
        }
    }
}

struct Writer<W: Write> {
    out: W,
    is_pretty: bool,
    rejects: Option<Rejects>,
    written: u64,
    rejected: u64,
    apart: u64,
}

impl<W: Write> Writer<W> {
    /// Writes events, which may be held back as long as more comes, and says what there is to say before them.
    fn write(&mut self, lines: &Lines, goes_on: bool) -> Result<()> {
        if !lines.told.lines().is_empty() {
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
        self.written += lines.written;
        self.rejected += lines.rejected;
        self.apart += lines.apart;
        match (&mut self.rejects, lines.goes_on) {
            (Some(rejects), Some(goes_on)) => rejects.write(&lines.rejects, goes_on).map_err(|error| unsaved(&error)),
            _ => Ok(()),
        }
    }

    /// Lays events out as they are written, for that may take many times their length.
    fn write_pretty(&mut self, events: &[u8]) -> io::Result<()> {
        // No line of an event is the last before all of them are written.
        let _turn = turn();
        let mut out = BufWriter::with_capacity(MOST_HELD, &mut self.out);
        json::write_pretty(events, &mut out)?;
        out.flush()
    }

    fn end(mut self) -> Result<()> {
        self.out.flush()?;
        self.rejects.map_or(Ok(()), |rejects| rejects.end().map_err(|error| unsaved(&error)))?;
        if self.rejected + self.apart > 0 {
            let payloads = counted(self.written + self.rejected + self.apart, "payload");
            let mut parts = vec![format!("{} normalized", self.written)];
            if self.apart > 0 {
                parts.push(format!("{} not about a chat", self.apart));
            }
            if self.rejected > 0 {
                parts.push(format!("{} rejected", self.rejected));
            }
            say(format_args!("{payloads}: {}", parts.join(", ")));
        }
        Ok(())
    }
}

/// An error of the file of rejects. That somebody stopped reading it is no quiet end, for payloads would be lost.
fn unsaved(error: &io::Error) -> anyhow::Error {
    anyhow!("{error}")
}

/// The file of what is rejected.
struct Rejects {
    file: AtomicFile,
    /// What it ends with.
    last: Option<u8>,
    /// Whether more is to come of what it ends with.
    goes_on: bool,
}

impl Rejects {
    fn new(file: AtomicFile) -> Rejects {
        Rejects { file, last: None, goes_on: false }
    }

    /// Writes what is kept, of the last of which more may be to come. Nothing comes before the first, so it needs neither
    /// a line end nor a record separator.
    fn write(&mut self, mut kept: &[u8], goes_on: bool) -> io::Result<()> {
        let is_in_place = self.file.is_in_place();
        if self.last.is_none() || (is_in_place && !self.goes_on) {
            kept = kept.strip_prefix(b"\n").unwrap_or(kept);
        }
        if self.last.is_none() {
            kept = kept.strip_prefix(b"\x1e").unwrap_or(kept);
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
