//! Completions, as the shells themselves make them of the scripts, where these shells are.

use std::process::Command;

use crate::support::{Folder, Run};

/// A line that somebody began to type, and some of what it may become.
const TYPED: [(&str, &[&str]); 15] = [
    ("chathook exp", &["explain"]),
    ("chathook explain comm100/chat_e", &["comm100/chat_ended"]),
    ("chathook explain missing-fi", &["missing-field", "missing-finding"]),
    ("chathook explain chat.en", &["chat.ended", "chat.ended_at"]),
    ("chathook explain metrics.wa", &["metrics.wait_seconds"]),
    ("chathook validate --require visitor.em", &["visitor.email"]),
    ("chathook sample acqu", &["acquire", "acquire/CHAT_ON_CLOSE"]),
    ("chathook schema rep", &["report"]),
    ("chathook completions ", &["bash", "fish", "zsh"]),
    ("chathook --vendor ", &["comm100", "acquire"]),
    ("chathook validate --event comm100/onl", &["comm100/online"]),
    ("chathook validate --level unknown-f", &["unknown-field=error"]),
    ("chathook validate --expect-finding wrong-t", &["wrong-type"]),
    ("chathook normalize --type chat.e", &["chat.ended"]),
    ("chathook validate --format sa", &["sarif"]),
];

fn script(shell: &str) -> String {
    Run::new(&["completions", shell]).done().exits_with(0).says_no_more().out
}

/// What a shell prints, if there is this shell.
fn shell(name: &str, line: &str) -> Option<String> {
    let output = Command::new(name).args(["-c", line]).output().ok()?;
    Some(String::from_utf8(output.stdout).expect("it is UTF-8"))
}

#[track_caller]
fn offers(offered: &str, typed: &str, words: &[&str]) {
    for word in words {
        assert!(offered.split_whitespace().any(|it| it == *word), "{typed:?} becomes {offered}");
    }
}

#[test]
fn bash_offers_events_codes_and_topics() {
    let folder = Folder::new("bash");
    let file = folder.file("script", script("bash"));
    for (typed, words) in TYPED {
        let complete = format!(
            "source {file}; COMP_WORDS=({typed}); [[ '{typed}' == *' ' ]] && COMP_WORDS+=(''); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _chathook chathook \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let Some(offered) = shell("bash", &complete) else { return };
        offers(&offered, typed, words);
    }
}

/// Bash divides what is typed at `:` and `=`, and puts in what comes after the last of them.
#[test]
fn bash_completes_words_that_it_divides() {
    let folder = Folder::new("bash-divided");
    let file = folder.file("script", script("bash"));
    for (typed, divided, offered) in [
        ("explain crisp/session:set_st", "explain crisp/session : set_st", "set_state"),
        ("validate --level unknown-field=e", "validate --level unknown-field = e", "error"),
        ("validate --expect=comm100/onl", "validate --expect = comm100/onl", "comm100/online"),
        ("validate --level=unknown-fi", "validate --level = unknown-fi", "unknown-field=error"),
        ("sample acquire/ca", "sample acquire/ca", "acquire/case:status"),
    ] {
        let complete = format!(
            "source {file}; COMP_LINE='chathook {typed}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=(chathook {divided}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _chathook_whole chathook \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; \
             complete -p chathook; echo \"${{COMPREPLY[@]}}\""
        );
        let Some(said) = shell("bash", &complete) else { return };
        let (registration, words) = said.split_once('\n').expect("there are two lines");
        assert!(registration.contains("-F _chathook_whole"), "{registration}");
        assert_eq!(words.trim_end(), offered, "{typed}");
    }
}

#[test]
fn fish_offers_events_codes_and_topics() {
    let folder = Folder::new("fish");
    let file = folder.file("script", script("fish"));
    for (typed, words) in TYPED {
        let Some(offered) = shell("fish", &format!("source {file}; complete -C '{typed}'")) else { return };
        offers(&offered, typed, words);
    }
    let Some(offered) = shell("fish", &format!("source {file}; complete -C 'chathook sa'")) else { return };
    offers(&offered, "chathook sa", &["sample", "samples/"]);
}

/// It takes a terminal to ask zsh itself. What it is told is asked instead.
#[test]
fn zsh_is_told_of_commands_files_and_operands() {
    let script = script("zsh");
    let of_program = script.split("_arguments \"$").nth(1).expect("the program has arguments");
    assert!(
        of_program.contains("\":: :_chathook_commands\"") && !of_program.contains(":_files' \\\n\":: "),
        "{of_program}"
    );
    assert!(script.contains("commands 'chathook commands' commands \"$@\"\n    _files\n"));
    // What stands behind a command is its own, and a file stands for `inspect`.
    assert!(script.contains("_arguments \"${_arguments_options[@]}\" -A \"-*\" : \\\n'--vendor="), "{of_program}");
    assert_eq!(script.matches("-A \"-*\"").count(), 1);
    assert!(script.contains("[[ $line[1] == (inspect|validate|"), "{script}");
    for (command, word) in [("explain", "missing-field"), ("sample", "comm100/chat_ended"), ("schema", "report")] {
        let (_, of_command) = script.split_once(&format!("\n({command})\n")).expect("the command has a part");
        let (operands, _) = of_command.split_once("&& ret=0").expect("the part ends");
        assert!(operands.contains(word), "{command}: {operands}");
    }
    let folder = Folder::new("zsh");
    let file = folder.file("script", &script);
    if let Ok(status) = Command::new("zsh").args(["-n", &file]).status() {
        assert!(status.success());
    }
}
