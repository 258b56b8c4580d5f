//! The duty texts of the Customs Tariff of Canada, as the agency's export of the tariff (TPHS) writes them.
//!
//! `but not less than` bounds from below, `but not more than` from above. Blanks stand before percent signs and cents,
//! or do not. An amount of cents without a quantity takes it from the statistical unit of another row; it is not read.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate.
///
/// ```
/// use dutybound::import::ca_texts::parse_ca;
/// let read = |text| parse_ca(text).unwrap().to_string();
/// assert_eq!(read("238 % but not less than 30.8 ¢each"), "greater(238%, 0.308 CAD/item)");
/// assert_eq!(read("$34.50/hl"), "34.5 CAD/100 litre");
/// assert!(parse_ca("1.9 ¢").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_ca(text: &str) -> Result<DutyExpression, Unread> {
    let dollar: Currency = "CAD".parse().map_err(|error| Unread::new(text, format!("{error}")))?;
    bounded(text, dollar).map_err(|why| Unread::new(text, why))
}

fn bounded(text: &str, dollar: Currency) -> Result<DutyExpression, String> {
    let (text, cap) = parted(text, "but not more than");
    let (text, floor) = parted(text, "but not less than");
    let mut rate = sum(text, dollar)?;
    if let Some(floor) = floor {
        rate = rate.at_least(sum(floor, dollar)?);
    }
    if let Some(cap) = cap {
        rate = rate.at_most(sum(cap, dollar)?);
    }
    Ok(rate)
}

fn parted<'t>(text: &'t str, words: &str) -> (&'t str, Option<&'t str>) {
    text.split_once(words).map_or((text, None), |(rate, bound)| (rate, Some(bound)))
}

fn sum(text: &str, dollar: Currency) -> Result<DutyExpression, String> {
    let parts: Result<Vec<_>, String> = text.split(" plus ").map(|part| term(part.trim(), dollar)).collect();
    Ok(DutyExpression::sum(parts?))
}

fn term(text: &str, dollar: Currency) -> Result<DutyExpression, String> {
    if text.eq_ignore_ascii_case("free") {
        return Ok(DutyExpression::Free);
    }
    if let Some(rate) = text.strip_suffix('%') {
        return number(rate).map(DutyExpression::percent).ok_or_else(|| format!("`{text}` is no percentage"));
    }
    let (amount, quantity) = money(text).ok_or_else(|| format!("`{text}` is neither a percentage nor money"))?;
    let (per, unit) = measure(quantity)?;
    if amount.is_zero() {
        return Ok(DutyExpression::Free);
    }
    Ok(DutyExpression::specific(amount.normalize(), dollar, Decimal::from(per), unit))
}

/// `$34.50/hl`, `30.8 ¢each`: the dollars, and what they are for.
fn money(text: &str) -> Option<(Decimal, &str)> {
    if let Some(dollars) = text.strip_prefix('$') {
        let rest = dollars.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ','));
        return Some((number(&dollars.strip_suffix(rest)?.replace(',', ""))?, rest.trim()));
    }
    let (cents, quantity) = text.split_once('¢')?;
    Some((number(cents)?.checked_mul(Decimal::new(1, 2))?, quantity.trim()))
}

fn measure(text: &str) -> Result<(u32, DutyUnit), String> {
    let compact = text.replace(' ', "");
    let unit = compact.strip_prefix('/').or_else(|| compact.strip_prefix("per")).unwrap_or(&compact);
    match unit {
        "" => Err("it names no quantity; the statistical unit of another row counts".to_owned()),
        "each" => Ok((1, DutyUnit::Item)),
        "pair" => Ok((1, DutyUnit::Pair)),
        "dozen" => Ok((12, DutyUnit::Item)),
        "kg" => Ok((1, DutyUnit::Kg)),
        "100kg" => Ok((100, DutyUnit::Kg)),
        "tonne" | "metricton" | "metrictonne" => Ok((1000, DutyUnit::Kg)),
        "litre" => Ok((1, DutyUnit::Litre)),
        "hl" => Ok((100, DutyUnit::Litre)),
        "litreofabsoluteethylalcohol" => Ok((1, DutyUnit::LitrePureAlcohol)),
        _ => Err(format!("`{text}` is not a known quantity")),
    }
}

fn number(text: &str) -> Option<Decimal> {
    figure(text.trim()).map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("Free", "free"),
            ("35%", "35%"),
            ("292.5 % but not less than $2.48/kg", "greater(292.5%, 2.48 CAD/kg)"),
            ("0.51¢/kg", "0.0051 CAD/kg"),
            ("4.68 ¢/kg but not less than 12.5 %", "greater(0.0468 CAD/kg, 12.5%)"),
            ("12.28¢/litre of absolute ethyl alcohol", "0.1228 CAD/litre-alcohol"),
            ("5 % plus $1,000.00/tonne but not more than 20 %", "lesser(5% + 1000 CAD/1000 kg, 20%)"),
        ] {
            assert_eq!(parse_ca(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in ["", "%", "¢/kg", "$/kg", "5", "5 ¢", "$5", "5¢/fathom", "5% but not less than", "-5%", "N/A", "?"]
        {
            assert!(parse_ca(text).is_err(), "{text}");
        }
    }
}
