//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::collections::BTreeSet;
use std::{io, mem};

use anyhow::{Context, Result};

use chathook::coverage::Coverage;
use chathook::describe::Vendor;
use chathook::finding::Severity;
use chathook::finding::policy::{MOST, Policy};
use chathook::finding::rules::Code;
use chathook::frame::{Batch, Entry, Role, TextLines};
use chathook::render::{Style, coverage};
use chathook::report::{Outside, Report, Summary};

use super::atomic_file::{AtomicFile, refuse};
use super::baseline::Baseline;
use super::interrupt::{is_interrupted, show_what_there_is};
use super::output::Output;
use super::step_summary::StepSummary;
use super::{Outcome, Reports, Run, Session, complain, help, say, say_lines};
use crate::cli::{Validate, ValidateFormat};

/// The most reports and findings that are held in memory, if single payloads have not more.
const MOST_HELD: usize = 1024;

pub(super) fn run(mut arguments: Validate, session: &Session) -> Result<Outcome> {
    session.config.complete(&mut arguments.input);
    let Some(mut run) = Run::new(&arguments.input, session) else { return Ok(help("validate")) };
    adjust(&mut run.options.policy, &arguments);
    run.bar = run.bar.filter(|_| !arguments.quiet);
    run.options.demands = mem::take(&mut arguments.require);
    run.expects.by_option = arguments.expect.take();
    run.expects.by_path = arguments.expect_path;
    run.expects.holds_to_codes = true;
    run.expects.codes = Some(mem::take(&mut arguments.expect_finding)).filter(|codes| !codes.is_empty());
    let files = arguments.report.iter().map(|report| ("--report", report.file.as_path()));
    let baseline = arguments.write_baseline.as_deref().map(|file| ("--write-baseline", file));
    if let Some(refused) = refuse(session.outputs().chain(files).chain(baseline), &run) {
        return Ok(refused);
    }
    let known = match arguments.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(known) => known,
        Err(error) => {
            complain(&error);
            return Ok(Outcome::Unreadable);
        }
    };

    // What is written whole or not at all is not cut, and half a baseline would be none.
    let may_be_cut = session.output.is_none() || !arguments.report.is_empty();
    if may_be_cut && arguments.write_baseline.is_none() {
        show_what_there_is();
    }
    let vendor = run.options.hint.vendor;
    let mut taker = Taker::new(&arguments, known, session)?;
    let maker = Maker { lists_all: taker.outputs.iter().any(Output::lists_all), covers: arguments.coverage };
    taker.outputs.iter_mut().for_each(Output::begin);
    let outcome = run.each(
        move |source, entry, checked| maker.add(source, entry, checked),
        &mut |run, checked: &mut Checked| {
            taker.take(run, mem::take(checked));
            Ok(())
        },
    )?;
    taker.summary.text_lines = run.text_lines;
    taker.summary.unreadable = run.unreadable;
    taker.summary.is_interrupted = is_interrupted();
    if let Some(coverage) = &mut taker.summary.coverage {
        coverage.complete(run.options.hint.vendor);
    }
    let coverage = taker.summary.coverage.as_ref();
    let too_little = coverage
        .filter(|_| !is_interrupted())
        .and_then(|coverage| too_little(coverage, vendor, arguments.min_coverage?));
    let written = taker.end(&arguments)?;
    let Some(words) = too_little else { return Ok(outcome.max(written)) };
    say(format_args!("chathook: {words}"));
    Ok(outcome.max(written).max(Outcome::Findings))
}

/// The taker of reports: it shows them, counts them, and keeps what is adopted.
struct Taker<'s> {
    session: &'s Session,
    outputs: Vec<Output>,
    summary: Summary,
    /// The number of findings for which there is still room.
    left: usize,
    /// The findings that are known, and neither shown nor counted.
    known: Option<Baseline>,
    /// The findings that will be, if that is asked for, and the file for them.
    adopted: Option<(Baseline, AtomicFile)>,
    step: Option<StepSummary>,
}

impl Taker<'_> {
    fn new<'s>(arguments: &Validate, known: Option<Baseline>, session: &'s Session) -> Result<Taker<'s>> {
        let mut outputs = Vec::new();
        if !arguments.quiet {
            outputs.push(Output::of(session, arguments.format)?);
        }
        for output in &arguments.report {
            outputs.push(Output::to_file(output)?);
        }
        // That it cannot be written is said before anything is read.
        let adopted = arguments.write_baseline.as_deref().map(|file| Ok::<_, io::Error>((file, AtomicFile::of(file)?)));
        let adopted = adopted.transpose()?;
        Ok(Taker {
            session,
            outputs,
            summary: Summary::covering(arguments.coverage.then(Coverage::default)),
            left: arguments.max_findings.unwrap_or(usize::MAX),
            known,
            adopted: adopted.map(|(file, out)| (Baseline::empty(file), out)),
            step: StepSummary::of_step(),
        })
    }

    fn take(&mut self, run: &mut Run, checked: Checked) {
        let Checked { clean, reports, coverage, met, .. } = checked;
        run.met.extend(met);
        self.summary.add_clean(clean.payloads, clean.events);
        if let (Some(all), Some(coverage)) = (&mut self.summary.coverage, coverage) {
            all.append(coverage);
        }
        for mut report in reports {
            self.known.iter_mut().for_each(|known| known.forgive(&mut report));
            match &mut self.adopted {
                Some((adopted, _)) => adopted.add(&report),
                None => run.note(&report),
            }
            report.show_at_most(self.left);
            self.left -= report.findings.len();
            self.step.iter_mut().for_each(|step| step.add(&report));
            self.summary.add(&report);
            for output in &mut self.outputs {
                output.write(|format, out| format.report(&report, out));
            }
        }
        if !run.goes_on {
            self.outputs.iter_mut().for_each(Output::flush);
        }
    }

    /// Ends all outputs, and says whether they could be written.
    fn end(self, arguments: &Validate) -> Result<Outcome> {
        let mut outcome = Outcome::Clean;
        for output in self.outputs {
            if let Err(error) = output.end(&self.summary) {
                complain(&error.context("cannot write"));
                outcome = Outcome::Unreadable;
            }
        }
        if let Some(step) = self.step {
            step.end(&self.summary).context("GITHUB_STEP_SUMMARY")?;
        }
        if let Some((adopted, file)) = self.adopted {
            adopted.write(file)?;
        }
        let is_read_by_programs = |format: &ValidateFormat| *format != ValidateFormat::Human && !arguments.quiet;
        if let Some(format) = arguments.format.filter(is_read_by_programs) {
            say_summary(&self.summary, format, Style::of_stderr(self.session.look))?;
        }
        Ok(outcome)
    }
}

/// Says that fewer fields than so many in a hundred have a value, if that is so.
fn too_little(coverage: &Coverage, vendor: Option<&'static Vendor>, least: f64) -> Option<String> {
    let (said, documented) = coverage.fields_of(vendor);
    #[expect(clippy::cast_precision_loss, reason = "there are a few thousand fields at most")]
    let percent = 100.0 * said as f64 / documented.max(1) as f64;
    let whose = vendor.map_or("the events that occur".to_owned(), |vendor| format!("all events of {}", vendor.name));
    (percent < least).then(|| {
        format!(
            "{said} of {documented} documented fields of {whose} have a value ({percent:.1} %), and --min-coverage asks for \
             {least} %"
        )
    })
}

/// A batch of reports.
#[derive(Default)]
struct Checked {
    reports: Vec<Report>,
    /// The payloads that have no report, because there is nothing to say about them.
    clean: Clean,
    /// The number of findings in the reports.
    findings: usize,
    /// The coverage of the payloads, if that was asked for.
    coverage: Option<Coverage>,
    /// The codes that they are meant to give, and do.
    met: BTreeSet<Code>,
    text: TextLines,
}

/// The number of clean payloads so far, and of their events.
#[derive(Clone, Copy, Default)]
struct Clean {
    payloads: u64,
    events: u64,
}

impl Batch for Checked {
    fn another(&self) -> Checked {
        Checked::default()
    }

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
        outside.lines.append(self.text);
        self.reports = mem::take(&mut self.reports).into_iter().filter_map(|report| outside.pass(report)).collect();
    }

    fn of(report: Report) -> Checked {
        Checked { reports: vec![report], ..Checked::default() }
    }

    fn counts(&self) -> (u64, u64) {
        let reported = self.reports.iter().filter(|report| report.is_payload && !report.is_next_event);
        (self.clean.payloads + reported.count() as u64, self.findings as u64)
    }
}

/// The maker of reports.
struct Maker {
    /// True if each payload has a report, even if there is nothing to say about it.
    lists_all: bool,
    /// True if their coverage is noted.
    covers: bool,
}

impl Maker {
    fn add(&self, source: &str, entry: &Entry<'_>, checked: &mut Checked) {
        checked.text.add(entry);
        if entry.role == Role::Continuation || entry.is_passed_over() {
            return;
        }
        if self.covers {
            checked.coverage.get_or_insert_default().add(source, entry);
        }
        let mut findings = entry.findings();
        checked.met.append(&mut findings.met);
        if findings.is_empty() && entry.role == Role::Payload && !self.lists_all {
            checked.clean.payloads += u64::from(!entry.is_next_event);
            checked.clean.events += u64::from(entry.examined.has_event());
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

/// Adds to the policy for findings of every command that of `validate`.
fn adjust(policy: &mut Policy, arguments: &Validate) {
    if arguments.only_errors {
        // What makes the run fail is shown, whatever else is not.
        policy.shown = policy.fail_on.unwrap_or(Severity::Error).min(Severity::Error);
    }
    policy.most = match arguments.baseline.is_some() || arguments.write_baseline.is_some() {
        // What is only counted cannot be told from what is known.
        true => usize::MAX,
        false => arguments.max_findings.unwrap_or(MOST).max(MOST),
    };
}
