//! What a duty comes to for measured goods, as a range that closes when everything needed is known.

use rust_decimal::Decimal;

use crate::arithmetic::Arithmetic;
use crate::{Currency, Date};

use super::{DEPTH_LIMIT, DutyExpression, DutyUnit, MonthDay, Season, Specific, Step};

/// What is known about the goods a duty is worked out for.
///
/// Whatever is not known is `None`, never zero: no weight stated is not a weight of nothing.
pub trait Measured {
    /// The customs value, in the tariff's currency.
    fn customs_value(&self) -> Decimal;

    /// How much there is, counted in `unit`.
    fn quantity(&self, unit: &DutyUnit) -> Option<Decimal>;

    /// The value of a named part, in the tariff's currency. It is taken to be included in the customs value.
    fn component(&self, name: &str) -> Option<Decimal>;

    /// An amount in another currency, in the tariff's.
    fn convert(&self, amount: Decimal, from: Currency) -> Option<Decimal>;
}

/// A fact that would narrow the range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Need {
    /// How much there is, counted in this unit.
    Quantity(DutyUnit),
    /// The value of this part.
    Component(String),
    /// What this currency is worth.
    Exchange(Currency),
    /// The line of a tariff that is not held: the law's bounds are all that is known.
    Line,
    /// Law beyond the declared facts; the text says what.
    Technical(String),
    /// The schedule states no rate for the day of the year.
    OutOfSeason,
}

/// What a duty comes to: at least `low`, at most `high`, in the tariff's currency, unrounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// The least it can be; never below zero.
    pub low: Decimal,
    /// The most it can be; `None` where nothing known limits it.
    pub high: Option<Decimal>,
    /// What would narrow the range; empty exactly when the duty is settled.
    pub needs: Vec<Need>,
}

impl Assessed {
    /// The duty, when it is one figure.
    #[must_use]
    pub fn settled(&self) -> Option<Decimal> {
        self.high.filter(|high| *high == self.low)
    }
}

impl DutyExpression {
    /// Works the duty out for measured goods on a day.
    ///
    /// A missing quantity leaves the range open above and is named in `needs`; one that is part of a known quantity, as the
    /// sugar in the net weight, is something between nothing and all of it. A missing part of the goods is worth something
    /// between nothing and the rest of the customs value. Nothing is rounded: the law that rounds is the
    /// place's, not the tariff line's. A duty that the law's own subtraction takes below zero is zero.
    ///
    /// ```
    /// use dutybound::duty::expression::{DutyExpression, DutyUnit, Measured, Need};
    /// use dutybound::Currency;
    /// use rust_decimal::Decimal;
    ///
    /// struct Shoes { pairs: Option<Decimal> }
    /// impl Measured for Shoes {
    ///     fn customs_value(&self) -> Decimal { 10_000.into() }
    ///     fn quantity(&self, unit: &DutyUnit) -> Option<Decimal> { self.pairs.filter(|_| *unit == DutyUnit::Pair) }
    ///     fn component(&self, _: &str) -> Option<Decimal> { None }
    ///     fn convert(&self, amount: Decimal, _: Currency) -> Option<Decimal> { Some(amount) }
    /// }
    ///
    /// let duty: DutyExpression = "greater(30%, 4300 JPY/pair)".parse().unwrap();
    /// let day = "2026-07-01".parse().unwrap();
    /// assert_eq!(duty.evaluate(&Shoes { pairs: Some(1.into()) }, day).settled(), Some(4300.into()));
    ///
    /// let open = duty.evaluate(&Shoes { pairs: None }, day);
    /// assert_eq!((open.low, open.high), (3000.into(), None));
    /// assert_eq!(open.needs, [Need::Quantity(DutyUnit::Pair)]);
    /// ```
    #[must_use]
    pub fn evaluate(&self, measured: &dyn Measured, day: Date) -> Assessed {
        let (month, day) = day.month_day();
        let mut working = Working { measured, day: MonthDay { month, day }, needs: Vec::new() };
        let range = working.range(self, measured.customs_value(), DEPTH_LIMIT);
        let low = range.low.unwrap_or_default().max(Decimal::ZERO);
        let high = range.high.map(|high| high.max(Decimal::ZERO));
        let settled = high == Some(low);
        Assessed { low, high, needs: if settled { Vec::new() } else { working.needs } }
    }
}

/// An amount for a quantity that is not known.
fn unknown_of(specific: &Specific) -> Range {
    if specific.amount < Decimal::ZERO { Range { low: None, high: Some(Decimal::ZERO) } } else { Range::UNKNOWN }
}

/// A range open on either side; only subtraction opens it below.
#[derive(Clone, Copy)]
struct Range {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Range {
    const UNKNOWN: Self = Self { low: Some(Decimal::ZERO), high: None };
    const ANYTHING: Self = Self { low: None, high: None };

    fn exactly(amount: Option<Decimal>) -> Self {
        // An amount too large for a decimal is no amount.
        Self { low: amount, high: amount }
    }

    fn plus(self, other: Self) -> Self {
        let add = |a: Option<Decimal>, b: Option<Decimal>| a?.sum(b?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    fn greater(self, other: Self) -> Self {
        Self { low: some_max(self.low, other.low), high: both(self.high, other.high, Decimal::max) }
    }

    fn lesser(self, other: Self) -> Self {
        Self { low: both(self.low, other.low, Decimal::min), high: some_min(self.high, other.high) }
    }

    /// What holds both.
    fn hull(self, other: Self) -> Self {
        Self { low: both(self.low, other.low, Decimal::min), high: both(self.high, other.high, Decimal::max) }
    }
}

/// A bound that stands only where both do.
fn both(a: Option<Decimal>, b: Option<Decimal>, choose: fn(Decimal, Decimal) -> Decimal) -> Option<Decimal> {
    Some(choose(a?, b?))
}

fn some_max(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    both(a, b, Decimal::max).or(a).or(b)
}

fn some_min(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    both(a, b, Decimal::min).or(a).or(b)
}

fn percent_of(rate: Decimal, base: Decimal) -> Option<Decimal> {
    rate.product(base)?.product(Decimal::new(1, 2))
}

struct Working<'m> {
    measured: &'m dyn Measured,
    day: MonthDay,
    needs: Vec<Need>,
}

impl Working<'_> {
    fn need(&mut self, need: Need) {
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }

    /// The range of `expression` when percentages are of `base`.
    fn range(&mut self, expression: &DutyExpression, base: Decimal, depth: usize) -> Range {
        let Some(depth) = depth.checked_sub(1) else {
            self.need(Need::Technical("the duty is nested too deeply".to_owned()));
            return Range::ANYTHING;
        };
        match expression {
            DutyExpression::Free => Range::exactly(Some(Decimal::ZERO)),
            DutyExpression::AdValorem(rate) => Range::exactly(percent_of(*rate, base)),
            DutyExpression::Specific(specific) => self.specific(specific),
            DutyExpression::Sum(parts) => self.sum(parts, base, depth),
            DutyExpression::Greater(parts) => self.fold(parts, base, depth, Range::greater),
            DutyExpression::Lesser(parts) => self.fold(parts, base, depth, Range::lesser),
            DutyExpression::Between(least, most) => {
                let bounds = self.range(least, base, depth).hull(self.range(most, base, depth));
                self.need(Need::Line);
                bounds
            }
            DutyExpression::Seasonal(seasons) => self.seasonal(seasons, base, depth),
            DutyExpression::Content { of, steps } => self.content(of, steps, base, depth),
            DutyExpression::Component { of, rate } => self.component(of, rate, depth),
            DutyExpression::Technical(why) => {
                self.need(Need::Technical(why.clone()));
                Range::UNKNOWN
            }
        }
    }

    fn specific(&mut self, specific: &Specific) -> Range {
        if let Some(quantity) = self.measured.quantity(&specific.unit) {
            return self.specific_of(specific, quantity);
        }
        self.need(Need::Quantity(specific.unit.clone()));
        // Goods hold no more of a part than there is of them.
        let most =
            specific.unit.whole().and_then(|(whole, of_one)| self.measured.quantity(&whole)?.product(of_one.into()));
        match most {
            Some(most) => Range::exactly(Some(Decimal::ZERO)).hull(self.specific_of(specific, most)),
            None => unknown_of(specific),
        }
    }

    fn specific_of(&mut self, specific: &Specific, quantity: Decimal) -> Range {
        let Specific { amount, currency, per, .. } = specific;
        let Some(amount) = quantity.product(*amount).and_then(|amount| amount.checked_div(*per)) else {
            return unknown_of(specific);
        };
        match self.measured.convert(amount, *currency) {
            Some(amount) => Range::exactly(Some(amount)),
            None => {
                self.need(Need::Exchange(*currency));
                unknown_of(specific)
            }
        }
    }

    fn fold(
        &mut self,
        parts: &[DutyExpression],
        base: Decimal,
        depth: usize,
        join: fn(Range, Range) -> Range,
    ) -> Range {
        let mut ranges = parts.iter().map(|part| self.range(part, base, depth));
        let Some(first) = ranges.next() else { return Range::ANYTHING };
        ranges.fold(first, join)
    }

    /// Parts of one whole share its value: what one unknown part may be worth the others cannot be worth too. So the
    /// unknown parts together come to at most the highest rate among them on what the known parts leave.
    fn sum(&mut self, parts: &[DutyExpression], base: Decimal, depth: usize) -> Range {
        let mut total = Range::exactly(Some(Decimal::ZERO));
        let mut known: Vec<&str> = Vec::new();
        let mut rest = self.measured.customs_value();
        let mut unknown: Vec<(&str, Decimal)> = Vec::new();
        for part in parts {
            let DutyExpression::Component { of, rate } = part else {
                total = total.plus(self.range(part, base, depth));
                continue;
            };
            match (self.measured.component(of), rate.as_ref()) {
                (Some(value), _) if !known.contains(&of.as_str()) => {
                    known.push(of);
                    rest = rest.minus(value).max(Decimal::ZERO);
                    total = total.plus(self.range(part, base, depth));
                }
                (None, DutyExpression::AdValorem(rate)) if *rate >= Decimal::ZERO => {
                    self.need(Need::Component(of.clone()));
                    match unknown.iter_mut().find(|(name, _)| *name == of.as_str()) {
                        Some((_, sum)) => *sum = sum.plus(*rate),
                        None => unknown.push((of, *rate)),
                    }
                }
                _ => total = total.plus(self.range(part, base, depth)),
            }
        }
        let highest = unknown.iter().map(|(_, rate)| *rate).max().unwrap_or_default();
        total.plus(Range { low: Some(Decimal::ZERO), high: percent_of(highest, rest) })
    }

    fn seasonal(&mut self, seasons: &[Season], base: Decimal, depth: usize) -> Range {
        match seasons.iter().find(|season| season.contains(self.day)) {
            Some(season) => self.range(&season.rate, base, depth),
            None => {
                self.need(Need::OutOfSeason);
                Range::UNKNOWN
            }
        }
    }

    /// Contents that are not known, or cannot be, may be any of the steps.
    fn content(&mut self, of: &DutyUnit, steps: &[Step], base: Decimal, depth: usize) -> Range {
        let (content, weight) = (self.measured.quantity(of), self.measured.quantity(&DutyUnit::Kg));
        let both = content.zip(weight);
        // What weighs nothing has no percentages, and nothing holds more of a thing than it weighs.
        if let Some((content, weight)) = both.filter(|(content, weight)| !weight.is_zero() && content <= weight) {
            let percents = content.product(Decimal::ONE_HUNDRED);
            let reached = |step: &&Step| step.from.product(weight).zip(percents).is_some_and(|(from, to)| from <= to);
            if let Some(step) = steps.iter().rev().find(reached) {
                return self.range(&step.rate, base, depth);
            }
        }
        for (unit, known) in [(of, content), (&DutyUnit::Kg, weight)] {
            if known.is_none() || both.is_some() {
                self.need(Need::Quantity(unit.clone()));
            }
        }
        let ranges = steps.iter().map(|step| self.range(&step.rate, base, depth));
        ranges.reduce(Range::hull).unwrap_or(Range::ANYTHING)
    }

    fn component(&mut self, of: &str, rate: &DutyExpression, depth: usize) -> Range {
        if let Some(value) = self.measured.component(of) {
            return self.range(rate, value, depth);
        }
        self.need(Need::Component(of.to_owned()));
        let mut rising = true;
        rate.walk(&mut |part| rising &= !matches!(part, DutyExpression::AdValorem(rate) if *rate < Decimal::ZERO));
        if !rising {
            return Range::ANYTHING;
        }
        // Between a part worth nothing and a part worth everything.
        let least = self.range(rate, Decimal::ZERO, depth);
        least.hull(self.range(rate, self.measured.customs_value(), depth))
    }
}

#[cfg(test)]
mod tests;
