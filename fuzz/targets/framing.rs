//! However a source is cut and arrives, every byte of it is accounted for, and the same comes out. What is kept of it is
//! kept again.

#![no_main]

#[allow(dead_code, reason = "no target needs all of it")]
mod support;

use chathook::encoding::time::Zone;
use libfuzzer_sys::fuzz_target;
use support::sources::{Trickle, account, divided, examine, examine_from, settings, unaccounted};

fuzz_target!(|source: &[u8]| {
    let outcomes = examine(source);
    assert_eq!(unaccounted(source, &outcomes), None);

    let (_, kept) = divided(&outcomes, |outcome| outcome.is_sound);
    let (events, again) = divided(&examine(&kept), |outcome| outcome.is_sound);
    assert_eq!(events, "");
    assert!(again == kept, "{}\nis kept as\n{}", kept.escape_ascii(), again.escape_ascii());

    // How it is read shows in its last bytes, so that any file can be a seed.
    if let [.., jobs, block, at_once] = source {
        let how = settings(1 + usize::from(jobs % 3), 1 + 7 * usize::from(*block));
        let arriving = Trickle::new(source, 1 + 5 * usize::from(*at_once));
        let other = examine_from(arriving, Zone::utc(), how);
        assert_eq!(account(&other), account(&outcomes), "{how:?}");
    }
});
