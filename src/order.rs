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

/// Where something stands in a list, looked for from a place on and then before it. Two answers to one question hold most
/// things in one order: looked for from where the last one was found, each is found at once.
pub(crate) fn position_from<T>(items: &[T], from: usize, is_it: impl Fn(&T) -> bool) -> Option<usize> {
    let (before, after) = items.split_at_checked(from)?;
    after.iter().position(&is_it).map(|at| from + at).or_else(|| before.iter().position(is_it))
}

/// Joins two answers to one question: what stands alike in both becomes one, the first with the first, and what only the other
/// has is added at the end. Says of each that was there before whether the other has it too.
pub(crate) fn pair<T>(
    held: &mut Vec<T>,
    others: Vec<T>,
    alike: impl Fn(&T, &T) -> bool,
    mut both: impl FnMut(&mut T, T),
) -> Vec<bool> {
    let count = held.len();
    let mut met = vec![false; count];
    let mut next = 0;
    for other in others {
        let free = |at: &usize| met.get(*at) == Some(&false) && held.get(*at).is_some_and(|one| alike(one, &other));
        let at = (next..count).chain(0..next).find(free).unwrap_or(count);
        match held.get_mut(at).zip(met.get_mut(at)) {
            Some((one, met)) => {
                both(one, other);
                (*met, next) = (true, at + 1);
            }
            None => held.push(other),
        }
    }
    met
}

/// The one sort there is.
#[inline(never)]
fn sort_positions(positions: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    positions.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::{pair, position_from, sort, sort_by_key};

    #[test]
    fn equal_things_keep_their_order() {
        let mut words = vec!["pear", "fig", "plum", "kiwi", "nut"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "nut", "pear", "plum", "kiwi"]);
        let mut numbers: Vec<u32> = (0..500).map(|n| n * 7919 % 500).collect();
        sort(&mut numbers);
        assert!(numbers.is_sorted() && numbers.len() == 500);
    }

    #[test]
    fn what_stands_before_the_place_is_found_too() {
        let found = |from, wanted| position_from(&[3, 1, 2, 1], from, |one| *one == wanted);
        assert_eq!([found(0, 1), found(2, 1), found(4, 1), found(2, 3)], [Some(1), Some(3), Some(1), Some(0)]);
        assert_eq!([found(0, 5), found(9, 1)], [None, None]);
    }

    #[test]
    fn what_only_one_has_is_told_apart() {
        let mut held = vec![(1, 10), (2, 20), (2, 21), (3, 30)];
        let others = vec![(2, 5), (4, 40), (1, 1), (2, 6), (2, 7)];
        let met = pair(&mut held, others, |one, other| one.0 == other.0, |one, other| one.1 += other.1);
        assert_eq!(met, [true, true, true, false]);
        assert_eq!(held, [(1, 11), (2, 25), (2, 27), (3, 30), (4, 40), (2, 7)]);
    }
}
