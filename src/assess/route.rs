//! Who collects, and which declaration: collection schemes first, because a claim under one may need another declaration.

use super::reading::{Context, Unknown};
use super::{Case, Item, Scope, View, Whole};
use crate::NotCovered;
use crate::law::RuleId;
use crate::tables::schema::{Effect, Per, Route, Scheme};

/// A scheme taken as in use although the seller declared nothing.
pub(crate) struct Presumed {
    pub(crate) rule: RuleId,
    pub(crate) used: bool,
}

/// Puts each item under the scheme its seller collects in, if any.
pub(crate) fn schemes(
    case: &Case<'_, '_>,
    whole: &Whole<'_>,
    scope: &Scope,
    items: &mut [Item],
    unknowns: &mut Vec<Unknown>,
) -> Vec<Presumed> {
    let mut presumed = Vec::new();
    for id in &case.law.inner().schemes {
        let Some(scheme) = scheme(case, *id) else { continue };
        let open: Vec<bool> = items
            .iter()
            .enumerate()
            .map(|(position, item)| {
                let view = View::early(Context { case, whole, scope, item, position });
                let applies = view.applies(*id);
                view.tell_open(unknowns);
                applies
            })
            .collect();
        let whole_only = scheme.per == Per::Consignment;
        if !open.contains(&true) || (whole_only && open.contains(&false)) {
            continue;
        }
        let used = registered(case, scheme).unwrap_or_else(|| {
            presumed.push(Presumed { rule: *id, used: scheme.presumed });
            scheme.presumed
        });
        if used {
            for (item, _) in items.iter_mut().zip(&open).filter(|(item, open)| **open && item.scheme.is_none()) {
                item.scheme = Some(*id);
            }
        }
    }
    presumed
}

pub(crate) fn scheme<'t>(case: &Case<'_, 't>, id: RuleId) -> Option<&'t Scheme> {
    match &case.law.measure(id)?.effect {
        Effect::Scheme(scheme) => Some(scheme),
        _ => None,
    }
}

/// Whether the seller collects under a scheme; `None` when nothing is declared.
fn registered(case: &Case<'_, '_>, scheme: &Scheme) -> Option<bool> {
    let seller = &case.consignment.seller;
    if seller.marketplace && scheme.deemed_marketplace {
        return Some(true);
    }
    seller.registrations.as_ref().map(|held| held.contains(&scheme.registration))
}

/// The declaration that the law asks for, or the one the caller chose where the law allows it.
///
/// # Errors
/// [`NotCovered::Gap`] when no route rule applies.
pub(crate) fn choose<'t>(
    case: &Case<'_, 't>,
    whole: &Whole<'_>,
    scope: &Scope,
    items: &[Item],
    open: &mut Vec<Unknown>,
) -> Result<(RuleId, &'t Route), NotCovered> {
    let view = |(position, item)| View::early(Context { case, whole, scope, item, position });
    let views: Vec<View<'_, '_, '_>> = items.iter().enumerate().map(view).collect();
    let route = |id: RuleId| match &case.law.measure(id)?.effect {
        Effect::Route(route) => Some((id, route)),
        _ => None,
    };
    let routes = || case.law.inner().routes.iter().copied().filter_map(route);
    let chosen = case.consignment.dataset.as_ref().and_then(|wanted| {
        routes().find(|(id, route)| {
            route.dataset.eq_ignore_ascii_case(wanted) && views.iter().all(|view| view.conditions_hold(*id))
        })
    });
    let by_law = || routes().find(|(id, _)| views.iter().all(|view| view.applies(*id)));
    // Where items would take different declarations, the one that stands in for no other serves all of them.
    let is_basis = |id: RuleId| case.law.measure(id).is_some_and(|measure| measure.instead_of.is_empty());
    let basis = || routes().find(|(id, _)| is_basis(*id) && views.iter().any(|view| view.applies(*id)));
    let found = chosen.or_else(by_law).or_else(basis);
    for view in &views {
        view.tell_open(open);
    }
    found.ok_or(NotCovered::Gap { place: case.law.place(), what: "how the consignment is declared" })
}
