//! What is owed, to whom, when, and how each amount came about.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::figure::{Each, Figure, Percentage, RangeShape, range};
use crate::Range;
use crate::assess::Working;
use crate::quote::{Charge, Payable, Sums};
use crate::tables::schema::{ChargeKind, Moment, Party};

/// What is owed by law, by kind.
pub(super) struct SumsShape {
    pub(super) sums: Sums,
    pub(super) places: u32,
}

impl Serialize for SumsShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("Sums", ChargeKind::ALL.len())?;
        for kind in ChargeKind::ALL {
            shape.serialize_field(kind_name(kind), &range(self.sums.kind(kind), self.places))?;
        }
        shape.end()
    }
}

/// What one party pays another at one moment.
#[derive(Serialize)]
pub(super) struct PayableShape {
    debtor: Party,
    collector: Party,
    moment: Moment,
    amount: RangeShape,
}

impl PayableShape {
    pub(super) fn of(payable: &Payable, places: u32) -> Self {
        let by = &payable.by;
        let amount = range(payable.amount, places);
        Self { debtor: by.debtor, collector: by.collector, moment: by.moment, amount }
    }
}

/// One amount on one goods item or on everything, and the law that puts it there.
pub(super) struct ChargeShape<'q, 't> {
    pub(super) charge: &'q Charge<'t>,
    pub(super) places: u32,
}

impl Serialize for ChargeShape<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let charge = self.charge;
        let mut shape = serializer.serialize_struct("Charge", 13)?;
        shape.serialize_field("kind", kind_name(charge.rule.kind))?;
        shape.serialize_field("name", &charge.rule.name)?;
        shape.serialize_field("measure", &charge.measure.id)?;
        shape.serialize_field("item", &charge.item)?;
        shape.serialize_field("amount", &range(charge.amount, self.places))?;
        shape.serialize_field("debtor", &charge.by.debtor)?;
        shape.serialize_field("collector", &charge.by.collector)?;
        shape.serialize_field("moment", &charge.by.moment)?;
        shape.serialize_field("because", &Each(charge.because.iter().map(|measure| measure.id.as_str())))?;
        shape.serialize_field("working", &WorkingShape(&charge.working))?;
        shape.serialize_field("grade", &charge.grade)?;
        if let Some(payee) = &charge.rule.payee {
            shape.serialize_field("payee", payee)?;
        }
        shape.end()
    }
}

/// How an amount came about. Which fields there are depends on `how`.
struct WorkingShape<'q, 't>(&'q Working<'t>);

impl Serialize for WorkingShape<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A base shared out by price has endless digits; four are more than anybody checks by hand.
        let plain = |value: Decimal| Figure { value: value.round_dp(4), places: 0 };
        let base = |base: Range| plain(base.high.unwrap_or(base.low));
        let mut shape = serializer.serialize_struct("Working", 9)?;
        match self.0 {
            Working::Expression { base: of, expression } => {
                shape.serialize_field("how", "rate")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &expression.brief())?;
            }
            Working::Schedule { base: of, schedule, column, cell }
            | Working::Reduced { base: of, schedule, column, cell, .. } => {
                let reduced = match self.0 {
                    Working::Reduced { rate, .. } => Some(rate),
                    _ => None,
                };
                shape.serialize_field("how", if reduced.is_some() { "tariff-reduced" } else { "tariff" })?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &reduced.unwrap_or(&cell.rate).brief())?;
                if reduced.is_some() {
                    shape.serialize_field("full", &cell.rate.brief())?;
                }
                shape.serialize_field("schedule", &schedule.id)?;
                shape.serialize_field("column", column)?;
                shape.serialize_field("snapshot", &schedule.as_of(cell))?;
                let source = cell.source.and_then(|index| schedule.sources.get(usize::from(index)));
                if let Some(source) = source {
                    shape.serialize_field("source", &source.key)?;
                }
            }
            Working::Flat { amount, count } => {
                shape.serialize_field("how", "flat")?;
                shape.serialize_field("rate", amount)?;
                shape.serialize_field("count", &plain(*count))?;
            }
            Working::TopUp { base: of, to, covered } => {
                shape.serialize_field("how", "top-up")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*to))?;
                shape.serialize_field("covered", &base(*covered))?;
            }
            Working::GrossUp { base: of, rate } => {
                shape.serialize_field("how", "gross-up")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*rate))?;
            }
            Working::RateLess { base: of, rate, less } => {
                shape.serialize_field("how", "rate-less")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*rate))?;
                shape.serialize_field("less", less)?;
            }
            Working::NoRate { base: of, schedule } => {
                shape.serialize_field("how", "no-rate")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("schedule", &schedule.id)?;
                shape.serialize_field("snapshot", &schedule.snapshot)?;
            }
        }
        shape.end()
    }
}

/// A kind of charge, as answers spell it.
pub(crate) fn kind_name(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Duty => "duty",
        ChargeKind::Excise => "excise",
        ChargeKind::Levy => "levy",
        ChargeKind::Tax => "tax",
        ChargeKind::Fee => "fee",
    }
}
