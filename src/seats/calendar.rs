//! Days and intervals as the clocks of a place show them.
//!
//! The time in which chats came is cut where a clock shows the beginning of an interval, and where it is set to
//! another time. So an hour that a day lacks is observed on the other days only, and one that it has twice counts
//! twice.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::encoding::time::Zone;

/// Milliseconds in a second.
pub const SECOND: i64 = 1000;

/// Seconds in a day, as clocks show them.
const DAY: i64 = 24 * 3600;

/// A stretch of time in one interval of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Beginning of the interval, in milliseconds since 1970.
    pub start: i64,
    /// The number of the day.
    pub day: u32,
    /// The number of the interval in the day.
    pub interval: u32,
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    date: Date,
}

impl Day {
    /// The day of the week, from Monday, which is 0.
    pub fn weekday(self) -> usize {
        usize::from(self.date.weekday().to_monday_zero_offset().unsigned_abs())
    }

    /// As `2026-09-28`.
    pub fn iso(self) -> String {
        self.date.to_string()
    }

    /// As `28 Sep 2026`.
    pub fn words(self) -> String {
        self.date.strftime("%-d %b %Y").to_string()
    }
}

/// The days of the week.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Days in order, without a gap, cut into intervals.
#[derive(Debug)]
pub struct Calendar {
    /// The days.
    pub days: Vec<Day>,
    /// The length of an interval, in seconds.
    pub interval: i64,
    stretches: Vec<Stretch>,
    /// End of the last interval, in milliseconds since 1970.
    end: i64,
}

impl Calendar {
    /// The days from one time to another, in milliseconds since 1970, in a zone. An interval is so many seconds long,
    /// of which a day has a whole number.
    pub fn new(zone: &Zone, interval: i64, from: i64, to: i64) -> Calendar {
        let rules = zone.rules();
        let date_of = |time: i64| rules.to_datetime(timestamp(time)).date();
        let (mut date, last) = (date_of(from), date_of(to));
        let mut calendar = Calendar { days: Vec::new(), interval, stretches: Vec::new(), end: to };
        while date <= last {
            let Ok(next) = date.checked_add(1.day()) else { break };
            let begins = |date: Date| rules.to_timestamp(date.into()).unwrap_or(Timestamp::MAX).as_second();
            calendar.add(&rules, date, begins(date), begins(next));
            date = next;
        }
        calendar
    }

    /// Adds a day that begins and ends at these seconds.
    fn add(&mut self, rules: &TimeZone, date: Date, from: i64, to: i64) {
        let day = u32::try_from(self.days.len()).unwrap_or(u32::MAX);
        self.days.push(Day { date });
        let mut at = from;
        while at < to {
            let now = timestamp(at * SECOND);
            let shown = (at + i64::from(rules.to_offset(now).seconds())).rem_euclid(DAY);
            let change = rules.following(now).next().map_or(i64::MAX, |change| change.timestamp().as_second());
            let interval = u32::try_from(shown / self.interval).unwrap_or_default();
            self.stretches.push(Stretch { start: at * SECOND, day, interval });
            at = (at + self.interval - shown % self.interval).min(change.max(at + 1)).min(to);
        }
        self.end = to * SECOND;
    }

    /// Returns the number of intervals in a day.
    pub fn intervals(&self) -> usize {
        usize::try_from(DAY / self.interval).unwrap_or(1)
    }

    /// Returns true if a time is on one of the days.
    pub fn is_within(&self, time: i64) -> bool {
        time < self.end && self.stretches.first().is_some_and(|first| first.start <= time)
    }

    /// The stretches from the one that holds a time on, each with its end.
    pub fn from(&self, time: i64) -> impl Iterator<Item = (Stretch, i64)> {
        let first = self.stretches.partition_point(|stretch| stretch.start <= time).saturating_sub(1);
        self.all_from(first)
    }

    /// All stretches, each with its end.
    pub fn stretches(&self) -> impl Iterator<Item = (Stretch, i64)> {
        self.all_from(0)
    }

    fn all_from(&self, first: usize) -> impl Iterator<Item = (Stretch, i64)> {
        let ends = self.stretches[first..].iter().skip(1).map(|stretch| stretch.start).chain([self.end]);
        self.stretches[first..].iter().copied().zip(ends)
    }
}

fn timestamp(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

/// A weekday in short, as tables have it: `Mon`.
pub fn short(weekday: &str) -> String {
    let mut letters = weekday.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.take(2)).collect()
}

/// Returns the beginning of an interval as clocks show it: `08:30`.
pub fn clock(interval: usize, seconds: i64) -> String {
    let minutes = i64::try_from(interval).unwrap_or_default() * seconds / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Returns true if a weekday is one of the five on which most people work.
pub fn is_of_working_week(weekday: usize) -> bool {
    weekday < usize::from(Weekday::Saturday.to_monday_zero_offset().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("it is a time").as_millisecond()
    }

    fn calendar(zone: &str, from: &str, to: &str) -> Calendar {
        Calendar::new(&Zone::named(zone).expect("it is a zone"), 1800, time(from), time(to))
    }

    #[test]
    fn an_hour_that_is_skipped_has_no_intervals_and_one_that_is_repeated_has_them_twice() {
        for (from, to, skipped, repeated) in [
            ("2026-03-28T23:30:00Z", "2026-03-29T12:00:00Z", true, false),
            ("2026-10-24T22:30:00Z", "2026-10-25T12:00:00Z", false, true),
            ("2026-10-26T23:30:00Z", "2026-10-27T12:00:00Z", false, false),
        ] {
            let calendar = calendar("Europe/Vienna", from, to);
            assert_eq!(calendar.days.len(), 1, "{from}");
            let at_half_past_two = calendar.stretches().filter(|(stretch, _)| stretch.interval == 5).count();
            assert_eq!(at_half_past_two, if skipped { 0 } else { 1 + usize::from(repeated) }, "{from}");
            assert_eq!(calendar.stretches().count(), 48 - 2 * usize::from(skipped) + 2 * usize::from(repeated));
        }
    }

    #[test]
    fn a_time_is_in_the_interval_that_clocks_show() {
        let calendar = calendar("+05:45", "2026-03-02T00:00:00Z", "2026-03-04T20:00:00Z");
        let (stretch, end) = calendar.from(time("2026-03-02T18:20:00Z")).next().expect("it is in the calendar");
        assert_eq!((stretch.day, stretch.interval), (1, 0), "it is 00:05 there");
        assert_eq!(end, time("2026-03-02T18:45:00Z"));
        assert_eq!(calendar.days[0].weekday(), 0);
        assert_eq!((calendar.days[1].iso(), calendar.days[1].words()), ("2026-03-03".into(), "3 Mar 2026".into()));
        assert_eq!((clock(0, 1800), clock(17, 1800)), ("00:00".into(), "08:30".into()));
    }
}
