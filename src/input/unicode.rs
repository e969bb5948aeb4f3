//! Text in UTF-16 and UTF-32, read as UTF-8.

use std::io::{self, Cursor, ErrorKind, Read};

/// Most bytes of a source that it takes to tell its encoding.
pub const SIGN: usize = 4;

/// Bytes that are read at once.
const BLOCK: usize = 32 * 1024;

/// Byte of the output for half of a surrogate pair, and for what is no character at all. UTF-8 never holds it.
const NO_CHARACTER: u8 = 0xff;

/// An encoding of Unicode that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Its name.
    pub name: &'static str,
    /// Length in bytes of a unit: 2 in UTF-16, 4 in UTF-32.
    unit: usize,
    is_big_endian: bool,
}

const UTF_16LE: Encoding = Encoding { name: "UTF-16LE", unit: 2, is_big_endian: false };
const UTF_16BE: Encoding = Encoding { name: "UTF-16BE", unit: 2, is_big_endian: true };
const UTF_32LE: Encoding = Encoding { name: "UTF-32LE", unit: 4, is_big_endian: false };
const UTF_32BE: Encoding = Encoding { name: "UTF-32BE", unit: 4, is_big_endian: true };

impl Encoding {
    /// The encoding of a source that begins with these bytes, if it is another than UTF-8, and how long its byte order mark
    /// is. A text begins with two characters of ASCII, and holds no NUL bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<(Encoding, usize)> {
        Some(match bytes {
            [0xff, 0xfe, 0, 0, ..] => (UTF_32LE, 4),
            [0, 0, 0xfe, 0xff, ..] => (UTF_32BE, 4),
            [0xff, 0xfe, ..] => (UTF_16LE, 2),
            [0xfe, 0xff, ..] => (UTF_16BE, 2),
            // What was kept of a source may begin with a record separator and NUL bytes.
            [0x1e, ..] => return None,
            [1..0x80, 0, 0, 0, ..] => (UTF_32LE, 0),
            [0, 0, 0, 1..0x80, ..] => (UTF_32BE, 0),
            [1..0x80, 0, 1..0x80, 0, ..] => (UTF_16LE, 0),
            [0, 1..0x80, 0, 1..0x80, ..] => (UTF_16BE, 0),
            _ => return None,
        })
    }

    /// The encoding of a line of UTF-16 that begins here, among lines of UTF-8, and how much of it tells that: its byte order
    /// mark, a bracket, and what may stand next to that in JSON.
    pub fn of_line(bytes: &[u8]) -> Option<(Encoding, usize)> {
        let begins = |first: u8, next: u8| {
            matches!((first, next), (b'{' | b'[', b'"' | b'{' | b'[' | b' '..=b'!' | b'\n' | b'\r' | b'\t'))
        };
        match bytes {
            [0xff, 0xfe, first, 0, next, 0, ..] if begins(*first, *next) => Some((UTF_16LE, 4)),
            [0xfe, 0xff, 0, first, 0, next, ..] if begins(*first, *next) => Some((UTF_16BE, 4)),
            [first, 0, next, 0, ..] if begins(*first, *next) => Some((UTF_16LE, 2)),
            [0, first, 0, next, ..] if begins(*first, *next) => Some((UTF_16BE, 2)),
            _ => None,
        }
    }

    /// Returns the number of bytes, of a line of UTF-16 whose end has not been read, that are certainly no part of its
    /// end.
    pub fn within_line(bytes: &[u8]) -> usize {
        const END: usize = b"\n{\"a".len();
        bytes.len().saturating_sub(END) & !1
    }

    /// Returns the end of a line of UTF-16 in these bytes: past its line break (`0A 00` in little endian), or past the
    /// single byte `0A` of UTF-8 that a payload `{"` follows.
    pub fn end_of_line(self, bytes: &[u8]) -> Option<usize> {
        let units = bytes.chunks_exact(2).zip((0..).step_by(2));
        for (unit, at) in units {
            match unit {
                [b'\n', 0] if !self.is_big_endian => return Some(at + 2),
                [0, b'\n'] if self.is_big_endian => return Some(at + 2),
                [b'\n', b'{'] if matches!(&bytes[at + 2..], [b'"', next, ..] if *next > 0) => return Some(at + 1),
                _ => {}
            }
        }
        None
    }

    fn unit(self, bytes: &[u8]) -> u32 {
        let join = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        if self.is_big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
    }

    /// Converts these bytes to UTF-8, and returns the number converted. Unless they are the last, a beginning of a
    /// character at their end is left for the next time.
    fn convert(self, bytes: &[u8], is_last: bool, text: &mut Vec<u8>) -> usize {
        let units = bytes.chunks_exact(self.unit).map(|unit| self.unit(unit));
        let mut whole = bytes.len() - bytes.len() % self.unit;
        let mut add = |character: Option<char>| match character {
            Some(character) => text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            None => text.push(NO_CHARACTER),
        };
        if self.unit == 4 {
            units.for_each(|unit| add(char::from_u32(unit)));
        } else {
            let mut units = units.map(|unit| u16::try_from(unit).unwrap_or_default());
            let is_half = matches!(units.clone().next_back(), Some(0xd800..0xdc00));
            let held = usize::from(is_half && !is_last);
            whole -= held * self.unit;
            let units = units.by_ref().take(whole / self.unit);
            char::decode_utf16(units).for_each(|character| add(character.ok()));
        }
        if is_last && whole < bytes.len() {
            add(None);
            whole = bytes.len();
        }
        whole
    }
}

/// A source in another encoding, as UTF-8.
pub(super) struct Converted<R> {
    source: R,
    encoding: Encoding,
    /// Bytes that were read and are not converted yet.
    bytes: Vec<u8>,
    /// Text that was converted and is not given out yet.
    text: Cursor<Vec<u8>>,
    is_over: bool,
}

impl<R: Read> Converted<R> {
    /// A source, from after its byte order mark on.
    pub(super) fn new(source: R, encoding: Encoding) -> Converted<R> {
        Converted { source, encoding, bytes: Vec::new(), text: Cursor::default(), is_over: false }
    }

    /// Reads more of the source, and converts it.
    fn fill(&mut self) -> io::Result<()> {
        let held = self.bytes.len();
        self.bytes.resize(held + BLOCK, 0);
        let read = self.source.read(&mut self.bytes[held..]);
        self.bytes.truncate(held + read.as_ref().map_or(0, |read| *read));
        self.is_over = read? == 0;
        let text = self.text.get_mut();
        text.clear();
        let used = self.encoding.convert(&self.bytes, self.is_over, text);
        self.text.set_position(0);
        self.bytes.drain(..used);
        Ok(())
    }
}

impl<R: Read> Read for Converted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.text.read(buffer)?;
            if read > 0 || buffer.is_empty() || self.is_over {
                return Ok(read);
            }
            match self.fill() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                filled => filled?,
            }
        }
    }
}
