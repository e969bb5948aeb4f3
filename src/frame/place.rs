//! Places in a source, and the text around them.

use super::limits::MOST_REMEMBERED;
use crate::locate::{BYTE_ORDER_MARK, Locator, Position};

/// A place in a source, and what stands before it on its line.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) position: Position,
    /// The end of that, if it is long.
    pub(super) line: Vec<u8>,
}

impl Place {
    /// The beginning of a source.
    pub(super) const START: Place = Place { position: Position::START, line: Vec::new() };

    /// Goes past bytes that begin here.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        let is_first = self.position.offset == 0;
        let shown = bytes.strip_prefix(BYTE_ORDER_MARK).filter(|_| is_first).unwrap_or(bytes);
        self.position = self.position.after(bytes);
        let line = match memchr::memrchr(b'\n', shown) {
            Some(end) => {
                self.line.clear();
                &shown[end + 1..]
            }
            None => shown,
        };
        self.line.extend_from_slice(last(line, MOST_REMEMBERED));
        let excess = self.line.len().saturating_sub(MOST_REMEMBERED);
        self.line.drain(..excess);
    }
}

/// The bytes around an entry that are in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'t> {
    /// The bytes before the text on its first line.
    pub(super) line: &'t [u8],
    /// The text that the entry was cut from.
    pub(super) text: &'t [u8],
    pub(super) locator: &'t Locator<'t>,
}

impl<'t> Surroundings<'t> {
    /// The line around an offset: what stands before it, and what after it, of each at most so many bytes. Where the text
    /// begins near it, what is remembered from before the text is not counted.
    pub(super) fn line_around(self, offset: usize, most: usize) -> (Vec<u8>, &'t [u8]) {
        let (before, after) = self.text.split_at(offset.min(self.text.len()));
        let near = last(before, most);
        let line = match memchr::memrchr(b'\n', near) {
            Some(end) => near[end + 1..].to_vec(),
            None if near.len() < before.len() => near.to_vec(),
            None => [self.line, near].concat(),
        };
        let after = &after[..after.len().min(most)];
        (line, &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())])
    }
}

/// The last bytes, at most so many.
fn last(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(most)..]
}
