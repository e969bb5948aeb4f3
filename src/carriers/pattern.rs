//! A JSON Pointer in which `*` stands for any key or index.

use std::str::FromStr;

use crate::json;

/// A pattern of the places of payloads in documents: `/Records/*/body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// The keys, and nothing for a `*`.
    steps: Vec<Option<String>>,
    /// True if it means only events that are described, of the values that stand there.
    pub(super) is_of_events: bool,
    /// True if it means only what holds JSON, of the values that stand there: a row of a table has numbers and words, too.
    pub(super) is_of_json: bool,
}

impl Pattern {
    /// It, as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number of its steps.
    pub(super) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// True if one of its steps means a key.
    pub(super) fn takes(&self, step: usize, key: &str) -> bool {
        self.steps.get(step).is_some_and(|meant| meant.as_deref().is_none_or(|meant| meant == key))
    }

    /// The pattern of all of a document.
    pub fn whole() -> Pattern {
        Pattern { text: String::new(), steps: Vec::new(), is_of_events: false, is_of_json: false }
    }

    /// The pattern of the events that stand so many steps deep, whatever the keys.
    pub(super) fn of_events(steps: usize) -> Pattern {
        Pattern { text: "/*".repeat(steps), steps: vec![None; steps], is_of_events: true, is_of_json: false }
    }

    /// True if a value that stands there is nothing, or nothing that is meant.
    pub(super) fn passes_over(&self, json: &str) -> bool {
        let may_hold_json = || json.starts_with(['{', '[', '"']) && !json::is_empty_container(json);
        matches!(json, "null" | "\"\"") || (self.is_of_json && !may_hold_json())
    }

    /// The same without its first step, if that is a `*`.
    pub fn of_item(&self) -> Option<Pattern> {
        let (first, rest) = self.steps.split_first()?;
        let text = self.text.strip_prefix("/*")?.to_owned();
        first.is_none().then(|| Pattern { text, steps: rest.to_vec(), ..*self })
    }
}

impl FromStr for Pattern {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Pattern, &'static str> {
        let rest = text
            .strip_prefix('/')
            .ok_or("expected a JSON Pointer, which begins with a slash: /body, /Records/*/body")?;
        let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
        let steps = rest.split('/').map(|step| (step != "*").then(|| unescaped(step))).collect();
        Ok(Pattern { text: text.to_owned(), steps, is_of_events: false, is_of_json: false })
    }
}

/// Appends a step of a pattern to it: a key as it is, any index as `*`.
pub(super) fn push_step(key: Option<&str>, pattern: &mut String) {
    match key {
        Some(key) => json::push_key(key, pattern),
        None => pattern.push_str("/*"),
    }
}
