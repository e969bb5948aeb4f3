//! Standard input from a terminal of Unix. Of what is typed or pasted there, the system cuts each line after 4,095 bytes, unless
//! a program takes the bytes as they come. Then it has to do what the system does otherwise: to end at Ctrl-D, to take
//! characters back, and to put the terminal back into its mode.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Read, Stdin, Write};
use std::sync::{Mutex, PoisonError};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// The mode that the terminal was in, as long as it is in another.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The number of bytes that are read at once.
const CHUNK: usize = 4 * 1024;

/// The most bytes of a line that can be taken back.
const LONGEST_LINE: usize = 64 * 1024;

/// Standard input, if it is a terminal that hands on lines of any length from now on.
pub(super) fn stdin() -> Option<Terminal> {
    let stdin = io::stdin();
    let before = stdin.is_terminal().then(|| tcgetattr(&stdin).ok()).flatten()?;
    if !before.local_modes.contains(LocalModes::ICANON) {
        return None;
    }
    let mut mode = before.clone();
    mode.local_modes.remove(LocalModes::ICANON);
    mode.special_codes[SpecialCodeIndex::VMIN] = 1;
    mode.special_codes[SpecialCodeIndex::VTIME] = 0;
    let keys = Keys {
        end: before.special_codes[SpecialCodeIndex::VEOF],
        erase: before.special_codes[SpecialCodeIndex::VERASE],
        kill: before.special_codes[SpecialCodeIndex::VKILL],
    };
    let mut known = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    tcsetattr(&stdin, OptionalActions::Now, &mode).ok()?;
    known.get_or_insert(before);
    let screen = OpenOptions::new().write(true).open("/dev/tty").ok();
    Some(Terminal { stdin, keys, screen, line: Vec::new(), ready: Vec::new(), given: 0, has_ended: false })
}

/// Puts the terminal back into the mode that it was in. Whoever ends the process calls this.
pub fn restore() {
    if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
    }
}

/// The keys that do something, as the bytes that they send.
#[derive(Debug)]
struct Keys {
    /// Ends the line, or the input where a line begins: Ctrl-D.
    end: u8,
    /// Takes the last character of the line back: Backspace.
    erase: u8,
    /// Takes the line back: Ctrl-U.
    kill: u8,
}

/// A terminal that is read as its bytes come.
#[derive(Debug)]
pub(super) struct Terminal {
    stdin: Stdin,
    keys: Keys,
    /// The terminal to write to, if it can be had.
    screen: Option<File>,
    /// The line that is not finished.
    line: Vec<u8>,
    /// The lines before it, and how much of them was handed on.
    ready: Vec<u8>,
    given: usize,
    has_ended: bool,
}

impl Terminal {
    /// Takes some bytes as they were typed.
    fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                byte if byte == self.keys.end => {
                    self.show("\u{8}\u{8}  \u{8}\u{8}");
                    self.has_ended |= self.line.is_empty();
                    self.ready.append(&mut self.line);
                }
                byte if byte == self.keys.erase => {
                    // The system has shown `^?`.
                    self.show("\u{8}\u{8}  \u{8}\u{8}");
                    if self.erase() {
                        self.show("\u{8} \u{8}");
                    }
                }
                byte if byte == self.keys.kill => {
                    self.show("\n");
                    self.line.clear();
                }
                byte => {
                    self.line.push(byte);
                    if byte == b'\n' || self.line.len() >= LONGEST_LINE {
                        self.ready.append(&mut self.line);
                    }
                }
            }
            if self.has_ended {
                return;
            }
        }
    }

    /// Takes the last character of the line back, if it has one.
    fn erase(&mut self) -> bool {
        let is_more_of_one = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
        let length = self.line.iter().rposition(|byte| !is_more_of_one(byte));
        self.line.truncate(length.unwrap_or_default());
        length.is_some()
    }

    fn show(&mut self, text: &str) {
        // Where it cannot be shown, it is done all the same.
        let _ = self.screen.as_mut().map(|screen| screen.write_all(text.as_bytes()));
    }
}

impl Read for Terminal {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            self.ready.clear();
            self.given = 0;
            if self.has_ended {
                return Ok(0);
            }
            let mut bytes = [0; CHUNK];
            let count = self.stdin.read(&mut bytes)?;
            self.has_ended |= count == 0;
            self.take(&bytes[..count]);
            if self.has_ended {
                self.ready.append(&mut self.line);
                restore();
            }
        }
        let count = (&self.ready[self.given..]).read(buffer)?;
        self.given += count;
        Ok(count)
    }
}
