//! The ways of writing a value that is not taken apart, by the names that tables call them.

use super::Encoding;
use crate::encoding::{
    boolean, dotnet, email, html, id, ip, iso, javascript, local, number, offset, party, rfc3339, seconds, text, unix,
    url,
};

/// See [`text::TEXT`].
pub const TEXT: Encoding = Encoding::Scalar(&text::TEXT);
/// See [`html::HTML`].
pub const HTML: Encoding = Encoding::Scalar(&html::HTML);
/// See [`url::URL`].
pub const URL: Encoding = Encoding::Scalar(&url::URL);
/// See [`url::LINK`].
pub const LINK: Encoding = Encoding::Scalar(&url::LINK);
/// See [`email::EMAIL`].
pub const EMAIL: Encoding = Encoding::Scalar(&email::EMAIL);
/// See [`ip::IP`].
pub const IP: Encoding = Encoding::Scalar(&ip::IP);
/// See [`id::ID`].
pub const ID: Encoding = Encoding::Scalar(&id::ID);
/// See [`id::ACCOUNT`].
pub const ACCOUNT: Encoding = Encoding::Scalar(&id::ACCOUNT);
/// See [`id::ACCOUNT_STRING`].
pub const ACCOUNT_STRING: Encoding = Encoding::Scalar(&id::ACCOUNT_STRING);
/// See [`id::ID_OR_NAME`].
pub const ID_OR_NAME: Encoding = Encoding::Scalar(&id::ID_OR_NAME);
/// See [`id::ONLY_ID`].
pub const ONLY_ID: Encoding = Encoding::Scalar(&id::ONLY_ID);
/// See [`party::PARTY`].
pub const PARTY: Encoding = Encoding::Scalar(&party::PARTY);
/// See [`party::PARTY_BY_FORM`].
pub const PARTY_BY_FORM: Encoding = Encoding::Scalar(&party::PARTY_BY_FORM);
/// See [`party::AGENT_KEYS`].
pub const AGENT_KEYS: Encoding = Encoding::Scalar(&party::AGENT_KEYS);
/// See [`number::COUNT`].
pub const COUNT: Encoding = Encoding::Scalar(&number::COUNT);
/// See [`number::NUMBER`].
pub const NUMBER: Encoding = Encoding::Scalar(&number::NUMBER);
/// See [`seconds::SECONDS`].
pub const SECONDS: Encoding = Encoding::Scalar(&seconds::SECONDS);
/// See [`boolean::BOOLEAN`].
pub const BOOLEAN: Encoding = Encoding::Scalar(&boolean::BOOLEAN);
/// See [`dotnet::DOTNET`].
pub const DOTNET: Encoding = Encoding::Scalar(&dotnet::DOTNET);
/// See [`local::LOCAL`].
pub const LOCAL: Encoding = Encoding::Scalar(&local::LOCAL);
/// See [`javascript::JAVASCRIPT`].
pub const JAVASCRIPT: Encoding = Encoding::Scalar(&javascript::JAVASCRIPT);
/// See [`rfc3339::RFC3339`].
pub const RFC3339: Encoding = Encoding::Scalar(&rfc3339::RFC3339);
/// See [`iso::ISO`].
pub const ISO: Encoding = Encoding::Scalar(&iso::ISO);
/// See [`unix::UNIX_SECONDS`].
pub const UNIX_SECONDS: Encoding = Encoding::Scalar(&unix::UNIX_SECONDS);
/// See [`unix::UNIX_SECONDS_OR_NEVER`].
pub const UNIX_SECONDS_OR_NEVER: Encoding = Encoding::Scalar(&unix::UNIX_SECONDS_OR_NEVER);
/// See [`iso::UNIX_SECONDS_OR_ISO`].
pub const UNIX_SECONDS_OR_ISO: Encoding = Encoding::Scalar(&iso::UNIX_SECONDS_OR_ISO);
/// See [`unix::UNIX_MILLISECONDS`].
pub const UNIX_MILLISECONDS: Encoding = Encoding::Scalar(&unix::UNIX_MILLISECONDS);
/// See [`unix::UNIX_MILLISECONDS_OR_NEVER`].
pub const UNIX_MILLISECONDS_OR_NEVER: Encoding = Encoding::Scalar(&unix::UNIX_MILLISECONDS_OR_NEVER);
/// See [`offset::OFFSET`].
pub const OFFSET: Encoding = Encoding::Scalar(&offset::OFFSET);

/// Every one of them.
pub const ALL: &[Encoding] = &[
    TEXT,
    HTML,
    URL,
    LINK,
    EMAIL,
    IP,
    ID,
    ACCOUNT,
    ACCOUNT_STRING,
    ID_OR_NAME,
    ONLY_ID,
    PARTY,
    PARTY_BY_FORM,
    AGENT_KEYS,
    COUNT,
    NUMBER,
    SECONDS,
    BOOLEAN,
    DOTNET,
    LOCAL,
    JAVASCRIPT,
    RFC3339,
    ISO,
    UNIX_SECONDS,
    UNIX_SECONDS_OR_NEVER,
    UNIX_SECONDS_OR_ISO,
    UNIX_MILLISECONDS,
    UNIX_MILLISECONDS_OR_NEVER,
    OFFSET,
];
