//! The days and intervals that were observed.
//!
//! Left out are a first and a last day that were saved in part, the last minutes of a last day, in which chats were
//! still open when saving ended, days without a single chat on a weekday that has some, and gaps that chance does not
//! make. What is left is what loads are divided by, whether a chat came then or not.

use super::calendar::{Calendar, Day};
use super::cleaning::Chat;

/// A gap that is less probable than this, as a Poisson count of 0, is no chance.
const OUTAGE: f64 = 1e-6;

/// An edge of the window that is less probable than this is no full day.
const PARTIAL: f64 = 1e-3;

/// The days and intervals that were observed.
#[derive(Debug)]
pub struct Window {
    /// The days.
    pub calendar: Calendar,
    /// For each interval of each day, the seconds of it that were observed.
    observed: Vec<f64>,
    /// The days without a chat, on weekdays that have some.
    pub silent: Vec<Day>,
    /// The days on which something was left out that is no chance.
    pub outages: Vec<Day>,
    /// The first and the last day, each only if it was saved in part.
    pub partial: Vec<Day>,
    /// The first and the last day that is observed.
    pub ends: Option<(usize, usize)>,
    /// Number of days that were observed.
    pub days: u64,
    /// Number of days from the first to the last, with the weekdays beside them on which nobody ever comes.
    pub span: u64,
}

/// Counts of chats by day, from which it is decided what was observed.
struct Draft {
    calendar: Calendar,
    /// Arrivals by day and interval.
    counts: Vec<u32>,
    /// Arrivals by day.
    totals: Vec<u32>,
    /// The weekdays on which anybody ever comes.
    is_active: [bool; 7],
    /// The days that are left out.
    is_out: Vec<bool>,
    /// Arrivals by weekday and interval.
    by_weekday: Vec<u32>,
    /// For each weekday, the number of days that are not left out.
    alike: [u32; 7],
}

impl Window {
    /// The window of chats that are counted in these days.
    pub fn of(calendar: Calendar, chats: &[Chat], counts_silent_days: bool) -> Window {
        let mut counts = vec![0; calendar.days.len() * calendar.intervals()];
        for came in chats.iter().filter_map(Chat::came) {
            let Some((stretch, _)) = calendar.from(came).next() else { continue };
            counts[stretch.day as usize * calendar.intervals() + stretch.interval as usize] += 1;
        }
        let totals: Vec<u32> = counts.chunks(calendar.intervals()).map(|counts| counts.iter().sum()).collect();
        let mut is_active = [false; 7];
        for (day, total) in calendar.days.iter().zip(&totals) {
            is_active[day.weekday()] |= *total > 0;
        }
        let is_out = vec![false; calendar.days.len()];
        let by_weekday = vec![0; 7 * calendar.intervals()];
        Draft { calendar, counts, totals, is_active, is_out, by_weekday, alike: [0; 7] }
            .decided(chats, counts_silent_days)
    }

    /// Returns the seconds of an interval of a day that were observed.
    pub fn observed(&self, day: usize, interval: usize) -> f64 {
        self.observed[day * self.calendar.intervals() + interval]
    }
}

impl Draft {
    fn decided(mut self, chats: &[Chat], counts_silent_days: bool) -> Window {
        let intervals = self.calendar.intervals();
        let (mut silent, mut partial, mut outages) = (Vec::new(), Vec::new(), Vec::new());
        for day in 0..self.calendar.days.len() {
            let is_silent = self.totals[day] == 0 && self.is_active[self.weekday(day)];
            if is_silent {
                silent.push(self.calendar.days[day]);
            }
            self.is_out[day] = self.totals[day] == 0 && !(is_silent && counts_silent_days);
        }
        self.add_up();
        let mut gaps = Vec::new();
        let last = self.calendar.days.len().saturating_sub(1);
        for day in (0..=last).filter(|day| self.totals[*day] > 0) {
            for (gap, expected) in self.gaps(day) {
                let is_edge = (day == 0 && gap.start == 0) || (day == last && gap.end == intervals);
                if (-expected).exp() < if is_edge { PARTIAL } else { OUTAGE } {
                    gaps.push((day, if is_edge { 0..intervals } else { gap }, is_edge));
                }
            }
        }
        let tail = self.tail(chats, last);
        let mut observed = vec![0.0; self.counts.len()];
        for (stretch, end) in self.calendar.stretches().filter(|(it, _)| !self.is_out[it.day as usize]) {
            let seconds = (end - stretch.start) as f64 / 1000.0;
            observed[stretch.day as usize * intervals + stretch.interval as usize] += seconds;
        }
        for (day, gap, is_edge) in gaps {
            observed[day * intervals + gap.start..day * intervals + gap.end].fill(0.0);
            let days = if is_edge { &mut partial } else { &mut outages };
            if days.last() != Some(&self.calendar.days[day]) {
                days.push(self.calendar.days[day]);
            }
        }
        observed[last * intervals + tail..].fill(0.0);
        self.window(observed, silent, outages, partial)
    }

    /// Adds up the days of each weekday that are not left out.
    fn add_up(&mut self) {
        let intervals = self.calendar.intervals();
        for day in (0..self.calendar.days.len()).filter(|day| !self.is_out[*day]) {
            let weekday = self.weekday(day);
            self.alike[weekday] += 1;
            let sums = &mut self.by_weekday[weekday * intervals..(weekday + 1) * intervals];
            sums.iter_mut().zip(&self.counts[day * intervals..]).for_each(|(sum, count)| *sum += count);
        }
    }

    fn window(self, observed: Vec<f64>, silent: Vec<Day>, outages: Vec<Day>, partial: Vec<Day>) -> Window {
        let of_day = observed.chunks(self.calendar.intervals());
        let is_observed: Vec<bool> = of_day.map(|seconds| seconds.iter().any(|it| *it > 0.0)).collect();
        let first = is_observed.iter().position(|it| *it);
        let ends = first.zip(is_observed.iter().rposition(|it| *it));
        let days = is_observed.iter().filter(|it| **it).count() as u64;
        let span = ends.map_or(0, |(first, last)| self.span(first, last));
        Window { calendar: self.calendar, observed, silent, outages, partial, ends, days, span }
    }

    /// Returns the number of days from one to another, with those beside them on which nobody ever comes.
    fn span(&self, first: usize, last: usize) -> u64 {
        let is_closed = |weekday: usize| !self.is_active[weekday % 7];
        let (start, end) = (self.weekday(first), self.weekday(last));
        let before = (1..7).take_while(|days| is_closed(start + 7 - days)).count();
        let after = (1..7).take_while(|days| is_closed(end + days)).count();
        (last - first + 1 + before.max(after)) as u64
    }

    fn weekday(&self, day: usize) -> usize {
        self.calendar.days[day].weekday()
    }

    fn counts_on(&self, day: usize) -> &[u32] {
        let intervals = self.calendar.intervals();
        &self.counts[day * intervals..(day + 1) * intervals]
    }

    /// Returns the runs of intervals of a day in which nobody came, each with the number of chats that come then on
    /// other days of its kind.
    fn gaps(&self, day: usize) -> Vec<(std::ops::Range<usize>, f64)> {
        let others = self.alike[self.weekday(day)].saturating_sub(1);
        if others == 0 {
            return Vec::new();
        }
        // Nobody came then on the day itself, so that the sums are those of the others.
        let first = self.weekday(day) * self.calendar.intervals();
        let expected = |interval: usize| f64::from(self.by_weekday[first + interval]) / f64::from(others);
        let mut gaps: Vec<(std::ops::Range<usize>, f64)> = Vec::new();
        let empty = self.counts_on(day).iter().enumerate().filter(|(_, count)| **count == 0);
        for (interval, _) in empty {
            match gaps.last_mut().filter(|(gap, _)| gap.end == interval) {
                Some((gap, sum)) => (gap.end, *sum) = (interval + 1, *sum + expected(interval)),
                None => gaps.push((interval..interval + 1, expected(interval))),
            }
        }
        gaps
    }

    /// Returns the first interval of the last day in which chats may have been open still when saving ended.
    fn tail(&self, chats: &[Chat], last: usize) -> usize {
        let intervals = self.calendar.intervals();
        let ends = chats.iter().filter_map(|chat| Some(chat.picked()? + chat.handle()?));
        let mut lengths: Vec<i32> = chats.iter().filter_map(|chat| i32::try_from(chat.handle()?).ok()).collect();
        let (Some(end), false) = (ends.max(), lengths.is_empty()) else { return intervals };
        let at = (lengths.len() * 99 / 100).min(lengths.len() - 1);
        let (_, longest, _) = lengths.select_nth_unstable(at);
        let interval_at = |time: i64| {
            let found = self.calendar.from(time).next().map(|(stretch, _)| stretch);
            found.filter(|stretch| stretch.day as usize == last).map(|stretch| stretch.interval as usize)
        };
        if interval_at(end).is_none() || !self.calendar.is_within(end) {
            return intervals;
        }
        let later: f64 = self.gaps(last).iter().filter(|(gap, _)| gap.end == intervals).map(|(_, sum)| sum).sum();
        // Where nobody comes any more, nobody is missing.
        if later > 0.5 { interval_at(end - i64::from(*longest)).unwrap_or(0) } else { intervals }
    }
}
