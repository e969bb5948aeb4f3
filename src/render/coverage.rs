//! Coverage for people: an event a row, and the keys that nobody documents.

use std::io::{self, Write};

use super::safe::Safe;
use super::wrap::write_wrapped;
use super::{Style, table};
use crate::coverage::{Coverage, EventCoverage, Seen};
use crate::finding::counted;
use crate::vendors::VENDORS;

/// Writes what the payloads exercise and what they do not.
pub fn write(coverage: &Coverage, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let events = coverage.events();
    if events.clone().next().is_none() {
        return writeln!(out, "\nno documented event occurs");
    }
    writeln!(out)?;
    for vendor in VENDORS {
        let own = events.clone().filter(|event| event.vendor == *vendor);
        let (occur, all) = (own.clone().filter(|event| event.payloads > 0).count(), own.count());
        if all > 0 {
            let said = format!("{}: {occur} of {all} documented events occur", vendor.name);
            write_wrapped("", &said, style.line_width(), out)?;
        }
    }
    let heading = ["event", "payloads", "fields", "never with a value"];
    table::words(&heading, &events.clone().map(row).collect::<Vec<_>>(), style, out)?;
    let unknown: Vec<_> = events.clone().flat_map(unknown_rows).collect();
    if unknown.is_empty() {
        return writeln!(out, "\nno undocumented fields");
    }
    let more: u64 = events.map(|event| event.more_unknown).sum();
    let and_more = if more > 0 { format!(", and others {more} times") } else { String::new() };
    writeln!(out)?;
    let said = format!("{}{and_more}", counted(unknown.len() as u64, "undocumented field"));
    write_wrapped("", &said, style.line_width(), out)?;
    table::words(&["field", "event", "times", "first seen"], &unknown, style, out)
}

fn row(event: &EventCoverage) -> Vec<String> {
    let fields = event.fields();
    let (said, others): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, seen)| *seen == Seen::Said);
    // What an object would hold that never has a value goes without saying.
    let is_within = |pointer: &str| {
        others.iter().any(|(other, _)| pointer.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with('/')))
    };
    let outer = others.iter().map(|(pointer, _)| pointer.as_str()).filter(|pointer| !is_within(pointer));
    let never = if event.payloads == 0 { vec!["the event never occurs"] } else { outer.collect() }.join(" ");
    let name = format!("{}/{}", event.vendor.name, event.event.name);
    vec![name, event.payloads.to_string(), format!("{} of {}", said.len(), fields.len()), never]
}

fn unknown_rows(event: &EventCoverage) -> impl Iterator<Item = Vec<String>> {
    event.unknown.iter().map(|(pointer, unknown)| {
        let place = format!("{}:{}:{}", unknown.source, unknown.start.line, unknown.start.column);
        let name = format!("{}/{}", event.vendor.name, event.event.name);
        vec![Safe(pointer).to_string(), name, unknown.count.to_string(), Safe(&place).to_string()]
    })
}
