//! Duties that the declared facts cannot settle: how many lines of each column, and why most of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use dutybound::duty::expression::DutyExpression;
use dutybound::tables::{Column, Schedule};
use dutybound::{Date, Tables};

pub fn section(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
    let columns = tables.schedules.iter().flat_map(|held| held.rate_columns().map(move |column| (held, column)));
    let counted: Vec<(&Schedule, &Column, Count)> =
        columns.map(|(held, column)| (held, column, Count::of(column, on))).collect();
    let sum = |of: fn(&Count) -> usize| counted.iter().map(|(_, _, count)| of(count)).sum::<usize>();
    let (lines, open, bounded) = (sum(|count| count.lines), sum(|count| count.open), sum(|count| count.bounded));
    writeln!(out, "\n### Technical duties\n")?;
    writeln!(
        out,
        "Lines whose duty in force on {on} asks more than a basket can say: {open} of {lines} are open above ({}), {bounded} lie \
         between bounds ({}). Columns without any are left out.\n",
        percent(open, lines),
        percent(bounded, lines)
    )?;
    writeln!(out, "| Tariff | Column | Lines | Open above | Bounded | Mostly because |")?;
    writeln!(out, "|---|---|--:|--:|--:|---|")?;
    for (held, column, count) in counted.iter().filter(|(_, _, count)| count.open + count.bounded > 0) {
        let Count { lines, open, bounded, why } = count;
        writeln!(
            out,
            "| `{}` | {} | {lines} | {open} ({}) | {bounded} ({}) | {why} |",
            held.id,
            column.name,
            percent(*open, *lines),
            percent(*bounded, *lines)
        )?;
    }
    Ok(())
}

/// A share in percent, to one place.
fn percent(part: usize, of: usize) -> String {
    let tenths = (part * 1000).checked_div(of).unwrap_or_default();
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The lines of a column.
struct Count {
    lines: usize,
    /// Of which nothing known limits the duty.
    open: usize,
    /// Of which the duty lies between known bounds.
    bounded: usize,
    /// The reason of most.
    why: String,
}

impl Count {
    fn of(column: &Column, on: Date) -> Self {
        let in_force = column.rows().iter().filter_map(|row| Some((row.code, column.cell(row)?)));
        let in_force = in_force.filter(|(_, cell)| cell.validity.contains(on));
        let (mut all, mut open, mut bounded) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for (code, cell) in in_force {
            all.insert(code);
            if !cell.rate.is_technical() {
                continue;
            }
            if is_bounded(&cell.rate) {
                bounded.insert(code)
            } else {
                open.insert(code)
            };
            cell.rate.walk(&mut |part| {
                if let DutyExpression::Technical(why) = part {
                    *reasons.entry(why.clone()).or_default() += 1;
                }
            });
        }
        // A line that is open under one programme is not counted again under another.
        let bounded = bounded.difference(&open).count();
        let why = reasons.into_iter().max_by_key(|(_, lines)| *lines).map(|(why, _)| why).unwrap_or_default();
        Self { lines: all.len(), open: open.len(), bounded, why }
    }
}

/// Whether a part that can be worked out is the most that the duty can be.
fn is_bounded(rate: &DutyExpression) -> bool {
    match rate {
        DutyExpression::Lesser(parts) => parts.iter().any(is_bounded),
        other => !other.is_technical(),
    }
}
