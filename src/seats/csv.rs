//! The report as comma-separated values (RFC 4180): a row for each weekday and interval.

use std::io::{self, Write};

use super::report::{Cell, Report};
use crate::render::safe::escaped;

/// The columns, beside the department.
const COLUMNS: &str = "weekday,start,chats,days,load,load_low,load_high,seats,seats_low,seats_high,seats_busy_day,\
                       scheduled,service_level,asa_seconds,wait_probability,occupancy";

/// Writes the rows. Where departments were asked for, theirs stand below those of all.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Some(groups) = &report.groups else {
        writeln!(out, "{COLUMNS}")?;
        return report.cells.iter().try_for_each(|cell| row(cell, out));
    };
    writeln!(out, "department,{COLUMNS}")?;
    for cell in &report.cells {
        write!(out, "(all),")?;
        row(cell, out)?;
    }
    for group in groups {
        for cell in &group.cells {
            write!(out, "{},", quoted(group.department.as_deref().unwrap_or("(none)")))?;
            row(cell, out)?;
        }
    }
    Ok(())
}

fn row(cell: &Cell, out: &mut dyn Write) -> io::Result<()> {
    let Cell { weekday, start, chats, days, load, load_low, load_high, .. } = cell;
    write!(out, "{weekday},{start},{chats},{days},{load},{load_low},{load_high},")?;
    let Cell { seats, seats_low, seats_high, seats_busy_day, scheduled, .. } = cell;
    write!(out, "{seats},{seats_low},{seats_high},{seats_busy_day},{scheduled},")?;
    let Cell { service_level, asa_seconds, wait_probability, occupancy, .. } = cell;
    writeln!(out, "{service_level},{asa_seconds},{wait_probability},{occupancy}")
}

/// A stranger's text as a cell, on one line and as no formula to any spreadsheet.
fn quoted(text: &str) -> String {
    let text = escaped(text).replace('"', "\"\"");
    let is_formula = text.starts_with(['=', '+', '-', '@']);
    format!("\"{}{text}\"", if is_formula { "'" } else { "" })
}
