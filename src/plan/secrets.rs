//! Where a payload's secrets stand, even in a value that is kept whole or in a text that is no JSON.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::{Plan, PlannedField};
use crate::describe::Privacy;
use crate::json;

impl Plan {
    /// The field of a secret that may stand anywhere, if this is its key.
    pub fn secret_named(&self, key: &str) -> Option<&PlannedField> {
        self.secrets_anywhere().iter().find(|it| it.name == key)
    }

    /// The fields of the secrets that may stand anywhere.
    fn secrets_anywhere(&self) -> &[PlannedField] {
        &self.fields[usize::from(self.secrets.start)..usize::from(self.secrets.end)]
    }

    /// Returns true if the key of a secret stands in some JSON. A text that says the same is none.
    pub fn has_secret_in(&self, json: &str) -> bool {
        let secrets = self.secrets_anywhere();
        let is_there = |secret: &PlannedField| json.match_indices(secret.name).any(|(at, _)| is_key(json, secret, at));
        // Most keys have no escapes: `"pubsub_tok\u0065n"`.
        let is_escaped = || memchr::memmem::find(json.as_bytes(), b"\\u").is_some();
        secrets.iter().any(is_there)
            || (!secrets.is_empty() && is_escaped() && keys(json).any(|key| self.secret_named(&key).is_some()))
    }

    /// The values of secrets in a text that need not be JSON, without their quotes: of one that is cut off, up to the end.
    pub fn secrets_in_text(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for secret in self.fields.iter().filter(|field| field.is_secret()) {
            for (at, name) in text.match_indices(secret.name).filter(|(at, _)| is_key(text, secret, *at)) {
                let after = &text[at + name.len() + 1..];
                let value = after.trim_ascii_start()[1..].trim_ascii_start();
                let start = text.len() - value.len();
                found.extend(match value.as_bytes().first() {
                    Some(b'"') => {
                        let end = json::after_quote(text.as_bytes(), start + 1).map_or(text.len(), |end| end - 1);
                        Some(start + 1..end)
                    }
                    // Where such a one ends, nobody knows in a text like this.
                    Some(b'{' | b'[') => Some(start..text.len()),
                    _ => None,
                });
            }
        }
        found
    }
}

impl PlannedField {
    /// Returns true if the value is a secret.
    pub fn is_secret(&self) -> bool {
        self.row.privacy == Privacy::Secret
    }
}

/// True if a secret's name, which stands here, is a key.
fn is_key(json: &str, secret: &PlannedField, at: usize) -> bool {
    let after = json[at + secret.name.len()..].strip_prefix('"').map(str::trim_ascii_start);
    json[..at].ends_with('"') && after.is_some_and(|after| after.starts_with(':'))
}

/// The keys in some JSON, of all its objects, as what they stand for.
fn keys(json: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut at = 0;
    iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'"', json.as_bytes().get(at..)?)?;
            at = json::string_at(json.as_bytes(), start)?.end;
            if json[at..].trim_ascii_start().starts_with(':') {
                return Some(json::key_text(&json[start..at]));
            }
        }
    })
}
