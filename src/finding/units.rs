//! Sizes, durations, years and what strangers wrote, in words.

use std::borrow::Cow;

use crate::encoding::time::LIKELY_YEARS;

/// The likely years: `2000 to 2099`.
pub(super) fn years() -> String {
    format!("{} to {}", LIKELY_YEARS.start(), LIKELY_YEARS.end())
}

/// A number of seconds: `1 second`, `2.5 seconds`.
pub(super) fn in_seconds(number: &str) -> String {
    let plural = if number == "1" { "" } else { "s" };
    format!("{} second{plural}", cut(number))
}

/// A duration of hours: `27 h 46 min`.
pub(super) fn in_hours(seconds: f64) -> String {
    const MOST_HOURS: f64 = 24_000.0;
    let minutes = (seconds / 60.0).floor();
    let hours = (minutes / 60.0).floor();
    match (hours, minutes % 60.0, seconds % 60.0) {
        (hours, ..) if hours >= MOST_HOURS => "more than 1000 days".to_owned(),
        (hours, 0.0, seconds) => format!("{hours} h {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// A size in the largest unit that divides it.
pub(super) fn bytes(size: usize) -> String {
    const UNITS: [(usize, &str); 2] = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| size >= *unit && size.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", size / unit),
        None => counted(size as u64, "byte"),
    }
}

/// The beginning of what a stranger wrote.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A number of things: `1 payload`, `2 payloads`.
pub fn counted(count: u64, name: &str) -> String {
    match name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        _ if count == 1 => format!("{count} {name}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {name}s"),
    }
}
