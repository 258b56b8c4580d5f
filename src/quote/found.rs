//! The answer put together from what the stages found.

use rust_decimal::Decimal;

use super::answer::{Charge, GoodsItem, Line, LineStatus, Quote, RateUsed, ReliefOutcome, Warning};
use super::assessment::{Assessment, Assigned, sum};
use super::declared::Declared;
use super::{announced, choice, claim, due, open};
use crate::Currency;
use crate::arithmetic::total;
use crate::assess::reading::Spread;
use crate::assess::relief::Outcome;
use crate::assess::restriction::{self, Verdict};
use crate::assess::{Case, Range, Working};
use crate::error::Problem;
use crate::law::Match;
use crate::order;
use crate::tables::schema::{Effect, FeeClass, Grade, Measure};

/// Everything the stages found.
pub(super) struct Found<'q, 't> {
    pub(super) case: &'q Case<'q, 't>,
    pub(super) declared: &'q Declared<'t>,
    pub(super) spreads: Vec<Spread<'t>>,
    pub(super) assessment: Assessment<'t>,
}

/// Lines that can be priced: readable, and not certainly prohibited.
pub(super) fn lines_to_price(case: &Case<'_, '_>, verdicts: &[Verdict<'_>]) -> Vec<usize> {
    let lines = case.consignment.lines.iter().enumerate();
    lines
        .filter(|(position, line)| line.unreadable.is_none() && !is_prohibited(verdicts, *position))
        .map(|(position, _)| position)
        .collect()
}

fn is_prohibited(verdicts: &[Verdict<'_>], line: usize) -> bool {
    restriction::on_line(verdicts, line).iter().any(Verdict::blocks)
}

pub(super) fn quote<'t>(found: &Found<'_, 't>) -> Quote<'t> {
    let case = found.case;
    let law = case.law;
    let assessed = |amount| case.assessed(amount);
    let (statutory, carrier): (Vec<_>, Vec<_>) =
        found.assessment.charges.iter().partition(|assigned| !is_carriers(case, assigned));
    let totals = found.declared.whole().totals;
    let rounding = law.tables().place(law.place()).map(|place| place.rounding);
    let rounded = |amount: Decimal| {
        // Prices converted from another currency are shown to the minor unit; law's own amounts are rounded already.
        rounding.map_or(amount, |_| crate::Rounding::minor_unit(law.currency()).apply(amount))
    };
    let prices = [totals.goods, totals.freight, totals.insurance].into_iter().map(|price| rounded(assessed(price)));
    let prices = total(prices);
    // Of the parts as they are shown, so that whoever adds them up finds the same.
    let landed_cost = Range::exactly(prices) + sum(statutory.iter().copied());
    let charges = |assigned: Vec<&Assigned<'t>>| {
        let mut charges: Vec<Charge<'t>> = assigned.into_iter().filter_map(|one| charge(case, one)).collect();
        // By kind, then goods, then the tariff before what is put on top of it.
        let on_top = |charge: &Charge<'_>| {
            !matches!(charge.working, Working::Schedule { .. } | Working::Reduced { .. } | Working::NoRate { .. })
        };
        order::sort_by_key(&mut charges, |charge| (charge.rule.kind, charge.item, on_top(charge)));
        charges
    };
    let owed = charges(statutory);
    Quote {
        place: law.place(),
        on: law.day(),
        currency: law.currency(),
        edition: &law.tables().edition,
        digest: &law.tables().digest,
        dataset: &found.declared.route.dataset,
        goods: rounded(assessed(totals.goods)),
        freight: rounded(assessed(totals.freight)),
        insurance: rounded(assessed(totals.insurance)),
        landed_cost,
        sums: due::Sums::of(&owed),
        payable: due::payable(&owed),
        lines: lines(found),
        items: items(found),
        reliefs: reliefs(found),
        warnings: warnings(found),
        restrictions_held: law.inner().restrictions_held,
        assumptions: open::assumptions(found),
        needs: open::needs(found),
        gaps: open::gaps(found),
        typical_duty: open::typical_duty(found),
        problems: problems(case),
        rates: rates(case),
        valid_until: [found.assessment.valid_until, found.declared.verdicts_until].into_iter().flatten().min(),
        watch: announced::of(case),
        charges: owed,
        carrier_fees: charges(carrier),
        scheduled: charges(found.assessment.scheduled.iter().collect()),
    }
}

fn is_carriers(case: &Case<'_, '_>, assigned: &Assigned<'_>) -> bool {
    case.law.charge(assigned.charged.rule).is_some_and(|charge| charge.class == FeeClass::Carrier)
}

fn charge<'t>(case: &Case<'_, 't>, assigned: &Assigned<'t>) -> Option<Charge<'t>> {
    let measure = case.law.measure(assigned.charged.rule)?;
    let Effect::Charge(rule) = &measure.effect else { return None };
    let because: Vec<&Measure> = assigned.because.iter().filter_map(|id| case.law.measure(*id)).collect();
    // Who collects says nothing of how much: a doubt about it is no doubt about the amount.
    let of_amount = because.iter().filter(|measure| !matches!(measure.effect, Effect::Collection(_)));
    let grades =
        of_amount.map(|measure| measure.grade).chain([measure.grade, working_grade(&assigned.charged.working)]);
    Some(Charge {
        measure,
        rule,
        item: assigned.charged.item,
        amount: assigned.charged.amount,
        by: assigned.by.clone(),
        grade: grades.max().unwrap_or(Grade::Unverified),
        because,
        working: assigned.charged.working.clone(),
    })
}

fn working_grade(working: &Working<'_>) -> Grade {
    match working {
        Working::Schedule { schedule, cell, .. } | Working::Reduced { schedule, cell, .. } => {
            cell.grade.unwrap_or(schedule.grade)
        }
        Working::NoRate { .. } => Grade::Unverified,
        _ => Grade::Official,
    }
}

fn lines(found: &Found<'_, '_>) -> Vec<Line> {
    let cart = found.case.consignment.lines.iter().enumerate();
    let items = found.declared.item_of_lines(found.case);
    cart.zip(items)
        .map(|((position, line), item)| {
            let status = if is_prohibited(&found.declared.verdicts, position) {
                LineStatus::Prohibited
            } else if line.unreadable.is_some() || line.code.is_err() {
                LineStatus::Flagged
            } else {
                LineStatus::Priced
            };
            Line { status, item }
        })
        .collect()
}

fn items<'t>(found: &Found<'_, 't>) -> Vec<GoodsItem<'t>> {
    let minor = crate::Rounding::minor_unit(found.case.law.currency());
    let items = found.declared.items.iter().zip(&found.spreads);
    items
        .map(|(item, spread)| GoodsItem {
            lines: item.lines.clone(),
            code: item.code,
            origin: item.origin,
            intrinsic: minor.apply(found.case.assessed(item.goods)),
            customs: minor.apply(item.customs),
            candidates: spread.candidates,
            choice: item.code.and_then(|code| choice::of(found.case.law, code, spread)),
        })
        .collect()
}

/// One outcome per relief: granted to some goods and missed by others stays two.
fn reliefs<'t>(found: &Found<'_, 't>) -> Vec<ReliefOutcome<'t>> {
    let mut told: Vec<(Outcome, Vec<usize>)> = Vec::new();
    for outcome in &found.assessment.reliefs {
        let same = |known: &Outcome| {
            (known.rule, known.granted, known.over_by) == (outcome.rule, outcome.granted, outcome.over_by)
        };
        match told.iter_mut().find(|(known, _)| same(known)) {
            Some((_, items)) => items.push(outcome.item),
            None => told.push((*outcome, vec![outcome.item])),
        }
    }
    let tell = |(outcome, items): (Outcome, Vec<usize>)| {
        let measure = found.case.law.measure(outcome.rule)?;
        let over_by = outcome.over_by.map(|over| {
            let over = over.up_to_minor_unit();
            crate::Money { amount: over.amount.max(over.currency.minor_unit()), ..over }
        });
        Some(ReliefOutcome { measure, granted: outcome.granted, over_by, claim: None, items })
    };
    told.into_iter().filter_map(tell).chain(claim::missed(found)).collect()
}

fn warnings<'t>(found: &Found<'_, 't>) -> Vec<Warning<'t>> {
    let tell = |verdict: &Verdict<'t>| Warning {
        restriction: verdict.restriction,
        line: verdict.line,
        by_code: verdict.matched != Match::Words,
        asks: verdict.asks(),
    };
    found.declared.verdicts.iter().map(tell).collect()
}

fn problems(case: &Case<'_, '_>) -> Vec<Problem> {
    let mut problems = super::names::unknown(case);
    problems.extend(super::contradictions::found(case));
    for (position, line) in case.consignment.lines.iter().enumerate() {
        let path = |field: &str| format!("lines[{position}]{field}");
        if let Some(message) = &line.unreadable {
            let help = "the line is left out of all sums until its figures can be read";
            problems.push(Problem::new(path(""), "unreadable-line", message.clone(), help));
        }
        if let Err(error) = &line.code {
            let help = "correct the code or leave it out; until then duty on this line stays open";
            problems.push(Problem::new(path(".code"), "unreadable-code", error.to_string(), help));
        }
    }
    problems
}

fn rates<'t>(case: &Case<'_, 't>) -> Vec<RateUsed<'t>> {
    let from = case.consignment.currency;
    let law = case.law.inner();
    let bundled: &'t crate::tables::schema::RateSet = &case.law.tables().world.rates;
    let mut wanted: Vec<Currency> = core::iter::once(law.currency).chain(law.currencies.iter().copied()).collect();
    order::sort(&mut wanted);
    wanted.dedup();
    let used = wanted.into_iter().filter(|to| *to != from).filter_map(|to| {
        let rate = case.exchange.rate(from, to)?.round_dp(8).normalize();
        let handed_in = case.exchange.is_handed_in(from, to);
        let on = handed_in.map_or(bundled.on, |given| given.on);
        let source = match handed_in {
            Some(given) => given.source.clone().unwrap_or_else(|| "handed in".to_owned()).into(),
            None => bundled.source.as_str().into(),
        };
        Some(RateUsed { from, to, rate, on, source })
    });
    used.collect()
}
