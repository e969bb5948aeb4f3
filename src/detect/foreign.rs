//! Objects of which no description says anything. They are held against none, so that a stream of them costs little.

use std::collections::HashSet;
use std::slice;
use std::sync::LazyLock;

use super::likeness::{OWNERS, bare_letters};
use super::naming_keys;
use super::shape::Shape;
use crate::describe::Sign;
use crate::vendors;

/// True if no description says anything of an object: it has no key that one of them has, in whatever letters, and
/// nothing by which they know a look-alike.
pub(super) fn is_foreign(shape: &Shape<'_>, text: &str) -> bool {
    /// The keys that say something, in lower case.
    static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let keys = OWNERS.keys().copied().chain(naming_keys()).chain(signs().flat_map(keys_of).copied());
        keys.map(str::to_lowercase).collect()
    });
    /// Beginnings of strings that say something.
    static STARTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let start = |sign: &'static Sign| if let Sign::Text(start) = sign { Some(*start) } else { None };
        signs().filter_map(start).collect()
    });
    /// The same by their bare letters.
    static LETTERS: LazyLock<HashSet<String>> = LazyLock::new(|| KEYS.iter().map(|key| bare_letters(key)).collect());
    let is_lower = |key: &str| key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let is_known = |key: &str| KEYS.contains(key) || (!is_lower(key) && LETTERS.contains(&bare_letters(key)));
    !shape.keys().any(|key| is_known(&key)) && !STARTS.iter().any(|start| text.contains(start))
}

/// The signs by which the descriptions know look-alikes.
fn signs() -> impl Iterator<Item = &'static Sign> {
    let signs = vendors::all().flat_map(|vendor| vendor.lookalikes).map(|lookalike| &lookalike.sign);
    signs.flat_map(|sign| if let Sign::All(signs) = sign { *signs } else { slice::from_ref(sign) })
}

/// The keys that a sign looks for.
fn keys_of(sign: &'static Sign) -> &'static [&'static str] {
    match sign {
        Sign::Keys(keys) => keys,
        Sign::Key(key)
        | Sign::Value(key, _)
        | Sign::Number(key)
        | Sign::Begins(key, _)
        | Sign::NamedWith(key, _)
        | Sign::TwinKeys(key) => slice::from_ref(key),
        Sign::Name(_) | Sign::All(_) | Sign::Text(_) => &[],
    }
}
