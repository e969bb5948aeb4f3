//! URLs.

use super::text::{TEXT, has_space, unseen};
use super::{Meaning, Odd, Scalar, UrlError};

/// A URL.
pub const URL: Scalar = Scalar {
    name: "URL",
    looks: "a URL",
    means: Meaning::Url,
    odd: Some(|text| unseen(text).or_else(|| error(text).map(Odd::Url))),
    ..TEXT
};

/// A URL, perhaps without its scheme: `//files.example.com/a.txt`.
pub const LINK: Scalar = Scalar {
    name: "LINK",
    odd: Some(|text| {
        let with_scheme = if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() };
        unseen(text).or_else(|| error(&with_scheme).map(Odd::Url))
    }),
    ..URL
};

/// Returns the error of a URL: it must have a scheme and an authority, and neither white space nor control characters. A page
/// without an address of its own has one all the same: `about:blank`.
fn error(text: &str) -> Option<UrlError> {
    if has_space(text) {
        return Some(UrlError::Space);
    }
    if matches!(text, "about:blank" | "about:srcdoc") {
        return None;
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
            (!has_host && !text.starts_with("file:")).then_some(UrlError::NoHost)
        }
        None => Some(UrlError::NoScheme),
    }
}
