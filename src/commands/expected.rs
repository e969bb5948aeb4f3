//! What the user says beforehand of the payloads of each source: on the command line, in settings, and by its path.

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

/// What is known of the payloads of each source beforehand.
#[derive(Clone, Default)]
pub(super) struct Expected {
    /// Whether they are what their source's path says.
    pub(super) by_path: bool,
    /// What they are, if that is said of all.
    pub(super) by_option: Option<Expectation>,
    /// Whose they are, or which event's, as far as that is said of all.
    pub(super) hint: Hint,
    /// What sources are said to be, if that is said of all.
    pub(super) form: Option<Form>,
    /// Where in documents they stand, as far as that is said of all.
    pub(super) at: Vec<Pattern>,
    /// Whether sources are held to the codes that they are meant to give.
    pub(super) holds_to_codes: bool,
    /// These codes, if that is said of all.
    pub(super) codes: Option<Vec<Code>>,
    /// What the settings say of some.
    pub(super) config: Arc<Config>,
}

impl Expected {
    /// What a source is said to be. What the command line says counts first.
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

/// What there is to say of the codes that a source is meant to give and did not.
pub(super) fn missing(source: &str, policy: &Policy, met: &BTreeSet<Code>) -> Vec<Report> {
    let missing = policy.meant.iter().flatten().filter(|code| !met.contains(code));
    missing.map(|code| Report::of_missing(source, *code, policy)).collect()
}

/// What a source's path says that it holds. The folder that the command is run in may say so as well.
fn expected_by(source: &str) -> Expectation {
    match Expectation::of_path(Path::new(source)) {
        Expectation::Unsaid => absolute(source).map_or(Expectation::Unsaid, |path| Expectation::of_path(&path)),
        expectation => expectation,
    }
}
