//! The report for people who plan shifts: on 80 columns, and readable without colour.

use std::io::{self, Write};

use super::caveats::{IN_FULL, IN_SHORT};
use super::report::{Cell, Deliveries, Group, Report, Week};
use super::words::{FEW, time};
use crate::finding::counted;
use crate::render::safe::Safe;

/// How wide a page is.
const WIDTH: usize = 80;

/// Writes the report; in full, what stands behind it, too.
pub fn write(report: &Report, in_full: bool, out: &mut dyn Write) -> io::Result<()> {
    let days = counted(report.window.days, "day");
    let window = match (&report.window.from, &report.window.to) {
        (Some(from), Some(to)) => format!(", {from} to {to}, {days}"),
        _ => String::new(),
    };
    let deliveries = counted(report.deliveries.read, "delivery").replace("deliverys", "deliveries");
    writeln!(out, "Chat seats from {deliveries}{window}")?;
    kept(&report.deliveries, out)?;
    observed(report, out)?;
    demand(report, out)?;
    if let (Some(peak), Some(week)) = (&report.peak, &report.week) {
        writeln!(out)?;
        summary(report, peak, *week, out)?;
        cells(&report.cells, out)?;
    }
    for group in report.groups.iter().flatten() {
        department(report, group, out)?;
    }
    writeln!(out)?;
    for warning in &report.warnings {
        wrapped("! ", warning, out)?;
    }
    let assumed =
        report.assumptions.iter().map(|it| format!("{} {} ({})", it.name.replace('_', " "), it.value, it.origin));
    wrapped("Assumed  ", &assumed.collect::<Vec<_>>().join("; "), out)?;
    if in_full {
        explained(out)
    } else {
        wrapped("Caveats  ", &format!("{} More with --explain.", IN_SHORT.join(" ")), out)
    }
}

fn kept(deliveries: &Deliveries, out: &mut dyn Write) -> io::Result<()> {
    let Deliveries { kept, retries, reclosed, unanswered, other_events, with_errors, .. } = *deliveries;
    let Deliveries { without_duration, negative_duration, over_max_chat, .. } = *deliveries;
    let counts = [
        (kept, "kept"),
        (retries, "retries"),
        (reclosed, "closed again"),
        (unanswered, "never picked up"),
        (without_duration, "without duration"),
        (negative_duration, "negative duration"),
        (over_max_chat, "too long"),
        (other_events, "other events"),
        (with_errors, "with errors"),
    ];
    let shown: Vec<String> = counts
        .iter()
        .filter(|(count, name)| *count > 0 || *name == "kept")
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    wrapped("  ", &shown.join(" | "), out)
}

fn observed(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (observed, options) = (&report.observed, &report.options);
    if observed.chats == 0 {
        return Ok(());
    }
    let percent = |share: Option<f64>| share.map_or_else(|| "?".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    let mut lines = vec![format!(
        "{} of {} answered in {:.0} s, mean wait {}, {} not answered",
        percent(observed.service_level),
        counted(observed.chats, "chat"),
        options.target_seconds,
        observed.mean_wait_seconds.map_or_else(|| "?".to_owned(), |wait| format!("{wait:.1} s")),
        percent(observed.unanswered_share),
    )];
    lines.push(format!(
        "handle time mean {} (median {}, P90 {}), {} chats per busy agent",
        time(observed.mean_handle_seconds),
        time(observed.median_handle_seconds),
        time(observed.p90_handle_seconds),
        observed.chats_per_busy_agent.map_or_else(|| "?".to_owned(), |chats| format!("{chats:.2}")),
    ));
    let levels: Vec<String> = report
        .levels
        .iter()
        .filter_map(|level| Some((level.chats_held, level.mean_seconds?, level.standard_error?)))
        .map(|(held, mean, error)| format!("{held}: {mean:.0} s ±{:.0}", 1.96 * error))
        .collect();
    if !levels.is_empty() {
        lines.push(format!("by chats held: {} (k = {})", levels.join("  "), report.concurrency));
    }
    listed("Observed", &lines, out)
}

fn demand(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let demand = &report.demand;
    let Some(cv) = demand.day_factor_cv else { return Ok(()) };
    let chance = |chance: f64| if chance < 0.001 { "p < 0.001".to_owned() } else { format!("p = {chance:.3}") };
    let by_chance = demand.days_by_chance.map_or_else(String::new, |it| format!(" ({} by chance)", chance(it)));
    let pooled = if demand.pooled { "weekdays share a shape of the day" } else { "each weekday has its own shape" };
    let shapes = demand.shapes_by_chance.map_or_else(String::new, |it| format!(" ({})", chance(it)));
    listed("Demand", &[format!("days differ by cv {cv:.2}{by_chance}; {pooled}{shapes}")], out)
}

fn summary(report: &Report, peak: &Cell, week: Week, out: &mut dyn Write) -> io::Result<()> {
    let options = &report.options;
    let end = end_of(peak, options.interval_seconds);
    let Cell { seats, seats_low, seats_high, seats_busy_day, scheduled, .. } = peak;
    let place = format!("{} {}-{end}", day(peak.weekday), peak.start);
    let shrinkage = 100.0 * options.shrinkage;
    let are = counted(*seats, "seat");
    writeln!(out, "  PEAK  {place}   {are} [95 %: {seats_low}-{seats_high}]   busy day (P90): {seats_busy_day}")?;
    writeln!(out, "        scheduled at {shrinkage:.0} % shrinkage: {scheduled}")?;
    let Week { agent_hours, agent_hours_low, agent_hours_high, fte } = week;
    writeln!(
        out,
        "  WEEK  {agent_hours:.0} agent-hours [{agent_hours_low:.0}-{agent_hours_high:.0}]   {fte:.1} FTE of 40 h"
    )
}

fn department(report: &Report, group: &Group, out: &mut dyn Write) -> io::Result<()> {
    let name = group.department.as_deref().unwrap_or("(none)");
    writeln!(out, "\nDepartment {}", Safe(name))?;
    match (&group.peak, group.week) {
        (Some(peak), Some(week)) => {
            summary(report, peak, week, out)?;
            cells(&group.cells, out)
        }
        _ => writeln!(out, "  too few chats"),
    }
}

/// When a cell ends.
fn end_of(cell: &Cell, seconds: f64) -> String {
    let minutes = cell
        .start
        .split_once(':')
        .and_then(|(hours, minutes)| Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?));
    let end = f64::from(minutes.unwrap_or_default()) + seconds / 60.0;
    format!("{:02.0}:{:02.0}", (end / 60.0).floor(), end % 60.0)
}

/// A weekday as a table has it.
fn day(weekday: &str) -> String {
    let (first, rest) = weekday.split_at(1);
    format!("{}{}", first.to_uppercase(), &rest[..2])
}

/// The largest number of marks in a bar.
const LONGEST: u64 = 24;

fn cells(cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    let most = cells.iter().map(|cell| cell.seats_high).max().unwrap_or_default();
    let scale = most.div_ceil(LONGEST).max(1);
    for of_day in cells.chunk_by(|a, b| a.weekday == b.weekday) {
        writeln!(out, "\n  {}    chats   load  seats   95 %  P90    SL   ASA   occ", day(of_day[0].weekday))?;
        for cell in of_day {
            row(cell, scale, out)?;
        }
    }
    let unit = if scale == 1 { String::new() } else { format!("; a mark is {scale} seats") };
    writeln!(out, "\n  chats: on an average day   # sure   = up to the estimate   - up to the upper bound{unit}")?;
    if cells.iter().any(|cell| cell.chats < FEW) {
        writeln!(out, "  ? fewer than {FEW} chats behind it")?;
    }
    Ok(())
}

fn row(cell: &Cell, scale: u64, out: &mut dyn Write) -> io::Result<()> {
    let Cell { seats, seats_low, seats_high, seats_busy_day, .. } = *cell;
    let marks = |seats: u64| usize::try_from(seats.div_ceil(scale)).unwrap_or_default();
    let (sure, estimate, upper) = (marks(seats_low.min(seats)), marks(seats), marks(seats_high));
    let bar = ["#".repeat(sure), "=".repeat(estimate - sure), "-".repeat(upper.saturating_sub(estimate))].concat();
    let bounds = format!("{seats_low}-{seats_high}");
    let doubt = if cell.chats < FEW { '?' } else { ' ' };
    let line = format!(
        "  {}{doubt} {:>6.1} {:>6.1}  {seats:>5} {bounds:>6} {seats_busy_day:>4} {:>3.0} % {:>3.0} s {:>3.0} %  {bar}",
        cell.start,
        cell.chats as f64 / cell.days as f64,
        cell.load,
        100.0 * cell.service_level,
        cell.asa_seconds,
        100.0 * cell.occupancy,
    );
    writeln!(out, "{}", line.trim_end())
}

/// Lines below a heading that stands beside the first.
fn listed(heading: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in lines.iter().enumerate() {
        wrapped(&format!("{:<11}", if number == 0 { heading } else { "" }), line, out)?;
    }
    Ok(())
}

/// Words after a heading, the lines below the first set in.
fn wrapped(heading: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(heading.chars().count());
    let mut line = heading.to_owned();
    let mut is_first = true;
    for word in text.split(' ') {
        if !is_first && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{}", line.trim_end())?;
            (line, is_first) = (indent.clone(), true);
        }
        if !is_first {
            line.push(' ');
        }
        line.push_str(word);
        is_first = false;
    }
    writeln!(out, "{}", line.trim_end())
}

fn explained(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    for (heading, text) in IN_FULL {
        wrapped(&format!("{heading:<10}"), text, out)?;
    }
    Ok(())
}
