//! Renderers: a file each, with one function over what there is to say. They write; nothing here decides anything.

pub mod escaper;
mod fingerprint;
pub mod root;
pub mod safe;
pub(crate) mod wire;

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod table;

pub mod blocks;
pub mod coverage;

pub mod human;

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::report::{Report, Summary};

/// A format in which what was found is written, payload by payload. Whatever was found, even if it is nothing, what is
/// written is whole when it has ended.
pub trait Format {
    /// Begins the output.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Whether payloads are listed about which there is nothing to say.
    fn lists_all(&self) -> bool {
        false
    }

    /// Writes what was found in a payload, or between payloads.
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()>;

    /// Ends the output with what all of it comes to.
    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// How output is shown, decided once for each stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether in colour.
    pub color: bool,
    /// The width of the terminal, if it is one.
    pub width: Option<u16>,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Where it goes to a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Style {
    /// The style of a file.
    pub const PLAIN: Style = Style { color: false, width: None };

    /// The style of standard output.
    pub fn of_stdout(color: Color) -> Style {
        Style::of(color, io::stdout().is_terminal())
    }

    /// The style of standard error.
    pub fn of_stderr(color: Color) -> Style {
        Style::of(color, io::stderr().is_terminal())
    }

    fn of(color: Color, is_terminal: bool) -> Style {
        let width = is_terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0);
        Style { color: color.is_on(is_terminal), width }
    }
}

impl Color {
    /// Whether a stream is coloured. What the user says counts first, then `NO_COLOR`, then `FORCE_COLOR` and
    /// `CLICOLOR_FORCE`, then `CLICOLOR=0` and `TERM=dumb`, and at last whether the stream is a terminal.
    pub fn is_on(self, is_terminal: bool) -> bool {
        let says = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if says("NO_COLOR").is_some() => false,
            Color::Auto if says("FORCE_COLOR").is_some() => true,
            Color::Auto if says("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Color::Auto if says("CLICOLOR").is_some_and(|value| value == "0") => false,
            Color::Auto if says("TERM").is_some_and(|value| value == "dumb") => false,
            Color::Auto => is_terminal,
        }
    }
}
