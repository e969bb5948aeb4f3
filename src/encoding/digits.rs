//! Numbers of a few digits, inside times and offsets.

/// The number that two digits stand for.
pub(super) fn two_digits(digits: [u8; 2]) -> Option<u32> {
    digits.iter().all(u8::is_ascii_digit).then(|| u32::from(digits[0] - b'0') * 10 + u32::from(digits[1] - b'0'))
}

/// Returns true if a text is one digit or more, and nothing else.
pub(super) fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The seconds in `00:01:30`.
pub(super) fn seconds_of_clock(text: &str) -> Option<u32> {
    let &[h, hh, b':', m, mm, b':', s, ss] = text.as_bytes() else { return None };
    let [hours, minutes, seconds] = [two_digits([h, hh])?, two_digits([m, mm])?, two_digits([s, ss])?];
    (minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds)
}
