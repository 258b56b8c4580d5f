//! Whether a requirement's conditions hold: yes, no, or what would have to be known.

use rust_decimal::Decimal;
use serde::Serialize;

use super::rule::{Requirement, Test};
use super::{Book, Parcel, ParcelLine};
use crate::exchange::Exchange;
use crate::tables::schema::Grade;
use crate::{Currency, Money, parse_decimal};

/// What would settle a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// What all goods are worth.
    Value,
    /// What a line is worth, and how many pieces it has.
    Item,
    /// The gross weight.
    Weight,
    /// Why the goods are sent.
    Transaction,
    /// A commodity code, or a longer one.
    Code,
    /// Whether the recipient is a business.
    Business,
    /// Where the goods are from.
    Origin,
    /// An exchange rate.
    Rate,
    /// The answer to the requirement's own question.
    Question,
    /// A better source: what rests on none that was confirmed never refuses a parcel.
    Source,
}

/// Whether a requirement applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Applies {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It may: this would settle it.
    Open(Vec<Lack>),
}

enum Answer {
    Known(bool),
    Lacks(Lack),
}

/// A parcel under question.
pub(super) struct Asked<'b> {
    pub(super) parcel: &'b Parcel,
    pub(super) book: &'b Book,
    exchange: Exchange<'b>,
}

impl<'b> Asked<'b> {
    pub(super) fn new(parcel: &'b Parcel, book: &'b Book) -> Self {
        Self { parcel, book, exchange: Exchange::new(&[], &book.rates) }
    }

    /// Whether the parcel stays within one customs territory: a country with its parts, or a union whose border is one that
    /// data are asked for at. A union without rows of its own is not taken for one.
    pub(super) fn is_domestic(&self) -> bool {
        let (atlas, to) = (&self.book.atlas, self.parcel.to);
        let Some(from) = self.parcel.from else { return false };
        if atlas.lies_in(from, to) || atlas.lies_in(to, from) {
            return true;
        }
        let has_rows = |place| self.book.rules.requirements.iter().any(|row| row.place == Some(place));
        atlas.chain(from).any(|place| atlas.lies_in(to, place) && has_rows(place))
    }

    /// Whether a requirement applies, to one line or, with `None`, to the parcel.
    pub(super) fn applies(&self, row: &Requirement, line: Option<&ParcelLine>) -> Applies {
        let mut lacks = Vec::new();
        for test in &row.when {
            match self.holds(test, line) {
                Answer::Known(true) => {}
                Answer::Known(false) => return Applies::No,
                Answer::Lacks(lack) => lacks.push(lack),
            }
        }
        if !row.asks.is_empty() {
            match self.parcel.answers.get(&row.id) {
                Some(true) => {}
                Some(false) => return Applies::No,
                None => lacks.push(Lack::Question),
            }
        }
        if row.cited.grade == Grade::Unverified {
            lacks.push(Lack::Source);
        }
        crate::order::sort(&mut lacks);
        lacks.dedup();
        if lacks.is_empty() { Applies::Yes } else { Applies::Open(lacks) }
    }

    fn holds(&self, test: &Test, line: Option<&ParcelLine>) -> Answer {
        match test {
            Test::Value(compare, bound) => match self.value() {
                None => Answer::Lacks(Lack::Value),
                Some(value) => self.compare(value, *bound, |value, bound| compare.holds(value, bound)),
            },
            Test::Item(compare, bound) => self.any_line(line, |line| {
                let Some(piece) = self.piece(line) else { return Answer::Lacks(Lack::Item) };
                self.compare(piece, *bound, |value, bound| compare.holds(value, bound))
            }),
            Test::Weight(compare, bound) => match self.weight() {
                None => Answer::Lacks(Lack::Weight),
                Some(weight) => Answer::Known(compare.holds(weight, *bound)),
            },
            Test::Transaction(natures) => match self.parcel.transaction {
                None => Answer::Lacks(Lack::Transaction),
                Some(nature) => Answer::Known(natures.contains(&nature)),
            },
            Test::Goods(inside, outside) => self.any_line(line, |line| goods(line, inside, outside)),
            Test::Fiscal(kinds) => {
                let given = self.parcel.fiscal_reference.iter().chain(&self.parcel.seller_references);
                Answer::Known(given.into_iter().any(|one| kinds.contains(&one.kind)))
            }
            Test::Business(wanted) => match self.parcel.consignee.as_ref().and_then(|party| party.business) {
                None => Answer::Lacks(Lack::Business),
                Some(business) => Answer::Known(business == *wanted),
            },
            Test::Origin(places) => self.any_line(line, |line| match line.origin {
                None => Answer::Lacks(Lack::Origin),
                Some(origin) => Answer::Known(places.iter().any(|place| self.book.atlas.lies_in(origin, *place))),
            }),
        }
    }

    /// Of one line what is asked of it; of a parcel, whether any line says yes, and if none does, whether one may.
    fn any_line(&self, line: Option<&ParcelLine>, ask: impl Fn(&ParcelLine) -> Answer) -> Answer {
        if let Some(line) = line {
            return ask(line);
        }
        let mut open = None;
        for line in &self.parcel.lines {
            match ask(line) {
                Answer::Known(true) => return Answer::Known(true),
                Answer::Known(false) => {}
                Answer::Lacks(lack) => open = Some(lack),
            }
        }
        open.map_or(Answer::Known(false), Answer::Lacks)
    }

    fn compare(&self, value: Money, bound: Money, holds: impl Fn(Decimal, Decimal) -> bool) -> Answer {
        match self.convert(value, bound.currency) {
            None => Answer::Lacks(Lack::Rate),
            Some(value) => Answer::Known(holds(value, bound.amount)),
        }
    }

    pub(super) fn convert(&self, value: Money, to: Currency) -> Option<Decimal> {
        self.exchange.convert(value.amount, value.currency, to)
    }

    /// What all goods are worth: as the record says, or else what its lines add up to.
    pub(super) fn value(&self) -> Option<Money> {
        let stated = amount(self.parcel.intrinsic_value.as_deref());
        match (stated, currency(self.parcel.currency.as_deref())) {
            (Some(amount), Some(currency)) => Some(Money { amount, currency }),
            _ => self.sum(),
        }
    }

    /// The sum of the lines, where all have a value in one currency.
    pub(super) fn sum(&self) -> Option<Money> {
        let mut values = self.parcel.lines.iter().map(|line| self.line_value(line));
        let first = values.next()??;
        values.try_fold(first, |sum, value| {
            let value = value.filter(|value| value.currency == sum.currency)?;
            Some(Money { amount: sum.amount.checked_add(value.amount)?, ..sum })
        })
    }

    pub(super) fn line_value(&self, line: &ParcelLine) -> Option<Money> {
        let own = line.currency.as_deref().filter(|text| !text.trim().is_empty());
        let currency = currency(own.or(self.parcel.currency.as_deref()))?;
        Some(Money { amount: amount(line.value.as_deref())?, currency })
    }

    fn piece(&self, line: &ParcelLine) -> Option<Money> {
        let value = self.line_value(line)?;
        let pieces = amount(line.quantity.as_deref()).filter(|pieces| !pieces.is_zero())?;
        Some(Money { amount: value.amount.checked_div(pieces)?, ..value })
    }

    pub(super) fn weight(&self) -> Option<Decimal> {
        amount(self.parcel.gross_weight.as_deref())
    }
}

/// An amount of the record; nothing that is less than nothing.
pub(super) fn amount(text: Option<&str>) -> Option<Decimal> {
    parse_decimal(text?.trim()).filter(|amount| !amount.is_sign_negative() || amount.is_zero())
}

pub(super) fn currency(text: Option<&str>) -> Option<Currency> {
    text?.trim().parse().ok()
}

/// The digits of a code, without the signs that people put between them.
pub(super) fn code(line: &ParcelLine) -> String {
    line.code.as_deref().unwrap_or_default().chars().filter(char::is_ascii_digit).take(20).collect()
}

/// Whether a line is meant by prefixes; a code shorter than a prefix may be.
fn goods(line: &ParcelLine, inside: &[String], outside: &[String]) -> Answer {
    let code = code(line);
    let begins = |prefixes: &[String]| prefixes.iter().any(|prefix| code.starts_with(prefix.as_str()));
    let may_be = |prefixes: &[String]| prefixes.iter().any(|prefix| prefix.starts_with(code.as_str()));
    if begins(outside) {
        return Answer::Known(false);
    }
    let is_meant = inside.is_empty() || begins(inside);
    if is_meant && !may_be(outside) {
        return Answer::Known(true);
    }
    if is_meant || may_be(inside) { Answer::Lacks(Lack::Code) } else { Answer::Known(false) }
}
