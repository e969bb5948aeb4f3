//! Values that could be decoded and are odd all the same.

use std::collections::HashSet;

use super::{Check, bare};
use crate::describe::{Clock, Encoding};
use crate::encoding::{self, says_nothing, time};
use crate::finding::{EmailFault, Problem, UrlFault};
use crate::json;
use crate::normalize::{Fault, FaultKind};

impl Check<'_, '_> {
    /// Looks at every value again. `zone` is the zone in which times without one were read, if it is to be mentioned.
    pub(super) fn values(&mut self, mut zone: Option<&str>) {
        let typing = self.payload.layout.vendor.typing;
        let flawed = |fault: &Fault| matches!(fault.kind, FaultKind::Flaw(_)).then_some(fault.leaf);
        let flawed: HashSet<u32> = self.event.faults.iter().filter_map(flawed).collect();
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let Some(field) = self.payload.field(leaf) else { continue };
            let raw = self.payload.raw(leaf);
            if says_nothing(Some(field.row), typing, raw) || flawed.contains(&number) {
                continue;
            }
            let text = if json::is_text(raw) { json::unescape(raw).unwrap_or_default() } else { raw.into() };
            let problem = match field.row.encoding {
                Encoding::Time(Clock::Local) => match zone.take() {
                    Some(zone) => Problem::AssumedTimeZone { zone: zone.to_owned() },
                    None => continue,
                },
                Encoding::Time(Clock::DotNet) if time::is_in_seconds(&text) => Problem::AssumedEpochUnit,
                Encoding::Zone => match time::offset(&text) {
                    Some(offset) if offset.lost_sign => Problem::LostPlusSign { offset: offset.text().to_owned() },
                    _ => continue,
                },
                Encoding::OneOf(words) if !words.contains(&&*text) => {
                    Problem::UnknownValue { expected: encoding::description(field.row.encoding), found: bare(raw) }
                }
                Encoding::Url => match url_fault(&text) {
                    Some(fault) => Problem::InvalidUrl(fault),
                    None => continue,
                },
                Encoding::Email => match email_fault(&text) {
                    Some(fault) => Problem::InvalidEmail(fault),
                    None => continue,
                },
                Encoding::Ip if text.parse::<std::net::IpAddr>().is_err() => Problem::InvalidIp,
                Encoding::Id if text.ends_with("....") => Problem::ElidedValue,
                _ => continue,
            };
            self.about(leaf, problem);
        }
    }
}

/// What a text lacks that should have a scheme, an authority, and no white space or control characters.
fn url_fault(text: &str) -> Option<UrlFault> {
    if text.contains(|it: char| it.is_whitespace() || it.is_control()) {
        return Some(UrlFault::Space);
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
    };
    match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => {
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            authority.is_empty().then_some(UrlFault::NoHost)
        }
        _ => Some(UrlFault::NoScheme),
    }
}

/// What a text lacks that should have one `@` that is not in quotes, a name before it and a domain after it.
fn email_fault(text: &str) -> Option<EmailFault> {
    let Some((name, domain)) = text.rsplit_once('@') else { return Some(EmailFault::NoAt) };
    let is_plain = |part: &str| !part.contains(|it: char| it.is_whitespace() || it.is_control() || it == '@');
    let is_name = !name.is_empty() && (is_plain(name) || (name.starts_with('"') && name.ends_with('"')));
    let is_domain = is_plain(domain) && domain.split('.').all(|label| !label.is_empty());
    match (is_name, is_domain) {
        (false, _) => Some(EmailFault::Name),
        (true, false) => Some(EmailFault::Domain),
        (true, true) => None,
    }
}
