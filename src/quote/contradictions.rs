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

fn part_above_whole(position: usize, line: &CartLine) -> Option<Problem> {
    let (path, part, most) = above(line)?;
    let message = format!("{part} are within the goods, and by what else is told there can be {most} at most");
    let help = "correct the figure that is wrong; each was used where the law asks for it";
    Some(Problem::new(format!("lines[{position}].{path}"), "part-above-whole", message, help))
}

/// More of something within the goods than there is of the goods, or worth more than they are: one part, or several together.
/// With how much there can be.
fn above(line: &CartLine) -> Option<(String, Decimal, Decimal)> {
    let told = |unit: &DutyUnit| line.stated(unit).or(line.net_weight.filter(|_| *unit == DutyUnit::Kg));
    let mut together = Decimal::ZERO;
    for (unit, part) in &line.quantities {
        let most = unit.whole().and_then(|(whole, of_one)| told(&whole)?.product(of_one.into()));
        let Some(most) = most else { continue };
        if *part > most {
            return Some((format!("quantities.{unit}"), *part, most));
        }
        if matches!(unit, DutyUnit::KgOf(name) if lies_beside_others(name)) {
            together = together.plus(*part);
            if together > most {
                return Some(("quantities".to_owned(), together, most));
            }
        }
    }
    let price = line.quantity.product(line.unit_price)?;
    let mut together = Decimal::ZERO;
    for (name, value) in &line.components {
        if *value > price {
            return Some((format!("components.{}", short(name)), *value, price));
        }
        if lies_beside_others(name) {
            together = together.plus(*value);
            if together > price {
                return Some(("components".to_owned(), together, price));
            }
        }
    }
    None
}

/// Whether a part holds no other that has a name: sucrose is among the total sugars, copper among the metal, and counts once.
fn lies_beside_others(name: &str) -> bool {
    !name.starts_with("total") && !["matter", "solids", "metal", "content"].iter().any(|word| name.ends_with(word))
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
