//! `chathook explain [TOPIC] [--search WORD]`: what the vendors document, what the normalized event means, what a finding means.

use anyhow::Result;

use chathook::explain::{Miss, explain, overview, search};
use chathook::render::safe::Safe;
use chathook::render::{markdown, passages};

use super::out::Out;
use super::{Outcome, Session, say};
use crate::cli::{Explain, ExplainFormat};

pub(super) fn run(arguments: &Explain, session: &Session) -> Result<Outcome> {
    let topic = (!arguments.topic.is_empty()).then(|| arguments.topic.join(" "));
    let topic = topic.as_deref();
    let found = match (&arguments.search, topic) {
        // Of fields, of which there are many, only the name is searched, and only if nothing else says the word.
        (Some(word), None) => {
            let found = search(word, None).unwrap_or_default();
            if found.is_empty() { explain(word).or(Ok(found)) } else { Ok(found) }
        }
        (Some(word), topic) => search(word, topic).ok_or(Miss::Nothing),
        (None, Some(topic)) => explain(topic),
        (None, None) => Ok(overview()),
    };
    match found {
        Ok(explanation) if explanation.is_empty() => {
            let word = Safe(arguments.search.as_deref().unwrap_or_default()).to_string();
            say(format_args!("chathook: nothing says `{word}`; `chathook explain` lists what there is"));
            Ok(Outcome::Usage)
        }
        Ok(explanation) => {
            let mut out = Out::of_text(session)?;
            match arguments.format {
                ExplainFormat::Text => passages::write(&explanation, session.style(), &mut out)?,
                ExplainFormat::Markdown => markdown::write(&explanation, &mut out)?,
            }
            out.finish()?;
            Ok(Outcome::Clean)
        }
        Err(miss) => {
            let topic = Safe(topic.unwrap_or_default()).to_string();
            if arguments.search.is_some() {
                say(format_args!("chathook: `{topic}` is neither a vendor nor a type, whose events could be searched"));
                return Ok(Outcome::Usage);
            }
            let hint = match miss {
                Miss::Meant(near) => format!("did you mean `{near}`?"),
                Miss::Around(around) => format!("`chathook explain {around}` shows what is documented there"),
                Miss::Nothing => "`chathook explain` lists what there is".to_owned(),
            };
            say(format_args!("chathook: there is nothing called `{topic}` to explain; {hint}"));
            Ok(Outcome::Usage)
        }
    }
}
