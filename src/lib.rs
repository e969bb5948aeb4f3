//! Reads saved live-chat webhook deliveries: which vendor and event each one is, what is wrong with it and where, and
//! what it means in one common form.

pub mod describe;
pub mod vendors;
pub mod event;
pub mod layout;
pub mod json;
pub mod read;
pub mod encoding;
pub mod normalize;
