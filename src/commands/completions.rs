//! `chathook completions SHELL`: what a shell needs to complete a command line.

use std::io::Write;

use anyhow::Result;
use clap::{Arg, Command};
use clap_complete::{Shell, generate};

use super::out::Out;
use super::{Outcome, Session};
use crate::cli::{self, Completions};

pub(super) fn run(arguments: &Completions, session: &Session) -> Result<Outcome> {
    let mut out = Out::of_data(session)?;
    out.write_all(script(arguments.shell).as_bytes())?;
    out.finish()?;
    Ok(Outcome::Clean)
}

/// The script of a shell, with what the generator leaves out.
fn script(shell: Shell) -> String {
    let mut command = cli::with_candidates();
    let mut script = Vec::new();
    generate(shell, &mut command, "chathook", &mut script);
    let script = String::from_utf8_lossy(&script);
    match shell {
        Shell::Bash => with_whole_words(&script),
        Shell::Zsh => with_words_of_commands(&with_files(&script), &command),
        Shell::Fish => with_operands(&script, &command),
        _ => script.into_owned(),
    }
}

/// The part of bash's script that completes whole words. Bash divides words at `:` and `=`, which are within the names of events
/// (`acquire/case:status`) and the levels of codes (`unknown-field=error`), and puts in what comes after the last of them.
const WHOLE_WORDS: &str = r#"
_chathook_whole() {
    local line="${COMP_LINE:0:COMP_POINT}" breaks="${COMP_WORDBREAKS//[^:=]/}" cur kept
    if [[ -z "$breaks" || "${line##* }" != *[$breaks]* ]]; then
        _chathook "$@"
        return
    fi
    local COMP_WORDS COMP_CWORD
    read -ra COMP_WORDS <<< "$line"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    cur="${COMP_WORDS[COMP_CWORD]}"
    if [[ "$cur" == --*=* ]]; then
        COMP_WORDS[COMP_CWORD]="${cur%%=*}"
        cur="${cur#*=}"
        COMP_CWORD=$((COMP_CWORD + 1))
        COMP_WORDS[COMP_CWORD]="$cur"
    fi
    _chathook "$1" "$cur" "${COMP_WORDS[COMP_CWORD-1]}"
    kept="${cur%"${cur##*[$breaks]}"}"
    COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}
"#;

/// The script of bash, which completes whole words.
fn with_whole_words(script: &str) -> String {
    let (functions, registration) = script.rsplit_once("\nif [[").unwrap_or((script, ""));
    let registration = registration.replace("complete -F _chathook ", "complete -F _chathook_whole ");
    format!("{functions}{WHOLE_WORDS}\nif [[{registration}")
}

/// The script of zsh, with files beside the commands: `chathook payload.json`.
fn with_files(script: &str) -> String {
    let commands = "_describe -t commands 'chathook commands' commands \"$@\"\n";
    script.replace(commands, &format!("{commands}    _files\n"))
}

/// The script of zsh in which the options behind a command are those of the command, and those behind a file those of
/// `inspect`: `chathook validate --format`, `chathook payload.json --format`.
fn with_words_of_commands(script: &str, all: &Command) -> String {
    let names: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
    let file_first = format!("[[ $line[1] == ({}) ]] || line[1]=inspect", names.join("|"));
    let arguments = "_arguments \"${_arguments_options[@]}\" :";
    let script = script.replacen(arguments, "_arguments \"${_arguments_options[@]}\" -A \"-*\" :", 1);
    script.replacen("        case $line[1] in\n", &format!("        {file_first}\n        case $line[1] in\n"), 1)
}

/// The script of fish, with files beside the commands, and with the operands of these: `chathook explain missing-field`. What
/// still lacks the value of an option, such as `chathook --vendor`, has no command yet.
fn with_operands(script: &str, all: &Command) -> String {
    let script = script.replacen("\n    or return\n", "\n    or return 0\n", 1);
    let mut lines = vec![script.trim_end().to_owned()];
    lines.push("complete -c chathook -n \"__fish_chathook_needs_command\" -F".to_owned());
    for command in all.get_subcommands().filter(|command| command.get_name() != "help") {
        let condition = format!("__fish_chathook_using_subcommand {}", command.get_name());
        let operands = command.get_positionals().map(words).filter(|words| !words.is_empty());
        lines.extend(operands.map(|words| format!("complete -c chathook -n \"{condition}\" -f -a \"{words}\"")));
    }
    lines.join("\n") + "\n"
}

/// The words that may stand for an operand.
fn words(operand: &Arg) -> String {
    operand.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(" ")
}
