//! What one consignment shows of the law, for the checker: which measures it touches, and how near it comes to their
//! limits.

use rust_decimal::Decimal;

use super::assessment::Pass;
use super::declared::Declared;
use super::{closure, every_rate_known};
use crate::assess::reading::{self, Context, Reading};
use crate::assess::{Case, Charged, Item, Scope, View, Whole, Working};
use crate::consignment::Consignment;
use crate::duty::expression::DutyExpression;
use crate::law::{Conditions, Law, RuleId};
use crate::tables::schema::{Effect, Measure, Test};
use crate::{Currency, NotCovered};

/// Where in a measure a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Site {
    /// In the test of `when` at this position.
    When(usize),
    /// In the `unless` at the first position, in its test at the second.
    Unless(usize, usize),
    /// The limit of a relief.
    Limit,
    /// The least or the most that a charge may be.
    Amount,
}

/// A value that the law compared with a limit, in the limit's currency.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared<'t> {
    pub(crate) measure: &'t Measure,
    pub(crate) site: Site,
    pub(crate) value: Decimal,
    pub(crate) currency: Currency,
}

/// How near a consignment comes to a measure. Ordered: the first is the nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// Its conditions hold for some of the goods, whatever takes its place; for one that lies ahead, would hold.
    Holds,
    /// They hold but for a limit of value or for what `unless` says.
    Limit,
    /// They would hold if one thing more were otherwise: the goods, the carriage, a claim.
    Beside,
}

/// A measure that a consignment comes near.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Touch<'t> {
    pub(crate) measure: &'t Measure,
    pub(crate) nearness: Nearness,
}

/// What a consignment shows.
#[derive(Debug, Default)]
pub(crate) struct Probe<'t> {
    pub(crate) compared: Vec<Compared<'t>>,
    pub(crate) touched: Vec<Touch<'t>>,
}

/// Takes a consignment through the stages and writes down what was compared on the way.
pub(crate) fn probe<'t>(consignment: &Consignment, law: &Law<'t>) -> Result<Probe<'t>, NotCovered> {
    let case = Case::new(law, consignment, Vec::new());
    if let Some(measure) = closure(&case) {
        let touched = vec![Touch { measure, nearness: Nearness::Holds }];
        return Ok(Probe { touched, ..Probe::default() });
    }
    every_rate_known(&case)?;
    let everything = Scope::everything(&case);
    let declared = Declared::new(&case, &everything)?;
    let (early, whole, items) = (declared.undeclared(), declared.whole(), &declared.items);

    let mut found = Probe::default();
    let view =
        |(position, item)| View::early(Context { case: &case, whole: &early, scope: &everything, item, position });
    found.look(&declared.lines.iter().enumerate().map(view).collect::<Vec<_>>(), is_asked_early);
    let scope = Scope::new(&case, &whole);
    for readings in readings(&case, &whole, &scope, items) {
        let on_items = items.iter().zip(readings).enumerate();
        let assessed = |(position, (item, reading))| {
            Context { case: &case, whole: &whole, scope: &scope, item, position }.assessed(reading)
        };
        let pass = Pass::new(&case, on_items.map(assessed).collect())?;
        found.look(&pass.views, |effect| !is_asked_early(effect));
        found.reliefs(law, &pass);
        found.amounts(&case, &pass.charges);
    }
    Ok(found)
}

/// Schemes and declarations are chosen line by line, before goods are counted.
fn is_asked_early(effect: &Effect) -> bool {
    matches!(effect, Effect::Scheme(_) | Effect::Route(_) | Effect::Valuation(_))
}

/// The cheapest and the dearest reading of all items; one where they are the same.
fn readings(case: &Case<'_, '_>, whole: &Whole<'_>, scope: &Scope, items: &[Item]) -> Vec<Vec<Reading>> {
    let spread = |(position, item)| reading::spread(&Context { case, whole, scope, item, position }).0;
    let spreads: Vec<reading::Spread> = items.iter().enumerate().map(spread).collect();
    let settled = spreads.iter().all(reading::Spread::is_settled);
    let (cheapest, dearest) = spreads.into_iter().map(|spread| (spread.cheapest, spread.dearest)).unzip();
    if settled { vec![cheapest] } else { vec![cheapest, dearest] }
}

impl<'t> Probe<'t> {
    /// Asks every rule of the kinds `wanted` of every item.
    fn look(&mut self, views: &[View<'_, '_, 't>], wanted: fn(&Effect) -> bool) {
        let Some(law) = views.first().map(|view| view.case.law) else { return };
        for id in (0..).take(law.inner().rules.len()) {
            let Some(measure) = law.measure(id).filter(|measure| wanted(&measure.effect)) else { continue };
            if let Some(nearness) = views.iter().filter_map(|view| nearness(view, id)).min() {
                self.touched.push(Touch { measure, nearness });
            }
            let now = law.rule(id).is_some_and(|rule| rule.upcoming.is_none());
            for view in views.iter().filter(|_| now) {
                self.tests(view, id, measure);
            }
        }
    }

    /// The tests of a rule's conditions, where all else that the rule asks holds.
    fn tests(&mut self, view: &View<'_, '_, 't>, id: RuleId, measure: &'t Measure) {
        let Some(rule) = view.case.law.rule(id) else { return };
        let free = |but: usize| rule.unless.iter().enumerate().all(|(at, unless)| at == but || !view.holds(unless));
        for (at, test) in measure.when.value.iter().enumerate() {
            if free(usize::MAX) && view.holds(&without(&rule.when, at)) {
                self.compare(view, measure, Site::When(at), test);
            }
        }
        for (nth, (unless, prepared)) in measure.unless.iter().zip(&rule.unless).enumerate() {
            for (at, test) in unless.value.iter().enumerate() {
                if free(nth) && view.holds(&rule.when) && view.holds(&without(prepared, at)) {
                    self.compare(view, measure, Site::Unless(nth, at), test);
                }
            }
        }
    }

    fn compare(&mut self, view: &View<'_, '_, '_>, measure: &'t Measure, site: Site, test: &Test) {
        let bounds = [test.at_most, test.below, test.above, test.at_least];
        let mut currencies: Vec<Currency> = bounds.iter().flatten().map(|bound| bound.currency).collect();
        currencies.dedup();
        for currency in currencies {
            self.compared.push(Compared { measure, site, value: view.tested(test, currency), currency });
        }
    }

    fn reliefs(&mut self, law: &Law<'t>, pass: &Pass<'_, '_, 't>) {
        for outcome in &pass.reliefs {
            let (Some(measure), Some(money)) = (law.measure(outcome.rule), outcome.compared) else { continue };
            let Effect::Relief(_) = &measure.effect else { continue };
            self.compared.push(Compared { measure, site: Site::Limit, value: money.amount, currency: money.currency });
        }
    }

    /// What a charge came to before its least and most were applied, where that can be told from its working.
    fn amounts(&mut self, case: &Case<'_, 't>, charges: &[Charged<'t>]) {
        for charged in charges {
            let (Some(measure), Some(charge)) = (case.law.measure(charged.rule), case.law.charge(charged.rule)) else {
                continue;
            };
            let Some(raw) = unbounded(&charged.working) else { continue };
            let mut currencies: Vec<Currency> =
                [charge.at_least, charge.at_most].iter().flatten().map(|bound| bound.currency).collect();
            currencies.dedup();
            for currency in currencies {
                let value = case.convert(raw, case.law.currency(), currency);
                self.compared.push(Compared { measure, site: Site::Amount, value, currency });
            }
        }
    }
}

fn unbounded(working: &Working<'_>) -> Option<Decimal> {
    match working {
        Working::Expression { base, expression: DutyExpression::AdValorem(percent) } => {
            base.low.checked_mul(*percent)?.checked_div(Decimal::ONE_HUNDRED)
        }
        Working::RateLess { base, rate, .. } => base.low.checked_mul(*rate)?.checked_div(Decimal::ONE_HUNDRED),
        Working::Flat { amount, count } => amount.amount.checked_mul(*count),
        _ => None,
    }
}

fn nearness(view: &View<'_, '_, '_>, id: RuleId) -> Option<Nearness> {
    // Asked in full: a view's own answer leaves out what the consignment rules out before.
    let rule = view.case.law.rule(id)?;
    if view.holds(&rule.when) && !rule.unless.iter().any(|unless| view.holds(unless)) {
        return Some(Nearness::Holds);
    }
    let any_value = Conditions { value: Vec::new(), ..view.case.law.rule(id)?.when.clone() };
    if view.holds(&any_value) {
        return Some(Nearness::Limit);
    }
    let beside = but_one_key(&any_value).iter().any(|condition| view.holds(condition));
    beside.then_some(Nearness::Beside)
}

/// A condition without one of the keys that it asks, each in turn.
fn but_one_key(condition: &Conditions) -> Vec<Conditions> {
    let but = |asked: bool, clear: fn(&mut Conditions)| {
        asked.then(|| {
            let mut rest = condition.clone();
            clear(&mut rest);
            rest
        })
    };
    let all = [
        but(!condition.transaction.is_empty(), |rest| rest.transaction.clear()),
        but(!condition.carriage.is_empty(), |rest| rest.carriage.clear()),
        but(!condition.buyer.is_empty(), |rest| rest.buyer.clear()),
        but(condition.to.is_some(), |rest| rest.to = None),
        but(condition.weight.is_some(), |rest| rest.weight = None),
        but(!condition.election.is_empty(), |rest| rest.election.clear()),
        but(!condition.dataset.is_empty(), |rest| rest.dataset.clear()),
        but(condition.restricted.is_some(), |rest| rest.restricted = None),
        but(condition.dispatched_from.is_some(), |rest| rest.dispatched_from = None),
        but(condition.origin.is_some(), |rest| rest.origin = None),
        but(!condition.codes.is_empty(), |rest| rest.codes.clear()),
        but(!condition.claim.is_empty(), |rest| rest.claim.clear()),
        but(!condition.scheme.is_empty(), |rest| rest.scheme.clear()),
        but(!condition.facts.is_empty(), |rest| rest.facts.clear()),
        but(!condition.applies.is_empty() || condition.never, |rest| {
            rest.applies.clear();
            rest.never = false;
        }),
        but(!condition.free.is_empty(), |rest| rest.free.clear()),
        but(!condition.due.is_empty(), |rest| rest.due.clear()),
    ];
    all.into_iter().flatten().collect()
}

fn without(condition: &Conditions, test: usize) -> Conditions {
    let kept = condition.value.iter().enumerate().filter(|(at, _)| *at != test).map(|(_, test)| test.clone());
    Conditions { value: kept.collect(), ..condition.clone() }
}
