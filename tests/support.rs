//! What the tests share: payloads through the library, and the command as a child process.

pub(crate) mod leaves;
mod sources;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use chathook::describe::Event;
use chathook::vendors::VENDORS;

pub(crate) use sources::{
    MAX_SIZE, Outcome, Trickle, account, divided, examine, examine_from, examine_fully, examine_in, settings,
    unaccounted,
};

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

/// These bytes as zstd, as they are: a frame without a checksum, one block for every 128 KiB.
pub(crate) fn stored_zstd(bytes: &[u8]) -> Vec<u8> {
    // A window of 2 MiB, as the command `zstd` has it.
    let mut frame = b"\x28\xb5\x2f\xfd\x00\x58".to_vec();
    let blocks = bytes.chunks(128 << 10);
    let last = blocks.len().saturating_sub(1);
    for (at, block) in blocks.enumerate() {
        let size = u32::try_from(block.len()).expect("a block is short");
        frame.extend(&(size << 3 | u32::from(at == last)).to_le_bytes()[..3]);
        frame.extend(block);
    }
    frame
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
    let is_named = |event: &&Event| {
        name.strip_prefix(&event.name.replace(':', "-")).is_some_and(|rest| event.is_prefix || rest.starts_with('.'))
    };
    let event = vendor.events().map(|(_, event)| event).filter(is_named).max_by_key(|event| event.name.len());
    (vendor.name, event.unwrap_or_else(|| panic!("{name} is named after an event")).name)
}

/// A folder of its own for a test, gone when the test is.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("chathook-{name}-{}-{number}", std::process::id()));
        fs::create_dir(&path).expect("a folder can be made");
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
            "GITHUB_STEP_SUMMARY",
            "GITHUB_WORKSPACE",
            "CI_PROJECT_DIR",
            "COLUMNS",
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

    /// The run, begun, and all its streams.
    pub(crate) fn begun(&mut self) -> Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        self.command.spawn().expect("the command can be started")
    }

    pub(crate) fn done(mut self) -> Done {
        let mut child = self.begun();
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

/// The most that a running command held so far, in KiB, where that can be known.
pub(crate) fn most_held(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    most.trim().strip_suffix(" kB")?.parse().ok()
}

/// Makes a pipe with a name.
#[cfg(unix)]
pub(crate) fn make_fifo(path: &str) {
    let status = Command::new("mkfifo").arg(path).status().expect("there is mkfifo");
    assert!(status.success(), "{path} cannot be made");
}
