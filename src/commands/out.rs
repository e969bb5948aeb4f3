//! The destination of a command's output: standard output, or the file that `--output` names, which is put in its place
//! when it is whole.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use chathook::render::Style;
use chathook::render::escaper::CommandEscaper;

use super::atomic_file::AtomicFile;
use super::interrupt::is_interrupted;
use super::lines::{Stdout, WholeLines, stdout};
use super::{Session, runs_commands};

/// The destination of a command's output.
pub(super) enum Out {
    /// Data, to standard output.
    Data(WholeLines<Stdout>),
    /// Text that people read, to the log of a job, which runs the commands that it finds.
    Text(CommandEscaper<WholeLines<Stdout>>),
    File(AtomicFile),
}

impl Out {
    /// For what programs read.
    pub(super) fn of_data(session: &Session) -> io::Result<Out> {
        Out::of(session.output.as_deref(), false)
    }

    /// For what people read.
    pub(super) fn of_text(session: &Session) -> io::Result<Out> {
        Out::of(session.output.as_deref(), runs_commands())
    }

    fn of(output: Option<&Path>, is_log: bool) -> io::Result<Out> {
        Ok(match output {
            Some(file) => Out::File(AtomicFile::of(file)?),
            None if is_log => Out::Text(CommandEscaper::new(stdout())),
            None => Out::Data(stdout()),
        })
    }

    /// Ends the output. Before that, there is no file, and after an interrupt there is none either.
    pub(super) fn finish(mut self) -> Result<()> {
        self.flush()?;
        match self {
            Out::File(_) if is_interrupted() => Ok(()),
            Out::File(file) => Ok(file.finish()?),
            Out::Data(_) | Out::Text(_) => Ok(()),
        }
    }
}

impl Session {
    /// The file that everything is written to, if it is one, with the option that names it.
    pub(super) fn outputs(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.output.as_deref().map(|file| ("--output", file)).into_iter()
    }

    /// The look of output for people where it goes.
    pub(super) fn style(&self) -> Style {
        match self.output {
            Some(_) => Style { width: self.look.width, ..Style::PLAIN },
            None => Style::of_stdout(self.look),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::Data(out) => out.write(bytes),
            Out::Text(out) => out.write(bytes),
            Out::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Data(out) => out.flush(),
            Out::Text(out) => out.flush(),
            Out::File(file) => file.flush(),
        }
    }
}
