//! Reliefs: the law lifts a charge while a value stays within a limit ("de minimis"), granted or missed by how much.

use rust_decimal::Decimal;

use super::{Case, Charged, Range, View};
use crate::Money;
use crate::arithmetic::{Arithmetic, total};
use crate::consignment::CartLine;
use crate::law::{Law, RuleId};
use crate::tables::schema::{Above, ChargeKind, Effect, Part, Relief, Test};

/// What became of a relief.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) rule: RuleId,
    pub(crate) item: usize,
    pub(crate) granted: bool,
    /// What was compared with the limit.
    pub(crate) compared: Option<Money>,
    /// What exceeds the limit, when it was missed or when only the excess is charged.
    pub(crate) over_by: Option<Money>,
}

/// When a relief can be decided: before any charge, or after those whose amount it compares.
fn stage(law: &Law<'_>, relief: &Relief) -> Option<ChargeKind> {
    let parts = relief.test.iter().flat_map(|test| &test.of);
    let on_goods = |id: &str| {
        charge_called(law, id).and_then(|rule| law.charge(rule)).is_some_and(|charge| charge.kind < ChargeKind::Tax)
    };
    parts
        .filter_map(|part| match part {
            Part::Duty | Part::Excise | Part::Levy => Some(ChargeKind::Levy),
            Part::Charge(id) if on_goods(id) => Some(ChargeKind::Levy),
            Part::Tax | Part::Charge(_) => Some(ChargeKind::Tax),
            _ => None,
        })
        .max()
}

fn reliefs<'v>(view: &View<'v, '_, '_>) -> impl Iterator<Item = (RuleId, &'v Relief)> + use<'v> {
    let law = view.case.law;
    view.scope.reliefs.iter().filter_map(move |id| Some((*id, relief(law, *id)?)))
}

fn relief<'l>(law: &'l Law<'_>, id: RuleId) -> Option<&'l Relief> {
    match &law.measure(id)?.effect {
        Effect::Relief(relief) => Some(relief),
        _ => None,
    }
}

/// Whether a rule is a relief that compares amounts.
pub(super) fn compares_amounts(law: &Law<'_>, id: RuleId) -> bool {
    relief(law, id).is_some_and(|relief| stage(law, relief).is_some())
}

/// Grants the reliefs that depend on values to one item, and says what became of each that was open to it.
pub(crate) fn of_item(view: &mut View<'_, '_, '_>) {
    view.outcomes = of_item_without(view, &[]);
}

fn of_item_without(view: &mut View<'_, '_, '_>, lost: &[RuleId]) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (id, relief) in reliefs(view) {
        if lost.contains(&id) || stage(view.case.law, relief).is_some() || !view.applies(id) {
            continue;
        }
        let (left, over_by) = left_by(view, relief);
        let granted = left < Decimal::ONE;
        if granted {
            grant(view, relief, left);
        }
        let compared = compared(view, relief);
        outcomes.push(Outcome { rule: id, item: view.position, granted, compared, over_by });
    }
    outcomes
}

fn compared(view: &View<'_, '_, '_>, relief: &Relief) -> Option<Money> {
    let test = relief.test.as_ref()?;
    let currency = test.at_most.or(test.below)?.currency;
    Some(Money { amount: view.tested(test, currency), currency })
}

/// Takes from every item what one item in the consignment forfeits for all. Says whether anything was taken, so that
/// charges are worked out anew.
pub(crate) fn sink(views: &mut [View<'_, '_, '_>]) -> bool {
    let Some(first) = views.first() else { return false };
    let sinking = reliefs(first).filter(|(_, relief)| relief.sinks).map(|(id, _)| id);
    let lost: Vec<RuleId> = sinking.filter(|id| !views.iter().all(|view| view.applies(*id))).collect();
    for view in views.iter_mut().filter(|_| !lost.is_empty()) {
        view.left = [Decimal::ONE; 5];
        view.lifted.clear();
        view.cuts.clear();
        view.outcomes = of_item_without(view, &lost);
    }
    !lost.is_empty()
}

fn grant(view: &mut View<'_, '_, '_>, relief: &Relief, left: Decimal) {
    for kind in &relief.lifts {
        if let Some(share) = view.left.get_mut(kind.index()) {
            *share = (*share).min(left);
        }
    }
    if left.is_zero() {
        let law = view.case.law;
        let named = relief.lifts_measures.iter();
        let ids: Vec<RuleId> = named.filter_map(|id| charge_called(law, id)).collect();
        match relief.cut {
            Some(cut) => view.cuts.extend(ids.into_iter().map(|id| (id, cut))),
            None => view.lifted.extend(ids),
        }
    }
}

fn charge_called(law: &Law<'_>, id: &str) -> Option<RuleId> {
    law.inner().charges.iter().copied().find(|rule| law.measure(*rule).is_some_and(|measure| measure.id == id))
}

/// The share of the base that stays chargeable, and by how much the limit is exceeded.
fn left_by(view: &View<'_, '_, '_>, relief: &Relief) -> (Decimal, Option<Money>) {
    let Some(test) = &relief.test else { return (Decimal::ZERO, None) };
    if view.test_holds(test) {
        return (Decimal::ZERO, None);
    }
    let Some(limit) = test.at_most.or(test.below) else { return (Decimal::ONE, None) };
    let value = view.tested(test, limit.currency);
    let over = value.minus(limit.amount);
    let over_by = Some(Money { amount: over, currency: limit.currency });
    match relief.above {
        Above::All => (Decimal::ONE, over_by),
        Above::Excess => (over.checked_div(value).unwrap_or(Decimal::ONE), over_by),
        Above::WholeItems => {
            let free = price_of_pieces_that_fit(view, limit).checked_div(view.item.goods);
            (Decimal::ONE.minus(free.unwrap_or_default()), over_by)
        }
    }
}

/// The price, in the cart's currency, of this item's pieces that stay free when whole pieces fill the limit.
fn price_of_pieces_that_fit(view: &View<'_, '_, '_>, limit: Money) -> Decimal {
    let free = view.case.fitting(view.whole.priced, limit);
    total(view.item.lines.iter().filter_map(|line| free.get(*line).copied()))
}

/// Of each cart line the price, in the cart's currency, of the pieces that stay free when whole pieces of those that are priced
/// fill the limit, the dearest that fits first.
pub(super) fn pieces_that_fit(case: &Case<'_, '_>, priced: &[usize], limit: Money) -> Vec<Decimal> {
    let lines = &case.consignment.lines;
    let priced = priced.iter().filter_map(|position| Some((*position, lines.get(*position)?)));
    let in_limit = |price| case.convert(price, case.consignment.currency, limit.currency);
    let mut pieces: Vec<(Decimal, usize, &CartLine)> =
        priced.map(|(position, line)| (in_limit(line.unit_price), position, line)).collect();
    crate::order::sort_by(&mut pieces, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut room = limit.amount;
    let mut free = vec![Decimal::ZERO; lines.len()];
    for (price, position, line) in pieces {
        let fit = room.checked_div(price).map_or(line.quantity, |fit| fit.floor().min(line.quantity));
        room = room.minus(fit.times(price));
        if let Some(of_line) = free.get_mut(position) {
            *of_line = fit.times(line.unit_price);
        }
    }
    free
}

/// A relief that compares amounts already assessed: five francs of tax.
pub(crate) struct AfterCharges<'a, 't> {
    /// Charges of the consignment so far.
    pub(crate) charges: &'a mut Vec<Charged<'t>>,
    /// The last kind that is assessed.
    pub(crate) after: ChargeKind,
    /// The reliefs granted to all goods together, where that is known and only some of the goods are looked at.
    pub(crate) decided: Option<&'a [RuleId]>,
}

impl AfterCharges<'_, '_> {
    /// Lifts what stays within its limit, all items together, from the goods that have the relief; says which reliefs lift
    /// taxes still to come.
    pub(crate) fn decide(&mut self, views: &[View<'_, '_, '_>], outcomes: &mut Vec<Outcome>) -> Vec<RuleId> {
        let mut untaxed = Vec::new();
        let Some(first) = views.first() else { return untaxed };
        for (id, relief) in reliefs(first) {
            let Some(test) = relief.test.as_ref().filter(|_| stage(first.case.law, relief) == Some(self.after)) else {
                continue;
            };
            let holders: Vec<&View<'_, '_, '_>> = views.iter().filter(|view| view.applies(id)).collect();
            let Some(holder) = holders.first().filter(|_| !relief.sinks || holders.len() == views.len()) else {
                continue;
            };
            let total = self.compared(first, test);
            // Nothing to lift is no relief.
            if total.is_zero() {
                continue;
            }
            let Some(limit) = test.at_most.or(test.below) else { continue };
            let amount = |value: Decimal| first.case.convert(value, first.case.law.currency(), limit.currency);
            let holds = |value: Decimal| super::within(test, |_| amount(value));
            let besides = self.besides(first, id);
            let granted = self
                .decided
                .map_or_else(|| total.high.is_some_and(holds) && besides == Some(true), |ids| ids.contains(&id));
            let money = |amount| Money { amount, currency: limit.currency };
            let compared = money(amount(total.high.unwrap_or(total.low)));
            // Where the amount is open above, it may exceed the limit by nobody knows how much.
            let over = compared.amount.minus(limit.amount);
            let over_by = (!granted && over >= Decimal::ZERO).then(|| money(over));
            outcomes.push(Outcome { rule: id, item: holder.position, granted, compared: Some(compared), over_by });
            self.lift(&holders, relief, granted, self.decided.is_none() && holds(total.low) && besides != Some(false));
            untaxed.extend((granted && relief.lifts.contains(&ChargeKind::Tax)).then_some(id));
        }
        untaxed
    }

    /// Whether what else is owed leaves the relief: firms' VAT that falls due alone. `None` where it is open.
    fn besides(&self, view: &View<'_, '_, '_>, id: RuleId) -> Option<bool> {
        let case = view.case;
        let mut besides = Some(true);
        for test in case.law.rule(id).into_iter().flat_map(|rule| &rule.when.value) {
            if test.of.iter().all(Part::is_value) {
                continue;
            }
            let owed = self.compared(view, test);
            let holds =
                |value: Decimal| super::within(test, |currency| case.convert(value, case.law.currency(), currency));
            match (holds(owed.low), owed.high.is_some_and(holds)) {
                (true, true) => {}
                (false, false) => return Some(false),
                _ => besides = None,
            }
        }
        besides
    }

    fn compared(&self, view: &View<'_, '_, '_>, test: &Test) -> Range {
        let law = view.case.law;
        let mut sum = Range::ZERO;
        for charged in self.charges.iter() {
            let (Some(charge), Some(measure)) = (law.charge(charged.rule), law.measure(charged.rule)) else { continue };
            let named = test.of.iter().any(|part| match part {
                Part::Duty => charge.kind == ChargeKind::Duty,
                Part::Excise => charge.kind == ChargeKind::Excise,
                Part::Levy => charge.kind == ChargeKind::Levy,
                Part::Tax => charge.kind == ChargeKind::Tax,
                Part::Charge(id) => measure.id == *id,
                _ => false,
            });
            if named {
                sum += charged.amount;
            }
        }
        sum
    }

    /// Lifts charges from the goods that have the relief; what falls on more of them together goes with any.
    fn lift(&mut self, holders: &[&View<'_, '_, '_>], relief: &Relief, granted: bool, low_granted: bool) {
        let Some(law) = holders.first().map(|view| view.case.law) else { return };
        let held = |charged: &Charged<'_>| {
            charged.item.is_none_or(|item| holders.iter().any(|view| view.position == item))
                && charged.scheme.is_none_or(|scheme| holders.iter().any(|view| view.item.scheme == Some(scheme)))
        };
        let lifted = |charged: &Charged<'_>| {
            let kind = law.charge(charged.rule).map(|charge| charge.kind);
            let id = law.measure(charged.rule).map(|measure| &measure.id);
            held(charged)
                && (kind.is_some_and(|kind| relief.lifts.contains(&kind))
                    || id.is_some_and(|id| relief.lifts_measures.contains(id)))
        };
        if granted {
            self.charges.retain(|charged| !lifted(charged));
        } else if low_granted {
            // Only the cheapest reading stays within the limit.
            for charged in self.charges.iter_mut().filter(|charged| lifted(charged)) {
                charged.amount.low = Decimal::ZERO;
            }
        }
    }
}
