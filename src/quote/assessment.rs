//! One pass through the charging stages, under one reading of every item.

use rust_decimal::Decimal;

use crate::Date;
use crate::NotCovered;
use crate::assess::relief::{self, AfterCharges, Outcome};
use crate::assess::{Case, Charged, Range, View, charge, collection, fee, tax, valid};
use crate::law::RuleId;
use crate::order;
use crate::tables::schema::{ChargeKind, Collector};

/// A charge with who owes and collects it, and the further rules that stand behind it.
pub(super) struct Assigned<'t> {
    pub(super) charged: Charged<'t>,
    pub(super) by: Collector,
    /// Rules for its base and collection.
    pub(super) because: Vec<RuleId>,
}

/// What a pass found.
pub(super) struct Assessment<'t> {
    /// Owed, or typically asked by a carrier.
    pub(super) charges: Vec<Assigned<'t>>,
    /// Adopted law whose start is not confirmed.
    pub(super) scheduled: Vec<Assigned<'t>>,
    pub(super) reliefs: Vec<Outcome>,
    pub(super) valid_until: Option<Date>,
    /// Facts taken for granted: item, fact, and what was taken.
    pub(super) presumed: Vec<(usize, u16, bool)>,
    /// Items each piece of which was taken for one of a unit, with the unit.
    pub(super) counted: Vec<(usize, &'t str)>,
}

/// The charging stages, done: items as conditions see them at the end, and what was put on them.
pub(super) struct Pass<'v, 'q, 't> {
    pub(super) views: Vec<View<'v, 'q, 't>>,
    pub(super) charges: Vec<Charged<'t>>,
    shown: Vec<Charged<'t>>,
    pub(super) reliefs: Vec<Outcome>,
}

impl<'v, 'q, 't> Pass<'v, 'q, 't> {
    /// Takes all items through the stages, each assessed on its own under its reading before.
    pub(super) fn new(case: &'v Case<'q, 't>, mut views: Vec<View<'v, 'q, 't>>) -> Result<Self, NotCovered> {
        let sunk = relief::sink(&mut views);
        let shared = charge::share_bounds(&mut views);
        for view in &mut views {
            let rules = &view.scope.on_goods;
            match shared {
                _ if sunk => {
                    view.charges.clear();
                    charge::on_item(view, rules);
                }
                Some(first) => charge::on_item_again(view, rules, first),
                None => {}
            }
            tax::check(view)?;
        }
        let mut reliefs: Vec<Outcome> = views.iter_mut().flat_map(|view| view.outcomes.drain(..)).collect();
        let mut goods: Vec<Charged<'t>> = views.iter_mut().flat_map(|view| view.charges.drain(..)).collect();
        let levies = fee::assess(&views, ChargeKind::Levy, &goods);
        goods.extend(levies);
        let (mut goods, mut shown) = in_force(case, goods);
        let untaxed =
            AfterCharges { charges: &mut goods, after: ChargeKind::Levy, decided: None }.decide(&views, &mut reliefs);
        for view in views.iter_mut().filter(|view| untaxed.iter().any(|id| view.applies(*id))) {
            view.lift(ChargeKind::Tax);
        }
        return_to_items(&mut views, &goods);

        let (taxes, shown_taxes) = in_force(case, tax::assess(&views, &of_consignment(&goods)));
        let mut charges = goods;
        charges.extend(taxes);
        AfterCharges { charges: &mut charges, after: ChargeKind::Tax, decided: None }.decide(&views, &mut reliefs);
        tax::round_totals(case, &mut charges);
        let at_border = collection::at_border(&views, &charges);
        let due = collection::kinds(&views, &at_border);
        for view in &mut views {
            view.due = due;
        }
        let (fees, shown_fees) = in_force(case, fee::assess(&views, ChargeKind::Fee, &at_border));
        charges.extend(fees);
        shown.extend(shown_taxes.into_iter().chain(shown_fees));
        Ok(Self { views, charges, shown, reliefs })
    }
}

impl<'t> Assessment<'t> {
    /// Assesses the consignment from its items, each assessed on its own under its reading before.
    pub(super) fn new<'v, 'q>(case: &'v Case<'q, 't>, views: Vec<View<'v, 'q, 't>>) -> Result<Self, NotCovered> {
        let Pass { views, charges, shown, reliefs } = Pass::new(case, views)?;
        let used = used_rules(&views, &reliefs);
        // Before law ahead is asked: what is presumed for it decides nothing of this answer.
        let presumed = presumed(&views);
        let counted = views.iter().filter_map(|view| Some((view.position, view.counted.get()?))).collect();
        let valid_until = valid::until(&views, &charges, &used);
        let assign = |charged| assign(&views, charged);
        Ok(Self {
            charges: charges.into_iter().map(assign).collect(),
            scheduled: shown.into_iter().map(assign).collect(),
            reliefs,
            valid_until,
            presumed,
            counted,
        })
    }

    /// Joins the cheapest pass with the dearest: each charge gets the one's low end and the other's high end.
    pub(super) fn up_to(mut self, dearest: Self) -> Self {
        join(&mut self.charges, dearest.charges);
        join(&mut self.scheduled, dearest.scheduled);
        // Granted only when it is granted in both readings.
        let also =
            |known: &Outcome| dearest.reliefs.iter().any(|other| (other.rule, other.item) == (known.rule, known.item));
        self.reliefs.retain(|known| !known.granted || also(known));
        for outcome in dearest.reliefs {
            let known = self.reliefs.iter_mut().find(|known| (known.rule, known.item) == (outcome.rule, outcome.item));
            match known {
                Some(known) if known.granted && !outcome.granted => *known = outcome,
                Some(_) => {}
                None if !outcome.granted => self.reliefs.push(outcome),
                None => {}
            }
        }
        for taken in dearest.presumed {
            if !self.presumed.contains(&taken) {
                self.presumed.push(taken);
            }
        }
        for counted in dearest.counted {
            if !self.counted.contains(&counted) {
                self.counted.push(counted);
            }
        }
        self.valid_until = [self.valid_until, dearest.valid_until].into_iter().flatten().min();
        self
    }
}

fn presumed(views: &[View<'_, '_, '_>]) -> Vec<(usize, u16, bool)> {
    let of_view = |view: &View<'_, '_, '_>| {
        let taken = view.presumed.borrow();
        taken.iter().map(|(fact, taken)| (view.position, *fact, *taken)).collect::<Vec<_>>()
    };
    views.iter().flat_map(of_view).collect()
}

fn join<'t>(cheapest: &mut Vec<Assigned<'t>>, dearest: Vec<Assigned<'t>>) {
    let key = |assigned: &Assigned<'_>| (assigned.charged.rule, assigned.charged.item, assigned.charged.scheme);
    let alike = |one: &Assigned<'_>, other: &Assigned<'_>| key(one) == key(other);
    let met = order::pair(cheapest, dearest, alike, |known, dearest| {
        let (known, dearest) = (&mut known.charged, dearest.charged);
        known.amount.high = dearest.amount.high;
        let new = dearest.needs.into_iter().filter(|need| !known.needs.contains(need)).collect::<Vec<_>>();
        known.needs.extend(new);
        // The dearest working explains more: it is where a rate was missing, if anywhere.
        known.working = dearest.working;
    });
    let (held, new) = cheapest.split_at_mut(met.len());
    for assigned in new {
        assigned.charged.amount.low = Decimal::ZERO;
    }
    for (assigned, _) in held.iter_mut().zip(met).filter(|(_, met)| !met) {
        assigned.charged.amount.high = Some(Decimal::ZERO);
    }
}

/// Splits off charges of measures that are shown beside the total.
fn in_force<'t>(case: &Case<'_, 't>, charges: Vec<Charged<'t>>) -> (Vec<Charged<'t>>, Vec<Charged<'t>>) {
    charges.into_iter().partition(|charged| case.law.rule(charged.rule).is_some_and(|rule| !rule.shown_only))
}

/// Puts what remains after reliefs on amounts back on its items, where taxes look for their base.
fn return_to_items<'t>(views: &mut [View<'_, '_, 't>], charges: &[Charged<'t>]) {
    for charged in charges {
        if let Some(view) = charged.item.and_then(|item| views.get_mut(item)) {
            view.charges.push(charged.clone());
        }
    }
}

fn of_consignment<'t>(charges: &[Charged<'t>]) -> Vec<Charged<'t>> {
    charges.iter().filter(|charged| charged.item.is_none()).cloned().collect()
}

fn used_rules(views: &[View<'_, '_, '_>], reliefs: &[Outcome]) -> Vec<RuleId> {
    let of_items = views.iter().flat_map(|view| {
        let collections = view.case.law.inner().collections.iter().copied().filter(|id| view.applies(*id));
        let routes = view.case.law.inner().routes.iter().copied().filter(|id| view.applies(*id));
        [view.item.valuation, view.item.scheme, tax::base_rule(view)]
            .into_iter()
            .flatten()
            .chain(collections)
            .chain(routes)
    });
    let mut used: Vec<RuleId> = of_items.chain(reliefs.iter().filter(|r| r.granted).map(|r| r.rule)).collect();
    order::sort(&mut used);
    used.dedup();
    used
}

fn assign<'t>(views: &[View<'_, '_, 't>], charged: Charged<'t>) -> Assigned<'t> {
    let (by, collected) = collection::of(views, &charged);
    let together = |view: &&View<'_, '_, '_>| view.applies(charged.rule) && view.item.scheme == charged.scheme;
    let view = charged.item.map_or_else(|| views.iter().find(together), |item| views.get(item));
    let is_tax = view
        .and_then(|view| view.case.law.charge(charged.rule))
        .is_some_and(|charge| charge.kind == ChargeKind::Tax && charge.base.is_empty());
    let base = if is_tax { view.and_then(tax::base_rule) } else { view.and_then(|view| view.item.valuation) };
    let because = [base, collected].into_iter().flatten().collect();
    Assigned { charged, by, because }
}

/// The sum of what is owed by law.
pub(super) fn sum<'c, 't: 'c>(charges: impl Iterator<Item = &'c Assigned<'t>>) -> Range {
    charges.fold(Range::ZERO, |sum, assigned| sum + assigned.charged.amount)
}
