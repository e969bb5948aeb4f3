//! `chathook sample EVENT`: payloads made from the description.

use std::io::Write;

use anyhow::Result;

use chathook::sample;

use super::{Outcome, stdout};
use crate::cli::Sample;

pub(super) fn run(arguments: &Sample) -> Result<Outcome> {
    let mut out = stdout();
    for number in 0..arguments.count {
        let of = arguments.event;
        writeln!(out, "{}", sample::payload(of.vendor, of.event, arguments.seed.wrapping_add(number)))?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}
