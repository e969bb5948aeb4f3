//! The wait for more of a source before the rest of it, the beginning of a payload, is read anew.

use super::braces::Braces;
use super::limits::SMALL;

/// A wait for more: for a small payload, for any; for a large one, until its braces are balanced or, for they may never
/// be, there is twice as much. It would be a waste to read it anew whenever there is more of it.
pub(super) struct Waiting {
    /// The number of bytes that are enough.
    wanted: usize,
    is_large: bool,
    braces: Braces,
    are_balanced: bool,
    /// The number of bytes that were looked at for that.
    seen: usize,
    /// The number of times that the braces were balanced and the payload was read in vain.
    looks: usize,
}

/// The most times that a large payload is read anew because another one ends after it, which may show that it is broken.
/// Once is mostly enough, and what is made to be read slowly is not read often.
const MOST_LOOKS: usize = 4;

impl Waiting {
    /// For so many bytes.
    pub(super) fn for_bytes(wanted: usize) -> Waiting {
        Waiting { wanted, is_large: false, braces: Braces::default(), are_balanced: false, seen: 0, looks: 0 }
    }

    /// Takes note that some bytes were used, and so many are left. More than shows that a payload is too large is not
    /// awaited.
    pub(super) fn go_on(&mut self, used: usize, left: usize, max_size: usize) {
        if used > 0 || left <= SMALL {
            *self = Waiting::for_bytes(left + 1);
        } else {
            self.wanted = (left * 2).min(max_size).max(left) + 1;
            self.is_large = true;
            if self.are_balanced && self.looks < MOST_LOOKS {
                self.looks += 1;
                self.braces = Braces::default();
                self.are_balanced = false;
            }
        }
    }

    /// True if this is enough. Asked whenever there is more of it, it looks at each byte once.
    pub(super) fn is_over(&mut self, bytes: &[u8]) -> bool {
        if self.is_large && !self.are_balanced {
            self.are_balanced = self.braces.end(&bytes[self.seen..]).is_some();
            self.seen = bytes.len();
            if self.are_balanced {
                return true;
            }
        }
        bytes.len() >= self.wanted
    }
}
