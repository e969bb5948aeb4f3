//! The sources of each member of a normalized event, and the fate of each value of its payload.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::check::{SECRET, excerpt};
use crate::describe::says_nothing;
use crate::examine::Examined;
use crate::finding::shortened;
use crate::json;
use crate::normalize::{NO_LEAF, Normalized, Payload, Value};
use crate::plan::PlannedField;
use crate::read::Leaf;
use crate::sorting::sort_by;

/// A member of the normalized event, or a value of the payload that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The object it belongs to: `visitor`, `agents[0]`, `unmapped`, or nothing for what stands beside `data`.
    pub object: Cow<'static, str>,
    /// Its name there; in `unmapped`, its pointer in the payload.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
    /// The pointers of the payload's values that say so, the one that counts first.
    pub from: Vec<String>,
    /// That value, raw, where it is written otherwise.
    pub raw: Option<String>,
}

/// Extent to which members are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Whole,
    /// As much of everything as is shown to people at the most.
    Shown,
    /// Their names and sources, as pointers are shown in findings, but no values.
    Places,
}

/// Most characters of anything that are shown to people, however wide their terminals are.
const MOST_SHOWN: usize = 2000;

impl Member {
    /// Returns true if the member is the same in every event.
    pub fn is_constant(&self) -> bool {
        self.object.is_empty() && matches!(self.name.as_str(), "specversion" | "dataschema")
    }

    /// Its path: `visitor.name`, `agents[0].id`, `subject`.
    pub fn path(&self) -> String {
        if self.object.is_empty() { self.name.clone() } else { format!("{}.{}", self.object, self.name) }
    }
}

impl Detail {
    /// As much of a text as is kept.
    fn of(self, mut text: String) -> String {
        match self {
            Detail::Whole => {}
            Detail::Places => return shortened(text),
            Detail::Shown => {
                if let Some((end, _)) = text.char_indices().nth(MOST_SHOWN) {
                    text.truncate(end);
                    text.shrink_to_fit();
                }
            }
        }
        text
    }

    /// As much of a JSON value as is kept. The beginning of a text is a text.
    fn of_value(self, json: &str) -> String {
        match self {
            Detail::Places => String::new(),
            Detail::Shown if json::is_container(json) => excerpt(json),
            Detail::Shown if json.len() > MOST_SHOWN => beginning(json),
            Detail::Whole | Detail::Shown => json.to_owned(),
        }
    }
}

/// As much of a long JSON value as is shown.
fn beginning(json: &str) -> String {
    let text = if json::is_string(json) { json::first_characters(json, MOST_SHOWN) } else { None };
    text.map_or_else(|| json.chars().take(MOST_SHOWN).collect(), |text| json::quoted(&text))
}

/// Lists the members of an event in its order, and the values of its payload that have no place in it.
pub fn members(examined: Examined<'_>, detail: Detail) -> Vec<Member> {
    let (Some(payload), event) = (examined.payload(), examined.event()) else { return Vec::new() };
    let mut said = Said::of(payload, event, detail);
    for (number, member, value) in event.filled() {
        let object = member.path.rsplit_once('.').map_or("", |(object, _)| object);
        if member.members.is_empty() {
            let told = said.tell(object.into(), member.field.name.to_owned(), value);
            said.of_members.insert(number, told);
        }
        for (index, item) in event.items(number).enumerate() {
            let object = format!("{}[{index}]", member.path.trim_end_matches("[]"));
            let filled = (0..).zip(member.members.iter().zip(item)).filter(|(_, (_, value))| !value.is_none());
            for (of_item, (member, value)) in filled {
                let told = said.tell(object.clone().into(), member.path.clone(), *value);
                said.of_values.entry((number, of_item, bare(event.json(payload, *value)))).or_insert(told);
                if value.leaf != NO_LEAF {
                    said.of_items.insert((number, of_item, payload.leaf(value.leaf).item), told);
                }
            }
        }
    }
    for value in event.carried() {
        said.tell("unmapped".into(), payload.key(payload.leaf(value.leaf)).to_string(), *value);
    }
    for value in event.unmapped() {
        said.tell("unmapped".into(), payload.pointer(payload.leaf(value.leaf)), *value);
    }
    // What is left says the same as another value, and has its place with that.
    for (number, leaf) in (0..).zip(&payload.reading.leaves) {
        if !said.leaves.contains(&number) && !is_empty(examined, leaf) {
            said.tell_again(leaf);
        }
    }
    said.members
}

/// Members listed so far, with their places. A further value that says the same is added to the member that it agrees
/// with.
struct Said<'t> {
    payload: Payload<'t>,
    event: &'t Normalized,
    detail: Detail,
    members: Vec<Member>,
    /// The leaves that are told.
    leaves: BTreeSet<u32>,
    /// The members that are there once, by their numbers.
    of_members: HashMap<usize, usize>,
    /// Members of items, by their values.
    of_values: HashMap<(usize, u8, &'t [u8]), usize>,
    /// And by the objects of the payload that say it.
    of_items: HashMap<(usize, u8, u32), usize>,
}

impl<'t> Said<'t> {
    fn of(payload: Payload<'t>, event: &'t Normalized, detail: Detail) -> Said<'t> {
        Said {
            payload,
            event,
            detail,
            members: Vec::new(),
            leaves: BTreeSet::new(),
            of_members: HashMap::new(),
            of_values: HashMap::new(),
            of_items: HashMap::new(),
        }
    }

    /// Adds a member, and returns its number.
    fn tell(&mut self, object: Cow<'static, str>, name: String, value: Value) -> usize {
        let (payload, detail) = (self.payload, self.detail);
        let leaf = (value.leaf != NO_LEAF).then(|| payload.leaf(value.leaf));
        let json = String::from_utf8_lossy(self.event.json(payload, value));
        let raw = leaf.map(|leaf| payload.raw(leaf)).filter(|raw| *raw != json && detail != Detail::Places);
        self.leaves.insert(value.leaf);
        self.members.push(Member {
            object,
            name: detail.of(name),
            from: leaf.map(|leaf| detail.of(payload.pointer(leaf))).into_iter().collect(),
            raw: raw.map(|raw| detail.of_value(raw)),
            value: detail.of_value(&json),
        });
        self.members.len() - 1
    }

    /// Adds a leaf to the members that say the same.
    fn tell_again(&mut self, leaf: &Leaf) {
        let Some(field) = self.payload.field(leaf) else { return };
        for (slot, _) in &field.targets {
            let member = usize::from(slot.member);
            let index = match slot.of_item {
                None => self.of_members.get(&member),
                // An agent who is named in two places is one item. Another word may say the same of one.
                Some(of_item) => self
                    .of_values
                    .get(&(member, of_item, bare(self.payload.raw(leaf).as_bytes())))
                    .or_else(|| self.of_items.get(&(member, of_item, leaf.item))),
            };
            if let Some(index) = index {
                self.members[*index].from.push(self.detail.of(self.payload.pointer(leaf)));
            }
        }
    }
}

/// A scalar without the quotes of a string: an id may be a string here and a number there.
fn bare(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\"").and_then(|json| json.strip_suffix(b"\"")).unwrap_or(json)
}

/// The pointers of the values that say nothing, each with its value, as far as they are kept.
pub fn empty_values(examined: Examined<'_>, detail: Detail) -> Vec<(String, String)> {
    let Some(payload) = examined.payload() else { return Vec::new() };
    let leaves = payload.reading.leaves.iter().filter(|leaf| is_empty(examined, leaf));
    let leaves = leaves.map(|leaf| (leaf.text, leaf.start, detail.of(payload.pointer(leaf)), payload.raw(leaf)));
    let nodes = (0..).zip(&payload.reading.nodes).filter_map(|(number, node)| {
        let raw = payload.reading.text(payload.text, node.text).get(node.start as usize..node.end as usize)?;
        let pointer = detail.of(payload.reading.node_pointer(payload.text, number));
        (json::is_container(raw) && json::is_empty_container(raw)).then_some((node.text, node.start, pointer, raw))
    });
    let mut empty: Vec<_> = leaves.chain(nodes).collect();
    sort_by(&mut empty, Ord::cmp);
    empty.into_iter().map(|(_, _, pointer, raw)| (pointer, detail.of_value(raw))).collect()
}

/// The secrets in a payload, each by its pointer. What they are is shown nowhere.
pub fn secrets(examined: Examined<'_>) -> Vec<Member> {
    let Some(payload) = examined.payload() else { return Vec::new() };
    let is_secret =
        |leaf: &&Leaf| payload.field(leaf).is_some_and(PlannedField::is_secret) && !is_empty(examined, leaf);
    let shown = |leaf: &Leaf| Member {
        object: "secret".into(),
        name: Detail::Shown.of(payload.pointer(leaf)),
        value: json::quoted(SECRET),
        from: Vec::new(),
        raw: None,
    };
    payload.reading.leaves.iter().filter(is_secret).map(shown).collect()
}

fn is_empty(examined: Examined<'_>, leaf: &Leaf) -> bool {
    examined.payload().is_some_and(|payload| {
        let row = payload.field(leaf).map(|field| field.row);
        says_nothing(row, payload.plan.vendor.typing, payload.raw(leaf))
    })
}
