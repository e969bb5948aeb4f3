//! The load by weekday and interval as a picture, with the seats written in: a heat map as SVG.
//!
//! Five steps of one colour stand for the load: the more, the further from the page, which is light or dark as the
//! viewer asks. The steps differ in lightness, so that they can be told apart in grey; and the numbers say it, too.

use std::io::{self, Write};

use super::calendar::short;
use super::report::{Cell, Options, Report};
use crate::finding::counted;
use crate::sorting::sort_by;

/// The width of a column, and the height of a row.
const COLUMN: usize = 46;
const ROW: usize = 20;

/// Room to the left of the cells, and above them.
const LEFT: usize = 52;
const TOP: usize = 58;

/// The room of the legend.
const LEGEND: usize = 96;

/// The least width, for the lines of the legend.
const NARROWEST: usize = LEFT + 7 * COLUMN + 12;

/// Number of steps of colour.
const STEPS: usize = 5;

/// The colours of a light page, then those of a dark one. In each the last two steps are further from the page than its
/// text could be read on, so that numbers have the colour of the page there. The peak's frame has a halo in the colour
/// of the page, for it is seen on none of the steps as well as on that.
const STYLE: &str = "\
  :root { color-scheme: light dark; }
  .page { fill: #fff; }
  text { font: 12px system-ui, sans-serif; fill: #1b1f24; }
  .title { font-size: 14px; font-weight: 600; }
  .day, .seats { text-anchor: middle; }
  .time { text-anchor: end; }
  .l0 { fill: #e3edf7; } .l1 { fill: #b9d4eb; } .l2 { fill: #7fb0d9; } .l3 { fill: #2f6da4; } .l4 { fill: #123f6b; }
  .on3, .on4 { fill: #fff; }
  .peak, .halo { fill: none; stroke: #b3261e; stroke-width: 2; }
  .halo { stroke: #fff; stroke-width: 5; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181d; }
    text { fill: #e6e9ed; }
    .l0 { fill: #1f2d3b; } .l1 { fill: #234a6e; } .l2 { fill: #2d6695; } .l3 { fill: #7fb2dc; } .l4 { fill: #d6e8f8; }
    .on3, .on4 { fill: #14181d; }
    .peak { stroke: #ff8a80; }
    .halo { stroke: #14181d; }
  }
";

/// Writes the picture.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let grid = Grid::of(&report.cells);
    let width = NARROWEST.max(LEFT + grid.days.len() * COLUMN + 12);
    let height = TOP + grid.times.len() * ROW + LEGEND;
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title\">"
    )?;
    writeln!(out, "<style>\n{STYLE}</style>")?;
    writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>")?;
    writeln!(out, "<text id=\"title\" class=\"title\" x=\"12\" y=\"20\">Chat seats by weekday and interval</text>")?;
    if report.cells.is_empty() {
        writeln!(out, "<text x=\"12\" y=\"{TOP}\">Too few chats for a profile</text>")?;
        return writeln!(out, "</svg>");
    }
    grid.write_margins(out)?;
    let most = report.cells.iter().map(|cell| cell.load).fold(0.0, f64::max);
    for cell in &report.cells {
        draw(cell, grid.corner(cell), most, out)?;
    }
    if let Some(peak) = &report.peak {
        let (x, y) = grid.corner(peak);
        let (x, y, width, height) = (x - 1, y - 1, COLUMN, ROW);
        for class in ["halo", "peak"] {
            writeln!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")?;
        }
    }
    legend(&report.options, most, TOP + grid.times.len() * ROW + 14, out)?;
    writeln!(out, "</svg>")
}

/// Layout of the cells: a column for each weekday, a row for each time.
struct Grid<'r> {
    days: Vec<&'r str>,
    times: Vec<&'r str>,
}

impl<'r> Grid<'r> {
    /// The grid of cells, which are in the order of weekdays.
    fn of(cells: &'r [Cell]) -> Grid<'r> {
        let mut days: Vec<&str> = cells.iter().map(|cell| cell.weekday).collect();
        days.dedup();
        let mut times: Vec<&str> = cells.iter().map(|cell| cell.start.as_str()).collect();
        sort_by(&mut times, Ord::cmp);
        times.dedup();
        Grid { days, times }
    }

    /// The upper left corner of a cell.
    fn corner(&self, cell: &Cell) -> (usize, usize) {
        let column = self.days.iter().position(|day| *day == cell.weekday).unwrap_or_default();
        let row = self.times.binary_search(&cell.start.as_str()).unwrap_or_default();
        (LEFT + column * COLUMN, TOP + row * ROW)
    }

    /// Writes the weekdays above the cells and the times beside them.
    fn write_margins(&self, out: &mut dyn Write) -> io::Result<()> {
        for (number, name) in self.days.iter().enumerate() {
            let x = LEFT + number * COLUMN + COLUMN / 2 - 1;
            writeln!(out, "<text class=\"day\" x=\"{x}\" y=\"{}\">{}</text>", TOP - 8, short(name))?;
        }
        for (number, time) in self.times.iter().enumerate() {
            let y = TOP + number * ROW + 13;
            writeln!(out, "<text class=\"time\" x=\"{}\" y=\"{y}\">{time}</text>", LEFT - 8)?;
        }
        Ok(())
    }
}

fn draw(cell: &Cell, (x, y): (usize, usize), most: f64, out: &mut dyn Write) -> io::Result<()> {
    let step = step(cell.load, most);
    let Cell { weekday, start, load, load_low, load_high, seats, seats_low, seats_high, .. } = cell;
    let (width, height, middle, base) = (COLUMN - 2, ROW - 2, x + COLUMN / 2 - 1, y + 13);
    let (day, are) = (short(weekday), counted(*seats, "seat"));
    write!(
        out,
        "<g><title>{day} {start}: load {load:.1} [{load_low:.1}-{load_high:.1}], {are} [{seats_low}-{seats_high}]</title>"
    )?;
    write!(out, "<rect class=\"l{step}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")?;
    writeln!(out, "<text class=\"seats on{step}\" x=\"{middle}\" y=\"{base}\">{seats}</text></g>")
}

/// The step of colour of a load.
fn step(load: f64, most: f64) -> usize {
    let at = |step: usize| most * step as f64 / STEPS as f64;
    (1..STEPS).rev().find(|step| most > 0.0 && load >= at(*step)).unwrap_or_default()
}

fn legend(options: &Options, most: f64, top: usize, out: &mut dyn Write) -> io::Result<()> {
    let base = top + 12;
    writeln!(out, "<text x=\"12\" y=\"{base}\">Chats in progress</text>")?;
    for step in 0..STEPS {
        let x = 124 + step * 50;
        let from = most * step as f64 / STEPS as f64;
        writeln!(out, "<rect class=\"l{step}\" x=\"{x}\" y=\"{top}\" width=\"48\" height=\"16\"/>")?;
        writeln!(out, "<text class=\"seats on{step}\" x=\"{}\" y=\"{base}\">{from:.1}+</text>", x + 24)?;
    }
    let asked = match options.target_asa_seconds {
        Some(asa) => format!("an ASA of at most {asa}"),
        None => format!("a service level of {} in {}", options.target_share, options.target_seconds),
    };
    writeln!(out, "<text x=\"12\" y=\"{}\">Numbers: seats for {asked}</text>", base + 24)?;
    writeln!(out, "<text x=\"12\" y=\"{}\">Frame: the greatest load</text>", base + 42)?;
    writeln!(out, "<text x=\"12\" y=\"{}\">Times: {}</text>", base + 60, options.report_zone)
}
