//! The vendors. Each is one file of tables and one line here.

pub mod acquire;
pub mod comm100;

use std::iter;

use crate::describe::Vendor;
use crate::event::NORMALIZED;

/// Every vendor whose events are described.
pub static VENDORS: &[&Vendor] = &[&comm100::COMM100, &acquire::ACQUIRE];

/// Whose payloads can be read: the vendors', and what this program wrote itself.
pub fn all() -> impl Iterator<Item = &'static Vendor> {
    VENDORS.iter().copied().chain(iter::once(&NORMALIZED))
}

/// An event that help can name as an example: `VENDOR/EVENT`.
pub fn example() -> String {
    let documented = |vendor: &&Vendor| vendor.events.iter().find(|event| event.evidence.documented);
    let named = |vendor: &&'static Vendor| Some(format!("{}/{}", vendor.name, documented(vendor)?.name));
    VENDORS.iter().find_map(named).expect("some vendor documents an event")
}
