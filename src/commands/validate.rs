//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::io::{self, BufWriter, Write};

use anyhow::Result;

use chathook::render::json::Reports;
use chathook::render::{Color, Style, concise, human};
use chathook::report::Summary;

use super::{Outcome, Run, help};
use crate::cli::{Validate, ValidateFormat};

pub(super) fn run(arguments: Validate, color: Color) -> Result<Outcome> {
    let Some(mut run) = Run::new(arguments.input) else { return help("validate") };
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
        ValidateFormat::Concise | ValidateFormat::Human => {
            let style = Style::of_stdout(color);
            let is_human = matches!(arguments.format, ValidateFormat::Human);
            let outcome = run.each_report(&mut |report| {
                summary.add(report);
                let write = if is_human { human::write } else { concise::write };
                Ok(write(report, style, &mut out)?)
            })?;
            if is_human {
                writeln!(out, "{summary}")?;
            }
            out.flush()?;
            outcome
        }
    };
    // What people read has the summary at its end; what programs read must not.
    if !matches!(arguments.format, ValidateFormat::Human) {
        writeln!(io::stderr(), "{summary}")?;
    }
    Ok(outcome)
}
