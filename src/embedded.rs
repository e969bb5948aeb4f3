//! Text that stands in other text, written there in a way of its own: JSON in a string, Base64, a field of a form, a cell of
//! a table. And where in the text around it everything stands.
//!
//! In `{"body": "{\"id\": 7}"}` the string holds `{"id": 7}`, and the `7` is at 6 there, and at 17 around it.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Debug;
use std::io::Read;
use std::ops::Range;
use std::str;
use std::sync::LazyLock;

use data_encoding::{BASE64, Encoding};
use flate2::read::MultiGzDecoder;

use crate::json;

/// In which way a text is written where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As it is.
    Plain,
    /// As a JSON string has it between its quotes: `\"` for a quote.
    Escaped,
    /// As a program writes a string or bytes between quotes: `\'` and `\x22` for quotes, `\xc3\xab` for `ë`.
    Literal,
    /// As the numbers of its bytes, with commas between them: `123, 34`.
    Numbers,
    /// As a cell of a table has it between its quotes: `""` for a quote.
    Doubled,
    /// As a field of a form has it: `%22` for a quote, `+` for a space.
    Form,
    /// As a body that is sent in chunks, with their sizes between them.
    Chunked,
    /// As a table has it whose lines end with `+` where a cell goes on, and begin with what stands before the cell.
    Wrapped,
    /// In Base64, of either alphabet, with or without padding and line breaks.
    Base64,
    /// In Base64 of what was compressed by gzip. Of what stands in it, only where all of it stands is known.
    Gzip,
}

/// The most bytes that are unpacked of a text: half as many again as a payload may have.
pub const LARGEST_UNPACKED: usize = 24 * 1024 * 1024;

/// The most bytes of a text that are unpacked.
const LARGEST_PACKED: usize = 16 * 1024 * 1024;

/// The places in a text that everything in another was made from.
pub trait Original: Debug {
    /// The offset there of what stands at an offset of what was made from it.
    fn offset(&self, at: usize) -> usize;
}

/// A text, and the text that it stands in, if it stands in any.
#[derive(Debug)]
pub struct Embedded<'t> {
    text: Cow<'t, str>,
    around: Option<&'t Embedded<'t>>,
    /// It, as it is written there.
    raw: &'t str,
    /// If it was joined from chunks, the bytes that these are in.
    chunks: &'t [u8],
    /// Its beginning there.
    start: usize,
    writing: Writing,
    /// If it was mended, what it was made from.
    original: Option<&'t dyn Original>,
    /// True if all bytes that were written were text.
    is_exact: bool,
    /// Two offsets that mean the same place, in the text and as it is written: one that is asked for again, and the last that
    /// was asked for.
    marked: Cell<(usize, usize)>,
    last: Cell<(usize, usize)>,
}

impl<'t> Embedded<'t> {
    /// A text that stands in no other.
    pub fn outermost(text: &'t str) -> Embedded<'t> {
        Embedded {
            text: Cow::Borrowed(text),
            around: None,
            raw: text,
            chunks: text.as_bytes(),
            start: 0,
            writing: Writing::Plain,
            original: None,
            is_exact: true,
            marked: Cell::default(),
            last: Cell::default(),
        }
    }

    /// A text that is sent in chunks, and stands in no other: these bytes. A character may begin in one chunk and end in the
    /// next, so that they are text only once they are joined.
    pub fn in_chunks(bytes: &'t [u8]) -> Embedded<'t> {
        let (text, is_exact) = text_of(joined(bytes));
        Embedded { text, chunks: bytes, writing: Writing::Chunked, is_exact, ..Embedded::outermost("") }
    }

    /// The text that is written so in a range of another, if anything can be written so.
    pub fn within(around: &'t Embedded<'t>, span: Range<usize>, writing: Writing) -> Option<Embedded<'t>> {
        let raw = &around.text()[span.clone()];
        let (text, is_exact) = writing.read(raw)?;
        let of = Embedded::outermost(raw);
        Some(Embedded { text, around: Some(around), start: span.start, writing, is_exact, ..of })
    }

    /// The text that another was mended to.
    pub fn mended(around: &'t Embedded<'t>, text: &'t str, original: &'t dyn Original) -> Embedded<'t> {
        Embedded { around: Some(around), original: Some(original), ..Embedded::outermost(text) }
    }

    /// Returns the place of an object or array as it was written: in the text that was mended, if this was made from
    /// one.
    pub fn as_written(&self, span: Range<usize>) -> (&Embedded<'t>, Range<usize>) {
        match (self.original, self.around) {
            (Some(original), Some(around)) => {
                (around, original.offset(span.start)..original.offset(span.end.saturating_sub(1)) + 1)
            }
            _ => (self, span),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if all bytes that were written were text, here and around it.
    pub fn is_exact(&self) -> bool {
        self.is_exact && self.around.is_none_or(Embedded::is_exact)
    }

    /// True if the outermost text is bytes in chunks, so that offsets in it are those of bytes.
    pub fn is_of_bytes(&self) -> bool {
        self.around.map_or(self.writing == Writing::Chunked, Embedded::is_of_bytes)
    }

    /// True if it was compressed, or stands in something that was.
    pub fn is_unpacked(&self) -> bool {
        self.writing == Writing::Gzip || self.around.is_some_and(Embedded::is_unpacked)
    }

    /// Returns the offset in the outermost text of the character at this offset. Asked in order, it looks at each byte
    /// once.
    pub fn offset(&self, at: usize) -> usize {
        let here = self.start + self.raw_offset(at);
        self.around.map_or(here, |around| around.offset(here))
    }

    /// The same of a place that is gone back to: from there on, nothing before it is looked at again.
    pub fn mark(&self, at: usize) {
        let here = self.start + self.raw_offset(at);
        self.marked.set(self.last.get());
        if let Some(around) = self.around {
            around.mark(here);
        }
    }

    fn raw_offset(&self, at: usize) -> usize {
        if let Some(original) = self.original {
            return original.offset(at);
        }
        match self.writing {
            // Where some of it is no text, only where all of it stands is known.
            Writing::Gzip => return 0,
            _ if !self.is_exact => return 0,
            Writing::Plain => return at,
            _ => {}
        }
        let known = [self.last.get(), self.marked.get(), (0, 0)];
        let (mut made, mut raw) = known.into_iter().find(|(made, _)| *made <= at).unwrap_or_default();
        // Before a chunk stands its size.
        while self.writing == Writing::Chunked && raw < self.chunks.len() {
            let piece = chunk_piece(self.chunks, raw);
            if made + piece.made > at {
                // What is remembered is where a chunk begins.
                self.last.set((made, raw));
                return raw + piece.raw - piece.made + at - made;
            }
            (made, raw) = (made + piece.made, raw + piece.raw);
        }
        while made < at && raw < self.raw.len() {
            let piece = self.writing.piece(&self.raw[raw..]);
            if piece.is_plain && made + piece.made > at {
                (made, raw) = (at, raw + at - made);
            } else if made + piece.made > at {
                break;
            } else {
                (made, raw) = (made + piece.made, raw + piece.raw);
            }
        }
        self.last.set((made, raw));
        raw
    }
}

/// A piece of what is written: so many bytes of the text, and so many as it is written.
struct Piece {
    made: usize,
    raw: usize,
    /// True if each byte stands for itself.
    is_plain: bool,
}

impl Writing {
    /// The text that is written so, and whether all of it was text.
    fn read(self, raw: &str) -> Option<(Cow<'_, str>, bool)> {
        match self {
            Writing::Plain => Some((Cow::Borrowed(raw), true)),
            Writing::Escaped => Some((json::unescape_inner(raw)?, true)),
            Writing::Doubled => {
                Some((if raw.contains('"') { raw.replace("\"\"", "\"").into() } else { raw.into() }, true))
            }
            Writing::Form => Some(text_of(form_bytes(raw))),
            Writing::Literal if !raw.contains('\\') => Some((Cow::Borrowed(raw), true)),
            Writing::Literal => Some(text_of(literal_bytes(raw))),
            Writing::Numbers => Some(text_of(numbered_bytes(raw)?)),
            Writing::Wrapped => Some((wrapped(raw).into(), true)),
            Writing::Chunked => Some(text_of(joined(raw.as_bytes()))),
            Writing::Base64 => Some(text_of(base64_bytes(raw)?)),
            Writing::Gzip => Some(text_of(without_part(unpacked(raw)?))),
        }
    }

    /// The piece that begins some of what is written so.
    fn piece(self, raw: &str) -> Piece {
        let special = match self {
            Writing::Plain => None,
            Writing::Escaped | Writing::Literal => memchr::memchr(b'\\', raw.as_bytes()),
            Writing::Doubled => memchr::memchr(b'"', raw.as_bytes()),
            Writing::Form => memchr::memchr(b'%', raw.as_bytes()),
            Writing::Wrapped => memchr::memchr(b'+', raw.as_bytes()),
            Writing::Base64 | Writing::Gzip | Writing::Chunked | Writing::Numbers => Some(0),
        };
        let plain = special.unwrap_or(raw.len());
        if plain > 0 {
            return Piece { made: plain, raw: plain, is_plain: true };
        }
        let (made, raw) = match self {
            Writing::Escaped => json::escaped(raw).map_or((1, 1), |(character, length)| (character.len_utf8(), length)),
            Writing::Base64 | Writing::Gzip => base64_piece(raw),
            Writing::Literal => (1, literal_byte(raw.as_bytes()).map_or(1, |(_, length)| length)),
            Writing::Numbers => (1, number_length(raw)),
            Writing::Doubled => (1, 2),
            Writing::Wrapped => (1, line_end(raw).unwrap_or(1)),
            Writing::Plain | Writing::Chunked | Writing::Form => {
                (1, if percent_byte(raw.as_bytes()).is_some() { 3 } else { 1 })
            }
        };
        Piece { made, raw, is_plain: false }
    }
}

/// The size that the chunk which comes next says it has, and where its bytes begin: `1f4\r\n`, after the line break of the one
/// before.
pub fn chunk_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = bytes.get(at..)?;
    let start = at + rest.iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let end = start + memchr::memchr(b'\n', &bytes[start..])?;
    let line = str::from_utf8(&bytes[start..end]).ok()?;
    Some((usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?, end + 1))
}

/// The bytes of the chunk that comes next, unless it is the last, which has none.
fn chunk(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let (size, start) = chunk_at(bytes, at)?;
    Some(start..start.saturating_add(size).min(bytes.len())).filter(|chunk| !chunk.is_empty())
}

fn joined(chunks: &[u8]) -> Vec<u8> {
    let (mut bytes, mut at) = (Vec::with_capacity(chunks.len()), 0);
    while let Some(chunk) = chunk(chunks, at) {
        at = chunk.end;
        bytes.extend_from_slice(&chunks[chunk]);
    }
    bytes
}

/// A chunk, and its size before it.
fn chunk_piece(chunks: &[u8], at: usize) -> Piece {
    let (made, end) = chunk(chunks, at).map_or((0, chunks.len()), |chunk| (chunk.len(), chunk.end));
    Piece { made, raw: end - at, is_plain: false }
}

/// Returns the place of the `+` in a line of a table that says that its last cell, or one before others, goes on.
pub fn goes_on(line: &str) -> Option<usize> {
    let line = line.trim_ascii_end();
    if line.ends_with('+') { Some(line.len() - 1) } else { line.rfind("+|") }
}

/// Returns the length of the end of a line and of the beginning of the next, if the cell goes on: `+\n    | `.
fn line_end(raw: &str) -> Option<usize> {
    let line = memchr::memchr(b'\n', raw.as_bytes())?;
    let next = &raw[line + 1..];
    (goes_on(&raw[..line]) == Some(0)).then(|| raw.len() - next.trim_start_matches([' ', '|']).len())
}

fn wrapped(raw: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some(plus) = memchr::memchr(b'+', rest.as_bytes()) {
        let (before, from) = rest.split_at(plus);
        let end = line_end(from);
        text.push_str(before);
        text.push(if end.is_some() { '\n' } else { '+' });
        rest = &from[end.unwrap_or(1)..];
    }
    text + rest
}

/// The text that some bytes are, and whether all of them are text.
fn text_of(bytes: Vec<u8>) -> (Cow<'static, str>, bool) {
    match String::from_utf8(bytes) {
        Ok(text) => (Cow::Owned(text), true),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), false),
    }
}

/// The bytes that a field of a form stands for.
fn form_bytes(raw: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, percent_byte(rest)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &rest[3..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
        rest = after;
    }
    bytes
}

/// The byte that `%7B` stands for.
fn percent_byte(raw: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = raw else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()
}

/// The byte that an escape in a program's string stands for, and the escape's length: 4 for `\x22`. `\u00eb` is none: it is
/// JSON's.
fn literal_byte(raw: &[u8]) -> Option<(u8, usize)> {
    let [b'\\', escape, rest @ ..] = raw else { return None };
    let byte = match escape {
        b'x' => {
            let digits = str::from_utf8(rest.get(..2)?).ok()?;
            return Some((u8::from_str_radix(digits, 16).ok()?, 4));
        }
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'\\' | b'\'' | b'"' => *escape,
        _ => return None,
    };
    Some((byte, 2))
}

fn literal_bytes(raw: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some(escape) = memchr::memchr(b'\\', rest) {
        bytes.extend_from_slice(&rest[..escape]);
        let (byte, length) = literal_byte(&rest[escape..]).unwrap_or((b'\\', 1));
        bytes.push(byte);
        rest = &rest[escape + length..];
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// Returns the end of a program's string that goes on here: the quote that closes it, if any of these does.
pub fn end_of_literal(text: &str, quotes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 1,
            byte if quotes.contains(&byte) => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn numbered_bytes(raw: &str) -> Option<Vec<u8>> {
    raw.split(',').map(|number| number.trim_ascii().parse().ok()).collect()
}

/// Returns the length of the number of a byte, with the comma and the white space up to the next.
fn number_length(raw: &str) -> usize {
    let is_digit = |it: char| it.is_ascii_digit();
    let after = raw.trim_start_matches(is_digit);
    after.find(is_digit).map_or(raw.len(), |next| raw.len() - after.len() + next)
}

/// Base64 as it is met with: both alphabets are read, white space is passed over, and padding is not asked for.
static LENIENT: LazyLock<Encoding> = LazyLock::new(|| {
    let mut lenient = BASE64.specification();
    lenient.padding = None;
    lenient.check_trailing_bits = false;
    lenient.ignore.push_str(" \t\r\n");
    lenient.translate.from.push_str("-_");
    lenient.translate.to.push_str("+/");
    lenient.encoding().expect("what is changed goes together")
});

fn base64_bytes(raw: &str) -> Option<Vec<u8>> {
    LENIENT.decode(raw.trim_ascii_end().trim_end_matches('=').as_bytes()).ok()
}

/// The bytes that were compressed; if they are damaged, or more than are unpacked, the first of them.
fn unpacked(raw: &str) -> Option<Vec<u8>> {
    if raw.len() > LARGEST_PACKED {
        return None;
    }
    let packed = base64_bytes(raw)?;
    let said = packed.last_chunk().map_or(0, |size| u32::from_le_bytes(*size) as usize);
    let mut bytes = Vec::new();
    bytes.reserve_exact(said.min(LARGEST_UNPACKED));
    let mut unpacked = MultiGzDecoder::new(&*packed).take(LARGEST_UNPACKED as u64);
    match unpacked.read_to_end(&mut bytes) {
        Err(_) if bytes.is_empty() => None,
        _ => Some(bytes),
    }
}

/// The same, without a character of which only a part is left at the end.
fn without_part(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Err(error) = str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    bytes
}

/// Four characters stand for three bytes; white space among them for none.
fn base64_piece(raw: &str) -> (usize, usize) {
    let mut characters = raw.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
    match characters.nth(3) {
        Some((last, _)) => (3, last + 1),
        None => (3, raw.len()),
    }
}
