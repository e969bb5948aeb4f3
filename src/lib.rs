//! Reads saved live-chat webhook deliveries: which vendor and event each one is, what is wrong with it and where, and
//! what it means in one common form.
//!
//! The modules below stand in the order in which a payload passes through them. A payload's text is cut out of its
//! source ([`input`]), read as a description says ([`describe`], [`vendors`], [`layout`], [`read`]), recognised
//! ([`detect`]), taken to the members of the normalized event ([`encoding`], [`normalize`], [`event`]), checked
//! ([`check`], [`finding`]), and shown ([`report`], [`render`]). [`examine`] is the one place that knows this order.
//!
//! Reading, checking and normalizing never fail: any bytes go in, findings and whatever could be understood come out.
//! Errors are for what touches the outside, which is [`input`] and [`render`]. Nothing here prints.
//!
//! The library serves the command; it makes no promise to stay as it is.

pub mod describe;
pub mod vendors;

pub mod event;
pub mod layout;

pub mod json;
pub mod read;
pub mod repair;

pub mod detect;
pub mod encoding;
pub mod normalize;
pub mod spelling;

pub mod check;
pub mod finding;

pub mod examine;
pub mod locate;

pub mod frame;
pub mod input;

pub mod provenance;
pub mod report;

pub mod explain;
pub mod render;
pub mod sample;
