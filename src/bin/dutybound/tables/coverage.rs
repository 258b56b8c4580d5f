//! `dutybound tables coverage`: what is held, how deep, how sure, as a page.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use dutybound::tables::check::{What, Written};
use dutybound::tables::schema::{
    Amount, ChargeKind, Condition, Effect, FeeClass, Grade, Measure, PlaceLaw, Status, Transaction,
};
use dutybound::tables::text::Text;
use dutybound::tables::{Column, Schedule};
use dutybound::{Date, Place, Tables};

use super::{phrase, show};

pub fn command(folder: &Path, out: Option<&Path>, on: Option<Date>) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let Some(on) = on.or_else(|| text.tables.edition.parse().ok()) else {
        eprintln!("the edition `{}` is not a day; say of which day the page is with --on", text.tables.edition);
        return ExitCode::FAILURE;
    };
    let page = match page(folder, &text, on) {
        Ok(page) => page,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    match out {
        None => print!("{page}"),
        Some(file) => {
            if let Err(error) = std::fs::write(file, page) {
                eprintln!("`{}` cannot be written: {error}", file.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn page(folder: &Path, text: &Text, on: Date) -> Result<String, String> {
    let written = Written::read(folder, text)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let tables = &text.tables;
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = head(&mut out, tables, on);
    let _ = law(&mut out, tables, on);
    let _ = surety(&mut out, tables, &written, on);
    let _ = tariffs(&mut out, tables, on);
    Ok(out)
}

fn head(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
    writeln!(out, "# Coverage\n")?;
    writeln!(out, "<!-- written by `dutybound tables coverage --out docs/coverage.md`; do not edit -->\n")?;
    writeln!(
        out,
        "What the tables of edition {} hold on {on}, how deep and how sure. What is not listed is not covered: a quote says \
         so, it never takes it for free.\n",
        tables.edition
    )?;
    writeln!(
        out,
        "Grades, from the strongest: *official* (the law or a page of the authority was read), *two sources agree*, *one \
         source*, *unverified*. A quote shows the weakest grade that an amount rests on.\n"
    )
}

/// Destinations: places to which goods can be sent.
fn destinations(tables: &Tables) -> impl Iterator<Item = &PlaceLaw> {
    tables.world.places.iter().filter(|place| place.destination && !place.parts_required)
}

/// Measures in force that a consignment to a place meets on a day.
fn met(tables: &Tables, place: Place, on: Date) -> Vec<&Measure> {
    let in_force = show::here(tables, place).filter(|measure| measure.status == Status::InForce);
    in_force.filter(|measure| measure.validity.contains(on)).collect()
}

fn law(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
    writeln!(out, "## Law\n")?;
    writeln!(
        out,
        "Measures in effect that a parcel meets: the place's own and those of the places it lies within. A tax is reduced \
         where it is for some goods only.\n"
    )?;
    writeln!(
        out,
        "| Destination | Held from | Reliefs | Gifts | Duties | Taxes | Reduced | Excise | Levies | Fees | Carriers' fees | \
         Schemes | Collection | Restrictions | Tariff | Next change |"
    )?;
    writeln!(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|")?;
    for held in destinations(tables) {
        writeln!(out, "{}", law_row(tables, held, on))?;
    }
    Ok(())
}

fn law_row(tables: &Tables, held: &PlaceLaw, on: Date) -> String {
    let measures = met(tables, held.place, on);
    let count = |wanted: &dyn Fn(&Measure) -> bool| figure(measures.iter().filter(|measure| wanted(measure)).count());
    let of_kind = |kind: ChargeKind| move |measure: &Measure| charged(measure) == Some((kind, FeeClass::Statutory));
    let tax = |measure: &Measure| of_kind(ChargeKind::Tax)(measure);
    let cells = [
        format!("{} ({})", held.name, held.place),
        held.known_from.to_string(),
        count(&|measure| matches!(measure.effect, Effect::Relief(_)) && !is_for_gifts(measure)),
        count(&is_for_gifts),
        count(&of_kind(ChargeKind::Duty)),
        count(&|measure| tax(measure) && !is_for_some_goods(&measure.when)),
        count(&|measure| tax(measure) && is_for_some_goods(&measure.when)),
        count(&of_kind(ChargeKind::Excise)),
        count(&of_kind(ChargeKind::Levy)),
        count(&of_kind(ChargeKind::Fee)),
        count(&|measure| charged(measure) == Some((ChargeKind::Fee, FeeClass::Carrier))),
        count(&|measure| matches!(measure.effect, Effect::Scheme(_))),
        count(&|measure| matches!(measure.effect, Effect::Collection(_))),
        figure(restrictions(tables, held.place, on)),
        tariff(tables, held.place, on),
        show::changes(tables, held.place, on).first().map_or("none known".to_owned(), |(day, _)| day.to_string()),
    ];
    format!("| {} |", cells.join(" | "))
}

/// The tariffs read, with the year of their rates and how many codes their longest column has.
fn tariff(tables: &Tables, place: Place, on: Date) -> String {
    let say = |schedule: &&Schedule| {
        let rows = schedule.columns.iter().map(|column| column.rows().len()).max().unwrap_or_default();
        format!("`{}` of {}, {rows} rows", schedule.id, schedule.snapshot.year())
    };
    let said: Vec<String> = show::schedules(tables, place, on).iter().map(say).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(", ") }
}

/// Nothing held is said in a word: an empty cell could be taken for a mistake.
fn figure(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

fn charged(measure: &Measure) -> Option<(ChargeKind, FeeClass)> {
    match &measure.effect {
        Effect::Charge(charge) => Some((charge.kind, charge.class)),
        _ => None,
    }
}

fn is_for_gifts(measure: &Measure) -> bool {
    measure.when.transaction == [Transaction::Gift]
        && !matches!(measure.effect, Effect::Route(_) | Effect::Collection(_))
}

fn is_for_some_goods(when: &Condition) -> bool {
    !(when.code.is_empty() && when.list.is_empty() && when.goods.is_empty() && when.fact.is_empty())
}

/// Restrictions of the place's own law and its unions', besides those that hold everywhere.
fn restrictions(tables: &Tables, place: Place, on: Date) -> usize {
    let chain: Vec<Place> = tables.within(place).map(|held| held.place).collect();
    let own =
        tables.world.restrictions.iter().filter(|restriction| restriction.place.is_some_and(|p| chain.contains(&p)));
    own.filter(|restriction| restriction.validity.contains(on)).count()
}

/// The strongest first: of two that are as frequent, `max_by_key` then takes the weaker.
const GRADES: [Grade; 4] = [Grade::Official, Grade::TwoSecondary, Grade::Secondary, Grade::Unverified];

fn surety(out: &mut String, tables: &Tables, written: &Written, on: Date) -> std::fmt::Result {
    writeln!(out, "\n## How sure\n")?;
    writeln!(
        out,
        "The grade of most of these measures, the weakest, and how many rest on nothing confirmed; the days on which their \
         sources were read. Tariff rates have grades of their own, below.\n"
    )?;
    writeln!(out, "| Destination | Measures | Mostly | Weakest | Unverified | Sources read |")?;
    writeln!(out, "|---|--:|---|---|--:|---|")?;
    for held in destinations(tables) {
        let measures = met(tables, held.place, on);
        let grades: Vec<Grade> = measures.iter().map(|measure| measure.grade).collect();
        let number = |grade: &Grade| grades.iter().filter(|one| *one == grade).count();
        let mostly = GRADES.into_iter().max_by_key(|grade| number(grade)).unwrap_or(Grade::Unverified);
        let weakest = grades.iter().max().copied().unwrap_or(Grade::Unverified);
        let unverified = number(&Grade::Unverified);
        let share = (unverified * 100).checked_div(grades.len()).unwrap_or_default();
        writeln!(
            out,
            "| {} ({}) | {} | {} | {} | {} | {} |",
            held.name,
            held.place,
            grades.len(),
            phrase::grade(mostly),
            phrase::grade(weakest),
            if unverified == 0 { "none".to_owned() } else { format!("{unverified} ({share} %)") },
            read(written, &measures)
        )?;
    }
    Ok(())
}

/// When the sources of these measures were read.
fn read(written: &Written, measures: &[&Measure]) -> String {
    let cited = |act: &str| measures.iter().flat_map(|measure| &measure.cite).any(|citation| citation.act == act);
    let days: Vec<Date> = written.of(What::Act).filter(|act| cited(&act.id)).filter_map(|act| act.read).collect();
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "not said".to_owned(),
    }
}

fn tariffs(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
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
    let without = destinations(tables).filter(|held| show::schedules(tables, held.place, on).is_empty());
    let names: Vec<&str> = without.map(|held| held.name.as_str()).collect();
    if !names.is_empty() {
        writeln!(out, "\nWithout a tariff of its own: {}.", names.join(", "))?;
    }
    Ok(())
}

fn tariff_row(tables: &Tables, schedule: &Schedule, on: Date) -> String {
    let rows: usize = schedule.columns.iter().map(|column| column.rows().len()).sum();
    let read = schedule.columns.iter().filter(|column| is_read(tables, schedule, column, on)).count();
    let cells = [
        format!("{} (`{}`)", schedule.title, schedule.id),
        schedule.snapshot.to_string(),
        schedule.nomenclature.clone(),
        schedule.columns.iter().max_by_key(|column| column.rows().len()).map_or(0, depth).to_string(),
        rows.to_string(),
        format!("{read} of {}", schedule.columns.len()),
        schedule.columns.first().map_or(0, chapters).to_string(),
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
fn depth(column: &Column) -> u8 {
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
