//! Cases: every measure is shown by one, and a case that is named shows something of it.

use std::collections::{HashMap, HashSet};

use super::subject::Shown;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::cases::Case;
use crate::quote::probe::Nearness;
use crate::tables::schema::{Measure, Status};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "case-exists",
        sentence: "every case that a measure names exists",
        scope: Scope::Tables(exist),
        severity: Severity::Error,
    },
    Linter {
        name: "case-touches",
        sentence: "a case that a measure names has something to do with it",
        scope: Scope::Tables(touch),
        severity: Severity::Error,
    },
    Linter {
        name: "shown",
        sentence: "every measure names a case that shows it",
        scope: Scope::Tables(is_shown),
        severity: Severity::Error,
    },
    Linter {
        name: "applied",
        sentence: "every measure in force applies to the goods of some case",
        scope: Scope::Tables(is_applied),
        severity: Severity::Error,
    },
    Linter {
        name: "case-unique",
        sentence: "a case's id names one case",
        scope: Scope::Tables(unique),
        severity: Severity::Error,
    },
    Linter {
        name: "expected-exists",
        sentence: "every measure and restriction that a case expects exists",
        scope: Scope::Tables(expected_exists),
        severity: Severity::Error,
    },
];

fn exist(subject: &Subject) -> Vec<Complaint> {
    let known: HashSet<&str> = subject.cases.iter().map(|case| case.id.as_str()).collect();
    let named =
        subject.text.origins.iter().flat_map(|origin| origin.shown_by.iter().map(|case| (&origin.measure, case)));
    let missing = named.filter(|(_, case)| !known.contains(case.as_str()));
    missing
        .map(|(id, case)| {
            let wrong = format!("it is said to be shown by `{case}`, which is no case");
            Complaint::new(id, wrong, "correct the id or write the case").of_part(case)
        })
        .collect()
}

fn touch(subject: &Subject) -> Vec<Complaint> {
    let shown: HashMap<&str, (&Case, &Shown)> = subject
        .shown()
        .iter()
        .filter_map(|shown| subject.cases.get(shown.case).map(|case| (case.id.as_str(), (case, shown))))
        .collect();
    let mut complaints = Vec::new();
    for origin in &subject.text.origins {
        let Some(measure) = subject.measure(&origin.measure) else { continue };
        for id in &origin.shown_by {
            let Some((case, shown)) = shown.get(id.as_str()) else { continue };
            if !touches(case, shown, measure) {
                let wrong = format!("the case `{id}` never comes near it");
                complaints.push(
                    Complaint::new(&measure.id, wrong, "name another case, or let it expect something of it")
                        .of_part(id),
                );
            }
        }
    }
    complaints
}

fn touches(case: &Case, shown: &Shown, measure: &Measure) -> bool {
    let beside =
        |day: Option<crate::Date>| day.is_some_and(|day| shown.on == Some(day) || shown.on == day.day_before());
    shown.touched.iter().any(|(id, _)| *id == measure.id)
        || expected(case).any(|id| id == measure.id)
        || beside(measure.validity.from)
        || beside(measure.validity.until)
}

/// Ids of measures that a case's expectation names.
fn expected(case: &Case) -> impl Iterator<Item = &str> {
    let expect = &case.expect;
    let amounts = [&expect.charges, &expect.missed, &expect.collected, &expect.scheduled, &expect.carrier_fees];
    let keys = amounts.into_iter().flat_map(|amounts| amounts.keys());
    keys.chain(&expect.absent).chain(expect.reliefs.iter().flatten()).map(String::as_str)
}

fn is_shown(subject: &Subject) -> Vec<Complaint> {
    let bare = subject.text.origins.iter().filter(|origin| origin.shown_by.is_empty());
    bare.map(|origin| Complaint::new(&origin.measure, "no case shows it", "name one in `shown_by`")).collect()
}

fn is_applied(subject: &Subject) -> Vec<Complaint> {
    let touched = subject.shown().iter().flat_map(|shown| &shown.touched);
    let applied: HashSet<&str> =
        touched.filter(|(_, nearness)| *nearness == Nearness::Holds).map(|(id, _)| id.as_str()).collect();
    let never = |measure: &&Measure| measure.status == Status::InForce && !applied.contains(measure.id.as_str());
    let complain = |measure: &Measure| {
        Complaint::new(
            &measure.id,
            "it applies to the goods of no case",
            "write a case to which it does, or correct its conditions",
        )
    };
    subject.measures().filter(never).map(complain).collect()
}

fn unique(subject: &Subject) -> Vec<Complaint> {
    let mut seen = HashSet::new();
    let twice = subject.cases.iter().filter(|case| !seen.insert(case.id.as_str()));
    twice.map(|case| Complaint::new(&case.id, "two cases have this id", "give one another name")).collect()
}

fn expected_exists(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for case in &subject.cases {
        let unknown = expected(case).filter(|id| subject.measure(id).is_none());
        let restrictions = &subject.world().restrictions;
        // A warning may be followed by how it speaks.
        let warnings = case.expect.warnings.iter().chain(&case.expect.silent);
        let warnings = warnings.filter_map(|told| told.split(' ').next());
        let unknown =
            unknown.chain(warnings.filter(|id| !restrictions.iter().any(|restriction| restriction.id == *id)));
        complaints.extend(unknown.map(|id| {
            Complaint::new(&case.id, format!("it expects something of `{id}`, which does not exist"), "correct the id")
                .of_part(id)
        }));
    }
    complaints
}
