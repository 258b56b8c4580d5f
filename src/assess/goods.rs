//! Goods items: what the declaration counts as one, out of the lines that the shop sells.

use super::{Case, Item};
use crate::arithmetic::Arithmetic;
use crate::commodity::SHARED_DIGITS;
use crate::duty::expression::DutyUnit;
use crate::law::RuleId;
use crate::tables::schema::Route;
use crate::{CommodityCode, Place};

/// What two lines must share to be one goods item.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'q> {
    code: Option<CommodityCode>,
    /// Set where the description decides: always when there is no code to go by.
    description: Option<&'q str>,
    origin: Option<Place>,
    scheme: Option<RuleId>,
    claims: &'q [String],
    facts: &'q [(String, bool)],
    valuation: Option<RuleId>,
    /// Set where a line stays an item of its own.
    alone: Option<usize>,
}

/// Groups valued lines as the route's data set counts them, keeping the order of first appearance.
pub(crate) fn group(case: &Case<'_, '_>, lines: &[Item], route: &Route) -> Vec<Item> {
    let keys = lines.iter().enumerate().filter_map(|(at, line)| Some((key(case, at, line, route)?, at)));
    let mut keys: Vec<(Key<'_>, usize)> = keys.collect();
    crate::order::sort(&mut keys);
    // The first line of a group speaks for it, and the groups stand as their first lines do.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for alike in keys.chunk_by(|(one, _), (other, _)| one == other) {
        groups.push(alike.iter().map(|(_, at)| *at).collect());
    }
    crate::order::sort(&mut groups);
    groups.iter().filter_map(|group| merged(group.iter().filter_map(|at| lines.get(*at)))).collect()
}

fn key<'q>(case: &Case<'q, '_>, at: usize, line: &Item, route: &Route) -> Option<Key<'q>> {
    let cart = case.consignment.lines.get(*line.lines.first()?)?;
    // Parts are declared line by line; such lines are not merged, so that none is lost. Nor is what goes by contents,
    // where more is counted than subheadings: the mean of two foods is neither of them.
    let has_contents = cart.quantities.iter().any(|(unit, _)| matches!(unit, DutyUnit::KgOf(_)));
    let mergeable = cart.components.is_empty() && !(has_contents && route.digits > SHARED_DIGITS);
    Some(Key {
        code: line.code.map(|code| code.truncated(route.digits)),
        description: (route.same_description || line.code.is_none()).then_some(cart.description.as_str()),
        origin: route.same_origin.then_some(line.origin),
        scheme: line.scheme,
        claims: &cart.claims,
        facts: &cart.facts,
        valuation: line.valuation,
        alone: (!mergeable).then_some(at),
    })
}

fn merged<'i>(mut lines: impl Iterator<Item = &'i Item>) -> Option<Item> {
    let mut item = lines.next()?.clone();
    lines.for_each(|line| merge(&mut item, line));
    Some(item)
}

fn merge(item: &mut Item, line: &Item) {
    item.code = item.code.zip(line.code).map(|(a, b)| common_prefix(a, b));
    item.lines.extend(&line.lines);
    item.unit_price = item.unit_price.max(line.unit_price);
    item.quantity = item.quantity.plus(line.quantity);
    item.goods = item.goods.plus(line.goods);
    item.freight = item.freight.plus(line.freight);
    item.insurance = item.insurance.plus(line.insurance);
    item.customs = item.customs.plus(line.customs);
}

fn common_prefix(a: CommodityCode, b: CommodityCode) -> CommodityCode {
    let shared = (0..=a.digits().min(b.digits())).rev().find(|digits| a.truncated(*digits) == b.truncated(*digits));
    shared.map_or(CommodityCode::ANY, |digits| a.truncated(digits))
}
