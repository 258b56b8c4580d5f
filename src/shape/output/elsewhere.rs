//! What the same goods cost in other parts of the destination, as callers read it.

use serde::Serialize;

use super::figure::{RangeShape, range};
use super::{NotCoveredShape, not_covered};
use crate::quote::Elsewhere;
use crate::{Currency, Place};

/// Other parts of a destination, each in its own currency, and from the cheapest to the dearest in the destination's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElsewhereShape {
    landed_cost: Option<RangeShape>,
    parts: Vec<PartShape>,
}

/// What the goods cost in one part, or why that is not known.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PartShape {
    to: Place,
    currency: Option<Currency>,
    landed_cost: Option<RangeShape>,
    /// None of the goods may come in there.
    prohibited: bool,
    reason: Option<NotCoveredShape>,
}

/// The shape of other parts.
#[must_use]
pub fn elsewhere(elsewhere: &Elsewhere<'_>) -> ElsewhereShape {
    let places = |currency: Currency| currency.minor_unit().scale();
    let part = |(to, answer): &(Place, Result<crate::Quote<'_>, crate::NotCovered>)| match answer {
        Ok(quote) => PartShape {
            to: *to,
            currency: Some(quote.currency),
            landed_cost: quote.lets_some_in().then(|| range(quote.landed_cost, places(quote.currency))),
            prohibited: !quote.lets_some_in(),
            reason: None,
        },
        Err(reason) => PartShape {
            to: *to,
            currency: None,
            landed_cost: None,
            prohibited: false,
            reason: Some(not_covered(reason)),
        },
    };
    ElsewhereShape {
        landed_cost: elsewhere.landed_cost.map(|all| range(all, elsewhere.currency.map_or(0, places))),
        parts: elsewhere.parts.iter().map(part).collect(),
    }
}
