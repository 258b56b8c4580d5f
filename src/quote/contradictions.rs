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
    let lines = || case.consignment.lines.iter().enumerate();
    let named = lines().filter_map(|(position, line)| words_beside_code(case, position, line));
    let parts = lines().filter_map(|(position, line)| part_above_whole(position, line));
    weights(case).into_iter().chain(named).chain(parts).collect()
}

/// More of something within the goods than there is of the goods, or worth more than they are.
fn part_above_whole(position: usize, line: &CartLine) -> Option<Problem> {
    let told = |unit: &DutyUnit| line.stated(unit).or(line.net_weight.filter(|_| *unit == DutyUnit::Kg));
    let quantities = line.quantities.iter().filter_map(|(unit, part)| {
        let (whole, of_one) = unit.whole()?;
        let most = told(&whole)?.product(of_one.into())?;
        (*part > most).then(|| (format!("quantities.{unit}"), *part, most))
    });
    let price = line.quantity.product(line.unit_price)?;
    let values = line.components.iter().filter(|(_, value)| *value > price);
    let values = values.map(|(name, value)| (format!("components.{}", short(name)), *value, price));
    let (path, part, most) = quantities.chain(values).next()?;
    let message = format!("{part} are within the goods, and by what else is told there can be {most} at most");
    let help = "correct the figure that is wrong; each was used where the law asks for it";
    Some(Problem::new(format!("lines[{position}].{path}"), "part-above-whole", message, help))
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
