//! `chathook config`: the settings that hold, and where each comes from.

use std::io::Write;

use anyhow::Result;

use chathook::input::ENDINGS;
use chathook::render::safe::Safe;

use super::out::Out;
use super::{Outcome, Session};
use crate::config::{Config, NAME, Set};

pub(super) fn run(session: &Session) -> Result<Outcome> {
    let config = &session.config;
    let mut out = Out::of_text(session)?;
    match &config.file {
        Some(file) => writeln!(out, "settings of {}\n", Safe(&file.display().to_string()))?,
        None => writeln!(out, "no {NAME} in this folder or above it: everything is as it is by default\n")?,
    }
    for Setting { key, value, line } in settings(config) {
        let origin = line.map_or_else(|| "default".to_owned(), |line| format!("line {line}"));
        writeln!(out, "{key:<12} {:<44} {origin}", Safe(&value).to_string())?;
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
    endings.value = ENDINGS.join(", ") + if endings.value.is_empty() { "" } else { ", " } + &endings.value;
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
