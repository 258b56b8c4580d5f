//! In which order charges are worked out: each after those that it builds on.

use super::names::Names;
use super::{Rule, RuleId};
use crate::order;
use crate::tables::Tables;
use crate::tables::schema::{Amount, ChargeRule, Effect, Part};

/// Charges by kind, and within a kind after those whose amounts they build on.
pub(super) fn charges_in_order(tables: &Tables, rules: &[Rule], names: &Names<'_>) -> Vec<RuleId> {
    let charge = |id: RuleId| {
        let rule = rules.get(usize::from(id))?;
        match &tables.world.measures.get(rule.measure)?.effect {
            Effect::Charge(charge) if rule.upcoming.is_none() => Some((rule, charge)),
            _ => None,
        }
    };
    let mut waiting: Vec<RuleId> = (0..).take(rules.len()).filter(|id| charge(*id).is_some()).collect();
    order::sort_by_key(&mut waiting, |id| charge(*id).map(|(_, charge)| charge.kind));
    let mut ordered: Vec<RuleId> = Vec::with_capacity(waiting.len());
    // Each round takes the charges that wait for nothing; the checker refuses circles, and here one ends the loop.
    while !waiting.is_empty() {
        let ready = |id: &RuleId| {
            charge(*id).is_none_or(|(rule, charge)| {
                builds_on(rule, charge, names).iter().all(|needed| !waiting.contains(needed) || needed == id)
            })
        };
        let kind = waiting.first().and_then(|id| charge(*id)).map(|(_, charge)| charge.kind);
        let same_kind = |id: &RuleId| charge(*id).map(|(_, charge)| charge.kind) == kind;
        let next: Vec<RuleId> = waiting.iter().copied().filter(|id| same_kind(id) && ready(id)).collect();
        let next = if next.is_empty() { waiting.iter().copied().take(1).collect() } else { next };
        waiting.retain(|id| !next.contains(id));
        ordered.extend(next);
    }
    ordered
}

fn builds_on(rule: &Rule, charge: &ChargeRule, names: &Names<'_>) -> Vec<RuleId> {
    let mut needed: Vec<RuleId> = Vec::new();
    let tests = rule.when.value.iter().chain(rule.unless.iter().flat_map(|unless| &unless.value));
    for part in charge.base.iter().chain(tests.flat_map(|test| &test.of)) {
        if let Part::Charge(id) = part {
            needed.extend(names.rule(id));
        }
    }
    if let Amount::TopUp { over, .. } = &charge.amount {
        needed.extend(names.rules(over));
    }
    needed.extend(&rule.when.free);
    needed.extend(rule.unless.iter().flat_map(|unless| &unless.free));
    needed
}
