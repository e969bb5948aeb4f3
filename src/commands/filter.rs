//! The choice of the normalized events that are written: those of some types, of some time, and each once.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use chathook::encoding::time::{Zone, nanoseconds};
use chathook::event::{KNOWN, MEMBERS};
use chathook::expect::matches_pattern;
use chathook::normalize::{Normalized, Payload, Value};

use crate::cli::Choice;

/// The most ids that are remembered. An id that came before these is not known any more.
const MOST_REMEMBERED: usize = 1_000_000;

/// The choice of the events that are written.
pub(super) struct Filter {
    /// Of these types, or of any if there are none.
    types: Vec<String>,
    /// Of this time, in nanoseconds since 1970, if that matters.
    time: Option<Range<i128>>,
    /// The members that say when something happened in a chat.
    times_of_chat: Vec<usize>,
}

/// The fate of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Written,
    LeftOut,
    /// It is left out because it says no time.
    Undated,
}

impl Filter {
    pub(super) fn of(choice: &Choice, zone: &Zone) -> Filter {
        let since = choice.since.as_ref().map(|since| since.bounds(zone).start);
        let until = choice.until.as_ref().map(|until| until.bounds(zone).end);
        let time = (since.is_some() || until.is_some()).then(|| since.unwrap_or(i128::MIN)..until.unwrap_or(i128::MAX));
        let is_time = |path: &str| path.starts_with("chat.") && path.ends_with("_at");
        let times_of_chat = MEMBERS.iter().enumerate().filter(|(_, member)| is_time(&member.path));
        Filter { types: choice.types.clone(), time, times_of_chat: times_of_chat.map(|(number, _)| number).collect() }
    }

    /// Returns true if no event can be of the time that is asked for.
    pub(super) fn is_of_no_time(&self) -> bool {
        self.time.as_ref().is_some_and(Range::is_empty)
    }

    /// Decides the fate of an event. One without a time of its own counts by the latest time of its chat.
    pub(super) fn fate(&self, payload: Payload<'_>, event: &Normalized) -> Fate {
        let text = |value: Value| serde_json::from_slice::<String>(event.json(payload, value)).ok();
        if !self.types.is_empty() {
            let kind = event.value(KNOWN.kind).and_then(text).unwrap_or_default();
            if !self.types.iter().any(|types| matches_pattern(types, &kind)) {
                return Fate::LeftOut;
            }
        }
        let Some(asked) = &self.time else { return Fate::Written };
        let moment = |value: Value| nanoseconds(&text(value)?);
        let of_chat = || {
            let times = event.filled().filter(|(number, _, _)| self.times_of_chat.contains(number));
            times.filter_map(|(_, _, value)| moment(value)).max()
        };
        match event.value(KNOWN.time).and_then(moment).or_else(of_chat) {
            Some(time) if asked.contains(&time) => Fate::Written,
            Some(_) => Fate::LeftOut,
            None => Fate::Undated,
        }
    }
}

/// The ids that were written lately, each as 128 bits made of it.
#[derive(Default)]
pub(super) struct Seen {
    ids: HashSet<u128>,
    order: VecDeque<u128>,
}

impl Seen {
    /// True if an event, as it is written, has an id that was not written lately. Then it is remembered.
    pub(super) fn is_new(&mut self, event: &[u8]) -> bool {
        let id = identity(event);
        if !self.ids.insert(id) {
            return false;
        }
        if self.order.len() == MOST_REMEMBERED {
            let oldest = self.order.pop_front();
            oldest.map(|oldest| self.ids.remove(&oldest));
        }
        self.order.push_back(id);
        true
    }
}

/// Returns a hash of all that tells an event from others: its id and its source, which stand before its type.
fn identity(event: &[u8]) -> u128 {
    let end = memchr::memmem::find(event, b"\"type\":").unwrap_or(event.len());
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        (number, &event[..end]).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
