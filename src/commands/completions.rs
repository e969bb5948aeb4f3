//! `chathook completions SHELL`: what a shell needs to complete a command line.

use std::io::Write;

use anyhow::Result;
use clap_complete::generate;

use super::out::Out;
use super::{Outcome, Session};
use crate::cli::{self, Completions};

pub(super) fn run(arguments: &Completions, session: &Session) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut cli::with_candidates(), "chathook", &mut script);
    let mut out = Out::of_data(session)?;
    out.write_all(&script)?;
    out.finish()?;
    Ok(Outcome::Clean)
}
