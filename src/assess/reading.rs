//! Readings: what the caller left open, read each way.
//!
//! A code of six digits where the tariff has ten, a fact that nobody declared: each leaves several readings of the same
//! item, and every reading is law for some goods. The quote shows the cheapest and the dearest and asks what would decide.

use super::{Case, Item, Range, Scope, View, Whole, Working, charge, relief, tax};
use crate::CommodityCode;
use crate::duty::expression::DutyExpression;
use crate::law::{RuleId, SetId};
use crate::tables::schema::{Amount, Effect};

/// Something open that decides whether a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// An undeclared fact, by position in the law's facts.
    Fact(u16),
    /// Whether a short code lies in a set of codes.
    Code(SetId),
    /// Whether the consignment passes a comparison of its weight, by position in the law's.
    Weight(u16),
    /// Whether a relief that nobody could confirm is law.
    Relief(RuleId),
}

/// One way to read an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    /// The tariff line that it is taken for; `None` leaves the item's own code.
    pub(crate) code: Option<CommodityCode>,
    /// What is taken for things open.
    pub(crate) taken: Vec<(Unknown, bool)>,
}

/// The cheapest and the dearest reading of an item, and what is open between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spread<'t> {
    pub(crate) cheapest: Reading,
    pub(crate) dearest: Reading,
    /// How many tariff lines the code could mean; one when it is settled.
    pub(crate) candidates: usize,
    /// The part of the code that the tariff knows, where the rest are digits of another country's.
    pub(crate) read_as: Option<CommodityCode>,
    /// Facts and code sets that decide something.
    pub(crate) open: Vec<Unknown>,
    /// What each of several tariff lines comes to, in order of codes; none where the code is settled.
    pub(crate) lines: Vec<TariffLine<'t>>,
}

/// A tariff line that a short code could mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TariffLine<'t> {
    pub(crate) code: CommodityCode,
    /// What the tariff says for it; `None` where it is not asked, or holds nothing.
    pub(crate) rate: Option<&'t DutyExpression>,
    /// Duty, excise, levies and taxes on the item alone.
    pub(crate) amount: Range,
}

impl Spread<'_> {
    pub(crate) fn is_settled(&self) -> bool {
        self.cheapest == self.dearest
    }
}

/// More tariff lines than any chapter has; a bound on work, not on law.
const CANDIDATES_LIMIT: usize = 4_000;
/// Two to the power of this many readings per tariff line.
const OPEN_LIMIT: usize = 6;

/// Finds an item's cheapest and dearest reading; in the usual case, where they are one, also the item assessed under it.
pub(crate) fn spread<'v, 'q, 't>(
    case: &'v Case<'q, 't>,
    whole: &'v Whole<'v>,
    scope: &'v Scope,
    item: &'v Item,
    position: usize,
) -> (Spread<'t>, Option<View<'v, 'q, 't>>) {
    let context = Context { case, whole, scope, item, position };
    let (candidates, read_as) = candidates(case, item);
    let single = candidates.len() <= 1;
    let mut spread = Spread { candidates: candidates.len(), read_as, ..Spread::default() };
    let mut extremes: Option<(Range, Range)> = None;
    for line in candidates {
        let code = line.filter(|code| Some(*code) != item.code);
        let plain = context.assessed(Reading { code, taken: case.taken.clone() });
        if single && plain.unknowns.borrow().is_empty() {
            // Everything is known, and nothing needs to be weighed.
            let reading = plain.reading.clone();
            return (Spread { cheapest: reading.clone(), dearest: reading, ..spread }, Some(plain));
        }
        let mut told: Option<TariffLine<'_>> = None;
        for reading in readings(&context, plain, &mut spread.open) {
            let (score, rate) = score(&context, reading.clone());
            told = match told {
                Some(told) => Some(TariffLine { amount: told.amount.hull(score), ..told }),
                None => line.map(|code| TariffLine { code, rate, amount: score }),
            };
            let (lowest, highest) = extremes.unwrap_or((score, score));
            let cheaper = extremes.is_none() || score.low < lowest.low;
            let dearer = extremes.is_none() || is_dearer(score, highest);
            if cheaper {
                spread.cheapest = reading.clone();
            }
            if dearer {
                spread.dearest = reading;
            }
            extremes = Some((if cheaper { score } else { lowest }, if dearer { score } else { highest }));
        }
        spread.lines.extend(told);
    }
    (spread, None)
}

/// Open above is dearer than any figure; of two that are open, the one whose known part is.
fn is_dearer(a: Range, b: Range) -> bool {
    match (a.high, b.high) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (None, None) => a.low > b.low,
        (Some(_), None) => false,
    }
}

/// Digits that all countries share; what follows is each tariff's own.
const SHARED_DIGITS: u8 = 6;

/// Tariff lines that an item's code can mean, and the code that the tariff knows when it is not the one given: a seller
/// has one code with the digits of one country and sends to many.
fn candidates(case: &Case<'_, '_>, item: &Item) -> (Vec<Option<CommodityCode>>, Option<CommodityCode>) {
    let Some(code) = item.code else { return (vec![None], None) };
    let known = tariff_lines(case, code);
    if !known.is_empty() || code.digits() <= SHARED_DIGITS {
        return (known_or(known, code), None);
    }
    let shorter = (SHARED_DIGITS..code.digits()).rev().map(|digits| code.truncated(digits));
    let found = shorter.map(|shorter| (tariff_lines(case, shorter), shorter)).find(|(lines, _)| !lines.is_empty());
    match found {
        Some((lines, shorter)) => (known_or(lines, shorter), Some(shorter)),
        None => (vec![Some(code)], None),
    }
}

fn known_or(lines: Vec<CommodityCode>, code: CommodityCode) -> Vec<Option<CommodityCode>> {
    if lines.is_empty() { vec![Some(code)] } else { lines.into_iter().map(Some).collect() }
}

/// The lines of the tariffs in force that a code covers, or that cover it; none when they do not know it. Without a
/// tariff every code is as good as known.
fn tariff_lines(case: &Case<'_, '_>, code: CommodityCode) -> Vec<CommodityCode> {
    let law = case.law;
    let day = law.day();
    let mut under: Vec<CommodityCode> = Vec::new();
    let mut covered = false;
    let mut tariffs = 0;
    let mut complete = true;
    for rule in &law.inner().charges {
        let Some(measure) = law.measure(*rule) else { continue };
        let Effect::Charge(charge) = &measure.effect else { continue };
        let Amount::Schedule { schedule, columns, programs } = &charge.amount else { continue };
        // Only the basis of the tariff divides a code; a preference looks up whatever the basis says.
        if !measure.instead_of.is_empty() {
            continue;
        }
        let Some(schedule) = law.tables().schedule(schedule) else { continue };
        tariffs += 1;
        complete &= schedule.complete;
        for column in columns.iter().filter_map(|column| schedule.column(column)) {
            under.extend(column.codes_under(code, day).take(CANDIDATES_LIMIT));
            covered |= column.rate(code, day, programs).is_some();
        }
    }
    crate::order::sort(&mut under);
    under.dedup();
    // A heading of the table that has lines of its own is no tariff line.
    let leaves: Vec<CommodityCode> = under
        .iter()
        .zip(under.iter().skip(1).map(Some).chain([None]))
        .filter(|(here, next)| next.is_none_or(|next| !here.covers(*next)) || covered)
        .map(|(here, _)| *here)
        .collect();
    // In a tariff held in part, the code may also mean a line that is not held.
    let beside = !complete && !leaves.is_empty();
    let itself = (covered || beside || tariffs == 0).then_some(code);
    itself.into_iter().chain(leaves).collect()
}

/// An item and what stands around it.
struct Context<'v, 'q, 't> {
    case: &'v Case<'q, 't>,
    whole: &'v Whole<'v>,
    scope: &'v Scope,
    item: &'v Item,
    position: usize,
}

impl<'v, 'q, 't> Context<'v, 'q, 't> {
    /// The item on its own under a reading: reliefs on its value, and the charges on it.
    fn assessed(&self, reading: Reading) -> View<'v, 'q, 't> {
        assessed(self.case, self.whole, self.scope, self.item, self.position, reading)
    }
}

/// An item on its own under a reading: reliefs on its value, and the charges on it.
pub(crate) fn assessed<'v, 'q, 't>(
    case: &'v Case<'q, 't>,
    whole: &'v Whole<'v>,
    scope: &'v Scope,
    item: &'v Item,
    position: usize,
    reading: Reading,
) -> View<'v, 'q, 't> {
    let mut view = View::new(case, whole, scope, item, position, reading);
    relief::of_item(&mut view);
    charge::on_item(&mut view);
    // Taxes are asked here too, so that what decides them comes up as open.
    for id in scope.charges(crate::tables::schema::ChargeKind::Tax) {
        let _ = view.applies(*id);
    }
    view
}

/// Readings of an item as one tariff line: one, or each way of what is open.
fn readings(context: &Context<'_, '_, '_>, plain: View<'_, '_, '_>, open: &mut Vec<Unknown>) -> Vec<Reading> {
    let mut found: Vec<Unknown> = Vec::new();
    let mut all = vec![plain.reading.clone()];
    let mut next = plain.unknowns.borrow().first().copied();
    // Taking one thing for granted can bring up another, so ask until nothing new comes up.
    while let Some(unknown) = next.filter(|_| found.len() < OPEN_LIMIT) {
        found.push(unknown);
        all = all.into_iter().flat_map(|reading| both_ways(reading, unknown)).collect();
        next = all.iter().find_map(|reading| {
            let view = context.assessed(reading.clone());
            let unknowns = view.unknowns.borrow();
            unknowns.iter().copied().find(|unknown| !found.contains(unknown))
        });
    }
    for unknown in found {
        if !open.contains(&unknown) {
            open.push(unknown);
        }
    }
    all
}

fn both_ways(reading: Reading, unknown: Unknown) -> [Reading; 2] {
    [true, false].map(|taken| {
        let mut one_way = reading.clone();
        one_way.taken.push((unknown, taken));
        one_way
    })
}

/// What a reading comes to, and what the tariff says for the goods under it.
fn score<'t>(context: &Context<'_, '_, 't>, reading: Reading) -> (Range, Option<&'t DutyExpression>) {
    let view = context.assessed(reading);
    let mut sum = Range::ZERO;
    for charged in &view.charges {
        sum += charged.amount;
    }
    let rate = view.charges.iter().find_map(|charged| match charged.working {
        Working::Schedule { cell, .. } => Some(&cell.rate),
        _ => None,
    });
    let taxes = tax::bases(&view).into_iter().filter_map(|(rule, base)| tax::amount(context.case, rule, base));
    (taxes.fold(sum, |sum, tax| sum + tax), rate)
}
