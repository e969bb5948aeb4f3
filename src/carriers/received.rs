//! The time at which a delivery was received, as the document says that it is saved in: HAR, queues, gateways, the head
//! of a request.

use crate::embedded::Embedded;
use crate::encoding::time;
use crate::json;
use crate::read::{self, Step};

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

/// The same keys below those that hold one.
const INNER_KEYS: &[&str] = &["requesttimeepoch", "timeepoch", "senttimestamp", "date"];

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
        b'{' => said(raw, 0, INNER_KEYS),
        b'[' => {
            let mut items = read::Members::of(raw, 0);
            while let Some(Step::Member(None, at)) = items.step() {
                let end = read::value(raw, at)?;
                items.go_on(end);
                let item = &raw[at..end];
                if json::is_string(item) {
                    return time_in(item);
                }
                if let Some(time) = item.starts_with('{').then(|| date(item)).flatten() {
                    return Some(time);
                }
            }
            None
        }
        b'"' => time::sent(&json::unescape(raw)?),
        _ => time::sent(raw),
    }
}

/// The time that a header says: `{"name": "Date", "value": "Mon, 02 Mar 2026 10:00:00 GMT"}`.
fn date(header: &str) -> Option<i64> {
    let text = |key: &str| json::unescape(&header[read::member(header, 0, key)?]);
    let is_date = text("name").is_some_and(|name| name.eq_ignore_ascii_case("date"));
    time::sent(&text("value").filter(|_| is_date)?)
}
