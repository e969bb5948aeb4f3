//! Demands on payloads: members of the normalized event, or fields by their JSON Pointers, that must say something.

use crate::event::MEMBERS;
use crate::spelling::nearest;

/// A member or a pointer that must be there and say something, or a pattern of them: `*` stands for any characters but those
/// that separate steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// As the user wrote it.
    pub pattern: String,
}

impl Demand {
    /// The demand that a pattern says, or the member that was probably meant where it is the name of none.
    pub fn named(pattern: &str) -> Result<Demand, Option<String>> {
        let demand = Demand { pattern: pattern.to_owned() };
        let mut all = members();
        if demand.is_pointer() || all.any(|(member, _)| demand.matches(&member)) {
            return Ok(demand);
        }
        Err(nearest(members().map(|(member, _)| member), pattern))
    }

    /// Returns true if the demand is about fields of the payload.
    pub fn is_pointer(&self) -> bool {
        self.pattern.starts_with('/')
    }

    /// Returns true if the pattern stands for several names.
    pub fn is_glob(&self) -> bool {
        self.pattern.contains('*')
    }

    /// Returns true if the pattern stands for a name.
    pub fn matches(&self, name: &str) -> bool {
        matches_pattern(&self.pattern, name)
    }
}

/// Every member, by its path, with its number and that of the member of its items, if it is one of these.
pub fn members() -> impl Iterator<Item = (String, (usize, Option<usize>))> {
    MEMBERS.iter().enumerate().flat_map(|(number, place)| {
        let of_items = place.members.iter().enumerate();
        let of_items =
            of_items.map(move |(member, of_item)| (format!("{}.{}", place.path, of_item.path), (number, Some(member))));
        [(place.path.clone(), (number, None))].into_iter().chain(of_items)
    })
}

/// Returns true if a text matches a pattern, in which `*` stands for any characters but `.` and `/`: `agents[].*`
/// matches `agents[].id`.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == text };
    let Some(rest) = text.strip_prefix(before) else { return false };
    let most = rest.find(['.', '/']).unwrap_or(rest.len());
    (0..=most).filter(|end| rest.is_char_boundary(*end)).any(|end| matches_pattern(after, &rest[end..]))
}
