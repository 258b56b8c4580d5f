//! Rules that can apply to a consignment at all: what depends on nothing but the consignment is asked once.

use std::cell::Cell;

use super::view::any_of;
use super::{Case, Whole};
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

/// The rules of the law that a consignment leaves open.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// `No` for rules that the consignment itself rules out.
    answers: Vec<Cell<Answer>>,
    /// Charges left open, by kind and in the order of law.
    charges: [Vec<RuleId>; 5],
    /// Reliefs left open.
    pub(crate) reliefs: Vec<RuleId>,
    /// Rules that lie ahead and are left open.
    pub(crate) ahead: Vec<RuleId>,
}

impl Scope {
    /// Everything is open: for the first stages, which ask few rules and do not know the declaration yet.
    pub(crate) fn everything(case: &Case<'_, '_>) -> Self {
        Self { answers: vec![Cell::new(Answer::NotAsked); case.law.inner().rules.len()], ..Self::default() }
    }

    /// What the consignment and its declaration leave open.
    pub(crate) fn new(case: &Case<'_, '_>, whole: &Whole<'_>) -> Self {
        let law = case.law.inner();
        let mut scope = Self::default();
        for (rule, id) in law.rules.iter().zip(0..) {
            let open = !rule.when.never && asks_consignment(case, whole, &rule.when);
            scope.answers.push(Cell::new(if open { Answer::NotAsked } else { Answer::No }));
            if open && rule.upcoming.is_some() && !rule.shown_only {
                scope.ahead.push(id);
            }
        }
        let open =
            |id: &RuleId| scope.answers.get(usize::from(*id)).is_some_and(|answer| answer.get() == Answer::NotAsked);
        let charges = ChargeKind::ALL.map(|kind| {
            let of_kind = |id: &RuleId| case.law.charge(*id).is_some_and(|charge| charge.kind == kind);
            law.charges.iter().copied().filter(|id| open(id) && of_kind(id)).collect()
        });
        scope.reliefs = law.reliefs.iter().copied().filter(open).collect();
        scope.charges = charges;
        scope
    }

    pub(crate) fn answers(&self) -> Vec<Cell<Answer>> {
        self.answers.clone()
    }

    /// Charges of a kind left open, in the order of law.
    pub(crate) fn charges(&self, kind: ChargeKind) -> &[RuleId] {
        self.charges.get(kind.index()).map_or(&[], Vec::as_slice)
    }
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

fn asks<T: PartialEq>(wanted: &[T], given: &T) -> bool {
    wanted.is_empty() || wanted.contains(given)
}
