//! `chathook sample EVENT|VENDOR`: payloads made from the description.

use std::io::Write;

use anyhow::Result;

use chathook::sample;

use super::out::Out;
use super::{Outcome, Session};
use crate::cli::Sample;

pub(super) fn run(arguments: &Sample, session: &Session) -> Result<Outcome> {
    let mut out = Out::of_data(session)?;
    for number in 0..arguments.count {
        let seed = arguments.seed.wrapping_add(number);
        for event in &arguments.of.events {
            writeln!(out, "{}", sample::payload(arguments.of.vendor, event, seed))?;
        }
    }
    out.finish()?;
    Ok(Outcome::Clean)
}
