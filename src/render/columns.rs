//! Text and severities on a terminal: columns of characters, and colours.

use anstyle::AnsiColor;
use unicode_width::UnicodeWidthChar;

use crate::finding::Severity;

/// The colour of what is said of a finding that is as bad as this.
pub(super) fn color_of(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    }
}

/// Returns the number of columns that a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// The beginning of a text that fits so many columns, and whether that is not all.
pub(super) fn first_columns(text: &str, width: usize) -> (String, bool) {
    let mut taken = 0;
    let mut fits = |character: char| {
        taken += character.width().unwrap_or(0);
        taken <= width
    };
    let first: String = text.chars().take_while(|character| fits(*character)).collect();
    let is_cut = first.len() < text.len();
    (first, is_cut)
}

/// The end of a text that fits so many columns, and whether that is not all.
pub(super) fn last_columns(text: &str, width: usize) -> (String, bool) {
    let (last, is_cut) = first_columns(&text.chars().rev().collect::<String>(), width);
    (last.chars().rev().collect(), is_cut)
}

/// A text without its middle, if it does not fit so many columns.
pub(super) fn without_middle(text: &str, room: usize) -> String {
    let left = room.saturating_sub(1);
    if columns(text) <= room { text.to_owned() } else { ends(text, left - left / 2, left / 2) }
}

/// A text without its beginning, if it does not fit so many columns.
pub(super) fn without_beginning(text: &str, room: usize) -> String {
    if columns(text) <= room { text.to_owned() } else { ends(text, 0, room.saturating_sub(1)) }
}

/// The beginning and the end of a text in so many columns each.
pub(super) fn ends(text: &str, before: usize, after: usize) -> String {
    let ((first, _), (last, _)) = (first_columns(text, before), last_columns(text, after));
    format!("{first}…{last}")
}
