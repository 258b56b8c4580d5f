//! Exchange rates: those the caller hands in first, then the bundled ones, and always which was used.

use core::cell::OnceCell;

use rust_decimal::Decimal;

use crate::arithmetic::Arithmetic;
use crate::tables::schema::RateSet;
use crate::{Currency, Date};

/// A rate handed in by the caller: `rate` units of `to` for one unit of `from`.
///
/// It goes before the bundled rates, in both directions. One to or from the euro also counts for whatever is converted
/// through the euro: where the euro in pounds is handed in, dollars become pounds by it too.
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
    /// What is told of rates that were handed in where two rates made one; put together when it is asked for.
    told: OnceCell<Told>,
}

impl<'q> Exchange<'q> {
    pub(crate) fn new(handed_in: &'q [ExchangeRate], bundled: &'q RateSet) -> Self {
        Self { handed_in, bundled, told: OnceCell::new() }
    }

    /// `amount` of one currency in another; `None` without a rate. The same currency is never touched.
    pub(crate) fn convert(&self, amount: Decimal, from: Currency, to: Currency) -> Option<Decimal> {
        if from == to || amount.is_zero() {
            return Some(amount);
        }
        let (times, over) = self.quotation(from, to)?;
        amount.product(times)?.checked_div(over)
    }

    /// Units of `to` for one of `from`, for showing.
    pub(crate) fn rate(&self, from: Currency, to: Currency) -> Option<Decimal> {
        self.convert(Decimal::ONE, from, to)
    }

    /// What the caller told of the rate between two currencies; `None` where it is all bundled. Where two rates made one,
    /// it names what both have in common, or both.
    pub(crate) fn is_handed_in(&self, from: Currency, to: Currency) -> Option<&ExchangeRate> {
        let at = |place: usize| self.handed_in.get(place);
        if let Some(place) = self.between(from, to) {
            return at(place);
        }
        match (self.to_euro(from), self.to_euro(to)) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => self.told().with_bundled.get(one),
            (Some(one), Some(other)) => {
                let (first, second) = (at(one)?, at(other)?);
                let alike = (first.on, &first.source) == (second.on, &second.source);
                if alike { Some(first) } else { self.told().of_several.as_ref() }
            }
        }
    }

    /// The rate as a fraction, so that going there and back loses nothing that one division does not.
    fn quotation(&self, from: Currency, to: Currency) -> Option<(Decimal, Decimal)> {
        if let Some(rate) = self.between(from, to).and_then(|place| self.handed_in.get(place)) {
            return Some(if rate.from == from { (rate.rate, Decimal::ONE) } else { (Decimal::ONE, rate.rate) });
        }
        let (of_to, over_to) = self.per_euro(to)?;
        let (of_from, over_from) = self.per_euro(from)?;
        Some((of_to.product(over_from)?, over_to.product(of_from)?))
    }

    /// Which rate between two currencies was handed in: the right way round before the other way round, and among
    /// several the first.
    fn between(&self, from: Currency, to: Currency) -> Option<usize> {
        let find = |from, to| self.handed_in.iter().position(|rate| rate.from == from && rate.to == to);
        find(from, to).or_else(|| find(to, from))
    }

    /// Which rate between a currency and the euro was handed in: by the same order.
    fn to_euro(&self, currency: Currency) -> Option<usize> {
        let find = |ends: fn(&ExchangeRate) -> (Currency, Currency)| {
            self.handed_in.iter().map(ends).position(|(euro, other)| is_euro(euro) && other == currency)
        };
        if is_euro(currency) {
            return None;
        }
        find(|rate| (rate.from, rate.to)).or_else(|| find(|rate| (rate.to, rate.from)))
    }

    /// Units of a currency for one euro, as a fraction.
    fn per_euro(&self, currency: Currency) -> Option<(Decimal, Decimal)> {
        if is_euro(currency) {
            return Some((Decimal::ONE, Decimal::ONE));
        }
        if let Some(rate) = self.to_euro(currency).and_then(|place| self.handed_in.get(place)) {
            return Some(if is_euro(rate.from) { (rate.rate, Decimal::ONE) } else { (Decimal::ONE, rate.rate) });
        }
        let rates = &self.bundled.per_euro;
        let found = rates.binary_search_by_key(&currency, |(known, _)| *known).ok()?;
        rates.get(found).map(|(_, rate)| (rate.0, Decimal::ONE))
    }

    fn told(&self) -> &Told {
        self.told.get_or_init(|| Told::of(self.handed_in, self.bundled))
    }
}

/// What is told of a rate that two rates made together.
struct Told {
    /// For each rate handed in: that one with a bundled one.
    with_bundled: Vec<ExchangeRate>,
    /// Two handed in, of different days or sources: all that is true of both is that they were handed in.
    of_several: Option<ExchangeRate>,
}

impl Told {
    fn of(handed_in: &[ExchangeRate], bundled: &RateSet) -> Self {
        let dated = |source: &str, on: Option<Date>| match on {
            Some(on) => format!("{source} ({on})"),
            None => source.to_owned(),
        };
        let second = dated(&bundled.source, bundled.on);
        let with_bundled = handed_in.iter().map(|rate| {
            let first = dated(rate.source.as_deref().unwrap_or("handed in"), rate.on);
            let on = rate.on.filter(|on| bundled.on == Some(*on));
            ExchangeRate { on, source: Some(format!("{first}; {second}")), ..rate.clone() }
        });
        let of_several = handed_in.first().map(|rate| ExchangeRate { on: None, source: None, ..rate.clone() });
        Self { with_bundled: with_bundled.collect(), of_several }
    }
}

fn is_euro(currency: Currency) -> bool {
    currency.as_str() == "EUR"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::schema::Percent;

    fn decimal(text: &str) -> Decimal {
        crate::parse_decimal(text).unwrap()
    }

    fn currency(text: &str) -> Currency {
        text.parse().unwrap()
    }

    /// A euro is 1.25 dollars, 0.80 pounds and 160 yen.
    fn bundled() -> RateSet {
        let mut per_euro: Vec<(Currency, Percent)> = [("USD", "1.25"), ("GBP", "0.80"), ("JPY", "160")]
            .map(|(code, rate)| (currency(code), Percent(decimal(rate))))
            .to_vec();
        per_euro.sort_by_key(|(currency, _)| *currency);
        RateSet { on: "2026-09-29".parse().ok(), source: "bundled".to_owned(), per_euro }
    }

    /// `EUR GBP 0.9 2026-11-20 ECB`: from, to, rate, and perhaps day and source.
    fn rates(texts: &[&str]) -> Vec<ExchangeRate> {
        let rate = |text: &&str| {
            let mut words = text.split(' ');
            let mut next = || words.next();
            let (from, to) = (currency(next().unwrap()), currency(next().unwrap()));
            let rate = decimal(next().unwrap());
            ExchangeRate {
                from,
                to,
                rate,
                on: next().and_then(|on| on.parse().ok()),
                source: next().map(str::to_owned),
            }
        };
        texts.iter().map(rate).collect()
    }

    /// What 100 units of the first currency are in the second, with these rates handed in.
    fn hundred(handed_in: &[&str], from: &str, to: &str) -> Option<Decimal> {
        let (handed_in, bundled) = (rates(handed_in), bundled());
        Exchange::new(&handed_in, &bundled).convert(Decimal::ONE_HUNDRED, currency(from), currency(to))
    }

    /// Day and source of a rate, with these rates handed in; `None` where it is bundled.
    fn told(handed_in: &[&str], from: &str, to: &str) -> Option<(Option<String>, Option<String>)> {
        let (handed_in, bundled) = (rates(handed_in), bundled());
        let exchange = Exchange::new(&handed_in, &bundled);
        let told = exchange.is_handed_in(currency(from), currency(to))?;
        Some((told.on.map(|on| on.to_string()), told.source.clone()))
    }

    #[test]
    fn a_rate_handed_in_wins_in_both_directions_and_through_the_euro() {
        for (handed_in, from, to, expected) in [
            // The bundled rates alone.
            (&[][..], "EUR", "USD", "125"),
            (&[], "USD", "EUR", "80"),
            (&[], "USD", "GBP", "64"),
            (&[], "GBP", "USD", "156.25"),
            (&[], "USD", "USD", "100"),
            // Between the two currencies themselves, either way round.
            (&["USD GBP 0.5"], "USD", "GBP", "50"),
            (&["USD GBP 0.5"], "GBP", "USD", "200"),
            (&["GBP USD 2"], "USD", "GBP", "50"),
            (&["GBP USD 2"], "GBP", "USD", "200"),
            // With the euro, either way round.
            (&["EUR GBP 0.9"], "EUR", "GBP", "90"),
            (&["EUR GBP 0.8"], "GBP", "EUR", "125"),
            (&["GBP EUR 1.25"], "EUR", "GBP", "80"),
            (&["GBP EUR 1.25"], "GBP", "EUR", "125"),
            // Through the euro: one side handed in, either way round, and the other bundled.
            (&["EUR GBP 0.9"], "USD", "GBP", "72"),
            (&["EUR GBP 1"], "GBP", "USD", "125"),
            (&["GBP EUR 2"], "USD", "GBP", "40"),
            (&["GBP EUR 2"], "GBP", "JPY", "32000"),
            // Through the euro: both sides handed in.
            (&["EUR GBP 0.9", "EUR USD 1.5"], "USD", "GBP", "60"),
            (&["EUR GBP 0.9", "USD EUR 0.5"], "USD", "GBP", "45"),
            (&["GBP EUR 2", "USD EUR 0.5"], "GBP", "USD", "400"),
            // A rate between the two goes before one through the euro, wherever it stands.
            (&["EUR GBP 0.9", "USD GBP 0.5"], "USD", "GBP", "50"),
            (&["USD EUR 0.9", "GBP USD 2"], "USD", "GBP", "50"),
            // Of two, the right way round goes first; of two alike, the first.
            (&["GBP USD 4", "USD GBP 0.5"], "USD", "GBP", "50"),
            (&["USD GBP 0.5", "USD GBP 0.6"], "USD", "GBP", "50"),
            // A currency without a bundled rate.
            (&["EUR XPF 120"], "USD", "XPF", "9600"),
            (&["XPF EUR 0.01"], "XPF", "JPY", "160"),
            // What is not between the two and not with the euro has no say.
            (&["USD JPY 1"], "USD", "GBP", "64"),
            (&["EUR JPY 1"], "USD", "GBP", "64"),
        ] {
            assert_eq!(hundred(handed_in, from, to), Some(decimal(expected)), "{handed_in:?}: 100 {from} in {to}");
        }
        assert_eq!(hundred(&["USD XPF 110"], "EUR", "XPF"), None);
        assert_eq!(hundred(&[], "USD", "XPF"), None);
    }

    #[test]
    fn what_is_told_of_a_rate_is_of_the_rate_that_was_used() {
        let ecb = "EUR GBP 0.9 2026-11-20 ECB";
        let some = |on: &str, source: &str| {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Some((text(on), text(source)))
        };
        for (handed_in, from, to, expected) in [
            (&[][..], "USD", "GBP", None),
            (&[ecb], "USD", "JPY", None),
            (&[ecb], "EUR", "GBP", some("2026-11-20", "ECB")),
            (&[ecb], "GBP", "EUR", some("2026-11-20", "ECB")),
            (&["EUR GBP 0.9"], "EUR", "GBP", some("", "")),
            // The one that was used is named, not the one that stands first.
            (&["GBP USD 4 2026-01-01 A", "USD GBP 0.5 2026-02-02 B"], "USD", "GBP", some("2026-02-02", "B")),
            (&["GBP USD 4 2026-01-01 A", "USD GBP 0.5 2026-02-02 B"], "GBP", "USD", some("2026-01-01", "A")),
            // Through the euro, with a bundled rate: both are named.
            (&[ecb], "USD", "GBP", some("", "ECB (2026-11-20); bundled (2026-09-29)")),
            (&[ecb], "GBP", "USD", some("", "ECB (2026-11-20); bundled (2026-09-29)")),
            (&["EUR GBP 0.9"], "USD", "GBP", some("", "handed in; bundled (2026-09-29)")),
            (
                &["EUR GBP 0.9 2026-09-29 ECB"],
                "USD",
                "GBP",
                some("2026-09-29", "ECB (2026-09-29); bundled (2026-09-29)"),
            ),
            // Through the euro, both handed in: what they have in common.
            (&[ecb, "EUR USD 1.2 2026-11-20 ECB"], "USD", "GBP", some("2026-11-20", "ECB")),
            (&[ecb, "USD EUR 0.8 2026-11-19 ECB"], "USD", "GBP", some("", "")),
        ] {
            assert_eq!(told(handed_in, from, to), expected, "{handed_in:?}: {from} to {to}");
        }
    }
}
