//! The end of an object that is not read: the place where its braces are balanced, in `{"a":{}}` after eight bytes.

use std::mem;

/// The byte before each record of RFC 7464.
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// The state of a search for the end of an object that is not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Braces {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
}

impl Braces {
    /// Returns the end of the object in more of it: the place where its braces are balanced. No line break stands in a
    /// string, so one ends a string that was not closed.
    pub(super) fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (byte, next) in bytes.iter().zip(1..) {
            match byte {
                b'\n' => (self.in_string, self.is_escaped) = (false, false),
                _ if mem::take(&mut self.is_escaped) => {}
                b'\\' => self.is_escaped = self.in_string,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(next);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
