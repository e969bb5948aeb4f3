//! `chathook schema [TOPIC]`: the descriptions as JSON Schemas.

use std::io::Write;

use anyhow::Result;

use chathook::render::safe::Safe;
use chathook::schema::schema;

use super::out::Out;
use super::{Outcome, Session, say};
use crate::cli::{Schema, did_you_mean};

pub(super) fn run(arguments: &Schema, session: &Session) -> Result<Outcome> {
    match schema(&arguments.topic) {
        Ok(schema) => {
            let mut out = Out::of_data(session)?;
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
            out.finish()?;
            Ok(Outcome::Clean)
        }
        Err(meant) => {
            let hint = did_you_mean(meant, "`chathook explain` lists the vendors and their events");
            say(format_args!("chathook: there is no schema of `{}`; {hint}", Safe(&arguments.topic)));
            Ok(Outcome::Usage)
        }
    }
}
