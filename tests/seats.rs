//! `chathook seats`: the queue, the cleaning, the load and its bounds, and the report.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    reason = "teams are small, what is exact is compared exactly, and tests are read more than they are run"
)]

mod cleaning;
mod forms;
mod load;
mod model;
mod size;
mod team;
mod truth;
mod what_if;
