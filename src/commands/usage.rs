//! The words for those who did not say what they want, or not in words that are known.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context, Result};
use clap::ColorChoice;

use chathook::render::Color;
use chathook::render::safe::Safe;
use chathook::spelling::nearest;

use super::lines::is_closed;
use super::{Outcome, say};
use crate::cli;

/// Shows the help, or what is wrong with the command line.
pub(crate) fn answer(error: &clap::Error, color: ColorChoice) -> Result<Outcome> {
    if error.use_stderr() {
        let is_colored = color == ColorChoice::Always || color == ColorChoice::Auto && io::stderr().is_terminal();
        let said = error.render();
        let said = if is_colored { said.ansi().to_string() } else { said.to_string() };
        // Clap begins with a word of its own.
        say(said.replacen("error:", "chathook:", 1).trim_end());
        return Ok(Outcome::Usage);
    }
    let printed = if is_closed() { Err(io::Error::other("it is closed")) } else { error.print() };
    printed.context("standard output")?;
    Ok(Outcome::Clean)
}

/// Decides whether help and usage errors are coloured, before the command line is parsed.
pub(crate) fn color_before_parsing() -> ColorChoice {
    let mut arguments = env::args_os().skip_while(|argument| !argument.to_string_lossy().starts_with("--color"));
    let color = match (arguments.next(), arguments.next()) {
        (Some(argument), value) => match (argument.to_string_lossy().strip_prefix("--color="), value) {
            (Some("always"), _) => Color::Always,
            (Some("never"), _) => Color::Never,
            (None, Some(value)) if value == OsStr::new("always") => Color::Always,
            (None, Some(value)) if value == OsStr::new("never") => Color::Never,
            _ => Color::Auto,
        },
        (None, _) => Color::Auto,
    };
    let is_on = |is_terminal| color.is_on(is_terminal);
    match (is_on(true), is_on(false)) {
        (true, true) => ColorChoice::Always,
        (true, false) => ColorChoice::Auto,
        (false, _) => ColorChoice::Never,
    }
}

/// Shows the help of a command, for want of anything to read.
pub(super) fn help(command: &str) -> Outcome {
    let mut all = cli::all_laid_out();
    let of_command = all.find_subcommand_mut(command).map(clap::Command::render_help);
    let help = of_command.unwrap_or_else(|| all.render_help());
    say(help);
    Outcome::Usage
}

/// Says so if the first path is the name of a command, because options stand before it, or is nearly one. Nothing is read
/// then.
pub(super) fn no_path(paths: &[PathBuf]) -> Option<Outcome> {
    let name = paths.first().filter(|path| !path.exists())?.to_str()?;
    let commands = cli::command();
    let near = nearest(commands.get_subcommands().map(clap::Command::get_name), name)?;
    if near == name {
        say(format_args!("chathook: put options after the command: chathook {name} --fail-on warning …"));
        return Some(Outcome::Usage);
    }
    let name = Safe(name);
    say(format_args!("chathook: {name}: no such file or command; did you mean `chathook {near}`?"));
    Some(Outcome::Unreadable)
}

/// The format that was probably meant by the name of a file to write to, for some programs have `-o json` for that.
pub(super) fn format_meant(output: &Path) -> Option<String> {
    let name = output.to_str()?;
    let all = cli::all_laid_out();
    let formats =
        all.get_subcommands().flat_map(clap::Command::get_arguments).filter(|it| it.get_long() == Some("format"));
    let mut names = formats.flat_map(clap::Arg::get_possible_values);
    names.any(|format| format.get_name() == name).then(|| name.to_owned())
}
