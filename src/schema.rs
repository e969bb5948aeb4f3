//! The descriptions as JSON Schemas (draft 2020-12), for editors, gateways and tests that know nothing of this
//! program.
//!
//! A payload in which `validate` finds no error is valid against the schema of its event. So a schema rules out
//! nothing that is worth a warning or a note: keys and words that nobody documents are allowed, and the documented
//! words stand in descriptions and examples. For the same reason it asserts no `format` of an address, which some
//! validators check.
//!
//! The other way round, what is an error is invalid as far as a schema can say it. It cannot say that a key stands
//! twice, that half of a surrogate pair stands for nothing, or that February has no 31st; it does not see whether a
//! number is written `1` or `1.0`, or a text with escapes; of JSON that travels as a string it sees that it begins like JSON,
//! no more; and of objects that a word in them tells apart, it sees that they are objects. An event's name is part of its
//! schema, although on the command line the user may say it instead.
//!
//! The schema of the normalized event describes what `normalize` makes of a vendor's payload without an error, and
//! allows nothing else.

mod keywords;
mod parts;
mod pattern;

mod definitions;
mod report;
mod seats;

mod normalized;
mod payload;

pub use keywords::Schema;

use crate::describe::{Event, Vendor};
use crate::event::is_own;
use crate::spelling::nearest;
use crate::uri;
use crate::vendors::{self, VENDORS};

/// The topic that stands for the normalized event.
pub const EVENT_TOPIC: &str = "event";

/// The topic that stands for the JSON report.
pub const REPORT_TOPIC: &str = "report";

/// The topic that stands for the JSON report of `seats`.
pub const SEATS_TOPIC: &str = "seats";

/// The schema of a topic: `event` for the normalized event, `report` for the JSON report, `seats` for that of seats,
/// a vendor for any event of it, or an event. Of a topic that does not exist, says which one may have been meant.
pub fn schema(topic: &str) -> Result<Schema, Option<String>> {
    if topic == EVENT_TOPIC {
        Ok(normalized::event())
    } else if topic == REPORT_TOPIC {
        Ok(report::report())
    } else if topic == SEATS_TOPIC {
        Ok(seats::report())
    } else if let Some(vendor) = VENDORS.iter().find(|vendor| vendor.name == topic) {
        Ok(payload::any_event(vendor))
    } else if let Some((vendor, event)) = vendors::event_named(topic).filter(|(vendor, _)| !is_own(vendor)) {
        Ok(payload::event(vendor, event))
    } else {
        Err(nearest(topics(), topic))
    }
}

/// Every topic there is.
pub fn topics() -> impl Iterator<Item = String> {
    let of_vendor = |vendor: &&'static Vendor| {
        let name = vendor.name;
        let names = vendor.chat_events().flat_map(Event::names);
        let events = names.flat_map(move |event| [format!("{name}/{event}"), event.to_owned()]);
        [name.to_owned()].into_iter().chain(events)
    };
    [EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC].map(str::to_owned).into_iter().chain(VENDORS.iter().flat_map(of_vendor))
}

/// The URI of the schema that has this name.
fn id(name: &str) -> String {
    format!("urn:chathook:schema:{}", uri::encoded(name, b":/"))
}
