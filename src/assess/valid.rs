//! Until when a quote holds: the next day on which a rule it used, or one that will apply instead, changes.

use super::{Charged, View, Working};
use crate::Date;
use crate::law::{Membership, RuleId};
use crate::tables::schema::ChargeKind;

/// The first day on which the answer may be another; `None` where nothing enacted changes it.
pub(crate) fn until(views: &[View<'_, '_, '_>], charges: &[Charged<'_>], used: &[RuleId]) -> Option<Date> {
    let law = views.first()?.case.law;
    let ending = used.iter().chain(charges.iter().map(|charged| &charged.rule));
    let ends = ending.filter_map(|id| law.measure(*id)?.validity.until);
    let rates = charges.iter().flat_map(|charged| match &charged.working {
        Working::Schedule { cell, .. } | Working::Reduced { cell, .. } => {
            [cell.validity.until, cell.rate.next_season(law.day())]
        }
        Working::Expression { expression, .. } => [None, expression.next_season(law.day())],
        _ => [None, None],
    });
    ends.chain(rates.flatten())
        .chain(beginning(views))
        .chain(rates_ahead(views))
        .chain(lists_ahead(views))
        .filter(|day| *day > law.day())
        .min()
}

/// Days on which a rule begins that would apply to some of the goods.
fn beginning<'a>(views: &'a [View<'_, '_, '_>]) -> impl Iterator<Item = Date> + 'a {
    let first = views.first();
    first.into_iter().flat_map(|first| &first.scope.ahead).filter_map(move |id| {
        let from = first?.case.law.rule(*id)?.upcoming?;
        views.iter().any(|view| view.when_and_unless(*id)).then_some(from)
    })
}

/// Days on which a tariff in use has another rate for some of the goods.
fn rates_ahead<'a>(views: &'a [View<'_, '_, '_>]) -> impl Iterator<Item = Date> + 'a {
    views.iter().filter_map(|view| {
        let law = view.case.law;
        let code = view.code()?;
        let rules = view.scope.charges(ChargeKind::Duty).iter().filter(|id| view.applies(**id));
        let columns = rules.filter_map(|id| law.tariff(*id)).flat_map(|tariff| tariff.columns());
        let days = columns.filter_map(|column| column.next_change(code, law.day()));
        days.min()
    })
}

/// Days on which some of the goods enter or leave a list that the law names: the first for each item.
fn lists_ahead<'a>(views: &'a [View<'_, '_, '_>]) -> impl Iterator<Item = Date> + 'a {
    views.iter().filter_map(|view| {
        let (sets, days) = &view.case.law.inner().list_changes;
        if days.is_empty() {
            return None;
        }
        let memberships = sets.memberships(view.code()?);
        let touched = days.iter().zip(0..).find(|(_, set)| memberships.of(*set) != Membership::Outside);
        touched.map(|(day, _)| *day)
    })
}
