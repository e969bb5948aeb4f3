//! The words where payloads are typed or pasted: otherwise nothing would show that they are waited for.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::say;

/// The words themselves.
const PASTE: &str = if cfg!(windows) {
    "chathook: paste payloads, then press Ctrl-Z and Enter on a line of its own"
} else {
    "chathook: paste payloads, then press Ctrl-D on a line of its own"
};

/// Says that payloads are waited for, and how to end them, if they come from a terminal.
pub(super) fn say_that_it_waits(paths: &[PathBuf]) {
    if paths.iter().any(|path| path == Path::new("-")) && io::stdin().is_terminal() {
        say(PASTE);
    }
}
