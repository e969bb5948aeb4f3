//! The number of lines of a source that text around payloads stands on.

use super::Entry;

/// The lines of a source that text around payloads stands on: each is counted once, however much of it there is on one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextLines {
    count: u64,
    /// The first and the last of them, if there are any.
    ends: Option<(u64, u64)>,
}

impl TextLines {
    /// Returns the number of lines.
    pub fn count(self) -> u64 {
        self.count
    }

    /// Counts the lines of an entry, if it is such text. Blank lines in it are none.
    pub fn add(&mut self, entry: &Entry<'_>) {
        let text = if entry.is_text { entry.bytes.trim_ascii() } else { &[] };
        if !text.is_empty() {
            let start = entry.bytes.len() - entry.bytes.trim_ascii_start().len();
            let (first, last) = (entry.position_of(start).line, entry.position_of(start + text.len()).line);
            let is_blank = |line: &&[u8]| line.trim_ascii().is_empty();
            let blank = text.split(|byte| *byte == b'\n').filter(is_blank).count() as u64;
            self.append(TextLines { count: last - first + 1 - blank, ends: Some((first, last)) });
        }
    }

    /// Adds what comes next in the source.
    pub fn append(&mut self, next: TextLines) {
        let Some((first, last)) = next.ends else { return };
        let is_shared = self.ends.is_some_and(|(_, last)| last == first);
        self.count += next.count - u64::from(is_shared);
        self.ends = Some((self.ends.map_or(first, |(first, _)| first), last));
    }
}
