//! The fields of an event as its documentation counts them: each pointer once, whatever spellings it has.

use super::{Plan, PlannedField, PlannedRecord, Structure, UNKNOWN};
use crate::json;

/// The documented fields of an event.
#[derive(Debug, Default)]
pub struct Documented {
    /// Their pointers; an item of an array is written `-`.
    pub pointers: Vec<String>,
    /// For each pointer, the records that it is in only where a word says so; `None` if it always is.
    cases: Vec<Vec<Option<u16>>>,
    /// For each field of the plan, the number of its pointer; [`UNKNOWN`] for a field that is not documented.
    of_fields: Vec<u16>,
}

impl Documented {
    /// The documented fields of a plan.
    pub(super) fn of(plan: &Plan) -> Documented {
        let of_fields = vec![UNKNOWN; plan.fields.len()];
        let mut documented = Documented { of_fields, ..Documented::default() };
        documented.add(plan, &plan.records[0], "", None);
        documented
    }

    /// The number of the pointer of a field.
    pub fn number_of(&self, field: u16) -> Option<usize> {
        self.of_fields.get(usize::from(field)).filter(|number| **number != UNKNOWN).map(|number| usize::from(*number))
    }

    /// Returns true if a pointer can be expected of an object, given the records that are there. An object that is one
    /// of several kinds is not asked for the fields of the others.
    pub fn is_expected(&self, number: usize, is_there: impl Fn(u16) -> bool) -> bool {
        self.cases[number].iter().any(|case| case.is_none_or(&is_there))
    }

    fn add(&mut self, plan: &Plan, record: &PlannedRecord, around: &str, case: Option<u16>) {
        let planned = &plan.fields[usize::from(record.fields.start)..usize::from(record.fields.end)];
        for spellings in planned.chunk_by(|one, other| one.row.name == other.row.name) {
            let mut pointer = around.to_owned();
            json::push_key(spellings[0].row.name, &mut pointer);
            let number = self.number(&pointer);
            self.cases[usize::from(number)].push(case);
            for field in spellings {
                self.of_fields[usize::from(field.number)] = number;
                let is_list = matches!(field.structure, Structure::List | Structure::ListBy | Structure::Items);
                let inner = if is_list { format!("{pointer}/-") } else { pointer.clone() };
                for record in records_in(field) {
                    let case = if field.choice.is_some() { Some(record) } else { case };
                    self.add(plan, &plan.records[usize::from(record)], &inner, case);
                }
            }
        }
    }

    /// The number of a pointer, which may be new.
    fn number(&mut self, pointer: &str) -> u16 {
        let known = self.pointers.iter().position(|known| known == pointer);
        let number = known.unwrap_or_else(|| {
            self.pointers.push(pointer.to_owned());
            self.cases.push(Vec::new());
            self.pointers.len() - 1
        });
        super::number(number)
    }
}

/// The records of the objects that a field holds.
fn records_in(field: &PlannedField) -> Vec<u16> {
    match (field.structure, &field.choice) {
        (Structure::Object | Structure::List | Structure::Items, _) => vec![field.record],
        (_, Some(choice)) => choice.cases.iter().chain(&choice.otherwise).map(|case| case.record).collect(),
        _ => Vec::new(),
    }
}
