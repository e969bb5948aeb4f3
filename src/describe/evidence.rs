//! Evidence: the sources of the facts in a description.

/// Sources of a fact, and the generation of the vendor's product that it holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The vendor's documentation says so.
    pub documented: bool,
    /// A sample of the vendor's shows it.
    pub observed: bool,
    /// The generations it is known of, if not all.
    pub generation: &'static str,
}

/// Documented by the vendor.
pub const D: Evidence = Evidence { documented: true, observed: false, generation: "" };
/// Observed in a sample of the vendor's.
pub const O: Evidence = Evidence { documented: false, observed: true, generation: "" };
/// Documented and observed.
pub const DO: Evidence = Evidence { documented: true, observed: true, generation: "" };
/// Inferred here.
pub const I: Evidence = Evidence { documented: false, observed: false, generation: "" };

impl Evidence {
    /// Returns true if nothing but inference supports the fact.
    pub const fn is_inferred(self) -> bool {
        !self.documented && !self.observed
    }

    /// The same, known of these generations only.
    pub const fn of(self, generation: &'static str) -> Evidence {
        Evidence { generation, ..self }
    }
}
