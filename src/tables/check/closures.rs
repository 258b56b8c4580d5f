//! Closures: what shuts a place is asked before any goods are looked at.

use super::names::conditions;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{Condition, Effect, Measure};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "closure-of-consignment",
    sentence: "a closure asks about the consignment, not about goods",
    scope: Scope::Measure(of_consignment),
    severity: Severity::Error,
}];

fn of_consignment(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    if !matches!(measure.effect, Effect::Closure) || !conditions(measure).any(asks_of_goods) {
        return Vec::new();
    }
    let wrong = "a closure asks for something that only goods have, which is never looked at";
    vec![Complaint::new(&measure.id, wrong, "ask for from, to, transaction, carriage or buyer only")]
}

fn asks_of_goods(condition: &Condition) -> bool {
    let plain = Condition {
        transaction: condition.transaction.clone(),
        carriage: condition.carriage.clone(),
        dispatched_from: condition.dispatched_from.clone(),
        to: condition.to.clone(),
        buyer: condition.buyer.clone(),
        ..Condition::default()
    };
    *condition != plain
}
