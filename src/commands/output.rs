//! The destinations of the findings of `validate`, and their formats.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

use chathook::render::concise::Concise;
use chathook::render::escaper::Escaped;
use chathook::render::github::GitHub;
use chathook::render::gitlab::GitLab;
use chathook::render::human::Human;
use chathook::render::json::{Json, JsonLines};
use chathook::render::junit::JUnit;
use chathook::render::root::Root;
use chathook::render::sarif::Sarif;
use chathook::render::{Format, Style};
use chathook::report::Summary;

use super::atomic_file::AtomicFile;
use super::interrupt::is_interrupted;
use super::lines::{Stdout, WholeLines, stdout_or_none};
use super::{Session, is_github_job, runs_commands};
use crate::cli::{self, ValidateFormat};

/// The destination of findings, in one format or in several one after another.
pub(super) struct Output {
    target: Target,
    formats: Vec<Box<dyn Format>>,
    /// The reason why nothing more can be written, if that is so. The others are written all the same.
    failure: Option<io::Error>,
    /// True if it is written to the end also if the run is interrupted.
    may_be_cut: bool,
}

enum Target {
    Stdout(WholeLines<Stdout>),
    File(AtomicFile),
}

impl Output {
    /// Opens the destination of a command, in a format.
    pub(super) fn of(session: &Session, format: Option<ValidateFormat>) -> Result<Output> {
        if let Some(file) = session.output.clone() {
            let output = cli::Output { format: format.unwrap_or(ValidateFormat::Human), file };
            return Ok(Output { may_be_cut: false, ..Output::to_file(&output)? });
        }
        let style = session.style();
        let is_job = runs_commands();
        let mut formats = match format {
            None | Some(ValidateFormat::Human) if is_job => vec![escaped(Human(style))],
            Some(ValidateFormat::Concise) if is_job => vec![escaped(Concise)],
            Some(ValidateFormat::JUnit) if is_job => vec![escaped(JUnit::new(Root::of_job()))],
            format => vec![made(format.unwrap_or(ValidateFormat::Human), style)],
        };
        if format.is_none() && is_github_job() {
            formats.push(Box::new(GitHub::beside_text(Root::of_job())));
        }
        Ok(Output { target: Target::Stdout(stdout_or_none()), formats, failure: None, may_be_cut: true })
    }

    /// A file of its own, for a report.
    pub(super) fn to_file(output: &cli::Output) -> Result<Output> {
        let formats = vec![made(output.format, Style::PLAIN)];
        if let Some(folder) = output.file.parent().filter(|folder| *folder != Path::new("")) {
            fs::create_dir_all(folder).with_context(|| output.file.display().to_string())?;
        }
        Ok(Output { target: Target::File(AtomicFile::of(&output.file)?), formats, failure: None, may_be_cut: true })
    }

    /// True if a format lists payloads about which there is nothing to say.
    pub(super) fn lists_all(&self) -> bool {
        self.formats.iter().any(|format| format.lists_all())
    }

    /// Begins every format.
    pub(super) fn begin(&mut self) {
        self.write(|format, out| format.begin(out));
    }

    /// Lets every format write something.
    pub(super) fn write(&mut self, write: impl Fn(&mut dyn Format, &mut dyn Write) -> io::Result<()>) {
        let out: &mut dyn Write = match &mut self.target {
            Target::Stdout(out) => out,
            Target::File(file) => file,
        };
        if self.failure.is_none() {
            self.failure = self.formats.iter_mut().try_for_each(|format| write(&mut **format, out)).err();
        }
    }

    /// Lets whoever reads standard output have what was written so far.
    pub(super) fn flush(&mut self) {
        if let Target::Stdout(out) = &mut self.target
            && self.failure.is_none()
        {
            self.failure = out.flush().err();
        }
    }

    /// Ends every format, and says whether all of it could be written.
    pub(super) fn end(mut self, summary: &Summary) -> Result<()> {
        self.write(|format, out| format.end(summary, out));
        if !self.may_be_cut && is_interrupted() {
            return Ok(());
        }
        let written = self.failure.map_or(Ok(()), Err);
        match self.target {
            Target::Stdout(mut out) => match written.and_then(|()| out.flush()) {
                // Whoever read it has read enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                result => Ok(result?),
            },
            Target::File(file) => Ok(written.and_then(|()| file.finish())?),
        }
    }
}

fn escaped(format: impl Format + 'static) -> Box<dyn Format> {
    Box::new(Escaped(format))
}

fn made(format: ValidateFormat, style: Style) -> Box<dyn Format> {
    match format {
        ValidateFormat::Human => Box::new(Human(style)),
        ValidateFormat::Concise => Box::new(Concise),
        ValidateFormat::Json => Box::new(Json::default()),
        ValidateFormat::JsonLines => Box::new(JsonLines),
        ValidateFormat::GitHub => Box::new(GitHub::alone(Root::of_job())),
        ValidateFormat::GitLab => Box::new(GitLab::new(Root::of_job())),
        ValidateFormat::Sarif => Box::new(Sarif::new(Root::of_job())),
        ValidateFormat::JUnit => Box::new(JUnit::new(Root::of_job())),
    }
}
