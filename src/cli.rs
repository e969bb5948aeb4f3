//! The command line: what may be said, how it is understood, and the help.

mod seats;

use std::fmt::Display;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use chathook::describe::{Event, Vendor};
use chathook::encoding::time::Zone;
use chathook::expect::Expectation;
use chathook::finding::Severity;
use chathook::finding::rules::{Code, RULES};
use chathook::render::Color;
use chathook::render::safe::escaped;
use chathook::schema::{EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC};
use chathook::spelling::nearest;
use chathook::vendors::{self, VENDORS};

pub(crate) use seats::{Aim, By, Concurrency, Patience, Seats, SeatsFormat};

/// The version, the commit that it is built from, and what it is built for.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CHATHOOK_BUILD"), ")");

/// Reads saved live-chat webhook deliveries: says what each one is, what is wrong with it and where, and what it means
/// in one common form.
#[derive(Debug, Parser)]
#[command(version = VERSION, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) inspect: Inspect,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 100)]
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
  chathook seats archive.ndjson      how many agents do these chats need?
  chathook explain {topic}

Exit codes:
  0  no finding at or above --fail-on
  1  a finding at or above --fail-on
  2  wrong usage
  3  a source could not be read, a folder holds no files to read, or output could
     not be written"
    );
    let topics = format!("{topic}, visitor.state, event, missing-field, …; without one, what there is");
    let help = |argument: clap::Arg| argument.help(format!("What to explain: {topics}"));
    let schemas = format!(
        "What to print the schema of: a vendor, an event such as {topic}, {EVENT_TOPIC}, {REPORT_TOPIC}, or {SEATS_TOPIC}"
    );
    let help_of_schema = |argument: clap::Arg| argument.help(schemas);
    Cli::command()
        .after_help(examples)
        .mut_subcommand("explain", |explain| explain.mut_arg("topic", help))
        .mut_subcommand("schema", |schema| schema.mut_arg("topic", help_of_schema))
}

/// What is wrong with the command line, with the words in it made safe to show: names of files may be strangers' words.
pub(crate) fn made_safe(mut error: clap::Error) -> clap::Error {
    let safe = |(kind, value): (ContextKind, &ContextValue)| {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(escaped(text)),
            ContextValue::Strings(texts) => ContextValue::Strings(texts.iter().map(|text| escaped(text)).collect()),
            ContextValue::StyledStrs(texts) => {
                ContextValue::StyledStrs(texts.iter().map(|text| escaped(&text.to_string()).into()).collect())
            }
            _ => return None,
        };
        Some((kind, value))
    };
    let said: Vec<_> = error.context().filter_map(safe).collect();
    for (kind, value) in said {
        error.insert(kind, value);
    }
    error
}

/// What is shown below the options of `validate`.
const VALIDATE_EXAMPLES: &str = "Examples:
  chathook validate fixtures                       is it what the vendors document?
  chathook validate --expect-path fixtures         is each file what its path says?
  chathook validate --level unknown-field=error DIR     fail at anything new
  chathook validate --report sarif=chathook.sarif DIR   text, and a report beside it
  chathook validate --coverage DIR                 what occurs, and what never does";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what payloads are and what they say (the same as without a command)
    Inspect(Inspect),
    /// Check payloads against what their vendors document
    #[command(after_help = VALIDATE_EXAMPLES)]
    Validate(Validate),
    /// Write the normalized event of each payload, a line each
    Normalize(Normalize),
    /// Say how many agents the chats need, by weekday and interval
    #[command(after_help = seats::EXAMPLES)]
    Seats(Box<Seats>),
    /// Explain a vendor, an event, a field, a member of the normalized event, or a finding code
    Explain(Explain),
    /// Make payloads of an event, as its vendor would send them
    Sample(Sample),
    /// Print the JSON Schema of an event, of all of a vendor's, of the normalized event, or of a report
    Schema(Schema),
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
    /// Threads that read payloads; what comes out is the same [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Name of standard input in reports
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show the findings [default: human; in a job of GitHub Actions also as annotations]
    #[arg(long)]
    pub(crate) format: Option<ValidateFormat>,
    /// Also write the findings to a file, as FORMAT=FILE; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub(crate) report: Vec<Output>,
    /// Demand this vendor, or this event of it: any other is the error unexpected-event
    #[arg(long, value_name = "VENDOR[/EVENT]", value_parser = expectation)]
    pub(crate) expect: Option<Expectation>,
    /// Demand what each file's path says: …/VENDOR/EVENT*.json, or …/VENDOR/EVENT/*.json
    #[arg(long, conflicts_with = "expect")]
    pub(crate) expect_path: bool,
    /// Fail on warnings, too: the same as --fail-on warning
    #[arg(long, conflicts_with = "fail_on")]
    pub(crate) strict: bool,
    /// Set the severity of a code: error, warning, note, or ignore; may be given several times
    #[arg(long, value_name = "CODE=LEVEL", value_parser = level)]
    pub(crate) level: Vec<Level>,
    /// Show only errors, and what else makes the run fail; the others are only counted
    #[arg(long)]
    pub(crate) only_errors: bool,
    /// Show at most N findings in all, and only count the others [default: 100 of each payload]
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Say which documented events and fields occurred and which did not, and which undocumented fields did
    #[arg(long)]
    pub(crate) coverage: bool,
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
    /// How to write it
    #[arg(long, default_value = "text")]
    pub(crate) format: ExplainFormat,
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

#[derive(Args, Debug)]
pub(crate) struct Schema {
    #[arg(default_value = EVENT_TOPIC)]
    pub(crate) topic: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InspectFormat {
    /// A table, and the findings
    Table,
    /// One JSON object, version 1
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// Text for a terminal
    Text,
    /// Markdown for a page
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ValidateFormat {
    /// The source line, a mark under the value, what was expected
    Human,
    /// A line per finding: path:line:column: severity[code]: pointer: message
    Concise,
    /// One JSON object, version 1 (see chathook schema report)
    Json,
    /// Annotations of GitHub Actions
    #[value(name = "github")]
    GitHub,
    /// A Code Quality report of GitLab
    #[value(name = "gitlab")]
    GitLab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    #[value(name = "junit", help = "JUnit XML: a test case per payload")]
    JUnit,
}

/// A format, and the file to write it to.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: ValidateFormat,
    pub(crate) file: PathBuf,
}

/// A code, and how bad its findings are, if they are worth saying.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    pub(crate) code: Code,
    pub(crate) severity: Option<Severity>,
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

impl From<FailOn> for Option<Severity> {
    fn from(fail_on: FailOn) -> Option<Severity> {
        match fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
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
    if let Some((vendor, event)) = vendors::event_named(name) {
        return Ok(EventOf { vendor, event });
    }
    let (only, name) = match name.split_once('/') {
        Some((of, name)) => (Some(vendor(of)?), name),
        None => (None, name),
    };
    let vendors = vendors::all().filter(|vendor| only.is_none_or(|only| only.name == vendor.name));
    let near = nearest(vendors.flat_map(Vendor::events).flat_map(|(_, event)| event.names()), name);
    Err(format!("there is no such event; {}", did_you_mean(near, "`chathook explain` lists them")))
}

/// What to say of a name that does not exist: which one was probably meant or, if none is near, something else.
pub(crate) fn did_you_mean(near: Option<impl Display>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

fn expectation(name: &str) -> Result<Expectation, String> {
    match vendor(name) {
        Ok(vendor) => Ok(Expectation::Vendor(vendor)),
        Err(_) => event(name).map(|of| Expectation::Event(of.vendor, of.event)),
    }
}

fn output(text: &str) -> Result<Output, String> {
    let (format, file) = text.split_once('=').ok_or("expected FORMAT=FILE, such as sarif=findings.sarif")?;
    let format = ValidateFormat::from_str(format, false).map_err(|_| {
        let names = ValidateFormat::value_variants().iter().filter_map(ValidateFormat::to_possible_value);
        let names: Vec<_> = names.map(|value| value.get_name().to_owned()).collect();
        format!("the formats are: {}", names.join(", "))
    })?;
    match file {
        "" | "-" => Err("expected a file after the equals sign; --format is for standard output".to_owned()),
        file => Ok(Output { format, file: PathBuf::from(file) }),
    }
}

fn level(text: &str) -> Result<Level, String> {
    let (name, level) = text.split_once('=').ok_or("expected CODE=LEVEL, such as unknown-field=error")?;
    let severity = match level {
        "ignore" => None,
        "note" => Some(Severity::Note),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        _ => return Err("the levels are: ignore, note, warning, error".to_owned()),
    };
    match RULES.iter().find(|rule| rule.name == name) {
        Some(rule) if severity.is_none() && rule.code.is_of_syntax() => Err(format!(
            "`{name}` says that something could not be read, and cannot be ignored; --level {name}=note may do"
        )),
        Some(rule) => Ok(Level { code: rule.code, severity }),
        None => {
            let near = nearest(RULES.iter().map(|rule| rule.name), name);
            Err(format!("there is no such code; {}", did_you_mean(near, "`chathook explain` lists them")))
        }
    }
}

fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name)
        .ok_or_else(|| "expected an IANA name such as Europe/Vienna, or an offset such as +02:00".to_owned())
}

/// The largest payload that can be asked for: offsets in what is made of it are kept in 32 bits.
const MOST_BYTES: usize = 512 << 20;

/// More threads than this help nobody, and each holds a few blocks in memory.
const MOST_JOBS: usize = 1024;

/// A number of threads.
fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number| *number <= MOST_JOBS).and_then(NonZeroUsize::new);
    number.ok_or_else(|| format!("expected a whole number from 1 to {MOST_JOBS}"))
}

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
