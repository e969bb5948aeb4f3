//! Text from strangers, made safe to show.

use std::fmt::{self, Display, Formatter};

use crate::json;

/// Shows a text with every character written out as `\u{…}` that could take over a terminal, hide, or turn a line
/// around. With that, a text is always on one line.
#[derive(Clone, Copy, Debug)]
pub struct Safe<'t>(pub &'t str);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Where what is shown as it is begins.
        let mut from = 0;
        for (at, character) in self.0.char_indices() {
            if is_shown_escaped(self.0, at, character) {
                write!(f, "{}{}", &self.0[from..at], character.escape_unicode())?;
                from = at + character.len_utf8();
            }
        }
        f.write_str(&self.0[from..])
    }
}

/// A text made safe to show, also in the log of a job of GitHub Actions or Azure Pipelines.
pub fn escaped(text: &str) -> String {
    let break_up = |text: String, command: &str| text.replace(command, &command.replacen("##", "#\\u{23}", 1));
    json::COMMANDS.into_iter().fold(Safe(text).to_string(), break_up)
}

/// True if a character of a text could take over a terminal, hide, or turn a line around.
pub fn is_shown_escaped(text: &str, at: usize, character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    // XML cannot carry these even as references.
    let is_no_character = matches!(character, '\u{fffe}' | '\u{ffff}');
    character.is_control() || json::is_hostile(character) || is_no_character || json::hides(text, at, character)
}
