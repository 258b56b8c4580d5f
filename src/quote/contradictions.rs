//! Figures and words of a basket that cannot both be right. The price is worked out all the same, and says what it followed.

use rust_decimal::Decimal;

use crate::arithmetic::Arithmetic;
use crate::assess::Case;
use crate::assess::restriction::beside_the_code;
use crate::consignment::CartLine;
use crate::duty::expression::DutyUnit;
use crate::error::{Problem, short};

/// Weights that contradict, and words that name other goods than the code.
pub(super) fn found(case: &Case<'_, '_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = weights(case).into_iter().collect();
    for (position, line) in case.consignment.lines.iter().enumerate() {
        problems.extend(words_beside_code(case, position, line));
        problems.extend(weighed_twice(position, line));
        problems.extend(part_above_whole(position, line));
    }
    problems
}

/// More of something within the goods than there is of the goods, or worth more than they are: one part, or several together.
fn part_above_whole(position: usize, line: &CartLine) -> Option<Problem> {
    let Excess { path, part, most } = heavy_parts(line).or_else(|| dear_parts(line))?;
    let message = format!("{part} are within the goods, and by what else is told there can be {most} at most");
    let help = "correct the figure that is wrong; each was used where the law asks for it";
    Some(Problem::new(format!("lines[{position}].{path}"), "part-above-whole", message, help))
}

struct Excess {
    path: String,
    part: Decimal,
    most: Decimal,
}

fn heavy_parts(line: &CartLine) -> Option<Excess> {
    let told = |unit: &DutyUnit| line.stated(unit).or(line.net_weight.filter(|_| *unit == DutyUnit::Kg));
    let mut together = Decimal::ZERO;
    for (unit, part) in &line.quantities {
        let most = unit.whole().and_then(|(whole, of_one)| told(&whole)?.product(of_one.into()));
        if let Some(most) = most.filter(|most| part > most) {
            return Some(Excess { path: format!("quantities.{unit}"), part: *part, most });
        }
        if matches!(unit, DutyUnit::KgOf(name) if is_beside_others(name)) {
            together = together.plus(*part);
        }
    }
    let most = told(&DutyUnit::Kg).filter(|most| together > *most)?;
    Some(Excess { path: "quantities".to_owned(), part: together, most })
}

fn dear_parts(line: &CartLine) -> Option<Excess> {
    let most = line.quantity.product(line.unit_price)?;
    let mut together = Decimal::ZERO;
    for (name, value) in &line.components {
        if *value > most {
            return Some(Excess { path: format!("components.{}", short(name)), part: *value, most });
        }
        if is_beside_others(name) {
            together = together.plus(*value);
        }
    }
    (together > most).then(|| Excess { path: "components".to_owned(), part: together, most })
}

/// Words in the names of parts that hold others: sucrose is among the total sugars, copper among the metal, and counts once.
const HOLD_OTHERS: [&str; 5] = ["total", "matter", "solids", "metal", "content"];

/// Whether a part lies beside others in the goods, so that what they are together is not more than the goods.
fn is_beside_others(name: &str) -> bool {
    !name.split([' ', '-']).any(|word| HOLD_OTHERS.contains(&word))
}

/// A line has one net weight, wherever it is written.
fn weighed_twice(position: usize, line: &CartLine) -> Option<Problem> {
    let (net, counted) = (line.net_weight?, line.stated(&DutyUnit::Kg)?);
    let message = format!("the line weighs {net} kg, and {counted} kg by its quantities");
    let help = "correct the one that is wrong, or leave one out; each is used where the law asks for it";
    (net != counted).then(|| Problem::new(format!("lines[{position}].netWeight"), "weights-contradict", message, help))
}

fn weights(case: &Case<'_, '_>) -> Option<Problem> {
    let gross = case.consignment.gross_weight?;
    let mut told = case.consignment.lines.iter().filter_map(|line| line.net_weight);
    let net = told.try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let message = format!("the goods weigh {net} kg by their lines, and the whole parcel {gross} kg");
    let help = "correct the one that is wrong; each is used where the law asks for it";
    (net > gross).then(|| Problem::new("grossWeight".to_owned(), "weights-contradict", message, help))
}

fn words_beside_code(case: &Case<'_, '_>, position: usize, line: &CartLine) -> Option<Problem> {
    let code = line.code.as_ref().ok().copied().flatten()?;
    let rule = beside_the_code(case, line)?;
    let name = case.law.tables().world.category(&rule.category).map_or(rule.category.as_str(), |kind| &kind.name);
    let message = format!("the words suggest goods of the kind `{name}`, and `{code}` is no code of these");
    let help = "the code was followed: correct it when the words are right; of goods of that kind other rules hold";
    Some(Problem::new(format!("lines[{position}].description"), "words-contradict-code", message, help))
}
