//! `chathook config`: the settings that hold, and where each comes from.

use std::io::Write;

use anyhow::Result;

use chathook::input::ENDINGS;
use chathook::render::safe::Safe;
use chathook::render::wrap::write_wrapped;

use super::out::Out;
use super::{Outcome, Session};
use crate::config::{Config, NAME, Set};

pub(super) fn run(session: &Session) -> Result<Outcome> {
    let config = &session.config;
    let mut out = Out::of_text(session)?;
    let width = session.style().line_width();
    let of_file = match &config.file {
        Some(file) => format!("settings of {}", Safe(&file.display().to_string())),
        None => format!("no {NAME} in this folder or above it: the defaults hold"),
    };
    write_wrapped("", &of_file, width, &mut out)?;
    writeln!(out)?;
    for Setting { key, value, line } in settings(config) {
        let origin = line.map_or_else(|| "default".to_owned(), |line| format!("line {line}"));
        let value = Safe(&value).to_string();
        let line = format!("{key:<12} {value:<44} {origin}");
        match session.style().width {
            Some(width) if line.chars().count() > width.into() => {
                write_wrapped(&format!("{key:<12} "), &format!("{value} ({origin})"), width.into(), &mut out)?;
            }
            _ => writeln!(out, "{line}")?,
        }
    }
    out.finish()?;
    Ok(Outcome::Clean)
}

/// A setting as it holds.
struct Setting {
    key: &'static str,
    value: String,
    /// The line of the file that it stands on, if it is not the default.
    line: Option<u64>,
}

impl Setting {
    fn of<T>(key: &'static str, set: Option<&Set<T>>, default: &str) -> Setting {
        match set {
            Some(set) => Setting { key, value: set.text.clone(), line: Some(set.line) },
            None => Setting { key, value: default.to_owned(), line: None },
        }
    }
}

fn settings(config: &Config) -> Vec<Setting> {
    let mut endings = Setting::of("extensions", config.extensions.as_ref(), "");
    let own = config.extensions.iter().flat_map(|set| set.value.iter().map(String::as_str));
    endings.value = ENDINGS.iter().copied().chain(own).collect::<Vec<_>>().join(", ");
    let mut settings = vec![
        Setting::of("time-zone", config.time_zone.as_ref(), "UTC"),
        Setting::of("fail-on", config.fail_on.as_ref(), "error"),
        Setting::of("exclude", config.exclude.as_ref(), "nothing"),
        endings,
    ];
    settings.extend(config.levels.iter().map(|level| Setting::of("levels", Some(level), "")));
    settings.extend(config.rows.iter().map(|row| Setting::of("paths", Some(row), "")));
    settings
}
