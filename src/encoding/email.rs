//! E-mail addresses.

use super::text::{TEXT, has_space, unseen};
use super::{EmailError, Meaning, Odd, Scalar};

/// An e-mail address.
pub const EMAIL: Scalar = Scalar {
    name: "EMAIL",
    looks: "an e-mail address",
    means: Meaning::Email,
    odd: Some(|text| unseen(text).or_else(|| error(text).map(Odd::Email))),
    ..TEXT
};

/// Returns the error of an e-mail address: it must have one `@` outside quotes, a name before it and a domain after it.
fn error(text: &str) -> Option<EmailError> {
    let Some((name, domain)) = text.rsplit_once('@') else { return Some(EmailError::NoAt) };
    let is_plain =
        |part: &str| !has_space(part) && !part.bytes().any(|byte| matches!(byte, b'@' | b'<' | b'>' | b',' | b';'));
    let is_name = !name.is_empty() && (is_plain(name) || (name.starts_with('"') && name.ends_with('"')));
    let is_domain = is_plain(domain) && domain.as_bytes().split(|byte| *byte == b'.').all(|label| !label.is_empty());
    match (is_name, is_domain) {
        (false, _) => Some(EmailError::Name),
        (true, false) => Some(EmailError::Domain),
        (true, true) => None,
    }
}
