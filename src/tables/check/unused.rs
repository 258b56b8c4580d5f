//! Nothing is kept that nothing uses.

use std::collections::HashSet;

use super::names::conditions;
use super::written::What;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::Column;
use crate::tables::schema::{Amount, Effect, PlaceMatch};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "act-used",
        sentence: "every act is cited by something",
        scope: Scope::Tables(acts),
        severity: Severity::Error,
    },
    Linter {
        name: "class-used",
        sentence: "every group, class of goods, list, fact and category is named by something",
        scope: Scope::Tables(classes),
        severity: Severity::Error,
    },
    Linter {
        name: "column-used",
        sentence: "every column of a tariff is read by a measure",
        scope: Scope::Tables(columns),
        severity: Severity::Warning,
    },
];

fn acts(subject: &Subject) -> Vec<Complaint> {
    let measures = subject.measures().flat_map(|measure| &measure.cite);
    let watch = subject.world().watch.iter().flat_map(|watch| &watch.cite);
    let agreements = subject.tables().origin.agreements.iter().flat_map(|agreement| &agreement.cite);
    let mut used: HashSet<&str> =
        measures.chain(watch).chain(agreements).map(|citation| citation.act.as_str()).collect();
    used.extend(subject.written.of(What::Group).flat_map(|group| &group.cites).map(String::as_str));
    // Restrictions name the page itself.
    let restricts = |url: &str| subject.world().restrictions.iter().any(|restriction| restriction.url == url);
    let unused = subject.world().acts.iter().filter(|act| !used.contains(act.id.as_str()) && !restricts(&act.url));
    unused.map(|act| Complaint::new(&act.id, "the act is cited by nothing", "cite it or remove it")).collect()
}

fn classes(subject: &Subject) -> Vec<Complaint> {
    let mut used: HashSet<(&str, &str)> = HashSet::new();
    for condition in subject.measures().flat_map(conditions) {
        used.extend(condition.list.iter().map(|list| ("list", list.as_str())));
        used.extend(condition.goods.iter().map(|class| ("class of goods", class.as_str())));
        used.extend(condition.fact.iter().map(|fact| ("fact", fact.name.as_str())));
        used.extend(condition.dispatched_from.iter().chain(&condition.origin).chain(&condition.to).filter_map(
            |place| match place {
                PlaceMatch::Group(name) => Some(("group", name.as_str())),
                PlaceMatch::Place(_) => None,
            },
        ));
    }
    let world = subject.world();
    used.extend(world.restrictions.iter().map(|restriction| ("category", restriction.category.as_str())));
    let asked = world.restrictions.iter().flat_map(|restriction| &restriction.facts);
    used.extend(asked.map(|fact| ("fact", fact.name.as_str())));
    let groups = world.groups.iter().map(|group| ("group", group.name.as_str()));
    let goods = world.goods.iter().map(|class| ("class of goods", class.name.as_str()));
    let lists = subject.tables().lists.iter().map(|list| ("list", list.id.as_str()));
    let facts = world.facts.iter().map(|fact| ("fact", fact.name.as_str()));
    let categories = world.categories.iter().map(|category| ("category", category.id.as_str()));
    let all = groups.chain(goods).chain(lists).chain(facts).chain(categories);
    all.filter(|entry| !used.contains(entry))
        .map(|(what, id)| Complaint::new(id, format!("nothing names the {what}"), "use it or remove it"))
        .collect()
}

fn columns(subject: &Subject) -> Vec<Complaint> {
    let mut used: HashSet<(&str, &str)> = HashSet::new();
    for measure in subject.measures() {
        let Effect::Charge(charge) = &measure.effect else { continue };
        if let Amount::Schedule { schedule, columns, .. } = &charge.amount {
            used.extend(columns.iter().map(|column| (schedule.as_str(), column.as_str())));
        }
    }
    let mut complaints = Vec::new();
    for schedule in &subject.tables().schedules {
        let is_used = |column: &Column| used.contains(&(schedule.id.as_str(), column.name.as_str()));
        for column in schedule.rate_columns().filter(|column| !is_used(column)) {
            let complaint =
                Complaint::new(&schedule.id, "no measure reads the column", "add the measure or drop the column");
            complaints.push(complaint.of_part(&column.name));
        }
    }
    complaints
}
