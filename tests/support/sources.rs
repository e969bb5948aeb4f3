//! Sources through the library, and what holds for any of them. The fuzz targets share this.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use chathook::encoding::time::Zone;
use chathook::examine::{Examiner, Options};
use chathook::finding::Severity;
use chathook::finding::policy::Policy;
use chathook::finding::rules::Code;
use chathook::frame::{self, Batch, Entry, Form, Make, Role, Settings, first_kept};
use chathook::input::format::Opening;
use chathook::locate::BYTE_ORDER_MARK;
use chathook::normalize::line;
use chathook::provenance::{Detail, Member, empty_values, members};
use chathook::report::Report;

/// What came out of one entry of a source.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) role: Role,
    pub(crate) bytes: Vec<u8>,
    /// As it is kept if it is rejected.
    pub(crate) kept: Vec<u8>,
    pub(crate) report: Report,
    /// If it was taken out of a document, where that stands.
    pub(crate) document: Option<Range<usize>>,
    /// The normalized event, if it can be written.
    pub(crate) event: Option<String>,
    pub(crate) is_sound: bool,
    /// What the event says, and where that comes from.
    pub(crate) members: Vec<Member>,
    /// The values that say nothing, by their pointers.
    pub(crate) empty: Vec<(String, String)>,
}

impl Outcome {
    /// The codes of the findings, in order.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.report.findings.iter().map(|finding| finding.code.rule().name).collect()
    }

    /// Whose event it is: `vendor/event`.
    pub(crate) fn name(&self) -> String {
        let event = self.report.event.as_deref().unwrap_or("?");
        format!("{}/{event}", self.report.vendor.unwrap_or("?"))
    }

    /// Whether it may become an event: a delivery may be about no chat.
    pub(crate) fn is_about_chat(&self) -> bool {
        !self.codes().contains(&"not-a-chat-event")
    }

    /// Whether there is no error and no warning.
    pub(crate) fn is_clean(&self) -> bool {
        self.report.is_clean()
    }
}

/// The most bytes that a payload may have here.
pub(crate) const MAX_SIZE: usize = 1 << 20;

/// Everything that a source holds, examined.
pub(crate) fn examine(source: &[u8]) -> Vec<Outcome> {
    examine_in(source, Zone::utc())
}

/// The same, with times that have no zone read in this one.
pub(crate) fn examine_in(source: &[u8], zone: Zone) -> Vec<Outcome> {
    examine_from(Cursor::new(source.to_vec()), zone, settings(1, Settings::BLOCK.get()))
}

/// How a source is read with so many threads, so many bytes at a time.
pub(crate) fn settings(jobs: usize, block: usize) -> Settings {
    let [jobs, block] = [jobs, block].map(|number| NonZeroUsize::new(number).expect("it is more than none"));
    Settings { form: Form::default(), max_size: MAX_SIZE, jobs, block }
}

/// What was made of some entries of a source.
#[derive(Default)]
struct Outcomes(Vec<Outcome>);

impl Batch for Outcomes {
    fn another(&self) -> Outcomes {
        Outcomes::default()
    }

    fn is_full(&self) -> bool {
        self.0.len() >= 3
    }

    fn count_from(&mut self, payloads: u64) {
        self.0.iter_mut().for_each(|outcome| outcome.report.index += payloads);
    }
}

/// The same, of a source that may keep the reader waiting, read in some way.
pub(crate) fn examine_from(source: impl Read + Send + 'static, zone: Zone, how: Settings) -> Vec<Outcome> {
    // Most payloads here are as short as can be.
    let levels = BTreeMap::from([(Code::AbsentFields, None)]);
    examine_with(levels, source, zone, how)
}

/// Everything that a source holds, examined, with all that there is to say about it.
pub(crate) fn examine_fully(source: &[u8]) -> Vec<Outcome> {
    examine_with(BTreeMap::new(), Cursor::new(source.to_vec()), Zone::utc(), settings(1, Settings::BLOCK.get()))
}

fn examine_with(
    mut levels: BTreeMap<Code, Option<Severity>>,
    source: impl Read + Send + 'static,
    zone: Zone,
    how: Settings,
) -> Vec<Outcome> {
    // What is said of a payload must not depend on what was said of the one before.
    levels.insert(Code::AssumedTimeZone, Some(Severity::Note));
    let policy = Policy { levels, ..Policy::default() };
    let mut examiner = Examiner::new(Options { zone, policy, ..Options::default() });
    let mut all = Vec::new();
    let make: Make<Outcomes> = Arc::new(|entry, outcomes| outcomes.0.push(outcome(entry)));
    let mut take = |outcomes: &mut Outcomes| {
        all.append(&mut outcomes.0);
        Ok(())
    };
    frame::run(Box::new(source), how, &mut examiner, Outcomes::default(), &make, &mut take)
        .expect("taking never fails")
        .expect("memory can be read");
    all
}

/// A reader that hands out so many bytes at a time.
pub(crate) struct Trickle {
    source: Cursor<Vec<u8>>,
    at_once: usize,
}

impl Trickle {
    pub(crate) fn new(source: &[u8], at_once: usize) -> Trickle {
        Trickle { source: Cursor::new(source.to_vec()), at_once }
    }
}

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.at_once.min(buffer.len());
        self.source.read(&mut buffer[..count])
    }
}

fn outcome(entry: &Entry<'_>) -> Outcome {
    let event = entry.examined.payload().filter(|_| entry.examined.is_understood()).map(|payload| {
        let mut line = Vec::new();
        line::write(payload, entry.examined.event(), &mut line);
        String::from_utf8(line).expect("an event is UTF-8")
    });
    let mut kept = Vec::new();
    entry.keep(&mut kept);
    Outcome {
        role: entry.role,
        bytes: entry.bytes.to_vec(),
        kept,
        report: Report::of("source", entry),
        document: entry.document.clone().map(|document| {
            let [start, end] = [document.start, document.end].map(|at| usize::try_from(at).expect("a source is small"));
            start..end
        }),
        event,
        is_sound: entry.is_sound(),
        members: every_member(entry),
        empty: empty_values(entry.examined, Detail::Shown),
    }
}

/// All members of an event. Where they come from does not depend on how much of them is kept.
fn every_member(entry: &Entry<'_>) -> Vec<Member> {
    let [whole, shown, places] = [Detail::Whole, Detail::Shown, Detail::Places].map(|it| members(entry.examined, it));
    let origins = |members: &[Member]| members.iter().map(|member| member.from.clone()).collect::<Vec<_>>();
    assert_eq!(origins(&whole), origins(&places));
    let is_short = origins(&whole).iter().flatten().all(|pointer| pointer.len() < 1000);
    assert!(!is_short || origins(&whole) == origins(&shown));
    whole
}

/// Everything that is known of what a source holds. It makes no difference in how many parts a thing that is not read
/// comes, nor to how it is kept.
pub(crate) fn account(outcomes: &[Outcome]) -> String {
    let mut account = String::new();
    let (mut bytes, mut kept) = (0, Vec::new());
    for Outcome { role, report, event, members, .. } in outcomes.iter().filter(|it| it.role != Role::Continuation) {
        writeln!(account, "{role:?} {report:#?} {event:?} {members:?}").expect("memory can be written to");
    }
    for outcome in outcomes {
        bytes += outcome.bytes.len();
        kept.extend_from_slice(&outcome.kept);
    }
    writeln!(account, "{bytes} bytes, kept as {}", kept.escape_ascii()).expect("memory can be written to");
    account
}

/// The events of a source, a line each, and what else it holds, as the command keeps it.
pub(crate) fn divided(outcomes: &[Outcome], is_written: impl Fn(&Outcome) -> bool) -> (String, Vec<u8>) {
    let (mut events, mut kept) = (String::new(), Vec::<u8>::new());
    for outcome in outcomes {
        match &outcome.event {
            Some(event) if is_written(outcome) => events.extend([event, "\n"]),
            _ => kept.extend_from_slice(&outcome.kept),
        }
    }
    let mut kept = first_kept(&kept).to_vec();
    if !matches!(kept.last(), None | Some(b'\n')) {
        kept.push(b'\n');
    }
    (events, kept)
}

/// The first place in a source from which on not every byte is part of an entry, or white space or a sign between payloads;
/// or at which an entry is not what stands there. Of what is no text, nothing is an entry.
pub(crate) fn unaccounted(source: &[u8], outcomes: &[Outcome]) -> Option<usize> {
    if let [only] = outcomes
        && only.codes() == ["not-text"]
    {
        return None;
    }
    // What stands in it is that of the text it was converted to.
    let mut converted = Vec::new();
    let opening = Opening::of(Cursor::new(source.to_vec()));
    opening.text().read_to_end(&mut converted).expect("memory can be read");
    let source = &converted;
    let are_between = |bytes: &[u8]| bytes.iter().all(|byte| b" \t\r\n\x1e[],".contains(byte));
    let mut at = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    for outcome in outcomes.iter().filter(|outcome| !outcome.bytes.is_empty()) {
        let start = usize::try_from(outcome.report.start.offset).expect("a source is small");
        if let Some(document) = &outcome.document {
            // Of a document, what it holds is part of an entry, and all of it is dealt with.
            if !document.contains(&start)
                || at < document.end && !are_between(&source[at.min(document.start)..document.start])
            {
                return Some(at);
            }
            at = at.max(document.end);
            continue;
        }
        let is_there = start >= at && source[start..].starts_with(&outcome.bytes);
        if !is_there || !are_between(&source[at..start]) {
            return Some(at);
        }
        // What is remarked about the beginning of a payload is no part of the remark.
        if outcome.role != Role::Remark || outcome.bytes == BYTE_ORDER_MARK {
            at = start + outcome.bytes.len();
        }
    }
    (!are_between(&source[at..])).then_some(at)
}
