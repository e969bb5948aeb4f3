//! Fields by what findings print of them: a pointer or a path, with or without whose it is.

use std::iter;

use super::{Miss, Passage, Row, rows};
use crate::describe::{Body, Event, Vendor};
use crate::event::{self, MEMBERS};
use crate::sorting::sort_by;
use crate::spelling::nearest_of;
use crate::vendors::VENDORS;

/// The most events that are named which have the same field.
const MOST_EVENTS: usize = 3;

/// The place where a topic looks for a field.
pub(super) struct Place {
    vendor: Option<&'static Vendor>,
    event: Option<&'static Event>,
    /// The words before the pointer: `acquire/CHAT_ON_CLOSE`.
    prefix: String,
    pointer: String,
    /// True if it may be the end of a pointer, too: a path says less than a pointer does.
    is_path: bool,
}

impl Place {
    /// A topic as a place: `/users/visitor/name`, `acquire/users/visitor/name`, `acquire/CHAT_ON_CLOSE/users`, `users.visitor`.
    pub(super) fn of(topic: &str) -> Place {
        let (vendor, rest) = of_vendor(topic);
        let (name, pointer) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let mut vendors = VENDORS.iter().copied().filter(|own| vendor.is_none_or(|vendor| vendor == *own));
        let event = vendors.find_map(|own| own.event(name).map(|event| (own, event)));
        let (prefix, pointer, is_path) = match (vendor, event) {
            (_, Some(_)) => (topic[..topic.len() - pointer.len()].to_owned(), with_dashes(pointer), false),
            (Some(vendor), None) => (vendor.name.to_owned(), with_dashes(&format!("/{rest}")), false),
            (None, None) if topic.starts_with('/') => (String::new(), with_dashes(topic), false),
            (None, None) => {
                let steps = topic.replace("[]", ".-").replace("].", ".").replace('[', ".").replace([']', '/'], ".");
                (String::new(), with_dashes(&format!("/{}", steps.trim_end_matches('.').replace('.', "/"))), true)
            }
        };
        Place {
            vendor: event.map(|(own, _)| own).or(vendor),
            event: event.map(|(_, event)| event),
            prefix,
            pointer,
            is_path,
        }
    }

    /// The fields there and below, if there are any; those of several events that are alike are one row.
    pub(super) fn explained(&self) -> Option<Vec<Passage>> {
        let is_below =
            |own: &str| own.strip_prefix(&self.pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let is_end = |own: &str| self.is_path && own.ends_with(&self.pointer);
        let found = self.found(&is_below).or_else(|| self.found(&is_end))?;
        let rows = found.into_iter().map(|alike| {
            let mut cells = alike.cells;
            cells[0] = format!("{}{}", alike.vendor.name, cells[0]);
            cells.push(some_of(&alike.events));
            cells
        });
        let heading = vec!["field", "value", "meaning", "evidence", "goes to", "events"];
        Some(vec![Passage::Table(heading, rows.collect())])
    }

    /// True if it says more than a word: the place of a field.
    pub(super) fn is_of_field(&self) -> bool {
        !self.is_path && (self.event.is_some() || self.vendor.is_none()) && !self.pointer.is_empty()
    }

    /// Returns the topic that was probably meant, or those around it.
    pub(super) fn missed(&self) -> Option<Miss> {
        let mut known: Vec<String> = self.rows().flat_map(|(_, _, row)| row.spellings().collect::<Vec<_>>()).collect();
        sort_by(&mut known, Ord::cmp);
        known.dedup();
        let topic = |pointer: &str| format!("{}{pointer}", self.prefix);
        // A slip in one step of a long pointer is near the whole; so is quite another name in the same place.
        let (around, last) = self.pointer.rsplit_once('/')?;
        let steps = |own: &str| own.rsplit_once('/').map(|(around, last)| (around.to_owned(), last.to_owned()));
        let siblings =
            known.iter().filter_map(|own| steps(own).filter(|(of, _)| of == around).map(|(_, name)| (name, own)));
        if let Some((_, own)) = nearest_of(siblings, last) {
            return Some(Miss::Meant(topic(own)));
        }
        let alike = known.iter().filter_map(|own| steps(own).filter(|(_, name)| name == last).map(|(of, _)| (of, own)));
        let ends = || known.iter().find(|own| own.ends_with(&self.pointer));
        if let Some(own) = nearest_of(alike, around).map(|(_, own)| own).or_else(ends) {
            return Some(Miss::Meant(topic(own)));
        }
        let mut above = iter::successors(Some(around), |around| around.rsplit_once('/').map(|(above, _)| above));
        let above = above.find(|above| !above.is_empty() && known.iter().any(|own| own == above));
        let all = (!self.prefix.is_empty()).then(String::new);
        above.map(str::to_owned).or(all).map(|above| Miss::Around(topic(&above)))
    }

    /// The fields whose pointer is one that is looked for.
    fn found(&self, is_it: &dyn Fn(&str) -> bool) -> Option<Vec<Alike>> {
        let mut found: Vec<Alike> = Vec::new();
        for (vendor, event, row) in self.rows() {
            if !row.spellings().any(|own| is_it(&own)) {
                continue;
            }
            let cells = row.cells();
            match found.iter_mut().find(|alike| alike.vendor == vendor && alike.cells == cells) {
                Some(alike) => alike.events.push(event.name),
                None => found.push(Alike { vendor, events: vec![event.name], cells }),
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// All fields that it may be.
    fn rows(&self) -> impl Iterator<Item = (&'static Vendor, &'static Event, Row)> {
        let vendors = VENDORS.iter().copied().filter(|own| self.vendor.is_none_or(|vendor| vendor == *own));
        let events = vendors.flat_map(|vendor| vendor.events().map(move |(family, event)| (vendor, family, event)));
        let events = events.filter(|(_, _, own)| self.event.is_none_or(|event| event == *own));
        events.flat_map(|(vendor, family, event)| {
            rows(Body { family, event: Some(event) }).into_iter().map(move |row| (vendor, event, row))
        })
    }
}

/// A field that is the same in several events.
struct Alike {
    vendor: &'static Vendor,
    events: Vec<&'static str>,
    cells: Vec<String>,
}

/// Names, the first of them if there are many.
fn some_of(names: &[&str]) -> String {
    match names.len().saturating_sub(MOST_EVENTS) {
        // One name is no longer than that there is one.
        0 | 1 => names.join(", "),
        left => format!("{} and {left} more", names[..MOST_EVENTS].join(", ")),
    }
}

/// A topic that begins with a vendor's name, without that.
pub(super) fn of_vendor(topic: &str) -> (Option<&'static Vendor>, &str) {
    let named = VENDORS.iter().find_map(|vendor| Some((*vendor, topic.strip_prefix(vendor.name)?.strip_prefix('/')?)));
    named.map_or((None, topic), |(vendor, rest)| (Some(vendor), rest))
}

/// A pointer with `-` for the items of arrays: by their index they are found.
pub(super) fn with_dashes(pointer: &str) -> String {
    let is_index = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    let steps = pointer.split('/').map(|step| if is_index(step) { "-" } else { step });
    steps.collect::<Vec<_>>().join("/")
}

/// The member that a pointer into a normalized event is of: `agents[].id` for `/data/agents/0/id`.
pub(super) fn member_at(pointer: &str) -> Option<String> {
    let steps = with_dashes(pointer.strip_prefix("/data").unwrap_or(pointer));
    let path = steps.strip_prefix('/')?.replace("/-", "[]").replace('/', ".");
    (event::slot(&path).is_some() || MEMBERS.iter().any(|member| member.path.starts_with(&path))).then_some(path)
}
