//! Units that rates count in and that have no word of their own: a caller's slip of the pen is told from them wherever the goods go.

use std::collections::BTreeSet;

use crate::duty::expression::{DutyExpression, DutyUnit, Specific};
use crate::tables::Tables;
use crate::tables::schema::{Amount, ChargeRule, Effect};

/// Their names, sorted.
pub(super) fn named(tables: &Tables) -> Vec<String> {
    let columns = tables.schedules.iter().flat_map(|schedule| &schedule.columns);
    let of_tariffs = columns.flat_map(|column| column.cells()).map(|cell| &cell.rate);
    let of_law = tables.world.measures.iter().filter_map(|measure| match &measure.effect {
        Effect::Charge(ChargeRule { amount: Amount::Expression(rate), .. }) => Some(rate),
        _ => None,
    });
    let mut units = BTreeSet::new();
    for rate in of_tariffs.chain(of_law) {
        rate.walk(&mut |part| {
            if let DutyExpression::Specific(Specific { unit: DutyUnit::Named(name), .. }) = part {
                units.insert(name.clone());
            }
        });
    }
    units.into_iter().collect()
}
