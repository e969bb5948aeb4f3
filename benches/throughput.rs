//! How fast the command is, next to what else payloads could be read with, and to a parser that merely passes over them.
//!
//! `cargo bench --bench throughput` prints the tables of docs/speed.md; a number of payloads can be given after `--`. All
//! run in turns on the same payloads, and the middle one of several runs counts. Only ratios within a table mean
//! something: machines differ, and neighbours disturb.

#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chathook::describe::{Event, Vendor};
use chathook::vendors::{VENDORS, event_named};
use chathook::{json, sample};
use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::CompressionLevel;
use serde::de::IgnoredAny;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many payloads are made, unless the command line says so.
const PAYLOADS: usize = 60_000;

/// How often each program runs.
const RUNS: usize = 5;

/// In place of a program's arguments: this program is to pass over the lines of a file, with so many threads.
const SKIP: &str = "--skip";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [skip, path, threads] = arguments.as_slice()
        && skip == SKIP
    {
        return skip_lines(Path::new(path), threads.parse()?);
    }
    let payloads = arguments.first().map_or(Ok(PAYLOADS), |number| number.parse())?;
    let bench = Bench::new(payloads)?;
    let measured = bench.measure();
    fs::remove_dir_all(&bench.folder)?;
    measured
}

/// The payloads in each form, and what is run on them.
struct Bench {
    folder: PathBuf,
    threads: usize,
    /// The size of the payloads, in bytes.
    size: u64,
}

/// What running a program several times came to.
struct Measured {
    time: Duration,
    /// The most memory it had, in KiB, where that is known.
    memory: Option<u64>,
}

impl Bench {
    fn new(payloads: usize) -> Result<Bench> {
        let folder = env::temp_dir().join(format!("chathook-bench-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let closing = ["comm100/chat_wrapped_up", "acquire/CHAT_ON_CLOSE"]
            .map(|name| event_named(name).expect("the event is described"));
        let all: Vec<_> =
            VENDORS.iter().flat_map(|vendor| vendor.chat_events().map(move |event| (*vendor, event))).collect();
        let lines = made(&closing, payloads);
        fs::write(folder.join("lines.ndjson"), lines.join("\n") + "\n")?;
        fs::write(folder.join("list.json"), format!("[{}]\n", lines.join(",")))?;
        fs::write(folder.join("mixed.ndjson"), made(&all, payloads).join("\n") + "\n")?;
        let mut pretty = BufWriter::new(File::create(folder.join("pretty.json"))?);
        for line in &lines {
            let mut text = Vec::new();
            json::write_pretty(line.as_bytes(), &mut text)?;
            pretty.write_all(&text)?;
            pretty.write_all(b"\n")?;
        }
        pretty.flush()?;
        let text = lines.join("\n") + "\n";
        let mut gzip = GzEncoder::new(File::create(folder.join("lines.ndjson.gz"))?, Compression::default());
        gzip.write_all(text.as_bytes())?;
        gzip.finish()?;
        // As the command writes it, if there is one; as it is read with here, otherwise.
        let zstd = folder.join("lines.ndjson.zst");
        let done = Command::new("zstd").arg("-q").arg(folder.join("lines.ndjson")).arg("-o").arg(&zstd).status();
        if !done.is_ok_and(|status| status.success()) {
            ruzstd::encoding::compress(text.as_bytes(), File::create(zstd)?, CompressionLevel::Fastest);
        }
        let threads = thread::available_parallelism()?.get();
        Ok(Bench { folder, threads, size: text.len() as u64 })
    }

    fn measure(&self) -> Result<()> {
        let megabytes = self.size / 1_000_000;
        println!(
            "{megabytes} MB of payloads, half `chat_wrapped_up`, half `CHAT_ON_CLOSE`; {} threads\n",
            self.threads
        );
        self.compare_programs()?;
        println!();
        self.compare_forms()?;
        println!();
        compare_starts();
        Ok(())
    }

    /// The programs, on a payload a line.
    fn compare_programs(&self) -> Result<()> {
        let lines = self.path("lines.ndjson");
        let (all, peers) = (self.threads.to_string(), Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers"));
        let peer = |name: &str| peers.join(name).display().to_string();
        let this = env::current_exe()?.display().to_string();
        let ours = env!("CARGO_BIN_EXE_chathook");
        let programs: Vec<(&str, Vec<String>)> = vec![
            ("`chathook normalize`", words(&[ours, "normalize", &lines])),
            ("`chathook normalize --jobs 1`", words(&[ours, "normalize", "--jobs", "1", &lines])),
            ("`chathook validate`", words(&[ours, "validate", "--format", "concise", &lines])),
            ("`chathook validate --jobs 1`", words(&[ours, "validate", "--jobs", "1", "--format", "concise", &lines])),
            ("serde_json, passing over each line", words(&[&this, SKIP, &lines, &all])),
            ("the same, one thread", words(&[&this, SKIP, &lines, "1"])),
            ("DuckDB, a part of it", words(&["python3", &peer("normalize_duckdb.py"), &lines, &self.path("out.json")])),
            ("Python with orjson, a part of it", words(&["python3", &peer("normalize.py"), &lines])),
            ("jq, a part of it", words(&["jq", "-c", "-f", &peer("normalize.jq"), &lines])),
        ];
        let commands: Vec<_> = programs.iter().map(|(_, words)| words.clone()).collect();
        let measured = in_turns(&commands, RUNS);
        let ours = measured[0].as_ref().ok_or("chathook failed")?.time;
        println!("| | MB/s | memory | takes, as a multiple |\n|---|--:|--:|--:|");
        for ((name, _), measured) in programs.iter().zip(&measured) {
            match measured {
                Some(Measured { time, memory }) => {
                    let memory = memory.map_or("?".to_owned(), |kib| format!("{} MiB", kib.div_ceil(1024)));
                    let ratio = time.as_secs_f64() / ours.as_secs_f64();
                    println!("| {name} | {:.0} | {memory} | {ratio:.2} × |", speed(self.size, *time));
                }
                None => println!("| {name} | not installed | | |"),
            }
        }
        Ok(())
    }

    /// The forms of sources, each read by jq too.
    fn compare_forms(&self) -> Result<()> {
        let filter = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/normalize.jq").display().to_string();
        let ours = env!("CARGO_BIN_EXE_chathook");
        println!("| form | `normalize`, MB/s | memory | `validate`, MB/s | jq, MB/s | jq takes |");
        println!("|---|--:|--:|--:|--:|--:|");
        for (form, name, decompress) in [
            ("a line each", "lines.ndjson", ""),
            ("a line each, from a pipe", "lines.ndjson", "cat"),
            ("a line each, all events in turns", "mixed.ndjson", ""),
            ("one array", "list.json", ""),
            ("on several lines each", "pretty.json", ""),
            ("gzip", "lines.ndjson.gz", "gzip -dc"),
            ("zstd", "lines.ndjson.zst", "zstd -dc"),
        ] {
            let path = self.path(name);
            let unpacked = match decompress {
                "" | "cat" => fs::metadata(&path)?.len(),
                _ => self.size,
            };
            let shell = |command: &str| words(&["sh", "-c", command]);
            let jq = match decompress {
                "" => words(&["jq", "-c", "-f", &filter, &path]),
                command => shell(&format!("{command} {path} | jq -c -f {filter}")),
            };
            let read = |command: &str| match decompress {
                "cat" => shell(&format!("cat {path} | {ours} {command}")),
                _ => shell(&format!("exec {ours} {command} {path}")),
            };
            let measured = in_turns(&[read("normalize"), read("validate --format concise"), jq], 3);
            let speed = |measured: &Measured| speed(unpacked, measured.time);
            let [Some(normalize), Some(validate), jq] = &measured[..] else { return Err("chathook failed".into()) };
            let memory = normalize.memory.filter(|_| decompress != "cat");
            println!(
                "| {form} | {:.0} | {} | {:.0} | {} | {} |",
                speed(normalize),
                memory.map_or(String::new(), |kib| format!("{} MiB", kib.div_ceil(1024))),
                speed(validate),
                jq.as_ref().map_or("not installed".to_owned(), |jq| format!("{:.0}", speed(jq))),
                jq.as_ref().map_or(String::new(), |jq| format!(
                    "{:.0} ×",
                    jq.time.as_secs_f64() / normalize.time.as_secs_f64()
                )),
            );
        }
        Ok(())
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// How long one payload takes, from start to end.
fn compare_starts() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/comm100/chat_wrapped_up.json");
    let sample = sample.display().to_string();
    let commands = [
        words(&[env!("CARGO_BIN_EXE_chathook"), "normalize", &sample]),
        words(&["jq", ".", &sample]),
        words(&["true"]),
    ];
    let measured = in_turns(&commands, 100);
    println!("| one payload | ms |\n|---|--:|");
    for (name, measured) in ["`chathook normalize`", "`jq .`", "starting nothing"].iter().zip(measured) {
        let time = measured.map_or("not installed".to_owned(), |it| format!("{:.2}", it.time.as_secs_f64() * 1e3));
        println!("| {name} | {time} |");
    }
}

/// In megabytes a second.
fn speed(bytes: u64, time: Duration) -> f64 {
    // There are fewer bytes than a float has digits for.
    #[expect(clippy::cast_precision_loss)]
    let bytes = bytes as f64;
    bytes / 1e6 / time.as_secs_f64()
}

/// Payloads of these events, in turns.
fn made(events: &[(&'static Vendor, &'static Event)], count: usize) -> Vec<String> {
    (0..count as u64)
        .zip(events.iter().cycle())
        .map(|(seed, (vendor, event))| sample::payload(vendor, event, seed))
        .collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Runs commands in turns, so that what disturbs one disturbs all. What does not run is not there.
fn in_turns(commands: &[Vec<String>], runs: usize) -> Vec<Option<Measured>> {
    let mut all: Vec<Option<Vec<Measured>>> = commands.iter().map(|_| Some(Vec::new())).collect();
    for _ in 0..runs {
        for (command, measured) in commands.iter().zip(&mut all) {
            let Some(mut before) = measured.take() else { continue };
            *measured = run(command).map(|this| {
                before.push(this);
                before
            });
        }
    }
    let middle = |mut runs: Vec<Measured>| {
        runs.sort_by_key(|run| run.time);
        let memory = runs.iter().filter_map(|run| run.memory).max();
        Measured { time: runs[runs.len() / 2].time, memory }
    };
    all.into_iter().map(|runs| runs.map(middle)).collect()
}

/// Runs a command. It has to succeed.
fn run(words: &[String]) -> Option<Measured> {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().ok()?;
    let status = format!("/proc/{}/status", child.id());
    let watcher = thread::spawn(move || {
        let mut most = None;
        while let Some(now) = peak(&status) {
            most = Some(now);
            thread::sleep(Duration::from_millis(5));
        }
        most
    });
    let is_success = child.wait().ok()?.success();
    let time = start.elapsed();
    let memory = watcher.join().ok()?;
    is_success.then_some(Measured { time, memory })
}

/// How much memory a program had at most so far, in KiB, where the system is Linux.
fn peak(status: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Passes over the lines of a file, an equal part of it in each thread.
fn skip_lines(path: &Path, threads: u64) -> Result<()> {
    let size = fs::metadata(path)?.len();
    let part =
        |number: u64| skip_part(path, size * number / threads, size * (number + 1) / threads).expect("it is JSON");
    thread::scope(|scope| {
        for number in 0..threads {
            scope.spawn(move || part(number));
        }
    });
    Ok(())
}

/// Passes over the lines that begin in a part of a file.
fn skip_part(path: &Path, start: u64, end: u64) -> Result<()> {
    let mut file = BufReader::with_capacity(256 * 1024, File::open(path)?);
    let mut at = start.saturating_sub(1);
    file.seek(SeekFrom::Start(at))?;
    let mut line = String::new();
    if start > 0 {
        at += file.by_ref().skip_until(b'\n')? as u64;
    }
    while at < end {
        line.clear();
        at += file.read_line(&mut line)? as u64;
        serde_json::from_str::<IgnoredAny>(&line)?;
    }
    Ok(())
}
