//! A conversation that travels as one text.

use super::digits::seconds_of_clock;
use crate::sorting::sort_by;

/// Way in which a conversation is written as text: parts, each either `[HH:MM:SS] SENDER: TEXT` or a line of the
/// system's own, some of which end in their time: `The chat is ended.(HH:MM:SS)`.
#[derive(Debug)]
pub struct Conversation {
    /// Character that ends each part; the second where the first does not occur.
    pub ends: [char; 2],
    /// Words before and after the name of an agent who joins.
    pub joined: (&'static str, &'static str),
    /// Last words of the system.
    pub ended: &'static str,
}

/// One part of a transcript.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// The time of day beside it.
    pub clock: Option<&'t str>,
    /// Name of the sender; the system's own lines have none.
    pub sender: Option<&'t str>,
    /// Text of the line, without its time and sender.
    pub text: &'t str,
    /// True if the line is certainly the system's own. Where lines end with a line break, one that carries nothing else
    /// may be part of the message before it.
    pub is_of_system: bool,
}

/// The parts of a transcript that hold something. A sender's name can hold a colon: it is known as a whole if it is one of
/// these, or if a line says that someone of that name joined.
pub fn lines<'t>(transcript: &'t str, written: &Conversation, names: &[String]) -> Vec<Line<'t>> {
    let [end, other] = written.ends;
    let end = if transcript.contains(end) { end } else { other };
    let parts = transcript.split(end).map(|part| part.trim_end_matches('\r')).filter(|part| !part.is_empty());
    let joined = parts.clone().filter_map(|part| name_of_who_joined(part, written));
    let mut known: Vec<&str> =
        joined.chain(names.iter().map(String::as_str)).filter(|name| name.contains(':')).collect();
    sort_by(&mut known, |one, other| other.len().cmp(&one.len()));
    parts.map(|part| line(part, end, written, &known)).collect()
}

/// Splits a line into its sender and the text: the sender is the longest known name that it begins with, or all before
/// the first colon.
fn sender<'t>(said: &'t str, known: &[&str]) -> Option<(&'t str, &'t str)> {
    let after = |name: &&str| {
        said.strip_prefix(*name)?.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    match known.iter().find_map(|name| Some((name.len(), after(name)?))) {
        Some((length, rest)) => Some((&said[..length], rest.strip_prefix(' ').unwrap_or(rest))),
        None => said.split_once(": ").or_else(|| Some((said.strip_suffix(':')?, ""))),
    }
}

fn line<'t>(part: &'t str, end: char, written: &Conversation, known: &[&str]) -> Line<'t> {
    let said = part.strip_prefix('[').and_then(|rest| rest.split_once("] ")).filter(|(clock, _)| is_clock(clock));
    if let Some((clock, said)) = said
        && let Some((sender, text)) = sender(said, known)
    {
        return Line { clock: Some(clock), sender: Some(sender), text, is_of_system: false };
    }
    let timed = part.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).filter(|(_, clock)| is_clock(clock));
    if let Some((text, clock)) = timed {
        return Line { clock: Some(clock), sender: None, text, is_of_system: true };
    }
    let is_of_system = (end != '\n' && !part.starts_with('[')) || name_of_who_joined(part, written).is_some();
    Line { clock: None, sender: None, text: part, is_of_system }
}

/// Returns the name of the agent who joined the chat, if a system line says so.
pub fn who_joined<'t>(line: &Line<'t>, written: &Conversation) -> Option<&'t str> {
    name_of_who_joined(line.text, written).filter(|_| line.sender.is_none())
}

fn name_of_who_joined<'t>(text: &'t str, written: &Conversation) -> Option<&'t str> {
    let (before, after) = written.joined;
    text.strip_prefix(before)?.strip_suffix(after)
}

/// Returns true if a text is a time of day, `HH:MM:SS`.
fn is_clock(text: &str) -> bool {
    seconds_of_clock(text).is_some()
}

/// A transcript of a short conversation: the agent joins, the visitor writes, the agent answers, the chat ends.
pub fn write(written: &Conversation, agent: &str, visitor: &str, message: &str) -> String {
    let [end, _] = written.ends;
    let (before, after) = written.joined;
    let parts = [
        format!("{before}{agent}{after}"),
        format!("[10:20:31] {visitor}: {message}"),
        format!("[10:21:02] {agent}: {message}"),
        format!("{}(10:24:40)", written.ended),
    ];
    parts.map(|part| format!("{part}{end}")).concat()
}
