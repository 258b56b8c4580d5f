//! Figures and words of a basket that cannot both be right. The price is worked out all the same, and says what it followed.

use rust_decimal::Decimal;

use crate::assess::Case;
use crate::assess::restriction::beside_the_code;
use crate::consignment::CartLine;
use crate::error::Problem;

/// Weights that contradict, and words that name other goods than the code.
pub(super) fn found(case: &Case<'_, '_>) -> Vec<Problem> {
    let lines = case.consignment.lines.iter().enumerate();
    let named = lines.filter_map(|(position, line)| words_beside_code(case, position, line));
    weights(case).into_iter().chain(named).collect()
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
