//! The words where payloads are typed or pasted: otherwise nothing would show that they are waited for.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::say;

/// The keys that end the standard input of a terminal.
const END_OF_INPUT: &str = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };

/// Says that payloads are waited for, and how to end them, if they come from a terminal.
pub(super) fn say_that_it_waits(paths: &[PathBuf]) {
    if paths.iter().any(|path| path == Path::new("-")) && io::stdin().is_terminal() {
        say(format_args!("chathook: waits for payloads; {END_OF_INPUT} at the beginning of a line ends them"));
    }
}
