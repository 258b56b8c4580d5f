//! The duty texts of Japan: the rate columns of the tariff schedule that Japan Customs publishes.
//!
//! A rate in parentheses is printed for information and does not apply, because a lower one does. Marks stand before
//! some rates: `◎` where the line itself names a use that must be shown, `*` on goods of state trading and sugar, whose
//! levies are collected beside the duty, `※` on the temporary rates of sugar preparations, which also bear a levy, `●`
//! where goods of one line have different rates, and `◆` with a number for a footnote.

use rust_decimal::Decimal;

use crate::Currency;
use crate::duty::expression::{DutyExpression, DutyUnit};

use super::bridge::{between, range};
use super::figure::figure;
use super::report::Unread;

/// Reads a rate; none where everything in it is in parentheses, so that it does not apply.
///
/// ```
/// use dutybound::import::jp_texts::parse_jp;
/// let read = |text| parse_jp(text).unwrap().map(|rate| rate.to_string());
/// assert_eq!(read("30%又は4,300円/足のうちいずれか高い税率").unwrap(), "greater(30%, 4300 JPY/pair)");
/// assert_eq!(read("無税").unwrap(), "free");
/// assert_eq!(read("(10.9%)"), None);
/// assert!(parse_jp("時価").is_err());
/// ```
///
/// # Errors
///
/// A text that is not understood, with what could not be read in it.
pub fn parse_jp(text: &str) -> Result<Option<DutyExpression>, Unread> {
    cell(&tidy(text)).map_err(|why| Unread::new(text, why))
}

/// On one line, with the narrow forms of wide letters.
fn tidy(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '（' => '(',
        '）' => ')',
        '％' => '%',
        '＋' => '+',
        '−' | '－' => '-',
        '＊' => '*',
        '～' => '〜',
        '，' => ',',
        other => other,
    };
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(narrow).collect();
    line.replace("+ ", "+").replace(" /", "/").replace("〜 ", "〜")
}

/// Reasons why a duty cannot be worked out.
const FOOTNOTE: &str = "a footnote of the schedule governs the rate";
const WITHIN: &str = "rates differ within the line";
const PARTLY: &str = "part of the line has no concession";
const QUOTA: &str = "tariff quota";
const PARTY: &str = "the rate depends on the party to the agreement";
const SOME: &str = "only some goods of the line have the rate";
const LEVY: &str = "a levy beside the duty";
const GATE: &str = "gate price";

fn cell(text: &str) -> Result<Option<DutyExpression>, String> {
    if text.contains('◆') {
        return Ok(Some(DutyExpression::technical(FOOTNOTE)));
    }
    if let Some(stated) = text.strip_prefix('*') {
        // The bound rate caps duty and levy together; in parentheses it does not apply.
        let applies = cell(stated.trim_start_matches('*'))?.is_some();
        return Ok(applies.then(|| DutyExpression::technical(LEVY)));
    }
    if let Some(stated) = text.strip_prefix('※') {
        let levied = |rate| DutyExpression::sum(vec![rate, DutyExpression::technical(LEVY)]);
        return Ok(cell(stated)?.map(levied));
    }
    let text = text.strip_prefix('◎').unwrap_or(text);
    if in_parentheses(text).is_some() {
        return Ok(None);
    }
    if let Some(several) = text.strip_prefix('●') {
        return Ok(Some(within(several)));
    }
    if text.ends_with("又は非譲許") {
        return Ok(Some(DutyExpression::technical(PARTLY)));
    }
    if text.contains('〜') && !text.contains(' ') {
        return Ok(if nowhere(text) { None } else { Some(within(text)) });
    }
    match whole(text) {
        Ok(rate) => Ok(Some(rate)),
        Err(why) => described(text).map(Some).ok_or(why),
    }
}

/// What the outermost parentheses hold, when they hold everything.
fn in_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    for letter in inner.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    Some(inner)
}

/// `(無税)〜(4.8%)又は(8.8円/kg)`: every rate in parentheses.
fn nowhere(text: &str) -> bool {
    text.split('〜').flat_map(|end| end.split("又は")).all(|rate| in_parentheses(rate).is_some())
}

/// From one rate to another, by what the goods of the line are: `21%〜(29.8%+1,159円/kg)`, `無税又は非譲許`. The end in
/// parentheses is where another column's rate is not higher, so it bounds what is due there.
fn within(text: &str) -> DutyExpression {
    if text.ends_with("非譲許") {
        return DutyExpression::technical(PARTLY);
    }
    let end = |text: &str| whole(in_parentheses(text).unwrap_or(text)).ok();
    match text.split_once('〜').map(|(low, high)| (end(low), end(high))) {
        Some((Some(low), Some(high))) => between(&low, high, WITHIN),
        _ => DutyExpression::technical(WITHIN),
    }
}

/// A rate for all goods of the line.
fn whole(text: &str) -> Result<DutyExpression, String> {
    if text.contains("基準輸入価格") || (text.contains("課税価格") && text.contains('×')) {
        return Ok(DutyExpression::technical(GATE));
    }
    if let Some(rest) = text.strip_prefix("1キログラムにつき、") {
        return lactose(rest);
    }
    // `21.3%又は156.80円/lのうちいずれか低い税率 ただしその税率が93円/lを下回る場合は93円/l`
    if let Some((rate, floor)) = text.split_once(" ただしその税率が") {
        let (_, floor) = floor.split_once("を下回る場合は").ok_or_else(|| format!("`{floor}` is not a floor"))?;
        return Ok(whole(rate)?.at_least(sum(floor)?));
    }
    if let Some((rate, cap)) = text.split_once("(ただしその税率が") {
        let (_, cap) = cap.split_once("を上回る場合は").ok_or_else(|| format!("`{cap}` is not a cap"))?;
        let cap = cap.trim_end_matches("とする)");
        return Ok(whole(rate)?.at_most(sum(cap)?));
    }
    choice(text)
}

/// `5.6%又は4.4%+1.52円/㎡のうちいずれか高い税率`.
fn choice(text: &str) -> Result<DutyExpression, String> {
    let higher = text.strip_suffix("のうちいずれか高い税率");
    let lower = text.strip_suffix("のうちいずれか低い税率");
    let Some(rates) = higher.or(lower) else { return sum(text) };
    let rates: Result<Vec<_>, String> = rates.split("又は").map(sum).collect();
    let rates = rates?;
    if rates.len() < 2 {
        return Err(format!("`{text}` names one rate to choose from"));
    }
    Ok(if higher.is_some() { DutyExpression::Greater(rates) } else { DutyExpression::Lesser(rates) })
}

fn sum(text: &str) -> Result<DutyExpression, String> {
    if matches!(text, "無税" | "免税") {
        return Ok(DutyExpression::Free);
    }
    if let Some(price) = text.strip_suffix("円-課税価格)/kg").and_then(|text| text.strip_prefix('(')) {
        return below_price(price);
    }
    // `535.53円/kg-課税価格/kg`, in parentheses of its own inside a choice.
    let inner = in_parentheses(text).unwrap_or(text);
    if let Some(price) = inner.strip_suffix("円/kg-課税価格/kg") {
        return below_price(price);
    }
    let parts: Result<Vec<_>, String> = text.split('+').map(term).collect();
    Ok(DutyExpression::sum(parts?))
}

/// What the customs value of a kilogram is below a price.
fn below_price(price: &str) -> Result<DutyExpression, String> {
    let price = DutyExpression::specific(number(price)?, yen()?, Decimal::ONE, DutyUnit::Kg);
    Ok(DutyExpression::sum(vec![price, DutyExpression::AdValorem(-Decimal::ONE_HUNDRED)]))
}

/// Whey: so much a kilogram, and more for each percent of lactose over ten.
fn lactose(text: &str) -> Result<DutyExpression, String> {
    let words = || format!("`{text}` is not a rate by lactose");
    let (base, rest) = text.split_once("円に重量比による乳糖の含有率が10%を超える1%ごとに").ok_or_else(words)?;
    let more = rest.strip_suffix("円を加えた額").ok_or_else(words)?;
    let over = DutyUnit::Named("kg by percent of lactose over 10".to_owned());
    Ok(DutyExpression::sum(vec![
        DutyExpression::specific(number(base)?, yen()?, Decimal::ONE, DutyUnit::Kg),
        DutyExpression::specific(number(more)?, yen()?, Decimal::ONE, over),
    ]))
}

fn term(text: &str) -> Result<DutyExpression, String> {
    if let Some(rate) = text.strip_suffix('%') {
        return Ok(DutyExpression::percent(number(rate)?));
    }
    let (amount, unit) = text.split_once("円/").ok_or_else(|| format!("`{text}` is neither a percentage nor money"))?;
    let (per, unit) = measure(unit).ok_or_else(|| format!("`{unit}` is not a known quantity"))?;
    Ok(DutyExpression::specific(number(amount)?, yen()?, Decimal::from(per), unit))
}

fn measure(text: &str) -> Option<(u32, DutyUnit)> {
    Some(match text {
        "kg" => (1, DutyUnit::Kg),
        "MT" => (1000, DutyUnit::Kg),
        "l" => (1, DutyUnit::Litre),
        "kl" => (1000, DutyUnit::Litre),
        "㎡" => (1, DutyUnit::SquareMetre),
        "足" => (1, DutyUnit::Pair),
        "頭" => (1, DutyUnit::Head),
        // Counted long things (ball pens) and flat ones (sheets of laver).
        "本" | "枚" => (1, DutyUnit::Item),
        // Cigarettes.
        "1,000本" => (1000, DutyUnit::Stick),
        _ => return None,
    })
}

fn number(text: &str) -> Result<Decimal, String> {
    figure(&text.replace(',', "")).ok_or_else(|| format!("`{text}` is not a number"))
}

fn yen() -> Result<Currency, String> {
    "JPY".parse().map_err(|error| format!("{error}"))
}

/// Rates behind descriptions of goods: `保護用の金属製トーキャップを有するもの 6.7% その他のもの 8%`. When the last one is for all
/// the rest and all are percentages, the duty is between the lowest and the highest; a rate in parentheses is where
/// another column is not higher. None when no rate can be told from the words.
fn described(text: &str) -> Option<DutyExpression> {
    let mut rates = Vec::new();
    let mut words = String::new();
    let mut last = String::new();
    for word in text.split(' ') {
        let stated = word.strip_prefix('※').unwrap_or(word);
        match whole(in_parentheses(stated).unwrap_or(stated)) {
            Ok(rate) if !words.is_empty() => {
                rates.push(rate);
                last = core::mem::take(&mut words);
            }
            _ => words.push_str(word),
        }
    }
    let why = reason(text);
    if rates.is_empty() && why != QUOTA {
        return None;
    }
    let rest = ["その他のもの", "関税割当数量以外のもの", "(他の締約国に対する待遇)"];
    let complete = words.is_empty() && rates.len() > 1 && rest.contains(&last.as_str()) && !text.contains('※');
    let rates: Vec<&DutyExpression> = rates.iter().collect();
    let bounded = if complete { range(&rates, why) } else { None };
    Some(bounded.unwrap_or_else(|| DutyExpression::technical(why)))
}

fn reason(text: &str) -> &'static str {
    if text.contains("関税割当") {
        QUOTA
    } else if text.contains("対する待遇") {
        PARTY
    } else if text.contains("その他のもの") {
        WITHIN
    } else {
        SOME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_jp(text) {
            Ok(Some(rate)) => rate.to_string(),
            Ok(None) => "does not apply".to_owned(),
            Err(error) => format!("unread {error}"),
        }
    }

    #[test]
    fn texts_of_every_kind() {
        for (text, expected) in [
            ("10.9%", "10.9%"),
            ("免税", "free"),
            ("4,000,000円/頭", "4000000 JPY/head"),
            ("930円/MT", "930 JPY/1000 kg"),
            ("346円/kl", "346 JPY/1000 litre"),
            ("1.50円/枚", "1.5 JPY/item"),
            ("29.8%＋1,159円/kg", "29.8% + 1159 JPY/kg"),
            ("29.8%+\n915円/kg", "29.8% + 915 JPY/kg"),
            ("5.6%又は4.4%＋1.52円/㎡のうちいずれか高い税率", "greater(5.6%, 4.4% + 1.52 JPY/m2)"),
            (
                "21.3%又は156.80円/lのうちいずれか低い税率\nただしその税率が93円/lを下回る場合は93円/l",
                "greater(lesser(21.3%, 156.8 JPY/litre), 93 JPY/litre)",
            ),
            (
                "9.3%又は7.19円/kgのうちいずれか高い税率（ただしその税率が50%を上回る場合は50%とする）",
                "lesser(greater(9.3%, 7.19 JPY/kg), 50%)",
            ),
            ("(500円−課税価格)/kg", "500 JPY/kg - 100%"),
            (
                "1キログラムにつき、70円に重量比による乳糖の含有率が10%を超える1%ごとに7円を加えた額",
                "70 JPY/kg + 7 JPY/[kg by percent of lactose over 10]",
            ),
            ("1キログラムにつき部分肉に係る基準輸入価格と課税価格との差額", "technical(gate price)"),
            ("（20,400.55円×1.037-課税価格）/頭又は8,534.75円/頭のうちいずれか低い税率", "technical(gate price)"),
            ("5%又は1.25円/本のうちいずれか高い税率", "greater(5%, 1.25 JPY/item)"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_in_parentheses_does_not_apply() {
        for text in [
            "(10.9%)",
            "（無税)",
            "(500円\n/kg)",
            "(8.5%＋290.70円/1,000本)",
            "(50%又は25円/kgのうちいずれか高い税率)",
            "*(341円/kg)",
            "**(85.7%又は60.90円/kgのうちいずれか高い税率)",
            "（一部8.4%〜10.5%)",
            "(無税)〜(3.1%)",
            "(無税)〜\n(12%)",
            "(無税〜2.1%)",
            "(無税)〜(4.8%)又は(8.8円/kg)",
        ] {
            assert_eq!(read(text), "does not apply", "{text}");
        }
    }

    #[test]
    fn marks_are_kept_as_reasons() {
        for (text, expected) in [
            ("◎無税", "free"),
            ("◎(170円−課税価格)/kg", "170 JPY/kg - 100%"),
            ("※1％", "1% + technical(a levy beside the duty)"),
            ("*29.8%＋396円/kg", "technical(a levy beside the duty)"),
            ("●5%〜5.3%", "lesser(greater(5%, technical(rates differ within the line)), 5.3%)"),
            ("無税〜(2.4%)", "lesser(technical(rates differ within the line), 2.4%)"),
            (
                "●21%〜（29.8%+1,159円/kg）",
                "lesser(greater(21%, technical(rates differ within the line)), 29.8% + 1159 JPY/kg)",
            ),
            ("●(9%）〜（29.8%+1,159円/kg)、64円/kg、85円/kg又は341円/kg", "technical(rates differ within the line)"),
            ("●無税又は非譲許", "technical(part of the line has no concession)"),
            ("無税〜(2.4%)又は非譲許", "technical(part of the line has no concession)"),
            ("◎無税 ◆2", "technical(a footnote of the schedule governs the rate)"),
            (
                "保護用の金属製トーキャップを有するもの 6.7%\n\nその他のもの 8%",
                "lesser(greater(6.7%, technical(rates differ within the line)), 8%)",
            ),
            (
                "人造繊維製のもの 7.4%\n\nその他のもの (9%)",
                "lesser(greater(7.4%, technical(rates differ within the line)), 9%)",
            ),
            ("関税割当数量以内のもの　無税\n関税割当数量以外のもの　10%", "lesser(technical(tariff quota), 10%)"),
            ("関税割当数量以内のもの　無税", "technical(tariff quota)"),
            ("さんま以外のもの　無税", "technical(only some goods of the line have the rate)"),
            (
                "(マレーシアに対する待遇)　3%\n(他の締約国に対する待遇)　1%",
                "lesser(greater(1%, technical(the rate depends on the party to the agreement)), 3%)",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_never_a_rate() {
        for text in [
            "",
            "時価",
            "5",
            "5%%",
            "円/kg",
            "5円",
            "5円/尺",
            "5%のうちいずれか高い税率",
            "-5%",
            "1キログラムにつき、5円",
        ] {
            assert!(parse_jp(text).is_err(), "{text}: {}", read(text));
        }
    }
}
