//! Findings as SARIF 2.1.0, the format of static analysis results that code scanning reads.
//!
//! The standard demands little; what GitHub demands on top stands in its documentation of SARIF support. Every rule is
//! listed whatever was found, so that the list never changes with the input.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::root::Root;
use super::{Format, wire};
use crate::finding::rules::{RULES, Rule};
use crate::finding::{Severity, counted};
use crate::locate::Position;
use crate::report::{INTERRUPTED, Located, Report, Summary, Unreadable};
use crate::uri;

/// Findings as one run of a SARIF log.
#[derive(Debug)]
pub struct Sarif {
    root: Root,
    fingerprints: Fingerprints,
    written: u64,
}

/// Most results that are listed: as many as GitHub takes of a run.
const MOST_RESULTS: u64 = 25_000;

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<&'static str>,
    full_description: Text<String>,
    #[serde(rename = "helpUri")]
    help_uri: String,
    help: Text<String>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issue<'r> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'r>>,
    partial_fingerprints: Fingerprint,
}

#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "chathook/v1")]
    fingerprint: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "SARIF named them")]
struct Location<'r> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation<'r>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<&'static str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
    start_column: u64,
    end_line: u64,
    end_column: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'r> {
    fully_qualified_name: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text<String>,
}

impl Sarif {
    /// A log with paths from this root.
    pub fn new(root: Root) -> Sarif {
        Sarif { root, fingerprints: Fingerprints::default(), written: 0 }
    }

    fn issue<'r>(&mut self, report: &Report, finding: &'r Located) -> Issue<'r> {
        let path = self.root.path(&report.source);
        let uri = reference(&path);
        let logical = |pointer: &'r str| Some([LogicalLocation { fully_qualified_name: pointer }]);
        let related = finding.related.as_ref().map(|it| Location {
            physical_location: place(uri.clone(), it.start, it.end),
            logical_locations: logical(&it.pointer).filter(|_| it.pointer != finding.pointer),
            message: Some(Text { text: "the other" }),
        });
        Issue {
            rule_id: finding.code.rule().name,
            rule_index: RULES.iter().position(|rule| rule.code == finding.code),
            level: finding.severity.name(),
            message: Text { text: finding.advice() },
            locations: [Location {
                physical_location: place(uri, finding.start, finding.end),
                logical_locations: Some(finding.pointer.as_str()).filter(|it| !it.is_empty()).and_then(logical),
                message: None,
            }],
            related_locations: related.into_iter().collect(),
            partial_fingerprints: Fingerprint { fingerprint: self.fingerprints.next(&path, finding) },
        }
    }
}

impl Format for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let driver = Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: RULES.iter().map(descriptor).collect(),
        };
        out.write_all(
            b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{",
        )?;
        out.write_all(b"\"tool\":")?;
        wire::write(&Tool { driver }, out)?;
        out.write_all(b",\n\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            let separator = if self.written == 0 { "\n" } else { ",\n" };
            if self.written == MOST_RESULTS {
                break;
            }
            self.written += 1;
            out.write_all(separator.as_bytes())?;
            wire::write(&self.issue(report, finding), out)?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let notification =
            |severity: Severity, text: String| Notification { level: severity.name(), message: Text { text } };
        let unreadable =
            |source: &Unreadable| notification(Severity::Error, format!("{}: {}", source.source, source.reason));
        let left = summary.findings.total() - self.written;
        let unlisted =
            (left > 0).then(|| notification(Severity::Note, format!("not listed here: {}", counted(left, "finding"))));
        let unread = summary.unreadable.iter().map(unreadable);
        let interrupted = summary.is_interrupted.then(|| notification(Severity::Error, INTERRUPTED.to_owned()));
        let invocation = Invocation {
            execution_successful: summary.unreadable.is_empty() && !summary.is_interrupted,
            tool_execution_notifications: unread.chain(interrupted).chain(unlisted).collect(),
        };
        out.write_all(b"\n],\"invocations\":[")?;
        wire::write(&invocation, out)?;
        writeln!(out, "]}}]}}")
    }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    Descriptor {
        id: rule.name,
        short_description: Text { text: rule.summary() },
        full_description: Text { text: format!("{} {}", rule.meaning, rule.reason) },
        help_uri: format!("{}/blob/main/src/finding/README.md#{}", env!("CARGO_PKG_REPOSITORY"), rule.name),
        help: Text { text: format!("{} {} How this is known: {}", rule.meaning, rule.reason, rule.evidence) },
        default_configuration: Configuration { level: rule.severity.name() },
    }
}

fn place(uri: String, start: Position, end: Position) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: ArtifactLocation { uri },
        region: Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        },
    }
}

/// A path as a relative reference (RFC 3986), or if it is absolute, as the URL of a file.
fn reference(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", uri::encoded(path, b"/"))
}
