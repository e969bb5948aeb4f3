//! The line that tells how far a long run is, for a terminal.

use std::time::Duration;

use super::columns::columns;
use crate::finding::counted;

/// The progress of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The number of bytes that were read, as sources have them.
    pub bytes: u64,
    /// The number of payloads that were taken.
    pub payloads: u64,
    /// The number of findings in them.
    pub findings: u64,
}

impl Progress {
    /// The line after so much time, in so many columns: what there is no room for is left out from the end.
    pub fn line(self, elapsed: Duration, width: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a few digits are shown")]
        let rate = self.bytes as f64 / elapsed.as_secs_f64().max(0.001);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a size")]
        let rate = format!("{}/s", size(rate as u64));
        let parts = [size(self.bytes), counted(self.payloads, "payload"), counted(self.findings, "finding"), rate];
        let mut line = String::new();
        for part in parts {
            let more = if line.is_empty() { part } else { format!(", {part}") };
            if columns(&line) + columns(&more) >= width {
                break;
            }
            line.push_str(&more);
        }
        line
    }
}

/// The units of sizes, each 1024 times the one before it.
const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];

/// A size as it is read: `12.3 MiB`.
fn size(bytes: u64) -> String {
    let (mut unit, mut tenths) = (0, u128::from(bytes) * 10);
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1024;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} {}", UNITS[0]),
        _ => format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit]),
    }
}
