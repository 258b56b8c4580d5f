//! The duty texts of the United States: the rate columns of the Harmonized Tariff Schedule.
//!
//! Money is dollars (`$1.25`) or cents (`44¢`); weights are net unless the text says otherwise; `each` is an article.
//! A cell of the special column holds several rates, each followed by the symbols of the programmes it is for
//! (General Note 3(c)(i)): `Free (A,AU,BH) 8.8¢/liter (JO)`.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::figure::figure;
use super::report::Unread;

/// Reads a cell of the general or the second column.
///
/// ```
/// use dutybound::import::us_texts::parse_us;
/// let read = |text| parse_us(text).unwrap().to_string();
/// assert_eq!(read("40¢/kg +10.4%"), "0.4 USD/kg + 10.4%");
/// assert_eq!(read("15¢ each + 2.3% + 0.8¢/jewel"), "0.15 USD/item + 2.3% + 0.008 USD/jewel");
/// assert_eq!(read("5.3% on the battery"), "[battery] 5.3%");
/// assert!(parse_us("as the Secretary sees fit").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_us(text: &str) -> Result<DutyExpression, Unread> {
    let tidied = tidy(text);
    expression(&tidied).map_err(|why| Unread::new(text, why))
}

/// Reads a cell of the special column: each rate with the symbols of its programmes, in the order of the cell.
///
/// ```
/// use dutybound::import::us_texts::parse_us_special;
/// let rates = parse_us_special("Free (A+,AU,BH) 8.8¢/liter(JO) See 9823.01.01-9823.01.07 (S+)").unwrap();
/// let shown: Vec<String> = rates.iter().map(|(programs, rate)| format!("{}: {rate}", programs.join(" "))).collect();
/// assert_eq!(shown, ["A+ AU BH: free", "JO: 0.088 USD/litre", "S+: technical(see 9823.01.01-9823.01.07)"]);
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_us_special(text: &str) -> Result<Vec<(Vec<String>, DutyExpression)>, Unread> {
    let tidied = tidy(text);
    special(&tidied).map_err(|why| Unread::new(text, why))
}

/// The cell on one line: without markup, without words broken at the end of a line, with single blanks.
fn tidy(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut markup = false;
    for letter in text.chars() {
        match letter {
            '<' => markup = true,
            '>' => markup = false,
            _ if markup => {}
            _ => plain.push(letter),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut line = String::with_capacity(plain.len());
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            let lower = word.starts_with(|letter: char| letter.is_ascii_lowercase());
            if lower && line.ends_with('-') {
                line.pop();
            } else {
                line.push(' ');
            }
        }
        line.push_str(word);
    }
    line
}

/// Sentences that name another rate instead of stating one: what they contain, and what they come to.
const SENTENCES: [(&str, &str); 8] = [
    ("each garment in the", "the rate of each garment if entered separately"),
    ("to each article in the absence of this subheading", "the rate of each article without this subheading"),
    ("the article of which it is a part or accessory", "the rate of the article it belongs to"),
    ("the article of which it is an accessory", "the rate of the article it belongs to"),
    ("the complete, assembled", "the rate of the complete assembled movement"),
    ("the natural juice in heading 2009", "the rate of the natural juice in heading 2009"),
    ("article in the set subject to the highest rate", "the rate of the article in the set with the highest rate"),
    ("Free, under bond", "free only under bond"),
];

fn expression(text: &str) -> Result<DutyExpression, String> {
    let note = text.strip_prefix("See additional U.S. note ");
    if let Some(number) = note.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(DutyExpression::technical(&format!("see additional US note {number} to the chapter")));
    }
    if let Some(headings) = text.strip_prefix("See 9").filter(|rest| is_headings(rest)) {
        return Ok(DutyExpression::technical(&format!("see 9{headings}")));
    }
    if let Some((_, reason)) = SENTENCES.iter().find(|(words, _)| text.contains(words)) {
        return Ok(DutyExpression::technical(reason));
    }
    if let Some((rate, _)) = text.split_once(", but if consisting in part of a plate or a set of plates") {
        let cap = "the duty for the complete movement if part of a plate or set of plates";
        return Ok(sum(rate)?.at_most(DutyExpression::technical(cap)));
    }
    if let Some((rate, reduction)) = text.split_once(" less ") {
        return sugar(rate, reduction);
    }
    sum(text)
}

/// `9822.04.40`, `9919.04.10, 9919.04.11`, `9823.04.01-9823.04.54`.
fn is_headings(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b' '))
}

fn sum(text: &str) -> Result<DutyExpression, String> {
    if text == "Free" {
        return Ok(DutyExpression::Free);
    }
    let parts: Result<Vec<_>, String> = text.split('+').map(|part| term(part.trim())).collect();
    Ok(DutyExpression::sum(parts?.into_iter().flatten().collect()))
}

/// Raw sugar: so much a kilogram, less something for each degree of polarization under 100, with a floor.
fn sugar(rate: &str, reduction: &str) -> Result<DutyExpression, String> {
    let words = || format!("`{reduction}` is not a reduction by degrees");
    let reduction = reduction.replace(" /kg", "/kg");
    let (per_degree, rest) = reduction.split_once("/kg for each degree under 100 degrees").ok_or_else(words)?;
    let (_, floor) = rest.split_once(" but not less ").ok_or_else(words)?;
    let floor = floor.strip_prefix("than ").unwrap_or(floor);
    let (per_degree, after) = money(per_degree)?;
    if !after.is_empty() {
        return Err(words());
    }
    let reduction = DutyExpression::specific(-per_degree, dollar()?, Decimal::ONE, DutyUnit::KgDegree);
    Ok(DutyExpression::sum(vec![sum(rate)?, reduction]).at_least(sum(floor)?))
}

/// One part of a sum. A rate on two parts of the goods ("the movement and case") becomes a rate on each.
fn term(text: &str) -> Result<Vec<DutyExpression>, String> {
    // A slash was left behind the rate of one line in 2025.
    let text = text.strip_suffix(" /").unwrap_or(text);
    if let Some((number, base)) = text.split_once('%') {
        let rate = DutyExpression::percent(percentage(number.trim())?);
        let base = base.trim();
        return match base {
            "" | "on the entire set" => Ok(vec![rate]),
            _ => Ok(components(base)?.iter().map(|part| rate.clone().on(part)).collect()),
        };
    }
    let (amount, unit) = money(text)?;
    let (per, unit) = measure(unit)?;
    Ok(vec![DutyExpression::specific(amount, dollar()?, per, unit)])
}

/// `4.5`, `33 1/3`. A third is carried to twelve decimals: a ten-thousandth of a cent on a billion dollars.
fn percentage(text: &str) -> Result<Decimal, String> {
    let Some((whole, fraction)) = text.split_once(' ') else { return number(text) };
    let (above, below) = fraction.split_once('/').ok_or_else(|| format!("`{text}` is not a percentage"))?;
    let part = number(above)?.checked_div(number(below)?).map(|part| part.round_dp(12));
    part.and_then(|part| number(whole).ok()?.checked_add(part)).ok_or_else(|| format!("`{text}` is not a percentage"))
}

fn number(text: &str) -> Result<Decimal, String> {
    figure(text).ok_or_else(|| format!("`{text}` is not a number"))
}

fn dollar() -> Result<Currency, String> {
    "USD".parse().map_err(|error| format!("{error}"))
}

/// The dollars at the start of a text, and what follows them.
fn money(text: &str) -> Result<(Decimal, &str), String> {
    let figure = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    if let Some(dollars) = text.strip_prefix('$') {
        let rest = dollars.trim_start_matches(figure);
        let digits = dollars.strip_suffix(rest).unwrap_or_default();
        return Ok((number(&digits.replace(',', ""))?, rest.trim()));
    }
    let (cents, rest) = text.split_once('¢').ok_or_else(|| format!("`{text}` is neither a percentage nor money"))?;
    let dollars = number(cents.trim())?.checked_mul(Decimal::new(1, 2));
    Ok((dollars.ok_or_else(|| format!("`{cents}` cents is too much"))?, rest.trim()))
}

/// What an amount is for: how many of which unit.
fn measure(text: &str) -> Result<(Decimal, DutyUnit), String> {
    let thousand = || Decimal::from(1000);
    let one = |unit| Ok((Decimal::ONE, unit));
    let compact = text.replace(' ', "");
    match compact.as_str() {
        "each" | "/article" => one(DutyUnit::Item),
        "/doz." => Ok((12.into(), DutyUnit::Item)),
        "/gross" => Ok((144.into(), DutyUnit::Item)),
        "/1000" | "/1,000" | "/thousand" | "/1,000pins" => Ok((thousand(), DutyUnit::Item)),
        "/pr." => one(DutyUnit::Pair),
        "/head" => one(DutyUnit::Head),
        "/kg" => one(DutyUnit::Kg),
        // A gram is a thousandth.
        "/g" => Ok((Decimal::new(1, 3), DutyUnit::Kg)),
        "/t" => Ok((thousand(), DutyUnit::Kg)),
        "/cleankg" => one(DutyUnit::KgClean),
        // The mistake was printed until January 2025.
        "/kgondrainedweight" | "/kgondrainedweght" => one(DutyUnit::KgDrained),
        // Everything in the container, liquid and all, is the net weight.
        "/kgonentirecontentsofcontainer" => one(DutyUnit::Kg),
        "/kgoncontentsandcontainer" | "/kg,includingweightofcontainer" => one(DutyUnit::KgWithContainer),
        "/t,includingweightofcontainer" => Ok((thousand(), DutyUnit::KgWithContainer)),
        "/liter" => one(DutyUnit::Litre),
        "/pf.liter" | "/pf.literonethylalcoholcontent" => one(DutyUnit::ProofLitre),
        // A barrel of petroleum is 42 gallons of 231 cubic inches.
        "/bbl" => Ok((Decimal::new(158_987_294_928, 9), DutyUnit::Litre)),
        "/m" | "/lin.m" => one(DutyUnit::Metre),
        "/m2" => one(DutyUnit::SquareMetre),
        "/m3" => one(DutyUnit::CubicMetre),
        "/m2ofrecordingsurface" => one(DutyUnit::Named("m2 of recording surface".to_owned())),
        "/jewel" => one(DutyUnit::Jewel),
        "/jewelover7" => one(DutyUnit::Named("jewel over 7".to_owned())),
        "/line/gross" => Ok((144.into(), DutyUnit::Line)),
        "/pack" => one(DutyUnit::Named("pack".to_owned())),
        "/grossofimmediatecontainers" => Ok((144.into(), DutyUnit::Named("immediate container".to_owned()))),
        "foreachotherpieceorpart" => one(DutyUnit::Named("other piece or part".to_owned())),
        _ => {
            let content = text.strip_prefix("/kg on ").or_else(|| text.strip_prefix("/kg of "));
            let content = content.map(|content| content.strip_suffix(" content").unwrap_or(content));
            match content.filter(|content| CONTENTS.contains(content)) {
                Some(content) => one(DutyUnit::KgOf(content.to_owned())),
                None => Err(format!("`{text}` is not a known quantity")),
            }
        }
    }
}

/// Contents that are weighed for themselves.
const CONTENTS: [&str; 10] = [
    "anhydrous morphine",
    "copper",
    "lead",
    "magnesium",
    "manganese",
    "molybdenum",
    "silicon",
    "total sugars",
    "tungsten",
    "zinc",
];

/// Parts of the goods that are valued for themselves, as the schedule writes them, with their names here.
const PARTS: [(&str, &[&str]); 9] = [
    ("apparatus", &["apparatus"]),
    ("battery", &["battery"]),
    ("case", &["case"]),
    ("case and strap, band or bracelet", &["case", "strap"]),
    ("movement", &["movement"]),
    ("movement and case", &["movement", "case"]),
    ("strap, band or bracelet", &["strap"]),
    ("rifle", &["rifle"]),
    ("telescopic sight, if any", &["telescopic sight"]),
];

/// The parts that `on the movement and case` names.
fn components(text: &str) -> Result<&'static [&'static str], String> {
    let error = || format!("`{text}` is not a known part of the goods");
    let part = text.strip_prefix("on").ok_or_else(error)?.trim();
    if part == "the value of the lead content" {
        return Ok(&["lead"]);
    }
    let part = part.strip_prefix("the").unwrap_or(part).trim();
    let part = part.strip_prefix("value of the ").unwrap_or(part);
    PARTS.iter().find(|(words, _)| *words == part).map(|(_, names)| *names).ok_or_else(error)
}

fn special(text: &str) -> Result<Vec<(Vec<String>, DutyExpression)>, String> {
    let mut rates: Vec<(Vec<String>, DutyExpression)> = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let (rate, after) = rest.split_once('(').ok_or_else(|| format!("`{rest}` names no programme"))?;
        let (symbols, after) = after.split_once(')').ok_or_else(|| format!("`{after}` has no closing bracket"))?;
        let mut programs: Vec<String> = Vec::new();
        for symbol in symbols.split([',', '.', ' ', '(']).filter(|symbol| !symbol.is_empty()) {
            if !is_program(symbol) {
                return Err(format!("`{symbol}` is not the symbol of a programme"));
            }
            if rates.iter().any(|(earlier, _)| earlier.iter().any(|earlier| earlier == symbol)) {
                return Err(format!("the programme {symbol} has two rates"));
            }
            if !programs.iter().any(|earlier| earlier == symbol) {
                programs.push(symbol.to_owned());
            }
        }
        if programs.is_empty() {
            return Err(format!("`{rate}` is for no programme"));
        }
        rates.push((programs, expression(rate.trim())?));
        rest = after;
    }
    Ok(rates)
}

/// `A`, `AU`, `A*`, `P+`.
fn is_program(symbol: &str) -> bool {
    let letters = symbol.strip_suffix(['+', '*']).unwrap_or(symbol);
    (1..=2).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse_us(text).map_or_else(|error| format!("unread {error}"), |expression| expression.to_string())
    }

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("Free", "free"),
            ("16.5%", "16.5%"),
            ("6.5% ", "6.5%"),
            ("33 1/3%", "33.333333333333%"),
            ("37% /", "37%"),
            ("0.9¢ each", "0.009 USD/item"),
            ("68¢/head", "0.68 USD/head"),
            ("$1.035/kg +13.6%", "1.035 USD/kg + 13.6%"),
            ("13.5¢/kg + 6.3% + 1.9¢/article", "0.135 USD/kg + 6.3% + 0.019 USD/item"),
            ("4.5¢/ liter", "0.045 USD/litre"),
            ("10.6¢/g", "0.106 USD/0.001 kg"),
            ("$1.32/t, including weight of container", "1.32 USD/1000 kg-with-container"),
            ("52.5¢/bbl", "0.525 USD/158.987294928 litre"),
            ("$1.13/m<sup>3</sup>", "1.13 USD/m3"),
            ("6.5¢/gross<il></il>", "0.065 USD/144 item"),
            ("0.3¢/line/ gross + 4.6%", "0.003 USD/144 line + 4.6%"),
            ("$2.50/thou- sand + 40%", "2.5 USD/1000 item + 40%"),
            ("20¢/gross of immediate containers", "0.2 USD/144 [immediate container]"),
            ("22¢/kg on drained weight+45%", "0.22 USD/kg-drained + 45%"),
            ("5¢/kg on contents and container", "0.05 USD/kg-with-container"),
            ("0.8¢/kg on entire contents of container", "0.008 USD/kg"),
            ("18.7¢/clean kg", "0.187 USD/kg-clean"),
            ("0.7¢/kg on copper content + 0.7¢/kg on lead content", "0.007 USD/kg[copper] + 0.007 USD/kg[lead]"),
            ("$40/kg of anhydrous morphine content", "40 USD/kg[anhydrous morphine]"),
            ("33.9¢/kg of total sugars + 5.1%", "0.339 USD/kg[total sugars] + 5.1%"),
            ("3.1¢/liter + 22.1¢/pf. liter on ethyl alcohol content", "0.031 USD/litre + 0.221 USD/proof-litre"),
            ("86.1¢/m2of recording surface", "0.861 USD/[m2 of recording surface]"),
            ("2.5% on the value of the lead content", "[lead] 2.5%"),
            ("6.5% on the entire set", "6.5%"),
            (
                "43¢ each + 2.8¢/jewel over 7 + 3.7% on the case",
                "0.43 USD/item + 0.028 USD/[jewel over 7] + [case] 3.7%",
            ),
            (
                "40¢ each + 8.5% on the case + 14% on the strap, band or bracelet + 5.3% on the battery",
                "0.4 USD/item + [case] 8.5% + [strap] 14% + [battery] 5.3%",
            ),
            ("3.9% on the movement and case+ 5.3% on the battery", "[movement] 3.9% + [case] 3.9% + [battery] 5.3%"),
            ("$2.70 each + 45% on the case + 35% on thebattery", "2.7 USD/item + [case] 45% + [battery] 35%"),
            (
                "4.7% on the value of the rifle + 20% on the value of the telescopic sight, if any",
                "[rifle] 4.7% + [telescopic sight] 20%",
            ),
            (
                "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in \
                 proportion) but not less than 3.143854¢/kg",
                "greater(0.036606 USD/kg - 0.00020668 USD/kg-degree, 0.03143854 USD/kg)",
            ),
            (
                "4.3817¢/kg less 0.0622005¢ /kg for each degree under 100 degrees (and fractions of a degree in \
                 proportion) but not less 2.831562¢ /kg",
                "greater(0.043817 USD/kg - 0.000622005 USD/kg-degree, 0.02831562 USD/kg)",
            ),
            ("See additional U.S. note 1", "technical(see additional US note 1 to the chapter)"),
            (
                "The rate of duty appli- cable to that article in the set subject to the high- est rate of duty",
                "technical(the rate of the article in the set with the highest rate)",
            ),
            (
                "The rate applicable to each garment in the in the ensemble if separately entered",
                "technical(the rate of each garment if entered separately)",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in [
            "",
            "%",
            "5",
            "5 %%",
            "¢/kg",
            "$/kg",
            "5¢/fathom",
            "5% on the strings",
            "5% on",
            "Free or 5%",
            "-5%",
            "1.5.5%",
            "5¢/kg less nothing",
            "5¢/kg on hope content",
            "No change",
        ] {
            assert!(parse_us(text).is_err(), "{text}: {}", read(text));
        }
        for text in ["Free", "Free (A", "(A)", "Free (EIL)", "Free (A) 5% (A)", "Free (a)", "Free ()", "Free (A) 5%"] {
            assert!(parse_us_special(text).is_err(), "{text}");
        }
    }

    #[test]
    fn special_cells_with_the_schedule_s_own_slips() {
        let read = |text| -> Vec<String> {
            let rates = parse_us_special(text).unwrap();
            rates.iter().map(|(programs, rate)| format!("{}: {rate}", programs.join(" "))).collect()
        };
        assert_eq!(read("Free \n(A+, AU, OM,P)"), ["A+ AU OM P: free"]);
        assert_eq!(read("Free (CO,D,E IL,.OM)25% (KR)"), ["CO D E IL OM: free", "KR: 25%"]);
        assert_eq!(
            read("Free (BH) See 9919.04.50, 9919.04.57, 9919.04.67 (PA (PA)"),
            ["BH: free", "PA: technical(see 9919.04.50, 9919.04.57, 9919.04.67)"]
        );
        assert_eq!(
            read("Free (AU)The rate applicable to the natural juice in heading 2009 (A*,D)"),
            ["AU: free", "A* D: technical(the rate of the natural juice in heading 2009)"]
        );
        assert_eq!(
            read("Free (A+) 1.3¢/liter + 9.8¢/pf. liter on ethyl alcohol content (JO)"),
            ["A+: free", "JO: 0.013 USD/litre + 0.098 USD/proof-litre"]
        );
    }
}
