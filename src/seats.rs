//! The number of agents that saved chats need: from events to load, from load to seats.
//!
//! A small world of its own, which nothing else in the program knows. It reads normalized events, of any vendor
//! ([`chats`]), and puts chats together of them ([`ledger`]), keeps those that can be believed ([`cleaning`]) and
//! measures how long they take ([`levels`]). It decides which days were observed ([`calendar`], [`window`]), how much
//! load there is in an interval ([`profile`]) and how sure that is ([`bounds`], [`gamma`]), and finds the agents that
//! do it ([`model`], [`required`]); whether that is what was seen, too ([`fit`]). What comes of it ([`estimate`]) is a [`report`], in [`words`] and in four forms:
//! [`table`], [`json`], [`csv`] and [`svg`]. A question without payloads has an [`answer`] of its own.

#![expect(clippy::cast_precision_loss, reason = "counts and times are far from 2^53")]

pub mod calendar;
pub mod caveats;
pub mod chats;
pub mod gamma;
pub mod model;
pub mod page;
pub mod quantity;
pub mod report;

pub mod bounds;
pub mod csv;
pub mod json;
pub mod ledger;
pub mod required;
pub mod svg;

pub mod answer;
pub mod cleaning;
pub mod question;

pub mod levels;
pub mod window;

pub mod profile;

pub mod fit;

pub mod team;

pub mod words;

pub mod estimate;
pub mod table;
