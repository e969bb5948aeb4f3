//! Reads saved live-chat webhook deliveries: which vendor and event each one is, what is wrong with it and where, and
//! what it means in one common form.
//!
//! The modules stand in the order in which they are best read, mostly each after what it builds on. Vendors are
//! described ([`describe`], [`vendors`]), and so is the normalized event ([`event`]). A description is laid out
//! ([`layout`]) and laid over a text ([`json`], [`read`], [`repair`]). A payload is recognised ([`detect`]), as what
//! it is expected to be or as something else ([`expect`]), taken to the members of the normalized event
//! ([`encoding`], [`normalize`]) and checked ([`finding`], [`check`]). [`examine`] does all of that with one payload,
//! [`frame`] with all that a source ([`input`]) holds. What comes out is reported ([`report`], [`coverage`],
//! [`provenance`]) and shown ([`render`]). Of chats that ended it is also reckoned how many agents they need
//! ([`seats`]). The descriptions are read in three more ways: as words ([`explain`]), as made-up payloads
//! ([`sample`]), and as JSON Schemas ([`schema`]).
//!
//! Reading, checking and normalizing never fail: any bytes go in, findings and whatever could be understood come out.
//! Errors are for what touches the outside: opening, reading and writing. Nothing here prints.
//!
//! The library serves the command; it makes no promise to stay as it is.

pub mod describe;
pub mod vendors;

pub mod event;
pub mod json;
pub mod layout;

pub mod read;
pub mod repair;

pub mod spelling;
pub mod uri;

pub mod detect;
pub mod expect;

pub mod encoding;
pub mod normalize;

pub mod finding;

pub mod check;

pub mod examine;
pub mod locate;

pub mod input;

pub mod frame;

pub mod coverage;
pub mod provenance;
pub mod report;

pub mod render;

pub mod seats;

pub mod explain;
pub mod sample;
pub mod schema;
