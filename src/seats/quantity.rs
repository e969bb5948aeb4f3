//! Quantities as people type them: `30s`, `2.5m`, `80%`, `80%/30s`.
//!
//! A number keeps its digits. What is rounded up (agents, schedules) is rounded up from these, not from binary
//! fractions: 21 / (1 - 30 %) is 30 seats, of which `f64` makes 30.000000000000004, and so 31.

use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};

/// A decimal fraction that is not negative, as it was typed: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: u64,
    scale: u32,
}

/// The most digits of a number, before and after the point: three such numbers can be multiplied exactly.
const MOST_DIGITS: usize = 12;

impl Decimal {
    /// Reads `100`, `0.05` or `822.25`.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let fraction = if fraction.is_empty() { return None } else { fraction.trim_end_matches('0') };
        let digits = format!("{whole}{fraction}");
        let is_number = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || digits.trim_start_matches('0').len() > MOST_DIGITS || fraction.len() > MOST_DIGITS {
            return None;
        }
        let digits = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        Some(Decimal { digits, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// A whole number.
    pub const fn whole(digits: u64) -> Decimal {
        Decimal { digits, scale: 0 }
    }

    /// The nearest binary fraction.
    pub fn value(self) -> f64 {
        self.digits as f64 / 10_f64.powi(i32::try_from(self.scale).unwrap_or(i32::MAX))
    }

    /// The same as a fraction.
    pub fn ratio(self) -> Ratio {
        Ratio::new(self.digits.into(), 10_u128.pow(self.scale))
    }

    /// So many times the number, if it still is one of few enough digits.
    fn times(self, factor: u64) -> Option<Decimal> {
        let digits = self.digits.checked_mul(factor)?;
        (digits.to_string().len() <= MOST_DIGITS + 4).then_some(Decimal { digits, ..self })
    }
}

/// A fraction of whole numbers, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Ratio {
    /// A fraction. Its denominator is not 0.
    pub fn new(numerator: u128, denominator: u128) -> Ratio {
        let (mut a, mut b) = (numerator, denominator);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        Ratio { numerator: numerator / common, denominator: denominator / common }
    }

    /// The product of two, unless its terms are too large to be exact.
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        // Across first, so that the terms stay small.
        let (a, b) = (Ratio::new(self.numerator, other.denominator), Ratio::new(other.numerator, self.denominator));
        let numerator = a.numerator.checked_mul(b.numerator)?;
        Some(Ratio::new(numerator, a.denominator.checked_mul(b.denominator)?))
    }

    /// One divided by it, unless it is 0.
    pub fn inverse(self) -> Option<Ratio> {
        (self.numerator > 0).then_some(Ratio { numerator: self.denominator, denominator: self.numerator })
    }

    /// Returns `1 − self`.
    pub fn complement(self) -> Option<Ratio> {
        Some(Ratio::new(self.denominator.checked_sub(self.numerator)?, self.denominator))
    }

    /// The least whole number that is not less.
    pub fn ceil(self) -> u128 {
        self.numerator.div_ceil(self.denominator)
    }
}

/// A length of time that was typed, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seconds(pub Decimal);

impl Seconds {
    /// Reads `30s`, `822.25s`, `30m` or `4h`.
    pub fn parse(text: &str) -> Result<Seconds, String> {
        let expected = || "expected a number and a unit: s, m or h, such as 30s".to_owned();
        let (number, factor) = match text.char_indices().next_back() {
            Some((at, 's')) => (&text[..at], 1),
            Some((at, 'm')) => (&text[..at], 60),
            Some((at, 'h')) => (&text[..at], 3600),
            _ => return Err(expected()),
        };
        Decimal::parse(number).and_then(|number| number.times(factor)).map(Seconds).ok_or_else(expected)
    }

    /// Reads a length of time that is more than none.
    pub fn parse_some(text: &str) -> Result<Seconds, String> {
        let seconds = Seconds::parse(text)?;
        if seconds.value() > 0.0 { Ok(seconds) } else { Err("expected more than 0s, such as 30s".to_owned()) }
    }

    /// So many percent longer.
    pub fn longer(self, percent: u64) -> Option<Seconds> {
        let digits = self.0.digits.checked_mul(percent.checked_add(100)?)?;
        Some(Seconds(Decimal { digits, scale: self.0.scale + 2 }))
    }

    /// As a number of seconds.
    pub fn value(self) -> f64 {
        self.0.value()
    }
}

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl Display for Seconds {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let seconds = self.value();
        let (number, unit) = match seconds {
            _ if seconds >= 3600.0 && seconds % 3600.0 == 0.0 => (seconds / 3600.0, "h"),
            _ if seconds >= 120.0 && seconds % 60.0 == 0.0 => (seconds / 60.0, "min"),
            _ => (seconds, "s"),
        };
        write!(f, "{number} {unit}")
    }
}

/// A part of a whole that was typed, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub Decimal);

impl Share {
    /// So many percent.
    pub const fn percent(number: u64) -> Share {
        Share(Decimal { digits: number, scale: 2 })
    }

    /// Reads `80%`, `12.5%`, or `0.8`.
    pub fn parse(text: &str) -> Result<Share, String> {
        let expected = || "expected a percentage from 0% to 100%, such as 80%".to_owned();
        let share = match text.strip_suffix('%') {
            Some(number) => Decimal::parse(number).map(|it| Decimal { scale: it.scale + 2, ..it }),
            // A bare 1 may be meant either way.
            None => Decimal::parse(text).filter(|it| it.digits == 0 || it.value() < 1.0),
        };
        share.filter(|share| share.value() <= 1.0).map(Share).ok_or_else(expected)
    }

    /// Reads a part that is less than all.
    pub fn parse_partial(text: &str) -> Result<Share, String> {
        let share = Share::parse(text)?;
        if share.value() < 1.0 { Ok(share) } else { Err("expected less than 100%, such as 30%".to_owned()) }
    }

    /// Reads a part that is more than none.
    pub fn parse_some(text: &str) -> Result<Share, String> {
        let share = Share::parse(text)?;
        if share.value() > 0.0 { Ok(share) } else { Err("expected more than 0%, such as 85%".to_owned()) }
    }

    /// As a number from 0 to 1.
    pub fn value(self) -> f64 {
        self.0.value()
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl Display for Share {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let percent = Decimal { scale: 0, ..self.0 }.value() / 10_f64.powi(self.0.scale.cast_signed() - 2);
        write!(f, "{percent} %")
    }
}

/// Target of service: the share of chats to be answered, and the time for it: `80%/30s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Share of all chats that are offered.
    pub share: Share,
    /// Longest wait that counts as in time.
    pub within: Seconds,
}

impl Target {
    /// Reads `80%/30s`.
    pub fn parse(text: &str) -> Result<Target, String> {
        let expected = |_| "expected which part is answered within what time, such as 80%/30s".to_owned();
        let (share, within) = text.split_once('/').ok_or("").map_err(expected)?;
        let share =
            Share::parse_some(share).and_then(|_| Share::parse_partial(share)).map_err(|_| "").map_err(expected)?;
        Ok(Target { share, within: Seconds::parse(within).map_err(|_| "").map_err(expected)? })
    }
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.share, self.within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_exactly() {
        assert_eq!(Decimal::parse("822.25"), Some(Decimal { digits: 82225, scale: 2 }));
        assert_eq!(Decimal::parse("100"), Some(Decimal::whole(100)));
        assert_eq!(Decimal::parse("0.050"), Some(Decimal { digits: 5, scale: 2 }));
        for text in ["", ".", "1.", ".5", "-1", "1e3", "1,5", "1234567890123", "nan"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        for (text, seconds) in [("30s", 30.0), ("2.5m", 150.0), ("4h", 14400.0), ("822.25s", 822.25), ("0s", 0.0)] {
            assert_eq!(Seconds::parse(text).map(Seconds::value), Ok(seconds), "{text}");
        }
        for (text, share) in [("80%", 0.8), ("0.8", 0.8), ("12.5%", 0.125), ("100%", 1.0), ("0%", 0.0), ("0", 0.0)] {
            assert_eq!(Share::parse(text).map(Share::value), Ok(share), "{text}");
        }
        for text in ["80", "1", "101%", "-5%", "%", "80 %"] {
            assert!(Share::parse(text).is_err(), "{text}");
        }
        for text in ["30", "s", "30 s", "30d", "-1s", "30ms"] {
            assert!(Seconds::parse(text).is_err(), "{text}");
        }
        for text in ["80%", "80/30s", "80%/30", "100%/30s", "0%/30s", "80%/30s/1"] {
            assert!(Target::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn quantities_are_shown_as_people_say_them() {
        let target = Target::parse("80%/30s").expect("it is a target");
        assert_eq!(target.to_string(), "80 % in 30 s");
        for (text, shown) in [("30m", "30 min"), ("90s", "90 s"), ("60s", "60 s"), ("4h", "4 h"), ("2.5m", "150 s")] {
            assert_eq!(Seconds::parse(text).map(|it| it.to_string()), Ok(shown.to_owned()));
        }
        assert_eq!(Share::parse("12.5%").map(|it| it.to_string()), Ok("12.5 %".to_owned()));
        assert_eq!(Share::parse("0.07").map(|it| it.to_string()), Ok("7 %".to_owned()));
    }

    #[test]
    fn fractions_are_rounded_up_from_what_they_are() {
        let seventy = Share::percent(30).0.ratio().complement().and_then(Ratio::inverse).expect("it is not 0");
        assert_eq!(Ratio::new(21, 1).times(seventy).map(Ratio::ceil), Some(30));
        assert_eq!(Ratio::new(14, 5).times(seventy).map(Ratio::ceil), Some(4));
        assert_eq!(Ratio::new(0, 7).ceil(), 0);
        assert_eq!(Ratio::new(15, 7).ceil(), 3);
    }
}
