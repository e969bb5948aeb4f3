//! The description language: a vendor's documentation as `const` tables.
//!
//! Vendors document their webhooks in tables, so a description is a table: a row a field, read by people like the
//! vendor's page. Everything else in this crate (detection, checking, normalizing, `explain`, sample payloads, schemas)
//! folds over these rows; no vendor fact is written anywhere else.
//!
//! The files stand in the order in which they are best read: vendors and their events, the rows of fields, how a value is
//! written and the names of these ways, how a fact is known, and a body put together from its envelope and its event.

mod vendor;

mod field;

mod encoding;
pub mod scalars;

mod evidence;

mod body;

pub use crate::encoding::transcript::Conversation;
pub use crate::encoding::{Meanings, Part, Typing};
pub use body::{AN_ITEM, Body, Rows};
pub use encoding::{Encoding, may_be, meanings, one_of, says_nothing};
pub use evidence::{D, DO, Evidence, I, O};
pub use field::{Case, Choice, Field, Privacy, Record, Source, Target, case, field, open, record};
pub use vendor::{Agreement, Event, Family, Holds, Kind, Lookalike, Sign, Vendor, event, named, named_like};
