//! `chathook seats`: the queue, the cleaning, the load and its bounds, and the report.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "teams are small, and what is exact is compared exactly"
)]

mod cleaning;
mod forms;
mod load;
mod model;
mod team;
mod what_if;
