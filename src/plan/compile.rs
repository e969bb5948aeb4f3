//! The numbering of a description's fields, and the looking up of where each goes.

use std::ops::Range;

use super::{Plan, PlannedCase, PlannedChoice, PlannedField, PlannedRecord, Quoted, Structure, number, slot};
use crate::describe::{Body, Case, Choice, D, Encoding, Event, Field, Part, Privacy, Record, Rows, field};
use crate::encoding::Meaning;
use crate::event::{self, Slot};
use crate::json::{self, Form};

impl Plan {
    /// Numbers the fields of a body.
    pub(super) fn lay_body(&mut self, body: Body) {
        let around = Around {
            path: String::new(),
            keys: Vec::new(),
            pointer: Some(String::new()),
            place: None,
            within: Vec::new(),
            body,
        };
        // These come first, so that they too have the same numbers around all events.
        self.whole = self.lay_one(&WHOLE, &around);
        let first = number_of_next(&self.fields);
        for secret in self.vendor.secrets {
            self.lay_one(secret, &around);
        }
        self.secrets = first..number_of_next(&self.fields);
        self.lay_object(&body.rows(), &around);
    }

    /// Numbers an object's fields and, after them, those of the objects it holds. Those of events come last: so what is around
    /// them has the same numbers in the plans of all events that may stand there, and is read once.
    fn lay_object(&mut self, rows: &Rows, around: &Around) -> u16 {
        let number = number(self.records.len());
        let first = number_of_next(&self.fields);
        let mut required = Vec::new();
        for row in &rows.fields {
            let spellings = self.lay_row(row, around);
            if row.required {
                required.push(spellings);
            }
        }
        let fields = first..number_of_next(&self.fields);
        let is_of_list = |path: &str| !path.starts_with('.') && path.contains("[].");
        let has_items = rows.fields.iter().flat_map(|row| row.targets()).any(|target| is_of_list(target.path));
        let is_item = has_items || around.place.as_ref().is_some_and(|place| place.is_item);
        self.records.push(PlannedRecord { fields: fields.clone(), required, is_item, is_open: rows.is_open });
        let is_items = |field: &usize| matches!(self.fields[*field].row.encoding, Encoding::Items(_));
        let (last, first): (Vec<_>, Vec<_>) = fields.map(usize::from).partition(is_items);
        for field in first.into_iter().chain(last) {
            self.lay_inside(field, rows, around);
        }
        number
    }

    /// Numbers a row's field, under each of its spellings.
    fn lay_row(&mut self, row: &'static Field, around: &Around) -> Range<u16> {
        let first = number_of_next(&self.fields);
        let targets = self.targets(row, around);
        let is_of_no_chat = matches!(row.encoding, Encoding::About) && !self.event.is_none_or(Event::is_about_chat);
        for name in row.names() {
            let number = number_of_next(&self.fields);
            self.fields.push(PlannedField {
                number,
                name,
                quoted: Quoted::new(name),
                row,
                structure: Structure::Leaf,
                record: 0,
                is_single: false,
                choice: None,
                keys: around.keys.iter().copied().chain([name]).collect(),
                pointer: around.pointer_to(name).map(|pointer| json::quoted(&pointer)),
                pointer_rank: 0,
                stands: stands(row, &targets),
                any_counts: row.empty.is_empty() && row.encoding.says_something(),
                never: row.encoding.scalar().and_then(|scalar| scalar.never),
                must_say: row.required && !is_of_no_chat,
                can_be_odd: row.encoding.can_be_odd(),
                holds_numbers: [Meaning::Count, Meaning::Number].iter().any(|meaning| row.encoding.means(*meaning)),
                targets: targets.clone(),
                key_target: None,
                is_carried: false,
                of: number,
                rank: u32::from(number) | (row.source as u32) << 16,
            });
        }
        first..number_of_next(&self.fields)
    }

    /// Lays out the fields in a field's value, if it is taken apart.
    fn lay_inside(&mut self, field: usize, rows: &Rows, around: &Around) {
        let row = self.fields[field].row;
        let is_own_list = event::is_own(self.vendor) && matches!(row.encoding, Encoding::List(_));
        let under = if is_own_list { Some(around.path_of(row)) } else { around.body.under(row).map(str::to_owned) };
        let inside = around.inside(row, self.fields[field].name, under.as_deref(), rows);
        let list = row.target.map(|target| around.absolute(target.path));
        let body = around.body;
        let (structure, record) = match row.encoding {
            Encoding::Object(_) | Encoding::List(_) | Encoding::About | Encoding::Items(_) => {
                let Some(held) = body.rows_in(row).filter(|held| !inside.within.contains(&held.identity)) else {
                    return;
                };
                let structure = match row.encoding {
                    Encoding::List(_) => Structure::List,
                    Encoding::Items(_) => Structure::Items,
                    _ => Structure::Object,
                };
                let is_array = matches!(structure, Structure::List | Structure::Items);
                let inside = Around { pointer: inside.pointer.filter(|_| !is_array), ..inside };
                self.fields[field].is_single =
                    structure == Structure::List && row.under.is_some() && inside.is_single();
                (structure, self.lay_object(&held, &inside))
            }
            Encoding::ObjectBy(choice) | Encoding::ListBy(choice) => {
                let is_list = matches!(row.encoding, Encoding::ListBy(_));
                let inside = Around { pointer: inside.pointer.filter(|_| !is_list), ..inside };
                self.fields[field].choice = Some(self.lay_choice(choice, is_list, &inside));
                (if is_list { Structure::ListBy } else { Structure::ObjectBy }, 0)
            }
            Encoding::Each(of_item) => (Structure::Each, self.lay_each(of_item, around)),
            Encoding::NamedValues => (Structure::NamedValues, self.lay_named_value(list.as_deref(), around)),
            Encoding::ListOfNamedValues => {
                (Structure::ListOfNamedValues, self.lay_named_value(list.as_deref(), around))
            }
            _ => return,
        };
        if matches!(structure, Structure::Each | Structure::NamedValues | Structure::ListOfNamedValues) {
            let value = self.records[usize::from(record)].fields.start;
            self.fields[usize::from(value)].of = number(field);
        }
        let planned = &mut self.fields[field];
        (planned.structure, planned.record) = (structure, record);
    }

    fn lay_choice(&mut self, choice: &'static Choice, is_list: bool, around: &Around) -> PlannedChoice {
        let mut compile = |case: &Case| {
            let inside = Around { place: around.place_of(case.under), ..around.clone() };
            let only = case.under.filter(|_| is_list && inside.is_single());
            PlannedCase { words: case.words, record: self.lay_object(&Rows::of(case.record), &inside), only }
        };
        let cases = choice.cases.iter().map(&mut compile).collect();
        PlannedChoice { key: choice.key, cases, otherwise: choice.otherwise.as_ref().map(&mut compile) }
    }

    /// Makes a record of the one field that each value of an array is.
    fn lay_each(&mut self, of_item: &'static Field, around: &Around) -> u16 {
        let record = number(self.records.len());
        let around = Around { pointer: None, ..around.clone() };
        let field = self.lay_one(of_item, &around);
        self.records.push(PlannedRecord {
            fields: field..field + 1,
            required: Vec::new(),
            is_item: true,
            is_open: false,
        });
        record
    }

    /// Makes a record of one field that stands for every named value of an array, or of `unmapped`.
    fn lay_named_value(&mut self, list: Option<&str>, around: &Around) -> u16 {
        static NAMED_VALUE: Field = field("", Encoding::Json, D, "A named value.");
        let member = |name: &str| list.and_then(|list| event::slot(&format!("{list}.{name}")));
        let is_carried = event::is_own(self.vendor) && list.is_none();
        let record = self.lay_each(&NAMED_VALUE, around);
        let value = self.fields.last_mut().expect("the record has a field");
        value.key_target = member("name");
        value.is_carried = is_carried;
        value.targets = member("value").map(|slot| (slot, Part::Meaning)).into_iter().collect();
        record
    }

    /// Numbers the field of a row that stands by itself.
    fn lay_one(&mut self, row: &'static Field, around: &Around) -> u16 {
        let around = Around { pointer: None, ..around.clone() };
        self.lay_row(row, &around).start
    }

    /// Returns the slots that a field's value goes to, with the part that goes to each. A member of a normalized event
    /// goes to its own place.
    fn targets(&self, row: &'static Field, around: &Around) -> Vec<(Slot, Part)> {
        if row.privacy == Privacy::Secret {
            return Vec::new();
        }
        if event::is_own(self.vendor) {
            let own = event::slot(&around.path_of(row)).filter(|_| !row.name.is_empty());
            return own.map(|slot| (slot, Part::Meaning)).into_iter().collect();
        }
        let to = |path: &str| match path.strip_prefix('.') {
            // The place around may have no such member: then the field stays in `unmapped`.
            Some(_) => event::slot(&around.absolute(path)),
            None => Some(slot(path)),
        };
        row.targets().filter_map(|target| Some((to(target.path)?, target.part))).collect()
    }
}

/// Row of an object that is not taken apart.
static WHOLE: Field = field("", Encoding::Json, D, "Kept whole.");

/// If values of a form go to one slot as they stand, that form and that slot.
fn stands(row: &Field, targets: &[(Slot, Part)]) -> Option<(Form, Slot)> {
    match targets {
        [(slot, Part::Meaning)] if !row.also_unmapped => Some((row.encoding.copies()?, *slot)),
        _ => None,
    }
}

/// Surroundings of an object: its path, its place, and the records that it stands in.
#[derive(Clone)]
struct Around {
    /// Its path in the payload, as the table of the normalized event writes paths.
    path: String,
    /// The keys that lead to it.
    keys: Vec<&'static str>,
    /// Its JSON Pointer; below an array it has several.
    pointer: Option<String>,
    /// The place in the normalized event that it is.
    place: Option<Holder>,
    /// The records that it stands in.
    within: Vec<&'static Record>,
    body: Body,
}

/// A place in the normalized event that an object is: `visitor`, `agents[]`, `messages[].author`.
#[derive(Clone)]
struct Holder {
    path: String,
    /// True if the object is an item of that array, and not a part of an item.
    is_item: bool,
}

impl Around {
    /// Returns the surroundings of the objects that a field of an object of these rows holds.
    fn inside(&self, row: &Field, name: &'static str, under: Option<&str>, rows: &Rows) -> Around {
        let place = match under {
            None => self.place.clone().map(|place| Holder { is_item: false, ..place }),
            under => self.place_of(under),
        };
        let within = self.within.iter().copied().chain([rows.identity]).collect();
        let keys = self.keys.iter().copied().chain([name]).collect();
        Around { path: self.path_of(row), keys, pointer: self.pointer_to(name), place, within, body: self.body }
    }

    /// Returns the place of an object that stands under this path, or in the place around it.
    fn place_of(&self, under: Option<&str>) -> Option<Holder> {
        match under {
            None => self.place.clone(),
            Some(path) => Some(Holder { path: self.absolute(path), is_item: path.ends_with("[]") }),
        }
    }

    /// A path that may be relative to the place.
    fn absolute(&self, path: &str) -> String {
        let around = self.place.as_ref().map_or("", |place| &place.path);
        if path.starts_with('.') { format!("{around}{path}") } else { path.to_owned() }
    }

    /// Returns true if the place is there once, so that no second object can be it.
    fn is_single(&self) -> bool {
        self.place.as_ref().is_some_and(|place| !place.path.contains("[]"))
    }

    /// The JSON Pointer of what the object holds under a key.
    fn pointer_to(&self, key: &str) -> Option<String> {
        let mut pointer = self.pointer.clone()?;
        json::push_key(key, &mut pointer);
        Some(pointer)
    }

    /// A field's path as the normalized event's table writes it.
    fn path_of(&self, row: &Field) -> String {
        let name = match row.encoding {
            Encoding::List(_) => format!("{}[]", row.name),
            _ => row.name.to_owned(),
        };
        match self.path.as_str() {
            "" | event::DATA_KEY => name,
            path => format!("{path}.{name}"),
        }
    }
}

fn number_of_next(fields: &[PlannedField]) -> u16 {
    number(fields.len())
}
