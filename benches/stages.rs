//! What the stages cost that each payload goes through.
//!
//! `cargo bench --bench stages` prints the time that each takes for a payload, and how many instructions, where valgrind is
//! installed: those are the same on every run, however busy the machine is. Valgrind's processor computes SHA-256 without
//! the instructions that real ones have for that, so that it takes most of its count of `write`.

#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chathook::check;
use chathook::encoding::time::Zone;
use chathook::finding::Findings;
use chathook::finding::policy::Policy;
use chathook::normalize::line;
use chathook::normalize::{Normalized, Payload};
use chathook::plan::Plan;
use chathook::read::Reading;
use chathook::sample;
use chathook::vendors::VENDORS;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many payloads of each event are made.
const PAYLOADS: u64 = 50;

/// How often each stage is timed. The fastest counts: the others were disturbed.
const RUNS: usize = 20;

/// Before the number of stages that this program is to go through, and how often.
const COUNT: &str = "--count";

/// A payload, made ready: its text, its plan, what was read, and what was made of that.
struct Ready {
    text: String,
    plan: &'static Plan,
    reading: Reading,
    event: Normalized,
}

impl Ready {
    fn payload(&self) -> Payload<'_> {
        Payload { text: &self.text, plan: self.plan, reading: &self.reading }
    }
}

type Stage = fn(&mut Tools, &Ready);

/// The stages, in order.
const STAGES: &[(&str, Stage)] = &[
    ("read", |tools, ready| {
        tools.reading.read(&ready.text, ready.plan).expect("a made payload is JSON");
        black_box(&tools.reading);
    }),
    ("normalize", |tools, ready| {
        tools.event.build(ready.payload(), &tools.zone);
        black_box(&tools.event);
    }),
    ("check", |tools, ready| {
        let mut findings = Findings::new(&tools.policy);
        check::check(ready.payload(), &ready.event, None, &[], false, &mut findings);
        black_box(&findings);
    }),
    ("write", |tools, ready| {
        tools.line.clear();
        line::write(ready.payload(), &ready.event, &mut tools.line);
        black_box(&tools.line);
    }),
];

/// What the stages fill anew for each payload.
struct Tools {
    reading: Reading,
    event: Normalized,
    line: Vec<u8>,
    zone: Zone,
    policy: Policy,
}

fn main() -> Result<()> {
    let mut tools = Tools {
        reading: Reading::default(),
        event: Normalized::default(),
        line: Vec::new(),
        zone: Zone::utc(),
        policy: Policy::default(),
    };
    let payloads = payloads()?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [count, stage, times] = arguments.as_slice()
        && count == COUNT
    {
        let (_, stage) = STAGES[stage.parse::<usize>()?];
        for ready in (0..times.parse::<usize>()?).flat_map(|_| &payloads) {
            stage(&mut tools, ready);
        }
        return Ok(());
    }
    let bytes: usize = payloads.iter().map(|ready| ready.text.len()).sum();
    println!("{} payloads of all events, {} bytes each\n", payloads.len(), bytes / payloads.len());
    println!("| stage | ns | instructions |\n|---|--:|--:|");
    for (number, (name, stage)) in STAGES.iter().enumerate() {
        let mut least = Duration::MAX;
        for _ in 0..RUNS {
            let start = Instant::now();
            for ready in &payloads {
                stage(&mut tools, ready);
            }
            least = least.min(start.elapsed());
        }
        let counted = |times| instructions(number, times);
        // What comes before the stage is counted as well, and taken off.
        let instructions = counted(3).zip(counted(1)).map(|(three, one)| (three - one) / 2 / payloads.len() as u64);
        let instructions = instructions.map_or("valgrind is not installed".to_owned(), |it| it.to_string());
        println!("| {name} | {} | {instructions} |", least.as_nanos() / payloads.len() as u128);
    }
    Ok(())
}

fn payloads() -> Result<Vec<Ready>> {
    let mut all = Vec::new();
    for vendor in VENDORS {
        for described in vendor.chat_events() {
            for seed in 0..PAYLOADS {
                let text = sample::payload(vendor, described, seed);
                let plan = Plan::of(described);
                let mut ready = Ready { text, plan, reading: Reading::default(), event: Normalized::default() };
                ready.reading.read(&ready.text, plan)?;
                let mut event = Normalized::default();
                event.build(ready.payload(), &Zone::utc());
                ready.event = event;
                all.push(ready);
            }
        }
    }
    Ok(all)
}

/// How many instructions this program takes to go through a stage so many times, all told.
fn instructions(stage: usize, times: usize) -> Option<u64> {
    let log = env::temp_dir().join(format!("chathook-stages-{}", std::process::id()));
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(format!("--log-file={}", log.display()));
    valgrind.arg(env::current_exe().ok()?).args([COUNT, &stage.to_string(), &times.to_string()]);
    valgrind.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    let said = fs::read_to_string(&log).ok()?;
    fs::remove_file(&log).ok()?;
    let (_, count) = said.split_once("Collected : ")?;
    count.lines().next()?.trim().parse().ok()
}
