//! Parties of a chat: a role and an identifier in one value.

use super::accepts::{Accepts, Type};
use super::id::{ID, is_guid};
use super::{DecodeError, Decoded, Decoder, Part, Result, Scalar};
use crate::json::{self, is_whole_number, quoted};

/// Roles of those who can cause an event or write a message.
pub const ROLES: &[&str] = &["visitor", "agent", "bot", "system"];

/// `TYPE-ID`, such as `agent-15111`.
pub const PARTY: Scalar = Scalar {
    name: "PARTY",
    looks: "a `TYPE-ID` such as `agent-15111` (TYPE is one of `visitor`, `agent`, `bot`, `system`)",
    parts: &[Part::Role, Part::Id],
    read: party,
    write: |fact| {
        let role = fact(Part::Role);
        quoted(&format!("{role}-{}", fact(Part::Id)))
    },
    copies: None,
    odd: None,
    ..ID
};

/// An identifier whose form says whose it is: that of an agent is an e-mail address, a visitor's a GUID, a bot's 32
/// hexadecimal digits. Of any other form the role is not known.
pub const PARTY_BY_FORM: Scalar =
    Scalar { name: "PARTY_BY_FORM", parts: PARTY.parts, read: party_by_form, write: write_by_form, copies: None, ..ID };

/// An object whose keys begin with an agent's identifier: `agent-ID-`.
pub const AGENT_KEYS: Scalar = Scalar {
    name: "AGENT_KEYS",
    looks: "an object with keys that begin `agent-ID-`",
    parts: &[Part::Id],
    read: |decoder, raw, _| party_of_keys(decoder, raw, "agent"),
    write: |fact| format!("{{{}:{{}}}}", quoted(&format!("agent-{}-1", fact(Part::Id)))),
    strict: Accepts::like(&[], &[Type::Object]),
    mixed: Accepts::like(&[], &[Type::Object]),
    ..PARTY
};

fn party(decoder: &mut Decoder<'_>, raw: &str, part: Part) -> Result {
    if !json::is_string(raw) {
        return bare_id(decoder, raw, part);
    }
    let text = decoder.unescape(raw)?;
    let (role, id) = split_party(&text).ok_or(DecodeError::Word)?;
    Ok(decoder.make(if part == Part::Role { role } else { id }))
}

/// Reads the identifier of someone of whom nothing says the role.
fn bare_id(decoder: &mut Decoder<'_>, raw: &str, part: Part) -> Result {
    match part {
        Part::Role if is_whole_number(raw) => Ok(Decoded::Absent),
        Part::Role => Err(DecodeError::Type),
        _ => decoder.id(raw),
    }
}

fn party_by_form(decoder: &mut Decoder<'_>, raw: &str, part: Part) -> Result {
    if !json::is_string(raw) {
        return bare_id(decoder, raw, part);
    }
    if part != Part::Role {
        return decoder.id(raw);
    }
    let text = decoder.unescape(raw)?;
    Ok(role_of(&text).map_or(Decoded::Absent, |role| decoder.make(role)))
}

/// The role of someone who has such an identifier.
fn role_of(id: &str) -> Option<&'static str> {
    match id {
        _ if id.contains('@') => Some("agent"),
        _ if is_guid(id) => Some("visitor"),
        _ if is_bot(id) => Some("bot"),
        _ => None,
    }
}

fn is_bot(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Writes an identifier in the form that its role has, if it is in another.
fn write_by_form(fact: &mut dyn FnMut(Part) -> String) -> String {
    let role = fact(Part::Role);
    let id = fact(Part::Id);
    quoted(&match role.as_str() {
        _ if role_of(&id) == Some(role.as_str()) => id,
        "agent" => format!("{id}@example.com"),
        "bot" => format!("{:0>32}", id.replace(|it: char| !it.is_ascii_hexdigit(), "")).chars().take(32).collect(),
        _ => id,
    })
}

/// The identifier that all keys begin with, if it is a number: any other could not be told from what follows it.
fn party_of_keys(decoder: &mut Decoder<'_>, raw: &str, role: &str) -> Result {
    if !raw.starts_with('{') {
        return Err(DecodeError::Type);
    }
    let keys = json::keys(raw);
    let mut ids = keys.iter().map(|key| {
        let (_, rest) = split_party(key).filter(|(of_role, _)| *of_role == role)?;
        rest.split('-').next().filter(|id| is_whole_number(id))
    });
    match ids.next().flatten() {
        Some(first) if ids.all(|id| id == Some(first)) => Ok(decoder.make(first)),
        _ => Ok(Decoded::Absent),
    }
}

/// Splits `TYPE-ID` after a type that is a role.
fn split_party(text: &str) -> Option<(&str, &str)> {
    text.split_once('-').filter(|(role, id)| ROLES.contains(role) && !id.is_empty())
}
