//! `dutybound tables coverage`: what is held, how deep, how sure, as a page.

mod destination;
mod names;
mod tariffs;
mod technical;
mod unsure;

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use dutybound::tables::check::Written;
use dutybound::tables::schema::{Grade, Measure, PlaceLaw, Status};
use dutybound::tables::text::Text;
use dutybound::{Date, Place, Tables};

use super::{phrase, show};

pub fn command(folder: &Path, out: Option<&Path>, on: Option<Date>) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let Some(on) = on.or_else(|| text.tables.edition.parse().ok()) else {
        complain!("the edition `{}` is not a day; say of which day the page is with --on", text.tables.edition);
        return ExitCode::FAILURE;
    };
    let page = match page(folder, &text, on) {
        Ok(page) => page,
        Err(message) => {
            complain!("{message}");
            return ExitCode::FAILURE;
        }
    };
    match out {
        None => tell!("{page}"),
        Some(file) => {
            if let Err(error) = std::fs::write(file, page) {
                complain!("`{}` cannot be written: {error}", file.display());
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
    let places = destinations(tables);
    let open: Vec<&PlaceLaw> =
        places.iter().copied().filter(|held| !unsure::is_closed(tables, held.place, on)).collect();
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = head(&mut out, tables, on);
    let _ = count(&mut out, tables, places.len(), &open, on);
    let _ = law(&mut out, &rows(tables, &written, &open, on));
    let _ = unsure::closed(&mut out, tables, &places, on);
    let _ = tariffs::section(&mut out, tables, on);
    let _ = technical::section(&mut out, tables, on);
    let _ = unsure::unverified(&mut out, tables, on);
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

/// More unverified measures than this, in whole percent, are marked.
const UNSURE: usize = 15;

/// The strongest first: of two that are as frequent, `max_by_key` then takes the weaker.
const GRADES: [Grade; 4] = [Grade::Official, Grade::TwoSecondary, Grade::Secondary, Grade::Unverified];

/// How many destinations, and of how many much is unsure.
fn count(out: &mut String, tables: &Tables, all: usize, open: &[&PlaceLaw], on: Date) -> std::fmt::Result {
    let unsure = open.iter().filter(|held| share(&met(tables, held.place, on)).1 > UNSURE).count();
    let without = open.iter().filter(|held| show::schedules(tables, held.place, on).is_empty()).count();
    writeln!(
        out,
        "{all} destinations, {} of them [closed](#closed); {without} have no tariff of their own, and of {unsure} more than \
         {UNSURE} % of the measures are unverified (**marked**).\n",
        all - open.len()
    )
}

/// Destinations, places to which goods can be sent, in the order of their names.
fn destinations(tables: &Tables) -> Vec<&PlaceLaw> {
    let sent_to = |held: &&PlaceLaw| held.destination && !held.parts_required;
    let mut places: Vec<&PlaceLaw> = tables.world.places.iter().filter(sent_to).collect();
    places.sort_by_cached_key(|held| names::order(&names::full(tables, held)));
    places
}

/// Measures in force that a consignment to a place meets on a day.
fn met(tables: &Tables, place: Place, on: Date) -> Vec<&Measure> {
    let in_force = show::here(tables, place).filter(|measure| measure.status == Status::InForce);
    in_force.filter(|measure| measure.validity.contains(on)).collect()
}

/// How many measures are unverified, and their share in whole percent.
fn share(measures: &[&Measure]) -> (usize, usize) {
    let unverified = measures.iter().filter(|measure| measure.grade == Grade::Unverified).count();
    (unverified, (unverified * 100).checked_div(measures.len()).unwrap_or_default())
}

/// A row of the table: a destination, or those of one country of which the same is held.
struct Row<'t> {
    country: &'t str,
    name: String,
    cells: Vec<String>,
}

fn rows<'t>(tables: &'t Tables, written: &Written, places: &[&'t PlaceLaw], on: Date) -> Vec<Row<'t>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for held in places {
        let country = names::country(tables, held).unwrap_or(&held.name);
        let cells = destination::cells(tables, written, held, on);
        match rows.iter_mut().find(|row| row.country == country && row.cells == cells) {
            Some(row) => row.name.push_str(&format!(", {}", names::short(held))),
            None => rows.push(Row { country, name: names::full(tables, held), cells }),
        }
    }
    rows
}

fn law(out: &mut String, rows: &[Row<'_>]) -> std::fmt::Result {
    writeln!(out, "## Destinations\n")?;
    writeln!(
        out,
        "Measures in effect that a parcel meets: the place's own and those of the places it lies within. *Free up to* names \
         what is lifted and the price of the goods up to which it is, (?) where nobody could confirm it; conditions, such \
         as carriage or kinds of goods, are in the tables. A tax is *reduced* where it is for some goods only. *How sure* counts \
         measures; tariff rates have grades of their own, [below](#tariffs).\n"
    )?;
    let mut letters: Vec<char> = rows.iter().map(|row| names::letter(&row.name)).collect();
    letters.dedup();
    let index: Vec<String> = letters.iter().map(|l| format!("[{l}](#{})", l.to_ascii_lowercase())).collect();
    writeln!(out, "{}", index.join(" "))?;
    for letter in letters {
        under(out, letter, rows.iter().filter(|row| names::letter(&row.name) == letter))?;
    }
    Ok(())
}

/// The destinations of a letter.
fn under<'r>(out: &mut String, letter: char, rows: impl Iterator<Item = &'r Row<'r>>) -> std::fmt::Result {
    writeln!(out, "\n### {letter}\n")?;
    writeln!(out, "| Destination | {} |", destination::HEADINGS.join(" | "))?;
    writeln!(out, "|---|{}", "---|".repeat(destination::HEADINGS.len()))?;
    for row in rows {
        writeln!(out, "| {} | {} |", row.name, row.cells.join(" | "))?;
    }
    Ok(())
}
