//! The stages of a quote, in legal order: goods, valuation, scheme, route, relief, duty, excise, levy, tax, fee.
//!
//! One stage is one file. [`Case`] is what all of them read; [`Item`] is what they pass along; [`View`] is one item as the
//! conditions of law see it, under one reading of what the caller left open.

pub(crate) mod charge;
pub(crate) mod collection;
pub(crate) mod fee;
pub(crate) mod goods;
pub(crate) mod reading;
pub(crate) mod relief;
pub(crate) mod restriction;
pub(crate) mod route;
pub(crate) mod scope;
pub(crate) mod tax;
pub(crate) mod valid;
pub(crate) mod value;
pub(crate) mod view;

use core::ops::{Add, AddAssign};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::arithmetic::Arithmetic;
use crate::consignment::{CartLine, Consignment};
use crate::duty::expression::{DutyExpression, DutyUnit, Need};
use crate::exchange::Exchange;
use crate::law::{FactLaw, Law, Memberships, RuleId};
use crate::tables::schema::{Per, SizeTest, Test};
use crate::tables::{Cell, Schedule};
use crate::{CommodityCode, Currency, Money, Place};
use reading::Unknown;

pub(crate) use scope::Scope;
pub(crate) use view::View;

/// What every stage reads.
pub(crate) struct Case<'q, 't> {
    pub(crate) law: &'q Law<'t>,
    pub(crate) consignment: &'q Consignment,
    pub(crate) exchange: Exchange<'q>,
    /// What is taken for things that are open about the consignment as a whole.
    pub(crate) taken: Vec<(Unknown, bool)>,
    /// Facts about the consignment that some line states, or that its size answers, by position in the law's.
    said_of_all: Vec<(u16, bool)>,
    /// Memberships of codes looked up so far: every stage asks for the same few.
    memberships: RefCell<Vec<(CommodityCode, Rc<Memberships>)>>,
    /// What stays free when whole pieces fill a limit: a matter of all goods, which each of them asks.
    fitting: RefCell<Option<Fitting>>,
    /// Reliefs granted whichever way the goods are read, once all are assessed.
    pub(crate) granted: OnceCell<Vec<RuleId>>,
}

/// What stays free of each cart line under a limit.
struct Fitting {
    limit: Money,
    /// How many cart lines are priced: of one case always the same ones, once they are known.
    priced: usize,
    free: Rc<Vec<Decimal>>,
}

/// Codes whose memberships are kept; a basket with more of them looks the rest up each time.
const KEPT_MEMBERSHIPS: usize = 64;

impl<'q, 't> Case<'q, 't> {
    pub(crate) fn new(law: &'q Law<'t>, consignment: &'q Consignment, taken: Vec<(Unknown, bool)>) -> Self {
        let exchange = Exchange::new(&consignment.exchange_rates, &law.tables().world.rates);
        let said_of_all = said_of_all(law, consignment);
        let (memberships, fitting, granted) = Default::default();
        Self { law, consignment, exchange, taken, said_of_all, memberships, fitting, granted }
    }

    /// Of each cart line the price of the pieces that stay free when whole pieces of those that are priced fill a limit.
    pub(crate) fn fitting(&self, priced: &[usize], limit: Money) -> Rc<Vec<Decimal>> {
        let mut kept = self.fitting.borrow_mut();
        let known = kept.as_ref().filter(|known| known.limit == limit && known.priced == priced.len());
        if let Some(known) = known {
            return Rc::clone(&known.free);
        }
        let free = Rc::new(relief::pieces_that_fit(self, priced, limit));
        *kept = Some(Fitting { limit, priced: priced.len(), free: Rc::clone(&free) });
        free
    }

    /// What some line, or the size of all goods, says of a fact about the whole consignment.
    pub(crate) fn said_of_all(&self, fact: u16) -> Option<bool> {
        self.said_of_all.iter().find(|(said, _)| *said == fact).map(|(_, is)| *is)
    }

    /// In which of the law's sets a code lies.
    pub(crate) fn memberships(&self, code: CommodityCode) -> Rc<Memberships> {
        let mut kept = self.memberships.borrow_mut();
        if let Some((_, known)) = kept.iter().find(|(known, _)| *known == code) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.law.inner().sets.memberships(code));
        if kept.len() < KEPT_MEMBERSHIPS {
            kept.push((code, Rc::clone(&found)));
        }
        found
    }
}

fn said_of_all(law: &Law<'_>, consignment: &Consignment) -> Vec<(u16, bool)> {
    let facts = law.inner().facts.iter().zip(&law.inner().fact_laws).zip(0..);
    let of_all = facts.filter(|((_, law), _)| law.consignment);
    let said = |name: &str| consignment.lines.iter().find_map(|line| line.fact(name));
    let sized = |law: &FactLaw| law.size.and_then(|size| of_size(&consignment.lines, size));
    of_all.filter_map(|((name, law), fact)| Some((fact, said(name).or_else(|| sized(law))?))).collect()
}

/// What the size of some goods says of a fact.
fn of_size<'l>(lines: impl IntoIterator<Item = &'l CartLine>, size: SizeTest) -> Option<bool> {
    let (mut pieces, mut litres) = (Decimal::ZERO, Some(Decimal::ZERO));
    for line in lines {
        pieces = pieces.plus(line.quantity);
        litres = litres.zip(line.stated(&DutyUnit::Litre)).map(|(sum, litres)| sum.plus(litres));
    }
    size.tells(pieces, litres)
}

impl Case<'_, '_> {
    /// From the cart's currency into the law's.
    pub(crate) fn assessed(&self, amount: Decimal) -> Decimal {
        self.convert(amount, self.consignment.currency, self.law.currency())
    }

    /// Between two currencies of which rates are known: [`crate::quote`] checks all that the law names beforehand.
    pub(crate) fn convert(&self, amount: Decimal, from: Currency, to: Currency) -> Decimal {
        self.exchange.convert(amount, from, to).unwrap_or(Decimal::MAX)
    }
}

/// What the declaration counts as one item; before grouping, one cart line.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Positions of the cart lines in it.
    pub(crate) lines: Vec<usize>,
    /// The code its lines share.
    pub(crate) code: Option<CommodityCode>,
    /// Where the goods are from.
    pub(crate) origin: Place,
    /// The highest price of one piece in it, in the cart's currency.
    pub(crate) unit_price: Decimal,
    /// Pieces.
    pub(crate) quantity: Decimal,
    /// Price of the goods, in the cart's currency.
    pub(crate) goods: Decimal,
    /// Its share of freight, in the cart's currency.
    pub(crate) freight: Decimal,
    /// Its share of insurance, in the cart's currency.
    pub(crate) insurance: Decimal,
    /// Value for duty, in the law's currency.
    pub(crate) customs: Decimal,
    /// The rule that gave the value for duty.
    pub(crate) valuation: Option<RuleId>,
    /// The collection scheme it falls under.
    pub(crate) scheme: Option<RuleId>,
}

/// Sums over all items, for tests per consignment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) goods: Decimal,
    pub(crate) freight: Decimal,
    pub(crate) insurance: Decimal,
    pub(crate) customs: Decimal,
    /// How many cart lines.
    pub(crate) lines: usize,
}

impl Totals {
    pub(crate) fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut totals = Self::default();
        for item in items {
            totals.goods = totals.goods.plus(item.goods);
            totals.freight = totals.freight.plus(item.freight);
            totals.insurance = totals.insurance.plus(item.insurance);
            totals.customs = totals.customs.plus(item.customs);
            totals.lines += item.lines.len();
        }
        totals
    }

    /// An item's share of the price of everything; of what has no price, an even one for each line.
    pub(crate) fn share(&self, item: &Item) -> Decimal {
        let even = || Decimal::from(item.lines.len()).checked_div(self.lines.into());
        item.goods.checked_div(self.goods).or_else(even).unwrap_or(Decimal::ONE)
    }
}

/// What conditions can ask of the consignment as a whole, once known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Whole<'q> {
    pub(crate) totals: Totals,
    pub(crate) dataset: &'q str,
    pub(crate) restricted: bool,
    /// Positions of the cart lines that are priced, once known: what may not come in is none of them.
    pub(crate) priced: &'q [usize],
}

/// An amount in the cheapest and in the dearest reading of what is left open; `high` is `None` where nothing known
/// limits it. The two agree when everything is known. A single charge may be lower in the dearest reading (a top-up that
/// a higher duty makes needless); sums never are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// In the cheapest reading.
    pub low: Decimal,
    /// In the dearest reading.
    pub high: Option<Decimal>,
}

impl Range {
    /// Nothing at all, known for certain.
    pub const ZERO: Self = Self { low: Decimal::ZERO, high: Some(Decimal::ZERO) };

    /// One figure.
    #[must_use]
    pub fn exactly(amount: Decimal) -> Self {
        Self { low: amount, high: Some(amount) }
    }

    /// The figure, when both readings agree.
    #[must_use]
    pub fn settled(&self) -> Option<Decimal> {
        self.high.filter(|high| *high == self.low)
    }

    /// Applies `f` to both ends.
    pub(crate) fn map(self, f: impl Fn(Decimal) -> Decimal) -> Self {
        Self { low: f(self.low), high: self.high.map(&f) }
    }

    /// What holds both.
    pub(crate) fn hull(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Self { low: self.low.min(other.low), high }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.low.is_zero() && self.high.is_some_and(|high| high.is_zero())
    }
}

impl Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => a.sum(b),
            _ => None,
        };
        Self { low: self.low.plus(other.low), high }
    }
}

impl AddAssign for Range {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// How an amount came about, as data. Text is made of it only when somebody reads it.
#[derive(Debug, Clone)]
pub(crate) enum Working<'t> {
    /// An expression on a base.
    Expression { base: Range, expression: &'t DutyExpression },
    /// A tariff's rate on a base.
    Schedule { base: Range, schedule: &'t Schedule, column: &'t str, cell: &'t Cell },
    /// A tariff's rate less what a preference takes off it.
    Reduced { base: Range, schedule: &'t Schedule, column: &'t str, cell: &'t Cell, rate: DutyExpression },
    /// A fixed amount, so many times.
    Flat { amount: Money, count: Decimal },
    /// What others leave missing to a rate.
    TopUp { base: Range, to: Decimal, covered: Range },
    /// A rate inside its own base.
    GrossUp { base: Range, rate: Decimal },
    /// A rate less a deduction.
    RateLess { base: Range, rate: Decimal, less: Money },
    /// The law has no rate for the code.
    NoRate { base: Range, schedule: &'t Schedule },
}

/// An amount put on goods by a rule.
#[derive(Debug, Clone)]
pub(crate) struct Charged<'t> {
    pub(crate) rule: RuleId,
    /// The item, or `None` for the whole consignment.
    pub(crate) item: Option<usize>,
    /// The scheme under which its goods are sold.
    pub(crate) scheme: Option<RuleId>,
    pub(crate) amount: Range,
    pub(crate) needs: Vec<Need>,
    pub(crate) working: Working<'t>,
}

/// A value against a test's bounds.
pub(crate) fn within(test: &Test, value: impl Fn(Currency) -> Decimal) -> bool {
    let holds = |bound: Option<Money>, compare: fn(&Decimal, &Decimal) -> bool| {
        bound.is_none_or(|bound| compare(&value(bound.currency), &bound.amount))
    };
    holds(test.at_most, Decimal::le)
        && holds(test.below, Decimal::lt)
        && holds(test.above, Decimal::gt)
        && holds(test.at_least, Decimal::ge)
}

/// How often a flat amount counts for an item.
pub(crate) fn count(item: &Item, per: Per) -> Decimal {
    match per {
        Per::Consignment | Per::GoodsItem => Decimal::ONE,
        Per::Line => Decimal::from(item.lines.len()),
        Per::Unit => item.quantity,
    }
}
