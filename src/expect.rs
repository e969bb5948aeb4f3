//! Expectations of payloads: the user states them, or the path of a source does.

mod demand;

use std::path::{Component, Path};
use std::sync::Arc;

use crate::describe::{Event, Vendor};
use crate::detect::{Candidate, Detection};
use crate::spelling::nearest_of;
use crate::vendors::VENDORS;

pub use demand::{Demand, matches_pattern, members};

/// Payloads that are expected in a place.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// Any event of this vendor.
    Vendor(&'static Vendor),
    /// This event.
    Event(&'static Vendor, &'static Event),
    /// An event of this vendor, after which the file is nearly named.
    Misnamed {
        /// The vendor.
        vendor: &'static Vendor,
        /// Name of the file, up to the dot that the comparison ended at.
        stem: Arc<str>,
        /// The name that was probably meant.
        meant: &'static str,
    },
    /// Any event of this vendor, for the name of the file says nothing.
    Unnamed {
        /// The vendor.
        vendor: &'static Vendor,
        /// Name of the file, up to its first dot.
        stem: Arc<str>,
    },
    /// No event: the path should tell, and names no vendor. No payload meets this.
    Unsaid,
}

impl Expectation {
    /// Reads the expectation from a fixture's path: `…/VENDOR/EVENT/*.json` or `…/VENDOR/EVENT*.json`. A path that
    /// names no event stands for any of the vendor's. Capital letters do not count, and whatever is no letter or digit
    /// is like a hyphen, since few file systems can have a colon in a name.
    pub fn of_path(path: &Path) -> Expectation {
        let steps: Vec<String> = path.components().filter_map(step).collect();
        let named = |step: &String| VENDORS.iter().copied().find(|vendor| plain(vendor.name) == *step);
        let Some((file, folders)) = steps.split_last() else { return Expectation::Unsaid };
        let mut from_last = folders.iter().enumerate().rev();
        let found = from_last.find_map(|(at, step)| Some((named(step)?, &folders[at + 1..])));
        let Some((vendor, below)) = found else { return Expectation::Unsaid };
        let of_folder = |step: &String| named_by(vendor, |name| step == name);
        let of_file = || named_by(vendor, |name| file.starts_with(name));
        match below.iter().rev().find_map(of_folder).or_else(of_file) {
            Some(event) => Expectation::Event(vendor, event),
            None => Expectation::of_stem(vendor, &path.file_name().unwrap_or_default().to_string_lossy()),
        }
    }

    /// Returns the expectation of a file whose name is no event's: the event that was probably meant, or none. The rest
    /// of the name after a dot may tell variants apart, so each beginning that ends at a dot is compared.
    fn of_stem(vendor: &'static Vendor, file: &str) -> Expectation {
        let names = || vendor.events().flat_map(|(_, event)| event.names().map(|name| (name, ())));
        let dots = file.match_indices('.').map(|(at, _)| at).filter(|at| *at > 0);
        let stems: Vec<&str> = dots.chain([file.len()]).map(|end| &file[..end]).collect();
        let near = stems.iter().rev().find_map(|stem| Some((*stem, nearest_of(names(), stem)?.0)));
        match near {
            Some((stem, meant)) => Expectation::Misnamed { vendor, stem: stem.into(), meant },
            None => Expectation::Unnamed { vendor, stem: stems[0].into() },
        }
    }

    /// Describes the expected payload, as the end of a sentence that begins "expected".
    pub fn description(&self) -> Option<String> {
        match self {
            Expectation::Vendor(vendor) | Expectation::Unnamed { vendor, .. } => {
                Some(format!("an event of {}", vendor.name))
            }
            Expectation::Event(vendor, event) => Some(format!("{}/{}", vendor.name, event.name)),
            Expectation::Misnamed { vendor, meant, .. } => Some(format!("{}/{meant}", vendor.name)),
            Expectation::Unsaid => None,
        }
    }

    /// Returns true if a payload is as expected.
    pub fn is_met_by(&self, detection: &Detection) -> bool {
        let (vendor, event) = match detection {
            Detection::Event { plan, .. } => (plan.vendor, plan.event),
            Detection::UnknownEvent { vendor, .. } | Detection::Batch { vendor, .. } => (*vendor, None),
            Detection::Ambiguous(candidates) => match Candidate::only_vendor(candidates) {
                Some(vendor) => (vendor, None),
                None => return false,
            },
            Detection::UnknownVendor { .. } | Detection::Contradictory { .. } => return false,
        };
        match self {
            Expectation::Vendor(expected) | Expectation::Unnamed { vendor: expected, .. } => vendor == *expected,
            Expectation::Event(_, expected) => event == Some(expected),
            Expectation::Misnamed { .. } | Expectation::Unsaid => false,
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
