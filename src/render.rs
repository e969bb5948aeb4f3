//! Renderers: a file each, with one function over what there is to say. They write; nothing here decides anything.

mod columns;
pub mod escaper;
mod fingerprint;
pub mod root;
pub mod safe;
pub(crate) mod wire;
pub mod wrap;

pub mod heading;

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
mod sheet;

pub mod table;

pub mod coverage;
pub mod passages;
pub mod progress;

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

    /// True if payloads are listed about which there is nothing to say.
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

/// The least width that can be asked for, in columns of characters. In fewer, no table is readable.
pub const LEAST_WIDTH: u16 = 20;

/// The look of the output of one stream, decided once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// True if it is coloured.
    pub color: bool,
    /// The width that there is, if it is known: the terminal's, or what the user says.
    pub width: Option<u16>,
    /// True if nothing is cut where no width is known.
    pub is_wide: bool,
}

/// The user's word about the look of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The user's word about colour.
    pub color: Color,
    /// The width that the user wants, in columns.
    pub width: Option<u16>,
}

/// The rule by which output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Coloured where it goes to a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Style {
    /// The style of a file.
    pub const PLAIN: Style = Style { color: false, width: None, is_wide: false };

    /// The style of standard output.
    pub fn of_stdout(look: Look) -> Style {
        Style::of(look, io::stdout().is_terminal())
    }

    /// The style of standard error.
    pub fn of_stderr(look: Look) -> Style {
        Style::of(look, io::stderr().is_terminal())
    }

    /// The width of lines of words: where none is known, they have no end.
    pub fn line_width(self) -> usize {
        self.width.map_or(usize::MAX, usize::from)
    }

    fn of(look: Look, is_terminal: bool) -> Style {
        let columns = || env::var("COLUMNS").ok()?.parse().ok().filter(|it| *it > 0).map(|it: u16| it.max(LEAST_WIDTH));
        let of_terminal = || is_terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0);
        let width = look.width.or_else(columns).or_else(of_terminal);
        Style { color: look.color.is_on(is_terminal), width, is_wide: false }
    }
}

impl Color {
    /// True if a stream is coloured. The user's word counts first, then `NO_COLOR`, then `FORCE_COLOR` and
    /// `CLICOLOR_FORCE`, then `CLICOLOR=0` and `TERM=dumb`, and at last the stream itself: a terminal is.
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
            Color::Auto => is_terminal && takes_codes(),
        }
    }
}

/// True if a terminal takes the codes that colour text. A console of Windows has to be told to, and old ones do not.
#[cfg(windows)]
fn takes_codes() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(false) || anstyle_query::term_supports_ansi_color()
}

#[cfg(not(windows))]
fn takes_codes() -> bool {
    true
}
