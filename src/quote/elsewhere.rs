//! The same goods in the parts of a destination that a postcode tells apart: the Canary Islands, Northern Ireland.

use super::answer::Quote;
use super::quote_with;
use crate::assess::Range;
use crate::consignment::Consignment;
use crate::error::NotCovered;
use crate::exchange::Exchange;
use crate::law::Law;
use crate::tables::Tables;
use crate::{Currency, Date, Place, Rounding};

/// What the same goods cost in the parts of a destination that have law of their own, when nobody gave a postcode.
#[derive(Debug, Clone)]
pub struct Elsewhere<'t> {
    /// The currency of the destination's own answer, where its law is held.
    pub currency: Option<Currency>,
    /// From the cheapest part to the dearest, in the currency of the destination's own answer. `None` where no part has an
    /// answer or lets any of the goods in; a part without one stands in [`parts`](Self::parts) with its reason.
    pub landed_cost: Option<Range>,
    /// Each part, in the order of the tables, and its answer in its own currency.
    pub parts: Vec<(Place, Result<Quote<'t>, NotCovered>)>,
}

/// Prices a consignment in every part of its destination that a postcode would find; none where a postcode is given, or
/// finds nothing.
///
/// [`crate::quote`] answers for the main part of such a place and names `postcode` among the needs: most parcels go there,
/// and a total that spans an ocean helps nobody. This is what the postcode may change. It takes as many quotes as there are
/// parts, so a checkout that knows the postcode should give it instead.
#[must_use]
pub fn elsewhere<'t>(consignment: &Consignment, tables: &'t Tables) -> Elsewhere<'t> {
    elsewhere_with(consignment, tables, &mut |place, day| tables.law(place, day))
}

/// As [`elsewhere`], with law from wherever the caller keeps it.
pub(crate) fn elsewhere_with<'t>(
    consignment: &Consignment,
    tables: &'t Tables,
    law_of: &mut dyn FnMut(Place, Date) -> Result<Law<'t>, NotCovered>,
) -> Elsewhere<'t> {
    let answer = |to| (to, quote_with(&Consignment { to, ..consignment.clone() }, tables, law_of));
    let parts: Vec<_> = parts_of(consignment, tables).into_iter().map(answer).collect();
    let quotes = parts.iter().filter_map(|(_, answer)| answer.as_ref().ok()).filter(|quote| quote.lets_some_in());
    let amounts: Vec<_> = quotes.map(|quote| in_currency_of(consignment, tables, quote)).collect();
    let spanned = amounts.iter().copied().flatten().reduce(Range::hull);
    // A part whose money cannot be compared may be dearer than all others.
    let landed_cost = spanned.map(|all| if amounts.contains(&None) { Range { high: None, ..all } } else { all });
    Elsewhere { currency: tables.place(consignment.to).map(|place| place.currency), landed_cost, parts }
}

/// Parts of a destination that a postcode would tell apart, when none is given.
pub(super) fn parts_of(consignment: &Consignment, tables: &Tables) -> Vec<Place> {
    if consignment.postcode.is_some() {
        return Vec::new();
    }
    let mut parts: Vec<Place> = tables.parts_by_postcode(consignment.to).map(|(part, _)| part.place).collect();
    parts.dedup();
    parts
}

/// What a part's answer comes to in the money of the destination's own.
fn in_currency_of(consignment: &Consignment, tables: &Tables, quote: &Quote<'_>) -> Option<Range> {
    let to = tables.place(consignment.to)?.currency;
    if to == quote.currency {
        return Some(quote.landed_cost);
    }
    let exchange = Exchange::new(&consignment.exchange_rates, &tables.world.rates);
    let rounding = Rounding::minor_unit(to);
    let converted = |amount| Some(rounding.apply(exchange.convert(amount, quote.currency, to)?));
    let low = converted(quote.landed_cost.low)?;
    Some(Range { low, high: quote.landed_cost.high.and_then(converted) })
}
