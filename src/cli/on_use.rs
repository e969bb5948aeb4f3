//! Arguments that are laid out when their command is used. A run uses one command of ten, and to lay all out takes longer
//! than to read a payload.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

use super::completed;

/// The arguments of a command.
#[derive(Debug)]
pub(crate) struct OnUse<A>(pub(crate) A);

impl<A: Args> Args for OnUse<A> {
    fn augment_args(command: Command) -> Command {
        command.defer(|command| laid_out(command, A::augment_args))
    }

    fn augment_args_for_update(command: Command) -> Command {
        command.defer(|command| laid_out(command, A::augment_args_for_update))
    }
}

/// A command with its arguments. Those of a part of them say what the part is about, which the command is not.
fn laid_out(command: Command, augment: fn(Command) -> Command) -> Command {
    let about = command.get_about().cloned();
    completed(augment(command)).about(about.unwrap_or_default())
}

impl<A: FromArgMatches> FromArgMatches for OnUse<A> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<OnUse<A>, Error> {
        A::from_arg_matches(matches).map(OnUse)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }
}
