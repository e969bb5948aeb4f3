//! Batches of what a command makes of payloads. What reads sources does not know whose they are: it is compiled once, for all
//! commands.

use std::any::Any;

use chathook::frame::Batch;
use chathook::report::{Outside, Report};

/// A batch that holds reports.
pub(super) trait Reports: Batch + Default {
    /// Passes on no more of what is outside payloads than there is room for.
    fn limit(&mut self, outside: &mut Outside);

    /// A batch that holds this report of what is outside payloads.
    fn of(report: Report) -> Self;

    /// The number of payloads in it, and of findings.
    fn counts(&self) -> (u64, u64);
}

/// A batch of some command.
pub(super) type AnyBatch = Box<dyn Erased>;

/// A batch whose kind is not known. It can do what [`Batch`] and [`Reports`] can.
pub(super) trait Erased: Any + Send {
    fn is_full(&self) -> bool;
    fn count_from(&mut self, payloads: u64);
    fn another(&self) -> AnyBatch;
    fn limit(&mut self, outside: &mut Outside);
    fn another_of(&self, report: Report) -> AnyBatch;
    fn counts(&self) -> (u64, u64);
}

impl<P: Reports> Erased for P {
    fn is_full(&self) -> bool {
        Batch::is_full(self)
    }

    fn count_from(&mut self, payloads: u64) {
        Batch::count_from(self, payloads);
    }

    fn another(&self) -> AnyBatch {
        Box::new(P::default())
    }

    fn limit(&mut self, outside: &mut Outside) {
        Reports::limit(self, outside);
    }

    fn another_of(&self, report: Report) -> AnyBatch {
        Box::new(P::of(report))
    }

    fn counts(&self) -> (u64, u64) {
        Reports::counts(self)
    }
}

impl Batch for AnyBatch {
    fn is_full(&self) -> bool {
        (**self).is_full()
    }

    fn count_from(&mut self, payloads: u64) {
        (**self).count_from(payloads);
    }

    fn another(&self) -> AnyBatch {
        (**self).another()
    }
}

/// The batch of the command that asks.
pub(super) fn own<P: Reports>(batch: &mut AnyBatch) -> &mut P {
    let batch: &mut dyn Any = &mut **batch;
    batch.downcast_mut().expect("a run has batches of one kind")
}
