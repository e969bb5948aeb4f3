//! Fields that are documented or asked for, and not there.

use std::collections::BTreeSet;
use std::mem;

use super::Check;
use crate::describe::{Event, says_nothing};
use crate::event::{KNOWN, Slot, is_own};
use crate::expect::{Demand, members};
use crate::finding::rules::Code;
use crate::finding::{Finding, Problem, Span};

impl Check<'_, '_> {
    /// Says, once, if more than half of the documented fields are not there, unless it was said that hardly one is.
    /// Of an event whose body is not documented, no field is.
    pub(super) fn absent(&mut self) {
        let plan = self.payload.plan;
        if self.findings.has(Code::UnlikelyEvent) {
            return;
        }
        let is_described =
            |event: &&Event| event.is_about_chat() && !event.evidence.is_inferred() && !is_own(plan.vendor);
        let Some(event) = plan.event.filter(is_described) else { return };
        let documented = plan.documented();
        let mut is_present = vec![false; documented.pointers.len()];
        let mut present = 0;
        for (field, _) in self.payload.present() {
            if let Some(number) = documented.number_of(field) {
                present += usize::from(!mem::replace(&mut is_present[number], true));
            }
            // No more of them can be expected.
            if present * 2 >= is_present.len() {
                return;
            }
        }
        let mut is_record_there = vec![false; plan.records.len()];
        for node in &self.payload.reading.nodes {
            if let Some(is_there) = is_record_there.get_mut(usize::from(node.record)) {
                *is_there = true;
            }
        }
        let is_expected =
            |number: &usize| documented.is_expected(*number, |record| is_record_there[usize::from(record)]);
        let expected: Vec<usize> = (0..is_present.len()).filter(is_expected).collect();
        let absent = expected.iter().filter(|number| !is_present[**number]).count();
        if absent * 2 > expected.len() {
            let (vendor, event) = (plan.vendor.name, event.name);
            let problem = Problem::AbsentFields { absent, documented: expected.len(), vendor, event };
            match self.payload.reading.name {
                Some(name) => self.about(self.payload.leaf(name), problem),
                None => self.about_all(problem),
            }
        }
    }

    /// Says what is demanded and not there. A pattern asks for what the event's description knows, a name for itself.
    pub(super) fn demands(&mut self, demands: &[Demand]) {
        if demands.is_empty() || !self.payload.plan.event.is_some_and(Event::is_about_chat) {
            return;
        }
        let mut absent = Vec::new();
        for demand in demands {
            match (demand.is_pointer(), demand.is_glob()) {
                (true, true) => absent.extend(self.absent_fields(demand)),
                (true, false) if self.is_said_at(&demand.pattern) => {}
                (false, _) => absent.extend(self.absent_members(demand)),
                (true, false) => absent.push(demand.pattern.clone()),
            }
        }
        let mut said = BTreeSet::new();
        for name in absent {
            if said.insert(name.clone()) {
                self.about_all(Problem::RequiredAbsent { name });
            }
        }
    }

    /// The documented fields that a pattern stands for and that say nothing.
    fn absent_fields(&self, demand: &Demand) -> Vec<String> {
        let plan = self.payload.plan;
        let documented = plan.documented();
        let mut is_said = vec![false; documented.pointers.len()];
        for (field, raw) in self.payload.present() {
            let row = plan.fields[usize::from(field)].row;
            if let Some(number) = documented.number_of(field) {
                is_said[number] |= !says_nothing(Some(row), plan.vendor.typing, raw);
            }
        }
        let pointers = documented.pointers.iter().zip(is_said);
        let absent = pointers.filter(|(pointer, is_said)| !is_said && demand.matches(pointer));
        absent.map(|(pointer, _)| self.written_out(pointer)).collect()
    }

    /// The pointer of a documented field, with the number of the event in place of any, and `*` for any other item.
    fn written_out(&self, pointer: &str) -> String {
        let steps: Vec<_> = pointer.split('/').map(|step| if step == "-" { "*" } else { step }).collect();
        let pointer = steps.join("/");
        let Some(node) = self.payload.reading.event_node() else { return pointer };
        let own = self.payload.reading.node_pointer(self.payload.text, node);
        let any = own.rsplit_once('/').map(|(around, _)| format!("{around}/*")).unwrap_or_default();
        pointer.strip_prefix(&any).map_or(pointer.clone(), |rest| format!("{own}{rest}"))
    }

    /// True if something is said at a pointer, or below it.
    fn is_said_at(&self, pointer: &str) -> bool {
        let typing = self.payload.plan.vendor.typing;
        self.payload.reading.leaves.iter().any(|leaf| {
            let row = self.payload.field(leaf).map(|field| field.row);
            let own = self.payload.pointer(leaf);
            let is_it = own.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            is_it && !says_nothing(row, typing, self.payload.raw(leaf))
        })
    }

    /// The members that a demand stands for and that the event does not have.
    fn absent_members(&self, demand: &Demand) -> Vec<String> {
        let all = members().filter(|(member, _)| demand.matches(member));
        let asked = all.filter(|(_, slot)| !demand.is_glob() || self.can_say(*slot));
        let absent = asked.filter(|(_, slot)| !self.says(*slot) && !self.is_told(*slot));
        absent.map(|(member, _)| member).collect()
    }

    /// True if it was said of a value that would be a member that it cannot be.
    fn is_told(&self, (member, of_item): (usize, Option<usize>)) -> bool {
        let is_it = |slot: &Slot| usize::from(slot.member) == member && slot.of_item.map(usize::from) == of_item;
        let fields = self.event.errors.iter().filter_map(|error| self.payload.field(self.payload.leaf(error.leaf)));
        fields.flat_map(|field| &field.targets).any(|(slot, _)| is_it(slot))
    }

    /// True if the event has a member; of an array's items, if one has it.
    fn says(&self, (member, of_item): (usize, Option<usize>)) -> bool {
        match of_item {
            Some(of_item) => self.event.items(member).any(|item| !item[of_item].is_none()),
            None => self.event.filled().any(|(number, ..)| number == member),
        }
    }

    /// True if something in the event's description goes to a member, or an event says it of itself.
    fn can_say(&self, (member, of_item): (usize, Option<usize>)) -> bool {
        let plan = self.payload.plan;
        let is_it = |slot: &Slot| {
            let is_of_item = || of_item.is_none() || slot.of_item.map(usize::from) == of_item;
            usize::from(slot.member) == member && is_of_item()
        };
        let fields =
            plan.fields.iter().flat_map(|field| field.targets.iter().map(|(slot, _)| slot).chain(&field.key_target));
        let own = plan.constants.iter().chain(&plan.says).map(|(slot, _)| slot);
        let copied = [(KNOWN.subject, !plan.subject.is_empty()), (KNOWN.time, plan.time.is_some())];
        fields.chain(own).any(is_it) || copied.iter().any(|(slot, is_copied)| *is_copied && is_it(slot))
    }

    /// Says something about the payload as a whole, or about the one event that it is about.
    fn about_all(&mut self, problem: Problem) {
        if let Some(node) = self.payload.reading.event_node() {
            return self.about_object(node, problem);
        }
        let span = Span { text: 0, start: 0, end: self.payload.reading.end };
        self.findings.push(Finding { problem, pointer: String::new(), span, related: None, found: None });
    }
}
