//! Whether two measures can ever apply to the same goods, as far as their conditions prove that they cannot.

use super::Subject;
use crate::law::{CodeSet, Membership};
use crate::tables::schema::{Condition, Effect, Measure, PlaceMatch, Test};
use crate::{CommodityCode, Money, Place};

/// Whether the conditions of two measures exclude each other.
pub(super) fn disjoint(subject: &Subject, a: &Measure, b: &Measure) -> bool {
    apart(subject, &a.when, &b.when)
        || under_other_schemes(subject, a, b)
        || under_other_schemes(subject, b, a)
        || a.unless.iter().any(|unless| implied(subject, unless, &b.when) || covered(subject, unless, a, b))
        || b.unless.iter().any(|unless| implied(subject, unless, &a.when) || covered(subject, unless, b, a))
}

/// Whether one asks for a scheme that goods open to the other are never in: what opened the scheme holds too.
fn under_other_schemes(subject: &Subject, asking: &Measure, other: &Measure) -> bool {
    let opens = |measure: &&Measure| match &measure.effect {
        Effect::Scheme(scheme) => asking.when.scheme.contains(&scheme.scheme),
        _ => false,
    };
    let mut schemes =
        subject.measures().filter(opens).filter(|scheme| scheme.validity.overlaps(&asking.validity)).peekable();
    schemes.peek().is_some() && schemes.all(|scheme| apart(subject, &scheme.when, &other.when))
}

/// Whether `unless` blocks its measure wherever both `when` hold.
fn covered(subject: &Subject, unless: &Condition, own: &Measure, other: &Measure) -> bool {
    let both = joined(&own.when, &other.when);
    implied(subject, unless, &both)
}

/// What two conditions ask together, where one alone asks it.
fn joined(a: &Condition, b: &Condition) -> Condition {
    let mut both = b.clone();
    let fill = |mine: &mut Vec<String>, theirs: &Vec<String>| {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    };
    if both.transaction.is_empty() {
        both.transaction.clone_from(&a.transaction);
    }
    if both.carriage.is_empty() {
        both.carriage.clone_from(&a.carriage);
    }
    if both.buyer.is_empty() {
        both.buyer.clone_from(&a.buyer);
    }
    fill(&mut both.dataset, &a.dataset);
    fill(&mut both.scheme, &a.scheme);
    fill(&mut both.goods, &a.goods);
    fill(&mut both.list, &a.list);
    fill(&mut both.claim, &a.claim);
    both.restricted = both.restricted.or(a.restricted);
    both.value.extend(a.value.iter().cloned());
    both.fact.extend(a.fact.iter().cloned());
    both
}

/// Whether no goods meet both conditions.
fn apart(subject: &Subject, a: &Condition, b: &Condition) -> bool {
    none_shared(&a.transaction, &b.transaction)
        || none_shared(&a.carriage, &b.carriage)
        || none_shared(&a.buyer, &b.buyer)
        || none_shared(&a.to, &b.to)
        || none_shared(&a.dataset, &b.dataset)
        || none_shared(&a.scheme, &b.scheme)
        || matches!((a.restricted, b.restricted), (Some(a), Some(b)) if a != b)
        || none_shared(&places(subject, &a.dispatched_from), &places(subject, &b.dispatched_from))
        || none_shared(&places(subject, &a.origin), &places(subject, &b.origin))
        || a.fact.iter().any(|fact| b.fact.iter().any(|other| fact.name == other.name && fact.is != other.is))
        || a.value.iter().any(|test| b.value.iter().any(|other| tests_apart(test, other)))
        || codes_apart(subject, a, b)
}

fn none_shared<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|one| b.contains(one))
}

fn places(subject: &Subject, matches: &[PlaceMatch]) -> Vec<Place> {
    let members = |one: &PlaceMatch| match one {
        PlaceMatch::Place(place) => vec![*place],
        PlaceMatch::Group(name) => {
            let group = subject.world().groups.iter().find(|group| group.name == *name);
            group.map(|group| group.members.clone()).unwrap_or_default()
        }
    };
    matches.iter().flat_map(members).collect()
}

/// The sets of codes that a condition asks for, each of which must hold a code.
fn code_sets(subject: &Subject, condition: &Condition) -> Vec<Vec<CommodityCode>> {
    let lists = condition.list.iter().filter_map(|id| subject.tables().list(id));
    let lists: Vec<CommodityCode> = lists.flat_map(|list| list.rows().iter().map(|(code, _)| *code)).collect();
    let goods = subject.world().goods.iter().filter(|class| condition.goods.contains(&class.name));
    let goods: Vec<CommodityCode> = goods.flat_map(|class| class.codes.iter().copied()).collect();
    [condition.code.clone(), lists, goods].into_iter().filter(|set| !set.is_empty()).collect()
}

fn codes_apart(subject: &Subject, a: &Condition, b: &Condition) -> bool {
    let (a, b) = (code_sets(subject, a), code_sets(subject, b));
    a.iter().any(|set| {
        let set = CodeSet::new(set.clone());
        b.iter().any(|codes| codes.iter().all(|code| set.membership(*code) == Membership::Outside))
    })
}

fn tests_apart(a: &Test, b: &Test) -> bool {
    let below = |a: &Test, b: &Test| {
        let (Some((high, high_in)), Some((low, low_in))) = (upper(a), lower(b)) else { return false };
        high.currency == low.currency
            && (high.amount < low.amount || (high.amount == low.amount && !(high_in && low_in)))
    };
    a.of == b.of && a.per == b.per && (below(a, b) || below(b, a))
}

/// The upper bound, and whether it belongs to the band.
fn upper(test: &Test) -> Option<(Money, bool)> {
    test.at_most.map(|money| (money, true)).or(test.below.map(|money| (money, false)))
}

fn lower(test: &Test) -> Option<(Money, bool)> {
    test.at_least.map(|money| (money, true)).or(test.above.map(|money| (money, false)))
}

/// Whether everything that meets `given` meets `asked` too.
fn implied(subject: &Subject, asked: &Condition, given: &Condition) -> bool {
    within(&asked.transaction, &given.transaction)
        && within(&asked.carriage, &given.carriage)
        && within(&asked.buyer, &given.buyer)
        && within(&asked.to, &given.to)
        && within(&asked.dataset, &given.dataset)
        && within(&asked.scheme, &given.scheme)
        && within(&asked.claim, &given.claim)
        && within(&asked.election, &given.election)
        && within(&asked.applies, &given.applies)
        && within(&asked.free, &given.free)
        && within(&asked.due, &given.due)
        && within(&places(subject, &asked.dispatched_from), &places(subject, &given.dispatched_from))
        && within(&places(subject, &asked.origin), &places(subject, &given.origin))
        && asked.restricted.is_none_or(|restricted| given.restricted == Some(restricted))
        && asked.fact.iter().all(|fact| given.fact.contains(fact))
        && asked.value.iter().all(|test| given.value.iter().any(|given| test_implied(test, given)))
        && codes_implied(subject, asked, given)
}

fn within<T: PartialEq>(asked: &[T], given: &[T]) -> bool {
    asked.is_empty() || (!given.is_empty() && given.iter().all(|one| asked.contains(one)))
}

fn codes_implied(subject: &Subject, asked: &Condition, given: &Condition) -> bool {
    let given = code_sets(subject, given);
    code_sets(subject, asked).into_iter().all(|set| {
        let set = CodeSet::new(set);
        given.iter().any(|codes| codes.iter().all(|code| set.membership(*code) == Membership::Inside))
    })
}

fn test_implied(asked: &Test, given: &Test) -> bool {
    let high = |asked: (Money, bool), given: (Money, bool)| {
        asked.0.currency == given.0.currency
            && (given.0.amount < asked.0.amount || (given.0.amount == asked.0.amount && (asked.1 || !given.1)))
    };
    let low = |asked: (Money, bool), given: (Money, bool)| {
        asked.0.currency == given.0.currency
            && (given.0.amount > asked.0.amount || (given.0.amount == asked.0.amount && (asked.1 || !given.1)))
    };
    asked.of == given.of
        && asked.per == given.per
        && upper(asked).is_none_or(|asked| upper(given).is_some_and(|given| high(asked, given)))
        && lower(asked).is_none_or(|asked| lower(given).is_some_and(|given| low(asked, given)))
}
