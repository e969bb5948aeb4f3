//! The tests, one program: a module a topic.

mod support;

mod bytes;
mod codes;
mod commands;
mod dependencies;
mod drafts;
mod encodings;
mod frames;
mod hostile;
#[cfg(unix)]
mod interrupts;
mod limits;
mod normalized;
mod pieces;
mod places;
mod properties;
mod readme;
mod rejects;
mod reports;
mod samples;
mod schemas;
mod seats;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod streams;
mod syntax;
mod tables;
mod threads;
mod tidy;
mod validate;
mod words;
