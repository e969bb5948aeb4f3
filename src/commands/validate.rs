//! `chathook validate [PATH]…`: is it what the vendor documents?

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};

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

use super::{Outcome, Run, help, is_github_job, say, say_lines};
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
    outputs.iter_mut().try_for_each(Output::begin)?;
    let outcome = run.each(&mut |run, step| {
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
        outputs.iter_mut().try_for_each(|output| output.write(|format, out| format.report(&report, out)))
    })?;
    summary.unreadable = run.unreadable;
    outputs.iter_mut().try_for_each(|output| output.end(&summary))?;
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
    Policy {
        levels: arguments.level.iter().map(|level| (level.code, level.severity)).collect(),
        fail_on: if arguments.strict { Some(Severity::Warning) } else { arguments.input.fail_on.into() },
        shown: if arguments.only_errors { Severity::Error } else { Severity::Note },
        most: arguments.max_findings.unwrap_or(MOST).max(MOST),
    }
}

/// Why the reports cannot be written to the files that are named for them, if they cannot.
fn refusal(reports: &[cli::Output], run: &Run) -> Option<String> {
    reports.iter().enumerate().find_map(|(number, report)| {
        let name = report.file.display();
        if run.reads(&report.file) {
            Some(format!("--report would overwrite {name}, which is read"))
        } else if reports[..number].iter().any(|other| other.file == report.file) {
            Some(format!("--report would write to {name} twice"))
        } else {
            None
        }
    })
}

/// Where findings are written to, in one format or in several one after another.
struct Output {
    /// The file's name, unless it is standard output.
    name: Option<String>,
    out: Box<dyn Write>,
    formats: Vec<Box<dyn Format>>,
}

impl Output {
    fn to_stdout(format: Option<ValidateFormat>, color: Color) -> Output {
        let style = Style::of_stdout(color);
        let is_job = is_github_job();
        let formats = match format {
            None | Some(ValidateFormat::Human) if is_job => vec![defused(Human(style))],
            Some(ValidateFormat::Concise) if is_job => vec![defused(Concise)],
            format => vec![made(format.unwrap_or(ValidateFormat::Human), style)],
        };
        let mut output = Output { name: None, out: Box::new(BufWriter::new(io::stdout().lock())), formats };
        if format.is_none() && is_job {
            output.formats.push(Box::new(GitHub::beside_text(Root::of_job())));
        }
        output
    }

    fn to_file(output: &cli::Output) -> Result<Output> {
        let name = output.file.display().to_string();
        let file = File::create(&output.file).with_context(|| name.clone())?;
        let formats = vec![made(output.format, Style::PLAIN)];
        Ok(Output { name: Some(name), out: Box::new(BufWriter::new(file)), formats })
    }

    fn begin(&mut self) -> Result<()> {
        self.write(|format, out| format.begin(out))
    }

    fn end(&mut self, summary: &Summary) -> Result<()> {
        self.write(|format, out| format.end(summary, out))?;
        let result = self.out.flush();
        self.named(result)
    }

    fn write(&mut self, write: impl Fn(&mut dyn Format, &mut dyn Write) -> io::Result<()>) -> Result<()> {
        let result = self.formats.iter_mut().try_for_each(|format| write(&mut **format, &mut self.out));
        self.named(result)
    }

    /// What came of writing, and if it failed, to which file.
    fn named(&self, result: io::Result<()>) -> Result<()> {
        match &self.name {
            None => Ok(result?),
            Some(name) => result.with_context(|| name.clone()),
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
