//! Texts that are expressions, and texts that are none.

use super::*;
use proptest::prelude::*;

#[test]
fn every_form_is_read_as_it_is_written() {
    for text in [
        "free",
        "16.5%",
        "0%",
        "-100%",
        "33.333333333333%",
        "30.2 EUR/100 kg",
        "4800 JPY/pair",
        "0.106 USD/0.001 kg",
        "8% + 2.7 EUR/100 kg",
        "0.036606 USD/kg - 0.00020668 USD/kg-degree",
        "500 JPY/kg - 100%",
        "-2 USD/kg + 5%",
        "greater(60%, 4800 JPY/pair)",
        "greater(8% + 1 USD/kg, 2 USD/kg, 5%)",
        "lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)",
        "season(01-01..02-14: 15%; 02-15..06-15: free)",
        "season(07-01..01-31: greater(14%, 1.6 EUR/100 kg))",
        "content(kg[sucrose]; 0: free; 5: 10.06 EUR/100 kg; 30: 9% + 18.87 EUR/100 kg)",
        "content(kg[starch]; 0: free; 100: 4%)",
        "between(free, 35%)",
        "between(5%, 5%)",
        "between(5%, 4 EUR/kg)",
        "content(kg[milk fat]; 0: content(kg[starch]; 0: free; 2.5: 4%); 50: 5%) + 3%",
        "[strap] 14%",
        "[case] (8% + 1 USD/item)",
        "0.4 USD/item + [case] 8.5% + [strap] 14%",
        "5% + (2% + 1 USD/kg)",
        "0.007 USD/kg[copper]",
        "0.07 EUR/litre[ethyl alcohol]",
        "0.2 USD/144 [immediate container]",
        "0.25 USD/[jewel over 7]",
        "technical(entry-price)",
        "5% + technical(agricultural component)",
    ] {
        let expression: DutyExpression = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(expression.to_string(), text);
    }
}

#[test]
fn a_bill_has_no_room_for_the_steps_of_contents() {
    let long = "lesser(9% + content(kg[starch]; 0: free; 5: 4.16 EUR/100 kg) + 1 EUR/item, [case] (2% + content(kg[tin]; 0: 5%)))";
    let brief = "lesser(9% + content(kg[starch]; ...) + 1 EUR/item, [case] (2% + content(kg[tin]; ...)))";
    assert_eq!(long.parse::<DutyExpression>().unwrap().brief().to_string(), brief);
}

#[test]
fn what_is_not_canonical_is_an_error_that_says_where() {
    for (text, at) in [
        ("", "``: expected a plain decimal number"),
        ("Free", "`Free`: expected a plain decimal number"),
        ("5", "``: expected a percent sign or a currency after a number"),
        ("5 %", "`%`: expected a currency, a slash and a unit"),
        (".5%", "`.5%`: expected a plain decimal number"),
        ("5.%", "`5.%`: expected a plain decimal number"),
        ("1e3%", "`e3%`: expected a percent sign"),
        ("5%+1%", "`+1%`: something follows the end"),
        ("5% - free", "`free`: expected a plain decimal number"),
        ("5 usd/kg", "`usd/kg`: expected a currency such as EUR"),
        ("5 USD/kilo", "`kilo`: expected a unit"),
        ("5 USD/0 kg", "`kg`: the quantity a specific rate is for must be more than zero"),
        ("5 USD/kg[]", "`]`: expected a name"),
        ("greater(5%)", "a choice needs two parts or more"),
        ("greater(5%, 6%", "expected a comma with a blank, or the end of the list"),
        ("season(13-01..02-14: 5%)", "`13-01..02-14: 5%)`: expected a month and a day"),
        ("season(1-1..02-14: 5%)", "expected a month and a day"),
        ("season()", "expected a month and a day"),
        ("content(kg[starch]; 5: 4%)", "begin at 0 and rise"),
        ("content(kg[starch]; 0: 4%; 0: 5%)", "begin at 0 and rise"),
        ("content(kg[starch])", "begin at 0 and rise"),
        ("content(kg[starch]; 0: 4%; 100.01: 5%)", "begin at 0 and rise, to 100 at most"),
        ("between(35%, 5%)", "the first of two bounds is the lower one"),
        ("between(0.1%, free)", "the first of two bounds is the lower one"),
        ("content(litre; 0: 4%)", "a content is counted in kg[name]"),
        ("content(kg[starch]; 0 4%)", "expected a colon and a blank after a percentage"),
        ("[strap]14%", "expected a blank and a rate after the name"),
        ("[ strap ] 14%", "expected a name"),
        ("(5%)", "parentheses are for sums only"),
        ("technical()", "expected a name"),
        ("technical(a(b)", "expected a name"),
        ("free ", "` `: something follows the end"),
    ] {
        let error = text.parse::<DutyExpression>().unwrap_err().to_string();
        assert!(error.contains(at), "{text}: {error}");
    }
}

#[test]
fn depth_and_length_are_limited() {
    let nested = |depth: usize| format!("{}5%{}", "[case] (1% + ".repeat(depth), ")".repeat(depth));
    assert!(nested(2).parse::<DutyExpression>().is_ok());
    assert!(nested(50).parse::<DutyExpression>().is_err());
    assert!("[a] ".repeat(9).parse::<DutyExpression>().is_err());
    assert!(vec!["5%"; 1000].join(" + ").parse::<DutyExpression>().is_err());
    assert!("(".repeat(1900).parse::<DutyExpression>().is_err());
}

#[test]
fn what_no_text_says_is_refused() {
    let per_nothing = DutyExpression::specific(1.into(), "USD".parse().unwrap(), 0.into(), DutyUnit::Kg);
    for expression in [
        DutyExpression::Sum(vec![DutyExpression::Free]),
        DutyExpression::Greater(Vec::new()),
        DutyExpression::Seasonal(Vec::new()),
        DutyExpression::technical("entry price (see the note)"),
        DutyExpression::technical(""),
        DutyExpression::Free.on("case]"),
        per_nothing,
    ] {
        assert!(expression.check().is_err(), "{expression:?}");
    }
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9 ,.%+-]{0,12}[a-z]"
}

fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..10).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn unit() -> impl Strategy<Value = DutyUnit> {
    prop_oneof![
        Just(DutyUnit::Item),
        Just(DutyUnit::KgWithContainer),
        Just(DutyUnit::PercentVolHectolitre),
        Just(DutyUnit::SquareMetre),
        name().prop_map(DutyUnit::KgOf),
        name().prop_map(DutyUnit::LitreOf),
        name().prop_map(DutyUnit::Named),
    ]
}

fn expression() -> impl Strategy<Value = DutyExpression> {
    let leaf = prop_oneof![
        Just(DutyExpression::Free),
        number().prop_map(DutyExpression::AdValorem),
        (number(), "[A-Z]{3}", 1_i64..100_000, 0_u32..4, unit()).prop_map(|(amount, currency, per, scale, unit)| {
            DutyExpression::specific(amount, currency.parse().unwrap(), Decimal::new(per, scale), unit)
        }),
        name().prop_map(DutyExpression::Technical),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let list = || prop::collection::vec(inner.clone(), 2..4);
        let day = || (1_u8..=12, 1_u8..=31).prop_map(|(month, day)| MonthDay::new(month, day).unwrap());
        let season = (day(), day(), inner.clone()).prop_map(|(from, to, rate)| Season { from, to, rate });
        prop_oneof![
            list().prop_map(DutyExpression::Sum),
            list().prop_map(DutyExpression::Greater),
            list().prop_map(DutyExpression::Lesser),
            prop::collection::vec(season, 1..4).prop_map(DutyExpression::Seasonal),
            (name(), inner.clone()).prop_map(|(of, rate)| rate.on(&of)),
            (name(), list()).prop_map(|(of, rates)| {
                let rates = rates.into_iter().zip(0_u32..);
                let steps = rates.map(|(rate, place)| Step { from: Decimal::new((place * 25).into(), 1), rate });
                DutyExpression::Content { of: DutyUnit::KgOf(of), steps: steps.collect() }
            }),
        ]
    })
}

proptest! {
    #[test]
    fn text_and_expression_are_inverse(expression in expression()) {
        prop_assert_eq!(expression.check(), Ok(()));
        let text = expression.to_string();
        prop_assert_eq!(text.parse::<DutyExpression>(), Ok(expression), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(free|greater\\(|lesser\\(|season\\(|content\\(|kg\\[a\\]|; 0: |technical\\(|\\[|\\]|\\)|\\(|, |; | \\+ | - |-|[0-9.]{1,5}|%| |EUR|/|kg|01-01|\\.\\.|: |é|¢){0,12}") {
        if let Ok(expression) = text.parse::<DutyExpression>() {
            prop_assert_eq!(expression.to_string().parse::<DutyExpression>(), Ok(expression));
        }
    }
}
