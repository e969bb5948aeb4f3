//! The mark by which a finding is known from one run to the next, so that a service can tell the new from the old.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::report::Located;

/// Makes fingerprints: of the path, the code and the pointer, and of how often these occurred together in the source.
/// No line is in it, so that a line that is inserted above changes nothing.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    source: String,
    /// The number of findings so far with each code and pointer, by the beginning of their digest: of a million, the
    /// pointers themselves would take a lot of room.
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in 32 hexadecimal digits.
    pub(super) fn next(&mut self, path: &str, finding: &Located) -> String {
        if self.source != path {
            path.clone_into(&mut self.source);
            self.seen.clear();
        }
        let code = finding.code.rule().name;
        let [beginning, _] = digest(&[code, &finding.pointer]);
        let count = self.seen.entry(beginning).or_default();
        *count += 1;
        of(&[path, code, &finding.pointer, &count.to_string()])
    }
}

/// The fingerprint of some texts.
pub(super) fn of(texts: &[&str]) -> String {
    let [first, second] = digest(texts);
    format!("{first:016x}{second:016x}")
}

/// The first half of the digest of some texts.
fn digest(texts: &[&str]) -> [u64; 2] {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        // No path, code or pointer of a source that can be named holds a zero byte, so that none runs into the next.
        hash.update([0]);
    }
    let digest = hash.finalize();
    let word = |from: usize| u64::from_be_bytes(digest[from..from + 8].try_into().expect("a digest has 32 bytes"));
    [word(0), word(8)]
}
