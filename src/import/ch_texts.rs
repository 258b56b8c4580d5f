//! The duty rates of the Swiss customs tariff: a bare number is francs for 100 kilograms gross.
//!
//! The tariff counts a few goods in pieces or litres and says so beside the number; such a text is not read.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate.
///
/// ```
/// use dutybound::import::ch_texts::parse_ch;
/// let read = |text| parse_ch(text).unwrap().to_string();
/// assert_eq!(read("12.50"), "12.5 CHF/100 kg-gross");
/// assert_eq!(read("0.00"), "free");
/// assert!(parse_ch("12.50 per piece").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_ch(text: &str) -> Result<DutyExpression, Unread> {
    let unread = |why: &str| Unread::new(text, why);
    // `duty-free` in the languages in which the tariff is published.
    if ["free", "frei", "exempt", "exemption", "esente"].contains(&text.trim().to_lowercase().as_str()) {
        return Ok(DutyExpression::Free);
    }
    // Thousands are parted by either apostrophe.
    let plain: String = text.trim().chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
    let amount = figure(&plain).ok_or_else(|| unread("it is not an amount for 100 kg gross"))?.normalize();
    if amount.is_zero() {
        return Ok(DutyExpression::Free);
    }
    let franc: Currency = "CHF".parse().map_err(|error| unread(&format!("{error}")))?;
    Ok(DutyExpression::specific(amount, franc, Decimal::ONE_HUNDRED, DutyUnit::KgGross))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_nothing_else() {
        for (text, expected) in
            [("1'139.00", "1139 CHF/100 kg-gross"), ("0.10", "0.1 CHF/100 kg-gross"), ("0", "free"), ("Frei", "free")]
        {
            assert_eq!(parse_ch(text).unwrap().to_string(), expected, "{text}");
        }
        for text in ["", "-1.00", "12,50", "5 %", "12.50 CHF/Stk", "see note"] {
            assert!(parse_ch(text).is_err(), "{text}");
        }
    }
}
