//! Numbers of a few digits, inside times and offsets.

/// The number that two digits stand for.
pub fn two_digits(digits: [u8; 2]) -> Option<u32> {
    digits.iter().all(u8::is_ascii_digit).then(|| u32::from(digits[0] - b'0') * 10 + u32::from(digits[1] - b'0'))
}

/// Says yes to one digit or more, and nothing else.
pub fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
