//! Words of the command line: those that functions read, and those that name one of a few values.
//!
//! Clap takes such functions and enums as they are, too, and compiles all that it does with a wrong word for each of them, some
//! seventy kilobytes in all. Here that is compiled once.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::marker::PhantomData;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error, ValueEnum};

/// A reader of a word, which says of a wrong one what would be right.
#[derive(Clone, Copy)]
pub(super) struct Word<T>(pub(super) fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Word<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, word: &OsStr) -> Result<T, Error> {
        let said = word.to_str().map_or_else(|| Err(String::new()), self.0);
        said.map_err(|reason| refused(command, argument, word, &reason))
    }
}

/// The error that clap makes of a word that is wrong for this reason, or is no UTF-8.
#[inline(never)]
fn refused(command: &Command, argument: Option<&Arg>, word: &OsStr, reason: &str) -> Error {
    let reason = reason.to_owned();
    let refuse = move |_: &str| Err::<Infallible, String>(reason.clone());
    let Err(error) = refuse.parse_ref(command, argument, word);
    error
}

/// A reader of a word that names a value of an enum.
#[derive(Clone, Copy)]
pub(super) struct OneOf<E>(PhantomData<E>);

/// A reader of a word that names a value of this enum.
pub(super) fn one_of<E>() -> OneOf<E> {
    OneOf(PhantomData)
}

impl<E: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for OneOf<E> {
    type Value = E;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, word: &OsStr) -> Result<E, Error> {
        let names = E::value_variants().iter().filter_map(E::to_possible_value).collect::<Vec<_>>();
        numbered(&names, command, argument, word).map(|number| E::value_variants()[number].clone())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(E::value_variants().iter().filter_map(E::to_possible_value)))
    }
}

/// The number of the value that a word names.
fn numbered(names: &[PossibleValue], command: &Command, argument: Option<&Arg>, word: &OsStr) -> Result<usize, Error> {
    let said = PossibleValuesParser::new(names.iter().cloned()).parse_ref(command, argument, word)?;
    Ok(names.iter().position(|name| name.matches(&said, false)).unwrap_or_default())
}
