//! The command line of `chathook seats`.

use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use chathook::encoding::time::Zone;
use chathook::seats::quantity::{Decimal, Seconds, Share, Target};
use chathook::seats::question::Patience;

use super::word::{Word, one_of};
use super::{Input, zone};

/// The lines below the options of `seats`.
pub(super) const EXAMPLES: &str = "Examples:
  chathook seats archive.ndjson --report-zone Europe/Vienna
  chathook seats saved --target 90%/60s --interval 15m --format csv
  chathook seats saved --by department --svg load.svg
  chathook seats --arrivals 100 --handle-time 180s --interval 30m --target 80%/20s
  chathook seats --arrivals 30 --handle-time 500s,575s,650s --concurrency 3";

#[derive(Args, Debug)]
pub(crate) struct Seats {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show the seats
    #[arg(long, short, default_value = "table", value_parser = one_of::<SeatsFormat>())]
    pub(crate) format: SeatsFormat,
    /// Also draw the load by weekday and interval, with the seats, to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Explain in full how seats are computed, and their limits
    #[arg(long)]
    pub(crate) explain: bool,
    /// Report nothing on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
    #[command(flatten)]
    pub(crate) aim: Aim,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The options for reading and showing payloads, which `seats` does not have.
const OF_PAYLOADS: [&str; 12] = [
    "paths",
    "vendor",
    "event",
    "time_zone",
    "svg",
    "explain",
    "report_zone",
    "after_chat_work",
    "max_chat",
    "duration_unit",
    "count_silent_days",
    "by",
];

#[derive(Args, Debug)]
#[command(next_help_heading = "Without payloads")]
pub(crate) struct WhatIf {
    /// Answer for so many arriving chats in an --interval, instead of reading any
    #[arg(long, value_name = "N", value_parser = Word(arrivals), requires = "handle_time", conflicts_with_all = OF_PAYLOADS)]
    pub(crate) arrivals: Option<Decimal>,
    /// Average handle time of a chat; for agents who hold several chats, one for each number of them
    #[arg(long, value_name = "TIME,…", value_parser = Word(Seconds::parse_some), value_delimiter = ',', requires = "arrivals",
        conflicts_with = "paths")]
    pub(crate) handle_time: Vec<Seconds>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "What the agents are to achieve")]
pub(crate) struct Aim {
    /// Service level: which part of all chats is answered within which time
    #[arg(long, value_name = "PERCENT/TIME", default_value = "80%/30s", value_parser = Word(Target::parse))]
    pub(crate) target: Target,
    /// Longest average speed of answer (ASA), instead of the service level
    #[arg(long, value_name = "TIME", value_parser = Word(Seconds::parse_some))]
    pub(crate) target_asa: Option<Seconds>,
    /// Highest occupancy: chats handled, as a part of the most that the agents could handle
    #[arg(long, value_name = "PERCENT", default_value = "85%", value_parser = Word(Share::parse_some))]
    pub(crate) max_occupancy: Share,
    /// Highest abandonment: chats that visitors give up while they wait [default: 5% where patience is measured]
    #[arg(long, value_name = "PERCENT", value_parser = Word(Share::parse_some))]
    pub(crate) max_abandonment: Option<Share>,
    /// Shrinkage: the part of paid time in which agents answer no chats
    #[arg(long, value_name = "PERCENT", default_value = "30%", value_parser = Word(Share::parse_partial))]
    pub(crate) shrinkage: Share,
    /// Fewest agents in any interval in which chats come
    #[arg(long, value_name = "N", default_value = "1", value_parser = Word(count))]
    pub(crate) min_seats: NonZeroU64,
    /// Length of an interval, which is staffed with one number of agents
    #[arg(long, value_name = "TIME", default_value = "30m", value_parser = Word(Seconds::parse_some))]
    pub(crate) interval: Seconds,
    /// Patience: the mean time after which visitors who wait give up; a time, auto to measure it, or none
    /// [default: auto]
    #[arg(long, value_name = "TIME", value_parser = Word(patience))]
    pub(crate) patience: Option<Patience>,
    /// Concurrency: how many chats an agent holds at once; a number, or auto to measure it
    #[arg(long, value_name = "N", default_value = "auto", value_parser = Word(concurrency))]
    pub(crate) concurrency: Concurrency,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "How chats are counted")]
pub(crate) struct Reading {
    /// Count weekdays and intervals in this zone [default: that of --time-zone]
    #[arg(long, value_name = "ZONE", value_parser = Word(zone), allow_hyphen_values = true)]
    pub(crate) report_zone: Option<Zone>,
    /// After-chat work: what an agent needs after a chat, where its wrap-up was not saved
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = Word(Seconds::parse))]
    pub(crate) after_chat_work: Seconds,
    /// Longest believable chat; longer ones count as arrivals, not in the handle time
    #[arg(long, value_name = "TIME", default_value = "4h", value_parser = Word(Seconds::parse_some))]
    pub(crate) max_chat: Seconds,
    /// Unit of the durations in the payloads
    #[arg(long, value_name = "UNIT", default_value = "s", value_parser = one_of::<DurationUnit>())]
    pub(crate) duration_unit: DurationUnit,
    /// Count days without a chat, on which nobody came, instead of leaving them out
    #[arg(long)]
    pub(crate) count_silent_days: bool,
    /// Also compute the seats of each of these by itself
    #[arg(long, value_name = "WHAT", value_parser = one_of::<By>())]
    pub(crate) by: Option<By>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeatsFormat {
    /// A report for people
    Table,
    /// One JSON object (see chathook schema seats)
    Json,
    /// A row for each weekday and interval
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// Departments
    Department,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DurationUnit {
    #[value(help = "Milliseconds")]
    Ms,
    /// Seconds
    S,
    /// Minutes
    M,
    /// Hours
    H,
}

impl DurationUnit {
    /// The unit in seconds.
    pub(crate) fn seconds(self) -> f64 {
        match self {
            DurationUnit::Ms => 0.001,
            DurationUnit::S => 1.0,
            DurationUnit::M => 60.0,
            DurationUnit::H => 3600.0,
        }
    }
}

/// The number of chats that an agent holds at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concurrency {
    /// As many as the chats say.
    Auto,
    /// This many.
    Chats(usize),
}

/// Nobody holds more chats at once.
const MOST_CHATS: usize = 50;

fn concurrency(text: &str) -> Result<Concurrency, String> {
    match text.parse() {
        _ if text == "auto" => Ok(Concurrency::Auto),
        Ok(chats @ 1..=MOST_CHATS) => Ok(Concurrency::Chats(chats)),
        _ => Err(format!("expected auto, or a whole number from 1 to {MOST_CHATS}")),
    }
}

/// Nobody waits for more seconds.
const LONGEST_PATIENCE: f64 = 24.0 * 3600.0;

fn patience(text: &str) -> Result<Patience, String> {
    match text {
        "auto" => Ok(Patience::Measured),
        "none" => Ok(Patience::Endless),
        time => Seconds::parse_some(time)
            .ok()
            .filter(|time| time.value() <= LONGEST_PATIENCE)
            .map(Patience::Said)
            .ok_or_else(|| {
                "expected a time up to 24h such as 240s, auto to measure it, or none where everyone waits".to_owned()
            }),
    }
}

fn arrivals(text: &str) -> Result<Decimal, String> {
    let number = Decimal::parse(text).filter(|number| number.value() > 0.0);
    number.ok_or_else(|| "expected a number of chats above 0, such as 100 or 0.05".to_owned())
}

fn count(text: &str) -> Result<NonZeroU64, String> {
    let number = text.parse().ok().filter(|number: &NonZeroU64| number.get() <= 100_000);
    number.ok_or_else(|| "expected a whole number from 1 to 100000".to_owned())
}
