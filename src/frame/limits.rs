//! How much of a source is held and looked at, so that what it costs grows with its size alone.
//!
//! What comes out depends on them only where something is broken or stands alone: how far its end, or that of its line, is
//! looked for.

/// How much is read at first, in bytes. Many sources are no larger.
pub(super) const FIRST: usize = 4 * 1024;

/// Up to this size, in bytes, the beginning of a payload is read whenever there is more of it.
pub(super) const SMALL: usize = 16 * 1024;

/// How many bytes of a source may be looked at in vain. Where a broken payload ends shows soon after its mistake, except
/// where payloads seem to stand within each other without end; of such a source each is looked at no further than where
/// its braces are balanced or the next payload could begin, once this is used up.
pub(super) const LOOKAHEAD_BUDGET: usize = 32 * 1024 * 1024;

/// How much of that may be used up where what comes before is not yet known.
pub(super) const LOOKAHEAD_BUDGET_AHEAD: usize = 1024 * 1024;

/// How much of an object is looked at first, in bytes, where it is looked at in growing parts.
pub(super) const FIRST_LOOK: usize = 256;

/// How much of an array is looked at for the end of an item, in bytes.
pub(super) const WINDOW: usize = 32 * 1024;

/// How many members of objects on a line are looked at for one that is all of what the line holds. It is among the first.
pub(super) const MOST_MEMBERS: usize = 16;

/// How much white space after a value is looked through for the end of its line, in bytes.
pub(super) const MOST_BLANKS: usize = 256;

/// How deep a line may be indented that says something about where items begin, in bytes.
pub(super) const MOST_INDENT: usize = 256;

/// How much of what stands before a payload on its line is compared with what stands before others, in bytes.
pub(super) const MOST_BEFORE: usize = 256;

/// How much is remembered of what stands before a place on its line, in bytes.
pub(super) const MOST_REMEMBERED: usize = 2048;

/// For how many blocks a buffer keeps the space.
pub(super) const MOST_KEPT_BLOCKS: usize = 4;

/// How many batches may wait to be taken of each worker, beside the one that it is at.
pub(super) const QUEUE: usize = 2;

/// How large a document may be that holds payloads, in bytes. Each of these may be as large as a payload may.
pub(super) const LARGEST_DOCUMENT: usize = 256 * 1024 * 1024;
