//! Conditions prepared for a day: names turned into the sets and rules they mean.

use super::RuleId;
use super::codes::SetId;
use super::names::Names;
use crate::Place;
use crate::tables::schema::{Buyer, Carriage, ChargeKind, Condition, PlaceMatch, Test, Transaction};

/// A condition of a rule. Empty lists ask nothing; `never` is set where something asked for does not exist that day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    pub(crate) never: bool,
    /// Whether anything is asked of the consignment as a whole.
    pub(crate) of_consignment: bool,
    pub(crate) transaction: Vec<Transaction>,
    pub(crate) carriage: Vec<Carriage>,
    pub(crate) buyer: Vec<Buyer>,
    pub(crate) to: Option<Vec<Place>>,
    pub(crate) election: Vec<String>,
    pub(crate) dataset: Vec<String>,
    pub(crate) restricted: Option<bool>,
    pub(crate) dispatched_from: Option<Vec<Place>>,
    pub(crate) origin: Option<Vec<Place>>,
    /// Prefixes, lists and goods classes together: a key of each kind that is asked must hold.
    pub(crate) codes: Vec<SetId>,
    pub(crate) claim: Vec<String>,
    pub(crate) scheme: Vec<String>,
    pub(crate) facts: Vec<(u16, bool)>,
    pub(crate) value: Vec<Test>,
    /// A comparison of the consignment's weight, by position in the law's.
    pub(crate) weight: Option<u16>,
    pub(crate) applies: Vec<RuleId>,
    pub(crate) free: Vec<RuleId>,
    pub(crate) due: Vec<ChargeKind>,
}

impl Conditions {
    /// Prepares `condition`. Groups, lists and goods classes that do not exist match nothing; the checker complains
    /// about them long before.
    pub(super) fn prepare(condition: &Condition, names: &mut Names<'_>) -> Self {
        let mut codes = Vec::new();
        if !condition.code.is_empty() {
            codes.push(names.set(condition.code.clone()));
        }
        if !condition.list.is_empty() {
            codes.push(names.lists(&condition.list));
        }
        if !condition.goods.is_empty() {
            codes.push(names.goods(&condition.goods));
        }
        let applies = names.rules(&condition.applies);
        let free = names.rules(&condition.free);
        let never =
            (applies.is_empty() && !condition.applies.is_empty()) || (free.is_empty() && !condition.free.is_empty());
        let of_consignment = !(condition.transaction.is_empty()
            && condition.carriage.is_empty()
            && condition.buyer.is_empty()
            && condition.to.is_empty()
            && condition.election.is_empty()
            && condition.dataset.is_empty()
            && condition.dispatched_from.is_empty()
            && condition.restricted.is_none());
        Self {
            never,
            of_consignment,
            transaction: condition.transaction.clone(),
            carriage: condition.carriage.clone(),
            buyer: condition.buyer.clone(),
            to: places(&condition.to, names),
            election: condition.election.clone(),
            dataset: condition.dataset.clone(),
            restricted: condition.restricted,
            dispatched_from: places(&condition.dispatched_from, names),
            origin: places(&condition.origin, names),
            codes,
            claim: condition.claim.clone(),
            scheme: condition.scheme.clone(),
            facts: condition.fact.iter().map(|fact| (names.fact(&fact.name), fact.is)).collect(),
            value: condition.value.clone(),
            weight: condition.weight.map(|test| names.weight(test)),
            applies,
            free,
            due: condition.due.clone(),
        }
    }
}

fn places(matches: &[PlaceMatch], names: &Names<'_>) -> Option<Vec<Place>> {
    if matches.is_empty() {
        return None;
    }
    let mut places = Vec::new();
    for one in matches {
        match one {
            PlaceMatch::Place(place) => places.push(*place),
            PlaceMatch::Group(name) => places.extend(names.group(name)),
        }
    }
    crate::order::sort(&mut places);
    places.dedup();
    Some(places)
}
