//! Values that could be decoded and are odd all the same.

use std::collections::HashSet;

use super::{Check, bare};
use crate::describe::{Clock, Encoding};
use crate::encoding::{self, says_nothing, time};
use crate::finding::{EmailFault, Problem, UrlFault};
use crate::json;
use crate::normalize::{Fault, FaultKind};
use crate::read::Leaf;

impl Check<'_, '_> {
    /// Mentions the zone in which times without one were read.
    pub(super) fn zone(&mut self, zone: Option<&str>) {
        let Some(zone) = zone else { return };
        let typing = self.payload.layout.vendor.typing;
        let flawed = self.flawed();
        let is_local = |(number, leaf): &(u32, &Leaf)| {
            let row = self.payload.field(leaf).map(|field| field.row);
            row.is_some_and(|row| matches!(row.encoding, Encoding::Time(Clock::Local)))
                && !says_nothing(row, typing, self.payload.raw(leaf))
                && !flawed.contains(number)
        };
        if let Some((_, leaf)) = (0..).zip(&self.payload.reading.leaves).find(is_local) {
            self.about(leaf, Problem::AssumedTimeZone { zone: zone.to_owned() });
        }
    }

    /// The leaves of which it was said already that they are wrong.
    fn flawed(&self) -> HashSet<u32> {
        let flawed = |fault: &Fault| matches!(fault.kind, FaultKind::Flaw(_)).then_some(fault.leaf);
        self.event.faults.iter().filter_map(flawed).collect()
    }

    /// Looks at every value again.
    pub(super) fn values(&mut self) {
        let typing = self.payload.layout.vendor.typing;
        let flawed = self.flawed();
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let Some(field) = self.payload.field(leaf) else { continue };
            let raw = self.payload.raw(leaf);
            if says_nothing(Some(field.row), typing, raw) || flawed.contains(&number) {
                continue;
            }
            let text = if json::is_text(raw) { json::unescape(raw).unwrap_or_default() } else { raw.into() };
            let problem = match field.row.encoding {
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
            (authority.is_empty() && scheme != "file").then_some(UrlFault::NoHost)
        }
        _ => Some(UrlFault::NoScheme),
    }
}

/// What a text lacks that should have one `@` that is not in quotes, a name before it and a domain after it.
fn email_fault(text: &str) -> Option<EmailFault> {
    let Some((name, domain)) = text.rsplit_once('@') else { return Some(EmailFault::NoAt) };
    let is_special = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '@' | '<' | '>' | ',' | ';');
    let is_plain = |part: &str| !part.contains(is_special);
    let is_name = !name.is_empty() && (is_plain(name) || (name.starts_with('"') && name.ends_with('"')));
    let is_domain = is_plain(domain) && domain.split('.').all(|label| !label.is_empty());
    match (is_name, is_domain) {
        (false, _) => Some(EmailFault::Name),
        (true, false) => Some(EmailFault::Domain),
        (true, true) => None,
    }
}
