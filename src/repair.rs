//! Text that is almost JSON, as documentation prints it, to the JSON that was meant.
//!
//! Four slips are mended, because they leave no doubt about what was meant: an object or array in quotes whose own
//! quotes are not escaped, a comma before a closing bracket, a control character in a text, and a `//` comment.
//! Everything else is left as it is; whether the result is JSON is for the parser to say.

use crate::json;

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
}

/// The JSON that was meant, and what had to be done.
#[derive(Debug, Default)]
pub struct Repaired {
    /// The JSON.
    pub json: String,
    /// The places that were mended, in order.
    pub edits: Vec<Edit>,
    /// Where in the text it ends.
    pub end: usize,
}

/// A place that was mended.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// The slip. Nothing is said of the quote that closes what another edit opened.
    pub repair: Option<Repair>,
    /// Where the slip begins in the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where its place in the JSON ends.
    json_end: usize,
}

impl Repaired {
    /// The offset in the text of an offset in the JSON. What was put in stands where it was put in.
    pub fn offset(&self, in_json: usize) -> usize {
        let (before, after) = self.edits.split_at(self.edits.partition_point(|edit| edit.json_end <= in_json));
        let copied = before.last().map_or(in_json, |edit| edit.end + (in_json - edit.json_end));
        after.first().map_or(copied, |edit| copied.min(edit.start))
    }
}

/// What has more slips than this, of whatever kind, was never meant to be JSON.
const MOST_EDITS: usize = 100_000;

/// Mends the object that begins a text, if there is anything in it to mend.
pub fn repair(text: &str) -> Option<Repaired> {
    let mut mender = Mender { text, at: 0, repaired: Repaired::default(), quoted: Vec::new(), depth: 0 };
    let mut is_in_it = true;
    while is_in_it
        && !mender.is_hopeless()
        && let Some(byte) = text.as_bytes().get(mender.at)
    {
        match byte {
            b'"' if mender.closes_quoted_json() => {
                mender.quoted.pop();
                mender.replace(None, mender.at + 1, "");
            }
            b'"' if opens_quoted_json(&text[mender.at..]) => {
                mender.quoted.push(mender.depth);
                mender.replace(Some(Repair::QuotedJson), mender.at + 1, "");
            }
            b'"' => mender.copy_text(),
            b',' if mender.closes_after_comma() => mender.replace(Some(Repair::TrailingComma), mender.at + 1, ""),
            b'/' if text[mender.at..].starts_with("//") => {
                let length = comment(&text[mender.at..]);
                mender.replace(Some(Repair::Comment), mender.at + length, "");
            }
            b'{' | b'[' => {
                mender.depth += 1;
                mender.copy(mender.at + 1);
            }
            b'}' | b']' => {
                mender.depth = mender.depth.saturating_sub(1);
                mender.copy(mender.at + 1);
                is_in_it = mender.depth > 0;
            }
            _ => mender.copy_character(),
        }
    }
    mender.repaired.end = mender.at;
    (1..=MOST_EDITS).contains(&mender.repaired.edits.len()).then_some(mender.repaired)
}

/// The length of the comment that begins a text: it ends with its line, or with the record of RFC 7464 that it is in.
pub fn comment(text: &str) -> usize {
    text.find(['\n', '\r', '\u{1e}']).unwrap_or(text.len())
}

/// What follows the white space and the comments that begin a text.
pub fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("//") {
        rest = rest[comment(rest)..].trim_start();
    }
    rest
}

/// Whether a text begins with a quote that stands before an object or array whose first key or text is in quotes itself. Of a
/// text that is just `"{"`, the next quote is its last, and after that comes punctuation.
pub fn opens_quoted_json(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('"') else { return false };
    let inner = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || matches!(it, '{' | '['));
    let brackets = rest[..rest.len() - inner.len()].contains(['{', '[']);
    let after = inner.strip_prefix('"').and_then(|inner| inner.chars().next());
    brackets && after.is_some_and(|it| !it.is_ascii_whitespace() && !matches!(it, ',' | ':' | '}' | ']' | '"'))
}

struct Mender<'t> {
    text: &'t str,
    at: usize,
    repaired: Repaired,
    /// At which depths JSON in quotes was opened.
    quoted: Vec<usize>,
    depth: usize,
}

impl Mender<'_> {
    /// Whether there is more to mend than is mended.
    fn is_hopeless(&self) -> bool {
        self.repaired.edits.len() > MOST_EDITS
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
        self.quoted.last() == Some(&self.depth) && self.repaired.json.trim_end().ends_with(['}', ']'])
    }

    /// Whether nothing but white space and comments stands between the comma here and a closing bracket.
    fn closes_after_comma(&self) -> bool {
        after_comments(&self.text[self.at + 1..]).starts_with(['}', ']'])
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
