//! `chathook normalize [PATH]…`: the normalized event of each payload, a line each.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};

use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::finding::{Severity, counted};
use chathook::frame::{Entry, Product, Role, Settings};
use chathook::json;
use chathook::render::safe::Safe;
use chathook::render::{concise, event};
use chathook::report::Report;

use super::{Outcome, Run, help, say, say_lines};
use crate::cli::Normalize;

/// How much is held in memory to be written, in bytes, if single payloads are not larger.
const MOST_HELD: usize = 512 * 1024;

/// For how many bytes of events there is room from the beginning: mostly, those of a block are a little longer than it.
const ROOM: usize = Settings::BLOCK.get() * 5 / 4;

pub(super) fn run(arguments: Normalize) -> Result<Outcome> {
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("normalize")) };
    let rejects = match &arguments.rejects {
        Some(path) if run.reads(path) => {
            let name = path.display().to_string();
            say(format_args!("chathook: --rejects would overwrite {}, which is read", Safe(&name)));
            return Ok(Outcome::Usage);
        }
        Some(path) => {
            let file = File::create(path).with_context(|| path.display().to_string())?;
            Some(Rejects { out: BufWriter::new(file), is_empty: true })
        }
        None => None,
    };
    let mut writer = Writer { out: io::stdout().lock(), rejects, written: 0, rejected: 0 };
    let maker = Maker {
        policy: run.options.policy.clone(),
        lenient: arguments.lenient,
        pretty: arguments.pretty,
        keeps_rejects: arguments.rejects.is_some(),
    };
    let outcome =
        run.each(move |source, entry, lines| maker.add(source, entry, lines), &mut |run, lines: &mut Lines| {
            if lines.fails {
                run.outcome = run.outcome.max(Outcome::Findings);
            }
            writer.write(lines)?;
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
    findings: Vec<u8>,
    /// The payloads that are rejected, each after a line end.
    rejects: Vec<u8>,
    written: u64,
    rejected: u64,
    /// Whether a finding makes the run fail.
    fails: bool,
}

impl Product for Lines {
    fn is_full(&self) -> bool {
        self.events.len() + self.findings.len() + self.rejects.len() >= MOST_HELD
    }

    fn count_from(&mut self, _payloads: u64) {}
}

impl Lines {
    fn clear(&mut self) {
        for lines in [&mut self.events, &mut self.findings, &mut self.rejects] {
            lines.clear();
            // A large payload is an exception.
            lines.shrink_to(MOST_HELD);
        }
        (self.written, self.rejected, self.fails) = (0, 0, false);
    }
}

/// What makes lines of payloads.
struct Maker {
    policy: Policy,
    lenient: bool,
    pretty: bool,
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
            concise::write(&report, &mut lines.findings).expect("memory can be written");
        }
        match entry.examined.payload() {
            Some(payload) if is_sound || (self.lenient && entry.examined.is_understood()) => {
                if lines.events.is_empty() {
                    lines.events.reserve(ROOM);
                }
                let start = lines.events.len();
                event::write(payload, entry.examined.event(), &mut lines.events);
                if self.pretty {
                    let line = lines.events.split_off(start);
                    json::write_pretty(&line, &mut lines.events).expect("memory can be written");
                }
                lines.events.push(b'\n');
                lines.written += 1;
            }
            _ => {
                lines.rejected += u64::from(entry.role == Role::Payload);
                if self.keeps_rejects && entry.role != Role::Remark {
                    // What continues the last entry must not be parted from it.
                    if entry.role != Role::Continuation {
                        lines.rejects.push(b'\n');
                    }
                    lines.rejects.extend_from_slice(entry.bytes);
                }
            }
        }
    }
}

struct Writer<W: Write> {
    out: W,
    rejects: Option<Rejects>,
    written: u64,
    rejected: u64,
}

impl<W: Write> Writer<W> {
    fn write(&mut self, lines: &Lines) -> Result<()> {
        say_lines(&lines.findings);
        self.out.write_all(&lines.events)?;
        self.out.flush()?;
        self.written += lines.written;
        self.rejected += lines.rejected;
        self.rejects.as_mut().map_or(Ok(()), |rejects| Ok(rejects.write(&lines.rejects)?))
    }

    fn end(self) -> Result<()> {
        if let Some(rejects) = self.rejects {
            rejects.end()?;
        }
        if self.rejected > 0 {
            let payloads = counted(self.written + self.rejected, "payload");
            say(format_args!("{payloads}: {} normalized, {} rejected", self.written, self.rejected));
        }
        Ok(())
    }
}

/// The file of what is rejected.
struct Rejects {
    out: BufWriter<File>,
    is_empty: bool,
}

impl Rejects {
    /// Writes payloads, each after a line end, which the first of all needs none.
    fn write(&mut self, payloads: &[u8]) -> io::Result<()> {
        let is_first = self.is_empty && !payloads.is_empty();
        self.is_empty &= payloads.is_empty();
        self.out.write_all(&payloads[usize::from(is_first)..])
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"" } else { b"\n" })?;
        self.out.flush()
    }
}
