//! Quotes that span others: over the parts of a place that must be named more exactly, over the ways in which a consignment
//! can be declared.

use rust_decimal::Decimal;

use super::answer::{Charge, GoodsItem, LineStatus, OpenNeed, Quote, ReliefOutcome};
use super::{choice, due, quote_under};
use crate::arithmetic::Arithmetic;
use crate::assess::Range;
use crate::consignment::Consignment;
use crate::error::NotCovered;
use crate::law::Law;
use crate::order;
use crate::tables::Tables;
use crate::tables::schema::{ChargeKind, PlaceLaw};
use crate::{Date, Place};

/// The cheapest and the dearest part as one quote with a range, and the question which part it is.
///
/// # Errors
/// [`NotCovered`] of the first part that has no answer: a span that leaves a part out would promise too much.
pub(super) fn parts<'t>(
    consignment: &Consignment,
    tables: &'t Tables,
    whole: &'t PlaceLaw,
    law_of: &mut dyn FnMut(Place, Date) -> Result<Law<'t>, NotCovered>,
) -> Result<Quote<'t>, NotCovered> {
    let parts = tables.world.places.iter().filter(|part| part.within == Some(whole.place) && part.destination);
    let mut quotes = Vec::new();
    for part in parts {
        let there = Consignment { to: part.place, ..consignment.clone() };
        quotes.push(quote_under(&there, &law_of(part.place, consignment.on)?)?);
    }
    let spanned = quotes.into_iter().reduce(span);
    let quote = spanned.ok_or(NotCovered::PartNeeded { place: whole.place, parts: Vec::new() })?;
    let mut needs = vec![OpenNeed::new("part")];
    needs.extend(quote.needs);
    Ok(Quote { place: whole.place, needs, ..quote })
}

/// One way and the other, and what would settle it where they differ.
pub(super) fn both<'t>(one: Quote<'t>, other: Quote<'t>, need: Option<OpenNeed<'t>>) -> Quote<'t> {
    let differ = one.landed_cost != other.landed_cost;
    let mut quote = span(one, other);
    if let Some(need) = need.filter(|need| differ && !quote.needs.contains(need)) {
        quote.needs.insert(0, need);
    }
    quote
}

/// What holds both quotes.
fn span<'t>(mut a: Quote<'t>, mut b: Quote<'t>) -> Quote<'t> {
    // Where the code matters one way only, what its lines come to is also what the goods come to the other way.
    let (of_a, of_b) = (owed_by_items(&a), owed_by_items(&b));
    widen_choices(&mut a.items, &b.items, &of_b);
    widen_choices(&mut b.items, &a.items, &of_a);
    let moved = join_items(&mut a.items, core::mem::take(&mut b.items));
    move_items(&mut b, &moved);
    for (line, other) in a.lines.iter_mut().zip(b.lines) {
        // Goods that may come in one way are priced, and no warning is lost by it.
        line.status = if line.status == LineStatus::Prohibited { other.status } else { line.status };
        line.item = line.item.or(other.item);
    }
    a.goods = a.goods.max(b.goods);
    a.landed_cost = a.landed_cost.hull(b.landed_cost);
    a.sums = a.sums.or(b.sums);
    due::either(&mut a.payable, b.payable);
    join(&mut a.charges, b.charges);
    join(&mut a.carrier_fees, b.carrier_fees);
    join(&mut a.scheduled, b.scheduled);
    // Only what both grant is granted; what either misses is missed.
    let same = |one: &ReliefOutcome<'_>, other: &ReliefOutcome<'_>| {
        (&one.measure.id, one.granted) == (&other.measure.id, other.granted)
    };
    a.reliefs.retain(|relief| !relief.granted || b.reliefs.iter().any(|other| same(relief, other)));
    b.reliefs.retain(|relief| !relief.granted);
    add_new(&mut a.reliefs, b.reliefs, same);
    add_new(&mut a.needs, b.needs, |need, other| need == other);
    add_new(&mut a.gaps, b.gaps, |gap, other| gap == other);
    add_new(&mut a.assumptions, b.assumptions, |one, other| {
        (one.code, one.line, &one.value) == (other.code, other.line, &other.value)
    });
    add_new(&mut a.warnings, b.warnings, |one, other| {
        (one.line, &one.restriction.id) == (other.line, &other.restriction.id)
    });
    add_new(&mut a.problems, b.problems, |one, other| one == other);
    a.valid_until = [a.valid_until, b.valid_until].into_iter().flatten().min();
    a
}

/// What each of the goods comes to, duty and taxes with it; of several, as far as it is told apart.
#[inline(never)]
fn owed_by_items(quote: &Quote<'_>) -> Vec<Range> {
    let sum = |wanted: &dyn Fn(&Charge<'_>) -> bool| {
        quote.charges.iter().filter(|charge| wanted(charge)).fold(Range::ZERO, |sum, charge| sum + charge.amount)
    };
    let is_fee = |charge: &Charge<'_>| charge.rule.kind == ChargeKind::Fee;
    if quote.items.len() == 1 {
        let price = quote.goods.plus(quote.freight).plus(quote.insurance);
        let fees = sum(&is_fee);
        let low = quote.landed_cost.low.minus(price).minus(fees.high.unwrap_or(fees.low));
        let high = quote.landed_cost.high.map(|high| high.minus(price).minus(fees.low));
        return vec![Range { low: low.max(Decimal::ZERO), high }];
    }
    // A tax on all goods together may be on any of them.
    let shared = sum(&|charge| charge.item.is_none() && !is_fee(charge));
    let of_item = |at: usize| sum(&|charge| charge.item == Some(at) && !is_fee(charge));
    let owed = (0..quote.items.len()).map(of_item);
    owed.map(|owed| owed + Range { low: Decimal::ZERO, high: shared.high }).collect()
}

/// Makes choices hold what the same goods come to in another answer that has none for them.
fn widen_choices(items: &mut [GoodsItem<'_>], others: &[GoodsItem<'_>], owed: &[Range]) {
    for item in items {
        let Some(choice) = &mut item.choice else { continue };
        for (other, owed) in others.iter().zip(owed).filter(|(other, _)| other.lines == item.lines) {
            if other.choice.is_none() {
                choice.widen_all(*owed);
            }
        }
    }
}

/// Puts the goods of another answer among those of this one, and says of each where it stands now. What one answer declares
/// together and the other apart stands there both ways.
fn join_items<'t>(items: &mut Vec<GoodsItem<'t>>, others: Vec<GoodsItem<'t>>) -> Vec<usize> {
    let mut moved = Vec::with_capacity(others.len());
    let mut next = 0;
    for other in others {
        match order::position_from(items, next, |item| item.lines == other.lines) {
            Some(at) => {
                if let Some(item) = items.get_mut(at) {
                    item.candidates = item.candidates.max(other.candidates);
                    choice::join(&mut item.choice, other.choice);
                }
                next = at + 1;
                moved.push(at);
            }
            None => {
                moved.push(items.len());
                items.push(other);
            }
        }
    }
    moved
}

/// Goods of an answer by their places in another.
fn move_items(quote: &mut Quote<'_>, moved: &[usize]) {
    if moved.iter().zip(0..).all(|(at, before)| *at == before) {
        return;
    }
    let place = |item: &mut usize| *item = moved.get(*item).copied().unwrap_or(*item);
    for charges in [&mut quote.charges, &mut quote.carrier_fees, &mut quote.scheduled] {
        charges.iter_mut().filter_map(|charge| charge.item.as_mut()).for_each(place);
    }
    quote.lines.iter_mut().filter_map(|line| line.item.as_mut()).for_each(place);
    quote.needs.iter_mut().filter_map(|need| need.item.as_mut()).for_each(place);
    quote.gaps.iter_mut().filter_map(|gap| gap.item.as_mut()).for_each(place);
    quote.reliefs.iter_mut().flat_map(|relief| &mut relief.items).for_each(place);
}

/// Charges of one measure on the same goods, the first of them with the first: a tax is there twice where a seller collects it
/// for some of the goods.
fn join<'t>(charges: &mut Vec<Charge<'t>>, others: Vec<Charge<'t>>) {
    let alike = |one: &Charge<'_>, other: &Charge<'_>| one.item == other.item && one.measure.id == other.measure.id;
    let met = order::pair(charges, others, alike, |charge, other| charge.amount = charge.amount.hull(other.amount));
    let of_both = met.into_iter().chain(core::iter::repeat(false));
    for (charge, _) in charges.iter_mut().zip(of_both).filter(|(_, of_both)| !of_both) {
        charge.amount.low = Decimal::ZERO;
    }
}

fn add_new<T>(all: &mut Vec<T>, others: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    let mut next = 0;
    for other in others {
        match order::position_from(all, next, |one| same(one, &other)) {
            Some(at) => next = at + 1,
            None => all.push(other),
        }
    }
}
