//! IP addresses.

use std::net::IpAddr;

use super::text::TEXT;
use super::{Meaning, Odd, Scalar};

/// An IP address, version 4 or 6.
pub const IP: Scalar = Scalar {
    name: "IP",
    looks: "an IP address",
    means: Meaning::Ip,
    odd: Some(|text| text.parse::<IpAddr>().is_err().then_some(Odd::Ip)),
    ..TEXT
};
