//! The state of a table of text while it is read.

/// The state of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The byte between its cells, once the first record was seen.
    pub(super) delimiter: Option<u8>,
    /// The names of its columns, if the first record has them.
    pub(super) names: Vec<String>,
    /// The number of records, but for that of the names.
    pub(super) records: u64,
}

impl Table {
    /// Of which nothing is known so far.
    pub(super) const START: Table = Table { delimiter: None, names: Vec::new(), records: 0 };
}
