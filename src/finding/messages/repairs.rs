//! The sentences about text that is almost JSON.

use std::fmt::{self, Display, Formatter};

use crate::json;
use crate::repair::{Quotes, Repair};

impl Display for Repair {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Repair::QuotedJson => f.write_str("JSON in quotes whose own quotes are not escaped"),
            Repair::TrailingComma => f.write_str("a comma before a closing bracket"),
            Repair::ControlCharacter('\n' | '\r') => f.write_str("a line break inside a string"),
            Repair::ControlCharacter('\t') => f.write_str("a tab inside a string"),
            Repair::ControlCharacter(character) => {
                write!(f, "the control character U+{:04X} inside a string", u32::from(*character))
            }
            Repair::Comment => f.write_str("a comment"),
            Repair::Word { word, .. } => write!(f, "`{word}` is not a JSON value"),
            Repair::Quotes(Quotes::Single) => f.write_str("a string in single quotes"),
            Repair::Quotes(Quotes::Curly) => f.write_str("a string in curly quotes"),
            Repair::Quotes(Quotes::Entities) => f.write_str("a string in `&quot;`, which pages write for quotes"),
            Repair::BareKey => f.write_str("a key without quotes"),
            Repair::Arrow => f.write_str("`=>` in place of a colon"),
            Repair::Symbol => f.write_str("a symbol in place of a string"),
            Repair::MissingComma => f.write_str("a comma is missing before this key"),
            Repair::Dots => f.write_str("dots in place of what was left out"),
        }
    }
}

/// Says how it was read, and the next step.
pub(super) fn help(repair: Repair) -> String {
    match repair {
        Repair::QuotedJson => {
            "read as the JSON that was meant; send it without the quotes around it, or escape its own".to_owned()
        }
        Repair::TrailingComma | Repair::Comment => "skipped; remove it".to_owned(),
        Repair::ControlCharacter(character) => {
            format!("read as it is; write it as `{}`", json::escape(character))
        }
        Repair::Word { meant: "null", .. } => "read as null; write null, or a value".to_owned(),
        Repair::Word { meant, .. } => format!("read as `{meant}`, as JSON writes it"),
        Repair::Quotes(Quotes::Entities) => {
            "read as it was meant; it was copied out of a page's source: write `\"` for `&quot;`".to_owned()
        }
        Repair::Quotes(_) => "read as it was meant; strings and keys need straight double quotes".to_owned(),
        Repair::BareKey | Repair::Symbol => "read as it was meant; write it in double quotes".to_owned(),
        Repair::Arrow => "read as it was meant; write a colon".to_owned(),
        Repair::MissingComma => "read as it was meant; write the comma".to_owned(),
        Repair::Dots => "skipped; dots stand for what was left out: write it, or remove them".to_owned(),
    }
}
