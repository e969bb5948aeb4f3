//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::io::{self, BufWriter, Write};

use anyhow::Result;

use chathook::render::json::Reports;
use chathook::render::{Color, Style, concise, human};
use chathook::report::Summary;

use super::{Outcome, Run, help, say};
use crate::cli::{Validate, ValidateFormat};

pub(super) fn run(arguments: Validate, color: Color) -> Result<Outcome> {
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("validate")) };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut summary = Summary::default();
    let outcome = match arguments.format {
        ValidateFormat::Json => {
            let mut reports = Reports::begin(out)?;
            let outcome = run.each_report(&mut |report| {
                summary.add(report);
                Ok(reports.write(report, None)?)
            })?;
            reports.end()?;
            outcome
        }
        ValidateFormat::Concise => {
            let outcome = run.each_report(&mut |report| {
                summary.add(report);
                Ok(concise::write(report, &mut out)?)
            })?;
            out.flush()?;
            outcome
        }
        ValidateFormat::Human => {
            let style = Style::of_stdout(color);
            let outcome = run.each_report(&mut |report| {
                summary.add(report);
                Ok(human::write(report, style, &mut out)?)
            })?;
            writeln!(out, "{summary}")?;
            out.flush()?;
            return Ok(outcome);
        }
    };
    // What people read has the summary at its end; what programs read must not.
    say(summary);
    Ok(outcome)
}
