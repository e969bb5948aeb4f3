//! `chathook explain [TOPIC]`: what the vendors document, what the normalized event means, what a finding means.

use anyhow::Result;

use chathook::explain::{explain, overview};
use chathook::render::safe::Safe;
use chathook::render::{blocks, markdown};

use super::out::Out;
use super::{Outcome, Session, say};
use crate::cli::{Explain, ExplainFormat, did_you_mean};

pub(super) fn run(arguments: &Explain, session: &Session) -> Result<Outcome> {
    let found = arguments.topic.as_deref().map_or_else(|| Ok(overview()), explain);
    match found {
        Ok(explanation) => {
            let mut out = Out::of_text(session)?;
            match arguments.format {
                ExplainFormat::Text => blocks::write(&explanation, session.style(), &mut out)?,
                ExplainFormat::Markdown => markdown::write(&explanation, &mut out)?,
            }
            out.finish()?;
            Ok(Outcome::Clean)
        }
        Err(meant) => {
            let topic = Safe(arguments.topic.as_deref().unwrap_or_default()).to_string();
            let hint = did_you_mean(meant, "`chathook explain` lists what there is");
            say(format_args!("chathook: there is nothing called `{topic}` to explain; {hint}"));
            Ok(Outcome::Usage)
        }
    }
}
