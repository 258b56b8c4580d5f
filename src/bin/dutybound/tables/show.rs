//! `dutybound tables show PLACE DAY`: the law of a day, for a person who knows the trade.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use dutybound::tables::Schedule;
use dutybound::tables::schema::{Amount, Effect, Measure, PlaceLaw, Status};
use dutybound::{Date, Place, Tables};

use super::phrase;

pub fn command(folder: &Path, place: Place, day: Date) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let Some(held) = text.tables.place(place) else {
        complain!("no law of {place} is held; `dutybound tables coverage` lists the places");
        return ExitCode::FAILURE;
    };
    // As a quote refuses these days, so that nobody reads law that is none.
    if let Err(reason) = text.tables.answers(held, day) {
        complain!("{reason}");
        return ExitCode::FAILURE;
    }
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = print(&mut out, &text.tables, held, day);
    tell!("{out}");
    ExitCode::SUCCESS
}

fn print(out: &mut String, tables: &Tables, held: &PlaceLaw, day: Date) -> std::fmt::Result {
    let place = held.place;
    let outer: Vec<String> =
        tables.within(place).skip(1).map(|outer| format!("{} ({})", outer.name, outer.place)).collect();
    writeln!(out, "{} ({place}), law of {day}", held.name)?;
    writeln!(out, "tables of {}; amounts in {}; held from {}", tables.edition, held.currency, held.known_from)?;
    if !outer.is_empty() {
        writeln!(out, "with the law of {}", outer.join(", "))?;
    }
    let today = here(tables, place).filter(|measure| measure.validity.contains(day));
    measures(out, tables, &today.collect::<Vec<_>>())?;
    tariffs(out, tables, place, day)?;
    restrictions(out, tables, place, day)?;
    watch(out, tables, place)?;
    ahead(out, tables, place, day)
}

/// Measures of a place and of those it lies within that are or may become law.
pub fn here(tables: &Tables, place: Place) -> impl Iterator<Item = &Measure> {
    let chain: Vec<Place> = tables.within(place).map(|held| held.place).collect();
    let measures = tables.world.measures.iter();
    measures.filter(move |measure| chain.contains(&measure.place) && measure.status != Status::Annulled)
}

/// Headings in the order of law.
const HEADINGS: [&str; 12] = [
    "Value for duty",
    "Collection by sellers",
    "Declaration",
    "Relief",
    "Duty",
    "Excise",
    "Levy",
    "Base for tax",
    "Tax",
    "Fee",
    "Carriers' fees (typical, not law)",
    "Who collects",
];

fn measures(out: &mut String, tables: &Tables, measures: &[&Measure]) -> std::fmt::Result {
    for heading in HEADINGS {
        let mut under = measures.iter().filter(|measure| phrase::kind(&measure.effect) == heading).peekable();
        if under.peek().is_some() {
            writeln!(out, "\n{}", heading.to_uppercase())?;
        }
        for measure in under {
            print_measure(out, tables, measure)?;
        }
    }
    Ok(())
}

fn print_measure(out: &mut String, tables: &Tables, measure: &Measure) -> std::fmt::Result {
    writeln!(out, "\n  {}  ({})", measure.title, measure.id)?;
    if let Some(status) = phrase::status(measure.status) {
        writeln!(out, "    {}", status.to_uppercase())?;
    }
    writeln!(out, "    {}", phrase::effect(&measure.effect))?;
    let when = phrase::condition(&measure.when);
    if !when.is_empty() {
        writeln!(out, "    when {}", when.join("; "))?;
    }
    for unless in &measure.unless {
        writeln!(out, "    unless {}", phrase::condition(unless).join(" and "))?;
    }
    if !measure.instead_of.is_empty() {
        writeln!(out, "    in place of {}", some(&measure.instead_of))?;
    }
    writeln!(out, "    {}", phrase::validity(&measure.validity))?;
    for citation in &measure.cite {
        writeln!(out, "    {}", phrase::citation(citation, tables))?;
    }
    if let Some(note) = &measure.note {
        writeln!(out, "    note: {note}")?;
    }
    Ok(())
}

fn some(ids: &[String]) -> String {
    let shown: Vec<&str> = ids.iter().take(8).map(String::as_str).collect();
    let more = ids.len() - shown.len();
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{rest}", shown.join(", "))
}

/// Tariffs that measures of a place read on a day.
pub fn schedules(tables: &Tables, place: Place, day: Date) -> Vec<&Schedule> {
    let today = here(tables, place).filter(|measure| measure.validity.contains(day));
    let named = today.filter_map(|measure| match &measure.effect {
        Effect::Charge(charge) => match &charge.amount {
            Amount::Schedule { schedule, .. } => tables.schedule(schedule),
            _ => None,
        },
        _ => None,
    });
    let mut found: Vec<&Schedule> = named.collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

fn tariffs(out: &mut String, tables: &Tables, place: Place, day: Date) -> std::fmt::Result {
    let read = schedules(tables, place, day);
    if !read.is_empty() {
        writeln!(out, "\nTARIFFS")?;
    }
    for schedule in read {
        let columns: Vec<String> =
            schedule.columns.iter().map(|column| format!("{} ({} rows)", column.name, column.rows().len())).collect();
        writeln!(out, "\n  {}  ({})", schedule.title, schedule.id)?;
        writeln!(out, "    rates of {}, {} [{}]", schedule.snapshot, schedule.source, phrase::grade(schedule.grade))?;
        writeln!(out, "    {}: {}", schedule.nomenclature, columns.join(", "))?;
    }
    Ok(())
}

fn restrictions(out: &mut String, tables: &Tables, place: Place, day: Date) -> std::fmt::Result {
    let chain: Vec<Place> = tables.within(place).map(|held| held.place).collect();
    let holds = |place: Option<Place>| place.is_none_or(|place| chain.contains(&place));
    let all = tables.world.restrictions.iter();
    let held: Vec<_> = all.filter(|r| holds(r.place) && r.validity.contains(day)).collect();
    let count = |status: &str| held.iter().filter(|r| phrase::word(r.status) == status).count();
    writeln!(
        out,
        "\nRESTRICTIONS\n\n  {} hold here: {} prohibit, {} restrict, {} ask for something, {} limit a quantity",
        held.len(),
        count("prohibited"),
        count("restricted"),
        count("conditional"),
        count("limit")
    )
}

fn watch(out: &mut String, tables: &Tables, place: Place) -> std::fmt::Result {
    let chain: Vec<Place> = tables.within(place).map(|held| held.place).collect();
    let mut announced = tables.world.watch.iter().filter(|watch| chain.contains(&watch.place)).peekable();
    if announced.peek().is_some() {
        writeln!(out, "\nANNOUNCED, NEVER CHARGED")?;
    }
    for watch in announced {
        writeln!(out, "\n  {}  ({})\n    {}", watch.title, watch.id, watch.expected)?;
        for citation in &watch.cite {
            writeln!(out, "    {}", phrase::citation(citation, tables))?;
        }
    }
    Ok(())
}

/// Days after `day` on which measures of a place begin or end, in order, and what happens.
pub fn changes(tables: &Tables, place: Place, day: Date) -> Vec<(Date, String)> {
    let mut changes = Vec::new();
    for measure in here(tables, place).filter(|measure| measure.status == Status::InForce) {
        let said = |what: &str| format!("{what}: {} ({})", measure.title, measure.id);
        changes.extend(measure.validity.from.filter(|from| *from > day).map(|from| (from, said("begins"))));
        changes.extend(measure.validity.until.filter(|until| *until > day).map(|until| (until, said("ends"))));
    }
    for schedule in schedules(tables, place, day) {
        for column in &schedule.columns {
            let days = column.cells().iter().flat_map(|cell| [cell.validity.from, cell.validity.until]).flatten();
            let next = days.filter(|change| *change > day).min();
            changes.extend(next.map(|next| (next, format!("rates change: {} ({})", column.title, schedule.id))));
        }
    }
    changes.sort();
    changes
}

fn ahead(out: &mut String, tables: &Tables, place: Place, day: Date) -> std::fmt::Result {
    writeln!(out, "\nWHAT CHANGES NEXT\n")?;
    let changes = changes(tables, place, day);
    if changes.is_empty() {
        writeln!(out, "  nothing enacted that is held here")?;
    }
    for (day, what) in changes {
        writeln!(out, "  {day}  {what}")?;
    }
    Ok(())
}
