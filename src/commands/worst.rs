//! The payloads that a list shows where it does not show all: the worst, and of those that are as bad the first.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use chathook::finding::Severity;
use chathook::sorting::sort_by;

/// The worst so many of some rows, in the order in which they came.
pub(super) struct Worst<T> {
    most: usize,
    rows: Vec<(Option<Severity>, T)>,
    floor: Floor,
}

/// The least severity of a row for which there is still room. It is shared with those who make rows, and only rises: a
/// row that they leave out for it would find no room.
#[derive(Clone, Default)]
pub(super) struct Floor(Arc<AtomicU8>);

impl Floor {
    /// True if there may be room for a row of this severity, if it comes after others.
    pub(super) fn lets_in(&self, severity: Option<Severity>) -> bool {
        rank(severity) > self.0.load(Ordering::Relaxed)
    }
}

impl<T> Worst<T> {
    pub(super) fn new(most: usize) -> Worst<T> {
        Worst { most, rows: Vec::new(), floor: Floor::default() }
    }

    /// Returns the floor, for others to ask.
    pub(super) fn floor(&self) -> Floor {
        self.floor.clone()
    }

    /// Adds a row that is so bad, in the place of one that is not, if there is no other room.
    pub(super) fn add(&mut self, severity: Option<Severity>, row: T) {
        if self.rows.len() == self.most {
            let least = self.rows.iter().enumerate().rev().min_by_key(|(_, (severity, _))| rank(*severity));
            match least {
                Some((at, (least, _))) if rank(*least) < rank(severity) => drop(self.rows.remove(at)),
                _ => return,
            }
        }
        self.rows.push((severity, row));
        if self.rows.len() == self.most {
            let floor = self.rows.iter().map(|(severity, _)| rank(*severity)).min().unwrap_or_default();
            self.floor.0.store(floor, Ordering::Relaxed);
        }
    }

    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows: as they came if these are all, or else the worst first.
    pub(super) fn into_rows(mut self, are_all: bool) -> impl Iterator<Item = T> {
        if !are_all {
            sort_by(&mut self.rows, |(one, _), (other, _)| rank(*other).cmp(&rank(*one)));
        }
        self.rows.into_iter().map(|(_, row)| row)
    }
}

/// A severity as a number: the worse, the greater.
fn rank(severity: Option<Severity>) -> u8 {
    match severity {
        None => 0,
        Some(Severity::Note) => 1,
        Some(Severity::Warning) => 2,
        Some(Severity::Error) => 3,
    }
}
