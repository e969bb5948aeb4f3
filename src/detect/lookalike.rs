//! Payloads that resemble a vendor's webhooks and are something else: answers of its API, exports, webhooks of its
//! other products.

use super::shape::Shape;
use crate::describe::{Lookalike, Sign, Vendor};
use crate::json;

/// If a text that names an event of a vendor's is something else, what that is.
pub fn masquerade(vendor: &'static Vendor, text: &str) -> Option<&'static Lookalike> {
    lookalike(vendor, &Shape::of(text), text)
}

/// The look-alike of a vendor's that a text of this shape is.
pub(super) fn lookalike(vendor: &'static Vendor, shape: &Shape<'_>, text: &str) -> Option<&'static Lookalike> {
    vendor.lookalikes.iter().find(|lookalike| is_there(&lookalike.sign, vendor, shape, text))
}

/// True if a text of this shape has the sign that gives a look-alike of a vendor's away.
fn is_there(sign: &Sign, vendor: &'static Vendor, shape: &Shape<'_>, text: &str) -> bool {
    match *sign {
        Sign::Name(name) => {
            let mut named = vendor.families.iter().filter(|family| shape.name_in(family).as_deref() == Some(name));
            named.any(|family| shape.is_signed(family))
        }
        Sign::Keys(keys) => keys.iter().all(|key| shape.has(key)),
        Sign::Key(key) => shape.has(key),
        Sign::Value(key, words) => shape.text(key).is_some_and(|said| words.contains(&&*said)),
        Sign::Number(key) => shape.raw(key).is_some_and(json::is_number),
        Sign::Begins(key, start) => {
            shape.text(key).is_some_and(|said| said.starts_with(start) && vendor.event(&said).is_none())
        }
        Sign::NamedWith(key, words) => {
            let is_named = vendor.families.iter().any(|family| shape.event(vendor, family).is_some());
            is_named && shape.text(key).is_some_and(|said| words.contains(&&*said))
        }
        Sign::TwinKeys(key) => shape.has(key) && shape.has_twin_keys(),
        Sign::All(signs) => signs.iter().all(|sign| is_there(sign, vendor, shape, text)),
        Sign::Text(start) => {
            let mut texts = text.split('"').filter_map(|part| part.strip_prefix(start));
            texts.any(|rest| rest.len() >= 10 && rest.bytes().all(|byte| byte.is_ascii_digit()))
        }
    }
}
