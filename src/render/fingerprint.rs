//! What a finding is known by from one run to the next, so that a service can tell the new from the old.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::report::Located;

/// Makes fingerprints: of the path, the code and the pointer, and of how often these occurred together in the source.
/// No line is in it, so that a line that is inserted above changes nothing.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    source: String,
    seen: HashMap<(&'static str, String), u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in 32 hexadecimal digits.
    pub(super) fn next(&mut self, path: &str, finding: &Located) -> String {
        if self.source != path {
            path.clone_into(&mut self.source);
            self.seen.clear();
        }
        let code = finding.code.rule().name;
        let count = self.seen.entry((code, finding.pointer.clone())).or_default();
        *count += 1;
        of(&[path, code, &finding.pointer, &count.to_string()])
    }
}

/// The fingerprint of some texts.
pub(super) fn of(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        // No path, code or pointer of a source that can be named holds a zero byte, so that none runs into the next.
        hash.update([0]);
    }
    let half = u128::from_be_bytes(hash.finalize()[..16].try_into().expect("a digest has 32 bytes"));
    format!("{half:032x}")
}
