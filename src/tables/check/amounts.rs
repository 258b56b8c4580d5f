//! Amounts: only what the engine carries out, and never a figure that contradicts itself.

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::duty::expression::DutyExpression;
use crate::tables::schema::{
    Above, Amount, ChargeKind, ChargeRule, Effect, FeeClass, Measure, Part, Per, Relief, Test, Valuation,
};
use crate::{Money, Rounding};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "amount-carried-out",
        sentence: "a charge states its amount in a way that is carried out for its kind",
        scope: Scope::Measure(carried_out),
        severity: Severity::Error,
    },
    Linter {
        name: "relief-lifts",
        sentence: "a relief lifts something, under a limit that can be met",
        scope: Scope::Measure(relief_lifts),
        severity: Severity::Error,
    },
    Linter {
        name: "value-of-prices",
        sentence: "the value for duty is made of prices",
        scope: Scope::Measure(value_of_prices),
        severity: Severity::Error,
    },
    Linter {
        name: "bounds-agree",
        sentence: "bounds leave something between them, and rounding has a step",
        scope: Scope::Measure(bounds_agree),
        severity: Severity::Error,
    },
];

fn carried_out(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    let Effect::Charge(charge) = &measure.effect else { return Vec::new() };
    let checks = [flat_per(charge), by_kind(charge), base(charge), assessed(charge), carriers(charge)];
    checks.into_iter().flatten().map(|(wrong, remedy)| Complaint::new(&measure.id, wrong, remedy)).collect()
}

type Said = Option<(&'static str, &'static str)>;

fn flat_per(charge: &ChargeRule) -> Said {
    match (charge.kind, &charge.amount) {
        (ChargeKind::Duty | ChargeKind::Excise, Amount::Flat { per: Per::Consignment, .. }) => Some((
            "a duty or excise is assessed on goods, so an amount per consignment is never charged",
            "make it a `levy`, or state it per goods-item",
        )),
        (ChargeKind::Tax, Amount::Flat { per: Per::Line | Per::Unit, .. }) => {
            Some(("a flat tax is charged once, not per line or unit", "make it a `levy`"))
        }
        _ => None,
    }
}

fn by_kind(charge: &ChargeRule) -> Said {
    match (charge.kind, &charge.amount) {
        (ChargeKind::Tax | ChargeKind::Fee, Amount::Schedule { .. }) => {
            Some(("taxes and fees are not read from a tariff schedule", "state a `rate` or `flat`"))
        }
        (ChargeKind::Tax | ChargeKind::Fee, Amount::TopUp { .. }) => {
            Some(("taxes and fees are not topped up", "state a `rate` or `flat`"))
        }
        (ChargeKind::Tax, Amount::Expression(rate)) if !is_share(rate) => Some((
            "a tax knows no quantities of the goods, so only a percentage can be worked out",
            "state a percentage, or make it an `excise`",
        )),
        _ => None,
    }
}

fn is_share(rate: &DutyExpression) -> bool {
    match rate {
        DutyExpression::Between(least, most) => is_share(least) && is_share(most),
        rate => matches!(rate, DutyExpression::Free | DutyExpression::AdValorem(_) | DutyExpression::Technical(_)),
    }
}

fn base(charge: &ChargeRule) -> Said {
    let own = match charge.kind {
        ChargeKind::Duty => Part::Duty,
        ChargeKind::Excise => Part::Excise,
        ChargeKind::Levy => Part::Levy,
        ChargeKind::Tax => Part::Tax,
        ChargeKind::Fee => return None,
    };
    if charge.base.contains(&own) {
        return Some(("its base is all charges of its own kind, itself among them", "name the charges by id"));
    }
    let on_goods = matches!(charge.kind, ChargeKind::Duty | ChargeKind::Excise | ChargeKind::Levy);
    if !charge.base_less.is_empty() && !on_goods {
        return Some(("`base_less` is read for charges on goods only", "leave it out"));
    }
    None
}

fn assessed(charge: &ChargeRule) -> Said {
    let usual = match charge.kind {
        ChargeKind::Tax => return None,
        ChargeKind::Duty | ChargeKind::Excise | ChargeKind::Levy => Per::GoodsItem,
        ChargeKind::Fee => Per::Consignment,
    };
    (charge.assess != usual).then_some(("only taxes choose over what they are assessed", "leave `assess` out"))
}

fn carriers(charge: &ChargeRule) -> Said {
    let carriers = charge.class == FeeClass::Carrier && charge.kind != ChargeKind::Fee;
    carriers.then_some(("what a carrier asks is a fee", "make it a `fee`, or leave `class` out"))
}

fn relief_lifts(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    let Effect::Relief(relief) = &measure.effect else { return Vec::new() };
    let checks = [lifts(relief), limit(relief), partly(relief), cut(relief)];
    checks.into_iter().flatten().map(|(wrong, remedy)| Complaint::new(&measure.id, wrong, remedy)).collect()
}

fn lifts(relief: &Relief) -> Said {
    let nothing = relief.lifts.is_empty() && relief.lifts_measures.is_empty();
    nothing.then_some(("it lifts nothing", "say which kinds in `lifts` or which charges in `lifts_measures`"))
}

/// What is taken off a rate: something, of single measures, and points or a share but not both.
fn cut(relief: &Relief) -> Said {
    let cut = relief.cut?;
    if cut.points.or(cut.share).or(cut.specific).is_none() {
        return Some((
            "it takes nothing off",
            "say how many `points`, what `share`, or what share of `specific` duties",
        ));
    }
    if cut.points.is_some() && cut.share.is_some() {
        return Some(("it takes off points and a share, which law never does at once", "keep one of the two"));
    }
    let of_kinds = !relief.lifts.is_empty() || relief.above != Above::All;
    of_kinds.then_some(("a cut is of single rates of a tariff", "name the charges in `lifts_measures`, and no kinds"))
}

fn limit(relief: &Relief) -> Said {
    let test = relief.test.as_ref()?;
    let upper = test.at_most.or(test.below);
    let only_upper = upper.is_some() && test.above.is_none() && test.at_least.is_none();
    (!only_upper).then_some(("its limit is no upper bound", "put other bounds into `when`"))
}

/// Above its limit, a relief in part lowers the base of whole kinds, and only while values decide it.
fn partly(relief: &Relief) -> Said {
    if relief.above == Above::All {
        return None;
    }
    let of_charges = relief.test.iter().flat_map(|test| &test.of).any(|part| !is_price(part) && *part != Part::Customs);
    if of_charges {
        return Some(("a limit on an amount of duty or tax has nothing in part", "leave `above` out"));
    }
    let single = !relief.lifts_measures.is_empty();
    single.then_some(("single charges are not lifted in part", "name kinds in `lifts`, or leave `above` out"))
}

fn is_price(part: &Part) -> bool {
    matches!(part, Part::Goods | Part::Freight | Part::Insurance)
}

fn value_of_prices(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    let Effect::Valuation(Valuation { parts, factor, per_kg, .. }) = &measure.effect else { return Vec::new() };
    let mut complaints = Vec::new();
    if parts.is_empty() != per_kg.is_some() || !parts.iter().all(is_price) {
        let wrong = "the value for duty is made of something else than goods, freight and insurance";
        complaints.push(Complaint::new(&measure.id, wrong, "use these parts only"));
    }
    if factor.is_zero() || factor.is_sign_negative() {
        complaints.push(Complaint::new(&measure.id, "its factor is not above zero", "state the share, such as 0.6"));
    }
    complaints
}

fn bounds_agree(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let tests = super::edges::tests(measure).filter(|(_, test)| is_empty(test));
    complaints.extend(tests.map(|_| {
        Complaint::new(&measure.id, "no value lies between the bounds of a test", "correct one of the bounds")
    }));
    if let Effect::Charge(charge) = &measure.effect {
        if crosses(charge.at_least, charge.at_most) {
            complaints.push(Complaint::new(&measure.id, "`at_least` is more than `at_most`", "correct one of them"));
        }
        let total = charge.round_total.as_ref().map(|total| total.round);
        let rounds = [charge.round, charge.round_base, charge.round_in_base, total];
        if rounds.iter().flatten().any(|Rounding { step, .. }| step.is_zero() || step.is_sign_negative()) {
            complaints.push(Complaint::new(
                &measure.id,
                "a rounding has no step above zero",
                "state the step, such as 0.01",
            ));
        }
    }
    complaints
}

fn is_empty(test: &Test) -> bool {
    let strict = |low: Option<Money>, high: Option<Money>| same_money(low, high).is_some_and(|(low, high)| low >= high);
    strict(test.above, test.below)
        || strict(test.above, test.at_most)
        || strict(test.at_least, test.below)
        || crosses(test.at_least, test.at_most)
}

fn crosses(low: Option<Money>, high: Option<Money>) -> bool {
    same_money(low, high).is_some_and(|(low, high)| low > high)
}

fn same_money(low: Option<Money>, high: Option<Money>) -> Option<(rust_decimal::Decimal, rust_decimal::Decimal)> {
    let (low, high) = low.zip(high)?;
    (low.currency == high.currency).then_some((low.amount, high.amount))
}
