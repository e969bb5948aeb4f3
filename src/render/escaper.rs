//! Text for people, made safe for the log of a job that runs whatever commands it finds there.

use std::io::{self, Write};

use super::Format;
use crate::report::{Report, Summary};

/// A format of which no line is taken for a command by the runner of GitHub Actions, whatever text stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<F>(pub F);

impl<F: Format> Format for Escaped<F> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.0.begin(&mut CommandEscaper::new(out))
    }

    fn lists_all(&self) -> bool {
        self.0.lists_all()
    }

    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.0.report(report, &mut CommandEscaper::new(out))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.0.end(summary, &mut CommandEscaper::new(out))
    }
}

/// Writes out the second colon of a line that begins with two, and the bracket of `##[` and `##vso[`. GitHub's runner takes
/// the first for a command at the beginning of a line, and the second anywhere, as that of Azure Pipelines takes the third.
#[derive(Debug)]
pub struct CommandEscaper<W> {
    out: W,
    /// The line so far, as far as it matters.
    line: Line,
}

#[derive(Debug)]
enum Line {
    Blank,
    Colon,
    /// So many of the bytes of `##vso` came last.
    Other {
        prefix: usize,
    },
}

impl<W: Write> CommandEscaper<W> {
    /// A writer at the beginning of a line.
    pub fn new(out: W) -> CommandEscaper<W> {
        CommandEscaper { out, line: Line::Blank }
    }
}

impl<W: Write> Write for CommandEscaper<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let (line, instead) = match (&self.line, byte) {
                // Some of what is not ASCII is a blank to the runner.
                (_, b'\n' | b'\r') | (Line::Blank, b' ' | b'\t' | 0x80..) => (Line::Blank, None),
                (Line::Blank, b':') => (Line::Colon, None),
                (Line::Colon, b':') => (Line::Other { prefix: 0 }, Some("\\u{3a}")),
                (Line::Other { prefix: 2 | 5 }, b'[') => (Line::Other { prefix: 0 }, Some("\\u{5b}")),
                (Line::Other { prefix: 2 }, b'#') => (Line::Other { prefix: 2 }, None),
                (Line::Other { prefix }, byte) if b"##vso".get(*prefix) == Some(byte) => {
                    (Line::Other { prefix: prefix + 1 }, None)
                }
                (_, b'#') => (Line::Other { prefix: 1 }, None),
                _ => (Line::Other { prefix: 0 }, None),
            };
            self.line = line;
            if let Some(instead) = instead {
                self.out.write_all(&bytes[written..at])?;
                self.out.write_all(instead.as_bytes())?;
                written = at + 1;
            }
        }
        self.out.write_all(&bytes[written..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
