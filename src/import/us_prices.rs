//! Lines for goods of a price, as the United States' schedule describes them: "Valued over $3 but not over $6.50/pair".

/// What a unit of the goods is worth more than and at most, each as a rate of the duty grammar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Price {
    /// More than this: `3 USD/pair`.
    pub over: Option<String>,
    /// Not more than this.
    pub up_to: Option<String>,
}

/// Units by the words that follow an amount, the longer before those that they begin with.
const UNITS: [(&str, &str); 15] = [
    ("each", "item"),
    ("per piece", "item"),
    ("per unit", "item"),
    ("/pair", "pair"),
    ("/liter", "litre"),
    ("per proof liter", "proof-litre"),
    ("/kg", "kg"),
    ("per kg", "kg"),
    ("/dozen", "12 item"),
    ("per dozen", "12 item"),
    ("/gross", "144 item"),
    ("per gross", "144 item"),
    ("per square meter", "m2"),
    ("per meter", "metre"),
    ("/square meter", "m2"),
];

/// Reads the price in a line's description; `None` where it has none, or one of several or with a condition.
///
/// ```
/// use dutybound::import::us_prices::read;
///
/// let price = read("Valued over $3 but not over $6.50/pair:").unwrap();
/// assert_eq!((price.over.unwrap().as_str(), price.up_to.unwrap().as_str()), ("3 USD/pair", "6.50 USD/pair"));
/// assert!(read("Cups valued over $29 per dozen; saucers valued over $18.75 per dozen").is_none());
/// ```
#[must_use]
pub fn read(description: &str) -> Option<Price> {
    let text = description.to_lowercase();
    let (before, said) = text.split_once("valued ")?;
    // A movement or a part that is valued so says nothing of the goods, nor does a value without that of the case.
    let of_goods = before.is_empty() || before.ends_with(", ");
    if !of_goods || said.contains("valued ") || said.contains("excluding") {
        return None;
    }
    if let Some(rest) = said.strip_prefix("not over ") {
        let (amount, rest) = amount(rest)?;
        return Some(Price { over: None, up_to: Some(rate(&amount, unit(rest)?)) });
    }
    let (over, rest) = amount(said.strip_prefix("over ")?)?;
    let Some(rest) = rest.trim_start().strip_prefix("but not over ") else {
        return Some(Price { over: Some(rate(&over, unit(rest)?)), up_to: None });
    };
    let (up_to, rest) = amount(rest)?;
    let unit = unit(rest)?;
    Some(Price { over: Some(rate(&over, unit)), up_to: Some(rate(&up_to, unit)) })
}

/// An amount of dollars at the start of a text, and what follows: `$1,000`, `80¢`, `20 cents`.
fn amount(text: &str) -> Option<(String, &str)> {
    let dollars = text.strip_prefix('$');
    let text = dollars.unwrap_or(text);
    let end = text.find(|sign: char| !matches!(sign, '0'..='9' | '.' | ',')).unwrap_or(text.len());
    let (figure, rest) = text.split_at_checked(end)?;
    let figure = figure.replace(',', "");
    if dollars.is_some() {
        return Some((figure, rest)).filter(|(figure, _)| !figure.is_empty());
    }
    let rest = rest.strip_prefix('¢').or_else(|| rest.strip_prefix(" cents"))?;
    let cents: u32 = figure.parse().ok()?;
    Some((format!("{}.{:02}", cents / 100, cents % 100), rest))
}

fn unit(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    let (words, unit) = UNITS.iter().find(|(words, _)| text.starts_with(words))?;
    // What else a line is for narrows it further; another price beside this one does not.
    let rest = text.strip_prefix(words)?;
    (!rest.contains('$') && !rest.contains('¢')).then_some(unit)
}

fn rate(amount: &str, unit: &str) -> String {
    format!("{amount} USD/{unit}")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::duty::expression::DutyExpression;

    #[test]
    fn prices_in_every_wording() {
        for (text, over, up_to) in [
            ("Valued not over $3/pair", "", "3 USD/pair"),
            ("Other, valued over 80¢ but not over $1.35/gross", "0.80 USD/144 item", "1.35 USD/144 item"),
            ("Valued over 20 cents per dozen pieces or parts", "0.20 USD/12 item", ""),
            ("Synchronous, valued not over $4 each", "", "4 USD/item"),
            ("Valued over $1,000 per kg", "1000 USD/kg", ""),
        ] {
            let price = read(text).unwrap();
            assert_eq!(
                (price.over.unwrap_or_default().as_str(), price.up_to.unwrap_or_default().as_str()),
                (over, up_to)
            );
            for rate in [over, up_to].into_iter().filter(|rate| !rate.is_empty()) {
                rate.parse::<DutyExpression>().unwrap();
            }
        }
        for none in [
            "Of cotton",
            "Valued under $5 each",
            "Valued $100 or over each",
            "Valued over $3 a thing",
            "If valued over $5 each",
            "With movement valued over $15 each",
            "Valued not over $100 each, excluding the value of the case",
            "Cups valued over $29 per dozen; saucers valued over $18.75 per dozen",
            "Valued over $1 per kg in tins, or $1.10 per kg in others",
            "Valued over £3/pair",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
