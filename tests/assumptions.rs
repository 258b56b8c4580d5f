//! What an answer takes for granted is of its own day.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use dutybound::shape;
use serde_json::json;

fn presumed(day: &str) -> Vec<String> {
    let basket = json!({
        "to": "FR", "from": "CN", "assessmentDate": day, "currency": "EUR",
        "seller": { "registrations": ["ioss"] },
        "lines": [{ "description": "cotton T-shirt", "code": "610910", "quantity": 2, "unitPrice": "20.00" }],
    });
    let consignment = shape::from_json(&basket.to_string()).unwrap();
    let quote = dutybound::quote(&consignment, common::tables()).unwrap();
    let of_facts = quote.assumptions.into_iter().filter(|assumption| assumption.code == "fact-presumed");
    of_facts.map(|assumption| assumption.value).collect()
}

/// The fixed duty begins on 2026-07-01 (Regulation (EU) 2026/382); whether it goes into the price is no question before.
#[test]
fn nothing_is_presumed_for_law_ahead() {
    let asked = "!fixed-duty-goes-into-the-price".to_owned();
    assert!(!presumed("2026-06-30").contains(&asked));
    assert!(presumed("2026-07-01").contains(&asked));
}
