//! Charges on goods items: duty, excise and levies, in the order in which law assesses them.

use rust_decimal::Decimal;

use super::{Case, Charged, Range, Totals, View, Working, count};
use crate::arithmetic::Arithmetic;
use crate::duty::expression::{Assessed, DutyExpression, DutyUnit, Measured, Need};
use crate::law::{Law, RuleId, Tariff};
use crate::tables::schema::{Amount, ChargeRule, Part, Per, Percent};
use crate::{CommodityCode, Currency, Money};

/// Puts every duty, excise and levy on the item that applies to it and is not lifted.
pub(crate) fn on_item(view: &mut View<'_, '_, '_>, rules: &[RuleId]) {
    for (id, charge) in charges(view.case.law, rules) {
        if bears(view, id, charge) {
            let charged = charged(view, id, charge);
            view.charges.push(charged);
        }
    }
}

/// As [`on_item`], anew from one of the rules on: what stands before it in the order of law does not hang on it.
pub(crate) fn on_item_again(view: &mut View<'_, '_, '_>, rules: &[RuleId], first: RuleId) {
    let before = rules.iter().position(|id| *id == first).unwrap_or_default();
    let (kept, anew) = rules.split_at(before);
    view.charges.retain(|charged| kept.contains(&charged.rule));
    on_item(view, anew);
}

fn charges<'l, 't>(
    law: &'l Law<'t>,
    rules: &'l [RuleId],
) -> impl Iterator<Item = (RuleId, &'t ChargeRule)> + use<'l, 't> {
    rules.iter().filter_map(|id| Some((*id, law.charge(*id)?)))
}

fn bears(view: &View<'_, '_, '_>, id: RuleId, charge: &ChargeRule) -> bool {
    let per_consignment = matches!(charge.amount, Amount::Flat { per: Per::Consignment, .. });
    !(per_consignment || view.lifted.contains(&id) || view.left(charge.kind).is_zero()) && view.applies(id)
}

/// The item's share of what a charge says once for the consignment; all of it where no other item bears the charge.
fn share(view: &View<'_, '_, '_>, id: RuleId) -> Decimal {
    view.bounds.iter().find(|(shared, _)| *shared == id).map_or(Decimal::ONE, |(_, share)| *share)
}

/// Shares the least and the most that a charge may come to, and what is taken off it, over the items that bear it, by
/// price: they are the consignment's, not each item's. Says which was shared first, so that charges are worked out anew from
/// there.
pub(crate) fn share_bounds(views: &mut [View<'_, '_, '_>]) -> Option<RuleId> {
    let bounded = |(_, charge): &(RuleId, &ChargeRule)| {
        charge.at_least.or(charge.at_most).is_some() || matches!(charge.amount, Amount::RateLess { .. })
    };
    let first = views.first().filter(|_| views.len() > 1)?;
    let mut shared = None;
    for (id, charge) in charges(first.case.law, &first.scope.on_goods).filter(bounded) {
        let bearing = Totals::of(views.iter().filter(|view| bears(view, id, charge)).map(|view| view.item));
        for view in views.iter_mut().filter(|_| bearing.lines > 0) {
            view.bounds.push((id, bearing.share(view.item)));
            shared = shared.or(Some(id));
        }
    }
    shared
}

fn charged<'t>(view: &View<'_, '_, 't>, id: RuleId, charge: &'t ChargeRule) -> Charged<'t> {
    let base = base(view, charge);
    let (amount, needs, working) = reduced(view, id, amount(view, id, charge, base));
    let amount = finish(view.case, charge, amount, share(view, id));
    Charged { rule: id, item: Some(view.position), scheme: view.item.scheme, amount, needs, working }
}

/// The same with what a preference takes off the tariff's rate; of several, the one that leaves least. A rate that cannot
/// be cut, because only its bounds are known, may come to anything up to itself.
fn reduced<'t>(
    view: &View<'_, '_, 't>,
    id: RuleId,
    full: (Range, Vec<Need>, Working<'t>),
) -> (Range, Vec<Need>, Working<'t>) {
    let Working::Schedule { base, schedule, column, cell } = full.2 else { return full };
    let (case, mut least) = (view.case, full);
    for (_, cut) in view.cuts.iter().filter(|(cut, _)| *cut == id) {
        let Some(rate) = cell.rate.cut(cut) else {
            least.0.low = Decimal::ZERO;
            continue;
        };
        let (law, tariff) = (case.law.currency(), schedule.currency);
        let (amount, needs) = of_expression(view, &rate, base.map(|base| case.convert(base, law, tariff)), tariff);
        let amount = amount.map(|amount| case.convert(amount, tariff, law));
        if is_less(&amount, &least.0) {
            least = (amount, needs, Working::Reduced { base, schedule, column, cell, rate });
        }
    }
    least
}

/// What the charge is a share of: the value for duty, unless the rule names parts; less what reliefs take out.
fn base(view: &View<'_, '_, '_>, charge: &ChargeRule) -> Range {
    let customs = [Part::Customs];
    let parts: &[Part] = if charge.base.is_empty() { &customs } else { &charge.base };
    let base = less_parts(view, view.base(parts, charge.kind), &charge.base_less);
    charge.round_base.map_or(base, |round| base.map(|base| round.apply(base)))
}

/// Takes the value of named parts out of a base: as declared, or as the reading has it.
fn less_parts(view: &View<'_, '_, '_>, base: Range, names: &[String]) -> Range {
    let currency = view.case.law.currency();
    names.iter().fold(base, |base, name| {
        let goods = Goods { view, currency, value: base.low };
        match goods.component(name) {
            Some(part) => base.map(|base| base.minus(part).max(Decimal::ZERO)),
            None => Range { low: Decimal::ZERO, high: base.high },
        }
    })
}

/// An expression on a base of the item's.
fn of_expression(
    view: &View<'_, '_, '_>,
    expression: &DutyExpression,
    base: Range,
    currency: Currency,
) -> (Range, Vec<Need>) {
    let day = view.case.law.day();
    over(expression, base, &|value| expression.evaluate(&Goods { view, currency, value }, day))
}

/// An expression at both ends of its base, and what would narrow it. It may fall as the base rises: a gate price takes the
/// value off.
pub(crate) fn over(expression: &DutyExpression, base: Range, at: &dyn Fn(Decimal) -> Assessed) -> (Range, Vec<Need>) {
    let least = at(base.low);
    let amount = range(&least);
    let Some(high) = base.high else {
        return (Range { high: nothing_of(expression), ..amount }, least.needs);
    };
    if high == base.low {
        return (amount, least.needs);
    }
    let most = at(high);
    (amount.hull(range(&most)), if least.needs.is_empty() { most.needs } else { least.needs })
}

/// A rate of nothing comes to nothing, however open its base.
pub(crate) fn nothing_of(expression: &DutyExpression) -> Option<Decimal> {
    let nothing = match expression {
        DutyExpression::Free => true,
        DutyExpression::AdValorem(rate) => rate.is_zero(),
        _ => false,
    };
    nothing.then_some(Decimal::ZERO)
}

fn amount<'t>(
    view: &View<'_, '_, 't>,
    id: RuleId,
    charge: &'t ChargeRule,
    base: Range,
) -> (Range, Vec<Need>, Working<'t>) {
    let case = view.case;
    match &charge.amount {
        Amount::Expression(expression) => {
            let (amount, needs) = of_expression(view, expression, base, case.law.currency());
            (amount, needs, Working::Expression { base, expression })
        }
        Amount::Flat { amount, per } => {
            let count = count(view.item, *per);
            (flat(case, *amount, count), Vec::new(), Working::Flat { amount: *amount, count })
        }
        Amount::Schedule { .. } => match case.law.tariff(id) {
            Some(tariff) => scheduled(view, tariff, base),
            None => {
                // Preparing the law refuses a missing tariff; what cannot happen still must not be free.
                let open = Range { low: Decimal::ZERO, high: None };
                let needs = vec![Need::Technical("tariff not loaded".to_owned())];
                (open, needs, Working::Flat { amount: zero(case), count: Decimal::ZERO })
            }
        },
        Amount::TopUp { to, over } => top_up(view, base, to.0, over),
        Amount::GrossUp { rate } => {
            let amount = base.map(|base| gross_up(base, *rate));
            (amount, Vec::new(), Working::GrossUp { base, rate: rate.0 })
        }
        Amount::RateLess { rate, less } => {
            let less = Money { amount: less.amount.times(share(view, id)), ..*less };
            let amount = base.map(|base| rate_less(case, base, *rate, less));
            (amount, Vec::new(), Working::RateLess { base, rate: rate.0, less })
        }
    }
}

fn range(assessed: &Assessed) -> Range {
    Range { low: assessed.low, high: assessed.high }
}

fn zero(case: &Case<'_, '_>) -> Money {
    Money { amount: Decimal::ZERO, currency: case.law.currency() }
}

pub(crate) fn flat(case: &Case<'_, '_>, amount: Money, count: Decimal) -> Range {
    Range::exactly(case.convert(amount.amount, amount.currency, case.law.currency()).times(count))
}

/// Tax inside its own base: `base x rate / (100 - rate)`.
pub(crate) fn gross_up(base: Decimal, rate: Percent) -> Decimal {
    let rest = Decimal::ONE_HUNDRED.minus(rate.0);
    base.product(rate.0).and_then(|scaled| scaled.checked_div(rest)).unwrap_or(Decimal::MAX)
}

pub(crate) fn rate_less(case: &Case<'_, '_>, base: Decimal, rate: Percent, less: Money) -> Decimal {
    let less = case.convert(less.amount, less.currency, case.law.currency());
    base.percent(rate.0).minus(less).max(Decimal::ZERO)
}

/// What a tariff says for the item's code: of several columns, the one that comes to least.
fn scheduled<'t>(view: &View<'_, '_, 't>, tariff: Tariff<'_, 't>, base: Range) -> (Range, Vec<Need>, Working<'t>) {
    let case = view.case;
    let schedule = tariff.schedule;
    let (law_currency, tariff_currency) = (case.law.currency(), schedule.currency);
    let in_tariff = base.map(|base| case.convert(base, law_currency, tariff_currency));
    let code = view.code().unwrap_or(CommodityCode::ANY);
    let found = tariff.columns().filter_map(|column| {
        let cell = tariff.rate_in(column, code)?;
        let (amount, needs) = of_expression(view, &cell.rate, in_tariff, tariff_currency);
        Some((column, cell, amount, needs))
    });
    // Where one column is open, the least of all is open too: told by the least low end and the least known high end.
    let least = found.reduce(|least, next| {
        let lesser = Range { low: least.2.low.min(next.2.low), high: least_known(least.2.high, next.2.high) };
        let needs = [&least, &next].iter().flat_map(|one| one.3.clone()).collect();
        let (column, cell, _, _) = if is_less(&next.2, &least.2) { next } else { least };
        (column, cell, lesser, if lesser.settled().is_some() { Vec::new() } else { needs })
    });
    match least {
        Some((column, cell, amount, needs)) => {
            let amount = amount.map(|amount| case.convert(amount, tariff_currency, law_currency));
            (amount, needs, Working::Schedule { base, schedule, column: &column.name, cell })
        }
        None => (Range { low: Decimal::ZERO, high: None }, Vec::new(), Working::NoRate { base, schedule }),
    }
}

fn least_known(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    a.zip(b).map(|(a, b)| a.min(b)).or(a).or(b)
}

fn is_less(a: &Range, b: &Range) -> bool {
    match (a.high, b.high) {
        (Some(a), Some(b)) => a < b,
        (Some(_), None) => true,
        // Of two that are open above, the one whose known part is.
        (None, None) => a.low < b.low,
        (None, Some(_)) => false,
    }
}

/// `max(0, rate of the base - what others already take)`, in the cheapest and in the dearest reading.
fn top_up<'t>(view: &View<'_, '_, 't>, base: Range, to: Decimal, over: &[String]) -> (Range, Vec<Need>, Working<'t>) {
    let mut covered = Range::ZERO;
    for id in over {
        covered += view.part(&Part::Charge(id.clone()));
    }
    let missing = |base: Decimal, covered: Decimal| base.percent(to).minus(covered).max(Decimal::ZERO);
    let amount = Range {
        low: missing(base.low, covered.low),
        // With the others open above, the sum is open already and nothing is missing from it.
        high: base.high.map(|base| covered.high.map_or(Decimal::ZERO, |covered| missing(base, covered))),
    };
    (amount, Vec::new(), Working::TopUp { base, to, covered })
}

/// Floors, ceilings or an item's share of them, tax on the charge itself, and rounding.
pub(crate) fn finish(case: &Case<'_, '_>, charge: &ChargeRule, amount: Range, share: Decimal) -> Range {
    let rounding = charge.round.unwrap_or(case.law.inner().rounding);
    let money = |money: Money| case.convert(money.amount, money.currency, case.law.currency()).times(share);
    let bounded = |amount: Decimal| {
        let floored = charge.at_least.map_or(amount, |least| amount.max(money(least)));
        charge.at_most.map_or(floored, |most| floored.min(money(most)))
    };
    let taxed = |amount: Decimal| match charge.plus_tax {
        Some(tax) => amount.plus(amount.percent(tax.0)),
        None => amount,
    };
    let high = amount.high.or(charge.at_most.map(money));
    Range { low: amount.low, high }.map(|amount| rounding.apply(taxed(bounded(amount))))
}

/// An item as duty expressions measure it.
pub(crate) struct Goods<'g, 'v, 'q, 't> {
    pub(crate) view: &'g View<'v, 'q, 't>,
    /// The currency in which the expression is evaluated.
    pub(crate) currency: Currency,
    /// The base, in that currency.
    pub(crate) value: Decimal,
}

impl Goods<'_, '_, '_, '_> {
    /// A quantity that every line of the item must state.
    fn total(&self, of_line: impl Fn(&crate::CartLine) -> Option<Decimal>) -> Option<Decimal> {
        let lines = &self.view.case.consignment.lines;
        let mut total = Decimal::ZERO;
        for line in &self.view.item.lines {
            total = total.plus(of_line(lines.get(*line)?)?);
        }
        Some(total)
    }

    fn stated(&self, unit: &DutyUnit) -> Option<Decimal> {
        self.total(|line| line.stated(unit))
    }

    /// The gross weight of goods that are sent alone is the consignment's.
    fn gross_weight(&self) -> Option<Decimal> {
        let alone = self.view.whole.totals.lines == self.view.item.lines.len();
        self.view.case.consignment.gross_weight.filter(|_| alone)
    }

    fn pure_alcohol(&self) -> Option<Decimal> {
        self.total(crate::CartLine::pure_alcohol)
    }
}

impl Measured for Goods<'_, '_, '_, '_> {
    fn customs_value(&self) -> Decimal {
        self.value
    }

    fn quantity(&self, unit: &DutyUnit) -> Option<Decimal> {
        match unit {
            DutyUnit::Item => self.stated(unit).or(Some(self.view.item.quantity)),
            DutyUnit::Kg => self.stated(unit).or_else(|| self.total(|line| line.net_weight)),
            DutyUnit::LitrePureAlcohol | DutyUnit::PercentVolHectolitre => self.pure_alcohol(),
            DutyUnit::KgGross => self.stated(unit).or_else(|| self.gross_weight()),
            DutyUnit::ProofLitre => self.stated(unit).or_else(|| Some(self.pure_alcohol()?.times(Decimal::TWO))),
            _ => self.stated(unit).or_else(|| self.view.counted_in(unit)),
        }
    }

    fn component(&self, name: &str) -> Option<Decimal> {
        let cart = self.view.case.consignment.currency;
        let stated = self.total(|line| line.components.iter().find(|(known, _)| known == name).map(|(_, v)| *v));
        match stated {
            Some(stated) => Some(self.view.case.convert(stated, cart, self.currency)),
            None => self.view.is_all(name).map(|all| if all { self.value } else { Decimal::ZERO }),
        }
    }

    fn convert(&self, amount: Decimal, from: Currency) -> Option<Decimal> {
        self.view.case.exchange.convert(amount, from, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_falls_with_its_base_has_its_low_end_at_the_high_end_of_the_base() {
        let gate: DutyExpression = "500 JPY/kg - 100%".parse().unwrap();
        let settled = |amount: Decimal| Assessed { low: amount, high: Some(amount), needs: Vec::new() };
        let (amount, needs) = over(&gate, Range { low: 100.into(), high: Some(400.into()) }, &|value| {
            settled(Decimal::from(500) - value)
        });
        assert_eq!((amount.low, amount.high, needs.len()), (100.into(), Some(400.into()), 0));
    }

    #[test]
    fn what_only_the_high_end_of_a_base_asks_is_asked() {
        let floor: DutyExpression = "lesser(5%, 3 USD/kg)".parse().unwrap();
        let at = |value: Decimal| {
            let needs = if value.is_zero() { Vec::new() } else { vec![Need::Quantity(DutyUnit::Kg)] };
            Assessed { low: Decimal::ZERO, high: Some(value), needs }
        };
        let (amount, needs) = over(&floor, Range { low: Decimal::ZERO, high: Some(9.into()) }, &at);
        assert_eq!(
            (amount.low, amount.high, needs),
            (Decimal::ZERO, Some(9.into()), vec![Need::Quantity(DutyUnit::Kg)])
        );
    }
}
