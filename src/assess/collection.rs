//! Who owes a charge, who collects it and when.

use super::route::scheme;
use super::{Charged, View};
use crate::law::RuleId;
use crate::tables::schema::{Carriage, ChargeKind, Collection, Collector, Effect, FeeClass, Moment, Party};

/// Who owes, collects and when, and the rule that says so.
pub(crate) fn of(views: &[View<'_, '_, '_>], charged: &Charged<'_>) -> (Collector, Option<RuleId>) {
    let Some(first) = views.first() else { return (at_delivery(Carriage::Express), None) };
    let case = first.case;
    let Some(charge) = case.law.charge(charged.rule) else { return (at_delivery(case.consignment.carriage), None) };
    if let Some(id) = charged.scheme
        && let Some(by) = scheme(case, id).filter(|scheme| scheme.collects.contains(&charge.kind)).map(|s| &s.by)
    {
        return (by_marketplace(by, case.consignment.seller.marketplace), Some(id));
    }
    if charge.class == FeeClass::Carrier {
        return (at_delivery(case.consignment.carriage), None);
    }
    let concerned = charged.item.map_or(views, |item| views.get(item..=item).unwrap_or_default());
    let applying = |id: RuleId| {
        let applies = concerned.iter().any(|view| view.applies(id));
        match &case.law.measure(id)?.effect {
            Effect::Collection(collection) if applies => Some((id, collection)),
            _ => None,
        }
    };
    let rules = || case.law.inner().collections.iter().copied().filter_map(applying);
    let id = case.law.measure(charged.rule).map(|measure| measure.id.as_str()).unwrap_or_default();
    let named = |collection: &Collection| collection.measures.iter().any(|measure| measure == id);
    let found = rules().find(|(_, collection)| named(collection));
    let found = found.or_else(|| rules().find(|(_, collection)| collection.charges.contains(&charge.kind)));
    match found {
        Some((rule, collection)) => (collection.by.clone(), Some(rule)),
        None => (at_delivery(case.consignment.carriage), None),
    }
}

/// A deemed supplier collects in the seller's place.
fn by_marketplace(by: &Collector, marketplace: bool) -> Collector {
    let stands_in = |party: Party| if marketplace && party == Party::Seller { Party::Marketplace } else { party };
    Collector { debtor: stands_in(by.debtor), collector: stands_in(by.collector), moment: by.moment }
}

/// Without a rule, whoever hands over the parcel collects from whoever takes it.
fn at_delivery(carriage: Carriage) -> Collector {
    let collector = if carriage == Carriage::Post { Party::Post } else { Party::Carrier };
    Collector { debtor: Party::Buyer, collector, moment: Moment::Delivery }
}

/// Charges of which something is due at the border, not collected by a seller.
pub(crate) fn at_border<'t>(views: &[View<'_, '_, 't>], charges: &[Charged<'t>]) -> Vec<Charged<'t>> {
    let due = |charged: &&Charged<'t>| !charged.amount.is_zero() && of(views, charged).0.moment != Moment::Checkout;
    charges.iter().filter(due).cloned().collect()
}

/// Their kinds.
pub(crate) fn kinds(views: &[View<'_, '_, '_>], charges: &[Charged<'_>]) -> [bool; 5] {
    let mut due = [false; 5];
    for charged in charges {
        let kind = views.first().and_then(|view| view.case.law.charge(charged.rule)).map(|charge| charge.kind);
        if let Some(slot) = kind.map(ChargeKind::index).and_then(|index| due.get_mut(index)) {
            *slot = true;
        }
    }
    due
}
