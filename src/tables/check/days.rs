//! Days of change: each is shown by a case on the day and by one on the day before.

use std::collections::{BTreeMap, BTreeSet};

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::Date;
use crate::quote::probe::Nearness;
use crate::tables::schema::{Measure, Status};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "change-shown",
    sentence: "every change of law has a case on its day and one on the day before",
    scope: Scope::Tables(changes_shown),
    severity: Severity::Error,
}];

/// Changes before this year lie behind what the tables are kept for, and those after the last are far ahead.
const YEARS: core::ops::Range<i16> = 2025..2029;

/// A day on which a measure begins or ends.
struct Change<'t> {
    measure: &'t Measure,
    day: Date,
}

fn changes(subject: &Subject) -> impl Iterator<Item = Change<'_>> {
    let in_force = subject.measures().filter(|measure| measure.status == Status::InForce);
    let days = in_force.flat_map(|measure| {
        [measure.validity.from, measure.validity.until].into_iter().flatten().map(move |day| Change { measure, day })
    });
    // The first day that is known is no change: the day before cannot be asked.
    let known = |change: &Change<'_>| {
        let place = subject.tables().place(change.measure.place);
        YEARS.contains(&change.day.year()) && place.is_none_or(|place| change.day > place.known_from)
    };
    days.filter(known)
}

/// Days of cases by the measure that they touch, and by the place they go to.
struct Days<'s> {
    touching: BTreeMap<&'s str, BTreeSet<Date>>,
    /// The day before a measure begins, where the same goods touch it a day later.
    awaiting: BTreeSet<&'s str>,
    going: BTreeMap<crate::Place, BTreeSet<Date>>,
}

impl<'s> Days<'s> {
    fn of(subject: &'s Subject) -> Self {
        let mut days = Self { touching: BTreeMap::new(), awaiting: BTreeSet::new(), going: BTreeMap::new() };
        for shown in subject.shown() {
            let (Some(on), Some(to)) = (shown.on, shown.to) else { continue };
            for id in near(&shown.touched) {
                days.touching.entry(id).or_default().insert(on);
            }
            days.awaiting.extend(near(&shown.tomorrow));
            for place in subject.tables().within(to) {
                days.going.entry(place.place).or_default().insert(on);
            }
        }
        days
    }

    /// Whether a case shows the day: by touching the measure while it has effect or lies ahead, by its destination after.
    fn shows(&self, measure: &Measure, day: Date) -> bool {
        let over = measure.validity.until.is_some_and(|until| until <= day);
        let days = if over { self.going.get(&measure.place) } else { self.touching.get(measure.id.as_str()) };
        days.is_some_and(|days| days.contains(&day))
    }

    /// On the day and on the day before: of a beginning, by goods that touch the measure a day later.
    fn both(&self, change: &Change<'_>) -> (bool, bool) {
        let Change { measure, day } = change;
        let begins = measure.validity.from == Some(*day);
        let before = begins && self.awaiting.contains(measure.id.as_str())
            || day.day_before().is_some_and(|before| self.shows(measure, before));
        (self.shows(change.measure, change.day), before)
    }
}

/// Measures that are touched, limits of value apart.
fn near(touched: &[(String, Nearness)]) -> impl Iterator<Item = &str> {
    touched.iter().filter(|(_, nearness)| *nearness <= Nearness::Limit).map(|(id, _)| id.as_str())
}

fn changes_shown(subject: &Subject) -> Vec<Complaint> {
    let days = Days::of(subject);
    let complain = |change: Change<'_>| {
        let missing = match days.both(&change) {
            (true, true) => return None,
            (true, false) => "on the day before",
            (false, true) => "on the day",
            (false, false) => "on the day and on the day before",
        };
        let wrong = format!("no case of it is asked {missing} of its change on {}", change.day);
        let complaint = Complaint::new(&change.measure.id, wrong, "add cases on these days");
        Some(complaint.of_part(change.day.to_string()))
    };
    changes(subject).filter_map(complain).collect()
}

pub(super) fn counts(subject: &Subject) -> Vec<String> {
    let days = Days::of(subject);
    let (mut all, mut shown) = (0, 0);
    for change in changes(subject) {
        all += 1;
        if days.both(&change) == (true, true) {
            shown += 1;
        }
    }
    vec![format!("{all} days of change: {shown} shown on the day and on the day before")]
}
