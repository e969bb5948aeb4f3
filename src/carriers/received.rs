//! The time at which a delivery was received, as the document says that it is saved in: HAR, queues, gateways, the head
//! of a request.

use std::sync::LazyLock;

use crate::embedded::Embedded;
use crate::encoding::time;
use crate::json;
use crate::read::{self, Step};
use crate::vendors;

/// An object around a payload, and what is around that, up to the array whose item it is.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub(super) text: &'a Embedded<'a>,
    pub(super) start: usize,
    pub(super) outer: Option<&'a Around<'a>>,
}

/// The most bytes of each object that are looked at.
const LOOKED_AT: usize = 16 * 1024;

/// The keys of a time at which a delivery was received, in lower case, and of what holds one. The first in this list is taken.
const KEYS: &[&str] = &[
    "starteddatetime",
    "requestcontext",
    "attributes",
    "approximatearrivaltimestamp",
    "publishtime",
    "received_at",
    "receivedat",
    "timestamp",
    "@timestamp",
    "time",
    "eventtime",
    "created_at",
    "createdat",
    "start",
    "headers",
];

/// The same keys below those that hold one: of the records of queues and gateways, and headers.
static INNER_KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let records = ["requesttimeepoch", "timeepoch", "senttimestamp"];
    records.into_iter().chain(vendors::all().flat_map(|vendor| vendor.sent_in).copied()).chain(["date"]).collect()
});

/// The time that the headers of a request say, in milliseconds from 1970, given their names and values.
pub fn said_in_headers<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> Option<i64> {
    headers.filter_map(|(name, value)| said_in(name, value)).min_by_key(|(rank, _)| *rank).map(|(_, time)| time)
}

/// The time that a header says, and how soon it is taken of several.
fn said_in(name: &str, value: &str) -> Option<(usize, i64)> {
    let rank = INNER_KEYS.iter().position(|known| known.eq_ignore_ascii_case(name))?;
    Some((rank, time::sent(value)?))
}

/// The milliseconds from 1970 to when what stands in these objects was received, if one of them says so.
pub fn received(around: &Around<'_>) -> Option<i64> {
    let mut next = Some(around);
    while let Some(Around { text, start, outer }) = next.copied() {
        let near = &text.text()[..text.text().floor_char_boundary(start + LOOKED_AT)];
        if let Some(time) = said(near, start, KEYS) {
            return Some(time);
        }
        next = outer;
    }
    None
}

/// The time under the first of these keys, in the object that begins here.
fn said(text: &str, start: usize, keys: &[&str]) -> Option<i64> {
    let mut best: Option<(usize, i64)> = None;
    let mut members = read::Members::of(text, start);
    while let Some(Step::Member(Some(key), at)) = members.step() {
        let key = json::key_text(&text[key]).to_ascii_lowercase();
        let Some(end) = read::value(text, at) else { break };
        members.go_on(end);
        let Some(rank) = keys.iter().position(|known| *known == key) else { continue };
        if best.is_none_or(|(other, _)| rank < other)
            && let Some(time) = time_in(&text[at..end])
        {
            best = Some((rank, time));
        }
    }
    best.map(|(_, time)| time)
}

/// The time that a value is or holds: as it is, below one of the inner keys, or in a list, which may be of headers.
fn time_in(raw: &str) -> Option<i64> {
    match raw.as_bytes().first()? {
        b'{' => said(raw, 0, &INNER_KEYS),
        b'[' => {
            let mut first: Option<(usize, i64)> = None;
            let mut items = read::Members::of(raw, 0);
            while let Some(Step::Member(None, at)) = items.step() {
                let end = read::value(raw, at)?;
                items.go_on(end);
                let item = &raw[at..end];
                if json::is_string(item) {
                    return time_in(item);
                }
                let said = item.starts_with('{').then(|| header(item)).flatten();
                first = [first, said].into_iter().flatten().min_by_key(|(rank, _)| *rank);
            }
            first.map(|(_, time)| time)
        }
        b'"' => time::sent(&json::unescape(raw)?),
        _ => time::sent(raw),
    }
}

/// The time that a header says, and how soon it is taken: `{"name": "Date", "value": "Mon, 02 Mar 2026 10:00:00 GMT"}`.
fn header(header: &str) -> Option<(usize, i64)> {
    let text = |key: &str| json::unescape(&header[read::member(header, 0, key)?]);
    said_in(&text("name").or_else(|| text("key"))?, &text("value")?)
}
