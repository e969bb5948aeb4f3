//! Points in time, durations and zones as vendors write them, to RFC 3339 in UTC and to seconds.

use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::describe::Clock;

/// The zone in which times are read that have none.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The zone as it was named: `UTC`, `Europe/Vienna`, `+02:00`.
    pub name: String,
    /// The zone's rules, unless it is UTC.
    rules: Option<TimeZone>,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: None }
    }

    /// The zone of this name: an IANA name (`Europe/Vienna`) or an offset (`+02:00`). It is called by the same name
    /// however it was written.
    pub fn named(name: &str) -> Option<Zone> {
        let (name, rules) = if name.starts_with(['+', '-']) {
            let offset = offset(name)?;
            (offset.text().to_owned(), TimeZone::fixed(Offset::from_seconds(offset.seconds).ok()?))
        } else {
            let rules = TimeZone::get(name).ok()?;
            (rules.iana_name()?.to_owned(), rules)
        };
        let is_utc = name == "UTC" || rules.to_fixed_offset().is_ok_and(|offset| offset == Offset::UTC);
        Some(if is_utc { Zone::utc() } else { Zone { name, rules: Some(rules) } })
    }
}

/// Writes the time in `/Date(1584422324807)/`, or in that number alone. The number counts milliseconds, or seconds if it
/// has fewer than 12 digits; says whether it was taken for seconds.
pub(super) fn write_dotnet(text: &str, out: &mut Vec<u8>) -> Option<bool> {
    let count = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(text);
    let (sign, digits) = match count.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, count),
    };
    // The offset that may follow says in which zone the clock was, not which point in time it showed.
    let (digits, ahead) = digits.split_at(digits.bytes().take_while(u8::is_ascii_digit).count());
    let is_offset = ahead.len() == 5 && ahead.starts_with(['+', '-']) && offset(ahead).is_some();
    if !ahead.is_empty() && !is_offset {
        return None;
    }
    let count = sign * digits.parse::<i64>().ok()?;
    let in_seconds = digits.len() < 12;
    if in_seconds {
        write_second(Timestamp::from_second(count).ok()?, out)?;
    } else {
        write_second(Timestamp::from_second(count.div_euclid(1000)).ok()?, out)?;
        let milliseconds = count.rem_euclid(1000);
        let (hundreds, rest) = (u8::try_from(milliseconds / 100).ok()?, u8::try_from(milliseconds % 100).ok()?);
        out.extend_from_slice(&[b'.', b'0' + hundreds, b'0' + rest / 10, b'0' + rest % 10]);
    }
    out.push(b'Z');
    Some(in_seconds)
}

/// A point in time, in milliseconds since 1970 in UTC, as a clock writes it.
pub fn write(clock: Clock, milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    match clock {
        Clock::DotNet => format!("/Date({milliseconds})/"),
        Clock::Local => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Clock::JavaScript => time.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)").to_string(),
        Clock::Rfc3339 => time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}

/// Whether the count in `/Date(1584422324)/` has so few digits that it is taken for seconds.
pub fn is_in_seconds(text: &str) -> bool {
    write_dotnet(text, &mut Vec::new()) == Some(true)
}

/// Writes the time in `2018-07-23 05:17:40`, which was the time in a zone.
pub(super) fn write_local(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<()> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let local = date_time(bytes, b' ')?;
    match &zone.rules {
        None => {
            out.extend_from_slice(bytes);
            let separator = out.len() - 9;
            out[separator] = b'T';
        }
        Some(rules) => write_second(local.to_zoned(rules.clone()).ok()?.timestamp(), out)?,
    }
    out.push(b'Z');
    Some(())
}

/// Writes the time in `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)`.
pub(super) fn write_javascript(text: &str, out: &mut Vec<u8>) -> Option<()> {
    let (time, read) = BrokenDownTime::parse_prefix("%a %b %d %Y %H:%M:%S GMT%z", text).ok()?;
    let rest = &text[read..];
    let is_comment = rest.starts_with(" (") && rest.ends_with(')');
    if !rest.is_empty() && !is_comment {
        return None;
    }
    write_second(time.to_timestamp().ok()?, out)?;
    out.push(b'Z');
    Some(())
}

/// Writes the time in `2018-07-23T05:17:40.250+02:00`, in UTC and with the same digits of a second.
pub(super) fn write_rfc3339(text: &str, out: &mut Vec<u8>) -> Option<()> {
    let (second, rest) = text.as_bytes().split_first_chunk::<19>()?;
    let local = date_time(second, b'T').or_else(|| date_time(second, b't'))?;
    let digits = match rest {
        [b'.', digits @ ..] => digits.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    };
    let (fraction, zone) = rest.split_at(if digits > 0 { digits + 1 } else { 0 });
    let ahead = match zone {
        b"Z" | b"z" => 0,
        [b'+' | b'-', _, _, b':', _, _] => offset(std::str::from_utf8(zone).ok()?)?.seconds,
        _ => return None,
    };
    let utc = local.checked_sub(SignedDuration::from_secs(ahead.into())).ok()?;
    write_date_time(utc, out)?;
    out.extend_from_slice(fraction);
    out.push(b'Z');
    Some(())
}

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

/// Why there is no such time as a text says that is written like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreal {
    /// There is no such day.
    Day,
    /// No day has such a time.
    Hour,
    /// The day is another of the week.
    Weekday,
    /// No calendar goes so far.
    Year,
}

/// Why there is no such time as a text says, if it is written like one: as its clock writes times, but for a date and a
/// time of day that nothing has.
pub fn unreal(clock: Clock, text: &str) -> Option<Unreal> {
    let (real, at) = match clock {
        Clock::DotNet => return is_count(text).then_some(Unreal::Year),
        Clock::Local => ("2018-07-23 05:17:40", 11),
        Clock::Rfc3339 => ("2018-07-23T05:17:40", 11),
        Clock::JavaScript => ("Wed Mar 03 2021 10:19:49", 16),
    };
    let (said, rest) = text.split_at_checked(real.len())?;
    let reads = |text: &str| {
        let out = &mut Vec::new();
        match clock {
            Clock::JavaScript => write_javascript(text, out),
            Clock::Rfc3339 => write_rfc3339(text, out),
            Clock::Local | Clock::DotNet => write_local(text, &Zone::utc(), out),
        }
    };
    let is_written_well = said.bytes().map(kind_of).eq(real.bytes().map(kind_of));
    if !is_written_well || reads(&format!("{real}{rest}")).is_none() {
        return None;
    }
    let is_of_a_day = |clock: &str| seconds_of_clock(clock).is_some_and(|seconds| seconds < 24 * 3600);
    let of_weekday = |weekday: &str| reads(&format!("{weekday}{}", &text[3..])).is_some();
    Some(match clock {
        _ if !is_of_a_day(&said[at..]) => Unreal::Hour,
        Clock::JavaScript if ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].into_iter().any(of_weekday) => {
            Unreal::Weekday
        }
        _ => Unreal::Day,
    })
}

/// Whether a text is `/Date(1584422324807)/`, or that number alone, however large it is.
fn is_count(text: &str) -> bool {
    let count = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(text);
    let digits = count.strip_prefix('-').unwrap_or(count);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The same for any two digits, and for any two letters.
fn kind_of(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' | b'a'..=b'z' => b'a',
        byte => byte,
    }
}

fn write_second(time: Timestamp, out: &mut Vec<u8>) -> Option<()> {
    write_date_time(Offset::UTC.to_datetime(time), out)
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

/// The seconds in `00:01:30`.
pub(super) fn seconds_of_clock(text: &str) -> Option<u32> {
    let &[h, hh, b':', m, mm, b':', s, ss] = text.as_bytes() else { return None };
    let [hours, minutes, seconds] = [two_digits([h, hh])?, two_digits([m, mm])?, two_digits([s, ss])?];
    (minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds)
}

/// The number that two digits stand for.
fn two_digits(digits: [u8; 2]) -> Option<u32> {
    digits.iter().all(u8::is_ascii_digit).then(|| u32::from(digits[0] - b'0') * 10 + u32::from(digits[1] - b'0'))
}

/// Whether the first of two times that were written here is later than the second. Both are in quotes. Of two times
/// written so the earlier is the lesser text, but for fractions of a second, of which one may have more digits.
pub fn is_later(first: &[u8], second: &[u8]) -> bool {
    fn parts(time: &[u8]) -> Option<(&[u8], &[u8])> {
        let (whole, fraction) = time.split_at_checked("\"2018-07-23T05:17:40".len())?;
        let nothing = fraction.iter().rev().take_while(|byte| matches!(byte, b'"' | b'Z' | b'0' | b'.')).count();
        Some((whole, &fraction[..fraction.len() - nothing]))
    }
    parts(first) > parts(second)
}

/// The nanoseconds from 1970 to a time that was written here.
pub fn nanoseconds(rfc3339: &str) -> Option<i128> {
    rfc3339.parse::<Timestamp>().ok().map(Timestamp::as_nanosecond)
}

/// An offset from UTC.
#[derive(Debug, PartialEq, Eq)]
pub struct UtcOffset {
    /// As `+06:00`.
    text: [u8; 6],
    /// In seconds, positive to the east.
    pub seconds: i32,
    /// Whether it was written without a sign and taken to be east of Greenwich.
    pub lost_sign: bool,
}

impl UtcOffset {
    /// As `+06:00`.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }
}

/// The offset in `GMT +06:00`, `UTC-08:00`, `+0530`, `GMT`, or `GMT 06:00`, where a plus sign was lost.
pub fn offset(text: &str) -> Option<UtcOffset> {
    let named = text.strip_prefix("GMT").or_else(|| text.strip_prefix("UTC"));
    let rest = named.unwrap_or(text).trim_start_matches(' ').as_bytes();
    if rest.is_empty() && named.is_some() {
        return Some(UtcOffset { text: *b"+00:00", seconds: 0, lost_sign: false });
    }
    let (sign, digits, lost_sign) = match rest {
        [sign @ (b'+' | b'-'), digits @ ..] => (*sign, digits, false),
        _ if named.is_some() => (b'+', rest, true),
        _ => return None,
    };
    let (&[h, hh, b':', m, mm] | &[h, hh, m, mm]) = digits else { return None };
    let (hours, minutes) = (two_digits([h, hh])?, two_digits([m, mm])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let seconds = if sign == b'-' { -seconds } else { seconds };
    Some(UtcOffset { text: [sign, h, hh, b':', m, mm], seconds, lost_sign })
}
