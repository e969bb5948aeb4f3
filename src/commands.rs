//! The commands: a file each. What is said on the command line is turned into what the library needs, and what comes
//! out goes to a renderer.

mod progress;

mod batches;
mod expected;

mod ahead;
mod interrupt;
mod interruptible;

mod lines;
mod told;
mod usage;

mod atomic_file;

mod baseline;
mod filter;
mod step_summary;

mod out;
mod waiting;
mod worst;

mod completions;
mod config;
mod explain;
mod man;
mod sample;
mod schema;

mod inspect;
mod normalize;
mod output;
mod seats;

mod validate;

use std::collections::{BTreeSet, HashSet};
use std::fmt::Display;
use std::io::{self, IsTerminal, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, mem, thread};

use anyhow::{Context, Error, Result};

use chathook::detect::Hint;
use chathook::encoding::time::Zone;
use chathook::examine::{Examiner, Options};
use chathook::finding::Severity;
use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::frame::{self, Entry, Form, Settings};
use chathook::input::Source;
use chathook::render::Look;
use chathook::render::escaper::CommandEscaper;
use chathook::render::safe::Safe;
use chathook::report::{Outside, Report, Unreadable, passed_over};

use crate::cli::{Cli, Command, Input, OnUse};
use crate::config::{Config, Misplaced};
use ahead::Ahead;
use batches::{AnyBatch, Erased, Reports, own};
use expected::{Expected, missing};
#[cfg(unix)]
pub(crate) use interrupt::watch;
use interrupt::{Interrupted, begin_line, end_by_signal, has_more_to_say, is_interrupted};
use interruptible::Interruptible;
use progress::{Bar, Counted};
pub(crate) use usage::{answer, color_before_parsing};
use usage::{format_meant, help, no_path};

/// The outcome of a run. The worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing was found that makes the run fail.
    Clean,
    /// A finding was.
    Findings,
    /// The command line was wrong.
    Usage,
    /// A source could not be read, or nothing was there.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Everything that holds for a command, whichever it is.
struct Session {
    look: Look,
    config: Arc<Config>,
    /// The file to write to, if not to standard output.
    output: Option<PathBuf>,
}

/// Does what the command line says.
pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    let config = match Config::find(cli.config.as_deref(), cli.isolated) {
        Ok(config) => config,
        Err(error) => {
            complain(&error);
            return Ok(Outcome::Usage);
        }
    };
    let look = Look { color: cli.color.into(), width: cli.width };
    if let Some(format) = cli.output.as_deref().and_then(format_meant) {
        say(format_args!(
            "chathook: for the format, say -f {format}; to write to a file of this name, say -o ./{format}"
        ));
        return Ok(Outcome::Usage);
    }
    // As elsewhere, a dash is standard output.
    let output = cli.output.filter(|file| file != Path::new("-"));
    let session = Session { look, config: Arc::new(config), output };
    let outcome = match cli.command {
        None => match no_path(&cli.inspect.input.paths) {
            Some(outcome) => Ok(outcome),
            None => inspect::run(cli.inspect, &session),
        },
        Some(Command::Inspect(OnUse(arguments))) => inspect::run(arguments, &session),
        Some(Command::Validate(OnUse(arguments))) => validate::run(arguments, &session),
        Some(Command::Normalize(OnUse(arguments))) => normalize::run(arguments, &session),
        Some(Command::Seats(arguments)) => seats::run(arguments.0, &session),
        Some(Command::Explain(OnUse(arguments))) => explain::run(&arguments, &session),
        Some(Command::Sample(OnUse(arguments))) => sample::run(&arguments, &session),
        Some(Command::Schema(OnUse(arguments))) => schema::run(&arguments, &session),
        Some(Command::Config(_)) => config::run(&session),
        Some(Command::Completions(OnUse(arguments))) => completions::run(&arguments, &session),
        Some(Command::Man(OnUse(arguments))) => man::run(&arguments, &session),
    };
    if is_interrupted() {
        end_by_signal();
    }
    outcome
}

/// The sources of a run, and what the user says about them.
struct Run {
    sources: Vec<Source>,
    options: Options,
    settings: Settings,
    /// Everything that is known of the sources beforehand.
    expects: Expected,
    /// The codes that the source which is read gave, of those that it is meant to give.
    met: BTreeSet<Code>,
    /// On how many lines text was passed over, of sources where it was to be expected.
    text_lines: u64,
    outcome: Outcome,
    unreadable: Vec<Unreadable>,
    /// The line that shows its progress, if anybody looks on.
    bar: Option<Bar>,
    /// True if more comes without a wait, so that lines may be held back until then.
    goes_on: bool,
}

impl Run {
    /// A run, or nothing if no source is named and nothing is piped in.
    fn new(input: &Input, session: &Session) -> Option<Run> {
        let config = Arc::clone(&session.config);
        let mut paths = input.paths.clone();
        if paths.is_empty() {
            if io::stdin().is_terminal() {
                return None;
            }
            paths.push(PathBuf::from("-"));
        }
        waiting::say_that_it_waits(&paths);
        let hint =
            Hint { vendor: input.event.map(|of| of.vendor).or(input.vendor), event: input.event.map(|of| of.event) };
        let mut run = Run {
            sources: Vec::new(),
            options: Options {
                hint,
                // What the user says is no assumption.
                is_zone_assumed: input.time_zone.is_none(),
                zone: input.time_zone.clone().unwrap_or_else(Zone::utc),
                demands: Vec::new(),
                at: Vec::new(),
                policy: policy(input, &config),
            },
            settings: Settings {
                form: Form::default(),
                max_size: input.max_size,
                jobs: input.jobs.unwrap_or_else(cores),
                block: Settings::BLOCK,
            },
            expects: Expected {
                hint,
                form: input.from.map(Into::into),
                at: input.at.clone(),
                config,
                ..Expected::default()
            },
            met: BTreeSet::new(),
            text_lines: 0,
            outcome: Outcome::Clean,
            unreadable: Vec::new(),
            bar: Bar::new(session.look),
            goes_on: false,
        };
        run.find(&paths, input);
        Some(run)
    }

    /// Finds the sources that these paths lead to, each once. What cannot be read is said so and passed over.
    fn find(&mut self, paths: &[PathBuf], input: &Input) {
        let config = Arc::clone(&self.expects.config);
        let selection = config.selection(input);
        // What one path leads to is known to differ.
        let mut known = HashSet::new();
        let mut is_new = |source: &Source| paths.len() == 1 || source.place().is_none_or(|place| known.insert(place));
        for path in paths {
            if input.force_exclude && path != Path::new("-") && selection.excludes(path) {
                continue;
            }
            for source in Source::at(path, &input.stdin_name, &selection) {
                match source {
                    Ok(source) if is_new(&source) => self.sources.push(source),
                    Ok(_) => {}
                    Err(error) => self.unreadable(&error),
                }
            }
        }
    }

    /// True if a path leads to one of the sources.
    fn reads(&self, path: &Path) -> bool {
        Source::one_is_at(path, &self.sources)
    }

    /// Makes batches of everything that the sources hold, given the source's name, and lets them be taken in order, with
    /// no more of what is outside payloads than is told. A source that cannot be read is said so and passed over.
    fn each<P: Reports>(
        &mut self,
        make: impl Fn(&str, &Entry<'_>, &mut P) + Send + Sync + 'static,
        take: &mut dyn FnMut(&mut Run, &mut P) -> Result<()>,
    ) -> Result<Outcome> {
        let make: Make = Arc::new(move |source, entry, batch| make(source, entry, own(batch)));
        self.each_of(&P::default(), &make, &mut |run, batch| take(run, own(batch)))
    }

    /// The same, with batches of the kind that one is of.
    fn each_of(
        &mut self,
        kind: &dyn Erased,
        make: &Make,
        take: &mut dyn FnMut(&mut Run, &mut AnyBatch) -> Result<()>,
    ) -> Result<Outcome> {
        let mut examiner = Examiner::new(self.options.clone());
        let mut outside = Outside::new(self.options.policy.most);
        let sources: Arc<[Source]> = mem::take(&mut self.sources).into();
        let mut ahead = Ahead::new(&sources, self, &examiner, kind, make);
        for source in &*sources {
            if is_interrupted() {
                break;
            }
            if let Some(mut batch) = ahead.next() {
                self.goes_on = true;
                self.tell(&*batch);
                take(self, &mut batch)?;
                continue;
            }
            if mem::take(&mut self.goes_on) {
                take(self, &mut kind.another())?;
            }
            self.read(source, &mut examiner, &mut outside, kind, make, take)?;
        }
        self.goes_on = false;
        progress::erase();
        Ok(self.outcome)
    }

    /// Makes batches of everything that a source holds, and lets them be taken. If it cannot be read, it says so; after an
    /// interrupt it ends without a word.
    fn read(
        &mut self,
        source: &Source,
        examiner: &mut Examiner,
        outside: &mut Outside,
        kind: &dyn Erased,
        make: &Make,
        take: &mut dyn FnMut(&mut Run, &mut AnyBatch) -> Result<()>,
    ) -> Result<()> {
        let name = source.name();
        self.expects.tell(examiner, &name);
        let settings = Settings { form: self.expects.form(&name), ..self.settings };
        let read = match self.open(source) {
            Ok(bytes) => {
                let make = Arc::clone(make);
                let make: frame::Make<AnyBatch> = Arc::new(move |entry, batch| make(&name, entry, batch));
                let read = frame::run(bytes, settings, examiner, kind.another(), &make, &mut |batch| {
                    batch.limit(outside);
                    self.tell(&**batch);
                    take(self, batch)?;
                    if is_interrupted() { Err(Error::new(Interrupted)) } else { Ok(()) }
                });
                if settings.form == Form::Log {
                    self.text_lines += outside.lines.count();
                }
                for more in outside.end() {
                    take(self, &mut kind.another_of(more))?;
                }
                let read = match read {
                    Err(error) if error.is::<Interrupted>() => return Ok(()),
                    read => read?,
                };
                let met = mem::take(&mut self.met);
                for more in missing(&source.name(), &examiner.options.policy, &met) {
                    take(self, &mut kind.another_of(more))?;
                }
                read.with_context(|| source.name())
            }
            Err(error) => Err(error),
        };
        if let Err(error) = read
            && !is_interrupted()
        {
            self.unreadable(&error);
        }
        Ok(())
    }

    /// Opens a source.
    fn open(&self, source: &Source) -> Result<Box<dyn Read + Send>> {
        let shows_more = cfg!(unix) && has_more_to_say();
        let bytes = if shows_more && source.may_wait() { Interruptible::open(source)? } else { source.open()? };
        Ok(if self.bar.is_some() { Box::new(Counted(bytes)) } else { bytes })
    }

    /// Tells how far the run is with this batch.
    fn tell(&mut self, batch: &dyn Erased) {
        progress::note(batch.counts());
        if let Some(line) = self.bar.as_mut().and_then(Bar::due) {
            let _line = begin_line();
            progress::draw(&line);
        }
    }

    fn unreadable(&mut self, error: &Error) {
        self.outcome = Outcome::Unreadable;
        complain(error);
        let (source, causes) = (error.to_string(), error.chain().skip(1));
        let reason = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        self.unreadable.push(Unreadable { source, reason });
    }

    /// Says how much text was passed over where it was to be expected, if there was any.
    fn say_text(&self) {
        if self.text_lines > 0 {
            say(passed_over(self.text_lines));
        }
    }

    /// Takes note of what a report means for the outcome.
    fn note(&mut self, report: &Report) {
        if report.fails() {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
    }
}

/// The function that adds an entry to a batch, given the name of its source.
type Make = Arc<dyn Fn(&str, &Entry<'_>, &mut AnyBatch) + Send + Sync>;

/// The policy for findings of the settings and the command line. The least severity that makes a run fail, if any does,
/// is an error, unless the user says otherwise.
fn policy(input: &Input, config: &Config) -> Policy {
    let mut levels = config.levels();
    levels.extend(input.level.iter().map(|level| (level.code, level.severity)));
    let said = input.fail_on.map_or(Some(Severity::Error), Into::into);
    Policy { levels, fail_on: if input.strict { Some(Severity::Warning) } else { said }, ..Policy::default() }
}

/// The number of threads that read payloads unless the user says so.
fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Says an error and its causes, on one line and safe to show. One in a file of settings begins with its place, so that
/// editors find that.
pub(crate) fn complain(error: &Error) {
    let prefix = if error.is::<Misplaced>() { "" } else { "chathook: " };
    say(format_args!("{prefix}{}", Safe(&format!("{error:#}"))));
}

/// Says something on standard error. Where nobody listens, the exit code has to do.
fn say(text: impl Display) {
    say_lines(format!("{text}\n").as_bytes());
}

/// Says something in whole lines.
fn say_lines(lines: &[u8]) {
    if lines.is_empty() {
        return;
    }
    let _line = begin_line();
    progress::erase();
    let _ = match runs_commands() {
        true => CommandEscaper::new(io::stderr()).write_all(lines),
        false => io::stderr().write_all(lines),
    };
}

/// True in a job whose log runs the commands that it finds in it: of GitHub Actions, or of Azure Pipelines.
fn runs_commands() -> bool {
    is_github_job() || env::var_os("TF_BUILD").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// True in a job of GitHub Actions.
fn is_github_job() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}
