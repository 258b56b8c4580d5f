//! Rules that can apply to a consignment at all: what depends on nothing but the consignment is asked once.

use std::cell::Cell;

use super::view::any_of;
use super::{Case, Whole, relief};
use crate::law::{Conditions, RuleId};
use crate::tables::schema::ChargeKind;

/// What is known of a rule for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    NotAsked,
    BeingAsked,
    Yes,
    No,
}

/// How many `unless` of a rule are asked once for the consignment.
pub(crate) const UNLESS_BITS: usize = 32;

/// The rules of the law that a consignment leaves open.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// `No` for rules that the consignment itself rules out.
    answers: Vec<Answer>,
    /// Of each rule, which of its `unless` the consignment leaves open, a bit each; empty when nothing was asked of it.
    unless: Vec<u32>,
    /// Charges left open, by kind and in the order of law.
    charges: [Vec<RuleId>; 5],
    /// Of these the duties, excises and levies, in the order in which they are put on goods.
    pub(crate) on_goods: Vec<RuleId>,
    /// Reliefs left open.
    pub(crate) reliefs: Vec<RuleId>,
    /// Whether some of these compares amounts already assessed.
    pub(crate) compares_amounts: bool,
    /// Rules that lie ahead and are left open.
    pub(crate) ahead: Vec<RuleId>,
}

impl Scope {
    /// Everything is open: for the first stages, which ask few rules and do not know the declaration yet.
    pub(crate) fn everything(case: &Case<'_, '_>) -> Self {
        Self { answers: vec![Answer::NotAsked; case.law.inner().rules.len()], ..Self::default() }
    }

    /// What the consignment and its declaration leave open.
    pub(crate) fn new(case: &Case<'_, '_>, whole: &Whole<'_>) -> Self {
        let law = case.law.inner();
        let mut scope = Self::default();
        for (rule, id) in law.rules.iter().zip(0..) {
            let open = !rule.when.never && is_claimed(case, &rule.when) && asks_consignment(case, whole, &rule.when);
            scope.unless.push(if open { open_unless(case, whole, &rule.unless) } else { 0 });
            scope.answers.push(if open { Answer::NotAsked } else { Answer::No });
            if open && rule.upcoming.is_some() && !rule.shown_only {
                scope.ahead.push(id);
            }
        }
        let open = |id: &RuleId| scope.leaves_rule_open(*id);
        let mut charges: [Vec<RuleId>; 5] = Default::default();
        for id in law.charges.iter().copied().filter(open) {
            let kind = case.law.charge(id).and_then(|charge| charges.get_mut(charge.kind.index()));
            kind.into_iter().for_each(|of_kind| of_kind.push(id));
        }
        let reliefs: Vec<RuleId> = law.reliefs.iter().copied().filter(open).collect();
        let compares_amounts = reliefs.iter().any(|id| relief::compares_amounts(case.law, *id));
        let kinds = [ChargeKind::Duty, ChargeKind::Excise, ChargeKind::Levy];
        let on_goods = kinds.iter().filter_map(|kind| charges.get(kind.index())).flatten().copied().collect();
        Self { charges, on_goods, reliefs, compares_amounts, ..scope }
    }

    /// What is left when an item rules out some of the charges on goods, under every reading of it.
    pub(crate) fn narrowed(&self, is_ruled_out: impl Fn(RuleId) -> bool) -> Narrowed {
        let (out, on_goods) = self.on_goods.iter().copied().partition(|id| is_ruled_out(*id));
        let mut answers = self.answers.clone();
        let out: Vec<RuleId> = out;
        for id in out {
            if let Some(answer) = answers.get_mut(usize::from(id)) {
                *answer = Answer::No;
            }
        }
        Narrowed { answers, on_goods }
    }

    /// Whether the consignment's part of every condition was asked already.
    pub(crate) fn is_asked(&self) -> bool {
        !self.unless.is_empty()
    }

    /// Whether the consignment leaves a rule open.
    pub(crate) fn leaves_rule_open(&self, rule: RuleId) -> bool {
        is_open(&self.answers, rule)
    }

    /// Whether the consignment leaves a rule's `unless` at this position open.
    pub(crate) fn leaves_open(&self, rule: RuleId, unless: usize) -> bool {
        let mask = self.unless.get(usize::from(rule)).copied();
        let bit = u32::try_from(unless).ok().and_then(|at| 1_u32.checked_shl(at));
        mask.zip(bit).is_none_or(|(mask, bit)| mask & bit != 0)
    }

    pub(crate) fn answers(&self) -> Vec<Cell<Answer>> {
        cells(&self.answers)
    }

    /// Charges of a kind left open, in the order of law.
    pub(crate) fn charges(&self, kind: ChargeKind) -> &[RuleId] {
        self.charges.get(kind.index()).map_or(&[], Vec::as_slice)
    }
}

/// What one item leaves open of a scope. Most of a law's charges are for other goods, and every reading of an item would ask
/// them again.
pub(crate) struct Narrowed {
    answers: Vec<Answer>,
    /// Duties, excises and levies, in the order in which they are put on goods.
    pub(crate) on_goods: Vec<RuleId>,
}

impl Narrowed {
    /// Whether the item leaves a rule open.
    pub(crate) fn leaves_rule_open(&self, rule: RuleId) -> bool {
        is_open(&self.answers, rule)
    }

    pub(crate) fn answers(&self) -> Vec<Cell<Answer>> {
        cells(&self.answers)
    }
}

fn is_open(answers: &[Answer], rule: RuleId) -> bool {
    answers.get(usize::from(rule)).is_some_and(|answer| *answer == Answer::NotAsked)
}

fn cells(answers: &[Answer]) -> Vec<Cell<Answer>> {
    answers.iter().copied().map(Cell::new).collect()
}

/// Those of a rule's first `unless` that the consignment leaves open; what has no bit is asked each time.
fn open_unless(case: &Case<'_, '_>, whole: &Whole<'_>, unless: &[Conditions]) -> u32 {
    let open = unless.iter().take(UNLESS_BITS).enumerate();
    let open = open.filter(|(_, one)| !one.never && is_claimed(case, one) && asks_consignment(case, whole, one));
    open.fold(0, |mask, (at, _)| mask | (1 << at))
}

/// The part of a condition that the consignment alone answers.
pub(crate) fn asks_consignment(case: &Case<'_, '_>, whole: &Whole<'_>, condition: &Conditions) -> bool {
    if !condition.of_consignment {
        return true;
    }
    let consignment = case.consignment;
    asks(&condition.transaction, &consignment.transaction)
        && asks(&condition.carriage, &consignment.carriage)
        && asks(&condition.buyer, &consignment.buyer)
        && condition.to.as_ref().is_none_or(|to| to.binary_search(&consignment.to).is_ok())
        && (condition.dataset.is_empty() || condition.dataset.iter().any(|dataset| dataset == whole.dataset))
        && condition.restricted.is_none_or(|restricted| restricted == whole.restricted)
        && condition
            .dispatched_from
            .as_ref()
            .is_none_or(|from| from.binary_search(&consignment.dispatched_from).is_ok())
        && any_of(&condition.election, &consignment.elections)
}

/// Whether some line claims what a condition asks to be claimed: most consignments claim nothing, and no preference of
/// any agreement is asked again for them.
fn is_claimed(case: &Case<'_, '_>, condition: &Conditions) -> bool {
    condition.claim.is_empty() || case.consignment.lines.iter().any(|line| any_of(&condition.claim, &line.claims))
}

fn asks<T: PartialEq>(wanted: &[T], given: &T) -> bool {
    wanted.is_empty() || wanted.contains(given)
}
