//! The report for people who plan shifts: on 80 columns or fewer, and readable without colour.

use std::io::{self, Write};
use std::iter;

use super::calendar::short;
use super::caveats::{IN_FULL, IN_SHORT};
use super::page::Page;
use super::quantity::Seconds;
use super::report::{Cell, Deliveries, Group, Report, Week};
use super::words::{FEW, time};
use crate::finding::counted;
use crate::render::safe::Safe;

/// Writes the report; in full, with its method and limits.
pub fn write(report: &Report, in_full: bool, width: Option<u16>, out: &mut dyn Write) -> io::Result<()> {
    let page = &mut Page::new(out, width);
    let days = counted(report.window.days, "day");
    let window = match (&report.window.from, &report.window.to) {
        (Some(from), Some(to)) => format!(", {from} to {to}, {days} observed"),
        _ => String::new(),
    };
    page.write("", &format!("Chat seats from {}{window}", counted(report.deliveries.read, "delivery")))?;
    kept(report, page)?;
    observed(report, page)?;
    demand(report, page)?;
    modelled(report, page)?;
    if let (Some(peak), Some(week)) = (&report.peak, &report.week) {
        page.line("")?;
        summary(report, peak, *week, page)?;
        cells(&report.cells, page)?;
    }
    for group in report.groups.iter().flatten() {
        department(report, group, page)?;
    }
    page.line("")?;
    for warning in &report.warnings {
        page.write("! ", warning)?;
    }
    if report.observed.chats == 0 {
        return Ok(());
    }
    let assumed =
        report.assumptions.iter().map(|it| format!("{} {} ({})", it.name.replace('_', " "), it.value, it.origin));
    page.write("Assumed  ", &assumed.collect::<Vec<_>>().join("; "))?;
    if in_full {
        explained(page)
    } else {
        page.write("Caveats  ", &format!("{} More with --explain.", IN_SHORT.join(" ")))
    }
}

fn kept(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let kept = iter::once(format!("{} kept", report.deliveries.kept));
    page.write("  ", &kept.chain(left_out(report)).collect::<Vec<_>>().join(" | "))
}

/// Returns the reasons for which deliveries are left out, each with their number.
pub fn left_out(report: &Report) -> Vec<String> {
    let Deliveries { retries, reclosed, unanswered, other_events, with_errors, .. } = report.deliveries;
    let Deliveries { without_duration, negative_duration, over_max_chat, .. } = report.deliveries;
    let too_long = format!("over {}", report.options.max_chat_seconds);
    let counts = [
        (retries, "retried"),
        (reclosed, "closed again"),
        (unanswered, "never picked up"),
        (without_duration, "without duration"),
        (negative_duration, "negative duration"),
        (over_max_chat, too_long.as_str()),
        (other_events, "of other events"),
        (with_errors, "with errors"),
    ];
    let some = counts.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, name)| format!("{count} {name}")).collect()
}

fn observed(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
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
    listed("Observed", &lines, page)
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "?".to_owned(), |share| format!("{:.1} %", 100.0 * share))
}

fn demand(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
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
    listed("Demand", &lines, page)
}

fn modelled(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let (Some(modelled), Some(observed)) = (report.modelled, report.observed.service_level) else { return Ok(()) };
    let line = format!(
        "{} in {}, with the {:.1} agents seen at work; observed: {}",
        percent(Some(modelled.service_level)),
        report.options.target_seconds,
        modelled.agents,
        percent(Some(observed)),
    );
    listed("Model", &[line], page)
}

fn summary(report: &Report, peak: &Cell, week: Week, page: &mut Page<'_>) -> io::Result<()> {
    let options = &report.options;
    let end = end_of(peak, options.interval_seconds);
    let Cell { seats, seats_low, seats_high, seats_busy_day, scheduled, .. } = peak;
    let place = format!("{} {}-{end}", short(peak.weekday), peak.start);
    let are = counted(*seats, "seat");
    let bounds = format!("[95 %: {seats_low}-{seats_high}]");
    page.write("  PEAK  ", &format!("{place}   {are} {bounds}   busy day (P90): {seats_busy_day}"))?;
    page.write("        ", &format!("scheduled at {} shrinkage: {scheduled}", options.shrinkage))?;
    let Week { agent_hours, agent_hours_low, agent_hours_high, fte } = week;
    let hours = format!("{agent_hours:.0} agent-hours [{agent_hours_low:.0}-{agent_hours_high:.0}]");
    page.write("  WEEK  ", &format!("{hours}   {fte:.1} FTE of 40 h, shrinkage included"))
}

fn department(report: &Report, group: &Group, page: &mut Page<'_>) -> io::Result<()> {
    let name = group.department.as_deref().unwrap_or("(none)");
    page.line("")?;
    page.write("Department ", &Safe(name).to_string())?;
    match (&group.peak, group.week) {
        (Some(peak), Some(week)) => {
            summary(report, peak, week, page)?;
            cells(&group.cells, page)
        }
        _ => page.line("  too few chats"),
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

/// A column of the table of cells, which stands at its right.
struct Column {
    heading: &'static str,
    width: usize,
    /// Rank of the column: where there is no room for all, those of the lowest rank are left out first.
    worth: u8,
    text: fn(&Cell) -> String,
}

/// The columns after that of the time.
const COLUMNS: [Column; 8] = [
    Column {
        heading: "chats",
        width: 7,
        worth: 5,
        text: |cell| format!("{:.1}", cell.chats as f64 / cell.days as f64),
    },
    Column { heading: "load", width: 7, worth: 4, text: |cell| format!("{:.1}", cell.load) },
    Column { heading: "seats", width: 7, worth: 7, text: |cell| cell.seats.to_string() },
    Column { heading: "95 %", width: 7, worth: 6, text: |cell| format!("{}-{}", cell.seats_low, cell.seats_high) },
    Column { heading: "P90", width: 5, worth: 3, text: |cell| cell.seats_busy_day.to_string() },
    Column { heading: "SL", width: 6, worth: 2, text: |cell| format!("{:.0} %", 100.0 * cell.service_level) },
    Column { heading: "ASA", width: 6, worth: 1, text: |cell| format!("{:.0} s", cell.asa_seconds) },
    Column { heading: "occ", width: 6, worth: 0, text: |cell| format!("{:.0} %", 100.0 * cell.occupancy) },
];

/// Room of the time of a cell, with what stands beside it.
const TIME: usize = 8;

/// The largest number of marks in a bar, and the least that is worth one.
const LONGEST: usize = 18;
const SHORTEST: usize = 3;

/// Legend of the columns.
const LEGEND: &str = "chats: arrivals on an average day. load: chats in progress. seats: with their 95 % bounds, and \
                      those of a busy day (P90). SL, ASA, occ: service level, average speed of answer and occupancy \
                      with the seats.";

/// Legend of the marks.
const LEGEND_OF_MARKS: &str = " Bar: # to the lower bound, = to the seats, - to the upper bound";

fn cells(cells: &[Cell], page: &mut Page<'_>) -> io::Result<()> {
    let columns = columns(page.width);
    let most = cells.iter().map(|cell| cell.seats_high).max().unwrap_or_default();
    let widest = cells.iter().map(|cell| numbers(cell, &columns).chars().count()).max().unwrap_or_default();
    // Of very large teams numbers take the room of marks.
    let longest = LONGEST.min(page.width.saturating_sub(widest + 2));
    let scale = (longest >= SHORTEST).then(|| most.div_ceil(longest as u64).max(1));
    for of_day in cells.chunk_by(|a, b| a.weekday == b.weekday) {
        page.line("")?;
        let headings = columns.iter().map(|column| format!("{:>1$}", column.heading, column.width));
        page.line(&format!("  {:<1$}{2}", short(of_day[0].weekday), TIME - 2, headings.collect::<String>()))?;
        for cell in of_day {
            let bar = scale.map_or_else(String::new, |scale| marks(cell, scale));
            page.line(&format!("{}  {bar}", numbers(cell, &columns)))?;
        }
    }
    let of_marks = match scale {
        None => String::new(),
        Some(1) => LEGEND_OF_MARKS.to_owned(),
        Some(scale) => format!("{LEGEND_OF_MARKS}; a mark is {scale} seats"),
    };
    page.line("")?;
    page.write("  ", &format!("{LEGEND}{of_marks}"))?;
    if cells.iter().any(|cell| cell.chats < FEW) {
        page.write("  ", &format!("? fewer than {FEW} chats behind it"))?;
    }
    Ok(())
}

/// The columns that there is room for.
fn columns(width: usize) -> Vec<&'static Column> {
    let mut columns: Vec<&Column> = COLUMNS.iter().collect();
    while TIME + columns.iter().map(|column| column.width).sum::<usize>() > width && columns.len() > 1 {
        let least = columns.iter().map(|column| column.worth).min();
        columns.retain(|column| Some(column.worth) != least);
    }
    columns
}

/// The numbers of a cell.
fn numbers(cell: &Cell, columns: &[&Column]) -> String {
    let doubt = if cell.chats < FEW { '?' } else { ' ' };
    let shown = columns.iter().map(|column| format!("{:>1$}", (column.text)(cell), column.width));
    format!("  {}{doubt}{}", cell.start, shown.collect::<String>())
}

/// The seats of a cell and their bounds as a bar.
fn marks(cell: &Cell, scale: u64) -> String {
    let marks = |seats: u64| usize::try_from(seats.div_ceil(scale)).unwrap_or_default();
    let (sure, estimate, upper) = (marks(cell.seats_low.min(cell.seats)), marks(cell.seats), marks(cell.seats_high));
    ["#".repeat(sure), "=".repeat(estimate - sure), "-".repeat(upper.saturating_sub(estimate))].concat()
}

/// Lines below a heading that stands beside the first.
fn listed(heading: &str, lines: &[String], page: &mut Page<'_>) -> io::Result<()> {
    for (number, line) in lines.iter().enumerate() {
        page.write(&format!("{:<11}", if number == 0 { heading } else { "" }), line)?;
    }
    Ok(())
}

fn explained(page: &mut Page<'_>) -> io::Result<()> {
    page.line("")?;
    for (heading, text) in IN_FULL {
        page.write(&format!("{heading:<10}"), text)?;
    }
    Ok(())
}
