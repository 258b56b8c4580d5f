//! The duty texts of the Southern African Customs Union, as Schedule 1 Part 1 prints them.
//!
//! Cents for a quantity with decimal commas; of two rates joined by `or` the higher is due; `with a maximum of` caps what
//! stands before it. A rate `less` a share of the price cannot be put into one rate; it is technical.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate.
///
/// ```
/// use dutybound::import::sacu_texts::parse_sacu;
/// let read = |text| parse_sacu(text).unwrap().to_string();
/// assert_eq!(read("30% or 500c/2u"), "greater(30%, 5 ZAR/pair)");
/// assert_eq!(read("450c/kg with a maximum of 96%"), "lesser(4.5 ZAR/kg, 96%)");
/// assert!(parse_sacu("30% or more").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_sacu(text: &str) -> Result<DutyExpression, Unread> {
    let rand: Currency = "ZAR".parse().map_err(|error| Unread::new(text, format!("{error}")))?;
    capped(text.trim(), rand).map_err(|why| Unread::new(text, why))
}

fn capped(text: &str, rand: Currency) -> Result<DutyExpression, String> {
    match text.split_once(" with a maximum of ") {
        Some((rate, cap)) => Ok(higher(rate, rand)?.at_most(term(cap, rand)?)),
        None => higher(text, rand),
    }
}

fn higher(text: &str, rand: Currency) -> Result<DutyExpression, String> {
    match text.split_once(" or ") {
        Some((rate, other)) => Ok(lessened(rate, rand)?.at_least(lessened(other, rand)?)),
        None => lessened(text, rand),
    }
}

fn lessened(text: &str, rand: Currency) -> Result<DutyExpression, String> {
    let Some((rate, share)) = text.split_once(" less ") else { return term(text, rand) };
    term(rate, rand)?;
    term(share, rand)?;
    Ok(DutyExpression::technical("so much for a kilogram less a share of the price"))
}

fn term(text: &str, rand: Currency) -> Result<DutyExpression, String> {
    if text == "free" {
        return Ok(DutyExpression::Free);
    }
    if let Some(rate) = text.strip_suffix('%') {
        return number(rate).map(DutyExpression::percent).ok_or_else(|| format!("`{text}` is no percentage"));
    }
    let (cents, unit) = text.split_once("c/").ok_or_else(|| format!("`{text}` is neither a percentage nor cents"))?;
    let cents = number(cents).ok_or_else(|| format!("`{cents}` is no number of cents"))?;
    let unit = match unit {
        "kg" | "kg net" => DutyUnit::Kg,
        "li" => DutyUnit::Litre,
        "li aa" => DutyUnit::LitrePureAlcohol,
        "u" => DutyUnit::Item,
        "2u" => DutyUnit::Pair,
        _ => return Err(format!("`{unit}` is not a known quantity")),
    };
    let amount = cents.checked_div(Decimal::ONE_HUNDRED).ok_or("the amount is too large")?;
    Ok(DutyExpression::specific(amount.normalize(), rand, Decimal::ONE, unit))
}

/// `5,5`, `2 500`.
fn number(text: &str) -> Option<Decimal> {
    let plain: String = text.trim().chars().filter(|letter| *letter != ' ').collect();
    // The point of a fraction is a comma here.
    figure(&plain.replace(',', ".")).filter(|_| !plain.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("free", "free"),
            ("6,6%", "6.6%"),
            ("0,183c/li", "0.00183 ZAR/litre"),
            ("317c/li aa", "3.17 ZAR/litre-alcohol"),
            ("110c/kg net", "1.1 ZAR/kg"),
            ("50c/u", "0.5 ZAR/item"),
            ("60% or 2 500c/kg", "greater(60%, 25 ZAR/kg)"),
            ("15% or 860c/kg less 85%", "greater(15%, technical(so much for a kilogram less a share of the price))"),
            (
                "860c/kg less 85% with a maximum of 44%",
                "lesser(technical(so much for a kilogram less a share of the price), 44%)",
            ),
        ] {
            assert_eq!(parse_sacu(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in ["", "%", "c/kg", "5.5%", "5c/fathom", "5% or", "with a maximum of 5%", "whether", "-5%"] {
            assert!(parse_sacu(text).is_err(), "{text}");
        }
    }
}
