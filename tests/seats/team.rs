//! Teams whose truth is known: their chats as normalized events, made without chance or with a simple one that is the
//! same every time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write;

use chathook::encoding::time::from_milliseconds;
use serde_json::{Value, json};

use crate::support::{Done, Run};

/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * 3600;

/// Monday, 5 January 2026, in UTC.
pub(crate) const MONDAY: i64 = 1_767_571_200;

/// A chat that ended, as an event says it. Times are in seconds.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(crate) id: u64,
    pub(crate) came: i64,
    /// How long it waited, if an agent took it.
    pub(crate) wait: Option<i64>,
    pub(crate) duration: i64,
    pub(crate) agents: Vec<u64>,
}

impl Ended {
    /// A chat that an agent took at once.
    pub(crate) fn new(id: u64, came: i64, duration: i64) -> Ended {
        Ended { id, came, wait: Some(0), duration, agents: vec![1] }
    }

    /// The event.
    pub(crate) fn event(&self) -> Value {
        let agents: Vec<Value> = self.agents.iter().map(|id| json!({ "id": id.to_string() })).collect();
        let mut chat = json!({ "id": self.id.to_string(), "created_at": time(self.came) });
        let mut metrics = json!({ "duration_seconds": self.duration });
        match self.wait {
            Some(wait) => {
                chat["accepted_at"] = time(self.came + wait).into();
                metrics["wait_seconds"] = wait.into();
            }
            None => metrics = json!({ "wait_seconds": self.duration }),
        }
        let mut data = json!({ "chat": chat, "metrics": metrics });
        if !agents.is_empty() {
            data["agents"] = agents.into();
        }
        event("chat.ended", data)
    }

    pub(crate) fn line(&self) -> String {
        self.event().to_string()
    }
}

/// An event of a type. Its id looks like one that was made of what it says, so that it is known by that.
pub(crate) fn event(kind: &str, data: Value) -> Value {
    json!({
        "id": "e".repeat(32),
        "specversion": "1.0",
        "source": "/example/7",
        "type": kind,
        "dataschema": "urn:chathook:event:1",
        "vendor": "example",
        "vendorevent": kind,
        "data": data,
    })
}

/// A time as events have it.
pub(crate) fn time(seconds: i64) -> String {
    from_milliseconds(seconds * 1000)
}

/// Chats at the same times of every working day: every ten minutes from 9:00 to 12:00, of ten minutes each. So there
/// is one chat in progress from 9:00 on.
pub(crate) fn regular(weeks: i64) -> Vec<Ended> {
    let mut chats = Vec::new();
    for day in working_days(weeks) {
        for number in 0..18 {
            let came = MONDAY + day * DAY + 9 * 3600 + number * 600;
            chats.push(Ended::new(1000 + chats.len() as u64, came, 600));
        }
    }
    chats
}

/// The working days of some weeks, as numbers.
pub(crate) fn working_days(weeks: i64) -> impl Iterator<Item = i64> {
    (0..weeks * 7).filter(|day| day % 7 < 5)
}

/// Lines of events.
pub(crate) fn lines<'e>(events: impl IntoIterator<Item = &'e Ended>) -> String {
    events.into_iter().fold(String::new(), |mut lines, chat| {
        writeln!(lines, "{}", chat.line()).expect("memory can be written");
        lines
    })
}

/// The JSON report of what is piped in.
#[track_caller]
pub(crate) fn report(input: &str, arguments: &[&str]) -> Value {
    let done = run(input, arguments).exits_with(0).says_no_more();
    serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{error}: {}", done.out))
}

/// What comes of what is piped in, as JSON.
pub(crate) fn run(input: &str, arguments: &[&str]) -> Done {
    Run::new(&[&["seats", "--format", "json"], arguments].concat()).input(input).done()
}

/// A member of a report that is a number.
#[track_caller]
pub(crate) fn number(report: &Value, pointer: &str) -> f64 {
    let value = report.pointer(pointer).unwrap_or_else(|| panic!("there is no {pointer}: {report}"));
    value.as_f64().unwrap_or_else(|| panic!("{pointer} is {value}"))
}

#[track_caller]
pub(crate) fn assert_near(what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found}, not {expected}");
}

/// A cell of a report.
#[track_caller]
pub(crate) fn cell<'r>(report: &'r Value, weekday: &str, start: &str) -> &'r Value {
    let mut cells = report["cells"].as_array().expect("there are cells").iter();
    let found = cells.find(|cell| cell["weekday"] == weekday && cell["start"] == start);
    found.unwrap_or_else(|| panic!("there is no cell {weekday} {start}: {}", report["cells"]))
}

/// Whether one of the warnings says so.
#[track_caller]
pub(crate) fn assert_warns(report: &Value, text: &str) {
    let warnings = report["warnings"].as_array().expect("there are warnings");
    assert!(warnings.iter().any(|it| it.as_str().is_some_and(|it| it.contains(text))), "{text:?} in {warnings:#?}");
}

/// Numbers that look like chance: a linear congruential generator (Knuth's MMIX).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        let mut chance = Chance(seed);
        (0..8).for_each(|_| {
            chance.uniform();
        });
        chance
    }

    /// From 0 to 1, and never 0.
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.uniform().ln()
    }
}

/// A team whose agents hold several chats.
pub(crate) struct Team {
    pub(crate) agents: usize,
    /// The mean time of a chat whose agent holds 1, 2, … chats.
    pub(crate) times: Vec<f64>,
    /// Chats in half an hour.
    pub(crate) rate: f64,
    /// Factors that days differ by, in turn.
    pub(crate) days: Vec<f64>,
    /// After what mean time a visitor gives up.
    pub(crate) patience: f64,
    pub(crate) weeks: i64,
}

/// A chat in progress.
struct Held {
    id: u64,
    came: f64,
    picked: f64,
    left: f64,
}

impl Team {
    /// Its chats: open from 8:00 to 18:00 of working days. Those that wait are taken in the order in which they came.
    pub(crate) fn chats(&self, seed: u64) -> Vec<Ended> {
        let mut chance = Chance::new(seed);
        let mut chats = Vec::new();
        for day in working_days(self.weeks) {
            let factor = self.days[usize::try_from(day).expect("it is a number") % self.days.len()];
            let open = (MONDAY + day * DAY + 8 * 3600) as f64;
            let mut comes = BinaryHeap::new();
            let mut at = open + chance.exponential(1800.0 / self.rate / factor);
            while at < open + 36_000.0 {
                comes.push(Reverse((at * 1000.0) as u64));
                at += chance.exponential(1800.0 / self.rate / factor);
            }
            let comes: Vec<f64> = comes.into_sorted_vec().into_iter().rev().map(|it| it.0 as f64 / 1000.0).collect();
            self.serve(&comes, &mut chance, &mut chats);
        }
        chats
    }

    fn serve(&self, comes: &[f64], chance: &mut Chance, chats: &mut Vec<Ended>) {
        let mut held: Vec<Vec<Held>> = (0..self.agents).map(|_| Vec::new()).collect();
        let mut waiting: Vec<(u64, f64, f64)> = Vec::new();
        let (mut now, mut next) = (0.0, 0);
        loop {
            let end = |of: &Vec<Held>| {
                let left = of.iter().map(|held| held.left).fold(f64::INFINITY, f64::min);
                if of.is_empty() { f64::INFINITY } else { now + left * self.times[of.len() - 1] }
            };
            let ends: Vec<f64> = held.iter().map(end).collect();
            let agent = (0..self.agents).min_by(|a, b| ends[*a].total_cmp(&ends[*b])).expect("there are agents");
            let gives_up = waiting.iter().map(|it| it.2).fold(f64::INFINITY, f64::min);
            let comes_at = comes.get(next).copied().unwrap_or(f64::INFINITY);
            let at = ends[agent].min(gives_up).min(comes_at);
            if at.is_infinite() {
                return;
            }
            for of in &mut held {
                let time = self.times[of.len().max(1) - 1];
                for chat in of {
                    chat.left -= (at - now) / time;
                }
            }
            now = at;
            let id = 1000 + chats.len() as u64 + waiting.len() as u64 + held.iter().map(Vec::len).sum::<usize>() as u64;
            if at == comes_at {
                next += 1;
                let least = (0..self.agents).min_by_key(|agent| held[*agent].len()).expect("there are agents");
                match held[least].len() < self.times.len() {
                    true => held[least].push(Held { id, came: at, picked: at, left: chance.exponential(1.0) }),
                    false => waiting.push((id, at, at + chance.exponential(self.patience))),
                }
            } else if at == gives_up {
                let (id, came, _) = waiting.remove(waiting.iter().position(|it| it.2 == at).expect("it waits"));
                let waited = (at - came).round() as i64;
                chats.push(Ended { id, came: came as i64, wait: None, duration: waited, agents: Vec::new() });
            } else {
                let of = &mut held[agent];
                let done = (0..of.len()).min_by(|a, b| of[*a].left.total_cmp(&of[*b].left)).expect("it holds some");
                let chat = of.swap_remove(done);
                let (came, picked) = (chat.came as i64, chat.picked as i64);
                let duration = at as i64 - picked;
                chats.push(Ended {
                    id: chat.id,
                    came,
                    wait: Some(picked - came),
                    duration,
                    agents: vec![agent as u64],
                });
                if !waiting.is_empty() {
                    let (id, came, _) = waiting.remove(0);
                    held[agent].push(Held { id, came, picked: at, left: chance.exponential(1.0) });
                }
            }
        }
    }
}
