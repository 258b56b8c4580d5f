//! Taxes: VAT, GST and their like, assessed for the consignment by rate.

use rust_decimal::Decimal;

use super::view::in_base;
use super::{Case, Charged, Range, View, Working, charge};
use crate::arithmetic::Arithmetic;
use crate::duty::expression::{DutyExpression, DutyUnit, Measured, Need};
use crate::law::RuleId;
use crate::tables::schema::{Amount, ChargeKind, ChargeRule, Effect, Part, Per, TaxBase, Total};
use crate::{Currency, NotCovered};

/// The taxes that apply to an item, each with the item's part of its base.
pub(crate) fn bases(view: &View<'_, '_, '_>) -> Vec<(RuleId, Range)> {
    let law = view.case.law;
    let mut bases = Vec::new();
    if view.left(ChargeKind::Tax).is_zero() {
        return bases;
    }
    for id in view.scope.charges(ChargeKind::Tax) {
        let Some(charge) = law.charge(*id) else { continue };
        if view.lifted.contains(id) || !view.applies(*id) {
            continue;
        }
        let base = if charge.base.is_empty() {
            // A missing tax base is found before any tax is assessed; see `check`.
            tax_base(view).map_or(Range::ZERO, |tax_base| view.tax_base(tax_base))
        } else {
            view.base(&charge.base, ChargeKind::Tax)
        };
        bases.push((*id, base));
    }
    bases
}

/// What taxes on the item are assessed on.
fn tax_base<'v>(view: &View<'v, '_, '_>) -> Option<&'v TaxBase> {
    match &view.case.law.measure(base_rule(view)?)?.effect {
        Effect::TaxBase(tax_base) => Some(tax_base),
        _ => None,
    }
}

/// The rule that says what an item's taxes are assessed on.
pub(crate) fn base_rule(view: &View<'_, '_, '_>) -> Option<RuleId> {
    view.case.law.inner().tax_bases.iter().copied().find(|rule| view.applies(*rule))
}

/// Refuses law that taxes goods but does not say on what.
pub(crate) fn check(view: &View<'_, '_, '_>) -> Result<(), NotCovered> {
    let law = view.case.law;
    let taxes = view.scope.charges(ChargeKind::Tax).iter();
    let without_base = |id: &&RuleId| law.charge(**id).is_some_and(|charge| charge.base.is_empty());
    let needed = taxes.filter(without_base).any(|id| view.applies(*id));
    if needed && base_rule(view).is_none() {
        return Err(NotCovered::Gap { place: law.place(), what: "what tax is assessed on" });
    }
    Ok(())
}

/// Assesses every tax on all items it applies to, together.
pub(crate) fn assess<'t>(views: &[View<'_, '_, 't>], consignment: &[Charged<'t>]) -> Vec<Charged<'t>> {
    let Some(first) = views.first() else { return Vec::new() };
    let case = first.case;
    // Goods that a seller collects for are assessed apart from goods taxed at the border.
    let mut sums: Vec<(Assessed, Range)> = Vec::new();
    for view in views {
        for (rule, mut base) in bases(view) {
            base += share_of_levies(view, consignment, rule);
            let per_item = case.law.charge(rule).is_some_and(|charge| charge.assess == Per::GoodsItem);
            let on = Assessed { rule, scheme: view.item.scheme, item: per_item.then_some(view.position) };
            match sums.iter_mut().find(|(known, _)| *known == on) {
                Some((_, sum)) => *sum += base,
                None => sums.push((on, base)),
            }
        }
    }
    // In the order of law, so that a tax on another tax finds it.
    let mut taxes: Vec<Charged<'t>> = Vec::new();
    for id in first.scope.charges(ChargeKind::Tax) {
        for (on, base) in sums.iter().filter(|(on, _)| on.rule == *id) {
            let base = *base + of_other_taxes(case, *on, &taxes);
            taxes.extend(charged(case, *on, base));
        }
    }
    taxes
}

/// What a tax is assessed on: all goods under a scheme, or one goods item.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Assessed {
    rule: RuleId,
    scheme: Option<RuleId>,
    item: Option<usize>,
}

/// Levies on the consignment are in the base by the item's share of the price.
fn share_of_levies(view: &View<'_, '_, '_>, consignment: &[Charged<'_>], rule: RuleId) -> Range {
    let law = view.case.law;
    let Some(charge) = law.charge(rule) else { return Range::ZERO };
    let parts = if charge.base.is_empty() { tax_base(view).map_or(&[][..], |base| &base.parts) } else { &charge.base };
    let mut sum = Range::ZERO;
    for charged in consignment {
        let named = parts.iter().any(|part| match part {
            Part::Levy => law.charge(charged.rule).is_some_and(|charge| charge.kind == ChargeKind::Levy),
            Part::Charge(id) => law.measure(charged.rule).is_some_and(|measure| measure.id == *id),
            _ => false,
        });
        if named {
            sum += charged.amount.map(|amount| amount.times(view.share()));
        }
    }
    sum
}

fn of_other_taxes(case: &Case<'_, '_>, on: Assessed, taxes: &[Charged<'_>]) -> Range {
    let Some(charge) = case.law.charge(on.rule) else { return Range::ZERO };
    let mut sum = Range::ZERO;
    for tax in taxes.iter().filter(|tax| tax.scheme == on.scheme && tax.item == on.item) {
        let named = charge.base.iter().any(|part| match part {
            Part::Charge(id) => case.law.measure(tax.rule).is_some_and(|measure| measure.id == *id),
            _ => false,
        });
        if named {
            sum += in_base(case, tax);
        }
    }
    sum
}

fn charged<'t>(case: &Case<'_, 't>, on: Assessed, base: Range) -> Option<Charged<'t>> {
    let Assessed { rule, scheme, item } = on;
    let charge: &'t ChargeRule = case.law.charge(rule)?;
    let base = charge.round_base.map_or(base, |round| base.map(|base| round.apply(base)));
    let (amount, needs, working) = match &charge.amount {
        Amount::Expression(expression) => {
            let (amount, needs) = of_expression(case, expression, base);
            (amount, needs, Working::Expression { base, expression })
        }
        Amount::GrossUp { rate } => {
            (base.map(|base| charge::gross_up(base, *rate)), Vec::new(), Working::GrossUp { base, rate: rate.0 })
        }
        Amount::RateLess { rate, less } => {
            let amount = base.map(|base| charge::rate_less(case, base, *rate, *less));
            (amount, Vec::new(), Working::RateLess { base, rate: rate.0, less: *less })
        }
        Amount::Flat { amount, .. } => {
            let count = Decimal::ONE;
            (charge::flat(case, *amount, count), Vec::new(), Working::Flat { amount: *amount, count })
        }
        // The checker refuses taxes by tariff schedule or as a top-up.
        Amount::Schedule { .. } | Amount::TopUp { .. } => return None,
    };
    Some(Charged { rule, item, scheme, amount: charge::finish(case, charge, amount, Decimal::ONE), needs, working })
}

/// An expression on a base alone: no quantity of the goods is known here, so one that asks for it stays open.
pub(crate) fn of_expression(case: &Case<'_, '_>, expression: &DutyExpression, base: Range) -> (Range, Vec<Need>) {
    charge::over(expression, base, &|value| expression.evaluate(&Base { case, value }, case.law.day()))
}

struct Base<'b, 'q, 't> {
    case: &'b Case<'q, 't>,
    value: Decimal,
}

impl Measured for Base<'_, '_, '_> {
    fn customs_value(&self) -> Decimal {
        self.value
    }

    fn quantity(&self, _: &DutyUnit) -> Option<Decimal> {
        None
    }

    fn component(&self, _: &str) -> Option<Decimal> {
        None
    }

    fn convert(&self, amount: Decimal, from: Currency) -> Option<Decimal> {
        self.case.exchange.convert(amount, from, self.case.law.currency())
    }
}

/// Rounds the sums of charges that share a total; the last of them takes the difference.
pub(crate) fn round_totals(case: &Case<'_, '_>, charges: &mut [Charged<'_>]) {
    let total_of = |charged: &Charged<'_>| case.law.charge(charged.rule).and_then(|charge| charge.round_total.as_ref());
    let mut totals: Vec<&Total> = charges.iter().filter_map(total_of).collect();
    totals.dedup_by_key(|total| &total.of);
    for total in totals {
        let in_total = |charged: &&mut Charged<'_>| total_of(charged).is_some_and(|other| other.of == total.of);
        let mut sum = Range::ZERO;
        for charged in charges.iter().filter(|charged| total_of(charged).is_some_and(|other| other.of == total.of)) {
            sum += charged.amount;
        }
        // Taken from the last ones first, and never below nothing.
        let mut rest = sum.map(|sum| sum.minus(total.round.apply(sum)));
        for charged in charges.iter_mut().rev().filter(in_total) {
            let low = rest.low.min(charged.amount.low);
            let high = rest.high.zip(charged.amount.high).map(|(rest, amount)| rest.min(amount));
            charged.amount.low = charged.amount.low.minus(low);
            charged.amount.high = charged.amount.high.zip(high).map(|(amount, high)| amount.minus(high));
            rest = Range { low: rest.low.minus(low), high: rest.high.zip(high).map(|(rest, high)| rest.minus(high)) };
        }
    }
}
