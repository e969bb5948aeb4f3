//! Ids that are written in more than one way.

use crate::encoding::{Meaning, id};
use crate::event::{KNOWN, MEMBERS, Slot};

/// Returns true if the value of a slot is an id, or ends in one.
pub(super) fn are_ids(slot: Slot) -> bool {
    if slot == KNOWN.source {
        return true;
    }
    let member = &MEMBERS[usize::from(slot.member)];
    let field = slot.of_item.map_or(member.field, |of_item| member.members[usize::from(of_item)].field);
    field.encoding.means(Meaning::Id)
}

/// Returns true if two ids, as JSON, are one GUID, in whatever form each is written.
pub(super) fn are_one_id(one: &[u8], other: &[u8]) -> bool {
    let parts = |json| {
        let bare = str::from_utf8(json).unwrap_or_default().trim_matches('"');
        bare.rsplit_once('/').unwrap_or(("", bare))
    };
    let ((before, one), (before_other, other)) = (parts(one), parts(other));
    before == before_other && id::are_one_guid(one, other)
}
