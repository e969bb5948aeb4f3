//! Forms of times that are clear in whatever field they stand, as regular expressions of whole texts.

/// A date and a time of day as ISO 8601 has them, or nearly: with or without a zone, with a space for the `T`, as Ruby prints
/// them.
pub(super) const ISO: &str = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]| ?(UTC|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]))?";

/// A date alone.
pub(super) const DATE: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

/// A date as JavaScript prints it, as freely as it is read.
pub(super) const JAVASCRIPT: &str = r"[A-Za-z]{3}\s*[A-Za-z]{3}\s*[0-9]{1,2}\s*\+?\s*[0-9]{1,4}\s*[0-9]{1,2}:\s*[0-9]{1,2}:\s*[0-9]{1,2}\s*GMT[+-][0-9]{4}([0-9]{2})?( \([\s\S]*\))?";

/// A count from 1970 on. Those of ten digits are seconds and those of thirteen milliseconds; whichever they are, their year is
/// a likely one.
pub(super) const COUNT: &str =
    r"/Date\([1-3][0-9]{9}([0-9]{3})?([+-]([01][0-9]|2[0-3])[0-5][0-9])?\)/|[1-3][0-9]{9}([0-9]{3})?";

/// No time, as programs write it.
pub(super) const UNSET: &str = r"(0000-00-00|-0001-11-30|0001-01-01|0000-12-31)[0-9:.TtZzUC +-]*|-?0(\.0+)?|/Date\((-62135[0-9]{9}|0)([+-][0-9]{4})?\)/";

/// All of these.
pub(super) const ALL: &[&str] = &[ISO, DATE, JAVASCRIPT, COUNT, UNSET];
