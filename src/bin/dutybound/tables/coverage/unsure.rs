//! Places that are closed, and what nobody could confirm.

use std::fmt::Write;

use dutybound::tables::schema::{Effect, Grade, Measure, PlaceLaw, Status};
use dutybound::{Date, Place, Tables};

use super::{UNSURE, met, names, phrase, share};

/// Closures in effect at a place.
fn closures(tables: &Tables, place: Place, on: Date) -> Vec<&Measure> {
    met(tables, place, on).into_iter().filter(|measure| matches!(measure.effect, Effect::Closure)).collect()
}

/// Whether nothing at all can be sent there.
pub fn is_closed(tables: &Tables, place: Place, on: Date) -> bool {
    closures(tables, place, on).iter().any(|measure| phrase::condition(&measure.when).is_empty())
}

/// Which places are closed, and why.
pub fn closed(out: &mut String, tables: &Tables, places: &[&PlaceLaw], on: Date) -> std::fmt::Result {
    writeln!(out, "\n## Closed\n")?;
    writeln!(
        out,
        "Nothing is quoted to these places, or not for every consignment: the reason is part of the answer.\n"
    )?;
    for held in places {
        for measure in closures(tables, held.place, on) {
            writeln!(out, "- {}", closure(held, measure))?;
        }
    }
    Ok(())
}

fn closure(held: &PlaceLaw, measure: &Measure) -> String {
    let when = phrase::condition(&measure.when).join("; ");
    let when = if when.is_empty() { String::new() } else { format!(", when {when}") };
    format!("**{}**{when}: {} ({})", names::short(held), measure.title, phrase::grade(measure.grade))
}

/// Law in force, today or enacted for later, that rests on nothing confirmed, place by place.
pub fn unverified(out: &mut String, tables: &Tables, on: Date) -> std::fmt::Result {
    writeln!(out, "\n## Not confirmed\n")?;
    writeln!(
        out,
        "Measures in force, today or later, that rest on nothing that could be confirmed, under the place whose law they are: \
         a union's hold for all its members. A relief among them is read both ways, and the quote is a range.\n"
    )?;
    let mut places: Vec<&PlaceLaw> = tables.world.places.iter().collect();
    places.sort_by_cached_key(|held| names::order(&names::full(tables, held)));
    for held in places {
        folded(out, tables, held, &own(tables, held.place, on))?;
    }
    Ok(())
}

/// A place's own measures that are in force on the day or later.
fn own(tables: &Tables, place: Place, on: Date) -> Vec<&Measure> {
    let over = |measure: &Measure| measure.validity.until.is_some_and(|until| until <= on);
    let in_force = tables.world.measures.iter().filter(|measure| measure.status == Status::InForce);
    in_force.filter(|measure| measure.place == place && !over(measure)).collect()
}

fn folded(out: &mut String, tables: &Tables, held: &PlaceLaw, measures: &[&Measure]) -> std::fmt::Result {
    let unsure: Vec<&&Measure> = measures.iter().filter(|measure| measure.grade == Grade::Unverified).collect();
    let (unverified, percent) = share(measures);
    if unverified == 0 {
        return Ok(());
    }
    let said = format!("{unverified} of {}, {percent} %", measures.len());
    let said = if percent > UNSURE { format!("<b>{said}</b>") } else { said };
    writeln!(out, "<details><summary>{}: {said}</summary>\n", names::full(tables, held))?;
    for measure in unsure {
        writeln!(out, "- `{}`: {}", measure.id, measure.title)?;
    }
    writeln!(out, "\n</details>\n")
}
