//! Documents that are no payload and hold some: what queues, gateways, proxies, logs and capture tools make of a request.
//!
//! What is held is found by what it says, never by how it looks: a place of a known carrier, or any place a few levels deep,
//! is one only if an event stands there that is described. It may stand there as it is, or as text: JSON in a string,
//! Base64, a field of a form, a request with its head.

mod rows;

mod open;
mod pattern;
mod received;

mod search;

mod places;

pub use open::{begins_form_in_parts, begins_text, end_of_text, is_of_chunks};
pub use pattern::Pattern;
pub use places::{Missing, Place, each};
pub use received::{Around, received, said_in_headers};
pub use rows::{CARRIERS, Carrier};
pub use search::{Carried, is_event, may_hold, search, search_for_more};
