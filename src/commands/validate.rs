//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::collections::BTreeSet;
use std::mem;

use anyhow::{Context, Result};

use chathook::coverage::Coverage;
use chathook::finding::Severity;
use chathook::finding::policy::{MOST, Policy};
use chathook::finding::rules::Code;
use chathook::frame::{Batch, Entry, Role};
use chathook::render::{Style, coverage};
use chathook::report::{Outside, Report, Summary};

use super::atomic_file::refuse;
use super::baseline::Baseline;
use super::output::Output;
use super::step_summary::StepSummary;
use super::{Outcome, Reports, Run, Session, complain, fail_on, help, say, say_lines};
use crate::cli::{Validate, ValidateFormat};
use crate::config::Config;

/// How many reports and findings are held in memory, if single payloads have not more.
const MOST_HELD: usize = 1024;

pub(super) fn run(mut arguments: Validate, session: &Session) -> Result<Outcome> {
    session.config.complete(&mut arguments.input);
    let policy = policy(&arguments, &session.config);
    let Some(mut run) = Run::new(arguments.input, session) else { return Ok(help("validate")) };
    run.options.policy = policy;
    run.expected = arguments.expect;
    run.expects_path = arguments.expect_path;
    run.expects_findings = true;
    run.meant = Some(arguments.expect_finding).filter(|codes| !codes.is_empty());
    let files = arguments.report.iter().map(|report| ("--report", report.file.as_path()));
    let baseline = arguments.write_baseline.as_deref().map(|file| ("--write-baseline", file));
    if let Some(refused) = refuse(session.outputs().chain(files).chain(baseline), &run) {
        return Ok(refused);
    }
    let mut baseline = match &arguments.baseline {
        None => None,
        Some(file) => match Baseline::read(file) {
            Ok(baseline) => Some(baseline),
            Err(error) => {
                complain(&error);
                return Ok(Outcome::Unreadable);
            }
        },
    };
    let mut adopted = arguments.write_baseline.as_deref().map(Baseline::empty);
    let mut step = StepSummary::of_step();
    let mut outputs = Vec::new();
    if !arguments.quiet {
        outputs.push(Output::of(session, arguments.format)?);
    }
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
            let Checked { clean, reports, coverage, met, .. } = mem::take(checked);
            run.met.extend(met);
            summary.add_clean(clean);
            if let (Some(all), Some(coverage)) = (&mut summary.coverage, coverage) {
                all.append(coverage);
            }
            for mut report in reports {
                baseline.iter_mut().for_each(|baseline| baseline.forgive(&mut report));
                match &mut adopted {
                    Some(adopted) => adopted.add(&report),
                    None => run.note(&report),
                }
                report.show_at_most(left);
                left -= report.findings.len();
                step.iter_mut().for_each(|step| step.add(&report));
                summary.add(&report);
                for output in &mut outputs {
                    output.write(|format, out| format.report(&report, out));
                }
            }
            outputs.iter_mut().for_each(Output::flush);
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
    if let Some(step) = step {
        step.end(&summary).context("GITHUB_STEP_SUMMARY")?;
    }
    if let (Some(adopted), Some(file)) = (&adopted, &arguments.write_baseline) {
        adopted.write(file)?;
    }
    if let Some(format) = arguments.format.filter(|format| *format != ValidateFormat::Human && !arguments.quiet) {
        say_summary(&summary, format, Style::of_stderr(session.look))?;
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
    /// The codes that they are meant to give, and do.
    met: BTreeSet<Code>,
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
        let mut findings = entry.findings();
        checked.met.append(&mut findings.met);
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
fn policy(arguments: &Validate, config: &Config) -> Policy {
    let fail_on = if arguments.strict { Some(Severity::Warning) } else { fail_on(arguments.input.fail_on) };
    let mut levels = config.levels();
    levels.extend(arguments.level.iter().map(|level| (level.code, level.severity)));
    Policy {
        levels,
        meant: None,
        fail_on,
        // What makes the run fail is shown, whatever else is not.
        shown: if arguments.only_errors {
            fail_on.unwrap_or(Severity::Error).min(Severity::Error)
        } else {
            Severity::Note
        },
        most: match arguments.baseline.is_some() || arguments.write_baseline.is_some() {
            // What is only counted cannot be told from what is known.
            true => usize::MAX,
            false => arguments.max_findings.unwrap_or(MOST).max(MOST),
        },
    }
}
