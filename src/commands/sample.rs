//! `chathook sample EVENT`: payloads made from the description.

use std::io::Write;

use anyhow::Result;

use chathook::sample;

use super::out::Out;
use super::{Outcome, Session};
use crate::cli::Sample;

pub(super) fn run(arguments: &Sample, session: &Session) -> Result<Outcome> {
    let mut out = Out::of_data(session)?;
    for number in 0..arguments.count {
        let of = arguments.event;
        writeln!(out, "{}", sample::payload(of.vendor, of.event, arguments.seed.wrapping_add(number)))?;
    }
    out.finish()?;
    Ok(Outcome::Clean)
}
