//! What is owed in all: by kind of charge, and by who pays whom and when.

use super::answer::Charge;
use crate::Range;
use crate::tables::schema::{ChargeKind, Collector};

/// What is owed by law of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums([Range; ChargeKind::ALL.len()]);

/// What one party pays another at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payable {
    /// Who owes it, who takes it, and when.
    pub by: Collector,
    /// How much.
    pub amount: Range,
}

impl Sums {
    /// Of charges that are all due together.
    pub(super) fn of(charges: &[Charge<'_>]) -> Self {
        let sum = |kind| {
            let of_kind = charges.iter().filter(|charge| charge.rule.kind == kind);
            of_kind.fold(Range::ZERO, |sum, charge| sum + charge.amount)
        };
        Self(ChargeKind::ALL.map(sum))
    }

    /// What is owed of one kind.
    #[must_use]
    pub fn kind(&self, kind: ChargeKind) -> Range {
        let mut sums = ChargeKind::ALL.iter().zip(&self.0);
        sums.find(|(one, _)| **one == kind).map_or(Range::ZERO, |(_, sum)| *sum)
    }

    /// Where either these are owed or others are: never both, so that adding up what both may bring would be too much.
    pub(super) fn or(mut self, others: Self) -> Self {
        for (one, other) in self.0.iter_mut().zip(others.0) {
            *one = one.hull(other);
        }
        self
    }
}

/// Who pays whom, and when, in order of appearance. Nobody pays nothing.
pub(super) fn payable(charges: &[Charge<'_>]) -> Vec<Payable> {
    let mut sums: Vec<Payable> = Vec::new();
    for charge in charges {
        match sums.iter_mut().find(|known| known.by == charge.by) {
            Some(known) => known.amount += charge.amount,
            None => sums.push(Payable { by: charge.by.clone(), amount: charge.amount }),
        }
    }
    sums.retain(|payable| !payable.amount.is_zero());
    sums
}

/// Either the one payments are due or the others: who is paid in one case only may be paid nothing.
pub(super) fn either(payable: &mut Vec<Payable>, others: Vec<Payable>) {
    for known in payable.iter_mut().filter(|known| !others.iter().any(|other| other.by == known.by)) {
        known.amount = known.amount.hull(Range::ZERO);
    }
    for other in others {
        match payable.iter_mut().find(|known| known.by == other.by) {
            Some(known) => known.amount = known.amount.hull(other.amount),
            None => payable.push(Payable { amount: other.amount.hull(Range::ZERO), ..other }),
        }
    }
}
