//! The user's policy for findings: how bad each code is, what makes a run fail, and which findings are shown.

use std::collections::BTreeMap;

use super::Severity;
use super::rules::Code;

/// The user's policy for findings. Whatever is not shown is counted all the same.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The severities that the user gave to codes; none for a code that is not to be said at all.
    pub levels: BTreeMap<Code, Option<Severity>>,
    /// The least severity that makes a run fail, if any does.
    pub fail_on: Option<Severity>,
    /// The least severity that is shown.
    pub shown: Severity,
    /// The codes that a source is meant to give, if it is meant to be wrong: these are not said, and warnings beside them
    /// are errors.
    pub meant: Option<Vec<Code>>,
    /// The most findings of a payload that are shown. Nobody reads more, and a payload can be made to trip millions.
    pub most: usize,
}

/// The most findings of a payload that are shown, unless the user asks for more.
pub const MOST: usize = 100;

impl Default for Policy {
    fn default() -> Policy {
        let (fail_on, shown) = (Some(Severity::Error), Severity::Note);
        Policy { levels: BTreeMap::new(), fail_on, shown, meant: None, most: MOST }
    }
}

impl Policy {
    /// Returns the severity of findings of a code, if they are worth saying.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        let severity = self.levels.get(&code).copied().unwrap_or(Some(code.severity()));
        match &self.meant {
            Some(meant) if meant.contains(&code) => None,
            Some(_) => severity.map(|severity| if severity == Severity::Warning { Severity::Error } else { severity }),
            None => severity,
        }
    }

    /// True if a source is meant to give this code.
    pub fn means(&self, code: Code) -> bool {
        self.meant.as_ref().is_some_and(|meant| meant.contains(&code))
    }

    /// True if findings of this severity make a run fail.
    pub fn fails(&self, severity: Severity) -> bool {
        self.fail_on.is_some_and(|least| severity >= least)
    }
}
