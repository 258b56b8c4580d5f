//! Legal order: a condition asks only for what is known by the time it is asked.

use super::names::conditions;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{ChargeKind, Condition, Effect, Measure, Part};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "known-by-then",
    sentence: "a condition asks only for what is known when it is asked",
    scope: Scope::Measure(known_by_then),
    severity: Severity::Error,
}];

fn known_by_then(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    let asked: Vec<&str> = conditions(measure).flat_map(|condition| too_early(&measure.effect, condition)).collect();
    let complain = |what| {
        let wrong = format!("it asks for {what}, which is not known when this kind of measure is asked");
        Complaint::new(&measure.id, wrong, "state the condition by something that is known by then")
    };
    asked.into_iter().map(complain).collect()
}

fn too_early(effect: &Effect, condition: &Condition) -> Vec<&'static str> {
    let mut early = Vec::new();
    let valuation = matches!(effect, Effect::Valuation(_));
    let scheme = matches!(effect, Effect::Scheme(_));
    let route = matches!(effect, Effect::Route(_));
    let fee = matches!(effect, Effect::Charge(charge) if charge.kind == ChargeKind::Fee);
    let parts = || condition.value.iter().flat_map(|test| &test.of);
    if valuation && parts().any(|part| *part == Part::Customs) {
        early.push("the value for duty");
    }
    let charges = |part: &Part| !matches!(part, Part::Goods | Part::Freight | Part::Insurance | Part::Customs);
    if (valuation || scheme || route) && parts().any(charges) {
        early.push("an amount of duty or tax");
    }
    if (valuation || scheme || route) && !condition.dataset.is_empty() {
        early.push("the data set");
    }
    if (valuation || scheme) && !condition.scheme.is_empty() {
        early.push("the scheme");
    }
    if !fee && !condition.due.is_empty() {
        early.push("what is due at the border");
    }
    early
}
