//! Times that were never set, as programs write them.

use super::digits::are_digits;

/// The first moment of the year 1, at which .NET and Go begin to count, in seconds since 1970.
const YEAR_1: i64 = -62_135_596_800;

/// The seconds of a day: no zone shifts a time by more.
const DAY: i64 = 86_400;

/// Dates that stand for no date, whatever time of day follows: the zeros of PHP and `MySQL`, what PHP makes of these, and the
/// first day of .NET and Go, or the day before it where a zone shifted it.
const DATES: &[&str] = &["0000-00-00", "-0001-11-30", "0001-01-01", "0000-12-31"];

/// Dates of the time 0 of Unix: the day itself, and the day before, to which a zone may shift it.
const EPOCHS: &[&str] = &["1970-01-01", "1969-12-31", "Thu Jan 01 1970", "Wed Dec 31 1969"];

/// Returns true for a time that was never set, as .NET, Go, PHP and Unix write it, also shifted by a zone:
/// `/Date(-62135596800000)/`, `0001-01-01T00:00:00Z`, `0000-00-00 00:00:00`, `1970-01-01 01:00:00`, and 0.
pub(super) fn is_unset(text: &str) -> bool {
    // Most times are of this millennium.
    match text.as_bytes() {
        [b'1', b'9', ..] | [b'/' | b'0' | b'-' | b'T' | b'W', ..] => is_date(text) || is_count(text),
        _ => false,
    }
}

fn is_date(text: &str) -> bool {
    let rest = |starts: &[&str]| starts.iter().find_map(|start| text.strip_prefix(start));
    let is_of_time = |byte: u8| byte.is_ascii_digit() || b":.TtZzUC +-".contains(&byte);
    rest(DATES).is_some_and(|rest| rest.bytes().all(is_of_time))
        || rest(EPOCHS).is_some_and(|rest| rest.is_empty() || is_on_the_quarter(&rest[1..]))
}

/// Returns true for a time of day that is a midnight in some zone: `01:00:00`, perhaps with zeros for a fraction, and a
/// zone.
fn is_on_the_quarter(time: &str) -> bool {
    let [_, _, b':', minutes @ .., b':', b'0', b'0'] = time.as_bytes().get(..8).unwrap_or_default() else {
        return false;
    };
    let rest = &time.as_bytes()[8..];
    if !matches!(minutes, b"00" | b"15" | b"30" | b"45") {
        return false;
    }
    let fraction = rest.strip_prefix(b".").unwrap_or_default();
    fraction.iter().take_while(|byte| byte.is_ascii_digit()).all(|digit| *digit == b'0')
}

/// Returns true for 0, and for a count of seconds or milliseconds that is within a day of the year 1.
fn is_count(text: &str) -> bool {
    let count = match text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        Some(inner) => without_offset(inner),
        None => text,
    };
    let (whole, beyond) = count.split_once('.').unwrap_or((count, "0"));
    if !are_digits(whole.strip_prefix('-').unwrap_or(whole)) || !beyond.bytes().all(|digit| digit == b'0') {
        return false;
    }
    let is_near = |count: i64, unit: i64| (count - YEAR_1 * unit).abs() <= DAY * unit;
    whole.parse::<i64>().is_ok_and(|count| count == 0 || is_near(count, 1) || is_near(count, 1000))
}

/// A count without the offset that may follow, which says nothing about the point in time: `-62135596800000+0200`.
fn without_offset(count: &str) -> &str {
    match count.len().checked_sub(5).filter(|at| *at > 0).and_then(|at| count.split_at_checked(at)) {
        Some((count, offset)) if offset.starts_with(['+', '-']) && are_digits(&offset[1..]) => count,
        _ => count,
    }
}
