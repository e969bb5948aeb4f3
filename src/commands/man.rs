//! `chathook man`: the manual pages, from the declaration of the command line.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use clap::Command;
use clap_mangen::Man;

use super::atomic_file::AtomicFile;
use super::out::Out;
use super::{Outcome, Session};
use crate::cli::{self, Manual};

pub(super) fn run(arguments: &Manual, session: &Session) -> Result<Outcome> {
    let command = cli::all_laid_out();
    if let Some(folder) = &arguments.dir {
        write_all(&command, folder)?;
        return Ok(Outcome::Clean);
    }
    let mut out = Out::of_data(session)?;
    out.write_all(&page(&command)?)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

/// Writes the page of the program and that of each of its commands: `chathook.1`, `chathook-validate.1`.
fn write_all(command: &Command, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let commands = command.get_subcommands().filter(|command| command.get_name() != "help");
    for command in [command].into_iter().chain(commands) {
        let page = page(command)?;
        let name = command.get_display_name().unwrap_or(command.get_name());
        let mut file = AtomicFile::of(&folder.join(format!("{name}.1")))?;
        file.write_all(&page)?;
        file.finish()?;
    }
    Ok(())
}

/// The page of a command.
fn page(command: &Command) -> Result<Vec<u8>> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    Man::new(command.clone().name(name)).render(&mut page)?;
    Ok(with_sections(&String::from_utf8_lossy(&page)).into_bytes())
}

/// A page on which the text below the options, which the generator puts in one section, has the sections of manual pages, its
/// lines as they are.
fn with_sections(page: &str) -> String {
    [
        ("\n.SH EXTRA\nExamples:\n", "\n.SH EXAMPLES\n.nf\n"),
        ("\nExit codes:\n", "\n.fi\n.SH \"EXIT STATUS\"\n.nf\n"),
        ("\nMore: ", "\n.fi\n.SH \"SEE ALSO\"\n"),
    ]
    .iter()
    .fold(page.to_owned(), |page, (said, section)| page.replacen(said, section, 1))
}
