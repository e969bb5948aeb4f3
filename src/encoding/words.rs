//! Words and numbers that stand for words.

use std::borrow::Cow;

use super::accepts::Type;
use super::number::number;
use super::{DecodeError, Decoded, Decoder, Part, Result, text_or_number};
use crate::json::{self, is_number, quoted};

/// Reads one of the vendor's words: its meaning, or the word itself. Booleans and numbers are words where the vendor's
/// list has them.
pub fn word(decoder: &mut Decoder<'_>, raw: &str, part: Part, words: &[(&str, &str)]) -> Result {
    let is_string = json::is_string(raw);
    if !is_string && !words.iter().any(|(word, _)| is_alike(word, raw)) {
        return if part == Part::Meaning { Err(DecodeError::Type) } else { decoder.text(raw) };
    }
    if is_string && part != Part::Meaning {
        return decoder.text(raw);
    }
    let text = if is_string { decoder.unescape(raw)? } else { raw.into() };
    match part {
        Part::Meaning => {
            let (_, meaning) = words.iter().find(|(word, _)| *word == text).ok_or(DecodeError::Word)?;
            Ok(if meaning.is_empty() { Decoded::Absent } else { decoder.make(meaning) })
        }
        _ => Ok(decoder.make(&text)),
    }
}

/// Reads a word that is itself, unless it is one of those that are called otherwise.
pub fn renamed(decoder: &mut Decoder<'_>, raw: &str, part: Part, words: &[(&str, &str)]) -> Result {
    if part != Part::Meaning || !json::is_string(raw) {
        return decoder.text(raw);
    }
    let text = decoder.unescape(raw)?;
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, meaning)) => Ok(decoder.make(meaning)),
        None => decoder.text(raw),
    }
}

/// Reads the second meaning of some of the vendor's words, beside the first. Of other words there is no such part.
pub fn beside(decoder: &mut Decoder<'_>, raw: &str, words: &[(&str, &str)]) -> Result {
    let word = if json::is_string(raw) { decoder.unescape(raw)? } else { raw.into() };
    let known = words.iter().find(|(known, _)| *known == word);
    Ok(known.map_or(Decoded::Absent, |(_, meaning)| decoder.make(meaning)))
}

/// Reads an array of words, of which the first means something if it is one of these.
pub fn first(decoder: &mut Decoder<'_>, raw: &str, words: &[(&str, &str)]) -> Result {
    let all: Vec<Cow<'_, str>> = serde_json::from_str(raw).map_err(|_| DecodeError::Type)?;
    let meant = words.iter().find(|(word, _)| all.first().is_some_and(|first| first == word));
    Ok(meant.map_or(Decoded::Absent, |(_, meaning)| decoder.make(meaning)))
}

/// Writes a word that a value says by being there.
pub fn said(decoder: &mut Decoder<'_>, word: &str) -> Result {
    Ok(decoder.make(word))
}

/// The JSON of a word, as a vendor writes it: text, unless it is a boolean or a number.
pub fn write(word: &str) -> String {
    if type_of(word).is_some() { word.to_owned() } else { quoted(word) }
}

/// The type of a word that is no text.
pub fn type_of(word: &str) -> Option<Type> {
    match word {
        _ if is_boolean(word) => Some(Type::Boolean),
        _ if is_number(word) => Some(Type::Number),
        _ => None,
    }
}

/// Returns true for the JSON of a boolean.
pub fn is_boolean(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// Returns true if both are booleans, or both are numbers.
fn is_alike(word: &str, raw: &str) -> bool {
    type_of(word).is_some_and(|kind| type_of(raw) == Some(kind))
}

/// Reads a number that stands for the word at its place, counted from 0.
pub fn code(decoder: &mut Decoder<'_>, raw: &str, words: &[&str]) -> Result {
    decoder.bare(raw, |decoder, raw| {
        number(raw, decoder.is_mixed(), is_number)?;
        let word = text_or_number(raw).parse::<usize>().ok().and_then(|code| words.get(code));
        Ok(decoder.make(word.ok_or(DecodeError::Word)?))
    })
}

/// Reads a word that always stands here.
pub fn constant(decoder: &mut Decoder<'_>, raw: &str, word: &str) -> Result {
    if !json::is_string(raw) {
        return Err(DecodeError::Type);
    }
    if decoder.unescape(raw)? == word { decoder.text(raw) } else { Err(DecodeError::Word) }
}
