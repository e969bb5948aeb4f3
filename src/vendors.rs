//! The vendors. Each is one file of tables and one line here.

pub mod acquire;
pub mod chatwoot;
pub mod comm100;
pub mod crisp;
pub mod freshchat;
pub mod intercom;
pub mod jivochat;
pub mod livechat;
pub mod tawkto;
pub mod zendesk;

use std::iter;

use crate::describe::{Event, Vendor};
use crate::event::NORMALIZED;

/// A path that names a vendor and no event, as an example.
pub const EXAMPLE_PATH: &str = "comm100/wrapped.json";

/// An event that most bodies are not, as an example.
pub const EXAMPLE_EVENT: &str = "acquire/CHAT_ON_CLOSE";

/// Every vendor whose events are described.
pub static VENDORS: &[&Vendor] = &[
    &comm100::COMM100,
    &acquire::ACQUIRE,
    &livechat::LIVECHAT,
    &intercom::INTERCOM,
    &crisp::CRISP,
    &freshchat::FRESHCHAT,
    &zendesk::ZENDESK,
    &tawkto::TAWKTO,
    &jivochat::JIVOCHAT,
    &chatwoot::CHATWOOT,
];

/// The vendors whose payloads can be read: all of them, and this program itself.
pub fn all() -> impl Iterator<Item = &'static Vendor> {
    VENDORS.iter().copied().chain(iter::once(&NORMALIZED))
}

/// The event that `VENDOR/EVENT` or `EVENT` names, and whose it is.
pub fn event_named(name: &str) -> Option<(&'static Vendor, &'static Event)> {
    all().find_map(|vendor| {
        let of_vendor = name.strip_prefix(vendor.name).and_then(|rest| rest.strip_prefix('/'));
        Some((vendor, vendor.event(of_vendor.unwrap_or(name))?))
    })
}

/// An event that help can name as an example: `VENDOR/EVENT`.
pub fn example() -> String {
    let documented = |vendor: &'static Vendor| vendor.chat_events().find(|event| event.evidence.documented);
    let named = |vendor: &&'static Vendor| Some(format!("{}/{}", vendor.name, documented(vendor)?.name));
    VENDORS.iter().find_map(named).expect("some vendor documents an event")
}
