//! Claims: what nobody claimed and would have made the goods cheaper, and what was claimed and changes nothing.
//!
//! A preference is never given silently. Goods of an origin with an agreement are told which agreements there are; a claim
//! that no law here answers is told as such. Goods of other origins, and lines that claim nothing, cost one look-up.

use super::answer::ReliefOutcome;
use super::found::Found;
use crate::assess::reading::Context;
use crate::assess::{Scope, View};
use crate::law::{Law, RuleId};
use crate::tables::schema::{Effect, Measure};

/// Agreements and preferences that would lift or lower a charge of the answer, if they were claimed.
pub(super) fn missed<'t>(found: &Found<'_, 't>) -> Vec<ReliefOutcome<'t>> {
    let law = found.case.law;
    let mut everything = None;
    let mut missed: Vec<ReliefOutcome<'t>> = Vec::new();
    for (position, item) in found.declared.items.iter().enumerate() {
        let claims = &law.inner().claims;
        let start = claims.partition_point(|(origin, _)| *origin < item.origin);
        let here = claims.iter().skip(start).take_while(|(origin, _)| *origin == item.origin);
        for id in here.map(|(_, id)| *id) {
            let Some(measure) = law.measure(id) else { continue };
            let open = measure.when.claim.first().filter(|_| !is_claimed(found, position, measure));
            let Some(claim) = open.map(String::as_str) else { continue };
            if !lowers(found, position, measure) {
                continue;
            }
            let everything = everything.get_or_insert_with(|| Scope::everything(found.case));
            if !applies(found, everything, position, id, claim) {
                continue;
            }
            match missed.iter_mut().find(|known| known.measure.id == measure.id) {
                Some(known) => known.items.push(position),
                None => missed.push(ReliefOutcome {
                    measure,
                    granted: false,
                    over_by: None,
                    claim: Some(claim),
                    items: vec![position],
                }),
            }
        }
    }
    missed
}

/// Whether a line of the item claims it already.
fn is_claimed(found: &Found<'_, '_>, item: usize, measure: &Measure) -> bool {
    let lines = found.declared.items.get(item).into_iter().flat_map(|item| &item.lines);
    let mut lines = lines.filter_map(|line| found.case.consignment.lines.get(*line));
    lines.any(|line| line.claims.iter().any(|claim| measure.when.claim.contains(claim)))
}

/// Whether something is charged on the item that the measure would lift or stand in for.
fn lowers(found: &Found<'_, '_>, item: usize, measure: &Measure) -> bool {
    let named = match &measure.effect {
        Effect::Relief(relief) => &relief.lifts_measures,
        _ => &measure.instead_of,
    };
    let charged = found.assessment.charges.iter().map(|assigned| &assigned.charged);
    let mut charged = charged.filter(|charged| charged.item == Some(item) && !charged.amount.is_zero());
    charged.any(|charged| found.case.law.measure(charged.rule).is_some_and(|charge| named.contains(&charge.id)))
}

fn applies<'t>(found: &Found<'_, 't>, everything: &Scope, position: usize, id: RuleId, claim: &'t str) -> bool {
    asked(found, everything, position, claim, |view| view.applies(id))
}

/// Asks an item as if `claim` were claimed for it.
fn asked<'t>(
    found: &Found<'_, 't>,
    everything: &Scope,
    position: usize,
    claim: &'t str,
    ask: impl FnOnce(&View<'_, '_, 't>) -> bool,
) -> bool {
    let (Some(item), Some(spread)) = (found.declared.items.get(position), found.spreads.get(position)) else {
        return false;
    };
    let whole = found.declared.whole();
    let context = Context { case: found.case, whole: &whole, scope: everything, item, position };
    let mut view = View::new(context, spread.cheapest.clone());
    view.claiming = Some(claim);
    ask(&view)
}

/// Claims that no charge and no relief of the law answers for the goods: line and claim.
pub(super) fn void<'q>(found: &Found<'q, '_>) -> Vec<(usize, &'q str)> {
    let mut void = Vec::new();
    let mut everything = None;
    for (position, item) in found.declared.items.iter().enumerate() {
        for line in &item.lines {
            let claims = found.case.consignment.lines.get(*line).into_iter().flat_map(|line| &line.claims);
            for claim in claims {
                let everything = everything.get_or_insert_with(|| Scope::everything(found.case));
                if !is_answered(found, everything, position, claim) {
                    void.push((*line, claim.as_str()));
                }
            }
        }
    }
    void
}

fn is_answered(found: &Found<'_, '_>, everything: &Scope, position: usize, claim: &str) -> bool {
    let law = found.case.law;
    let inner = law.inner();
    let mut answering = inner.charges.iter().chain(&inner.reliefs).filter(|id| names(law, **id, claim)).peekable();
    if answering.peek().is_none() {
        return false;
    }
    let holds = |view: &View<'_, '_, '_>| {
        answering.any(|id| {
            let Some(rule) = law.rule(*id) else { return false };
            let wanted = |claims: &[String]| claims.iter().any(|wanted| wanted == claim);
            let when = view.holds(&rule.when);
            when && ((wanted(&rule.when.claim) && !rule.unless.iter().any(|unless| view.holds(unless)))
                || rule.unless.iter().any(|unless| wanted(&unless.claim) && view.holds(unless)))
        })
    };
    asked(found, everything, position, "", holds)
}

/// Whether a rule asks for a claim, or is kept away by it.
fn names(law: &Law<'_>, id: RuleId, claim: &str) -> bool {
    let conditions = law.rule(id).into_iter().flat_map(|rule| core::iter::once(&rule.when).chain(&rule.unless));
    conditions.flat_map(|condition| &condition.claim).any(|wanted| wanted == claim)
}
