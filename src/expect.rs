//! What a payload is expected to be, because the user says so or because the path of its source does.

use std::path::{Component, Path};

use crate::describe::{Event, Vendor};
use crate::detect::Detection;
use crate::vendors::VENDORS;

/// What a payload is expected to be.
#[derive(Clone, Copy, Debug)]
pub enum Expectation {
    /// Any event of this vendor.
    Vendor(&'static Vendor),
    /// This event.
    Event(&'static Vendor, &'static Event),
    /// What the path says, which says nothing.
    Unsaid,
}

impl Expectation {
    /// What a fixture's path says that it holds: `…/VENDOR/EVENT/*.json` or `…/VENDOR/EVENT*.json`. A path that names no event stands for any of the vendor's. Capital letters do not count, and
    /// whatever is no letter or digit is like a hyphen, since few file systems can have a colon in a name.
    pub fn of_path(path: &Path) -> Expectation {
        let steps: Vec<String> = path.components().filter_map(step).collect();
        let named = |step: &String| VENDORS.iter().copied().find(|vendor| plain(vendor.name) == *step);
        let Some((file, folders)) = steps.split_last() else { return Expectation::Unsaid };
        let mut from_last = folders.iter().enumerate().rev();
        let found = from_last.find_map(|(at, step)| Some((named(step)?, &folders[at + 1..])));
        let Some((vendor, below)) = found else { return Expectation::Unsaid };
        let of_folder = |step: &String| named_by(vendor, |name| step == name);
        let of_file = || named_by(vendor, |name| file.starts_with(name));
        let event = below.iter().rev().find_map(of_folder).or_else(of_file);
        event.map_or(Expectation::Vendor(vendor), |event| Expectation::Event(vendor, event))
    }

    /// What is expected, as the end of a sentence that begins "expected".
    pub fn description(self) -> Option<String> {
        match self {
            Expectation::Vendor(vendor) => Some(format!("an event of {}", vendor.name)),
            Expectation::Event(vendor, event) => Some(format!("{}/{}", vendor.name, event.name)),
            Expectation::Unsaid => None,
        }
    }

    /// Whether a payload is what was expected.
    pub fn is_met_by(self, detection: &Detection) -> bool {
        let (vendor, event) = match detection {
            Detection::Event { plan, .. } => (plan.vendor, plan.event),
            Detection::UnknownEvent { vendor, .. } | Detection::Batch { vendor, .. } => (*vendor, None),
            Detection::UnknownVendor { .. } | Detection::Ambiguous(_) => return false,
        };
        match self {
            Expectation::Vendor(expected) => vendor == expected,
            Expectation::Event(_, expected) => event == Some(expected),
            Expectation::Unsaid => false,
        }
    }
}

/// A step of a path that has a name.
fn step(component: Component<'_>) -> Option<String> {
    match component {
        Component::Normal(name) => Some(plain(&name.to_string_lossy())),
        _ => None,
    }
}

/// A name in which only letters and digits count.
fn plain(name: &str) -> String {
    name.chars().map(|it| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { '-' }).collect()
}

/// The vendor's event with the longest name that is right.
fn named_by(vendor: &'static Vendor, is_right: impl Fn(&str) -> bool) -> Option<&'static Event> {
    let names = vendor.events().flat_map(|(_, event)| event.names().map(move |name| (plain(name), event)));
    names.filter(|(name, _)| is_right(name)).max_by_key(|(name, _)| name.len()).map(|(_, event)| event)
}
