//! The tariffs: how old, how deep, how sure.

use std::fmt::Write;

use dutybound::tables::schema::{Amount, Effect, Grade, Measure, Status};
use dutybound::tables::{Column, Schedule};
use dutybound::{Date, Tables};

use super::{GRADES, phrase};

pub fn section(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
    writeln!(out, "\n## Tariffs\n")?;
    writeln!(out, "Depth is the length of most codes. A code that no row covers is a gap: its duty stays open.\n")?;
    writeln!(
        out,
        "| Tariff | Rates of | Nomenclature | Depth | Rows | Columns read | Chapters | Main grade | Source |"
    )?;
    writeln!(out, "|---|---|---|--:|--:|--:|--:|---|---|")?;
    for schedule in &tables.schedules {
        writeln!(out, "{}", tariff_row(tables, schedule, on))?;
    }
    Ok(())
}

fn tariff_row(tables: &Tables, schedule: &Schedule, on: Date) -> String {
    let rows: usize = schedule.rate_columns().map(|column| column.rows().len()).sum();
    let read = schedule.rate_columns().filter(|column| is_read(tables, schedule, column, on)).count();
    let cells = [
        format!("{} (`{}`)", schedule.title, schedule.id),
        schedule.snapshot.to_string(),
        schedule.nomenclature.clone(),
        schedule.rate_columns().max_by_key(|column| column.rows().len()).map_or(0, depth).to_string(),
        rows.to_string(),
        format!("{read} of {}", schedule.rate_columns().count()),
        schedule.rate_columns().next().map_or(0, chapters).to_string(),
        phrase::grade(main_grade(schedule)).to_owned(),
        schedule.source.clone(),
    ];
    format!("| {} |", cells.join(" | "))
}

/// Whether a measure in force reads a column.
fn is_read(tables: &Tables, schedule: &Schedule, column: &Column, on: Date) -> bool {
    let in_force = |measure: &&Measure| measure.status == Status::InForce && measure.validity.contains(on);
    tables.world.measures.iter().filter(in_force).any(|measure| match &measure.effect {
        Effect::Charge(charge) => match &charge.amount {
            Amount::Schedule { schedule: id, columns, .. } => *id == schedule.id && columns.contains(&column.name),
            _ => false,
        },
        _ => false,
    })
}

/// The length that most codes of a column have.
pub fn depth(column: &Column) -> u8 {
    let with = |digits: &u8| column.rows().iter().filter(|row| row.code.digits() == *digits).count();
    (0..=12).max_by_key(with).unwrap_or_default()
}

/// How many chapters a column has rows in.
fn chapters(column: &Column) -> usize {
    let mut chapters: Vec<String> = column.rows().iter().map(|row| row.code.truncated(2).to_string()).collect();
    chapters.dedup();
    chapters.len()
}

/// The grade of most rows.
fn main_grade(schedule: &Schedule) -> Grade {
    let grades: Vec<Grade> = schedule
        .columns
        .iter()
        .flat_map(|column| column.rows().iter().filter_map(|row| column.cell(row)))
        .map(|cell| cell.grade.unwrap_or(schedule.grade))
        .collect();
    let number = |grade: &Grade| grades.iter().filter(|one| *one == grade).count();
    GRADES.into_iter().max_by_key(|grade| number(grade)).unwrap_or(schedule.grade)
}
