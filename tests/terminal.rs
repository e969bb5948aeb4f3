//! Payloads that are typed or pasted into a terminal.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};

use crate::support::Run;

const SIGTERM: i32 = 15;

/// A terminal with a command that reads from it.
struct Session {
    keys: File,
    terminal: File,
    child: Child,
}

impl Session {
    fn new(arguments: &[&str]) -> Session {
        let keys = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal can be had");
        grantpt(&keys).and_then(|()| unlockpt(&keys)).expect("it can be opened");
        let name = ptsname(&keys, Vec::new()).expect("it has a name");
        let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
        let terminal = OpenOptions::new().read(true).write(true).open(path).expect("it can be opened");
        let mut command = Run::new(arguments).command();
        command.stdin(terminal.try_clone().expect("it can be shared")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut session =
            Session { keys: keys.into(), terminal, child: command.spawn().expect("the command can be started") };
        // Nobody looks at what the terminal shows, but it takes no more than it can show.
        let mut screen = session.keys.try_clone().expect("it can be shared");
        thread::spawn(move || while matches!(screen.read(&mut [0; 4096]), Ok(1..)) {});
        while session.is_as_usual() {
            assert!(session.child.try_wait().expect("it can be asked").is_none(), "it waits");
            thread::sleep(Duration::from_millis(1));
        }
        session
    }

    /// True if the terminal hands on whole lines, as it does where nobody says otherwise.
    fn is_as_usual(&self) -> bool {
        tcgetattr(&self.terminal).expect("it can be asked").local_modes.contains(LocalModes::ICANON)
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes it");
    }

    /// Everything that comes out until the command ends.
    fn end(mut self) -> String {
        let mut out = String::new();
        self.child.stdout.take().expect("it is piped").read_to_string(&mut out).expect("it can be read");
        self.child.wait().expect("the command ends");
        assert!(self.is_as_usual());
        out
    }
}

#[test]
fn a_long_line_is_read_whole() {
    let payload = format!("{{\"event\":\"online\",\"operator_id\":1,\"note\":\"{}\"}}\n", "Zo\u{eb} ".repeat(4000));
    let bare = Run::new(&["normalize"]).input(&payload).done().out;
    for (typed, lines) in [
        (format!("{payload}\u{4}"), 1),
        (format!("{payload}{payload}\u{4}"), 2),
        // A line that is not ended takes Ctrl-D twice.
        (format!("{}\u{4}\u{4}", payload.trim_end()), 1),
        // What is taken back was never there.
        (format!("{{\"event\"\u{15}{{\u{eb}\u{7f}{}\u{4}", &payload[1..]), 1),
        (format!("\u{7f}{payload}\u{4}"), 1),
    ] {
        let mut session = Session::new(&["normalize", "-"]);
        session.types(&typed);
        assert_eq!(session.end(), bare.repeat(lines), "{lines}");
    }
}

#[test]
fn the_terminal_is_left_as_it_was() {
    for (command, signals) in [("normalize", "kill -TERM $1"), ("validate", "kill -TERM $1"), ("seats", "kill -INT $1")]
    {
        let mut session = Session::new(&[command, "-"]);
        session.types("{\"event\":\"online\",\"operator_id\":1}\n");
        let status = Command::new("sh").args(["-c", signals, "sh", &session.child.id().to_string()]).status();
        assert!(status.expect("there is a shell").success());
        let signal = session.child.wait().expect("the command ends").signal();
        assert!(signal.is_some_and(|signal| signal == SIGTERM || signals.contains("INT")), "{command}: {signal:?}");
        assert!(session.is_as_usual(), "{command}");
    }
}
