//! No gap: every consignment to every destination has a value, a declaration and a tax base.
//!
//! Proving that would need a solver; asking a grid of plain consignments on every day on which something changes finds the
//! gaps that occur.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::consignment::{CartLine, Consignment, Seller};
use crate::tables::schema::{Buyer, Carriage, Effect, PlaceLaw, Transaction};
use crate::{Date, NotCovered, Place};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "no-gap",
    sentence: "every plain consignment has one way to be valued, declared and taxed",
    scope: Scope::Tables(no_gap),
    severity: Severity::Error,
}];

const TRANSACTIONS: [Transaction; 3] = [Transaction::DistanceSale, Transaction::Commercial, Transaction::Gift];
const CARRIAGES: [Carriage; 3] = [Carriage::Post, Carriage::Express, Carriage::SeaFreight];
const BUYERS: [Buyer; 2] = [Buyer::Private, Buyer::Registered];
/// Prices in euro, from small to large.
const PRICES: [i64; 3] = [20, 400, 20_000];

fn no_gap(subject: &Subject) -> Vec<Complaint> {
    let mut asked: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut complaints = Vec::new();
    for held in subject.world().places.iter().filter(|held| held.destination && !held.parts_required) {
        // Members whose own law has nothing to say here all answer alike.
        if asked.insert(answering(subject, held.place)) {
            complaints.extend(days(subject, held).into_iter().filter_map(|day| on_day(subject, held.place, day)));
        }
    }
    complaints
}

/// The measures that say how goods are valued, declared and taxed in a place.
fn answering(subject: &Subject, place: Place) -> Vec<&str> {
    let here = subject.measures().filter(|measure| subject.lies_within(place, measure.place));
    let answers =
        here.filter(|measure| matches!(measure.effect, Effect::Valuation(_) | Effect::TaxBase(_) | Effect::Route(_)));
    answers.map(|measure| measure.id.as_str()).collect()
}

/// The first day known, and every later one on which such a measure begins or ends.
fn days(subject: &Subject, held: &PlaceLaw) -> BTreeSet<Date> {
    let ids = answering(subject, held.place);
    let changes = ids.iter().filter_map(|id| subject.measure(id)).flat_map(|m| [m.validity.from, m.validity.until]);
    changes.flatten().filter(|day| *day >= held.known_from).chain([held.known_from]).collect()
}

fn on_day(subject: &Subject, place: Place, day: Date) -> Option<Complaint> {
    let law = subject.tables().law(place, day).ok()?;
    for transaction in TRANSACTIONS {
        for carriage in CARRIAGES {
            for buyer in BUYERS {
                for price in PRICES {
                    let asked = consignment(place, day, transaction, carriage, buyer, price)?;
                    if let Err(NotCovered::Gap { what, .. }) = crate::quote_under(&asked, &law) {
                        let wrong = format!(
                            "no measure says {what} for a {transaction:?} of {price} EUR by {carriage:?} to a {buyer:?} buyer"
                        );
                        let complaint =
                            Complaint::new(place.as_str(), wrong, "let a measure without such conditions answer");
                        return Some(complaint.of_part(day.to_string()));
                    }
                }
            }
        }
    }
    None
}

fn consignment(
    to: Place,
    on: Date,
    transaction: Transaction,
    carriage: Carriage,
    buyer: Buyer,
    price: i64,
) -> Option<Consignment> {
    let abroad: Place = if to.as_str() == "US" { "CN" } else { "US" }.parse().ok()?;
    let line = CartLine {
        description: "cotton T-shirt".to_owned(),
        code: Ok("610910".parse().ok()),
        origin: None,
        quantity: Decimal::ONE,
        unit_price: Decimal::from(price),
        net_weight: Some(Decimal::ONE),
        quantities: Vec::new(),
        components: Vec::new(),
        claims: Vec::new(),
        facts: Vec::new(),
        unreadable: None,
    };
    Some(Consignment {
        to,
        dispatched_from: abroad,
        on,
        transaction,
        carriage,
        currency: "EUR".parse().ok()?,
        lines: vec![line],
        freight: Some(Decimal::TEN),
        gross_weight: Some(Decimal::ONE),
        postcode: None,
        insurance: Some(Decimal::ZERO),
        seller: Seller::default(),
        buyer,
        elections: Vec::new(),
        dataset: None,
        exchange_rates: Vec::new(),
    })
}
