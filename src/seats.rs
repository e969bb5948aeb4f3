//! The number of agents that saved chats need: from events to load, from load to seats.
//!
//! A small world of its own, which nothing else in the program knows. It reads normalized events, of any vendor.

#![expect(clippy::cast_precision_loss, reason = "counts and times are far from 2^53")]

pub mod answer;
pub mod model;
pub mod quantity;
pub mod required;
