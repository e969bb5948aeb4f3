//! Options that stand at a command which does not have them.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use chathook::spelling::nearest;

/// Adds to an error of the command line, if it is an option of other commands, their names instead of guesses.
pub(crate) fn with_its_owner(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::InvalidSubcommand {
        return with_command_meant(error);
    }
    if error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return error };
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    let is_of_normalize = usage.contains("chathook normalize");
    let Some(tip) = tip_of_normalize(option).filter(|_| is_of_normalize).or_else(|| tip(option)) else {
        return without_weak_guesses(error);
    };
    // The usage names the option that is spelled most like it.
    let guesses = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedCommand];
    for guess in guesses.into_iter().chain([ContextKind::Usage]) {
        error.remove(guess);
    }
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}

/// Takes guesses away that nobody meant: an option that is spelled otherwise, and that a file is called like one.
fn without_weak_guesses(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return error };
    let is_file = Path::new(option).exists();
    let is_near = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(guess)) => nearest([guess], option).is_some(),
        _ => true,
    };
    if !is_near {
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
    }
    if !is_file {
        error.remove(ContextKind::Suggested);
    }
    error
}

/// Adds to an error of `chathook help` the command that was probably meant.
fn with_command_meant(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let commands = super::command();
    let near = nearest(commands.get_subcommands().map(Command::get_name), name).map(str::to_owned);
    if let Some(near) = near {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near]));
    }
    error
}

/// Returns a word about an option of `normalize` that names a format. It has one, written in three ways.
fn tip_of_normalize(option: &str) -> Option<String> {
    const NAMES: [&str; 5] = ["-f", "--format", "--json", "--jsonl", "--ndjson"];
    let tip = "`chathook normalize` writes JSON, an event a line; `--pretty` and `--canonical` write it in other ways";
    NAMES.contains(&option).then(|| tip.to_owned())
}

/// Returns a word about an option that is not one where it stands.
fn tip(option: &str) -> Option<String> {
    let all = super::all_laid_out();
    let mut owners: Vec<String> = Vec::new();
    let mut formats: Vec<String> = Vec::new();
    for command in all.get_subcommands() {
        let name = format!("`chathook {}`", command.get_name());
        if command.get_arguments().any(|argument| is(argument, option)) {
            owners.push(name);
        } else if names_format(command, option) {
            formats.push(name);
        }
    }
    if let Some(owners) = joined(owners) {
        return Some(format!("`{option}` belongs to {owners}"));
    }
    let format = option.strip_prefix("--")?;
    Some(format!("`--format {format}` is an option of {}", joined(formats)?))
}

/// True if an option is this argument.
fn is(argument: &Arg, option: &str) -> bool {
    match option.strip_prefix("--") {
        Some(long) => argument.get_long() == Some(long),
        None => option
            .strip_prefix('-')
            .is_some_and(|short| argument.get_short().map(String::from).as_deref() == Some(short)),
    }
}

/// True if an option is a format of a command: `--json`.
fn names_format(command: &Command, option: &str) -> bool {
    let format = command.get_arguments().find(|argument| argument.get_long() == Some("format"));
    let names = format.into_iter().flat_map(Arg::get_possible_values);
    names.into_iter().any(|value| option.strip_prefix("--") == Some(value.get_name()))
}

/// Names in a row: `one`, `another` and `a third`.
fn joined(mut names: Vec<String>) -> Option<String> {
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) })
}
