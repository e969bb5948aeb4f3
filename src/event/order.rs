//! The order of the times of a chat, as far as what they mean gives one.

use std::sync::LazyLock;

use super::{Slot, slot};

/// For each time, those that are never later, by their members, the nearest first.
const NEVER_LATER: &[(&str, &[&str])] = &[
    ("visitor.visit_at", &["visitor.first_visit_at"]),
    ("chat.queued_at", &["chat.created_at"]),
    ("chat.started_at", &["chat.created_at", "visitor.visit_at", "visitor.first_visit_at"]),
    ("chat.accepted_at", &["chat.queued_at", "chat.created_at"]),
    ("chat.first_reply_at", &["chat.started_at", "chat.created_at"]),
    ("message.at", &["chat.started_at", "chat.created_at"]),
    ("messages[].at", &["chat.started_at", "chat.created_at"]),
    (
        "chat.ended_at",
        &[
            "chat.accepted_at",
            "chat.started_at",
            "chat.queued_at",
            "chat.created_at",
            "visitor.visit_at",
            "visitor.first_visit_at",
        ],
    ),
    ("chat.updated_at", &["chat.created_at"]),
    ("wrap_up.at", &["visitor.visit_at", "chat.started_at", "chat.created_at", "visitor.first_visit_at"]),
    ("offline_message.at", &["visitor.visit_at", "visitor.first_visit_at"]),
];

/// Pairs of times of which the first is never the later one; for each later one, the nearest first.
pub static IN_ORDER: LazyLock<Vec<[Slot; 2]>> = LazyLock::new(|| {
    let known = |path: &str| slot(path).expect("the normalized event has this member");
    let pairs = NEVER_LATER.iter().flat_map(|(later, earlier)| earlier.iter().map(move |path| [*path, *later]));
    pairs.map(|pair| pair.map(known)).collect()
});
