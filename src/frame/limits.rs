//! The limits on the bytes of a source that are held and looked at, so that its cost grows with its size alone.
//!
//! The output depends on them only where something is broken or stands alone: they bound the search for its end, or for
//! that of its line.

/// The number of bytes that are read at first. Many sources are no larger.
pub(super) const FIRST: usize = 4 * 1024;

/// Up to this size, in bytes, the beginning of a payload is read whenever there is more of it.
pub(super) const SMALL: usize = 16 * 1024;

/// The number of bytes of a source that may be looked at in vain. The end of a broken payload shows soon after its
/// error, except where payloads seem to stand within each other without end; of such a source, once this is used up,
/// each is looked at no further than to where its braces are balanced or the next payload could begin.
pub(super) const LOOKAHEAD_BUDGET: usize = 32 * 1024 * 1024;

/// The number of bytes of a log that may be looked at in vain for each byte of it, beyond that budget, before what only
/// resembles a payload is taken for text: `{'a` over and over.
pub(super) const LOOKS_PER_BYTE: u64 = 4;

/// The share of that budget which may be used up where the bytes before are not yet dealt with.
pub(super) const LOOKAHEAD_BUDGET_AHEAD: usize = 1024 * 1024;

/// The number of bytes of an object that are looked at first, where it is looked at in growing parts.
pub(super) const FIRST_LOOK: usize = 256;

/// The number of bytes of an array that are looked at for the end of an item.
pub(super) const WINDOW: usize = 32 * 1024;

/// The most members of objects on a line that are looked at for one that is all that the line holds. It is among the
/// first.
pub(super) const MOST_MEMBERS: usize = 16;

/// The most bytes of white space after a value that are looked through for the end of its line.
pub(super) const MOST_BLANKS: usize = 256;

/// The deepest indent of a line that says something about the beginnings of items, in bytes.
pub(super) const MOST_INDENT: usize = 256;

/// The most bytes before a payload on its line that are compared with those before others.
pub(super) const MOST_BEFORE: usize = 256;

/// The most bytes that are remembered of those before a place on its line.
pub(super) const MOST_REMEMBERED: usize = 2048;

/// For how many blocks a buffer keeps the space.
pub(super) const MOST_KEPT_BLOCKS: usize = 4;

/// The most batches of each worker that may wait to be taken, beside the one that it is at.
pub(super) const QUEUE: usize = 2;

/// The largest size of a document that holds payloads, in bytes. Each of these may be as large as a payload may.
pub(super) const LARGEST_DOCUMENT: usize = 256 * 1024 * 1024;

/// The largest size of a document that is mended, in bytes, unless payloads may be larger: that takes as much memory once
/// more.
pub(super) const LARGEST_MENDED: usize = 32 * 1024 * 1024;
