//! Sorting, once.
//!
//! The standard sorts are unrolled for each type that is sorted; with some twenty types that was a seventh of the engine.
//! Here only positions are ever sorted, and the things follow them.

use core::cmp::Ordering;

/// Sorts by a comparison; what compares equal keeps its order.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    if items.is_sorted_by(|a, b| compare(a, b) != Ordering::Greater) {
        return;
    }
    let mut positions: Vec<usize> = (0..items.len()).collect();
    sort_positions(&mut positions, &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(positions.into_iter().filter_map(|position| slots.get_mut(position)?.take()));
}

/// Sorts by what `key` makes of each.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts.
pub(crate) fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// The one sort there is.
#[inline(never)]
fn sort_positions(positions: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    positions.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_by_key};

    #[test]
    fn equal_things_keep_their_order() {
        let mut words = vec!["pear", "fig", "plum", "kiwi", "nut"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "nut", "pear", "plum", "kiwi"]);
        let mut numbers: Vec<u32> = (0..500).map(|n| n * 7919 % 500).collect();
        sort(&mut numbers);
        assert!(numbers.is_sorted() && numbers.len() == 500);
    }
}
