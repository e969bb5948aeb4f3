//! The tests, one program: a module a topic.

mod support;

mod atomic_files;
mod batches;
mod bounds;
mod bytes;
mod carriers;
mod cells;
mod choice;
mod codes;
mod commands;
mod completions;
mod config;
mod conformance;
mod confusion;
mod csv;
mod cuts;
mod dependencies;
mod encodings;
mod frames;
mod hostile;
mod http;
mod inputs;
#[cfg(unix)]
mod interrupts;
mod limits;
mod logs;
mod lookalikes;
mod many_files;
mod normalized;
mod options;
mod own_events;
mod packaging;
mod parts;
#[cfg(unix)]
mod picture;
mod pieces;
mod places;
mod progress;
mod properties;
mod rare;
mod readme;
mod rejects;
mod reports;
mod samples;
mod scalars;
mod schemas;
mod seats;
mod secrets;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod streams;
mod syntax;
mod tables;
#[cfg(unix)]
mod terminal;
mod threads;
mod tidy;
mod times;
mod torn;
mod validate;
mod values;
mod words;
mod worst;
mod zstd;
