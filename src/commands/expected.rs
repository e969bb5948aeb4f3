//! The user's word beforehand about the payloads of each source: on the command line, in settings, and by its path.

use std::collections::BTreeSet;
use std::path::{Path, absolute};
use std::sync::Arc;

use chathook::carriers::Pattern;
use chathook::detect::Hint;
use chathook::examine::Examiner;
use chathook::expect::Expectation;
use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::frame::Form;
use chathook::report::Report;

use crate::config::Config;

/// Everything that is known of the payloads of each source beforehand.
#[derive(Clone, Default)]
pub(super) struct Expected {
    /// True if they are held to their source's path.
    pub(super) by_path: bool,
    /// The expectation that all are held to, if there is one.
    pub(super) by_option: Option<Expectation>,
    /// The vendor or event of all, as far as it is said.
    pub(super) hint: Hint,
    /// The form of all sources, if it is said.
    pub(super) form: Option<Form>,
    /// The places of all in documents, as far as they are said.
    pub(super) at: Vec<Pattern>,
    /// True if sources are held to the codes that they are meant to give.
    pub(super) holds_to_codes: bool,
    /// These codes, if that is said of all.
    pub(super) codes: Option<Vec<Code>>,
    /// The settings, which may say more of some sources.
    pub(super) config: Arc<Config>,
}

impl Expected {
    /// Returns the form that a source is said to be in. The command line counts first.
    pub(super) fn form(&self, source: &str) -> Form {
        self.form.or_else(|| self.config.known(Path::new(source)).form).unwrap_or_default()
    }

    /// Tells an examiner what is known of a source. What the command line says counts first.
    pub(super) fn tell(&self, examiner: &mut Examiner, source: &str) {
        let known = self.config.known(Path::new(source));
        let is_hinted = self.hint.vendor.is_some();
        examiner.options.hint = known.hint.filter(|_| !is_hinted).unwrap_or(self.hint);
        examiner.options.at = if self.at.is_empty() { known.at } else { self.at.clone() };
        examiner.options.policy.meant = self.codes.clone().or(known.findings).filter(|_| self.holds_to_codes);
        examiner.expect(match &self.by_option {
            None if self.by_path => Some(expected_by(source)),
            by_option => by_option.clone().or(known.expected),
        });
    }
}

/// Returns a report on each code that a source is meant to give and did not.
pub(super) fn missing(source: &str, policy: &Policy, met: &BTreeSet<Code>) -> Vec<Report> {
    let missing = policy.meant.iter().flatten().filter(|code| !met.contains(code));
    missing.map(|code| Report::of_missing(source, *code, policy)).collect()
}

/// Returns the expectation that a source's path sets. The folder that the command is run in may set it as well.
fn expected_by(source: &str) -> Expectation {
    match Expectation::of_path(Path::new(source)) {
        Expectation::Unsaid => absolute(source).map_or(Expectation::Unsaid, |path| Expectation::of_path(&path)),
        expectation => expectation,
    }
}
