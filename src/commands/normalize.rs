//! `chathook normalize [PATH]…`: the normalized event of each payload, a line each.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::mem;

use anyhow::{Context, Result};

use chathook::finding::rules::Code;
use chathook::finding::{Severity, counted};
use chathook::frame::{Entry, Role, Step};
use chathook::json;
use chathook::render::safe::Safe;
use chathook::render::{concise, event};

use super::{Outcome, Run, help, say, say_lines};
use crate::cli::Normalize;

/// How much is written at once, in bytes.
const BLOCK: usize = 64 * 1024;

pub(super) fn run(arguments: Normalize) -> Result<Outcome> {
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("normalize")) };
    let rejects = match &arguments.rejects {
        Some(path) if run.reads(path) => {
            let name = path.display().to_string();
            say(format_args!("chathook: --rejects would overwrite {}, which is read", Safe(&name)));
            return Ok(Outcome::Usage);
        }
        Some(path) => Some(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?)),
        None => None,
    };
    let mut writer = Writer {
        out: io::stdout().lock(),
        lines: Vec::new(),
        rejects,
        lenient: arguments.lenient,
        pretty: arguments.pretty,
        written: 0,
        rejected: 0,
        has_rejects: false,
    };
    let outcome = run.each(&mut |run, step| match step {
        Step::Entry(entry) => writer.entry(run, entry),
        Step::Pause => Ok(writer.flush()?),
    })?;
    writer.end()?;
    Ok(outcome)
}

struct Writer<W: Write> {
    out: W,
    /// What is to be written next. Events are made where they are written from, so that none is copied.
    lines: Vec<u8>,
    rejects: Option<BufWriter<File>>,
    lenient: bool,
    pretty: bool,
    written: u64,
    rejected: u64,
    has_rejects: bool,
}

impl<W: Write> Writer<W> {
    fn entry(&mut self, run: &mut Run, entry: &Entry<'_>) -> Result<()> {
        let is_sound = entry.is_sound();
        // The findings of a sound payload are no errors, and need not be made to know that.
        let is_said = !is_sound || run.options.policy.fails(Severity::Warning);
        if (is_said || entry.examined.mentions_zone()) && entry.role != Role::Continuation {
            let mut report = run.report(entry);
            let policy = &run.options.policy;
            report
                .findings
                .retain(|finding| !is_sound || policy.fails(finding.severity) || finding.code == Code::AssumedTimeZone);
            let mut lines = Vec::new();
            concise::write(&report, &mut lines)?;
            say_lines(&lines);
        }
        match entry.examined.payload() {
            Some(payload) if is_sound || (self.lenient && entry.examined.is_understood()) => {
                let start = self.lines.len();
                event::write(payload, entry.examined.event(), &mut self.lines);
                if self.pretty {
                    let line = self.lines.split_off(start);
                    json::write_pretty(&line, &mut self.lines)?;
                }
                self.lines.push(b'\n');
                self.written += 1;
                if self.lines.len() >= BLOCK { Ok(self.flush()?) } else { Ok(()) }
            }
            _ => self.reject(entry),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.lines)?;
        self.lines.clear();
        self.out.flush()
    }

    fn reject(&mut self, entry: &Entry<'_>) -> Result<()> {
        self.rejected += u64::from(entry.role == Role::Payload);
        if let Some(rejects) = &mut self.rejects
            && entry.role != Role::Remark
        {
            // What continues the last entry must not be parted from it.
            if entry.role != Role::Continuation && mem::replace(&mut self.has_rejects, true) {
                rejects.write_all(b"\n")?;
            }
            rejects.write_all(entry.bytes)?;
        }
        Ok(())
    }

    fn end(mut self) -> Result<()> {
        self.flush()?;
        if let Some(mut rejects) = self.rejects {
            rejects.write_all(if self.has_rejects { b"\n" } else { b"" })?;
            rejects.flush()?;
        }
        if self.rejected > 0 {
            let payloads = counted(self.written + self.rejected, "payload");
            say(format_args!("{payloads}: {} normalized, {} rejected", self.written, self.rejected));
        }
        Ok(())
    }
}
