//! Text that is almost JSON, as documentation prints it, to the JSON that was meant.
//!
//! Slips are mended that leave no doubt about what was meant: an object or array in quotes whose own quotes are not
//! escaped, a comma before a closing bracket, a control character in a text, and a comment; what programs and pages
//! print, such as `None`, `'text'`, `&quot;text&quot;`, `{key: 1}`, `{:key => nil}` and dots; and a comma that is missing
//! before a key.
//! Everything else is left as it is; whether the result is JSON is for the parser to say.

mod quotes;

use crate::embedded::Original;
use crate::json;
use quotes::Quoted;

pub use quotes::Quotes;

/// A slip that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// An object or an array stood in quotes, its own quotes not escaped.
    QuotedJson,
    /// A comma stood before a closing bracket.
    TrailingComma,
    /// A control character stood in a text.
    ControlCharacter(char),
    /// A comment stood between the values.
    Comment,
    /// A word of JavaScript, Python, Ruby or Perl stood for a value.
    Word {
        /// The word.
        word: &'static str,
        /// Value that it was read as.
        meant: &'static str,
    },
    /// A text stood in other quotes than JSON's.
    Quotes(Quotes),
    /// A key stood in no quotes.
    BareKey,
    /// An arrow stood for the colon after a key, as Ruby and Perl print it.
    Arrow,
    /// A symbol of Ruby stood for a string.
    Symbol,
    /// A comma was missing before a key.
    MissingComma,
    /// Dots stood for an omission.
    Dots,
}

/// Words that other languages use for values, with the nearest JSON.
const WORDS: [(&str, &str); 10] = [
    ("NaN", "null"),
    ("Infinity", "null"),
    ("+Infinity", "null"),
    ("-Infinity", "null"),
    ("undefined", "null"),
    ("None", "null"),
    ("nil", "null"),
    ("undef", "null"),
    ("True", "true"),
    ("False", "false"),
];

/// The JSON that was meant, and the edits that led to it.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// The JSON.
    pub json: String,
    /// The places that were mended, in order.
    pub edits: Vec<Edit>,
    /// Offset at which the object ends in the text.
    pub end: usize,
}

/// A place that was mended.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// The slip. Nothing is said of the quote that closes what another edit opened.
    pub repair: Option<Repair>,
    /// Offset in the text at which the slip begins.
    pub start: usize,
    /// Offset in the text at which it ends.
    pub end: usize,
    /// Offset in the JSON at which its place there ends.
    json_end: usize,
}

impl Original for Repaired {
    fn offset(&self, at: usize) -> usize {
        Repaired::offset(self, at)
    }
}

impl Repaired {
    /// Returns the offset in the text of an offset in the JSON. An insertion stands at the place in the text where it
    /// was made.
    pub fn offset(&self, in_json: usize) -> usize {
        let (before, after) = self.edits.split_at(self.edits.partition_point(|edit| edit.json_end <= in_json));
        let copied = before.last().map_or(in_json, |edit| edit.end + (in_json - edit.json_end));
        after.first().map_or(copied, |edit| copied.min(edit.start))
    }
}

/// Most edits that are made to a text. One with more slips, of whatever kind, was never meant to be JSON.
const MOST_EDITS: usize = 100_000;

/// Most brackets that are open at once: many times as many as the parser reads.
const MOST_OPEN: usize = 1_000;

/// Mends the object that begins a text, if there is anything in it to mend.
pub fn repair(text: &str) -> Option<Repaired> {
    let mut mender = Mender { text, at: 0, repaired: Repaired::default(), quoted: Vec::new(), open: Vec::new() };
    let mut is_in_it = true;
    while is_in_it
        && !mender.is_hopeless()
        && let Some(&byte) = text.as_bytes().get(mender.at)
    {
        mender.step(byte);
        is_in_it = !(matches!(byte, b'}' | b']') && mender.open.is_empty());
    }
    mender.repaired.end = mender.at;
    (!mender.is_hopeless() && !mender.repaired.edits.is_empty()).then_some(mender.repaired)
}

/// The length of the comment that begins a text: it ends with its line, or with the record of RFC 7464 that it is in.
pub fn comment(text: &str) -> usize {
    text.find(['\n', '\r', '\u{1e}']).unwrap_or(text.len())
}

/// Returns the rest of a text after the white space and the comments to the ends of lines that begin it.
pub fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("//") {
        rest = rest[comment(rest)..].trim_start();
    }
    rest
}

/// Most bytes of a comment between values that has an end of its own. So a text of beginnings without an end costs little.
const LONGEST_COMMENT: usize = 1024;

/// The length of the comment that begins a text between values, if one does: `// …` or `/* … */`.
fn comment_between(text: &str) -> Option<usize> {
    let Some(inner) = text.strip_prefix("/*") else { return text.starts_with("//").then(|| comment(text)) };
    let near = &inner.as_bytes()[..inner.len().min(LONGEST_COMMENT)];
    memchr::memmem::find(near, b"*/").map(|end| "/*".len() + end + "*/".len())
}

/// Returns the rest of a text after the white space and the comments between values that begin it.
fn after_comments_between(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(length) = comment_between(rest) {
        rest = rest[length..].trim_start();
    }
    rest
}

/// Returns true if a text begins with a quote around an object or array whose own quotes are not escaped: `"{"a": 1}"`.
/// The quote must stand before a bracket, and that before a key or a string in quotes. In a text that is just `"{"`,
/// the next quote is its last, and after that comes punctuation.
pub fn opens_quoted_json(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('"') else { return false };
    let inner = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || matches!(it, '{' | '['));
    let brackets = rest[..rest.len() - inner.len()].contains(['{', '[']);
    let after = inner.strip_prefix('"').and_then(|inner| inner.chars().next());
    brackets && after.is_some_and(|it| !it.is_ascii_whitespace() && !matches!(it, ',' | ':' | '}' | ']' | '"'))
}

/// Returns true if a closing bracket comes next, after nothing but white space and comments.
fn closes(rest: &str) -> bool {
    after_comments_between(rest).starts_with(['}', ']'])
}

/// A text without the white space at its beginning that may stand between JSON tokens.
fn without_space_before(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// Returns true if dots come next, and then a closing bracket.
fn is_dots_at_the_end(rest: &str) -> bool {
    let rest = after_comments_between(rest);
    dots(rest).is_some_and(|length| closes(&rest[length..]))
}

/// The length of the dots that begin a text: `...` or `…`.
fn dots(text: &str) -> Option<usize> {
    let length = text.len() - text.trim_start_matches(['.', '…']).len();
    let is_number = text[length..].starts_with(|it: char| it.is_ascii_alphanumeric());
    (length >= 2 && !is_number).then_some(length)
}

/// The word or number that begins a text.
fn word(text: &str) -> &str {
    let is_in_it = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$' | '-' | '+' | '.');
    text.split(|it| !is_in_it(it)).next().unwrap_or_default()
}

/// The symbol of Ruby that begins a text: `:online`.
fn symbol(text: &str) -> Option<&str> {
    let name = word(text.strip_prefix(':')?);
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_').then_some(name)
}

struct Mender<'t> {
    text: &'t str,
    at: usize,
    repaired: Repaired,
    /// Depths at which JSON in quotes was opened.
    quoted: Vec<usize>,
    /// The brackets that are open.
    open: Vec<u8>,
}

/// Kind of token that may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Value,
    /// A comma or a closing bracket, after a value.
    Punctuation,
    /// A colon, or nothing that could be right.
    Other,
}

impl<'t> Mender<'t> {
    /// Takes the token that begins here, and mends it if need be.
    fn step(&mut self, byte: u8) {
        match byte {
            b'"' if self.closes_quoted_json() => {
                self.quoted.pop();
                self.replace(None, self.at + 1, "");
            }
            b'"' if opens_quoted_json(self.rest()) => {
                self.quoted.push(self.open.len());
                self.replace(Some(Repair::QuotedJson), self.at + 1, "");
            }
            b'"' => {
                let end = json::end_of_string(self.text.as_bytes(), self.at);
                self.add_missing_comma(end);
                self.copy_text();
            }
            b',' if closes(&self.rest()[1..]) => self.replace(Some(Repair::TrailingComma), self.at + 1, ""),
            b',' if is_dots_at_the_end(&self.rest()[1..]) => self.replace(None, self.at + 1, ""),
            b'/' => match comment_between(self.rest()) {
                Some(length) => self.replace(Some(Repair::Comment), self.at + length, ""),
                None => self.mend_token(),
            },
            b'{' | b'[' => {
                self.open.push(byte);
                self.copy(self.at + 1);
            }
            b'}' | b']' => {
                self.open.pop();
                self.copy(self.at + 1);
            }
            b'=' if self.is_in_object() && self.next() == Next::Punctuation && self.rest().starts_with("=>") => {
                self.replace(Some(Repair::Arrow), self.at + "=>".len(), ":");
            }
            b':' => self.take_colon(),
            b' ' | b'\t' | b'\n' | b'\r' | b',' => self.copy(self.at + 1),
            _ => self.mend_token(),
        }
    }

    /// Takes a colon, or the symbol that it begins where a key or a value is to come.
    fn take_colon(&mut self) {
        let next = self.next();
        match symbol(self.rest()) {
            Some(name) if next == Next::Value || (next == Next::Key && self.is_key(self.at + 1 + name.len())) => {
                self.replace(Some(Repair::Symbol), self.at + 1 + name.len(), &json::quoted(name));
            }
            None if next == Next::Key && self.rest()[1..].starts_with('"') => {
                self.replace(Some(Repair::Symbol), self.at + 1, "");
            }
            _ => self.copy(self.at + 1),
        }
    }

    /// Takes a token that begins with no character that JSON's strings and brackets begin with.
    fn mend_token(&mut self) {
        if let Some(length) = dots(self.rest()) {
            return self.mend_dots(self.at + length);
        }
        if let Some(quoted) = Quoted::begins(self.rest()) {
            self.add_missing_comma(self.at + quoted.length());
            if matches!(self.next(), Next::Key | Next::Value) {
                return self.mend_quotes(quoted);
            }
        }
        let word = word(self.rest());
        let end = self.at + word.len();
        let is_key =
            word.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '_' | '$')) && self.is_key(end);
        if is_key {
            self.add_missing_comma(end);
        }
        match (self.next(), WORDS.iter().find(|(known, _)| *known == word)) {
            (Next::Key, _) if is_key => {
                self.replace(Some(Repair::BareKey), end, &json::quoted(word));
            }
            (Next::Value, Some(&(word, meant))) => self.replace(Some(Repair::Word { word, meant }), end, meant),
            _ if word.is_empty() => self.copy_character(),
            _ => self.copy(end),
        }
    }

    /// Takes dots away, with the comma that follows them; after a colon they stand for a value.
    fn mend_dots(&mut self, end: usize) {
        let is_value = self.repaired.json.trim_end().ends_with(':');
        if is_value {
            return self.replace(Some(Repair::Dots), end, "null");
        }
        self.replace(Some(Repair::Dots), end, "");
        let after = without_space_before(self.rest());
        if matches!(self.next(), Next::Key | Next::Value) && after.starts_with(',') {
            self.replace(None, self.text.len() - after.len() + 1, "");
        }
    }

    /// Writes a text in JSON's quotes.
    fn mend_quotes(&mut self, quoted: Quoted<'t>) {
        self.replace(Some(Repair::Quotes(quoted.quotes)), self.at + quoted.opening, "\"");
        for part in quoted.parts() {
            let end = self.at + part.raw.len();
            match part.meant {
                None => self.copy(end),
                Some(meant) => self.replace(None, end, &meant),
            }
            if self.is_hopeless() {
                return;
            }
        }
        self.replace(None, self.at + quoted.closing, "\"");
    }

    /// Writes a comma before the key that ends here, if it follows a value.
    fn add_missing_comma(&mut self, end: usize) {
        let is_in_object = self.is_in_object() && self.quoted.last() != Some(&self.open.len());
        if is_in_object && self.next() == Next::Punctuation && self.is_key(end) {
            self.replace(Some(Repair::MissingComma), self.at, ",");
        }
    }

    /// Returns true if a colon, or an arrow for it, follows the token that ends here.
    fn is_key(&self, end: usize) -> bool {
        let rest = without_space_before(&self.text[end..]);
        rest.starts_with(':') || rest.starts_with("=>")
    }

    /// Returns the kind of token that may follow the JSON written so far.
    fn next(&self) -> Next {
        let is_object = self.is_in_object();
        match self.repaired.json.trim_end().as_bytes().last() {
            Some(b'{' | b',') if is_object => Next::Key,
            Some(b'[' | b',' | b':') => Next::Value,
            Some(b'"' | b'}' | b']' | b'0'..=b'9' | b'a'..=b'z') => Next::Punctuation,
            _ => Next::Other,
        }
    }

    fn is_in_object(&self) -> bool {
        self.open.last() == Some(&b'{')
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Returns true if the text has more slips than are mended, or more in each other.
    fn is_hopeless(&self) -> bool {
        self.repaired.edits.len() > MOST_EDITS || self.open.len() > MOST_OPEN
    }

    fn copy(&mut self, to: usize) {
        self.repaired.json.push_str(&self.text[self.at..to]);
        self.at = to;
    }

    fn copy_character(&mut self) {
        let length = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        self.copy(self.at + length);
    }

    fn replace(&mut self, repair: Option<Repair>, to: usize, by: &str) {
        self.repaired.json.push_str(by);
        let edit = Edit { repair, start: self.at, end: to, json_end: self.repaired.json.len() };
        self.repaired.edits.push(edit);
        self.at = to;
    }

    fn closes_quoted_json(&self) -> bool {
        self.quoted.last() == Some(&self.open.len()) && self.repaired.json.trim_end().ends_with(['}', ']'])
    }

    /// Copies a text, its control characters escaped, unless there are too many.
    fn copy_text(&mut self) {
        self.copy(self.at + 1);
        while !self.is_hopeless()
            && let Some(&byte) = self.text.as_bytes().get(self.at)
        {
            match byte {
                b'"' => return self.copy(self.at + 1),
                b'\\' => {
                    self.copy(self.at + 1);
                    if self.at < self.text.len() {
                        self.copy_character();
                    }
                }
                0..=0x1f => {
                    let character = char::from(byte);
                    self.replace(Some(Repair::ControlCharacter(character)), self.at + 1, &json::escape(character));
                }
                _ => self.copy_character(),
            }
        }
    }
}
