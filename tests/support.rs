//! What the tests share: payloads through the library, and the command as a child process.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use chathook::describe::Event;
use chathook::encoding::time::Zone;
use chathook::examine::{Examiner, Options};
use chathook::finding::Severity;
use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::frame::{self, Entry, Make, Product, Role, Settings};
use chathook::provenance::{Member, empty_values, members};
use chathook::render;
use chathook::report::Report;
use chathook::vendors::VENDORS;

/// What came out of one entry of a source.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) role: Role,
    pub(crate) bytes: Vec<u8>,
    /// As it is kept if it is rejected.
    pub(crate) kept: Vec<u8>,
    pub(crate) report: Report,
    /// The normalized event, if it can be written.
    pub(crate) event: Option<String>,
    pub(crate) is_sound: bool,
    /// What the event says, and where that comes from.
    pub(crate) members: Vec<Member>,
    /// The values that say nothing, by their pointers.
    pub(crate) empty: Vec<(String, String)>,
}

impl Outcome {
    /// The codes of the findings, in order.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.report.findings.iter().map(|finding| finding.code.rule().name).collect()
    }

    /// Whose event it is: `vendor/event`.
    pub(crate) fn name(&self) -> String {
        let event = self.report.event.as_deref().unwrap_or("?");
        format!("{}/{event}", self.report.vendor.unwrap_or("?"))
    }

    /// Whether there is no error and no warning.
    pub(crate) fn is_clean(&self) -> bool {
        self.report.is_clean()
    }
}

/// The most bytes that a payload may have here.
pub(crate) const MAX_SIZE: usize = 1 << 20;

/// Everything that a source holds, examined.
pub(crate) fn examine(source: &[u8]) -> Vec<Outcome> {
    examine_in(source, Zone::utc())
}

/// The same, with times that have no zone read in this one.
pub(crate) fn examine_in(source: &[u8], zone: Zone) -> Vec<Outcome> {
    examine_from(Cursor::new(source.to_vec()), zone, settings(1, Settings::BLOCK.get()))
}

/// How a source is read with so many threads, so many bytes at a time.
pub(crate) fn settings(jobs: usize, block: usize) -> Settings {
    let [jobs, block] = [jobs, block].map(|number| NonZeroUsize::new(number).expect("it is more than none"));
    Settings { max_size: MAX_SIZE, jobs, block }
}

/// What was made of some entries of a source.
#[derive(Default)]
struct Outcomes(Vec<Outcome>);

impl Product for Outcomes {
    fn is_full(&self) -> bool {
        self.0.len() >= 3
    }

    fn count_from(&mut self, payloads: u64) {
        self.0.iter_mut().for_each(|outcome| outcome.report.index += payloads);
    }
}

/// The same, of a source that may keep the reader waiting, read in some way.
pub(crate) fn examine_from(source: impl Read + Send + 'static, zone: Zone, how: Settings) -> Vec<Outcome> {
    // What is said of a payload must not depend on what was said of the one before.
    let levels = BTreeMap::from([(Code::AssumedTimeZone, Some(Severity::Note))]);
    let policy = Policy { levels, ..Policy::default() };
    let mut examiner = Examiner::new(Options { zone, policy, ..Options::default() });
    let mut all = Vec::new();
    let make: Make<Outcomes> = Arc::new(|entry, outcomes| outcomes.0.push(outcome(entry)));
    let mut take = |outcomes: &mut Outcomes| {
        all.append(&mut outcomes.0);
        Ok(())
    };
    frame::each(Box::new(source), how, &mut examiner, &make, &mut take)
        .expect("taking never fails")
        .expect("memory can be read");
    all
}

/// A reader that hands out so many bytes at a time.
pub(crate) struct Trickle {
    source: Cursor<Vec<u8>>,
    at_once: usize,
}

impl Trickle {
    pub(crate) fn new(source: &[u8], at_once: usize) -> Trickle {
        Trickle { source: Cursor::new(source.to_vec()), at_once }
    }
}

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.at_once.min(buffer.len());
        self.source.read(&mut buffer[..count])
    }
}

fn outcome(entry: &Entry<'_>) -> Outcome {
    let event = entry.examined.payload().filter(|_| entry.examined.is_understood()).map(|payload| {
        let mut line = Vec::new();
        render::event::write(payload, entry.examined.event(), &mut line);
        String::from_utf8(line).expect("an event is UTF-8")
    });
    let mut kept = Vec::new();
    entry.keep(&mut kept);
    Outcome {
        role: entry.role,
        bytes: entry.bytes.to_vec(),
        kept,
        report: Report::of("source", entry),
        event,
        is_sound: entry.is_sound(),
        members: members(entry.examined),
        empty: empty_values(entry.examined),
    }
}

/// The only payload in a source.
#[track_caller]
pub(crate) fn examine_one(source: &[u8]) -> Outcome {
    let mut outcomes = examine(source);
    assert_eq!(outcomes.len(), 1, "{outcomes:#?}");
    outcomes.remove(0)
}

/// The files below a folder of the project that have this ending, in order.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root().join(folder), ending, &mut files);
    files.sort();
    assert!(!files.is_empty(), "no {ending} files in {folder}");
    files
}

fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, ending, files);
        } else if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The vendor and the event that a fixture's path names: `…/VENDOR/EVENT.json`, `…/VENDOR/EVENT.variant.json`.
pub(crate) fn named_by_path(path: &Path) -> (&'static str, &'static str) {
    let folder = path.parent().and_then(Path::file_name).expect("a fixture stands in its vendor's folder");
    let vendor = VENDORS.iter().find(|vendor| folder == vendor.name).expect("the folder is named after a vendor");
    let name = path.file_name().expect("a fixture has a name").to_string_lossy();
    // A file's name holds no colon, for the sake of file systems that cannot.
    let is_named =
        |event: &&Event| name.strip_prefix(&event.name.replace(':', "-")).is_some_and(|rest| rest.starts_with('.'));
    let event = vendor.events.iter().filter(is_named).max_by_key(|event| event.name.len());
    (vendor.name, event.unwrap_or_else(|| panic!("{name} is named after an event")).name)
}

/// A folder of its own for a test, gone when the test is.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("chathook-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        fs::write(&path, content).expect("a file can be written");
        path.to_str().expect("it is UTF-8").to_owned()
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("it is UTF-8")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A run of the command.
#[must_use]
pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
    is_heard: bool,
}

impl Run {
    /// A run with these arguments, from the project's folder, in an environment without colours.
    pub(crate) fn new(arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chathook"));
        command.args(arguments).current_dir(root());
        for name in [
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "TERM",
            "GITHUB_ACTIONS",
            "GITHUB_WORKSPACE",
            "CI_PROJECT_DIR",
        ] {
            command.env_remove(name);
        }
        Run { command, input: Vec::new(), is_heard: true }
    }

    pub(crate) fn input(mut self, input: impl AsRef<[u8]>) -> Run {
        self.input = input.as_ref().to_vec();
        self
    }

    pub(crate) fn within(mut self, folder: &str) -> Run {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Run {
        self.command.env(name, value);
        self
    }

    /// A run that nobody listens to on standard error.
    #[cfg(unix)]
    pub(crate) fn without_standard_error(mut self) -> Run {
        self.is_heard = false;
        self
    }

    /// The command itself, for those who have their own plans with its streams.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    pub(crate) fn done(mut self) -> Done {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("the command can be started");
        if !self.is_heard {
            drop(child.stderr.take());
        }
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let input = self.input;
        let writer = std::thread::spawn(move || {
            // A command that stops reading early is not this thread's business.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the command ends");
        writer.join().expect("the writer ends");
        Done::from(output)
    }
}

/// What a run of the command came to.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Done {
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Done { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Done {
    #[track_caller]
    pub(crate) fn exits_with(self, code: i32) -> Done {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Done {
        assert!(self.out.contains(text), "standard output does not say {text:?}: {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn complains(self, text: &str) -> Done {
        assert!(self.err.contains(text), "standard error does not say {text:?}: {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says_no_more(self) -> Done {
        assert_eq!(self.err, "");
        self
    }
}

/// Makes a pipe with a name.
#[cfg(unix)]
pub(crate) fn make_fifo(path: &str) {
    let status = Command::new("mkfifo").arg(path).status().expect("there is mkfifo");
    assert!(status.success(), "{path} cannot be made");
}
