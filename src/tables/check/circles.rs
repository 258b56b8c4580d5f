//! Circles: no measure waits for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::names::conditions;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{Amount, Effect, Measure, Part};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "no-circle-of-conditions",
        sentence: "whether a measure applies never depends on itself",
        scope: Scope::Tables(of_conditions),
        severity: Severity::Error,
    },
    Linter {
        name: "no-circle-of-amounts",
        sentence: "what a charge comes to never depends on itself",
        scope: Scope::Tables(of_amounts),
        severity: Severity::Error,
    },
];

/// Of each measure, those that must be settled before it.
type Waits<'s> = BTreeMap<&'s str, Vec<&'s str>>;

fn of_conditions(subject: &Subject) -> Vec<Complaint> {
    let mut waits: Waits<'_> = BTreeMap::new();
    for measure in subject.measures() {
        for condition in conditions(measure) {
            waits.entry(&measure.id).or_default().extend(condition.applies.iter().map(String::as_str));
        }
        // A measure does not apply where another takes its place, so it waits for that one.
        for replaced in &measure.instead_of {
            waits.entry(replaced).or_default().push(&measure.id);
        }
    }
    complaints(subject, &waits, "whether it applies depends on itself")
}

fn of_amounts(subject: &Subject) -> Vec<Complaint> {
    let waits = subject.measures().map(|measure| (measure.id.as_str(), builds_on(measure))).collect();
    complaints(subject, &waits, "its amount depends on itself")
}

fn builds_on(measure: &Measure) -> Vec<&str> {
    let mut needed: Vec<&str> = Vec::new();
    let tests = conditions(measure).flat_map(|condition| &condition.value).flat_map(|test| &test.of);
    let Effect::Charge(charge) = &measure.effect else { return needed };
    needed.extend(tests.chain(&charge.base).filter_map(charge_id));
    if let Amount::TopUp { over, .. } = &charge.amount {
        needed.extend(over.iter().map(String::as_str));
    }
    needed
}

fn charge_id(part: &Part) -> Option<&str> {
    match part {
        Part::Charge(id) => Some(id),
        _ => None,
    }
}

fn complaints(subject: &Subject, waits: &Waits<'_>, wrong: &str) -> Vec<Complaint> {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut complaints = Vec::new();
    for start in waits.keys() {
        let Some(circle) = circle(subject, waits, start).filter(|circle| !circle.iter().any(|id| told.contains(id)))
        else {
            continue;
        };
        told.extend(circle.iter().copied());
        let wrong = format!("{wrong}: {}", circle.join(" -> "));
        complaints.push(Complaint::new(start, wrong, "drop one of these references, or date the measures apart"));
    }
    complaints
}

/// A way from a measure back to itself, over measures that share a day.
fn circle<'s>(subject: &Subject, waits: &Waits<'s>, start: &'s str) -> Option<Vec<&'s str>> {
    let mut ways: Vec<Vec<&'s str>> = vec![vec![start]];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(way) = ways.pop() {
        let here = way.last()?;
        for next in waits.get(here).into_iter().flatten() {
            if !share_a_day(subject, here, next) {
                continue;
            }
            let further: Vec<&'s str> = way.iter().copied().chain([*next]).collect();
            if *next == start {
                return Some(further);
            }
            if seen.insert(next) {
                ways.push(further);
            }
        }
    }
    None
}

fn share_a_day(subject: &Subject, a: &str, b: &str) -> bool {
    let pair = subject.measure(a).zip(subject.measure(b));
    pair.is_some_and(|(a, b)| a.validity.overlaps(&b.validity))
}
