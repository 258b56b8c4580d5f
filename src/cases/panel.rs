//! The panel: two plain baskets to every destination, by post and by express, sold and given, on four days.
//!
//! The table is kept beside the tables, so that a change of law in one place that moves an amount in another is seen.

use std::fmt::Write;

use super::figures;
use crate::shape;
use crate::tables::Tables;
use crate::{Laws, NotCovered, Place, Quote, Range};

const DAYS: [&str; 4] = ["2025-06-30", "2026-01-15", "2026-11-21", "2027-07-02"];
const CARRIAGES: [&str; 2] = ["post", "express"];
const TRANSACTIONS: [&str; 2] = ["distance-sale", "gift"];
/// Pieces, and the price of one in dollars.
const BASKETS: [(u32, u32); 2] = [(2, 15), (10, 30)];

/// What the table says of itself.
const HEAD: &str = "\
# Written by `dutybound tables panel --out tests/panel.csv`; do not edit. Cotton T-shirts (610910) of China, or of Viet Nam
# where they go to China, for 30 and 300 US dollars, 0.2 kg each, without freight. Amounts in the destination's currency;
# `a..b` is a range, `a..` is open above. Days with the same answer share a row.
to,carriage,transaction,usd,days,answer,duty,excise,levy,tax,fees,total
";

/// The whole table as CSV.
#[must_use]
pub fn panel(tables: &Tables) -> String {
    let mut out = HEAD.to_owned();
    let mut places: Vec<Place> =
        tables.world.places.iter().filter(|place| place.destination).map(|place| place.place).collect();
    places.sort();
    for place in places {
        let mut laws = Laws::default();
        for carriage in CARRIAGES {
            for transaction in TRANSACTIONS {
                for basket in BASKETS {
                    rows(&mut out, tables, &mut laws, place, [carriage, transaction], basket);
                }
            }
        }
    }
    out
}

/// One question on all days; days that are answered alike share a row.
fn rows(out: &mut String, tables: &Tables, laws: &mut Laws, to: Place, how: [&str; 2], basket: (u32, u32)) {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for day in DAYS {
        let answer = answer(tables, laws, &question(to, how, basket, day));
        match told.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, days)) => days.push(day),
            None => told.push((answer, vec![day])),
        }
    }
    let [carriage, transaction] = how;
    let (quantity, price) = basket;
    for (answer, days) in told {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{to},{carriage},{transaction},{},{},{answer}", quantity * price, days.join(" "));
    }
}

fn question(to: Place, [carriage, transaction]: [&str; 2], (quantity, price): (u32, u32), day: &str) -> String {
    let from = if to.as_str() == "CN" { "VN" } else { "CN" };
    let weight = quantity * 2;
    serde_json::json!({
        "to": to, "from": from, "assessmentDate": day, "transaction": transaction, "carriage": carriage,
        "currency": "USD", "freight": "0",
        "lines": [{
            "description": "cotton T-shirt", "code": "610910", "origin": from, "quantity": quantity, "unitPrice": price,
            "netWeight": format!("{}.{}", weight / 10, weight % 10), "quantities": { "item": quantity },
        }],
    })
    .to_string()
}

fn answer(tables: &Tables, laws: &mut Laws, question: &str) -> String {
    match shape::from_json(question) {
        Err(problems) => format!("invalid: {},,,,,,", problems.first().map_or("", |problem| problem.code)),
        Ok(consignment) => match laws.quote(&consignment, tables) {
            Ok(quote) => quoted(&quote),
            Err(NotCovered::Closed { measure, .. }) => format!("closed: {measure},,,,,,"),
            Err(reason) => format!("not covered: {},,,,,,", reason.code()),
        },
    }
}

fn quoted(quote: &Quote<'_>) -> String {
    let figure = |range: Range| figures(quote, range);
    let sums = crate::tables::schema::ChargeKind::ALL.map(|kind| figure(quote.sums.kind(kind)));
    let answer = match quote.landed_cost {
        Range { high: None, .. } => "open",
        range if range.settled().is_some() => "quoted",
        _ => "range",
    };
    format!("{answer},{},{} {}", sums.join(","), figure(quote.landed_cost), quote.currency)
}
