//! The duty texts of the customs tariff of Israel, as its data sets write them in English.
//!
//! `but no more than` caps what stands before it. A closing parenthesis without its opening one stands after many
//! quantities and means nothing.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate.
///
/// ```
/// use dutybound::import::il_texts::parse_il;
/// let read = |text| parse_il(text).unwrap().to_string();
/// assert_eq!(read("Tax Free"), "free");
/// assert_eq!(read("16% + 417 ₪ per Tonne but no more than 85%"), "lesser(16% + 417 ILS/1000 kg, 85%)");
/// assert!(parse_il("10% % )").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_il(text: &str) -> Result<DutyExpression, Unread> {
    let shekel: Currency = "ILS".parse().map_err(|error| Unread::new(text, format!("{error}")))?;
    capped(text.trim(), shekel).map_err(|why| Unread::new(text, why))
}

fn capped(text: &str, shekel: Currency) -> Result<DutyExpression, String> {
    match text {
        "Tax Free" => return Ok(DutyExpression::Free),
        "100% from general tax" => return Ok(DutyExpression::technical("rate of the goods by their general heading")),
        _ => {}
    }
    let (rate, cap) = match text.split_once("but no more than") {
        Some((rate, cap)) => (rate, Some(cap)),
        None => (text, None),
    };
    let parts: Result<Vec<_>, String> = rate.split('+').map(|part| term(part.trim(), shekel)).collect();
    let rate = DutyExpression::sum(parts?);
    Ok(match cap {
        Some(cap) => rate.at_most(term(cap.trim(), shekel)?),
        None => rate,
    })
}

fn term(text: &str, shekel: Currency) -> Result<DutyExpression, String> {
    if let Some(rate) = text.strip_suffix('%') {
        return number(rate).map(DutyExpression::percent).ok_or_else(|| format!("`{text}` is no percentage"));
    }
    let (amount, unit) = text.split_once('₪').ok_or_else(|| format!("`{text}` is neither a percentage nor shekels"))?;
    let amount = number(amount.trim_end()).ok_or_else(|| format!("`{amount}` is no number"))?;
    let unit = unit.trim().strip_prefix("per ").ok_or_else(|| format!("`{text}` names no quantity"))?;
    let (per, unit) = match unit.trim_end_matches(')').trim_end() {
        "Kilogram" => (1, DutyUnit::Kg),
        "Tonne" => (1000, DutyUnit::Kg),
        "Litre" => (1, DutyUnit::Litre),
        "Each" => (1, DutyUnit::Item),
        "square metre" => (1, DutyUnit::SquareMetre),
        unit => return Err(format!("`{unit}` is not a known quantity")),
    };
    Ok(DutyExpression::specific(amount, shekel, Decimal::from(per), unit))
}

fn number(text: &str) -> Option<Decimal> {
    figure(text).map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("7.20%", "7.2%"),
            ("7 ₪ per Kilogram) but no more than 30%", "lesser(7 ILS/kg, 30%)"),
            ("0.15 ₪ per Each) but no more than 85%", "lesser(0.15 ILS/item, 85%)"),
            ("12% + 1.41 ₪ per Litre", "12% + 1.41 ILS/litre"),
            ("4% + 15.58 ₪ per square metre but no more than 22%", "lesser(4% + 15.58 ILS/m2, 22%)"),
            ("100% from general tax", "technical(rate of the goods by their general heading)"),
        ] {
            assert_eq!(parse_il(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in ["", "%", "5", "6% % )", "5 ₪", "5 ₪ per Dunam", "5% but no more than", "free"] {
            assert!(parse_il(text).is_err(), "{text}");
        }
    }
}
