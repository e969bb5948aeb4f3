//! The findings that a folder had when the tool was adopted: they are not shown and fail nothing, new ones do.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};

use chathook::report::Report;

use super::atomic_file::{AtomicFile, resolve};

/// The version of the file's form.
const VERSION: u64 = 1;

/// The number of times that each finding is known, by its name in the file.
pub(super) struct Baseline {
    /// The folder of the file, which the names of sources are relative to.
    folder: PathBuf,
    known: BTreeMap<Known, u64>,
}

/// A finding as the file has it. Where in the source it stands does not matter, for lines move.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Known {
    source: String,
    code: String,
    pointer: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Row {
    source: String,
    code: String,
    pointer: String,
    count: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u64,
    findings: Vec<Row>,
}

impl Baseline {
    /// A baseline without findings, for this file.
    pub(super) fn empty(file: &Path) -> Baseline {
        let folder = resolve(file).parent().map(Path::to_owned).unwrap_or_default();
        Baseline { folder, known: BTreeMap::new() }
    }

    /// The baseline in a file.
    pub(super) fn read(file: &Path) -> Result<Baseline> {
        let name = || file.display().to_string();
        let text = fs::read_to_string(file).with_context(name)?;
        let written: Written = serde_json::from_str(&text)
            .map_err(|error| anyhow!("not a baseline: {error}; write it again with --write-baseline"))
            .with_context(name)?;
        if written.version != VERSION {
            return Err(anyhow!(
                "it is of version {}, and this is {VERSION}; write it again with --write-baseline",
                written.version
            ))
            .with_context(name);
        }
        let mut baseline = Baseline::empty(file);
        for Row { source, code, pointer, count } in written.findings {
            baseline.known.insert(Known { source, code, pointer }, count);
        }
        Ok(baseline)
    }

    /// Adds the findings of a report.
    pub(super) fn add(&mut self, report: &Report) {
        for finding in &report.findings {
            let known = self.name(report, finding.code.rule().name, &finding.pointer);
            *self.known.entry(known).or_default() += 1;
        }
    }

    /// Takes the findings out of a report that are known, each as often as it is.
    pub(super) fn forgive(&mut self, report: &mut Report) {
        let mut findings = std::mem::take(&mut report.findings);
        findings.retain(|finding| {
            let known = self.name(report, finding.code.rule().name, &finding.pointer);
            match self.known.get_mut(&known) {
                Some(left @ 1..) => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        report.findings = findings;
    }

    fn name(&self, report: &Report, code: &str, pointer: &str) -> Known {
        let path = resolve(Path::new(&report.source));
        let below = path.strip_prefix(&self.folder).unwrap_or(&path);
        let steps: Vec<_> = below.iter().map(|step| step.to_string_lossy()).collect();
        Known { source: steps.join("/"), code: code.to_owned(), pointer: pointer.to_owned() }
    }

    /// Writes the file: a line for each finding, in order, so that changes of it are easily read.
    pub(super) fn write(&self, mut out: AtomicFile) -> Result<()> {
        write!(out, "{{\"version\":{VERSION},\"findings\":[")?;
        for (number, (known, count)) in self.known.iter().enumerate() {
            let Known { source, code, pointer } = known.clone();
            let row = serde_json::to_string(&Row { source, code, pointer, count: *count })?;
            write!(out, "{}\n{row}", if number > 0 { "," } else { "" })?;
        }
        writeln!(out, "\n]}}")?;
        Ok(out.finish()?)
    }
}
