//! One answer to each question: where only one measure may apply, no two can.

use super::disjoint::disjoint;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{ChargeKind, Effect, Measure, Status};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "one-answer",
        sentence: "two valuations, tax bases, routes, schemes or collections never answer for the same goods",
        scope: Scope::Tables(one_answer),
        severity: Severity::Error,
    },
    Linter {
        name: "charged-once",
        sentence: "no two duties or taxes charge the same under one name",
        scope: Scope::Tables(charged_once),
        severity: Severity::Error,
    },
];

/// Every two measures whose law can meet on some day.
fn meeting(subject: &Subject) -> impl Iterator<Item = (&Measure, &Measure)> {
    let in_force = |measure: &&Measure| measure.status == Status::InForce;
    let measures: Vec<&Measure> = subject.measures().filter(in_force).collect();
    let pairs = (0..measures.len()).flat_map(move |at| {
        let one = measures.get(at).copied();
        let rest: Vec<&Measure> = measures.get(at + 1..).unwrap_or_default().to_vec();
        rest.into_iter().filter_map(move |other| Some((one?, other)))
    });
    pairs.filter(|(a, b)| a.validity.overlaps(&b.validity) && subject.related(a.place, b.place))
}

fn one_answer(subject: &Subject) -> Vec<Complaint> {
    let clashing = |(a, b): &(&Measure, &Measure)| {
        same_question(&a.effect, &b.effect) && !stands_in(a, b) && !disjoint(subject, a, b)
    };
    let complain = |(a, b): (&Measure, &Measure)| {
        let wrong = format!("it and `{}` can both answer for the same goods", b.id);
        Complaint::new(&a.id, wrong, "say `instead_of` in the more special one, or set their conditions apart")
            .of_part(&b.id)
    };
    meeting(subject).filter(clashing).map(complain).collect()
}

/// One stands in for the other by its own word. It does not pass on: what it stands in for may stand in for nothing more.
fn stands_in(a: &Measure, b: &Measure) -> bool {
    a.instead_of.contains(&b.id) || b.instead_of.contains(&a.id)
}

/// Whether two effects answer a question that has one answer. Reliefs are granted each by itself, and charges add up.
fn same_question(a: &Effect, b: &Effect) -> bool {
    match (a, b) {
        (Effect::Valuation(_), Effect::Valuation(_))
        | (Effect::TaxBase(_), Effect::TaxBase(_))
        | (Effect::Route(_), Effect::Route(_))
        | (Effect::Scheme(_), Effect::Scheme(_)) => true,
        (Effect::Collection(a), Effect::Collection(b)) => {
            // A collection of single measures goes before one of kinds.
            a.measures.iter().any(|id| b.measures.contains(id))
                || (a.measures.is_empty() == b.measures.is_empty()
                    && a.charges.iter().any(|kind| b.charges.contains(kind)))
        }
        _ => false,
    }
}

fn charged_once(subject: &Subject) -> Vec<Complaint> {
    let twice = |(a, b): &(&Measure, &Measure)| {
        let (Effect::Charge(one), Effect::Charge(other)) = (&a.effect, &b.effect) else { return false };
        matches!(one.kind, ChargeKind::Duty | ChargeKind::Tax)
            && one.kind == other.kind
            && one.name == other.name
            && (&a.when, &a.unless) == (&b.when, &b.unless)
            && !stands_in(a, b)
    };
    let complain = |(a, b): (&Measure, &Measure)| {
        let wrong = format!("it and `{}` charge under one name and the same conditions, so goods pay twice", b.id);
        Complaint::new(&a.id, wrong, "say `instead_of`, date them apart, or give each its own name").of_part(&b.id)
    };
    meeting(subject).filter(twice).map(complain).collect()
}
