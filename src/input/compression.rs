//! Sources that are compressed: gzip and zstd, told by their first bytes.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::Bytes;
use super::peeked::Peeked;
use super::zstd::{self, Zstd, ZstdError};

/// First bytes of a member of a gzip file.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// First bytes of a frame of LZ4, which is not read: of today's format, and of the old one.
pub(super) const LZ4: [&[u8]; 2] = [&[0x04, 0x22, 0x4d, 0x18], &[0x02, 0x21, 0x4c, 0x18]];

/// The bytes of a source, decompressed if its first bytes say that it is compressed.
pub(super) fn decompressed(source: Bytes) -> io::Result<Bytes> {
    let mut source = Peeked::new(source);
    if source.peek(GZIP.len())?.starts_with(GZIP) {
        return Ok(Box::new(Gzip::new(source)));
    }
    if is_zstd(&mut source).map_err(said_of_zstd)? {
        return Ok(Box::new(Zstd::new(source)));
    }
    Ok(Box::new(source))
}

/// Returns true if a source is zstd. Skippable frames are passed over; the bytes after them decide.
fn is_zstd(source: &mut Peeked) -> Result<bool, ZstdError> {
    let is_skipped = zstd::skip_frames(source)?;
    let next = source.peek(zstd::MAGIC.len())?;
    let is_other = next.is_empty() || LZ4.iter().any(|magic| next.starts_with(magic));
    Ok(next.starts_with(zstd::MAGIC) || (is_skipped && !is_other))
}

fn cut_off(format: &str) -> io::Error {
    let reason = format!("its {format} data is truncated: the rest was not written or not copied; get a whole copy");
    io::Error::new(ErrorKind::UnexpectedEof, reason)
}

fn damaged(format: &str, error: &io::Error) -> io::Error {
    let reason = error.to_string();
    let is_checksum = reason.contains("checksum");
    let reason = if is_checksum { "its checksum does not match" } else { reason.as_str() };
    io::Error::new(error.kind(), format!("its {format} data is damaged: {reason}; get another copy"))
}

/// Reader for the decoder of one member of a gzip file.
struct Members(Option<Peeked>);

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |source| source.read(buffer))
    }
}

impl BufRead for Members {
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
struct Gzip {
    member: GzDecoder<Members>,
}

impl Gzip {
    fn new(source: Peeked) -> Gzip {
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

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.member.read(buffer) {
                Ok(0) if !buffer.is_empty() => {
                    if !self.go_on()? {
                        return Ok(0);
                    }
                }
                Err(error) => return Err(said_of_gzip(error)),
                read => return read,
            }
        }
    }
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.next(buffer).map_err(said_of_zstd)
    }
}

/// Describes an error of zstd data, in words that say what to do.
fn said_of_zstd(error: ZstdError) -> io::Error {
    match error {
        ZstdError::Truncated => cut_off("zstd"),
        ZstdError::Followed => {
            io::Error::other("bytes that are no zstd follow its zstd data; what comes before was read")
        }
        ZstdError::Window(bytes) => io::Error::other(format!(
            "its zstd data takes {} MiB of memory, and gets 128 at the most: compress it again, without --long or --ultra",
            bytes.div_ceil(1 << 20)
        )),
        ZstdError::Dictionary => {
            io::Error::other("its zstd data takes a dictionary: unpack it first, with zstd -d -D DICTIONARY")
        }
        ZstdError::Damaged(reason) => damaged("zstd", &io::Error::other(reason)),
        ZstdError::Source(error) => error,
    }
}

/// Describes an error of the decoder of gzip, or of its source, in words that say what to do.
fn said_of_gzip(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::UnexpectedEof => cut_off("gzip"),
        // What the system says is not about what the data is.
        _ if error.raw_os_error().is_some() || error.kind() == ErrorKind::Interrupted => error,
        _ => damaged("gzip", &error),
    }
}
