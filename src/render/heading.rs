//! The line that names a payload which is shown by itself.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};

use super::Style;
use super::columns::color_of;
use super::safe::Safe;
use super::wrap::wrapped;
use crate::report::Report;

/// Most characters of the name of an event that are shown.
const MOST_OF_NAME: usize = 200;

/// Writes source, vendor, event and type of a payload, and the verdict on it and on what is around it.
pub fn write(report: &Report, remarks: &[Report], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let worst =
        remarks.iter().fold(report, |worst, other| if other.severity() > worst.severity() { other } else { worst });
    let how =
        report.detected.as_ref().map_or_else(String::new, |detected| format!(", detected by {}", detected.by.name()));
    let item = report.item.map_or_else(String::new, |item| format!(", item {item}"));
    let verdict = format!("({}", worst.verdict());
    let at = report.at.as_deref().filter(|at| !at.is_empty()).map_or_else(String::new, |at| format!(" at {at}"));
    let text = format!("{}{at}{item}: {} {verdict}{how})", report.source, what(report));
    let color = worst.severity().filter(|_| !worst.is_clean()).map_or(AnsiColor::Green, color_of);
    let paint = if style.color { Paint::new().fg_color(Some(color.into())) } else { Paint::new() };
    for line in wrapped("", 2, &Safe(&text).to_string(), style.line_width()) {
        match line.rsplit_once(&verdict) {
            Some((before, after)) => writeln!(out, "{before}({paint}{}{paint:#}{after}", worst.verdict())?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// Returns what a payload is: its vendor, event and type, as far as they are known.
fn what(report: &Report) -> String {
    let vendor = report.vendor.unwrap_or("unknown vendor");
    if !report.has_event {
        return format!("{vendor}, no event");
    }
    let event = report.event.as_deref().map_or_else(|| "unknown event".to_owned(), beginning);
    match (&report.kind, &report.detected) {
        (Some(kind), _) => format!("{vendor}/{event} → {kind}"),
        (None, Some(_)) => format!("{vendor}/{event}, not about a chat"),
        (None, None) => format!("{vendor}/{event}"),
    }
}

/// Returns a name of an event, or the beginning of one that nobody would read to its end.
pub fn beginning(name: &str) -> String {
    match name.char_indices().nth(MOST_OF_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
