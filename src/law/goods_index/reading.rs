//! What the words of a description say together: some suggest goods, some take that back.
//!
//! A phrase that cancels, and that shares a word with one that suggests, takes back only that one: in "red wine with two
//! wine glasses" the wine stays. A phrase that stands by itself, as "vegan" or "battery-free", speaks of the whole line.
//! Words of the general kind (rack, print, for, without) take back the goods they stand beside.

use super::phrases::{Found, Meaning, Turn};

/// Which things beside them turn the goods of a category into other goods.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Things {
    /// A rack, a holder: not for what such a thing may be made of, as ivory.
    pub(super) things: bool,
    /// A case, a bag: not for what it may be full of, as wine.
    pub(super) containers: bool,
    /// A cushion, a mug, anywhere in the line: not for what may be such an article itself, as a worn coat.
    pub(super) articles: bool,
}

/// Words between goods and what turns them: "case for your new drone".
const BETWEEN: usize = 2;

/// Units around goods in which anything that is said of them stands.
const NEAR: usize = 8;

/// Meanings that stand after all is taken into account, each once. What was found is in order.
pub(super) fn standing(
    found: &[Found],
    category_of_own: impl Fn(u16) -> u16,
    may: impl Fn(u16) -> Things,
    is_name: impl Fn(usize) -> bool,
) -> Vec<Meaning> {
    let mut standing = Vec::new();
    let mut spoken_of = Vec::new();
    for one in found {
        let category = match one.meaning {
            Meaning::Suggests(category) => category,
            Meaning::SuggestsOwn(own) => category_of_own(own),
            Meaning::Cancels(_) | Meaning::Turns(_) => continue,
        };
        if standing.contains(&one.meaning) {
            continue;
        }
        if !spoken_of.iter().any(|(known, _)| *known == category) {
            let article = may(category).articles && names_an_article(found);
            spoken_of.push((category, article || is_spoken_of(category, found)));
        }
        let near = near(one, found);
        let taken_back = near.iter().any(|other| other.meaning == Meaning::Cancels(category) && takes_back(other, one));
        if !taken_back && !spoken_of.contains(&(category, true)) && !is_turned(one, near, may(category), &is_name) {
            standing.push(one.meaning);
        }
    }
    standing
}

fn near<'f>(one: &Found, found: &'f [Found]) -> &'f [Found] {
    let first = found.partition_point(|other| other.start + NEAR < one.start);
    let last = found.partition_point(|other| other.start <= one.end + NEAR);
    found.get(first..last).unwrap_or_default()
}

/// Whether a phrase cancels the category for the whole line: it shares no word with anything that suggests it.
fn is_spoken_of(category: u16, found: &[Found]) -> bool {
    let suggested = |unit: &Found| {
        let own = |other: &&Found| other.meaning == Meaning::Suggests(category);
        near(unit, found).iter().filter(own).any(|other| unit.start < other.end && other.start < unit.end)
    };
    found.iter().any(|one| one.meaning == Meaning::Cancels(category) && !suggested(one))
}

/// Whether they share words, and the suggestion is not the longer phrase around it.
fn takes_back(cancels: &Found, suggests: &Found) -> bool {
    let shares = cancels.start < suggests.end && suggests.start < cancels.end;
    let within = suggests.start <= cancels.start && cancels.end <= suggests.end;
    shares && !(within && cancels.end - cancels.start < suggests.end - suggests.start)
}

/// Whether the line is of an article on which goods can only be pictured, or which had them: not one that comes with them.
fn names_an_article(found: &[Found]) -> bool {
    let with =
        |article: &Found| found.iter().any(|one| one.meaning == Meaning::Turns(Turn::With) && one.end == article.start);
    found.iter().any(|one| one.meaning == Meaning::Turns(Turn::Article) && !with(one))
}

/// Whether a word joins what stands on both sides of it, so that neither names the other.
fn is_joint(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Turns(Turn::With | Turn::For | Turn::Of | Turn::AfterFor | Turn::Before))
}

fn is_turned(goods: &Found, found: &[Found], may: Things, is_name: &dyn Fn(usize) -> bool) -> bool {
    let turn = |wanted: Turn| found.iter().filter(move |other| other.meaning == Meaning::Turns(wanted));
    let thing = |one: &Found| match one.meaning {
        Meaning::Turns(Turn::Likeness) => true,
        Meaning::Turns(Turn::Thing | Turn::ThingFirst) => may.things,
        Meaning::Turns(Turn::Container | Turn::ContainerFirst) => may.containers,
        _ => false,
    };
    let first =
        |one: &Found| matches!(one.meaning, Meaning::Turns(Turn::ThingFirst | Turn::ContainerFirst)) && thing(one);
    let uncontained =
        |one: &Found| thing(one) && !matches!(one.meaning, Meaning::Turns(Turn::Container | Turn::ContainerFirst));
    let before = |earlier: &Found, later: usize, between: usize| earlier.end <= later && later - earlier.end <= between;
    let after =
        |earlier: usize, later: &Found, between: usize| later.start >= earlier && later.start - earlier <= between;
    // rack for [the new] drone
    let for_goods = |by: &Found, thing: &dyn Fn(&Found) -> bool| {
        before(by, goods.start, BETWEEN) && found.iter().any(|one| thing(one) && before(one, by.start, 1))
    };
    // Compounds of one word, such as the German for a knife stand, hold both.
    let within = |one: &Found| (one.start, one.end) == (goods.start, goods.end) && one.end - one.start == 1;
    // sardine tin opener: a word between names which.
    let joined =
        |one: &Found| found.iter().any(|by| is_joint(by.meaning) && by.start == goods.end && by.end == one.start);
    let one_further = |one: &Found| {
        let is_next = one.start == goods.end + 1 && is_name(goods.end);
        one.meaning == Meaning::Turns(Turn::Thing) && may.things && is_next && !joined(one)
    };
    found.iter().any(|one| (thing(one) && (one.start == goods.end || within(one))) || one_further(one))
        || found.iter().any(|one| first(one) && one.end == goods.start)
        || turn(Turn::Before).any(|one| before(one, goods.start, 1))
        || turn(Turn::For).any(|by| for_goods(by, &thing))
        || turn(Turn::Of).any(|by| for_goods(by, &uncontained))
        || turn(Turn::AfterFor)
            .any(|by| after(goods.end, by, 1) && found.iter().any(|one| thing(one) && after(by.end, one, BETWEEN)))
}
