//! JSON as it goes out: what could take over a terminal or a log is escaped in it, which changes no value.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::json;

/// Writes a value as JSON on one line.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaping))?)
}

struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // The runner of GitHub Actions takes `##[` for a command wherever it stands.
        let defused = fragment.contains("##[").then(|| fragment.replace("##[", "#\\u0023["));
        let mut rest = defused.as_deref().unwrap_or(fragment);
        while let Some(at) = rest.find(json::is_unsafe) {
            let (before, from) = rest.split_at(at);
            let end = from.ceil_char_boundary(1);
            writer.write_all(before.as_bytes())?;
            from[..end].chars().try_for_each(|unsafe_one| writer.write_all(json::escape(unsafe_one).as_bytes()))?;
            rest = &from[end..];
        }
        writer.write_all(rest.as_bytes())
    }
}
