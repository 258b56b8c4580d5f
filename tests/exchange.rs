//! Exchange rates in a quote: one that is handed in goes before the bundled ones, whichever way round it is stated, also
//! at a limit and through the euro; and the quote names it.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use common::tables;
use dutybound::tables::schema::ChargeKind;
use dutybound::{Quote, shape};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A cotton T-shirt from the United States at this price in dollars, on a day with relief from duty up to 150 EUR.
fn quoted(to: &str, price: &str, exchange_rates: &Value) -> Quote<'static> {
    let basket = json!({
        "to": to, "from": "US", "assessmentDate": "2026-02-02", "transaction": "distance-sale", "carriage": "express",
        "currency": "USD", "exchangeRates": exchange_rates,
        "lines": [{ "description": "cotton T-shirt", "code": "610910", "quantity": 1, "unitPrice": price }],
    });
    dutybound::quote(&shape::from_json(&basket.to_string()).unwrap(), tables()).unwrap()
}

fn charges_duty(quote: &Quote<'_>) -> bool {
    quote.charges.iter().any(|charge| charge.rule.kind == ChargeKind::Duty && charge.amount.high != Some(Decimal::ZERO))
}

/// Rate, day and source of dollars in another currency.
fn named(quote: &Quote<'_>, to: &str) -> (String, Option<String>, String) {
    let rate = quote.rates.iter().find(|rate| rate.from.as_str() == "USD" && rate.to.as_str() == to).unwrap();
    (rate.rate.to_string(), rate.on.map(|on| on.to_string()), rate.source.to_string())
}

fn owned(rate: &str, on: &str, source: &str) -> (String, Option<String>, String) {
    (rate.to_owned(), (!on.is_empty()).then(|| on.to_owned()), source.to_owned())
}

#[test]
fn a_rate_handed_in_decides_at_a_limit_in_both_directions() {
    for rate in [
        json!([{ "from": "EUR", "to": "USD", "rate": "1.25", "on": "2026-01-21", "source": "ECB" }]),
        json!([{ "from": "USD", "to": "EUR", "rate": "0.8", "on": "2026-01-21", "source": "ECB" }]),
    ] {
        // 187.50 USD are 150.00 EUR.
        let (at, past) = (quoted("FR", "187.50", &rate), quoted("FR", "187.51", &rate));
        assert!(!charges_duty(&at) && charges_duty(&past), "{rate}");
        assert_eq!(named(&at, "EUR"), owned("0.8", "2026-01-21", "ECB"), "{rate}");
    }
    // Twice as many dollars for a euro, and twice the price is at the limit.
    let rate = json!([{ "from": "EUR", "to": "USD", "rate": "2.5" }]);
    assert!(!charges_duty(&quoted("FR", "375.00", &rate)) && charges_duty(&quoted("FR", "375.01", &rate)));
    assert_eq!(named(&quoted("FR", "375.00", &rate), "EUR"), owned("0.4", "", "handed in"));
}

#[test]
fn a_rate_handed_in_goes_through_the_euro_and_both_are_named() {
    let euro = json!([{ "from": "EUR", "to": "GBP", "rate": "0.9", "on": "2026-01-21", "source": "ECB" }]);
    let world = &tables().world.rates;
    let bundled = format!("{} ({})", world.source, world.on.unwrap());
    let (plain, half) = (named(&quoted("GB", "10.00", &json!([])), "GBP"), named(&quoted("GB", "10.00", &euro), "GBP"));
    assert_eq!((plain.1, plain.2.as_str()), (world.on.map(|on| on.to_string()), world.source.as_str()));
    assert_ne!(plain.0, half.0);
    assert_eq!((half.1, half.2), (None, format!("ECB (2026-01-21); {bundled}")));

    // Both sides handed in: nothing bundled is left in it. 0.9 pounds and 1.25 dollars for a euro.
    let both = json!([
        { "from": "EUR", "to": "GBP", "rate": "0.9", "on": "2026-01-21", "source": "ECB" },
        { "from": "USD", "to": "EUR", "rate": "0.8", "on": "2026-01-21", "source": "ECB" },
    ]);
    assert_eq!(named(&quoted("GB", "10.00", &both), "GBP"), owned("0.72", "2026-01-21", "ECB"));
}
