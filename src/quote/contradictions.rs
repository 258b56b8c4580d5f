//! Figures and words of a basket that cannot both be right. The price is worked out all the same, and says what it followed.

use rust_decimal::Decimal;

use crate::arithmetic::{Arithmetic, total};
use crate::assess::Case;
use crate::assess::restriction::beside_the_code;
use crate::consignment::CartLine;
use crate::duty::expression::DutyUnit;
use crate::error::{Problem, short};

/// Weights that contradict, and words that name other goods than the code.
pub(super) fn found(case: &Case<'_, '_>) -> Vec<Problem> {
    let lines = || case.consignment.lines.iter().enumerate();
    let named = lines().filter_map(|(position, line)| words_beside_code(case, position, line));
    let weighed = lines().filter_map(|(position, line)| weighed_twice(position, line));
    let parts = lines().filter_map(|(position, line)| part_above_whole(position, line));
    weights(case).into_iter().chain(named).chain(weighed).chain(parts).collect()
}

/// More of something within the goods than there is of the goods, or worth more than they are: one part, or several together.
fn part_above_whole(position: usize, line: &CartLine) -> Option<Problem> {
    let told = |unit: &DutyUnit| line.stated(unit).or(line.net_weight.filter(|_| *unit == DutyUnit::Kg));
    let quantities = line.quantities.iter().filter_map(|(unit, part)| {
        let (whole, of_one) = unit.whole()?;
        Some((format!("quantities.{unit}"), *part, told(&whole)?.product(of_one.into())?))
    });
    let price = line.quantity.product(line.unit_price)?;
    let values = line.components.iter();
    let values = values.map(|(name, value)| (format!("components.{}", short(name)), *value, price));
    let weighs = line.quantities.iter().filter_map(|(unit, part)| match unit {
        DutyUnit::KgOf(name) => Some((name, *part)),
        _ => None,
    });
    let weighs = told(&DutyUnit::Kg).map(|most| ("quantities".to_owned(), together(weighs), most));
    let worth = together(line.components.iter().map(|(name, value)| (name, *value)));
    let worth = ("components".to_owned(), worth, price);
    let all = quantities.chain(values).chain(weighs).chain([worth]);
    let (path, part, most) = all.into_iter().find(|(_, part, most)| part > most)?;
    let message = format!("{part} are within the goods, and by what else is told there can be {most} at most");
    let help = "correct the figure that is wrong; each was used where the law asks for it";
    Some(Problem::new(format!("lines[{position}].{path}"), "part-above-whole", message, help))
}

/// Words in the names of parts that hold others: sucrose is among the total sugars, copper among the metal, and counts once.
const HOLD_OTHERS: [&str; 5] = ["total", "matter", "solids", "metal", "content"];

/// Parts that lie beside each other in the goods.
fn together<'l>(parts: impl Iterator<Item = (&'l String, Decimal)>) -> Decimal {
    let beside = |name: &str| !name.split([' ', '-']).any(|word| HOLD_OTHERS.contains(&word));
    total(parts.filter(|(name, _)| beside(name)).map(|(_, part)| part))
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
