//! Given and expected, in the words of a tariff. The tariff's currency is the dollar; a euro is worth 1.10 of them and
//! nobody knows what a yen is worth.

use super::*;

struct Goods<'g> {
    value: &'g str,
    quantities: &'g [(&'g str, &'g str)],
    parts: &'g [(&'g str, &'g str)],
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

impl Measured for Goods<'_> {
    fn customs_value(&self) -> Decimal {
        decimal(self.value)
    }

    fn quantity(&self, unit: &DutyUnit) -> Option<Decimal> {
        let unit = unit.to_string();
        self.quantities.iter().find(|(name, _)| *name == unit).map(|(_, quantity)| decimal(quantity))
    }

    fn component(&self, name: &str) -> Option<Decimal> {
        self.parts.iter().find(|(part, _)| *part == name).map(|(_, value)| decimal(value))
    }

    fn convert(&self, amount: Decimal, from: Currency) -> Option<Decimal> {
        match from.as_str() {
            "USD" => Some(amount),
            "EUR" => Some(amount * decimal("1.1")),
            _ => None,
        }
    }
}

fn words(need: &Need) -> String {
    match need {
        Need::Quantity(unit) => unit.to_string(),
        Need::Component(name) => format!("value of {name}"),
        Need::Exchange(currency) => format!("rate of {currency}"),
        Need::Technical(why) => format!("law: {why}"),
        Need::Line => "a line".to_owned(),
        Need::OutOfSeason => "a season".to_owned(),
    }
}

const NOTHING_KNOWN: Goods<'_> = Goods { value: "200", quantities: &[], parts: &[] };

/// 200 USD of goods, everything about them known that the tests ask for.
const KNOWN: Goods<'_> = Goods {
    value: "200",
    quantities: &[
        ("item", "4"),
        ("pair", "2"),
        ("kg", "50"),
        ("kg[copper]", "10"),
        ("kg-degree", "200"),
        ("litre-alcohol", "3"),
        ("jewel", "17"),
        ("[immediate container]", "72"),
    ],
    parts: &[("case", "40"), ("strap", "10"), ("battery", "2.50")],
};

/// `low..high`, an open end left out, and what is needed.
fn shown(text: &str, goods: &Goods<'_>, day: &str) -> String {
    let expression: DutyExpression = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    let Assessed { low, high, needs } = expression.evaluate(goods, day.parse().unwrap());
    let high = high.map(|high| high.normalize().to_string()).unwrap_or_default();
    let needs: Vec<String> = needs.iter().map(words).collect();
    match (low.normalize().to_string(), needs.is_empty()) {
        (low, true) if low == high => low,
        (low, _) => format!("{low}..{high} needs {}", needs.join(", ")),
    }
}

const DAY: &str = "2026-07-01";

#[test]
fn one_figure_when_everything_is_known() {
    for (given, expect) in [
        ("free", "0"),
        ("16.5%", "33"),
        ("0.044 USD/kg", "2.2"),
        ("30.2 EUR/100 kg", "16.61"),                 // 50 kg: 15.10 EUR
        ("0.2 USD/144 [immediate container]", "0.1"), // half a gross
        ("0.007 USD/kg[copper]", "0.07"),
        ("8% + 2.7 EUR/100 kg", "17.485"),                   // 16 and 1.35 EUR
        ("0.15 USD/item + 2.3% + 0.008 USD/jewel", "5.336"), // 0.60, 4.60, 0.136
        ("greater(60%, 50 USD/pair)", "120"),
        ("greater(60%, 70 USD/pair)", "140"),
        ("lesser(60%, 70 USD/pair)", "120"),
        ("lesser(greater(4.5%, 0.3 USD/item), 0.8 USD/item)", "3.2"),
        ("lesser(greater(0.1%, 0.3 USD/item), 0.8 USD/item)", "1.2"),
        ("lesser(9% + 0.1 USD/kg, 18.7% + 0.05 USD/kg)", "23"), // 18 and 5 against 37.40 and 2.50
        ("[case] 6%", "2.4"),
        ("0.4 USD/item + [case] 8.5% + [strap] 14% + [battery] 5.3%", "6.5325"),
        ("greater(0.036606 USD/kg - 0.00020668 USD/kg-degree, 0.03143854 USD/kg)", "1.788964"),
        ("greater(0.036606 USD/kg - 0.002 USD/kg-degree, 0.03143854 USD/kg)", "1.571927"),
        // 10 kg of copper in 50 kg: a fifth, and a step is reached by its own percentage.
        ("content(kg[copper]; 0: free; 20: 2 USD/100 kg; 25: 3 USD/100 kg)", "1"),
        ("content(kg[copper]; 0: free; 20.01: 2 USD/100 kg)", "0"),
        ("content(kg[copper]; 0: 4%)", "8"),
        ("lesser(free, technical(entry-price))", "0"), // whatever it is, it is not less
    ] {
        assert_eq!(shown(given, &KNOWN, DAY), expect, "{given}");
    }
}

#[test]
fn a_part_is_bounded_by_the_whole_that_it_is_a_part_of() {
    let goods = Goods { value: "200", quantities: &[("kg", "50"), ("litre", "10")], parts: &[] };
    for (given, expect) in [
        ("20% + 0.36 USD/kg[sucrose]", "40..58 needs kg[sucrose]"),
        ("16 USD/100 kg-drained", "0..8 needs kg-drained"),
        ("2 USD/litre-alcohol", "0..20 needs litre-alcohol"),
        ("10% - 0.1 USD/kg[sucrose]", "15..20 needs kg[sucrose]"),
        ("1 USD/kg-gross", "0.. needs kg-gross"), // packing weighs on top
        ("1 JPY/kg[sucrose]", "0.. needs kg[sucrose], rate of JPY"),
    ] {
        assert_eq!(shown(given, &goods, DAY), expect, "{given}");
    }
    assert_eq!(shown("0.36 USD/kg[sucrose]", &NOTHING_KNOWN, DAY), "0.. needs kg[sucrose]");
}

#[test]
fn a_missing_quantity_opens_the_range_and_is_named() {
    for (given, expect) in [
        ("16.5%", "33"),
        ("4800 USD/pair", "0.. needs pair"),
        ("8% + 2.7 EUR/100 kg", "16.. needs kg"),
        ("greater(30%, 4300 USD/pair)", "60.. needs pair"),
        ("lesser(30%, 4300 USD/pair)", "0..60 needs pair"),
        ("lesser(greater(4.5%, 0.3 USD/item), 20%)", "9..40 needs item"),
        ("greater(lesser(4.5%, 0.3 USD/item), 20%)", "40"), // the unknown cannot matter
        ("lesser(3 USD/item, 2 USD/kg)", "0.. needs item, kg"),
        ("1 USD/item + 2 USD/item", "0.. needs item"),
        ("technical(entry-price)", "0.. needs law: entry-price"),
        ("5% + technical(agricultural component)", "10.. needs law: agricultural component"),
        ("lesser(5% + technical(agricultural component), 18.7%)", "10..37.4 needs law: agricultural component"),
        ("season(01-01..12-31: 4 USD/kg)", "0.. needs kg"),
        // A content that is not known may be any of the steps.
        ("content(kg[copper]; 0: 4%; 20: 2%; 30: 9%)", "4..18 needs kg[copper], kg"),
        ("content(kg[copper]; 0: 4%; 20: 2 USD/item)", "0.. needs kg[copper], kg, item"),
        ("content(kg[copper]; 0: 4%; 20: content(kg[tin]; 0: 2%; 5: 3%))", "4..8 needs kg[copper], kg, kg[tin]"),
    ] {
        assert_eq!(shown(given, &NOTHING_KNOWN, DAY), expect, "{given}");
    }
}

/// What weighs nothing has no percentages, and nothing holds more of a thing than it weighs.
#[test]
fn contents_that_cannot_be_are_not_known() {
    const BY_COPPER: &str = "content(kg[copper]; 0: 4%; 20: 2%; 100: 9%)";
    for (kg, copper, expect) in [
        ("10", "0", "8"),
        ("10", "2", "4"),
        ("10", "9.99", "4"),
        ("10", "10", "18"),
        ("10", "10.01", "4..18 needs kg[copper], kg"),
        ("0", "0", "4..18 needs kg[copper], kg"),
        ("0", "1", "4..18 needs kg[copper], kg"),
    ] {
        let quantities = [("kg", kg), ("kg[copper]", copper)];
        let goods = Goods { value: "200", quantities: &quantities, parts: &[] };
        assert_eq!(shown(BY_COPPER, &goods, DAY), expect, "{copper} kg of copper in {kg} kg");
    }
    // One of the two known leaves the other to ask for.
    let weighed = Goods { value: "200", quantities: &[("kg", "10")], parts: &[] };
    assert_eq!(shown(BY_COPPER, &weighed, DAY), "4..18 needs kg[copper]");
    let analysed = Goods { value: "200", quantities: &[("kg[copper]", "10")], parts: &[] };
    assert_eq!(shown(BY_COPPER, &analysed, DAY), "4..18 needs kg");
    // Where all steps say the same, neither matters.
    assert_eq!(shown("content(kg[copper]; 0: 4%; 20: 4%)", &NOTHING_KNOWN, DAY), "8");
}

#[test]
fn an_unknown_exchange_rate_is_not_an_unknown_quantity() {
    for (given, expect) in [
        ("4800 JPY/pair", "0.. needs rate of JPY"),
        ("greater(60%, 4800 JPY/pair)", "120.. needs rate of JPY"),
        ("lesser(60%, 4800 JPY/pair)", "0..120 needs rate of JPY"),
    ] {
        assert_eq!(shown(given, &KNOWN, DAY), expect, "{given}");
    }
}

#[test]
fn unknown_parts_share_what_the_known_parts_leave() {
    const ONLY_THE_CASE: Goods<'_> = Goods { value: "200", quantities: &[("item", "4")], parts: &[("case", "40")] };
    for (given, expect) in [
        ("[battery] 5%", "0..10 needs value of battery"),
        // 1.60 and 3.40 for the case; the other 160 dollars are strap and battery at 14 % and 5.3 %: at most all strap.
        ("0.4 USD/item + [case] 8.5% + [strap] 14% + [battery] 5.3%", "5..27.4 needs value of strap, value of battery"),
        ("[case] 5% + [movement] 5%", "2..10 needs value of movement"),
        ("[strap] 5% + [strap] 2%", "0..14 needs value of strap"), // nothing says how much the case leaves
        ("lesser([battery] 5%, 4 USD/item)", "0..10 needs value of battery"),
        ("[battery] (5% + 1 USD/item)", "4..14 needs value of battery"),
        ("[battery] greater(5%, 1 USD/item)", "4..10 needs value of battery"),
    ] {
        assert_eq!(shown(given, &ONLY_THE_CASE, DAY), expect, "{given}");
    }
}

#[test]
fn a_subtraction_never_takes_a_duty_below_zero() {
    for (given, goods, expect) in [
        ("5 USD/kg - 100%", &KNOWN, "50"), // 250 against 200: a gate price of 5 USD a kilogram
        ("3 USD/kg - 100%", &KNOWN, "0"),  // the goods cost more than the gate price
        ("3 USD/kg - 100%", &NOTHING_KNOWN, "0.. needs kg"),
        ("lesser(5 USD/kg - 100%, 10 USD/item)", &KNOWN, "40"),
        ("10% - 0.1 USD/kg", &NOTHING_KNOWN, "0..20 needs kg"),
        ("greater(10% - 0.1 USD/kg, 5%)", &NOTHING_KNOWN, "10..20 needs kg"),
        (
            "greater(0.036606 USD/kg - 0.00020668 USD/kg-degree, 0.03143854 USD/kg)",
            &SUGAR,
            "1.571927..1.8303 needs kg-degree",
        ),
    ] {
        assert_eq!(shown(given, goods, DAY), expect, "{given}");
    }
}

const SUGAR: Goods<'_> = Goods { value: "200", quantities: &[("kg", "50")], parts: &[] };

#[test]
fn seasons_hold_both_their_ends() {
    const GRAPES: &str = "season(01-01..02-14: 8%; 02-15..03-31: free; 11-01..12-31: 10%)";
    const OVER_THE_YEAR_END: &str = "season(07-01..01-31: 14%; 02-01..06-30: free)";
    for (given, day, expect) in [
        (GRAPES, "2026-01-01", "16"),
        (GRAPES, "2026-02-14", "16"),
        (GRAPES, "2026-02-15", "0"),
        (GRAPES, "2026-03-31", "0"),
        (GRAPES, "2026-04-01", "0.. needs a season"),
        (GRAPES, "2026-10-31", "0.. needs a season"),
        (GRAPES, "2026-11-01", "20"),
        (GRAPES, "2026-12-31", "20"),
        (OVER_THE_YEAR_END, "2026-12-31", "28"),
        (OVER_THE_YEAR_END, "2027-01-01", "28"),
        (OVER_THE_YEAR_END, "2027-01-31", "28"),
        (OVER_THE_YEAR_END, "2028-02-29", "0"),
        (OVER_THE_YEAR_END, "2026-06-30", "0"),
        (OVER_THE_YEAR_END, "2026-07-01", "28"),
        ("season(01-01..04-31: 5%; 05-01..12-31: free)", "2026-04-30", "10"),
        ("season(01-01..04-31: 5%; 05-01..12-31: free)", "2026-05-01", "0"),
    ] {
        assert_eq!(shown(given, &KNOWN, day), expect, "{given} on {day}");
    }
}

#[test]
fn figures_too_large_are_unknown_and_nothing_panics() {
    const HUGE: Goods<'_> = Goods {
        value: "79228162514264337593543950335",
        quantities: &[("kg", "79228162514264337593543950335"), ("item", "0")],
        parts: &[],
    };
    for given in ["250%", "12 USD/kg", "1% + 12 USD/kg", "12 USD/kg - 100%", "[case] 900%", "greater(250%, 12 USD/kg)"]
    {
        let assessed = given.parse::<DutyExpression>().unwrap().evaluate(&HUGE, DAY.parse().unwrap());
        assert_eq!(assessed.high, None, "{given}");
    }
    assert_eq!(shown("5 USD/item", &HUGE, DAY), "0");
}

#[test]
fn an_expression_built_too_deep_by_hand_stays_unknown() {
    let mut deep = DutyExpression::percent(5.into());
    for _ in 0..100 {
        deep = deep.on("part");
    }
    let assessed = deep.evaluate(&NOTHING_KNOWN, DAY.parse().unwrap());
    assert_eq!(assessed.high, None);
    assert!(deep.check().is_err());
}
