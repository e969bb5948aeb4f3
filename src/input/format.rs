//! Formats that are no text: told by their first bytes, whatever a source is named.

use std::io::{self, Cursor, Read};
use std::task::Poll;

use super::compression::LZ4;
use super::unicode::{Converted, Encoding, SIGN};
use super::zstd::MAGIC as ZSTD;
use crate::carriers::begins_form_in_parts;

/// A format that is no text.
#[derive(Debug, PartialEq, Eq)]
pub struct Format {
    /// The format, with its article.
    pub name: &'static str,
    /// Next step for the user, to get at its contents.
    pub advice: &'static str,
    /// Bytes that identify the format; each `?` stands for any one byte.
    magic: &'static [u8],
    /// Offset of those bytes in the file.
    offset: usize,
}

const fn row(name: &'static str, magic: &'static [u8], offset: usize, advice: &'static str) -> Format {
    Format { name, advice, magic, offset }
}

/// Offset of the bytes `ustar` in the header of an entry of a tar archive.
const TAR_MAGIC: usize = 257;

/// Every format that is told.
static FORMATS: &[Format] = &[
    row("a zip archive", b"PK\x03\x04", 0, "unpack it first: unzip"),
    row("an empty zip archive", b"PK\x05\x06", 0, "it holds no file: was it made of the right folder?"),
    row("a gzip archive", b"\x1f\x8b\x08", 0, "it was compressed twice; unpack it first: gzip -d"),
    row("a zstd archive", ZSTD, 0, "it was compressed twice; unpack it first: zstd -d"),
    row("a bzip2 archive", b"BZh?1AY&SY", 0, "unpack it first: bzip2 -d"),
    row("an empty bzip2 archive", b"BZh?\x17rE8P\x90", 0, "it holds nothing: was it made of the right file?"),
    row("an xz archive", b"\xfd7zXZ\0", 0, "unpack it first: xz -d"),
    row("an LZ4 archive", LZ4[0], 0, "unpack it first: lz4 -d"),
    row("an LZ4 archive", LZ4[1], 0, "unpack it first: lz4 -d"),
    row("a 7z archive", b"7z\xbc\xaf\x27\x1c", 0, "unpack it first: 7z x"),
    row("zlib data", b"\x78\x01", 0, ZLIB),
    row("zlib data", b"\x78\x5e", 0, ZLIB),
    row("zlib data", b"\x78\x9c", 0, ZLIB),
    row("zlib data", b"\x78\xda", 0, ZLIB),
    row("a tar archive", b"ustar", TAR_MAGIC, "unpack it first: tar -xf"),
    row("a PDF document", b"%PDF-", 0, "payloads are JSON text: save them as that"),
    row("a PNG image", b"\x89PNG\r\n\x1a\n", 0, PICTURE),
    row("a JPEG image", b"\xff\xd8\xff", 0, PICTURE),
    row("a GIF image", b"GIF8?a", 0, PICTURE),
    row("an SQLite database", b"SQLite format 3\0", 0, "export the payloads first: sqlite3 FILE \"SELECT …\""),
    row("a Parquet file", b"PAR1\x15", 0, "export the payloads as lines of JSON first"),
    row("an Avro file", b"Obj\x01", 0, "export the payloads as lines of JSON first"),
    row("an Arrow file", b"ARROW1\0\0", 0, "export the payloads as lines of JSON first"),
    row("a RAR archive", b"Rar!\x1a\x07", 0, "unpack it first: unrar x"),
    row("a cabinet archive", b"MSCF\0\0\0\0", 0, "unpack it first: cabextract"),
    row("a lzip archive", b"LZIP\x01", 0, "unpack it first: lzip -d"),
    row("a compress archive", b"\x1f\x9d", 0, "unpack it first: uncompress"),
    row("an lzop archive", b"\x89LZO\0\r\n\x1a\n", 0, "unpack it first: lzop -d"),
    row("an LZMA archive", b"]\0\0?\0", 0, "unpack it first: xz --format=lzma -d"),
    row("a Snappy archive", b"\xff\x06\0\0sNaPpY", 0, "unpack it first"),
    row("a WebP image", b"RIFF????WEBP", 0, PICTURE),
    row("a TIFF image", b"II*\0", 0, PICTURE),
    row("a TIFF image", b"MM\0*", 0, PICTURE),
    row("a WAV recording", b"RIFF????WAVE", 0, SOUND),
    row("an MP3 recording", b"ID3\x02", 0, SOUND),
    row("an MP3 recording", b"ID3\x03", 0, SOUND),
    row("an MP3 recording", b"ID3\x04", 0, SOUND),
    row("an MP3 recording", b"\xff\xfb", 0, SOUND),
    row("an Ogg recording", b"OggS\0", 0, SOUND),
    row("an MP4 recording", b"\0\0\0?ftyp", 0, SOUND),
    row("a document of Microsoft Office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "save the payloads in it as text"),
    row("a binary property list", b"bplist00", 0, "convert it first: plutil -convert json"),
    row("a capture of packets", b"\xd4\xc3\xb2\xa1", 0, CAPTURE),
    row("a capture of packets", b"\xa1\xb2\xc3\xd4", 0, CAPTURE),
    row("an ELF program", b"\x7fELF", 0, PROGRAM),
    row("a Windows program", b"MZ", 0, PROGRAM),
    row("a WebAssembly program", b"\0asm", 0, PROGRAM),
];

const PICTURE: &str = "payloads are JSON text, not a picture of it";
const SOUND: &str = "payloads are JSON text, not a recording";
const CAPTURE: &str = "take the bodies of the requests out of it first: tshark --export-objects http,FOLDER";
const PROGRAM: &str = "it is a program; payloads are JSON text";

const ZLIB: &str = "it is a body with `Content-Encoding: deflate`; unpack it first: zlib-flate -uncompress";

/// Most bytes that it takes to tell a format.
const MOST: usize = 512;

/// Bytes that it takes to tell a format from a text that begins with the same characters: `x^` of zlib data, `MZ` of a
/// program.
const SHOWING: usize = 64;

impl Format {
    /// Returns true if bytes begin in this format; nothing if more of them are needed to tell.
    fn begins(&self, bytes: &[u8]) -> Option<bool> {
        let there = bytes.get(self.offset..).unwrap_or_default();
        if !there.iter().zip(self.magic).all(|(byte, magic)| byte == magic || *magic == b'?') {
            return Some(false);
        }
        if self.offset == TAR_MAGIC && !is_header_of_tar(bytes) {
            return Some(false);
        }
        if there.len() < self.magic.len() {
            return None;
        }
        match self.magic {
            // A text may begin with `x^` or `MZ`.
            b"\x78\x5e" | b"MZ" if bytes.len() < SHOWING && !has_no_text(bytes) => None,
            b"\x78\x5e" | b"MZ" => Some(has_no_text(&bytes[..bytes.len().min(SHOWING)])),
            _ => Some(true),
        }
    }
}

/// A format of text in which bodies of requests travel, beside JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// XML or HTML: `<chat id="7">`.
    Markup,
    /// The fields of a form: `event=chat_ended&chat_id=7`.
    Form,
    /// The same, each with a head of its own between lines that divide them.
    Multipart,
    /// Percent-encoded JSON: `%7B%22event%22%3A`.
    Percent,
    /// Base64 of a gzip archive: `H4sIAAAA`.
    GzipInBase64,
    /// JSON in hexadecimal digits: `7b226576656e74`.
    Hexadecimal,
}

impl TextFormat {
    /// Returns the format of a text, if it is one of these, going by its first lines.
    pub fn of(text: &str) -> Option<TextFormat> {
        let line = text.lines().next().unwrap_or_default().trim_end();
        let is_markup = |rest: &str| rest.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '?' | '!'));
        if line.strip_prefix('<').is_some_and(is_markup) {
            return Some(TextFormat::Markup);
        }
        let begins = |starts: &[&str]| {
            starts.iter().any(|start| line.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
        };
        if begins(&["%7B%22", "%7B%0A", "%7B%0D", "%7B%20", "%7B+", "%5B%7B"]) {
            return Some(TextFormat::Percent);
        }
        let is_of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
        if line.starts_with("H4sI") && line.bytes().all(is_of_base64) {
            return Some(TextFormat::GzipInBase64);
        }
        if begins(&["7b22", "7b0a", "7b0d0a", "7b20", "5b7b"]) && line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(TextFormat::Hexadecimal);
        }
        let is_of_form = |byte: u8| byte.is_ascii_alphanumeric() || b"%+-._~*[]".contains(&byte);
        let is_field = |field: &str| {
            field
                .split_once('=')
                .is_some_and(|(name, value)| !name.is_empty() && name.bytes().chain(value.bytes()).all(is_of_form))
        };
        if begins_form_in_parts(text) {
            return Some(TextFormat::Multipart);
        }
        let is_form = line.contains('&') && line.split('&').all(is_field);
        is_form.then_some(TextFormat::Form)
    }
}

/// Returns true if bytes can begin a tar archive: a name that NUL bytes fill up, and numbers.
fn is_header_of_tar(bytes: &[u8]) -> bool {
    const NAME: usize = 100;
    const NUMBERS: usize = 156;
    let name = &bytes[..bytes.len().min(NAME)];
    let numbers = &bytes[name.len()..bytes.len().min(NUMBERS)];
    let end = memchr::memchr(0, name).unwrap_or(name.len());
    let is_name = end > 0 && name[..end].iter().all(|byte| *byte >= b' ') && name[end..].iter().all(|byte| *byte == 0);
    is_name && numbers.iter().all(|byte| matches!(byte, 0 | b' ' | b'0'..=b'7'))
}

/// Returns true if bytes are no text: they hold a control character that no text does, or are not UTF-8.
fn has_no_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1e);
    bytes.iter().any(is_control) || std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

/// Returns true if the first bytes alone show that a source is text in UTF-8. Others may begin such text as well.
pub(super) fn begins_as_text(bytes: &[u8]) -> bool {
    matches!(bytes, [b'{' | b'[' | b' ' | b'\t' | b'\n' | b'\r' | 0x1e, ..]) && Encoding::of(bytes).is_none()
}

/// The format of bytes, or that they are text as far as can be told; pending if more of them would have to be known.
fn told(bytes: &[u8]) -> Poll<Option<&'static Format>> {
    if bytes.len() < SIGN {
        return Poll::Pending;
    }
    if begins_as_text(bytes) {
        return Poll::Ready(None);
    }
    let mut is_open = bytes.is_empty();
    for format in FORMATS {
        match format.begins(bytes) {
            Some(true) => return Poll::Ready(Some(format)),
            Some(false) => {}
            None => is_open = true,
        }
    }
    if is_open { Poll::Pending } else { Poll::Ready(None) }
}

/// A source whose first bytes were looked at.
pub struct Opening<R> {
    first: Cursor<Vec<u8>>,
    /// Error that ended the first bytes. It is given out after them.
    error: Option<io::Error>,
    rest: R,
    /// Format of the source, if it is no text.
    pub format: Option<&'static Format>,
    /// Its encoding, if it is text in another than UTF-8.
    pub encoding: Option<Encoding>,
}

impl<R: Read> Opening<R> {
    /// Reads no more of a source than its format takes to be told.
    pub fn of(mut rest: R) -> Opening<R> {
        let mut first = vec![0; MOST];
        let (mut length, mut error) = (0, None);
        let format = loop {
            if let Poll::Ready(format) = told(&first[..length]) {
                break format;
            }
            match rest.read(&mut first[length..]) {
                Ok(0) => break None,
                Ok(read) => length += read,
                Err(failed) if failed.kind() == io::ErrorKind::Interrupted => {}
                Err(failed) => {
                    error = Some(failed);
                    break None;
                }
            }
        };
        first.truncate(length);
        let encoding = Encoding::of(&first).filter(|_| format.is_none());
        if let Some((_, mark)) = encoding {
            first.drain(..mark);
        }
        Opening { first: Cursor::new(first), error, rest, format, encoding: encoding.map(|(encoding, _)| encoding) }
    }
}

impl<R: Read + Send + 'static> Opening<R> {
    /// The source as text in UTF-8, whatever it is written in.
    pub fn text(self) -> Box<dyn Read + Send> {
        match self.encoding {
            Some(encoding) => Box::new(Converted::new(self, encoding)),
            None => Box::new(self),
        }
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.first.read(buffer) {
            Ok(0) => self.error.take().map_or_else(|| self.rest.read(buffer), Err),
            read => read,
        }
    }
}
