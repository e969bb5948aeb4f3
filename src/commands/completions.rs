//! `chathook completions SHELL`: what a shell needs to complete a command line.

use std::io::Write;

use anyhow::Result;
use clap_complete::generate;

use super::{Outcome, stdout};
use crate::cli::{self, Completions};

pub(super) fn run(arguments: &Completions) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut cli::with_candidates(), "chathook", &mut script);
    let mut out = stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Clean)
}
