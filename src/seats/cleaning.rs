//! The rules by which chats are kept, in their order. Each counts what it does.
//!
//! Every chat that ended is an arrival. One that nobody picked up counts as one and says how long visitors wait before
//! they give up; it says nothing about handle time. One whose duration is missing, negative or too long to be true is
//! an arrival too, and its load is taken to be that of a mean chat.

use super::chats::When;
use super::ledger::{Ledger, Raw};

/// Rules by which the times of chats are read.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The longest duration that is believed, in milliseconds.
    pub max_chat: i64,
    /// Time that an agent is taken to need after a chat whose wrap-up was not saved, in milliseconds.
    pub after_chat_work: i64,
    /// Unit in which durations were sent, in seconds: 0.001 for milliseconds.
    pub duration_unit: f64,
}

/// A chat that is counted, in 24 bytes. Times are in milliseconds since 1970, lengths in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chat {
    /// Time at which the chat came, in milliseconds since 1970; [`i64::MIN`] if that is not known.
    came: i64,
    /// Milliseconds from then until an agent took the chat; [`UNKNOWN`] if that is not known.
    picked: i32,
    /// Milliseconds that the visitor waited until an agent came, or until they gave up; [`UNKNOWN`] if that is not
    /// known.
    wait: i32,
    /// Milliseconds that the chat's agents had to do with it; [`UNKNOWN`] if that is not known.
    handle: i32,
    /// The number of its party, with the bit [`IS_ANSWERED`].
    party: u32,
}

/// In place of a length that is not known.
const UNKNOWN: i32 = i32::MIN;

/// The bit that says that a chat was answered.
const IS_ANSWERED: u32 = 1 << 31;

impl Chat {
    /// A chat of a party, with the facts that are known: its coming, its pickup, the wait of the visitor, and the time
    /// that its agents had to do with it.
    fn new(party: u32, [came, picked, wait, handle]: [Option<i64>; 4], is_answered: bool) -> Chat {
        let length = |length: Option<i64>| length.and_then(|it| i32::try_from(it).ok()).unwrap_or(UNKNOWN);
        Chat {
            came: came.unwrap_or(i64::MIN),
            picked: length(picked.zip(came).map(|(picked, came)| picked - came)),
            wait: length(wait),
            handle: length(handle),
            party: if is_answered { party | IS_ANSWERED } else { party },
        }
    }

    /// Returns the time at which the chat came, in milliseconds since 1970, if it is known.
    pub fn came(&self) -> Option<i64> {
        (self.came > i64::MIN).then_some(self.came)
    }

    /// Returns the time at which an agent took the chat, in milliseconds since 1970, if it is known.
    pub fn picked(&self) -> Option<i64> {
        Some(self.came()? + i64::from((self.picked != UNKNOWN).then_some(self.picked)?))
    }

    /// Returns the milliseconds that the visitor waited until an agent came, or until they gave up, if that is known.
    pub fn wait(&self) -> Option<i64> {
        (self.wait != UNKNOWN).then_some(self.wait.into())
    }

    /// Returns the milliseconds that the chat's agents had to do with it, if that is known.
    pub fn handle(&self) -> Option<i64> {
        (self.handle != UNKNOWN).then_some(self.handle.into())
    }

    /// Returns true if an agent took the chat.
    pub fn is_answered(&self) -> bool {
        self.party & IS_ANSWERED != 0
    }

    /// The number of its party.
    pub fn party(&self) -> usize {
        (self.party & !IS_ANSWERED) as usize
    }
}

/// Numbers of deliveries and chats that were kept or dropped, by reason. Deliveries that were read are the sum of the
/// first eight and those with errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ends of chats that are kept whole.
    pub kept: u64,
    /// Ends that were said before.
    pub retries: u64,
    /// Ends that gave way to others of the same chat.
    pub reclosed: u64,
    /// Chats that nobody picked up.
    pub unanswered: u64,
    /// Chats without a duration.
    pub without_duration: u64,
    /// Chats with a negative duration.
    pub negative_duration: u64,
    /// Chats that lasted longer than is believed.
    pub over_max_chat: u64,
    /// Deliveries that end no chat.
    pub others: u64,
    /// Chats whose wait disagrees with the times, which count.
    pub wait_mismatches: u64,
    /// Waits that are too long to be believed, or negative.
    pub bad_waits: u64,
    /// Answered chats whose wait is not known.
    pub without_wait: u64,
    /// Answered chats whose agent is not known.
    pub without_agent: u64,
    /// Chats whose coming has no time.
    pub without_time: u64,
    /// Chats that took no time at all.
    pub without_length: u64,
    /// Chats of several agents.
    pub shared: u64,
    /// Chats whose after-chat work was measured.
    pub wrapped_up: u64,
    /// Chats that began, and whose end was not saved.
    pub unended: u64,
}

/// Waits above this are not believed, in milliseconds.
const MAX_WAIT: i64 = 4 * 3600 * 1000;

/// After-chat work above this is counted as this, in milliseconds.
const MAX_AFTER_CHAT_WORK: i64 = 30 * 60 * 1000;

/// Largest difference between a measured wait and the time between its ends, in milliseconds, that is no mismatch.
const WAIT_TOLERANCE: i64 = 2000;

/// Facts that some end of an account's chats states. A chat is not judged by a fact that no end ever states.
#[derive(Clone, Copy, Debug, Default)]
struct Says {
    /// True if some end says when an agent took the chat.
    accepted: bool,
    /// True if some end says when the chat started.
    started: bool,
    /// True if some end names the agents.
    agents: bool,
}

/// Cleans the chats of a ledger, and counts them.
pub fn cleaned(ledger: &mut Ledger, rules: Rules) -> (Vec<Chat>, Counts) {
    ledger.join();
    let says = said_by_accounts(ledger);
    let mut counts =
        Counts { retries: ledger.retries, reclosed: ledger.reclosed, others: ledger.others, ..Counts::default() };
    let mut chats = Vec::new();
    let rows = ledger.drain();
    for raw in rows {
        if !raw.is_ended {
            counts.unended += u64::from(raw.at(When::Came).or(raw.at(When::Started)).is_some());
            continue;
        }
        let party = &ledger.parties[raw.party as usize];
        let says = says[party.account as usize];
        let chat = chat(&raw, says, party.agents.len(), rules, &mut counts);
        // Room is made little by little, for the rows go as the chats come.
        if chats.len() == chats.capacity() {
            chats.reserve_exact(chats.len() / 8 + 1024);
        }
        chats.push(chat);
    }
    (chats, counts)
}

fn said_by_accounts(ledger: &Ledger) -> Vec<Says> {
    let accounts = ledger.parties.iter().map(|party| party.account as usize + 1).max().unwrap_or_default();
    let mut says = vec![Says::default(); accounts];
    for raw in ledger.chats().filter(|raw| raw.is_ended) {
        let party = &ledger.parties[raw.party as usize];
        let says = &mut says[party.account as usize];
        says.accepted |= raw.at(When::Accepted).is_some() && raw.is_said_at_end(When::Accepted);
        says.started |= raw.at(When::Started).is_some();
        says.agents |= !party.agents.is_empty();
    }
    says
}

fn chat(raw: &Raw, says: Says, agents: usize, rules: Rules, counts: &mut Counts) -> Chat {
    // A start is the pick-up where nothing else is.
    let accepted = raw.at(When::Accepted);
    let picked = accepted.or(raw.at(When::Started).filter(|_| !says.accepted));
    let is_answered = match says {
        Says { accepted: true, .. } => accepted.is_some(),
        Says { agents: true, .. } => agents > 0,
        Says { started: true, .. } => picked.is_some(),
        _ => true,
    };
    let started = raw.at(When::Started).filter(|_| accepted.is_some());
    let measured = raw.wait.filter(|wait| *wait >= 0);
    let came = raw.at(When::Came).or(started).or(picked.map(|picked| picked - measured.unwrap_or_default()));
    let end = if is_answered { picked } else { raw.at(When::Ended) };
    let wait = wait(raw.wait, came.zip(end).map(|(came, end)| end - came), counts);
    let party = raw.party;
    if !is_answered {
        counts.unanswered += 1;
        counts.without_time += u64::from(came.is_none());
        return Chat::new(party, [came, None, wait, None], false);
    }
    counts.without_wait += u64::from(wait.is_none());
    counts.without_agent += u64::from(agents == 0);
    counts.shared += u64::from(agents > 1);
    let picked = picked.or_else(|| Some(came? + wait?));
    let duration = duration(raw, picked, rules, counts);
    // What says only when it ended came before that.
    let came = came.or_else(|| Some(raw.at(When::Ended)? - duration? - wait.unwrap_or_default()));
    counts.without_time += u64::from(came.is_none());
    let handle = duration.map(|duration| duration + after_chat_work(raw, picked, duration, rules, counts));
    Chat::new(party, [came, picked.or(came), wait, handle], true)
}

/// Returns the wait of a visitor in milliseconds, from the measured one and the difference of times. Where the two
/// disagree, the difference counts.
fn wait(measured: Option<i64>, difference: Option<i64>, counts: &mut Counts) -> Option<i64> {
    let difference = difference.filter(|it| *it >= 0);
    let is_bad = measured.is_some_and(|it| !(0..=MAX_WAIT).contains(&it));
    let measured = measured.filter(|it| *it >= 0);
    let wait = match (measured, difference) {
        (Some(measured), Some(difference)) if measured.abs_diff(difference) > WAIT_TOLERANCE.unsigned_abs() => {
            counts.wait_mismatches += 1;
            Some(difference)
        }
        (measured, difference) => measured.or(difference),
    };
    let believed = wait.filter(|it| *it <= MAX_WAIT);
    counts.bad_waits += u64::from(is_bad || believed != wait);
    believed
}

/// Returns the length of a chat in milliseconds, if it can be believed.
fn duration(raw: &Raw, picked: Option<i64>, rules: Rules, counts: &mut Counts) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "too large a number is the largest")]
    let measured = raw.duration.map(|duration| (duration as f64 * rules.duration_unit).round() as i64);
    match measured.or_else(|| Some(raw.at(When::Ended)? - picked?)) {
        None => counts.without_duration += 1,
        Some(..0) => counts.negative_duration += 1,
        Some(duration) if duration > rules.max_chat => counts.over_max_chat += 1,
        Some(duration) => {
            counts.kept += 1;
            counts.without_length += u64::from(duration == 0);
            return Some(duration);
        }
    }
    None
}

/// Returns the milliseconds that the agent needed after a chat.
fn after_chat_work(raw: &Raw, picked: Option<i64>, duration: i64, rules: Rules, counts: &mut Counts) -> i64 {
    let ended = raw.at(When::Ended).or(picked.map(|picked| picked + duration));
    match raw.at(When::WrappedUp).zip(ended) {
        Some((wrapped_up, ended)) => {
            counts.wrapped_up += 1;
            (wrapped_up - ended).clamp(0, MAX_AFTER_CHAT_WORK)
        }
        None => rules.after_chat_work,
    }
}
