//! Announced law that would concern the goods: shown, never charged.

use crate::assess::Case;
use crate::consignment::CartLine;
use crate::tables::schema::Watch;
use crate::{CommodityCode, Place};

/// What is announced where the goods go, and for some of them.
pub(super) fn of<'t>(case: &Case<'_, 't>) -> Vec<&'t Watch> {
    let here = |watch: &&Watch| case.law.inner().chain.contains(&watch.place);
    let announced = case.law.tables().world.watch.iter().filter(here);
    announced.filter(|watch| case.consignment.lines.iter().any(|line| concerns(case, watch, line))).collect()
}

/// Whether it is about these goods; of goods without a code nobody knows that it is not.
fn concerns(case: &Case<'_, '_>, watch: &Watch, line: &CartLine) -> bool {
    let code = line.code.as_ref().ok().copied().flatten();
    let is_one = |code: CommodityCode| watch.codes.iter().any(|held| held.covers(code) || code.covers(*held));
    let origin = line.origin.unwrap_or(case.consignment.dispatched_from);
    let is_named = |place: Place| watch.origin.contains(&place);
    let is_from = || is_named(origin) || case.law.tables().within(origin).any(|held| is_named(held.place));
    (watch.codes.is_empty() || code.is_none_or(is_one)) && (watch.origin.is_empty() || is_from())
}
