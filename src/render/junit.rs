//! Findings as `JUnit` XML: a test suite a source, a test case a payload.
//!
//! Jenkins fails a job whose report has no test case, and GitLab drops a case whose class and name another has; so there
//! always is one, and no two are called the same. The totals stand before the cases, so all of it is kept until the end.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::{ElementWriter, Writer};

use super::Format;
use super::root::Root;
use super::safe::defused;
use crate::report::{Located, Report, Summary};

/// It is no payload as it stands.
const ERROR: &str = "error";

/// It is one, and it is wrong.
const FAILURE: &str = "failure";

/// Findings as test cases.
#[derive(Debug)]
pub struct JUnit {
    root: Root,
    suites: Vec<Suite>,
    /// The names of the cases of the last suite.
    names: HashSet<String>,
    /// How many suites each source has: as often as it is read.
    sources: HashMap<String, u64>,
}

#[derive(Debug)]
struct Suite {
    source: String,
    /// What it is called; no other is.
    class: String,
    cases: Vec<Case>,
}

#[derive(Debug)]
struct Case {
    name: String,
    /// What makes it fail, if it fails.
    fault: Option<Fault>,
    /// What else there is to say.
    remarks: String,
}

#[derive(Debug)]
struct Fault {
    /// Which of the two it is.
    element: &'static str,
    /// The code of the worst finding.
    kind: &'static str,
    message: String,
    text: String,
}

impl JUnit {
    /// A report with files named by their paths from this root.
    pub fn new(root: Root) -> JUnit {
        JUnit { root, suites: Vec::new(), names: HashSet::new(), sources: HashMap::new() }
    }

    fn push(&mut self, source: &str, name: &str, fault: Option<Fault>, remarks: String) {
        let is_of_last = self.suites.last().is_some_and(|suite| suite.source == source) && !self.names.contains(name);
        if !is_of_last {
            let number = self.sources.entry(source.to_owned()).or_default();
            *number += 1;
            let again = if *number > 1 { format!(" ({number})") } else { String::new() };
            let class = format!("{}{again}", defused(source));
            self.suites.push(Suite { source: source.to_owned(), class, cases: Vec::new() });
            self.names.clear();
        }
        self.names.insert(name.to_owned());
        let suite = self.suites.last_mut().expect("there is one now");
        suite.cases.push(Case { name: name.to_owned(), fault, remarks });
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let cases = || self.suites.iter().flat_map(|suite| &suite.cases);
        with_totals(writer.create_element("testsuites").with_attribute(("name", "chathook")), cases())
            .write_inner_content(|writer| self.suites.iter().try_for_each(|suite| suite.write(&self.root, writer)))?;
        Ok(())
    }
}

impl Suite {
    fn write<W: Write>(&self, root: &Root, writer: &mut Writer<W>) -> io::Result<()> {
        let (class, file) = (self.class.as_str(), defused(&root.path(&self.source)));
        with_totals(writer.create_element("testsuite").with_attribute(("name", class)), self.cases.iter())
            .write_inner_content(|writer| self.cases.iter().try_for_each(|case| case.write(class, &file, writer)))?;
        Ok(())
    }
}

impl Case {
    fn write<W: Write>(&self, class: &str, file: &str, writer: &mut Writer<W>) -> io::Result<()> {
        let attributes = [("classname", class), ("name", &self.name), ("file", file)];
        let element = writer.create_element("testcase").with_attributes(attributes);
        if self.fault.is_none() && self.remarks.is_empty() {
            element.write_empty()?;
            return Ok(());
        }
        element.write_inner_content(|writer| {
            if let Some(Fault { element, kind, message, text }) = &self.fault {
                let attributes = [("message", message.as_str()), ("type", kind)];
                let element = writer.create_element(*element).with_attributes(attributes);
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

impl Format for JUnit {
    fn lists_all(&self) -> bool {
        true
    }

    fn report(&mut self, report: &Report, _out: &mut dyn Write) -> io::Result<()> {
        // What a payload says must not change its name, or its history would be another's.
        let name = match report.is_payload {
            true => format!("payload {}", report.index),
            false => format!("line {}, column {}", report.start.line, report.start.column),
        };
        let (failing, others): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|finding| report.fail_on.is_some_and(|least| finding.severity >= least));
        let lines = |findings: &[&Located]| findings.iter().map(|finding| line(report, finding)).collect::<String>();
        let hidden = report.hidden();
        let more = if hidden.total() > 0 { format!("not shown: {hidden}\n") } else { String::new() };
        let fault = report.fails().then(|| Fault {
            element: if report.is_json { FAILURE } else { ERROR },
            kind: failing
                .iter()
                .max_by_key(|finding| finding.severity)
                .map_or("not-shown", |worst| worst.code.rule().name),
            message: match failing.as_slice() {
                [only] if report.tally().total() == 1 => defused(&only.message),
                _ => report.tally().to_string(),
            },
            text: lines(&failing) + &more,
        });
        self.push(&report.source, &name, fault, lines(&others));
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for unreadable in &summary.unreadable {
            let message = defused(&unreadable.reason);
            let fault = Fault { element: ERROR, kind: "unreadable", text: message.clone(), message };
            self.push(&unreadable.source, "can be read", Some(fault), String::new());
        }
        if self.suites.is_empty() {
            let message = "there was nothing to check".to_owned();
            let fault = Fault { element: ERROR, kind: "unreadable", text: message.clone(), message };
            self.push("chathook", "there is something to check", Some(fault), String::new());
        }
        self.write(out)?;
        writeln!(out)
    }
}

/// An element with how many cases there are, and how many of them fail.
fn with_totals<'w, 'c, W: Write>(
    element: ElementWriter<'w, W>,
    cases: impl Iterator<Item = &'c Case>,
) -> ElementWriter<'w, W> {
    let cases: Vec<&Case> = cases.collect();
    let of = |kind| cases.iter().filter(|case| case.fault.as_ref().is_some_and(|it| it.element == kind)).count();
    let [tests, failures, errors] = [cases.len(), of(FAILURE), of(ERROR)].map(|count| count.to_string());
    element.with_attributes([("tests", &*tests), ("failures", &*failures), ("errors", &*errors)])
}

/// A finding on a line.
fn line(report: &Report, finding: &Located) -> String {
    let (severity, code) = (finding.severity.name(), finding.code.rule().name);
    let (line, column) = (finding.start.line, finding.start.column);
    defused(&format!("{}:{line}:{column}: {severity}[{code}]: {}", report.source, finding.advice())) + "\n"
}
