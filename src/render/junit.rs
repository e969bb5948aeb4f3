//! Findings as `JUnit` XML: a test suite a source, a test case a payload.
//!
//! Jenkins fails a job whose report has no test case, and GitLab drops a case whose class and name another has; so there
//! always is one, and no two are called the same. The totals stand before the cases, so these wait in a file until the end.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::mem;
use std::ops::AddAssign;

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::{ElementWriter, Writer};
use serde::{Deserialize, Serialize};
use tempfile::SpooledTempFile;

use super::Format;
use super::root::Root;
use super::safe::escaped;
use crate::locate::Position;
use crate::report::{INTERRUPTED, Located, Report, Summary};

/// Bytes of cases that are held in memory before they are kept in a file.
const MOST_HELD: usize = 1024 * 1024;

/// Findings as test cases.
#[derive(Debug)]
pub struct JUnit {
    root: Root,
    /// The cases so far, a line each.
    cases: BufWriter<SpooledTempFile>,
    suites: Vec<Suite>,
    /// The last cases of the last suite.
    last: Last,
    /// For each source, its number of suites: the times that it was read.
    sources: HashMap<String, u64>,
}

#[derive(Debug)]
struct Suite {
    source: String,
    /// Name of the suite in the report. No other suite has it.
    class: String,
    totals: Totals,
}

/// Numbers of cases, and of those that fail.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    tests: u64,
    failures: u64,
    errors: u64,
}

/// Subject of a case. In a source, each is so later than the last of its kind; if not, the source is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// The payload with this number, or one of its events.
    Payload(u64, Option<usize>),
    /// Bytes here that are outside payloads.
    Outside(Position),
    /// The source itself: that it can be read.
    Source,
    /// The run itself: that there is any source.
    Nothing,
    /// The run itself: that it came to its end.
    End,
}

/// The last cases of a suite.
#[derive(Clone, Copy, Debug, Default)]
struct Last {
    payload: Option<(u64, Option<usize>)>,
    outside: Option<Position>,
    has_source: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Case {
    name: String,
    /// Failure of the case, if it fails.
    failure: Option<Failure>,
    /// Further findings, which do not make it fail.
    remarks: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Failure {
    kind: Kind,
    /// The code of the worst finding.
    code: String,
    message: String,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    /// It is no payload as it stands.
    Error,
    /// It is one, and it is wrong.
    Failure,
}

impl JUnit {
    /// A report with files named by their paths from this root.
    pub fn new(root: Root) -> JUnit {
        JUnit {
            root,
            cases: BufWriter::new(SpooledTempFile::new(MOST_HELD)),
            suites: Vec::new(),
            last: Last::default(),
            sources: HashMap::new(),
        }
    }

    fn push(
        &mut self,
        source: &str,
        about: About,
        event: &str,
        failure: Option<Failure>,
        remarks: String,
    ) -> io::Result<()> {
        if self.suites.last().is_none_or(|suite| suite.source != source) || !self.last.is_before(about) {
            let number = self.sources.entry(source.to_owned()).or_default();
            *number += 1;
            let again = if *number > 1 { format!(" ({number})") } else { String::new() };
            let class = format!("{}{again}", escaped(source));
            self.suites.push(Suite { source: source.to_owned(), class, totals: Totals::default() });
            self.last = Last::default();
        }
        self.last.pass(about);
        let suite = self.suites.last_mut().expect("there is one now");
        suite.totals.add(failure.as_ref());
        let case = Case { name: about.name(event), failure, remarks };
        let kept = serde_json::to_writer(&mut self.cases, &case).map_err(io::Error::from);
        kept.and_then(|()| self.cases.write_all(b"\n")).map_err(|error| not_kept(&error))
    }

    fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let mut cases = self.cases.into_inner().map_err(|error| not_kept(error.error()))?;
        cases.rewind().map_err(|error| not_kept(&error))?;
        let mut cases = BufReader::new(cases);
        let mut totals = Totals::default();
        self.suites.iter().for_each(|suite| totals += suite.totals);
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        totals.of(writer.create_element("testsuites").with_attribute(("name", "chathook"))).write_inner_content(
            |writer| self.suites.iter().try_for_each(|suite| suite.write(&self.root, &mut cases, writer)),
        )?;
        Ok(())
    }
}

/// The error that cases cannot be kept until the end.
fn not_kept(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("a temporary file: {error}"))
}

impl Last {
    /// Returns true if a case can come after these in a source.
    fn is_before(self, about: About) -> bool {
        match about {
            About::Payload(number, item) => self.payload < Some((number, item)),
            // A byte order mark has no column of its own.
            About::Outside(at) => self.outside.is_none_or(|last| (last.line, last.column) < (at.line, at.column)),
            About::Source | About::Nothing | About::End => !self.has_source,
        }
    }

    fn pass(&mut self, about: About) {
        match about {
            About::Payload(number, item) => self.payload = Some((number, item)),
            About::Outside(position) => self.outside = Some(position),
            About::Source | About::Nothing | About::End => self.has_source = true,
        }
    }
}

impl About {
    /// Returns the name of the case: its place and, if it is known, its event. Nothing else that a payload says may
    /// change that, or its history would be another's.
    fn name(self, event: &str) -> String {
        match self {
            About::Payload(number, item) => {
                let item = item.map_or_else(String::new, |item| format!(", item {item}"));
                let event = if event.is_empty() { String::new() } else { format!(": {event}") };
                format!("payload {number}{item}{event}")
            }
            About::Outside(Position { line, column, .. }) => format!("line {line}, column {column}"),
            About::Source => "source is readable".to_owned(),
            About::Nothing => "input is not empty".to_owned(),
            About::End => "run is complete".to_owned(),
        }
    }
}

impl Totals {
    fn add(&mut self, failure: Option<&Failure>) {
        self.tests += 1;
        match failure.map(|failure| failure.kind) {
            Some(Kind::Failure) => self.failures += 1,
            Some(Kind::Error) => self.errors += 1,
            None => {}
        }
    }

    /// An element that tells them.
    fn of<W: Write>(self, element: ElementWriter<'_, W>) -> ElementWriter<'_, W> {
        let [tests, failures, errors] = [self.tests, self.failures, self.errors].map(|count| count.to_string());
        element.with_attributes([("tests", &*tests), ("failures", &*failures), ("errors", &*errors)])
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
    }
}

impl Kind {
    fn element(self) -> &'static str {
        match self {
            Kind::Error => "error",
            Kind::Failure => "failure",
        }
    }
}

impl Suite {
    /// Writes the suite with its cases, which come next.
    fn write<W: Write>(&self, root: &Root, cases: &mut impl BufRead, writer: &mut Writer<W>) -> io::Result<()> {
        let (class, file) = (self.class.as_str(), escaped(&root.path(&self.source)));
        self.totals.of(writer.create_element("testsuite").with_attribute(("name", class))).write_inner_content(
            |writer| {
                let mut line = Vec::new();
                (0..self.totals.tests).try_for_each(|_| {
                    line.clear();
                    cases.read_until(b'\n', &mut line).map_err(|error| not_kept(&error))?;
                    serde_json::from_slice::<Case>(&line)?.write(class, &file, writer)
                })
            },
        )?;
        Ok(())
    }
}

impl Case {
    fn write<W: Write>(&self, class: &str, file: &str, writer: &mut Writer<W>) -> io::Result<()> {
        let attributes = [("classname", class), ("name", &self.name), ("file", file)];
        let element = writer.create_element("testcase").with_attributes(attributes);
        if self.failure.is_none() && self.remarks.is_empty() {
            element.write_empty()?;
            return Ok(());
        }
        element.write_inner_content(|writer| {
            if let Some(Failure { kind, code, message, text }) = &self.failure {
                let attributes = [("message", message.as_str()), ("type", code)];
                let element = writer.create_element(kind.element()).with_attributes(attributes);
                element.write_text_content(BytesText::new(text))?;
            }
            if !self.remarks.is_empty() {
                writer.create_element("system-out").write_text_content(BytesText::new(&self.remarks))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// The event that a payload is, if it is one that is described: `acquire/CHAT_ON_CLOSE`.
fn event(report: &Report) -> String {
    match (&report.detected, report.vendor, &report.event) {
        (Some(_), Some(vendor), Some(event)) => escaped(&format!("{vendor}/{event}")),
        _ => String::new(),
    }
}

impl Format for JUnit {
    fn lists_all(&self) -> bool {
        true
    }

    fn report(&mut self, report: &Report, _out: &mut dyn Write) -> io::Result<()> {
        let about = match report.is_payload {
            true => About::Payload(report.index, report.item),
            false => About::Outside(report.start),
        };
        let (failing, others): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|finding| report.fail_on.is_some_and(|least| finding.severity >= least));
        let lines = |findings: &[&Located]| findings.iter().map(|finding| line(report, finding)).collect::<String>();
        let hidden = report.hidden();
        let more = if hidden.total() > 0 { format!("not shown: {hidden}\n") } else { String::new() };
        let failure = report.fails().then(|| Failure {
            kind: if report.is_json { Kind::Failure } else { Kind::Error },
            code: failing
                .iter()
                .max_by_key(|finding| finding.severity)
                .map_or("not-shown", |worst| worst.code.rule().name)
                .to_owned(),
            message: match failing.as_slice() {
                [only] if report.tally().total() == 1 => escaped(&only.message),
                _ => report.tally().to_string(),
            },
            text: lines(&failing) + &more,
        });
        self.push(&report.source, about, &event(report), failure, lines(&others))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let failed = |message: String| Failure {
            kind: Kind::Error,
            code: "unreadable".to_owned(),
            text: message.clone(),
            message,
        };
        let unread = |message: String| Some(failed(message));
        for unreadable in &summary.unreadable {
            self.push(&unreadable.source, About::Source, "", unread(escaped(&unreadable.reason)), String::new())?;
        }
        if summary.is_interrupted {
            let failure = Failure { code: "interrupted".to_owned(), ..failed(INTERRUPTED.to_owned()) };
            self.push("chathook", About::End, "", Some(failure), String::new())?;
        }
        if self.suites.is_empty() {
            let failure = unread("there was nothing to check".to_owned());
            self.push("chathook", About::Nothing, "", failure, String::new())?;
        }
        let whole = mem::replace(self, JUnit::new(self.root.clone()));
        whole.write(out)?;
        writeln!(out)
    }
}

/// A finding on a line.
fn line(report: &Report, finding: &Located) -> String {
    let (severity, code) = (finding.severity.name(), finding.code.rule().name);
    let (line, column) = (finding.start.line, finding.start.column);
    escaped(&format!("{}:{line}:{column}: {severity}[{code}]: {}", report.source, finding.advice())) + "\n"
}
