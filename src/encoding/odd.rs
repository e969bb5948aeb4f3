//! Oddities of values that can be read.

/// Something odd about a value that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// The vendor does not document this word.
    Word,
    /// It is no URL.
    Url(UrlError),
    /// It is no e-mail address.
    Email(EmailError),
    /// It is no IP address.
    Ip,
    /// It was cut short by whoever wrote it down.
    Elided,
    /// A character stands in it that people do not see.
    Unseen(char),
    /// It counts something, and is less than 0.
    Negative,
    /// It lost its plus sign, and was read as this offset.
    LostPlusSign(String),
}

/// Fault of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// It has no scheme.
    NoScheme,
    /// It has no host.
    NoHost,
    /// White space or a control character stands in it.
    Space,
}

/// Fault of an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailError {
    /// It has no `@`.
    NoAt,
    /// The part before the `@` is no name.
    Name,
    /// The part after the `@` is no domain.
    Domain,
}
