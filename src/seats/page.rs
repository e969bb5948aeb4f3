//! A page of words for people, of 80 columns at the most.

use std::io::{self, Write};

use crate::render::wrap::write_wrapped;

/// Width of a page, in columns of characters, where there is room for it.
const WIDEST: usize = 80;

/// The page that a report for people is written on.
pub struct Page<'o> {
    out: &'o mut dyn Write,
    /// Its width, in columns of characters.
    pub width: usize,
}

impl<'o> Page<'o> {
    /// Makes a page for a width that there is, if one is known.
    pub fn new(out: &'o mut dyn Write, width: Option<u16>) -> Page<'o> {
        Page { out, width: width.map_or(WIDEST, |width| WIDEST.min(width.into())) }
    }

    /// Writes words after a heading, the lines below the first set in.
    pub fn write(&mut self, heading: &str, text: &str) -> io::Result<()> {
        write_wrapped(heading, text, self.width, self.out)
    }

    /// Writes a line as it is.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())
    }
}
