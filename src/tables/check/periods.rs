//! Periods of effect: half open, and never two answers for one code on one day.

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::Measure;
use crate::tables::{Column, ColumnKind, Row};
use crate::{CommodityCode, Validity};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "from-before-until",
        sentence: "a measure begins before it ends",
        scope: Scope::Measure(from_before_until),
        severity: Severity::Error,
    },
    Linter {
        name: "known-place",
        sentence: "law, announcements and restrictions are of places in places/",
        scope: Scope::Tables(known_places),
        severity: Severity::Error,
    },
    Linter {
        name: "one-rate",
        sentence: "a tariff column or a list says one thing of a code on a day",
        scope: Scope::Tables(one_rate),
        severity: Severity::Error,
    },
];

fn from_before_until(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    match measure.validity {
        Validity { from: Some(from), until: Some(until) } if from >= until => {
            let wrong = format!("it begins on {from} and is out on {until}, so it never has effect");
            vec![Complaint::new(&measure.id, wrong, "`from` is the first day in, `until` the first day out")]
        }
        _ => Vec::new(),
    }
}

fn known_places(subject: &Subject) -> Vec<Complaint> {
    let world = subject.world();
    let measures = world.measures.iter().map(|measure| (&measure.id, measure.place));
    let watch = world.watch.iter().map(|watch| (&watch.id, watch.place));
    let restrictions = world.restrictions.iter().filter_map(|restriction| Some((&restriction.id, restriction.place?)));
    let lists = subject.tables().lists.iter().map(|list| (&list.id, list.place));
    let schedules = subject.tables().schedules.iter().map(|schedule| (&schedule.id, schedule.place));
    let all = measures.chain(watch).chain(restrictions).chain(lists).chain(schedules);
    all.filter(|(_, place)| subject.tables().place(*place).is_none())
        .map(|(id, place)| {
            Complaint::new(id, format!("the place {place} is not held"), "add it to places/ or correct it")
        })
        .collect()
}

fn one_rate(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for schedule in &subject.tables().schedules {
        for column in &schedule.columns {
            let twice = pairs_of_one_code(column.rows(), |row| row.code).filter(|(a, b)| clash(column, a, b));
            complaints.extend(twice.map(|(row, _)| {
                let wrong = format!("column `{}` has two rows for one day", column.name);
                Complaint::new(&schedule.id, wrong, "date them apart or keep one").of_part(row.code.to_string())
            }));
        }
    }
    for list in &subject.tables().lists {
        let twice = pairs_of_one_code(list.rows(), |(code, _)| *code).filter(|(a, b)| a.1.overlaps(&b.1));
        complaints.extend(twice.map(|((code, _), _)| {
            Complaint::new(&list.id, "the code is listed twice for one day", "keep one row").of_part(code.to_string())
        }));
    }
    complaints
}

/// Every two rows of one code, in rows sorted by code.
fn pairs_of_one_code<T>(rows: &[T], code: impl Fn(&T) -> CommodityCode + Copy) -> impl Iterator<Item = (&T, &T)> {
    rows.iter().enumerate().flat_map(move |(at, row)| {
        let rest = rows.get(at + 1..).unwrap_or_default();
        rest.iter().take_while(move |other| code(other) == code(row)).map(move |other| (row, other))
    })
}

fn clash(column: &Column, first: &Row, second: &Row) -> bool {
    let (Some(one), Some(other)) = (column.cell(first), column.cell(second)) else { return false };
    let same_programs = || one.programs.iter().any(|program| other.programs.contains(program));
    one.validity.overlaps(&other.validity) && (column.kind == ColumnKind::Plain || same_programs())
}
