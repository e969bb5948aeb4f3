//! The report for people who plan shifts: on 80 columns, and readable without colour.

use std::io::{self, Write};

use super::calendar::short;
use super::caveats::{IN_FULL, IN_SHORT};
use super::page::{WIDTH, wrapped};
use super::quantity::Seconds;
use super::report::{Cell, Deliveries, Group, Report, Week};
use super::words::{FEW, time};
use crate::finding::counted;
use crate::render::safe::Safe;

/// Writes the report; in full, with its method and limits.
pub fn write(report: &Report, in_full: bool, out: &mut dyn Write) -> io::Result<()> {
    let days = counted(report.window.days, "day");
    let window = match (&report.window.from, &report.window.to) {
        (Some(from), Some(to)) => format!(", {from} to {to}, {days} observed"),
        _ => String::new(),
    };
    wrapped("", &format!("Chat seats from {}{window}", counted(report.deliveries.read, "delivery")), out)?;
    kept(report, out)?;
    observed(report, out)?;
    demand(report, out)?;
    modelled(report, out)?;
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
    if report.observed.chats == 0 {
        return Ok(());
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

fn kept(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Deliveries { kept, retries, reclosed, unanswered, other_events, with_errors, .. } = report.deliveries;
    let Deliveries { without_duration, negative_duration, over_max_chat, .. } = report.deliveries;
    let too_long = format!("over {}", report.options.max_chat_seconds);
    let counts = [
        (kept, "kept"),
        (retries, "retried"),
        (reclosed, "closed again"),
        (unanswered, "never picked up"),
        (without_duration, "without duration"),
        (negative_duration, "negative duration"),
        (over_max_chat, too_long.as_str()),
        (other_events, "of other events"),
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
    let mut lines = vec![format!(
        "{} of {} answered in {}, ASA {}, {} not answered",
        percent(observed.service_level),
        counted(observed.chats, "chat"),
        options.target_seconds,
        observed.mean_wait_seconds.map_or_else(|| "?".to_owned(), |wait| format!("{wait:.1} s")),
        percent(observed.unanswered_share),
    )];
    lines.push(format!(
        "handle time: mean {}, median {}, P90 {}",
        time(observed.mean_handle_seconds),
        time(observed.median_handle_seconds),
        time(observed.p90_handle_seconds),
    ));
    lines.extend(observed.chats_per_busy_agent.map(|chats| format!("chats per busy agent: {chats:.2}")));
    let levels: Vec<String> = report
        .levels
        .iter()
        .filter_map(|level| Some((level.chats_held, level.mean_seconds?, level.standard_error?)))
        .map(|(held, mean, error)| format!("{held}: {mean:.0} s ±{:.0}", 1.96 * error))
        .collect();
    if !levels.is_empty() {
        lines.push(format!("by chats held (± for 95 %): {}", levels.join("  ")));
    }
    listed("Observed", &lines, out)
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "?".to_owned(), |share| format!("{:.1} %", 100.0 * share))
}

fn demand(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let demand = &report.demand;
    let Some(cv) = demand.day_factor_cv else { return Ok(()) };
    // How probable counts that differ as much are, if what is tested holds.
    let tested = |what: &str, chance: Option<f64>| match chance {
        Some(..0.001) => format!(" (p < 0.001 {what})"),
        Some(chance) => format!(" (p = {chance:.3} {what})"),
        None => String::new(),
    };
    let shape = if demand.pooled { "weekdays share a shape of the day" } else { "each weekday has its own shape" };
    let lines = [
        format!(
            "days vary by {:.0} % (CV) beyond chance{}",
            100.0 * cv,
            tested("if only by chance", demand.days_by_chance)
        ),
        format!("{shape}{}", tested("if they shared one", demand.shapes_by_chance)),
    ];
    listed("Demand", &lines, out)
}

fn modelled(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (Some(modelled), Some(observed)) = (report.modelled, report.observed.service_level) else { return Ok(()) };
    let line = format!(
        "{} in {}, with the {:.1} agents seen at work; observed: {}",
        percent(Some(modelled.service_level)),
        report.options.target_seconds,
        modelled.agents,
        percent(Some(observed)),
    );
    listed("Model", &[line], out)
}

fn summary(report: &Report, peak: &Cell, week: Week, out: &mut dyn Write) -> io::Result<()> {
    let options = &report.options;
    let end = end_of(peak, options.interval_seconds);
    let Cell { seats, seats_low, seats_high, seats_busy_day, scheduled, .. } = peak;
    let place = format!("{} {}-{end}", short(peak.weekday), peak.start);
    let are = counted(*seats, "seat");
    let bounds = format!("[95 %: {seats_low}-{seats_high}]");
    wrapped("  PEAK  ", &format!("{place}   {are} {bounds}   busy day (P90): {seats_busy_day}"), out)?;
    wrapped("        ", &format!("scheduled at {} shrinkage: {scheduled}", options.shrinkage), out)?;
    let Week { agent_hours, agent_hours_low, agent_hours_high, fte } = week;
    let hours = format!("{agent_hours:.0} agent-hours [{agent_hours_low:.0}-{agent_hours_high:.0}]");
    wrapped("  WEEK  ", &format!("{hours}   {fte:.1} FTE of 40 h, shrinkage included"), out)
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

/// Returns the end of a cell as clocks show it.
fn end_of(cell: &Cell, interval: Seconds) -> String {
    let minutes = cell
        .start
        .split_once(':')
        .and_then(|(hours, minutes)| Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?));
    let end = f64::from(minutes.unwrap_or_default()) + interval.value() / 60.0;
    format!("{:02.0}:{:02.0}", (end / 60.0).floor(), end % 60.0)
}

/// The largest number of marks in a bar.
const LONGEST: usize = 18;

/// Legend of the columns and marks.
const LEGEND: &str = "chats: arrivals on an average day. load: chats in progress. seats: with their 95 % bounds, and \
                      those of a busy day (P90). SL, ASA, occ: service level, average speed of answer and occupancy \
                      with the seats. Bar: # to the lower bound, = to the seats, - to the upper bound";

fn cells(cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    let most = cells.iter().map(|cell| cell.seats_high).max().unwrap_or_default();
    let widest = cells.iter().map(|cell| numbers(cell).chars().count()).max().unwrap_or_default();
    // Of very large teams numbers take the room of marks.
    let longest = LONGEST.min(WIDTH.saturating_sub(widest)).max(1);
    let scale = most.div_ceil(longest as u64).max(1);
    for of_day in cells.chunk_by(|a, b| a.weekday == b.weekday) {
        writeln!(out, "\n  {}    chats   load  seats   95 %  P90    SL   ASA   occ", short(of_day[0].weekday))?;
        for cell in of_day {
            writeln!(out, "{}", format!("{}{}", numbers(cell), marks(cell, scale)).trim_end())?;
        }
    }
    let unit = if scale == 1 { String::new() } else { format!("; a mark is {scale} seats") };
    writeln!(out)?;
    wrapped("  ", &format!("{LEGEND}{unit}"), out)?;
    if cells.iter().any(|cell| cell.chats < FEW) {
        writeln!(out, "  ? fewer than {FEW} chats behind it")?;
    }
    Ok(())
}

/// The numbers of a cell, with the room that follows them.
fn numbers(cell: &Cell) -> String {
    let Cell { seats, seats_low, seats_high, seats_busy_day, .. } = *cell;
    let bounds = format!("{seats_low}-{seats_high}");
    let doubt = if cell.chats < FEW { '?' } else { ' ' };
    format!(
        "  {}{doubt} {:>6.1} {:>6.1}  {seats:>5} {bounds:>6} {seats_busy_day:>4} {:>3.0} % {:>3.0} s {:>3.0} %  ",
        cell.start,
        cell.chats as f64 / cell.days as f64,
        cell.load,
        100.0 * cell.service_level,
        cell.asa_seconds,
        100.0 * cell.occupancy,
    )
}

/// The seats of a cell and their bounds as a bar.
fn marks(cell: &Cell, scale: u64) -> String {
    let marks = |seats: u64| usize::try_from(seats.div_ceil(scale)).unwrap_or_default();
    let (sure, estimate, upper) = (marks(cell.seats_low.min(cell.seats)), marks(cell.seats), marks(cell.seats_high));
    ["#".repeat(sure), "=".repeat(estimate - sure), "-".repeat(upper.saturating_sub(estimate))].concat()
}

/// Lines below a heading that stands beside the first.
fn listed(heading: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in lines.iter().enumerate() {
        wrapped(&format!("{:<11}", if number == 0 { heading } else { "" }), line, out)?;
    }
    Ok(())
}

fn explained(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    for (heading, text) in IN_FULL {
        wrapped(&format!("{heading:<10}"), text, out)?;
    }
    Ok(())
}
