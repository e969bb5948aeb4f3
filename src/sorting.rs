//! Sorting where little is sorted. The standard library's is compiled for each type anew, and takes five kilobytes each time.

use std::cmp::Ordering;
use std::mem;

/// Sorts things, and leaves those in their order that are equal.
pub fn sort_by<T>(things: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if things.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return;
    }
    let order = order(things.len(), &|one, other| compare(&things[one], &things[other]));
    let mut unsorted: Vec<_> = mem::take(things).into_iter().map(Some).collect();
    things.extend(order.into_iter().filter_map(|place| unsorted[place].take()));
}

/// The places of so many things in the order that they are to have.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<_> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}
