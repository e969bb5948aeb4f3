//! The settings of a repository, which stand in `chathook.toml`: in the working folder, or in the nearest one above it.
//! What the command line says counts before them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, iter};

use anyhow::{Context, Result};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use chathook::carriers::Pattern;
use chathook::detect::Hint;
use chathook::encoding::time::Zone;
use chathook::expect::Expectation;
use chathook::finding::Severity;
use chathook::finding::rules::Code;
use chathook::frame::Form;
use chathook::input::{Globs, Selection};
use chathook::locate::{Locator, Position};
use chathook::spelling::nearest;

use crate::cli::{self, FailOn, Input, Level};

/// The name of the file that settings stand in.
pub(crate) const NAME: &str = "chathook.toml";

/// The settings of a run.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file they stand in, if there is one.
    pub(crate) file: Option<PathBuf>,
    /// The zone of times that have none, and its name.
    pub(crate) time_zone: Option<Set<Zone>>,
    pub(crate) fail_on: Option<Set<FailOn>>,
    /// Patterns of what is left out.
    pub(crate) exclude: Option<Set<Globs>>,
    /// Endings of files that are read beside the usual ones.
    pub(crate) extensions: Option<Set<Vec<String>>>,
    pub(crate) levels: Vec<Set<Level>>,
    pub(crate) rows: Vec<Set<Row>>,
}

/// The value of a setting, and its place in the file.
#[derive(Debug)]
pub(crate) struct Set<T> {
    pub(crate) value: T,
    /// It, as the file has it.
    pub(crate) text: String,
    /// The line that it stands on.
    pub(crate) line: u64,
}

/// Everything that is known beforehand of the files of some patterns.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    globs: Globs,
    hint: Option<Hint>,
    expected: Option<Expectation>,
    findings: Option<Vec<Code>>,
    form: Option<Form>,
    at: Vec<Pattern>,
}

/// Everything that is known of a file beforehand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The vendor or event of its payloads.
    pub(crate) hint: Option<Hint>,
    /// The expectation that they are held to.
    pub(crate) expected: Option<Expectation>,
    /// The codes that it is meant to give: all of them, and no other error or warning.
    pub(crate) findings: Option<Vec<Code>>,
    /// The form that it is said to be in.
    pub(crate) form: Option<Form>,
    /// Their places in documents.
    pub(crate) at: Vec<Pattern>,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    time_zone: Option<Spanned<String>>,
    fail_on: Option<Spanned<String>>,
    #[serde(default)]
    exclude: Words,
    #[serde(default)]
    extensions: Words,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    paths: Vec<WrittenRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRow {
    glob: Spanned<String>,
    vendor: Option<Spanned<String>>,
    event: Option<Spanned<String>>,
    expect: Option<Spanned<String>>,
    findings: Option<Words>,
    from: Option<Spanned<String>>,
    #[serde(default)]
    at: Words,
}

/// Words: one, or an array of them.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Spanned<OneOrSeveral>")]
struct Words(Vec<Spanned<String>>);

impl From<Spanned<OneOrSeveral>> for Words {
    fn from(words: Spanned<OneOrSeveral>) -> Words {
        let span = words.span();
        match words.into_inner() {
            OneOrSeveral::One(word) => Words(vec![Spanned::new(span, word)]),
            OneOrSeveral::Several(words) => Words(words),
        }
    }
}

/// The same as it is written.
#[derive(Debug)]
enum OneOrSeveral {
    One(String),
    Several(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for OneOrSeveral {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneOrSeveral, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = OneOrSeveral;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or an array of strings")
            }

            fn visit_str<E>(self, word: &str) -> Result<OneOrSeveral, E> {
                Ok(OneOrSeveral::One(word.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<OneOrSeveral, A::Error> {
                let mut several = Vec::new();
                while let Some(word) = words.next_element()? {
                    several.push(word);
                }
                Ok(OneOrSeveral::Several(several))
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

/// Says of a file's form what is wrong, in the words of TOML, given what the reader says: ``unknown field `level`,
/// expected one of `levels`, `paths` ``, or `invalid type: map, expected a sequence`.
fn in_plain_words(message: &str) -> String {
    if let Some((unknown, known)) =
        message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected "))
    {
        let unknown = unknown.trim_matches('`');
        let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        let keys = format!("the keys are: {}", known.join(", "));
        let near = nearest(known.iter().copied(), &unknown.replace('_', "-"));
        return format!("there is no key `{unknown}` here; {}", cli::did_you_mean(near, &keys));
    }
    if let Some(missing) = message.strip_prefix("missing field ") {
        return format!("the key {missing} is missing");
    }
    let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    else {
        return message.to_owned();
    };
    let found = match found.split([' ', '(']).next().unwrap_or_default() {
        "map" => "a table",
        "sequence" => "an array",
        "integer" | "floating" => "a number",
        "boolean" => "a boolean",
        "string" => "a string",
        _ => found,
    };
    match expected {
        "a sequence" => format!("expected an array of tables, each below [[paths]], found {found}"),
        "a map" => format!("expected a table, found {found}"),
        _ => format!("expected {expected}, found {found}"),
    }
}

impl Config {
    /// The settings that hold in the working folder: those of this file, of the nearest `chathook.toml` upward, or none.
    /// An error says where in the file it is: `chathook.toml:3:11: …`.
    pub(crate) fn find(file: Option<&Path>, isolated: bool) -> Result<Config> {
        let found = match file {
            Some(file) => Some(file.to_owned()),
            None if isolated => None,
            None => nearest_file()?,
        };
        let Some(file) = found else { return Ok(Config::default()) };
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let reader = Reader { file: &file, text: str::from_utf8(&error.as_bytes()[..valid]).unwrap_or_default() };
            reader.error(&(valid..valid), "this is not UTF-8, as TOML is")
        })?;
        let reader = Reader { file: &file, text: &text };
        let written = toml::from_str(&text).map_err(|error| {
            let reason = in_plain_words(error.message().lines().next().unwrap_or_default());
            reader.error(&error.span().unwrap_or_default(), &reason)
        })?;
        reader.config(written)
    }

    /// Returns everything that is known of a file beforehand. Of two rows that say something of it, the later counts.
    pub(crate) fn known(&self, source: &Path) -> Known {
        let mut known = Known::default();
        for Set { value: row, .. } in self.rows.iter().filter(|row| row.value.globs.hold(source, false)) {
            known.hint = row.hint.or(known.hint);
            known.expected = row.expected.clone().or(known.expected);
            known.findings = row.findings.clone().or(known.findings);
            known.form = row.form.or(known.form);
            if !row.at.is_empty() {
                known.at.clone_from(&row.at);
            }
        }
        known
    }

    /// Says what the command line leaves open.
    pub(crate) fn complete(&self, input: &mut Input) {
        input.time_zone = input.time_zone.take().or_else(|| self.time_zone.as_ref().map(|set| set.value.clone()));
        input.fail_on = input.fail_on.or(self.fail_on.as_ref().map(|set| set.value));
    }

    /// Returns the severities that the user gives codes.
    pub(crate) fn levels(&self) -> BTreeMap<Code, Option<Severity>> {
        self.levels.iter().map(|set| (set.value.code, set.value.severity)).collect()
    }

    /// Returns the choice of files that are read when a folder is named.
    pub(crate) fn selection(&self, input: &Input) -> Selection {
        let patterns = input.exclude.iter().map(String::as_str);
        let by_option = (!input.exclude.is_empty())
            .then(|| Globs::new(Path::new(""), patterns).expect("each of them was read as a pattern"));
        Selection {
            endings: self.extensions.iter().flat_map(|set| set.value.clone()).collect(),
            excluded: self.exclude.iter().map(|set| set.value.clone()).chain(by_option).collect(),
            reads_ignored: input.no_ignore,
        }
    }
}

/// The nearest file of settings, from the working folder upward.
fn nearest_file() -> Result<Option<PathBuf>> {
    let depth = env::current_dir().context("the working folder")?.ancestors().count();
    let upward = (0..depth).map(|steps| iter::repeat_n("..", steps).collect::<PathBuf>().join(NAME));
    Ok(upward.into_iter().find(|file| file.is_file()))
}

/// A mistake in the settings, with its place: `chathook.toml:3:11: …`.
#[derive(Debug)]
pub(crate) struct Misplaced(String);

impl fmt::Display for Misplaced {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

impl std::error::Error for Misplaced {}

/// Reads what is written in a file.
struct Reader<'r> {
    file: &'r Path,
    text: &'r str,
}

impl Reader<'_> {
    fn config(&self, written: Written) -> Result<Config> {
        let Written { time_zone, fail_on, exclude, extensions, levels, paths } = written;
        Ok(Config {
            file: Some(self.file.to_owned()),
            time_zone: time_zone.map(|name| self.set(&name, cli::zone)).transpose()?,
            fail_on: fail_on.map(|name| self.set(&name, cli::fail_on)).transpose()?,
            exclude: self.list(&exclude.0, |patterns| self.globs(patterns))?,
            extensions: self.list(&extensions.0, |endings| endings.iter().map(|it| self.ending(it)).collect())?,
            levels: levels.into_iter().map(|(code, level)| self.level(&code, &level)).collect::<Result<_>>()?,
            rows: paths.into_iter().map(|row| self.row(&row)).collect::<Result<_>>()?,
        })
    }

    /// A setting that is a word.
    fn set<T>(&self, word: &Spanned<String>, read: impl Fn(&str) -> Result<T, String>) -> Result<Set<T>> {
        let value = read(word.get_ref()).map_err(|reason| self.error(&word.span(), &reason))?;
        Ok(Set { value, text: word.get_ref().clone(), line: self.position(&word.span()).0 })
    }

    /// A setting that is a list, if there is anything in it.
    fn list<T>(
        &self,
        words: &[Spanned<String>],
        read: impl Fn(&[Spanned<String>]) -> Result<T>,
    ) -> Result<Option<Set<T>>> {
        let Some(first) = words.first() else { return Ok(None) };
        let text = words.iter().map(|word| word.get_ref().as_str()).collect::<Vec<_>>().join(", ");
        Ok(Some(Set { value: read(words)?, text, line: self.position(&first.span()).0 }))
    }

    /// The ending of a file's name, with or without its dot.
    fn ending(&self, ending: &Spanned<String>) -> Result<String> {
        let name = ending.get_ref().trim_start_matches('.');
        if name.is_empty() || name.contains(['/', '\\', '*', '?', '.']) {
            return Err(self.error(&ending.span(), "expected the ending of a name, such as log"));
        }
        Ok(name.to_owned())
    }

    /// Patterns, which are relative to the folder of the file.
    fn globs(&self, patterns: &[Spanned<String>]) -> Result<Globs> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        for pattern in patterns {
            Globs::new(folder, [pattern.get_ref().as_str()])
                .map_err(|error| self.error(&pattern.span(), &error.to_string()))?;
        }
        Globs::new(folder, patterns.iter().map(|pattern| pattern.get_ref().as_str()))
    }

    fn level(&self, code: &Spanned<String>, level: &Spanned<String>) -> Result<Set<Level>> {
        let text = format!("{}={}", code.get_ref(), level.get_ref());
        let span = if cli::code(code.get_ref()).is_ok() { level.span() } else { code.span() };
        let value = cli::level(&text).map_err(|reason| self.error(&span, &reason))?;
        Ok(Set { value, text, line: self.position(&code.span()).0 })
    }

    fn row(&self, row: &WrittenRow) -> Result<Set<Row>> {
        let WrittenRow { glob, vendor, event, expect, findings, from, at } = row;
        if let (Some(_), Some(event)) = (vendor, event) {
            return Err(self.error(&event.span(), "an event names its vendor: leave out `vendor`, or `event`"));
        }
        let vendor = vendor.as_ref().map(|name| self.set(name, cli::vendor)).transpose()?;
        let event_of = event.as_ref().map(|name| self.set(name, cli::event)).transpose()?;
        let hint = match (&vendor, &event_of) {
            (_, Some(Set { value: of, .. })) => Some(Hint { vendor: Some(of.vendor), event: Some(of.event) }),
            (Some(Set { value, .. }), None) => Some(Hint { vendor: Some(value), event: None }),
            (None, None) => None,
        };
        let expected = expect.as_ref().map(|name| self.set(name, cli::expectation)).transpose()?.map(|set| set.value);
        let form = from.as_ref().map(|name| self.set(name, cli::form)).transpose()?.map(|set| set.value);
        let code =
            |name: &Spanned<String>| cli::code(name.get_ref()).map_err(|reason| self.error(&name.span(), &reason));
        let codes = findings.as_ref().map(|names| names.0.iter().map(code).collect::<Result<Vec<_>>>()).transpose()?;
        let names =
            findings.as_ref().map(|names| names.0.iter().map(|name| name.get_ref().as_str()).collect::<Vec<_>>());
        let places = at.0.iter().map(|place| Ok(self.set(place, cli::place)?.value)).collect::<Result<Vec<_>>>()?;
        let at = at.0.iter().map(|place| place.get_ref().as_str()).collect::<Vec<_>>().join(", ");
        let said = [
            ("vendor", vendor.map(|set| set.text)),
            ("event", event_of.map(|set| set.text)),
            ("expect", expect.as_ref().map(|name| name.get_ref().clone())),
            ("findings", names.map(|names| names.join(", "))),
            ("from", from.as_ref().map(|name| name.get_ref().clone())),
            ("at", Some(at).filter(|at| !at.is_empty())),
        ];
        let said = said.into_iter().filter_map(|(key, value)| Some(format!("  {key} = {}", value?)));
        let text = glob.get_ref().clone() + &said.collect::<String>();
        let globs = self.globs(std::slice::from_ref(glob))?;
        Ok(Set {
            value: Row { globs, hint, expected, findings: codes, form, at: places },
            text,
            line: self.position(&glob.span()).0,
        })
    }

    /// An error in the file, with its place.
    fn error(&self, span: &Range<usize>, reason: &str) -> anyhow::Error {
        let (line, column) = self.position(span);
        Misplaced(format!("{}:{line}:{column}: {reason}", self.file.display())).into()
    }

    /// The line and the column that something begins at.
    fn position(&self, span: &Range<usize>) -> (u64, u64) {
        let position = Locator::new(self.text.as_bytes(), Position::START).position(span.start);
        (position.line, position.column)
    }
}
