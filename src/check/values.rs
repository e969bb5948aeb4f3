//! Values that could be decoded and are odd all the same.

use std::collections::HashSet;
use std::net::IpAddr;

use super::{Check, bare};
use crate::describe::{Clock, Encoding};
use crate::encoding::{self, says_nothing, time};
use crate::event::KNOWN;
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
        let has_seconds = self.event.value(KNOWN.assumed_epoch_unit).is_some();
        for (number, leaf) in (0..).zip(&self.payload.reading.leaves) {
            let Some(field) = self.payload.field(leaf).filter(|field| can_be_odd(field.row.encoding, has_seconds))
            else {
                continue;
            };
            let raw = self.payload.raw(leaf);
            if says_nothing(Some(field.row), typing, raw) || flawed.contains(&number) {
                continue;
            }
            let text = match json::is_text(raw) {
                true if leaf.is_plain() => json::between_quotes(raw).into(),
                true => json::unescape(raw).unwrap_or_default(),
                false => raw.into(),
            };
            if let Some(problem) = odd(field.row.encoding, &text, raw) {
                self.about(leaf, problem);
            }
        }
    }
}

/// Whether [`odd`] says anything of values of this encoding. Most fields are of others, and cost no second look.
fn can_be_odd(encoding: Encoding, has_seconds: bool) -> bool {
    match encoding {
        Encoding::Time(Clock::DotNet) => has_seconds,
        Encoding::Zone | Encoding::OneOf(_) | Encoding::Url | Encoding::Email | Encoding::Ip | Encoding::Id => true,
        _ => false,
    }
}

/// What is odd about a value, if anything is.
fn odd(encoding: Encoding, text: &str, raw: &str) -> Option<Problem> {
    match encoding {
        Encoding::Time(Clock::DotNet) => time::is_in_seconds(text).then_some(Problem::AssumedEpochUnit),
        Encoding::Zone => {
            let offset = time::offset(text).filter(|offset| offset.lost_sign)?;
            Some(Problem::LostPlusSign { offset: offset.text().to_owned() })
        }
        Encoding::OneOf(words) => {
            let unknown = || Problem::UnknownValue { expected: encoding::description(encoding), found: bare(raw) };
            (!words.contains(&text)).then(unknown)
        }
        Encoding::Url => url_fault(text).map(Problem::InvalidUrl),
        Encoding::Email => email_fault(text).map(Problem::InvalidEmail),
        Encoding::Ip => text.parse::<IpAddr>().is_err().then_some(Problem::InvalidIp),
        Encoding::Id => text.ends_with("....").then_some(Problem::ElidedValue),
        _ => None,
    }
}

/// What a text lacks that should have a scheme, an authority, and no white space or control characters.
fn url_fault(text: &str) -> Option<UrlFault> {
    if has_space(text) {
        return Some(UrlFault::Space);
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.'))
    };
    let rest =
        text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)).and_then(|(_, rest)| rest.strip_prefix("//"));
    match rest {
        Some(rest) => {
            let has_host = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
            (!has_host && !text.starts_with("file:")).then_some(UrlFault::NoHost)
        }
        None => Some(UrlFault::NoScheme),
    }
}

/// What a text lacks that should have one `@` that is not in quotes, a name before it and a domain after it.
fn email_fault(text: &str) -> Option<EmailFault> {
    let Some((name, domain)) = text.rsplit_once('@') else { return Some(EmailFault::NoAt) };
    let is_plain =
        |part: &str| !has_space(part) && !part.bytes().any(|byte| matches!(byte, b'@' | b'<' | b'>' | b',' | b';'));
    let is_name = !name.is_empty() && (is_plain(name) || (name.starts_with('"') && name.ends_with('"')));
    let is_domain = is_plain(domain) && domain.as_bytes().split(|byte| *byte == b'.').all(|label| !label.is_empty());
    match (is_name, is_domain) {
        (false, _) => Some(EmailFault::Name),
        (true, false) => Some(EmailFault::Domain),
        (true, true) => None,
    }
}

/// Whether a text has white space or control characters in it.
fn has_space(text: &str) -> bool {
    // Mostly all of it is printable ASCII, which is seen without a look at each character.
    let is_odd = text.bytes().fold(false, |is_odd, byte| is_odd | !matches!(byte, b'!'..=b'~'));
    is_odd && text.contains(|it: char| it.is_whitespace() || it.is_control())
}
