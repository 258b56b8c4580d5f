//! What goods are worth: their price, their share of freight and insurance, and the value for duty.

use rust_decimal::Decimal;

use super::reading::{Context, Unknown};
use super::{Case, Item, Scope, Totals, View, Whole};
use crate::arithmetic::{Arithmetic, total};
use crate::consignment::CartLine;
use crate::law::RuleId;
use crate::tables::schema::{Effect, Part, Valuation};
use crate::{Money, NotCovered};

/// One item per cart line that can be priced, valued for duty; what decides it and is open goes to `open`.
///
/// # Errors
/// [`NotCovered::Gap`] when no valuation rule applies to a line: what is not held is never taken for the price.
/// [`NotCovered::WeightNeeded`] when one values by a weight that nobody states.
pub(crate) fn assess(
    case: &Case<'_, '_>,
    scope: &Scope,
    lines: &[usize],
    open: &mut Vec<Unknown>,
) -> Result<Vec<Item>, NotCovered> {
    let mut items: Vec<Item> = lines.iter().filter_map(|line| item(case, *line)).collect();
    share_out(&mut items, case.consignment.freight.unwrap_or_default(), |item| &mut item.freight);
    share_out(&mut items, case.consignment.insurance.unwrap_or_default(), |item| &mut item.insurance);
    let totals = Totals::of(&items);
    let whole = Whole { totals, ..Whole::default() };
    for item in &mut items {
        let view = View::early(Context { case, whole: &whole, scope, item, position: 0 });
        let (rule, customs) = customs_value(&view)?;
        view.tell_open(open);
        item.customs = customs;
        item.valuation = Some(rule);
    }
    Ok(items)
}

fn item(case: &Case<'_, '_>, position: usize) -> Option<Item> {
    let line: &CartLine = case.consignment.lines.get(position)?;
    Some(Item {
        lines: vec![position],
        code: line.code.as_ref().ok().copied().flatten(),
        origin: line.origin.unwrap_or(case.consignment.dispatched_from),
        unit_price: line.unit_price,
        quantity: line.quantity,
        goods: line.price(),
        freight: Decimal::ZERO,
        insurance: Decimal::ZERO,
        customs: Decimal::ZERO,
        valuation: None,
        scheme: None,
    })
}

/// Digits of a share after the point: far below any rounding of law, and few enough that shares add up exactly.
const SHARE_DIGITS: u32 = 10;

/// Shares an amount out by price; the last item takes what division leaves, so that the parts always add up.
fn share_out(items: &mut [Item], amount: Decimal, share: impl Fn(&mut Item) -> &mut Decimal) {
    if amount.is_zero() {
        return;
    }
    let total = total(items.iter().map(|item| item.goods));
    let count = Decimal::from(items.len());
    let mut rest = amount;
    let last = items.len().saturating_sub(1);
    for (position, item) in items.iter_mut().enumerate() {
        let by_price = amount.product(item.goods).and_then(|scaled| scaled.checked_div(total));
        let even = || amount.checked_div(count).unwrap_or(amount);
        let fair = by_price.unwrap_or_else(even).round_dp(SHARE_DIGITS);
        let part = if position == last { rest } else { fair };
        rest = rest.minus(part);
        *share(item) = part;
    }
}

fn customs_value(view: &View<'_, '_, '_>) -> Result<(RuleId, Decimal), NotCovered> {
    let law = view.case.law;
    let place = law.place();
    let applying = law.inner().valuations.iter().copied().find(|rule| view.applies(*rule));
    let valuation = applying.and_then(|rule| match &law.measure(rule)?.effect {
        Effect::Valuation(valuation) => Some((rule, valuation)),
        _ => None,
    });
    let (rule, valuation) = valuation.ok_or(NotCovered::Gap { place, what: "how goods are valued" })?;
    let parts: Decimal = match valuation.per_kg {
        Some(per_kg) => by_weight(view, per_kg).ok_or(NotCovered::WeightNeeded { place })?,
        None => total(valuation.parts.iter().map(|part| priced_part(view, part, valuation))),
    };
    let value = parts.product(valuation.factor).unwrap_or(parts);
    Ok((rule, valuation.round.map_or(value, |round| round.apply(value))))
}

/// Value by gross weight, shared out by price; `None` when nobody says what the goods weigh.
fn by_weight(view: &View<'_, '_, '_>, per_kg: Money) -> Option<Decimal> {
    let weight = view.case.consignment.weight()?;
    let whole = view.case.convert(per_kg.amount.product(weight)?, per_kg.currency, view.case.law.currency());
    whole.product(view.share())
}

fn priced_part(view: &View<'_, '_, '_>, part: &Part, valuation: &Valuation) -> Decimal {
    let stated = stated_part(view, part);
    let deemed = match part {
        Part::Freight if view.case.consignment.freight.is_none() => valuation.deemed_freight,
        Part::Insurance if view.case.consignment.insurance.is_none() => valuation.deemed_insurance,
        _ => None,
    };
    match deemed {
        Some(share) => stated_part(view, &Part::Goods).percent(share.0),
        None => stated,
    }
}

fn stated_part(view: &View<'_, '_, '_>, part: &Part) -> Decimal {
    match part {
        Part::Goods | Part::Freight | Part::Insurance => view.part(part).low,
        // Values for duty are made of prices; the checker refuses anything else.
        _ => Decimal::ZERO,
    }
}
