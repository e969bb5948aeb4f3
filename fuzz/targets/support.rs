//! What the targets share, with the tests and among themselves.

#[path = "../../tests/support/leaves.rs"]
pub(crate) mod leaves;
#[path = "../../tests/support/sources.rs"]
pub(crate) mod sources;

/// Whether a character could take over a terminal, or turn a line around or end it.
pub(crate) fn is_forbidden(character: char) -> bool {
    let is_line_end = matches!(character, '\u{2028}' | '\u{2029}');
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || is_line_end || turns
}
