//! The statement of an event about a chat, as plain numbers: the one place where the normalized event is read.
//!
//! Threads make [`Said`]s of payloads, and the chats are put together of them in the order of the payloads. Members
//! of the event are looked up by their paths; one that the event does not have is one that no payload says.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

use crate::event::{self, KNOWN, Slot};
use crate::normalize::{NO_LEAF, Normalized, Payload};

/// Step in the life of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was queued.
    Queued,
    /// It started.
    Started,
    /// An agent took it.
    Accepted,
    /// It ended.
    Ended,
    /// Its agent was done with it.
    WrappedUp,
}

/// The times of a chat, in the order of the array that holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It came: it was queued or, if nobody says, created.
    Came,
    /// It started, which may be either.
    Started,
    /// An agent took it.
    Accepted,
    /// It ended.
    Ended,
    /// Its agent was done with it.
    WrappedUp,
    /// The data of the chat last changed.
    Updated,
}

/// Number of times in [`When`].
pub const TIMES: usize = 6;

/// Statement of one event about a chat. Times are in milliseconds since 1970, lengths in seconds.
#[derive(Clone, Debug)]
pub struct Said {
    /// Step of the chat that the event reports.
    pub kind: Kind,
    /// The chat and its vendor, hashed.
    pub chat: u64,
    /// The event's id, hashed: a retry has the same.
    pub id: u64,
    /// The times, by [`When`].
    pub times: [Option<i64>; TIMES],
    /// True if the event says when the chat was queued.
    pub is_queued: bool,
    /// Seconds that the visitor waited, as the vendor measured it.
    pub wait: Option<f64>,
    /// Seconds that the chat lasted, as the vendor measured it.
    pub duration: Option<f64>,
    /// True if a zone was assumed for the times.
    pub assumes_zone: bool,
    /// Span in [`Column::names`] of the account, and after it the department and the agents.
    pub names: Range<usize>,
    /// End of the account in [`Column::names`].
    pub account: usize,
}

/// Statements of events, one after another.
#[derive(Debug, Default)]
pub struct Column {
    /// The statements.
    pub said: Vec<Said>,
    /// The names in it: `/vendor/account`, `\0`, the department's id, `\0`, its name, and an agent after each `\0`.
    /// All but the account are JSON, so that none holds a `\0`.
    pub names: Vec<u8>,
    /// Number of events that say nothing about chats.
    pub others: u64,
}

struct Slots {
    chat: Option<Slot>,
    created_at: Option<Slot>,
    queued_at: Option<Slot>,
    started_at: Option<Slot>,
    accepted_at: Option<Slot>,
    ended_at: Option<Slot>,
    updated_at: Option<Slot>,
    wrapped_up_at: Option<Slot>,
    wait: Option<Slot>,
    duration: Option<Slot>,
    department_id: Option<Slot>,
    department_name: Option<Slot>,
    agent_id: Option<Slot>,
    agent_email: Option<Slot>,
    agent_name: Option<Slot>,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let slot = |path| event::slot(path);
    Slots {
        chat: slot("chat.id"),
        created_at: slot("chat.created_at"),
        queued_at: slot("chat.queued_at"),
        started_at: slot("chat.started_at"),
        accepted_at: slot("chat.accepted_at"),
        ended_at: slot("chat.ended_at"),
        updated_at: slot("chat.updated_at"),
        wrapped_up_at: slot("wrap_up.at"),
        wait: slot("metrics.wait_seconds"),
        duration: slot("metrics.duration_seconds"),
        department_id: slot("chat.department_id"),
        department_name: slot("chat.department_name"),
        agent_id: slot("agents[].id"),
        agent_email: slot("agents[].email"),
        agent_name: slot("agents[].name"),
    }
});

impl Column {
    /// Adds the statement of an event. One that has no time happened when it was received, if that is known.
    pub fn add(&mut self, payload: Payload<'_>, event: &Normalized, received: impl FnOnce() -> Option<i64>) {
        let member = |slot: Option<Slot>| Some(event.json(payload, event.value(slot?)?));
        let kind = match event.value(KNOWN.kind).map(|kind| event.json(payload, kind)) {
            Some(b"\"chat.queued\"") => Kind::Queued,
            Some(b"\"chat.started\"") => Kind::Started,
            Some(b"\"chat.accepted\"") => Kind::Accepted,
            Some(b"\"chat.ended\"") => Kind::Ended,
            Some(b"\"chat.wrapped_up\"") => Kind::WrappedUp,
            _ => {
                self.others += 1;
                return;
            }
        };
        let (Some(chat), Some(account)) = (member(SLOTS.chat), member(Some(KNOWN.source))) else {
            self.others += 1;
            return;
        };
        let vendor = member(Some(KNOWN.vendor)).unwrap_or_default();
        let time = |slot| member(slot).and_then(milliseconds);
        let number = |slot| member(slot).and_then(|json| std::str::from_utf8(json).ok()?.parse().ok());
        let (queued, at) = (time(SLOTS.queued_at), time(Some(KNOWN.time)).or_else(received));
        // What happened happened when the event says, unless it says when that was.
        let or_at = |slot, of: Kind| time(slot).or(at.filter(|_| kind == of));
        let queued = queued.or(at.filter(|_| kind == Kind::Queued));
        let ended = or_at(SLOTS.ended_at, Kind::Ended);
        let start = self.names.len();
        self.names.extend_from_slice(account);
        let account = self.names.len();
        let id = if kind == Kind::Ended {
            self.add_names(payload, event);
            identity(payload, event)
        } else {
            0
        };
        self.said.push(Said {
            kind,
            chat: hashed(&[vendor, chat]),
            id,
            times: [
                queued.or_else(|| time(SLOTS.created_at)),
                or_at(SLOTS.started_at, Kind::Started),
                or_at(SLOTS.accepted_at, Kind::Accepted),
                ended,
                or_at(SLOTS.wrapped_up_at, Kind::WrappedUp),
                time(SLOTS.updated_at).or(ended),
            ],
            is_queued: queued.is_some(),
            wait: number(SLOTS.wait),
            duration: number(SLOTS.duration),
            assumes_zone: event.value(KNOWN.assumed_time_zone).is_some_and(|zone| zone.leaf == NO_LEAF),
            names: start..self.names.len(),
            account,
        });
    }

    /// Adds the names of the department and of the agents. An agent is known by the first of address, id and name.
    fn add_names(&mut self, payload: Payload<'_>, event: &Normalized) {
        for slot in [SLOTS.department_id, SLOTS.department_name] {
            self.names.push(0);
            if let Some(value) = slot.and_then(|slot| event.value(slot)) {
                self.names.extend_from_slice(event.json(payload, value));
            }
        }
        let slots = [SLOTS.agent_email, SLOTS.agent_id, SLOTS.agent_name];
        let Some(list) = slots.iter().flatten().next() else { return };
        for agent in event.items(usize::from(list.member)) {
            let mut said = slots.iter().flatten().filter_map(|slot| agent.get(usize::from(slot.of_item?)));
            if let Some(value) = said.find(|value| !value.is_none()) {
                self.names.push(0);
                self.names.extend_from_slice(event.json(payload, *value));
            }
        }
    }

    /// Empties it, to be used again.
    pub fn clear(&mut self) {
        self.said.clear();
        self.names.clear();
        self.others = 0;
    }
}

/// Returns a hash that is the same for a delivery that is sent again, and for no other: of the vendor's id of the event
/// or, as there mostly is none, of what the event says. An id of 32 hexadecimal digits was made from what it says. The
/// order of the values without a place does not count.
fn identity(payload: Payload<'_>, event: &Normalized) -> u64 {
    let is_made = |id: &[u8]| id.len() == 34 && id[1..33].iter().all(u8::is_ascii_hexdigit);
    let id = event.value(KNOWN.id).map(|id| event.json(payload, id));
    if let Some(id) = id.filter(|id| !is_made(id)) {
        return hashed(&[id]);
    }
    let mut all = Mixed::default();
    for (number, member, value) in event.filled().filter(|(number, ..)| *number != usize::from(KNOWN.id.member)) {
        all.add(&(number as u64).to_le_bytes());
        if member.members.is_empty() {
            all.add(event.json(payload, value));
        }
        for of_item in event.items(number).filter(|_| !member.members.is_empty()).flatten() {
            all.add(if of_item.is_none() { b"" } else { event.json(payload, *of_item) });
        }
    }
    let rest = event.unmapped().iter().chain(event.carried());
    rest.fold(all.0, |sum, value| {
        let mut one = Mixed::default();
        one.add(event.json(payload, *value));
        sum.wrapping_add(one.0)
    })
}

/// A quick hash of bytes, eight at a time, by multiplying and rotating.
#[derive(Default)]
struct Mixed(u64);

impl Mixed {
    fn add(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.mix(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
        self.mix(bytes.len() as u64);
    }

    fn mix(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

fn hashed(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The milliseconds from 1970 to a time as it stands in an event: `"2018-07-23T05:17:40.5Z"`. The event writes times in
/// this form only; a reader of any form takes a twentieth of the time in which chats are read.
fn milliseconds(json: &[u8]) -> Option<i64> {
    let text = json.strip_prefix(b"\"")?.strip_suffix(b"Z\"")?;
    let (second, fraction) = text.split_at_checked(19)?;
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_i64, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(&second[..4])?, number(&second[5..7])?, number(&second[8..10])?);
    let clock = number(&second[11..13])? * 3600 + number(&second[14..16])? * 60 + number(&second[17..19])?;
    let digits = fraction.strip_prefix(b".").unwrap_or_default();
    let part = digits
        .iter()
        .chain(b"000")
        .take(3)
        .try_fold(0, |part, digit| digit.is_ascii_digit().then(|| part * 10 + i64::from(digit - b'0')))?;
    Some((days(year, month, day) * 24 * 3600 + clock) * 1000 + part)
}

/// The days from 1970 to a date. Years are counted from March, so that a leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day
        - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_from_1970() {
        for (text, expected) in [
            (r#""1970-01-01T00:00:00Z""#, 0),
            (r#""1969-12-31T23:59:59Z""#, -1000),
            (r#""2000-02-29T12:00:00.25Z""#, 951_825_600_250),
            (r#""2018-07-23T05:17:40Z""#, 1_532_323_060_000),
            (r#""2026-03-01T00:00:00.1239Z""#, 1_772_323_200_123),
        ] {
            assert_eq!(milliseconds(text.as_bytes()), Some(expected), "{text}");
        }
        assert_eq!(milliseconds(b"\"2018-07-23\""), None);
    }
}
