//! The examples below the options of each command.

use clap::Command;

use chathook::vendors;

use super::seats;

/// The place of an example's topic: an event, and whose it is.
const EVENT: &str = "EVENT";
const VENDOR: &str = "VENDOR";

/// The lines below the options of the program itself.
const OF_ALL: &str = "Examples:
  chathook payload.json              what is this, and what does it say?
  chathook -                         the same for what you paste
  chathook validate tests/fixtures   is it what the vendor documents?
  chathook normalize archive.ndjson  one normalized event a line
  chathook seats archive.ndjson      how many agents do these chats need?
  chathook explain EVENT

Exit codes:
  0  no finding at or above --fail-on
  1  a finding at or above --fail-on
  2  wrong usage
  3  a source could not be read, a folder holds no files to read, or output could
     not be written
";

/// The commands in the order in which they are listed, each with what is shown below its options.
const OF_COMMANDS: &[(&str, &str)] = &[
    (
        "inspect",
        "Examples:
  chathook inspect payload.json         what is this, and what does it say?
  curl -s URL | chathook inspect        the same for a pipe
  chathook inspect --from log app.log   payloads with text around them
  chathook inspect --event EVENT x.json  it is this, whatever it says
  chathook inspect -f json DIR          all of it, for programs",
    ),
    (
        "validate",
        "Examples:
  chathook validate fixtures                       is it what the vendors document?
  chathook validate --expect-path fixtures         is each file what its path says?
  chathook validate --level unknown-field=error DIR     fail at anything new
  chathook validate --report sarif=chathook.sarif DIR   text, and a report beside it
  chathook validate --coverage DIR                 what occurs, and what never does",
    ),
    (
        "normalize",
        "Examples:
  chathook normalize archive.ndjson                   an event a line
  chathook normalize --type chat.ended --since 2026-01-01 DIR  some of them
  chathook normalize --unique DIR                     each id once
  chathook normalize --rejects rejects.ndjson DIR     keep the others
  chathook normalize -o events.ndjson -q DIR          to a file",
    ),
    ("seats", seats::EXAMPLES),
    (
        "explain",
        "Examples:
  chathook explain EVENT    an event, and all of its fields
  chathook explain /visitor/name            a field, as findings print it
  chathook explain chat.ended               which events become this
  chathook explain metrics.wait_seconds     a member, and where it comes from
  chathook explain missing-field            what a finding means
  chathook explain --search transcript      where a word occurs",
    ),
    (
        "sample",
        "Examples:
  chathook sample EVENT
  chathook sample EVENT --count 100 --seed 7
  chathook sample VENDOR > VENDOR.ndjson    one of each of its events",
    ),
    (
        "schema",
        "Examples:
  chathook schema > event.schema.json       of the normalized event
  chathook schema EVENT
  chathook schema VENDOR                    of all of its events
  chathook schema report                    of validate --format json",
    ),
    (
        "config",
        "Examples:
  chathook config                           what holds here
  chathook config --config ci/chathook.toml",
    ),
    (
        "completions",
        "Examples:
  chathook completions bash > ~/.local/share/bash-completion/completions/chathook
  chathook completions zsh > ~/.zfunc/_chathook
  chathook completions fish > ~/.config/fish/completions/chathook.fish
  chathook completions powershell >> $PROFILE",
    ),
    (
        "man",
        "Examples:
  chathook man | man -l -                   read it
  chathook man --dir ~/.local/share/man/man1",
    ),
];

/// The command line with examples, and where more is to be found.
pub(super) fn of_all(command: Command) -> Command {
    command.after_help(filled(OF_ALL) + "\n\nMore: " + env!("CARGO_PKG_REPOSITORY"))
}

/// One of the commands with its examples.
pub(super) fn of_command(command: Command) -> Command {
    match OF_COMMANDS.iter().find(|(name, _)| *name == command.get_name()) {
        Some((_, examples)) => command.after_help(filled(examples)),
        None => command,
    }
}

/// Examples with the names of an event and of its vendor.
fn filled(text: &str) -> String {
    let event = vendors::example();
    let vendor = event.split('/').next().unwrap_or(event.as_str());
    aligned(&text.replace(EVENT, &event).replace(VENDOR, vendor))
}

/// Examples with what is said of each in one column, as far as there is room on 80 columns.
fn aligned(text: &str) -> String {
    let parts = |line: &str| {
        let (command, meaning) = line.trim_start().split_once("  ")?;
        (line.starts_with("  chathook ") || line.starts_with("  curl"))
            .then(|| (command.to_owned(), meaning.trim_start().to_owned()))
    };
    let all: Vec<(String, String)> = text.lines().filter_map(parts).collect();
    let fits = |(command, meaning): &&(String, String)| command.len() + meaning.len() + 4 <= ROOM;
    let longest = all.iter().filter(fits).map(|(command, _)| command.len()).max().unwrap_or_default();
    let widest = all.iter().map(|(_, meaning)| meaning.len()).max().unwrap_or_default();
    let column = longest.min(ROOM.saturating_sub(widest + 4));
    let line = |line: &str| match parts(line) {
        Some((command, meaning)) => format!("  {command:<column$}  {meaning}"),
        None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The greatest width of examples.
const ROOM: usize = 80;
