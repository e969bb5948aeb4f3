//! Sentences about payloads of which it is not known which event they are.

use std::fmt::{self, Display, Formatter};

use crate::describe::{Family, Vendor};
use crate::detect::{Candidate, Instead, Name};
use crate::finding::units::cut;
use crate::finding::{Problem, Unnamed};
use crate::spelling::nearest_first;

impl Problem {
    /// Says why it is not known which event a payload is.
    pub(super) fn say_of_detection(&self, f: &mut Formatter<'_>) -> Option<fmt::Result> {
        let said = match self {
            Problem::UnknownVendor { name: Some(name), .. } => {
                write!(f, "`{}` is not recognized as an event of a known vendor", cut(&name.text))
            }
            Problem::UnknownVendor { name: None, .. } => f.write_str("not recognized as an event of a known vendor"),
            Problem::UnknownEvent { vendor, name, reason, .. } => {
                say_unknown_event(f, vendor, name.as_ref(), reason.as_ref())
            }
            Problem::AmbiguousEvent { candidates, name } => say_ambiguous_event(f, candidates, name),
            _ => return None,
        };
        Some(said)
    }

    /// Says what to do about it.
    pub(super) fn help_with_detection(&self) -> Option<String> {
        let help = match self {
            Problem::UnknownVendor { inside: Some(pointer), .. } => {
                format!("the payload seems to be in `{0}`; --at {0} reads it", cut(pointer))
            }
            Problem::UnknownVendor { candidates, .. } => match candidates.first() {
                Some(first) => format!("{}; `chathook explain {}` shows its fields", nearest(candidates), name(first)),
                None => {
                    "`chathook explain` lists the vendors and their events; in a log, --from log skips other objects"
                        .to_owned()
                }
            },
            Problem::UnknownEvent { vendor, reason: Some(Instead::Part { event, .. }), .. } => {
                format!("pass the whole payload; `chathook explain {}/{}` shows it", vendor.name, event.name)
            }
            Problem::UnknownEvent { reason: Some(Instead::OtherLetters(_)), .. } => {
                "programs tell `event` from `Event`; write its keys as the vendor does".to_owned()
            }
            Problem::UnknownEvent { vendor, meant: Some(meant), .. } => {
                format!("did you mean `{meant}`? To read it as that: --event {}/{meant}", vendor.name)
            }
            Problem::UnknownEvent { vendor, name: Some(name), reason: None, meant: None } => {
                events_near(vendor, &name.text)
            }
            Problem::UnknownEvent { vendor, meant: None, .. } => {
                format!("`chathook explain {}` lists the events", vendor.name)
            }
            Problem::AmbiguousEvent { candidates, name } => {
                let is_other = *name == Unnamed::Otherwise;
                let first = if is_other { candidates.last()? } else { candidates.first()? };
                format!("say which it is, for instance --event {}/{}", first.vendor.name, first.event.name)
            }
            _ => return None,
        };
        Some(help)
    }
}

fn say_unknown_event(
    f: &mut Formatter<'_>,
    vendor: &Vendor,
    name: Option<&Name>,
    reason: Option<&Instead>,
) -> fmt::Result {
    name.map_or(Ok(()), |name| write!(f, "`{}` is ", cut(&name.text)))?;
    write!(f, "not a known event of {}", vendor.title)?;
    reason.map_or(Ok(()), |reason| write!(f, ". {reason}"))
}

fn say_ambiguous_event(f: &mut Formatter<'_>, candidates: &[Candidate], unnamed: &Unnamed) -> fmt::Result {
    match unnamed {
        Unnamed::Otherwise => {
            let [named, fields] = [candidates.first(), candidates.last()].map(|it| it.map(name).unwrap_or_default());
            return write!(f, "named {named}, but these are the fields of {fields}");
        }
        Unnamed::Absent => f.write_str("the event is not named, and it")?,
        Unnamed::NoName { key, found } => write!(f, "`{key}` should name the event, and is {found}; it")?,
        Unnamed::Names => f.write_str("two keys name an event, and it")?,
    }
    write!(f, " could be {}", either(candidates))
}

impl Display for Instead {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Instead::Known(reason) => f.write_str(reason.trim_end_matches('.')),
            Instead::Part { event, pointer } => {
                write!(f, "It is a part of one: `{pointer}` of `{}`", event.name)
            }
            Instead::OtherLetters(keys) => {
                let one = |(key, meant): &(String, &str)| format!("`{}` for `{meant}`", cut(key));
                let shown = keys.iter().take(3).map(one).collect::<Vec<_>>().join(", ");
                let more = if keys.len() > 3 { ", …" } else { "" };
                write!(f, "Its keys are not written as the vendor writes them: {shown}{more}")
            }
        }
    }
}

/// Candidates as an either-or: `a`, `b` or `c`.
fn either(candidates: &[Candidate]) -> String {
    let names: Vec<String> = candidates.iter().map(name).collect();
    match names.as_slice() {
        [names @ .., last] if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        names => names.concat(),
    }
}

fn name(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.vendor.name, candidate.event.name)
}

/// The names that a vendor's events have, those first that are nearest to this one. Where all names of a family begin alike,
/// a name that begins so is told of that family alone.
fn events_near(vendor: &'static Vendor, said: &str) -> String {
    const MOST: usize = 5;
    let beginnings = vendor.families.iter().map(|family| family.envelope.names_begin);
    let beginning = beginnings.filter(|beginning| said.starts_with(beginning)).max_by_key(|beginning| beginning.len());
    let is_alike = |family: &Family| beginning.is_none_or(|beginning| family.envelope.names_begin == beginning);
    let events =
        vendor.events().filter(|(family, event)| is_alike(family) && event.is_about_chat() && !event.is_prefix);
    let names = events.map(|(_, event)| event.name);
    let names = nearest_first(names, said);
    let shown = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST { ", …" } else { "" };
    format!("its events are {shown}{more}; `chathook explain {}` lists them", vendor.name)
}

/// The candidates that a payload is nearest to, with what each lacks.
fn nearest(candidates: &[Candidate]) -> String {
    const MOST: usize = 3;
    let lacking = |candidate: &Candidate| match candidate.missing.as_slice() {
        [] => String::new(),
        [missing] => format!(", but `{missing}` is missing"),
        missing => format!(", but `{}` are missing", missing.join("`, `")),
    };
    let first = candidates.iter().take(MOST);
    let verb = if candidates.len() == 1 { "is" } else { "are" };
    let more = if candidates.len() > MOST { ", …" } else { "" };
    if candidates.iter().any(|candidate| candidate.missing != candidates[0].missing) {
        let each = first.map(|candidate| name(candidate) + &lacking(candidate));
        return format!("nearest {verb} {}{more}", each.collect::<Vec<_>>().join("; "));
    }
    let lack = candidates.first().map(lacking).unwrap_or_default();
    format!("nearest {verb} {}{more}{lack}", first.map(name).collect::<Vec<_>>().join(", "))
}
