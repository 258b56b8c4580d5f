//! Currencies: a threshold that cannot be compared stops every quote.

use std::collections::BTreeSet;

use super::edges;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::Currency;
use crate::tables::schema::{Amount, Effect, Measure};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "rate-bundled",
    sentence: "every currency that the law names has a bundled rate",
    scope: Scope::Tables(rate_bundled),
    severity: Severity::Error,
}];

fn rate_bundled(subject: &Subject) -> Vec<Complaint> {
    let world = subject.world();
    let euro: Option<Currency> = "EUR".parse().ok();
    let known =
        |currency: &Currency| Some(*currency) == euro || world.rates.per_euro.iter().any(|(held, _)| held == currency);
    let measures = subject.measures().flat_map(|measure| of_measure(measure).map(move |c| (measure.id.as_str(), c)));
    let schedules = subject.tables().schedules.iter().map(|schedule| (schedule.id.as_str(), schedule.currency));
    let places = world.places.iter().map(|place| (place.place.as_str(), place.currency));
    let missing: BTreeSet<(&str, Currency)> =
        measures.chain(schedules).chain(places).filter(|(_, currency)| !known(currency)).collect();
    let complain = |(id, currency): (&str, Currency)| {
        Complaint::new(id, format!("no exchange rate is bundled for {currency}"), "add it to rates/exchange.csv")
    };
    missing.into_iter().map(complain).collect()
}

fn of_measure(measure: &Measure) -> impl Iterator<Item = Currency> {
    let bounds = edges::of(measure).into_iter().map(|edge| edge.bound.currency);
    let amount = match &measure.effect {
        Effect::Charge(charge) => match &charge.amount {
            Amount::Flat { amount, .. } | Amount::RateLess { less: amount, .. } => Some(amount.currency),
            _ => None,
        },
        _ => None,
    };
    bounds.chain(amount)
}
