//! The load by weekday and interval, and how sure it is.
//!
//! A chat is load from when it came for as long as its agents had to do with it: with `a_i` and `h_i` for these and
//! an interval `b` of length Δ that was observed on `D` days of the weekday `d`,
//!
//! ```text
//! w_i(d,b) = |[a_i, a_i + h_i) ∩ interval| / (D·Δ)      L(d,b) = Σ w_i      V(d,b) = Σ w_i²
//! ```
//!
//! in chats in progress. This is the load of a system in which nobody waits (Jennings, Mandelbaum, Massey and Whitt,
//! Management Science 42(10), 1996), which lags the arrivals as chats do. Days without a chat count as days.
//!
//! Of few weeks the single cells are noise, and the largest of them is the luckiest. So weekdays share a shape of the
//! day: with `R_d`, `C_b` and `G` for the sums of `L` over a row, a column and all, `L̂(d,b) = R_d·C_b / G`. The two
//! days of the weekend have a shape of their own.

use super::bounds::Estimate;
use super::calendar::is_of_working_week;
use super::cleaning::Chat;
use super::gamma;
use super::window::Window;

/// So many days give each cell enough to stand for itself.
const LONG: u64 = 12 * 7;

/// If the shape of the day differs between weekdays by less chance than this, it is not shared.
const INTERACTION: f64 = 0.01;

/// Load that must remain of earlier chats, on an average day, for an interval in which nobody comes to be staffed.
const TAIL: f64 = 0.5;

/// The load in an interval of a weekday.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The weekday, from Monday.
    pub weekday: usize,
    /// The number of the interval.
    pub interval: usize,
    /// Number of chats that came then.
    pub chats: u64,
    /// Number of days observed.
    pub days: u64,
    /// The load.
    pub estimate: Estimate,
}

/// The load by weekday and interval.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The cells in which chats come, by weekday and interval.
    pub cells: Vec<Cell>,
    /// The variance of the arrivals from day to day, beside chance, as a part of their square.
    pub day_factor: f64,
    /// Probability that chance alone makes days differ as much.
    pub days_by_chance: Option<f64>,
    /// Probability that chance alone makes shapes of the day differ as much.
    pub shapes_by_chance: Option<f64>,
    /// True if weekdays share a shape.
    pub pooled: bool,
}

/// Sums of a cell over the chats in it.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    /// Σ w.
    load: f64,
    /// Σ w².
    squares: f64,
    /// Σ w·t, where t is a chat's sum of weights on its day.
    with_day: f64,
    /// The largest w.
    weight: f64,
}

/// Sums over chats, by weekday and interval.
struct Table<'w> {
    window: &'w Window,
    intervals: usize,
    /// Arrivals by day and interval.
    counts: Vec<u32>,
    /// Weights by day and interval.
    loads: Vec<f64>,
    /// Sums by weekday and interval.
    sums: Vec<Sums>,
    /// Σ t² by weekday.
    of_days: [f64; 7],
    /// Observed seconds by weekday and interval.
    observed: Vec<f64>,
}

impl Profile {
    /// The load of chats. Of those whose handle time is not known it is that of a mean one, in milliseconds. All is
    /// raised by a factor, for those who gave up.
    pub fn of(chats: &[Chat], window: &Window, mean: f64, factor: f64) -> Profile {
        let mut table = Table::new(window);
        for chat in chats {
            table.add(chat, mean, factor);
        }
        let open = table.open();
        let (day_factor, days_by_chance, spread) = table.dispersion(&open);
        let shapes_by_chance = table.interaction(&open, spread);
        let pooled = window.span < LONG && shapes_by_chance.is_none_or(|chance| chance >= INTERACTION);
        let mut cells = Vec::new();
        for weekday in 0..7 {
            for interval in (0..table.intervals).filter(|interval| open[weekday * table.intervals + interval]) {
                cells.push(table.cell(weekday, interval, pooled, day_factor));
            }
        }
        Profile { cells, day_factor, days_by_chance, shapes_by_chance, pooled }
    }
}

/// The weekdays that share a shape with one.
fn alike(weekday: usize) -> impl Iterator<Item = usize> + Clone {
    (0..7).filter(move |other| is_of_working_week(*other) == is_of_working_week(weekday))
}

impl<'w> Table<'w> {
    fn new(window: &'w Window) -> Table<'w> {
        let (intervals, days) = (window.calendar.intervals(), window.calendar.days.len());
        let mut observed = vec![0.0; 7 * intervals];
        for (number, day) in window.calendar.days.iter().enumerate() {
            for interval in 0..intervals {
                observed[day.weekday() * intervals + interval] += window.observed(number, interval);
            }
        }
        Table {
            window,
            intervals,
            counts: vec![0; days * intervals],
            loads: vec![0.0; days * intervals],
            sums: vec![Sums::default(); 7 * intervals],
            of_days: [0.0; 7],
            observed,
        }
    }

    fn weekday(&self, day: usize) -> usize {
        self.window.calendar.days[day].weekday()
    }

    fn add(&mut self, chat: &Chat, mean: f64, factor: f64) {
        let Some(came) = chat.came() else { return };
        let Some((first, _)) = self.window.calendar.from(came).next() else { return };
        let (day, interval) = (first.day as usize, first.interval as usize);
        if self.window.observed(day, interval) > 0.0 {
            self.counts[day * self.intervals + interval] += 1;
        }
        if !chat.is_answered() {
            return;
        }
        let end = came as f64 + chat.handle().map_or(mean, |handle| handle as f64);
        let mut parts: Vec<(usize, usize, f64)> = Vec::new();
        for (stretch, until) in self.window.calendar.from(came) {
            if stretch.start as f64 >= end {
                break;
            }
            let (day, interval) = (stretch.day as usize, stretch.interval as usize);
            let seconds = (end.min(until as f64) - stretch.start.max(came) as f64) / 1000.0;
            let observed = self.observed[self.weekday(day) * self.intervals + interval];
            if self.window.observed(day, interval) > 0.0 && seconds > 0.0 {
                parts.push((day, interval, seconds / observed * factor));
            }
        }
        for of_day in parts.chunk_by(|a, b| a.0 == b.0) {
            self.add_parts(of_day);
        }
    }

    /// Adds the weights of a chat in the intervals of a day.
    fn add_parts(&mut self, parts: &[(usize, usize, f64)]) {
        let weekday = self.weekday(parts[0].0);
        let total: f64 = parts.iter().map(|(.., weight)| weight).sum();
        self.of_days[weekday] += total * total;
        for (day, interval, weight) in parts {
            self.loads[day * self.intervals + interval] += weight;
            let sums = &mut self.sums[weekday * self.intervals + interval];
            sums.load += weight;
            sums.squares += weight * weight;
            sums.with_day += weight * total;
            sums.weight = sums.weight.max(*weight);
        }
    }

    fn sums(&self, weekday: usize, interval: usize) -> Sums {
        self.sums[weekday * self.intervals + interval]
    }

    /// The days of a weekday on which an interval was observed.
    fn days(&self, weekday: usize, interval: usize) -> impl Iterator<Item = usize> {
        let days = 0..self.window.calendar.days.len();
        days.filter(move |day| self.weekday(*day) == weekday && self.window.observed(*day, interval) > 0.0)
    }

    fn chats(&self, weekday: usize, interval: usize) -> u64 {
        self.days(weekday, interval).map(|day| u64::from(self.counts[day * self.intervals + interval])).sum()
    }

    /// Returns the intervals of weekdays that are to be staffed: those in which chats come on days that share a shape,
    /// and those after, as long as those chats go on.
    fn open(&self) -> Vec<bool> {
        let chats = |weekday, interval| self.chats(weekday, interval);
        let is_active: Vec<bool> =
            (0..7).map(|weekday| (0..self.intervals).any(|interval| chats(weekday, interval) > 0)).collect();
        let mut open = vec![false; 7 * self.intervals];
        for weekday in (0..7).filter(|weekday| is_active[*weekday]) {
            let days: Vec<usize> = alike(weekday).filter(|day| is_active[*day]).collect();
            for interval in 0..self.intervals {
                let comes = days.iter().any(|day| chats(*day, interval) > 0);
                let load: f64 = days.iter().map(|day| self.sums(*day, interval).load).sum();
                let is_observed = self.observed[weekday * self.intervals + interval] > 0.0;
                let goes_on = load / days.len() as f64 >= TAIL;
                open[weekday * self.intervals + interval] = is_observed && (comes || goes_on);
            }
        }
        open
    }

    /// The cells that are open, each with the arrivals of its days. Days on which clocks were set are left out.
    fn arrivals(&self, open: &[bool]) -> Vec<Vec<f64>> {
        let length = self.window.calendar.interval as f64;
        let cells = (0..7 * self.intervals).filter(|cell| open[*cell]);
        let of_cell = |cell: usize| {
            let interval = cell % self.intervals;
            let days = self.days(cell / self.intervals, interval);
            let whole = days.filter(move |day| (self.window.observed(*day, interval) - length).abs() < 1.0);
            whole.map(move |day| f64::from(self.counts[day * self.intervals + interval])).collect()
        };
        cells.map(of_cell).collect()
    }

    /// Computes how much days differ beyond chance. Returns the square of the coefficient of variation, by the method
    /// of moments over all cells; the probability that it is chance; and the variance as a multiple of that of a
    /// Poisson count.
    fn dispersion(&self, open: &[bool]) -> (f64, Option<f64>, f64) {
        let (mut beside, mut squares, mut chi_square, mut degrees) = (0.0, 0.0, 0.0, 0.0);
        for counts in self.arrivals(open).iter().filter(|counts| counts.len() > 1) {
            let days = counts.len() as f64;
            let mean = counts.iter().sum::<f64>() / days;
            let sum: f64 = counts.iter().map(|count| (count - mean).powi(2)).sum();
            let variance = sum / (days - 1.0);
            beside += variance - mean;
            squares += mean * mean - variance / days;
            if mean > 0.0 {
                chi_square += sum / mean;
                degrees += days - 1.0;
            }
        }
        let factor = if squares > 0.0 { (beside / squares).max(0.0) } else { 0.0 };
        let chance = (degrees > 0.0).then(|| gamma::chi_square_above(degrees, chi_square));
        (factor, chance, if degrees > 0.0 { chi_square / degrees } else { 1.0 })
    }

    /// Returns the probability that chance alone makes the shapes of weekdays differ as they do: a chi-square test of
    /// the counts against products of their margins, as spread as days are.
    fn interaction(&self, open: &[bool], spread: f64) -> Option<f64> {
        let (mut chi_square, mut degrees) = (0.0, 0.0);
        for of in [0, 5] {
            let count = |weekday: usize, interval: usize| self.chats(weekday, interval) as f64;
            let is_open = |weekday: usize, interval: &usize| open[weekday * self.intervals + interval];
            let rows: Vec<usize> =
                alike(of).filter(|weekday| (0..self.intervals).any(|interval| is_open(*weekday, &interval))).collect();
            let comes = |interval: &usize| rows.iter().any(|weekday| count(*weekday, *interval) > 0.0);
            let columns: Vec<usize> = (0..self.intervals).filter(comes).collect();
            let row = |weekday: usize| columns.iter().map(|interval| count(weekday, *interval)).sum::<f64>();
            let column = |interval: usize| rows.iter().map(|weekday| count(*weekday, interval)).sum::<f64>();
            let (in_rows, in_columns): (Vec<f64>, Vec<f64>) =
                (rows.iter().map(|it| row(*it)).collect(), columns.iter().map(|it| column(*it)).collect());
            let all: f64 = in_rows.iter().sum();
            for (weekday, in_row) in rows.iter().zip(&in_rows) {
                for (interval, in_column) in columns.iter().zip(&in_columns) {
                    let expected = in_row * in_column / all;
                    chi_square += (count(*weekday, *interval) - expected).powi(2) / expected;
                }
            }
            degrees += (rows.len().saturating_sub(1) * columns.len().saturating_sub(1)) as f64;
        }
        (degrees > 0.0).then(|| gamma::chi_square_above(degrees, chi_square / spread.max(1.0)))
    }

    fn cell(&self, weekday: usize, interval: usize, pooled: bool, day_factor: f64) -> Cell {
        let days = self.days(weekday, interval).count() as u64;
        let estimate = if pooled {
            self.pooled(weekday, interval, day_factor)
        } else {
            let sums = self.sums(weekday, interval);
            let variance = sums.squares + day_factor * sums.load * sums.load / days as f64;
            Estimate { load: sums.load, variance, weight: sums.weight, day_factor }
        };
        // What never came may have weighed as much as a chat that lasts an interval.
        let weight = if estimate.weight > 0.0 { estimate.weight } else { 1.0 / days as f64 };
        Cell {
            weekday,
            interval,
            chats: self.chats(weekday, interval),
            days,
            estimate: Estimate { weight, ..estimate },
        }
    }

    /// The load by the products of the margins, and its variance by the delta method: a chat or a day that adds `t`
    /// to its row and `w` to the column changes `ln L̂` by `t·([its row]/R − 1/G) + w/C`.
    fn pooled(&self, weekday: usize, interval: usize, day_factor: f64) -> Estimate {
        let row = |weekday: usize| (0..self.intervals).map(|interval| self.sums(weekday, interval).load).sum::<f64>();
        let column: f64 = alike(weekday).map(|weekday| self.sums(weekday, interval).load).sum();
        let all: f64 = alike(weekday).map(row).sum();
        let load = row(weekday) * column / all;
        if load.is_nan() || load <= 0.0 {
            return Estimate { load: 0.0, variance: 0.0, weight: 0.0, day_factor };
        }
        let mut variance = 0.0;
        for other in alike(weekday) {
            let of_row = if other == weekday { 1.0 / row(weekday) } else { 0.0 } - 1.0 / all;
            let square =
                |tt: f64, tw: f64, ww: f64| of_row * of_row * tt + 2.0 * of_row * tw / column + ww / (column * column);
            let sums = self.sums(other, interval);
            variance += square(self.of_days[other], sums.with_day, sums.squares);
            for day in (0..self.window.calendar.days.len()).filter(|day| self.weekday(*day) == other) {
                let loads = &self.loads[day * self.intervals..(day + 1) * self.intervals];
                let (total, here): (f64, f64) = (loads.iter().sum(), loads[interval]);
                variance += day_factor * square(total * total, total * here, here * here);
            }
        }
        Estimate { load, variance: load * load * variance, weight: load * variance, day_factor }
    }
}
