//! Byte offsets to lines and columns, for what is printed.

use std::cell::Cell;

/// Byte order mark of UTF-8, `EF BB BF`, which some programs put at the beginning of a text.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A place in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1. Lines end with LF, or CR LF.
    pub line: u64,
    /// The column, counted from 1 in characters.
    pub column: u64,
    /// The offset from the beginning of the source, in bytes.
    pub offset: u64,
}

impl Position {
    /// The beginning of a source.
    pub const START: Position = Position { line: 1, column: 1, offset: 0 };

    /// The position after some text that begins at this one. A byte order mark at the beginning has no column, nor have NUL
    /// bytes at the beginning of a line: in a line of UTF-16 among others, they are half of the line break before.
    pub fn after(self, text: &[u8]) -> Position {
        let visible = text.strip_prefix(BYTE_ORDER_MARK).filter(|_| self.offset == 0).unwrap_or(text);
        let breaks = memchr::memchr_iter(b'\n', visible).count();
        let last_line = memchr::memrchr(b'\n', visible).map_or(visible, |end| &visible[end + 1..]);
        let is_beginning = breaks > 0 || self.column == 1;
        let nul_bytes = if is_beginning { last_line.iter().take_while(|byte| **byte == 0).count() } else { 0 };
        let last_line = &last_line[nul_bytes..];
        let characters = if let Ok(text) = str::from_utf8(last_line) {
            text.chars().count()
        } else {
            // What is not UTF-8 is shown as one character.
            let chunks = last_line.utf8_chunks();
            chunks.map(|it| it.valid().chars().count() + usize::from(!it.invalid().is_empty())).sum()
        };
        let column = if breaks > 0 { 1 } else { self.column };
        Position {
            line: self.line + breaks as u64,
            column: column + characters as u64,
            offset: self.offset + text.len() as u64,
        }
    }
}

/// Finds positions in a text. Asked in order, it looks at each byte once.
#[derive(Debug)]
pub struct Locator<'t> {
    text: &'t [u8],
    start: Position,
    last: Last,
}

/// The offset that was asked for last, and its position.
pub type Last = Cell<Option<(usize, Position)>>;

impl<'t> Locator<'t> {
    /// A locator for a text that begins at a position.
    pub fn new(text: &'t [u8], start: Position) -> Locator<'t> {
        Locator { text, start, last: Cell::new(None) }
    }

    /// The position that the text begins at.
    pub fn start(&self) -> Position {
        self.start
    }

    /// The position of an offset in the text.
    pub fn position(&self, offset: usize) -> Position {
        position_in(self.text, self.start, &self.last, offset)
    }
}

/// The position of an offset in a text that begins at a position. Asked in order, it looks at each byte once.
pub fn position_in(text: &[u8], start: Position, last: &Last, offset: usize) -> Position {
    let offset = offset.min(text.len());
    let (from, position) = last.get().filter(|(from, _)| *from <= offset).unwrap_or((0, start));
    let position = position.after(&text[from..offset]);
    last.set(Some((offset, position)));
    position
}
