//! Exchange rates: those the caller hands in first, then the bundled ones, and always which was used.

use rust_decimal::Decimal;

use crate::tables::schema::RateSet;
use crate::{Currency, Date};

/// A rate handed in by the caller: `rate` units of `to` for one unit of `from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRate {
    /// From this currency.
    pub from: Currency,
    /// To this one.
    pub to: Currency,
    /// So many for one.
    pub rate: Decimal,
    /// Its day, as told.
    pub on: Option<Date>,
    /// Who published it, as told.
    pub source: Option<String>,
}

/// Converts between currencies for one quote.
pub(crate) struct Exchange<'q> {
    handed_in: &'q [ExchangeRate],
    bundled: &'q RateSet,
}

impl<'q> Exchange<'q> {
    pub(crate) fn new(handed_in: &'q [ExchangeRate], bundled: &'q RateSet) -> Self {
        Self { handed_in, bundled }
    }

    /// `amount` of one currency in another; `None` without a rate. The same currency is never touched.
    pub(crate) fn convert(&self, amount: Decimal, from: Currency, to: Currency) -> Option<Decimal> {
        if from == to || amount.is_zero() {
            return Some(amount);
        }
        let (times, over) = self.quotation(from, to)?;
        amount.checked_mul(times)?.checked_div(over)
    }

    /// Units of `to` for one of `from`, for showing.
    pub(crate) fn rate(&self, from: Currency, to: Currency) -> Option<Decimal> {
        self.convert(Decimal::ONE, from, to)
    }

    /// Whether the rate between two currencies was handed in.
    pub(crate) fn is_handed_in(&self, from: Currency, to: Currency) -> Option<&ExchangeRate> {
        self.handed_in.iter().find(|rate| (rate.from == from && rate.to == to) || (rate.from == to && rate.to == from))
    }

    /// The rate as a fraction, so that going there and back loses nothing that one division does not.
    fn quotation(&self, from: Currency, to: Currency) -> Option<(Decimal, Decimal)> {
        if let Some(direct) = self.handed_in.iter().find(|rate| rate.from == from && rate.to == to) {
            return Some((direct.rate, Decimal::ONE));
        }
        if let Some(inverse) = self.handed_in.iter().find(|rate| rate.from == to && rate.to == from) {
            return Some((Decimal::ONE, inverse.rate));
        }
        Some((self.per_euro(to)?, self.per_euro(from)?))
    }

    fn per_euro(&self, currency: Currency) -> Option<Decimal> {
        if currency.as_str() == "EUR" {
            return Some(Decimal::ONE);
        }
        let rates = &self.bundled.per_euro;
        let found = rates.binary_search_by_key(&currency, |(known, _)| *known).ok()?;
        rates.get(found).map(|(_, rate)| rate.0)
    }
}
