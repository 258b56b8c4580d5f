//! Tariff lines for goods of another price: "valued over 12 USD a pair".

use super::{Context, Reading, View};
use crate::CommodityCode;
use crate::assess::charge::Goods;
use crate::duty::expression::Need;
use crate::tables::{Column, ColumnKind, Schedule};

/// What the price of goods says of the lines that they may have.
#[derive(Debug, Default)]
pub(super) struct Priced {
    /// Lines were left out.
    pub(super) ruled_out: bool,
    /// What is missing to tell whether others are ruled out.
    pub(super) needs: Vec<Need>,
}

/// Leaves out the lines that are for goods of another price, unless that is all of them: then code and price contradict each
/// other, and the price may be wrong as well.
pub(super) fn fit(context: &Context<'_, '_, '_>, lines: &mut Vec<Option<CommodityCode>>) -> Priced {
    let mut needs = Vec::new();
    if lines.len() < 2 {
        return Priced::default();
    }
    let mut schedules: Vec<&Schedule> = context.case.law.tariffs().map(|tariff| tariff.schedule).collect();
    schedules.dedup_by_key(|schedule| &schedule.id);
    schedules.retain(|schedule| limits(schedule).next().is_some());
    if schedules.is_empty() {
        return Priced::default();
    }
    let view = View::new(*context, Reading::default());
    let mut fits = |code: CommodityCode| schedules.iter().all(|schedule| is_worth(&view, schedule, code, &mut needs));
    let fitting: Vec<Option<CommodityCode>> = lines.iter().filter(|line| line.is_none_or(&mut fits)).copied().collect();
    let ruled_out = !fitting.is_empty() && fitting.len() < lines.len();
    if ruled_out {
        *lines = fitting;
    }
    Priced { ruled_out, needs }
}

fn limits(schedule: &Schedule) -> impl Iterator<Item = &Column> {
    schedule.columns.iter().filter(|column| column.is_of_prices())
}

/// Whether goods may be worth what those of a line are, as far as their quantity is known.
fn is_worth(view: &View<'_, '_, '_>, schedule: &Schedule, code: CommodityCode, needs: &mut Vec<Need>) -> bool {
    let (law, value) = (view.case.law, view.item.customs);
    let goods = Goods { view, currency: law.currency(), value };
    limits(schedule).all(|column| {
        let Some(cell) = column.rate(code, law.day(), &[]) else { return true };
        let limit = cell.rate.evaluate(&goods, law.day());
        needs.extend(limit.needs.iter().filter(|need| !needs.contains(need)).cloned().collect::<Vec<_>>());
        match column.kind {
            ColumnKind::Over => value > limit.low || limit.settled().is_none(),
            _ => limit.high.is_none_or(|high| value <= high),
        }
    })
}
