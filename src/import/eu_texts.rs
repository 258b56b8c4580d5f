//! The duty texts of the European Union and of the United Kingdom, as the tariffs and their official comparison print
//! them.
//!
//! Weights are net unless the text says otherwise. `MIN` and `MAX` bound what stands before them; a rate with days in
//! parentheses is for those days of every year. The agricultural component and the entry price are worked out from
//! contents and prices that no tariff line states; they are technical. Quantities are written out (`EUR / 100 kg`) or
//! by the codes of TARIC (`EUR DTN`).

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit, MonthDay, Season};

use super::figure::figure;
use super::report::Unread;

/// Reads a rate of the European Union.
///
/// ```
/// use dutybound::import::eu_texts::parse_eu;
/// let read = |text| parse_eu(text).unwrap().to_string();
/// assert_eq!(read("12.0%"), "12%");
/// assert_eq!(read("4.50% MIN 0.30 EUR / item MAX 0.80 EUR / item"), "lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)");
/// assert_eq!(read("9.00% +  EA"), "9% + technical(agricultural component)");
/// assert!(parse_eu("12 pounds").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_eu(text: &str) -> Result<DutyExpression, Unread> {
    parse(text, "EUR")
}

/// Reads a rate of the United Kingdom.
///
/// ```
/// use dutybound::import::eu_texts::parse_gb;
/// let read = |text| parse_gb(text).unwrap().to_string();
/// assert_eq!(read("40.00% + 101.00 GBP/hl + 17 GBP/100kg"), "40% + 101 GBP/100 litre + 17 GBP/100 kg");
/// assert_eq!(read("14.00% (01 JUL - 31 JAN), 0.00% (01 FEB - 30 JUN)"), "season(07-01..01-31: 14%; 02-01..06-30: free)");
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_gb(text: &str) -> Result<DutyExpression, Unread> {
    parse(text, "GBP")
}

fn parse(text: &str, currency: &str) -> Result<DutyExpression, Unread> {
    let money: Currency = currency.parse().map_err(|error| Unread::new(text, format!("{error}")))?;
    expression(&tidy(text), money).map_err(|why| Unread::new(text, why))
}

/// Without blanks, without commas inside numbers, the euro by its letters.
fn tidy(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let compact: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    for (place, letter) in compact.iter().enumerate() {
        let digit = |place: Option<usize>| place.and_then(|place| compact.get(place)).is_some_and(char::is_ascii_digit);
        match letter {
            ',' if digit(place.checked_sub(1)) && digit(place.checked_add(1)) => {}
            '€' => line.push_str("EUR"),
            letter => line.push(*letter),
        }
    }
    line
}

fn expression(text: &str, money: Currency) -> Result<DutyExpression, String> {
    match text {
        "EntryPrice" => Ok(DutyExpression::technical("entry price")),
        "NIHIL" => Ok(DutyExpression::Free),
        _ if text.starts_with("Cond:V") => Ok(DutyExpression::technical("entry price")),
        _ if text.starts_with("Cond:") => Ok(DutyExpression::technical("rate by conditions")),
        _ if text.contains('(') => seasons(text, money),
        _ => bounded(text, money),
    }
}

/// `15.00%(01JAN-14FEB,16JUN-31DEC),0.00%(15FEB-15JUN)`; a last rate without days is for the rest of the year.
fn seasons(text: &str, money: Currency) -> Result<DutyExpression, String> {
    let mut seasons = Vec::new();
    let mut rest = text;
    while let Some((rate, after)) = rest.split_once('(') {
        let (days, after) = after.split_once(')').ok_or_else(|| format!("`{after}` has no closing parenthesis"))?;
        let rate = bounded(rate, money)?;
        for range in days.split(',') {
            let (from, to) = range_of_days(range)?;
            seasons.push(Season { from, to, rate: rate.clone() });
        }
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    if !rest.is_empty() {
        let (from, to) = range_of_days("01JAN-31DEC")?;
        seasons.push(Season { from, to, rate: bounded(rest, money)? });
    }
    Ok(DutyExpression::Seasonal(seasons))
}

/// `01JAN-14FEB`, `01-31DEC`.
fn range_of_days(text: &str) -> Result<(MonthDay, MonthDay), String> {
    let error = || format!("`{text}` is not a range of days");
    let (from, to) = text.split_once('-').ok_or_else(error)?;
    let month = to.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let from = if from.bytes().all(|byte| byte.is_ascii_digit()) { format!("{from}{month}") } else { from.to_owned() };
    Ok((day_of_year(&from).ok_or_else(error)?, day_of_year(to).ok_or_else(error)?))
}

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// `14FEB`, `30JUNE`.
fn day_of_year(text: &str) -> Option<MonthDay> {
    let name = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let day = text.strip_suffix(name)?.parse().ok()?;
    let month = (1..).zip(MONTHS).find(|(_, month)| name.starts_with(month)).map(|(month, _)| month)?;
    MonthDay::new(month, day)
}

/// `10%MIN1.6EUR/100kgMAX20%`.
fn bounded(text: &str, money: Currency) -> Result<DutyExpression, String> {
    let (text, cap) = text.split_once("MAX").map_or((text, None), |(text, cap)| (text, Some(cap)));
    let (text, floor) = text.split_once("MIN").map_or((text, None), |(text, floor)| (text, Some(floor)));
    let mut rate = sum(text, money)?;
    if let Some(floor) = floor {
        rate = rate.at_least(sum(floor, money)?);
    }
    if let Some(cap) = cap {
        rate = rate.at_most(sum(cap, money)?);
    }
    Ok(rate)
}

fn sum(text: &str, money: Currency) -> Result<DutyExpression, String> {
    let parts: Result<Vec<_>, String> = text.split('+').map(|part| term(part, money)).collect();
    Ok(DutyExpression::sum(parts?))
}

fn term(text: &str, money: Currency) -> Result<DutyExpression, String> {
    match text {
        "EA" => return Ok(DutyExpression::technical("agricultural component")),
        "ADSZ" => return Ok(DutyExpression::technical("additional duty on sugar")),
        "ADFM" => return Ok(DutyExpression::technical("additional duty on flour")),
        "EAR" => return Ok(DutyExpression::technical("reduced agricultural component")),
        "ADSZR" => return Ok(DutyExpression::technical("reduced additional duty on sugar")),
        "ADFMR" => return Ok(DutyExpression::technical("reduced additional duty on flour")),
        _ => {}
    }
    let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let amount = figure(text.strip_suffix(unit).unwrap_or_default()).ok_or_else(|| format!("`{text}` is no rate"))?;
    // The percent sign is missing on a few lines of the comparison: `24 + 4.2 EUR/100 kg`.
    if matches!(unit, "%" | "") {
        return Ok(DutyExpression::percent(amount));
    }
    let code = money.to_string();
    let unit = unit.strip_prefix(&code).filter(|unit| !unit.is_empty());
    let unit = unit.ok_or_else(|| format!("`{text}` is neither a percentage nor {code} for a quantity"))?;
    let measured = unit.strip_prefix('/').map_or_else(|| coded(unit), |unit| measure(unit).or_else(|| coded(unit)));
    let (per, unit) = measured.ok_or_else(|| format!("`{unit}` is not a known quantity"))?;
    if amount.is_zero() {
        return Ok(DutyExpression::Free);
    }
    Ok(DutyExpression::specific(amount, money, per, unit))
}

/// What an amount is for: how many of which unit.
fn measure(text: &str) -> Option<(Decimal, DutyUnit)> {
    let kg_of = |content: &str| DutyUnit::KgOf(content.to_owned());
    let (per, unit) = match text {
        "item" => (1, DutyUnit::Item),
        "1000items" | "1000p/st" => (1000, DutyUnit::Item),
        "100items" | "100p/st" => (100, DutyUnit::Item),
        "p/st" => (1, DutyUnit::Item),
        "pa" => (1, DutyUnit::Pair),
        "kg" => (1, DutyUnit::Kg),
        "100kg" | "100kg/net" => (100, DutyUnit::Kg),
        "tonne" | "1000kg" => (1000, DutyUnit::Kg),
        "100kg/gross" | "100kg/br" => (100, DutyUnit::KgGross),
        "100kg/netdrainedwt" | "100kgeda" => (100, DutyUnit::KgDrained),
        "100kg/netdry" | "100kgmas" => (100, DutyUnit::KgDry),
        "100kg/stdqual" | "100kgstdqual" => (100, sugar_of_standard_quality()),
        // So much for 100 kg and each percent of sucrose in it: the same as for each kilogram of sucrose.
        "100kg/net/%sacchar." => (1, kg_of("sucrose")),
        "kg/lacticmatter" => (1, kg_of("lactic matter")),
        "kg/drylacticmatter" => (1, kg_of("dry lactic matter")),
        "kg/totalc" => (1, kg_of("total alcohol")),
        "1000kg/biodiesel" => (1000, kg_of("biodiesel")),
        "l" => (1, DutyUnit::Litre),
        "hl" => (100, DutyUnit::Litre),
        "%vol/hl" => (1, DutyUnit::PercentVolHectolitre),
        "100m" => (100, DutyUnit::Metre),
        "m2" => (1, DutyUnit::SquareMetre),
        "m3" => (1, DutyUnit::CubicMetre),
        _ => return None,
    };
    Some((Decimal::from(per), unit))
}

/// Sugar of a better yield counts for more than it weighs, so this is no part of the weight.
fn sugar_of_standard_quality() -> DutyUnit {
    DutyUnit::Named("kg of standard quality".to_owned())
}

/// The same by the codes of TARIC: a unit of three letters, and perhaps a letter that qualifies it.
fn coded(text: &str) -> Option<(Decimal, DutyUnit)> {
    let (unit, qualifier) = text.split_at_checked(3)?;
    let kg_of = |content: &str| DutyUnit::KgOf(content.to_owned());
    let (per, unit) = match (unit, qualifier) {
        ("NAR", "") => (1, DutyUnit::Item),
        ("CEN", "") => (100, DutyUnit::Item),
        ("MIL", "") => (1000, DutyUnit::Item),
        ("NPR", "") => (1, DutyUnit::Pair),
        // So much for 100 kg and each percent of sucrose in it.
        ("DTN", "Z") => (1, kg_of("sucrose")),
        ("KGM" | "DTN" | "TNE", _) => {
            let per = match unit {
                "KGM" => 1,
                "DTN" => 100,
                _ => 1000,
            };
            let unit = match qualifier {
                "" => DutyUnit::Kg,
                "A" => kg_of("total alcohol"),
                "E" => DutyUnit::KgDrained,
                "G" => DutyUnit::KgGross,
                "I" => kg_of("biodiesel"),
                "M" => DutyUnit::KgDry,
                "P" => kg_of("lactic matter"),
                "R" => sugar_of_standard_quality(),
                "T" => kg_of("dry lactic matter"),
                _ => return None,
            };
            (per, unit)
        }
        ("LTR", "") => (1, DutyUnit::Litre),
        ("HLT", "") => (100, DutyUnit::Litre),
        ("LPA", "") => (1, DutyUnit::LitrePureAlcohol),
        ("ASV", "X") => (1, DutyUnit::PercentVolHectolitre),
        ("MTR", "") => (1, DutyUnit::Metre),
        ("HMT", "") => (100, DutyUnit::Metre),
        ("MTK", "") => (1, DutyUnit::SquareMetre),
        ("MTQ", "") => (1, DutyUnit::CubicMetre),
        _ => return None,
    };
    Some((Decimal::from(per), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse_eu(text).map_or_else(|error| format!("unread {error}"), |expression| expression.to_string())
    }

    #[test]
    fn texts_of_the_union_of_every_kind() {
        for (text, expected) in [
            ("0.0%", "free"),
            ("0.00 EUR / tonne", "free"),
            ("2,765.00 EUR / tonne", "2765 EUR/1000 kg"),
            ("52.00 EUR / 1,000 items", "52 EUR/1000 item"),
            ("6.5% MAX 5.00 EUR / 100 m", "lesser(6.5%, 5 EUR/100 metre)"),
            ("24 + 4.2 EUR/100 kg", "24% + 4.2 EUR/100 kg"),
            ("8.3 + 3.8 EUR/100 kg eda", "8.3% + 3.8 EUR/100 kg-drained"),
            ("7.2 MIN 0.36 EUR/100 kg", "greater(7.2%, 0.36 EUR/100 kg)"),
            ("0.50 EUR / item MIN 2.70% MAX 4.60%", "lesser(greater(0.5 EUR/item, 2.7%), 4.6%)"),
            (
                "9.10% + 45.10 EUR / 100 kg MAX 18.90% + 16.50 EUR / 100 kg",
                "lesser(9.1% + 45.1 EUR/100 kg, 18.9% + 16.5 EUR/100 kg)",
            ),
            (
                "9.00% + EA MAX 18.70% + ADSZ",
                "lesser(9% + technical(agricultural component), 18.7% + technical(additional duty on sugar))",
            ),
            ("0.00% + EA", "technical(agricultural component)"),
            ("1.30 EUR / % vol / hl MIN 7.20 EUR / hl", "greater(1.3 EUR/percent-hectolitre, 7.2 EUR/100 litre)"),
            ("0.40 EUR / 100 kg /net/ % sacchar.", "0.4 EUR/kg[sucrose]"),
            (
                "0.07 EUR / kg / dry lactic matter + 16.80 EUR / 100 kg",
                "0.07 EUR/kg[dry lactic matter] + 16.8 EUR/100 kg",
            ),
            ("3.80% MIN 0.60 EUR / 100 kg / gross", "greater(3.8%, 0.6 EUR/100 kg-gross)"),
            ("33.90 EUR / 100 kg / std qual", "33.9 EUR/100 [kg of standard quality]"),
            ("1.62 EUR / kg / tot alc", "1.62 EUR/kg[total alcohol]"),
            ("Entry Price", "technical(entry price)"),
            (
                "15.00% (01 JAN-14 FEB, 16 JUN-31 DEC), 0.00% (15 FEB-15 JUN)",
                "season(01-01..02-14: 15%; 06-16..12-31: 15%; 02-15..06-15: free)",
            ),
            (
                "10.4% MIN 1.6€/100kg/net (01 JAN-30 JUNE), 13.60% MIN 1.6€/100kg/net",
                "season(01-01..06-30: greater(10.4%, 1.6 EUR/100 kg); 01-01..12-31: greater(13.6%, 1.6 EUR/100 kg))",
            ),
            ("11.20% (01 JAN-31 APR), 5.10% (01-31 DEC)", "season(01-01..04-31: 11.2%; 12-01..12-31: 5.1%)"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_with_the_codes_of_taric() {
        for (text, expected) in [
            ("8.000 % + 30.400 EUR DTN", "8% + 30.4 EUR/100 kg"),
            ("4.500 % MIN 0.300 EUR NAR MAX 0.800 EUR NAR", "lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)"),
            ("1.300 EUR ASV X MIN 7.200 EUR HLT", "greater(1.3 EUR/percent-hectolitre, 7.2 EUR/100 litre)"),
            ("18.400 % + 191.000 EUR DTN E", "18.4% + 191 EUR/100 kg-drained"),
            ("3.800 % MIN 0.600 EUR/DTN G", "greater(3.8%, 0.6 EUR/100 kg-gross)"),
            ("0.400 EUR DTN Z", "0.4 EUR/kg[sucrose]"),
            (
                "9.000 % + EA MAX 24.200 % +ADSZ",
                "lesser(9% + technical(agricultural component), 24.2% + technical(additional duty on sugar))",
            ),
            ("0.000 % + EAR", "technical(reduced agricultural component)"),
            (
                "Cond:  V 52.600 EUR/DTN(01):10.400 % ; V 51.500 EUR/DTN(01):10.400 % + 1.100 EUR DTN",
                "technical(entry price)",
            ),
            ("Cond:  A cert: D-008 (01):0.000 % ; A (01):21.600 %", "technical(rate by conditions)"),
            ("NIHIL", "free"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_of_the_kingdom() {
        for (text, expected) in [
            ("0.20 GBP/ item", "0.2 GBP/item"),
            ("127.00 GBP/ 1000 items", "127 GBP/1000 item"),
            ("4.00% + 7.80 GBP/100kg eda", "4% + 7.8 GBP/100 kg-drained"),
            ("16.00% + 42.00 GBP/100kg mas", "16% + 42 GBP/100 kg-dry"),
            ("0.30 GBP/100kg/net/%sacchar.", "0.3 GBP/kg[sucrose]"),
            ("10.20 % + 93.10 GBP / 1,000 p/st", "10.2% + 93.1 GBP/1000 item"),
            ("28.00 GBP/100kg std qual", "28 GBP/100 [kg of standard quality]"),
            ("0.80 GBP/%vol/hl + 5.30 GBP/hl", "0.8 GBP/percent-hectolitre + 5.3 GBP/100 litre"),
        ] {
            assert_eq!(parse_gb(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in [
            "",
            "%",
            "-5%",
            "5%%",
            "EUR",
            "5 EUR",
            "5 EUR / fathom",
            "5 GBP / item",
            "5 EUR DTNQ",
            "5 EUR XYZ",
            "5 EUR é",
            "5% MIN",
            "5% (01 JAN)",
            "5% (01 FOO-31 DEC)",
            "5% (01 JAN-31 DEC",
            "free",
        ] {
            assert!(parse_eu(text).is_err(), "{text}: {}", read(text));
        }
    }
}
