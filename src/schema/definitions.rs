//! Schemas that are defined once and referred to by name.

use super::keywords::Schema;
use crate::describe::Record;

/// The definitions of a schema, in the order in which they are first referred to.
#[derive(Default)]
pub(super) struct Definitions {
    defined: Vec<Definition>,
}

struct Definition {
    name: String,
    /// The record that it is the schema of, if it is.
    record: Option<&'static Record>,
    schema: Schema,
}

impl Definitions {
    /// Defines something under a name that nothing else has, and refers to it.
    pub(super) fn define(&mut self, name: &str, make: impl FnOnce(&mut Definitions) -> Schema) -> Schema {
        self.add(name.to_owned(), None, make)
    }

    /// Refers to a record, and defines it if that was not done yet. It is called after the place where it is first
    /// referred to, given as the keys that lead there: by the last one or, if something else has that name, by as many
    /// as it takes.
    pub(super) fn refer(
        &mut self,
        record: &'static Record,
        place: &[&str],
        make: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Schema {
        let is_it = |definition: &&Definition| definition.record == Some(record);
        if let Some(definition) = self.defined.iter().find(is_it) {
            return Schema::defined_as(&definition.name);
        }
        let mut names = (0..place.len()).rev().map(|from| place[from..].join("."));
        let name = names.find(|name| self.is_free(name)).expect("no two records are first referred to at one place");
        self.add(name, Some(record), make)
    }

    fn add(
        &mut self,
        name: String,
        record: Option<&'static Record>,
        make: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Schema {
        assert!(self.is_free(&name), "`{name}` is two things");
        let number = self.defined.len();
        let reference = Schema::defined_as(&name);
        self.defined.push(Definition { name, record, schema: Schema::default() });
        self.defined[number].schema = make(self);
        reference
    }

    fn is_free(&self, name: &str) -> bool {
        self.defined.iter().all(|definition| definition.name != name)
    }

    /// All of them, by name.
    pub(super) fn into_members(self) -> Vec<(String, Schema)> {
        self.defined.into_iter().map(|definition| (definition.name, definition.schema)).collect()
    }
}
