//! The vendors. Each is one file of tables and one line here.

pub mod acquire;
pub mod comm100;

use crate::describe::Vendor;

/// Every vendor whose events are described.
pub static VENDORS: &[&Vendor] = &[&comm100::COMM100, &acquire::ACQUIRE];
