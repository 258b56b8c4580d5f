//! Levies and fees on the consignment: for a service of an authority or a carrier, or simply for crossing the border.

use rust_decimal::Decimal;

use super::{Charged, Range, View, Working, charge, count};
use crate::Currency;
use crate::arithmetic::{Arithmetic, total};
use crate::duty::expression::{DutyUnit, Measured};
use crate::law::RuleId;
use crate::tables::schema::{Amount, ChargeKind, ChargeRule, Part, Per};

/// Assesses the charges of a kind that fall on the consignment, not on single goods: levies before tax, fees after it.
/// `before` are the charges due at the border so far, on which a fee may be a share.
pub(crate) fn assess<'t>(views: &[View<'_, '_, 't>], kind: ChargeKind, before: &[Charged<'t>]) -> Vec<Charged<'t>> {
    let Some(first) = views.first() else { return Vec::new() };
    let law = first.case.law;
    let mut charges = Vec::new();
    for id in first.scope.charges(kind) {
        let Some(charge) = law.charge(*id) else { continue };
        let flat_per_consignment = matches!(charge.amount, Amount::Flat { per: Per::Consignment, .. });
        if kind == ChargeKind::Levy && !flat_per_consignment {
            continue;
        }
        let touched: Vec<&View<'_, '_, 't>> = views
            .iter()
            .filter(|view| view.applies(*id) && !view.lifted.contains(id) && !view.left(kind).is_zero())
            .collect();
        if !touched.is_empty() {
            charges.extend(charged(&touched, *id, charge, before));
        }
    }
    charges
}

fn charged<'t>(
    touched: &[&View<'_, '_, 't>],
    id: RuleId,
    charge: &'t ChargeRule,
    before: &[Charged<'t>],
) -> Option<Charged<'t>> {
    let case = touched.first()?.case;
    let base = base(touched, charge, before);
    let (amount, needs, working) = match &charge.amount {
        Amount::Flat { amount, per } => {
            let count = match per {
                Per::Consignment => Decimal::ONE,
                _ => total(touched.iter().map(|view| count(view.item, *per))),
            };
            (charge::flat(case, *amount, count), Vec::new(), Working::Flat { amount: *amount, count })
        }
        Amount::Expression(expression) => {
            let at = |value| expression.evaluate(&Weighed { touched, value }, case.law.day());
            let (amount, needs) = charge::over(expression, base, &at);
            (amount, needs, Working::Expression { base, expression })
        }
        Amount::GrossUp { rate } => {
            (base.map(|base| charge::gross_up(base, *rate)), Vec::new(), Working::GrossUp { base, rate: rate.0 })
        }
        Amount::RateLess { rate, less } => {
            let amount = base.map(|base| charge::rate_less(case, base, *rate, *less));
            (amount, Vec::new(), Working::RateLess { base, rate: rate.0, less: *less })
        }
        // The checker refuses fees by tariff schedule or as a top-up.
        Amount::Schedule { .. } | Amount::TopUp { .. } => return None,
    };
    Some(Charged {
        rule: id,
        item: None,
        scheme: None,
        amount: charge::finish(case, charge, amount, Decimal::ONE),
        needs,
        working,
    })
}

fn base(touched: &[&View<'_, '_, '_>], charge: &ChargeRule, before: &[Charged<'_>]) -> Range {
    let customs = [Part::Customs];
    let parts: &[Part] = if charge.base.is_empty() { &customs } else { &charge.base };
    let mut base = Range::ZERO;
    for part in parts {
        match part {
            Part::Goods | Part::Freight | Part::Insurance | Part::Customs => {
                touched.iter().for_each(|view| base += view.part(part));
            }
            _ => before
                .iter()
                .filter(|charged| touched.first().is_some_and(|view| is_part(view, charged, part)))
                .for_each(|charged| base += charged.amount),
        }
    }
    charge.round_base.map_or(base, |round| base.map(|base| round.apply(base)))
}

fn is_part(view: &View<'_, '_, '_>, charged: &Charged<'_>, part: &Part) -> bool {
    let law = view.case.law;
    let kind = law.charge(charged.rule).map(|charge| charge.kind);
    match part {
        Part::Duty => kind == Some(ChargeKind::Duty),
        Part::Excise => kind == Some(ChargeKind::Excise),
        Part::Levy => kind == Some(ChargeKind::Levy),
        Part::Tax => kind == Some(ChargeKind::Tax),
        Part::Charge(id) => law.measure(charged.rule).is_some_and(|measure| measure.id == *id),
        Part::Goods | Part::Freight | Part::Insurance | Part::Customs => false,
    }
}

/// Several items as one expression measures them: per kilogram of the parcel.
struct Weighed<'w, 'v, 'q, 't> {
    touched: &'w [&'w View<'v, 'q, 't>],
    value: Decimal,
}

impl Measured for Weighed<'_, '_, '_, '_> {
    fn customs_value(&self) -> Decimal {
        self.value
    }

    fn quantity(&self, unit: &DutyUnit) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        for view in self.touched {
            let currency = view.case.law.currency();
            total = total.plus(charge::Goods { view, currency, value: self.value }.quantity(unit)?);
        }
        Some(total)
    }

    fn component(&self, _: &str) -> Option<Decimal> {
        None
    }

    fn convert(&self, amount: Decimal, from: Currency) -> Option<Decimal> {
        let case = self.touched.first()?.case;
        case.exchange.convert(amount, from, case.law.currency())
    }
}
