//! A conversation that travels as one text.
//!
//! The grammar was observed, not documented: parts end with `⊙`, in an older form with a line break. A part is either
//! `[HH:MM:SS] SENDER: TEXT`, or a line of the system's own such as `Agent NAME has joined the chat.`, the last of
//! which ends in its time: `The chat is ended.(HH:MM:SS)`. The times have no date and no zone.

/// One part of a transcript.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// The time of day beside it.
    pub clock: Option<&'t str>,
    /// Who wrote it; the system's own lines have no sender.
    pub sender: Option<&'t str>,
    /// What it says.
    pub text: &'t str,
}

/// The parts of a transcript that hold something.
pub fn lines(transcript: &str) -> impl Iterator<Item = Line<'_>> {
    let end = if transcript.contains('⊙') { '⊙' } else { '\n' };
    transcript.split(end).map(|part| part.trim_end_matches('\r')).filter(|part| !part.is_empty()).map(line)
}

fn line(part: &str) -> Line<'_> {
    let said = part.strip_prefix('[').and_then(|rest| rest.split_once("] ")).filter(|(clock, _)| is_clock(clock));
    if let Some((clock, said)) = said
        && let Some((sender, text)) = said.split_once(": ").or_else(|| Some((said.strip_suffix(':')?, "")))
    {
        return Line { clock: Some(clock), sender: Some(sender), text };
    }
    let timed = part.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).filter(|(_, clock)| is_clock(clock));
    match timed {
        Some((text, clock)) => Line { clock: Some(clock), sender: None, text },
        None => Line { clock: None, sender: None, text: part },
    }
}

/// Who a system line says joined the chat.
pub fn who_joined<'t>(line: &Line<'t>) -> Option<&'t str> {
    match line.sender {
        None => line.text.strip_prefix("Agent ")?.strip_suffix(" has joined the chat."),
        Some(_) => None,
    }
}

/// Whether a text is a time of day, `HH:MM:SS`.
fn is_clock(text: &str) -> bool {
    super::time::seconds_of_clock(text).is_some()
}
