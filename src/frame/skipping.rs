//! What is passed over without being read, and how far it goes.

use super::resync::{self, Braces, RECORD_SEPARATOR};

/// What is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipping {
    Nothing,
    /// Everything to the next opening brace.
    ToBrace,
    /// Everything to the end of the line, or of the record.
    ToLineEnd,
    /// Everything to the end of an object.
    Object(Braces),
    /// Everything.
    ToEnd,
}

impl Skipping {
    /// Where it ends in more of the source, if it does. In a list, a line is no sign of what comes next.
    pub(super) fn end(&mut self, bytes: &[u8], in_list: bool) -> Option<usize> {
        match self {
            Skipping::ToBrace => memchr::memchr2(b'{', RECORD_SEPARATOR, bytes),
            Skipping::ToLineEnd => memchr::memchr3(b'\n', b'\r', RECORD_SEPARATOR, bytes),
            Skipping::Object(braces) => {
                let line = if in_list { None } else { resync::next_line(bytes) };
                braces.end(&bytes[..line.unwrap_or(bytes.len())]).or(line)
            }
            Skipping::Nothing | Skipping::ToEnd => None,
        }
    }
}
