//! The normalized event, version 1, and where in it a value can go.
//!
//! The table of its members is written in the description language, so that a normalized event can be read, checked and
//! normalized (to itself) by the engine that reads the vendors' events. An event is a JSON object of `CloudEvents` 1.0;
//! `vendor` and `vendorevent` are extension attributes, and everything about the chat stands in `data`.

mod members;
mod order;

use std::ptr;
use std::sync::{Arc, LazyLock};

use crate::describe::Encoding::{List, Object};
use crate::describe::{self, D, Event, Family, Field, Kind, Record, Typing, Vendor, record};
pub use crate::encoding::party::ROLES;
pub use members::{DATA_KEY, EVENT, SCHEMA, STATUSES, TYPES};
pub use order::IN_ORDER;

/// The normalized event as something that can be read: its own vendor, so to speak.
pub static NORMALIZED: Vendor = Vendor {
    name: "chathook",
    title: "chathook",
    doc: "Normalized events are read like any vendor's, and normalize to themselves.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &EVENT, events: &[STATED] }],
    agreements: &[],
    lookalikes: &[],
    secrets: &[],
};

const STATED: Event =
    describe::event(SCHEMA, Kind::Stated, D, &NOTHING_ELSE, "An event that was normalized before.").about(&[]);

/// Record of a normalized event's keys outside the table: none.
static NOTHING_ELSE: Record = record(&[]);

/// Returns true if a vendor is this program itself.
pub fn is_own(vendor: &Vendor) -> bool {
    ptr::eq(vendor, &raw const NORMALIZED)
}

/// A member of the normalized event that holds a value: a scalar, an array, or `unmapped`.
#[derive(Debug)]
pub struct Member {
    /// Its path below `data`, or its name beside `data`: `visitor.name`, `agents[]`, `subject`. In an array's item, its
    /// path below the item: `author.role`.
    pub path: String,
    /// Its key as it is written after another: a comma, the key, a colon, and then nothing that counts.
    pub key: [u8; KEY_ROOM],
    /// The length of that.
    pub key_length: usize,
    /// The objects it stands in, the outermost first.
    pub within: Arc<[&'static str]>,
    /// Its row.
    pub field: &'static Field,
    /// If it is an array, the members of its items.
    pub members: Vec<Member>,
}

/// Bytes of room for a key, so that all keys are copied alike.
pub const KEY_ROOM: usize = 48;

/// Destination of a value: a member, and in an array the member of its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The number of the member, in the order of the table.
    pub member: u16,
    /// In an array, the number of the member of its item.
    pub of_item: Option<u8>,
}

/// Every member of the event, in the order they are written.
pub static MEMBERS: LazyLock<Vec<Member>> = LazyLock::new(|| members(&EVENT, &[]));

fn members(record: &'static Record, within: &[&'static str]) -> Vec<Member> {
    let shared: Arc<[&str]> = within.into();
    let below_data = within.strip_prefix(&[DATA_KEY]).unwrap_or(within);
    let mut found = Vec::new();
    for field in record.fields {
        if let Object(inner) = field.encoding {
            found.extend(members(inner, &[within, &[field.name]].concat()));
            continue;
        }
        let mut path = [below_data, &[field.name]].concat().join(".");
        let mut of_items = Vec::new();
        if let List(item) = field.encoding {
            path.push_str("[]");
            of_items = members(item, &[]);
        }
        let written = format!(",\"{}\":", field.name);
        let mut key = [0; KEY_ROOM];
        key[..written.len()].copy_from_slice(written.as_bytes());
        found.push(Member {
            path,
            key,
            key_length: written.len(),
            within: Arc::clone(&shared),
            field,
            members: of_items,
        });
    }
    found
}

/// Finds a member by its path, or the member of an array's items: `visitor.name`, `agents[]`, `messages[].author.role`.
pub fn slot(path: &str) -> Option<Slot> {
    let Some((list, of_item)) = path.split_once("[].") else {
        return Some(Slot { member: number_of(path)?, of_item: None });
    };
    let member = number_of(&format!("{list}[]"))?;
    let of_item = MEMBERS[usize::from(member)].members.iter().position(|member| member.path == of_item)?;
    Some(Slot { member, of_item: Some(u8::try_from(of_item).ok()?) })
}

/// The slots that have a part in how events are made, whatever the vendor.
#[derive(Debug)]
pub struct Known {
    /// `specversion`.
    pub specversion: Slot,
    /// `id`.
    pub id: Slot,
    /// `source`.
    pub source: Slot,
    /// `type`.
    pub kind: Slot,
    /// `subject`.
    pub subject: Slot,
    /// `time`.
    pub time: Slot,
    /// `dataschema`.
    pub dataschema: Slot,
    /// `vendor`.
    pub vendor: Slot,
    /// `vendorevent`.
    pub vendorevent: Slot,
    /// `visitor.name`.
    pub visitor_name: Slot,
    /// `agents[].id`.
    pub agent_id: Slot,
    /// `agents[].name`.
    pub agent_name: Slot,
    /// `actor.role`.
    pub actor_role: Slot,
    /// `actor.id`.
    pub actor_id: Slot,
    /// `messages[].clock`.
    pub message_clock: Slot,
    /// `messages[].author.role`.
    pub message_role: Slot,
    /// `messages[].author.name`.
    pub message_name: Slot,
    /// `messages[].kind`.
    pub message_kind: Slot,
    /// `messages[].text`.
    pub message_text: Slot,
    /// `assumed.time_zone`.
    pub assumed_time_zone: Slot,
    /// `assumed.epoch_unit`.
    pub assumed_epoch_unit: Slot,
    /// `assumed.repeated_hour`.
    pub assumed_repeated_hour: Slot,
    /// `unmapped`.
    pub unmapped: Slot,
}

/// See [`Known`].
pub static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let known = |path| slot(path).expect("the table has this member");
    Known {
        specversion: known("specversion"),
        id: known("id"),
        source: known("source"),
        kind: known("type"),
        subject: known("subject"),
        time: known("time"),
        dataschema: known("dataschema"),
        vendor: known("vendor"),
        vendorevent: known("vendorevent"),
        visitor_name: known("visitor.name"),
        agent_id: known("agents[].id"),
        agent_name: known("agents[].name"),
        actor_role: known("actor.role"),
        actor_id: known("actor.id"),
        message_clock: known("messages[].clock"),
        message_role: known("messages[].author.role"),
        message_name: known("messages[].author.name"),
        message_kind: known("messages[].kind"),
        message_text: known("messages[].text"),
        assumed_time_zone: known("assumed.time_zone"),
        assumed_epoch_unit: known("assumed.epoch_unit"),
        assumed_repeated_hour: known("assumed.repeated_hour"),
        unmapped: known("unmapped"),
    }
});

fn number_of(path: &str) -> Option<u16> {
    u16::try_from(MEMBERS.iter().position(|member| member.path == path)?).ok()
}
