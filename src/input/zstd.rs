//! A zstd file: frames one after another, between which there may be others that say nothing.

use std::error::Error;
use std::io::{self, BufRead, ErrorKind, Read};
use std::iter;

use ruzstd::decoding::errors::{FrameDecoderError, FrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::peeked::Peeked;

/// First bytes of a frame of zstd.
pub(super) const MAGIC: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Second to fourth byte of a skippable frame, which holds no data; the first is 0x50 to 0x5f. zstd and LZ4 have such
/// frames in common. Four bytes follow with the length of the rest, the least first: `50 2a 4d 18 03 00 00 00`, and 3
/// bytes.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];

/// Most bytes that a frame may refer back: as many as the command `zstd` accepts without being told otherwise.
const MOST_WINDOW: u64 = 128 << 20;

/// A last block that holds nothing, and a checksum after it.
const NOTHING_MORE: &[u8] = &[0x01, 0, 0, 0, 0, 0, 0];

/// Error of zstd data.
#[derive(Debug)]
pub(super) enum ZstdError {
    /// It ends too early.
    Truncated,
    /// Something else follows it.
    Followed,
    /// It refers further back than is allowed: this many bytes.
    Window(u64),
    /// It takes a dictionary.
    Dictionary,
    /// The decoder, or the checksum or length of a frame, says that the data is not as it was written.
    Damaged(String),
    /// The source cannot be read.
    Source(io::Error),
}

impl From<io::Error> for ZstdError {
    fn from(error: io::Error) -> ZstdError {
        ZstdError::Source(error)
    }
}

impl From<FrameDecoderError> for ZstdError {
    fn from(error: FrameDecoderError) -> ZstdError {
        let error = match error {
            FrameDecoderError::WindowSizeTooBig { requested: window, .. }
            | FrameDecoderError::FrameHeaderError(FrameHeaderError::WindowTooBig { got: window }) => {
                return ZstdError::Window(window);
            }
            FrameDecoderError::DictNotProvided { .. } => return ZstdError::Dictionary,
            error => error,
        };
        let causes = iter::successors(Some(&error as &(dyn Error + 'static)), |error| (*error).source());
        match causes.filter_map(|error| error.downcast_ref::<io::Error>()).last() {
            None => ZstdError::Damaged(error.to_string()),
            Some(error) if error.kind() == ErrorKind::UnexpectedEof => ZstdError::Truncated,
            Some(error) => ZstdError::Source(
                error.raw_os_error().map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error),
            ),
        }
    }
}

/// Passes over the skippable frames, and returns true if there is one.
pub(super) fn skip_frames(source: &mut Peeked) -> Result<bool, ZstdError> {
    let mut is_skipped = false;
    while matches!(source.peek(MAGIC.len())?, [0x50..=0x5f, rest @ ..] if rest.starts_with(SKIPPABLE)) {
        is_skipped = true;
        let [_, _, _, _, length @ ..] = source.peek(2 * MAGIC.len())? else { return Err(ZstdError::Truncated) };
        let length = length.first_chunk().copied().map(u32::from_le_bytes).ok_or(ZstdError::Truncated)?;
        if !source.skip(2 * MAGIC.len() as u64 + u64::from(length))? {
            return Err(ZstdError::Truncated);
        }
    }
    Ok(is_skipped)
}

/// Reader of decompressed zstd data. The decoder gives out what no later block can refer to any more, and the rest when
/// a frame ends.
pub(super) struct Zstd {
    source: Peeked,
    decoder: FrameDecoder,
    is_within: bool,
    /// Number of bytes that came out of the frame.
    held: u64,
    /// Error to return once all that was decoded is out.
    error: Option<ZstdError>,
}

impl Zstd {
    pub(super) fn new(source: Peeked) -> Zstd {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MOST_WINDOW);
        Zstd { source, decoder, is_within: false, held: 0, error: None }
    }

    /// Reads the next decompressed bytes into `buffer`, and returns their number: 0 at the end, and after an error.
    pub(super) fn next(&mut self, buffer: &mut [u8]) -> Result<usize, ZstdError> {
        loop {
            let count = if self.is_within { self.decoder.read(buffer)? } else { 0 };
            self.held += count as u64;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            if let Some(error) = self.error.take() {
                self.is_within = false;
                return Err(error);
            }
            if self.is_within && self.decoder.is_finished() {
                self.is_within = false;
                self.verify()?;
            }
            if !self.is_within && !self.begin()? {
                return Ok(0);
            }
            self.decode();
        }
    }

    /// Goes on to the next frame, if there is one.
    fn begin(&mut self) -> Result<bool, ZstdError> {
        skip_frames(&mut self.source)?;
        let next = self.source.peek(MAGIC.len())?;
        if next.is_empty() {
            return Ok(false);
        }
        if !next.starts_with(MAGIC) {
            let is_cut = MAGIC.starts_with(next)
                || matches!(next, [0x50..=0x5f, rest @ ..] if rest.len() < SKIPPABLE.len() && SKIPPABLE.starts_with(rest));
            return Err(if is_cut { ZstdError::Truncated } else { ZstdError::Followed });
        }
        self.decoder.reset(&mut self.source)?;
        (self.is_within, self.held) = (true, 0);
        Ok(true)
    }

    /// Decodes a block. If it cannot be, the frame is ended, so that what came before is given out.
    fn decode(&mut self) {
        let one = || BlockDecodingStrategy::UptoBlocks(1);
        let filled = self.source.fill_buf().map(drop).map_err(ZstdError::from);
        let decoded = filled.and_then(|()| Ok(self.decoder.decode_blocks(&mut self.source, one())?));
        if let Err(error) = decoded {
            self.error = Some(error);
            // An empty block can always be decoded.
            let _ = self.decoder.decode_blocks(NOTHING_MORE, one());
        }
    }

    /// Compares the bytes that came out of a frame with its own length and checksum.
    fn verify(&self) -> Result<(), ZstdError> {
        let said = self.decoder.content_size();
        if said != 0 && said != self.held {
            return Err(ZstdError::Damaged(format!("it says that it holds {said} bytes, and holds {}", self.held)));
        }
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(ZstdError::Damaged("its checksum does not match".to_owned()));
        }
        Ok(())
    }
}
