//! How fast `chathook normalize` is, next to a `jq` filter that does a part of the same. Only the ratio means something:
//! both are run in turns, on the same payloads.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chathook::sample;
use chathook::vendors::VENDORS;

/// How many payloads are made.
const PAYLOADS: u64 = 60_000;

/// How often each program runs. The fastest run counts: the others were disturbed.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = std::env::temp_dir().join(format!("chathook-bench-{}.ndjson", std::process::id()));
    make(&corpus)?;
    let measured = measure(&corpus);
    fs::remove_file(&corpus)?;
    measured
}

/// Writes payloads of all events, in turns.
fn make(corpus: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(corpus)?);
    let events: Vec<_> =
        VENDORS.iter().flat_map(|vendor| vendor.events.iter().map(move |event| (*vendor, event))).collect();
    for (seed, (vendor, event)) in (0..PAYLOADS).zip(events.iter().cycle()) {
        writeln!(out, "{}", sample::payload(vendor, event, seed))?;
    }
    Ok(out.flush()?)
}

fn measure(corpus: &Path) -> Result<(), Box<dyn Error>> {
    let filter = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/normalize.jq");
    let mut chathook = Command::new(env!("CARGO_BIN_EXE_chathook"));
    chathook.arg("normalize").arg(corpus);
    let mut jq = Command::new("jq");
    jq.arg("-c").arg("-f").arg(filter).arg(corpus);
    let (mut ours, mut theirs) = (Duration::MAX, Some(Duration::MAX));
    for _ in 0..RUNS {
        ours = ours.min(time(&mut chathook)?);
        // Without jq there is nothing to compare with.
        theirs = theirs.and_then(|least| Some(least.min(time(&mut jq).ok()?)));
    }
    let megabytes = fs::metadata(corpus)?.len() / 1_000_000;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{PAYLOADS} payloads, {megabytes} MB")?;
    writeln!(out, "chathook normalize  {:.3} s", ours.as_secs_f64())?;
    if let Some(theirs) = theirs {
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        writeln!(out, "jq                  {:.3} s, {ratio:.1} times as long", theirs.as_secs_f64())?;
    }
    Ok(())
}

fn time(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status()?;
    if status.success() { Ok(start.elapsed()) } else { Err(format!("{command:?}: {status}").into()) }
}
