//! The load by weekday and interval as a picture, with the seats written in: a heat map as SVG.
//!
//! One colour is laid over the page more or less thickly, so that it can be read on a light page, on a dark one and in
//! grey; and the numbers say it, too. What the page is like is up to whoever shows it.

use std::io::{self, Write};

use super::report::{Cell, Report};

/// The width of a column, and the height of a row.
const COLUMN: usize = 46;
const ROW: usize = 18;

/// The room for what stands to the left of the cells, and above them.
const LEFT: usize = 52;
const TOP: usize = 58;

/// The room of the legend.
const LEGEND: usize = 78;

/// How many steps of colour there are.
const STEPS: usize = 5;

/// The colours: the page's own text, and one that is laid over the page. On the darkest cells text is white, in any
/// page.
const STYLE: &str = "\
  :root { color-scheme: light dark; }
  svg { background: #fff; }
  text { font: 12px system-ui, sans-serif; fill: #1b1f24; }
  .title { font-size: 14px; font-weight: 600; }
  .day, .seats { text-anchor: middle; }
  .time { text-anchor: end; }
  .l0 { fill: #e8f0f8; } .l1 { fill: #bdd6ec; } .l2 { fill: #86b3d9; } .l3 { fill: #3f7fb5; } .l4 { fill: #174a7c; }
  .on3, .on4 { fill: #fff; }
  .peak { fill: none; stroke: #b3261e; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    svg { background: #14181d; }
    text { fill: #e6e9ed; }
    .l0 { fill: #1d2a37; } .l1 { fill: #234a6e; } .l2 { fill: #3a76a8; } .l3 { fill: #7fb2dc; } .l4 { fill: #cfe4f6; }
    .on3, .on4 { fill: #10151a; }
    .peak { stroke: #ff8a80; }
  }
";

/// Writes the picture.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let cells = &report.cells;
    let mut days: Vec<&str> = cells.iter().map(|cell| cell.weekday).collect();
    days.dedup();
    let mut times: Vec<&str> = cells.iter().map(|cell| cell.start.as_str()).collect();
    times.sort_unstable();
    times.dedup();
    let width = LEFT + days.len().max(7) * COLUMN + 12;
    let height = TOP + times.len() * ROW + LEGEND;
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title\">"
    )?;
    writeln!(out, "<style>\n{STYLE}</style>")?;
    writeln!(out, "<text id=\"title\" class=\"title\" x=\"12\" y=\"20\">Chat seats by weekday and interval</text>")?;
    let most = cells.iter().map(|cell| cell.load).fold(0.0, f64::max);
    for (number, name) in days.iter().enumerate() {
        let x = LEFT + number * COLUMN + COLUMN / 2;
        writeln!(out, "<text class=\"day\" x=\"{x}\" y=\"{}\">{}</text>", TOP - 8, capital(name))?;
    }
    for (number, time) in times.iter().enumerate() {
        let y = TOP + number * ROW + 13;
        writeln!(out, "<text class=\"time\" x=\"{}\" y=\"{y}\">{time}</text>", LEFT - 8)?;
    }
    for cell in cells {
        let column = days.iter().position(|day| *day == cell.weekday).unwrap_or_default();
        let row = times.iter().position(|time| *time == cell.start).unwrap_or_default();
        draw(cell, (LEFT + column * COLUMN, TOP + row * ROW), most, out)?;
    }
    if let Some(peak) = &report.peak {
        let column = days.iter().position(|day| *day == peak.weekday).unwrap_or_default();
        let row = times.iter().position(|time| *time == peak.start).unwrap_or_default();
        let (x, y) = (LEFT + column * COLUMN, TOP + row * ROW);
        let (width, height) = (COLUMN - 2, ROW - 2);
        writeln!(out, "<rect class=\"peak\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")?;
    }
    legend(report, most, TOP + times.len() * ROW + 14, out)?;
    writeln!(out, "</svg>")
}

fn draw(cell: &Cell, (x, y): (usize, usize), most: f64, out: &mut dyn Write) -> io::Result<()> {
    let step = step(cell.load, most);
    let Cell { weekday, start, load, load_low, load_high, seats, seats_low, seats_high, .. } = cell;
    let (width, height, middle, base) = (COLUMN - 2, ROW - 2, x + COLUMN / 2 - 1, y + 13);
    write!(
        out,
        "<g><title>{} {start}: load {load:.1} [{load_low:.1}-{load_high:.1}], {seats} seats \
         [{seats_low}-{seats_high}]</title>",
        capital(weekday)
    )?;
    write!(out, "<rect class=\"l{step}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")?;
    writeln!(out, "<text class=\"seats on{step}\" x=\"{middle}\" y=\"{base}\">{seats}</text></g>")
}

/// The step of colour of a load.
fn step(load: f64, most: f64) -> usize {
    let at = |step: usize| most * step as f64 / STEPS as f64;
    (1..STEPS).rev().find(|step| most > 0.0 && load >= at(*step)).unwrap_or_default()
}

fn legend(report: &Report, most: f64, top: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<text x=\"12\" y=\"{}\">Chats in progress</text>", top + 12)?;
    for step in 0..STEPS {
        let x = 124 + step * 52;
        let from = most * step as f64 / STEPS as f64;
        writeln!(out, "<rect class=\"l{step}\" x=\"{x}\" y=\"{top}\" width=\"50\" height=\"16\"/>")?;
        let middle = x + 25;
        writeln!(out, "<text class=\"seats on{step}\" x=\"{middle}\" y=\"{}\">{from:.1}+</text>", top + 12)?;
    }
    let options = &report.options;
    let asked = format!("{:.0} % in {:.0} s", 100.0 * options.target_share, options.target_seconds);
    writeln!(out, "<text x=\"12\" y=\"{}\">Numbers: seats for {asked}; the frame is the peak</text>", top + 36)?;
    writeln!(out, "<text x=\"12\" y=\"{}\">Times: {}</text>", top + 54, options.report_zone)
}

fn capital(weekday: &str) -> String {
    let (first, rest) = weekday.split_at(1);
    format!("{}{}", first.to_uppercase(), &rest[..2])
}
