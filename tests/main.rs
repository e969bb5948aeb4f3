//! The tests, one program: a module a topic.

mod support;

mod codes;
mod commands;
mod encodings;
mod frames;
mod normalized;
mod places;
mod properties;
mod readme;
mod reports;
mod samples;
mod schemas;
mod tables;
mod threads;
mod tidy;
mod validate;
mod words;
