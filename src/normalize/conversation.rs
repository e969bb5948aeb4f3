//! Names and conversations that travel as one text.

use std::collections::HashSet;
use std::mem;

use super::build::Builder;
use super::{Value, json_of};
use crate::encoding::transcript::{self, Line};
use crate::event::Slot;
use crate::json;
use crate::plan::PlannedField;

impl Builder<'_> {
    /// Makes an item of an array of each name.
    pub(super) fn names(&mut self, number: u32, field: &PlannedField, raw: &str) {
        let Some(names) = json::unescape(raw) else { return self.lone_surrogate(number) };
        let Some(&(list, _)) = field.targets.first() else { return self.leave_unmapped(number) };
        let mut names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).peekable();
        if names.peek().is_none() {
            return self.leave_unmapped(number);
        }
        for name in names {
            let name = self.make_text(name, number);
            self.new_item(number, &[(list, name)]);
        }
    }

    /// Makes a message of each line of the conversations.
    pub(super) fn transcripts(&mut self) {
        if self.transcripts.is_empty() {
            return;
        }
        let visitor = self.text(self.known.visitor_name);
        let names: Vec<String> = visitor.iter().cloned().chain(self.agent_names()).collect();
        for (number, written) in mem::take(&mut self.transcripts) {
            let Some(text) = json::unescape(self.payload.raw(self.payload.leaf(number))) else {
                self.lone_surrogate(number);
                continue;
            };
            let lines: Vec<Line<'_>> = transcript::lines(&text, written, &names);
            if lines.is_empty() {
                self.leave_unmapped(number);
            }
            let agents: HashSet<&str> = lines.iter().filter_map(|line| transcript::who_joined(line, written)).collect();
            for line in lines {
                let role = line.sender.and_then(|sender| {
                    match (visitor.as_deref() == Some(sender), agents.contains(sender)) {
                        (true, false) => Some("visitor"),
                        (false, true) => Some("agent"),
                        _ => None,
                    }
                });
                let kind = match line.sender {
                    Some(_) => Some("text"),
                    None => line.is_of_system.then_some("system"),
                };
                let said = Some(line.text).filter(|text| !text.is_empty());
                let members = [
                    (self.known.message_clock, line.clock),
                    (self.known.message_role, role),
                    (self.known.message_name, line.sender),
                    (self.known.message_kind, kind),
                    (self.known.message_text, said),
                ];
                let members: Vec<(Slot, Value)> = members
                    .into_iter()
                    .filter_map(|(slot, text)| Some((slot, self.make_text(text?, number))))
                    .collect();
                self.new_item(number, &members);
            }
        }
    }

    /// The names of the agents, as far as they are known.
    fn agent_names(&self) -> Vec<String> {
        let Slot { member, of_item: Some(of_item) } = self.known.agent_name else { return Vec::new() };
        let names = self.event.items(usize::from(member)).map(|item| item[usize::from(of_item)]);
        let text = |name| serde_json::from_slice(json_of(name, self.payload, &self.decoder.made)).ok();
        names.filter(|name| !name.is_none()).filter_map(text).collect()
    }
}
