//! Text that is JSON up to some place, as JSON.

use serde::de::IgnoredAny;

use super::{is_space, offset_of, string_at};

/// The object or array that begins a text, as far as it is JSON: all that is whole of it, and the brackets that are missing.
/// `{"a": 1, "b": {"c": [2, "thr` becomes `{"a": 1, "b": {"c": [2]}}`. What is kept stands where it stood.
pub fn closed(text: &str) -> String {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let stop = match values.next() {
        Some(Ok(IgnoredAny)) => values.byte_offset(),
        Some(Err(error)) => offset_of(&error, text),
        None => 0,
    };
    let mut prefix = Prefix { json: &text.as_bytes()[..stop], at: 0, open: Vec::new(), awaits_key: false, whole: 0 };
    while prefix.step().is_some() {}
    let closing = prefix.open.iter().rev().map(|open| if *open == b'{' { '}' } else { ']' });
    text[..prefix.whole].chars().chain(closing).collect()
}

/// The beginning of some JSON, of which the parser took every token.
struct Prefix<'j> {
    json: &'j [u8],
    at: usize,
    /// The brackets that are open.
    open: Vec<u8>,
    /// True if the next string is a key: after `{`, and after a comma in an object.
    awaits_key: bool,
    /// Offset up to which it is JSON, once the open brackets are closed.
    whole: usize,
}

impl Prefix<'_> {
    /// Goes on to the next token, if there is a whole one.
    fn step(&mut self) -> Option<()> {
        let byte = *self.json.get(self.at)?;
        match byte {
            b'"' => {
                self.at = string_at(self.json, self.at)?.end;
                if !std::mem::take(&mut self.awaits_key) {
                    self.whole = self.at;
                }
                return Some(());
            }
            b'{' | b'[' => {
                self.open.push(byte);
                self.awaits_key = byte == b'{';
            }
            b'}' | b']' => {
                self.open.pop();
                self.awaits_key = false;
            }
            b',' => self.awaits_key = self.open.last() == Some(&b'{'),
            b':' => {}
            byte if is_space(byte) => {}
            _ => {
                let rest = self.json[self.at..].iter();
                let is_end = |byte: &u8| is_space(*byte) || matches!(byte, b',' | b'}' | b']');
                self.at += rest.clone().position(is_end)?;
                self.whole = self.at;
                return Some(());
            }
        }
        self.at += 1;
        if matches!(byte, b'{' | b'[' | b'}' | b']') {
            self.whole = self.at;
        }
        Some(())
    }
}
