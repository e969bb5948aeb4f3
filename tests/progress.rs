//! The line that tells how far a run is.

use std::time::Duration;

use chathook::render::progress::Progress;

use crate::support::Run;

#[test]
fn the_line_tells_bytes_payloads_findings_and_rate_as_far_as_there_is_room() {
    let at = |bytes, payloads, findings| Progress { bytes, payloads, findings };
    for (progress, millis, width, line) in [
        (at(0, 0, 0), 500, 80, "0 B, 0 payloads, 0 findings, 0 B/s"),
        (at(1, 1, 1), 1000, 80, "1 B, 1 payload, 1 finding, 1 B/s"),
        (at(1023, 2, 0), 1000, 80, "1023 B, 2 payloads, 0 findings, 1023 B/s"),
        (at(1024, 2, 0), 2000, 80, "1.0 KiB, 2 payloads, 0 findings, 512 B/s"),
        (at(12_897_485, 4512, 37), 500, 80, "12.3 MiB, 4512 payloads, 37 findings, 24.6 MiB/s"),
        (at(u64::MAX, 1, 0), 1000, 80, "16777215.9 TiB, 1 payload, 0 findings, 16777215.9 TiB/s"),
        (at(1, 1, 1), 0, 80, "1 B, 1 payload, 1 finding, 1000 B/s"),
        // The last column stays free, for some terminals go to the next line from there.
        (at(12_897_485, 4512, 37), 500, 48, "12.3 MiB, 4512 payloads, 37 findings"),
        (at(12_897_485, 4512, 37), 500, 36, "12.3 MiB, 4512 payloads"),
        (at(12_897_485, 4512, 37), 500, 20, "12.3 MiB"),
        (at(12_897_485, 4512, 37), 500, 8, ""),
    ] {
        assert_eq!(progress.line(Duration::from_millis(millis), width), line, "{width}");
    }
}

/// Standard error is no terminal here.
#[test]
fn nothing_of_it_is_in_a_pipe() {
    for command in ["inspect", "validate", "normalize"] {
        let source = "{\"event\":\"online\",\"operator_id\":1}\n".repeat(50_000);
        let done = Run::new(&[command]).input(source).done().exits_with(0).says_no_more();
        assert!(!done.out.contains('\r') && !done.out.contains('\u{1b}'));
    }
}
