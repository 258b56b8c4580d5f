//! Ids: one thing each, written one way, beginning with the place.

use std::collections::BTreeMap;

use super::names::conditions;
use super::written::What;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::PlaceMatch;

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "id-unique",
        sentence: "an id names one thing, in all tables together; a measure's own list, class or group may share its id",
        scope: Scope::Tables(unique),
        severity: Severity::Error,
    },
    Linter {
        name: "id-form",
        sentence: "an id is written in lower case with hyphens",
        scope: Scope::Tables(form),
        severity: Severity::Error,
    },
    Linter {
        name: "id-place",
        sentence: "an id begins with the place that it belongs to",
        scope: Scope::Tables(place),
        severity: Severity::Error,
    },
];

fn unique(subject: &Subject) -> Vec<Complaint> {
    let mut seen: BTreeMap<&str, Vec<What>> = BTreeMap::new();
    for entry in &subject.written.entries {
        seen.entry(&entry.id).or_default().push(entry.what);
    }
    let twice = seen.into_iter().filter(|(id, whats)| whats.len() > 1 && !is_own_class(subject, id, whats));
    let complain = |(id, whats): (&str, Vec<What>)| {
        Complaint::new(id, format!("{} things have this id: {whats:?}", whats.len()), "give each an id of its own")
    };
    twice.map(complain).collect()
}

/// A list, class or group that one measure names may have that measure's own id: it is the measure's scope.
fn is_own_class(subject: &Subject, id: &str, whats: &[What]) -> bool {
    let [What::Measure, What::Group | What::Goods | What::List] = whats else { return false };
    let mut asked = subject.measure(id).into_iter().flat_map(conditions);
    let group = PlaceMatch::Group(id.to_owned());
    asked.any(|condition| {
        condition.list.iter().chain(&condition.goods).any(|name| name == id)
            || condition.dispatched_from.iter().chain(&condition.origin).any(|place| *place == group)
    })
}

fn form(subject: &Subject) -> Vec<Complaint> {
    let bad = subject.written.entries.iter().filter(|entry| !is_kebab(&entry.id));
    bad.map(|entry| Complaint::new(&entry.id, "the id is not in kebab-case", "write it as `eu-low-value-flat-duty`"))
        .collect()
}

fn is_kebab(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.split('-').all(part)
}

fn place(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for entry in &subject.written.entries {
        // Categories and facts are everybody's, and a schedule's id is its place's code.
        if matches!(entry.what, What::Category | What::Fact | What::Schedule) {
            continue;
        }
        let wanted = owner(subject, entry.what, &entry.id, &entry.file);
        let begins = |place: &String| entry.id.strip_prefix(place.as_str()).is_some_and(|rest| rest.starts_with('-'));
        if !wanted.iter().any(begins) {
            let places: Vec<String> = wanted.iter().take(3).map(|place| format!("`{place}-`")).collect();
            let remedy = format!("begin it with {}", places.join(" or "));
            complaints.push(Complaint::new(&entry.id, "the id does not begin with its place", remedy));
        }
    }
    complaints
}

/// The places, in lower case, with which an id may begin.
fn owner(subject: &Subject, what: What, id: &str, file: &std::path::Path) -> Vec<String> {
    let lower = |place: crate::Place| place.as_str().to_lowercase();
    match what {
        What::Measure => subject.measure(id).map(|measure| lower(measure.place)).into_iter().collect(),
        What::Watch => {
            subject.world().watch.iter().filter(|watch| watch.id == id).map(|watch| lower(watch.place)).collect()
        }
        What::Restriction => {
            let found = subject.world().restrictions.iter().find(|restriction| restriction.id == id);
            vec![found.and_then(|restriction| restriction.place).map_or("global".to_owned(), lower)]
        }
        What::List => subject.tables().list(id).map(|list| lower(list.place)).into_iter().collect(),
        // These are kept in a file for a place and the places within it, or in one for several places.
        _ => {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let of = stem.to_uppercase().parse().ok().filter(|place| subject.tables().place(*place).is_some());
            let held = subject.world().places.iter().map(|held| held.place);
            held.filter(|place| of.is_none_or(|of| subject.lies_within(*place, of))).map(lower).collect()
        }
    }
}
