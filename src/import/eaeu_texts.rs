//! The duty texts of the Common Customs Tariff of the Eurasian Economic Union.
//!
//! `но не менее` bounds from below, `но не более` from above, `плюс` adds; money is in euros or dollars for a quantity.
//! A line under a note of the tariff that gives some of its goods another rate, for a time or in one member, is written
//! with both and the words `по примечанию`: the amount lies between them.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate.
///
/// ```
/// use dutybound::import::eaeu_texts::parse_eaeu;
/// let read = |text| parse_eaeu(text).unwrap().to_string();
/// assert_eq!(read("10%, но не менее 1.88 EUR за 1 кг"), "greater(10%, 1.88 EUR/kg)");
/// assert_eq!(read("0.34 EUR за 1 пар"), "0.34 EUR/pair");
/// assert!(parse_eaeu("10 фунтов").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_eaeu(text: &str) -> Result<DutyExpression, Unread> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    chosen(&line).map_err(|why| Unread::new(text, why))
}

const LOWER: &str = ", в зависимости от того, какая из исчисленных сумм таможенной пошлины ниже";

/// Two rates of which the lower is due, or two of which a note says when each is.
fn chosen(text: &str) -> Result<DutyExpression, String> {
    let pair = |both: &str| {
        let (one, other) = both.split_once("либо").ok_or("there are not two rates")?;
        Ok::<_, String>((bounded(one.trim().trim_end_matches(','))?, bounded(other.trim())?))
    };
    if let Some(both) = text.strip_suffix(LOWER) {
        let (one, other) = pair(both)?;
        return Ok(one.at_most(other));
    }
    if let Some(both) = text.strip_suffix(" по примечанию") {
        let (one, other) = pair(both)?;
        return Ok(DutyExpression::Between(Box::new(one), Box::new(other)));
    }
    bounded(text)
}

fn bounded(text: &str) -> Result<DutyExpression, String> {
    let (text, cap) = parted(text, "но не более");
    let (text, floor) = parted(text, "но не менее");
    let mut rate = sum(text)?;
    if let Some(floor) = floor {
        rate = rate.at_least(sum(floor)?);
    }
    if let Some(cap) = cap {
        rate = rate.at_most(sum(cap)?);
    }
    Ok(rate)
}

fn parted<'t>(text: &'t str, words: &str) -> (&'t str, Option<&'t str>) {
    let (rate, bound) = text.split_once(words).map_or((text, None), |(rate, bound)| (rate, Some(bound)));
    (rate.trim().trim_end_matches(',').trim_end(), bound.map(str::trim))
}

fn sum(text: &str) -> Result<DutyExpression, String> {
    let parts: Result<Vec<_>, String> = text.split("плюс").map(|part| term(part.trim())).collect();
    Ok(DutyExpression::sum(parts?))
}

fn term(text: &str) -> Result<DutyExpression, String> {
    let Some((money, quantity)) = text.split_once(" за ") else {
        // A rate without a sign is written only where it is nought.
        let number = text.strip_suffix('%').map(|rate| number(rate.trim_end()));
        let number = number.unwrap_or_else(|| number_of_nought(text));
        return number.map(DutyExpression::percent).ok_or_else(|| format!("`{text}` is no rate"));
    };
    let (amount, currency) = money.split_once(' ').ok_or_else(|| format!("`{money}` is no amount"))?;
    let amount = number(amount).ok_or_else(|| format!("`{amount}` is no number"))?;
    let currency: Currency = match currency {
        "EUR" | "USD" => currency.parse().map_err(|error| format!("{error}"))?,
        _ => return Err(format!("`{currency}` is neither EUR nor USD")),
    };
    let (count, unit) = quantity.split_once(' ').ok_or_else(|| format!("`{quantity}` is no quantity"))?;
    let count = number(count).filter(|count| !count.is_zero()).ok_or_else(|| format!("`{count}` is no number"))?;
    let (times, unit) = measure(unit).ok_or_else(|| format!("`{unit}` is not a known quantity"))?;
    let per = count.checked_mul(Decimal::from(times)).ok_or("the quantity is too large")?;
    Ok(DutyExpression::specific(amount, currency, per, unit))
}

fn number_of_nought(text: &str) -> Option<Decimal> {
    number(text).filter(Decimal::is_zero)
}

fn number(text: &str) -> Option<Decimal> {
    figure(&text.replace(',', ".")).map(|number| number.normalize())
}

/// How many of which unit.
fn measure(text: &str) -> Option<(u32, DutyUnit)> {
    Some(match text {
        "кг" => (1, DutyUnit::Kg),
        "т" => (1000, DutyUnit::Kg),
        "л" => (1, DutyUnit::Litre),
        "пар" | "пару" => (1, DutyUnit::Pair),
        "шт" => (1, DutyUnit::Item),
        "м2" => (1, DutyUnit::SquareMetre),
        "м3" => (1, DutyUnit::CubicMetre),
        "м" => (1, DutyUnit::Metre),
        "см3, мл" | "см3" => (1, DutyUnit::Named("cm3 of the engine".to_owned())),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("0", "free"),
            ("0.0", "free"),
            ("6.5%", "6.5%"),
            ("0,34 EUR за 1 пару", "0.34 EUR/pair"),
            ("10% плюс 0.08 EUR за 1 кг", "10% + 0.08 EUR/kg"),
            ("250 USD за 1 т", "250 USD/1000 kg"),
            ("2 EUR за 1000 шт", "2 EUR/1000 item"),
            ("80%, но не менее 0.7 EUR за 1 кг", "greater(80%, 0.7 EUR/kg)"),
            ("20%, но не более 0.36 EUR за 1 см3, мл", "lesser(20%, 0.36 EUR/[cm3 of the engine])"),
            ("0% либо 5% по примечанию", "between(free, 5%)"),
            (
                "15%, либо 12.5%, но не менее 0.6 EUR за 1 см3, в зависимости от того, какая из исчисленных сумм \
                 таможенной пошлины ниже",
                "lesser(15%, greater(12.5%, 0.6 EUR/[cm3 of the engine]))",
            ),
        ] {
            assert_eq!(parse_eaeu(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in [
            "",
            "5",
            "%",
            "5%, но не менее",
            "5 EUR",
            "5 RUB за 1 кг",
            "5 EUR за 0 кг",
            "5 EUR за 1 версту",
            "5% или 3%",
        ] {
            assert!(parse_eaeu(text).is_err(), "{text}");
        }
    }
}
