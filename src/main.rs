//! The command `chathook`: arguments in, exit code out.

mod cli;
mod config;

mod commands;

use std::io;
use std::process::ExitCode;

use clap::FromArgMatches;

use cli::Cli;
use commands::Outcome;

fn main() -> ExitCode {
    #[cfg(unix)]
    commands::watch();
    let color = commands::color_before_parsing();
    let parsed = cli::command().color(color).try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let result = match parsed {
        Ok(cli) => commands::run(cli),
        Err(error) => commands::answer(&cli::made_safe(cli::with_its_owner(error)), color),
    };
    #[cfg(unix)]
    chathook::input::terminal::restore();
    match result {
        Ok(outcome) => outcome.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            commands::complain(&error.context("cannot write"));
            Outcome::Unreadable.into()
        }
    }
}

/// True if whoever read the output has stopped reading.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(is_closed)
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)
                == Some(io::ErrorKind::BrokenPipe)
    })
}
