//! Reads saved live-chat webhook deliveries: which vendor and event each one is, what is wrong with it and where, and
//! what it means in one common form.
//!
//! The modules stand in the order in which they are best read, each after what it builds on. Below everything is JSON
//! text ([`json`], also where it stands in other text: [`embedded`]), and the ways in which values are written in it
//! ([`encoding`]). In one language ([`describe`]) the normalized event ([`event`]) and the vendors ([`vendors`]) are
//! described. A description is laid out ([`plan`]) and laid over a text ([`read`], [`repair`]). A payload is recognised
//! ([`detect`]), as what it is expected to be or as something else ([`expect`]), or found in a document that holds it
//! ([`carriers`]), taken to the members of the normalized event ([`normalize`]) and checked ([`finding`], [`check`]).
//! Sources are opened, and named if they are no text ([`input`]). [`examine`] does all of that with one payload,
//! [`frame`] with all that a source holds. What comes out is reported ([`report`], [`coverage`], [`provenance`]). The
//! descriptions are read in three more ways: as words ([`explain`]), as made-up payloads ([`sample`]), and as JSON
//! Schemas ([`schema`]). All of it is shown ([`render`]). Of chats that ended it is reckoned how many agents they need
//! ([`seats`]).
//!
//! Reading, checking and normalizing never fail: any bytes go in, findings and whatever could be understood come out.
//! Errors are for what touches the outside: opening, reading and writing. Nothing here prints.
//!
//! The library serves the command; it makes no promise to stay as it is.

pub mod sorting;

pub mod json;
pub mod spelling;
pub mod uri;

pub mod embedded;

pub mod encoding;

pub mod describe;
pub mod event;
pub mod vendors;

pub mod plan;

pub mod read;
pub mod repair;

pub mod detect;
pub mod expect;

pub mod carriers;

pub mod normalize;

pub mod input;

pub mod finding;

pub mod check;

pub mod examine;
pub mod locate;

pub mod frame;

pub mod coverage;
pub mod provenance;
pub mod report;

pub mod explain;
pub mod sample;
pub mod schema;

pub mod render;

pub mod seats;
