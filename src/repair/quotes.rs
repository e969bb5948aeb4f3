//! Texts in other quotes than JSON's: `'text'`, `“text”`, `&quot;text&quot;` and `&#39;text&#39;`.

use std::fmt::Write;

/// Quotes that are not JSON's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `'text'`, as Python and JavaScript write it.
    Single,
    /// `“text”`, as word processors write it.
    Curly,
    /// `&quot;text&quot;` or `&#39;text&#39;`, as pages hold it.
    Entities,
}

/// A text in such quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'t> {
    pub(super) quotes: Quotes,
    /// Length of the opening quote in bytes: 6 for `&quot;`.
    pub(super) opening: usize,
    /// Text between the quotes, as it is written.
    inner: &'t str,
    /// Length of the closing quote in bytes.
    pub(super) closing: usize,
}

/// A stretch of a text between such quotes.
pub(super) struct Part<'t> {
    /// As it is written.
    pub(super) raw: &'t str,
    /// As JSON writes it, where that differs.
    pub(super) meant: Option<String>,
}

const SINGLE: &[&str] = &["'"];
const CURLY: &[&str] = &["“", "”", "„", "‘", "’"];
const QUOTE_ENTITIES: &[&str] = &["&quot;", "&#34;", "&#x22;", "&#034;"];
const SINGLE_ENTITIES: &[&str] = &["&#39;", "&apos;", "&#x27;", "&#039;"];

/// Other entities of HTML, and the characters that they stand for.
const ENTITIES: [(&str, char); 3] = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')];

/// The quote of these that begins a text.
fn opens(quotes: &[&str], text: &str) -> Option<usize> {
    quotes.iter().find(|quote| text.starts_with(**quote)).map(|quote| quote.len())
}

impl Quotes {
    /// True if a text begins with a quote: JSON's, or one of these.
    pub fn begin_string(text: &str) -> bool {
        text.starts_with('"')
            || [SINGLE, CURLY, QUOTE_ENTITIES, SINGLE_ENTITIES].iter().any(|quotes| opens(quotes, text).is_some())
    }
}

impl<'t> Quoted<'t> {
    /// The text in such quotes that begins here, if it ends on its line.
    pub(super) fn begins(text: &'t str) -> Option<Quoted<'t>> {
        let kinds = [
            (Quotes::Single, SINGLE),
            (Quotes::Curly, CURLY),
            (Quotes::Entities, QUOTE_ENTITIES),
            (Quotes::Entities, SINGLE_ENTITIES),
        ];
        let (quotes, opening) =
            kinds.into_iter().find_map(|(kind, quotes)| opens(quotes, text).map(|length| (kind, length)))?;
        let rest = &text[opening..];
        // A single curly quote inside double ones is an apostrophe.
        let closers: &[&str] = match quotes {
            Quotes::Single => SINGLE,
            Quotes::Curly if text.starts_with(['‘', '’']) => &["’", "‘"],
            Quotes::Curly => &["”", "“"],
            Quotes::Entities if opens(SINGLE_ENTITIES, text).is_some() => SINGLE_ENTITIES,
            Quotes::Entities => QUOTE_ENTITIES,
        };
        let mut is_escaped = false;
        for (at, character) in rest.char_indices() {
            if matches!(character, '\n' | '\r') {
                return None;
            }
            if let Some(closing) = opens(closers, &rest[at..]).filter(|_| !is_escaped) {
                return Some(Quoted { quotes, opening, inner: &rest[..at], closing });
            }
            is_escaped = character == '\\' && !is_escaped;
        }
        None
    }

    /// Returns the length in bytes, quotes included.
    pub(super) fn length(self) -> usize {
        self.opening + self.inner.len() + self.closing
    }

    /// Splits the text between the quotes into stretches: those that JSON writes alike, and those that it does not.
    pub(super) fn parts(self) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        let (mut plain, mut at) = (0, 0);
        while at < self.inner.len() {
            let rest = &self.inner[at..];
            match self.special(rest) {
                Some((length, meant)) => {
                    parts.push(Part { raw: &self.inner[plain..at], meant: None });
                    parts.push(Part { raw: &rest[..length], meant: Some(meant) });
                    at += length;
                    plain = at;
                }
                None if rest.starts_with('\\') => {
                    at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        parts.push(Part { raw: &self.inner[plain..], meant: None });
        parts
    }

    /// Returns the JSON of the character that begins a text, if JSON writes it otherwise, and its length here: for
    /// `\xe9` that is `\u00e9` and 4.
    fn special(self, rest: &str) -> Option<(usize, String)> {
        if self.quotes == Quotes::Entities {
            let (before, quote) = rest.strip_prefix('\\').map_or((0, rest), |quote| (1, quote));
            if let Some(length) = opens(QUOTE_ENTITIES, quote) {
                return Some((before + length, "\\\"".to_owned()));
            }
            if let Some(length) = opens(SINGLE_ENTITIES, quote) {
                return Some((before + length, "'".to_owned()));
            }
            if let Some((entity, meant)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
                return Some((entity.len(), meant.to_string()));
            }
        }
        let first = rest.chars().next()?;
        match first {
            '"' => Some((1, "\\\"".to_owned())),
            '\\' if rest[1..].starts_with('\'') => Some((2, "'".to_owned())),
            // Python writes a character of Latin-1 as `\xe9`.
            '\\' if rest[1..].starts_with('x') => {
                let digits = rest.get(2..4).filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()))?;
                Some((4, format!("\\u00{digits}")))
            }
            '\0'..='\u{1f}' => {
                let mut escape = String::new();
                write!(escape, "\\u{:04x}", u32::from(first)).ok()?;
                Some((1, escape))
            }
            _ => None,
        }
    }
}
