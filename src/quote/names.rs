//! Names in a basket that nothing in the law answers to: a slip of the pen that would change the amounts without a word.

use crate::Place;
use crate::assess::Case;
use crate::commodity::SHARED_DIGITS;
use crate::consignment::{CartLine, STRENGTH};
use crate::duty::expression::DutyUnit;
use crate::error::{Problem, meant, short};
use crate::tables::schema::{Condition, Measure};

/// Places, codes, units, registrations, elections and facts that the law does not know.
pub(super) fn unknown(case: &Case<'_, '_>) -> Vec<Problem> {
    let consignment = case.consignment;
    let mut problems = Vec::new();
    problems.extend(place(case, "from".to_owned(), consignment.dispatched_from));
    for (position, line) in consignment.lines.iter().enumerate() {
        let origin = line.origin.and_then(|origin| place(case, format!("lines[{position}].origin"), origin));
        problems.extend(origin);
        problems.extend(code(case, position));
        let units = named_units(line).filter(|name| !is_unit(case, name));
        problems.extend(units.map(|name| unit(position, name)));
        let facts = line.facts.iter().map(|(name, _)| name).filter(|name| !is_fact(case, name));
        problems.extend(facts.map(|name| {
            let help = "see the facts of the directory, or the needs of an answer, for those that the law asks";
            no_such(format!("lines[{position}].facts"), "unknown-fact", "fact", name, help)
        }));
    }
    let schemes = &case.law.tables().world.schemes;
    let held = consignment.seller.registrations.iter().flatten();
    let unheld = held.filter(|name| !schemes.iter().any(|scheme| scheme.registration == **name));
    problems.extend(unheld.map(|name| {
        let help = "see the schemes of the directory for the registrations that sellers can hold";
        no_such("seller.registrations".to_owned(), "unknown-registration", "registration", name, help)
    }));
    let elections = consignment.elections.iter().filter(|name| !is_election(case, name));
    problems.extend(elections.map(|name| {
        let help = "leave it out: the law of this destination gives no such choice";
        no_such("elections".to_owned(), "unknown-election", "election", name, help)
    }));
    problems
}

fn no_such(path: String, code: &'static str, what: &str, name: &str, help: &str) -> Problem {
    let short = short(name);
    Problem::new(path, code, format!("there is no {what} `{short}` here, and it changes nothing"), help)
}

fn place(case: &Case<'_, '_>, path: String, place: Place) -> Option<Problem> {
    if case.law.tables().place(place).is_some() {
        return None;
    }
    let message = format!("`{place}` is no place that the tables know{}", meant(place));
    let help = "write the two letters of ISO 3166; until then no rule for goods of this origin applies";
    Some(Problem::new(path, "unknown-place", message, help))
}

/// A code that is none: a slip of the pen, or of a nomenclature that is over.
fn code(case: &Case<'_, '_>, position: usize) -> Option<Problem> {
    let code = case.consignment.lines.get(position)?.code.as_ref().ok()?.as_ref()?.truncated(SHARED_DIGITS);
    let world = &case.law.tables().world;
    // One that ended is read as what took its place, and the answer says so.
    if world.subheadings.know(code) || world.former_code(code).is_some() {
        return None;
    }
    let message = format!("no code of the Harmonized System of 2022 begins with `{code}`");
    let help = "look for a slip of the pen, or for the code that took its place in the nomenclature of 2022";
    Some(Problem::new(format!("lines[{position}].code"), "unknown-code", message, help))
}

/// Units of a line that are none of the plain ones.
fn named_units(line: &CartLine) -> impl Iterator<Item = &str> {
    line.quantities.iter().filter_map(|(unit, _)| match unit {
        DutyUnit::Named(name) => Some(name.as_str()),
        _ => None,
    })
}

/// Whether some law counts in a unit that has no word of its own.
fn is_unit(case: &Case<'_, '_>, name: &str) -> bool {
    name == STRENGTH || case.law.tables().world.units.iter().any(|unit| unit == name)
}

fn unit(position: usize, name: &str) -> Problem {
    let meant = DutyUnit::meant(name);
    let help = meant.map_or_else(
        || "write it as the needs of an answer name it, such as pair, litre or m2".to_owned(),
        |meant| format!("write `{meant}` if that is meant"),
    );
    no_such(format!("lines[{position}].quantities"), "unknown-unit", "unit", name, &help)
}

fn is_fact(case: &Case<'_, '_>, name: &str) -> bool {
    case.law.tables().world.facts.iter().any(|fact| fact.name == name)
}

/// Whether some law of the destination asks for it.
fn is_election(case: &Case<'_, '_>, name: &str) -> bool {
    let here = |measure: &&Measure| case.law.inner().chain.contains(&measure.place);
    let asks = |condition: &Condition| condition.election.iter().any(|asked| asked == name);
    let mut measures = case.law.tables().world.measures.iter().filter(here);
    measures.any(|measure| asks(&measure.when) || measure.unless.iter().any(asks))
}
