//! The meaning of the values of options, and a better value where one means nothing.

use std::fmt::Display;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;

use chathook::carriers::Pattern;
use chathook::describe::Vendor;
use chathook::encoding::time::{self, Zone};
use chathook::event::TYPES;
use chathook::expect::{Demand, Expectation, matches_pattern};
use chathook::finding::Severity;
use chathook::finding::rules::{Code, RULES};
use chathook::frame::Form;
use chathook::input::Globs;
use chathook::render::LEAST_WIDTH;
use chathook::spelling::nearest;
use chathook::vendors::{self, VENDORS};

use super::{EventOf, FailOn, Level, Output, Sampled, SourceForm, ValidateFormat};

pub(crate) fn vendor(name: &str) -> Result<&'static Vendor, String> {
    vendors::all().find(|vendor| vendor.name == name).ok_or_else(|| {
        let names: Vec<_> = VENDORS.iter().map(|vendor| vendor.name).collect();
        let near = nearest(names.iter().copied(), name);
        format!("there is no such vendor; {}", did_you_mean(near, &format!("the vendors are: {}", names.join(", "))))
    })
}

pub(crate) fn event(name: &str) -> Result<EventOf, String> {
    if let Some((vendor, event)) = vendors::event_named(name) {
        return Ok(EventOf { vendor, event });
    }
    let (only, name) = match name.split_once('/') {
        Some((of, name)) => (Some(vendor(of)?), name),
        None => (None, name),
    };
    if let Some((vendor, event)) = vendors::event_named(name) {
        return Err(format!("there is no such event; did you mean `{}/{}`?", vendor.name, event.name));
    }
    let vendors = vendors::all().filter(|vendor| only.is_none_or(|only| only.name == vendor.name));
    let near = nearest(vendors.flat_map(Vendor::events).flat_map(|(_, event)| event.names()), name);
    Err(format!("there is no such event; {}", did_you_mean(near, "`chathook explain` lists them")))
}

/// The events that a name stands for: itself, or all of a vendor that are about a chat.
pub(crate) fn sampled(name: &str) -> Result<Sampled, String> {
    if let Some(vendor) = VENDORS.iter().find(|vendor| vendor.name == name) {
        return Ok(Sampled { vendor, events: vendor.chat_events().collect() });
    }
    event(name).map(|of| Sampled { vendor: of.vendor, events: vec![of.event] })
}

/// Says of a name that does not exist which one was probably meant or, if none is near, something else.
pub(crate) fn did_you_mean(near: Option<impl Display>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

pub(crate) fn expectation(name: &str) -> Result<Expectation, String> {
    if let Ok(vendor) = vendor(name) {
        return Ok(Expectation::Vendor(vendor));
    }
    event(name).map(|of| Expectation::Event(of.vendor, of.event)).map_err(|reason| {
        let near = nearest(VENDORS.iter().map(|vendor| vendor.name), name);
        let reason = near.map_or(reason, |near| format!("there is no such event; did you mean `{near}`?"));
        if name.contains('/') { reason } else { reason.replacen("no such event", "no such vendor or event", 1) }
    })
}

pub(super) fn demand(pattern: &str) -> Result<Demand, String> {
    Demand::named(pattern).map_err(|near| {
        let otherwise = "expected a member such as visitor.email, or a JSON Pointer such as /visitor/email";
        format!("there is no such member; {}", did_you_mean(near, otherwise))
    })
}

pub(super) fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 100".to_owned())
}

pub(super) fn output(text: &str) -> Result<Output, String> {
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

pub(crate) fn level(text: &str) -> Result<Level, String> {
    let (name, level) = text.split_once('=').ok_or("expected CODE=LEVEL, such as unknown-field=error")?;
    let severity = match level {
        "ignore" => None,
        "note" => Some(Severity::Note),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        _ => return Err("the levels are: ignore, note, warning, error".to_owned()),
    };
    let code = code(name)?;
    if severity.is_none() && code.is_of_syntax() {
        return Err(format!(
            "`{name}` says that something could not be read, and cannot be ignored; use the level `note`"
        ));
    }
    Ok(Level { code, severity })
}

/// The code that has a name.
pub(crate) fn code(name: &str) -> Result<Code, String> {
    RULES.iter().find(|rule| rule.name == name).map(|rule| rule.code).ok_or_else(|| {
        let near = nearest(RULES.iter().map(|rule| rule.name), name);
        format!("there is no such code; {}", did_you_mean(near, "`chathook explain` lists them"))
    })
}

/// Reads the least severity that makes a run fail, as the settings name it.
pub(crate) fn fail_on(name: &str) -> Result<FailOn, String> {
    FailOn::from_str(name, false).map_err(|_| "expected error, warning, note or never".to_owned())
}

pub(crate) fn form(name: &str) -> Result<Form, String> {
    SourceForm::from_str(name, false).map(Into::into).map_err(|_| "expected json, log or csv".to_owned())
}

pub(crate) fn place(pointer: &str) -> Result<Pattern, String> {
    Pattern::from_str(pointer).map_err(str::to_owned)
}

pub(crate) fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name)
        .ok_or_else(|| "expected an IANA name such as Europe/Vienna, or an offset such as +02:00".to_owned())
}

/// A pattern of paths below the working folder. Those of a run count together, for `!` takes out of those before it.
pub(super) fn glob(pattern: &str) -> Result<String, String> {
    Globs::new(Path::new(""), [pattern]).map(|_| pattern.to_owned()).map_err(|error| error.to_string())
}

/// The largest payload that can be asked for: offsets in what is made of it are kept in 32 bits.
const MOST_BYTES: usize = 1 << 30;

/// More threads than this help nobody, and each holds a few blocks in memory.
const MOST_JOBS: usize = 1024;

/// A number of threads.
pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number| *number <= MOST_JOBS).and_then(NonZeroUsize::new);
    number.ok_or_else(|| format!("expected a whole number from 1 to {MOST_JOBS}"))
}

/// A size in bytes: `16MiB`, `20MB`, `64K`, `1000`.
pub(super) fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err("the units are B, KB, MB, GB, KiB, MiB and GiB, such as 16MiB".to_owned()),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|number| number.checked_mul(unit));
    match bytes {
        Some(bytes @ 1..=MOST_BYTES) => Ok(bytes),
        Some(bytes) if bytes > MOST_BYTES => {
            Err(format!("larger than {}GiB, the most that is possible", MOST_BYTES >> 30))
        }
        _ => Err("expected a whole number above 0 and a unit, such as 16MiB or 20MB".to_owned()),
    }
}

/// A count, or a seed.
pub(super) fn whole<N: FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| "expected a whole number from 0 to 2^64 - 1".to_owned())
}

/// A width in columns of characters.
pub(super) fn columns(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|columns| *columns >= LEAST_WIDTH);
    number.ok_or_else(|| format!("expected a whole number from {LEAST_WIDTH} to {}", u16::MAX))
}

/// A type of normalized events, or a pattern of types.
pub(super) fn kind(text: &str) -> Result<String, String> {
    if TYPES.iter().any(|name| matches_pattern(text, name)) {
        return Ok(text.to_owned());
    }
    let near = nearest(TYPES.iter().copied(), text);
    Err(format!("there is no such type; {}", did_you_mean(near, "`chathook explain event` lists them")))
}

/// A point in time as people write it: RFC 3339, or a date, which is a day in the zone of the run.
#[derive(Clone, Debug)]
pub(crate) enum Instant {
    /// A point in time, in nanoseconds since 1970.
    Time(i128),
    /// A date: `2024-02-29`.
    Date(String),
}

/// Reads a time, or a date.
pub(super) fn instant(text: &str) -> Result<Instant, String> {
    match (time::nanoseconds(text), time::day(text, &Zone::utc())) {
        (Some(time), _) => Ok(Instant::Time(time)),
        (None, Some(_)) => Ok(Instant::Date(text.to_owned())),
        (None, None) => Err("expected a time such as 2024-02-29T12:00:00Z, or a date such as 2024-02-29".to_owned()),
    }
}

impl Instant {
    /// Returns its beginning and its end, in nanoseconds since 1970: a point in time is over with itself.
    pub(crate) fn bounds(&self, zone: &Zone) -> Range<i128> {
        match self {
            Instant::Time(time) => *time..*time + 1,
            Instant::Date(date) => time::day(date, zone).expect("it is a date in any zone"),
        }
    }
}
