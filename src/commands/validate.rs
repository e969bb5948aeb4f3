//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::mem;

use anyhow::Result;

use chathook::coverage::Coverage;
use chathook::finding::Severity;
use chathook::finding::policy::{MOST, Policy};
use chathook::frame::{Batch, Entry, Role};
use chathook::render::safe::Safe;
use chathook::render::{Color, Style, coverage};
use chathook::report::{Outside, Report, Summary};

use super::atomic_file::{self, resolve};
use super::output::Output;
use super::{Expected, Outcome, Reports, Run, complain, help, say, say_lines};
use crate::cli::{self, Validate, ValidateFormat};

/// How many reports and findings are held in memory, if single payloads have not more.
const MOST_HELD: usize = 1024;

pub(super) fn run(arguments: Validate, color: Color) -> Result<Outcome> {
    let policy = policy(&arguments);
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("validate")) };
    run.options.policy = policy;
    run.expects = Expected { by_path: arguments.expect_path, by_option: arguments.expect };
    if let Some(reason) = refusal(&arguments.report, &run) {
        say(format_args!("chathook: {}", Safe(&reason)));
        return Ok(Outcome::Usage);
    }
    let mut outputs = vec![Output::to_stdout(arguments.format, color)];
    for output in &arguments.report {
        outputs.push(Output::to_file(output)?);
    }

    let mut left = arguments.max_findings.unwrap_or(usize::MAX);
    let maker = Maker { lists_all: outputs.iter().any(Output::lists_all), covers: arguments.coverage };
    let coverage = arguments.coverage.then(Coverage::default);
    let mut summary = Summary { coverage, ..Summary::default() };
    outputs.iter_mut().for_each(Output::begin);
    let mut outcome = run.each(
        move |source, entry, checked| maker.add(source, entry, checked),
        &mut |run, checked: &mut Checked| {
            let Checked { clean, reports, coverage, .. } = mem::take(checked);
            summary.add_clean(clean);
            if let (Some(all), Some(coverage)) = (&mut summary.coverage, coverage) {
                all.append(coverage);
            }
            for mut report in reports {
                run.note(&report);
                report.show_at_most(left);
                left -= report.findings.len();
                summary.add(&report);
                for output in &mut outputs {
                    output.write(|format, out| format.report(&report, out));
                }
            }
            if !run.goes_on {
                outputs.iter_mut().for_each(Output::flush);
            }
            Ok(())
        },
    )?;
    summary.unreadable = run.unreadable;
    for output in outputs {
        if let Err(error) = output.end(&summary) {
            complain(&error.context("cannot write"));
            outcome = Outcome::Unreadable;
        }
    }
    if let Some(format) = arguments.format.filter(|format| *format != ValidateFormat::Human) {
        say_summary(&summary, format, Style::of_stderr(color))?;
    }
    Ok(outcome)
}

/// What was found in payloads.
#[derive(Default)]
struct Checked {
    reports: Vec<Report>,
    /// How many payloads have no report, because there is nothing to say about them.
    clean: u64,
    /// How many findings there are in the reports.
    findings: usize,
    /// What the payloads exercise, if that was asked for.
    coverage: Option<Coverage>,
}

impl Batch for Checked {
    fn is_full(&self) -> bool {
        let unknown = self.coverage.as_ref().map_or(0, Coverage::unknown);
        self.reports.len() + self.findings + unknown >= MOST_HELD
    }

    fn count_from(&mut self, payloads: u64) {
        self.reports.iter_mut().for_each(|report| report.index += payloads);
    }
}

impl Reports for Checked {
    fn limit(&mut self, outside: &mut Outside) {
        self.reports = mem::take(&mut self.reports).into_iter().filter_map(|report| outside.pass(report)).collect();
    }

    fn of(report: Report) -> Checked {
        Checked { reports: vec![report], ..Checked::default() }
    }
}

/// What checks payloads.
struct Maker {
    /// Whether each has a report, even if there is nothing to say about it.
    lists_all: bool,
    /// Whether it is noted what they exercise.
    covers: bool,
}

impl Maker {
    fn add(&self, source: &str, entry: &Entry<'_>, checked: &mut Checked) {
        if entry.role == Role::Continuation {
            return;
        }
        if self.covers {
            checked.coverage.get_or_insert_default().add(source, entry);
        }
        let findings = entry.findings();
        if findings.is_empty() && entry.role == Role::Payload && !self.lists_all {
            checked.clean += 1;
            return;
        }
        let report = Report::with(findings, source, entry);
        checked.findings += report.findings.len();
        checked.reports.push(report);
    }
}

/// Says beside a format that programs read what it all comes to.
fn say_summary(summary: &Summary, format: ValidateFormat, style: Style) -> Result<()> {
    say(summary);
    if let Some(coverage) = summary.coverage.as_ref().filter(|_| format != ValidateFormat::Json) {
        let mut lines = Vec::new();
        coverage::write(coverage, style, &mut lines)?;
        say_lines(&lines);
    }
    Ok(())
}

/// What the command line makes of findings.
fn policy(arguments: &Validate) -> Policy {
    let fail_on = if arguments.strict { Some(Severity::Warning) } else { arguments.input.fail_on.into() };
    Policy {
        levels: arguments.level.iter().map(|level| (level.code, level.severity)).collect(),
        fail_on,
        // What makes the run fail is shown, whatever else is not.
        shown: if arguments.only_errors {
            fail_on.unwrap_or(Severity::Error).min(Severity::Error)
        } else {
            Severity::Note
        },
        most: arguments.max_findings.unwrap_or(MOST).max(MOST),
    }
}

/// Why the reports cannot be written to the files that are named for them, if they cannot.
fn refusal(reports: &[cli::Output], run: &Run) -> Option<String> {
    reports.iter().enumerate().find_map(|(number, report)| {
        let is_place_of = |other: &cli::Output| resolve(&other.file) == resolve(&report.file);
        let is_named_twice = reports[..number].iter().any(is_place_of);
        let twice = is_named_twice.then(|| format!("two reports name the same file: {}", report.file.display()));
        atomic_file::refusal("--report", &report.file, run).or(twice)
    })
}
