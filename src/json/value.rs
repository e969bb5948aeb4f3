//! Raw values as a whole: on one line, on several, and what stands where in them.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{end_of_text, is_plain, is_space, key_text, push_index, push_key, unescape, write_text};

/// What is wrong with a raw value that the parser accepts, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A text holds half of a surrogate pair, which stands for no character.
    LoneSurrogate {
        /// Where the text begins.
        at: usize,
    },
    /// Objects and lists stand within each other beyond [`MAX_DEPTH`].
    TooDeep {
        /// Where the first one too many begins.
        at: usize,
    },
    /// An object has a key twice.
    RepeatedKey {
        /// Where the second begins.
        at: usize,
        /// Where the first begins.
        first: usize,
    },
}

/// How deep objects and lists may stand within each other.
pub const MAX_DEPTH: usize = 128;

/// Writes a raw value on one line, its texts as [`write_text`] does, and says what is wrong with it first of all. A
/// flawed value is written whole all the same. `depth` counts the objects and lists around the value.
pub fn write_compact(raw: &str, depth: usize, out: &mut Vec<u8>) -> Option<Flaw> {
    let mut flaw = None;
    let mut objects = Vec::new();
    let mut keys = Vec::new();
    let mut open = depth;
    let mut at = 0;
    while let Some(&byte) = raw.as_bytes().get(at) {
        if byte == b'"' {
            let end = end_of_text(raw.as_bytes(), at);
            let text = &raw[at..end];
            if is_plain(text) {
                out.extend_from_slice(text.as_bytes());
            } else if let Some(text) = unescape(text) {
                write_text(&text, out);
            } else {
                flaw = flaw.or(Some(Flaw::LoneSurrogate { at }));
                out.extend_from_slice(text.as_bytes());
            }
            if raw[end..].trim_start().starts_with(':') {
                keys.push((key_text(text), at));
            }
            at = end;
            continue;
        }
        match byte {
            b'{' | b'[' => {
                open += 1;
                if open > MAX_DEPTH {
                    flaw = flaw.or(Some(Flaw::TooDeep { at }));
                }
                objects.push(keys.len());
            }
            b'}' | b']' => {
                open -= 1;
                let first_key = objects.pop().unwrap_or_default();
                if let Some((first, at)) = repeated(&mut keys[first_key..]) {
                    flaw = flaw.or(Some(Flaw::RepeatedKey { at, first }));
                }
                keys.truncate(first_key);
            }
            _ => {}
        }
        if !is_space(byte) {
            out.push(byte);
        }
        at += 1;
    }
    flaw
}

/// Whether objects and lists stand within each other beyond [`MAX_DEPTH`].
pub fn is_too_deep(raw: &str) -> bool {
    matches!(write_compact(raw, 0, &mut Vec::new()), Some(Flaw::TooDeep { .. }))
}

/// The places of two equal keys, if there are any: the first pair in the order of the keys' text. Sorts the keys.
fn repeated(keys: &mut [(Cow<'_, str>, usize)]) -> Option<(usize, usize)> {
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1))
}

/// The pointer of the innermost value or key at an offset in a raw value, relative to the value.
pub fn pointer_at(raw: &str, offset: usize) -> String {
    enum Step<'a> {
        Key(Cow<'a, str>),
        Index(usize),
    }
    let mut path: Vec<Step<'_>> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = raw.as_bytes().get(at) {
        let mut end = at + 1;
        match byte {
            b'"' => {
                end = end_of_text(raw.as_bytes(), at);
                if raw[end..].trim_start().starts_with(':')
                    && let Some(step) = path.last_mut()
                {
                    *step = Step::Key(key_text(&raw[at..end]));
                }
            }
            b'{' | b'[' if at == offset => break,
            b'{' => path.push(Step::Key(Cow::Borrowed(""))),
            b'[' => path.push(Step::Index(0)),
            b'}' | b']' => {
                path.pop();
            }
            b',' => {
                if let Some(Step::Index(index)) = path.last_mut() {
                    *index += 1;
                }
            }
            _ => {}
        }
        if end > offset {
            break;
        }
        at = end;
    }
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Key(key) => push_key(&key, &mut pointer),
            Step::Index(index) => push_index(index, &mut pointer),
        }
    }
    pointer
}

/// Writes JSON that is on one line on several, indented by two spaces.
pub fn write_pretty(line: &[u8], out: &mut impl Write) -> io::Result<()> {
    let mut depth = 0;
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let mut end = at + 1;
        match byte {
            b'"' => end = end_of_text(line, at),
            b'{' | b'[' if !matches!(line.get(end), Some(b'}' | b']')) => depth += 1,
            b'{' | b'[' => end += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        if matches!(byte, b'}' | b']') {
            write!(out, "\n{:width$}", "", width = depth * 2)?;
        }
        out.write_all(&line[at..end])?;
        match byte {
            b'{' | b'[' if end == at + 1 => write!(out, "\n{:width$}", "", width = depth * 2)?,
            b',' => write!(out, "\n{:width$}", "", width = depth * 2)?,
            b':' => out.write_all(b" ")?,
            _ => {}
        }
        at = end;
    }
    Ok(())
}
