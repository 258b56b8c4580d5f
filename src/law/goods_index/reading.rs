//! What the words of a description say together: some suggest goods, some take that back.
//!
//! A phrase that cancels, and that shares a word with one that suggests, takes back only that one: in "red wine with two
//! wine glasses" the wine stays. A phrase that stands by itself, as "vegan" or "battery-free", speaks of the whole line.
//! Words of the general kind (rack, print, for, without) take back the goods they stand beside.

use super::phrases::{Found, Meaning, Turn};

/// Words between goods and what turns them: "case for your new drone".
const BETWEEN: usize = 2;

/// Meanings that stand after all is taken into account, each once.
pub(super) fn standing(found: &[Found], category_of_own: impl Fn(u16) -> u16, holds: impl Fn(u16) -> bool) -> Vec<Meaning> {
    let category = |one: &Found| match one.meaning {
        Meaning::Suggests(category) => Some(category),
        Meaning::SuggestsOwn(own) => Some(category_of_own(own)),
        Meaning::Cancels(_) | Meaning::Turns(_) => None,
    };
    let mut standing = Vec::new();
    for one in found {
        let Some(category) = category(one) else { continue };
        if standing.contains(&one.meaning) {
            continue;
        }
        let cancelled = found.iter().any(|other| {
            other.meaning == Meaning::Cancels(category) && (takes_back(other, one) || speaks_of_all(other, category, found))
        });
        if !cancelled && !is_turned(one, found, holds(category)) {
            standing.push(one.meaning);
        }
    }
    standing
}

/// Whether they share words, and the suggestion is not the longer phrase around it.
fn takes_back(cancels: &Found, suggests: &Found) -> bool {
    let shares = cancels.start < suggests.end && suggests.start < cancels.end;
    let within = suggests.start <= cancels.start && cancels.end <= suggests.end;
    shares && !(within && cancels.end - cancels.start < suggests.end - suggests.start)
}

/// Whether it shares no word with anything that suggests the category.
fn speaks_of_all(cancels: &Found, category: u16, found: &[Found]) -> bool {
    let own = |other: &&Found| other.meaning == Meaning::Suggests(category);
    !found.iter().filter(own).any(|other| cancels.start < other.end && other.start < cancels.end)
}

fn is_turned(goods: &Found, found: &[Found], holds: bool) -> bool {
    let turn = |wanted: Turn| found.iter().filter(move |other| other.meaning == Meaning::Turns(wanted));
    let thing = |one: &Found| {
        one.meaning == Meaning::Turns(Turn::Thing) || (holds && one.meaning == Meaning::Turns(Turn::Container))
    };
    let before = |earlier: &Found, later: usize, between: usize| earlier.end <= later && later - earlier.end <= between;
    let after = |earlier: usize, later: &Found, between: usize| later.start >= earlier && later.start - earlier <= between;
    // rack for [the new] drone
    let for_goods = |by: &Found, thing: &dyn Fn(&Found) -> bool| {
        before(by, goods.start, BETWEEN) && found.iter().any(|one| thing(one) && before(one, by.start, 1))
    };
    let only_thing = |one: &Found| one.meaning == Meaning::Turns(Turn::Thing);
    found.iter().any(|one| thing(one) && one.start == goods.end)
        || turn(Turn::Before).any(|one| before(one, goods.start, 1))
        || turn(Turn::For).any(|by| for_goods(by, &thing))
        || turn(Turn::Of).any(|by| for_goods(by, &only_thing))
        || turn(Turn::AfterFor)
            .any(|by| after(goods.end, by, 1) && found.iter().any(|one| thing(one) && after(by.end, one, BETWEEN)))
}
