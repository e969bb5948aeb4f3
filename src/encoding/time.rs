//! Points in time, whatever they are written like: the calendar, and how the normalized event writes them.
//!
//! Times are written here without the `Z` at their end, so that a fraction of a second can follow.

use std::ops::{Range, RangeInclusive};

use jiff::civil::{Date, DateTime, date};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::Assumption;
use super::digits::{are_digits, seconds_of_clock};
pub use super::zone::Zone;

/// The date and time in `2018-07-23 05:17:40`, with some separator, if there is such a date and such a time.
fn date_time(text: &[u8; 19], separator: u8) -> Option<DateTime> {
    let number = |from: usize, to: usize| {
        text[from..to].iter().try_fold(0_i16, |number, byte| match byte {
            b'0'..=b'9' => Some(number * 10 + i16::from(byte - b'0')),
            _ => None,
        })
    };
    let small = |from: usize| i8::try_from(number(from, from + 2)?).ok();
    if [text[4], text[7], text[10], text[13], text[16]] != [b'-', b'-', separator, b':', b':'] {
        return None;
    }
    // Many readers refuse the year 0.
    let year = number(0, 4).filter(|year| *year > 0)?;
    DateTime::new(year, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0).ok()
}

/// Writes the time in `2018-07-23 05:17:40`, with some separator, so many seconds ahead of UTC.
pub(super) fn write_ahead(text: &[u8; 19], separator: u8, ahead: i32, out: &mut Vec<u8>) -> Option<()> {
    let local = date_time(text, separator)?;
    write_date_time(local.checked_sub(SignedDuration::from_secs(ahead.into())).ok()?, out)
}

/// Writes the time in `2018-07-23 05:17:40`, with some separator, which was the time in a zone, and tells what that assumes.
/// Of a time that the zone's clocks showed twice, it is the first; one that they never showed is none.
pub(super) fn write_in_zone(text: &[u8; 19], separator: u8, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let local = date_time(text, separator)?;
    let Some(rules) = &zone.rules else {
        out.extend_from_slice(text);
        let separator = out.len() - 9;
        out[separator] = b'T';
        return Some(Assumption::TimeZone);
    };
    let (offset, assumed) = match rules.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset, Assumption::TimeZone),
        AmbiguousOffset::Gap { .. } => return None,
        AmbiguousOffset::Fold { before, after } => {
            (before, Assumption::RepeatedHour { apart: before.seconds() - after.seconds() })
        }
    };
    write_date_time(local.checked_sub(SignedDuration::from_secs(offset.seconds().into())).ok()?, out)?;
    Some(assumed)
}

/// Puts a time that was written here, `2018-07-23T05:17:40`, so many seconds later.
pub fn move_on(written: &mut [u8], seconds: i32) {
    let moved = <&[u8; 19]>::try_from(&*written).ok().and_then(|text| {
        let mut out = Vec::new();
        write_ahead(text, b'T', -seconds, &mut out).map(|()| out)
    });
    if let Some(moved) = moved {
        written.copy_from_slice(&moved);
    }
}

/// Writes the time in a text that begins as a pattern of `strftime` says, with an offset from UTC. Returns the rest.
pub(super) fn write_formatted<'t>(text: &'t str, pattern: &str, out: &mut Vec<u8>) -> Option<&'t str> {
    let (time, read) = BrokenDownTime::parse_prefix(pattern, text).ok()?;
    let ahead = SignedDuration::from_secs(time.offset()?.seconds().into());
    // No timestamp reaches the last day of 9999.
    write_date_time(time.to_datetime().ok()?.checked_sub(ahead).ok()?, out)?;
    Some(&text[read..])
}

/// Writes the time that a decimal number says, counted from 1970 on in units of which ten to the power of `places` are a
/// second. All digits of a second are kept: of 1588.50 seconds `1970-01-01T00:26:28.50`, of 1500 milliseconds
/// `1970-01-01T00:00:01.500`.
pub(super) fn write_count(count: &str, places: usize, out: &mut Vec<u8>) -> Option<()> {
    let (is_negative, digits) = count.strip_prefix('-').map_or((false, count), |digits| (true, digits));
    let (whole, beyond) = match digits.split_once('.') {
        Some((whole, beyond)) if are_digits(beyond) => (whole, beyond),
        Some(_) => return None,
        None => (digits, ""),
    };
    if !are_digits(whole) {
        return None;
    }
    let (seconds, rest) = whole.split_at(whole.len().saturating_sub(places));
    let seconds = if seconds.is_empty() { 0 } else { seconds.parse::<i64>().ok()? };
    let is_between = rest.bytes().chain(beyond.bytes()).any(|digit| digit != b'0');
    // A time before 1970 is written as the second before it and what it is after that.
    let seconds = if is_negative { -seconds - i64::from(is_between) } else { seconds };
    write_date_time(since_1970(seconds)?, out)?;
    if places + beyond.len() > 0 {
        out.push(b'.');
        let start = out.len();
        out.resize(start + places - rest.len(), b'0');
        out.extend_from_slice(rest.as_bytes());
        out.extend_from_slice(beyond.as_bytes());
        if is_negative {
            complement(&mut out[start..]);
        }
    }
    Some(())
}

/// The date and time so many seconds after 1970 began.
fn since_1970(seconds: i64) -> Option<DateTime> {
    // A timestamp is quicker to make, but none reaches the last day of 9999, which often stands for forever.
    let time = Timestamp::from_second(seconds).map(|time| Offset::UTC.to_datetime(time));
    time.or_else(|_| date(1970, 1, 1).at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds))).ok()
}

/// Replaces the digits of a fraction by those of 1 minus it, unless it is 0.
fn complement(fraction: &mut [u8]) {
    let Some(last) = fraction.iter().rposition(|digit| *digit != b'0') else { return };
    for digit in &mut fraction[..last] {
        *digit = b'0' + (b'9' - *digit);
    }
    fraction[last] = b'0' + (b'9' + 1 - fraction[last]);
}

/// Writes `2018-07-23T05:17:40`, if the year has four digits and is not 0, which many readers refuse.
fn write_date_time(time: DateTime, out: &mut Vec<u8>) -> Option<()> {
    let year = u16::try_from(time.year()).ok().filter(|year| *year > 0)?;
    let (century, year) = (u8::try_from(year / 100).ok()?, u8::try_from(year % 100).ok()?);
    let [month, day] = [time.month(), time.day()].map(i8::unsigned_abs);
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(i8::unsigned_abs);
    let mut text = *b"0000-00-00T00:00:00";
    for (at, number) in [(0, century), (2, year), (5, month), (8, day), (11, hour), (14, minute), (17, second)] {
        text[at] += number / 10;
        text[at + 1] += number % 10;
    }
    out.extend_from_slice(&text);
    Some(())
}

/// Reason why a text that is written like a time is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// There is no such day.
    Day,
    /// No day has such a time.
    Hour,
    /// The day is another of the week.
    Weekday,
    /// It is beyond the years that can be written here.
    Year,
    /// The zone's clocks were set forward over it.
    Skipped,
}

/// The years in which a saved delivery is likely to have been sent. They are the same on any day that it is looked at.
pub const LIKELY_YEARS: RangeInclusive<u16> = 2000..=2099;

/// Returns true for a time, written here, of a year in which a delivery is likely to have been sent.
pub(super) fn is_likely(written: &[u8]) -> bool {
    written.starts_with(b"20")
}

/// Returns the reason why a text that is written like a time is none. `real` is a real time that `reads`: the text has
/// the same kinds of characters in the same places, with the time of day from `clock` on, and may go on after it.
pub(super) fn error_in(text: &str, real: &str, clock: usize, reads: fn(&str) -> bool) -> Option<TimeError> {
    if is_of_end(text) {
        return Some(TimeError::Year);
    }
    if reads(text) {
        return Some(TimeError::Skipped);
    }
    let (said, rest) = text.split_at_checked(real.len())?;
    let is_written_well = said.bytes().map(kind_of).eq(real.bytes().map(kind_of));
    if !is_written_well || !reads(&format!("{real}{rest}")) {
        return None;
    }
    if text.starts_with("0000-") {
        return Some(TimeError::Year);
    }
    let is_of_a_day = seconds_of_clock(&said[clock..]).is_some_and(|seconds| seconds < 24 * 3600);
    Some(if is_of_a_day { TimeError::Day } else { TimeError::Hour })
}

/// Returns true for a date that may be of another year in UTC, one that cannot be written.
fn is_of_end(text: &str) -> bool {
    ["0001-01-01", "9999-12-31"].iter().any(|date| text.starts_with(date))
        || ["Jan 01 0001", "Dec 31 9999"].iter().any(|date| text.get(4..).is_some_and(|text| text.starts_with(date)))
}

/// The same for any two digits, and for any two letters.
fn kind_of(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' | b'a'..=b'z' => b'a',
        byte => byte,
    }
}

/// Returns true if the first of two times that were written here is later than the second, compared to as many digits
/// of a second as both have. Both are in quotes.
pub fn is_later(first: &[u8], second: &[u8]) -> bool {
    fn parts(time: &[u8]) -> Option<(&[u8], &[u8])> {
        let (whole, fraction) = time.split_at_checked("\"2018-07-23T05:17:40".len())?;
        let digits = fraction.strip_prefix(b".").unwrap_or_default();
        Some((whole, &digits[..digits.iter().take_while(|byte| byte.is_ascii_digit()).count()]))
    }
    let (Some((first, of_first)), Some((second, of_second))) = (parts(first), parts(second)) else { return false };
    let digits = of_first.len().min(of_second.len());
    (first, &of_first[..digits]) > (second, &of_second[..digits])
}

/// The nanoseconds from 1970 to a time that was written here.
pub fn nanoseconds(rfc3339: &str) -> Option<i128> {
    rfc3339.parse::<Timestamp>().ok().map(Timestamp::as_nanosecond)
}

/// The nanoseconds from 1970 that a day begins and ends at in a zone: `2024-02-29`.
pub fn day(date: &str, zone: &Zone) -> Option<Range<i128>> {
    let date: Date = date.parse().ok().filter(|_| date.len() == "2024-02-29".len())?;
    let rules = zone.rules.clone().unwrap_or(TimeZone::UTC);
    // The last days that can be written have no end, or no time at all, that can be.
    let begins = |date: Date| rules.to_timestamp(date.into()).unwrap_or(Timestamp::MAX).as_nanosecond();
    Some(begins(date)..date.tomorrow().map_or(i128::MAX, begins))
}

/// The seconds from 1970 to a time that was written here.
pub fn seconds(rfc3339: &str) -> Option<f64> {
    rfc3339.parse::<Timestamp>().ok().map(|time| time.as_duration().as_secs_f64())
}

/// A point in time, in milliseconds since 1970, as the normalized event has it.
pub fn from_milliseconds(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The whole milliseconds from 1970 to a time that the normalized event says.
pub(super) fn milliseconds(rfc3339: &str) -> i64 {
    rfc3339.parse::<Timestamp>().map(Timestamp::as_millisecond).unwrap_or_default()
}

/// A time that the normalized event says, as a pattern of `strftime` has it.
pub(super) fn formatted(rfc3339: &str, pattern: &str) -> String {
    rfc3339.parse::<Timestamp>().unwrap_or_default().strftime(pattern).to_string()
}

/// The years from 2000 to 2100, in milliseconds from 1970: nothing was sent or received in others.
const WEB: Range<i64> = 946_684_800_000..4_102_444_800_000;

/// The milliseconds from 1970 to a time as programs say when something was sent or received: of RFC 3339, of a header
/// (`Mon, 02 Mar 2026 10:00:00 GMT`), or as a number of seconds, milliseconds or less.
pub fn sent(text: &str) -> Option<i64> {
    let milliseconds = if let Ok(number) = text.parse::<f64>() {
        let units = [(1e11, 1000.0), (1e14, 1.0), (1e17, 1e-3), (f64::MAX, 1e-6)];
        let (_, unit) = units.into_iter().find(|(below, _)| number.abs() < *below)?;
        #[expect(clippy::cast_possible_truncation, reason = "it is small")]
        let whole = (number * unit) as i64;
        whole
    } else if let Ok(time) = text.parse::<Timestamp>() {
        time.as_millisecond()
    } else {
        DateTimeParser::new().parse_timestamp(text).ok()?.as_millisecond()
    };
    WEB.contains(&milliseconds).then_some(milliseconds)
}
