//! The command line: what may be said, how it is understood, and the help.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use chathook::describe::{Event, Vendor};
use chathook::encoding::time::Zone;
use chathook::finding::Severity;
use chathook::render::Color;
use chathook::spelling::nearest;
use chathook::vendors::{self, VENDORS};

/// Reads saved live-chat webhook deliveries: says what each one is, what is wrong with it and where, and what it means
/// in one common form.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) inspect: Inspect,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

/// The command line with what its help takes from the descriptions.
pub(crate) fn command() -> clap::Command {
    let topic = vendors::example();
    let examples = format!(
        "Examples:
  chathook payload.json              what is this, and what does it say?
  pbpaste | chathook                 the same for what is on the clipboard
  chathook validate tests/fixtures   is it what the vendor documents?
  chathook normalize archive.ndjson  one normalized event a line
  chathook explain {topic}

Exit codes:
  0  no finding at or above --fail-on
  1  a finding at or above --fail-on
  2  wrong usage
  3  a source could not be read, or a folder holds no payloads"
    );
    let topics = format!("{topic}, visitor.state, event, missing-field, …; without one, what there is");
    let help = |argument: clap::Arg| argument.help(format!("What to explain: {topics}"));
    Cli::command().after_help(examples).mut_subcommand("explain", |explain| explain.mut_arg("topic", help))
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what payloads are and what they say (the same as without a command)
    Inspect(Inspect),
    /// Check payloads against what their vendors document
    Validate(Validate),
    /// Write the normalized event of each payload, a line each
    Normalize(Normalize),
    /// Explain a vendor, an event, a field, a member of the normalized event, or a finding code
    Explain(Explain),
    /// Make payloads of an event, as its vendor would send them
    Sample(Sample),
}

#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Files, directories (searched for .json, .jsonl and .ndjson, also .gz and .zst), or - for standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Treat every payload as this vendor's
    #[arg(long, value_parser = vendor)]
    pub(crate) vendor: Option<&'static Vendor>,
    /// Treat every payload as this event, whatever it says: VENDOR/EVENT, or EVENT
    #[arg(long, value_parser = event, conflicts_with = "vendor")]
    pub(crate) event: Option<EventOf>,
    /// Read times that carry no zone in this one: an IANA name or an offset [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone, allow_hyphen_values = true)]
    pub(crate) time_zone: Option<Zone>,
    /// Fail on findings of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Largest payload to read
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size)]
    pub(crate) max_size: usize,
    /// Name to report standard input by
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_name: String,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show it
    #[arg(long, default_value = "table")]
    pub(crate) format: InspectFormat,
    /// List all payloads, not just the first 50
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show the findings
    #[arg(long, default_value = "human")]
    pub(crate) format: ValidateFormat,
}

#[derive(Args, Debug)]
pub(crate) struct Normalize {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Also write what could be understood of payloads with errors, if their event is known and all of them could be read
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Write the payloads that are rejected to this file, as they are
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Write each event on several lines
    #[arg(long)]
    pub(crate) pretty: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    pub(crate) topic: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Sample {
    /// The event: VENDOR/EVENT, or EVENT
    #[arg(value_parser = event)]
    pub(crate) event: EventOf,
    /// How many to make
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) count: u64,
    /// Seed of the first payload; the same seed makes the same payload
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub(crate) seed: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InspectFormat {
    /// A table, and the findings
    Table,
    /// One JSON object, version 1
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ValidateFormat {
    /// The source line, a mark under the value, what was expected
    Human,
    /// A line a finding: path:line:column: severity[code]: message
    Concise,
    /// One JSON object, version 1
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// An event, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventOf {
    pub(crate) vendor: &'static Vendor,
    pub(crate) event: &'static Event,
}

impl FailOn {
    /// Whether findings of this severity make the run fail.
    pub(crate) fn includes(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Note => true,
            FailOn::Never => false,
        }
    }
}

impl From<When> for Color {
    fn from(when: When) -> Color {
        match when {
            When::Auto => Color::Auto,
            When::Always => Color::Always,
            When::Never => Color::Never,
        }
    }
}

fn vendor(name: &str) -> Result<&'static Vendor, String> {
    vendors::all().find(|vendor| vendor.name == name).ok_or_else(|| {
        let names: Vec<_> = VENDORS.iter().map(|vendor| vendor.name).collect();
        format!("the vendors are: {}", names.join(", "))
    })
}

fn event(name: &str) -> Result<EventOf, String> {
    let (only, name) = match name.split_once('/') {
        Some((of, name)) => (Some(vendor(of)?), name),
        None => (None, name),
    };
    let vendors = || vendors::all().filter(move |vendor| only.is_none_or(|only| only.name == vendor.name));
    if let Some((vendor, event)) = vendors().find_map(|vendor| Some((vendor, vendor.event(name)?))) {
        return Ok(EventOf { vendor, event });
    }
    let names = vendors().flat_map(|vendor| vendor.events).flat_map(Event::names);
    Err(match nearest(names, name) {
        Some(near) => format!("there is no such event; did you mean `{near}`?"),
        None => "there is no such event; `chathook explain` lists them".to_owned(),
    })
}

fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name)
        .ok_or_else(|| "expected an IANA name such as Europe/Vienna, or an offset such as +02:00".to_owned())
}

/// The largest payload that can be asked for: offsets in what is made of it are kept in 32 bits.
const MOST_BYTES: usize = 512 << 20;

/// A size in bytes: `16MiB`, `64K`, `1000`.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kib" => 10,
        "m" | "mib" => 20,
        _ => return Err("expected a whole number of bytes, KiB or MiB, such as 16MiB".to_owned()),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|number| number.checked_mul(1 << shift));
    match bytes {
        Some(bytes @ 1..=MOST_BYTES) => Ok(bytes),
        _ => Err("expected a whole number from 1 byte to 512 MiB, such as 16MiB".to_owned()),
    }
}
