//! `chathook seats`: the queue, the cleaning, the load and its bounds, and the report.

mod model;
mod what_if;
