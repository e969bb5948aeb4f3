//! HTML, kept as it is: which values are HTML and which are text that quotes some is not always said.

use super::{Scalar, text};

/// Text that may be HTML.
pub const HTML: Scalar = Scalar { name: "HTML", looks: "a string, which may be HTML", ..text::TEXT };
