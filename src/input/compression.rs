//! Sources that are compressed: gzip and zstd, told by their first bytes.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::peeked::Peeked;

/// What a member of a gzip file begins with.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// What a frame of zstd begins with.
pub(super) const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// What a frame of LZ4, which is not read, begins with now, and how it once did.
pub(super) const LZ4: [&[u8]; 2] = [&[0x04, 0x22, 0x4d, 0x18], &[0x02, 0x21, 0x4c, 0x18]];

/// What follows the first byte, 0x50 to 0x5f, of a frame that says nothing. zstd and LZ4 have it in common; then come four
/// bytes with the length of what it holds.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];

/// The bytes of a source, decompressed if its first bytes say that it is compressed.
pub(super) fn decompressed<R: Read + Send + 'static>(source: R) -> io::Result<Box<dyn Read + Send>> {
    let mut source = Peeked::new(source);
    if source.peek(GZIP.len())?.starts_with(GZIP) {
        return Ok(Box::new(Gzip::new(source)));
    }
    if is_zstd(&mut source)? {
        return Ok(Box::new(Zstd(zstd::Decoder::with_buffer(source)?)));
    }
    Ok(Box::new(source))
}

/// Whether a source is zstd. Frames that say nothing are passed over; what comes after them tells.
fn is_zstd<R: Read>(source: &mut Peeked<R>) -> io::Result<bool> {
    let mut is_skippable = false;
    loop {
        let next = source.peek(ZSTD.len())?;
        if next.starts_with(ZSTD) {
            return Ok(true);
        }
        if !matches!(next, [0x50..=0x5f, rest @ ..] if rest.starts_with(SKIPPABLE)) {
            return Ok(is_skippable && !next.is_empty() && !LZ4.iter().any(|magic| next.starts_with(magic)));
        }
        is_skippable = true;
        let [_, _, _, _, length @ ..] = source.peek(2 * ZSTD.len())? else { return Err(cut_off("zstd")) };
        let Some(length) = length.first_chunk().map(|length| u32::from_le_bytes(*length)) else {
            return Err(cut_off("zstd"));
        };
        if !source.skip(2 * ZSTD.len() as u64 + u64::from(length))? {
            return Err(cut_off("zstd"));
        }
    }
}

fn cut_off(format: &str) -> io::Error {
    let reason =
        format!("its {format} data is truncated: what comes after this was not written or not copied; get it anew");
    io::Error::new(ErrorKind::UnexpectedEof, reason)
}

fn damaged(format: &str, error: &io::Error) -> io::Error {
    let reason = error.to_string();
    let is_checksum = reason.contains("checksum");
    let reason = if is_checksum { "its checksum is that of other data" } else { reason.as_str() };
    io::Error::new(error.kind(), format!("its {format} data is damaged: {reason}; get it anew"))
}

/// Where a decoder of one member of a gzip file reads.
struct Members<R>(Option<Peeked<R>>);

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |source| source.read(buffer))
    }
}

impl<R: Read> BufRead for Members<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.as_mut().map_or(Ok(&[]), BufRead::fill_buf)
    }

    fn consume(&mut self, count: usize) {
        if let Some(source) = &mut self.0 {
            source.consume(count);
        }
    }
}

/// A gzip file: members one after another, which may be padded with zeros.
struct Gzip<R> {
    member: GzDecoder<Members<R>>,
}

impl<R: Read> Gzip<R> {
    fn new(source: Peeked<R>) -> Gzip<R> {
        Gzip { member: GzDecoder::new(Members(Some(source))) }
    }

    /// Goes on to the next member, if there is one.
    fn go_on(&mut self) -> io::Result<bool> {
        let Some(source) = &mut self.member.get_mut().0 else { return Ok(false) };
        loop {
            let padding = source.fill_buf()?.iter().take_while(|byte| **byte == 0).count();
            if padding == 0 {
                break;
            }
            source.consume(padding);
        }
        let next = source.peek(GZIP.len())?;
        if next.starts_with(GZIP) {
            let source = self.member.reset(Members(None));
            drop(self.member.reset(source));
            return Ok(true);
        }
        match io::copy(source, &mut io::sink())? {
            0 => Ok(false),
            1 => Err(io::Error::other("a byte that is no gzip follows its gzip data; what comes before was read")),
            count => {
                let reason = format!("{count} bytes that are no gzip follow its gzip data; what comes before was read");
                Err(io::Error::other(reason))
            }
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.member.read(buffer) {
                Ok(0) if !buffer.is_empty() => {
                    if !self.go_on()? {
                        return Ok(0);
                    }
                }
                Err(error) => return Err(explained("gzip", error)),
                read => return read,
            }
        }
    }
}

/// A zstd file: frames one after another.
struct Zstd<R: Read>(zstd::Decoder<'static, Peeked<R>>);

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.to_string().as_str() {
            // The first frame was told by what it begins with.
            "Unknown frame descriptor" => {
                io::Error::other("bytes that are no zstd follow its zstd data; what comes before was read")
            }
            _ => explained("zstd", error),
        })
    }
}

/// An error of a decoder, or of what it reads from, in words that say what to do.
fn explained(format: &str, error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::UnexpectedEof => cut_off(format),
        // What the system says is not about what the data is.
        _ if error.raw_os_error().is_some() || error.kind() == ErrorKind::Interrupted => error,
        _ => damaged(format, &error),
    }
}
