//! The command line: what may be said, how it is understood, and the help.

mod word;

mod candidates;
mod elsewhere;
mod on_use;
mod seats;
mod values;

mod examples;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use chathook::carriers::Pattern;
use chathook::describe::{Event, Vendor};
use chathook::encoding::time::Zone;
use chathook::expect::{Demand, Expectation};
use chathook::finding::Severity;
use chathook::finding::rules::Code;
use chathook::frame::Form;
use chathook::render::Color;
use chathook::render::safe::escaped;
use chathook::schema::{EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC};
use chathook::vendors;

pub(crate) use candidates::with_candidates;
pub(crate) use elsewhere::with_its_owner;
pub(crate) use on_use::OnUse;
pub(crate) use seats::{Aim, By, Concurrency, Seats, SeatsFormat};

pub(crate) use values::Instant;
pub(crate) use values::{code, did_you_mean, event, expectation, fail_on, form, level, place, vendor, zone};
use values::{columns, demand, glob, instant, jobs, kind, output, percent, sampled, size, whole};
use word::{Word, one_of};

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
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = one_of::<When>(), display_order = 100)]
    pub(crate) color: When,
    /// Write to this file instead of standard output, whole or not at all
    #[arg(long, short, global = true, value_name = "FILE", display_order = 99)]
    pub(crate) output: Option<PathBuf>,
    /// Width of tables and excerpts [default: COLUMNS, or the terminal]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = Word(columns), display_order = 100)]
    pub(crate) width: Option<u16>,
    /// Settings to use instead of the nearest chathook.toml
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated", display_order = 101)]
    pub(crate) config: Option<PathBuf>,
    /// Ignore chathook.toml
    #[arg(long, global = true, display_order = 102)]
    pub(crate) isolated: bool,
}

/// The command line. The arguments of its commands are not laid out before one is used.
pub(crate) fn command() -> clap::Command {
    examples::of_all(Cli::command())
}

/// The command line with the arguments of all of its commands.
pub(crate) fn all_laid_out() -> clap::Command {
    let mut all = command();
    all.build();
    all
}

/// A command with what its declaration cannot say.
fn completed(command: clap::Command) -> clap::Command {
    let topic = || vendors::example();
    let help = match command.get_name() {
        "explain" => {
            format!(
                "What to explain: {}, chat.ended, visitor.state, event, missing-field, …; without one, what there is",
                topic()
            )
        }
        "schema" => format!(
            "What to print the schema of: a vendor, an event such as {}, {EVENT_TOPIC}, {REPORT_TOPIC}, or {SEATS_TOPIC}",
            topic()
        ),
        _ => return examples::of_command(command),
    };
    examples::of_command(command.mut_arg("topic", |argument| argument.help(help)))
}

/// Makes the words in an error of the command line safe to show: names of files may be strangers' words.
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

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what payloads are and what they say (the same as without a command)
    Inspect(OnUse<Inspect>),
    /// Check payloads against what their vendors document
    Validate(OnUse<Validate>),
    /// Write the normalized event of each payload, a line each
    Normalize(OnUse<Normalize>),
    /// Compute how many agents the chats need, by weekday and interval
    Seats(Box<OnUse<Seats>>),
    /// Explain a vendor, an event, a field, a member of the normalized event, or a finding code
    Explain(OnUse<Explain>),
    /// Make sample payloads of an event, or of each event of a vendor
    Sample(OnUse<Sample>),
    /// Print the JSON Schema of an event, of all of a vendor's, of the normalized event, or of a report
    Schema(OnUse<Schema>),
    /// Print the settings in effect, and where each comes from
    Config(OnUse<NoArguments>),
    /// Print shell completions
    Completions(OnUse<Completions>),
    /// Print the manual page
    Man(OnUse<Manual>),
}

/// The headings of the options that every command has which reads payloads.
const READING: &str = "How payloads are read";
const FAILING: &str = "What makes a run fail";

#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Files, directories (searched for .json, .jsonl and .ndjson, also .gz and .zst), or - for standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Treat every payload as this vendor's
    #[arg(long, value_parser = Word(vendor), help_heading = READING)]
    pub(crate) vendor: Option<&'static Vendor>,
    /// Treat every payload as this event, whatever it says: VENDOR/EVENT, or EVENT
    #[arg(long, value_parser = Word(event), conflicts_with = "vendor", help_heading = READING)]
    pub(crate) event: Option<EventOf>,
    /// Time zone of times that carry none: an IANA name or an offset [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = Word(zone), allow_hyphen_values = true, help_heading = READING)]
    pub(crate) time_zone: Option<Zone>,
    /// Fail on findings of this severity or worse [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = FAILING, value_parser = one_of::<FailOn>())]
    pub(crate) fail_on: Option<FailOn>,
    /// Fail on warnings, too: the same as --fail-on warning
    #[arg(long, conflicts_with = "fail_on", help_heading = FAILING)]
    pub(crate) strict: bool,
    /// Set the severity of a code: error, warning, note, or ignore; may be given several times
    #[arg(long, value_name = "CODE=LEVEL", value_parser = Word(level), help_heading = FAILING)]
    pub(crate) level: Vec<Level>,
    /// Leave out what matches below the named folders, as in .gitignore; may be given several times
    #[arg(long, value_name = "GLOB", value_parser = Word(glob), help_heading = READING)]
    pub(crate) exclude: Vec<String>,
    /// Leave out what is excluded even if it is named itself
    #[arg(long, help_heading = READING)]
    pub(crate) force_exclude: bool,
    /// Read what is hidden or git-ignored, too
    #[arg(long, help_heading = READING)]
    pub(crate) no_ignore: bool,
    /// Form of the sources: payloads alone (json), text with payloads in it (log), or a table with payloads in its cells, divided
    /// by commas, semicolons or tabs (csv) [default: json]
    #[arg(long, value_name = "FORM", hide_possible_values = true, help_heading = READING, value_parser = one_of::<SourceForm>())]
    pub(crate) from: Option<SourceForm>,
    /// Read the payloads at this place in each document: a JSON Pointer, with * for any key or index (/Records/*/body); may
    /// be given several times
    #[arg(long, value_name = "POINTER", value_parser = Word(place), help_heading = READING)]
    pub(crate) at: Vec<Pattern>,
    /// Largest payload to read
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = Word(size), help_heading = READING)]
    pub(crate) max_size: usize,
    /// Number of threads; the output is the same for any [default: as many as there are cores]
    #[arg(long, short, value_name = "N", value_parser = Word(jobs), help_heading = READING)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Name of standard input in reports
    #[arg(long, value_name = "NAME", default_value = "<stdin>", help_heading = READING)]
    pub(crate) stdin_name: String,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show it
    #[arg(long, short, default_value = "table", value_parser = one_of::<InspectFormat>())]
    pub(crate) format: InspectFormat,
    /// List all payloads in order, not just the 50 worst
    #[arg(long)]
    pub(crate) all: bool,
    /// Cut no cell of a table; in a file or a pipe, cells otherwise end after 200 characters
    #[arg(long, conflicts_with = "width")]
    pub(crate) wide: bool,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show the findings [default: human; in a job of GitHub Actions also as annotations]
    #[arg(long, short, value_parser = one_of::<ValidateFormat>())]
    pub(crate) format: Option<ValidateFormat>,
    /// Also write the findings to a file, as FORMAT=FILE; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = Word(output))]
    pub(crate) report: Vec<Output>,
    /// Expect this vendor, or this event of it: any other is the error unexpected-event
    #[arg(long, value_name = "VENDOR[/EVENT]", value_parser = Word(expectation))]
    pub(crate) expect: Option<Expectation>,
    /// Expect what each file's path says: …/VENDOR/EVENT*.json, or …/VENDOR/EVENT/*.json
    #[arg(long, conflicts_with = "expect")]
    pub(crate) expect_path: bool,
    /// Expect each source to give this code, and no other error or warning but those that are named
    #[arg(long, value_name = "CODE", value_parser = Word(code))]
    pub(crate) expect_finding: Vec<Code>,
    /// Require a value, or it is the error missing-field: of a member of the normalized event, or at a JSON Pointer, with * for
    /// any part of a step (metrics.*, /visitor/email); may be given several times
    #[arg(long, value_name = "PATTERN", value_parser = Word(demand))]
    pub(crate) require: Vec<Demand>,
    /// Leave out the findings in this file: they are not shown and fail nothing
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings to this file, for --baseline, and succeed
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Show only errors, and what else makes the run fail; the others are only counted
    #[arg(long)]
    pub(crate) only_errors: bool,
    /// Show at most N findings in all, and only count the others [default: 100 of each payload]
    #[arg(long, value_name = "N", value_parser = Word(whole::<usize>))]
    pub(crate) max_findings: Option<usize>,
    /// Print neither findings nor a summary; --report still writes its files
    #[arg(long, short, conflicts_with = "format")]
    pub(crate) quiet: bool,
    /// List which documented events and fields occur and which do not, and which undocumented fields do
    #[arg(long)]
    pub(crate) coverage: bool,
    /// With --coverage, fail if fewer of the documented fields have a value: of the events that occur, or of all of --vendor
    #[arg(long, value_name = "PERCENT", value_parser = Word(percent), requires = "coverage")]
    pub(crate) min_coverage: Option<f64>,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
pub(crate) struct Normalize {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Also write payloads with errors, as far as understood (the event must be known and the JSON complete)
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Write the payloads that are rejected to this file, as they are
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Report nothing on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Write each event on several lines
    #[arg(long, conflicts_with = "canonical")]
    pub(crate) pretty: bool,
    /// Write each event in the canonical form of RFC 8785, for signing and comparing
    #[arg(long)]
    pub(crate) canonical: bool,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

/// The choice of the events that are written.
#[derive(Args, Clone, Debug)]
pub(crate) struct Choice {
    /// Write only events of this type, such as chat.ended or chat.*; may be given several times
    #[arg(long = "type", value_name = "TYPE", value_parser = Word(kind))]
    pub(crate) types: Vec<String>,
    /// Write only events from this time on: RFC 3339, or a date
    #[arg(long, value_name = "TIME", value_parser = Word(instant))]
    pub(crate) since: Option<Instant>,
    /// Write only events up to this time: RFC 3339, or a date, which is included
    #[arg(long, value_name = "TIME", value_parser = Word(instant))]
    pub(crate) until: Option<Instant>,
    /// Leave out events whose id came before, among the last 1,000,000
    #[arg(long)]
    pub(crate) unique: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    pub(crate) topic: Vec<String>,
    /// List the events, members and findings that mention this word; with a vendor or a type for the topic, only its events
    #[arg(long, value_name = "WORD")]
    pub(crate) search: Option<String>,
    /// How to write it
    #[arg(long, short, default_value = "text", value_parser = one_of::<ExplainFormat>())]
    pub(crate) format: ExplainFormat,
}

#[derive(Args, Debug)]
pub(crate) struct Sample {
    /// The event: VENDOR/EVENT, or EVENT; or a VENDOR, for each of its events that is about a chat
    #[arg(value_name = "EVENT|VENDOR", value_parser = Word(sampled))]
    pub(crate) of: Sampled,
    /// How many to make of each event
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = Word(whole::<u64>))]
    pub(crate) count: u64,
    /// Seed of the first payload; the same seed makes the same payload
    #[arg(long, value_name = "S", default_value_t = 0, value_parser = Word(whole::<u64>))]
    pub(crate) seed: u64,
}

#[derive(Args, Debug)]
pub(crate) struct Schema {
    #[arg(default_value = EVENT_TOPIC)]
    pub(crate) topic: String,
}

#[derive(Args, Debug)]
pub(crate) struct NoArguments {}

#[derive(Args, Debug)]
pub(crate) struct Completions {
    #[arg(value_parser = one_of::<Shell>())]
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct Manual {
    /// Write a page of each command to this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    pub(crate) dir: Option<PathBuf>,
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
    /// The objects of its `payloads`, a line each
    #[value(name = "jsonl")]
    JsonLines,
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

/// The form that sources are said to be in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SourceForm {
    Json,
    Log,
    Csv,
}

impl From<SourceForm> for Form {
    fn from(form: SourceForm) -> Form {
        match form {
            SourceForm::Json => Form::Json,
            SourceForm::Log => Form::Log,
            SourceForm::Csv => Form::Csv,
        }
    }
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

/// The events to make payloads of.
#[derive(Clone, Debug)]
pub(crate) struct Sampled {
    pub(crate) vendor: &'static Vendor,
    pub(crate) events: Vec<&'static Event>,
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
