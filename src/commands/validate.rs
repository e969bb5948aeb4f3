//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::io::{self, BufWriter, StdoutLock, Write};

use anyhow::{Context, Result, anyhow};

use chathook::coverage::Coverage;
use chathook::finding::Severity;
use chathook::finding::policy::{MOST, Policy};
use chathook::frame::{Role, Step};
use chathook::render::concise::Concise;
use chathook::render::defuse::Defused;
use chathook::render::github::GitHub;
use chathook::render::gitlab::GitLab;
use chathook::render::human::Human;
use chathook::render::json::Json;
use chathook::render::junit::JUnit;
use chathook::render::root::Root;
use chathook::render::safe::Safe;
use chathook::render::sarif::Sarif;
use chathook::render::{Color, Format, Style, coverage};
use chathook::report::Summary;

use super::draft::Draft;
use super::{Outcome, Run, complain, help, is_github_job, say, say_lines};
use crate::cli::{self, Validate, ValidateFormat};

pub(super) fn run(arguments: Validate, color: Color) -> Result<Outcome> {
    let policy = policy(&arguments);
    let Some(mut run) = Run::new(arguments.input) else { return Ok(help("validate")) };
    run.options.policy = policy;
    run.expected = arguments.expect;
    run.expects_path = arguments.expect_path;
    if let Some(reason) = refusal(&arguments.report, &run) {
        say(format_args!("chathook: {}", Safe(&reason)));
        return Ok(Outcome::Usage);
    }
    let mut outputs = vec![Output::to_stdout(arguments.format, color)];
    for output in &arguments.report {
        outputs.push(Output::to_file(output)?);
    }

    let mut left = arguments.max_findings.unwrap_or(usize::MAX);
    let coverage = arguments.coverage.then(Coverage::default);
    let mut summary = Summary { coverage, ..Summary::default() };
    outputs.iter_mut().for_each(Output::begin);
    let is_read = run.each(&mut |run, step| {
        let Step::Entry(entry) = step else { return Ok(()) };
        if entry.role == Role::Continuation {
            return Ok(());
        }
        if let Some(coverage) = &mut summary.coverage {
            coverage.add(&run.source, entry);
        }
        let mut report = run.report(entry);
        report.show_at_most(left);
        left -= report.findings.len();
        summary.add(&report);
        for output in &mut outputs {
            output.write(|format, out| format.report(&report, out));
        }
        // Where nobody reads on, all that is left to find out is whether the run fails.
        let is_over = run.outcome > Outcome::Clean && outputs.iter().all(Output::is_broken);
        if is_over { Err(anyhow!("nobody reads on")) } else { Ok(()) }
    });
    let mut outcome = is_read.unwrap_or(run.outcome);
    summary.unreadable = run.unreadable;
    for output in outputs {
        if let Err(error) = output.end(&summary) {
            complain(&error.context("cannot write"));
            outcome = Outcome::Unreadable;
        }
    }
    // What people read has the summary at its end; what programs read must not.
    if let Some(format) = arguments.format.filter(|format| *format != ValidateFormat::Human) {
        say(&summary);
        if let Some(coverage) = summary.coverage.filter(|_| format != ValidateFormat::Json) {
            let mut lines = Vec::new();
            coverage::write(&coverage, Style::of_stderr(color), &mut lines)?;
            say_lines(&lines);
        }
    }
    Ok(outcome)
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
        let name = report.file.display();
        if run.reads(&report.file) {
            Some(format!("--report would overwrite {name}, which is one of the inputs"))
        } else if reports[..number].iter().any(|other| other.file == report.file) {
            Some(format!("two reports name the same file: {name}"))
        } else {
            None
        }
    })
}

/// Where findings are written to, in one format or in several one after another.
struct Output {
    target: Target,
    formats: Vec<Box<dyn Format>>,
    /// Why nothing more can be written, if that is so. The others are written all the same.
    failure: Option<io::Error>,
}

enum Target {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(String, Draft),
}

impl Output {
    fn to_stdout(format: Option<ValidateFormat>, color: Color) -> Output {
        let style = Style::of_stdout(color);
        let is_job = is_github_job();
        let mut formats = match format {
            None | Some(ValidateFormat::Human) if is_job => vec![defused(Human(style))],
            Some(ValidateFormat::Concise) if is_job => vec![defused(Concise)],
            format => vec![made(format.unwrap_or(ValidateFormat::Human), style)],
        };
        if format.is_none() && is_job {
            formats.push(Box::new(GitHub::beside_text(Root::of_job())));
        }
        Output { target: Target::Stdout(BufWriter::new(io::stdout().lock())), formats, failure: None }
    }

    fn to_file(output: &cli::Output) -> Result<Output> {
        let name = output.file.display().to_string();
        let draft = Draft::of(&output.file).with_context(|| name.clone())?;
        let formats = vec![made(output.format, Style::PLAIN)];
        Ok(Output { target: Target::File(name, draft), formats, failure: None })
    }

    fn begin(&mut self) {
        self.write(|format, out| format.begin(out));
    }

    fn write(&mut self, write: impl Fn(&mut dyn Format, &mut dyn Write) -> io::Result<()>) {
        let out: &mut dyn Write = match &mut self.target {
            Target::Stdout(out) => out,
            Target::File(_, draft) => draft,
        };
        if self.failure.is_none() {
            self.failure = self.formats.iter_mut().try_for_each(|format| write(&mut **format, out)).err();
        }
    }

    fn is_broken(&self) -> bool {
        self.failure.is_some()
    }

    fn end(mut self, summary: &Summary) -> Result<()> {
        self.write(|format, out| format.end(summary, out));
        let written = self.failure.map_or(Ok(()), Err);
        match self.target {
            Target::Stdout(mut out) => match written.and_then(|()| out.flush()) {
                // Whoever read it has read enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                result => Ok(result?),
            },
            Target::File(name, draft) => written.and_then(|()| draft.finish()).context(name),
        }
    }
}

fn defused(format: impl Format + 'static) -> Box<dyn Format> {
    Box::new(Defused(format))
}

fn made(format: ValidateFormat, style: Style) -> Box<dyn Format> {
    match format {
        ValidateFormat::Human => Box::new(Human(style)),
        ValidateFormat::Concise => Box::new(Concise),
        ValidateFormat::Json => Box::new(Json::default()),
        ValidateFormat::GitHub => Box::new(GitHub::alone(Root::of_job())),
        ValidateFormat::GitLab => Box::new(GitLab::new(Root::of_job())),
        ValidateFormat::Sarif => Box::new(Sarif::new(Root::of_job())),
        ValidateFormat::JUnit => Box::new(JUnit::new(Root::of_job())),
    }
}
