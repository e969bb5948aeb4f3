//! Raw values as a whole: on one line, on several, and what stands where in them.

use std::borrow::Cow;
use std::io::{self, Write};
use std::mem;

use super::string::{StringEnd, string_at};
use super::{end_of_string, is_plain, is_space, key_text, push_index, push_key, safe, unescape, write_string};
use crate::sorting::sort_by;

/// Fault of a raw value that the parser accepts, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// A text holds half of a surrogate pair, which is not a character.
    LoneSurrogate {
        /// Offset at which the string begins.
        at: usize,
    },
    /// Objects and arrays stand within each other beyond [`MAX_DEPTH`].
    TooDeep {
        /// Offset at which the first one too many begins.
        at: usize,
    },
    /// An object has a key twice.
    RepeatedKey {
        /// Offset at which the second key begins.
        at: usize,
        /// Offset at which the first key begins.
        first: usize,
    },
}

impl ValueError {
    /// Returns the offset of the error.
    pub fn at(self) -> usize {
        match self {
            ValueError::LoneSurrogate { at } | ValueError::TooDeep { at } | ValueError::RepeatedKey { at, .. } => at,
        }
    }
}

/// Greatest depth of objects and arrays within each other.
pub const MAX_DEPTH: usize = 128;

/// Writes a raw value on one line, its texts as [`write_string`] does and the members of its objects sorted by their keys,
/// for JSON gives their order no meaning: `{"b": 1, "a": [ ]}` becomes `{"a":[],"b":1}`. Says what is wrong with the value
/// first of all; a failed one is written whole all the same. `depth` counts the objects and arrays around the value.
pub fn write_compact(raw: &str, depth: usize, out: &mut Vec<u8>) -> Option<ValueError> {
    let mut error = None;
    compact(raw, depth, out, |found| error = error.or(Some(found)));
    error
}

/// Returns all errors of a raw value, in its order. Only the first value that is too deep counts.
pub fn value_errors(raw: &str) -> Vec<ValueError> {
    let mut value_errors = Vec::new();
    let mut is_too_deep = false;
    compact(raw, 0, &mut Vec::new(), |error| match error {
        ValueError::TooDeep { .. } if mem::replace(&mut is_too_deep, true) => {}
        _ => value_errors.push(error),
    });
    sort_by(&mut value_errors, |one, other| one.at().cmp(&other.at()));
    value_errors
}

/// Writes a raw value on one line, and reports its errors as they come.
fn compact(raw: &str, depth: usize, out: &mut Vec<u8>, mut found: impl FnMut(ValueError)) {
    let mut objects = Vec::new();
    let mut keys: Vec<Member<'_>> = Vec::new();
    let mut open = depth;
    let mut at = 0;
    while let Some(&byte) = raw.as_bytes().get(at) {
        if byte == b'"' {
            let StringEnd { end, is_plain: is_bare } =
                string_at(raw.as_bytes(), at).unwrap_or(StringEnd { end: raw.len(), is_plain: false });
            let text = &raw[at..end];
            let written = out.len();
            if is_bare || is_plain(text) {
                out.extend_from_slice(text.as_bytes());
            } else if let Some(text) = unescape(text) {
                write_string(&text, out);
            } else {
                found(ValueError::LoneSurrogate { at });
                out.extend_from_slice(&safe(text));
            }
            if is_key(raw, end) {
                keys.push(Member { key: key_text(text), at, written, end: 0 });
            }
            at = end;
            continue;
        }
        match byte {
            b'{' | b'[' => {
                open += 1;
                if open > MAX_DEPTH {
                    found(ValueError::TooDeep { at });
                }
                objects.push(keys.len());
            }
            b'}' | b']' => {
                open -= 1;
                let first_key = objects.pop().unwrap_or_default();
                sort(&mut keys[first_key..], out);
                repeated(&keys[first_key..], &mut found);
                keys.truncate(first_key);
            }
            _ => {}
        }
        if !is_space(byte) {
            out.push(byte);
        }
        at += 1;
    }
}

/// The keys of a raw object, in its order.
pub(crate) fn keys(raw: &str) -> Vec<Cow<'_, str>> {
    let (mut at, mut open) = (0, 0);
    let mut keys = Vec::new();
    while let Some(byte) = raw.as_bytes().get(at) {
        match byte {
            b'"' => {
                let end = end_of_string(raw.as_bytes(), at);
                if open == 1 && is_key(raw, end) {
                    keys.push(key_text(&raw[at..end]));
                }
                at = end;
                continue;
            }
            b'{' | b'[' => open += 1,
            b'}' | b']' => open -= 1,
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Returns true if a string that ends here is a key.
fn is_key(raw: &str, end: usize) -> bool {
    raw.as_bytes()[end..].trim_ascii_start().starts_with(b":")
}

/// Returns the offset of the first object or array that is deeper than [`MAX_DEPTH`], in JSON that need not be whole.
pub fn too_deep_at(raw: &str) -> Option<usize> {
    let bytes = raw.as_bytes();
    let (mut at, mut open) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'{' | b'[' if open == MAX_DEPTH => return Some(at),
            b'{' | b'[' => open += 1,
            b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A member of an object that is being written.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Member<'r> {
    key: Cow<'r, str>,
    /// Offset of its key in the raw value.
    at: usize,
    /// Offset of its key in the output.
    written: usize,
    /// Offset in the output of the end of its value, once that is known.
    end: usize,
}

/// Sorts the members of an object, all of which were written last, by their keys: `"b":1,"a":2` becomes `"a":2,"b":1`.
fn sort(members: &mut [Member<'_>], out: &mut Vec<u8>) {
    if members.is_sorted() {
        return;
    }
    let start = members[0].written;
    let mut end = out.len();
    for member in members.iter_mut().rev() {
        member.end = end;
        // Before it stands the comma after the one before.
        end = member.written - 1;
    }
    members.sort_unstable();
    let mut sorted = Vec::with_capacity(out.len() - start);
    for member in &*members {
        if !sorted.is_empty() {
            sorted.push(b',');
        }
        sorted.extend_from_slice(&out[member.written..member.end]);
    }
    out.truncate(start);
    out.append(&mut sorted);
}

/// Finds keys that repeat others among sorted ones.
fn repeated(members: &[Member<'_>], found: &mut impl FnMut(ValueError)) {
    for same in members.chunk_by(|one, other| one.key == other.key) {
        for member in &same[1..] {
            found(ValueError::RepeatedKey { at: member.at, first: same[0].at });
        }
    }
}

/// The pointer of the innermost value or key at an offset in a raw value, relative to the value.
pub fn pointer_at(raw: &str, offset: usize) -> String {
    Pointers::of(raw).at(offset)
}

/// Finds pointers in a raw value. Asked in order, it looks at each byte once.
#[derive(Debug)]
pub struct Pointers<'r> {
    raw: &'r str,
    at: usize,
    path: Vec<Step<'r>>,
}

/// A step of a pointer.
#[derive(Debug)]
enum Step<'r> {
    Key(Cow<'r, str>),
    Index(usize),
}

impl<'r> Pointers<'r> {
    /// The pointers of this value.
    pub fn of(raw: &'r str) -> Pointers<'r> {
        Pointers { raw, at: 0, path: Vec::new() }
    }

    /// The pointer of the innermost value or key at an offset, relative to the value. No offset is before the last one.
    pub fn at(&mut self, offset: usize) -> String {
        let raw = self.raw;
        while self.at <= offset
            && let Some(&byte) = raw.as_bytes().get(self.at)
        {
            let mut end = self.at + 1;
            match byte {
                b'"' => {
                    end = end_of_string(raw.as_bytes(), self.at);
                    if raw[end..].trim_start().starts_with(':')
                        && let Some(step) = self.path.last_mut()
                    {
                        *step = Step::Key(key_text(&raw[self.at..end]));
                    }
                }
                b'{' | b'[' if self.at == offset => break,
                b'{' => self.path.push(Step::Key(Cow::Borrowed(""))),
                b'[' => self.path.push(Step::Index(0)),
                b'}' | b']' => {
                    self.path.pop();
                }
                b',' => {
                    if let Some(Step::Index(index)) = self.path.last_mut() {
                        *index += 1;
                    }
                }
                _ => {}
            }
            self.at = end;
        }
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_key(key, &mut pointer),
                Step::Index(index) => push_index(*index, &mut pointer),
            }
        }
        pointer
    }
}

/// Greatest depth at which a value is written on lines of its own. A deeper one was made to take up room.
const MOST_INDENTED: usize = 32;

/// Writes JSON that is on one line on several, indented by two spaces. What stands very deep stays on its line.
pub fn write_pretty(line: &[u8], out: &mut impl Write) -> io::Result<()> {
    let mut depth = 0;
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let mut end = at + 1;
        match byte {
            b'"' => end = end_of_string(line, at),
            b'{' | b'[' if !matches!(line.get(end), Some(b'}' | b']')) => depth += 1,
            b'{' | b'[' => end += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        if matches!(byte, b'}' | b']') && depth < MOST_INDENTED {
            write!(out, "\n{:width$}", "", width = depth * 2)?;
        }
        out.write_all(&line[at..end])?;
        match byte {
            b'{' | b'[' if end > at + 1 => {}
            b'{' | b'[' | b',' if depth <= MOST_INDENTED => write!(out, "\n{:width$}", "", width = depth * 2)?,
            b':' => out.write_all(b" ")?,
            _ => {}
        }
        at = end;
    }
    Ok(())
}
