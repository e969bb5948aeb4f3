//! The chats, put together of what events say of them.
//!
//! A chat is one of a vendor, an account and an id. The event that ends it gives it; those before and after it say
//! when it came, was taken and was done with, where the end does not. Of several ends the one counts that was said
//! last, or else the longer; the same end again is a retry.
//!
//! A chat takes 56 bytes, and its number in the index 6 at most: so ten million are in memory with less than 640 MB.
//! It is known by 64 bits of a hash.

use std::collections::HashMap;

use super::chats::{Column, Kind, Said, TIMES, When};

/// Facts of one chat, packed, while events are read.
#[derive(Clone, Debug)]
struct Row {
    /// The chat and its vendor, hashed.
    chat: u64,
    /// The second since 1970 from which its times are counted.
    base: u32,
    /// The number of its [`Party`].
    party: u32,
    /// Its times, by [`When`], in milliseconds; [`NEVER`] for none.
    times: [i32; TIMES],
    /// Milliseconds that the visitor waited, as the vendor measured it.
    wait: i32,
    /// Milliseconds that the chat lasted, as the vendor measured it.
    duration: i32,
    /// A part of the id of the event that ended it.
    id: u32,
    /// A bit for each time that the end of the chat said; [`IS_ENDED`], [`IS_QUEUED`].
    flags: u32,
}

/// In place of a time or a length that nobody says.
const NEVER: i32 = i32::MIN;

const IS_ENDED: u32 = 1 << 30;
const IS_QUEUED: u32 = 1 << 29;

/// The owner of chats: an account, a department, and the agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The number of the account.
    pub account: u32,
    /// The number of the department.
    pub department: u32,
    /// The numbers of the agents.
    pub agents: Box<[u32]>,
}

/// A department as it was named: an account, and an id, a name, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Department {
    /// The number of its account.
    pub account: u32,
    /// Its id, if it is said, as JSON.
    pub id: Vec<u8>,
    /// Its name, if it is said, as JSON.
    pub name: Vec<u8>,
}

/// A chat, put together. Times are in milliseconds since 1970, lengths in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// The times, by [`When`].
    times: [Option<i64>; TIMES],
    /// A bit for each time that the event which ended the chat said.
    said_at_end: u32,
    /// Milliseconds that the visitor waited, as the vendor measured it.
    pub wait: Option<i64>,
    /// Milliseconds that the chat lasted, as the vendor measured it.
    pub duration: Option<i64>,
    /// True if the chat ended.
    pub is_ended: bool,
    /// The number of its party.
    pub party: u32,
}

impl Raw {
    /// One of its times.
    pub fn at(&self, when: When) -> Option<i64> {
        self.times[when as usize]
    }

    /// Returns true if the event that ended the chat said this time.
    pub fn is_said_at_end(&self, when: When) -> bool {
        self.said_at_end & (1 << when as u32) != 0
    }
}

/// The chats, and counts of the events read.
#[derive(Debug, Default)]
pub struct Ledger {
    rows: Rows,
    index: Index,
    /// The numbers of parties, by their names.
    parties_by_name: HashMap<Box<[u8]>, u32>,
    names: HashMap<Box<[u8]>, u32>,
    departments_by_name: HashMap<Department, u32>,
    /// The ids of all ends of chats that have several.
    ends: HashMap<u32, Vec<u32>>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The departments.
    pub departments: Vec<Department>,
    /// Accounts that are not named, only their vendor is.
    nameless: Vec<u32>,
    /// Number of events that say nothing about chats of the kind that is counted.
    pub others: u64,
    /// Number of ends that repeat one that was read before.
    pub retries: u64,
    /// Number of ends that gave way to others of the same chat.
    pub reclosed: u64,
    /// Number of ends whose times were read in an assumed zone.
    pub assumed_zone: u64,
}

impl Ledger {
    /// Adds the statements of events.
    pub fn add(&mut self, column: &Column) {
        self.others += column.others;
        for said in &column.said {
            let party = self.party(&column.names[said.names.clone()], said.account - said.names.start);
            let account = self.parties[party as usize].account;
            let row = self.row(said.chat, account, party);
            self.others += u64::from(said.kind != Kind::Ended);
            self.assumed_zone += u64::from(said.assumes_zone && said.kind == Kind::Ended);
            self.tell(row, party, said);
        }
    }

    /// The number of a name, which is new if need be.
    fn number(&mut self, name: &[u8]) -> u32 {
        if let Some(number) = self.names.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.insert(name.into(), number);
        // `"/vendor"`, in quotes.
        if name.split(|byte| *byte == b'/').count() == 2 {
            self.nameless.push(number);
        }
        number
    }

    /// The number of a party, which is new if need be. Its names begin with its account, which is so long.
    fn party(&mut self, names: &[u8], account: usize) -> u32 {
        if let Some(number) = self.parties_by_name.get(names) {
            return *number;
        }
        let account = self.number(&names[..account]);
        let mut parts = names.split(|byte| *byte == 0).skip(1);
        let department = Department {
            account,
            id: parts.next().unwrap_or_default().to_vec(),
            name: parts.next().unwrap_or_default().to_vec(),
        };
        // The same name is another agent in another account.
        let in_account = |agent: &[u8]| [&account.to_le_bytes()[..], b"\0", agent].concat();
        let agents: Vec<Vec<u8>> = parts.map(in_account).collect();
        let mut agents: Vec<u32> = agents.iter().map(|agent| self.number(agent)).collect();
        agents.sort_unstable();
        agents.dedup();
        let next = u32::try_from(self.departments.len()).unwrap_or(u32::MAX);
        let department = *self.departments_by_name.entry(department.clone()).or_insert_with(|| {
            self.departments.push(department);
            next
        });
        let number = u32::try_from(self.parties.len()).unwrap_or(u32::MAX);
        self.parties.push(Party { account, department, agents: agents.into() });
        self.parties_by_name.insert(names.into(), number);
        number
    }

    /// The number of a chat's row, which is new if need be.
    fn row(&mut self, chat: u64, account: u32, party: u32) -> u32 {
        let is_it = |row: u32| {
            let row = self.rows.get(row);
            row.chat == chat && self.parties[row.party as usize].account == account
        };
        if let Some(row) = self.index.find(chat, is_it) {
            return row;
        }
        let number = self.rows.push(Row {
            chat,
            base: 0,
            party,
            times: [NEVER; TIMES],
            wait: NEVER,
            duration: NEVER,
            id: 0,
            flags: 0,
        });
        let Ledger { index, rows, .. } = self;
        index.insert(number, |row| rows.get(row).chat);
        number
    }

    /// Adds the statement of an event to the row of its chat.
    fn tell(&mut self, number: u32, party: u32, said: &Said) {
        let row = self.rows.get_mut(number);
        if said.kind != Kind::Ended {
            row.add(said, false);
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash does, among the ends of one chat")]
        let id = said.id as u32;
        if row.flags & IS_ENDED == 0 {
            (row.party, row.id) = (party, id);
            row.add(said, true);
            return;
        }
        let is_known = self.ends.get(&number).map_or(row.id == id, |ids| ids.contains(&id));
        if is_known {
            self.retries += 1;
            return;
        }
        self.reclosed += 1;
        self.ends.entry(number).or_insert_with(|| vec![row.id]).push(id);
        if row.gives_way_to(said) {
            (row.party, row.id) = (party, id);
            row.add(said, true);
        } else {
            row.add(said, false);
        }
    }

    /// Moves statements of events without an account to the only chat that they can be about.
    pub fn join(&mut self) {
        for number in 0..self.rows.len() {
            let row = self.rows.get(number);
            let is_nameless = self.nameless.contains(&self.parties[row.party as usize].account);
            if row.flags & IS_ENDED != 0 || !is_nameless {
                continue;
            }
            let stray = row.clone();
            let is_it = |other: u32| {
                let row = self.rows.get(other);
                row.chat == stray.chat && row.flags & IS_ENDED != 0
            };
            if let Some(other) = self.index.find(stray.chat, is_it) {
                self.rows.get_mut(other).fill(&stray);
                self.rows.get_mut(number).times = [NEVER; TIMES];
            }
        }
        self.index = Index::default();
        self.ends = HashMap::new();
    }

    /// The chats, in the order in which they were first mentioned.
    pub fn chats(&self) -> impl Iterator<Item = Raw> {
        self.rows.0.iter().flatten().map(Row::raw)
    }

    /// The chats, in the order in which they were first mentioned. Each is forgotten soon after it was given away.
    pub fn drain(&mut self) -> impl Iterator<Item = Raw> + use<> {
        std::mem::take(&mut self.rows.0).into_iter().flatten().map(|row| row.raw())
    }
}

impl Row {
    /// Adds the statement of an event: that of the end counts, and others fill its gaps.
    fn add(&mut self, said: &Said, is_end: bool) {
        if is_end {
            self.flags |= IS_ENDED;
        }
        for (number, time) in said.times.iter().enumerate() {
            if let Some(time) = *time {
                self.add_time(number, time, is_end, said.is_queued);
            }
        }
        let milliseconds = |seconds: Option<f64>| seconds.map_or(NEVER, |seconds| whole(seconds * 1000.0));
        let (wait, duration) = (milliseconds(said.wait), milliseconds(said.duration));
        if wait != NEVER && (is_end || self.wait == NEVER) {
            self.wait = wait;
        }
        if said.kind == Kind::Ended && duration != NEVER && (is_end || self.duration == NEVER) {
            self.duration = duration;
        }
    }

    fn add_time(&mut self, number: usize, time: i64, is_end: bool, is_queued: bool) {
        let second = time.div_euclid(1000);
        if self.times.iter().all(|time| *time == NEVER) {
            let Ok(base) = u32::try_from(second) else { return };
            self.base = base;
        }
        let Ok(time) = i32::try_from(time - i64::from(self.base) * 1000) else { return };
        let (bit, old) = (1 << number, self.times[number]);
        let is_came = number == When::Came as usize;
        let was_queued = self.flags & IS_QUEUED != 0;
        let counts = match self.flags & bit != 0 {
            _ if old == NEVER => true,
            // A chat that was queued came then, whoever says so.
            _ if is_came && is_queued != was_queued => is_queued,
            _ if is_end => true,
            true => false,
            false if number == When::WrappedUp as usize || number == When::Updated as usize => time > old,
            false => time < old,
        };
        if counts {
            self.times[number] = time;
            self.flags = if is_end { self.flags | bit } else { self.flags & !bit };
            if is_came && is_queued {
                self.flags |= IS_QUEUED;
            }
        }
    }

    /// Returns true if another end of the chat was said later or, if neither says when, is longer.
    fn gives_way_to(&self, said: &Said) -> bool {
        let raw = self.raw();
        let duration = said.duration.map(|seconds| i64::from(whole(seconds * 1000.0)));
        (said.times[When::Updated as usize], duration) > (raw.at(When::Updated), raw.duration)
    }

    /// Adds the facts of another row of the same chat.
    fn fill(&mut self, other: &Row) {
        let raw = other.raw();
        for (number, time) in raw.times.iter().enumerate() {
            if let Some(time) = *time {
                self.add_time(number, time, false, other.flags & IS_QUEUED != 0);
            }
        }
        if self.wait == NEVER {
            self.wait = other.wait;
        }
    }

    fn raw(&self) -> Raw {
        let known = |number: i32| (number != NEVER).then_some(i64::from(number));
        Raw {
            times: self.times.map(|time| known(time).map(|time| time + i64::from(self.base) * 1000)),
            said_at_end: self.flags,
            wait: known(self.wait),
            duration: known(self.duration),
            is_ended: self.flags & IS_ENDED != 0,
            party: self.party,
        }
    }
}

/// Returns a number as a whole one, limited to what an `i32` holds beside [`NEVER`].
#[expect(clippy::cast_possible_truncation, reason = "too large a number is the largest")]
fn whole(number: f64) -> i32 {
    (number.round() as i32).max(NEVER + 1)
}

/// Rows, many of which stand together, so that adding one moves none.
#[derive(Debug, Default)]
struct Rows(Vec<Vec<Row>>);

/// Number of rows in one block of memory.
const TOGETHER: usize = 1 << 14;

impl Rows {
    fn len(&self) -> u32 {
        let full = self.0.len().saturating_sub(1) * TOGETHER;
        u32::try_from(full + self.0.last().map_or(0, Vec::len)).unwrap_or(u32::MAX)
    }

    fn push(&mut self, row: Row) -> u32 {
        let number = self.len();
        if self.0.last().is_none_or(|rows| rows.len() == TOGETHER) {
            self.0.push(Vec::with_capacity(TOGETHER));
        }
        if let Some(rows) = self.0.last_mut() {
            rows.push(row);
        }
        number
    }

    fn get(&self, number: u32) -> &Row {
        &self.0[number as usize / TOGETHER][number as usize % TOGETHER]
    }

    fn get_mut(&mut self, number: u32) -> &mut Row {
        &mut self.0[number as usize / TOGETHER][number as usize % TOGETHER]
    }
}

/// Index of rows by their hash: an open table of their numbers, each raised by one, and no more than 5/6 full. The bits
/// of an entry that no number needs are those of its hash, so that few rows are looked at in vain.
#[derive(Debug, Default)]
struct Index {
    entries: Vec<u32>,
    count: usize,
    /// The bits of an entry that are its number.
    number_bits: u32,
}

impl Index {
    /// The first number with this hash that is the one.
    fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        if self.entries.is_empty() {
            return None;
        }
        let (mut at, tag) = (self.place(hash), self.tag(hash));
        while self.entries[at] > 0 {
            let number = (self.entries[at] & self.mask()).wrapping_sub(1);
            if self.entries[at] & !self.mask() == tag && is_it(number) {
                return Some(number);
            }
            at = (at + 1) % self.entries.len();
        }
        None
    }

    /// Adds the next number. All have hashes.
    fn insert(&mut self, number: u32, hash: impl Fn(u32) -> u64) {
        self.count += 1;
        if self.count * 6 >= self.entries.len() * 5 {
            // The old one goes first: the numbers are 0 to that of the last.
            let room = (self.entries.len() * 6 / 5).max(64);
            self.entries = Vec::new();
            self.entries = vec![0; room];
            self.number_bits = (usize::BITS - room.leading_zeros()).min(u32::BITS);
            (0..number).for_each(|number| self.put(number, hash(number)));
        }
        self.put(number, hash(number));
    }

    fn put(&mut self, number: u32, hash: u64) {
        let mut at = self.place(hash);
        while self.entries[at] > 0 {
            at = (at + 1) % self.entries.len();
        }
        self.entries[at] = self.tag(hash) | (number + 1);
    }

    /// The bits of an entry that are its number, set.
    fn mask(&self) -> u32 {
        u32::MAX >> (u32::BITS - self.number_bits)
    }

    /// Returns the bits of a hash that are kept in an entry: the last ones, for the first give its place.
    #[expect(clippy::cast_possible_truncation, reason = "the last bits are those that are wanted")]
    fn tag(&self, hash: u64) -> u32 {
        (hash as u32).checked_shl(self.number_bits).unwrap_or_default()
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is less than the length")]
    fn place(&self, hash: u64) -> usize {
        ((u128::from(hash) * self.entries.len() as u128) >> 64) as usize
    }
}
